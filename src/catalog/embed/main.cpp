// A tool of the build: turns the catalogue files into C++ source, so that the program parses
// nothing.
//
//     latchkey_catalog_embed OUT SECRETS.json PROVIDER.json…

#include "catalog/embed/writer.h"
#include "catalog/load.h"
#include "catalog/storage.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::catalog::embed {
namespace {

std::optional<std::string> read_file(const char* path) {
    std::ifstream in(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!in.is_open() || in.bad()) {
        std::fprintf(stderr, "%s: cannot be read\n", path);
        return std::nullopt;
    }
    return text;
}

void print(const char* path, const std::vector<LoadProblem>& problems) {
    for (const LoadProblem& problem : problems) {
        std::fprintf(stderr, "%s%s%s: %s\n", path, problem.pointer.empty() ? "" : "#",
                     problem.pointer.c_str(), problem.message.c_str());
    }
}

/// A name for the catalogue's namespace; the number keeps apart ids that differ in punctuation.
std::string namespace_name(std::string_view id, std::size_t number) {
    std::string name = "provider_" + std::to_string(number) + "_";
    for (const char character : id) {
        const bool plain = (character >= 'a' && character <= 'z') ||
                           (character >= 'A' && character <= 'Z') ||
                           (character >= '0' && character <= '9');
        // A double underscore is not ours to use.
        name += plain ? character : 'x';
    }
    return name;
}

bool write_file(const char* path, const std::string& text) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out << text;
    out.close();
    if (!out) {
        std::fprintf(stderr, "%s: cannot be written\n", path);
    }
    return static_cast<bool>(out);
}

std::string make_source(std::span<const std::shared_ptr<const LoadedCatalog>> catalogs,
                        std::span<const SecretShape> generic) {
    std::ostringstream out;
    out << "// Made by latchkey_catalog_embed from policies/catalogs.\n#include "
           "\"catalog/catalog.h\"\n\n"
           "namespace latchkey::catalog {\nnamespace {\n\n";
    std::string table;
    for (std::size_t at = 0; at < catalogs.size(); ++at) {
        const Catalog& catalog = catalogs[at]->catalog();
        const std::string name = namespace_name(catalog.id, at);
        write_catalog(out, catalog, name);
        table += "    " + name + "::catalog,\n";
    }
    out << "constexpr Catalog catalogs[] = {\n" << table << "};\n\n";
    write_secrets(out, generic);
    out << "\n}  // namespace\n\n"
           "std::span<const Catalog> shipped() {\n    return catalogs;\n}\n\n"
           "std::span<const SecretShape> generic_secrets() {\n    return generic;\n}\n\n"
           "}  // namespace latchkey::catalog\n";
    return out.str();
}

int run(std::span<char* const> arguments) {
    if (arguments.size() < 4) {
        std::fprintf(stderr, "usage: latchkey_catalog_embed OUT SECRETS.json PROVIDER.json...\n");
        return 2;
    }
    Arena arena;
    std::vector<LoadProblem> problems;
    const std::optional<std::string> secrets_text = read_file(arguments[2]);
    const auto generic = load_secrets(secrets_text.value_or(""), arena, problems);
    print(arguments[2], problems);
    bool good = problems.empty() && !generic.empty();

    std::vector<std::shared_ptr<const LoadedCatalog>> catalogs;
    for (const char* path : arguments.subspan(3)) {
        const std::optional<std::string> text = read_file(path);
        const LoadResult result = load(text.value_or(""));
        print(path, result.problems);
        good = good && result.loaded != nullptr;
        catalogs.push_back(result.loaded);
    }
    if (!good) {
        return 1;
    }
    std::ranges::sort(catalogs, std::ranges::less{},
                      [](const auto& loaded) { return loaded->catalog().id; });
    return write_file(arguments[1], make_source(catalogs, generic)) ? 0 : 1;
}

}  // namespace
}  // namespace latchkey::catalog::embed

int main(int count, char** arguments) {
    return latchkey::catalog::embed::run({arguments, static_cast<std::size_t>(count)});
}
