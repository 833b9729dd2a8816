#include "latchkey/editor.h"
#include "latchkey/rule_info.h"

#include "editor/occurrences.h"
#include "lint/edits.h"
#include "workspace/secrets.h"

#include <algorithm>
#include <chrono>

/// What an editor offers to change at a place.
namespace latchkey::editor {
namespace {

using std::string;
using std::string_view;

bool touches(Span one, Span other) {
    return one.begin <= other.end && other.begin <= one.end;
}

std::vector<Edit> in_file(FileId file, std::vector<lint::TextEdit> edits) {
    std::vector<Edit> placed;
    for (lint::TextEdit& edit : edits) {
        placed.push_back({{file, edit.span}, std::move(edit.text)});
    }
    return placed;
}

void add_fixes(const Analysis& analysis, FileId file, Span range, std::vector<Action>& out) {
    const std::span<const Diagnostic> all = analysis.diagnostics(file);
    for (std::size_t at = 0; at < all.size(); ++at) {
        if (!touches(all[at].where.span, range)) {
            continue;
        }
        for (const Fix& fix : all[at].fixes) {
            out.push_back({.kind = Action::Kind::fix,
                           .title = fix.title,
                           .edits = fix.edits,
                           .diagnostic = at,
                           .preferred = fix.safety == Fix::Safety::safe});
        }
    }
}

/// Ninety days on, as a date: a waiver is to be looked at again.
string later(string_view today) {
    std::chrono::sys_days day{};
    return model::parse_date(today, day) ? model::to_string(day + std::chrono::days(90))
                                         : string(today);
}

/// The block of an integration or a credential that a finding is about and stands in.
std::optional<Location> waivable_body(const Analysis::Data& data, const Diagnostic& finding) {
    const model::Integration* integration =
        find_declared(data.model.integrations, finding.integration);
    const model::Credential* credential = find_declared(data.model.credentials, finding.credential);
    const bool of_credential = credential != nullptr &&
                               credential->where.file == finding.where.file &&
                               touches(credential->where.span, finding.where.span);
    if (integration == nullptr || of_credential) {
        return credential == nullptr ? std::nullopt : std::optional(credential->body);
    }
    return integration->body;
}

string team_of(const Analysis::Data& data, const Diagnostic& finding) {
    const model::Integration* integration =
        find_declared(data.model.integrations, finding.integration);
    for (const model::Team& team : data.model.teams) {
        // Whoever owns it is not the one to excuse it, where there is another.
        const bool owns = integration != nullptr && integration->owner &&
                          &data.model.teams[*integration->owner] == &team;
        if (!owns) {
            return string(team.name.text);
        }
    }
    return data.model.teams.empty() ? "team" : string(data.model.teams.begin()->name.text);
}

void add_waivers(const Analysis& analysis, FileId file, Span range, string_view today,
                 std::vector<Action>& out) {
    const Analysis::Data& data = analysis.data();
    const std::span<const Diagnostic> all = analysis.diagnostics(file);
    for (std::size_t at = 0; at < all.size(); ++at) {
        const Diagnostic& finding = all[at];
        const RuleInfo* rule = find_rule(finding.id);
        if (!touches(finding.where.span, range) || rule == nullptr || !rule->waivable ||
            finding.waived) {
            continue;
        }
        const std::optional<Location> body = waivable_body(data, finding);
        if (!body) {
            continue;
        }
        const string statement = "waive " + finding.id + " until " + later(today) +
                                 " because \"why\" by " + team_of(data, finding);
        const SourceFile& source = *data.files[static_cast<std::size_t>(body->file)];
        out.push_back({.kind = Action::Kind::fix,
                       .title = "waive " + finding.id + " with a reason",
                       .edits = in_file(body->file, {lint::append_statement(
                                                        source.text(), body->span, statement)}),
                       .diagnostic = at,
                       .preferred = false});
    }
}

/// The minimum of one integration as its `scopes` statement would have it; empty where a name of it
/// would be ambiguous or nothing is needed.
string minimal_list(const Analysis::Data& data, const model::Integration& integration) {
    string list;
    for (const auto& held :
         data.authorities[{data.model.integrations.id_of(integration).index}].providers) {
        for (const authority::NeededScope& needed : held.minimal) {
            const catalog::Catalog& provider = data.model.provider(held.provider);
            const string name(provider[needed.scope].id);
            const bool plain = name.find_first_not_of(
                                   "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                   "0123456789_-./") == string::npos;
            const string qualifier =
                integration.uses.size() > 1 ? string(provider.id) + ":" : string();
            list += (list.empty() ? "" : ", ") + qualifier + (plain ? name : "\"" + name + "\"");
        }
    }
    return list;
}

void add_minimum(const Analysis::Data& data, FileId file, Span range, std::vector<Action>& out) {
    for (const model::Integration& integration : data.model.integrations) {
        if (!integration.scopes_where || integration.scopes_where->file != file ||
            !touches(integration.scopes_where->span, range) || !integration.complete) {
            continue;
        }
        const string list = minimal_list(data, integration);
        const Span names{integration.scopes.empty() ? integration.scopes_where->span.end
                                                    : integration.scopes.front().where.span.begin,
                         integration.scopes_where->span.end};
        const SourceFile& source = *data.files[static_cast<std::size_t>(file)];
        if (!list.empty() && source.text(names) != list) {
            out.push_back({.kind = Action::Kind::refactor,
                           .title = "replace `scopes` by the minimum",
                           .edits = {{{file, names}, list}},
                           .diagnostic = std::nullopt,
                           .preferred = false});
        }
    }
}

/// Whole grants of one block that a selection holds, next to each other.
std::vector<const syntax::Statement*> grants_in(const syntax::Block& block, Span range) {
    std::vector<const syntax::Statement*> found;
    for (const syntax::Statement& statement : block.statements) {
        if (std::holds_alternative<syntax::Grant>(statement.value) &&
            touches(statement.span, range)) {
            found.push_back(&statement);
        } else if (!found.empty() && touches(statement.span, range)) {
            return {};
        }
    }
    return found;
}

string free_name(const model::Model& model, const string& wished) {
    string name = wished;
    for (int number = 2; find_declared(model.roles, name) != nullptr; ++number) {
        name = wished + "-" + std::to_string(number);
    }
    return name;
}

void add_role(const Analysis::Data& data, FileId file, const syntax::Declaration& declaration,
              Span range, std::vector<Action>& out) {
    const auto* block = std::get_if<syntax::Block>(&declaration.value);
    if (block == nullptr || block->kind != syntax::Block::Kind::integration || range.empty()) {
        return;
    }
    const std::vector<const syntax::Statement*> grants = grants_in(*block, range);
    if (grants.empty()) {
        return;
    }
    const SourceFile& source = *data.files[static_cast<std::size_t>(file)];
    const Span taken = cover(grants.front()->span, grants.back()->span);
    const string name = free_name(data.model, string(block->name.text) + "-access");
    const string role = "role " + name + " {\n  " + string(source.text(taken)) + "\n}\n\n";
    const std::uint32_t before =
        declaration.doc ? declaration.doc->span.begin : declaration.span.begin;
    out.push_back({.kind = Action::Kind::refactor,
                   .title = "extract the role `" + name + "`",
                   .edits = {{{file, {before, before}}, role}, {{file, taken}, "include " + name}},
                   .diagnostic = std::nullopt,
                   .preferred = false});
}

}  // namespace

std::vector<Action> actions(const Analysis& analysis, FileId file, Span range, string_view today) {
    std::vector<Action> found;
    const syntax::Tree* tree = tree_of(analysis.data(), file);
    if (tree == nullptr) {
        return found;
    }
    add_fixes(analysis, file, range, found);
    add_waivers(analysis, file, range, today, found);
    add_minimum(analysis.data(), file, range, found);
    for (const syntax::Declaration& declaration : tree->declarations) {
        add_role(analysis.data(), file, declaration, range, found);
    }
    // What moves a text moves the secret in it, and would show it.
    std::erase_if(found, [&](const Action& action) {
        return std::ranges::any_of(action.edits, [&](const Edit& edit) {
            return workspace::shows_secret(edit.text, analysis.secrets(), analysis.files());
        });
    });
    return found;
}

string manifest_at(const Analysis& analysis, FileId file, std::uint32_t offset) {
    const model::Integration* chosen = nullptr;
    for (const model::Integration& integration : analysis.data().model.integrations) {
        if (integration.where.file == file &&
            (chosen == nullptr || integration.where.span.begin <= offset)) {
            chosen = &integration;
        }
    }
    // What is wrong elsewhere keeps `compile` from writing, and nobody from looking.
    if (chosen == nullptr || !model::is_understood(analysis.data().model, *chosen)) {
        return "";
    }
    for (const OutputFile& output : analysis.manifests()) {
        if (output.name == string(chosen->name.text) + ".json") {
            return output.text;
        }
    }
    return "";
}

}  // namespace latchkey::editor
