#include "diag/escape.h"
#include "diag/render.h"

#include <fmt/format.h>

#include <array>

namespace latchkey::diag {
namespace {

// GitHub shows so many annotations of a kind for a step and drops the others without a word.
constexpr std::size_t most_annotations = 10;

std::string_view command_of(Level level) {
    return level == Level::error ? "error" : level == Level::warning ? "warning" : "notice";
}

/// Escapes what stands behind `::`, or with `property` a value before it.
std::string escaped(std::string_view text, bool property) {
    std::string out;
    for (const char byte : text) {
        if (byte == '%' || byte == '\r' || byte == '\n' ||
            (property && (byte == ':' || byte == ','))) {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
        } else {
            out += byte;
        }
    }
    return out;
}

/// The runner obeys `##[…]` anywhere in a line, and `::…` at its beginning.
std::string disarmed(std::string text) {
    for (std::size_t at = text.find("##["); at != std::string::npos; at = text.find("##[", at)) {
        text.replace(at, 3, "# #[");
    }
    return text.find_first_not_of(' ') == text.find("::") && text.find("::") != std::string::npos
               ? "./" + text.substr(text.find("::"))
               : text;
}

std::string annotation(const Findings& findings, Positions& positions,
                       const Diagnostic& diagnostic) {
    const Position begin = positions.begin(diagnostic.where);
    const Position end = positions.end(diagnostic.where);
    const std::string path =
        std::string(findings.path_prefix) + visible(positions.file(diagnostic.where.file).path());
    std::string columns;
    if (begin.line == end.line) {
        // The last column belongs to what is marked.
        columns = fmt::format(",col={},endColumn={}", begin.column,
                              end.column > begin.column ? end.column - 1 : begin.column);
    }
    std::string text = visible(diagnostic.message);
    for (const std::string& note : diagnostic.notes) {
        text += "\nnote: " + visible(note);
    }
    for (const Fix& fix : diagnostic.fixes) {
        text += "\nfix: " + visible(fix.title);
    }
    return fmt::format("::{} file={},line={},endLine={}{},title={}::{}\n",
                       command_of(diagnostic.level), escaped(path, true), begin.line, end.line,
                       columns, escaped(diagnostic.id, true), escaped(disarmed(text), false));
}

}  // namespace

/// Workflow commands of GitHub Actions. Of a level with more findings than GitHub shows, the last
/// annotation says how many there are, and the log lists them all.
std::string render_github(const Findings& findings) {
    const Summary counts = summarise(findings);
    const std::array<std::size_t, 4> of_level{0, counts.infos, counts.warnings, counts.errors};
    std::array<std::size_t, 4> shown{};
    Positions positions(findings.files);
    std::string annotations;
    std::string all;
    for (const Diagnostic& diagnostic : findings.list) {
        if (!is_reported(diagnostic)) {
            continue;
        }
        const auto level = static_cast<std::size_t>(diagnostic.level);
        const std::size_t most =
            of_level.at(level) > most_annotations ? most_annotations - 1 : most_annotations;
        if (shown.at(level) < most) {
            ++shown.at(level);
            annotations += annotation(findings, positions, diagnostic);
        }
        all += disarmed(compact_line(findings, positions, diagnostic)) + '\n';
    }
    bool capped = false;
    for (const Level level : {Level::error, Level::warning, Level::info}) {
        const auto at = static_cast<std::size_t>(level);
        if (of_level.at(at) > shown.at(at)) {
            capped = true;
            annotations += fmt::format(
                "::{} title=latchkey::{} of {} are shown here; the log of this step lists all\n",
                command_of(level), shown.at(at), count_of(of_level.at(at), to_string(level)));
        }
    }
    if (capped) {
        annotations += "::group::latchkey: " + summary_text(counts) + '\n' + all + "::endgroup::\n";
    }
    return annotations;
}

}  // namespace latchkey::diag
