#include "workspace/catalog_diff_words.h"

#include "workspace/explain_parts.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

namespace latchkey::workspace {
namespace {

using std::string;
using std::string_view;

string code(string_view text) {
    return "`" + string(text) + "`";
}

string all_code(const std::vector<string>& words) {
    return join_code(std::vector<string_view>(words.begin(), words.end()));
}

/// "; `crm-sync` and `lead-form` hold it"; empty for nobody.
string who(const std::vector<string>& names, string_view one, string_view many) {
    return names.empty() ? ""
                         : "; " + all_code(names) + " " + string(names.size() == 1 ? one : many);
}

string holders(const ScopeChange& scope) {
    return who(scope.held_by, "holds it", "hold it");
}

string users(const RecordChange& record) {
    return who(record.used_by, "is granted it", "are granted it");
}

/// "2 more operations and 1 more event".
string count_opened(const std::vector<OpenedChange>& opened, string_view comparative) {
    const auto events = static_cast<std::size_t>(
        std::ranges::count_if(opened, [](const OpenedChange& one) { return one.is_event; }));
    const std::size_t operations = opened.size() - events;
    const auto count = [&](std::size_t number, string_view singular) {
        return std::to_string(number) + " " +
               (comparative.empty() ? "" : string(comparative) + " ") + string(singular) +
               (number == 1 ? "" : "s");
    };
    string text = operations > 0 ? count(operations, "operation") : "";
    if (events > 0) {
        text += (text.empty() ? "" : " and ") + count(events, "event");
    }
    return text;
}

/// How the other side differs, seen from the side that opens it.
string_view reason(const OpenedChange& opened, bool gained) {
    switch (opened.why) {
        case OpenedChange::Why::absent: return gained ? "" : "gone";
        case OpenedChange::Why::unknown:
            return gained ? "what it needs was not known" : "what it needs is not known any more";
        case OpenedChange::Why::free: return gained ? "needed no scope" : "needs no scope any more";
        case OpenedChange::Why::requirement:
            return gained ? "needed other scopes" : "needs other scopes now";
        case OpenedChange::Why::implied:
            return gained ? "through a scope that is implied now" : "is implied no more";
        case OpenedChange::Why::scope: break;
    }
    return "";
}

void add_details(DiffEntry& entry, const std::vector<OpenedChange>& opened, bool gained) {
    for (const OpenedChange& one : opened) {
        string remark(reason(one, gained));
        if (!one.with.empty()) {
            remark += (remark.empty() ? "" : "; ") + string("together with ") + all_code(one.with);
        }
        entry.details.push_back(
            {gained ? '+' : '-', (one.is_event ? "webhook " : "") + one.name, std::move(remark)});
    }
}

/// "levels: location -> agency, location".
string fact_words(const FactChange& fact) {
    if (fact.fact == "deprecated") {
        return fact.after == "yes" ? "deprecated" : "deprecated no more";
    }
    const auto or_none = [](const string& text) { return text.empty() ? "none" : text; };
    return fact.fact + ": " + or_none(fact.before) + " -> " + or_none(fact.after);
}

string all_facts(const std::vector<FactChange>& facts) {
    string text;
    for (const FactChange& fact : facts) {
        text += (text.empty() ? "" : "; ") + fact_words(fact);
    }
    return text;
}

/// The first names of a long list.
string some(const string& names) {
    constexpr std::size_t most = 6;
    std::size_t end = 0;
    for (std::size_t count = 0; count < most; ++count) {
        end = names.find(", ", end == 0 ? 0 : end + 2);
        if (end == string::npos) {
            return names;
        }
    }
    std::size_t left = 1;
    for (std::size_t at = names.find(", ", end + 2); at != string::npos;
         at = names.find(", ", at + 2)) {
        ++left;
    }
    return names.substr(0, end) + " and " + std::to_string(left) + " more";
}

/// What no policy rests on; told as a number.
bool is_minor(const FactChange& fact) {
    static constexpr auto minor = std::to_array<string_view>({"versions", "parameters", "body"});
    return std::ranges::find(minor, fact.fact) != minor.end();
}

string_view value_of(const std::vector<FactChange>& facts, string_view name, bool before) {
    const auto found = std::ranges::find(facts, name, &FactChange::fact);
    return found == facts.end() ? string_view() : before ? found->before : found->after;
}

/// Those held by somebody first: they are what a reader must act on.
std::vector<const ScopeChange*> in_order(const std::vector<ScopeChange>& scopes) {
    std::vector<const ScopeChange*> order;
    for (const ScopeChange& scope : scopes) {
        order.push_back(&scope);
    }
    std::stable_partition(order.begin(), order.end(),
                          [](const ScopeChange* one) { return !one->held_by.empty(); });
    return order;
}

/// Collects the sections; what has no entry is no section.
class Description {
public:
    explicit Description(const CatalogDiff& diff) : diff_(diff) {}

