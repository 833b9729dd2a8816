#pragma once

namespace latchkey::source {

/// Says on standard error which invariant is broken and where, then aborts.
[[noreturn]] void broken_invariant(const char* condition, const char* file, int line);

}  // namespace latchkey::source

/// An invariant of ours, held in release builds too: when it is broken, the bug is Latchkey's.
#define LATCHKEY_ASSERT(condition) \
    ((condition) ? void() : ::latchkey::source::broken_invariant(#condition, __FILE__, __LINE__))
