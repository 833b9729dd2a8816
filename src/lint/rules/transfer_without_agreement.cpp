#include "lint/rule.h"
#include "lint/words.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

using model::Subject;

constexpr Message<std::string_view> unagreed{"`{}` gets the data without an `agreement`"};
constexpr Message<std::string_view, std::string_view, std::string_view> outside{
    "`{}` is in `{}`, the people are in {}, and there is no `agreement`"};

/// California is in the United States: neither is outside the other.
bool is_within(Subject region, Subject subject) {
    const auto is_american = [](Subject one) {
        return one == Subject::us || one == Subject::california;
    };
    return region == subject || (is_american(region) && is_american(subject));
}

void check(const model::Integration& integration, Context& context) {
    std::vector<std::string_view> homes;
    std::ranges::transform(integration.subjects, std::back_inserter(homes),
                           [](Subject subject) { return to_string(subject); });
    for (const model::Recipient& recipient : integration.recipients) {
        if (recipient.agreement.has_value()) {
            continue;
        }
        const bool is_outside = recipient.region.has_value() && !homes.empty() &&
                                std::ranges::none_of(integration.subjects, [&](Subject subject) {
                                    return is_within(*recipient.region, subject);
                                });
        diag::Finding finding =
            is_outside ? context.report(recipient.name.where, outside, recipient.name.value,
                                        to_string(*recipient.region), quoted_list(homes))
                       : context.report(recipient.name.where, unagreed, recipient.name.value);
        finding.fix(Fix::Safety::stub, "name the agreement",
                    Context::insert_after(recipient.where, " agreement \"DPA-\""));
    }
}

}  // namespace

constinit const Rule transfer_without_agreement{
    .id = "transfer-without-agreement",
    .category = Category::data_protection,
    .level = Level::warning,
    .fix = FixKind::stub,
    .summary = "Somebody else gets the data, and no agreement is named.",
    .on_integration = check,
};

}  // namespace latchkey::lint
