// delta_soundness: what a comparison calls narrowed or neutral never hides a request that became
// possible. The pairs of policies are random, with fixed seeds.

#include "latchkey/diff.h"

#include "delta/policies.h"
#include "delta/requests.h"

#include <algorithm>
#include <iostream>
#include <set>

namespace latchkey::soundness {
namespace {

using std::string;

constexpr std::uint64_t pairs = 120;

Options options() {
    Options made;
    made.as_of = "2026-11-23";
    return made;
}

std::shared_ptr<const Analysis> analyse(const Fleet& fleet) {
    Workspace workspace(options());
    workspace.set("policy.latch", policy_of(fleet));
    return workspace.analyse();
}

bool is_clean(const Analysis& analysis) {
    return std::ranges::none_of(analysis.diagnostics(), &Diagnostic::language_error);
}

const SubjectDiff* subject_of(const PolicyDiff& diff, const string& id) {
    const auto found = std::ranges::find_if(diff.subjects, [&](const SubjectDiff& one) {
        return one.kind == SubjectDiff::Kind::integration && one.id == id;
    });
    return found == diff.subjects.end() ? nullptr : &*found;
}

/// What the comparison says that an integration gained.
std::set<string> told(const SubjectDiff& subject) {
    std::set<string> names;
    for (const Change& change : subject.changes) {
        if (gives(change.direction)) {
            names.insert(change.items.begin(), change.items.end());
        }
    }
    return names;
}

struct Truth {
    std::map<string, Requests> before;
    std::map<string, Requests> after;
};

/// What became possible and is not told; and how much became possible at all.
std::vector<string> problems_of(const PolicyDiff& diff, const Truth& truth, std::size_t& gained) {
    std::vector<string> problems;
    for (const auto& [id, requests] : truth.after) {
        const SubjectDiff* subject = subject_of(diff, id);
        const bool renamed = subject != nullptr && !subject->renamed_from.empty();
        const auto old = truth.before.find(renamed ? subject->renamed_from : id);
        const bool unclear =
            subject != nullptr && (subject->unclear_before || subject->unclear_after);
        const std::set<string> names = subject == nullptr ? std::set<string>() : told(*subject);
        for (const auto& [request, name] : requests) {
            if (old != truth.before.end() && old->second.contains(request)) {
                continue;
            }
            ++gained;
            const bool gives_power = subject != nullptr && gives(subject->direction);
            if (!unclear && (!gives_power || !names.contains(name))) {
                problems.push_back(id + ": " + request + " is " +
                                   (gives_power ? "not named" : "hidden"));
                break;
            }
        }
    }
    return problems;
}

/// The same fleets as policies, as manifests, and as one of each.
std::vector<PolicyDiff> compare(const std::shared_ptr<const Analysis>& before,
                                const std::shared_ptr<const Analysis>& after) {
    const bool compiles = is_clean(*before) && is_clean(*after);
    std::vector<PolicyDiff> found;
    for (const auto& [old_compiled, new_compiled] :
         {std::pair(false, false), {true, true}, {true, false}, {false, true}}) {
        if ((old_compiled || new_compiled) && !compiles) {
            continue;
        }
        const auto side = [](const string& name, const std::shared_ptr<const Analysis>& analysis,
                             bool compiled) {
            return compiled ? DiffSide{.name = name,
                                       .analysis = nullptr,
                                       .manifests = analysis->manifests()}
                            : DiffSide{.name = name, .analysis = analysis};
        };
        DiffOutcome outcome =
            compare_policies(side("before", before, old_compiled),
                             side("after", after, new_compiled), options(), options());
        found.push_back(std::move(*outcome.diff));
    }
    return found;
}

struct Counts {
    std::size_t compared = 0;
    std::size_t gained = 0;
    std::size_t quiet = 0;
    std::size_t unnoticed = 0;
};

std::vector<string> run(std::uint64_t seed, Counts& counts) {
    Dice dice(seed);
    const Fleet first = random_fleet(dice);
    const Fleet second = changed(first, dice);
    const auto before = analyse(first);
    const auto after = analyse(second);
    std::map<string, std::set<string>> values;
    collect_values(*before, values);
    collect_values(*after, values);
    const Truth truth{requests_of(*before, values), requests_of(*after, values)};
    std::vector<string> problems;
    for (PolicyDiff& diff : compare(before, after)) {
        ++counts.compared;
        std::size_t gained = 0;
        for (const string& problem : problems_of(diff, truth, gained)) {
            problems.push_back("seed " + std::to_string(seed) + ": " + problem);
        }
        counts.gained += gained > 0 ? 1 : 0;
        counts.quiet += gained == 0 ? 1 : 0;
        // A test that cannot fail shows nothing: a comparison that keeps silent must be noticed.
        diff.subjects.clear();
        std::size_t again = 0;
        const bool should = gained > 0 && is_clean(*before) && is_clean(*after);
        counts.unnoticed += should && problems_of(diff, truth, again).empty() ? 1 : 0;
    }
    return problems;
}

}  // namespace
}  // namespace latchkey::soundness

int main() {
    using namespace latchkey::soundness;
    Counts counts;
    std::vector<std::string> problems;
    for (std::uint64_t seed = 1; seed <= pairs; ++seed) {
        std::ranges::move(run(seed, counts), std::back_inserter(problems));
    }
    for (const std::string& problem : problems) {
        std::cout << problem << "\n";
    }
    std::cout << counts.compared << " comparisons, " << counts.gained << " of them gave something, "
              << counts.unnoticed << " silent ones went unnoticed, " << problems.size()
              << " problems\n";
    const bool shows = counts.gained > pairs / 2 && counts.quiet > 0 && counts.unnoticed == 0 &&
                       counts.compared > pairs;
    return problems.empty() && shows ? 0 : 1;
}
