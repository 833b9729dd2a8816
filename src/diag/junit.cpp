#include "diag/escape.h"
#include "diag/render.h"
#include "diag/xml.h"
#include "source/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace latchkey::diag {
namespace {

/// One file of findings as a suite of tests.
struct Suite {
    std::string path;
    std::string cases;
    std::size_t tests = 0;
    std::size_t failures = 0;
    std::size_t skipped = 0;
};

bool fails(const Diagnostic& diagnostic, Level fail_on) {
    return fail_on != Level::off && (diagnostic.language_error || diagnostic.level >= fail_on);
}

std::string details(const Findings& findings, Positions& positions, const Diagnostic& diagnostic) {
    std::string text = compact_line(findings, positions, diagnostic);
    for (const Label& label : diagnostic.labels) {
        if (label.where != diagnostic.where) {
            const Position place = positions.begin(label.where);
            text += fmt::format("\n{}{}:{}:{}: {}", findings.path_prefix,
                                visible(positions.file(label.where.file).path()), place.line,
                                place.column, visible(label.text));
        }
    }
    for (const std::string& note : diagnostic.notes) {
        text += "\nnote: " + visible(note);
    }
    for (const Fix& fix : diagnostic.fixes) {
        text += "\nfix: " + visible(fix.title);
    }
    // Each line by itself: a line end is no hidden character here.
    std::string out;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        out += (begin == 0 ? "" : "\n") + xml_text(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return out;
}

/// A finding as a test; `name` is what the test is called where it is one.
void add_case(Suite& suite, const Findings& findings, Positions& positions,
              const Diagnostic& diagnostic, std::string_view name, Level fail_on) {
    const std::string path = xml_text(suite.path);
    suite.cases += fmt::format(
        "    <testcase name=\"{}\" classname=\"{}\" file=\"{}\" line=\"{}\" time=\"0\">\n",
        xml_text(name.empty() ? diagnostic.id + ": " + diagnostic.message : std::string(name)),
        path, path, positions.begin(diagnostic.where).line);
    ++suite.tests;
    if (!is_reported(diagnostic)) {
        ++suite.skipped;
        suite.cases += fmt::format("      <skipped message=\"{}\"/>\n",
                                   diagnostic.waived ? "waived" : "in the baseline");
    } else {
        const bool failed = fails(diagnostic, fail_on);
        suite.failures += failed ? 1 : 0;
        const std::string text = details(findings, positions, diagnostic);
        suite.cases +=
            failed ? fmt::format("      <failure message=\"{}\" type=\"{}\">{}</failure>\n",
                                 xml_text(diagnostic.message), to_string(diagnostic.level), text)
                   : "      <system-out>" + text + "</system-out>\n";
    }
    suite.cases += "    </testcase>\n";
}

void add_passed(Suite& suite, Positions& positions, const TestCase& test) {
    const std::string path = xml_text(suite.path);
    ++suite.tests;
    suite.cases += fmt::format(
        "    <testcase name=\"{}\" classname=\"{}\" file=\"{}\" line=\"{}\" time=\"0\"/>\n",
        xml_text(test.name), path, path, positions.begin(test.where).line);
}

std::string counts_of(const Suite& suite) {
    return fmt::format("tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" time=\"0\"",
                       suite.tests, suite.failures, suite.skipped);
}

/// Findings and tests that hold, by file.
std::vector<Suite> suites_of(const Findings& findings, Positions& positions, Level fail_on) {
    std::vector<Suite> suites;
    const auto suite_of = [&](FileId file) -> Suite& {
        const std::string path = std::string(findings.path_prefix) + positions.file(file).path();
        if (suites.empty() || suites.back().path != path) {
            suites.emplace_back().path = path;
        }
        return suites.back();
    };
    auto test = findings.tests.begin();
    const auto pass_until = [&](const Location* where) {
        for (; test != findings.tests.end() && (where == nullptr || test->where < *where); ++test) {
            add_passed(suite_of(test->where.file), positions, *test);
        }
    };
    for (const Diagnostic& diagnostic : findings.list) {
        pass_until(&diagnostic.where);
        const bool is_test = test != findings.tests.end() && test->where == diagnostic.where;
        add_case(suite_of(diagnostic.where.file), findings, positions, diagnostic,
                 is_test ? std::string_view((test++)->name) : std::string_view(), fail_on);
    }
    pass_until(nullptr);
    return suites;
}

}  // namespace

std::string xml_text(std::string_view raw) {
    std::string out;
    const std::string text = visible(raw);
    for (std::string_view rest = text; !rest.empty();) {
        const source::CodePoint character = source::decode_utf8(rest);
        switch (character.value) {
            case U'<': out += "&lt;"; break;
            case U'>': out += "&gt;"; break;
            case U'&': out += "&amp;"; break;
            case U'"': out += "&quot;"; break;
            case 0xFFFE:
            case 0xFFFF: out += "\xEF\xBF\xBD"; break;
            default: out += rest.substr(0, character.size);
        }
        rest.remove_prefix(character.size);
    }
    return out;
}

/// JUnit XML as GitLab, Jenkins and their like read it: a file is a suite and a finding is a test
/// that fails, or passes where its level is below the threshold.
std::string render_junit(const Findings& findings, const RenderOptions& options) {
    Positions positions(findings.files);
    std::vector<Suite> suites = suites_of(findings, positions, options.fail_on);
    if (suites.empty()) {
        // A report without a test looks as if nothing had been run.
        suites.push_back({.path = "latchkey",
                          .cases = fmt::format("    <testcase name=\"{} checked, nothing found\" "
                                               "classname=\"latchkey\" time=\"0\"/>\n",
                                               count_of(findings.files_checked, "file")),
                          .tests = 1});
    }
    Suite all;
    std::string out;
    for (const Suite& suite : suites) {
        all.tests += suite.tests;
        all.failures += suite.failures;
        all.skipped += suite.skipped;
        out += fmt::format("  <testsuite name=\"{}\" {}>\n{}  </testsuite>\n", xml_text(suite.path),
                           counts_of(suite), suite.cases);
    }
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"latchkey\" {}>\n{}"
        "</testsuites>\n",
        counts_of(all), out);
}

}  // namespace latchkey::diag
