#include "lint/danger.h"
#include "lint/rule.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view, std::string_view> own{
    "`{}` owns `{}` and reviews it, and its key {}"};

/// The team's name after `by`, with which the statement ends.
Location reviewer_of(const model::Review& review, std::string_view team) {
    Location where = review.where;
    where.span.begin = where.span.end - static_cast<std::uint32_t>(team.size());
    return where;
}

void check(const model::Integration& integration, Context& context) {
    if (!integration.review.has_value() || !integration.review->by.has_value() ||
        integration.review->by != integration.owner) {
        return;
    }
    const std::string scope = dangerous_scope(context, integration, catalog::Tier::money);
    if (scope.empty()) {
        return;
    }
    const std::string power = scope == full_access ? "has no scopes" : "holds `" + scope + "`";
    const std::string_view team = context.model().teams[*integration.owner].name.text;
    context.report(reviewer_of(*integration.review, team), own, team, integration.name.text, power)
        .label(reviewer_of(*integration.review, team), "let another team look");
}

}  // namespace

constinit const Rule self_review{
    .id = "self-review",
    .category = Category::lifecycle,
    .level = Level::warning,
    .profile = Profile::strict,
    .summary =
        "The team that owns an integration with an administrator's power, or over money, "
        "reviews it itself.",
    .on_integration = check,
};

}  // namespace latchkey::lint
