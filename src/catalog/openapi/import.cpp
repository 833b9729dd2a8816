#include "catalog/openapi/import.h"

#include "catalog/json_reader.h"
#include "catalog/load.h"
#include "catalog/openapi/assembly.h"
#include "catalog/storage.h"
#include "catalog/verifier.h"

#include <algorithm>
#include <utility>

namespace latchkey::catalog::openapi {
namespace {

/// One digest for all files: a change to any of them, or of its name, changes it.
std::string digest_of_all(std::span<const SourceText> files) {
    const auto digits = [](std::string_view text) {
        return digest_of(text).substr(std::string_view("sha256:").size());
    };
    std::string lines;
    for (const SourceText& file : files) {
        lines += std::string(file.path) + " " + digits(file.text) + "\n";
    }
    return digits(lines);
}

/// What is known of a provider that nobody has written an overlay for.
Overlay bare_overlay(const ImportInput& input, Arena& arena) {
    Overlay overlay;
    overlay.id = input.provider;
    overlay.title = input.provider;
    overlay.version = input.date;
    overlay.levels = {Security::derived_level};
    overlay.sources.emplace_back(arena.keep_text("OpenAPI files of " + std::string(input.provider)),
                                 input.date);
    overlay.rules = default_rules(input.provider);
    return overlay;
}

/// One import from its first file to the catalogue's text.
class Import {
public:
    explicit Import(const ImportInput& input) : input_(input), documents_(problems_) {}

    ImportOutput run() {
        if (!is_name(input_.provider)) {
            problems_.add("", "",
                          "no policy can write the provider's name " + quoted(input_.provider));
        }
        std::vector<Node> roots;
        for (const SourceText& file : input_.files) {
            if (const Node root = documents_.add(file.path, file.text)) {
                roots.push_back(root);
            }
        }
        const Overlay overlay = read_overlay_or_none();
        if (problems_.empty()) {
            assemble(overlay, roots);
        }
        output_.problems = problems_.take();
        if (!output_.problems.empty()) {
            output_.text.clear();
        }
        return std::move(output_);
    }

private:
    Overlay read_overlay_or_none() {
        if (!input_.overlay.has_value()) {
            return bare_overlay(input_, arena_);
        }
        const Node root = documents_.add(input_.overlay->path, input_.overlay->text);
        if (!root) {
            return {};
        }
        Overlay overlay = read_overlay(documents_, root, problems_);
        if (problems_.empty() && overlay.id != input_.provider) {
            problems_.add(
                input_.overlay->path, "/provider/id",
                "is " + quoted(overlay.id) + ", and the import is of " + quoted(input_.provider));
        }
        return overlay;
    }

    void assemble(const Overlay& overlay, std::span<const Node> roots) {
        const ApiFiles files(documents_, roots, overlay.rules.files);
        if (files.files().empty() && problems_.empty()) {
            problems_.add("", "",
                          overlay.rules.files.generations.empty()
                              ? "holds no OpenAPI 3 file: none has the key `openapi`"
                              : "holds no OpenAPI 3 file in the folders that the overlay's "
                                "`import.generations` names");
        }
        const Endpoints endpoints = read_endpoints(documents_, files);
        // What is wrong with one file would be repeated by all that refer to it.
        if (!problems_.empty()) {
            return;
        }
        Draft draft = Assembly(documents_, files, endpoints, overlay, arena_, output_).run();
        draft.sha256 = digest_of_all(input_.files);
        output_.operations = draft.operations.size();
        output_.scopes = draft.scopes.size();
        output_.entities = draft.entities.size();
        if (problems_.empty()) {
            output_.text = write(draft);
            check_result();
        }
    }

    /// Whatever was made must be a catalogue that can be read again.
    void check_result() {
        for (LoadProblem& problem : load(output_.text).problems) {
            problems_.add("<catalogue>", std::move(problem.pointer), std::move(problem.message));
        }
    }

    const ImportInput& input_;
    Problems problems_;
    Documents documents_;
    Arena arena_;
    ImportOutput output_;
};

}  // namespace

ImportOutput run_import(const ImportInput& input) {
    return Import(input).run();
}

}  // namespace latchkey::catalog::openapi
