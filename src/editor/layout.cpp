#include "latchkey/editor.h"

#include "editor/occurrences.h"
#include "format/diff.h"
#include "format/format.h"

namespace latchkey::editor {

std::vector<Edit> layout(const Analysis& analysis, FileId file, std::optional<Span> range) {
    const syntax::Tree* tree = tree_of(analysis.data(), file);
    if (tree == nullptr || tree->has_errors ||
        static_cast<std::size_t>(file) >= analysis.file_count()) {
        return {};
    }
    const SourceFile& source = *analysis.files()[static_cast<std::size_t>(file)];
    std::vector<Edit> edits;
    for (format::Change& change : format::changes(source.text(), format::in_style(source, *tree))) {
        const bool touched =
            !range || (change.where.begin <= range->end && range->begin <= change.where.end);
        if (touched) {
            edits.push_back({{file, change.where}, std::move(change.text)});
        }
    }
    return edits;
}

}  // namespace latchkey::editor
