#pragma once

#include "latchkey/diagnostic.h"
#include "latchkey/manifest.h"
#include "latchkey/render.h"
#include "latchkey/rule_info.h"
#include "latchkey/source.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace latchkey {

/// What `latchkey.toml` or the command line says of one rule.
struct RuleSettings {
    std::string id;
    /// None = as the profile and the rule have it.
    std::optional<Level> level;
    std::vector<std::pair<std::string, std::uint32_t>> options;
};

/// A catalogue of the workspace's own: its file's path as messages name it, and its text.
struct CatalogText {
    std::string path;
    std::string text;
    /// The provider that `latchkey.toml` names it for; empty = whichever it is of.
    std::string provider = {};
};

/// What is wrong with a catalogue file, and where: a JSON pointer such as `/operations/12/entity`.
struct CatalogProblem {
    std::string path;
    std::string pointer;
    std::string message;
};

/// Whether the calendar has it: `2026-11-23`.
[[nodiscard]] bool is_date(std::string_view text);

/// One policy, not read yet by anybody.
struct PolicyFile {
    /// Relative to the root, with `/`.
    std::string path;
    std::string text;
};

struct Options {
    /// The date that reviews, rotations and waivers are judged on: one that `is_date`.
    std::string as_of = "1970-01-01";
    Profiles profile;
    std::vector<RuleSettings> rules;
    /// How many alternatives the search for the least scopes of one integration may look at before
    /// it is given up, which is an error (`unproven-minimum`). None = 20 000 000, about a second.
    std::optional<std::uint64_t> scope_search = std::nullopt;
    /// Added to the shipped catalogues; one with the id of a shipped one takes its place.
    std::vector<CatalogText> catalogs;
    /// On how many threads the work may be done; their number changes no result. At least 1.
    unsigned jobs = 1;
};

/// Everything that is known of a workspace at one moment. Immutable; it stays valid while the
/// workspace moves on.
class Analysis {
public:
    struct Data;
    explicit Analysis(std::unique_ptr<const Data> data);
    ~Analysis();
    Analysis(const Analysis&) = delete;
    Analysis& operator=(const Analysis&) = delete;

    /// Language errors and the rules' findings, sorted by (path, begin, end, id).
    [[nodiscard]] std::span<const Diagnostic> diagnostics() const;
    /// Indexed by `FileId`, sorted by path; the standard purposes stand last, as `<standard
    /// purposes>`.
    [[nodiscard]] std::span<const std::shared_ptr<const SourceFile>> files() const;
    /// Where secrets stand, sorted.
    [[nodiscard]] std::span<const Location> secrets() const;
    /// A text that quotes the files, with each secret cut down to its first four characters.
    [[nodiscard]] std::string without_secrets(std::string text) const;
    /// How many of `files` are the workspace's own.
    [[nodiscard]] std::size_t file_count() const;
    /// How many assertions were run.
    [[nodiscard]] std::size_t assertion_count() const;

    /// What is wrong with the workspace's own catalogues; those are left out.
    [[nodiscard]] std::span<const CatalogProblem> catalog_problems() const;

    /// The set of manifests, as `compile` writes it. Meaningful where there is no language error.
    /// Empty, without even an index, when one of them would show a secret that stands in a policy.
    [[nodiscard]] std::vector<OutputFile> manifests() const;

    [[nodiscard]] const Data& data() const { return *data_; }

private:
    std::unique_ptr<const Data> data_;
};

/// A set of policy files and everything known about them. It reads no files and prints nothing;
/// the command line and the language server feed it and render what it returns.
class Workspace {
public:
    explicit Workspace(Options options);
    ~Workspace();
    Workspace(Workspace&&) noexcept;
    Workspace& operator=(Workspace&&) noexcept;

    /// Adds or replaces a file. `path` is relative to the workspace, with `/`.
    void set(std::string path, std::string text);
    /// The same for many files, which are read on several threads; `done` is called from any of
    /// them after each file.
    void set(std::vector<PolicyFile> files, const std::function<void()>& done = {});
    void remove(std::string_view path);
    /// Brings everything up to date. Unchanged files keep their trees.
    [[nodiscard]] std::shared_ptr<const Analysis> analyse();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace latchkey
