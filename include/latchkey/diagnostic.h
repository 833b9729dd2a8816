#pragma once

#include "latchkey/source.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey {

/// How much a finding weighs. `off` is only ever a setting: no diagnostic carries it.
enum class Level : std::uint8_t { off, info, warning, error };

[[nodiscard]] std::string_view to_string(Level level);

/// A second place that belongs to a finding, with a few words; it points and does not repeat.
struct Label {
    Location where;
    std::string text;
};

/// Replaces the bytes of `where` by `text`.
struct Edit {
    Location where;
    std::string text;
};

/// What would put a finding right. A safe fix only removes or narrows power, or changes nothing
/// that means anything; an unsafe one needs a person to read it; a stub inserts a skeleton that a
/// person completes in the editor.
struct Fix {
    enum class Safety : std::uint8_t { safe, unsafe, stub };

    Safety safety = Safety::safe;
    std::string title;
    std::vector<Edit> edits;
};

/// One finding: a compile error of the language or a rule's report. It owns its text. The message
/// is lower case, without a full stop, with code in backticks.
struct Diagnostic {
    std::string id;
    Level level = Level::error;
    std::string message;
    Location where;
    std::vector<Label> labels;
    std::vector<std::string> notes;
    std::vector<Fix> fixes;
    /// The integration or credential that the finding is about; empty where there is none.
    std::string integration;
    std::string credential;
    /// True for compile errors: they cannot be waived, switched off or lowered.
    bool language_error = false;
    bool waived = false;
    /// A baseline lists it: it was there before anybody looked, and is not reported again.
    bool baselined = false;
    /// Survives reformatting and moving: from the rule, the object and the words, never a line.
    std::string fingerprint;
};

}  // namespace latchkey
