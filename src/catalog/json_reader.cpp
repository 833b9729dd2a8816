#include "catalog/json_reader.h"

#include "catalog/names.h"
#include "diag/escape.h"
#include "diag/report.h"
#include "source/utf8.h"

#include <algorithm>
#include <utility>

namespace latchkey::catalog {
namespace {

constexpr std::size_t most_shown = 60;

constexpr bool is_control(char character) {
    return static_cast<unsigned char>(character) < 0x20 || character == 0x7F;
}

constexpr bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

/// The text cut at the end of a character.
std::string_view cut(std::string_view text) {
    std::size_t end = 0;
    while (end < text.size() && end < most_shown) {
        end += source::decode_utf8(text.substr(end)).size;
    }
    return text.substr(0, end);
}

}  // namespace

std::string quoted(std::string_view text) {
    const std::string_view shown = cut(text);
    return "`" + diag::visible(shown) + (shown.size() < text.size() ? "…`" : "`");
}

bool is_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        return false;
    }
    for (const std::size_t at : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U}) {
        if (!is_digit(text[at])) {
            return false;
        }
    }
    const std::string_view month = text.substr(5, 2);
    const std::string_view day = text.substr(8, 2);
    return month >= "01" && month <= "12" && day >= "01" && day <= "31";
}

void JsonReader::problem(Place place, std::string message) {
    if (place != JsonTree::none && !full()) {
        problems_.push_back({.pointer = tree_.pointer(place), .message = std::move(message)});
    }
}

void JsonReader::unknown(Place place, std::string_view what, std::string_view written,
                         std::span<const std::string_view> names) {
    if (full()) {
        return;
    }
    std::string message = "unknown " + std::string(what) + " " + quoted(written);
    const std::string near = diag::did_you_mean(diag::nearest(written, names));
    problem(place, near.empty() ? message : message + "; " + near);
}

bool JsonReader::is(Place place, Kind kind, std::string_view expected) {
    if (place == JsonTree::none) {
        return false;
    }
    if (tree_[place].kind != kind) {
        problem(place, "is " + std::string(to_string(tree_[place].kind)) + " where " +
                           std::string(expected) + " is expected");
        return false;
    }
    return true;
}

void JsonReader::check_key(Place place, std::vector<bool>& seen,
                           std::span<const std::string_view> keys) {
    const std::string_view key = tree_[place].key;
    const std::optional<std::size_t> known = names::find(keys, key);
    if (!known.has_value() && !key.empty() && key == ignored_) {
        return;
    }
    if (!known.has_value()) {
        unknown(place, "key", key, keys);
        return;
    }
    if (seen[*known]) {
        problem(place, "the key " + quoted(key) + " occurs twice");
    }
    seen[*known] = true;
}

bool JsonReader::object(Place place, std::span<const std::string_view> keys,
                        std::span<const std::string_view> optional) {
    if (!is(place, Kind::object, "an object")) {
        return false;
    }
    std::vector<std::string_view> known(keys.begin(), keys.end());
    known.insert(known.end(), optional.begin(), optional.end());
    std::vector<bool> seen(known.size());
    for (Place at = tree_[place].first; at != JsonTree::none && !full(); at = tree_[at].next) {
        check_key(at, seen, known);
    }
    for (std::size_t at = 0; at < keys.size(); ++at) {
        if (!seen[at]) {
            problem(place, "the key " + quoted(keys[at]) + " is missing");
        }
    }
    return true;
}

bool JsonReader::is_null(Place place) const {
    return place != JsonTree::none && tree_[place].kind == Kind::null;
}

std::vector<JsonReader::Place> JsonReader::list(Place place) {
    std::vector<Place> found;
    if (!is(place, Kind::list, "a list")) {
        return found;
    }
    found.reserve(tree_[place].size);
    for (Place at = tree_[place].first; at != JsonTree::none && !full(); at = tree_[at].next) {
        found.push_back(at);
    }
    return found;
}

std::string_view JsonReader::text_or_empty(Place place) {
    if (!is(place, Kind::text, "a string")) {
        return {};
    }
    const std::string_view found = tree_[place].text;
    if (std::ranges::any_of(found, is_control)) {
        problem(place, "holds a control character: " + quoted(found));
        return {};
    }
    return found;
}

std::string_view JsonReader::text(Place place) {
    if (place != JsonTree::none && tree_[place].kind == Kind::text && tree_[place].text.empty()) {
        problem(place, "is empty");
    }
    return text_or_empty(place);
}

std::string_view JsonReader::text_or_null(Place place) {
    return is_null(place) ? std::string_view() : text(place);
}

std::string_view JsonReader::date(Place place) {
    const std::string_view found = text(place);
    if (!found.empty() && !is_date(found)) {
        problem(place, quoted(found) + " is no date such as `2026-06-19`");
    }
    return found;
}

std::string_view JsonReader::date_or_null(Place place) {
    return is_null(place) ? std::string_view() : date(place);
}

bool JsonReader::boolean(Place place) {
    return is(place, Kind::boolean, "a boolean") && tree_[place].truth;
}

std::uint32_t JsonReader::number(Place place, std::uint32_t least) {
    if (!is(place, Kind::integer, "a whole number")) {
        return 0;
    }
    const std::uint64_t found = tree_[place].number;
    if (found < least || found > UINT32_MAX) {
        problem(place, "is " + std::to_string(found) + " where a number from " +
                           std::to_string(least) + " to 4294967295 is expected");
        return 0;
    }
    return static_cast<std::uint32_t>(found);
}

std::optional<std::uint32_t> JsonReader::number_or_null(Place place, std::uint32_t least) {
    return place == JsonTree::none || is_null(place) ? std::nullopt
                                                     : std::optional(number(place, least));
}

std::optional<std::size_t> JsonReader::word(Place place, std::string_view what,
                                            std::span<const std::string_view> table) {
    const std::string_view written = text(place);
    if (written.empty()) {
        return std::nullopt;
    }
    const std::optional<std::size_t> found = names::find(table, written);
    if (!found.has_value()) {
        unknown(place, what, written, table);
    }
    return found;
}

std::uint32_t JsonReader::words(Place place, std::string_view what,
                                std::span<const std::string_view> table) {
    std::uint32_t bits = 0;
    for (const Place at : list(place)) {
        const std::optional<std::size_t> found = word(at, what, table);
        const std::uint32_t bit = found.has_value() ? 1U << *found : 0U;
        if ((bits & bit) != 0) {
            problem(at, quoted(tree_[at].text) + " occurs twice");
        }
        bits |= bit;
    }
    return bits;
}

}  // namespace latchkey::catalog
