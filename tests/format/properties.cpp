#include "format/properties.h"

#include "diag/report.h"
#include "format/describe.h"
#include "format/diff.h"
#include "format/format.h"
#include "syntax/parse.h"
#include "syntax/token.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace latchkey::format_test {
namespace {

constexpr std::string_view mark = "\xEF\xBB\xBF";

struct Parsed {
    explicit Parsed(std::string_view text) : file("a.latch", std::string(text)) {
        diag::Reports reports;
        tree = syntax::parse(file, FileId{}, reports);
    }
    SourceFile file;
    syntax::Tree tree;
};

/// The comments in their order, each told whether it has a line of its own.
std::vector<std::string> comments_of(std::string_view text) {
    std::vector<std::string> comments;
    for (const syntax::Token& comment : syntax::tokenize(text).comments) {
        const std::string_view words = text.substr(comment.span.begin, comment.span.size());
        comments.push_back((comment.starts_line ? "own " : "end ") +
                           std::string(words.substr(0, words.find_last_not_of(" \t") + 1)));
    }
    return comments;
}

/// The tokens as they are written.
std::vector<std::string> tokens_of(std::string_view text) {
    std::vector<std::string> tokens;
    for (const syntax::Token& token : syntax::tokenize(text).tokens) {
        tokens.emplace_back(text.substr(token.span.begin, token.span.size()));
    }
    return tokens;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end);
        text.remove_prefix(text.starts_with("\r\n") ? 2 : text.empty() ? 0 : 1);
    }
    return lines;
}

Problems check_shape(std::string_view before, std::string_view after) {
    Problems problems;
    const auto demand = [&](bool condition, std::string_view what) {
        if (!condition) {
            problems.emplace_back(what);
        }
    };
    demand(before.starts_with(mark) == after.starts_with(mark), "a byte-order mark came or went");
    after.remove_prefix(after.starts_with(mark) ? mark.size() : 0);
    demand(after.empty() || after.back() == '\n' || after.back() == '\r', "no final line end");
    const std::size_t both = [&] {
        std::size_t count = 0;
        for (std::size_t at = after.find("\r\n"); at != after.npos;
             at = after.find("\r\n", at + 2)) {
            ++count;
        }
        return count;
    }();
    const auto returns = static_cast<std::size_t>(std::ranges::count(after, '\r'));
    const auto feeds = static_cast<std::size_t>(std::ranges::count(after, '\n'));
    demand((both == returns && both == feeds) || returns == 0 || feeds == 0, "two kinds of lines");
    const auto lines = lines_of(after);
    bool blank = true;
    for (const std::string_view line : lines) {
        demand(!line.ends_with(' ') && !line.ends_with('\t'), "a blank at the end of a line");
        demand(line.find_first_not_of(" \t") == line.find_first_not_of(' '), "a tab as indent");
        demand(!blank || !line.empty(), "a blank line too many");
        blank = line.empty() || line.ends_with('{');
    }
    demand(lines.empty() || !lines.back().empty(), "a blank line at the end");
    return problems;
}

/// The text that a diff makes of another. Only for what the diff shows as it is.
std::string patch(std::string_view before, std::string_view diff) {
    const auto old_lines = lines_of(before);
    std::string made;
    std::size_t at = 0;
    const auto copy = [&](std::size_t end) {
        for (; at < end && at < old_lines.size(); ++at) {
            made += std::string(old_lines[at]) + "\n";
        }
    };
    for (const std::string_view line : lines_of(diff)) {
        if (line.starts_with("--- ") || line.starts_with("+++ ")) {
            continue;
        }
        if (line.starts_with("@@ -")) {
            std::size_t first = 0;
            std::from_chars(line.data() + 4, line.data() + line.size(), first);
            const bool nothing = line.substr(0, line.find(" +")).ends_with(",0");
            copy(first - (nothing ? 0 : 1));
        } else if (line.starts_with('+')) {
            made += std::string(line.substr(1)) + "\n";
        } else if (line.starts_with(' ') || line.starts_with('-')) {
            made += line.front() == ' ' ? std::string(line.substr(1)) + "\n" : "";
            ++at;
        }
    }
    copy(old_lines.size());
    return made;
}

Problems check_diff(std::string_view before, std::string_view after) {
    std::string changed(before);
    const auto changes = format::changes(before, after);
    for (auto at = changes.rbegin(); at != changes.rend(); ++at) {
        changed.replace(at->where.begin, at->where.size(), at->text);
    }
    if (changed != after) {
        return {"the changes make another text"};
    }
    const bool plain = std::ranges::all_of(
        before, [](char byte) { return byte == '\n' || (byte >= ' ' && byte < 0x7F); });
    if (!plain || patch(before, format::diff("a.latch", before, after, {})) == after) {
        return {};
    }
    return {"the diff makes another text"};
}

bool stands_free(const std::vector<syntax::Token>& tokens, std::size_t index) {
    using syntax::Kind;
    return index == 0 ||
           (tokens[index].kind != Kind::colon && tokens[index - 1].kind != Kind::colon);
}

}  // namespace

