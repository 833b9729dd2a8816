#include "lint/rule.h"
#include "lint/waivers.h"
#include "lint/words.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view, std::string_view> excessive{
    "the waiver of `{}` lasts {} from now, which is more than {}"};

constexpr RuleOption options[] = {
    {"days", 180, "How many days a waiver may have before it."},
};

void check(const model::Waiver& waiver, Context& context) {
    const auto left = (waiver.until.day - context.as_of()).count();
    if (context.waivers().standing(waiver) == Standing::invalid ||
        left <= static_cast<std::int64_t>(context.option("days"))) {
        return;
    }
    context.report(waiver.until.where, excessive, waiver.rule.text,
                   count(static_cast<std::size_t>(left), "day"),
                   count(context.option("days"), "day"));
}

}  // namespace

// The language gives a waiver no beginning, so its length is what is left of it.
constinit const Rule excessive_waiver{
    .id = "excessive-waiver",
    .category = Category::hygiene,
    .level = Level::warning,
    .waivable = false,
    .depends_on_date = true,
    .summary = "A waiver lasts too long.",
    .options = options,
    .on_waiver = check,
};

}  // namespace latchkey::lint
