#pragma once

#include "catalog/json_tree.h"
#include "catalog/openapi/problems.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace latchkey::catalog::openapi {

/// A value of one of the files; without a place it is none.
struct Node {
    std::uint32_t document = 0;
    JsonTree::Place place = JsonTree::none;

    [[nodiscard]] explicit operator bool() const { return place != JsonTree::none; }
    [[nodiscard]] std::uint64_t key() const {
        return std::uint64_t{document} << 32U | std::uint64_t{place};
    }
    friend bool operator==(const Node&, const Node&) = default;
};

/// What one import reads at most. Past these it is refused: no provider's own files come near, and
/// the memory for them stays bounded.
struct ReadLimits {
    JsonTree::Limits file{.depth = 200, .values = 2'000'000, .bytes = std::size_t{32} << 20U};
    std::size_t values = 4'000'000;
    std::size_t bytes = std::size_t{128} << 20U;
};

/// The files of an import, JSON or YAML, and the ways between them. What a value must be and is not
/// is a problem at its place, and the answer then is empty; a missing value is silently empty.
class Documents {
public:
    using Kind = JsonTree::Kind;

    explicit Documents(Problems& problems, const ReadLimits& limits = ReadLimits())
        : problems_(problems), limits_(limits) {}

    /// Reads a file under the path that messages and references name it by; its root, or none.
    Node add(std::string_view path, std::string_view text);

    [[nodiscard]] std::uint32_t size() const {
        return static_cast<std::uint32_t>(documents_.size());
    }
    [[nodiscard]] Node root(std::uint32_t document) const { return {document, JsonTree::root()}; }
    [[nodiscard]] const std::string& path(std::uint32_t document) const {
        return documents_[document]->path;
    }
    [[nodiscard]] const JsonTree& tree(std::uint32_t document) const {
        return documents_[document]->tree;
    }
    [[nodiscard]] Arena& arena(std::uint32_t document) { return documents_[document]->arena; }

    void problem(Node at, std::string message);

    [[nodiscard]] Kind kind(Node node) const { return value(node).kind; }
    [[nodiscard]] std::string_view name(Node node) const { return value(node).key; }
    /// None where the object has no such key, or there is no object.
    [[nodiscard]] Node member(Node object, std::string_view key) const;

    /// What an object or a list holds.
    [[nodiscard]] std::vector<Node> members(Node object);
    [[nodiscard]] std::vector<Node> elements(Node list);
    [[nodiscard]] std::string_view text(Node node);
    [[nodiscard]] bool boolean(Node node);
    /// Whether the node is a value of that kind; another kind is a problem.
    bool demand(Node node, Kind kind);

    /// What a `$ref`, and what that refers to in turn, leads to; the node itself where it is none.
    /// None, and a problem, where nothing is there or the way leads back.
    [[nodiscard]] Node resolve(Node node);

private:
    struct Document {
        std::string path;
        Arena arena;
        JsonTree tree;
        /// The members of large objects, by name.
        std::unordered_map<JsonTree::Place, std::unordered_map<std::string_view, JsonTree::Place>>
            index;
    };

    [[nodiscard]] const JsonTree::Value& value(Node node) const {
        return documents_[node.document]->tree[node.place];
    }
    [[nodiscard]] std::vector<Node> children(Node node) const;
    void index_members(std::uint32_t document);
    [[nodiscard]] Node reference(Node node) const;
    [[nodiscard]] Node follow(Node node, Node reference);
    [[nodiscard]] Node follow_pointer(Node from, Node reference, std::string_view pointer);

    Problems& problems_;
    ReadLimits limits_;
    std::vector<std::unique_ptr<Document>> documents_;
    std::unordered_map<std::string, std::uint32_t> by_path_;
    std::size_t values_ = 0;
    std::size_t bytes_ = 0;
};

}  // namespace latchkey::catalog::openapi
