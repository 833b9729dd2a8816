#pragma once

#include "authority/authority.h"
#include "diag/message.h"
#include "diag/report.h"
#include "lint/edits.h"
#include "model/coverage.h"
#include "model/model.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace latchkey::lint {

struct FoundSecret;
struct Rule;
struct Index;
class Waivers;

/// Everything that a run of the rules reads. All of it outlives the run.
struct Input {
    const model::Model* model = nullptr;
    const authority::Authorities* authorities = nullptr;
    /// Indexed by file id.
    std::span<const std::shared_ptr<const SourceFile>> files;
    /// What the one style changes in each file, for `unsorted-file`. Indexed by file id, or empty
    /// where that rule is off.
    std::span<const std::vector<TextEdit>* const> restyling{};
    /// The secrets of each file, for `hard-coded-secret`. Indexed by file id, or empty: the rule
    /// then looks for them itself.
    std::span<const std::vector<FoundSecret>* const> secrets{};
    /// On how many threads the rules may run; their number changes nothing that is found.
    unsigned jobs = 1;
};

/// What `latchkey.toml` and the command line say of one rule.
struct RuleSetting {
    /// None = the rule's own, where the profile has it; `off` silences it.
    std::optional<Level> level;
    /// Option name and value; the last of a name counts, those not named keep the rule's own.
    std::vector<std::pair<std::string, std::uint32_t>> options;
};

struct Settings {
    /// The date that reviews, rotations and waivers are judged on.
    std::chrono::sys_days as_of{};
    Profiles profile;
    /// By rule id; a rule that is not here has its own level where the profile has it.
    std::unordered_map<std::string_view, RuleSetting> rules;
};

/// Whom a finding is about.
struct Subject {
    std::optional<model::Id<model::Integration>> integration;
    std::optional<model::Id<model::Credential>> credential;
    /// It stands in this role: it is about every integration that includes it.
    std::optional<model::Id<model::Role>> role;
};

/// What the rules found, each with whom it is about; both lists have the same length.
struct Found {
    std::vector<Diagnostic> findings;
    std::vector<Subject> subjects;
};

/// What a rule may ask and how it reports.
class Context {
public:
    Context(const Input& input, const Settings& settings, const Index& index, const Rule& rule,
            Found& out);

    [[nodiscard]] const model::Model& model() const { return *input_->model; }
    [[nodiscard]] std::chrono::sys_days as_of() const { return settings_->as_of; }
    /// A number of the rule's own options, as configured.
    [[nodiscard]] std::uint32_t option(std::string_view name) const;
    /// Whether the configuration says that number.
    [[nodiscard]] bool is_set(std::string_view option) const;

    [[nodiscard]] std::span<const authority::ProviderAuthority> authority(
        const model::Integration& integration) const;
    [[nodiscard]] const catalog::Catalog& provider(model::ProviderId id) const {
        return model().provider(id);
    }
    /// The integrations that use a credential, planned and retired ones included.
    [[nodiscard]] std::span<const model::Id<model::Integration>> users(
        const model::Credential& credential) const;
    /// The integrations that have a grant: the one it stands in, or those that include its role.
    [[nodiscard]] std::span<const model::Id<model::Integration>> holders(
        const model::Grant& grant) const;
    /// Who uses a grant at a provider. A grant of a role has any kind and level.
    [[nodiscard]] model::Bearer bearer(const model::Grant& grant, model::ProviderId provider) const;
    /// Whether nothing in it, in its credentials and in its roles was reported as an error.
    [[nodiscard]] bool is_understood(model::Id<model::Integration> integration) const;
    /// What the waivers came to. Only for rules about waivers, which run last.
    [[nodiscard]] const Waivers& waivers() const;
    void show(const Waivers& waivers) { waivers_ = &waivers; }
    [[nodiscard]] const SourceFile& file(FileId id) const;
    [[nodiscard]] std::string_view text(Location where) const;
    /// The secrets of a file; null where nobody has looked for them.
    [[nodiscard]] const std::vector<FoundSecret>* secrets(FileId id) const;
    /// What the one style changes in a file.
    [[nodiscard]] std::span<const TextEdit> restyling(FileId id) const;

    /// Begins a finding at the rule's configured level, or at `level` if that is given and the
    /// configuration says nothing.
    template <typename... Parts>
    diag::Finding report(Location where, const diag::Message<Parts...>& message,
                         const std::type_identity_t<Parts>&... parts) {
        return add(where, message(parts...), std::nullopt);
    }
    template <typename... Parts>
    diag::Finding report_as(Level level, Location where, const diag::Message<Parts...>& message,
                            const std::type_identity_t<Parts>&... parts) {
        return add(where, message(parts...), level);
    }

    /// The finding before needs no putting right: somebody decided so, and a note says who.
    void excuse();

    /// Whom the findings that follow are about. The run says it before each call of a rule; a rule
    /// that sees the workspace says it itself.
    void about(const Subject& subject) { subject_ = subject; }

    // --- edits ------------------------------------------------------------------------------

    /// Takes an item out of its comma-separated list, and the comma with it; the whole statement
    /// when it is the only item.
    [[nodiscard]] std::vector<Edit> remove_from_list(Location item) const;
    /// Takes whole lines out: the statement or declaration, its doc comment and what follows it on
    /// the line.
    [[nodiscard]] std::vector<Edit> remove_statement(Location statement) const;
    [[nodiscard]] static std::vector<Edit> replace(Location where, std::string text) {
        return {{where, std::move(text)}};
    }
    [[nodiscard]] static std::vector<Edit> insert_after(Location where, std::string text);
    /// A new statement on a line of its own before the closing brace of a declaration's body.
    [[nodiscard]] std::vector<Edit> append_statement(Location body,
                                                     std::string_view statement) const;

private:
    /// What is configured comes first, then the laws of the profile, then what the rule says.
    [[nodiscard]] Level level_of(std::optional<Level> level) const;
    diag::Finding add(Location where, std::string message, std::optional<Level> level);

    const Input* input_;
    const Settings* settings_;
    const Index* index_;
    const Rule* rule_;
    const RuleSetting* setting_;
    Found* out_;
    const Waivers* waivers_ = nullptr;
    Subject subject_;
};

}  // namespace latchkey::lint
