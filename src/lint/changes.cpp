#include "lint/changes.h"

#include "lint/words.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <vector>

namespace latchkey::lint {
namespace {

using std::string;

constexpr Message<std::string_view, std::string_view> changed{"{} {}"};
constexpr Message<std::string_view, std::string_view> unclear{
    "{} has errors on the {} side, so what changed in it cannot be told"};

/// What is told at one place: the same people have accepted all of it, or nobody has.
struct Told {
    Location where;
    std::vector<const Change*> changes;
};

Location place_of(const SubjectDiff& subject, const Change& change) {
    return change.where ? *change.where : subject.where.value_or(change.was.value_or(Location{}));
}

auto decision(const Change& change) {
    const AcceptedChange none;
    return std::tuple(change.accepted ? change.accepted->where : none.where,
                      change.accepted.has_value(), change.waived);
}

std::vector<Told> by_place(const SubjectDiff& subject, std::string_view rule) {
    std::vector<Told> told;
    for (const Change& change : subject.changes) {
        if (!gives(change.direction) || rule_of(change) != rule) {
            continue;
        }
        const Location where = place_of(subject, change);
        const auto same = std::ranges::find_if(told, [&](const Told& one) {
            return one.where == where && decision(*one.changes.front()) == decision(change);
        });
        if (same == told.end()) {
            told.push_back({where, {&change}});
        } else {
            same->changes.push_back(&change);
        }
    }
    return told;
}

string texts(const std::vector<const Change*>& changes) {
    string text;
    for (const Change* change : changes) {
        text += (text.empty() ? "" : "; ") + change->text;
    }
    return text;
}

void add_notes(const Told& told, diag::Finding& finding, Context& context) {
    for (const Change* change : told.changes) {
        if (!change->items.empty() && change->facet != Facet::scope &&
            change->facet != Facet::level && change->facet != Facet::account) {
            finding.note(quoted_list(change->items));
        }
    }
    const Change& first = *told.changes.front();
    if (first.accepted) {
        finding.note("accepted by " + first.accepted->by + ": " + first.accepted->because);
        context.excuse();
        return;
    }
    if (first.waived) {
        finding.note("waived by a waiver that stood there before");
        context.excuse();
        return;
    }
    std::vector<string> ways;
    for (const Change* change : told.changes) {
        if (!change->accept_as.empty() &&
            std::ranges::find(ways, change->accept_as) == ways.end()) {
            ways.push_back(change->accept_as);
            finding.note("where it is meant: `accept " + change->accept_as +
                         " because \"…\" by TEAM`");
        }
    }
}

void about(const SubjectDiff& subject, diag::Finding& finding) {
    const bool is_key = subject.kind == SubjectDiff::Kind::credential;
    finding.about(is_key ? "" : subject.id, is_key ? subject.id : "");
}

}  // namespace

string name_of(const SubjectDiff& subject) {
    return subject.id.empty() ? "the workspace" : "`" + subject.id + "`";
}

void report_changes(const PolicyDiff& changes, std::string_view rule, Context& context) {
    for (const SubjectDiff& subject : changes.subjects) {
        if (rule == "access-widened" && (subject.unclear_before || subject.unclear_after)) {
            const std::string_view side = subject.unclear_after ? "new" : "old";
            diag::Finding finding =
                context.report(subject.where.value_or(Location{}), unclear, name_of(subject), side);
            about(subject, finding);
        }
        for (const Told& told : by_place(subject, rule)) {
            diag::Finding finding =
                context.report(told.where, changed, name_of(subject), texts(told.changes));
            about(subject, finding);
            add_notes(told, finding, context);
        }
    }
}

}  // namespace latchkey::lint

namespace latchkey {

std::string_view rule_of(const Change& change) {
    if (change.escalates) {
        return "verb-escalated";
    }
    if (change.by_catalog) {
        return "catalogue-widened";
    }
    return is_power(change.facet) ? "access-widened" : "control-weakened";
}

}  // namespace latchkey
