#pragma once

#include "latchkey/render.h"

#include <map>
#include <string>
#include <string_view>

namespace latchkey::diag {

/// Says lines and columns of places that are mostly asked for in order. It counts from the place
/// before, so that many findings on one endless line do not cost a walk over that line each.
class Positions {
public:
    /// What columns count.
    enum class Unit : std::uint8_t { characters, utf16 };

    explicit Positions(std::span<const std::shared_ptr<const SourceFile>> files,
                       Unit unit = Unit::characters)
        : files_(files), unit_(unit) {}

    [[nodiscard]] const SourceFile& file(FileId id) const;
    [[nodiscard]] Position begin(Location where) { return at(where.file, where.span.begin); }
    [[nodiscard]] Position end(Location where) { return at(where.file, where.span.end); }

private:
    [[nodiscard]] Position at(FileId id, std::uint32_t offset);

    std::span<const std::shared_ptr<const SourceFile>> files_;
    Unit unit_;
    FileId last_file_{};
    Position last_;
};

[[nodiscard]] std::string_view to_string(Fix::Safety safety);

/// "1 error", "2 errors".
[[nodiscard]] std::string count_of(std::size_t count, std::string_view noun);
/// "1 error, 2 warnings in 1 of 12 files (1 waived, 2 fixable)".
[[nodiscard]] std::string summary_text(const Summary& counts);
/// `a.latch:3:1: error: … [some-rule]`, without what a terminal would obey.
[[nodiscard]] std::string compact_line(const Findings& findings, Positions& positions,
                                       const Diagnostic& diagnostic);

/// A path as an address: a relative reference, or `file://` for an absolute one.
[[nodiscard]] std::string uri_of(std::string_view path);

/// Fingerprints that differ within one report, where the same finding may stand twice: that of the
/// second is `0123456789abcdef-2`.
class UniqueFingerprints {
public:
    [[nodiscard]] std::string of(const Diagnostic& diagnostic);

private:
    std::map<std::string_view, std::size_t> seen_;
};

// One renderer each; `render` chooses.
[[nodiscard]] std::string render_text(const Findings& findings, const RenderOptions& options);
[[nodiscard]] std::string render_compact(const Findings& findings);
[[nodiscard]] std::string render_json(const Findings& findings);
[[nodiscard]] std::string render_sarif(const Findings& findings);
[[nodiscard]] std::string render_junit(const Findings& findings, const RenderOptions& options);
[[nodiscard]] std::string render_gitlab(const Findings& findings);
[[nodiscard]] std::string render_github(const Findings& findings);
[[nodiscard]] std::string render_markdown(const Findings& findings);

}  // namespace latchkey::diag
