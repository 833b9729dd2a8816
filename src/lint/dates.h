#pragma once

#include "lint/context.h"

#include <chrono>
#include <string>

namespace latchkey::lint {

/// A day by which something is to be done again, as seen from the day of the run. On the day itself
/// there is still time. The rule has an option `warn-days`, and where nobody has set it, never
/// more than a quarter of the interval is used.
class Deadline {
public:
    Deadline(std::chrono::sys_days last, const model::Duration& every, const Context& context);

    [[nodiscard]] bool has_passed() const { return left_ < std::chrono::days(0); }
    /// More days are left than the rule warns ahead.
    [[nodiscard]] bool is_far() const { return left_ > warn_; }
    /// `2026-11-23`.
    [[nodiscard]] std::string date() const { return model::to_string(day_); }
    /// "3 days ago", "today", "in 9 days".
    [[nodiscard]] std::string when() const;

private:
    std::chrono::sys_days day_;
    std::chrono::days left_;
    std::chrono::days warn_;
};

}  // namespace latchkey::lint
