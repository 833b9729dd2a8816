#pragma once

#include "latchkey/source.h"

#include <optional>
#include <string>
#include <string_view>

namespace latchkey::syntax {

/// A character that turns the direction of the text around it, so that it reads other than it is.
[[nodiscard]] bool is_bidi_control(char32_t character);
/// The first of them in `text`.
[[nodiscard]] std::optional<Span> find_bidi_control(std::string_view text);

/// A letter of some script that is not ASCII. Coarse: whole blocks of scripts count.
[[nodiscard]] bool is_foreign_letter(char32_t character);
/// "Cyrillic", "Greek"; empty for Latin letters, "foreign" for the rest.
[[nodiscard]] std::string_view script_of(char32_t character);
/// The ASCII letter that looks the same, or 0.
[[nodiscard]] char latin_twin(char32_t character);

/// `U+0430`.
[[nodiscard]] std::string code_point_name(char32_t character);

}  // namespace latchkey::syntax
