#pragma once

#include "latchkey/rule_info.h"
#include "latchkey/source.h"

#include "authority/authority.h"
#include "catalog/catalog.h"
#include "diag/message.h"
#include "diag/report.h"
#include "lint/context.h"
#include "model/model.h"

#include <span>
#include <string_view>

namespace latchkey {
struct PolicyDiff;
}  // namespace latchkey

/// What a rule sees. A rule is a `constinit` struct of function pointers, without state: one line
/// in rules.def and three files of one stem (CONTRIBUTING.md, "A new rule").
namespace latchkey::lint {

using diag::Message;
using latchkey::Category;
using latchkey::Fix;
using latchkey::FixKind;
using latchkey::Level;
using latchkey::Profile;
using latchkey::RuleOption;

struct Rule {
    std::string_view id;
    Category category{};
    Level level = Level::warning;
    Profile profile = Profile::recommended;
    FixKind fix = FixKind::none;
    bool waivable = true;
    bool depends_on_date = false;
    std::string_view summary;
    std::span<const RuleOption> options{};
    /// What `on_workspace` finds is right whatever else is missing or wrong: more can only be
    /// added.
    bool stands_alone = false;

    /// Each is called for every one in which nothing was reported as an error. A finding is, unless
    /// the rule says otherwise, about that integration or credential.
    ///
    /// Of an integration its credentials and roles must be free of errors too; a retired one is
    /// left out, because it is to have no power at all.
    void (*on_integration)(const model::Integration&, Context&) = nullptr;
    void (*on_credential)(const model::Credential&, Context&) = nullptr;
    void (*on_team)(const model::Team&, Context&) = nullptr;
    /// Called once for every `allow` and `deny` of those integrations and of the roles. A finding
    /// in a role is about all integrations that include it, and says which.
    void (*on_grant)(const model::Grant&, Context&) = nullptr;
    /// Called once, and only where every file parsed and every declaration was understood; of a
    /// rule that `stands_alone` always.
    void (*on_workspace)(const model::Model&, Context&) = nullptr;
    /// Called for every waiver once the other rules have spoken, and only where `on_workspace` is.
    void (*on_waiver)(const model::Waiver&, Context&) = nullptr;
    /// Called for every file, whatever is wrong with it.
    void (*on_file)(FileId, const SourceFile&, Context&) = nullptr;
    /// Called once when two states of the policies are compared, and never else.
    void (*on_changes)(const PolicyDiff&, Context&) = nullptr;
};

// Without this the definitions, which are `const`, would be seen in their own files only.
#define LATCHKEY_RULE(name) extern const Rule name;
#include "lint/rules.def"
#undef LATCHKEY_RULE

/// Every rule, in the order of rules.def.
[[nodiscard]] std::span<const Rule* const> all_rules();
[[nodiscard]] const Rule* find_rule(std::string_view id);
/// Whether it speaks: as configured, else as the profiles have it.
[[nodiscard]] bool is_on(const Rule& rule, const Settings& settings);

}  // namespace latchkey::lint
