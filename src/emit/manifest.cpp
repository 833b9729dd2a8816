#include "latchkey/version.h"

#include "emit/digest.h"
#include "emit/emit.h"
#include "emit/parts.h"
#include "source/assert.h"
#include "source/parallel.h"

#include <algorithm>

namespace latchkey::emit {
namespace {

json::Value owner(const model::Model& model, std::optional<model::Id<model::Team>> id) {
    if (!id.has_value()) {
        return nullptr;
    }
    const model::Team& team = model.teams[*id];
    json::Object owner;
    owner.add("team", team.name.text);
    owner.add("title", text_or_null(team.title));
    owner.add("contact", text_or_null(team.contact));
    owner.add("escalation", text_or_null(team.escalation));
    return owner;
}

json::Value head(const Subject& subject) {
    const model::Model& model = *subject.input.model;
    const model::Integration& integration = subject.integration;
    json::Object head;
    head.add("id", integration.name.text);
    head.add("title", text_or_null(integration.title));
    head.add("description", description_or_null(integration.description));
    head.add("status", to_string(integration.status));
    head.add("environment", word_or_null(integration.environment));
    head.add("purpose", integration.purpose.has_value()
                            ? name_or_null(model.purposes, std::optional{integration.purpose->id})
                            : json::Value());
    head.add("owner", owner(model, integration.owner));
    return head;
}

json::List providers(const Subject& subject) {
    json::List list;
    for (const authority::ProviderAuthority& held : subject.authority) {
        list.push_back(provider(subject, held));
    }
    return list;
}

/// A manifest without its digest.
json::Object manifest(const Subject& subject) {
    json::Object manifest;
    manifest.reserve(16);
    manifest.add("manifest", json::count(1));
    manifest.add("generator", generator());
    manifest.add("integration", head(subject));
    manifest.add("providers", providers(subject));
    manifest.add("grants", grants(subject));
    add_controls(manifest, subject);
    manifest.add("data", data(subject));
    add_lifecycle(manifest, subject);
    return manifest;
}

struct Written {
    OutputFile file;
    IndexEntry entry;
};

Written write(const Input& input, const model::Integration& integration) {
    const std::size_t at = input.model->integrations.id_of(integration).index;
    LATCHKEY_ASSERT(at < input.authorities.size());
    json::Object document = manifest({input, integration, input.authorities[at].providers});
    std::string own_digest = digest(document);
    document.add("digest", std::string_view{own_digest});
    std::string name(integration.name.text);
    name += ".json";
    return {.file = {name, json::pretty(std::move(document))},
            .entry = {&integration, name, std::move(own_digest)}};
}

/// In the order of the integrations given, whichever thread is done first.
std::vector<Written> write_all(const Input& input,
                               std::span<const model::Integration* const> integrations) {
    std::vector<Written> all(integrations.size());
    // A thread for fewer than these costs more than it saves.
    constexpr std::size_t part = 32;
    for_each_place(input.jobs, all.size(), part,
                   [&](std::size_t at) { all[at] = write(input, *integrations[at]); });
    return all;
}

}  // namespace

json::Value generator() {
    json::Object generator;
    generator.add("name", "latchkey");
    generator.add("version", version());
    return generator;
}

json::Value place(const Input& input, Location where) {
    const auto file = static_cast<std::size_t>(where.file);
    LATCHKEY_ASSERT(file < input.files.size());
    const SourceFile& source = *input.files[file];
    const Position position = source.position(where.span.begin);
    json::Object place;
    place.add("file", std::string_view{source.path()});
    place.add("line", json::count(position.line));
    place.add("column", json::count(position.column));
    return place;
}

std::vector<OutputFile> manifests(const Input& input) {
    std::vector<const model::Integration*> listed;
    for (const model::Integration& integration : input.model->integrations) {
        if (integration.status != model::Status::planned) {
            listed.push_back(&integration);
        }
    }
    std::ranges::sort(listed, {}, [](const model::Integration* item) { return item->name.text; });
    std::vector<OutputFile> files;
    std::vector<IndexEntry> entries;
    for (Written& written : write_all(input, listed)) {
        files.push_back(std::move(written.file));
        entries.push_back(std::move(written.entry));
    }
    files.push_back({"index.json", index(input, entries)});
    std::ranges::sort(files, {}, &OutputFile::name);
    return files;
}

}  // namespace latchkey::emit
