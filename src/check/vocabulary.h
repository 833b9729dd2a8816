#pragma once

#include "check/context.h"

#include <optional>
#include <vector>

/// The words that the language itself gives: environments, states, kinds of store …
namespace latchkey::check {

/// Each gives nothing, and reports `type-mismatch` with the words there are, when the word is none.
[[nodiscard]] std::optional<model::Environment> read_environment(Context& context,
                                                                 const syntax::Name& name);
[[nodiscard]] std::optional<model::Status> read_status(Context& context, const syntax::Name& name);
[[nodiscard]] std::optional<model::StoreKind> read_store_kind(Context& context,
                                                              const syntax::Name& name);
[[nodiscard]] std::optional<model::BasisKind> read_basis(Context& context,
                                                         const syntax::Name& name);
/// Of `subjects` and of `region`.
[[nodiscard]] std::optional<model::Subject> read_subject(Context& context,
                                                         const syntax::Name& name);
[[nodiscard]] std::optional<catalog::DataClass> read_data_class(Context& context,
                                                                const syntax::Name& name);

/// The place of a word in a provider's own list of kinds or levels; `what` is "kind" or "level".
[[nodiscard]] std::optional<std::uint32_t> read_of_list(Context& context, const syntax::Name& name,
                                                        std::span<const std::string_view> words,
                                                        std::string_view what);

/// Reports a text that is there and says nothing; `what` is the statement's word.
void check_text(Context& context, const syntax::String& text, std::string_view what);

/// Finds the items of one list that repeat an earlier one, and reports each as
/// `duplicate-statement`.
class Repeats {
public:
    Repeats(Context& context, std::string_view what) : context_(context), what_(what) {}

    /// True when an item of that spelling was there before; `key` must outlive the list.
    bool is_repeated(std::string_view key, Span span);

private:
    struct Item {
        std::string_view key;
        Span span;
    };

    Context& context_;
    std::string_view what_;
    std::vector<Item> items_;
    std::unordered_map<std::string_view, Span> table_;
};

}  // namespace latchkey::check
