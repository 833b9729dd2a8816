#include "latchkey/format.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace latchkey {
namespace {

/// Every third file does not parse, every third is formatted already.
std::vector<PolicyFile> many_files(std::size_t count) {
    std::vector<PolicyFile> files;
    for (std::size_t index = 0; index < count; ++index) {
        const std::string number = std::to_string(index);
        files.push_back({"f" + number + ".latch", index % 3 == 0   ? "use  a" + number
                                                  : index % 3 == 1 ? "use a" + number + "\n"
                                                                   : "use {" + number});
    }
    return files;
}

TEST_CASE("several files are formatted in the order in which they are given") {
    const auto files = many_files(300);
    const Formatting formatting = format_files(files, {});
    REQUIRE(formatting.files.size() == 300);
    REQUIRE(formatting.texts.size() == 300);
    for (std::size_t index = 0; index < files.size(); ++index) {
        const auto id = static_cast<FileId>(index);
        CHECK(formatting.files[index]->path() == files[index].path);
        CHECK(formatting.changes(id) == (index % 3 == 0));
        CHECK(formatting.texts[index].has_value() == (index % 3 != 2));
        CHECK(std::ranges::count(formatting.errors, id, [](const Diagnostic& one) {
                  return one.where.file;
              }) == (index % 3 == 2 ? 1 : 0));
        if (index % 3 != 2) {
            CHECK(*formatting.texts[index] == "use a" + std::to_string(index) + "\n");
        }
    }
    CHECK(std::ranges::is_sorted(formatting.errors, {}, &Diagnostic::where));
}

TEST_CASE("names and types do not matter, syntax does") {
    const std::vector<PolicyFile> files{{"a.latch", "integration a { owner nobody }"},
                                        {"b.latch", "integration a { owner }"}};
    const Formatting formatting = format_files(files, {});
    CHECK(formatting.texts[0] == "integration a {\n  owner nobody\n}\n");
    CHECK_FALSE(formatting.texts[1].has_value());
    REQUIRE(formatting.errors.size() == 1);
    CHECK(formatting.errors[0].id == "syntax-error");
    CHECK(formatting.errors[0].where.file == FileId{1});
    CHECK_FALSE(formatting.errors[0].fingerprint.empty());
}

TEST_CASE("of a secret the diff shows four characters") {
    const std::string token =
        std::string("pit") + "-7f3a91c2" + "-58de-4b06-9a17" + "-c4e2d80b6f35";
    const std::vector<PolicyFile> files{{"a.latch", "team a { contact \"" + token + "\" }\n"},
                                        {"b.latch", "use  b // " + token}};
    const Formatting formatting = format_files(files, {});
    for (const FileId file : {FileId{0}, FileId{1}}) {
        const std::string diff = format_diff(formatting, file, "a.latch");
        CHECK(diff.find("pit-***") != std::string::npos);
        CHECK(diff.find("7f3a") == std::string::npos);
        CHECK(formatting.texts[static_cast<std::size_t>(file)]->find(token) != std::string::npos);
    }
}

}  // namespace
}  // namespace latchkey
