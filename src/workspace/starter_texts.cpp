#include "workspace/starter_texts.h"

#include "latchkey/format.h"

#include "source/assert.h"
#include "source/embedded.h"

#include <algorithm>
#include <span>

namespace latchkey::embedded {
extern const std::span<const EmbeddedText> starter_texts;
extern const std::span<const EmbeddedText> pipelines;
}  // namespace latchkey::embedded

namespace latchkey::workspace {
namespace {

using std::string;
using std::string_view;

/// More are named nowhere but in CODEOWNERS itself.
constexpr std::size_t most_others = 20;

string text_of(std::span<const embedded::EmbeddedText> texts, string_view name) {
    const auto found = std::ranges::find(texts, name, &embedded::EmbeddedText::stem);
    LATCHKEY_ASSERT(found != texts.end());
    return string(found->text);
}

void replace_all(string& text, string_view what, string_view by) {
    for (std::size_t at = text.find(what); at != string::npos;
         at = text.find(what, at + by.size())) {
        text.replace(at, what.size(), by);
    }
}

/// As a string of the language.
string as_string(string_view text) {
    string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        // CODEOWNERS may hold any bytes; an address is made of these.
        if (c >= 0x20 && c < 0x7F) {
            out += c;
        }
    }
    return out + "\"";
}

string in_style(string text, const Options& options) {
    const PolicyFile file{"starter.latch", std::move(text)};
    Formatting formatted = format_files(std::span(&file, 1), options.catalogs);
    return formatted.texts.front().value_or(file.text);
}

string team(const Keeper& keeper) {
    return "team " + keeper.id + " " + as_string(keeper.title) + " {\n" +
           (keeper.contact.empty() ? string() : "  contact " + as_string(keeper.contact) + "\n") +
           "}\n";
}

}  // namespace

string starter_text(string_view name) {
    return text_of(embedded::starter_texts, name);
}

string pipeline_text(string_view name) {
    return text_of(embedded::pipelines, name);
}

string example_policy(const Keeper& owner, const Keeper& reviewer, string_view date,
                      const Options& options) {
    string text = starter_text("first");
    replace_all(text, "@contact@",
                as_string(owner.contact.empty() ? string_view("the owner") : owner.contact));
    replace_all(text, "@owner@", owner.id);
    replace_all(text, "@reviewer@", reviewer.id);
    replace_all(text, "@date@", date);
    return in_style(std::move(text), options);
}

string team_file(const Survey& survey, bool with_reviewer, const Options& options) {
    string text = "// Who answers for an integration, owns its key and looks at it again.\n";
    if (survey.owners_path.empty()) {
        text = "// Nothing here says who answers for the integrations: put this right first.\n";
    }
    text += "// `contact` is an address that more than one person reads.\n\n";
    text += team(survey.owner);
    std::vector<Keeper> others = survey.others;
    if (survey.reviewer && with_reviewer) {
        text += "\n" + team(*survey.reviewer);
    } else if (survey.reviewer) {
        others.insert(others.begin(), *survey.reviewer);
    }
    if (!others.empty()) {
        text += "\n// " + survey.owners_path +
                " names these too. A team that no policy names is a finding, so each waits here\n"
                "// until something is its own.\n//\n";
    }
    for (std::size_t at = 0; at < std::min(others.size(), most_others); ++at) {
        text += "// team " + others[at].id + " " + as_string(others[at].title) + " { contact " +
                as_string(others[at].contact) + " }\n";
    }
    return in_style(std::move(text), options);
}

string hooks_file() {
    return starter_text("hooks");
}

string local_hooks() {
    const string text = starter_text("hooks");
    constexpr string_view list = "repos:\n";
    return text.substr(text.find(list) + list.size());
}

string github_file(string_view default_branch) {
    string text = pipeline_text("github");
    replace_all(text, "branches: [main]", "branches: [" + as_string(default_branch) + "]");
    replace_all(text, "branches: [\"main\"]", "branches: [main]");
    return text;
}

}  // namespace latchkey::workspace
