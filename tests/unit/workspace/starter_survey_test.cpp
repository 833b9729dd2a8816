#include "workspace/starter_survey.h"

#include "latchkey/init.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

namespace latchkey::workspace {
namespace {

Survey at_github() {
    Survey survey;
    survey.remote = Remote{"github.com", "acme/crm"};
    survey.host = Host::github;
    return survey;
}

TEST_CASE("a remote is its host and path, and nothing of who logs in") {
    const std::vector<std::pair<std::string, std::pair<std::string, std::string>>> cases{
        {"git@github.com:acme/crm.git", {"github.com", "acme/crm"}},
        {"https://github.com/acme/crm", {"github.com", "acme/crm"}},
        {"https://jane:hunter2@github.com/acme/crm.git/", {"github.com", "acme/crm"}},
        {"ssh://git@gitlab.acme.example:2222/a/b/c.git", {"gitlab.acme.example", "a/b/c"}},
        {"jane:x@y@gitlab.com:a/b", {"jane", "x@y@gitlab.com:a/b"}},
        {"/srv/git/crm.git", {"", "srv/git/crm"}},
        {"file:///srv/git/crm.git", {"", "srv/git/crm"}},
        {"../crm", {"", "../crm"}},
        {"", {"", ""}},
        {"://", {"", ""}},
        {":", {"", ""}},
    };
    for (const auto& [url, wanted] : cases) {
        INFO(url);
        const Remote found = parse_remote(url);
        CHECK(found.host == wanted.first);
        CHECK(found.path == wanted.second);
    }
}

TEST_CASE("any text has a nearest name") {
    CHECK(declarable("crm-sync") == "crm-sync");
    CHECK(declarable("CRM team (EU)") == "CRM-team-EU");
    CHECK(declarable("2nd") == "_2nd");
    CHECK(declarable("sync-2-way") == "sync_2-way");
    CHECK(declarable("--a..b//") == "a-b");
    CHECK(declarable("é") == "");
    CHECK(declarable("") == "");
    CHECK(title_of("crm-sync_2") == "Crm sync 2");
    CHECK(title_of("_2nd") == "2nd");
}

TEST_CASE("the last line of CODEOWNERS about the policies says who answers for them") {
    Survey survey = at_github();
    read_owners(
        "# who\n*  @acme/everybody\n/policies/ jane@acme.example @acme/crm @bob # both\n"
        "/policies/archive/ @acme/archive\n*.md @acme/docs @acme/security\n",
        survey);
    CHECK(survey.owner.id == "crm");
    CHECK(survey.owner.title == "Crm");
    CHECK(survey.owner.contact == "https://github.com/orgs/acme/teams/crm");
    REQUIRE(survey.reviewer.has_value());
    CHECK(survey.reviewer->id == "security");
    std::vector<std::string> others;
    for (const Keeper& keeper : survey.others) {
        others.push_back(keeper.id + " " + keeper.contact);
    }
    CHECK(others ==
          std::vector<std::string>{"jane jane@acme.example", "bob https://github.com/bob",
                                   "everybody https://github.com/orgs/acme/teams/everybody",
                                   "archive https://github.com/orgs/acme/teams/archive",
                                   "docs https://github.com/orgs/acme/teams/docs"});
}

TEST_CASE("patterns of CODEOWNERS are read as those of .gitignore") {
    for (const char* pattern : {"*", "/policies/", "policies", "policies/", "/policies/**",
                                "*.latch", "**/*.latch", "policies/first.latch", "/policies"}) {
        Survey survey = at_github();
        read_owners("* @acme/everybody\n" + std::string(pattern) + " @acme/crm\n", survey);
        INFO(pattern);
        CHECK(survey.owner.id == "crm");
    }
    for (const char* pattern : {"/docs/", "*.md", "/first.latch", "other/policies", "/", "x"}) {
        Survey survey = at_github();
        read_owners("* @acme/everybody\n" + std::string(pattern) + " @acme/crm\n", survey);
        INFO(pattern);
        CHECK(survey.owner.id == "everybody");
    }
}

TEST_CASE("a CODEOWNERS that names nobody leaves the owner open") {
    for (const char* text :
         {"", "\n\n#\n", "* nobody\n", "[Section\n", "@\n", "* @\n", "\xff @\xfe/\n"}) {
        Survey survey = at_github();
        read_owners(text, survey);
        CHECK(survey.owner.id.empty());
    }
}

TEST_CASE("scopes are found between whatever people copy with them") {
    using List = std::vector<std::string>;
    CHECK(split_scopes("contacts.readonly contacts.write") ==
          List{"contacts.readonly", "contacts.write"});
    CHECK(split_scopes("[\"a.b\",\r\n 'c/d.e', `f:g`, a.b]\n") == List{"a.b", "c/d.e", "f:g"});
    CHECK(split_scopes("https://www.example.com/auth/contacts.readonly") ==
          List{"https://www.example.com/auth/contacts.readonly"});
    CHECK(split_scopes(" ,\n").empty());
    CHECK(split_scopes("").empty());
}

}  // namespace
}  // namespace latchkey::workspace
