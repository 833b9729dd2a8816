#include "lint/keys.h"
#include "lint/rule.h"
#include "lint/words.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view> crossing{"`{}` is one key for {}"};
constexpr Message<std::string_view> same_key{"the same key as `{}`"};
constexpr Message<std::string_view> used_in{"used in {}"};

void label_uses(const model::Model& model, const Key& key, diag::Finding& finding) {
    for (const KeyUse& use : key.uses) {
        const model::Integration& integration = model.integrations[use.integration];
        const auto environment = integration.environment.has_value()
                                     ? integration.environment
                                     : model.credentials[use.credential].environment;
        finding.label(use.where,
                      environment.has_value() ? used_in(to_string(*environment)) : "used here");
    }
}

void check(const model::Model& model, Context& context) {
    for (const Key& key : shared_keys(context)) {
        if (!key.crosses_environments()) {
            continue;
        }
        const model::Credential& first = model.credentials[key.credentials.front()];
        std::vector<std::string_view> environments;
        for (const model::Environment environment : key.environments) {
            environments.push_back(to_string(environment));
        }
        context.about({.integration = {}, .credential = key.credentials.front(), .role = {}});
        diag::Finding finding =
            context.report(first.name.where, crossing, first.name.text, quoted_list(environments));
        for (std::size_t at = 1; at < key.credentials.size(); ++at) {
            finding.label(model.credentials[key.credentials[at]].store->reference.where,
                          same_key(first.name.text));
        }
        label_uses(model, key, finding);
    }
}

}  // namespace

constinit const Rule cross_environment_credential{
    .id = "cross-environment-credential",
    .category = Category::credentials,
    .level = Level::error,
    .summary = "One key is used in production and elsewhere.",
    .stands_alone = true,
    .on_workspace = check,
};

}  // namespace latchkey::lint
