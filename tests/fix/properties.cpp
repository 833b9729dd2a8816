#include "fix/properties.h"

#include "latchkey/fix.h"

#include "workspace/analysis.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace latchkey::fix {
namespace {

using Problems = std::vector<std::string>;
using Texts = std::vector<std::string>;

std::shared_ptr<const Analysis> analyse(const Case& one) {
    Workspace workspace(one.options);
    for (const auto& [path, text] : one.files) {
        workspace.set(path, text);
    }
    return workspace.analyse();
}

/// Without what makes text read in another direction: taking that out of a comment is a fix.
std::string without_controls(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::string_view two = text.substr(at, 2);
        if (two == "\xE2\x80" || two == "\xE2\x81") {
            at += 2;
        } else {
            out += text[at];
        }
    }
    return out;
}

/// The comments of all files without their slashes, sorted. A line at a time, with strings passed
/// over; not the program's own reading of them.
Texts comments_of(const Analysis& analysis) {
    Texts comments;
    for (const auto& file : analysis.files().first(analysis.file_count())) {
        for (std::uint32_t line = 1; line <= file->line_count(); ++line) {
            const std::string_view text = file->line_text(line);
            bool in_string = false;
            for (std::size_t at = 0; at < text.size(); ++at) {
                if (in_string && text[at] == '\\') {
                    ++at;
                } else if (text[at] == '"') {
                    in_string = !in_string;
                } else if (!in_string && text.substr(at, 3) == "://") {
                    // An address that lacks its quotes, which is what is found there.
                    break;
                } else if (!in_string && text.substr(at, 2) == "//") {
                    // Two comments may have come to stand on one line.
                    for (std::string_view rest = text.substr(at); !rest.empty();) {
                        rest.remove_prefix(std::min(rest.find_first_not_of("/ \t"), rest.size()));
                        const std::string_view one = rest.substr(0, rest.find("//"));
                        const std::size_t end = one.find_last_not_of(" \t");
                        if (end != std::string_view::npos) {
                            comments.push_back(without_controls(one.substr(0, end + 1)));
                        }
                        rest.remove_prefix(one.size());
                    }
                    break;
                }
            }
        }
    }
    std::ranges::sort(comments);
    return comments;
}

std::size_t count_errors(const Analysis& analysis) {
    return static_cast<std::size_t>(
        std::ranges::count(analysis.diagnostics(), true, &Diagnostic::language_error));
}

bool has_fix(const Diagnostic& finding, Fix::Safety safety) {
    return std::ranges::any_of(
        finding.fixes, [&](const Fix& fix) { return fix.safety == safety && !fix.edits.empty(); });
}

/// Rule, whom it is about, and what is marked.
std::map<Texts, int> findings_of(const Analysis& analysis) {
    std::map<Texts, int> found;
    for (const Diagnostic& one : analysis.diagnostics()) {
        if (!one.waived && one.id != "unsorted-file") {
            const auto file = static_cast<std::size_t>(one.where.file);
            ++found[{one.id, one.integration, one.credential,
                     std::string(analysis.files()[file]->text(one.where.span))}];
        }
    }
    return found;
}

/// `lead-form may POST /contacts/`, `lead-form holds contacts.write`.
std::set<std::string> powers_of(const Analysis& analysis) {
    std::set<std::string> powers;
    const Analysis::Data& data = analysis.data();
    for (const model::Integration& integration : data.model.integrations) {
        const std::string name(integration.name.text);
        const auto at = data.model.integrations.id_of(integration).index;
        for (const authority::ProviderAuthority& power : data.authorities[{at}].providers) {
            const catalog::Catalog& provider = data.model.provider(power.provider);
            const std::string head = name + " at " + std::string(provider.id);
            power.allowed.for_each([&](catalog::Id<catalog::Operation> id) {
                powers.insert(head + " may " + std::string(to_string(provider[id].method)) + " " +
                              std::string(provider[id].path));
            });
            power.held.for_each([&](catalog::Id<catalog::Scope> id) {
                powers.insert(head + " holds " + std::string(provider[id].id));
            });
            for (const authority::AllowedEvent& event : power.events) {
                powers.insert(head + " receives " + std::string(provider[event.event].name));
            }
        }
    }
    return powers;
}

bool has_one_line_break(std::string_view text) {
    const bool crlf = text.find("\r\n") != std::string_view::npos;
    for (std::size_t at = text.find('\n'); at != std::string_view::npos;
         at = text.find('\n', at + 1)) {
        if ((at > 0 && text[at - 1] == '\r') != crlf) {
            return false;
        }
    }
    return true;
}

