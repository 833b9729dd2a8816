#include "catalog/openapi/records.h"

#include <algorithm>

namespace latchkey::catalog::openapi {
namespace {

/// Wrappers around wrappers; nobody nests them deeper.
constexpr int most_wrappers = 4;

bool holds(const Names& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

}  // namespace

std::vector<Property> Records::without_noise(const std::vector<Property>& all) const {
    std::vector<Property> found;
    std::ranges::copy_if(all, std::back_inserter(found),
                         [&](const Property& one) { return !holds(rules_.noise, one.name); });
    return found;
}

std::vector<Property> Records::unwrap_named(Node schema, std::string_view wanted) {
    if (wanted == "-") {
        return {};
    }
    while (!wanted.empty()) {
        const std::size_t end = std::min(wanted.find('.'), wanted.size());
        const std::vector<Property>& all = schemas_.properties(schema);
        const auto found = std::ranges::find(all, wanted.substr(0, end), &Property::name);
        if (found == all.end()) {
            return {};
        }
        schema = found->schema;
        wanted.remove_prefix(std::min(end + 1, wanted.size()));
    }
    return without_noise(schemas_.properties(schema));
}

/// While all but one property is envelope, that one holds the record.
std::vector<Property> Records::unwrap(Node schema) {
    const std::vector<Property>* all = nullptr;
    for (int wrappers = 0; wrappers < most_wrappers; ++wrappers) {
        all = &schemas_.properties(schema);
        const auto is_inner = [&](const Property& one) {
            return !holds(rules_.envelope, one.name);
        };
        const auto inner = std::ranges::find_if(*all, is_inner);
        if (inner == all->end()) {
            return {};
        }
        const ValueType type = schemas_.type_of(inner->schema);
        const bool holds_more = type == ValueType::object || type == ValueType::array;
        if (std::ranges::count_if(*all, is_inner) > 1 || !holds_more) {
            break;
        }
        if (schemas_.properties(inner->schema).empty()) {
            const bool plain = schemas_.is_plain_list(inner->schema);
            return plain ? std::vector<Property>{*inner} : std::vector<Property>();
        }
        schema = inner->schema;
    }
    return without_noise(*all);
}

std::vector<Property> Records::record(const Statement& statement,
                                      std::optional<std::string_view> wanted) {
    std::vector<Node> answers =
        documents_.members(documents_.member(statement.operation, "responses"));
    std::ranges::sort(answers, {}, [&](Node one) { return documents_.name(one); });
    PropertyList found;
    for (const Node answer : answers) {
        if (!documents_.name(answer).starts_with('2')) {
            continue;
        }
        const Node holder = documents_.resolve(answer);
        if (!documents_.demand(holder, Documents::Kind::object)) {
            continue;
        }
        for (const Node schema : schemas_.content_schemas(holder)) {
            found.add(wanted.has_value() ? unwrap_named(schema, *wanted) : unwrap(schema));
        }
    }
    return found.take();
}

}  // namespace latchkey::catalog::openapi
