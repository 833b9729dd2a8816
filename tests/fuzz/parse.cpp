// Tokens, comments and blanks give back the text; a tree comes of any bytes, with its findings
// inside the file, and the same one each time.

#include "syntax/parse.h"

#include "diag/report.h"
#include "format/describe.h"
#include "fuzz/fuzz.h"
#include "syntax/token.h"

#include <algorithm>

namespace latchkey::fuzz {
namespace {

struct Read {
    std::vector<Diagnostic> findings;
    std::string tree;
    bool has_errors = false;
};

Read read(std::string_view text) {
    const SourceFile file("a.latch", std::string(text));
    diag::Reports reports;
    const syntax::Tree tree = syntax::parse(file, FileId{}, reports);
    return {reports.take(), format_test::describe(tree), tree.has_errors};
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos;
}

void check_tokens(std::string_view text) {
    syntax::Tokens cut = syntax::tokenize(text);
    cut.tokens.insert(cut.tokens.end(), cut.comments.begin(), cut.comments.end());
    std::ranges::sort(cut.tokens, {}, &syntax::Token::span);
    std::size_t past = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    for (const syntax::Token& token : cut.tokens) {
        demand(token.span.begin >= past && token.span.end > token.span.begin &&
                   token.span.end <= text.size(),
               "a token is empty, overlaps or leaves the text");
        demand(is_blank(text.substr(past, token.span.begin - past)), "a byte is in no token");
        past = token.span.end;
    }
    demand(is_blank(text.substr(std::min(past, text.size()))), "a byte at the end is in no token");
}

void check_place(Location where, std::size_t size) {
    demand(where.file == FileId{} && where.span.begin <= where.span.end && where.span.end <= size,
           "a finding leaves the file");
}

}  // namespace
}  // namespace latchkey::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace latchkey;
    const std::string_view text = fuzz::text_of(data, size);
    fuzz::check_tokens(text);
    const fuzz::Read first = fuzz::read(text);
    fuzz::demand(first.has_errors == !first.findings.empty(), "errors and findings do not agree");
    for (const Diagnostic& one : first.findings) {
        fuzz::check_place(one.where, size);
        for (const Label& label : one.labels) {
            fuzz::check_place(label.where, size);
        }
        fuzz::demand(one.id == "invalid-encoding" || fuzz::as_utf8(one.message) == one.message,
                     "a message is no UTF-8");
    }
    const fuzz::Read second = fuzz::read(text);
    fuzz::demand(first.tree == second.tree && first.findings.size() == second.findings.size(),
                 "the same text is read in two ways");
    return 0;
}
