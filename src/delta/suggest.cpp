#include "delta/atom.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace latchkey::delta {
namespace {

using std::string;

void add(std::vector<string>& words, string word) {
    if (std::ranges::find(words, word) == words.end()) {
        words.push_back(std::move(word));
    }
}

string joined(const std::vector<string>& words) {
    string text;
    for (const string& word : words) {
        text += (text.empty() ? "" : ", ") + word;
    }
    return text;
}

string quoted(const string& text) {
    return "\"" + text + "\"";
}

/// As a policy must write it: what is no name stands in quotes.
string spelt(const string& name) {
    const bool is_name = std::ranges::all_of(name, [](unsigned char byte) {
        return std::isalnum(byte) != 0 || byte == '-' || byte == '_' || byte == '.' || byte == '/';
    });
    return is_name ? name : quoted(name);
}

/// The four actions where they cover the operation, else its verb.
std::vector<string> actions(const std::vector<const Atom*>& group) {
    using enum catalog::Action;
    std::vector<string> words;
    for (const Atom* atom : group) {
        const Operation& operation = *atom->operation;
        if (operation.named || operation.actions.empty()) {
            add(words, spelt(operation.verb));
            continue;
        }
        for (const catalog::Action action : std::array{read, create, update, remove}) {
            if (operation.actions.contains(action)) {
                add(words, string(to_string(action)));
            }
        }
    }
    return words;
}

std::vector<string> items(const std::vector<const Atom*>& group) {
    std::vector<string> words;
    for (const Atom* atom : group) {
        add(words, spelt(atom->item));
    }
    return words;
}

string of_key(const Atom& atom, std::string_view subject) {
    return "widening of " + (atom.key.empty() ? string(subject) : atom.key) + " for ";
}

string reach(std::string_view subject, const std::vector<const Atom*>& group) {
    const Atom& first = *group.front();
    if (first.scopes.empty()) {
        return of_key(first, subject) + "call " + joined(items(group));
    }
    std::vector<string> scopes;
    for (const string& scope : first.scopes) {
        scopes.push_back(spelt(scope));
    }
    return of_key(first, subject) + "scopes " + joined(scopes);
}

}  // namespace

string suggest(std::string_view subject, const std::vector<const Atom*>& group) {
    const Atom& first = *group.front();
    const string widening = "widening of " + string(subject) + " for ";
    if (subject.empty()) {
        return {};
    }
    switch (first.facet) {
        case Facet::operation:
        case Facet::field:
        case Facet::condition:
            return widening + joined(actions(group)) + " on " + spelt(first.operation->entity) +
                   (first.fields ? " (" + joined(*first.fields) + ")" : "");
        case Facet::event: return widening + "receive " + joined(items(group));
        case Facet::scope: return of_key(first, subject) + "scopes " + joined(items(group));
        case Facet::reach: return reach(subject, group);
        case Facet::level: return of_key(first, subject) + "level " + joined(items(group));
        case Facet::account:
            return first.item.empty() ? string()
                                      : of_key(first, subject) + "account " + quoted(first.item);
        default:
            return "weakening of " + string(subject) + " for " + string(to_string(first.facet));
    }
}

}  // namespace latchkey::delta
