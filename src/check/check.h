#pragma once

#include "latchkey/source.h"

#include "catalog/catalog.h"
#include "diag/report.h"
#include "model/model.h"
#include "syntax/tree.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace latchkey::check {

/// One parsed file of the workspace.
struct ParsedFile {
    FileId id{};
    const SourceFile* source = nullptr;
    const syntax::Tree* tree = nullptr;
    /// The file of standard purposes that ships with Latchkey.
    bool standard = false;
    /// Another text of a file has another version.
    std::uint64_t version = 0;
};

/// What a check comes to.
struct Outcome {
    model::Model model;
    /// By file: what was reported of its declarations. A list that is the same object as the last
    /// time says the same.
    std::vector<std::shared_ptr<const std::vector<Diagnostic>>> reports;
    /// What was reported of the assertions and acceptances, which are about the whole workspace.
    std::vector<Diagnostic> of_promises;
    /// By file: whether it was read anew. What the model holds of the others is the same objects as
    /// the last time, and so is all that they refer to but for its place in its file; a team, an
    /// integration or a grant is another object when its own file was read anew.
    std::vector<bool> anew;
};

/// Checks a workspace again and again, and each time reads only those files anew whose text, or
/// something that they name, is not as it was. The outcome is that of a check of the whole.
///
/// Of each file is kept which names it looked up, what these stood for, and which files its reports
/// point into. A file of shared declarations that changes in what others rest on has these read
/// anew with it; one that changes in other ways has not.
class Checker {
public:
    /// `catalogs` are sorted by id. With `spare`, declarations can be added to files without a
    /// check of the whole.
    Checker(std::span<const catalog::Catalog* const> catalogs, bool spare);
    ~Checker();
    Checker(Checker&&) noexcept;
    Checker& operator=(Checker&&) noexcept;

    /// `files` are in the order of their ids. What the files of the check before refer to must be
    /// alive until this one is done.
    [[nodiscard]] Outcome check(std::span<const ParsedFile> files);

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Resolves every name, checks every type and makes the model. `files` are in the order of their
/// ids, `catalogs` sorted by id. Always returns a model: what could not be resolved is left out of
/// it, reported once, and its declaration marked as not complete.
[[nodiscard]] model::Model check(std::span<const ParsedFile> files,
                                 std::span<const catalog::Catalog* const> catalogs,
                                 diag::Reports& reports);

}  // namespace latchkey::check
