#include "latchkey/editor.h"
#include "latchkey/rule_info.h"

#include "editor/occurrences.h"
#include "model/coverage.h"
#include "syntax/words.h"
#include "workspace/explain_parts.h"
#include "workspace/secrets.h"

#include <algorithm>

namespace latchkey::editor {
namespace {

using std::string;
using std::string_view;

/// A hover is read in a small window.
constexpr std::size_t most_lines = 60;

string shortened(string text) {
    std::size_t at = 0;
    for (std::size_t line = 0; line < most_lines; ++line) {
        at = text.find('\n', at);
        if (at == string::npos) {
            return text;
        }
        ++at;
    }
    return at >= text.size() ? text : text.substr(0, at) + "\n…\n";
}

/// Titles of pages are too loud in a hover.
string without_title(string text) {
    if (text.starts_with("# ")) {
        const std::size_t end = text.find('\n');
        text =
            "**" + text.substr(2, end - 2) + "**" + (end == string::npos ? "" : text.substr(end));
    }
    return text;
}

/// Lists that a terminal shows by their indentation need one of Markdown's own here.
string as_code(string text) {
    string out;
    std::size_t at = 0;
    bool inside = false;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
        const string_view line = string_view(text).substr(at, end - at);
        const bool verb = line.find(": ") != string_view::npos && !line.starts_with("- ") &&
                          !line.starts_with("|") && !line.ends_with(".\n");
        const bool listed =
            line.starts_with("  ") ||
            (verb && end < text.size() && string_view(text).substr(end).starts_with("  "));
        if (listed != inside) {
            out += inside ? "```\n" : "```text\n";
            inside = listed;
        }
        out += line;
        at = end;
    }
    return out + (inside ? "```\n" : "");
}

string team_text(const Analysis::Data& data, string_view name) {
    const model::Team* team = find_declared(data.model.teams, name);
    if (team == nullptr) {
        return "";
    }
    string text =
        "# Team `" + string(name) + "`" + (team->title ? ": " + team->title->value : "") + "\n\n";
    text += team->description.empty() ? "" : team->description + "\n\n";
    text += team->contact ? "- contact " + team->contact->value + "\n" : "";
    text += team->escalation ? "- escalation " + team->escalation->value + "\n" : "";
    return text;
}

string role_text(const Analysis::Data& data, string_view name) {
    const model::Role* role = find_declared(data.model.roles, name);
    if (role == nullptr) {
        return "";
    }
    const SourceFile& file = *data.files[static_cast<std::size_t>(role->where.file)];
    return "# Role `" + string(name) + "`\n\n```latch\n" + string(file.text(role->where.span)) +
           "\n```\n";
}

string field_text(const Analysis::Data& data, const syntax::Tree& tree, const Occurrence& here) {
    string text;
    const auto* grant =
        here.statement != nullptr ? std::get_if<syntax::Grant>(&here.statement->value) : nullptr;
    for (const model::ProviderId id : providers_of(data, tree, here)) {
        const catalog::Catalog& provider = data.model.provider(id);
        for (const catalog::Entity& entity : provider.entities) {
            const bool named =
                grant == nullptr || std::ranges::any_of(grant->entities, [&](const auto& one) {
                    return one.value == entity.id;
                });
            const catalog::Field* field = catalog::find_field(entity, here.text);
            if (!named || field == nullptr) {
                continue;
            }
            text += "- `" + string(field->name) + "` of `" + string(entity.id) +
                    "`: " + string(to_string(field->type));
            for (std::size_t at = 0; at < catalog::data_class_count; ++at) {
                const auto one = static_cast<catalog::DataClass>(at);
                if (field->classes.contains(one)) {
                    text += ", `" + string(to_string(one)) + "`";
                }
            }
            text += "\n";
        }
    }
    return text;
}

string action_text(const Analysis::Data& data, const syntax::Tree& tree, const Occurrence& here) {
    const auto* grant =
        here.statement != nullptr ? std::get_if<syntax::Grant>(&here.statement->value) : nullptr;
    if (grant == nullptr) {
        return "";
    }
    string text;
    for (const model::ProviderId id : providers_of(data, tree, here)) {
        const catalog::Catalog& provider = data.model.provider(id);
        for (const syntax::Reference& written : grant->entities) {
            const auto entity = provider.find_entity(written.value);
            if (!entity) {
                continue;
            }
            const auto action = catalog::find_action(here.text);
            for (const auto operation : provider[*entity].operations) {
                const catalog::Operation& one = provider[operation];
                const bool covered = here.text == "any" || provider[one.verb].id == here.text ||
                                     (!one.named && action && one.actions.contains(*action)) ||
                                     (!one.named && here.text == "write" &&
                                      one.actions.intersects(catalog::write_actions));
                text += covered ? "- `" + workspace::operation_name(one) + "`\n" : "";
            }
        }
    }
    return text.empty() ? text : "`" + here.text + "` speaks of\n\n" + text;
}

string catalog_text(const Analysis::Data& data, const syntax::Tree& tree, const Occurrence& here) {
    string text;
    for (const model::ProviderId id : providers_of(data, tree, here)) {
        switch (here.meaning) {
            case Meaning::entity: text += workspace::explain_entity(data, id, here.text); break;
            case Meaning::scope: text += workspace::explain_scope(data, id, here.text); break;
            case Meaning::operation:
                text += workspace::explain_operation(data, id, here.text);
                break;
            default: text += workspace::explain_event(data, id, here.text); break;
        }
    }
    return text;
}

string provider_text(const Analysis::Data& data, string_view id) {
    for (const catalog::Catalog* provider : data.model.providers) {
        if (provider->id == id) {
            return "**" + string(provider->title) + "**, catalogue of " +
                   string(provider->version) + ": " +
                   workspace::count_of(provider->operations.size(), "operation") + ", " +
                   workspace::count_of(provider->scopes.size(), "scope") + "\n";
        }
    }
    return "";
}

string keyword_text(const Occurrence& here) {
    // A control that is accepted is called by the word of its statement.
    const auto named = syntax::statement_word(syntax::keyword_or_name(here.text));
    const auto word = here.statement != nullptr ? std::optional(here.statement->word) : named;
    return word ? "```latch\n" + string(syntax::info(*word).example) + "\n```\n" : "";
}

string rule_text(string_view id) {
    const RuleInfo* rule = find_rule(id);
    return rule == nullptr ? "" : string(rule->page);
}

string holder_text(const Analysis::Data& data, string_view name) {
    const string text = workspace::explain_integration(data, name);
    return text.empty() ? workspace::explain_credential(data, name) : text;
}

string text_of(const Analysis::Data& data, const syntax::Tree& tree, const Occurrence& here) {
    switch (here.meaning) {
        case Meaning::team: return team_text(data, here.text);
        case Meaning::role: return role_text(data, here.text);
        case Meaning::purpose: return workspace::explain_purpose(data, here.text);
        case Meaning::integration:
        case Meaning::credential:
        case Meaning::holder: return holder_text(data, here.text);
        case Meaning::provider: return provider_text(data, here.text);
        case Meaning::entity:
        case Meaning::scope:
        case Meaning::operation:
        case Meaning::event: return as_code(catalog_text(data, tree, here));
        case Meaning::action: return action_text(data, tree, here);
        case Meaning::field: return field_text(data, tree, here);
        case Meaning::rule: return rule_text(here.text);
        case Meaning::keyword: return keyword_text(here);
        default: return "";
    }
}

}  // namespace

std::optional<Hover> hover(const Analysis& analysis, FileId file, std::uint32_t offset) {
    const Analysis::Data& data = analysis.data();
    const std::optional<Here> here = find_at(data, file, offset);
    if (!here) {
        return std::nullopt;
    }
    string text = text_of(data, *here->tree, here->occurrence);
    if (text.empty()) {
        return std::nullopt;
    }
    text = shortened(without_title(std::move(text)));
    workspace::mask_secrets(data.secrets, data.files, text);
    return Hover{here->occurrence.span, std::move(text)};
}

}  // namespace latchkey::editor
