#include "model/model.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace latchkey::model {

std::string_view to_string(Alert::Signal signal) {
    constexpr std::array<std::string_view, 4> names{"volume", "errors", "denied", "unknown-source"};
    return names.at(static_cast<std::size_t>(signal));
}

std::span<const std::string_view> control_words(bool of_credential) {
    using std::string_view;
    static constexpr std::array of_integrations{
        string_view{"alert"},  string_view{"assert"},      string_view{"audit"},
        string_view{"basis"},  string_view{"environment"}, string_view{"erase"},
        string_view{"from"},   string_view{"gateway"},     string_view{"limit"},
        string_view{"owner"},  string_view{"purpose"},     string_view{"recipient"},
        string_view{"retain"}, string_view{"review"},      string_view{"revoke"},
        string_view{"status"}, string_view{"subjects"},    string_view{"waive"}};
    static constexpr std::array of_credentials{string_view{"assert"},  string_view{"environment"},
                                               string_view{"expires"}, string_view{"kind"},
                                               string_view{"owner"},   string_view{"rotate"},
                                               string_view{"store"},   string_view{"waive"}};
    return of_credential ? std::span<const string_view>(of_credentials)
                         : std::span<const string_view>(of_integrations);
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
