#include "lint/context.h"

#include "lint/edits.h"
#include "lint/index.h"
#include "lint/rule.h"
#include "lint/secrets.h"
#include "lint/words.h"
#include "source/assert.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

std::vector<Edit> in_file(FileId file, std::vector<TextEdit> edits) {
    std::vector<Edit> placed;
    for (TextEdit& edit : edits) {
        placed.push_back({{file, edit.span}, std::move(edit.text)});
    }
    return placed;
}

const RuleSetting* setting_of(const Settings& settings, std::string_view id) {
    const auto found = settings.rules.find(id);
    return found == settings.rules.end() ? nullptr : &found->second;
}

}  // namespace

Context::Context(const Input& input, const Settings& settings, const Index& index, const Rule& rule,
                 Found& out)
    : input_(&input),
      settings_(&settings),
      index_(&index),
      rule_(&rule),
      setting_(setting_of(settings, rule.id)),
      out_(&out) {}

void Context::excuse() {
    LATCHKEY_ASSERT(!out_->findings.empty());
    out_->findings.back().waived = true;
}

bool Context::is_set(std::string_view option) const {
    return setting_ != nullptr && std::ranges::any_of(setting_->options, [&](const auto& one) {
               return one.first == option;
           });
}

std::uint32_t Context::option(std::string_view name) const {
    if (setting_ != nullptr) {
        const auto last = std::find_if(setting_->options.rbegin(), setting_->options.rend(),
                                       [&](const auto& one) { return one.first == name; });
        if (last != setting_->options.rend()) {
            return last->second;
        }
    }
    const auto known = std::ranges::find(rule_->options, name, &RuleOption::name);
    LATCHKEY_ASSERT(known != rule_->options.end());
    return known->value;
}

std::span<const authority::ProviderAuthority> Context::authority(
    const model::Integration& integration) const {
    return (*input_->authorities)[{integration.self.index}].providers;
}

std::span<const model::Id<model::Integration>> Context::users(
    const model::Credential& credential) const {
    return index_->users[model().credentials.id_of(credential).index];
}

std::span<const model::Id<model::Integration>> Context::holders(const model::Grant& grant) const {
    return grant.role.has_value() ? std::span(index_->including[grant.role->index])
                                  : std::span(&index_->owner[grant.self.index], 1);
}

model::Bearer Context::bearer(const model::Grant& grant, model::ProviderId provider) const {
    model::Bearer bearer{.provider = model().providers[provider.index], .kind = {}, .levels = 0};
    if (grant.role.has_value()) {
        return bearer;
    }
    for (const model::Id<model::Integration> holder : holders(grant)) {
        for (const model::Named<model::Credential>& used : model().integrations[holder].uses) {
            const model::Credential& credential = model().credentials[used.id];
            if (credential.provider == provider) {
                bearer.kind = credential.kind;
                bearer.levels = credential.levels;
            }
        }
    }
    return bearer;
}

bool Context::is_understood(model::Id<model::Integration> integration) const {
    return index_->understood[integration.index];
}

const Waivers& Context::waivers() const {
    LATCHKEY_ASSERT(waivers_ != nullptr);
    return *waivers_;
}

const SourceFile& Context::file(FileId id) const {
    return *input_->files[static_cast<std::size_t>(id)];
}

const std::vector<FoundSecret>* Context::secrets(FileId id) const {
    const auto at = static_cast<std::size_t>(id);
    return at < input_->secrets.size() ? input_->secrets[at] : nullptr;
}

std::span<const TextEdit> Context::restyling(FileId id) const {
    const auto index = static_cast<std::size_t>(id);
    return index < input_->restyling.size() ? *input_->restyling[index]
                                            : std::span<const TextEdit>();
}

std::string_view Context::text(Location where) const {
    return file(where.file).text(where.span);
}

Level Context::level_of(std::optional<Level> level) const {
    if (setting_ != nullptr && setting_->level.has_value()) {
        return *setting_->level;
    }
    return is_raised(rule_->id, settings_->profile) ? Level::error : level.value_or(rule_->level);
}

diag::Finding Context::add(Location where, std::string message, std::optional<Level> level) {
    Diagnostic& added = out_->findings.emplace_back();
    out_->subjects.push_back(subject_);
    added.id = rule_->id;
    added.level = level_of(level);
    added.message = std::move(message);
    added.where = where;
    if (subject_.integration.has_value()) {
        added.integration = model().integrations[*subject_.integration].name.text;
    }
    if (subject_.credential.has_value()) {
        added.credential = model().credentials[*subject_.credential].name.text;
    }
    if (subject_.role.has_value()) {
        std::vector<std::string_view> names;
        for (const model::Id<model::Integration> id : index_->including[subject_.role->index]) {
            names.push_back(model().integrations[id].name.text);
        }
        const std::string_view role = model().roles[*subject_.role].name.text;
        added.notes.push_back(included_by(role, names));
    }
    return diag::Finding(added);
}

std::vector<Edit> Context::remove_from_list(Location item) const {
    return in_file(item.file, lint::remove_from_list(file(item.file).text(), item.span));
}

std::vector<Edit> Context::remove_statement(Location statement) const {
    return in_file(statement.file,
                   {lint::remove_statement(file(statement.file).text(), statement.span)});
}

std::vector<Edit> Context::insert_after(Location where, std::string text) {
    return {{{where.file, {where.span.end, where.span.end}}, std::move(text)}};
}

std::vector<Edit> Context::append_statement(Location body, std::string_view statement) const {
    return in_file(body.file,
                   {lint::append_statement(file(body.file).text(), body.span, statement)});
}

}  // namespace latchkey::lint
