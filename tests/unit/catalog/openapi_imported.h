#pragma once

#include "catalog/load.h"
#include "catalog/openapi/import.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace latchkey::catalog::openapi {

using Files = std::vector<std::pair<std::string, std::string>>;

/// An import of the provider `acme`, of files of 2026-01-02; no overlay when it is empty.
[[nodiscard]] ImportOutput imported(const Files& files, std::string_view overlay = {});

/// The same of one file, which holds these paths (and what else stands beside them).
[[nodiscard]] ImportOutput imported_paths(const std::string& paths, const std::string& beside = {});

/// What is wrong with them: `path: pointer: message`, one a line.
[[nodiscard]] std::string problems_of(const ImportOutput& output);

/// The catalogue that was made; the test fails when none was.
class Made {
public:
    explicit Made(const ImportOutput& output);

    [[nodiscard]] const Catalog& catalog() const { return result_.loaded->catalog(); }
    /// `GET /contacts/{}`; the test fails when there is no such operation.
    [[nodiscard]] const Operation& operation(std::string_view name) const;
    /// `a+b | c`, `none` where none is needed, `unknown` where it is not known.
    [[nodiscard]] std::string scopes(std::string_view operation) const;
    /// `name: type` and `!` where it is required, with blanks between.
    [[nodiscard]] std::string body(std::string_view operation) const;
    /// The same of parameters, `in` before the name.
    [[nodiscard]] std::string parameters(std::string_view operation) const;
    /// The ids of the credential kinds; `every`.
    [[nodiscard]] std::string kinds(std::string_view operation) const;
    /// The names of an entity's fields, with blanks between.
    [[nodiscard]] std::string fields(std::string_view entity) const;

private:
    LoadResult result_;
};

}  // namespace latchkey::catalog::openapi
