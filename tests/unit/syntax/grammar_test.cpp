#include "samples.h"

#include <doctest/doctest.h>

#include <string>

namespace latchkey::syntax {
namespace {

bool predicts(const std::string& generated) {
    return generated.find("adaptivePredict") != std::string::npos;
}

TEST_CASE("one token decides: the generated parser never calls adaptivePredict") {
    const std::string generated = test::read_file(LATCHKEY_GENERATED_PARSER);
    REQUIRE(generated.find("LatchkeyParser::declaration()") != std::string::npos);
    CHECK_FALSE(predicts(generated));
    CHECK(predicts(
        "switch (getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 3, _ctx)) {"));
}

}  // namespace
}  // namespace latchkey::syntax
