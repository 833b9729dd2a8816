#include "catalog/overlay_patterns.h"

#include <re2/re2.h>

#include <algorithm>

namespace latchkey::catalog {
namespace {

re2::RE2::Options quietly() {
    re2::RE2::Options options;
    options.set_log_errors(false);
    return options;
}

re2::StringPiece piece(std::string_view text) {
    return {text.data(), text.size()};
}

}  // namespace

std::string pattern_problem(std::string_view pattern) {
    const re2::RE2 expression(piece(pattern), quietly());
    return expression.ok() ? std::string() : expression.error();
}

bool matches_any(std::string_view pattern, std::span<const std::string_view> names) {
    const re2::RE2 expression(piece(pattern), quietly());
    return expression.ok() && std::ranges::any_of(names, [&](std::string_view name) {
               return re2::RE2::PartialMatch(piece(name), expression);
           });
}

}  // namespace latchkey::catalog
