#include "workspace/catalog_diff_render.h"

#include "workspace/catalog_diff_words.h"

namespace latchkey {
namespace workspace {
namespace {

std::string counts_of(const DiffReport& report) {
    std::string text;
    for (const std::string& count : report.counts) {
        text += (text.empty() ? "" : ", ") + count;
    }
    return text;
}

constexpr std::string_view nothing = "nothing that a policy could rest on differs";

std::string bracketed(const std::string& remark) {
    return remark.empty() ? "" : "  (" + remark + ")";
}

}  // namespace

std::string render_catalog_diff_text(const CatalogDiff& diff) {
    const DiffReport report = describe(diff);
    std::string text = report.title + "\n" + counts_of(report) + "\n";
    if (report.sections.empty()) {
        return text + std::string(nothing) + "\n";
    }
    for (const DiffSection& section : report.sections) {
        text += "\n" + section.title + "\n";
        for (const DiffEntry& entry : section.entries) {
            text += "  " + entry.line + "\n";
            for (const DiffDetail& detail : entry.details) {
                text += "    " + std::string(1, detail.sign) + " " + detail.name +
                        bracketed(detail.remark) + "\n";
            }
        }
    }
    return text;
}

std::string render_catalog_diff_markdown(const CatalogDiff& diff) {
    const DiffReport report = describe(diff);
    std::string text = "# " + report.title + "\n\n" + counts_of(report) + "\n";
    if (report.sections.empty()) {
        return text + "\n" + std::string(nothing) + "\n";
    }
    for (const DiffSection& section : report.sections) {
        text += "\n## " + section.title + "\n" + (section.entries.empty() ? "" : "\n");
        for (const DiffEntry& entry : section.entries) {
            text += "- " + entry.line + "\n";
            for (const DiffDetail& detail : entry.details) {
                // A bare sign would begin a list of its own.
                text += "  - **" + std::string(1, detail.sign) + "** `" + detail.name + "`" +
                        bracketed(detail.remark) + "\n";
            }
        }
    }
    return text;
}

}  // namespace workspace

std::string render(const CatalogDiff& diff, CatalogDiffFormat format) {
    switch (format) {
        case CatalogDiffFormat::json: return workspace::render_catalog_diff_json(diff);
        case CatalogDiffFormat::markdown: return workspace::render_catalog_diff_markdown(diff);
        case CatalogDiffFormat::text: break;
    }
    return workspace::render_catalog_diff_text(diff);
}

}  // namespace latchkey
