#include "latchkey/baseline.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using namespace latchkey;

Diagnostic finding(std::string fingerprint, std::string integration = "form") {
    Diagnostic one;
    one.id = "excess-scope";
    one.message = "a \"message\"";
    one.integration = std::move(integration);
    one.fingerprint = std::move(fingerprint);
    return one;
}

TEST_CASE("a baseline counts, and what it writes it reads") {
    Diagnostic of_both = finding("c");
    of_both.credential = "key";
    Diagnostic of_key = finding("d", "");
    of_key.credential = "key";
    const std::vector<Diagnostic> all{finding("b"), finding("a"), finding("b"),
                                      of_both,      of_key,       finding("e", "")};
    const Baseline made = make_baseline(all);
    REQUIRE(made.size() == 5);
    CHECK(made[0].object.empty());
    CHECK(made[1].object == "credential key");
    CHECK(made[2].fingerprint == "a");
    CHECK(made[3].count == 2);
    CHECK(made[4].object == "integration form, credential key");
    const BaselineText read = read_baseline(write_baseline(made));
    REQUIRE(read.baseline.has_value());
    CHECK(write_baseline(*read.baseline) == write_baseline(made));
    CHECK(write_baseline({}) == "{\n  \"baseline_version\": 1,\n  \"entries\": []\n}\n");
}

TEST_CASE("what must not be in a baseline is not") {
    Diagnostic error = finding("a");
    error.language_error = true;
    Diagnostic waived = finding("b");
    waived.waived = true;
    Diagnostic secret = finding("c");
    secret.id = "hard-coded-secret";
    CHECK(make_baseline(std::vector{error, waived, secret}).empty());
    std::vector<Diagnostic> all{secret};
    CHECK(apply_baseline({{"hard-coded-secret", "integration form", "c", 1, ""}}, {}, all).size() ==
          1);
    CHECK_FALSE(all.front().baselined);
}

TEST_CASE("as many as are counted are in the baseline, and the rest of either is told") {
    std::vector<Diagnostic> all{finding("a"), finding("a"), finding("a"), finding("b", "other")};
    const Baseline baseline{{"excess-scope", "integration form", "a", 2, "m"},
                            {"excess-scope", "integration form", "b", 1, "m"},
                            {"excess-scope", "integration other", "b", 3, "m"}};
    const Baseline gone = apply_baseline(baseline, {}, all);
    CHECK(all[0].baselined);
    CHECK(all[1].baselined);
    CHECK_FALSE(all[2].baselined);
    CHECK(all[3].baselined);
    REQUIRE(gone.size() == 2);
    CHECK(gone[0].count == 1);
    CHECK(gone[1].object == "integration other");
    CHECK(gone[1].count == 2);
    const Baseline kept = prune_baseline(baseline, gone);
    REQUIRE(kept.size() == 2);
    CHECK(kept[0].fingerprint == "a");
    CHECK(kept[0].count == 2);
    CHECK(kept[1].count == 1);
}

TEST_CASE("an entry is judged only where its rule could speak") {
    const Baseline baseline{{"excess-scope", "integration form", "a", 1, "m"}};
    std::vector<Diagnostic> none;
    CHECK(apply_baseline(baseline, {}, none).size() == 1);
    Options off;
    off.rules.push_back({"excess-scope", Level::off, {}});
    CHECK(apply_baseline(baseline, off, none).empty());
    off.rules.push_back({"excess-scope", Level::warning, {}});
    CHECK(apply_baseline(baseline, off, none).size() == 1);
    Diagnostic error;
    error.language_error = true;
    std::vector<Diagnostic> broken{error};
    CHECK(apply_baseline(baseline, {}, broken).empty());
}

TEST_CASE("a text that is no baseline says why") {
    CHECK_FALSE(read_baseline("").problem.empty());
    CHECK_FALSE(read_baseline("[]").problem.empty());
    CHECK_FALSE(read_baseline(R"({"baseline_version": 2, "entries": []})").problem.empty());
    CHECK(read_baseline(R"({"baseline_version": 1, "entries": [3]})").problem ==
          "/entries/0: `rule` is missing, or not of its kind");
    const std::string head = R"({"baseline_version": 1, "entries": [{"rule": ")";
    const std::string tail = R"(", "object": "", "fingerprint": "f", "message": "", "count": )";
    CHECK(read_baseline(head + "no-such" + tail + "1}]}").problem ==
          "/entries/0: there is no rule `no-such`");
    CHECK(read_baseline(head + "excess-scope" + tail + "0}]}").problem ==
          "/entries/0: a count is at least 1");
    CHECK(read_baseline(head + "excess-scope" + tail + "2}]}").baseline->front().count == 2);
}

}  // namespace
