#pragma once

#include "latchkey/diagnostic.h"

#include "catalog/catalog.h"
#include "lint/secrets.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::workspace {

/// Where secrets stand in these files, sorted.
[[nodiscard]] std::vector<Location> find_secrets(
    std::span<const std::shared_ptr<const SourceFile>> files,
    std::span<const catalog::Catalog* const> catalogs);

/// Cuts every secret that a finding quotes down to its first four characters. Messages quote what
/// the file says, and an unknown name may be a pasted token.
void mask_secrets(std::span<const Location> secrets,
                  std::span<const std::shared_ptr<const SourceFile>> files,
                  std::vector<Diagnostic>& diagnostics);

/// The same for any other text that quotes the files.
void mask_secrets(std::span<const Location> secrets,
                  std::span<const std::shared_ptr<const SourceFile>> files, std::string& text);

/// The same for a text that quotes one which is no policy: `latchkey.toml`.
void mask_secrets_of(std::string_view quoted, std::string& text);

/// The name of a file or folder with what has the shape of a token cut down; the same where nothing
/// has.
[[nodiscard]] std::string without_tokens(std::string path);

/// The shipped catalogues, as searches for secrets take them.
[[nodiscard]] std::vector<const catalog::Catalog*> shipped_catalogs();

/// What a finding marks, with secrets masked; of something long the beginning.
[[nodiscard]] std::string marked_text(std::span<const Location> secrets,
                                      std::span<const std::shared_ptr<const SourceFile>> files,
                                      Location where);

/// Whether one of the secrets stands in a text that was made from these files.
[[nodiscard]] bool shows_secret(std::string_view text, std::span<const Location> secrets,
                                std::span<const std::shared_ptr<const SourceFile>> files);

}  // namespace latchkey::workspace
