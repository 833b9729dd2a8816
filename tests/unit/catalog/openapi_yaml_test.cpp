#include "catalog/openapi/yaml_parse.h"

#include <doctest/doctest.h>

using namespace latchkey::catalog;
using namespace latchkey::catalog::openapi;

namespace {

void print(const JsonTree& tree, JsonTree::Place place, std::string& out) {
    const JsonTree::Value& value = tree[place];
    switch (value.kind) {
        case JsonTree::Kind::null: out += "null"; return;
        case JsonTree::Kind::boolean: out += value.truth ? "true" : "false"; return;
        case JsonTree::Kind::integer: out += std::to_string(value.number); return;
        case JsonTree::Kind::real: out += "real"; return;
        case JsonTree::Kind::text: out += "'" + std::string(value.text) + "'"; return;
        default: break;
    }
    const bool object = value.kind == JsonTree::Kind::object;
    out += object ? "{" : "[";
    for (JsonTree::Place at = value.first; at != JsonTree::none; at = tree[at].next) {
        out += at == value.first ? "" : " ";
        out += object ? std::string(tree[at].key) + ":" : "";
        print(tree, at, out);
    }
    out += object ? "}" : "]";
}

/// The tree in few words, or what is wrong with the text.
std::string parsed(std::string_view yaml, const JsonTree::Limits& limits = {
                                              .depth = 16, .values = 1000, .bytes = 1 << 20}) {
    Arena arena;
    LoadProblem problem;
    const std::optional<JsonTree> tree = parse_yaml(yaml, arena, problem, limits);
    if (!tree.has_value()) {
        return problem.pointer + ": " + problem.message;
    }
    std::string out;
    print(*tree, JsonTree::root(), out);
    return out;
}

std::string repeat(std::string_view part, std::size_t count) {
    std::string text;
    for (std::size_t at = 0; at < count; ++at) {
        text += part;
    }
    return text;
}

}  // namespace

TEST_CASE("plain words of YAML are what the core schema takes them for") {
    CHECK(parsed("[1, 0, -1, 1.5, 1e3, true, False, null, ~, '1', \"true\", yes, 2021-07-28, "
                 "3.0.0, 0x1, +, ., e, 1_0]") ==
          "[1 0 real real real true false null null '1' 'true' 'yes' '2021-07-28' '3.0.0' '0x1' "
          "'+' '.' 'e' '1_0']");
    CHECK(parsed("a:\nb: ''\n200: x\nnull: y\n") == "{a:null b:'' 200:'x' null:'y'}");
    CHECK(parsed("!!str 12") == "'12'");
    CHECK(parsed("a: >\n  one\n  two\nb: |\n  one\n  two\n") == "{a:'one two\n' b:'one\ntwo\n'}");
}

TEST_CASE("anchors and aliases stand for their values") {
    CHECK(parsed("a: &x {k: [1, 2]}\nb: *x\nc: [*x, &y z, *y]") ==
          "{a:{k:[1 2]} b:{k:[1 2]} c:[{k:[1 2]} 'z' 'z']}");
    CHECK(parsed("a: &x 1\nb: &x 2\nc: *x") == "{a:1 b:2 c:2}");
    CHECK(parsed("a: &x [*x]") == "/a: has an alias that holds itself");
    CHECK(parsed("a: *x").starts_with(": is not YAML: line 1"));
    CHECK(parsed("a: &x y\n*x : 1") == ": has an alias for a key");
    CHECK(parsed("a: {<<: {b: 1}}") ==
          "/a: has a merge key `<<`, which is not read: write the keys themselves");
}

TEST_CASE("a YAML text that is no tree is refused where it breaks off") {
    CHECK(parsed("") == ": is empty");
    CHECK(parsed("a: 1\n---\nb: 2\n") == ": holds more than one YAML document");
    CHECK(parsed("a: [1, 2").starts_with("/a: is not YAML: line 1"));
    CHECK(parsed("a:\n\tb: 1").starts_with(": is not YAML: line 2"));
    CHECK(parsed("? [a]\n: b") == ": has a key that is no text");
    CHECK(parsed("a: \xff") == ": is not UTF-8: byte 3");
    CHECK(parsed(std::string(2 << 20, ' ')) == ": is larger than 1 MiB");
}

TEST_CASE("YAML bombs are refused without harm") {
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x]\n";
    for (int at = 1; at < 30; ++at) {
        const std::string before = "*a" + std::to_string(at - 1);
        bomb += "a" + std::to_string(at) + ": &a" + std::to_string(at) + " [" + before;
        bomb += repeat(", " + before, 7) + "]\n";
    }
    CHECK(parsed(bomb).ends_with("has more than 1000 values"));
    std::string deep = "a0: &a0 [x]\n";
    for (int at = 1; at < 30; ++at) {
        deep += "a" + std::to_string(at) + ": &a" + std::to_string(at) + " [*a" +
                std::to_string(at - 1) + "]\n";
    }
    CHECK(parsed(deep).ends_with("nests deeper than 16 levels"));
    CHECK(parsed(repeat("[", 1000) + repeat("]", 1000)).ends_with("nests deeper than 16 levels"));
    CHECK(
        parsed(repeat("{a: ", 1000) + repeat("}", 1000)).ends_with("nests deeper than 16 levels"));
    // What never closes might still be a key.
    CHECK(parsed(repeat("[", 200'000)) == ": has a key that is no text");
    CHECK(parsed(repeat("{a: ", 100'000)) == ": has a key that is no text");
    CHECK(parsed(repeat("- ", 100'000)).find("nests deeper than 16 levels") != std::string::npos);
    CHECK(parsed(repeat("? ", 100'000)) == ": has a key that is no text");
    CHECK(parsed("[" + repeat("x,", 2000) + "]") == ": has more than 1000 values");
}
