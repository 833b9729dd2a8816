#include "catalog/names.h"
#include "catalog/openapi/draft.h"

#include <concepts>
#include <optional>

namespace latchkey::catalog::openapi {
namespace {

void append(std::string& out, std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += '"';
    for (const char character : text) {
        const auto byte = static_cast<unsigned char>(character);
        if (character == '"' || character == '\\') {
            out += '\\';
            out += character;
        } else if (byte < 0x20) {
            out += "\\u00";
            out += digits[byte >> 4U];
            out += digits[byte & 0xFU];
        } else {
            out += character;
        }
    }
    out += '"';
}

void append(std::string& out, std::same_as<bool> auto value) {
    out += value ? "true" : "false";
}

void append(std::string& out, std::uint32_t value) {
    out += std::to_string(value);
}

template <typename T>
void append(std::string& out, const std::optional<T>& value);

template <typename T>
void append(std::string& out, const std::vector<T>& list) {
    out += '[';
    for (std::size_t at = 0; at < list.size(); ++at) {
        out += at == 0 ? "" : ", ";
        append(out, list[at]);
    }
    out += ']';
}

template <typename T>
void append(std::string& out, const std::optional<T>& value) {
    if (value.has_value()) {
        append(out, *value);
    } else {
        out += "null";
    }
}

/// Empty text is `null`.
std::optional<std::string_view> or_null(std::string_view text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

/// An object on one line, member by member.
class Row {
public:
    template <typename T>
    Row& add(std::string_view key, const T& value) {
        text_ += text_.size() == 1 ? "" : ", ";
        append(text_, key);
        text_ += ": ";
        append(text_, value);
        return *this;
    }
    [[nodiscard]] std::string text() const { return text_ + "}"; }
    /// Without its end, for what stands on lines of its own.
    [[nodiscard]] const std::string& open() const { return text_; }

private:
    std::string text_ = "{";
};

void append(std::string& out, const Row& row) {
    out += row.text();
}

template <typename T, typename Make>
std::vector<Row> rows_of(const std::vector<T>& list, Make make) {
    std::vector<Row> found;
    found.reserve(list.size());
    for (const T& one : list) {
        found.push_back(make(one));
    }
    return found;
}

Row parameter_row(const Parameter& parameter) {
    return Row()
        .add("name", parameter.name)
        .add("in", names::places[static_cast<std::size_t>(parameter.in)])
        .add("type", to_string(parameter.type));
}

Row body_row(const BodyField& field) {
    return Row()
        .add("name", field.name)
        .add("type", to_string(field.type))
        .add("required", field.required);
}

Row operation_row(const DraftOperation& operation) {
    return Row()
        .add("method", to_string(operation.method))
        .add("path", operation.path)
        .add("id", operation.id)
        .add("entity", operation.entity)
        .add("verb", operation.verb)
        .add("actions", operation.actions)
        .add("named", operation.named)
        .add("effects", operation.effects)
        .add("kinds", operation.reach.kinds)
        .add("scopes", operation.reach.scopes)
        .add("levels", operation.reach.levels)
        .add("versions", operation.versions)
        .add("deprecated", operation.deprecated)
        .add("parameters", rows_of(operation.parameters, parameter_row))
        .add("body", rows_of(operation.body, body_row))
        .add("evidence", operation.reach.evidence);
}

Row field_row(const DraftField& field) {
    return Row()
        .add("name", field.name)
        .add("type", to_string(field.type))
        .add("class", or_null(field.data_class))
        .add("actions", field.actions)
        .add("required", field.required);
}

Names level_names(LevelSet levels, const Names& all) {
    Names found;
    for (std::size_t at = 0; at < all.size(); ++at) {
        if ((levels >> at & 1U) != 0) {
            found.push_back(all[at]);
        }
    }
    return found;
}

Row kind_row(const Kind& kind, const Names& levels) {
    return Row()
        .add("id", kind.id)
        .add("title", kind.title)
        .add("access", std::string_view(kind.full_access ? "full" : "scoped"))
        .add("levels", level_names(kind.levels, levels))
        .add("lifetime", std::string_view(kind.is_static ? "static" : "expiring"))
        .add("lifetime_seconds", kind.lifetime_seconds)
        .add("rotate_days", kind.rotate_days)
        .add("overlap_days", kind.overlap_days)
        .add("webhooks", kind.webhooks)
        .add("personal", kind.personal)
        .add("support_ended", or_null(kind.support_ended))
        .add("replaced_by", or_null(kind.replaced_by));
}

Row scope_row(const DraftScope& scope) {
    return Row()
        .add("id", scope.id)
        .add("levels", scope.levels)
        .add("tier", scope.tier)
        .add("reason", scope.reason)
        .add("status", scope.status)
        .add("user_role", scope.user_role)
        .add("implies", scope.implies);
}

Row event_row(const EventRow& event) {
    return Row()
        .add("name", event.name)
        .add("entity", event.entity)
        .add("scope", or_null(event.scope));
}

Row secret_row(const SecretShape& secret) {
    return Row()
        .add("id", secret.id)
        .add("title", secret.title)
        .add("prefix", secret.prefix)
        .add("pattern", secret.pattern)
        .add("context", Names(secret.context.begin(), secret.context.end()));
}

Row quota_row(const Quota& quota) {
    return Row()
        .add("requests", quota.requests)
        .add("per_seconds", quota.per_seconds)
        .add("counted_per", quota.counted_per);
}

Row provider_row(const Draft& draft) {
    const auto source_row = [&](const DraftSource& source) {
        return Row()
            .add("title", source.title)
            .add("date", source.date)
            .add("sha256", std::string_view(draft.sha256));
    };
    return Row()
        .add("id", draft.id)
        .add("title", draft.title)
        .add("version", draft.version)
        .add("levels", draft.levels)
        .add("sources", rows_of(draft.sources, source_row));
}

std::string entity_text(const DraftEntity& entity) {
    std::string out = Row()
                          .add("id", entity.id)
                          .add("parent", or_null(entity.parent))
                          .add("classes", entity.classes)
                          .add("personal", entity.personal)
                          .open();
    out += R"(, "fields": [)";
    for (std::size_t at = 0; at < entity.fields.size(); ++at) {
        out += at == 0 ? "\n   " : ",\n   ";
        out += field_row(entity.fields[at]).text();
    }
    return out + (entity.fields.empty() ? "]}" : "\n  ]}");
}

/// One list of the catalogue, a row on each line.
template <typename T, typename Text>
void append_block(std::string& out, std::string_view name, const std::vector<T>& list, Text text,
                  std::string_view end = ",\n") {
    out += " ";
    append(out, name);
    out += ": [";
    for (std::size_t at = 0; at < list.size(); ++at) {
        out += at == 0 ? "\n  " : ",\n  ";
        out += text(list[at]);
    }
    out += list.empty() ? "]" : "\n ]";
    out += end;
}

}  // namespace

std::string write(const Draft& draft) {
    std::string out = "{\n \"catalog\": 1,\n \"provider\": " + provider_row(draft).text() + ",\n";
    append_block(out, "kinds", draft.kinds,
                 [&](const Kind& kind) { return kind_row(kind, draft.levels).text(); });
    append_block(out, "limits", draft.limits,
                 [](const Quota& one) { return quota_row(one).text(); });
    append_block(out, "scopes", draft.scopes,
                 [](const DraftScope& one) { return scope_row(one).text(); });
    append_block(out, "entities", draft.entities, entity_text);
    append_block(out, "operations", draft.operations,
                 [](const DraftOperation& one) { return operation_row(one).text(); });
    append_block(out, "events", draft.events,
                 [](const EventRow& one) { return event_row(one).text(); });
    append_block(
        out, "secrets", draft.secrets,
        [](const SecretShape& one) { return secret_row(one).text(); }, "\n");
    return out + "}\n";
}

}  // namespace latchkey::catalog::openapi
