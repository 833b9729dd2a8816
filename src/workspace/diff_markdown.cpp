#include "diag/escape.h"
#include "workspace/diff_render.h"

#include <algorithm>

namespace latchkey::workspace {
namespace {

// A comment on GitHub holds 65 536 characters; the frame around the table takes some of them, and
// whoever posts it may add a heading.
constexpr std::size_t longest = 60'000;
constexpr std::size_t longest_cell = 2'000;
constexpr std::size_t most_items = 6;
constexpr std::size_t most_notes = 20;
constexpr std::size_t longest_note = 400;

std::string cut(std::string text, std::size_t most) {
    if (text.size() <= most) {
        return text;
    }
    std::size_t end = most;
    // Not in the middle of a character.
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    return text.substr(0, end) + "…";
}

std::string cell(std::string_view text) {
    return diag::markdown_cell(cut(std::string(text), longest_cell));
}

std::string code(std::string text) {
    std::erase(text, '`');
    return cell("`" + text + "`");
}

std::string verdict(const Change& change) {
    if (change.accepted || change.waived) {
        return change.accepted ? "accepted" : "waived";
    }
    if (change.escalates) {
        return "**escalated**";
    }
    const std::string word(to_string(change.direction));
    return gives(change.direction) ? "**" + word + "**" : word;
}

class MarkdownDiff {
public:
    explicit MarkdownDiff(const PolicyDiff& diff) : diff_(diff) {}

    std::string render() {
        out_ = "**Latchkey:** " + cell(diff_.summary) + "\n";
        collect();
        if (!rows_.empty()) {
            out_ += "\n| power | whose | change | where |\n| --- | --- | --- | --- |\n";
            add_rows();
        }
        add_notes();
        return std::move(out_);
    }

private:
    /// What gives power first, whoever it is of: the rest may be cut off.
    void collect() {
        for (const bool giving : {true, false}) {
            for (const SubjectDiff& subject : diff_.subjects) {
                const std::string text = standing(diff_, subject);
                const bool warns =
                    subject.vanished || subject.unclear_before || subject.unclear_after;
                if (!text.empty() && giving == warns) {
                    rows_.push_back(row(warns ? "**" + word_of(subject) + "**" : word_of(subject),
                                        subject, cell(text), subject.where));
                }
                for (const Change& change : subject.changes) {
                    if (gives(change.direction) == giving) {
                        rows_.push_back(row_of(subject, change));
                    }
                }
            }
        }
    }

    static std::string word_of(const SubjectDiff& subject) {
        return subject.vanished ? "vanished"
               : subject.presence == SubjectDiff::Presence::gained
                   ? "new"
                   : std::string(to_string(subject.direction));
    }

    [[nodiscard]] std::string row_of(const SubjectDiff& subject, const Change& change) const {
        std::string text = cell(change.text);
        if (change.facet == Facet::operation || change.facet == Facet::reach) {
            text += "<br>" + items_of(change);
        }
        if (const std::string decision = decision_text(change); !decision.empty()) {
            text += "<br>" + cell(decision);
        }
        return row(verdict(change), subject, text, change.where ? change.where : change.was);
    }

    static std::string items_of(const Change& change) {
        std::string text;
        const std::size_t shown = std::min(change.items.size(), most_items);
        for (std::size_t at = 0; at < shown; ++at) {
            text += (at == 0 ? "" : ", ") + code(cut(change.items[at], longest_note));
        }
        const std::size_t more = change.items.size() - shown;
        return text + (more == 0 ? "" : " and " + std::to_string(more) + " more");
    }

    [[nodiscard]] std::string row(const std::string& power, const SubjectDiff& subject,
                                  const std::string& text,
                                  const std::optional<Location>& where) const {
        const std::string place = where ? code(cut(place_text(diff_, *where), longest_note)) : "";
        return "| " + power + " | " + cell(cut(heading(subject), longest_note)) + " | " + text +
               " | " + place + " |\n";
    }

    void add_rows() {
        std::size_t at = 0;
        while (at < rows_.size() && out_.size() + rows_[at].size() < longest - room_for_notes()) {
            out_ += rows_[at++];
        }
        if (at < rows_.size()) {
            out_ += "\nand " + std::to_string(rows_.size() - at) +
                    " more; `latchkey diff --format json` tells all\n";
        }
    }

    static std::size_t room_for_notes() { return 2 * most_notes * (longest_note + 100); }

    void add_notes() {
        std::vector<std::string> notes = footnotes(diff_);
        add_list("", notes, false);
        std::vector<std::string> ways = ways_to_accept(diff_);
        for (std::string& way : ways) {
            way = "accept " + way + " because \"…\" by TEAM";
        }
        add_list("What is meant can be accepted in the policies, in this change:", ways, true);
    }

    void add_list(const std::string& title, const std::vector<std::string>& items, bool as_code) {
        if (items.empty()) {
            return;
        }
        out_ += title.empty() ? "\n" : "\n" + title + "\n\n";
        const std::size_t shown = std::min(items.size(), most_notes);
        for (std::size_t at = 0; at < shown; ++at) {
            const std::string text = cut(items[at], longest_note);
            out_ += "- " + (as_code ? code(text) : cell(text)) + "\n";
        }
        if (items.size() > shown) {
            out_ += "- and " + std::to_string(items.size() - shown) + " more\n";
        }
    }

    const PolicyDiff& diff_;
    std::vector<std::string> rows_;
    std::string out_;
};

}  // namespace

std::string render_diff_markdown(const PolicyDiff& diff) {
    return MarkdownDiff(diff).render();
}

}  // namespace latchkey::workspace
