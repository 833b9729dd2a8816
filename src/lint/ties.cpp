#include "lint/ties.h"

#include <algorithm>
#include <string_view>

namespace latchkey::lint {
namespace {

/// FNV-1a, the same in every build.
std::uint64_t hash(std::string_view text, std::uint64_t value = 0xCBF29CE484222325U) {
    for (const char byte : text) {
        value = (value ^ static_cast<unsigned char>(byte)) * 0x100000001B3U;
    }
    return value;
}

/// Ids of two kinds must not be one key. That a credential's key is, by chance, costs nothing but a
/// look at a file.
enum class Kind : std::uint64_t { credential = 1, role = 2 };

std::uint64_t key_of(Kind kind, std::uint32_t index) {
    return static_cast<std::uint64_t>(kind) << 32U | index;
}

void add_credential(const model::Credential& credential, std::vector<std::uint64_t>& keys) {
    keys.push_back(key_of(Kind::credential, credential.self.index));
    if (credential.store.has_value()) {
        keys.push_back(hash(credential.store->key));
    }
}

void make_set(std::vector<std::uint64_t>& keys) {
    std::ranges::sort(keys);
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
}

template <typename T>
bool all_complete(std::span<const T> items) {
    return std::ranges::all_of(items, [](const T& item) { return item.complete; });
}

}  // namespace

Ties ties_of(const model::Model& model, std::span<const std::shared_ptr<const SourceFile>> files,
             std::size_t file) {
    Ties ties;
    for (const model::Credential& credential : model.credentials.part(file)) {
        add_credential(credential, ties.rests_on);
    }
    for (const model::Integration& integration : model.integrations.part(file)) {
        for (const model::Named<model::Credential>& used : integration.uses) {
            add_credential(model.credentials[used.id], ties.rests_on);
        }
    }
    ties.touches = ties.rests_on;
    for (const model::Role& role : model.roles.part(file)) {
        ties.rests_on.push_back(key_of(Kind::role, role.self.index));
    }
    for (const model::Integration& integration : model.integrations.part(file)) {
        for (const model::Named<model::Role>& role : integration.includes) {
            ties.touches.push_back(key_of(Kind::role, role.id.index));
        }
    }
    make_set(ties.touches);
    make_set(ties.rests_on);
    for (const model::Team& team : model.teams.part(file)) {
        ties.teams = hash(files[file]->text(team.where.span), ties.teams + 1);
    }
    ties.complete =
        all_complete(model.teams.part(file)) && all_complete(model.credentials.part(file)) &&
        all_complete(model.integrations.part(file)) && all_complete(model.roles.part(file));
    return ties;
}

}  // namespace latchkey::lint
