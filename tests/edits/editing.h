#pragma once

#include "mutation/mutation.h"

#include <map>
#include <string>
#include <vector>

/// Edits of the kinds that people make, one after the other.
namespace latchkey::edits {

/// Path to text.
using Texts = std::map<std::string, std::string>;

/// A workspace in which the files rest on each other in every way that there is: teams, purposes
/// that extend others, keys, roles, waivers and assertions each in a file of their own, and
/// integrations that name them. With mistakes in it, and without `others`.
[[nodiscard]] Texts shared_workspace(std::size_t integrations);

/// Changes one file, and says how. `pool` is what pieces may be taken from.
[[nodiscard]] std::string edit(Texts& files, const Texts& before, const std::string& pool,
                               mutation::Random& random);

}  // namespace latchkey::edits
