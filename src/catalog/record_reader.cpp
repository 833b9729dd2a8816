#include "catalog/record_reader.h"

#include "catalog/names.h"

#include <algorithm>
#include <tuple>

namespace latchkey::catalog {
namespace {

constexpr auto source_keys = std::to_array<std::string_view>({"title", "date", "sha256"});
constexpr auto kind_keys = std::to_array<std::string_view>(
    {"id", "title", "access", "levels", "lifetime", "lifetime_seconds", "rotate_days",
     "overlap_days", "webhooks", "personal", "support_ended", "replaced_by"});
constexpr auto quota_keys =
    std::to_array<std::string_view>({"requests", "per_seconds", "counted_per"});
constexpr auto scope_keys = std::to_array<std::string_view>(
    {"id", "levels", "tier", "reason", "status", "user_role", "implies"});
constexpr auto entity_keys =
    std::to_array<std::string_view>({"id", "parent", "classes", "personal", "fields"});
constexpr auto field_keys =
    std::to_array<std::string_view>({"name", "type", "class", "actions", "required"});
constexpr auto operation_keys = std::to_array<std::string_view>(
    {"method", "path", "id", "entity", "verb", "actions", "named", "effects", "kinds", "scopes",
     "levels", "versions", "deprecated", "parameters", "body", "evidence"});
constexpr auto parameter_keys = std::to_array<std::string_view>({"name", "in", "type"});
constexpr auto body_keys = std::to_array<std::string_view>({"name", "type", "required"});
constexpr auto event_keys = std::to_array<std::string_view>({"name", "entity", "scope"});
constexpr auto secret_keys =
    std::to_array<std::string_view>({"id", "title", "prefix", "pattern", "context"});
constexpr auto access_words = std::to_array<std::string_view>({"scoped", "full"});
constexpr auto lifetime_words = std::to_array<std::string_view>({"expiring", "static"});

template <typename Enum>
Enum value_or_first(std::optional<std::size_t> place) {
    return static_cast<Enum>(place.value_or(0));
}

bool is_sha256(std::string_view text) {
    return text.size() == 64 &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

NameList::NameList(std::string_view what, std::vector<std::string_view> names)
    : what_(what), names_(std::move(names)) {
    std::ranges::sort(names_);
    // Clang 14 rejects what std::ranges::unique answers in this standard library.
    names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
}

std::optional<std::uint32_t> NameList::find(std::string_view name) const {
    const auto at = std::ranges::lower_bound(names_, name);
    if (at == names_.end() || *at != name) {
        return std::nullopt;
    }
    return static_cast<std::uint32_t>(at - names_.begin());
}

std::string_view RecordReader::keep(std::string_view text) {
    if (const auto found = kept_.find(text); found != kept_.end()) {
        return *found;
    }
    return *kept_.insert(arena_.keep_text(text)).first;
}

std::string_view RecordReader::text(Place object, std::string_view key) {
    return keep(json_.text(member(object, key)));
}

std::span<const std::string_view> RecordReader::texts(Place list) {
    std::vector<std::string_view> found;
    for (const Place at : json_.list(list)) {
        found.push_back(keep(json_.text(at)));
    }
    return arena_.keep(found);
}

LevelSet RecordReader::levels(Place object) {
    return static_cast<LevelSet>(
        json_.words(member(object, "levels"), "level", references_.levels));
}

KindSet RecordReader::kinds(Place place) {
    if (place == JsonTree::none || json_.is_null(place)) {
        return 0;
    }
    const auto bits = json_.words(place, references_.kinds.what(), references_.kinds.names());
    if (json_.value(place).kind == JsonTree::Kind::list && json_.value(place).size == 0) {
        json_.problem(place, "is empty; `null` says that every kind has it");
    }
    return static_cast<KindSet>(bits);
}

ValueType RecordReader::type(Place object) {
    return value_or_first<ValueType>(
        json_.word(member(object, "type"), "type", names::value_types));
}

std::optional<std::uint32_t> RecordReader::reference(Place place, const NameList& names) {
    const std::string_view written = json_.text(place);
    if (written.empty()) {
        return std::nullopt;
    }
    const std::optional<std::uint32_t> found = names.find(written);
    if (!found.has_value()) {
        json_.unknown(place, names.what(), written, names.names());
    }
    return found;
}

template <typename T>
void RecordReader::report_repeated(std::span<const T> sorted, Place place, std::string_view what) {
    if (std::ranges::adjacent_find(sorted) != sorted.end()) {
        json_.problem(place, "names the same " + std::string(what) + " twice");
    }
}

template <typename T>
std::span<const Id<T>> RecordReader::references(Place place, const NameList& names) {
    std::vector<Id<T>> found;
    for (const Place at : json_.list(place)) {
        if (const std::optional<std::uint32_t> index = reference(at, names); index.has_value()) {
            found.push_back({*index});
        }
    }
    std::ranges::sort(found);
    report_repeated<Id<T>>(found, place, names.what());
    return arena_.keep(found);
}

std::pair<ActionSet, std::span<const Id<Verb>>> RecordReader::actions(Place place) {
    ActionSet base;
    std::vector<Id<Verb>> verbs;
    for (const Place at : json_.list(place)) {
        const std::string_view written = json_.text(at);
        if (const std::optional<Action> action = find_action(written); action.has_value()) {
            if (base.contains(*action)) {
                json_.problem(at, quoted(written) + " occurs twice");
            }
            base.insert(*action);
        } else if (const auto index = reference(at, references_.verbs); index.has_value()) {
            verbs.push_back({*index});
        }
    }
    std::ranges::sort(verbs);
    report_repeated<Id<Verb>>(verbs, place, "verb");
    return {base, arena_.keep(verbs)};
}

Source RecordReader::source(Place place) {
    Source found;
    if (json_.object(place, source_keys)) {
        found.title = text(place, "title");
        found.date = keep(json_.date(member(place, "date")));
        found.sha256 = keep(json_.text_or_null(member(place, "sha256")));
        if (!found.sha256.empty() && !is_sha256(found.sha256)) {
            json_.problem(member(place, "sha256"), "is not 64 hexadecimal digits in lower case");
        }
    }
    return found;
}

Kind RecordReader::kind(Place place) {
    Kind found;
    if (!json_.object(place, kind_keys)) {
        return found;
    }
    found.id = text(place, "id");
    found.title = text(place, "title");
    found.full_access = json_.word(member(place, "access"), "access", access_words) == 1;
    found.levels = levels(place);
    found.is_static = json_.word(member(place, "lifetime"), "lifetime", lifetime_words) == 1;
    found.lifetime_seconds = json_.number_or_null(member(place, "lifetime_seconds"));
    found.rotate_days = json_.number_or_null(member(place, "rotate_days"));
    found.overlap_days = json_.number_or_null(member(place, "overlap_days"), 0);
    found.webhooks = json_.boolean(member(place, "webhooks"));
    found.personal = json_.boolean(member(place, "personal"));
    found.support_ended = keep(json_.date_or_null(member(place, "support_ended")));
    if (const Place other = member(place, "replaced_by");
        other != JsonTree::none && !json_.is_null(other)) {
        found.replaced_by =
            reference(other, references_.kinds).has_value() ? text(place, "replaced_by") : "";
    }
    return found;
}

Quota RecordReader::quota(Place place) {
    Quota found;
    if (json_.object(place, quota_keys)) {
        found.requests = json_.number(member(place, "requests"));
        found.per_seconds = json_.number(member(place, "per_seconds"));
        found.counted_per = text(place, "counted_per");
    }
    return found;
}

Scope RecordReader::scope(Place place) {
    Scope found;
    if (!json_.object(place, scope_keys)) {
        return found;
    }
    found.id = text(place, "id");
    found.levels = levels(place);
    found.tier = value_or_first<Tier>(json_.word(member(place, "tier"), "tier", names::tiers));
    found.reason = keep(json_.text_or_empty(member(place, "reason")));
    found.status = value_or_first<ScopeStatus>(
        json_.word(member(place, "status"), "status", names::scope_statuses));
    found.user_role = json_.boolean(member(place, "user_role"));
    found.implies = references<Scope>(member(place, "implies"), references_.scopes);
    return found;
}

Field RecordReader::field(Place place, DataClassSet entity_classes) {
    Field found;
    if (!json_.object(place, field_keys)) {
        return found;
    }
    found.name = text(place, "name");
    found.type = type(place);
    found.classes = entity_classes;
    if (const Place own = member(place, "class"); own != JsonTree::none && !json_.is_null(own)) {
        const auto index = json_.word(own, "data class", names::data_classes);
        found.classes = {};
        found.classes.insert(value_or_first<DataClass>(index));
    }
    std::tie(found.actions, found.verbs) = actions(member(place, "actions"));
    std::tie(found.required, found.required_verbs) = actions(member(place, "required"));
    return found;
}

Entity RecordReader::entity(Place place) {
    Entity found;
    if (!json_.object(place, entity_keys)) {
        return found;
    }
    found.id = text(place, "id");
    if (const Place parent = member(place, "parent");
        parent != JsonTree::none && !json_.is_null(parent)) {
        found.parent =
            reference(parent, references_.entities).has_value() ? text(place, "parent") : "";
    }
    found.classes.bits = static_cast<std::uint16_t>(
        json_.words(member(place, "classes"), "data class", names::data_classes));
    found.personal = json_.boolean(member(place, "personal"));
    std::vector<Field> fields;
    for (const Place at : json_.list(member(place, "fields"))) {
        fields.push_back(field(at, found.classes));
    }
    std::ranges::stable_sort(fields, std::ranges::less{}, &Field::name);
    const auto repeated = std::ranges::adjacent_find(fields, std::ranges::equal_to{}, &Field::name);
    if (repeated != fields.end()) {
        json_.problem(member(place, "fields"),
                      "the field " + quoted(repeated->name) + " occurs twice");
    }
    found.fields = arena_.keep(fields);
    return found;
}

Parameter RecordReader::parameter(Place place) {
    Parameter found;
    if (json_.object(place, parameter_keys)) {
        found.name = text(place, "name");
        found.in =
            value_or_first<Parameter::In>(json_.word(member(place, "in"), "place", names::places));
        found.type = type(place);
    }
    return found;
}

BodyField RecordReader::body_field(Place place) {
    BodyField found;
    if (json_.object(place, body_keys)) {
        found.name = text(place, "name");
        found.type = type(place);
        found.required = json_.boolean(member(place, "required"));
    }
    return found;
}

std::span<const Alternative> RecordReader::alternatives(Place place) {
    std::vector<Alternative> found;
    for (const Place at : json_.list(place)) {
        found.push_back(references<Scope>(at, references_.scopes));
        if (json_.value(at).kind == JsonTree::Kind::list && json_.value(at).size == 0) {
            json_.problem(at, "is empty; where no scope is needed, the whole list is empty");
        }
    }
    std::ranges::sort(found, [](Alternative left, Alternative right) {
        return std::ranges::lexicographical_compare(left, right);
    });
    if (std::ranges::adjacent_find(found, std::ranges::equal) != found.end()) {
        json_.problem(place, "names the same alternative twice");
    }
    return arena_.keep(found);
}

/// Who may call it: kinds, scopes, levels.
void RecordReader::read_reach(Operation& found, Place place) {
    found.kinds = kinds(member(place, "kinds"));
    found.levels = levels(place);
    const Place scopes = member(place, "scopes");
    found.requirement_known = scopes != JsonTree::none && !json_.is_null(scopes);
    if (found.requirement_known) {
        found.alternatives = alternatives(scopes);
    }
}

Operation RecordReader::operation(Place place) {
    Operation found;
    if (!json_.object(place, operation_keys)) {
        return found;
    }
    found.method =
        value_or_first<Method>(json_.word(member(place, "method"), "method", names::methods));
    found.path = text(place, "path");
    if (!found.path.empty() && !found.path.starts_with('/')) {
        json_.problem(member(place, "path"), quoted(found.path) + " does not begin with `/`");
    }
    found.id = text(place, "id");
    found.entity = {reference(member(place, "entity"), references_.entities).value_or(0)};
    found.verb = {reference(member(place, "verb"), references_.verbs).value_or(0)};
    found.actions.bits = static_cast<std::uint8_t>(
        json_.words(member(place, "actions"), "base action", names::actions));
    found.named = json_.boolean(member(place, "named"));
    found.effects.bits = json_.words(member(place, "effects"), "effect", names::effects);
    read_reach(found, place);
    found.versions = texts(member(place, "versions"));
    found.deprecated = json_.boolean(member(place, "deprecated"));
    std::vector<Parameter> parameters;
    for (const Place at : json_.list(member(place, "parameters"))) {
        parameters.push_back(parameter(at));
    }
    std::ranges::stable_sort(parameters, std::ranges::less{}, &Parameter::name);
    found.parameters = arena_.keep(parameters);
    std::vector<BodyField> body;
    for (const Place at : json_.list(member(place, "body"))) {
        body.push_back(body_field(at));
    }
    std::ranges::stable_sort(body, std::ranges::less{}, &BodyField::name);
    found.body = arena_.keep(body);
    found.evidence = value_or_first<Evidence>(
        json_.word(member(place, "evidence"), "evidence", names::evidence));
    return found;
}

Event RecordReader::event(Place place) {
    Event found;
    if (!json_.object(place, event_keys)) {
        return found;
    }
    found.name = text(place, "name");
    found.entity = {reference(member(place, "entity"), references_.entities).value_or(0)};
    const Place scope = member(place, "scope");
    if (scope != JsonTree::none && !json_.is_null(scope)) {
        const std::optional<std::uint32_t> index = reference(scope, references_.scopes);
        found.scope = index.has_value() ? std::optional(Id<Scope>{*index}) : std::nullopt;
    }
    return found;
}

SecretShape RecordReader::secret(Place place) {
    SecretShape found;
    if (json_.object(place, secret_keys)) {
        found.id = text(place, "id");
        found.title = text(place, "title");
        found.prefix = keep(json_.text_or_empty(member(place, "prefix")));
        found.pattern = text(place, "pattern");
        found.context = texts(member(place, "context"));
    }
    return found;
}

}  // namespace latchkey::catalog
