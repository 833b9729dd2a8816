#include "sample.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

using namespace latchkey;
using namespace latchkey::emit;

namespace {

std::string text_of(const std::vector<OutputFile>& files, std::string_view name) {
    const auto found = std::ranges::find(files, name, &OutputFile::name);
    REQUIRE_MESSAGE(found != files.end(), name);
    return found->text;
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

// LATCHKEY_UPDATE_GOLDENS=1 writes them.
TEST_CASE("the manifests of the sample are those of tests/emit/manifests") {
    const Sample sample;
    const std::vector<OutputFile> files = manifests(sample.input());
    REQUIRE(files.size() == 5);
    for (const OutputFile& file : files) {
        const std::string path = "tests/emit/manifests/" + file.name;
        if (std::getenv("LATCHKEY_UPDATE_GOLDENS") != nullptr) {
            std::ofstream(path, std::ios::binary) << file.text;
        }
        CAPTURE(path);
        CHECK(file.text == read_file(path));
    }
}

TEST_CASE("one file for each active and retired integration, and the index, sorted") {
    const Sample sample;
    std::vector<std::string> names;
    for (const OutputFile& file : manifests(sample.input())) {
        names.push_back(file.name);
    }
    CHECK(names == std::vector<std::string>{"Old-form.json", "crm-sync.json", "gone.json",
                                            "index.json", "lead-form.json"});
}

TEST_CASE("a retired integration is allowed nothing, whatever its grants say") {
    const Sample sample;
    const std::string text = text_of(manifests(sample.input()), "Old-form.json");
    CHECK(contains(text, "\"status\": \"retired\""));
    CHECK(contains(text, "\"minimal\": [],"));
    CHECK(contains(text, "\"allowed\": [],"));
    CHECK(contains(text, "\"excess\": [\"contacts.write\"]"));
    // What it was allowed is now what its key could do besides.
    CHECK(contains(text, "\"path\": \"/contacts/\""));
}

TEST_CASE("the number of threads changes nothing") {
    Sample sample;
    model::Store<model::Integration> many;
    authority::Authorities authorities;
    std::vector<std::string> names;
    for (int count = 0; count < 1'000; ++count) {
        names.push_back("form-" + std::to_string(count));
    }
    for (const std::string& name : names) {
        model::Integration form = sample.model.integrations[{0}];
        form.name.text = name;
        many.add(form);
        authorities.add(*sample.authorities.begin());
    }
    sample.model.integrations = many;
    sample.authorities = authorities;
    Input input = sample.input();
    const std::vector<OutputFile> alone = manifests(input);
    REQUIRE(alone.size() == 1'001);
    input.jobs = 8;
    CHECK(manifests(input) == alone);
}

TEST_CASE("a workspace without integrations has an index") {
    const model::Model model;
    const std::vector<OutputFile> files = manifests({&model, {}, {}, 1});
    REQUIRE(files.size() == 1);
    CHECK(files.front().name == "index.json");
    CHECK(contains(files.front().text, "\"integrations\": []"));
}

TEST_CASE("any bytes in a model's texts give JSON that is UTF-8") {
    Sample sample;
    model::Integration& form = sample.model.integrations[{0}];
    form.title = model::Text{"\xff\xc3 \x01", {}};
    form.description = std::string("\0", 1);
    form.alerts[1].above_share = "no number";
    form.review->every.seconds = UINT64_MAX;
    form.limits.front().requests = UINT64_MAX;
    const std::string text = text_of(manifests(sample.input()), "lead-form.json");
    CHECK(contains(text, "\"title\": \"\uFFFD\uFFFD \\u0001\""));
    CHECK(contains(text, "\"description\": \"\\u0000\""));
    CHECK(contains(text, "\"above\": null,\n      \"unit\": \"percent\""));
    CHECK(contains(text, "\"next\": \"9999-12-31\""));
    CHECK(contains(text, "\"requests\": 9007199254740991"));
}

TEST_CASE("the schemas are embedded whole") {
    CHECK(manifest_schema() == read_file("src/emit/manifest.schema.json"));
    CHECK(index_schema() == read_file("src/emit/index.schema.json"));
    CHECK(manifest_schema().size() > 10'000);
}
