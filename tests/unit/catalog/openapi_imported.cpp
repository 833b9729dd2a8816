#include "openapi_imported.h"

#include "catalog/path.h"
#include "small.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace latchkey::catalog::openapi {
namespace {

void append(std::string& text, std::string_view separator, std::string_view more) {
    text += text.empty() ? "" : separator;
    text += more;
}

}  // namespace

ImportOutput imported(const Files& files, std::string_view overlay) {
    std::vector<SourceText> texts;
    for (const auto& [path, text] : files) {
        texts.push_back({path, text});
    }
    ImportInput input{
        .provider = "acme", .date = "2026-01-02", .files = texts, .overlay = std::nullopt};
    if (!overlay.empty()) {
        input.overlay = SourceText{"overlay.json", overlay};
    }
    return run_import(input);
}

ImportOutput imported_paths(const std::string& paths, const std::string& beside) {
    return imported(
        {{"api.json", R"({"openapi": "3.0.0")" + beside + R"(, "paths": )" + paths + "}"}});
}

std::string problems_of(const ImportOutput& output) {
    std::string text;
    for (const Problem& problem : output.problems) {
        text += problem.path + ": " + problem.pointer + ": " + problem.message + "\n";
    }
    return text;
}

Made::Made(const ImportOutput& output) : result_(load(output.text)) {
    REQUIRE_MESSAGE(output.problems.empty(), problems_of(output));
    REQUIRE(result_.loaded != nullptr);
    CHECK(lines(verify(*result_.loaded)).empty());
}

const Operation& Made::operation(std::string_view name) const {
    const std::size_t blank = name.find(' ');
    const std::optional<Method> method = find_method(name.substr(0, blank));
    REQUIRE(method.has_value());
    const auto found = std::ranges::find_if(catalog().operations, [&](const Operation& one) {
        return one.method == *method && std::is_eq(compare_paths(one.path, name.substr(blank + 1)));
    });
    REQUIRE_MESSAGE(found != catalog().operations.end(), std::string(name));
    return *found;
}

std::string Made::scopes(std::string_view name) const {
    const Operation& found = operation(name);
    if (!found.requirement_known) {
        return "unknown";
    }
    std::string text;
    for (const Alternative alternative : found.alternatives) {
        std::string all;
        for (const Id<Scope> scope : alternative) {
            append(all, "+", catalog()[scope].id);
        }
        append(text, " | ", all);
    }
    return text.empty() ? "none" : text;
}

std::string Made::body(std::string_view name) const {
    std::string text;
    for (const BodyField& field : operation(name).body) {
        append(text, " ",
               std::string(field.name) + ":" + std::string(to_string(field.type)) +
                   (field.required ? "!" : ""));
    }
    return text;
}

std::string Made::parameters(std::string_view name) const {
    std::string text;
    for (const Parameter& one : operation(name).parameters) {
        append(text, " ",
               std::string(one.in == Parameter::In::path ? "path " : "query ") +
                   std::string(one.name) + ":" + std::string(to_string(one.type)));
    }
    return text;
}

std::string Made::kinds(std::string_view name) const {
    const KindSet kinds = operation(name).kinds;
    std::string text;
    for (std::size_t at = 0; at < catalog().kinds.size(); ++at) {
        if ((kinds >> at & 1U) != 0) {
            append(text, " ", catalog().kinds[at].id);
        }
    }
    return kinds == 0 ? "every" : text;
}

std::string Made::fields(std::string_view entity) const {
    const std::optional<Id<Entity>> found = catalog().find_entity(entity);
    REQUIRE(found.has_value());
    std::string text;
    for (const Field& field : catalog()[*found].fields) {
        append(text, " ", field.name);
    }
    return text;
}

}  // namespace latchkey::catalog::openapi
