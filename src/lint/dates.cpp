#include "lint/dates.h"

#include "lint/words.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

/// No interval that anybody lives to see is longer; a larger number would leave the calendar.
constexpr std::uint64_t longest_interval = 366'000;

/// What is done every month would else be spoken of for half of each. What happens once has no
/// interval, and whoever sets the number means it.
std::uint64_t warned_ahead(const model::Duration& every, const Context& context) {
    const std::uint64_t option = context.option("warn-days");
    return every.seconds == 0 || context.is_set("warn-days") ? option
                                                             : std::min(option, every.days() / 4);
}

}  // namespace

Deadline::Deadline(std::chrono::sys_days last, const model::Duration& every, const Context& context)
    : day_(last + std::chrono::days(static_cast<int>(std::min(every.days(), longest_interval)))),
      left_(day_ - context.as_of()),
      warn_(std::chrono::days(
          static_cast<int>(std::min(warned_ahead(every, context), longest_interval)))) {}

std::string Deadline::when() const {
    return lint::when(left_);
}

}  // namespace latchkey::lint
