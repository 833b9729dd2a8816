#include "catalog/openapi/derive.h"

#include "catalog/path.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace latchkey::catalog::openapi {
namespace {

using Words = std::vector<std::string>;

constexpr bool is_lower(char character) {
    return character >= 'a' && character <= 'z';
}
constexpr bool is_upper(char character) {
    return character >= 'A' && character <= 'Z';
}
constexpr bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

/// `bulkDelete`, `bulk_delete` and `bulk-delete` are two words each.
Words words_of(std::string_view text) {
    Words words(1);
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char character = text[at];
        const bool letter = is_lower(character) || is_upper(character) || is_digit(character);
        const bool after_lower = at > 0 && (is_lower(text[at - 1]) || is_digit(text[at - 1]));
        // The last capital of `URLPath` begins the next word.
        const bool before_lower =
            at > 0 && is_upper(text[at - 1]) && at + 1 < text.size() && is_lower(text[at + 1]);
        if (!letter || (is_upper(character) && (after_lower || before_lower))) {
            words.emplace_back();
        }
        if (letter) {
            words.back() +=
                is_upper(character) ? static_cast<char>(character - 'A' + 'a') : character;
        }
    }
    std::erase_if(words, [](const std::string& word) { return word.empty(); });
    // `OAuth` is one word, however it is written.
    for (std::size_t at = 1; at < words.size(); ++at) {
        if (words[at - 1] == "o" && words[at].starts_with("auth")) {
            words[at].insert(0, "o");
            words.erase(words.begin() + static_cast<std::ptrdiff_t>(at) - 1);
        }
    }
    return words;
}

std::string joined(std::span<const std::string> words) {
    std::string name;
    for (const std::string& word : words) {
        // Every word of a name begins with a letter: `oauth-2` is `oauth2`.
        const bool digit = is_digit(word.front());
        if (digit && name.empty()) {
            continue;
        }
        name += (name.empty() || digit ? "" : "-") + word;
    }
    return name;
}

constexpr auto verbs = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"search", "search"},  {"query", "search"},  {"list", "search"},   {"filter", "search"},
    {"find", "search"},    {"lookup", "search"}, {"count", "search"},  {"statistics", "search"},
    {"stats", "search"},   {"upsert", "upsert"}, {"delete", "delete"}, {"remove", "delete"},
    {"destroy", "delete"}, {"purge", "delete"},  {"create", "create"}, {"add", "create"},
    {"update", "update"},  {"edit", "update"},   {"modify", "update"},
});

std::string_view verb_in(std::string_view word) {
    const auto found = std::ranges::find(verbs, word, [](const auto& row) { return row.first; });
    return found == verbs.end() ? std::string_view() : found->second;
}

/// Words that say how many or by what, and not of what.
bool says_how(std::string_view word) {
    static constexpr auto words = std::to_array<std::string_view>(
        {"all", "and", "batch", "bulk", "by", "for", "from", "many", "multiple"});
    return std::ranges::find(words, word) != words.end();
}

bool is_version(std::string_view word) {
    return std::ranges::all_of(word.substr(word.front() == 'v' ? 1 : 0), is_digit);
}

std::string_view verb_of_method(Method method) {
    switch (method) {
        case Method::post: return "create";
        case Method::put:
        case Method::patch: return "update";
        case Method::remove: return "delete";
        default: return "read";
    }
}

/// A path's last segment as a verb (`search`, `bulk-delete`, `delete-files`).
struct SegmentVerb {
    /// Empty where it is none.
    std::string_view verb;
    /// What the segment names beside it.
    Words object;
};

SegmentVerb segment_verb(Words words) {
    while (words.size() > 1 && says_how(words.front())) {
        words.erase(words.begin());
    }
    SegmentVerb found{.verb = words.empty() ? std::string_view() : verb_in(words.front()),
                      .object = {}};
    if (!found.verb.empty()) {
        words.erase(words.begin());
        if (!words.empty() && !says_how(words.front())) {
            found.object = std::move(words);
        }
    }
    return found;
}

/// `v2`, `api`, `all`, `search`: where records are, which of them, or what is done to them, but not
/// what they are.
bool names_nothing(Words& words) {
    while (words.size() > 1 && is_version(words.back())) {
        words.pop_back();
    }
    const auto says_none = [](const std::string& word) {
        return is_version(word) || says_how(word) || word == "api" || word == "rest";
    };
    if (words.empty() || std::ranges::all_of(words, says_none)) {
        return true;
    }
    const SegmentVerb verb = segment_verb(words);
    return (!verb.verb.empty() && verb.object.empty()) || joined(words).empty();
}

