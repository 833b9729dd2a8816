#include "diag/report.h"

#include <fmt/format.h>

#include <array>

namespace latchkey {

std::string_view to_string(Level level) {
    constexpr std::array<std::string_view, 4> names{"off", "info", "warning", "error"};
    return names.at(static_cast<std::size_t>(level));
}

}  // namespace latchkey

namespace latchkey::diag {
namespace {

/// FNV-1a, 64 bits: its values are fixed by its definition, so they hold in every build.
class Hash {
public:
    void add(std::string_view text) {
        for (const char byte : text) {
            mix(static_cast<unsigned char>(byte));
        }
        // No text holds this byte, so the parts cannot run into each other.
        mix(0xFF);
    }
    [[nodiscard]] std::uint64_t value() const { return value_; }

private:
    void mix(std::uint64_t byte) { value_ = (value_ ^ byte) * 0x100000001B3U; }

    std::uint64_t value_ = 0xCBF29CE484222325U;
};

}  // namespace

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

std::string fingerprint(const Diagnostic& diagnostic) {
    Hash hash;
    hash.add(diagnostic.id);
    hash.add(diagnostic.integration);
    hash.add(diagnostic.credential);
    hash.add(diagnostic.message);
    return fmt::format("{:016x}", hash.value());
}

}  // namespace latchkey::diag
