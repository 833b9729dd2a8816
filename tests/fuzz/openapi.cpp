// A catalogue is made of any OpenAPI files, in JSON or YAML, and an overlay, or it is said why not;
// one that is made loads, and the same files make the same one. Files stand behind `%%% PATH`, the
// overlay behind `%%% overlay`.

#include "latchkey/catalog_import.h"

#include "catalog/load.h"
#include "fuzz/fuzz.h"

#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace latchkey;
    ImportRequest request{
        .provider = "acme", .date = "2026-11-23", .set = {}, .overlay = std::nullopt};
    for (auto& [path, text] : fuzz::split(fuzz::text_of(data, size), "api.yaml")) {
        if (path == "overlay") {
            request.overlay = ImportFile{"overlay", std::move(text)};
        } else {
            request.set.files.push_back({std::move(path), std::move(text)});
        }
    }
    std::ranges::stable_sort(request.set.files, {}, &ImportFile::path);
    const auto same = [](const ImportFile& left, const ImportFile& right) {
        return left.path == right.path;
    };
    request.set.files.erase(std::unique(request.set.files.begin(), request.set.files.end(), same),
                            request.set.files.end());
    const CatalogImport made = import_catalog(request);
    fuzz::demand(made.text.empty() == !made.problems.empty(), "neither a catalogue nor a problem");
    fuzz::demand(made.problems.size() <= 100, "more than 100 problems");
    if (!made.text.empty()) {
        fuzz::demand(catalog::load(made.text).problems.empty(), "what was made does not load");
        fuzz::demand(import_catalog(request).text == made.text, "the same files make another one");
    }
    return 0;
}
