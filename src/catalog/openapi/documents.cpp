#include "catalog/openapi/documents.h"

#include "catalog/json_reader.h"
#include "catalog/openapi/yaml_parse.h"
#include "diag/escape.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>

namespace latchkey::catalog::openapi {
namespace {

/// Objects of fewer members are looked through; larger ones have an index.
constexpr std::size_t small_object = 16;
/// References that lead to references; a longer way is one that nobody wrote by hand.
constexpr std::size_t longest_way = 32;
constexpr std::size_t longest_pointer = 1000;

bool is_yaml(std::string_view path) {
    return path.ends_with(".yaml") || path.ends_with(".yml");
}

std::optional<std::uint32_t> number_of(std::string_view digits, int base) {
    std::uint32_t number = 0;
    const char* const end = digits.data() + digits.size();
    const auto [at, error] = std::from_chars(digits.data(), end, number, base);
    return error == std::errc() && at == end ? std::optional(number) : std::nullopt;
}

/// A reference is a URI, in which any byte may be written as `%2F`.
std::string without_percents(std::string_view text) {
    std::string found;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = text[at] == '%' && at + 2 < text.size()
                              ? number_of(text.substr(at + 1, 2), 16)
                              : std::nullopt;
        found += byte.has_value() ? static_cast<char>(*byte) : text[at];
        at += byte.has_value() ? 2 : 0;
    }
    return found;
}

std::string without_tildes(std::string_view step) {
    std::string found;
    for (std::size_t at = 0; at < step.size(); ++at) {
        const bool escape =
            step[at] == '~' && at + 1 < step.size() && (step[at + 1] == '0' || step[at + 1] == '1');
        found += escape ? (step[at + 1] == '0' ? '~' : '/') : step[at];
        at += escape ? 1 : 0;
    }
    return found;
}

/// The path of a file that another one names, both relative to the set.
std::string neighbour(std::string_view path, std::string_view name) {
    return (std::filesystem::path(path).parent_path() / std::filesystem::path(name))
        .lexically_normal()
        .generic_string();
}

}  // namespace

void Problems::add(std::string_view path, std::string pointer, std::string message) {
    if (full()) {
        return;
    }
    if (pointer.size() > longest_pointer) {
        pointer = pointer.substr(0, longest_pointer) + "…";
    }
    // What stands in a file must not steer the terminal that it is shown on.
    Problem added{std::string(path), diag::visible(pointer), std::move(message)};
    if (std::ranges::find(list_, added) == list_.end()) {
        list_.push_back(std::move(added));
    }
}

void Documents::problem(Node at, std::string message) {
    if (!problems_.full()) {
        problems_.add(path(at.document), tree(at.document).pointer(at.place), std::move(message));
    }
}

Node Documents::add(std::string_view path, std::string_view text) {
    auto document = std::make_unique<Document>();
    document->path = path;
    LoadProblem wrong;
    bytes_ += text.size();
    if (bytes_ > limits_.bytes) {
        problems_.add(path, "",
                      "is one file too many: together they are larger than " +
                          std::to_string(limits_.bytes >> 20U) + " MiB");
        return {};
    }
    std::optional<JsonTree> tree =
        is_yaml(path) ? parse_yaml(text, document->arena, wrong, limits_.file)
                      : JsonTree::parse(text, document->arena, wrong, limits_.file);
    if (!tree.has_value()) {
        problems_.add(path, std::move(wrong.pointer), std::move(wrong.message));
        return {};
    }
    document->tree = std::move(*tree);
    values_ += document->tree.size();
    if (values_ > limits_.values) {
        problems_.add(path, "",
                      "is one file too many: together they have more than " +
                          std::to_string(limits_.values) + " values");
        return {};
    }
    by_path_.emplace(path, size());
    documents_.push_back(std::move(document));
    index_members(size() - 1);
    return root(size() - 1);
}

void Documents::index_members(std::uint32_t document) {
    Document& made = *documents_[document];
    for (JsonTree::Place at = 0; at < made.tree.size(); ++at) {
        if (made.tree[at].kind != Kind::object || made.tree[at].size < 2) {
            continue;
        }
        std::unordered_map<std::string_view, JsonTree::Place> names;
        std::vector<std::string_view> few;
        const bool small = made.tree[at].size < small_object;
        for (JsonTree::Place one = made.tree[at].first; one != JsonTree::none;
             one = made.tree[one].next) {
            const std::string_view key = made.tree[one].key;
            const bool first =
                small ? std::ranges::find(few, key) == few.end() : names.emplace(key, one).second;
            if (!first) {
                problem({document, one}, "the key " + quoted(key) + " occurs twice");
            }
            if (small) {
                few.push_back(key);
            }
        }
        if (!small) {
            made.index.emplace(at, std::move(names));
        }
    }
}

