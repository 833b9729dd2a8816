#include "edits/editing.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

namespace latchkey::edits {
namespace {

using mutation::Random;
using std::string;
using std::string_view;

constexpr string_view teams = R"(team growth "Growth" {
  contact    "growth@acme.example"
  escalation "slack:#growth"
}

team security {
  contact "security@acme.example"
}

team night {
  escalation "slack:#night"
}
)";

constexpr string_view purposes = R"(purpose enquiries "Enquiries" {
  extends lead-capture
  permits create, update on contact
  data    identifier, contact-detail, free-text
  review  within 90 days
}

purpose narrow {
  extends enquiries
  permits create on contact
  data    identifier, contact-detail
}

purpose all {
  permits any on any
  data identifier, contact-detail, demographic, financial, free-text, behavioural, credential
}
)";

constexpr string_view keys = R"(credential shared-key {
  provider highlevel
  kind     private-integration
  level    location
  environment production
  store    env "SHARED"
  owner    growth
  rotated  2026-10-20
  rotate   every 90 days overlap 7 days
}

credential second-name {
  provider highlevel
  kind     private-integration
  level    location
  environment staging
  store    env "SHARED"
  owner    night
}

credential agency-key {
  provider highlevel
  kind     private-integration
  level    agency
  store    vault "crm/agency"
  owner    security
  issued   2024-01-01
  waive long-lived-credential until 2027-01-01 because "moves in spring" by security
}
)";

constexpr string_view roles = R"(use highlevel

role reader {
  allow read on contact (firstName, email)
  allow read on opportunity
  deny delete on contact
}

role writer {
  allow create, update on contact where source = "web"
    because "forms write"
  allow call "DELETE /contacts/{contactId}"
}
)";

constexpr string_view waivers =
    R"(waive missing-review for form-1 until 2027-01-01 because "soon" by security
waive missing-audit for form-2 until 2026-01-01 because "late" by growth
waive long-lived-credential for shared-key until 2027-01-01 because "moves" by security
waive unbounded-update for form-3 until 2027-01-01 because "role" by security
waive missing-limit for nobody until 2027-01-01 because "gone" by nobody-at-all
)";

constexpr string_view promises = R"(use highlevel

assert every integration cannot delete contact
assert every credential cannot write user
assert form-1 can create contact
assert every integration with purpose enquiries except form-2 cannot read opportunity
assert every integration owned by night cannot send message

accept widening of form-1 for delete on contact because "they ask for it" by security
accept widening of form-2 for any on contact because "too much" by growth
accept widening of shared-key for level location because "one key" by security
accept weakening of agency-key for rotate because "by hand" by nobody-at-all
)";

/// Pieces that are put where they may mean something.
constexpr auto statements =
    std::to_array<string_view>({"  allow read on calendar because \"why\"",
                                "  allow update on contact",
                                "  deny delete on any",
                                "  include reader",
                                "  include writer",
                                "  uses agency-key",
                                "  uses shared-key",
                                "  owner night",
                                "  purpose narrow",
                                "  status retired",
                                "  scopes contacts.readonly, contacts.write, users.write",
                                "  limit 60 requests per minute",
                                "  gateway \"http://edge\"",
                                "  environment staging",
                                "  extends all",
                                "  alert on denied to \"anna.smith@acme.example\"",
                                "  store env \"SHARED\"",
                                "  contact \"anna.smith@acme.example\"",
                                "  waive missing-audit until 2027-01-01 because "
                                "\"x\" by growth",
                                "  allow read on nothing",
                                "  owner nobody",
                                "// a comment",
                                ""});

constexpr auto names = std::to_array<string_view>(
    {"growth", "security", "night", "enquiries", "narrow", "all", "shared-key", "second-name",
     "agency-key", "reader", "writer", "form-1", "form-2", "form-3", "form-4", "Growth",
     "lead-capture", "day"});

string integration(std::size_t number) {
    const string count = std::to_string(number);
    const auto pick = [number](std::size_t from, std::size_t size) {
        return string(names.at(from + number % size));
    };
    return "/// Number " + count + ".\nintegration form-" + count + " {\n  purpose " + pick(3, 3) +
           "\n  owner   " + pick(0, 3) + "\n  uses    " + pick(6, 3) +
           (number % 2 == 0 ? "\n  include " + pick(9, 2) : string()) +
           "\n  environment production\n  allow create, read on contact (firstName, email)" +
           (number % 3 == 0 ? "\n    because \"so\"" : "") +
           "\n  scopes contacts.readonly, contacts.write\n}\n\n";
}

