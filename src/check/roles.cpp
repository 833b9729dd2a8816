#include "check/blocks.h"
#include "check/grants.h"

#include <utility>

namespace latchkey::check {
namespace {

constexpr Message<std::string_view> no_use{
    "no `use` says in this file which provider's names `{}` means"};

/// What the names in a role mean: those of the providers that its file uses. A file that uses none
/// is told so once.
Providers providers_of(Context& context, const BlockOf<model::Role>& block, bool& told) {
    Providers providers = context.used[context.place_of(*block.file)];
    if (providers.ids.empty() && !providers.open && !block.block->statements.empty()) {
        if (!std::exchange(told, true)) {
            context.error(ErrorId::missing_statement, block.block->name.span,
                          no_use(block.block->name.text));
        }
        providers.open = true;
    }
    return providers;
}

}  // namespace

void read_roles(Context& context) {
    for (const std::size_t file : context.work) {
        bool told = false;
        for_each_block(context, file, context.declarations.files[file].roles, context.model.roles,
                       [&](const BlockOf<model::Role>& block, model::Role& into) {
                           const Providers providers = providers_of(context, block, told);
                           for (const syntax::Statement& statement : block.block->statements) {
                               add_grant(context, statement, providers, block.id,
                                         block.id.has_value(), into.grants);
                           }
                       });
    }
}

}  // namespace latchkey::check
