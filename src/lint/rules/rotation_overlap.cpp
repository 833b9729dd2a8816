#include "lint/power.h"
#include "lint/rule.h"
#include "lint/words.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view, std::string_view> too_long{
    "{} keeps the old token for {}, and this counts on {}"};

void check(const model::Credential& credential, Context& context) {
    const catalog::Kind* kind = kind_of(context, credential);
    if (kind == nullptr || !kind->overlap_days.has_value() || !credential.rotate.has_value() ||
        !credential.rotate->overlap.has_value()) {
        return;
    }
    const model::Duration& overlap = *credential.rotate->overlap;
    if (overlap.seconds <= std::uint64_t{*kind->overlap_days} * 86'400) {
        return;
    }
    const std::string days = count(*kind->overlap_days, "day");
    context
        .report(overlap.where, too_long, context.provider(*credential.provider).title, days,
                context.text(overlap.where))
        .fix(Fix::Safety::safe, "make it " + days, Context::replace(overlap.where, days));
}

}  // namespace

constinit const Rule rotation_overlap{
    .id = "rotation-overlap",
    .category = Category::credentials,
    .level = Level::warning,
    .fix = FixKind::safe,
    .summary = "A rotation counts on the old token for longer than the provider keeps it.",
    .on_credential = check,
};

}  // namespace latchkey::lint
