#include "lint/rule.h"
#include "lint/words.h"

#include <vector>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view> no_rule{"`{}` is no rule"};
constexpr Message<std::string_view> not_waivable{"`{}` cannot be waived"};
constexpr Message<std::string_view> language_error{
    "`{}` is an error of the language, which cannot be waived"};
constexpr Message<std::string_view> not_there{"`{}` is neither an integration nor a credential"};

std::string or_nearest(std::string message, std::string_view written,
                       const std::vector<std::string_view>& candidates) {
    const std::string hint = diag::did_you_mean(diag::nearest(written, candidates));
    return hint.empty() ? message : std::move(message) + "; " + hint;
}

std::vector<std::string_view> holders(const model::Model& model) {
    std::vector<std::string_view> names;
    for (const model::Integration& integration : model.integrations) {
        names.push_back(integration.name.text);
    }
    for (const model::Credential& credential : model.credentials) {
        names.push_back(credential.name.text);
    }
    return names;
}

std::string what_is_wrong(std::string_view id) {
    if (const Rule* rule = find_rule(id)) {
        return rule->waivable ? "" : not_waivable(id);
    }
    if (find_error(id) != nullptr) {
        return language_error(id);
    }
    std::vector<std::string_view> waivable;
    for (const Rule* rule : all_rules()) {
        if (rule->waivable) {
            waivable.push_back(rule->id);
        }
    }
    return or_nearest(no_rule(id), id, waivable);
}

constexpr Message<std::string_view> as_is{"{}"};

void check(const model::Waiver& waiver, Context& context) {
    if (const std::string wrong = what_is_wrong(waiver.rule.text); !wrong.empty()) {
        context.report(waiver.rule.where, as_is, wrong);
    }
    if (waiver.subject.has_value() && !waiver.integration.has_value() &&
        !waiver.credential.has_value()) {
        const std::string_view name = waiver.subject->text;
        context.report(waiver.subject->where, as_is,
                       or_nearest(not_there(name), name, holders(context.model())));
    }
}

}  // namespace

constinit const Rule invalid_waiver{
    .id = "invalid-waiver",
    .category = Category::hygiene,
    .level = Level::error,
    .waivable = false,
    .summary = "A waiver of an unknown or not waivable rule, or of something that is not there.",
    .on_waiver = check,
};

}  // namespace latchkey::lint
