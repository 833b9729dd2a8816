#include "emit/json.h"
#include "workspace/catalog_diff_render.h"

#include <utility>

namespace latchkey::workspace {
namespace {

using emit::json::List;
using emit::json::Object;
using emit::json::Value;

Object side(const CatalogSide& catalog) {
    Object object;
    object.add("from", std::string_view(catalog.from));
    object.add("version", std::string_view(catalog.version));
    object.add("digest", std::string_view(catalog.digest));
    object.add("operations", emit::json::count(catalog.operations));
    object.add("scopes", emit::json::count(catalog.scopes));
    object.add("entities", emit::json::count(catalog.entities));
    object.add("events", emit::json::count(catalog.events));
    return object;
}

List texts(const std::vector<std::string>& words) {
    List list;
    for (const std::string& word : words) {
        list.push_back(std::string_view(word));
    }
    return list;
}

List facts(const std::vector<FactChange>& changes, Presence presence) {
    List list;
    for (const FactChange& change : changes) {
        Object object;
        object.add("fact", std::string_view(change.fact));
        if (presence != Presence::gained) {
            object.add("before", std::string_view(change.before));
        }
        if (presence != Presence::lost) {
            object.add("after", std::string_view(change.after));
        }
        object.add("widens", change.widens);
        list.push_back(std::move(object));
    }
    return list;
}

List opened(const std::vector<OpenedChange>& changes) {
    List list;
    for (const OpenedChange& change : changes) {
        Object object;
        object.add(change.is_event ? "event" : "operation", std::string_view(change.name));
        object.add("other_side", to_string(change.why));
        object.add("with", texts(change.with));
        list.push_back(std::move(object));
    }
    return list;
}

List scopes(const std::vector<ScopeChange>& changes) {
    List list;
    for (const ScopeChange& change : changes) {
        Object object;
        object.add("scope", std::string_view(change.name));
        object.add("change", to_string(change.presence));
        object.add("facts", facts(change.facts, change.presence));
        object.add("opens_more", opened(change.opens_more));
        object.add("opens_less", opened(change.opens_less));
        object.add("held_by", texts(change.held_by));
        list.push_back(std::move(object));
    }
    return list;
}

List records(std::string_view key, const std::vector<RecordChange>& changes, bool has_users) {
    List list;
    for (const RecordChange& change : changes) {
        Object object;
        object.add(key, std::string_view(change.name));
        object.add("change", to_string(change.presence));
        object.add("facts", facts(change.facts, change.presence));
        if (has_users) {
            object.add("used_by", texts(change.used_by));
        }
        list.push_back(std::move(object));
    }
    return list;
}

}  // namespace

std::string render_catalog_diff_json(const CatalogDiff& diff) {
    Object object;
    object.add("catalog_diff_version", std::int64_t{1});
    object.add("provider", std::string_view(diff.after.provider));
    object.add("before", side(diff.before));
    object.add("after", side(diff.after));
    object.add("widened", diff.widened());
    object.add("scopes", scopes(diff.scopes));
    object.add("operations", records("operation", diff.operations, true));
    object.add("entities", records("entity", diff.entities, false));
    object.add("events", records("event", diff.events, true));
    object.add("kinds", records("kind", diff.kinds, false));
    return emit::json::pretty(std::move(object));
}

}  // namespace latchkey::workspace
