#pragma once

#include "latchkey/diagnostic.h"
#include "latchkey/manifest.h"
#include "latchkey/source.h"
#include "latchkey/workspace.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey {

/// What a change does to power. *Narrowed* and *neutral* are promises: nothing became allowed or
/// reachable. *Incomparable* gives something and takes something, or cannot be told; it weighs as
/// much as *widened*.
enum class Direction : std::uint8_t { neutral, narrowed, incomparable, widened };
[[nodiscard]] std::string_view to_string(Direction direction);

/// Whether power was, or may have been, gained.
[[nodiscard]] constexpr bool gives(Direction direction) {
    return direction == Direction::widened || direction == Direction::incomparable;
}

/// What a change is about. The first group is power, the second controls it, the third describes.
enum class Facet : std::uint8_t {
    operation,
    field,
    condition,
    event,
    reach,
    scope,
    level,
    account,
    limit,
    from,
    gateway,
    alert,
    audit,
    review,
    revoke,
    rotate,
    expires,
    retain,
    recipient,
    basis,
    erase,
    assertion,
    waiver,
    presence,
    status,
    environment,
    purpose,
    owner,
    title,
    uses,
    kind,
    store,
    subjects,
};
[[nodiscard]] std::string_view to_string(Facet facet);

/// A change that a policy accepts, by `accept widening of …` or `accept weakening of …`.
struct AcceptedChange {
    std::string because;
    std::string by;
    Location where;
};

/// One change, told as a person would tell it.
struct Change {
    Facet facet = Facet::operation;
    Direction direction = Direction::neutral;
    /// Read becomes write, write becomes delete, one sub-account becomes the agency.
    bool escalates = false;
    /// Nobody changed the policy: a newer catalogue of the provider knows more.
    bool by_catalog = false;
    /// Completes a sentence that begins with the integration or credential: `can now delete
    /// contacts`.
    std::string text;
    /// The operations, fields, scopes … that were gained, or lost where the change narrows. Sorted.
    std::vector<std::string> items;
    /// What stood and what stands there, where that says more; empty = nothing.
    std::string before;
    std::string after;
    /// Where the new side says it, and where the old one did; into `PolicyDiff::files`.
    std::optional<Location> where;
    std::optional<Location> was;
    /// What would accept it: `widening of lead-form for delete on contact`; empty where nothing
    /// can.
    std::string accept_as;
    std::optional<AcceptedChange> accepted;
    /// Waived by a waiver that stood there before.
    bool waived = false;
};

/// Which rule reports a change that gives power.
[[nodiscard]] std::string_view rule_of(const Change& change);
/// Whether it is about power itself, and not about what controls or describes it.
[[nodiscard]] constexpr bool is_power(Facet facet) {
    return facet <= Facet::account || facet >= Facet::presence;
}

/// An integration, a credential, or the workspace with all of them.
struct SubjectDiff {
    enum class Kind : std::uint8_t { integration, credential, workspace };
    enum class Presence : std::uint8_t { same, gained, lost };

    Kind kind = Kind::integration;
    std::string id;
    std::string title;
    /// What it was called before, where that differs.
    std::string renamed_from;
    Presence presence = Presence::same;
    /// Which sides have errors in it, so that it could not be compared; such a subject is
    /// incomparable and has no changes.
    bool unclear_before = false;
    bool unclear_after = false;
    Direction direction = Direction::neutral;
    /// It was active, and was not retired before it went.
    bool vanished = false;
    /// The declaration's name on the new side, else on the old one.
    std::optional<Location> where;
    std::vector<Change> changes;
};

/// A part of an acceptance that accepts nothing.
struct UnusedAcceptance {
    std::string subject;
    /// What it names: `delete on contact`, `phone`, `limit`. Empty = nothing of it was needed.
    std::string part;
    Location where;
    /// It stood there before: a reminder, no finding.
    bool old = false;
};

/// A waiver that is new on the new side and waives what is new there too.
struct SelfExemption {
    std::string rule;
    std::string subject;
    Location where;
    /// What it waives.
    Location finding;
    std::string message;
    std::optional<AcceptedChange> accepted;
};

/// What power one state of the policies gives and takes in comparison with another.
struct PolicyDiff {
    /// What the sides are called: `main`, `the work tree`.
    std::string before;
    std::string after;
    /// Stand before the paths of their files.
    std::string prefix_before;
    std::string prefix_after;
    /// Integrations of the new side, retired ones left out.
    std::size_t integrations = 0;
    /// Sorted: what gives power first, then by kind and id. Only those that changed.
    std::vector<SubjectDiff> subjects;
    std::vector<UnusedAcceptance> unused;
    std::vector<SelfExemption> exemptions;
    /// What the sides could not say: a folder of manifests holds no assertions.
    std::vector<std::string> remarks;
    /// The new side's files, then the old one's.
    std::vector<std::shared_ptr<const SourceFile>> files;
    std::vector<Location> secrets;
    /// From here on `files` are the old side's.
    std::size_t first_old_file = 0;
    /// What the rules of the category `evolution` say of it, and the language's errors of the new
    /// side. Sorted by place.
    std::vector<Diagnostic> findings;
    /// How many errors of the language the sides have; the first place of each.
    std::size_t errors_before = 0;
    std::size_t errors_after = 0;
    std::optional<Location> first_error_before;
    std::optional<Location> first_error_after;
    /// Rules that both sides have switched off.
    std::vector<std::string> silent;

    /// `2 of 31 integrations widened: `lead-form` can now delete contacts; 14 more operations
    /// reachable through keys`.
    std::string summary;
};

/// One side of a comparison: policies that were analysed, or a folder of manifests.
struct DiffSide {
    /// What people call it.
    std::string name;
    std::shared_ptr<const Analysis> analysis;
    /// Without an analysis: `index.json` and the manifests that it lists.
    std::vector<OutputFile> manifests = {};
    /// Stands before every path: what leads from where the reader is to the side's root, or `main:`
    /// where nothing does.
    std::string prefix = {};
};

struct DiffOutcome {
    std::optional<PolicyDiff> diff;
    /// Why a folder of manifests could not be read: `main/lead-form.json: is not JSON`.
    std::vector<std::string> errors;
};

/// Compares two sides. `options` are those of the new side: the rules' levels and the day; a rule
/// that is switched off counts as off only where `before_options` has it off as well, so that no
/// change can silence what is said of it.
[[nodiscard]] DiffOutcome compare_policies(const DiffSide& before, const DiffSide& after,
                                           const Options& options, const Options& before_options);

enum class DiffFormat : std::uint8_t { text, json, markdown, sarif };
/// With its final newline.
[[nodiscard]] std::string render(const PolicyDiff& diff, DiffFormat format, bool colour);

enum class DiffThreshold : std::uint8_t { widened, escalated, any, never };
/// Whether the comparison fails: on a change that gives power and is neither accepted nor waived,
/// on an escalation alone, or on any change at all.
[[nodiscard]] bool fails(const PolicyDiff& diff, DiffThreshold threshold);

}  // namespace latchkey
