#pragma once

#include "latchkey/manifest.h"
#include "latchkey/source.h"

#include "authority/authority.h"
#include "delta/power.h"
#include "model/model.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

/// Both kinds of sides as the same plain power.
namespace latchkey::delta {

struct Policies {
    const model::Model* model = nullptr;
    const authority::Authorities* authorities = nullptr;
    std::span<const std::shared_ptr<const SourceFile>> files;
    /// What is added to every file id: the old side's files stand behind the new side's.
    std::size_t first_file = 0;
};

[[nodiscard]] Side read(const Policies& policies);

/// Reads `index.json` and the manifests that it lists; what is wrong is said in `errors`, one line
/// each, beginning with the file's name. The first file's id is `first_file`.
[[nodiscard]] Side read(std::span<const OutputFile> manifests, std::size_t first_file,
                        std::vector<std::string>& errors);

/// `POST /contacts/` and `POST /contacts` are one operation, and parameters have no names.
[[nodiscard]] std::string operation_key(std::string_view method, std::string_view path);

/// Sorts the lists as `Holding` says.
void sort_holding(Holding& holding);

/// Whether an operation of these actions can be held to fields at all.
[[nodiscard]] bool takes_fields(catalog::ActionSet actions);

/// On one line, without comments: what a statement says, however it is laid out.
[[nodiscard]] std::string one_line(std::string_view text);

}  // namespace latchkey::delta
