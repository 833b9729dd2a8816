#include "small.h"

#include <doctest/doctest.h>

#include <random>

using namespace latchkey::catalog;

namespace {

/// Pieces that make a mutated catalogue look like one.
constexpr std::string_view pieces[] = {
    "null",
    "true",
    "[]",
    "{}",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "\\",
    "0",
    "-1",
    "1.5",
    "18446744073709551616",
    "\"person\"",
    "\"person.read\"",
    "\"read\"",
    "\"account\"",
    "\"app\"",
    "\"{\"",
    "\"/{}\"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\xff",
    "\"catalog\": 1",
    "\"id\": \"x\",",
    "\"levels\": [],",
};

constexpr std::string_view values[] = {
    "null",
    "true",
    "[]",
    "{}",
    "0",
    "90",
    "\"person\"",
    "\"person.read\"",
    "\"read\"",
    "\"create\"",
    "\"mail\"",
    "\"account\"",
    "\"app\"",
    "\"token\"",
    "\"/people/{x}\"",
    "\"2026-02-03\"",
    "\"name\"",
    "\"any\"",
    "\"GET\"",
};

class Mutator {
public:
    explicit Mutator(std::uint32_t seed) : random_(seed) {}

    std::string operator()(std::string text) {
        // Every second one stays close to JSON, so that the reader has its share.
        const bool gentle = below(2) == 0;
        for (std::size_t rounds = 1 + below(gentle ? 2 : 4); rounds > 0; --rounds) {
            gentle ? replace_value(text, below(text.size())) : change(text);
        }
        return text;
    }

private:
    std::size_t below(std::size_t limit) { return random_() % (limit == 0 ? 1 : limit); }

    void change(std::string& text) {
        const std::size_t at = below(text.size());
        const std::size_t size = 1 + below(20);
        switch (below(6)) {
            case 0: text.erase(at, size); break;
            case 1: text.insert(at, pieces[below(std::size(pieces))]); break;
            case 2: text.replace(at, size, pieces[below(std::size(pieces))]); break;
            case 3: text.insert(below(text.size()), text.substr(at, size * 10)); break;
            case 4: replace_value(text, at); break;
            default: text[at == text.size() ? 0 : at] = static_cast<char>(below(256)); break;
        }
    }

    /// Puts a whole value where a whole string stands.
    void replace_value(std::string& text, std::size_t at) {
        const std::size_t line = text.rfind('\n', at) + 1;
        std::size_t begin = text.find('"', line);
        std::size_t end = begin == std::string::npos ? begin : text.find('"', begin + 1);
        for (std::size_t skipped = below(8); skipped > 0 && end != std::string::npos; --skipped) {
            begin = text.find('"', end + 1);
            end = begin == std::string::npos ? begin : text.find('"', begin + 1);
        }
        if (end != std::string::npos) {
            text.replace(begin, end + 1 - begin, values[below(std::size(values))]);
        }
    }

    std::mt19937 random_;
};

/// Looks at everything, so that a dangling view would be noticed under a sanitizer.
std::size_t walk(const Catalog& catalog) {
    std::size_t total = verify(catalog).size();
    for (const Scope& scope : catalog.scopes) {
        total += scope.id.size() + scope.reason.size();
        for (const Id<Operation> id : scope.operations) {
            total += catalog[id].path.size();
        }
        for (const Id<Event> id : scope.events) {
            total += catalog[id].name.size();
        }
    }
    for (const Operation& operation : catalog.operations) {
        total += catalog[operation.entity].id.size() + catalog[operation.verb].id.size();
        total += match_operation(catalog, operation.method, operation.path).has_value() ? 1 : 0;
        total += normalise_path(operation.path).size();
    }
    return total;
}

}  // namespace

TEST_CASE("any mutated catalogue either loads or has problems") {
    const std::string text = small_catalog();
    std::size_t good = 0;
    std::size_t well_formed = 0;
    for (std::uint32_t seed = 0; seed < 6000; ++seed) {
        const LoadResult result = load(Mutator(seed)(text));
        REQUIRE((result.loaded == nullptr) != result.problems.empty());
        REQUIRE(result.problems.size() <= 100);
        if (result.loaded != nullptr) {
            ++good;
            CHECK(walk(result.loaded->catalog()) > 0);
            CHECK(verify(*result.loaded).size() == verify(result.loaded->catalog()).size());
        } else if (!result.problems.front().pointer.empty()) {
            ++well_formed;
        }
    }
    // Otherwise the mutations would test the JSON library alone.
    CHECK(good > 100);
    CHECK(well_formed > 500);
}
