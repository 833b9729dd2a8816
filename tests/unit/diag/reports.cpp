#include "sample.h"

#include <doctest/doctest.h>

namespace latchkey::diag {
namespace {

std::size_t count(std::string_view text, std::string_view what) {
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string_view::npos;
         at = text.find(what, at + 1)) {
        ++found;
    }
    return found;
}

TEST_CASE("github commands cannot be broken out of") {
    Sample sample;
    const FileId file = sample.add("a,b:c%.latch", "x\n");
    sample.report(sample.find(file, "x"), "100%\n::error::mine ##[add-mask]y", Level::info);
    CHECK(sample.render(Format::github) ==
          "::notice file=a%2Cb%3Ac%25.latch,line=1,endLine=1,col=1,endColumn=1,title=some-rule::"
          "100%25\\n::error::mine # #[add-mask]y\n");
    CHECK(Sample{}.render(Format::github).empty());
}

TEST_CASE("github shows ten of a level, and says of how many") {
    Sample sample;
    const FileId file = sample.add("::error::a.latch", "x\n");
    for (int number = 0; number < 10; ++number) {
        sample.report(sample.find(file, "x"), "w", Level::warning);
    }
    CHECK(count(sample.render(Format::github), "::warning file=") == 10);
    CHECK(sample.render(Format::github).find("title=latchkey") == std::string::npos);
    sample.report(sample.find(file, "x"), "w", Level::warning);
    const std::string text = sample.render(Format::github);
    CHECK(count(text, "::warning file=") == 9);
    CHECK(text.find("::warning title=latchkey::9 of 11 warnings are shown here; the log of this "
                    "step lists all\n::group::latchkey: 0 errors, 11 warnings in 1 of 1 file\n"
                    "./::error::a.latch:1:1: warning: w [some-rule]\n") != std::string::npos);
    CHECK(text.ends_with("::endgroup::\n"));
}

TEST_CASE("markdown keeps code as code and all else harmless") {
    Sample sample;
    const FileId file = sample.add("a|`b.latch", "x\n");
    const FileId other = sample.add("b.latch", "y\n");
    Diagnostic& finding =
        sample.report(sample.find(file, "x"), "`a|<b>` <i> @me [l](u) *s* & `` ` end");
    finding.labels.push_back({sample.find(other, "y"), "here"});
    finding.notes.push_back("a note");
    const std::string text = sample.render(Format::markdown);
    CHECK(text.starts_with("**Latchkey:** 1 error, 0 warnings in 1 of 2 files\n\n| level |"));
    CHECK(text.find(
              "| error | `a\\|b.latch:1:1` | `a\\|<b>` &lt;i> &#64;me \\[l\\](u) \\*s\\* &amp; "
              "` ` end<br>`b.latch:1:1`: here<br>a note | `some-rule` |\n") != std::string::npos);
    CHECK(Sample{}.render(Format::markdown) == "**Latchkey:** 0 errors, 0 warnings in 0 files\n");
}

TEST_CASE("junit fails from the threshold on, and holds nothing that XML cannot") {
    Sample sample;
    const FileId file = sample.add("a&<\".latch", "x\n");
    sample.report(sample.find(file, "x"), "a < b & \"c\" \x01 \xEF\xBF\xBF \xFF", Level::warning);
    sample.report(sample.find(file, "x"), "waived").waived = true;
    sample.report(sample.find(file, "x"), "known").baselined = true;
    const std::string text = sample.render(Format::junit);
    CHECK(text.find("<testsuite name=\"a&amp;&lt;&quot;.latch\" tests=\"3\" failures=\"1\" "
                    "errors=\"0\" skipped=\"2\"") != std::string::npos);
    CHECK(text.find("<failure message=\"a &lt; b &amp; &quot;c&quot; \\u{1} � \\xFF\" "
                    "type=\"warning\">") != std::string::npos);
    CHECK(text.find("<skipped message=\"waived\"/>") != std::string::npos);
    CHECK(text.find("<skipped message=\"in the baseline\"/>") != std::string::npos);
    const std::string errors_only = sample.render(Format::junit, {.fail_on = Level::error});
    CHECK(errors_only.find("failures=\"0\"") != std::string::npos);
    CHECK(errors_only.find("<system-out>") != std::string::npos);
    sample.list.front().language_error = true;
    CHECK(sample.render(Format::junit, {.fail_on = Level::error}).find("failures=\"1\"") !=
          std::string::npos);
    CHECK(sample.render(Format::junit, {.fail_on = Level::off}).find("failures=\"0\"") !=
          std::string::npos);
}

TEST_CASE("gitlab takes two of one fingerprint for one") {
    Sample sample;
    const FileId file = sample.add("a.latch", "x\n");
    for (int number = 0; number < 3; ++number) {
        sample.report(sample.find(file, "x")).fingerprint = "0123456789abcdef";
    }
    const std::string text = sample.render(Format::gitlab);
    CHECK(text.find("\"0123456789abcdef\"") != std::string::npos);
    CHECK(text.find("\"0123456789abcdef-2\"") != std::string::npos);
    CHECK(text.find("\"0123456789abcdef-3\"") != std::string::npos);
    CHECK(Sample{}.render(Format::gitlab) == "[]\n");
}

TEST_CASE("sarif counts columns in UTF-16 and escapes addresses") {
    Sample sample;
    const FileId file = sample.add("a b/ü.latch", "🚀e\u0301\tx 漢y\n");
    Diagnostic& finding = sample.report(sample.find(file, "x"), "see [a](b)");
    finding.id = errors().front().id;
    finding.fixes.push_back({Fix::Safety::safe, "no edits", {}});
    sample.report(sample.find(file, "y")).id = errors().front().id;
    const std::string text = sample.render(Format::sarif);
    CHECK(text.find("\"uri\": \"a%20b/%C3%BC.latch\"") != std::string::npos);
    CHECK(text.find("\"uriBaseId\": \"%SRCROOT%\"") != std::string::npos);
    CHECK(text.find("\"startColumn\": 6,") != std::string::npos);
    CHECK(text.find("\"startColumn\": 9,") != std::string::npos);
    CHECK(text.find("\"text\": \"see \\\\[a\\\\](b)\"") != std::string::npos);
    // A fix without a change is none.
    CHECK(text.find("\"fixes\"") == std::string::npos);
    const Findings above{.list = sample.list,
                         .files = sample.files,
                         .secrets = {},
                         .files_checked = 1,
                         .path_prefix = "../",
                         .rules = {}};
    CHECK(render(above, Format::sarif, {}).find("uriBaseId") == std::string::npos);
    const Findings elsewhere{.list = sample.list,
                             .files = sample.files,
                             .secrets = {},
                             .files_checked = 1,
                             .path_prefix = "/r/",
                             .rules = {}};
    CHECK(render(elsewhere, Format::sarif, {}).find("\"uri\": \"file:///r/a%20b/%C3%BC.latch\"") !=
          std::string::npos);
}

}  // namespace
}  // namespace latchkey::diag
