#include "latchkey/diff.h"

#include "delta/compare.h"
#include "delta/read.h"
#include "diag/report.h"
#include "lint/rule.h"
#include "lint/run.h"
#include "source/assert.h"
#include "workspace/analysis.h"
#include "workspace/secrets.h"
#include "workspace/settings.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

namespace latchkey {
namespace {

using delta::Side;

/// What makes one comparison out of two sides, step by step.
class Differ {
public:
    Differ(const DiffSide& before, const DiffSide& after, const Options& options,
           const Options& before_options)
        : before_(before),
          after_(after),
          settings_(workspace::lint_settings(options)),
          old_settings_(workspace::lint_settings(before_options)) {}

    DiffOutcome run() {
        const Side after = read(after_, 0);
        const std::size_t first_old_file = files_.size();
        const Side before = read(before_, first_old_file);
        if (!errors_.empty()) {
            return {std::nullopt, std::move(errors_)};
        }
        diff_ = delta::compare(before, after);
        diff_.before = before_.name;
        diff_.after = after_.name;
        diff_.prefix_before = before_.prefix;
        diff_.prefix_after = after_.prefix;
        diff_.files = files_;
        diff_.first_old_file = first_old_file;
        diff_.secrets = std::move(secrets_);
        diff_.summary = delta::summary(diff_);
        find_language_errors();
        excuse(before, after);
        find_exemptions(before, after);
        hide_secrets();
        run_rules();
        return {std::move(diff_), {}};
    }

private:
    Side read(const DiffSide& side, std::size_t first_file) {
        if (side.analysis != nullptr) {
            const Analysis::Data& data = side.analysis->data();
            files_.insert(files_.end(), data.files.begin(), data.files.end());
            for (const Location secret : data.secrets) {
                secrets_.push_back(moved(secret, first_file));
            }
            return delta::read({.model = &data.model,
                                .authorities = &data.authorities,
                                .files = data.files,
                                .first_file = first_file});
        }
        for (const OutputFile& file : side.manifests) {
            files_.push_back(std::make_shared<SourceFile>(file.name, file.text));
        }
        std::vector<std::string> errors;
        Side found = delta::read(side.manifests, first_file, errors);
        for (const std::string& error : errors) {
            errors_.push_back(side.name + "/" + error);
        }
        return found;
    }

    static Location moved(Location where, std::size_t by) {
        where.file = static_cast<FileId>(static_cast<std::size_t>(where.file) + by);
        return where;
    }

    void find_language_errors() {
        const auto find = [&](const DiffSide& side, std::size_t first_file, std::size_t& number,
                              std::optional<Location>& first) {
            if (side.analysis == nullptr) {
                return;
            }
            for (const Diagnostic& one : side.analysis->diagnostics()) {
                if (one.language_error) {
                    first = number++ == 0 ? moved(one.where, first_file) : first;
                }
            }
        };
        find(after_, 0, diff_.errors_after, diff_.first_error_after);
        find(before_, diff_.first_old_file, diff_.errors_before, diff_.first_error_before);
    }

    /// A rule is silent where both sides have it off: no change can silence what is said of it.
    void excuse(const Side& before, const Side& after) {
        for (const lint::Rule* rule : lint::all_rules()) {
            if (rule->on_changes == nullptr || lint::is_on(*rule, settings_)) {
                continue;
            }
            if (!lint::is_on(*rule, old_settings_)) {
                diff_.silent.emplace_back(rule->id);
                continue;
            }
            settings_.rules.erase(rule->id);
            if (const auto old = old_settings_.rules.find(rule->id);
                old != old_settings_.rules.end()) {
                settings_.rules.insert(*old);
            }
        }
        for (SubjectDiff& subject : diff_.subjects) {
            for (Change& change : subject.changes) {
                change.waived = gives(change.direction) && !change.accepted &&
                                waives(before, rule_of(change), subject.id, false) &&
                                waives(after, rule_of(change), subject.id, true);
            }
        }
    }

    /// Whether a waiver of that rule for that subject is there, and in force where that is asked.
    [[nodiscard]] bool waives(const Side& side, std::string_view rule, const std::string& subject,
                              bool in_force) const {
        const std::string today = model::to_string(settings_.as_of);
        const auto is_it = [&](const delta::Waiver& one) {
            return one.rule == rule && one.subject == subject &&
                   (!in_force || (one.until >= today && !one.because.empty() && !one.by.empty()));
        };
        const auto in = [&](const auto& items) {
            return std::ranges::any_of(
                items, [&](const auto& item) { return std::ranges::any_of(item.waivers, is_it); });
        };
        return in(side.integrations) || in(side.credentials);
    }

