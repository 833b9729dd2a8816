#pragma once

#include "lsp/json.h"

#include <string>
#include <string_view>
#include <vector>

namespace latchkey::fuzz {

/// Whether a message could make the server read files of this machine: a fuzzer must neither depend
/// on them nor wander through them.
[[nodiscard]] bool is_about_the_disk(std::string_view message);

/// The messages that the server wrote, each of which must be whole and well-formed.
[[nodiscard]] std::vector<lsp::Json> messages_in(const std::string& stream);

}  // namespace latchkey::fuzz
