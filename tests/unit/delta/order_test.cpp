#include "delta/order.h"

#include "delta/read.h"
#include "delta/words.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace latchkey::delta {
namespace {

using Texts = std::vector<std::string>;

Condition is(std::string name, Texts values) {
    return {std::move(name),
            values.size() == 1 ? Condition::Operator::equal : Condition::Operator::in,
            std::move(values)};
}
Condition is_not(std::string name, std::string value) {
    return {std::move(name), Condition::Operator::not_equal, {std::move(value)}};
}

TEST_CASE("a condition covers what always meets it") {
    const Conditions none;
    const Conditions open{{is("status", {"open"})}};
    const Conditions some{{is("status", {"open", "won"})}};
    CHECK(covers(none, open));
    CHECK_FALSE(covers(open, none));
    CHECK(covers(some, open));
    CHECK_FALSE(covers(open, some));
    CHECK(covers({{is_not("status", "lost")}}, some));
    CHECK_FALSE(covers({{is_not("status", "won")}}, some));
    CHECK_FALSE(covers(some, {{is_not("status", "lost")}}));
    CHECK(covers({{is_not("status", "lost")}}, {{is_not("status", "lost"), is("id", {"1"})}}));
}

TEST_CASE("several conditions on one name leave what all of them leave") {
    const Conditions narrowed{{is("status", {"open", "won"}), is_not("status", "won")}};
    CHECK(covers({{is("status", {"open"})}}, narrowed));
    CHECK_FALSE(covers({{is("status", {"won"})}}, narrowed));
}

TEST_CASE("each alternative must be covered") {
    const Conditions either{{is("status", {"open"})}, {is("id", {"1"})}};
    CHECK(covers(either, {{is("id", {"1"})}}));
    CHECK_FALSE(covers({{is("id", {"1"})}}, either));
    CHECK(covers(either, either));
}

TEST_CASE("limits are compared as what they let through") {
    const std::vector<Limit> minute{{60, 60}};
    const std::vector<Limit> burst{{100, 10}};
    CHECK(holds(minute, Limit{100, 10}));
    CHECK_FALSE(holds(burst, Limit{60, 60}));
    CHECK(holds(std::vector<Limit>{{1, 1}}, Limit{60, 60}));
    CHECK_FALSE(holds(std::vector<Limit>{{60, 60}}, Limit{1, 1}));
    // Ninety seconds begin two minutes.
    CHECK_FALSE(holds(minute, Limit{90, 90}));
    CHECK(holds(minute, Limit{120, 90}));
    CHECK(holds(std::vector<Limit>{{0, 60}}, Limit{0, 1}));
    CHECK_FALSE(holds(std::vector<Limit>(), Limit{1, 1}));
}

TEST_CASE("an alert speaks whenever a duller one would") {
    const Alert hourly{"volume", 500, 3'600, "a"};
    const auto one = [](Alert alert) { return std::vector<Alert>{std::move(alert)}; };
    CHECK(speaks(one({"volume", 400, 3'600, "b"}), hourly));
    CHECK(speaks(one({"volume", 500, 86'400, "b"}), hourly));
    CHECK_FALSE(speaks(one({"volume", 500, 60, "b"}), hourly));
    CHECK_FALSE(speaks(one({"errors", 1, 3'600, "b"}), hourly));
    CHECK_FALSE(speaks(one({"errors", 50'000, 7'200, "b"}), {"errors", 50'000, 3'600, "b"}));
}

TEST_CASE("networks are compared by what lies within what") {
    const Texts office{"203.0.113.0/24"};
    CHECK(outside(Texts{"203.0.113.16/28", "203.0.113.7"}, office).empty());
    CHECK(outside(Texts{"203.0.112.0/23"}, office) == Texts{"203.0.112.0/23"});
    // Two halves are the whole.
    CHECK(outside(office, Texts{"203.0.113.0/25", "203.0.113.128/25"}).empty());
    CHECK(outside(office, Texts{"203.0.113.0/25"}) == office);
    CHECK(outside(Texts{"2001:db8:1::/48"}, Texts{"2001:db8::/32"}).empty());
    CHECK(outside(Texts{"2001:db8::/32"}, Texts{"203.0.113.0/24"}).size() == 1);
    CHECK(outside(Texts{"0.0.0.0/0"}, Texts{}).empty());
}

TEST_CASE("people read the words") {
    CHECK(plural("contact-tag") == "contact tags");
    CHECK(plural("opportunity") == "opportunities");
    CHECK(plural("inbox") == "inboxes");
    CHECK(plural("survey") == "surveys");
    CHECK(listed({"a", "b", "c"}) == "a, b and c");
    CHECK(listed({"a", "b", "c", "d"}, 3) == "a, b and 2 more");
    CHECK(seconds(5'400) == "90 minutes");
    CHECK(told(Limit{1, 60}) == "1 request per minute");
    CHECK(told(Limit{100, 10}) == "100 requests per 10 seconds");
    CHECK(told(Alert{"errors", 5'000, 600, "x"}) == "errors above 0.5% per 10 minutes");
}

TEST_CASE("a statement says the same however it is laid out") {
    CHECK(one_line("assert a  // why\n  cannot  delete contact ") ==
          "assert a cannot delete contact");
    CHECK(one_line("x \"a  // b\"") == "x \"a  // b\"");
    CHECK(operation_key("GET", "/contacts/{contactId}/") == operation_key("GET", "/contacts/{id}"));
}

}  // namespace
}  // namespace latchkey::delta