Node Documents::member(Node object, std::string_view key) const {
    if (!object) {
        return {};
    }
    const Document& document = *documents_[object.document];
    if (document.tree[object.place].size < small_object) {
        return {object.document, document.tree.member(object.place, key)};
    }
    const auto members = document.index.find(object.place);
    if (members == document.index.end()) {
        return {};
    }
    const auto found = members->second.find(key);
    return found == members->second.end() ? Node{} : Node{object.document, found->second};
}

bool Documents::demand(Node node, Kind wanted) {
    if (!node || kind(node) == wanted) {
        return static_cast<bool>(node);
    }
    problem(node, "is " + std::string(to_string(kind(node))) + " where " +
                      std::string(to_string(wanted)) + " is expected");
    return false;
}

std::vector<Node> Documents::children(Node node) const {
    std::vector<Node> found;
    found.reserve(value(node).size);
    const JsonTree& values = tree(node.document);
    for (JsonTree::Place at = values[node.place].first; at != JsonTree::none;
         at = values[at].next) {
        found.push_back({node.document, at});
    }
    return found;
}

std::vector<Node> Documents::members(Node object) {
    return demand(object, Kind::object) ? children(object) : std::vector<Node>();
}

std::vector<Node> Documents::elements(Node list) {
    return demand(list, Kind::list) ? children(list) : std::vector<Node>();
}

std::string_view Documents::text(Node node) {
    return demand(node, Kind::text) ? value(node).text : std::string_view();
}

bool Documents::boolean(Node node) {
    return demand(node, Kind::boolean) && value(node).truth;
}

Node Documents::reference(Node node) const {
    const Node found = member(node, "$ref");
    // A property may be called `$ref` too; its schema is no text.
    return found && kind(found) == Kind::text ? found : Node{};
}

Node Documents::resolve(Node node) {
    std::vector<Node> way;
    while (node && kind(node) == Kind::object) {
        const Node next = reference(node);
        if (!next) {
            return node;
        }
        way.push_back(node);
        node = follow(node, next);
        if (std::ranges::find(way, node) != way.end()) {
            problem(reference(way.front()), node == way.front()
                                                ? "leads back to itself"
                                                : "leads into a circle of references");
            return {};
        }
        if (way.size() == longest_way) {
            problem(reference(way.front()), "leads from reference to reference without an end");
            return {};
        }
    }
    return node;
}

Node Documents::follow(Node node, Node reference) {
    const std::string_view written = value(reference).text;
    const std::size_t hash = std::min(written.find('#'), written.size());
    const std::string name = without_percents(written.substr(0, hash));
    const std::string_view pointer = written.substr(std::min(hash + 1, written.size()));
    std::uint32_t document = node.document;
    if (!name.empty()) {
        const auto found = by_path_.find(neighbour(path(node.document), name));
        if (found == by_path_.end()) {
            const bool address = name.find("://") != std::string::npos;
            problem(reference, "refers to " + quoted(written) +
                                   (address ? ", and only files of the set are read"
                                            : ", and the set has no such file"));
            return {};
        }
        document = found->second;
    }
    return follow_pointer(root(document), reference, pointer);
}

Node Documents::follow_pointer(Node from, Node reference, std::string_view pointer) {
    const std::string_view written = value(reference).text;
    if (!pointer.empty() && !pointer.starts_with('/')) {
        problem(reference, "refers to " + quoted(written) + ", which is no JSON pointer");
        return {};
    }
    const std::string plain = without_percents(pointer);
    std::string_view rest = plain;
    while (from && !rest.empty()) {
        const std::size_t end = std::min(rest.find('/', 1), rest.size());
        const std::string step = without_tildes(rest.substr(1, end - 1));
        rest.remove_prefix(end);
        const std::optional<std::uint32_t> order = number_of(step, 10);
        const bool is_list = kind(from) == Kind::list;
        const std::vector<Node> listed = is_list ? children(from) : std::vector<Node>();
        if (is_list) {
            from = order.has_value() && *order < listed.size() ? listed[*order] : Node{};
        } else {
            from = member(from, step);
        }
    }
    if (!from) {
        problem(reference, "refers to " + quoted(written) + ", and nothing is there");
    }
    return from;
}

}  // namespace latchkey::catalog::openapi
