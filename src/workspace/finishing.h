#pragma once

#include "latchkey/diagnostic.h"
#include "latchkey/source.h"

#include "model/model.h"
#include "workspace/overrides.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace latchkey::workspace {

using Diagnostics = std::vector<Diagnostic>;

/// What makes findings fit to be shown.
struct Surroundings {
    const model::Model& model;
    std::span<const Override> overrides;
    std::span<const std::shared_ptr<const SourceFile>> files;
    /// Where secrets stand in these.
    std::span<const Location> secrets;
};

/// Makes findings fit to be shown: what rests on the workspace's own catalogue says so, secrets are
/// masked, fingerprints are taken and all is brought into order. What comes of the same is kept
/// from one analysis to the next.
class Finishing {
public:
    /// The lists that findings of one file come from. Equal lists are the same objects.
    struct Sources {
        /// Of its text; the file ids in it are not yet those of the analysis.
        std::shared_ptr<const Diagnostics> of_text;
        std::shared_ptr<const Diagnostics> of_check;
        std::shared_ptr<const Diagnostics> of_search;
        std::shared_ptr<const Diagnostics> of_rules;

        friend bool operator==(const Sources&, const Sources&) = default;
    };

    /// The findings by the file that they stand in. `of_files` is by file; `others` may stand
    /// anywhere.
    [[nodiscard]] std::vector<std::shared_ptr<const Diagnostics>> finish(
        const Surroundings& around, std::span<const Sources> of_files, Diagnostics others);

private:
    /// What is kept of one file.
    struct Kept {
        Sources sources;
        /// What stands in the file itself, and what came of it but stands elsewhere.
        std::shared_ptr<const Diagnostics> own;
        Diagnostics elsewhere;
        /// `own` with what others found here.
        Diagnostics from_others;
        std::shared_ptr<const Diagnostics> all;
    };

    void forget_if_masked_otherwise(const Surroundings& around);
    static void finish_file(const Surroundings& around, FileId file, const Sources& sources,
                            Kept& kept);
    static void put_together(Kept& kept, Diagnostics from_others, bool own_is_new);

    std::vector<Kept> kept_;
    std::vector<std::string> secrets_;
};

}  // namespace latchkey::workspace
