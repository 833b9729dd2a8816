#pragma once

#include "latchkey/diagnostic.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace latchkey {

/// From which profile on a rule speaks; each holds the ones before it.
enum class Profile : std::uint8_t { recommended, strict, all };

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
[[nodiscard]] std::string_view to_string(FixKind kind);

}  // namespace latchkey
