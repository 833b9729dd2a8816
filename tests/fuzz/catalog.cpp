// A catalogue file or an overlay of any bytes is loaded or refused, and what is loaded can be used.

#include "latchkey/workspace.h"

#include "catalog/load.h"
#include "catalog/overlay.h"
#include "fuzz/fuzz.h"

using namespace latchkey;

namespace {

void use(std::string_view text, std::string_view provider) {
    Options options;
    options.as_of = "2026-11-23";
    options.profile = Profile::all;
    options.catalogs.push_back({.path = "a.json", .text = std::string(text)});
    Workspace workspace(options);
    workspace.set("a.latch",
                  "use " + std::string(provider) +
                      "\nteam t { contact \"t@acme.example\" }\n"
                      "integration i \"x\" { owner t allow any on any allow call any }\n");
    const auto analysis = workspace.analyse();
    static_cast<void>(analysis->manifests());
    fuzz::demand(analysis->catalog_problems().empty(), "a catalogue that loads is refused");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    const catalog::LoadResult result = catalog::load(text);
    fuzz::demand((result.loaded == nullptr) == !result.problems.empty(),
                 "neither a catalogue nor a problem");
    fuzz::demand(result.problems.size() <= 100, "more than 100 problems");
    for (const catalog::LoadProblem& problem : result.problems) {
        fuzz::demand(!problem.message.empty(), "a problem without a message");
    }
    if (result.loaded != nullptr) {
        static_cast<void>(catalog::verify(*result.loaded));
        use(text, result.loaded->catalog().id);
        static_cast<void>(catalog::verify_overlay(text, &result.loaded->catalog()));
    }
    static_cast<void>(catalog::verify_overlay(text, nullptr));
    static_cast<void>(catalog::overlay_provider(text));
    return 0;
}
