#include "catalog/names.h"
#include "catalog/openapi/overlay_reader.h"

#include <algorithm>
#include <array>
#include <utility>

namespace latchkey::catalog::openapi {
namespace {

constexpr auto overlay_keys = std::to_array<std::string_view>({"overlay", "provider"});
constexpr auto overlay_more = std::to_array<std::string_view>(
    {"notes", "import", "kinds", "limits", "scopes", "field_classes", "entities", "operations",
     "events", "secrets"});
constexpr auto provider_keys =
    std::to_array<std::string_view>({"id", "title", "version", "levels", "sources"});
constexpr auto source_keys = std::to_array<std::string_view>({"title", "date"});
constexpr auto rules_more =
    std::to_array<std::string_view>({"generations", "products", "security", "version_header",
                                     "user_role_scopes", "noise", "envelope"});
constexpr auto user_keys = std::to_array<std::string_view>({"schema", "property"});
constexpr auto scheme_keys = std::to_array<std::string_view>({"scheme", "levels", "kinds"});
constexpr auto scheme_more = std::to_array<std::string_view>({"products", "needs_none"});
constexpr auto event_keys = std::to_array<std::string_view>({"name", "entity", "scope"});
constexpr std::array<std::string_view, 0> no_keys{};

constexpr std::size_t most_levels = 8;
constexpr std::size_t most_kinds = 16;

}  // namespace

Names OverlayReader::names(Place list) {
    Names found;
    for (const Place at : rows(list)) {
        found.push_back(json_.text(at));
    }
    return found;
}

std::string_view OverlayReader::word(Place place, std::string_view what,
                                     std::span<const std::string_view> table) {
    const auto found = json_.word(place, what, table);
    return found.has_value() ? table[*found] : std::string_view();
}

Names OverlayReader::words(Place list, std::string_view what,
                           std::span<const std::string_view> table) {
    Names found;
    const std::uint32_t bits = list == JsonTree::none ? 0 : json_.words(list, what, table);
    for (std::size_t at = 0; at < table.size(); ++at) {
        if ((bits >> at & 1U) != 0) {
            found.push_back(table[at]);
        }
    }
    std::ranges::sort(found);
    return found;
}

std::string_view OverlayReader::reference(Place place, const NameList& list) {
    const std::string_view written = json_.text(place);
    if (!written.empty() && !list.find(written).has_value()) {
        json_.unknown(place, list.what(), written, list.names());
    }
    return written;
}

void OverlayReader::read_provider(Overlay& overlay) {
    const Place provider = top("provider");
    if (provider == JsonTree::none || !json_.object(provider, provider_keys)) {
        return;
    }
    overlay.id = json_.text(member(provider, "id"));
    overlay.title = json_.text(member(provider, "title"));
    overlay.version = json_.date(member(provider, "version"));
    overlay.levels = names(member(provider, "levels"));
    if (overlay.levels.size() > most_levels) {
        json_.problem(member(provider, "levels"), "has more than 8 levels");
        overlay.levels.resize(most_levels);
    }
    for (const Place at : rows(member(provider, "sources"))) {
        if (json_.object(at, source_keys)) {
            overlay.sources.emplace_back(json_.text(member(at, "title")),
                                         json_.date(member(at, "date")));
        }
    }
}

void OverlayReader::read_references(Overlay& overlay) {
    references_.levels = overlay.levels;
    const auto ids = [&](std::string_view list, std::string_view what) {
        Names found;
        for (const Place row : rows(top(list))) {
            const Place id = member(row, "id");
            if (id != JsonTree::none && json_.value(id).kind == JsonTree::Kind::text) {
                if (std::ranges::find(found, json_.value(id).text) != found.end()) {
                    json_.problem(id, "the " + std::string(what) + " " +
                                          quoted(json_.value(id).text) + " occurs twice");
                }
                found.push_back(json_.value(id).text);
            }
        }
        return NameList(what, std::move(found));
    };
    references_.kinds = ids("kinds", "kind");
    references_.entities = ids("entities", "entity");
    if (references_.kinds.names().size() > most_kinds) {
        json_.problem(top("kinds"), "has more than 16 kinds");
        references_.kinds = {};
    }
    for (const Place at : rows(top("kinds"))) {
        overlay.kinds.push_back(records_.kind(at));
    }
    std::ranges::sort(overlay.kinds, {}, &Kind::id);
}

SchemeRow OverlayReader::scheme(Place place) {
    SchemeRow row;
    if (!json_.object(place, scheme_keys, scheme_more)) {
        return row;
    }
    row.scheme = json_.text(member(place, "scheme"));
    row.products = names(member(place, "products"));
    row.levels = words(member(place, "levels"), "level", references_.levels);
    if (const Place kinds = member(place, "kinds");
        kinds != JsonTree::none && !json_.is_null(kinds)) {
        row.kinds = words(kinds, "kind", references_.kinds.names());
    }
    row.needs_none = flag(place, "needs_none");
    return row;
}

void OverlayReader::read_products(Place place, FileRules& files) {
    if (place == JsonTree::none) {
        return;
    }
    if (json_.value(place).kind != JsonTree::Kind::object) {
        json_.problem(place, "is no object from a file's name to what it is about");
        return;
    }
    for (Place at = json_.value(place).first; at != JsonTree::none; at = json_.value(at).next) {
        files.products.emplace_back(json_.value(at).key, json_.text(at));
    }
}

void OverlayReader::read_rules(ImportRules& rules) {
    const Place place = top("import");
    if (place == JsonTree::none || !json_.object(place, no_keys, rules_more)) {
        return;
    }
    rules.files.generations = names(member(place, "generations"));
    read_products(member(place, "products"), rules.files);
    rules.has_security = member(place, "security") != JsonTree::none;
    for (const Place at : rows(member(place, "security"))) {
        rules.security.push_back(scheme(at));
    }
    if (const Place header = member(place, "version_header"); header != JsonTree::none) {
        rules.version_header = json_.text(header);
    }
    if (const Place users = member(place, "user_role_scopes");
        users != JsonTree::none && json_.object(users, user_keys)) {
        rules.user_schema = json_.text(member(users, "schema"));
        rules.user_property = json_.text(member(users, "property"));
    }
    if (const Place noise = member(place, "noise"); noise != JsonTree::none) {
        rules.noise = names(noise);
    }
    if (const Place envelope = member(place, "envelope"); envelope != JsonTree::none) {
        rules.envelope = names(envelope);
    }
}

void OverlayReader::read_rest(Overlay& overlay) {
    for (const Place at : rows(top("limits"))) {
        overlay.limits.push_back(records_.quota(at));
    }
    for (const Place at : rows(top("events"))) {
        if (json_.object(at, event_keys)) {
            const Place scope = member(at, "scope");
            overlay.events.push_back(
                {.name = json_.text(member(at, "name")),
                 .entity = reference(member(at, "entity"), references_.entities),
                 .scope = json_.text_or_null(scope),
                 .place = node(scope)});
        }
    }
    std::ranges::stable_sort(overlay.events, {}, &EventRow::name);
    for (const Place at : rows(top("secrets"))) {
        overlay.secrets.push_back(records_.secret(at));
    }
    std::ranges::stable_sort(overlay.secrets, {}, &SecretShape::id);
}

Overlay OverlayReader::read() {
    Overlay overlay;
    json_.ignore("reason");
    const Place format = top("overlay");
    if (format != JsonTree::none && json_.number(format) > 1) {
        json_.problem(format, "is a format of overlays that is not known; 1 is");
        return overlay;
    }
    if (!json_.object(root_.place, overlay_keys, overlay_more)) {
        return overlay;
    }
    read_provider(overlay);
    read_references(overlay);
    overlay.rules = default_rules(overlay.id);
    read_rules(overlay.rules);
    for (const Place at : rows(top("scopes"))) {
        read_scope(at, overlay);
    }
    for (const Place at : rows(top("field_classes"))) {
        overlay.classes.push_back(class_row(at));
    }
    for (const Place at : rows(top("entities"))) {
        read_entity(at, overlay);
    }
    for (const Place at : rows(top("operations"))) {
        read_operation(at, overlay);
    }
    read_rest(overlay);
    return overlay;
}

ImportRules default_rules(std::string_view provider) {
    ImportRules rules;
    rules.files.provider = provider;
    rules.envelope = {"count",    "cursor", "has_more", "hasMore",    "links",
                      "message",  "meta",   "metadata", "next",       "nextCursor",
                      "nextPage", "page",   "pageSize", "pagination", "paging",
                      "previous", "status", "success",  "total",      "totalCount"};
    return rules;
}

Overlay read_overlay(Documents& documents, Node root, Problems& problems) {
    std::vector<LoadProblem> found;
    JsonReader json(documents.tree(root.document), found);
    Overlay overlay = OverlayReader(documents, root, json).read();
    for (LoadProblem& problem : found) {
        problems.add(documents.path(root.document), std::move(problem.pointer),
                     std::move(problem.message));
    }
    return overlay;
}

}  // namespace latchkey::catalog::openapi
