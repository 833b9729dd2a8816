#include "model/model.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace latchkey::model {

std::string_view to_string(Alert::Signal signal) {
    constexpr std::array<std::string_view, 4> names{"volume", "errors", "denied", "unknown-source"};
    return names.at(static_cast<std::size_t>(signal));
}

bool is_understood(const Model& model, const Integration& integration) {
    return integration.complete &&
           std::ranges::all_of(
               integration.uses,
               [&](const auto& used) { return model.credentials[used.id].complete; }) &&
           std::ranges::all_of(integration.includes,
                               [&](const auto& role) { return model.roles[role.id].complete; });
}

}  // namespace latchkey::model
