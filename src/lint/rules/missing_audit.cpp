#include "lint/rule.h"
#include "lint/words.h"

#include <string>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view> missing{"`{}` has no `audit`"};
constexpr Message<std::string_view, std::string_view> short_lived{
    "what `{}` did is forgotten after {}"};
constexpr Message<std::string_view> wanted{"{} are the least"};

constexpr RuleOption options[] = {
    {"days", 90, "How many days a record is kept at the least."},
};

void check(const model::Integration& integration, Context& context) {
    const std::string least = count(context.option("days"), "day");
    if (!integration.audit.has_value()) {
        context.report(integration.name.where, missing, integration.name.text)
            .label(integration.name.where, "nobody could say later what it did")
            .fix(Fix::Safety::stub, "say where its record goes",
                 context.append_statement(
                     integration.body,
                     "audit to \"siem:" + std::string(integration.name.text) + "\" keep " + least));
        return;
    }
    // Where nothing is said of it, the collector has a rule of its own.
    const std::optional<model::Duration>& keep = integration.audit->keep;
    if (keep.has_value() && keep->seconds < std::uint64_t{86'400} * context.option("days")) {
        context.report(keep->where, short_lived, integration.name.text, context.text(keep->where))
            .note(wanted(least))
            .fix(Fix::Safety::stub, "keep it for " + least, Context::replace(keep->where, least));
    }
}

}  // namespace

constinit const Rule missing_audit{
    .id = "missing-audit",
    .category = Category::operations,
    .level = Level::warning,
    .fix = FixKind::stub,
    .summary = "No record is kept of what an integration did, or not for long enough.",
    .options = options,
    .on_integration = check,
};

}  // namespace latchkey::lint
