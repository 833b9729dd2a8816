#include "emit/json.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>

namespace {

namespace json = latchkey::emit::json;
using json::Value;

/// Values are not copied, so no initialiser list can hold them.
json::List list_of(auto... items) {
    json::List list;
    (list.emplace_back(std::move(items)), ...);
    return list;
}

/// An object whose values are the places of its keys.
json::Object keys(std::initializer_list<const char*> names) {
    json::Object object;
    for (const char* const name : names) {
        object.add(name, json::count(object.members().size()));
    }
    return object;
}

}  // namespace

TEST_CASE("both forms of a scalar") {
    CHECK(json::pretty({}) == "null\n");
    CHECK(json::pretty(true) == "true\n");
    CHECK(json::canonical(false) == "false");
    CHECK(json::canonical(std::int64_t{-17}) == "-17");
    CHECK(json::canonical("") == "\"\"");
    CHECK(json::canonical(std::string("kept")) == "\"kept\"");
    CHECK(json::canonical(json::List()) == "[]");
    CHECK(json::canonical(json::Object()) == "{}");
}

TEST_CASE("only what must be escaped is") {
    CHECK(json::canonical("\" \\ / \b\t\n\f\r") == R"("\" \\ / \b\t\n\f\r")");
    CHECK(json::canonical(std::string_view("\0\x01\x1f\x7f", 4)) ==
          "\"\\u0000\\u0001\\u001f\x7f\"");
    CHECK(json::canonical("é 🔑 \u2028") == "\"é 🔑 \u2028\"");
}

TEST_CASE("a byte that is not UTF-8 becomes the replacement character, in both forms") {
    for (const std::string_view bad :
         {"\xff", "\xc3", "\xed\xa0\x80", "\xc0\xaf", "\xf4\x90\x80\x80", "a\x80z"}) {
        CAPTURE(bad.size());
        const std::string text = json::canonical(bad);
        CHECK(text.find("\xEF\xBF\xBD") != std::string::npos);
        CHECK(json::pretty(bad) == text + "\n");
    }
    CHECK(json::canonical("a\xffz") == "\"a\uFFFDz\"");
    CHECK(json::canonical("\uFFFD") == "\"\uFFFD\"");
}

TEST_CASE("numbers are written as ECMAScript writes them") {
    const auto of = [](double number) { return json::canonical(number); };
    CHECK(of(0) == "0");
    CHECK(of(-0.0) == "0");
    CHECK(of(5) == "5");
    CHECK(of(0.5) == "0.5");
    CHECK(of(-12.25) == "-12.25");
    CHECK(of(0.1 + 0.2) == "0.30000000000000004");
    CHECK(of(1e20) == "100000000000000000000");
    CHECK(of(1e21) == "1e+21");
    CHECK(of(1.5e300) == "1.5e+300");
    CHECK(of(0.000001) == "0.000001");
    CHECK(of(0.0000001) == "1e-7");
    CHECK(of(1.25e-7) == "1.25e-7");
    // Out of RFC 8785, appendix B.
    CHECK(of(5e-324) == "5e-324");
    CHECK(of(1.7976931348623157e308) == "1.7976931348623157e+308");
    CHECK(of(9007199254740992) == "9007199254740992");
    CHECK(of(295147905179352830000.0) == "295147905179352830000");
    CHECK(of(333333333.3333332) == "333333333.3333332");
    CHECK(of(std::numeric_limits<double>::infinity()) == "null");
    CHECK(of(std::numeric_limits<double>::quiet_NaN()) == "null");
}

TEST_CASE("an integer that some reader would round is a string") {
    CHECK(json::canonical(json::largest_integer) == "9007199254740991");
    CHECK(json::canonical(-json::largest_integer) == "-9007199254740991");
    CHECK(json::canonical(json::largest_integer + 1) == "\"9007199254740992\"");
    CHECK(json::canonical(std::numeric_limits<std::int64_t>::min()) == "\"-9223372036854775808\"");
    CHECK(json::canonical(json::count(std::numeric_limits<std::uint64_t>::max())) ==
          "9007199254740991");
}

TEST_CASE("keys: as added, and in the order of UTF-16") {
    const Value value = keys({"b", "a", "aa", "B", "", "é"});
    CHECK(json::pretty(value) == "{\"b\": 0, \"a\": 1, \"aa\": 2, \"B\": 3, \"\": 4, \"é\": 5}\n");
    CHECK(json::canonical(value) == R"({"":4,"B":3,"a":1,"aa":2,"b":0,"é":5})");
    // A pair of surrogates (U+1F511 starts with D83D) comes before U+FB33 and U+E000.
    CHECK(json::canonical(keys({"\uFB33", "🔑", "\uE000", "\uD7FF", "x🔑", "x\uFFFD"})) ==
          "{\"x🔑\":4,\"x\uFFFD\":5,\"\uD7FF\":3,\"🔑\":1,\"\uE000\":2,\"\uFB33\":0}");
    // The example of RFC 8785, section 3.2.3.
    CHECK(json::canonical(keys({"\u20ac", "\r", "\uFB33", "1", "😀", "\u0080", "ö"})) ==
          "{\"\\r\":1,\"1\":3,\"\u0080\":5,\"ö\":6,\"\u20ac\":0,\"😀\":4,\"\uFB33\":2}");
}

TEST_CASE("what ends within 100 columns with a comma stands on one line") {
    const auto list_of_size = [](std::size_t size) {
        return Value(list_of(std::string(size, 'x')));
    };
    CHECK(json::pretty(list_of_size(95)) == "[\"" + std::string(95, 'x') + "\"]\n");
    CHECK(json::pretty(list_of_size(96)) == "[\n  \"" + std::string(96, 'x') + "\"\n]\n");
    // Columns are characters.
    std::string wide;
    for (int count = 0; count < 95; ++count) {
        wide += "🔑";
    }
    CHECK(json::pretty(list_of(wide)) == "[\"" + wide + "\"]\n");
}

TEST_CASE("what is broken up is broken up from the outside") {
    json::Object inner;
    inner.add("short", list_of(1 == 1, nullptr));
    inner.add("long", list_of(std::string(60, 'x'), json::Object(), std::string(30, 'y')));
    json::Object outer;
    outer.add("inner", std::move(inner));
    outer.add("empty", json::List());
    CHECK(json::pretty(std::move(outer)) ==
          "{\n"
          "  \"inner\": {\n"
          "    \"short\": [true, null],\n"
          "    \"long\": [\n"
          "      \"" +
              std::string(60, 'x') +
              "\",\n"
              "      {},\n"
              "      \"" +
              std::string(30, 'y') +
              "\"\n"
              "    ]\n"
              "  },\n"
              "  \"empty\": []\n"
              "}\n");
}
