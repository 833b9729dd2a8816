#include "lint/rule.h"

namespace latchkey::lint {
namespace {

constexpr Message<> unsorted{"the file is not laid out in the one style"};

void check(FileId id, const SourceFile&, Context& context) {
    const std::span<const TextEdit> changes = context.restyling(id);
    if (changes.empty()) {
        return;
    }
    std::vector<Edit> edits;
    for (const TextEdit& change : changes) {
        edits.push_back({{id, change.span}, change.text});
    }
    const Location first{id, changes.front().span};
    const std::string_view text = context.text(first);
    const std::size_t line = text.substr(0, text.find_first_of("\r\n")).size();
    const auto end = first.span.begin + static_cast<std::uint32_t>(line);
    context.report({id, {first.span.begin, end}}, unsorted)
        .fix(Fix::Safety::safe, "format it, as `latchkey fmt` does", std::move(edits));
}

}  // namespace

constinit const Rule unsorted_file{
    .id = "unsorted-file",
    .category = Category::hygiene,
    .level = Level::info,
    .profile = Profile::all,
    .fix = FixKind::safe,
    .summary = "A file is not laid out as `latchkey fmt` lays it out.",
    .on_file = check,
};

}  // namespace latchkey::lint