    DiffReport run() {
        title();
        opened();
        one_sided_scopes(Presence::gained, "new scopes");
        one_sided_scopes(Presence::lost, "scopes that are gone");
        changed_scopes();
        gained_operations();
        operations(Presence::lost, "operations that are gone");
        changed_operations();
        records("events", diff_.events);
        entities();
        records("credential kinds", diff_.kinds);
        return std::move(report_);
    }

private:
    void title() {
        const auto side = [](const CatalogSide& one) {
            return one.version + " (" + (one.from == "shipped" ? one.from : code(one.from)) + ")";
        };
        report_.title =
            code(diff_.after.provider) + ": " + side(diff_.before) + " -> " + side(diff_.after);
        const auto count = [&](string_view what, std::size_t before, std::size_t after) {
            report_.counts.push_back(string(what) + " " + std::to_string(before) +
                                     (before == after ? "" : " -> " + std::to_string(after)));
        };
        count("operations", diff_.before.operations, diff_.after.operations);
        count("scopes", diff_.before.scopes, diff_.after.scopes);
        count("entities", diff_.before.entities, diff_.after.entities);
        count("events", diff_.before.events, diff_.after.events);
    }

    void add(DiffSection section) {
        const std::size_t count = section.entries.size();
        add(std::move(section), count);
    }
    void add(DiffSection section, std::size_t count) {
        if (!section.entries.empty()) {
            section.title += " (" + std::to_string(count) + ")";
            report_.sections.push_back(std::move(section));
        }
    }

    void opened() {
        DiffSection section{.title = "scopes that open more or less"};
        for (const ScopeChange* scope : in_order(diff_.scopes)) {
            if (scope->presence != Presence::changed ||
                (scope->opens_more.empty() && scope->opens_less.empty())) {
                continue;
            }
            const string more = count_opened(scope->opens_more, "more");
            const string less = count_opened(scope->opens_less, "fewer");
            DiffEntry& entry = section.entries.emplace_back();
            entry.line = code(scope->name) + " opens " + more +
                         (more.empty() || less.empty() ? "" : ", and ") + less + holders(*scope);
            add_details(entry, scope->opens_more, true);
            add_details(entry, scope->opens_less, false);
        }
        add(std::move(section));
    }

    /// The many that open nothing, which most permissions of human users do, share a line.
    void one_sided_scopes(Presence presence, string_view words) {
        const bool lost = presence == Presence::lost;
        DiffSection section{.title = string(words)};
        std::vector<string_view> idle;
        for (const ScopeChange* scope : in_order(diff_.scopes)) {
            if (scope->presence != presence) {
                continue;
            }
            const auto& list = lost ? scope->opens_less : scope->opens_more;
            if (list.empty() && scope->held_by.empty()) {
                idle.push_back(scope->name);
                continue;
            }
            DiffEntry& entry = section.entries.emplace_back();
            entry.line = code(scope->name) + " (" + string(value_of(scope->facts, "status", lost)) +
                         ") " + (lost ? "opened " : "opens ") +
                         (list.empty() ? "nothing" : count_opened(list, "")) + holders(*scope);
            add_details(entry, list, !lost);
        }
        const std::size_t count = section.entries.size() + idle.size();
        if (!idle.empty()) {
            section.entries.push_back(
                {string(lost ? "opened" : "open") + " nothing: " + join_code(idle)});
        }
        add(std::move(section), count);
    }

