#include "check/blocks.h"

namespace latchkey::check {
namespace {

void read_team(Context& context, const syntax::Block& block, model::Team& into) {
    Once once;
    for (const syntax::Statement& statement : block.statements) {
        if (!once.allows(context, statement)) {
            continue;
        }
        if (statement.word == syntax::Word::contact) {
            into.contact = read_text(context, statement);
        } else if (statement.word == syntax::Word::escalation) {
            into.escalation = read_text(context, statement);
        }
    }
}

}  // namespace

void read_teams(Context& context) {
    for (const std::size_t file : context.work) {
        for_each_block(context, file, context.declarations.files[file].teams, context.model.teams,
                       [&](const BlockOf<model::Team>& block, model::Team& into) {
                           read_team(context, *block.block, into);
                       });
    }
}

}  // namespace latchkey::check
