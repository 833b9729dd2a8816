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
    if (subject.unclear_before || subject.unclear_after) {
        return "`" + subject.id + "` could not be compared";
    }
    for (const Change& change : subject.changes) {
        if (gives(change.direction)) {
            return "`" + subject.id + "` " + change.text;
        }
    }
    return "`" + subject.id + "`";
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
    for (const SubjectDiff& subject : diff.subjects) {
        if (!is_integration(subject)) {
            continue;
        }
        const bool lost = subject.presence == SubjectDiff::Presence::lost;
        gone += lost ? 1 : 0;
        widened += gives(subject.direction) ? 1 : 0;
        narrowed += !lost && subject.direction == Direction::narrowed ? 1 : 0;
        other += !lost && subject.direction == Direction::neutral ? 1 : 0;
    }
    string text = widened == 0 ? "none" : std::to_string(widened);
    text += " of " + count(diff.integrations, "integration") + " widened";
    const auto also = [&](std::size_t number, const string& word) {
        text += number == 0 ? "" : ", " + std::to_string(number) + " " + word;
    };
    also(narrowed, "narrowed");
    also(gone, "gone");
    also(other, "changed without a change of power");
    return text;
}

}  // namespace

string summary(const PolicyDiff& diff) {
    std::vector<string> gains;
    std::size_t more = 0;
    for (const SubjectDiff& subject : diff.subjects) {
        if (is_integration(subject) && gives(subject.direction)) {
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
