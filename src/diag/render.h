#pragma once

#include "latchkey/render.h"

#include <string>

namespace latchkey::diag {

/// Says lines and columns of places that are mostly asked for in order. It counts from the place
/// before, so that many findings on one endless line do not cost a walk over that line each.
class Positions {
public:
    explicit Positions(std::span<const std::shared_ptr<const SourceFile>> files) : files_(files) {}

    [[nodiscard]] const SourceFile& file(FileId id) const;
    [[nodiscard]] Position begin(Location where) { return at(where.file, where.span.begin); }
    [[nodiscard]] Position end(Location where) { return at(where.file, where.span.end); }

private:
    [[nodiscard]] Position at(FileId id, std::uint32_t offset);

    std::span<const std::shared_ptr<const SourceFile>> files_;
    FileId last_file_{};
    Position last_;
};

[[nodiscard]] std::string_view to_string(Fix::Safety safety);

// One renderer each; `render` chooses.
[[nodiscard]] std::string render_text(const Findings& findings, const RenderOptions& options);
[[nodiscard]] std::string render_compact(const Findings& findings);
[[nodiscard]] std::string render_json(const Findings& findings);

}  // namespace latchkey::diag
