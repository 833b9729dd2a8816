#pragma once

#include "check/context.h"
#include "model/coverage.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace latchkey::check {

/// The grants of one integration, or of a role by itself, with what can be done with them.
class GrantSet {
public:
    struct Held {
        ProviderId provider;
        model::Bearer bearer;
        /// None for a role, which any credential may come to bear.
        const model::Credential* credential = nullptr;
    };

    GrantSet(Context& context, const model::Integration& integration);
    /// A role is checked once by itself for what is wrong whoever includes it.
    GrantSet(Context& context, const model::Role& role, std::span<const ProviderId> providers);

    [[nodiscard]] const std::vector<Held>& held() const { return held_; }
    [[nodiscard]] const Held* find(ProviderId provider) const;
    [[nodiscard]] std::span<const Id<model::Grant>> grants() const { return grants_; }
    [[nodiscard]] const model::Integration* integration() const { return integration_; }

    /// The operations that one grant contributes to and that are covered, by provider. Where other
    /// grants are not known, or are not known yet, it gets the benefit of the doubt.
    [[nodiscard]] catalog::OperationSet reached(const model::Grant& grant, const Held& held) const;

    /// An operation that one grant gives by itself and that no deny takes away: the usual case, in
    /// which there is nothing to report.
    [[nodiscard]] bool gives_something(const model::Grant& grant) const;
    /// The deny that takes an operation away from an allow: as a whole, or all the fields of it.
    [[nodiscard]] const model::Grant* deny_of(const model::Grant& allow, const Held& held,
                                              Id<catalog::Operation> operation) const;

    /// Reports on a grant of this set: at `where` or, for one that comes with a role, at its
    /// `include`. Gives nothing where that include has been reported for the same mistake.
    std::optional<Finding> report(ErrorId id, const model::Grant& grant, Location where,
                                  std::string message);

private:
    /// What the allows cover together at the place in `held_`, before any deny.
    [[nodiscard]] const catalog::OperationSet& covered(const Held& held) const;

    Context& context_;
    const model::Integration* integration_ = nullptr;
    std::span<const Id<model::Grant>> grants_;
    std::vector<Held> held_;
    /// Filled when first asked for: most grants give something by themselves.
    mutable std::vector<std::optional<catalog::OperationSet>> covered_;
    std::vector<std::pair<Id<model::Role>, ErrorId>> reported_;
    /// False when grants may be missing, so that what needs several cannot be judged.
    bool closed_ = false;
};

/// Where the words of a grant from its first action to its last entity stand.
[[nodiscard]] Location words_of(const model::Grant& grant);

/// Reports grants that cover nothing, that are wholly denied, or that the credential cannot use,
/// and gives the ids of those reported.
std::vector<Id<model::Grant>> check_reach(Context& context, GrantSet& set);

/// Reports conditions on what is neither a parameter nor a field, or of another type.
void check_conditions(Context& context, const GrantSet& set, const model::Grant& grant,
                      const GrantState& state);

}  // namespace latchkey::check
