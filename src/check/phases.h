#pragma once

#include "check/context.h"

/// The steps of a check after the declarations are read (statements.h).
namespace latchkey::check {

/// Puts the grants and waivers that were read into the model, in the order of their places.
void settle_grants(Context& context);
/// A waiver at top level belongs to what it names as much as one that stands inside it.
void hand_out_waivers(Context& context);
/// Says once, in the role, what is wrong with its grants whoever includes it.
void check_roles(Context& context);
/// Looks at what the grants of each integration come to, against its key and its purpose.
void check_integrations(Context& context);

}  // namespace latchkey::check
