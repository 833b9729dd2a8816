#pragma once

#include "latchkey/source.h"

#include "model/model.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace latchkey::lint {

/// How what the rules say of one file hangs together with other files. What a rule says of a
/// credential depends on who uses it, of a key on all credentials that are this key and on who uses
/// those, and of a grant in a role on who includes the role.
struct Ties {
    /// Sorted keys of the credentials, keys and roles of which the file declares or uses one: for
    /// these it may be that something else is to be said when the file changes …
    std::vector<std::uint64_t> touches;
    /// … and of those for which something else is to be said of the file when another one changes.
    std::vector<std::uint64_t> rests_on;
    /// What its teams say; rules of all declarations look for a name or an address among them.
    std::uint64_t teams = 0;
    /// Nothing in its declarations, purposes apart, was reported as an error.
    bool complete = true;
};

[[nodiscard]] Ties ties_of(const model::Model& model,
                           std::span<const std::shared_ptr<const SourceFile>> files,
                           std::size_t file);

}  // namespace latchkey::lint
