#pragma once

#include "check/context.h"

namespace latchkey::check {

/// Reads one of an integration's statements about how it is watched, limited and reviewed, and
/// about whose data it holds: `limit from gateway alert audit subjects basis retain recipient erase
/// review revoke`.
void read_control(Context& context, const syntax::Statement& statement, model::Integration& into);

}  // namespace latchkey::check
