#pragma once

#include "latchkey/render.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace latchkey::diag {

/// Files and findings to render, made the short way.
struct Sample {
    std::vector<std::shared_ptr<const SourceFile>> files;
    std::vector<Diagnostic> list;
    std::vector<Location> secrets;

    FileId add(std::string path, std::string text) {
        files.push_back(std::make_shared<SourceFile>(std::move(path), std::move(text)));
        return static_cast<FileId>(files.size() - 1);
    }

    /// Where `words` first stand in the file.
    [[nodiscard]] Location find(FileId file, std::string_view words) const {
        const std::string_view text = files.at(static_cast<std::size_t>(file))->text();
        const auto begin = static_cast<std::uint32_t>(text.find(words));
        return {file, {begin, begin + static_cast<std::uint32_t>(words.size())}};
    }

    Diagnostic& report(Location where, std::string message = "message",
                       Level level = Level::error) {
        Diagnostic& added = list.emplace_back();
        added.id = "some-rule";
        added.level = level;
        added.message = std::move(message);
        added.where = where;
        return added;
    }

    [[nodiscard]] std::string render(Format format, const RenderOptions& options = {}) const {
        const Findings findings{list, files, secrets, files.size()};
        return latchkey::render(findings, format, options);
    }

    /// The text without the heading, the last rows and the summary: what is drawn of the files.
    [[nodiscard]] std::string drawn(const RenderOptions& options = {}) const {
        const std::string all = render(Format::text, options);
        const std::size_t begin = all.find('\n') + 1;
        const std::size_t end = all.find(" = why");
        return all.substr(begin, all.rfind('\n', end) + 1 - begin);
    }
};

}  // namespace latchkey::diag
