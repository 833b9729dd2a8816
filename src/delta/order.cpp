#include "delta/order.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>

namespace latchkey::delta {
namespace {

/// What all conditions of a list together leave of one name's values.
struct Left {
    /// None = all values but those excluded.
    std::optional<std::vector<std::string>> only;
    /// Sorted.
    std::vector<std::string> excluded;
};

std::vector<std::string> both(const std::vector<std::string>& left,
                              const std::vector<std::string>& right) {
    std::vector<std::string> common;
    std::ranges::set_intersection(left, right, std::back_inserter(common));
    return common;
}

std::map<std::string, Left> left_by(const std::vector<Condition>& all) {
    std::map<std::string, Left> left;
    for (const Condition& each : all) {
        Left& of = left[each.name];
        if (each.op == Condition::Operator::not_equal) {
            std::vector<std::string> more;
            std::ranges::set_union(of.excluded, each.values, std::back_inserter(more));
            of.excluded = std::move(more);
        } else {
            of.only = of.only ? both(*of.only, each.values) : each.values;
        }
    }
    for (auto& [name, of] : left) {
        if (of.only) {
            std::vector<std::string> rest;
            std::ranges::set_difference(*of.only, of.excluded, std::back_inserter(rest));
            of.only = std::move(rest);
        }
    }
    return left;
}

bool meets(const Left& left, const Condition& condition) {
    if (condition.op == Condition::Operator::not_equal) {
        return left.only ? both(*left.only, condition.values).empty()
                         : std::ranges::includes(left.excluded, condition.values);
    }
    return left.only && std::ranges::includes(condition.values, *left.only);
}

bool meets_all(const std::map<std::string, Left>& left, const std::vector<Condition>& all) {
    return std::ranges::all_of(all, [&](const Condition& each) {
        const auto of = left.find(each.name);
        return of != left.end() && meets(of->second, each);
    });
}

}  // namespace

bool covers(const Conditions& wide, const Conditions& narrow) {
    if (wide.empty()) {
        return true;
    }
    return !narrow.empty() && std::ranges::all_of(narrow, [&](const auto& list) {
        const std::map<std::string, Left> left = left_by(list);
        return std::ranges::any_of(wide, [&](const auto& all) { return meets_all(left, all); });
    });
}

/// In a window of p seconds m requests for every q seconds are at most m for each q begun.
bool holds(std::span<const Limit> strict, const Limit& limit) {
    return std::ranges::any_of(strict, [&](const Limit& one) {
        if (one.per_seconds == 0 || one.requests > limit.requests) {
            return false;
        }
        const std::uint64_t begun = limit.per_seconds / one.per_seconds +
                                    (limit.per_seconds % one.per_seconds != 0 ? 1 : 0);
        return one.requests == 0 || begun <= limit.requests / one.requests;
    });
}

bool holds(std::span<const Limit> strict, std::span<const Limit> wide) {
    return std::ranges::all_of(wide, [&](const Limit& one) { return holds(strict, one); });
}

/// More than a in p seconds is more than a in any longer while; a share says nothing of another
/// while.
bool speaks(std::span<const Alert> keen, const Alert& dull) {
    return std::ranges::any_of(keen, [&](const Alert& one) {
        const bool in_time = dull.signal == "errors" ? one.per_seconds == dull.per_seconds
                                                     : one.per_seconds >= dull.per_seconds;
        return one.signal == dull.signal && one.above <= dull.above && in_time;
    });
}

}  // namespace latchkey::delta
