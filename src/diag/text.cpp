#include "diag/escape.h"
#include "diag/render.h"
#include "diag/snippet.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <tuple>

namespace latchkey::diag {
namespace {

// More places than this are a list, and nobody looks at all of them.
constexpr std::size_t most_labels = 12;
// Where no terminal says its width, a line longer than this is data and not something to read.
constexpr std::size_t longest_line = 400;
constexpr std::size_t shortest_line = 20;

/// A place to mark and what to say of it.
struct Mark {
    std::uint32_t line = 1;
    bool primary = false;
    Span span;
    std::string_view text;
};

/// The places of one finding in one file, sorted by line; the primary one comes first in its line.
struct Block {
    FileId file{};
    std::vector<Mark> marks;
};

class TextRenderer {
public:
    TextRenderer(const Findings& findings, const RenderOptions& options)
        : findings_(findings), options_(options), positions_(findings.files) {}

    [[nodiscard]] std::string render();

private:
    void finding(const Diagnostic& diagnostic);
    [[nodiscard]] std::vector<Block> blocks(const Diagnostic& diagnostic);
    void block(const Block& block, Level level);
    void line(const Snippet& snippet, std::uint32_t number, std::span<const Mark> marks,
              Level level);
    void mark(const Mark& mark, Columns columns, Level level);

    /// A row of the finding's frame, without blanks at its end.
    void row(std::string_view head, std::string_view text) {
        out_ += head;
        const std::size_t last = text.find_last_not_of(' ');
        if (last != std::string_view::npos) {
            out_.append(1, ' ').append(text.substr(0, last + 1));
        }
        out_ += '\n';
    }
    void remark(std::string_view kind, std::string_view text) {
        row(margin_ + " = " + std::string(kind) + ":", visible(text));
    }
    [[nodiscard]] std::string painted(std::string_view text, std::string_view colour) const {
        return options_.colour ? fmt::format("\x1B[1;{}m{}\x1B[0m", colour, text)
                               : std::string(text);
    }

    /// With the terminal's escape sequence for a link (OSC 8) to the file.
    [[nodiscard]] std::string linked(std::string_view text, std::string_view path) const {
        if (options_.link_root.empty() || path.starts_with('<')) {
            return std::string(text);
        }
        return fmt::format("\x1B]8;;{}\x1B\\{}\x1B]8;;\x1B\\",
                           uri_of(std::string(options_.link_root) + "/" + std::string(path)), text);
    }

