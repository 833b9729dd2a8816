#pragma once

#include "check/context.h"

#include <cstdint>
#include <optional>
#include <string>

/// Numbers, dates and durations as the policy writes them.
namespace latchkey::check {

/// Each gives nothing when it makes no sense, and reports `invalid-duration` or `invalid-date`.
[[nodiscard]] std::optional<std::uint64_t> read_integer(Context& context,
                                                        const syntax::Integer& integer);
/// The same, and zero makes no sense either; `what` is what would be none.
[[nodiscard]] std::optional<std::uint64_t> read_count(Context& context,
                                                      const syntax::Integer& integer,
                                                      std::string_view what);
/// Not zero and at most 1000 years; without a count, one of the unit.
[[nodiscard]] std::optional<model::Duration> read_duration(Context& context,
                                                           const syntax::Duration& duration);
[[nodiscard]] std::optional<model::Duration> read_duration(
    Context& context, const std::optional<syntax::Duration>& duration);
/// At most 100 %, as a decimal without needless zeros: "5", "0.5".
[[nodiscard]] std::optional<std::string> read_share(Context& context,
                                                    const syntax::Percentage& share);
[[nodiscard]] std::optional<model::Date> read_date(Context& context, const syntax::Date& date);

}  // namespace latchkey::check
