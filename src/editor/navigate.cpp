#include "latchkey/editor.h"

#include "editor/occurrences.h"

#include <algorithm>

/// From a name to what it means, and back to every place that means it.
namespace latchkey::editor {
namespace {

using std::string_view;

/// What a name means: a declaration of one kind, or a name of one provider.
struct Target {
    Meaning meaning{};
    std::string name;
    /// Of names of a catalogue; empty where no provider is known, which every provider matches.
    std::vector<model::ProviderId> providers;
};

/// An integration or credential for a word that may be either; none when nothing has the name.
std::optional<Meaning> holder_meaning(const model::Model& model, string_view name) {
    if (find_declared(model.integrations, name) != nullptr) {
        return Meaning::integration;
    }
    if (find_declared(model.credentials, name) != nullptr) {
        return Meaning::credential;
    }
    return std::nullopt;
}

bool is_declared(Meaning meaning) {
    return meaning == Meaning::team || meaning == Meaning::credential ||
           meaning == Meaning::integration || meaning == Meaning::purpose ||
           meaning == Meaning::role;
}

bool is_of_catalog(Meaning meaning) {
    return meaning == Meaning::entity || meaning == Meaning::scope ||
           meaning == Meaning::operation || meaning == Meaning::event;
}

std::optional<Target> target_of(const Analysis::Data& data, const syntax::Tree& tree,
                                const Occurrence& occurrence) {
    Target target{.meaning = occurrence.meaning, .name = occurrence.text, .providers = {}};
    if (occurrence.meaning == Meaning::holder) {
        const auto meaning = holder_meaning(data.model, occurrence.text);
        if (!meaning) {
            return std::nullopt;
        }
        target.meaning = *meaning;
    } else if (is_of_catalog(occurrence.meaning)) {
        target.providers = providers_of(data, tree, occurrence);
    } else if (!is_declared(occurrence.meaning) && occurrence.meaning != Meaning::provider &&
               occurrence.meaning != Meaning::rule) {
        return std::nullopt;
    }
    return target;
}

bool means(const Analysis::Data& data, const syntax::Tree& tree, const Occurrence& occurrence,
           const Target& target) {
    if (occurrence.text != target.name) {
        return false;
    }
    const std::optional<Target> other = target_of(data, tree, occurrence);
    if (!other || other->meaning != target.meaning) {
        return false;
    }
    return target.providers.empty() || std::ranges::any_of(other->providers, [&](auto provider) {
               return std::ranges::find(target.providers, provider) != target.providers.end();
           });
}

struct Found {
    Target target;
    Span span;
};

std::optional<Found> find(const Analysis::Data& data, FileId file, std::uint32_t offset) {
    const std::optional<Here> here = find_at(data, file, offset);
    if (!here) {
        return std::nullopt;
    }
    auto target = target_of(data, *here->tree, here->occurrence);
    return target ? std::optional(Found{std::move(*target), here->occurrence.span}) : std::nullopt;
}

std::vector<Location> places(const Analysis& analysis, const Target& target, bool declarations,
                             bool uses) {
    const Analysis::Data& data = analysis.data();
    std::vector<Location> found;
    for (std::size_t file = 0; file < analysis.file_count(); ++file) {
        const syntax::Tree& tree = *data.trees[file];
        for (const Occurrence& one : occurrences(tree)) {
            if ((one.declares ? declarations : uses) && means(data, tree, one, target)) {
                found.push_back({static_cast<FileId>(file), one.span});
            }
        }
    }
    return found;
}

bool is_name(string_view text) {
    constexpr string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    return !text.empty() && text.find_first_not_of(letters) == string_view::npos &&
           string_view("0123456789-").find(text.front()) == string_view::npos &&
           text.back() != '-' && text.find("--") == string_view::npos;
}

bool same_letters(string_view first, string_view second) {
    const auto lower = [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    };
    return std::ranges::equal(first, second, {}, lower, lower);
}

/// The declaration of the same kind, or for holders of either kind, that has the name already.
template <typename T>
bool is_taken(const model::Store<T>& store, string_view name, string_view old_name) {
    return std::ranges::any_of(store, [&](const T& item) {
        return item.name.text != old_name && same_letters(item.name.text, name);
    });
}

bool is_taken(const model::Model& model, Meaning meaning, string_view name, string_view old_name) {
    switch (meaning) {
        case Meaning::team: return is_taken(model.teams, name, old_name);
        case Meaning::purpose: return is_taken(model.purposes, name, old_name);
        case Meaning::role: return is_taken(model.roles, name, old_name);
        default:
            return is_taken(model.integrations, name, old_name) ||
                   is_taken(model.credentials, name, old_name);
    }
}

std::string refusal(const Analysis::Data& data, const Target& target, string_view new_name) {
    if (!is_name(new_name)) {
        return "`" + std::string(new_name) +
               "` is no name that a policy can declare: letters, digits, `-` and `_`, beginning "
               "with a letter or `_`";
    }
    if (target.meaning == Meaning::integration && same_letters(new_name, "index")) {
        return "`index` is no integration's name: the index of the manifests has it";
    }
    if (is_taken(data.model, target.meaning, new_name, target.name)) {
        return "`" + std::string(new_name) + "` is declared already";
    }
    if (target.meaning == Meaning::purpose) {
        const model::Purpose* purpose = find_declared(data.model.purposes, target.name);
        if (purpose != nullptr && purpose->standard) {
            return "`" + target.name + "` is a standard purpose, which ships with Latchkey";
        }
    }
    return "";
}

}  // namespace

std::optional<FileId> find_file(const Analysis& analysis, string_view path) {
    for (std::size_t file = 0; file < analysis.file_count(); ++file) {
        if (analysis.files()[file]->path() == path) {
            return static_cast<FileId>(file);
        }
    }
    return std::nullopt;
}

std::vector<Location> definition(const Analysis& analysis, FileId file, std::uint32_t offset) {
    const auto found = find(analysis.data(), file, offset);
    return found && is_declared(found->target.meaning)
               ? places(analysis, found->target, true, false)
               : std::vector<Location>{};
}

std::vector<Location> references(const Analysis& analysis, FileId file, std::uint32_t offset,
                                 bool with_declaration) {
    const auto found = find(analysis.data(), file, offset);
    return found ? places(analysis, found->target, with_declaration, true)
                 : std::vector<Location>{};
}

std::optional<Span> renameable(const Analysis& analysis, FileId file, std::uint32_t offset) {
    const auto found = find(analysis.data(), file, offset);
    return found && is_declared(found->target.meaning) ? std::optional(found->span) : std::nullopt;
}

Rename rename(const Analysis& analysis, FileId file, std::uint32_t offset, string_view new_name) {
    const auto found = find(analysis.data(), file, offset);
    if (!found || !is_declared(found->target.meaning)) {
        return {.edits = {}, .refusal = "only what a policy declares can be renamed"};
    }
    Rename result{.edits = {}, .refusal = refusal(analysis.data(), found->target, new_name)};
    if (result.refusal.empty()) {
        for (const Location& place : places(analysis, found->target, true, true)) {
            result.edits.push_back({place, std::string(new_name)});
        }
    }
    return result;
}

}  // namespace latchkey::editor
