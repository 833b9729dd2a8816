#include "lint/dates.h"

#include "lint/words.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

/// No interval that anybody lives to see is longer; a larger number would leave the calendar.
constexpr std::uint64_t longest_interval = 366'000;

}  // namespace

Deadline::Deadline(std::chrono::sys_days last, const model::Duration& every, const Context& context)
    : day_(last + std::chrono::days(static_cast<int>(std::min(every.days(), longest_interval)))),
      left_(day_ - context.as_of()),
      warn_(std::chrono::days(static_cast<int>(
          std::min<std::uint64_t>(context.option("warn-days"), longest_interval)))) {}

std::string Deadline::when() const {
    return lint::when(left_);
}

}  // namespace latchkey::lint
