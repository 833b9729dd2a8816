#pragma once

#include "latchkey/files.h"
#include "latchkey/manifest.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace latchkey {

/// One of two states of a fleet that are compared: its policies, or the manifests made of them.
struct PolicySide {
    enum class Kind : std::uint8_t {
        /// The workspace on disk around the current directory.
        work_tree,
        /// A directory that was named: it is the workspace's root itself.
        directory,
        /// A commit.
        revision,
        /// What is staged.
        index,
        /// A directory that `compile` wrote: an `index.json` and what it lists.
        manifests,
    };

    Kind kind = Kind::work_tree;
    /// What people call it: `main`, `origin/main` where that was taken for `main`, `:index`,
    /// `policies/`, and `the work tree`.
    std::string name;
    /// Of a revision: the commit's whole name. Else empty.
    std::string commit;
    /// The configuration, policies and catalogues as they stand there; paths are relative to the
    /// root, which is the same for revisions as for the work tree. Without files where a revision
    /// has no policies: then everything on the other side is new, or gone. Not of `manifests`.
    LoadedWorkspace workspace;
    /// Of `manifests`: the index first, then the files that it lists, sorted by name.
    std::vector<OutputFile> manifests;
    /// What may hold policies and was not read, as whole sentences without a full stop: symbolic
    /// links and submodules of a revision. Who compares has to tell them.
    std::vector<std::string> notes;
};

struct SideRequest {
    /// A revision as git knows them (`main`, where `origin/main` does as well, tags, hashes,
    /// `HEAD~1`), `:index`, a directory, or empty: the work tree. A word that is both a revision
    /// and a directory is refused: `./main` is the directory.
    std::string name;
    /// `--config FILE` of the work tree; empty = the nearest latchkey.toml. It says where the
    /// workspace is. A revision is read with its own text of that file.
    std::string config;
};

struct SideOutcome {
    std::optional<PolicySide> side;
    /// With their kinds' exit codes; each begins with the side it is about.
    std::vector<LoadError> errors;
};

/// Reads one side. Revisions are read through `git`, which is run without a shell; the work tree,
/// the index and the references stay as they are. A clone that lacks objects may fetch them from
/// where it was cloned.
[[nodiscard]] SideOutcome load_side(const SideRequest& request);

}  // namespace latchkey
