#include "lint/rule.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view> unused{"no integration uses `{}`"};

void check(const model::Model& model, Context& context) {
    for (const model::Credential& credential : model.credentials) {
        // A key that only a retired integration names is `retired-still-holds-key`.
        if (!context.users(credential).empty()) {
            continue;
        }
        context.about(
            {.integration = {}, .credential = model.credentials.id_of(credential), .role = {}});
        context.report(credential.name.where, unused, credential.name.text)
            .note("the key works until it is revoked at the provider: do that first")
            .fix(Fix::Safety::unsafe, "remove the declaration",
                 context.remove_statement(credential.where));
    }
}

}  // namespace

constinit const Rule unused_credential{
    .id = "unused-credential",
    .category = Category::credentials,
    .level = Level::warning,
    .fix = FixKind::unsafe,
    .summary = "No integration uses a credential.",
    .on_workspace = check,
};

}  // namespace latchkey::lint
