#pragma once

#include "latchkey/workspace.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace latchkey {

/// A file that a catalogue is made of.
struct ImportFile {
    /// Of an OpenAPI file: relative to the set's directory, with `/`. Of an overlay: as messages
    /// name it.
    std::string path;
    std::string text;
};

/// The OpenAPI files of a provider, JSON or YAML, and whatever they refer to.
struct ImportSet {
    /// What messages put before the files' paths: empty, or a directory and its `/`.
    std::string prefix;
    /// Sorted by path.
    std::vector<ImportFile> files;
};

struct ImportRequest {
    /// The id of the provider, which an overlay must have too.
    std::string provider;
    /// The day that the files are of. An overlay says it itself.
    std::string date;
    ImportSet set;
    std::optional<ImportFile> overlay;
};

/// An operation of which the overlay says nothing, and what its method and path let one suppose.
struct DerivedOperation {
    /// `POST /contacts/search`.
    std::string operation;
    std::string verb;
    std::string entity;
};

struct CatalogImport {
    /// The catalogue file of format 1; empty when there are problems.
    std::string text;
    std::size_t operations = 0;
    std::size_t scopes = 0;
    std::size_t entities = 0;
    /// Sorted.
    std::vector<DerivedOperation> derived;
    /// What the overlay speaks of and no file has; no reason to refuse anything.
    std::vector<CatalogProblem> notes;
    /// What stopped the import, at most 100.
    std::vector<CatalogProblem> problems;
};

/// Joins a provider's OpenAPI 3 files with an overlay, the judgement that is kept by hand. Takes
/// names, paths, types and scopes and none of the provider's sentences. The same request gives the
/// same bytes; any bytes are safe, and the memory for them is bounded.
[[nodiscard]] CatalogImport import_catalog(const ImportRequest& request);

struct ImportRead {
    ImportSet set;
    /// What is too large to be read.
    std::vector<CatalogProblem> problems;
    /// The path and the system's reason; empty when everything was read.
    std::string unreadable;
};

/// Reads every .json, .yaml and .yml file below a directory, hidden ones left out, or the one file
/// of that path. The files of `except` are none of the set, wherever they stand.
[[nodiscard]] ImportRead read_import_set(const std::string& path,
                                         const std::vector<std::string>& except);

/// Puts a file in the place of the one of that path, if any, as a whole: it is written beside it
/// and then renamed. One that is equal is left alone. Returns why it could not be done, or nothing.
[[nodiscard]] std::string write_catalog(const std::string& path, const std::string& text);

}  // namespace latchkey
