#include "latchkey/catalog_diff.h"

#include "cli/commands.h"
#include "cli/known.h"

#include <algorithm>

namespace latchkey::cli {
namespace {

CatalogDiffFormat format_of(const std::string& name) {
    return name == "json"       ? CatalogDiffFormat::json
           : name == "markdown" ? CatalogDiffFormat::markdown
                                : CatalogDiffFormat::text;
}

}  // namespace

ExitCode run_catalog_diff(const Common& common, const CatalogDiffOptions& options) {
    CatalogComparison comparison = compare_catalogs(options.before, options.after, options.overlay);
    ExitCode code = nothing_found;
    for (const LoadError& error : comparison.errors) {
        complain(error.message);
        code = std::max(code, error.kind == LoadError::Kind::io ? not_readable : wrong_usage);
    }
    if (!comparison.diff) {
        return code;
    }
    const Known known = known_around(common);
    if (known.analysis == nullptr) {
        return known.code;
    }
    CatalogDiff& diff = *comparison.diff;
    add_holders(diff, *known.analysis);
    if (std::ranges::any_of(known.analysis->diagnostics(), &Diagnostic::language_error)) {
        complain(
            "the policies around here have errors, so who holds a scope may not be told in "
            "full; see latchkey check");
    }
    print(render(diff, format_of(options.format)));
    const bool fails = (options.fail_on == "widened" && diff.widened()) ||
                       (options.fail_on == "any" && !diff.empty());
    return fails ? findings : nothing_found;
}

}  // namespace latchkey::cli
