#include "latchkey/fix.h"

#include "workspace/analysis.h"
#include "workspace/fixing.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>

namespace latchkey {
namespace {

// Each round applies all that do not meet, so few are needed; a fix that only moves a mistake about
// must end somewhere.
constexpr std::size_t most_rounds = 100;

/// The fix of a finding that this mode applies, if there is one.
const Fix* fix_of(const Diagnostic& finding, FixMode mode) {
    const auto find = [&](Fix::Safety safety) -> const Fix* {
        const auto fix = std::ranges::find_if(finding.fixes, [&](const Fix& one) {
            return one.safety == safety && !one.edits.empty();
        });
        return fix == finding.fixes.end() ? nullptr : &*fix;
    };
    const Fix* safe = find(Fix::Safety::safe);
    return safe != nullptr || mode == FixMode::safe ? safe : find(Fix::Safety::unsafe);
}

/// The edits that can be made together, by file.
struct Round {
    std::map<FileId, std::vector<Edit>> edits;
    std::size_t count = 0;
    /// Of the fixes that are in it.
    std::vector<std::string> fingerprints;
};

class Fixer {
public:
    Fixer(Workspace& workspace, std::span<const std::string> paths, FixMode mode)
        : workspace_(&workspace),
          paths_(paths.begin(), paths.end()),
          mode_(mode),
          analysis_(workspace.analyse()),
          first_(analysis_) {}

    FixResult run() {
        for (std::size_t round = 0; round < most_rounds && step(); ++round) {
        }
        FixResult result{
            .files = {}, .applied = applied_, .refused = refused_.size(), .analysis = analysis_};
        for (const std::string& path : changed_) {
            result.files.push_back(
                {path, std::string(source_of(*first_, path)->text()),
                 std::string(source_of(*analysis_, path)->text()),
                 unified_diff(path, masked(*first_, path), masked(*analysis_, path))});
        }
        return result;
    }

private:
    [[nodiscard]] static const std::shared_ptr<const SourceFile>* find(const Analysis& analysis,
                                                                       std::string_view path) {
        const auto own = analysis.files().first(analysis.file_count());
        return &*std::ranges::find(own, path, [](const auto& file) { return file->path(); });
    }
    [[nodiscard]] static const SourceFile* source_of(const Analysis& analysis,
                                                     std::string_view path) {
        return find(analysis, path)->get();
    }
    [[nodiscard]] static std::string masked(const Analysis& analysis, std::string_view path) {
        const auto at = find(analysis, path) - analysis.files().data();
        return workspace::masked_text(analysis, static_cast<FileId>(at));
    }

    /// One round; false when there was nothing left to do.
    bool step();
    [[nodiscard]] bool forgive();
    [[nodiscard]] Round plan() const;
    [[nodiscard]] bool can_join(const Round& round, const Fix& fix) const;
    [[nodiscard]] bool is_ours(const Edit& edit) const {
        return paths_.contains(
            analysis_->files()[static_cast<std::size_t>(edit.where.file)]->path());
    }

    Workspace* workspace_;
    std::set<std::string, std::less<>> paths_;
    FixMode mode_;
    std::shared_ptr<const Analysis> analysis_;
    std::shared_ptr<const Analysis> first_;
    std::set<std::string> changed_;
    std::size_t applied_ = 0;
    /// When the refused ones were last tried again.
    std::size_t applied_before_ = 0;
    /// How many fixes a round may have: half after a round that was not acceptable, down to the one
    /// that was to blame, and more again after one that was.
    std::size_t most_ = std::numeric_limits<std::size_t>::max();
    /// Fingerprints of the findings whose fix was not acceptable.
    std::set<std::string> refused_;
};

bool Fixer::can_join(const Round& round, const Fix& fix) const {
    return std::ranges::all_of(fix.edits, [&](const Edit& edit) {
        const auto others = round.edits.find(edit.where.file);
        return is_ours(edit) &&
               (others == round.edits.end() ||
                std::ranges::none_of(others->second, [&](const Edit& other) {
                    return workspace::edits_meet(other.where.span, edit.where.span);
                }));
    });
}

Round Fixer::plan() const {
    Round round;
    for (const Diagnostic& finding : analysis_->diagnostics()) {
        const Fix* fix = fix_of(finding, mode_);
        if (fix == nullptr || !is_reported(finding) || refused_.contains(finding.fingerprint) ||
            !can_join(round, *fix)) {
            continue;
        }
        for (const Edit& edit : fix->edits) {
            round.edits[edit.where.file].push_back(edit);
        }
        round.fingerprints.push_back(finding.fingerprint);
        if (++round.count == most_) {
            break;
        }
    }
    return round;
}

/// What others fixed since may have made a refused fix acceptable; false where nothing was.
bool Fixer::forgive() {
    const bool again = !refused_.empty() && applied_ != applied_before_;
    applied_before_ = applied_;
    if (again) {
        refused_.clear();
    }
    return again;
}

bool Fixer::step() {
    const Round round = plan();
    if (round.count == 0) {
        return forgive();
    }
    std::vector<const SourceFile*> old;
    for (const auto& [file, edits] : round.edits) {
        const SourceFile* source = analysis_->files()[static_cast<std::size_t>(file)].get();
        auto text = apply_edits(source->text(), edits);
        if (!text) {
            // The edits of one fix meet: a mistake of the rule's, and no reason to write nonsense.
            text = std::string(source->text());
        }
        old.push_back(source);
        workspace_->set(source->path(), std::move(*text));
    }
    const auto next = workspace_->analyse();
    const bool moved = next != analysis_;
    if (moved && workspace::is_acceptable(*analysis_, *next, mode_)) {
        for (const SourceFile* source : old) {
            changed_.insert(source->path());
        }
        applied_ += round.count;
        most_ = round.count < most_ ? most_ : round.count * 2;
        analysis_ = next;
        return true;
    }
    for (const SourceFile* source : old) {
        workspace_->set(source->path(), std::string(source->text()));
    }
    if (round.count == 1) {
        refused_.insert(round.fingerprints.front());
    }
    most_ = std::max<std::size_t>(round.count / 2, 1);
    analysis_ = workspace_->analyse();
    return true;
}

}  // namespace

namespace workspace {

std::string masked_text(const Analysis& analysis, FileId file) {
    constexpr std::uint32_t shown = 4;
    std::string text(analysis.files()[static_cast<std::size_t>(file)]->text());
    for (const Location& secret : analysis.secrets()) {
        if (secret.file != file) {
            continue;
        }
        for (std::uint32_t at = secret.span.begin + shown; at < secret.span.end; ++at) {
            text[at] = text[at] == '\n' || text[at] == '\r' ? text[at] : '*';
        }
    }
    return text;
}

}  // namespace workspace

FixResult apply_fixes(Workspace& workspace, std::span<const std::string> paths, FixMode mode) {
    return Fixer(workspace, paths, mode).run();
}

}  // namespace latchkey
