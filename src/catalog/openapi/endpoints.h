#pragma once

#include "catalog/catalog.h"
#include "catalog/openapi/documents.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace latchkey::catalog::openapi {

/// How one generation of a provider's API states an operation.
struct Statement {
    /// What the file is about; the first part of the operation's id.
    std::string_view product;
    std::string_view path;
    /// The operation, and the path item that holds it.
    Node operation;
    Node item;
    /// The file in which the path stands.
    Node root;
};

/// One operation of the provider, as each generation of its API states it, oldest first.
struct Endpoint {
    std::vector<Statement> statements;

    [[nodiscard]] const Statement& newest() const { return statements.back(); }
};

/// The method, and the path without what does not identify it.
using EndpointKey = std::pair<Method, std::string>;
using Endpoints = std::map<EndpointKey, Endpoint>;

/// Which files state operations, and under which names.
struct FileRules {
    /// The folders of the generations, oldest first: the files of other folders are only referred
    /// to. None: every file states operations, in the order of their paths.
    std::vector<std::string_view> generations;
    /// What files are about, where their name does not say it.
    std::vector<std::pair<std::string_view, std::string_view>> products;
    std::string_view provider;
};

/// The OpenAPI files among the documents that state operations, oldest generation first.
class ApiFiles {
public:
    ApiFiles(Documents& documents, std::span<const Node> roots, const FileRules& rules);

    struct File {
        Node root;
        std::string product;
    };
    [[nodiscard]] std::span<const File> files() const { return files_; }

private:
    [[nodiscard]] static bool is_openapi(Documents& documents, Node root);

    std::vector<File> files_;
};

/// More operations than any provider has, and fewer than a catalogue can hold.
inline constexpr std::size_t most_operations = 20'000;

[[nodiscard]] Endpoints read_endpoints(Documents& documents, const ApiFiles& files);

}  // namespace latchkey::catalog::openapi
