#pragma once

#include "catalog/catalog.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace latchkey::catalog::openapi {

/// What an operation's method and path let one suppose of it, until a person has looked.
struct Derived {
    std::string entity;
    std::string verb;

    friend bool operator==(const Derived&, const Derived&) = default;
};

/// `tags` and `product` serve where the path has no word that can be a name.
[[nodiscard]] Derived derive(Method method, std::string_view path,
                             std::span<const std::string_view> tags, std::string_view product);

/// The base actions of the verbs that the language itself gives a meaning: `search` reads, `upsert`
/// creates and updates. None for the provider's own.
[[nodiscard]] std::span<const std::string_view> base_actions(std::string_view verb);

/// A text as a name of the language, words joined by `-`: `customFields` is `custom-fields`. Empty
/// where no word is in it.
[[nodiscard]] std::string name_of(std::string_view text);

/// `custom-fields` is `custom-field`.
[[nodiscard]] std::string singular(std::string_view name);

}  // namespace latchkey::catalog::openapi
