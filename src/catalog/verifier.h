#pragma once

#include "catalog/load.h"
#include "catalog/storage.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::catalog {

/// Collects what makes no sense in a catalogue; `verify` runs all the checks.
class Verifier {
public:
    /// Without the file's order a pointer counts in the catalogue's own.
    Verifier(const Catalog& catalog, const FileOrder* order) : catalog_(catalog), order_(order) {}

    void check_provider();
    void check_kinds();
    void check_scopes();
    void check_entities();
    void check_operations();
    void check_overlaps();
    void check_secrets();

    [[nodiscard]] std::vector<LoadProblem> take() { return std::move(problems_); }

private:
    /// A list of the file, with the order that its rows have there.
    struct List {
        std::string_view name;
        std::span<const std::uint32_t> order;
    };
    [[nodiscard]] List scopes() const { return {"scopes", order_ ? order_->scopes : none_}; }
    [[nodiscard]] List kinds() const { return {"kinds", order_ ? order_->kinds : none_}; }
    [[nodiscard]] List entities() const { return {"entities", order_ ? order_->entities : none_}; }
    [[nodiscard]] List operations() const {
        return {"operations", order_ ? order_->operations : none_};
    }
    [[nodiscard]] List secrets() const { return {"secrets", order_ ? order_->secrets : none_}; }

    void report(const List& list, std::size_t index, std::string_view key, std::string message);
    void check_name(const List& list, std::size_t index, std::string_view name);
    void check_implied_cycle(std::size_t index);
    void check_parents(std::size_t index);
    void check_field(std::size_t index, const Field& field);
    void check_action(std::size_t index, const Operation& operation);
    void check_parameters(std::size_t index, const Operation& operation);
    void check_reach(std::size_t index, const Operation& operation);
    [[nodiscard]] bool named_by_other(std::size_t scope) const;
    [[nodiscard]] bool has_event(std::size_t entity) const;

    const Catalog& catalog_;
    const FileOrder* order_;
    std::span<const std::uint32_t> none_;
    std::vector<LoadProblem> problems_;
};

/// Whether a policy can write this as a name (language.md §1).
[[nodiscard]] bool is_name(std::string_view text);

}  // namespace latchkey::catalog
