#include "catalog/json_reader.h"
#include "catalog/names.h"
#include "catalog/verifier.h"

#include <algorithm>
#include <utility>

namespace latchkey::catalog {
namespace {

constexpr bool is_letter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           character == '_';
}

constexpr bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

/// The literal text that an RE2 pattern of plain characters and escaped punctuation spells.
std::string without_escapes(std::string_view pattern) {
    std::string found;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        const bool escape = pattern[at] == '\\' && at + 1 < pattern.size() &&
                            !is_letter(pattern[at + 1]) && !is_digit(pattern[at + 1]);
        at += escape ? 1 : 0;
        found += pattern[at];
    }
    return found;
}

}  // namespace

bool is_name(std::string_view text) {
    bool part_begins = true;
    for (const char character : text) {
        const bool joins = character == '.' || character == '/' || character == '-';
        if (part_begins ? !is_letter(character)
                        : !joins && !is_letter(character) && !is_digit(character)) {
            return false;
        }
        part_begins = joins;
    }
    return !part_begins;
}

void Verifier::report(const List& list, std::size_t index, std::string_view key,
                      std::string message) {
    const std::size_t place = index < list.order.size() ? list.order[index] : index;
    std::string pointer = "/" + std::string(list.name) + "/" + std::to_string(place);
    pointer += key.empty() ? "" : "/" + std::string(key);
    problems_.push_back({.pointer = std::move(pointer), .message = std::move(message)});
}

void Verifier::check_name(const List& list, std::size_t index, std::string_view name) {
    if (!is_name(name)) {
        report(list, index, "id", "no policy can write the name " + quoted(name));
    }
}

void Verifier::check_provider() {
    if (!is_name(catalog_.id)) {
        problems_.push_back(
            {"/provider/id", "no policy can write the name " + quoted(catalog_.id)});
    }
    for (std::size_t at = 0; at < catalog_.levels.size(); ++at) {
        if (!is_name(catalog_.levels[at])) {
            problems_.push_back({"/provider/levels/" + std::to_string(at),
                                 "no policy can write the name " + quoted(catalog_.levels[at])});
        }
    }
    if (catalog_.levels.empty()) {
        problems_.push_back(
            {"/provider/levels", "there is no level, and a credential must have one"});
    }
    if (catalog_.sources.empty()) {
        problems_.push_back({"/provider/sources", "there is no source"});
    }
    if (catalog_.kinds.empty()) {
        problems_.push_back({"/kinds", "there is no credential kind"});
    }
}

void Verifier::check_kinds() {
    for (std::size_t at = 0; at < catalog_.kinds.size(); ++at) {
        const Kind& kind = catalog_.kinds[at];
        check_name(kinds(), at, kind.id);
        if (kind.levels == 0) {
            report(kinds(), at, "levels", quoted(kind.id) + " has no level");
        }
        if (kind.is_static && kind.lifetime_seconds.has_value()) {
            report(kinds(), at, "lifetime_seconds",
                   quoted(kind.id) + " is static and yet has a lifetime");
        }
        if (kind.replaced_by == kind.id) {
            report(kinds(), at, "replaced_by", quoted(kind.id) + " replaces itself");
        }
    }
}

bool Verifier::named_by_other(std::size_t scope) const {
    const Id<Scope> id{static_cast<std::uint32_t>(scope)};
    return std::ranges::any_of(catalog_.scopes, [&](const Scope& other) {
        return std::ranges::find(other.implies, id) != other.implies.end();
    });
}

void Verifier::check_implied_cycle(std::size_t index) {
    const Id<Scope> start{static_cast<std::uint32_t>(index)};
    ScopeSet reached(catalog_.scopes.size());
    std::vector<Id<Scope>> waiting{start};
    while (!waiting.empty()) {
        const Id<Scope> at = waiting.back();
        waiting.pop_back();
        for (const Id<Scope> next : catalog_[at].implies) {
            if (next == start) {
                report(scopes(), index, "implies", quoted(catalog_[start].id) + " implies itself");
                return;
            }
            if (!reached.contains(next)) {
                reached.insert(next);
                waiting.push_back(next);
            }
        }
    }
}

void Verifier::check_scopes() {
    for (std::size_t at = 0; at < catalog_.scopes.size(); ++at) {
        const Scope& scope = catalog_.scopes[at];
        if (scope.tier != Tier::normal && scope.reason.empty()) {
            report(scopes(), at, "reason",
                   quoted(scope.id) + " has the tier " + quoted(to_string(scope.tier)) +
                       " without a reason");
        }
        if (!scope.implies.empty()) {
            check_implied_cycle(at);
        }
        const bool opens =
            !scope.operations.empty() || !scope.events.empty() || !scope.implies.empty();
        if (scope.status == ScopeStatus::documented && !opens && !named_by_other(at)) {
            report(scopes(), at, "status",
                   quoted(scope.id) + " is documented, and yet no operation and no event names it");
        }
    }
}

void Verifier::check_secrets() {
    for (std::size_t at = 0; at < catalog_.secrets.size(); ++at) {
        const SecretShape& shape = catalog_.secrets[at];
        if (without_escapes(shape.pattern).find(shape.prefix) == std::string::npos) {
            report(secrets(), at, "prefix",
                   "the pattern of " + quoted(shape.id) + " does not hold the prefix " +
                       quoted(shape.prefix));
        }
        if (shape.prefix.empty() && shape.context.empty()) {
            report(secrets(), at, "context",
                   quoted(shape.id) + " has neither a prefix nor a context");
        }
    }
}

namespace {

std::vector<LoadProblem> verify_in_order(const Catalog& catalog, const FileOrder* order) {
    Verifier verifier(catalog, order);
    verifier.check_provider();
    verifier.check_kinds();
    verifier.check_scopes();
    verifier.check_entities();
    verifier.check_operations();
    verifier.check_overlaps();
    verifier.check_secrets();
    return verifier.take();
}

}  // namespace

std::vector<LoadProblem> verify(const Catalog& catalog) {
    return verify_in_order(catalog, nullptr);
}

std::vector<LoadProblem> verify(const LoadedCatalog& loaded) {
    return verify_in_order(loaded.catalog(), &loaded.storage().order);
}

}  // namespace latchkey::catalog