    void changed_scopes() {
        DiffSection section{.title = "scopes that changed"};
        for (const ScopeChange* scope : in_order(diff_.scopes)) {
            if (scope->presence == Presence::changed && !scope->facts.empty()) {
                section.entries.push_back(
                    {code(scope->name) + ": " + all_facts(scope->facts) + holders(*scope)});
            }
        }
        add(std::move(section));
    }

    /// Those that a scope opens stand below that scope already.
    void gained_operations() {
        std::set<string_view> told;
        for (const ScopeChange& scope : diff_.scopes) {
            for (const OpenedChange& one : scope.opens_more) {
                told.insert(one.name);
            }
        }
        DiffSection section{.title = "new operations without a known scope"};
        for (const RecordChange& operation : diff_.operations) {
            if (operation.presence == Presence::gained && !told.contains(operation.name)) {
                const bool free = value_of(operation.facts, "requirement", false) == "none needed";
                section.entries.push_back(
                    {code(operation.name) + (free ? ": needs no scope" : "")});
            }
        }
        add(std::move(section));
    }

    void operations(Presence presence, string_view words) {
        DiffSection section{.title = string(words)};
        for (const RecordChange& operation : diff_.operations) {
            if (operation.presence == presence) {
                section.entries.push_back({code(operation.name) + users(operation)});
            }
        }
        add(std::move(section));
    }

    void changed_operations() {
        DiffSection section{.title = "operations that changed"};
        std::size_t minor = 0;
        for (const RecordChange& operation : diff_.operations) {
            std::vector<FactChange> told;
            std::ranges::copy_if(operation.facts, std::back_inserter(told),
                                 [](const FactChange& fact) { return !is_minor(fact); });
            if (operation.presence != Presence::changed) {
                continue;
            }
            minor += told.empty() ? 1 : 0;
            if (!told.empty()) {
                section.entries.push_back(
                    {code(operation.name) + ": " + all_facts(told) + users(operation)});
            }
        }
        add(std::move(section));
        if (minor > 0) {
            report_.sections.push_back(
                {.title = count_of(minor, "operation") +
                          " changed in API versions, parameters or body fields alone",
                 .entries = {}});
        }
    }

    void records(string_view words, const std::vector<RecordChange>& changes) {
        DiffSection section{.title = string(words)};
        for (const RecordChange& change : changes) {
            const string what = change.presence == Presence::gained ? "new"
                                : change.presence == Presence::lost ? "gone"
                                                                    : all_facts(change.facts);
            section.entries.push_back({code(change.name) + ": " + what + users(change)});
        }
        add(std::move(section));
    }

    /// Fields come and go by the hundred; what data they hold is worth a line each.
    void entities() {
        DiffSection section{.title = "entities"};
        for (const RecordChange& entity : diff_.entities) {
            if (entity.presence != Presence::changed) {
                section.entries.push_back({code(entity.name) + ": " +
                                           (entity.presence == Presence::gained ? "new" : "gone")});
                continue;
            }
            string line;
            for (const FactChange& fact : entity.facts) {
                if (fact.fact == "fields") {
                    line += fact.after.empty() ? "" : "; new fields " + some(fact.after);
                    line += fact.before.empty() ? "" : "; fields gone " + some(fact.before);
                } else {
                    line += "; " + fact_words(fact);
                }
            }
            section.entries.push_back({code(entity.name) + ": " + line.substr(2)});
        }
        add(std::move(section));
    }

    const CatalogDiff& diff_;
    DiffReport report_;
};

}  // namespace

DiffReport describe(const CatalogDiff& diff) {
    return Description(diff).run();
}

}  // namespace latchkey::workspace
