#pragma once

#include "latchkey/workspace.h"

#include <map>
#include <set>
#include <string>

/// What integrations could ask of the provider, request by request: the plain meaning of allowed
/// and reachable, without anything of what compares two states.
namespace latchkey::soundness {

/// Every request that an integration may make (`PUT /contacts/{} email source=web`) and every
/// operation that its key opens (`key PUT /contacts/{}`), each with the operation's name.
using Requests = std::map<std::string, std::string>;

/// By integration. Those with errors are left out, and planned ones may do nothing. Conditions are
/// tried with each of these values, by name.
[[nodiscard]] std::map<std::string, Requests> requests_of(
    const Analysis& analysis, const std::map<std::string, std::set<std::string>>& values);

/// The values that conditions speak of, and one that none does.
void collect_values(const Analysis& analysis, std::map<std::string, std::set<std::string>>& to);

}  // namespace latchkey::soundness
