#include "latchkey/format.h"

#include "catalog/catalog.h"
#include "catalog/load.h"
#include "diag/report.h"
#include "format/diff.h"
#include "format/format.h"
#include "source/parallel.h"
#include "source/utf8.h"
#include "syntax/parse.h"
#include "workspace/secrets.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace latchkey {
namespace {

/// One file's part of the whole; threads write to different ones.
struct Part {
    std::shared_ptr<const SourceFile> source;
    std::optional<std::string> text;
    std::vector<Diagnostic> errors;
};

Part format_file(const PolicyFile& file, FileId id) {
    Part part{
        .source = std::make_shared<SourceFile>(file.path, file.text), .text = {}, .errors = {}};
    diag::Reports reports;
    const syntax::Tree tree = syntax::parse(*part.source, id, reports);
    part.errors = reports.take();
    if (!tree.has_errors) {
        part.text = format::in_style(*part.source, tree);
    }
    return part;
}

/// The secrets of the files that are spoken of: those that change or do not parse.
std::vector<Location> find_secrets(const Formatting& formatting,
                                   std::span<const CatalogText> texts) {
    std::vector<std::shared_ptr<const catalog::LoadedCatalog>> loaded;
    for (const CatalogText& text : texts) {
        if (auto result = catalog::load(text.text); result.loaded != nullptr) {
            loaded.push_back(std::move(result.loaded));
        }
    }
    std::vector<catalog::Catalog> catalogs(catalog::shipped().begin(), catalog::shipped().end());
    std::ranges::transform(loaded, std::back_inserter(catalogs),
                           [](const auto& one) { return one->catalog(); });
    std::vector<const catalog::Catalog*> views;
    std::ranges::transform(catalogs, std::back_inserter(views),
                           [](const catalog::Catalog& one) { return &one; });
    std::vector<Location> found;
    for (std::size_t index = 0; index < formatting.files.size(); ++index) {
        const auto id = static_cast<FileId>(index);
        if (formatting.texts[index] && !formatting.changes(id)) {
            continue;
        }
        for (Location where : workspace::find_secrets({&formatting.files[index], 1}, views)) {
            where.file = id;
            found.push_back(where);
        }
    }
    return found;
}

}  // namespace

bool Formatting::changes(FileId file) const {
    const auto index = static_cast<std::size_t>(file);
    return texts[index].has_value() && *texts[index] != files[index]->text();
}

Formatting format_files(std::span<const PolicyFile> files, std::span<const CatalogText> catalogs,
                        unsigned jobs) {
    std::vector<Part> parts(files.size());
    for_each_place(jobs, files.size(), 1, [&](std::size_t index) {
        parts[index] = format_file(files[index], static_cast<FileId>(index));
    });
    Formatting formatting;
    bool is_spoken_of = false;
    for (Part& part : parts) {
        is_spoken_of = is_spoken_of || !part.text || *part.text != part.source->text();
        formatting.files.push_back(std::move(part.source));
        formatting.texts.push_back(std::move(part.text));
        std::ranges::move(part.errors, std::back_inserter(formatting.errors));
    }
    if (is_spoken_of) {
        formatting.secrets = find_secrets(formatting, catalogs);
    }
    workspace::mask_secrets(formatting.secrets, formatting.files, formatting.errors);
    for (Diagnostic& error : formatting.errors) {
        error.fingerprint = diag::fingerprint(
            error, workspace::marked_text(formatting.secrets, formatting.files, error.where));
    }
    std::ranges::sort(formatting.errors, [](const Diagnostic& left, const Diagnostic& right) {
        return std::tie(left.where, left.id, left.message) <
               std::tie(right.where, right.id, right.message);
    });
    return formatting;
}

std::string format_diff(const Formatting& formatting, FileId file, std::string_view path) {
    const auto index = static_cast<std::size_t>(file);
    if (!formatting.changes(file)) {
        return {};
    }
    const std::string_view before = formatting.files[index]->text();
    std::vector<Span> hidden;
    for (const Location& secret : formatting.secrets) {
        Span span = secret.span;
        for (int shown = 0; shown < 4 && secret.file == file && !span.empty(); ++shown) {
            span.begin += source::decode_utf8(before.substr(span.begin)).size;
        }
        if (secret.file == file && !span.empty()) {
            hidden.push_back(span);
        }
    }
    return format::diff(path, before, *formatting.texts[index], hidden);
}

}  // namespace latchkey
