#include "lint/power.h"
#include "lint/rule.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view> holds{
    "`{}` is retired, and nothing says that its key `{}` is revoked"};

void check(const model::Model& model, Context& context) {
    for (const model::Integration& integration : model.integrations) {
        if (integration.status != model::Status::retired) {
            continue;
        }
        for (const model::Named<model::Credential>& used : integration.uses) {
            const model::Credential& credential = model.credentials[used.id];
            context.about({.integration = model.integrations.id_of(integration),
                           .credential = used.id,
                           .role = {}});
            diag::Finding finding =
                context.report(used.where, holds, integration.name.text, credential.name.text);
            finding.label(integration.status_where, "retired here");
            finding.note(living_users(context, credential).empty()
                             ? "revoke the key at the provider, then remove its declaration and "
                               "this `uses`"
                             : "others use the key too: rotate it, then remove this `uses`");
        }
    }
}

}  // namespace

constinit const Rule retired_still_holds_key{
    .id = "retired-still-holds-key",
    .category = Category::lifecycle,
    .level = Level::error,
    .summary = "A retired integration still names its key.",
    .on_workspace = check,
};

}  // namespace latchkey::lint
