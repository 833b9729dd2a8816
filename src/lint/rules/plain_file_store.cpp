#include "lint/rule.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view> plain{"the secret of `{}` lies in a file"};

/// What lies below /run is gone with the machine: a secret store has put it there.
bool is_passed_by_memory(std::string_view path) {
    return path.starts_with("/run/") || path.starts_with("/var/run/");
}

/// Its name says that it is encrypted.
bool is_encrypted(std::string_view path) {
    constexpr std::string_view endings[] = {".age", ".asc", ".enc", ".gpg"};
    return path.find(".sops.") != std::string_view::npos ||
           std::ranges::any_of(endings,
                               [&](std::string_view ending) { return path.ends_with(ending); });
}

void check(const model::Credential& credential, Context& context) {
    if (!credential.store.has_value() || credential.store->kind != model::StoreKind::file) {
        return;
    }
    const std::string_view path = credential.store->reference.value;
    if (!is_passed_by_memory(path) && !is_encrypted(path)) {
        context.report(credential.store->reference.where, plain, credential.name.text)
            .label(credential.store->reference.where,
                   "backups, images and everybody on the machine can have it");
    }
}

}  // namespace

constinit const Rule plain_file_store{
    .id = "plain-file-store",
    .category = Category::credentials,
    .level = Level::warning,
    .summary = "The secret of a credential lies in a plain file.",
    .on_credential = check,
};

}  // namespace latchkey::lint
