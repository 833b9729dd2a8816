#include "lint/networks.h"
#include "lint/power.h"
#include "lint/rule.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view> missing{
    "`{}` has no `from`, and `{}` works from anywhere until it is changed"};
constexpr Message<std::string_view, std::string_view, std::string_view> everywhere{
    "{} is the whole internet ({}), and `{}` works from anywhere until it is changed"};

/// The first credential that stays the same until somebody changes it; none = each expires.
const model::Credential* static_key(const model::Integration& integration, const Context& context) {
    for (const model::Named<model::Credential>& used : integration.uses) {
        const model::Credential& credential = context.model().credentials[used.id];
        const catalog::Kind* kind = kind_of(context, credential);
        if (kind != nullptr && kind->is_static) {
            return &credential;
        }
    }
    return nullptr;
}

void check(const model::Integration& integration, Context& context) {
    const model::Credential* key = static_key(integration, context);
    if (key == nullptr) {
        return;
    }
    if (integration.sources.empty()) {
        context.report(integration.name.where, missing, integration.name.text, key->name.text)
            .fix(Fix::Safety::stub, "say where its requests come from",
                 context.append_statement(integration.body, "from \"192.0.2.0/24\""));
        return;
    }
    std::vector<std::string_view> networks;
    for (const model::Text& source : integration.sources) {
        networks.push_back(source.value);
    }
    if (const std::string_view family = covered_internet(networks); !family.empty()) {
        // The widest of them is what has to go.
        const auto widest = std::ranges::min_element(networks, {}, prefix_length);
        const model::Text& source =
            integration.sources[static_cast<std::size_t>(widest - networks.begin())];
        const bool is_alone = !covered_internet(std::span(widest, 1)).empty();
        context.report(source.where, everywhere, is_alone ? "this" : "this with the others", family,
                       key->name.text);
    }
}

}  // namespace

constinit const Rule unrestricted_source{
    .id = "unrestricted-source",
    .category = Category::operations,
    .level = Level::warning,
    .fix = FixKind::stub,
    .summary = "A key that never changes by itself is accepted from anywhere.",
    .on_integration = check,
};

}  // namespace latchkey::lint
