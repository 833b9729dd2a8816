#include "lint/rule.h"
#include "lint/waivers.h"
#include "lint/words.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view, std::string_view> expired{
    "the waiver of `{}` ended on {}, {}"};

void check(const model::Waiver& waiver, Context& context) {
    if (context.waivers().standing(waiver) != Standing::expired) {
        return;
    }
    context
        .report(waiver.until.where, expired, waiver.rule.text, model::to_string(waiver.until.day),
                when(waiver.until.day - context.as_of()))
        .note("put right what it waived, or have the exception decided anew");
}

}  // namespace

constinit const Rule expired_waiver{
    .id = "expired-waiver",
    .category = Category::hygiene,
    .level = Level::error,
    .waivable = false,
    .depends_on_date = true,
    .summary = "A waiver is past its date.",
    .on_waiver = check,
};

}  // namespace latchkey::lint
