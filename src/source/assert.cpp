#include "source/assert.h"

#include <cstdio>
#include <cstdlib>

namespace latchkey::source {

void broken_invariant(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "latchkey: this is a bug of latchkey, not of your policy: %s (%s:%d)\n",
                 condition, file, line);
    std::abort();
}

}  // namespace latchkey::source
