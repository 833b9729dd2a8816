#include "check/waivers.h"

#include "check/quantities.h"
#include "check/statements.h"
#include "check/vocabulary.h"

#include <utility>
#include <variant>

namespace latchkey::check {
namespace {

std::optional<model::Waiver> read(Context& context, const syntax::Waive& written, Span span) {
    const std::optional<model::Date> until = read_date(context, written.until);
    const std::optional<Id<model::Team>> by = find_team(context, written.by);
    if (!until.has_value()) {
        return std::nullopt;
    }
    check_text(context, written.because, "because");
    model::Waiver waiver;
    waiver.rule = context.word(written.rule);
    waiver.until = *until;
    waiver.because = context.text(written.because);
    waiver.by = by;
    waiver.by_name = context.word(written.by);
    waiver.where = context.at(span);
    return waiver;
}

std::vector<model::Waiver>& waivers_of(Context& context) {
    return context.pending[context.place_of(context.file())].waivers;
}

/// One at top level may name what is not there: the rule `invalid-waiver` speaks of that.
void name_subject(Context& context, const syntax::Name& subject, model::Waiver& waiver) {
    waiver.subject = context.word(subject);
    context.needs(name_key(Space::holder, subject.text));
    const NameEntry<Holder>* const entry = context.declarations.holder_names.find(subject.text);
    if (entry == nullptr) {
        return;
    }
    if (const auto* const integration = std::get_if<Id<model::Integration>>(&entry->id)) {
        waiver.integration = *integration;
    } else {
        waiver.credential = std::get<Id<model::Credential>>(entry->id);
    }
}

}  // namespace

void read_waiver(Context& context, const syntax::Statement& statement, const WaiverHome& home) {
    std::optional<model::Waiver> waiver =
        read(context, std::get<syntax::Waive>(statement.value), statement.span);
    if (!waiver.has_value() || (!home.credential.has_value() && !home.integration.has_value())) {
        return;
    }
    waiver->credential = home.credential;
    waiver->integration = home.integration;
    waivers_of(context).push_back(std::move(*waiver));
}

void read_waivers(Context& context) {
    for (const std::size_t at : context.work) {
        const ParsedFile& file = context.files()[at];
        context.enter(file);
        context.begin(context.units[at].others);
        for (const syntax::Declaration& declaration : file.tree->declarations) {
            const auto* const written = std::get_if<syntax::Waive>(&declaration.value);
            std::optional<model::Waiver> waiver =
                written == nullptr ? std::nullopt : read(context, *written, declaration.span);
            if (!waiver.has_value()) {
                // A waiver without its date is a declaration that was left out.
                if (written != nullptr) {
                    context.leave_out();
                }
                continue;
            }
            if (written->subject.has_value()) {
                name_subject(context, *written->subject, *waiver);
            }
            waivers_of(context).push_back(std::move(*waiver));
        }
    }
}

}  // namespace latchkey::check
