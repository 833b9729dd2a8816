#include "model/values.h"

#include <doctest/doctest.h>

#include <string>

namespace latchkey::model {

TEST_SUITE("values") {
    TEST_CASE("dates of the calendar") {
        std::chrono::sys_days day;
        for (const char* good :
             {"2026-11-23", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"}) {
            CAPTURE(good);
            REQUIRE(parse_date(good, day));
            CHECK(to_string(day) == good);
        }
    }

    TEST_CASE("dates that are none") {
        std::chrono::sys_days day;
        for (const char* bad :
             {"", "2026-2-03", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-01-00",
              "2026-04-31", "2026/01/01", "2026-01-1x", "+026-01-01", "2026-01-011"}) {
            CAPTURE(bad);
            CHECK(!parse_date(bad, day));
        }
    }

    TEST_CASE("days of a duration are rounded down") {
        CHECK(Duration{.seconds = 24ULL * 2'629'800, .where = {}}.days() == 730);
        CHECK(Duration{.seconds = 86'399, .where = {}}.days() == 0);
    }

    TEST_CASE("words") {
        CHECK(to_string(Environment::development) == "development");
        CHECK(to_string(Status::retired) == "retired");
        CHECK(to_string(Subject::other) == "other");
        CHECK(to_string(Subject::california) == "california");
        CHECK(to_string(BasisKind::legitimate_interest) == "legitimate-interest");
        CHECK(to_string(StoreKind::azure_key_vault) == "azure-key-vault");
        CHECK(to_string(StoreKind::file) == "file");
    }
}

}  // namespace latchkey::model
