#pragma once

#include "check/context.h"
#include "model/coverage.h"

#include <string_view>
#include <unordered_map>

namespace latchkey::check {

/// Which fields a word before `on` reaches of an entity, without those that the provider demands.
class ReachedFields {
public:
    explicit ReachedFields(const model::Model& model) : model_(model) {}

    /// `grant` is looked at for its `via` only.
    [[nodiscard]] const model::FieldSet& of(const model::Grant& grant, ProviderId provider,
                                            Id<catalog::Entity> entity, std::string_view word);
    /// What an operation reaches by itself.
    [[nodiscard]] model::FieldSet of_operation(ProviderId provider,
                                               Id<catalog::Operation> operation) const;

private:
    [[nodiscard]] model::FieldSet work_out(const model::Grant& grant, ProviderId provider,
                                           Id<catalog::Entity> entity, std::string_view word) const;

    const model::Model& model_;
    /// By word, then by provider and entity.
    std::unordered_map<std::string_view, std::unordered_map<std::uint64_t, model::FieldSet>> known_;
    model::FieldSet narrowed_;
};

/// A target for one word alone.
[[nodiscard]] model::Target target_of(const Catalog& catalog, ProviderId provider,
                                      std::optional<Id<catalog::Entity>> entity,
                                      std::string_view word);

}  // namespace latchkey::check
