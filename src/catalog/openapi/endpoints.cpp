#include "catalog/openapi/endpoints.h"

#include "catalog/json_reader.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <tuple>

namespace latchkey::catalog::openapi {
namespace {

/// How a path item names the methods. A trace gives no power over any record.
constexpr auto methods =
    std::to_array<std::pair<std::string_view, Method>>({{"get", Method::get},
                                                        {"post", Method::post},
                                                        {"put", Method::put},
                                                        {"patch", Method::patch},
                                                        {"delete", Method::remove},
                                                        {"head", Method::head},
                                                        {"options", Method::options}});

std::string_view folder_of(std::string_view path) {
    return path.substr(0, path.rfind('/') == std::string_view::npos ? 0 : path.rfind('/'));
}

/// The file's name without its ending, and without that of its generation: `contacts-v3` in the
/// folder `v3` is about contacts.
std::string_view stem_of(std::string_view path) {
    const std::string_view folder = folder_of(path);
    std::string_view stem = path.substr(folder.empty() ? 0 : folder.size() + 1);
    stem = stem.substr(0, stem.rfind('.'));
    const std::string_view generation = folder.substr(folder.rfind('/') + 1);
    if (!generation.empty() && stem.size() > generation.size() + 1 && stem.ends_with(generation) &&
        stem[stem.size() - generation.size() - 1] == '-') {
        stem.remove_suffix(generation.size() + 1);
    }
    return stem;
}

class EndpointReader {
public:
    EndpointReader(Documents& documents, Endpoints& endpoints)
        : documents_(documents), endpoints_(endpoints) {}

    void read(const ApiFiles::File& file) {
        for (const Node item : documents_.members(documents_.member(file.root, "paths"))) {
            // A vendor's own additions are no paths.
            if (!documents_.name(item).starts_with("x-")) {
                read_item(file, item);
            }
        }
    }

private:
    void read_item(const ApiFiles::File& file, Node written) {
        const std::string_view path = documents_.name(written);
        const bool plain = std::ranges::none_of(path, [](char character) {
            return static_cast<unsigned char>(character) < 0x20 || character == 0x7F;
        });
        if (!path.starts_with('/') || !plain) {
            documents_.problem(
                written, "the path " + quoted(path) +
                             (plain ? " does not begin with `/`" : " holds a control character"));
            return;
        }
        const Node item = documents_.resolve(written);
        if (!documents_.demand(item, Documents::Kind::object)) {
            return;
        }
        for (const auto& [word, method] : methods) {
            const Node operation = documents_.member(item, word);
            if (documents_.demand(operation, Documents::Kind::object)) {
                add({method, normalise_path(path)},
                    {file.product, path, operation, item, file.root});
            }
        }
    }

    void add(EndpointKey key, const Statement& statement) {
        if (full_) {
            return;
        }
        if (endpoints_.size() == most_operations && !endpoints_.contains(key)) {
            full_ = true;
            documents_.problem(statement.operation, "is one operation too many: there may be " +
                                                        std::to_string(most_operations));
            return;
        }
        endpoints_[std::move(key)].statements.push_back(statement);
    }

    Documents& documents_;
    Endpoints& endpoints_;
    bool full_ = false;
};

}  // namespace

bool ApiFiles::is_openapi(Documents& documents, Node root) {
    if (documents.kind(root) != Documents::Kind::object) {
        return false;
    }
    if (const Node swagger = documents.member(root, "swagger")) {
        documents.problem(swagger,
                          "is of Swagger 2, and OpenAPI 3 is needed: convert the file first");
        return false;
    }
    const Node version = documents.member(root, "openapi");
    if (!version) {
        return false;
    }
    const std::string_view number = documents.text(version);
    if (!number.starts_with("3.") && documents.kind(version) == Documents::Kind::text) {
        documents.problem(version, "is OpenAPI " + quoted(number) + ", and OpenAPI 3 is needed");
    }
    return number.starts_with("3.");
}

ApiFiles::ApiFiles(Documents& documents, std::span<const Node> roots, const FileRules& rules) {
    std::vector<std::tuple<std::size_t, std::string_view, Node>> order;
    for (const Node root : roots) {
        const std::string_view path = documents.path(root.document);
        const auto generation = std::ranges::find(rules.generations, folder_of(path));
        const bool states = rules.generations.empty() || generation != rules.generations.end();
        if (states && is_openapi(documents, root)) {
            order.emplace_back(generation - rules.generations.begin(), path, root);
        }
    }
    std::ranges::sort(
        order, {}, [](const auto& one) { return std::tuple(std::get<0>(one), std::get<1>(one)); });
    for (const auto& [generation, path, root] : order) {
        const std::string_view stem = stem_of(path);
        const auto renamed =
            std::ranges::find(rules.products, stem, [](const auto& row) { return row.first; });
        std::string_view product = renamed == rules.products.end() ? stem : renamed->second;
        // A provider with one file has no products, and the file is called `openapi` or the like.
        if (renamed == rules.products.end() && order.size() == 1) {
            product = rules.provider;
        }
        files_.push_back({root, std::string(product)});
    }
}

Endpoints read_endpoints(Documents& documents, const ApiFiles& files) {
    Endpoints endpoints;
    EndpointReader reader(documents, endpoints);
    for (const ApiFiles::File& file : files.files()) {
        reader.read(file);
    }
    return endpoints;
}

}  // namespace latchkey::catalog::openapi
