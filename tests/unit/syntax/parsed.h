#pragma once

#include "latchkey/source.h"

#include "diag/report.h"
#include "syntax/parse.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace latchkey::syntax::test {

/// A text with its tree and what was said about it.
struct Parsed {
    explicit Parsed(std::string text) : file("test.latch", std::move(text)) {
        diag::Reports reports;
        tree = parse(file, FileId{}, reports);
        findings = reports.take();
    }

    /// The text under a finding.
    [[nodiscard]] std::string marked(const Diagnostic& finding) const {
        return std::string(file.text(finding.where.span));
    }
    /// All messages, a line each.
    [[nodiscard]] std::string messages() const {
        std::string all;
        for (const Diagnostic& finding : findings) {
            all += finding.id + ": " + finding.message + "\n";
        }
        return all;
    }

    SourceFile file;
    Tree tree;
    std::vector<Diagnostic> findings;
};

/// The text after the first fix of a finding.
[[nodiscard]] inline std::string fixed(const Parsed& parsed, const Diagnostic& finding) {
    std::string text(parsed.file.text());
    if (finding.fixes.empty()) {
        return text;
    }
    std::vector<Edit> edits = finding.fixes.front().edits;
    std::ranges::sort(edits, std::greater<>(),
                      [](const Edit& edit) { return edit.where.span.begin; });
    for (const Edit& edit : edits) {
        text.replace(edit.where.span.begin, edit.where.span.size(), edit.text);
    }
    return text;
}

}  // namespace latchkey::syntax::test
