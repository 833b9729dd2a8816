// The formatter keeps tokens, comments and meaning, and what it made it leaves alone.

#include "format/properties.h"
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace latchkey;
    const std::string_view text = fuzz::text_of(data, size);
    mutation::Random random(fuzz::number_of(text));
    if (const auto problems = format_test::check(text, random)) {
        fuzz::demand_none(*problems);
    }
    return 0;
}
