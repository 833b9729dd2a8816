#include "openapi_imported.h"
#include "small.h"

#include <doctest/doctest.h>

#include <array>
#include <random>

using namespace latchkey::catalog;
using namespace latchkey::catalog::openapi;

namespace {

const std::string folder = "tests/catalogs/openapi/";

constexpr auto paths =
    std::to_array<std::string_view>({"apps/contacts.json", "apps/v3/contacts-v3.json",
                                     "apps/v3/things.yaml", "common/common.json"});

/// Pieces that make a broken file look like one.
constexpr auto pieces =
    std::to_array<std::string_view>({"null",
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
                                     "\n",
                                     "  ",
                                     "\"$ref\": \"#\"",
                                     "\"$ref\": \"#/paths\"",
                                     "\"$ref\": \"contacts.json#/components/schemas/Contact\"",
                                     "\"allOf\": [{\"$ref\": \"#/components/schemas/Contact\"}]",
                                     "\"items\": {}",
                                     "\"enum\": [1]",
                                     "\"security\": [{}]",
                                     "\"security\": [[]]",
                                     "\"parameters\": {}",
                                     "\"in\": \"path\"",
                                     "\"/a/{b}\": ",
                                     "\"get\": ",
                                     "\"\\u0000\"",
                                     "\xff",
                                     "&a",
                                     "*a",
                                     "*limit",
                                     "- ",
                                     "? ",
                                     "<<: ",
                                     "\"scopes\": [[]]",
                                     "\"verb\": \"read\"",
                                     "\"entity\": \"contact\""});

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random);
}

void mutate(std::string& text, Random& random) {
    for (std::size_t count = 1 + below(random, 3); count > 0 && !text.empty(); --count) {
        const std::size_t at = below(random, text.size());
        switch (below(random, 4)) {
            case 0: text.insert(at, pieces[below(random, pieces.size())]); break;
            case 1: text.erase(at, 1 + below(random, 30)); break;
            case 2:
                text.replace(at, 1 + below(random, 8), pieces[below(random, pieces.size())]);
                break;
            default:
                text.insert(at, text.substr(below(random, text.size()), below(random, 200)));
                break;
        }
    }
}

}  // namespace

TEST_CASE("whatever stands in the files, an import ends with a catalogue or with what is wrong") {
    Files whole;
    for (const std::string_view path : paths) {
        whole.emplace_back(path, read_file(folder + "acme/" + std::string(path)));
    }
    const std::string overlay = read_file(folder + "acme.overlay.json");
    CHECK(problems_of(imported(whole, overlay)).empty());
    Random random(20260102);
    std::size_t made = 0;
    std::size_t refused = 0;
    for (int round = 0; round < 1500; ++round) {
        Files files = whole;
        std::string judged = overlay;
        const std::size_t which = below(random, files.size() + 1);
        mutate(which < files.size() ? files[which].second : judged, random);
        const ImportOutput output = imported(files, below(random, 8) == 0 ? std::string() : judged);
        CHECK(output.text.empty() != output.problems.empty());
        if (output.problems.empty()) {
            CHECK(load(output.text).loaded != nullptr);
        }
        for (const Problem& problem : output.problems) {
            CHECK_FALSE(problem.message.empty());
        }
        (output.problems.empty() ? made : refused) += 1;
    }
    // Neither is the rule, or the changes were not worth making.
    CHECK(made > 100);
    CHECK(refused > 500);
}

TEST_CASE("a file that ends anywhere is refused at the value that it ends in") {
    const std::string text = read_file(folder + "acme/apps/contacts.json");
    for (std::size_t size = 0; size + 3 < text.size(); size += 97) {
        const ImportOutput output = imported({{"a.json", text.substr(0, size)}});
        REQUIRE(output.problems.size() == 1);
        CHECK(output.problems[0].message == "the file ends in the middle of the JSON text");
    }
}
