#include "lint/keys.h"
#include "lint/rule.h"

namespace latchkey::lint {
namespace {

using model::Environment;

constexpr Message<std::string_view, std::string_view, std::string_view, std::string_view> mismatch{
    "`{}` belongs to {}, and `{}` is a key of {}"};

void check(const model::Integration& integration, Context& context) {
    for (const model::Named<model::Credential>& used : integration.uses) {
        const model::Credential& credential = context.model().credentials[used.id];
        if (!integration.environment.has_value() || !credential.environment.has_value() ||
            (*integration.environment == Environment::production) ==
                (*credential.environment == Environment::production) ||
            // The graver thing is said of the key then: it is in production and elsewhere.
            key_of(context, credential).crosses_environments()) {
            continue;
        }
        context
            .report(used.where, mismatch, integration.name.text,
                    to_string(*integration.environment), credential.name.text,
                    to_string(*credential.environment))
            .label(integration.environment_where, "the integration")
            .label(credential.environment_where, "the key");
    }
}

}  // namespace

constinit const Rule environment_mismatch{
    .id = "environment-mismatch",
    .category = Category::credentials,
    .level = Level::error,
    .summary = "A production integration uses a key of another environment, or the reverse.",
    .on_integration = check,
};

}  // namespace latchkey::lint
