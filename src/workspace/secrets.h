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

/// The secrets of each file.
[[nodiscard]] std::vector<std::vector<lint::FoundSecret>> scan_files(
    std::span<const std::shared_ptr<const SourceFile>> files,
    std::span<const catalog::Catalog* const> catalogs, unsigned jobs);
/// Where they stand, sorted.
[[nodiscard]] std::vector<Location> places_of(
    std::span<const std::vector<lint::FoundSecret>> secrets);

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

/// What a finding marks, with secrets masked; of something long the beginning.
[[nodiscard]] std::string marked_text(std::span<const Location> secrets,
                                      std::span<const std::shared_ptr<const SourceFile>> files,
                                      Location where);

/// Whether one of the secrets stands in a text that was made from these files.
[[nodiscard]] bool shows_secret(std::string_view text, std::span<const Location> secrets,
                                std::span<const std::shared_ptr<const SourceFile>> files);

}  // namespace latchkey::workspace
