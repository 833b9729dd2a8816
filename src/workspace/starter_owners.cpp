#include "latchkey/files.h"

#include "workspace/starter_survey.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace latchkey::workspace {
namespace {

using std::string;
using std::string_view;

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

std::vector<string_view> words_of(string_view line) {
    std::vector<string_view> words;
    for (std::size_t at = 0; at < line.size();) {
        const auto begin =
            std::find_if_not(line.begin() + static_cast<std::ptrdiff_t>(at), line.end(), is_blank);
        const auto end = std::find_if(begin, line.end(), is_blank);
        if (begin != end) {
            words.push_back(line.substr(static_cast<std::size_t>(begin - line.begin()),
                                        static_cast<std::size_t>(end - begin)));
        }
        at = static_cast<std::size_t>(end - line.begin());
    }
    return words;
}

bool is_owner(string_view word) {
    return word.find('@') != string_view::npos;
}

/// Teams answer before single people.
int rank(string_view owner) {
    const bool team = owner.starts_with('@') && owner.find('/') != string_view::npos;
    return team ? 0 : owner.starts_with('@') ? 2 : 1;
}

/// Whether a pattern of CODEOWNERS speaks of the policies. It is read as git reads one of
/// `.gitignore`.
bool is_about_policies(string_view pattern) {
    const bool anchored = pattern.find('/') < pattern.size() - 1;
    string glob(pattern);
    while (glob.ends_with('/')) {
        glob.pop_back();
    }
    glob.erase(0, std::min(glob.find_first_not_of('/'), glob.size()));
    const string file = string(policy_folder) + "/first.latch";
    const string place = anchored ? glob : "**/" + glob;
    return !glob.empty() && (matches_glob(glob, file) || matches_glob(place, file) ||
                             matches_glob(place + "/**", file));
}

string contact_of(string_view owner, const Survey& survey) {
    if (!owner.starts_with('@')) {
        return string(owner);
    }
    const string_view path = owner.substr(1);
    const std::size_t slash = path.find('/');
    if (!survey.remote || survey.remote->host.empty()) {
        return string(owner);
    }
    const string base = "https://" + survey.remote->host + "/";
    if (slash == string_view::npos || survey.host != Host::github) {
        return base + string(path);
    }
    return base + "orgs/" + string(path.substr(0, slash)) + "/teams/" +
           string(path.substr(slash + 1));
}

Keeper keeper_of(string_view owner, const Survey& survey) {
    const bool is_name = owner.starts_with('@');
    const string_view core =
        is_name ? owner.substr(owner.find_last_of("@/") + 1) : owner.substr(0, owner.find('@'));
    Keeper keeper;
    keeper.id = declarable(core);
    keeper.title = title_of(keeper.id);
    keeper.contact = contact_of(owner, survey);
    return keeper;
}

/// Whose work it is to look at what others may do.
bool looks_after_others(const Keeper& keeper) {
    constexpr std::array<string_view, 6> words{"security", "privacy", "compliance",
                                               "risk",     "infosec", "appsec"};
    string id = keeper.id;
    std::ranges::transform(id, id.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return std::ranges::any_of(words,
                               [&](string_view word) { return id.find(word) != string::npos; });
}

/// The owners that lines name, in their order, and those of the last line about the policies.
struct Named {
    std::vector<string_view> all;
    std::vector<string_view> policies;
};

Named named_in(string_view text) {
    Named named;
    std::vector<string_view> section_owners;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        line = line.substr(0, line.find('#'));
        std::vector<string_view> words = words_of(line);
        if (words.empty()) {
            continue;
        }
        std::vector<string_view> owners;
        std::ranges::copy_if(words, std::back_inserter(owners), is_owner);
        named.all.insert(named.all.end(), owners.begin(), owners.end());
        // `[Section] @owner` of GitLab: the owners of its lines that name none.
        if (words.front().starts_with('[') || words.front().starts_with("^[")) {
            section_owners = owners;
        } else if (is_about_policies(words.front())) {
            named.policies = owners.empty() ? section_owners : owners;
        }
    }
    return named;
}

}  // namespace

string declarable(string_view text) {
    string name;
    for (const char c : text) {
        const bool fits = is_letter(c) || is_digit(c) || c == '_';
        if (!fits) {
            // Parts are joined by one stroke, and none stands at an end.
            if (!name.empty() && name.back() != '-') {
                name += '-';
            }
            continue;
        }
        // A part does not begin with a digit.
        if (is_digit(c) && (name.empty() || name.back() == '-')) {
            if (!name.empty()) {
                name.pop_back();
            }
            name += '_';
        }
        name += c;
    }
    while (name.ends_with('-')) {
        name.pop_back();
    }
    return name;
}

string title_of(string_view id) {
    string title(id);
    std::ranges::replace_if(
        title, [](char c) { return c == '-' || c == '_'; }, ' ');
    title.erase(0, std::min(title.find_first_not_of(' '), title.size()));
    if (!title.empty() && title.front() >= 'a' && title.front() <= 'z') {
        title.front() = static_cast<char>(title.front() - 'a' + 'A');
    }
    return title;
}

void read_owners(string_view text, Survey& survey) {
    Named named = named_in(text);
    std::ranges::stable_sort(named.policies, {}, rank);
    named.all.insert(named.all.begin(), named.policies.begin(), named.policies.end());
    std::vector<Keeper> keepers;
    for (const string_view owner : named.all) {
        Keeper keeper = keeper_of(owner, survey);
        const bool known = std::ranges::find(keepers, keeper.id, &Keeper::id) != keepers.end();
        if (!keeper.id.empty() && !known) {
            keepers.push_back(std::move(keeper));
        }
    }
    if (keepers.empty()) {
        return;
    }
    // Where no line is about the policies, nobody is said to own them; the first is a guess.
    survey.owner = keepers.front();
    keepers.erase(keepers.begin());
    const auto reviewer = std::ranges::find_if(keepers, looks_after_others);
    if (reviewer != keepers.end()) {
        survey.reviewer = *reviewer;
        keepers.erase(reviewer);
    }
    survey.others = std::move(keepers);
}

}  // namespace latchkey::workspace
