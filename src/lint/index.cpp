#include "lint/index.h"

#include <algorithm>

namespace latchkey::lint {
Index::Index(const model::Model& model)
    : users(model.credentials.id_bound()),
      including(model.roles.id_bound()),
      owner(model.grants.id_bound()),
      understood(model.integrations.id_bound()) {
    for (const model::Integration& integration : model.integrations) {
        const model::Id<model::Integration> id = model.integrations.id_of(integration);
        understood[id.index] = model::is_understood(model, integration);
        for (const model::Named<model::Credential>& used : integration.uses) {
            users[used.id.index].push_back(id);
        }
        for (const model::Named<model::Role>& role : integration.includes) {
            including[role.id.index].push_back(id);
        }
        for (const model::Id<model::Grant> grant : integration.grants) {
            if (!model.grants[grant].role.has_value()) {
                owner[grant.index] = id;
            }
        }
    }
}

}  // namespace latchkey::lint
