#include "sample.h"
#include "source/utf8.h"

#include <doctest/doctest.h>

namespace latchkey::diag {
namespace {

TEST_CASE("formats have names") {
    for (const Format format : {Format::text, Format::compact, Format::json, Format::sarif,
                                Format::junit, Format::gitlab, Format::github, Format::markdown}) {
        CHECK(find_format(to_string(format)) == format);
    }
    CHECK(to_string(Format::gitlab) == "gitlab");
    CHECK(find_format("xml") == std::nullopt);
}

TEST_CASE("compact says a finding a line, in characters, without the waived") {
    Sample sample;
    const FileId first = sample.add("a.latch", "ä漢 x\n");
    const FileId second = sample.add("b.latch", "\n  y\n");
    sample.report(sample.find(first, "x"), "one");
    sample.report(sample.find(first, "x"), "two").waived = true;
    sample.report(sample.find(second, "y"), "line\nend", Level::info);
    CHECK(sample.render(Format::compact) ==
          "a.latch:1:4: error: one [some-rule]\n"
          "b.latch:2:3: info: line\\nend [some-rule]\n");
    CHECK(Sample{}.render(Format::compact).empty());
}

TEST_CASE("json without findings") {
    CHECK(Sample{}.render(Format::json) == R"({
  "findings_version": 1,
  "findings": [],
  "summary": {
    "errors": 0,
    "warnings": 0,
    "infos": 0,
    "waived": 0,
    "baselined": 0,
    "fixable": 0,
    "files_with_findings": 0,
    "files_checked": 0
  }
}
)");
}

TEST_CASE("json tells everything about a finding") {
    Sample sample;
    const FileId file = sample.add("a.latch", "ä x\r\ny\n");
    Diagnostic& finding = sample.report({file, {3, 7}}, "a \"b\" \\");
    finding.labels.push_back({{file, {0, 2}}, "here"});
    finding.notes = {"one", "two"};
    finding.fixes.push_back({Fix::Safety::stub, "write", {{{file, {6, 6}}, "\n\t\x01"}}});
    finding.fixes.push_back({Fix::Safety::safe, "remove", {}});
    finding.integration = "lead-form";
    finding.waived = true;
    finding.fingerprint = "0123456789abcdef";
    const std::string text = sample.render(Format::json);
    CHECK(text.find(R"(  "findings": [
    {
      "id": "some-rule",
      "level": "error",
      "message": "a \"b\" \\",
      "file": "a.latch",
      "span": {
        "start": {
          "line": 1,
          "column": 3,
          "offset": 3
        },
        "end": {
          "line": 2,
          "column": 2,
          "offset": 7
        }
      },
      "labels": [
        {
          "file": "a.latch",
          "span": {
            "start": {
              "line": 1,
              "column": 1,
              "offset": 0
            },
            "end": {
              "line": 1,
              "column": 2,
              "offset": 2
            }
          },
          "text": "here"
        }
      ],
      "notes": [
        "one",
        "two"
      ],
      "fixes": [
        {
          "title": "write",
          "safe": false,
          "safety": "stub",
          "edits": [
            {
              "file": "a.latch",
)") != text.npos);
    CHECK(text.find(R"("text": "\n\t\u0001"
            }
          ]
        },
        {
          "title": "remove",
          "safe": true,
          "safety": "safe",
          "edits": []
        }
      ],
      "integration": "lead-form",
      "credential": null,
      "waived": true,
      "baselined": false,
      "fingerprint": "0123456789abcdef",
      "language_error": false
    }
  ],
)") != text.npos);
    CHECK(text.find("\"waived\": 1,") != text.npos);
}

TEST_CASE("json is always UTF-8") {
    Sample sample;
    const FileId file = sample.add("a\xFF.latch", "x\n");
    sample.report({file, {0, 1}}, "\xC3(\xED\xA0\x80 \xF0\x9F\x91\x8D");
    const std::string text = sample.render(Format::json);
    CHECK(source::first_invalid_utf8(text) == std::nullopt);
    CHECK(text.find("\"file\": \"a�.latch\"") != text.npos);
    CHECK(text.find("\"message\": \"�(��� 👍\"") != text.npos);
}

}  // namespace
}  // namespace latchkey::diag
