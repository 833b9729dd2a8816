#include "workspace/secrets.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <string_view>

namespace latchkey::workspace {
namespace {

constexpr std::size_t shown = 4;

/// What no text may show, and how much of it may be shown all the same.
struct Hidden {
    std::string text;
    std::size_t shown = 0;
};

void mask(std::string& text, std::span<const Hidden> secrets) {
    for (const Hidden& secret : secrets) {
        for (std::size_t at = text.find(secret.text); at != std::string::npos;
             at = text.find(secret.text, at + secret.shown)) {
            text.replace(at, secret.text.size(), secret.text.substr(0, secret.shown) + "…");
        }
    }
}

void mask(Diagnostic& diagnostic, std::span<const Hidden> secrets) {
    mask(diagnostic.message, secrets);
    mask(diagnostic.integration, secrets);
    mask(diagnostic.credential, secrets);
    for (Label& label : diagnostic.labels) {
        mask(label.text, secrets);
    }
    for (std::string& note : diagnostic.notes) {
        mask(note, secrets);
    }
    for (Fix& fix : diagnostic.fixes) {
        mask(fix.title, secrets);
    }
    // An edit that would write a secret out again is no help and would show it.
    std::erase_if(diagnostic.fixes, [&](const Fix& fix) {
        return std::ranges::any_of(fix.edits, [&](const Edit& edit) {
            return std::ranges::any_of(secrets, [&](const Hidden& secret) {
                return edit.text.find(secret.text) != std::string::npos;
            });
        });
    });
}

/// The parts of a secret that is wrapped over several strings or lines: a message may quote one.
void add_parts(std::string_view secret, std::vector<Hidden>& texts) {
    constexpr std::size_t shortest_part = 8;
    constexpr std::string_view gap = " \t\r\n\"',\\";
    if (secret.find_first_of("\"'\r\n\\") == std::string_view::npos) {
        return;
    }
    for (std::size_t at = 0; at < secret.size();) {
        const std::size_t end = std::min(secret.find_first_of(gap, at), secret.size());
        if (end - at >= shortest_part) {
            texts.push_back({std::string(secret.substr(at, end - at)), at == 0 ? shown : 0});
        }
        at = end + 1;
    }
}

/// The secrets' texts, longest first, because one may be part of another.
std::vector<Hidden> texts_of(std::span<const Location> secrets,
                             std::span<const std::shared_ptr<const SourceFile>> files) {
    std::vector<Hidden> texts;
    for (const Location& where : secrets) {
        const std::string_view text = files[static_cast<std::size_t>(where.file)]->text(where.span);
        if (text.size() <= shown) {
            continue;
        }
        texts.push_back({std::string(text), shown});
        add_parts(text, texts);
        // What would do for a name has `-` for what no name can hold.
        if (text.find_first_of("./") != std::string_view::npos) {
            std::string name(text);
            std::ranges::replace_if(
                name, [](char c) { return c == '.' || c == '/'; }, '-');
            texts.push_back({std::move(name), shown});
        }
    }
    std::sort(texts.begin(), texts.end(), [](const Hidden& left, const Hidden& right) {
        return left.text.size() != right.text.size() ? left.text.size() > right.text.size()
                                                     : left.text < right.text;
    });
    const auto same = [](const Hidden& left, const Hidden& right) {
        return left.text == right.text;
    };
    texts.erase(std::unique(texts.begin(), texts.end(), same), texts.end());
    return texts;
}

/// The longest part that every format writes as it is: without quotes, backslashes and line ends.
std::string_view plainest_part(std::string_view secret) {
    std::string_view longest;
    while (!secret.empty()) {
        const std::size_t end = std::min(secret.find_first_of("\"\\\r\n\t"), secret.size());
        longest = end > longest.size() ? secret.substr(0, end) : longest;
        secret.remove_prefix(std::min(end + 1, secret.size()));
    }
    return longest;
}

}  // namespace

std::vector<Location> find_secrets(std::span<const std::shared_ptr<const SourceFile>> files,
                                   std::span<const catalog::Catalog* const> catalogs) {
    const lint::SecretScanner scanner(catalogs);
    std::vector<Location> places;
    for (std::size_t at = 0; at < files.size(); ++at) {
        for (const lint::FoundSecret& secret : scanner.scan(files[at]->text())) {
            places.push_back({static_cast<FileId>(at), secret.span});
        }
    }
    return places;
}

void mask_secrets(std::span<const Location> secrets,
                  std::span<const std::shared_ptr<const SourceFile>> files,
                  std::vector<Diagnostic>& diagnostics) {
    if (!secrets.empty()) {
        const std::vector<Hidden> texts = texts_of(secrets, files);
        for (Diagnostic& diagnostic : diagnostics) {
            mask(diagnostic, texts);
        }
    }
}

void mask_secrets(std::span<const Location> secrets,
                  std::span<const std::shared_ptr<const SourceFile>> files, std::string& text) {
    mask(text, texts_of(secrets, files));
}

void mask_secrets_of(std::string_view quoted, std::string& text) {
    const std::array files{std::make_shared<const SourceFile>("", std::string(quoted))};
    mask_secrets(find_secrets(files, shipped_catalogs()), files, text);
}

std::string without_tokens(std::string path) {
    const std::vector<lint::FoundSecret> found = lint::scan_tokens(path, shipped_catalogs());
    for (auto one = found.rbegin(); one != found.rend(); ++one) {
        path.replace(one->span.begin + shown, one->span.size() - shown, "…");
    }
    return path;
}

std::vector<const catalog::Catalog*> shipped_catalogs() {
    std::vector<const catalog::Catalog*> catalogs;
    std::ranges::transform(catalog::shipped(), std::back_inserter(catalogs),
                           [](const catalog::Catalog& one) { return &one; });
    return catalogs;
}

std::string marked_text(std::span<const Location> secrets,
                        std::span<const std::shared_ptr<const SourceFile>> files, Location where) {
    constexpr std::uint32_t most = 4096;
    where.span.end = std::min(where.span.end, where.span.begin + most);
    std::string text(files[static_cast<std::size_t>(where.file)]->text(where.span));
    const bool shows = std::ranges::any_of(secrets, [&](const Location& secret) {
        return secret.file == where.file && secret.span.begin < where.span.end &&
               secret.span.end > where.span.begin;
    });
    if (shows) {
        mask_secrets(secrets, files, text);
    }
    return text;
}

bool shows_secret(std::string_view text, std::span<const Location> secrets,
                  std::span<const std::shared_ptr<const SourceFile>> files) {
    return std::ranges::any_of(secrets, [&](const Location& where) {
        const std::string_view part =
            plainest_part(files[static_cast<std::size_t>(where.file)]->text(where.span));
        return part.size() > shown && text.find(part) != std::string_view::npos;
    });
}

}  // namespace latchkey::workspace
