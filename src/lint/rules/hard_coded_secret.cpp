#include "lint/rule.h"
#include "lint/secrets.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view, std::string_view, std::string_view> secret{
    "`{}…` (fingerprint {}) is {} {}"};
constexpr Message<std::string_view, std::string_view> short_secret{"{} {} stands in the file"};

std::string_view article(std::string_view noun) {
    return std::string_view("AEIOaeio").find(noun.front()) == std::string_view::npos ? "a" : "an";
}

void check(FileId id, const SourceFile& file, Context& context) {
    const std::vector<FoundSecret>* const known = context.secrets(id);
    for (const FoundSecret& found :
         known != nullptr ? *known : scan_secrets(file.text(), context.model().providers)) {
        const Location where{id, found.span};
        const std::string_view which = article(found.title);
        // Of a short one even four characters would be too many.
        diag::Finding finding =
            found.value.size() < shortest_fingerprinted
                ? context.report(where, short_secret, which, found.title)
                : context.report(where, secret, found.value.substr(0, 4),
                                 secret_fingerprint(found.value), which, found.title);
        finding.label(where, "keep it in a store, and name the place with `store`")
            .note(
                "whoever can read this file, or its history, has the key: revoke it at the "
                "provider first");
    }
}

}  // namespace

constinit const Rule hard_coded_secret{
    .id = "hard-coded-secret",
    .category = Category::credentials,
    .level = Level::error,
    .waivable = false,
    .summary = "A token, key or password stands in a policy file.",
    .on_file = check,
};

}  // namespace latchkey::lint