/// What a safe fix of policies that were understood must keep to, besides the rest.
void check_power(const Analysis& before, const Analysis& after, Problems& problems) {
    const auto old = findings_of(before);
    for (const auto& [finding, count] : findings_of(after)) {
        const auto known = old.find(finding);
        if (known == old.end() || known->second < count) {
            problems.push_back("a new finding: " + finding[0] + " of `" + finding[3] + "`");
        }
    }
    const auto powers = powers_of(before);
    for (const std::string& power : powers_of(after)) {
        if (!powers.contains(power)) {
            problems.push_back("more power: " + power);
        }
    }
}

void check_texts(const Analysis& before, const Analysis& after, Problems& problems) {
    if (count_errors(after) > count_errors(before)) {
        problems.emplace_back("more errors of the language than before");
    }
    const Texts old = comments_of(before);
    const Texts now = comments_of(after);
    Texts lost;
    std::ranges::set_difference(old, now, std::back_inserter(lost));
    for (const std::string& comment : lost) {
        problems.push_back("a comment is gone: " + comment);
    }
    for (std::size_t at = 0; at < before.file_count(); ++at) {
        if (has_one_line_break(before.files()[at]->text()) &&
            !has_one_line_break(after.files()[at]->text())) {
            problems.push_back("the line ends are mixed in " + after.files()[at]->path());
        }
    }
}

Problems compare(const Analysis& before, const Analysis& after, bool safe) {
    Problems problems;
    check_texts(before, after, problems);
    if (safe && count_errors(before) == 0) {
        check_power(before, after, problems);
    }
    return problems;
}

std::string applied_diff(const FixedFile& file) {
    return file.diff.starts_with("--- a/" + file.path + "\n+++ b/" + file.path + "\n@@ -")
               ? ""
               : file.path;
}

void check_mode(const Case& one, FixMode mode, Tally& tally, Problems& problems) {
    Workspace workspace(one.options);
    Texts paths;
    for (const auto& [path, text] : one.files) {
        workspace.set(path, text);
        paths.push_back(path);
    }
    const auto before = workspace.analyse();
    const FixResult result = apply_fixes(workspace, paths, mode);
    (mode == FixMode::safe ? tally.safe : tally.all) += result.applied;
    tally.refused += result.refused;
    const bool safe = mode == FixMode::safe;
    std::ranges::move(compare(*before, *result.analysis, safe), std::back_inserter(problems));
    const auto left =
        std::ranges::count_if(result.analysis->diagnostics(), [&](const auto& finding) {
            return !finding.waived && has_fix(finding, Fix::Safety::safe);
        });
    if (static_cast<std::size_t>(left) > result.refused) {
        problems.push_back(std::to_string(left) + " findings with a safe fix are left");
    }
    if ((result.applied == 0) != result.files.empty()) {
        problems.emplace_back("files and fixes do not agree");
    }
    for (const FixedFile& file : result.files) {
        if (file.text == file.before || !applied_diff(file).empty()) {
            problems.push_back("no change, or no diff, of " + file.path);
        }
    }
    if (apply_fixes(workspace, paths, mode).applied != 0) {
        problems.emplace_back("a second run fixes more");
    }
}

}  // namespace

std::vector<std::string> check(const Case& one, Tally& tally) {
    Problems problems;
    ++tally.cases;
    check_mode(one, FixMode::safe, tally, problems);
    check_mode(one, FixMode::all, tally, problems);
    return problems;
}

std::vector<std::string> self_test() {
    const std::string good =
        "use highlevel\nteam t \"T\" { contact \"t@acme.example\" }\n"
        "credential k {\n  provider highlevel\n  kind private-integration\n  level location\n"
        "  environment production\n  store env \"K\"\n  owner t\n  issued 2026-09-01\n"
        "  rotated 2026-11-01\n  rotate every 90 days\n}\n"
        "integration i \"Puts enquiries into the CRM\" {\n  environment production\n"
        "  purpose lead-capture\n  owner t\n  uses k\n"
        "  allow create on contact (email) // a comment\n  scopes contacts.write\n}\n";
    const auto changed = [&](std::string_view from, std::string_view to) {
        std::string text = good;
        text.replace(text.find(from), from.size(), to);
        Case one{.name = {}, .options = {}, .files = {{"a.latch", text}}};
        one.options.as_of = "2026-11-23";
        return analyse(one);
    };
    const auto before = changed("", "");
    Problems problems = compare(*before, *before, true);
    const std::pair<const char*, const char*> damages[] = {
        {"// a comment", ""},
        {"contacts.write", "contacts.write, contacts.readonly"},
        {"(email)", "(email) allow read on contact"},
        {"scopes contacts.write\n}", "scopes contacts.write"},
        {"  uses k\n", "  uses k\r\n"},
        {"rotate every 90 days", ""},
    };
    for (const auto& [from, to] : damages) {
        if (compare(*before, *changed(from, to), true).empty()) {
            problems.push_back("self-test: not noticed: " + std::string(from) + " -> " + to);
        }
    }
    return problems;
}

}  // namespace latchkey::fix
