#pragma once

#include "latchkey/diagnostic.h"

#include "model/model.h"

#include <span>
#include <string>
#include <vector>

namespace latchkey::workspace {

/// A catalogue of the workspace that stands in for a shipped one.
struct Override {
    std::string provider;
    /// As messages name it.
    std::string path;
};

/// Says of each finding that rests on what such a catalogue states that it does. A finding about
/// something else, a review that is due for instance, is left as it is.
void note_overrides(const model::Model& model, std::span<const Override> overrides,
                    std::vector<Diagnostic>& diagnostics);

}  // namespace latchkey::workspace
