// The language server reads any bytes from its stream; what it writes back are whole messages.

#include "fuzz/fuzz.h"
#include "fuzz/messages.h"
#include "lsp/server.h"

#include <sstream>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace latchkey;
    std::istringstream in{std::string(fuzz::text_of(data, size))};
    std::ostringstream out;
    lsp::Queue queue;
    lsp::Server server(out, queue, {.today = "2026-11-23"});
    std::size_t frames = 0;
    while (const auto frame = lsp::read_frame(in)) {
        fuzz::demand(frame->problem.empty() != frame->text.empty() || frame->problem.empty(),
                     "a frame with a problem has a text");
        fuzz::demand(++frames <= size, "more frames than bytes");
        if (fuzz::is_about_the_disk(frame->text)) {
            continue;
        }
        server.receive(*frame);
        if (server.is_done()) {
            break;
        }
    }
    server.publish();
    static_cast<void>(fuzz::messages_in(out.str()));
    return 0;
}