    void find_exemptions(const Side& before, const Side& after) {
        const auto look = [&](const auto& items) {
            for (const auto& item : items) {
                for (const delta::Waiver& waiver : item.waivers) {
                    if (waiver.where && !waives(before, waiver.rule, waiver.subject, false)) {
                        find_exemption(waiver);
                    }
                }
            }
        };
        look(after.integrations);
        look(after.credentials);
    }

    void find_exemption(const delta::Waiver& waiver) {
        for (const SubjectDiff& subject : diff_.subjects) {
            for (const Change& change : subject.changes) {
                if (subject.id == waiver.subject && rule_of(change) == waiver.rule &&
                    gives(change.direction) && !change.accepted) {
                    exempt(waiver, change.where.value_or(*waiver.where), change.text);
                    return;
                }
            }
        }
        if (after_.analysis == nullptr || before_.analysis == nullptr) {
            return;
        }
        for (const Diagnostic& one : after_.analysis->diagnostics()) {
            const bool is_its =
                one.waived && one.id == waiver.rule &&
                (one.integration == waiver.subject || one.credential == waiver.subject);
            if (is_its && !was_there(one)) {
                exempt(waiver, one.where, one.message);
                return;
            }
        }
    }

    [[nodiscard]] bool was_there(const Diagnostic& finding) const {
        return std::ranges::any_of(before_.analysis->diagnostics(), [&](const Diagnostic& one) {
            return one.id == finding.id && (one.fingerprint == finding.fingerprint ||
                                            (one.integration == finding.integration &&
                                             one.credential == finding.credential));
        });
    }

    void exempt(const delta::Waiver& waiver, Location finding, const std::string& message) {
        std::optional<AcceptedChange> accepted;
        for (const SubjectDiff& subject : diff_.subjects) {
            for (const Change& change : subject.changes) {
                if (subject.id == waiver.subject && change.where == waiver.where) {
                    accepted = change.accepted;
                }
            }
        }
        diff_.exemptions.push_back(
            {waiver.rule, waiver.subject, *waiver.where, finding, message, std::move(accepted)});
    }

    void hide_secrets() {
        if (diff_.secrets.empty()) {
            return;
        }
        const auto hide = [&](std::string& text) {
            workspace::mask_secrets(diff_.secrets, diff_.files, text);
        };
        hide(diff_.summary);
        for (SubjectDiff& subject : diff_.subjects) {
            hide(subject.title);
            for (Change& change : subject.changes) {
                for (std::string* text :
                     {&change.text, &change.before, &change.after, &change.accept_as}) {
                    hide(*text);
                }
                std::ranges::for_each(change.items, hide);
                if (change.accepted) {
                    hide(change.accepted->because);
                }
            }
        }
    }

    void run_rules() {
        static const model::Model nothing;
        static const authority::Authorities no_power;
        const bool analysed = after_.analysis != nullptr;
        const lint::Input input{
            .model = analysed ? &after_.analysis->data().model : &nothing,
            .authorities = analysed ? &after_.analysis->data().authorities : &no_power,
            .files = diff_.files};
        std::vector<Diagnostic> findings = lint::run(diff_, input, settings_);
        if (analysed) {
            std::ranges::copy_if(after_.analysis->diagnostics(), std::back_inserter(findings),
                                 &Diagnostic::language_error);
        }
        workspace::mask_secrets(diff_.secrets, diff_.files, findings);
        for (Diagnostic& one : findings) {
            one.fingerprint = diag::fingerprint(
                one, workspace::marked_text(diff_.secrets, diff_.files, one.where));
        }
        std::ranges::sort(findings, [](const Diagnostic& left, const Diagnostic& right) {
            return std::tie(left.where, left.id, left.message) <
                   std::tie(right.where, right.id, right.message);
        });
        diff_.findings = std::move(findings);
    }

    const DiffSide& before_;
    const DiffSide& after_;
    lint::Settings settings_;
    lint::Settings old_settings_;
    std::vector<std::shared_ptr<const SourceFile>> files_;
    std::vector<Location> secrets_;
    std::vector<std::string> errors_;
    PolicyDiff diff_;
};

/// Whether a rule's finding stands that nobody decided on.
bool stands(const PolicyDiff& diff, bool escalations_alone) {
    return std::ranges::any_of(diff.findings, [&](const Diagnostic& one) {
        // Policies that cannot be understood give nobody an assurance.
        return !one.waived &&
               (!escalations_alone || one.language_error || one.id == "verb-escalated");
    });
}

}  // namespace

DiffOutcome compare_policies(const DiffSide& before, const DiffSide& after, const Options& options,
                             const Options& before_options) {
    return Differ(before, after, options, before_options).run();
}

bool fails(const PolicyDiff& diff, DiffThreshold threshold) {
    if (threshold == DiffThreshold::never) {
        return false;
    }
    if (threshold == DiffThreshold::any) {
        return !diff.subjects.empty() || stands(diff, false);
    }
    return stands(diff, threshold == DiffThreshold::escalated);
}

}  // namespace latchkey
