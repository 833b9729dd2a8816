#pragma once

#include "latchkey/files.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A workspace where there was none: what `latchkey init` writes. It asks nothing that the folder,
/// its git repository and CODEOWNERS can say.
namespace latchkey {

struct StarterRequest {
    std::string directory = ".";
    /// The day that the first review is dated on: one that `is_date`.
    std::string as_of;
    /// The scopes that a key has today, of which a policy is made; none = a worked example instead.
    std::optional<std::vector<std::string>> scopes;
    /// Whose scopes they are.
    std::string provider = "highlevel";
    /// What the integration is called; empty = after the repository, or the folder.
    std::string name;
};

struct StarterFile {
    /// Relative to the folder, with `/`.
    std::string path;
    std::string text;
};

/// A file that is there already and is left alone.
struct PresentFile {
    std::string path;
    /// What to add to it by hand; empty where it needs nothing.
    std::string addition;
};

struct Starter {
    std::string directory;
    /// In the order in which they are written.
    std::vector<StarterFile> files;
    std::vector<PresentFile> present;
    /// What was found out, and what could not be and is left out: whole sentences for people.
    std::vector<std::string> notes;
    /// What to do next, at most three lines.
    std::vector<std::string> next;
    /// Why there is nothing to write.
    std::vector<LoadError> errors;
};

/// Works out what to write, and writes nothing.
[[nodiscard]] Starter plan_starter(const StarterRequest& request);

/// Writes one file of it: beside its place first, then by renaming, and never over another file.
/// Returns why not, in the system's words; empty = it was written.
[[nodiscard]] std::string write_starter_file(const Starter& starter, const StarterFile& file);

/// The scopes in a text as people copy it: between blanks, commas, quotes, brackets and ends of
/// lines, each once, in their order.
[[nodiscard]] std::vector<std::string> split_scopes(std::string_view text);

}  // namespace latchkey
