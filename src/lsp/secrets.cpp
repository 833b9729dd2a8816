#include "lsp/server.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace latchkey::lsp {
namespace {

/// What leads to a file, and the text of an edit.
constexpr std::array<std::string_view, 4> kept{"uri", "target", "targetUri", "newText"};

template <typename Mask>
void mask_strings(Json& json, std::span<const std::string_view> keep, const Mask& mask) {
    if (json.is_string()) {
        json = mask(json.get<std::string>());
        return;
    }
    if (!json.is_structured()) {
        return;
    }
    for (auto& [key, value] : json.items()) {
        if (!json.is_object() || std::ranges::find(keep, key) == keep.end()) {
            mask_strings(value, keep, mask);
        }
    }
}

/// Whether an edit anywhere in it would write a secret.
template <typename Mask>
bool writes_secret(const Json& json, const Mask& mask) {
    if (json.is_object() && json.contains("newText") && json["newText"].is_string()) {
        const auto text = json["newText"].get<std::string>();
        return mask(text) != text;
    }
    return json.is_structured() && std::any_of(json.begin(), json.end(), [&](const Json& part) {
               return writes_secret(part, mask);
           });
}

}  // namespace

Json Server::without_secrets(std::string_view method, Json result) const {
    // A completed name would show in the list what it puts into the file.
    const bool completes = method == "textDocument/completion";
    const std::span<const std::string_view> keep{kept.data(), kept.size() - (completes ? 1 : 0)};
    for (const std::unique_ptr<Folder>& folder : folders_.all()) {
        if (folder->analysis == nullptr || folder->analysis->secrets().empty()) {
            continue;
        }
        const auto mask = [&](std::string text) {
            return folder->analysis->without_secrets(std::move(text));
        };
        if (method == "textDocument/codeAction" && result.is_array()) {
            // An action that would write a secret out again is no help and would show it.
            std::erase_if(result.get_ref<Json::array_t&>(),
                          [&](const Json& action) { return writes_secret(action, mask); });
        }
        mask_strings(result, keep, mask);
    }
    return result;
}

}  // namespace latchkey::lsp
