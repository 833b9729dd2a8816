#pragma once

#include "latchkey/source.h"

#include <string_view>
#include <vector>

namespace latchkey::lint {

/// A secret in an address: where it stands, and the text before it by which it is known.
struct AddressSecret {
    /// `://user:password` or `token=value`.
    Span span;
    Span value;
    bool is_password = false;
};

/// The password and the tokens of the address whose `://` stands at `colon`. Placeholders (`${…}`,
/// `{…}`, `<…>`, `***`) are none.
[[nodiscard]] std::vector<AddressSecret> secrets_of_address(std::string_view text,
                                                            std::size_t colon);

}  // namespace latchkey::lint
