// Any files, catalogues among them, are checked, linted, rendered and compiled; places stay in
// their files, no output shows a secret, and it is the same each time. The input is written like a
// golden.

#include "fuzz/fuzz.h"
#include "golden/expectations.h"
#include "golden/placeholders.h"
#include "mutation/mutation.h"

#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace latchkey;
    const golden::Golden read =
        golden::read(golden::expand_placeholders(fuzz::text_of(data, size)));
    std::vector<std::string> secrets;
    for (const auto& [placeholder, token] : golden::placeholders()) {
        secrets.push_back(token);
    }
    fuzz::demand_none(mutation::check(read.files, secrets));
    return 0;
}