std::vector<string_view> lines_of(string_view text) {
    std::vector<string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return lines;
}

string join(const std::vector<string_view>& lines) {
    string text;
    for (const string_view line : lines) {
        text += line;
    }
    return text;
}

/// The lines of a declaration from its keyword to the brace that stands by itself.
std::pair<std::size_t, std::size_t> declaration(const std::vector<string_view>& lines,
                                                Random& random) {
    std::size_t begin = random.below(lines.size());
    while (begin > 0 && (lines[begin].starts_with(" ") || lines[begin].starts_with("}"))) {
        --begin;
    }
    std::size_t end = begin;
    while (end < lines.size() && !lines[end].starts_with("}")) {
        ++end;
    }
    return {begin, std::min(end + 1, lines.size())};
}

void replace_all(string& text, string_view from, string_view to) {
    for (std::size_t at = text.find(from); at != string::npos;
         at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

/// One of the edits that change lines of a single text.
string change_lines(const string& text, std::size_t kind, Random& random) {
    std::vector<string_view> lines = lines_of(text);
    if (lines.empty()) {
        return text;
    }
    const string added = string(statements.at(random.below(statements.size()))) + "\n";
    const auto at = static_cast<std::ptrdiff_t>(random.below(lines.size()));
    const auto [first, last] = declaration(lines, random);
    const auto begin = lines.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = lines.begin() + static_cast<std::ptrdiff_t>(last);
    const std::vector<string_view> block(begin, end);
    switch (kind) {
        case 0: lines.insert(lines.begin() + at, added); break;
        case 1: lines[static_cast<std::size_t>(at)] = added; break;
        case 2: lines.erase(lines.begin() + at); break;
        case 3: lines.erase(begin, end); break;
        case 4: lines.insert(end, block.begin(), block.end()); break;
        case 5:
            lines.erase(begin, end);
            lines.insert(lines.begin(), block.begin(), block.end());
            break;
        default: lines.insert(lines.begin(), "// a line at the top\n"); break;
    }
    return join(lines);
}

}  // namespace

Texts shared_workspace(std::size_t integrations) {
    Texts files{{"b/keys.latch", string(keys)},       {"promises.latch", string(promises)},
                {"purposes.latch", string(purposes)}, {"roles.latch", string(roles)},
                {"teams.latch", string(teams)},       {"waivers.latch", string(waivers)}};
    for (std::size_t number = 0; number < integrations; ++number) {
        files["c/" + std::to_string(number % (integrations / 3 + 1)) + ".latch"] +=
            integration(number);
    }
    return files;
}

string edit(Texts& files, const Texts& before, const string& pool, Random& random) {
    const auto any = [&](const Texts& of) {
        return std::next(of.begin(), static_cast<std::ptrdiff_t>(random.below(of.size())));
    };
    const std::size_t kind = random.below(16);
    const string path = any(files)->first;
    string& text = files[path];
    if (kind < 7) {
        text = change_lines(text, kind, random);
        return "lines (" + std::to_string(kind) + ") of " + path;
    }
    if (kind < 9) {
        // A name that others may rest on, in one file or everywhere.
        const string from(names.at(random.below(names.size())));
        const string to(names.at(random.below(names.size())));
        for (auto& [one, of_one] : files) {
            if (kind == 8 || one == path) {
                replace_all(of_one, from, to);
            }
        }
        return "`" + from + "` to `" + to + "` in " + (kind == 8 ? "all files" : path);
    }
    if (kind == 9 && files.size() > 1) {
        files.erase(path);
        return "without " + path;
    }
    if (kind < 13) {
        const auto known = any(before);
        files[known->first] = known->second;
        return "back to the first text of " + known->first;
    }
    if (kind == 13) {
        text = text.substr(0, random.below(text.size() + 1));
        return "the end of " + path + " cut off";
    }
    text = mutation::mutate(text, pool, random);
    return "a mutation of " + path;
}

}  // namespace latchkey::edits
