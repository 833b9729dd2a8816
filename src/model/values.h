#pragma once

#include "latchkey/source.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace latchkey::model {

/// A name as the policy writes it: a view into its file.
struct Word {
    std::string_view text;
    Location where;
};

struct Text {
    std::string value;
    Location where;
};

struct Date {
    std::chrono::sys_days day;
    Location where;
};

/// `2026-11-23`.
[[nodiscard]] std::string to_string(std::chrono::sys_days day);

/// The day of `2026-11-23`, if the calendar has it.
[[nodiscard]] bool parse_date(std::string_view text, std::chrono::sys_days& day);

/// A duration as written, and what it comes to. Months and years are 30.4375 and 365.25 days,
/// rounded down (manifest.md).
struct Duration {
    std::uint64_t seconds = 0;
    Location where;

    [[nodiscard]] std::uint64_t days() const { return seconds / 86'400; }
};

enum class Environment : std::uint8_t { production, staging, development };
[[nodiscard]] std::string_view to_string(Environment environment);

enum class Status : std::uint8_t { planned, active, retired };
[[nodiscard]] std::string_view to_string(Status status);

enum class Subject : std::uint8_t {
    eu,
    uk,
    us,
    california,
    canada,
    brazil,
    australia,
    india,
    japan,
    switzerland,
    other,
};
/// Of people (`subjects`) and of recipients (`region`).
[[nodiscard]] std::string_view to_string(Subject subject);

enum class BasisKind : std::uint8_t {
    consent,
    contract,
    legal_obligation,
    vital_interests,
    public_task,
    legitimate_interest,
};
[[nodiscard]] std::string_view to_string(BasisKind kind);

enum class StoreKind : std::uint8_t {
    env,
    vault,
    aws_secrets_manager,
    aws_ssm,
    gcp_secret_manager,
    azure_key_vault,
    kubernetes_secret,
    github_secret,
    onepassword,
    doppler,
    make_connection,
    n8n_credential,
    file,
};
[[nodiscard]] std::string_view to_string(StoreKind kind);

}  // namespace latchkey::model
