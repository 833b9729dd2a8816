#include "workspace/diff_render.h"

#include "latchkey/render.h"
#include "latchkey/rule_info.h"

#include <algorithm>

namespace latchkey {
namespace workspace {

std::string place_text(const PolicyDiff& diff, Location where) {
    const auto at = static_cast<std::size_t>(where.file);
    const SourceFile& file = *diff.files[at];
    const Position place = file.position(where.span.begin);
    const bool old = at >= diff.first_old_file;
    return (old ? diff.prefix_before : diff.prefix_after) + file.path() + ":" +
           std::to_string(place.line) + ":" + std::to_string(place.column);
}

std::string decision_text(const Change& change) {
    if (change.accepted) {
        return "accepted by " + change.accepted->by + ": " + change.accepted->because;
    }
    return change.waived ? "waived by a waiver that stood there before" : "";
}

std::string heading(const SubjectDiff& subject) {
    std::string text = subject.id.empty() ? "the workspace" : "`" + subject.id + "`";
    if (subject.kind == SubjectDiff::Kind::credential) {
        text = "key " + text;
    }
    if (!subject.title.empty()) {
        text += " \"" + subject.title + "\"";
    }
    return text + (subject.renamed_from.empty() ? "" : ", was `" + subject.renamed_from + "`");
}

std::string standing(const PolicyDiff& diff, const SubjectDiff& subject) {
    if (subject.unclear_before || subject.unclear_after) {
        const std::string& side = subject.unclear_after ? diff.after : diff.before;
        return "could not be compared: the policies of " + side + " have errors";
    }
    if (subject.vanished) {
        return "was active and is gone without having been retired";
    }
    if (subject.presence == SubjectDiff::Presence::lost) {
        return "is gone";
    }
    const bool is_new = subject.presence == SubjectDiff::Presence::gained &&
                        subject.kind == SubjectDiff::Kind::integration;
    return is_new ? "is new" : "";
}

bool is_open(const Change& change) {
    return gives(change.direction) && !change.accepted && !change.waived;
}

std::vector<std::string> ways_to_accept(const PolicyDiff& diff) {
    std::vector<std::string> ways;
    for (const SubjectDiff& subject : diff.subjects) {
        for (const Change& change : subject.changes) {
            if (is_open(change) && !change.accept_as.empty() &&
                std::ranges::find(ways, change.accept_as) == ways.end()) {
                ways.push_back(change.accept_as);
            }
        }
    }
    return ways;
}

std::vector<std::string> footnotes(const PolicyDiff& diff) {
    std::vector<std::string> notes;
    for (const SelfExemption& one : diff.exemptions) {
        notes.push_back(place_text(diff, one.where) + ": the waiver of `" + one.rule + "` for `" +
                        one.subject + "` comes in the same change as what it waives");
    }
    for (const UnusedAcceptance& one : diff.unused) {
        const std::string what =
            one.part.empty() ? "the acceptance" : "`" + one.part + "` of the acceptance";
        notes.push_back(place_text(diff, one.where) + ": " + what + " for `" + one.subject + "` " +
                        (one.old ? "was there before; it has done its work and can go"
                                 : "accepts nothing that changes here"));
    }
    const auto errors = [&](std::size_t number, const std::string& side,
                            const std::optional<Location>& first) {
        if (number != 0) {
            notes.push_back("the policies of " + side + " have " + std::to_string(number) +
                            (number == 1 ? " error" : " errors") + ", the first at " +
                            place_text(diff, *first) +
                            "; what could not be understood was not compared");
        }
    };
    errors(diff.errors_before, diff.before, diff.first_error_before);
    errors(diff.errors_after, diff.after, diff.first_error_after);
    notes.insert(notes.end(), diff.remarks.begin(), diff.remarks.end());
    return notes;
}

}  // namespace workspace

std::string render(const PolicyDiff& diff, DiffFormat format, bool colour) {
    switch (format) {
        case DiffFormat::json: return workspace::render_diff_json(diff);
        case DiffFormat::markdown: return workspace::render_diff_markdown(diff);
        case DiffFormat::sarif:
            return render(Findings{.list = diff.findings,
                                   .files = diff.files,
                                   .secrets = diff.secrets,
                                   .files_checked = diff.first_old_file,
                                   .path_prefix = diff.prefix_after,
                                   .rules = rules(),
                                   .tests = {}},
                          Format::sarif, {});
        case DiffFormat::text: break;
    }
    return workspace::render_diff_text(diff, colour);
}

}  // namespace latchkey
