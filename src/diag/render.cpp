#include "latchkey/render.h"

#include "diag/render.h"
#include "source/assert.h"

#include <algorithm>
#include <array>
#include <vector>

namespace latchkey {
namespace {

constexpr std::array<std::string_view, 8> format_names{"text",  "compact", "json",   "sarif",
                                                       "junit", "gitlab",  "github", "markdown"};

std::int64_t count_characters(std::string_view text) {
    return std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; });
}

/// The line (from 1) that holds the offset.
std::uint32_t find_line(const SourceFile& file, std::uint32_t offset) {
    std::uint32_t line = 1;
    auto behind = static_cast<std::uint32_t>(file.line_count()) + 1;
    while (behind - line > 1) {
        const std::uint32_t middle = line + (behind - line) / 2;
        (file.line_begin(middle) <= offset ? line : behind) = middle;
    }
    return line;
}

}  // namespace

std::string_view to_string(Format format) {
    return format_names.at(static_cast<std::size_t>(format));
}

std::optional<Format> find_format(std::string_view name) {
    const auto found = std::ranges::find(format_names, name);
    if (found == format_names.end()) {
        return std::nullopt;
    }
    return static_cast<Format>(found - format_names.begin());
}

bool is_supported(Format format) {
    return format == Format::text || format == Format::compact || format == Format::json;
}

Summary summarise(const Findings& findings) {
    Summary summary{.files_checked = findings.files_checked};
    std::vector<bool> has_finding(findings.files.size());
    for (const Diagnostic& diagnostic : findings.list) {
        if (diagnostic.waived) {
            ++summary.waived;
            continue;
        }
        summary.errors += diagnostic.level == Level::error ? 1 : 0;
        summary.warnings += diagnostic.level == Level::warning ? 1 : 0;
        summary.infos += diagnostic.level == Level::info ? 1 : 0;
        const bool fixable = std::ranges::find(diagnostic.fixes, Fix::Safety::safe, &Fix::safety) !=
                             diagnostic.fixes.end();
        summary.fixable += fixable ? 1 : 0;
        const auto file = static_cast<std::size_t>(diagnostic.where.file);
        LATCHKEY_ASSERT(file < has_finding.size());
        summary.files_with_findings += has_finding[file] ? 0 : 1;
        has_finding[file] = true;
    }
    return summary;
}

std::string render(const Findings& findings, Format format, const RenderOptions& options) {
    LATCHKEY_ASSERT(is_supported(format));
    switch (format) {
        case Format::json: return diag::render_json(findings);
        case Format::compact: return diag::render_compact(findings);
        default: return diag::render_text(findings, options);
    }
}

namespace diag {

std::string_view to_string(Fix::Safety safety) {
    constexpr std::array<std::string_view, 3> names{"safe", "unsafe", "stub"};
    return names.at(static_cast<std::size_t>(safety));
}

const SourceFile& Positions::file(FileId id) const {
    const auto index = static_cast<std::size_t>(id);
    LATCHKEY_ASSERT(index < files_.size() && files_[index] != nullptr);
    return *files_[index];
}

Position Positions::at(FileId id, std::uint32_t offset) {
    const SourceFile& source = file(id);
    offset = std::min(offset, static_cast<std::uint32_t>(source.text().size()));
    const std::uint32_t line = find_line(source, offset);
    const bool same_line =
        id == last_file_ && line == last_.line && last_.offset >= source.line_begin(line);
    const Position from = same_line ? last_ : Position{line, 1, source.line_begin(line)};
    const std::int64_t gap = offset >= from.offset
                                 ? count_characters(source.text({from.offset, offset}))
                                 : -count_characters(source.text({offset, from.offset}));
    last_file_ = id;
    last_ = {line, static_cast<std::uint32_t>(from.column + gap), offset};
    return last_;
}

}  // namespace diag
}  // namespace latchkey
