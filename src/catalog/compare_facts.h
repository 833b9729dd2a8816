#pragma once

#include "latchkey/catalog_diff.h"

#include "catalog/catalog.h"

#include <string>
#include <vector>

namespace latchkey::catalog {

/// One thing that a catalogue says of a record, in words, so that catalogues whose ids and bits
/// mean different things can be compared.
struct Fact {
    std::string name;
    std::vector<std::string> words = {};
    /// Of a long list only what differs is told.
    bool list = false;
};
using Facts = std::vector<Fact>;

/// `POST /contacts/`.
[[nodiscard]] std::string name_of(const Operation& operation);
/// "contacts.write", "a and b, or c", "none needed", "not known".
[[nodiscard]] std::string requirement_of(const Catalog& catalog, const Operation& operation);

[[nodiscard]] Facts facts_of(const Catalog& catalog, const Operation& operation);
[[nodiscard]] Facts facts_of(const Catalog& catalog, const Scope& scope);
[[nodiscard]] Facts facts_of(const Catalog& catalog, const Entity& entity);
[[nodiscard]] Facts facts_of(const Catalog& catalog, const Event& event);
[[nodiscard]] Facts facts_of(const Catalog& catalog, const Kind& kind);

/// The facts that differ, in their order. What only one side has a word for is told by the list
/// that names it.
[[nodiscard]] std::vector<FactChange> differences(const Facts& before, const Facts& after);
/// The facts of a record that only one side has.
[[nodiscard]] std::vector<FactChange> one_sided(const Facts& facts, Presence presence);

}  // namespace latchkey::catalog
