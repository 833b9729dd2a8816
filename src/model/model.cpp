#include "model/model.h"

#include <array>
#include <cstddef>

namespace latchkey::model {

std::string_view to_string(Alert::Signal signal) {
    constexpr std::array<std::string_view, 4> names{"volume", "errors", "denied", "unknown-source"};
    return names.at(static_cast<std::size_t>(signal));
}

}  // namespace latchkey::model
