#pragma once

#include "lint/context.h"

#include <cstdint>
#include <vector>

namespace latchkey::lint {

/// What a waiver comes to on the day of the run.
enum class Standing : std::uint8_t {
    /// It names no rule, one that cannot be waived, or nothing that there is.
    invalid,
    /// Its date has passed.
    expired,
    /// Its rule does not speak in this run, so that it cannot be told what it would waive.
    unjudged,
    in_force,
};

/// The waivers that count on a day, and what they waive: findings of their rule about the
/// integration or credential they stand in or name. What is found in a role is waived when every
/// integration that includes the role waives it.
class Waivers {
public:
    Waivers(const model::Model& model, const Index& index, const Settings& settings);

    /// Whether it is waived; adds to `noted` which waivers had a part in it.
    [[nodiscard]] bool waive(const Diagnostic& finding, const Subject& subject,
                             std::vector<model::Id<model::Waiver>>& noted) const;
    /// Counts what was noted.
    void count(std::span<const model::Id<model::Waiver>> noted);

    [[nodiscard]] Standing standing(const model::Waiver& waiver) const;
    /// How many findings the waiver speaks of, those of a role included that not all waive.
    [[nodiscard]] std::size_t waived_by(const model::Waiver& waiver) const;

private:
    /// Notes the waivers that speak of it; false when none does.
    bool note(std::string_view rule, std::span<const model::Id<model::Waiver>> waivers,
              std::vector<model::Id<model::Waiver>>& noted) const;

    const model::Model* model_;
    const Index* index_;
    /// Both by waiver.
    std::vector<Standing> standings_;
    std::vector<std::size_t> counts_;
    /// Those in force, by integration and by credential.
    std::vector<std::vector<model::Id<model::Waiver>>> of_integration_;
    std::vector<std::vector<model::Id<model::Waiver>>> of_credential_;
};

}  // namespace latchkey::lint
