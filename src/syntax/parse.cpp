#include "syntax/parse.h"

#include "syntax/complaints.h"
#include "syntax/cut.h"
#include "syntax/reader.h"
#include "syntax/text_checks.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace latchkey::syntax {
namespace {

constexpr diag::Message<> too_many{
    "the file has more than 16 million words and marks: nothing of it was read"};

/// Eight bytes at a time.
bool is_ascii(std::string_view text) {
    constexpr std::uint64_t high_bits = 0x8080808080808080U;
    std::uint64_t seen = 0;
    std::size_t at = 0;
    for (std::uint64_t word = 0; at + sizeof word <= text.size(); at += sizeof word) {
        std::memcpy(&word, text.data() + at, sizeof word);
        seen |= word;
    }
    const std::string_view rest = text.substr(at);
    return (seen & high_bits) == 0 &&
           std::ranges::all_of(rest, [](char byte) { return static_cast<signed char>(byte) >= 0; });
}

}  // namespace

Tree parse(const SourceFile& file, FileId id, diag::Reports& reports) {
    Tree tree;
    Cut cut{.file = file, .id = id, .cut = {}};
    Complaints complaints(cut, reports);
    if (has_invalid_encoding(cut, complaints)) {
        tree.has_errors = true;
        return tree;
    }
    cut.cut = tokenize(file.text());
    if (cut.cut.tokens.size() + cut.cut.comments.size() > most_tokens) {
        const Span last = cut.cut.tokens.empty() ? Span{} : cut.cut.tokens.back().span;
        complaints.syntax(last, too_many());
        tree.has_errors = true;
        return tree;
    }
    if (!is_ascii(file.text())) {
        check_direction(cut, complaints);
        join_foreign_words(file.text(), cut.cut.tokens);
    }
    Reader(cut, complaints, tree).read();
    tree.has_errors = complaints.count() != 0;
    return tree;
}

}  // namespace latchkey::syntax
