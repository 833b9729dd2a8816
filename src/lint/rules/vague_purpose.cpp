#include "lint/needles.h"
#include "lint/rule.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view> missing{"nothing says what `{}` is for"};
constexpr Message<std::string_view> vague{"this does not say what `{}` is for"};

/// Words that would fit any integration. Sorted.
constexpr std::string_view empty_words[] = {
    "a",        "an",      "and",     "api",         "app",   "application", "bar",   "baz",
    "bla",      "blah",    "bot",     "connection",  "crm",   "data",        "demo",  "do",
    "dummy",    "etc",     "example", "final",       "first", "fixme",       "foo",   "for",
    "general",  "i",       "in",      "integration", "is",    "it",          "job",   "key",
    "main",     "misc",    "my",      "n",           "na",    "new",         "none",  "of",
    "old",      "other",   "our",     "placeholder", "poc",   "program",     "qux",   "random",
    "sample",   "script",  "second",  "service",     "some",  "something",   "stuff", "sync",
    "system",   "tbd",     "temp",    "temporary",   "test",  "testing",     "tests", "the",
    "thing",    "things",  "this",    "tmp",         "to",    "todo",        "token", "tool",
    "untitled", "various", "we",      "whatever",    "work",  "xx",          "xxx",   "yet",
};

static_assert(std::ranges::is_sorted(empty_words));

/// A part of a word: a letter or digit of ASCII, or any byte of another letter.
bool is_part(char c) {
    return is_word_byte(c) ? c != '_' : static_cast<unsigned char>(c) >= 0x80;
}

bool is_empty_word(std::string_view word) {
    const bool number = std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
    return number || std::ranges::binary_search(empty_words, word);
}

/// Whether every word of it would fit any integration. A hyphen or an apostrophe parts words.
bool says_nothing(std::string_view text) {
    const std::string words = lowered(text);
    for (auto at = words.begin(); at != words.end();) {
        const auto begin = std::find_if(at, words.end(), is_part);
        const auto end = std::find_if_not(begin, words.end(), is_part);
        if (begin != end && !is_empty_word({begin, end})) {
            return false;
        }
        at = end;
    }
    return true;
}

void check(const model::Integration& integration, Context& context) {
    if (!says_nothing(integration.description) ||
        (integration.title.has_value() && !says_nothing(integration.title->value))) {
        return;
    }
    const bool titled = integration.title.has_value();
    const Location where = titled ? integration.title->where : integration.name.where;
    context.report(where, titled || !integration.description.empty() ? vague : missing,
                   integration.name.text);
}

}  // namespace

constinit const Rule vague_purpose{
    .id = "vague-purpose",
    .category = Category::lifecycle,
    .level = Level::warning,
    .profile = Profile::strict,
    .summary = "Neither title nor doc comment says what an integration is for.",
    .on_integration = check,
};

}  // namespace latchkey::lint
