#include "latchkey/editor.h"

#include "editor/occurrences.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace latchkey::editor {
namespace {

constexpr std::array<std::string_view, 5> strengths{"read", "create", "update", "effect", "delete"};

std::size_t strength_of(const catalog::Operation& operation) {
    using catalog::Action;
    if (operation.actions.contains(Action::remove)) {
        return 4;
    }
    if (operation.actions.empty() || !operation.effects.empty()) {
        return 3;
    }
    return operation.actions.contains(Action::update)   ? 2
           : operation.actions.contains(Action::create) ? 1
                                                        : 0;
}

/// What is known of one entity while its operations are gone through.
struct Cell {
    std::size_t strength = 0;
    std::set<std::string> verbs;
    std::optional<Location> grant;
};

void add(std::map<std::string, Cell>& cells, const Analysis::Data& data,
         const model::Integration& integration, const authority::ProviderAuthority& held) {
    const catalog::Catalog& provider = data.model.provider(held.provider);
    for (const authority::AllowedOperation& allowed : held.operations) {
        const catalog::Operation& operation = provider[allowed.operation];
        Cell& cell = cells[std::string(provider[operation.entity].id)];
        cell.verbs.emplace(provider[operation.verb].id);
        const std::size_t strength = strength_of(operation);
        if (!cell.grant || strength > cell.strength) {
            cell.strength = strength;
            cell.grant = data.model.grants[integration.grants[allowed.grants.front()]].where;
        }
    }
}

}  // namespace

std::vector<AccessRow> access_matrix(const Analysis& analysis) {
    const Analysis::Data& data = analysis.data();
    std::vector<AccessRow> rows;
    for (const model::Integration& integration : data.model.integrations) {
        if (integration.status == model::Status::retired) {
            continue;
        }
        AccessRow row{.integration = std::string(integration.name.text),
                      .title = integration.title ? integration.title->value : "",
                      .where = integration.name.where,
                      .residual = 0,
                      .access = {}};
        std::map<std::string, Cell> cells;
        for (const authority::ProviderAuthority& held :
             data.authorities[{data.model.integrations.id_of(integration).index}].providers) {
            add(cells, data, integration, held);
            row.residual += held.residual.count();
        }
        for (auto& [entity, cell] : cells) {
            row.access.push_back({.entity = entity,
                                  .strongest = strengths.at(cell.strength),
                                  .actions = {cell.verbs.begin(), cell.verbs.end()},
                                  .grant = *cell.grant});
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace latchkey::editor
