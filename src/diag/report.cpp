#include "diag/report.h"

#include <algorithm>
#include <array>

namespace latchkey {

std::string_view to_string(Level level) {
    constexpr std::array<std::string_view, 4> names{"off", "info", "warning", "error"};
    return names.at(static_cast<std::size_t>(level));
}

}  // namespace latchkey

namespace latchkey::diag {

std::string_view to_string(ErrorId id) {
    constexpr std::array ids{
#define LATCHKEY_ERROR(name, id, summary) std::string_view(id),
#include "diag/errors.def"
#undef LATCHKEY_ERROR
    };
    return ids.at(static_cast<std::size_t>(id));
}

Finding Reports::error(ErrorId id, Location where, std::string message) {
    Diagnostic& added = list_.emplace_back();
    added.id = to_string(id);
    added.level = Level::error;
    added.message = std::move(message);
    added.where = where;
    added.language_error = true;
    return Finding(added);
}

std::vector<FileId> points_into(std::span<const Diagnostic> findings, FileId own) {
    std::vector<FileId> found;
    const auto add = [&](FileId file) {
        if (file != own) {
            found.push_back(file);
        }
    };
    for (const Diagnostic& finding : findings) {
        add(finding.where.file);
        for (const Label& label : finding.labels) {
            add(label.where.file);
        }
        for (const Fix& fix : finding.fixes) {
            for (const Edit& edit : fix.edits) {
                add(edit.where.file);
            }
        }
    }
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

}  // namespace latchkey::diag
