#include "catalog/json_reader.h"
#include "catalog/names.h"
#include "catalog/path.h"
#include "catalog/verifier.h"

#include <algorithm>
#include <array>
#include <compare>

namespace latchkey::catalog {
namespace {

/// What an import makes the entity of an operation that nobody has judged.
constexpr std::string_view unreviewed = "unreviewed";

std::string name_of(const Operation& operation) {
    return "`" + std::string(to_string(operation.method)) + " " + std::string(operation.path) + "`";
}

/// The base of the verbs that the language itself gives a meaning; nothing for the provider's own.
std::optional<ActionSet> base_of(std::string_view verb) {
    ActionSet base;
    if (verb == "upsert") {
        base.insert(Action::create);
        base.insert(Action::update);
        return base;
    }
    const std::optional<Action> action = find_action(verb);
    if (!action.has_value()) {
        return std::nullopt;
    }
    base.insert(*action);
    return base;
}

/// Whether some text fits both segments, neither of which is the other or takes everything.
bool both_fit(std::string_view left, std::string_view right) {
    const auto before = [](std::string_view segment) {
        return segment.substr(0, segment.find('{'));
    };
    const auto after = [](std::string_view segment) {
        return segment.substr(segment.rfind('}') + 1);
    };
    const bool beginnings =
        before(left).starts_with(before(right)) || before(right).starts_with(before(left));
    const bool ends = after(left).ends_with(after(right)) || after(right).ends_with(after(left));
    return beginnings && ends;
}

/// Whether a request can fit both paths and nothing tells them apart. A literal, or a parameter
/// within a literal, wins over a parameter, and the leftmost such place decides; what is left are
/// segments like `{name}.csv` and `report.{type}`.
bool ambiguous(std::string_view left, std::string_view right) {
    Segments first(left);
    Segments second(right);
    bool undecided = false;
    while (true) {
        const std::optional<std::string_view> mine = first.next();
        const std::optional<std::string_view> other = second.next();
        if (!mine.has_value() || !other.has_value()) {
            return undecided && mine.has_value() == other.has_value();
        }
        if (std::is_eq(compare_paths(*mine, *other))) {
            continue;
        }
        const bool mixed = has_parameter(*mine) && has_parameter(*other);
        const bool whole =
            std::is_eq(compare_paths(*mine, "{}")) || std::is_eq(compare_paths(*other, "{}"));
        const bool fit = mixed ? whole || both_fit(*mine, *other)
                               : stands_for(*mine, *other) || stands_for(*other, *mine);
        const bool decides = !mixed || whole;
        if (!fit || (decides && !undecided)) {
            return false;
        }
        undecided = true;
    }
}

template <typename List, typename Member>
std::optional<std::string_view> repeated(const List& list, Member member) {
    std::vector<std::string_view> names;
    for (const auto& row : list) {
        names.push_back(row.*member);
    }
    std::ranges::sort(names);
    const auto found = std::ranges::adjacent_find(names);
    return found == names.end() ? std::nullopt : std::optional(*found);
}

}  // namespace

bool Verifier::has_event(std::size_t entity) const {
    return std::ranges::any_of(catalog_.events,
                               [&](const Event& event) { return event.entity.index == entity; });
}

void Verifier::check_parents(std::size_t index) {
    // As many steps as there are entities reach every parent there is, or go round.
    std::string_view parent = catalog_.entities[index].parent;
    for (std::size_t steps = 0; steps < catalog_.entities.size() && !parent.empty(); ++steps) {
        if (parent == catalog_.entities[index].id) {
            report(entities(), index, "parent", quoted(parent) + " is its own ancestor");
            return;
        }
        const std::optional<Id<Entity>> found = catalog_.find_entity(parent);
        parent = found.has_value() ? catalog_[*found].parent : std::string_view();
    }
}

void Verifier::check_field(std::size_t index, const Field& field) {
    const Entity& entity = catalog_.entities[index];
    const std::string name = quoted(field.name) + " of " + quoted(entity.id);
    if (field.classes.empty()) {
        report(entities(), index, "fields",
               name + " has no data class, and neither has the entity");
    }
    if (field.actions.empty() && field.verbs.empty()) {
        report(entities(), index, "fields", name + " is part of no action");
    }
    if (!field.actions.contains_all(field.required) ||
        !std::ranges::includes(field.verbs, field.required_verbs)) {
        report(entities(), index, "fields",
               name + " is required for an action that it is not part of");
    }
    ActionSet had;
    for (const Id<Operation> operation : entity.operations) {
        had |= catalog_[operation].actions;
    }
    if (!had.contains_all(field.actions) || !std::ranges::includes(entity.verbs, field.verbs)) {
        report(entities(), index, "fields", name + " is part of an action that no operation has");
    }
}

void Verifier::check_entities() {
    for (std::size_t at = 0; at < catalog_.entities.size(); ++at) {
        const Entity& entity = catalog_.entities[at];
        check_name(entities(), at, entity.id);
        if (entity.id == "any") {
            report(entities(), at, "id", "`any` is a word of the language");
        }
        if (entity.operations.empty() && !has_event(at)) {
            report(entities(), at, "", quoted(entity.id) + " has no operation and no event");
        }
        check_parents(at);
        for (const Field& field : entity.fields) {
            check_field(at, field);
        }
    }
}

void Verifier::check_action(std::size_t index, const Operation& operation) {
    const std::string_view verb = catalog_[operation.verb].id;
    const std::string has = name_of(operation) + " has the verb " + quoted(verb);
    if (names::find(names::reserved_verbs, verb).has_value()) {
        report(operations(), index, "verb", has + ", a word of the language");
    } else if (!is_name(verb)) {
        report(operations(), index, "verb", has + ", which no policy can write");
    }
    if (const std::optional<ActionSet> base = base_of(verb); base.has_value()) {
        if (*base != operation.actions) {
            report(operations(), index, "actions", has + " and other base actions");
        }
        if (operation.named) {
            report(operations(), index, "named", has + ", which is never a named one");
        }
        return;
    }
    if (!operation.named && operation.actions.empty()) {
        report(operations(), index, "named",
               name_of(operation) + " has no base action and is not named");
    }
    // A search reads, whatever else it does.
    if (!operation.named && !operation.effects.empty() && verb != "search") {
        report(operations(), index, "named", has + " and an effect, and is not named");
    }
}

void Verifier::check_parameters(std::size_t index, const Operation& operation) {
    const std::vector<std::string_view> in_path = parameter_names(operation.path);
    for (const std::string_view name : in_path) {
        const bool listed =
            std::ranges::any_of(operation.parameters, [&](const Parameter& parameter) {
                return parameter.in == Parameter::In::path && parameter.name == name;
            });
        if (!listed) {
            report(operations(), index, "parameters",
                   name_of(operation) + " does not list " + quoted(name));
        }
    }
    for (const Parameter& parameter : operation.parameters) {
        const bool absent = std::ranges::find(in_path, parameter.name) == in_path.end();
        if (parameter.in == Parameter::In::path && absent) {
            report(operations(), index, "parameters",
                   quoted(parameter.name) + " is not in the path of " + name_of(operation));
        }
    }
    std::vector<Parameter> queries;
    std::ranges::copy_if(
        operation.parameters, std::back_inserter(queries),
        [](const Parameter& parameter) { return parameter.in == Parameter::In::query; });
    if (const auto twice = repeated(queries, &Parameter::name); twice.has_value()) {
        report(operations(), index, "parameters",
               name_of(operation) + " lists " + quoted(*twice) + " twice");
    }
    if (const auto twice = repeated(operation.body, &BodyField::name); twice.has_value()) {
        report(operations(), index, "body",
               name_of(operation) + " lists " + quoted(*twice) + " twice");
    }
}

/// Whether any credential can have it: a kind and a level that fit, and scopes of such a level.
void Verifier::check_reach(std::size_t index, const Operation& operation) {
    bool reached = catalog_.kinds.empty();
    for (std::size_t at = 0; at < catalog_.kinds.size(); ++at) {
        const bool kind_has = operation.kinds == 0 || (operation.kinds >> at & 1U) != 0;
        const bool level_has =
            operation.levels == 0 || (operation.levels & catalog_.kinds[at].levels) != 0;
        reached = reached || (kind_has && level_has);
    }
    if (!reached) {
        report(operations(), index, "levels", "no credential kind reaches " + name_of(operation));
    }
    for (const Alternative alternative : operation.alternatives) {
        for (const Id<Scope> id : alternative) {
            const Scope& scope = catalog_[id];
            if (operation.levels != 0 && scope.levels != 0 &&
                (operation.levels & scope.levels) == 0) {
                report(operations(), index, "scopes",
                       quoted(scope.id) + " is of no level that " + name_of(operation) + " has");
            }
        }
    }
}

void Verifier::check_operations() {
    for (std::size_t at = 0; at < catalog_.operations.size(); ++at) {
        const Operation& operation = catalog_.operations[at];
        if (at > 0 && std::is_eq(compare_operations(catalog_.operations[at - 1], operation))) {
            report(operations(), at, "path", name_of(operation) + " occurs twice");
        }
        if (catalog_[operation.entity].id == unreviewed) {
            report(operations(), at, "entity",
                   name_of(operation) + " is of no entity yet: the overlay says nothing about it");
        }
        check_action(at, operation);
        check_parameters(at, operation);
        check_reach(at, operation);
    }
}

void Verifier::check_overlaps() {
    const auto all = catalog_.operations;
    for (std::size_t at = 0; at < all.size(); ++at) {
        for (std::size_t other = at + 1; other < all.size(); ++other) {
            if (all[at].method == all[other].method && ambiguous(all[at].path, all[other].path)) {
                report(operations(), other, "path",
                       name_of(all[at]) + " and " + name_of(all[other]) + " fit the same requests");
            }
        }
    }
}

}  // namespace latchkey::catalog
