#include "diag/escape.h"
#include "workspace/diff_render.h"

#include <algorithm>

namespace latchkey::workspace {
namespace {

constexpr std::size_t most_items = 8;

/// The signs of unified diffs, and three that these have no need of.
char sign_of(const Change& change) {
    if (change.escalates) {
        return '!';
    }
    constexpr std::string_view signs = "=-?+";
    return signs[static_cast<std::size_t>(change.direction)];
}

class TextDiff {
public:
    TextDiff(const PolicyDiff& diff, bool colour) : diff_(diff), colour_(colour) {}

    std::string render() {
        for (const SubjectDiff& subject : diff_.subjects) {
            add(subject);
        }
        for (const std::string& note : footnotes(diff_)) {
            line("note: " + note);
        }
        add_ways();
        out_ += out_.empty() || out_.ends_with("\n\n") ? "" : "\n";
        line(diag::visible(diff_.summary), false);
        return std::move(out_);
    }

private:
    void line(const std::string& text, bool raw = true) {
        out_ += (raw ? diag::visible(text) : text) + '\n';
    }
    [[nodiscard]] std::string painted(const std::string& text, std::string_view code) const {
        return colour_ ? "\x1B[" + std::string(code) + "m" + text + "\x1B[0m" : text;
    }

    void add(const SubjectDiff& subject) {
        out_ += painted(diag::visible(heading(subject)), "1") + ": " +
                std::string(to_string(subject.direction)) + "\n";
        if (const std::string text = standing(diff_, subject); !text.empty()) {
            line("    " + text);
        }
        for (const Change& change : subject.changes) {
            add(change);
        }
        out_ += '\n';
    }

    void add(const Change& change) {
        const std::string decision = decision_text(change);
        std::string text =
            "  " + std::string(1, sign_of(change)) + " " + diag::visible(change.text);
        if (gives(change.direction) && decision.empty()) {
            text = painted(text, change.escalates ? "1;31" : "33");
            text += "  [" + std::string(rule_of(change)) + "]";
        }
        out_ += text + '\n';
        if (!decision.empty()) {
            line("      " + decision);
        }
        if (tells_items(change)) {
            for (std::size_t at = 0; at < change.items.size(); ++at) {
                if (at == most_items && change.items.size() > most_items + 1) {
                    line("      and " + std::to_string(change.items.size() - at) +
                         " more; --format json tells all");
                    break;
                }
                line("      " + change.items[at]);
            }
        }
        if (gives(change.direction) && change.where) {
            line("      --> " + place_text(diff_, *change.where));
        }
    }

    /// A scope or a level stands in the sentence already.
    static bool tells_items(const Change& change) {
        return change.facet == Facet::operation || change.facet == Facet::reach ||
               change.facet == Facet::field || change.facet == Facet::condition;
    }

    void add_ways() {
        const std::vector<std::string> ways = ways_to_accept(diff_);
        if (ways.empty()) {
            return;
        }
        line("what is meant can be accepted in the policies, in this change:");
        for (const std::string& way : ways) {
            line("  accept " + way + " because \"…\" by TEAM");
        }
    }

    const PolicyDiff& diff_;
    bool colour_;
    std::string out_;
};

}  // namespace

std::string render_diff_text(const PolicyDiff& diff, bool colour) {
    return TextDiff(diff, colour).render();
}

}  // namespace latchkey::workspace
