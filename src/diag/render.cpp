#include "latchkey/render.h"

#include "diag/render.h"
#include "source/assert.h"
#include "source/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace latchkey {
namespace {

constexpr std::array<std::string_view, 8> format_names{"text",  "compact", "json",   "sarif",
                                                       "junit", "gitlab",  "github", "markdown"};

std::int64_t count_columns(std::string_view text, diag::Positions::Unit unit) {
    if (unit == diag::Positions::Unit::characters) {
        return std::ranges::count_if(
            text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; });
    }
    std::int64_t count = 0;
    while (!text.empty()) {
        const source::CodePoint character = source::decode_utf8(text);
        // Past U+FFFF stand pairs of surrogates; a byte that is no UTF-8 is read as one character.
        count += character.value > 0xFFFF ? 2 : 1;
        text.remove_prefix(character.size);
    }
    return count;
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

Summary summarise(const Findings& findings) {
    Summary summary{.files_checked = findings.files_checked};
    std::vector<bool> has_finding(findings.files.size());
    for (const Diagnostic& diagnostic : findings.list) {
        if (diagnostic.waived) {
            ++summary.waived;
            continue;
        }
        if (diagnostic.baselined) {
            ++summary.baselined;
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
    switch (format) {
        case Format::text: return diag::render_text(findings, options);
        case Format::compact: return diag::render_compact(findings);
        case Format::json: return diag::render_json(findings);
        case Format::sarif: return diag::render_sarif(findings);
        case Format::junit: return diag::render_junit(findings, options);
        case Format::gitlab: return diag::render_gitlab(findings);
        case Format::github: return diag::render_github(findings);
        case Format::markdown: return diag::render_markdown(findings);
    }
    return {};
}

namespace diag {

std::string_view to_string(Fix::Safety safety) {
    constexpr std::array<std::string_view, 3> names{"safe", "unsafe", "stub"};
    return names.at(static_cast<std::size_t>(safety));
}

std::string count_of(std::size_t count, std::string_view noun) {
    return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string summary_text(const Summary& counts) {
    std::string text =
        count_of(counts.errors, "error") + ", " + count_of(counts.warnings, "warning");
    if (counts.infos > 0) {
        text += ", " + count_of(counts.infos, "info");
    }
    text += " in ";
    if (counts.files_with_findings > 0) {
        text += std::to_string(counts.files_with_findings) + " of ";
    }
    text += count_of(counts.files_checked, "file");
    std::string besides;
    const auto add = [&](std::size_t count, std::string_view what) {
        if (count > 0) {
            besides += (besides.empty() ? "" : ", ") + std::to_string(count) + " ";
            besides += what;
        }
    };
    add(counts.waived, "waived");
    add(counts.baselined, "in the baseline");
    add(counts.fixable, "fixable");
    return besides.empty() ? text : text + " (" + besides + ")";
}

std::string uri_of(std::string_view path) {
    std::string out = path.starts_with('/') ? "file://" : "";
    for (const char byte : path) {
        const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= '0' && byte <= '9') ||
                           std::string_view("/-._~").find(byte) != std::string_view::npos;
        out +=
            plain ? std::string(1, byte) : fmt::format("%{:02X}", static_cast<unsigned char>(byte));
    }
    return out;
}

std::string UniqueFingerprints::of(const Diagnostic& diagnostic) {
    const std::size_t count = ++seen_[diagnostic.fingerprint];
    return count == 1 ? diagnostic.fingerprint
                      : diagnostic.fingerprint + "-" + std::to_string(count);
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
                                 ? count_columns(source.text({from.offset, offset}), unit_)
                                 : -count_columns(source.text({offset, from.offset}), unit_);
    last_file_ = id;
    last_ = {line, static_cast<std::uint32_t>(from.column + gap), offset};
    return last_;
}

}  // namespace diag
}  // namespace latchkey
