#include "emit/json.h"
#include "workspace/diff_render.h"

#include <array>
#include <utility>

namespace latchkey::workspace {
namespace {

using emit::json::List;
using emit::json::Object;
using emit::json::Value;

class JsonDiff {
public:
    explicit JsonDiff(const PolicyDiff& diff) : diff_(diff) {}

    Object whole() const {
        Object object;
        object.add("diff_version", std::int64_t{1});
        object.add("before", std::string_view(diff_.before));
        object.add("after", std::string_view(diff_.after));
        object.add("summary", std::string_view(diff_.summary));
        object.add("fails_on", failing());
        object.add("integrations", emit::json::count(diff_.integrations));
        List subjects;
        for (const SubjectDiff& one : diff_.subjects) {
            subjects.emplace_back(subject(one));
        }
        object.add("subjects", std::move(subjects));
        object.add("unused_acceptances", unused());
        object.add("self_exempting_waivers", exemptions());
        object.add("errors", errors());
        object.add("remarks", texts(diff_.remarks));
        return object;
    }

private:
    List failing() const {
        constexpr std::array<std::pair<DiffThreshold, std::string_view>, 3> names{
            {{DiffThreshold::escalated, "escalated"},
             {DiffThreshold::widened, "widened"},
             {DiffThreshold::any, "any"}}};
        List list;
        for (const auto& [threshold, name] : names) {
            if (fails(diff_, threshold)) {
                list.emplace_back(name);
            }
        }
        return list;
    }

    static List texts(const std::vector<std::string>& items) {
        List list;
        for (const std::string& item : items) {
            list.emplace_back(std::string_view(item));
        }
        return list;
    }

    static Value text_or_null(const std::string& text) {
        return text.empty() ? Value() : Value(std::string_view(text));
    }

    Value place(const std::optional<Location>& where) const {
        if (!where) {
            return nullptr;
        }
        const auto at = static_cast<std::size_t>(where->file);
        const SourceFile& file = *diff_.files[at];
        const Position begin = file.position(where->span.begin);
        const bool old = at >= diff_.first_old_file;
        Object object;
        object.add("side", old ? "before" : "after");
        object.add("file", (old ? "" : diff_.prefix_after) + file.path());
        object.add("line", std::int64_t{begin.line});
        object.add("column", std::int64_t{begin.column});
        return object;
    }

    Value accepted(const std::optional<AcceptedChange>& one) const {
        if (!one) {
            return nullptr;
        }
        Object object;
        object.add("because", std::string_view(one->because));
        object.add("by", std::string_view(one->by));
        object.add("where", place(one->where));
        return object;
    }

    Object change(const Change& one) const {
        Object object;
        object.add("facet", to_string(one.facet));
        object.add("direction", to_string(one.direction));
        object.add("escalates", one.escalates);
        object.add("by_catalogue", one.by_catalog);
        object.add("rule", gives(one.direction) ? Value(rule_of(one)) : Value());
        object.add("text", std::string_view(one.text));
        object.add("items", texts(one.items));
        object.add("before", text_or_null(one.before));
        object.add("after", text_or_null(one.after));
        object.add("where", place(one.where));
        object.add("was", place(one.was));
        object.add("accept_as", text_or_null(one.accept_as));
        object.add("accepted", accepted(one.accepted));
        object.add("waived", one.waived);
        return object;
    }

    Object subject(const SubjectDiff& one) const {
        constexpr std::array<std::string_view, 3> kinds{"integration", "credential", "workspace"};
        constexpr std::array<std::string_view, 3> presences{"same", "gained", "lost"};
        Object object;
        object.add("kind", kinds.at(static_cast<std::size_t>(one.kind)));
        object.add("id", text_or_null(one.id));
        object.add("title", text_or_null(one.title));
        object.add("renamed_from", text_or_null(one.renamed_from));
        object.add("presence", presences.at(static_cast<std::size_t>(one.presence)));
        object.add("direction", to_string(one.direction));
        object.add("vanished", one.vanished);
        List unclear;
        if (one.unclear_before) {
            unclear.emplace_back("before");
        }
        if (one.unclear_after) {
            unclear.emplace_back("after");
        }
        object.add("unclear", std::move(unclear));
        object.add("where", place(one.where));
        List changes;
        for (const Change& each : one.changes) {
            changes.emplace_back(change(each));
        }
        object.add("changes", std::move(changes));
        return object;
    }

    List unused() const {
        List list;
        for (const UnusedAcceptance& one : diff_.unused) {
            Object object;
            object.add("subject", std::string_view(one.subject));
            object.add("part", text_or_null(one.part));
            object.add("old", one.old);
            object.add("where", place(one.where));
            list.emplace_back(std::move(object));
        }
        return list;
    }

    List exemptions() const {
        List list;
        for (const SelfExemption& one : diff_.exemptions) {
            Object object;
            object.add("rule", std::string_view(one.rule));
            object.add("subject", std::string_view(one.subject));
            object.add("where", place(one.where));
            object.add("waives", std::string_view(one.message));
            object.add("at", place(one.finding));
            object.add("accepted", accepted(one.accepted));
            list.emplace_back(std::move(object));
        }
        return list;
    }

    Object errors() const {
        Object object;
        object.add("before", emit::json::count(diff_.errors_before));
        object.add("after", emit::json::count(diff_.errors_after));
        return object;
    }

    const PolicyDiff& diff_;
};

}  // namespace

std::string render_diff_json(const PolicyDiff& diff) {
    return emit::json::pretty(JsonDiff(diff).whole());
}

}  // namespace latchkey::workspace
