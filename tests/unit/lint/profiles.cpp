#include "latchkey/rule_info.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

using namespace latchkey;

namespace {

std::vector<std::string_view> raised_by(Regulation law) {
    Profiles alone;
    alone.insert(law);
    std::vector<std::string_view> ids;
    for (const RuleInfo& rule : rules()) {
        if (is_raised(rule.id, alone)) {
            ids.push_back(rule.id);
        }
    }
    return ids;
}

}  // namespace

TEST_CASE("the laws raise rules of data protection, all of them at least by one") {
    const std::vector<std::string_view> gdpr = raised_by(Regulation::gdpr);
    const std::vector<std::string_view> ccpa = raised_by(Regulation::ccpa);
    CHECK(gdpr.size() == 7);
    CHECK(ccpa.size() == 6);
    CHECK(std::ranges::find(ccpa, "missing-basis") == ccpa.end());
    for (const RuleInfo& rule : rules()) {
        CAPTURE(rule.id);
        const bool is_raised = std::ranges::find(gdpr, rule.id) != gdpr.end() ||
                               std::ranges::find(ccpa, rule.id) != ccpa.end();
        CHECK(is_raised == (rule.category == Category::data_protection));
    }
}

TEST_CASE("profiles have the names that add them, and nothing else has") {
    REQUIRE(profile_names().size() == 5);
    for (const std::string_view name : profile_names()) {
        Profiles profiles;
        CHECK(add_profile(name, profiles));
        CHECK((name == "recommended") == (profiles == Profiles{}));
    }
    Profiles profiles;
    for (const std::string_view name : {"", "Strict", "gdpr ", "hipaa"}) {
        CHECK(!add_profile(name, profiles));
    }
    CHECK(profiles == Profiles{});
}
