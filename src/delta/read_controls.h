#pragma once

#include "delta/power.h"
#include "model/model.h"

namespace latchkey::delta {

/// Moves places of one side's files to where those files stand in the comparison.
struct Placer {
    std::size_t first_file = 0;

    [[nodiscard]] Location at(Location where) const {
        where.file = static_cast<FileId>(static_cast<std::size_t>(where.file) + first_file);
        return where;
    }
};

[[nodiscard]] Controls read_controls(const model::Model& model,
                                     const model::Integration& integration, Placer places);

[[nodiscard]] Acceptance read_acceptance(const model::Model& model,
                                         const model::Acceptance& acceptance,
                                         const SourceFile& file, Placer places);

}  // namespace latchkey::delta