    const Findings& findings_;
    const RenderOptions& options_;
    Positions positions_;
    std::string out_;
    /// As many blanks as the finding's longest line number has digits.
    std::string margin_;
};

constexpr std::string_view blue = "34";

constexpr std::string_view colour_of(Level level) {
    return level == Level::error ? "31" : level == Level::warning ? "33" : "36";
}

/// What applies a fix; a stub is for an editor.
std::string_view command_of(const Fix& fix) {
    return fix.edits.empty() || fix.safety == Fix::Safety::stub ? ""
           : fix.safety == Fix::Safety::safe                    ? " (latchkey check --fix)"
                                                                : " (latchkey check --fix=all)";
}

std::string TextRenderer::render() {
    for (const Diagnostic& diagnostic : findings_.list) {
        if (is_reported(diagnostic)) {
            finding(diagnostic);
        }
    }
    if (!out_.empty() || options_.always_summary) {
        out_ += summary_text(summarise(findings_)) + '\n';
    }
    return std::move(out_);
}

void TextRenderer::finding(const Diagnostic& diagnostic) {
    const std::vector<Block> places = blocks(diagnostic);
    std::uint32_t last_line = 1;
    for (const Block& place : places) {
        last_line = std::max(last_line, place.marks.back().line);
    }
    margin_.assign(std::to_string(last_line).size(), ' ');

    const std::string level = fmt::format("{}[{}]", to_string(diagnostic.level), diagnostic.id);
    out_ += painted(level, colour_of(diagnostic.level)) + ": " + visible(diagnostic.message) + '\n';
    for (const Block& place : places) {
        block(place, diagnostic.level);
    }
    row(margin_ + " |", "");
    if (diagnostic.labels.size() > most_labels) {
        const std::size_t more = diagnostic.labels.size() - most_labels;
        remark("note", "and " + count_of(more, "more place") + "; --format json lists all");
    }
    for (const std::string& note : diagnostic.notes) {
        remark("note", note);
    }
    for (const Fix& fix : diagnostic.fixes) {
        remark("fix", fix.title + std::string(command_of(fix)));
    }
    remark("why", "latchkey explain " + diagnostic.id);
    out_ += '\n';
}

std::vector<Block> TextRenderer::blocks(const Diagnostic& diagnostic) {
    std::vector<Block> made{{.file = diagnostic.where.file, .marks = {}}};
    Mark primary{positions_.begin(diagnostic.where).line, true, diagnostic.where.span, {}};
    bool has_text = false;
    const std::size_t shown = std::min(diagnostic.labels.size(), most_labels);
    for (const Label& label : std::span(diagnostic.labels).first(shown)) {
        if (label.where == diagnostic.where && !has_text) {
            primary.text = label.text;
            has_text = true;
            continue;
        }
        auto place = std::ranges::find(made, label.where.file, &Block::file);
        if (place == made.end()) {
            place = made.insert(made.end(), Block{.file = label.where.file, .marks = {}});
        }
        place->marks.push_back(
            {positions_.begin(label.where).line, false, label.where.span, label.text});
    }
    made.front().marks.push_back(primary);
    // The primary file first, the others as they are sorted everywhere.
    std::ranges::sort(made.begin() + 1, made.end(), std::less<>{}, &Block::file);
    for (Block& place : made) {
        std::ranges::stable_sort(place.marks, std::less<>{}, [](const Mark& mark) {
            return std::tuple(mark.line, !mark.primary, mark.span);
        });
    }
    return made;
}

void TextRenderer::block(const Block& block, Level level) {
    const SourceFile& file = positions_.file(block.file);
    const auto primary = std::ranges::find(block.marks, true, &Mark::primary);
    const Mark& named = primary == block.marks.end() ? block.marks.front() : *primary;
    const Position place = positions_.begin({block.file, named.span});
    const std::string name = fmt::format("{}{}:{}:{}", findings_.path_prefix, visible(file.path()),
                                         place.line, place.column);
    out_ +=
        fmt::format("{}{} {}\n", margin_, named.primary ? "-->" : ":::", linked(name, file.path()));
    row(margin_ + " |", "");

    const std::size_t frame = margin_.size() + 3;
    const std::size_t room = std::max(options_.width, frame + shortest_line) - frame;
    const std::size_t columns = options_.width == 0 ? longest_line : std::min(room, longest_line);
    const Snippet snippet(file, block.file, findings_.secrets, columns);
    std::span<const Mark> rest = block.marks;
    for (std::uint32_t before = rest.front().line; !rest.empty();) {
        const std::uint32_t number = rest.front().line;
        if (number == before + 2) {
            // A line instead of the dots costs nothing.
            line(snippet, before + 1, {}, level);
        } else if (number > before + 2) {
            out_ += "...\n";
        }
        const auto next =
            std::ranges::find_if(rest, [&](const Mark& mark) { return mark.line != number; });
        const auto count = static_cast<std::size_t>(next - rest.begin());
        line(snippet, number, rest.first(count), level);
        rest = rest.subspan(count);
        before = number;
    }
}

void TextRenderer::line(const Snippet& snippet, std::uint32_t number, std::span<const Mark> marks,
                        Level level) {
    std::vector<Span> spans;
    std::ranges::transform(marks, std::back_inserter(spans), &Mark::span);
    const DrawnLine drawn = snippet.draw(number, spans);
    row(fmt::format("{:>{}} |", number, margin_.size()), drawn.text);
    for (std::size_t at = 0; at < marks.size(); ++at) {
        mark(marks[at], drawn.marks[at], level);
    }
}

void TextRenderer::mark(const Mark& mark, Columns columns, Level level) {
    const std::string drawn(columns.count, mark.primary ? '^' : '-');
    const std::string text = visible(mark.text);
    row(margin_ + " |", std::string(columns.begin, ' ') +
                            painted(drawn, mark.primary ? colour_of(level) : blue) +
                            (text.empty() ? "" : " " + text));
}

}  // namespace

std::string render_text(const Findings& findings, const RenderOptions& options) {
    return TextRenderer(findings, options).render();
}

}  // namespace latchkey::diag
