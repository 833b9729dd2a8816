#include "lint/power.h"
#include "lint/rule.h"
#include "lint/words.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view, std::string_view> too_long{
    "`{}` is rotated every {}: {}"};
constexpr Message<std::string_view, std::string_view> advice{"{} advises every {}"};
constexpr Message<std::string_view> at_most{"every {} is the longest"};

constexpr RuleOption options[] = {
    {"days", 90, "The longest interval where the provider advises none."},
};

void check(const model::Credential& credential, Context& context) {
    const catalog::Kind* kind = kind_of(context, credential);
    // What expires by itself need not be rotated at all, and a key that is to be replaced is what
    // `legacy-api-key` speaks of.
    if (kind == nullptr || !kind->is_static || !credential.rotate.has_value() ||
        is_legacy(*kind, context.as_of())) {
        return;
    }
    const model::Duration& every = credential.rotate->every;
    const std::uint32_t longest = kind->rotate_days.value_or(context.option("days"));
    if (every.seconds <= std::uint64_t{longest} * 86'400) {
        return;
    }
    const std::string days = count(longest, "day");
    const std::string bound = kind->rotate_days.has_value()
                                  ? advice(context.provider(*credential.provider).title, days)
                                  : at_most(days);
    context.report(every.where, too_long, credential.name.text, context.text(every.where), bound)
        .fix(Fix::Safety::unsafe, "rotate it every " + days, Context::replace(every.where, days));
}

}  // namespace

constinit const Rule rotation_interval{
    .id = "rotation-interval",
    .category = Category::credentials,
    .level = Level::warning,
    .fix = FixKind::unsafe,
    .summary = "A static token is rotated less often than the provider advises.",
    .options = options,
    .on_credential = check,
};

}  // namespace latchkey::lint
