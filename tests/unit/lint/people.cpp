#include "lint/people.h"

#include <doctest/doctest.h>

using namespace latchkey;

TEST_CASE("addresses that look like one person's, and those that need not be") {
    model::Model model;
    model::Team team;
    team.name.text = "customer-success";
    model.teams.add(std::move(team));
    for (const char* one : {"jane.doe@acme.example", "Jane_Doe@acme.example", "j.doe@acme.example",
                            "mailto:jane.doe@acme.example", "slack:@jane", "@jane-doe",
                            "jane.van.doe@acme.example"}) {
        CAPTURE(one);
        CHECK(lint::looks_personal(one, model));
    }
    for (const char* one :
         {"", "@", "jane@acme.example", "crm-alerts@acme.example", "it.security@acme.example",
          "slack:#jane-doe", "pagerduty:jane.doe", "jane.doe@a.example, joe.roe@a.example",
          "jane.success@acme.example", "build.4711@acme.example", "@oncall", "slack:@security",
          "+44 20 7946 0000", "https://hooks.acme.example/jane.doe", "jane..doe@acme.example"}) {
        CAPTURE(one);
        CHECK(!lint::looks_personal(one, model));
    }
}