std::optional<std::string> formatted(std::string_view text) {
    const Parsed parsed(text);
    return parsed.tree.has_errors ? std::nullopt
                                  : std::optional(format::in_style(parsed.file, parsed.tree));
}

Problems compare(std::string_view before, std::string_view after) {
    Problems problems = check_shape(before, after);
    if (describe(Parsed(before).tree) != describe(Parsed(after).tree)) {
        problems.emplace_back("the tree is another");
    }
    if (tokens_of(before) != tokens_of(after)) {
        problems.emplace_back("the tokens are others");
    }
    if (comments_of(before) != comments_of(after)) {
        problems.emplace_back("the comments are others");
    }
    if (formatted(after) != after) {
        problems.emplace_back("formatted again it is another text");
    }
    return problems;
}

std::optional<Problems> check(std::string_view text, mutation::Random& random) {
    const auto once = formatted(text);
    if (!once) {
        return std::nullopt;
    }
    Problems problems = compare(text, *once);
    std::ranges::move(check_diff(text, *once), std::back_inserter(problems));
    // Blanks decide nothing.
    std::string spread;
    const syntax::Tokens cut = syntax::tokenize(text);
    std::size_t token = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        while (token < cut.tokens.size() && cut.tokens[token].span.begin < at) {
            ++token;
        }
        const bool begins = token < cut.tokens.size() && cut.tokens[token].span.begin == at;
        if (begins && stands_free(cut.tokens, token)) {
            spread.append(random.below(4), random.below(2) == 0 ? ' ' : '\t');
        }
        spread += text[at];
    }
    if (formatted(spread) != once) {
        problems.emplace_back("with other blanks it becomes another text");
    }
    return problems;
}

std::string rearrange(std::string_view text, mutation::Random& random) {
    constexpr std::array<std::string_view, 12> between{" ",
                                                       "   ",
                                                       "\t",
                                                       "\n",
                                                       "\n\n",
                                                       "\r\n",
                                                       "\n\n\n",
                                                       "  // why  \n",
                                                       " /// one\n",
                                                       "\n// own\n",
                                                       "\n\n/// two\t\n",
                                                       "\n  //// no\n\n"};
    const syntax::Tokens cut = syntax::tokenize(text);
    const std::size_t every = 2 + random.below(12);
    // Some on one line, as far as comments let it.
    const bool joins = random.below(4) == 0;
    std::string made;
    std::size_t past = 0;
    for (std::size_t index = 0; index < cut.tokens.size(); ++index) {
        const std::size_t begin = cut.tokens[index].span.begin;
        const std::string_view gap = text.substr(past, begin - past);
        const std::size_t words_end = gap.find_last_not_of("\r\n\t ") + 1;
        const bool joined = joins && index > 0 && words_end <= cut.tokens[index - 1].span.size();
        made += joined ? gap.substr(0, words_end) : gap;
        made += joined && words_end < gap.size() ? " " : "";
        if (stands_free(cut.tokens, index) && random.below(every) == 0) {
            made += between.at(random.below(between.size()));
        }
        past = begin;
    }
    return made + std::string(text.substr(past));
}

Problems test_checks() {
    Problems problems;
    constexpr std::string_view good =
        "// first\nteam a {\n  contact    \"x\"  // c\n  escalation \"y\"\n}\n\n/// doc\nuse b\n";
    const auto expect = [&](std::string_view after, std::string_view report) {
        const Problems found = compare(good, after);
        if (report.empty() ? !found.empty() : std::ranges::find(found, report) == found.end()) {
            problems.push_back("self-test: `" + std::string(report) + "` is " +
                               (report.empty() ? "not alone" : "not reported"));
        }
    };
    expect(good, "");
    std::string text(good);
    const auto with = [&](std::string_view from, std::string_view to) {
        std::string changed = text;
        return changed.replace(changed.find(from), from.size(), to);
    };
    expect(with("// first\n", ""), "the comments are others");
    expect(with("// c\n", "\n  // c\n"), "the comments are others");
    expect(with("\"x\"", "\"z\""), "the tree is another");
    expect(with("\"x\"", "\"\\u{78}\""), "the tokens are others");
    expect(with("/// doc\n", "/// doc\n/// more\n"), "the tree is another");
    expect(with("  contact    ", "  contact "), "formatted again it is another text");
    expect(with("use b\n", "use b"), "no final line end");
    expect(with("use b\n", "use b\n\n"), "a blank line at the end");
    expect(with("use b\n", "use b \n"), "a blank at the end of a line");
    expect(with("  contact", "\tcontact"), "a tab as indent");
    expect(with("}\n\n", "}\n\n\n"), "a blank line too many");
    expect(with("{\n", "{\n\n"), "a blank line too many");
    expect(with("}\n", "}\r\n"), "two kinds of lines");
    expect(std::string(mark) + text, "a byte-order mark came or went");
    if (patch("a\nb\nc\n", "--- x\n+++ x\n@@ -2,1 +2,2 @@\n-b\n+d\n+e\n") != "a\nd\ne\nc\n") {
        problems.emplace_back("self-test: a diff is not applied");
    }
    return problems;
}

}  // namespace latchkey::format_test
