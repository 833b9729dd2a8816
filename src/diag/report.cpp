#include "diag/report.h"

#include <array>

namespace latchkey {

std::string_view to_string(Level level) {
    constexpr std::array<std::string_view, 4> names{"off", "info", "warning", "error"};
    return names.at(static_cast<std::size_t>(level));
}

}  // namespace latchkey

namespace latchkey::diag {

std::string_view to_string(ErrorId id) {
    constexpr std::array ids{
#define LATCHKEY_ERROR(name, id, summary) std::string_view(id),
#include "diag/errors.def"
#undef LATCHKEY_ERROR
    };
    return ids.at(static_cast<std::size_t>(id));
}

Finding Reports::error(ErrorId id, Location where, std::string message) {
    Diagnostic& added = list_.emplace_back();
    added.id = to_string(id);
    added.level = Level::error;
    added.message = std::move(message);
    added.where = where;
    added.language_error = true;
    return Finding(added);
}

}  // namespace latchkey::diag
