#include "workspace/finishing.h"

#include "diag/report.h"
#include "workspace/secrets.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace latchkey::workspace {
namespace {

auto tied(const Diagnostic& one) {
    return std::tie(one.where, one.id, one.message, one.integration, one.credential, one.level,
                    one.waived, one.notes, one.fingerprint);
}

bool comes_before(const Diagnostic& left, const Diagnostic& right) {
    return tied(left) < tied(right);
}

bool same(const Label& left, const Label& right) {
    return left.where == right.where && left.text == right.text;
}
bool same(const Edit& left, const Edit& right) {
    return left.where == right.where && left.text == right.text;
}
bool same(const Fix& left, const Fix& right);
bool same(const Diagnostic& left, const Diagnostic& right);
template <typename T>
bool all_same(const std::vector<T>& left, const std::vector<T>& right) {
    return std::ranges::equal(left, right, [](const T& a, const T& b) { return same(a, b); });
}
bool same(const Fix& left, const Fix& right) {
    return left.safety == right.safety && left.title == right.title &&
           all_same(left.edits, right.edits);
}
bool same(const Diagnostic& left, const Diagnostic& right) {
    return tied(left) == tied(right) && left.language_error == right.language_error &&
           left.baselined == right.baselined && all_same(left.labels, right.labels) &&
           all_same(left.fixes, right.fixes);
}

void move_to_file(Diagnostic& diagnostic, FileId file) {
    diagnostic.where.file = file;
    for (Label& label : diagnostic.labels) {
        label.where.file = file;
    }
    for (Fix& fix : diagnostic.fixes) {
        for (Edit& edit : fix.edits) {
            edit.where.file = file;
        }
    }
}

void make_ready(const Surroundings& around, Diagnostics& all) {
    note_overrides(around.model, around.overrides, all);
    mask_secrets(around.secrets, around.files, all);
    for (Diagnostic& one : all) {
        one.fingerprint =
            diag::fingerprint(one, marked_text(around.secrets, around.files, one.where));
    }
    std::ranges::sort(all, comes_before);
}

}  // namespace

/// A secret is masked wherever it is quoted, so that one more or less may concern every file.
void Finishing::forget_if_masked_otherwise(const Surroundings& around) {
    std::vector<std::string> secrets;
    for (const Location& where : around.secrets) {
        secrets.emplace_back(around.files[static_cast<std::size_t>(where.file)]->text(where.span));
    }
    std::ranges::sort(secrets);
    secrets.erase(std::unique(secrets.begin(), secrets.end()), secrets.end());
    if (secrets != secrets_) {
        kept_.clear();
        secrets_ = std::move(secrets);
    }
}

void Finishing::finish_file(const Surroundings& around, FileId file, const Sources& sources,
                            Kept& kept) {
    Diagnostics all = *sources.of_text;
    for (Diagnostic& one : all) {
        move_to_file(one, file);
    }
    for (const auto& more : {sources.of_check, sources.of_search, sources.of_rules}) {
        all.insert(all.end(), more->begin(), more->end());
    }
    make_ready(around, all);
    kept.elsewhere.clear();
    Diagnostics own;
    for (Diagnostic& one : all) {
        (one.where.file == file ? own : kept.elsewhere).push_back(std::move(one));
    }
    kept.sources = sources;
    kept.own = std::make_shared<const Diagnostics>(std::move(own));
}

void Finishing::put_together(Kept& kept, Diagnostics from_others, bool own_is_new) {
    std::ranges::sort(from_others, comes_before);
    if (!own_is_new && all_same(from_others, kept.from_others)) {
        return;
    }
    kept.all = kept.own;
    if (!from_others.empty()) {
        Diagnostics all;
        std::ranges::merge(*kept.own, from_others, std::back_inserter(all), comes_before);
        kept.all = std::make_shared<const Diagnostics>(std::move(all));
    }
    kept.from_others = std::move(from_others);
}

std::vector<std::shared_ptr<const Diagnostics>> Finishing::finish(const Surroundings& around,
                                                                  std::span<const Sources> of_files,
                                                                  Diagnostics others) {
    forget_if_masked_otherwise(around);
    kept_.resize(of_files.size());
    make_ready(around, others);
    std::vector<Diagnostics> from_others(of_files.size());
    for (Diagnostic& one : others) {
        from_others[static_cast<std::size_t>(one.where.file)].push_back(std::move(one));
    }
    std::vector<bool> is_new(of_files.size());
    for (std::size_t file = 0; file < of_files.size(); ++file) {
        is_new[file] = kept_[file].own == nullptr || !(kept_[file].sources == of_files[file]);
        if (is_new[file]) {
            finish_file(around, static_cast<FileId>(file), of_files[file], kept_[file]);
        }
        for (const Diagnostic& one : kept_[file].elsewhere) {
            from_others[static_cast<std::size_t>(one.where.file)].push_back(one);
        }
    }
    std::vector<std::shared_ptr<const Diagnostics>> finished;
    for (std::size_t file = 0; file < of_files.size(); ++file) {
        put_together(kept_[file], std::move(from_others[file]), is_new[file]);
        finished.push_back(kept_[file].all);
    }
    return finished;
}

}  // namespace latchkey::workspace
