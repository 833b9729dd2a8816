#pragma once

#include "latchkey/diagnostic.h"
#include "latchkey/rule_info.h"

#include "diag/message.h"

#include <string>
#include <utility>
#include <vector>

namespace latchkey::diag {

using latchkey::Diagnostic;
using latchkey::Fix;
using latchkey::Label;
using latchkey::Level;

/// The language's errors; one line of `errors.def` each.
enum class ErrorId : std::uint8_t {
#define LATCHKEY_ERROR(name, id, summary) name,
#include "diag/errors.def"
#undef LATCHKEY_ERROR
};

[[nodiscard]] std::string_view to_string(ErrorId id);

/// Completes the finding that a report began. Valid until the next report to the same list.
class Finding {
public:
    explicit Finding(Diagnostic& diagnostic) : diagnostic_(&diagnostic) {}

    Finding& label(Location where, std::string text) {
        diagnostic_->labels.push_back({where, std::move(text)});
        return *this;
    }
    Finding& note(std::string text) {
        diagnostic_->notes.push_back(std::move(text));
        return *this;
    }
    Finding& fix(Fix::Safety safety, std::string title, std::vector<Edit> edits) {
        diagnostic_->fixes.push_back({safety, std::move(title), std::move(edits)});
        return *this;
    }
    /// Names what the finding is about: one of the two, or both, may be empty.
    Finding& about(std::string_view integration, std::string_view credential) {
        diagnostic_->integration = integration;
        diagnostic_->credential = credential;
        return *this;
    }

private:
    Diagnostic* diagnostic_;
};

/// Collects the findings of one stage.
class Reports {
public:
    /// A compile error. `message` is what a `Message` made.
    Finding error(ErrorId id, Location where, std::string message);

    void add(const std::vector<Diagnostic>& more) {
        list_.insert(list_.end(), more.begin(), more.end());
    }
    [[nodiscard]] const std::vector<Diagnostic>& list() const { return list_; }
    [[nodiscard]] std::vector<Diagnostic> take() { return std::exchange(list_, {}); }
    [[nodiscard]] bool empty() const { return list_.empty(); }

private:
    std::vector<Diagnostic> list_;
};

/// The files other than `own` that findings point into, sorted.
[[nodiscard]] std::vector<FileId> points_into(std::span<const Diagnostic> findings, FileId own);

/// What `Diagnostic::fingerprint` holds: 16 hexadecimal digits of the FNV-1a hash (64 bits) of the
/// id, the integration, the credential, the message without the numbers that it counts, and the
/// marked text without blanks, commas and comments. Reformatting and moving do not change it, nor
/// do another day or a later version; two objects of one kind differ in what is marked. `marked`
/// must show no secret.
[[nodiscard]] std::string fingerprint(const Diagnostic& diagnostic, std::string_view marked);

/// The candidates nearest to what was written, best first (then by name), at most `most`, and none
/// much farther than the best: those a slip of the finger away (edit distance with transpositions,
/// at most a third of the length) and those that differ only in case, `-`, `_`, `.` or `/`, a
/// plural, or in the order of their words. What was written is never among them.
[[nodiscard]] std::vector<std::string_view> nearest(std::string_view written,
                                                    std::span<const std::string_view> candidates,
                                                    std::size_t most = 3);

/// "did you mean `a`?", "did you mean `a`, `b` or `c`?"; empty for no names.
[[nodiscard]] std::string did_you_mean(std::span<const std::string_view> names);

}  // namespace latchkey::diag
