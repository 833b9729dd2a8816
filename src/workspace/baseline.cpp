#include "latchkey/baseline.h"

#include "catalog/json_tree.h"
#include "diag/json_writer.h"
#include "diag/message.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace latchkey {
namespace {

using catalog::JsonTree;
using diag::Message;
using std::string_view;

constexpr Message<string_view, string_view> at_place{"{}: {}"};
constexpr Message<string_view> missing{"`{}` is missing, or not of its kind"};
constexpr Message<> no_baseline{
    "is no baseline of version 1: an object with `baseline_version` 1 and a list `entries`"};
constexpr Message<string_view> unknown_rule{"there is no rule `{}`"};
constexpr Message<> no_count{"a count is at least 1"};

using Key = std::tuple<string_view, string_view, string_view>;

Key key_of(const BaselineEntry& entry) {
    return {entry.rule, entry.object, entry.fingerprint};
}

std::string object_of(const Diagnostic& finding) {
    std::string object;
    if (!finding.integration.empty()) {
        object = "integration " + finding.integration;
    }
    if (!finding.credential.empty()) {
        object += (object.empty() ? "credential " : ", credential ") + finding.credential;
    }
    return object;
}

/// Reads one member of an entry.
bool take_text(const JsonTree& tree, JsonTree::Place entry, string_view name, std::string& into) {
    const JsonTree::Place place = tree.member(entry, name);
    if (place == JsonTree::none || tree[place].kind != JsonTree::Kind::text) {
        return false;
    }
    into = tree[place].text;
    return true;
}

/// What is wrong with an entry; empty when it was read.
std::string read_entry(const JsonTree& tree, JsonTree::Place place, BaselineEntry& entry) {
    const std::pair<string_view, std::string*> texts[] = {{"rule", &entry.rule},
                                                          {"object", &entry.object},
                                                          {"fingerprint", &entry.fingerprint},
                                                          {"message", &entry.message}};
    for (const auto& [name, into] : texts) {
        if (!take_text(tree, place, name, *into)) {
            return missing(name);
        }
    }
    const JsonTree::Place count = tree.member(place, "count");
    if (count == JsonTree::none || tree[count].kind != JsonTree::Kind::integer) {
        return missing("count");
    }
    entry.count = tree[count].number;
    if (find_rule(entry.rule) == nullptr) {
        return unknown_rule(entry.rule);
    }
    return entry.count == 0 ? no_count() : std::string();
}

/// As the run of the rules decides it: by the last setting that names a level, else by the profile.
bool may_speak(string_view id, const Options& options) {
    const RuleInfo* rule = find_rule(id);
    if (rule == nullptr) {
        return true;
    }
    std::optional<Level> level;
    for (const RuleSettings& settings : options.rules) {
        if (settings.id == id && settings.level) {
            level = settings.level;
        }
    }
    return level ? *level != Level::off
                 : is_raised(id, options.profile) ||
                       (rule->level != Level::off && rule->profile <= options.profile.strictness);
}

}  // namespace

BaselineText read_baseline(string_view json) {
    catalog::Arena texts;
    catalog::LoadProblem problem;
    const auto tree = JsonTree::parse(json, texts, problem);
    if (!tree) {
        return {std::nullopt, problem.message};
    }
    const JsonTree::Place version = tree->member(JsonTree::root(), "baseline_version");
    const JsonTree::Place list = tree->member(JsonTree::root(), "entries");
    if (version == JsonTree::none || (*tree)[version].kind != JsonTree::Kind::integer ||
        (*tree)[version].number != 1 || list == JsonTree::none ||
        (*tree)[list].kind != JsonTree::Kind::list) {
        return {std::nullopt, no_baseline()};
    }
    Baseline baseline;
    for (JsonTree::Place at = (*tree)[list].first; at != JsonTree::none; at = (*tree)[at].next) {
        BaselineEntry entry;
        if (const std::string wrong = read_entry(*tree, at, entry); !wrong.empty()) {
            return {std::nullopt, at_place(tree->pointer(at), wrong)};
        }
        baseline.push_back(std::move(entry));
    }
    std::ranges::stable_sort(baseline, {}, key_of);
    return {std::move(baseline), {}};
}

std::string write_baseline(const Baseline& baseline) {
    diag::JsonWriter json;
    json.open('{');
    json.member("baseline_version", std::size_t{1});
    json.open("entries", '[');
    for (const BaselineEntry& entry : baseline) {
        json.element();
        json.open('{');
        json.member("rule", entry.rule);
        json.member("object", entry.object);
        json.member("fingerprint", entry.fingerprint);
        json.member("count", entry.count);
        json.member("message", entry.message);
        json.close('}');
    }
    json.close(']');
    json.close('}');
    return json.take();
}

bool can_be_baselined(const Diagnostic& finding) {
    const RuleInfo* rule = find_rule(finding.id);
    return !finding.language_error && !finding.waived && rule != nullptr && rule->waivable;
}

Baseline make_baseline(std::span<const Diagnostic> findings) {
    Baseline baseline;
    for (const Diagnostic& finding : findings) {
        if (can_be_baselined(finding)) {
            baseline.push_back(
                {finding.id, object_of(finding), finding.fingerprint, 1, finding.message});
        }
    }
    std::ranges::stable_sort(baseline, {}, key_of);
    Baseline merged;
    for (BaselineEntry& entry : baseline) {
        if (!merged.empty() && key_of(merged.back()) == key_of(entry)) {
            ++merged.back().count;
        } else {
            merged.push_back(std::move(entry));
        }
    }
    return merged;
}

Baseline apply_baseline(const Baseline& baseline, const Options& options,
                        std::vector<Diagnostic>& findings) {
    std::map<Key, std::size_t> left;
    for (const BaselineEntry& entry : baseline) {
        left[key_of(entry)] += entry.count;
    }
    bool understood = true;
    for (Diagnostic& finding : findings) {
        understood = understood && !finding.language_error;
        if (!can_be_baselined(finding)) {
            continue;
        }
        const std::string object = object_of(finding);
        const auto entry = left.find(Key{finding.id, object, finding.fingerprint});
        if (entry != left.end() && entry->second > 0) {
            --entry->second;
            finding.baselined = true;
        }
    }
    Baseline gone;
    for (const BaselineEntry& entry : baseline) {
        std::size_t& count = left[key_of(entry)];
        if (understood && count > 0 && may_speak(entry.rule, options)) {
            gone.push_back(entry);
            gone.back().count = std::exchange(count, 0);
        }
    }
    return gone;
}

Baseline prune_baseline(const Baseline& baseline, const Baseline& gone) {
    std::map<Key, std::size_t> counts;
    for (const BaselineEntry& entry : gone) {
        counts[key_of(entry)] += entry.count;
    }
    Baseline kept;
    for (const BaselineEntry& entry : baseline) {
        std::size_t& less = counts[key_of(entry)];
        const std::size_t taken = std::min(less, entry.count);
        less -= taken;
        if (taken < entry.count) {
            kept.push_back(entry);
            kept.back().count -= taken;
        }
    }
    return kept;
}

}  // namespace latchkey
