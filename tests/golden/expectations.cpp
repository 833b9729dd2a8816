#include "golden/expectations.h"

#include <algorithm>
#include <map>

namespace latchkey::golden {
namespace {

constexpr std::string_view file_mark = "// --- file: ";

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return lines;
}

bool is_expectation(std::string_view line) {
    if (!line.starts_with("//")) {
        return false;
    }
    line.remove_prefix(2);
    if (line.starts_with("<") && line.size() > 1 && line[1] >= '0' && line[1] <= '9') {
        return true;
    }
    const std::size_t first = line.find_first_not_of(' ');
    return first != std::string_view::npos &&
           (line[first] == '^' || (first > 2 && (line.substr(first).starts_with("= "))));
}

/// `// as-of: 2026-11-23` of the first lines.
bool read_setting(std::string_view line, Golden& golden) {
    for (const std::string_view name : {"as-of", "profile", "rule", "only", "scope-search"}) {
        const std::string start = "// " + std::string(name) + ": ";
        if (line.starts_with(start)) {
            std::string value(line.substr(start.size()));
            value.erase(value.find_last_not_of("\r\n ") + 1);
            golden.settings.emplace_back(name, value);
            return true;
        }
    }
    return false;
}

class Writer {
public:
    using Files = std::span<const std::shared_ptr<const SourceFile>>;

    Writer(Files files, std::span<const Diagnostic> found) : files_(files) {
        for (const Diagnostic& diagnostic : found) {
            add_finding(diagnostic);
        }
    }

    [[nodiscard]] std::string annotated(FileId id) const {
        const SourceFile& file = *files_[static_cast<std::size_t>(id)];
        const auto notes = notes_.find(id);
        std::string out;
        std::uint32_t line = 0;
        for (const std::string_view text : lines_of(file.text())) {
            out += text;
            ++line;
            const bool some = notes != notes_.end() && notes->second.contains(line);
            out += some && !text.ends_with('\n') ? "\n" : "";
            if (some) {
                for (const std::string& note : notes->second.at(line)) {
                    out += note + "\n";
                }
            }
        }
        return out;
    }

private:
    struct Mark {
        std::uint32_t line = 0;
        std::string text;
    };

    /// The standard purposes stand in no golden.
    bool is_own(FileId id) const {
        return !files_[static_cast<std::size_t>(id)]->path().starts_with('<');
    }

    Mark mark(Location where) const {
        const SourceFile& file = *files_[static_cast<std::size_t>(where.file)];
        const Position begin = file.position(where.span.begin);
        const Position end = file.position(where.span.end);
        const bool one_line = begin.line == end.line;
        const std::uint32_t last = one_line ? end.column : begin.column + 1;
        const std::uint32_t width = std::max<std::uint32_t>(1, last - begin.column);
        const std::string more = one_line ? "" : "…";
        if (begin.column < 3) {
            return {begin.line, "//<" + std::to_string(begin.column) + "-" +
                                    std::to_string(begin.column + width - 1) + more + " "};
        }
        return {begin.line,
                "//" + std::string(begin.column - 3, ' ') + std::string(width, '^') + more + " "};
    }

    void add(const Mark& place, FileId file, std::string text) {
        notes_[file][place.line].push_back(std::move(text));
    }

    void add_finding(const Diagnostic& one) {
        const Mark place = mark(one.where);
        add(place, one.where.file,
            place.text + std::string(to_string(one.level)) + "[" + one.id + "]" +
                (one.waived ? " (waived)" : "") + ": " + one.message);
        const std::string indent =
            "//" + std::string(std::max<std::size_t>(place.text.find_first_of("^<"), 6) - 2, ' ') +
            "= ";
        for (const Label& label : one.labels) {
            if (is_own(label.where.file)) {
                const Mark other = mark(label.where);
                add(other, label.where.file, other.text + label.text);
            } else {
                add(place, one.where.file, indent + "see the standard purposes: " + label.text);
            }
        }
        for (const std::string& note : one.notes) {
            add(place, one.where.file, indent + "note: " + note);
        }
        for (const Fix& fix : one.fixes) {
            constexpr std::string_view names[] = {"safe", "unsafe", "stub"};
            add(place, one.where.file,
                indent + "fix (" + std::string(names[static_cast<std::size_t>(fix.safety)]) +
                    "): " + fix.title);
        }
    }

    Files files_;
    std::map<FileId, std::map<std::uint32_t, std::vector<std::string>>> notes_;
};

}  // namespace

Golden read(std::string_view text) {
    Golden golden;
    golden.files.emplace_back("policy.latch", "");
    bool at_start = true;
    for (const std::string_view line : lines_of(text)) {
        at_start = at_start && read_setting(line, golden);
        if (at_start || is_expectation(line)) {
            continue;
        }
        if (line.starts_with(file_mark)) {
            std::string path(line.substr(file_mark.size()));
            path.erase(path.find_last_not_of("\r\n ") + 1);
            golden.files.emplace_back(path, "");
            continue;
        }
        golden.files.back().second += line;
    }
    return golden;
}

std::string write(const Golden& golden, std::span<const std::shared_ptr<const SourceFile>> files,
                  std::span<const Diagnostic> found) {
    const Writer writer(files, found);
    std::string out;
    for (const auto& [name, value] : golden.settings) {
        out += "// " + name + ": " + value + "\n";
    }
    for (const auto& part : golden.files) {
        out += &part == &golden.files.front() ? "" : std::string(file_mark) + part.first + "\n";
        const auto file =
            std::ranges::find_if(files, [&](const auto& one) { return one->path() == part.first; });
        out += file == files.end() ? part.second
                                   : writer.annotated(static_cast<FileId>(file - files.begin()));
    }
    return out;
}

}  // namespace latchkey::golden
