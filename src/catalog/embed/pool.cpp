#include "catalog/embed/pool.h"

namespace latchkey::catalog::embed {

std::string Pool::add(const std::vector<std::string>& items) {
    if (items.empty()) {
        return "{}";
    }
    const auto [place, is_new] = spans_.try_emplace(items);
    if (is_new) {
        place->second = "{" + name_ + " + " + std::to_string(items_.size()) + ", " +
                        std::to_string(items.size()) + "}";
        items_.insert(items_.end(), items.begin(), items.end());
    }
    return place->second;
}

void Pool::write(std::ostream& out) const {
    if (items_.empty()) {
        return;
    }
    out << "constexpr " << type_ << ' ' << name_ << "[] = {\n";
    for (const std::string& item : items_) {
        out << "    " << item << ",\n";
    }
    out << "};\n";
}

std::string text(std::string_view bytes) {
    if (bytes.empty()) {
        return "{}";
    }
    std::string found = "{\"";
    for (const char byte : bytes) {
        if (byte == '"' || byte == '\\') {
            found += '\\';
            found += byte;
        } else if (byte >= 0x20 && byte < 0x7F) {
            found += byte;
        } else {
            // Three octal digits end an escape, whatever follows.
            const auto value = static_cast<unsigned char>(byte);
            found += '\\';
            for (const unsigned shift : {6U, 3U, 0U}) {
                found += static_cast<char>('0' + (value >> shift & 7U));
            }
        }
    }
    return found + "\", " + std::to_string(bytes.size()) + "}";
}

std::string braced(std::initializer_list<std::string> parts) {
    std::string found = "{";
    for (const std::string& part : parts) {
        found += found.size() == 1 ? "" : ", ";
        found += part;
    }
    return found + "}";
}

}  // namespace latchkey::catalog::embed
