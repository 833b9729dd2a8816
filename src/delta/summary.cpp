#include "delta/compare.h"
#include "delta/words.h"

#include <algorithm>

namespace latchkey::delta {
namespace {

using std::string;

constexpr std::size_t most_told = 3;

bool is_integration(const SubjectDiff& subject) {
    return subject.kind == SubjectDiff::Kind::integration;
}

/// The change that says most of an integration that gained power: they are sorted so.
string first_gain(const SubjectDiff& subject) {
    const string name = subject.id.empty() ? "the workspace" : "`" + subject.id + "`";
    for (const Change& change : subject.changes) {
        if (gives(change.direction)) {
            return name + " " + change.text;
        }
    }
    return name;
}

bool is_unclear(const SubjectDiff& subject) {
    return subject.unclear_before || subject.unclear_after;
}

/// Whether power was gained, as far as that can be told.
bool is_widened(const SubjectDiff& subject) {
    return !is_unclear(subject) && gives(subject.direction);
}

/// Whether somebody decided on all that gives power.
bool is_decided(const PolicyDiff& diff) {
    return std::ranges::all_of(diff.subjects, [](const SubjectDiff& subject) {
        return std::ranges::all_of(subject.changes, [](const Change& change) {
            return !gives(change.direction) || change.accepted;
        });
    });
}

std::size_t gained_reach(const PolicyDiff& diff) {
    std::size_t total = 0;
    for (const SubjectDiff& subject : diff.subjects) {
        for (const Change& change : subject.changes) {
            total +=
                change.facet == Facet::reach && gives(change.direction) ? change.items.size() : 0;
        }
    }
    return total;
}

/// "2 of 31 integrations widened", and what else happened to how many.
string counts(const PolicyDiff& diff) {
    std::size_t widened = 0;
    std::size_t narrowed = 0;
    std::size_t gone = 0;
    std::size_t other = 0;
    std::size_t unclear = 0;
    std::size_t keys = 0;
    for (const SubjectDiff& subject : diff.subjects) {
        if (!is_integration(subject)) {
            const bool is_key = subject.kind == SubjectDiff::Kind::credential;
            keys += is_key && is_widened(subject) ? 1 : 0;
            continue;
        }
        const bool lost = subject.presence == SubjectDiff::Presence::lost;
        gone += lost && !is_unclear(subject) ? 1 : 0;
        widened += is_widened(subject) ? 1 : 0;
        unclear += is_unclear(subject) ? 1 : 0;
        narrowed +=
            !lost && !is_unclear(subject) && subject.direction == Direction::narrowed ? 1 : 0;
        other += !lost && subject.direction == Direction::neutral ? 1 : 0;
    }
    string text = widened == 0 ? "none" : std::to_string(widened);
    text += " of " + count(diff.integrations, "integration");
    text += (keys == 0 ? "" : " and " + count(keys, "key")) + " widened";
    text += widened + keys != 0 && is_decided(diff) ? ", all of it accepted" : "";
    const auto also = [&](std::size_t number, const string& word) {
        text += number == 0 ? "" : ", " + std::to_string(number) + " " + word;
    };
    also(narrowed, "narrowed");
    also(gone, "gone");
    also(unclear, "could not be compared");
    also(other, "changed without a change of power");
    return text;
}

}  // namespace

string summary(const PolicyDiff& diff) {
    if (diff.subjects.empty()) {
        return count(diff.integrations, "integration") + ", and nothing changes in their power";
    }
    std::vector<string> gains;
    std::size_t more = 0;
    for (const SubjectDiff& subject : diff.subjects) {
        if (is_widened(subject)) {
            gains.size() < most_told ? gains.push_back(first_gain(subject)) : void(++more);
        }
    }
    string text = counts(diff);
    for (std::size_t at = 0; at < gains.size(); ++at) {
        text += (at == 0 ? ": " : "; ") + gains[at];
    }
    if (more != 0) {
        text += "; and " + std::to_string(more) + " more";
    }
    if (const std::size_t reach = gained_reach(diff); reach != 0) {
        text += "; " + count(reach, "more operation") + " reachable through keys";
    }
    return text;
}

}  // namespace latchkey::delta
