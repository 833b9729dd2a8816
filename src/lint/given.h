#pragma once

#include "lint/context.h"

#include <vector>

/// What one grant gives, after every other grant and deny of those that have it was heard.
namespace latchkey::lint {

/// At one provider.
struct Given {
    model::ProviderId provider;
    catalog::OperationSet operations;
};

/// The operations that an `allow` gives to any integration that has it and is not retired; of a
/// role that nobody includes, what it would give. In the order of the providers, without those at
/// which it gives nothing.
[[nodiscard]] std::vector<Given> given_by(const Context& context, const model::Grant& grant);

/// Of these, the operations that delete, change or export in bulk, send, charge or refund.
[[nodiscard]] std::vector<Given> destructive(const Context& context, std::vector<Given> given);

/// The integrations that have a grant and whose power counts: understood and not retired.
[[nodiscard]] std::vector<model::Id<model::Integration>> living_holders(const Context& context,
                                                                        const model::Grant& grant);

}  // namespace latchkey::lint
