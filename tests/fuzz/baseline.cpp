// Any baseline is read or refused; what is written of it reads as the same.

#include "latchkey/baseline.h"

#include "fuzz/fuzz.h"

using namespace latchkey;

namespace {

bool same(const Baseline& left, const Baseline& right) {
    return write_baseline(left) == write_baseline(right);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const BaselineText read = read_baseline(fuzz::text_of(data, size));
    fuzz::demand(read.baseline.has_value() == read.problem.empty(),
                 "neither a baseline nor a problem");
    if (!read.baseline) {
        fuzz::demand(fuzz::as_utf8(read.problem) == read.problem, "a problem is no UTF-8");
        return 0;
    }
    const BaselineText again = read_baseline(write_baseline(*read.baseline));
    fuzz::demand(again.baseline.has_value(), "what was written is refused");
    fuzz::demand(same(*again.baseline, *read.baseline), "what was written reads as another");
    std::vector<Diagnostic> none;
    const Baseline gone = apply_baseline(*read.baseline, Options{}, none);
    fuzz::demand(prune_baseline(*read.baseline, gone).size() <= read.baseline->size(),
                 "pruning adds something");
    return 0;
}
