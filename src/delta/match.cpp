#include "delta/atom.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace latchkey::delta {
namespace {

using std::string;

/// What a match must come to: the same key or the same power alone do not make two integrations
/// one, a word that they share besides does.
constexpr int enough = 5;

std::set<string> stores(const Integration& integration) {
    std::set<string> found;
    for (const Holding& holding : integration.holdings) {
        found.insert(holding.key.store);
    }
    return found;
}

std::set<string> power(const Integration& integration) {
    std::set<string> found;
    for (const Holding& holding : integration.holdings) {
        for (const Allowed& allowed : holding.allowed) {
            found.insert(holding.provider + " " + allowed.key);
        }
        for (const Event& event : holding.events) {
            found.insert(holding.provider + " " + event.name);
        }
    }
    return found;
}

/// Whether two names have a part of some length in common: `lead-form` and `lead-capture-form`.
bool share_word(const string& left, const string& right) {
    constexpr std::size_t least = 4;
    for (std::size_t begin = 0; begin < left.size();) {
        const std::size_t end = std::min(left.find_first_of("-_", begin), left.size());
        if (end - begin >= least && right.find(left.substr(begin, end - begin)) != string::npos) {
            return true;
        }
        begin = end + 1;
    }
    return false;
}

int likeness(const Integration& before, const Integration& after) {
    if (!before.understood || !after.understood || before.status != after.status) {
        return 0;
    }
    int score = share_word(before.id, after.id) ? 1 : 0;
    score += stores(before) == stores(after) && !before.holdings.empty() ? 4 : 0;
    const std::set<string> held = power(before);
    score += !held.empty() && held == power(after) ? 3 : 0;
    score += !before.title.empty() && before.title == after.title ? 2 : 0;
    score += before.purpose == after.purpose && before.owner == after.owner ? 1 : 0;
    return score;
}

int likeness(const Credential& before, const Credential& after) {
    if (!before.understood || !after.understood || before.provider != after.provider) {
        return 0;
    }
    return before.key.store == after.key.store ? enough : 0;
}

const string& id_of(const Integration& one) {
    return one.id;
}
const string& id_of(const Credential& one) {
    return one.key.id;
}

template <typename T>
std::vector<const T*> missing(const std::vector<T>& some, const std::vector<T>& others) {
    std::set<string> known;
    for (const T& one : others) {
        known.insert(id_of(one));
    }
    std::vector<const T*> found;
    for (const T& one : some) {
        if (!known.contains(id_of(one))) {
            found.push_back(&one);
        }
    }
    return found;
}

/// The best pairs first; each is in one pair at most.
template <typename T>
std::vector<std::pair<string, string>> matches(const std::vector<T>& before,
                                               const std::vector<T>& after) {
    std::vector<std::tuple<int, string, string>> likely;
    for (const T* gone : missing(before, after)) {
        for (const T* come : missing(after, before)) {
            if (const int score = likeness(*gone, *come); score >= enough) {
                likely.emplace_back(-score, id_of(*gone), id_of(*come));
            }
        }
    }
    std::ranges::sort(likely);
    std::set<string> taken_before;
    std::set<string> taken_after;
    std::vector<std::pair<string, string>> found;
    for (const auto& [score, gone, come] : likely) {
        if (!taken_before.contains(gone) && !taken_after.contains(come)) {
            taken_before.insert(gone);
            taken_after.insert(come);
            found.emplace_back(gone, come);
        }
    }
    return found;
}

}  // namespace

Renamed find_renamed(const Side& before, const Side& after) {
    return {matches(before.integrations, after.integrations),
            matches(before.credentials, after.credentials)};
}

}  // namespace latchkey::delta
