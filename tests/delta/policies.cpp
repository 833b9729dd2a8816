#include "delta/policies.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace latchkey::soundness {
namespace {

using std::string;
using std::string_view;

template <std::size_t count>
string pick(const std::array<string_view, count>& words, Dice& dice) {
    return string(words.at(dice.below(count)));
}

constexpr std::array<string_view, 8> scopes{
    "contacts.readonly",  "contacts.write",      "opportunities.readonly", "opportunities.write",
    "calendars.readonly", "conversations.write", "locations.readonly",     "users.readonly"};

string fields(Dice& dice) {
    constexpr std::array<string_view, 5> lists{"", " (email)", " (email, phone)",
                                               " (email, source, tags)", " except (phone)"};
    return pick(lists, dice);
}

string condition(Dice& dice) {
    constexpr std::array<string_view, 8> conditions{
        "",
        "",
        "",
        " where source = \"web\"",
        " where source in (\"web\", \"shop\")",
        " where source != \"shop\"",
        " where email = \"a@x.example\"",
        " where source = \"web\" and email != \"a@x.example\""};
    return pick(conditions, dice);
}

string grant(Dice& dice) {
    constexpr std::array<string_view, 6> contact_actions{"read",   "create",         "update",
                                                         "delete", "create, update", "any"};
    constexpr std::array<string_view, 4> actions{"read", "create", "delete", "write"};
    constexpr std::array<string_view, 5> entities{"contact-tag", "note", "task", "opportunity",
                                                  "calendar-event"};
    constexpr std::array<string_view, 4> calls{"POST /contacts/upsert", "GET /contacts/{}",
                                               "DELETE /contacts/{contactId}", "GET /users/"};
    constexpr std::array<string_view, 3> denies{
        "deny delete on any", "deny update on contact (email)", "deny read on note"};
    switch (dice.below(8)) {
        case 0: return "allow call \"" + pick(calls, dice) + "\"";
        case 1: return "allow receive " + string(dice.one_in(2) ? "ContactCreate" : "NoteCreate");
        case 2: return pick(denies, dice);
        case 3:
        case 4: return "allow " + pick(actions, dice) + " on " + pick(entities, dice);
        default: {
            const string action = pick(contact_actions, dice);
            const bool listed = action != "delete" && action != "any";
            return "allow " + action + " on contact" + (listed ? fields(dice) : "") +
                   (listed ? condition(dice) : "");
        }
    }
}

std::vector<string> some_scopes(Dice& dice) {
    std::vector<string> found;
    for (const string_view scope : scopes) {
        if (dice.one_in(3)) {
            found.emplace_back(scope);
        }
    }
    return found;
}

string status(Dice& dice) {
    constexpr std::array<string_view, 6> all{"active", "active",  "active",
                                             "active", "planned", "retired"};
    return pick(all, dice);
}

string kind(Dice& dice) {
    constexpr std::array<string_view, 4> all{"private-integration", "private-integration",
                                             "oauth-app", "location-api-key"};
    return pick(all, dice);
}

string level(Dice& dice) {
    constexpr std::array<string_view, 4> all{"location", "location", "agency", "agency, location"};
    return pick(all, dice);
}

Integration random_integration(std::size_t number, Dice& dice) {
    Integration made{.name = "i" + std::to_string(number),
                     .status = status(dice),
                     .level = level(dice),
                     .kind = kind(dice),
                     .grants = {"allow read on contact"},
                     .scopes = dice.one_in(2) ? some_scopes(dice) : std::vector<string>()};
    for (std::size_t more = dice.below(4); more > 0; --more) {
        made.grants.push_back(grant(dice));
    }
    return made;
}

void change(Integration& one, Dice& dice) {
    switch (dice.below(8)) {
        case 0: one.status = status(dice); break;
        case 1: one.level = level(dice); break;
        case 2: one.kind = kind(dice); break;
        case 3: one.scopes = dice.one_in(2) ? some_scopes(dice) : std::vector<string>(); break;
        case 4:
        case 5: one.grants.push_back(grant(dice)); break;
        case 6: one.grants[dice.below(one.grants.size())] = grant(dice); break;
        default:
            if (one.grants.size() > 1) {
                one.grants.erase(one.grants.begin() +
                                 static_cast<std::ptrdiff_t>(dice.below(one.grants.size())));
            }
    }
}

}  // namespace

std::size_t Dice::below(std::size_t count) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>((state_ >> 33U) % count);
}

Fleet random_fleet(Dice& dice) {
    Fleet fleet;
    for (std::size_t number = 0; number < 4; ++number) {
        fleet.push_back(random_integration(number, dice));
    }
    return fleet;
}

Fleet changed(Fleet fleet, Dice& dice) {
    if (dice.one_in(6)) {
        return random_fleet(dice);
    }
    for (std::size_t times = 1 + dice.below(4); times > 0; --times) {
        change(fleet[dice.below(fleet.size())], dice);
    }
    if (dice.one_in(8)) {
        fleet.pop_back();
    }
    if (dice.one_in(8)) {
        fleet.front().name += "-renamed";
    }
    return fleet;
}

string policy_of(const Fleet& fleet) {
    string text =
        "use highlevel\nteam ops { contact \"ops@acme.example\" }\n"
        "purpose wide \"Anything\" {\n  permits any on any\n  data identifier, contact-detail, "
        "demographic, financial, special, consent, behavioural, free-text, internal\n}\n";
    for (const Integration& one : fleet) {
        text += "credential " + one.name + "-key {\n  provider highlevel\n  kind " + one.kind +
                "\n  level " + one.level + "\n  store vault \"crm/" + one.name.substr(0, 2) +
                "\"\n  owner ops\n}\nintegration " + one.name + " {\n  status " + one.status +
                "\n  purpose wide\n  owner ops\n  uses " + one.name + "-key\n";
        for (const string& statement : one.grants) {
            text += "  " + statement + "\n";
        }
        string list;
        for (const string& scope : one.scopes) {
            list += (list.empty() ? "" : ", ") + scope;
        }
        text += (list.empty() ? "" : "  scopes " + list + "\n") + "}\n";
    }
    return text;
}

}  // namespace latchkey::soundness
