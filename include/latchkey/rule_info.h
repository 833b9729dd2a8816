#pragma once

#include "latchkey/diagnostic.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace latchkey {

/// From which profile on a rule speaks; each holds the ones before it.
enum class Profile : std::uint8_t { recommended, strict, all };

/// A law whose profile stands beside those: the rules that hold its demands speak, as errors.
enum class Regulation : std::uint8_t { gdpr, ccpa };

/// The profiles of a run: how strict it is, and the laws that it is held to.
struct Profiles {
    constexpr Profiles(Profile chosen = Profile::recommended) : strictness(chosen) {}

    Profile strictness;

    [[nodiscard]] constexpr bool contains(Regulation law) const {
        return (laws_ >> static_cast<unsigned>(law) & 1U) != 0;
    }
    constexpr void insert(Regulation law) {
        laws_ = static_cast<std::uint8_t>(laws_ | 1U << static_cast<unsigned>(law));
    }
    friend constexpr bool operator==(const Profiles&, const Profiles&) = default;

private:
    std::uint8_t laws_ = 0;
};

/// `recommended strict all`, and `gdpr ccpa`, which stand beside them.
[[nodiscard]] std::span<const std::string_view> profile_names();
/// Adds the profile of that name: the strictest of those added counts. False when there is none.
[[nodiscard]] bool add_profile(std::string_view name, Profiles& to);
/// Whether one of the laws among the profiles makes that rule speak, as an error.
[[nodiscard]] bool is_raised(std::string_view rule, const Profiles& by);

enum class Category : std::uint8_t {
    least_privilege,
    credentials,
    lifecycle,
    data_protection,
    operations,
    hygiene,
    evolution,
};

/// What fix a rule offers at most.
enum class FixKind : std::uint8_t { none, safe, unsafe, stub };

/// A number that `latchkey.toml` can set for a rule: `review-interval = { admin-days = 30 }`.
struct RuleOption {
    std::string_view name;
    std::uint32_t value = 0;
    std::string_view summary;
};

/// What is known of a rule without running it. All text is static.
struct RuleInfo {
    std::string_view id;
    Category category;
    Level level;
    Profile profile;
    FixKind fix;
    bool waivable;
    /// Its findings depend on the date given as `--as-of`.
    bool depends_on_date;
    /// It looks at the whole workspace, not at one declaration.
    bool whole_workspace;
    std::string_view summary;
    std::span<const RuleOption> options;
    /// The rule's page in Markdown.
    std::string_view page;
};

/// What is known of one of the language's errors.
struct ErrorInfo {
    std::string_view id;
    std::string_view summary;
    std::string_view page;
};

/// Every rule, sorted by id.
[[nodiscard]] std::span<const RuleInfo> rules();
/// Every error of the language, sorted by id.
[[nodiscard]] std::span<const ErrorInfo> errors();

[[nodiscard]] const RuleInfo* find_rule(std::string_view id);
[[nodiscard]] const ErrorInfo* find_error(std::string_view id);

[[nodiscard]] std::string_view to_string(Category category);
[[nodiscard]] std::string_view to_string(Profile profile);
[[nodiscard]] std::string_view to_string(Regulation law);
[[nodiscard]] std::string_view to_string(FixKind kind);

}  // namespace latchkey
