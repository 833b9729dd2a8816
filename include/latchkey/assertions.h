#pragma once

#include "latchkey/render.h"
#include "latchkey/workspace.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What `latchkey test` tells beyond the assertions that failed.
namespace latchkey {

/// The assertions of the files of these paths, in the analysis' order, as they are written but on
/// one line. One fails where a `failed-assertion` stands at its place.
[[nodiscard]] std::vector<TestCase> assertion_cases(const Analysis& analysis,
                                                    std::span<const std::string> paths);

/// An `allow` of an integration, its own or of a role, that gives nothing which an assertion about
/// that integration speaks of.
struct UnassertedGrant {
    Location where;
    std::string integration;
    /// As written, on one line.
    std::string text;
};

/// What a key can do beyond the policy, and no assertion about the key speaks of.
struct UnassertedPower {
    /// The integration's name.
    Location where;
    std::string integration;
    std::string credential;
    std::string provider;
    /// `DELETE /contacts/{contactId}`, in the provider's order.
    std::vector<std::string> operations;
};

struct AssertionCoverage {
    std::size_t assertions = 0;
    std::size_t failed = 0;
    /// Of each integration, so that a role's grant counts for every integration that includes it.
    std::size_t grants = 0;
    std::size_t asserted_grants = 0;
    /// Residual operations of each integration.
    std::size_t residual = 0;
    std::size_t asserted_residual = 0;
    std::vector<UnassertedGrant> unasserted_grants;
    std::vector<UnassertedPower> unasserted_residual;
};

/// Of the integrations in the files of these paths; retired ones hold no power and are left out.
/// An assertion about an integration is about what its policy allows, one about a credential about
/// what the provider lets the key do.
[[nodiscard]] AssertionCoverage assertion_coverage(const Analysis& analysis,
                                                   std::span<const std::string> paths);

/// The coverage for people, or as JSON (`coverage_version` 1), with its final newline. `prefix`
/// stands before every path.
[[nodiscard]] std::string coverage_text(const Analysis& analysis, const AssertionCoverage& coverage,
                                        std::string_view prefix);
[[nodiscard]] std::string coverage_json(const Analysis& analysis, const AssertionCoverage& coverage,
                                        std::string_view prefix);

}  // namespace latchkey
