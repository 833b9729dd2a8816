#include "emit/digest.h"

#include <doctest/doctest.h>

using namespace latchkey::emit;

// The answers of FIPS 180-2 and of `sha256sum`.
TEST_CASE("SHA-256 gives the known answers") {
    CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256(std::string(1'000'000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("a digest is of the canonical form") {
    json::Object value;
    json::List list;
    list.emplace_back(true);
    list.emplace_back(nullptr);
    value.add("b", std::move(list));
    value.add("a", "é");
    CHECK(json::canonical(value) == "{\"a\":\"é\",\"b\":[true,null]}");
    CHECK(digest(value) == "sha256:" + sha256("{\"a\":\"é\",\"b\":[true,null]}"));
    CHECK(digest(json::Object()) ==
          "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
}
