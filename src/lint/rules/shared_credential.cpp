#include "lint/keys.h"
#include "lint/rule.h"
#include "lint/words.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view, std::string_view> shared{
    "`{}` is the key of {}: {}"};
constexpr Message<std::string_view> same_key{"the same key as `{}`"};

void check(const model::Model& model, Context& context) {
    for (const Key& key : shared_keys(context)) {
        // One cause, one finding: `cross-environment-credential` is the graver of the two.
        if (key.holders() < 2 || key.crosses_environments()) {
            continue;
        }
        const model::Credential& first = model.credentials[key.credentials.front()];
        std::vector<std::string_view> names;
        for (const KeyUse& use : key.uses) {
            names.push_back(model.integrations[use.integration].name.text);
        }
        context.about({.integration = {}, .credential = key.credentials.front(), .role = {}});
        diag::Finding finding =
            context.report(first.name.where, shared, first.name.text,
                           count(key.holders(), "integration"), quoted_list(names));
        for (std::size_t at = 1; at < key.credentials.size(); ++at) {
            finding.label(model.credentials[key.credentials[at]].store->reference.where,
                          same_key(first.name.text));
        }
        for (const KeyUse& use : key.uses) {
            finding.label(use.where, "used here");
        }
    }
}

}  // namespace

constinit const Rule shared_credential{
    .id = "shared-credential",
    .category = Category::credentials,
    .level = Level::error,
    .summary = "One key is used by more than one integration.",
    .stands_alone = true,
    .on_workspace = check,
};

}  // namespace latchkey::lint