/// The path's words, segment by segment; those with a parameter are left out.
std::vector<Words> literal_segments(std::string_view path, bool& ends_in_literal) {
    std::vector<Words> found;
    Segments segments(path);
    ends_in_literal = false;
    for (auto segment = segments.next(); segment.has_value(); segment = segments.next()) {
        ends_in_literal = !segment->empty() && !has_parameter(*segment);
        if (ends_in_literal) {
            std::string_view text = *segment;
            if (text.ends_with(".json")) {
                text.remove_suffix(5);
            }
            found.push_back(words_of(text));
        }
    }
    return found;
}

std::string first_name(std::span<const std::string_view> texts) {
    for (const std::string_view text : texts) {
        if (std::string name = name_of(text); !name.empty()) {
            return name;
        }
    }
    return {};
}

/// Words whose ending tells nothing of their number, or the wrong thing.
constexpr auto irregular = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"people", "person"},
    {"children", "child"},
    {"aliases", "alias"},
    {"alias", "alias"},
    {"movies", "movie"},
    {"cookies", "cookie"},
    {"menus", "menu"},
    {"canvas", "canvas"},
    {"news", "news"},
    {"series", "series"},
    {"analytics", "analytics"},
    {"saas", "saas"},
    {"sms", "sms"},
    {"dns", "dns"},
    {"as", "as"},
});

}  // namespace

std::string name_of(std::string_view text) {
    return joined(words_of(text));
}

std::string singular(std::string_view name) {
    const std::size_t start = name.rfind('-') == std::string_view::npos ? 0 : name.rfind('-') + 1;
    const std::string before(name.substr(0, start));
    const std::string_view word = name.substr(start);
    const auto known =
        std::ranges::find(irregular, word, [](const auto& row) { return row.first; });
    if (known != irregular.end()) {
        return before + std::string(known->second);
    }
    const auto without = [&](std::size_t count, std::string_view ending) {
        return before + std::string(word.substr(0, word.size() - count)) + std::string(ending);
    };
    const auto ends_in = [&](std::initializer_list<std::string_view> endings) {
        return std::ranges::any_of(endings, [&](std::string_view ending) {
            return word.size() > ending.size() && word.ends_with(ending);
        });
    };
    if (ends_in({"ies"})) {
        return without(3, "y");
    }
    const bool in_use = ends_in({"auses", "ouses"});
    if (ends_in({"sses", "xes", "ches", "shes"}) || (ends_in({"uses"}) && !in_use)) {
        return without(2, "");
    }
    const bool plural = ends_in({"s"}) && !ends_in({"ss", "us", "is"});
    return without(plural ? 1 : 0, "");
}

std::span<const std::string_view> base_actions(std::string_view verb) {
    static constexpr auto bases =
        std::to_array<std::string_view>({"create", "update", "read", "delete"});
    const std::span<const std::string_view> all(bases);
    if (verb == "upsert") {
        return all.subspan(0, 2);
    }
    if (verb == "search") {
        return all.subspan(2, 1);
    }
    const auto found = std::ranges::find(bases, verb);
    return found == bases.end() ? std::span<const std::string_view>()
                                : all.subspan(static_cast<std::size_t>(found - bases.begin()), 1);
}

Derived derive(Method method, std::string_view path, std::span<const std::string_view> tags,
               std::string_view product) {
    bool ends_in_literal = false;
    std::vector<Words> segments = literal_segments(path, ends_in_literal);
    Derived found{.entity = {}, .verb = std::string(verb_of_method(method))};
    // What is behind GET or DELETE is read or deleted, whatever its path says.
    if (ends_in_literal && (found.verb == "create" || found.verb == "update")) {
        SegmentVerb last = segment_verb(segments.back());
        if (!last.verb.empty()) {
            found.verb = last.verb;
            segments.back() = std::move(last.object);
        }
    }
    while (!segments.empty() && names_nothing(segments.back())) {
        segments.pop_back();
    }
    found.entity = segments.empty() ? first_name(tags) : joined(segments.back());
    if (found.entity.empty()) {
        found.entity = name_of(product);
    }
    found.entity = singular(found.entity.empty() ? "record" : found.entity);
    if (found.entity == "any") {
        found.entity = "any-record";
    }
    return found;
}

}  // namespace latchkey::catalog::openapi
