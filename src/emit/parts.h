#pragma once

#include "emit/emit.h"
#include "emit/json.h"

#include <optional>
#include <string_view>
#include <utility>

/// The parts of a manifest, in the order of manifest.md. Values borrow the texts of the model and
/// the catalogues.
namespace latchkey::emit {

/// One integration and where it stands. A retired one is allowed nothing, whatever its grants say:
/// a consumer that overlooks the status must not go on letting it in.
struct Subject {
    const Input& input;
    const model::Integration& integration;
    std::span<const authority::ProviderAuthority> authority;

    [[nodiscard]] bool retired() const { return integration.status == model::Status::retired; }
};

/// `generator`: this program and its version.
[[nodiscard]] json::Value generator();

/// `provider.cpp`: one of `providers`.
[[nodiscard]] json::Value provider(const Subject& subject,
                                   const authority::ProviderAuthority& held);
/// The credential's levels, in the catalogue's order.
[[nodiscard]] json::List levels(const model::Model& model, const model::Credential& credential);
/// The id of the credential's kind.
[[nodiscard]] json::Value kind(const model::Model& model, const model::Credential& credential);
[[nodiscard]] json::Value store(const model::Credential& credential);

/// `operations.cpp`: `operations` and `events` of a provider.
[[nodiscard]] json::Value operations(const Subject& subject,
                                     const authority::ProviderAuthority& held);
[[nodiscard]] json::Value events(const Subject& subject, const authority::ProviderAuthority& held);
/// What a manifest sorts operations by: the path as it is written, then the method's name. A
/// catalogue's own order takes all parameters for one.
[[nodiscard]] std::pair<std::string_view, std::string_view> listed_at(
    const catalog::Operation& operation);
/// In that order.
[[nodiscard]] std::vector<catalog::Id<catalog::Operation>> by_path(
    const catalog::Catalog& provider, std::vector<catalog::Id<catalog::Operation>> operations);
/// `POST /contacts/`, as the catalogue spells it.
[[nodiscard]] std::string operation_name(const catalog::Operation& operation);

/// `grants.cpp`.
[[nodiscard]] json::Value grants(const Subject& subject);
/// Names and values, without who enforces it.
[[nodiscard]] json::Object condition(const model::Condition& condition);

/// `controls.cpp`: from `limits` to `audit`, and from `review` to `waivers`.
void add_controls(json::Object& manifest, const Subject& subject);
void add_lifecycle(json::Object& manifest, const Subject& subject);

/// `data.cpp`.
[[nodiscard]] json::Value data(const Subject& subject);

/// What the index repeats of a manifest.
struct IndexEntry {
    const model::Integration* integration = nullptr;
    std::string file;
    std::string digest;
};
/// `index.cpp`: the text of `index.json`.
[[nodiscard]] std::string index(const Input& input, std::span<const IndexEntry> entries);

// Small values.

[[nodiscard]] json::Value place(const Input& input, Location where);
/// The name of a declared thing.
template <typename T>
[[nodiscard]] json::Value name_or_null(const model::Store<T>& store,
                                       std::optional<model::Id<T>> id) {
    return id.has_value() ? json::Value(store[*id].name.text) : json::Value();
}
[[nodiscard]] inline json::Value text_or_null(const std::optional<model::Text>& text) {
    return text.has_value() ? json::Value(std::string_view{text->value}) : json::Value();
}
[[nodiscard]] inline json::Value date_or_null(const std::optional<model::Date>& date) {
    return date.has_value() ? json::Value(model::to_string(date->day)) : json::Value();
}
/// `null` for a doc comment that is not there.
[[nodiscard]] inline json::Value description_or_null(const std::string& text) {
    return text.empty() ? json::Value() : json::Value(std::string_view{text});
}
template <typename T>
[[nodiscard]] json::Value word_or_null(const std::optional<T>& item) {
    return item.has_value() ? json::Value(to_string(*item)) : json::Value();
}

}  // namespace latchkey::emit
