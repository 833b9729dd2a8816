#include "check/blocks.h"
#include "check/quantities.h"
#include "check/vocabulary.h"
#include "check/waivers.h"

#include <algorithm>
#include <array>

namespace latchkey::check {
namespace {

using model::Credential;
using std::string_view;
using syntax::Word;

constexpr Message<string_view> no_such_provider{"there is no catalogue of a provider `{}`"};
constexpr Message<string_view, string_view, std::string> kind_lacks_level{
    "a `{}` has no level `{}`: it has {}"};
constexpr Message<string_view, string_view, string_view> wrong_order{"`{}` is {} `{}`"};
constexpr Message<> that_date{"that date"};
constexpr Message<> overlap_too_long{
    "the overlap is not shorter than the time between two rotations"};
constexpr Message<> rotation_interval{"rotated this often"};
constexpr Message<> of_this_kind{"of this kind"};

/// Whether the store takes two references that differ only in letter case for the same secret.
/// Azure Key Vault compares names of secrets without case; GitHub keeps names of secrets in upper
/// case however they are entered; 1Password documents secret references as case-insensitive. The
/// others compare bytes, or, as Kubernetes and Doppler, admit one case only.
bool ignores_case(model::StoreKind kind) {
    return kind == model::StoreKind::azure_key_vault || kind == model::StoreKind::github_secret ||
           kind == model::StoreKind::onepassword;
}

std::string key_of(model::StoreKind kind, string_view reference) {
    const std::size_t begin = reference.find_first_not_of(" \t\n\r");
    reference = begin == string_view::npos ? string_view{} : reference.substr(begin);
    const std::size_t end = reference.find_last_not_of(" \t\n\r/");
    reference = reference.substr(0, end == string_view::npos ? 0 : end + 1);
    std::string key(to_string(kind));
    key += ' ';
    for (const char letter : reference) {
        const bool upper = letter >= 'A' && letter <= 'Z';
        key += upper && ignores_case(kind) ? static_cast<char>(letter - 'A' + 'a') : letter;
    }
    return key;
}

std::optional<model::SecretStore> read_store(Context& context, const syntax::Statement& statement) {
    const auto& written = std::get<syntax::Store>(statement.value);
    check_text(context, written.reference, "store");
    const std::optional<model::StoreKind> kind = read_store_kind(context, written.kind);
    if (!kind.has_value()) {
        return std::nullopt;
    }
    return model::SecretStore{.kind = *kind,
                              .reference = context.text(written.reference),
                              .key = key_of(*kind, written.reference.value),
                              .where = context.at(statement.span)};
}

std::optional<model::Rotation> read_rotation(Context& context, const syntax::Statement& statement) {
    const auto& written = std::get<syntax::Rotate>(statement.value);
    const std::optional<model::Duration> every = read_duration(context, written.every);
    std::optional<model::Duration> overlap = read_duration(context, written.overlap);
    if (!every.has_value()) {
        return std::nullopt;
    }
    if (overlap.has_value() && overlap->seconds >= every->seconds) {
        context.error(ErrorId::invalid_duration, overlap->where, overlap_too_long())
            .label(every->where, rotation_interval());
        overlap.reset();
    }
    return model::Rotation{*every, overlap, context.at(statement.span)};
}

void read_provider(Context& context, const syntax::Name& name, Credential& into) {
    into.provider_name = context.word(name);
    into.provider = context.find_provider(name.text);
    if (!into.provider.has_value()) {
        report_unknown(context, ErrorId::unknown_provider, context.at(name.span),
                       no_such_provider(name.text), name.text, context.provider_names());
    }
}

/// Kinds and levels are the provider's own words, so they wait until it is known.
void read_kind(Context& context, const syntax::Name& name, Credential& into) {
    into.kind_name = context.word(name);
    if (!into.provider.has_value()) {
        return;
    }
    std::vector<string_view> kinds;
    for (const catalog::Kind& kind : context.model.provider(*into.provider).kinds) {
        kinds.push_back(kind.id);
    }
    into.kind = read_of_list(context, name, kinds, "kind of credential");
}

std::string level_names(const Catalog& catalog, catalog::LevelSet levels) {
    std::vector<string_view> names;
    for (std::size_t at = 0; at < catalog.levels.size(); ++at) {
        if ((levels >> at & 1U) != 0) {
            names.push_back(catalog.levels[at]);
        }
    }
    return list(names);
}

void read_levels(Context& context, const syntax::Statement& statement, Credential& into) {
    const auto& written = std::get<syntax::NamesStatement>(statement.value);
    into.levels_where = context.at(statement.span);
    Repeats repeats(context, "levels");
    for (const syntax::Name& name : written.names) {
        if (repeats.is_repeated(name.text, name.span) || !into.provider.has_value()) {
            continue;
        }
        const Catalog& catalog = context.model.provider(*into.provider);
        const std::optional<std::uint32_t> level =
            read_of_list(context, name, catalog.levels, "level");
        if (!level.has_value()) {
            continue;
        }
        const catalog::Kind* const kind =
            into.kind.has_value() ? &catalog.kinds[*into.kind] : nullptr;
        if (kind != nullptr && kind->levels != 0 && (kind->levels >> *level & 1U) == 0) {
            context
                .error(ErrorId::level_mismatch, name.span,
                       kind_lacks_level(kind->id, name.text, level_names(catalog, kind->levels)))
                .label(into.kind_name.where, of_this_kind());
            continue;
        }
        into.levels = static_cast<catalog::LevelSet>(into.levels | 1U << *level);
    }
}

/// Reports two dates that cannot follow each other so.
void check_order(Context& context, string_view first_word, const std::optional<model::Date>& first,
                 string_view second_word, const std::optional<model::Date>& second) {
    if (!first.has_value() || !second.has_value() || first->day <= second->day) {
        return;
    }
    context
        .error(ErrorId::invalid_date, second->where, wrong_order(second_word, "before", first_word))
        .label(first->where, that_date());
}

void read_statement(Context& context, const syntax::Statement& statement, Credential& into) {
    switch (statement.word) {
        case Word::account: into.account = read_text(context, statement); break;
        case Word::environment:
            into.environment = read_environment(context, name_of(statement));
            into.environment_where = context.at(statement.span);
            break;
        case Word::store: into.store = read_store(context, statement); break;
        case Word::owner: into.owner = find_team(context, name_of(statement)); break;
        case Word::issued:
            into.issued = read_date(context, std::get<syntax::DateStatement>(statement.value).date);
            break;
        case Word::rotated:
            into.rotated =
                read_date(context, std::get<syntax::DateStatement>(statement.value).date);
            break;
        case Word::expires:
            into.expires =
                read_date(context, std::get<syntax::DateStatement>(statement.value).date);
            break;
        case Word::rotate: into.rotate = read_rotation(context, statement); break;
        default: break;
    }
}

void check_dates(Context& context, const Credential& into) {
    check_order(context, "issued", into.issued, "rotated", into.rotated);
    check_order(context, "issued", into.issued, "expires", into.expires);
    if (!into.issued.has_value() || !into.expires.has_value() ||
        into.issued->day <= into.expires->day) {
        check_order(context, "rotated", into.rotated, "expires", into.expires);
    }
}

void read_credential(Context& context, const BlockOf<Credential>& block, Credential& into) {
    context.about({}, into.name.text);
    Once once;
    std::array<const syntax::Statement*, 2> kind_and_level{};
    for (const syntax::Statement& statement : block.block->statements) {
        if (!once.allows(context, statement)) {
            continue;
        }
        if (statement.word == Word::provider) {
            read_provider(context, name_of(statement), into);
        } else if (statement.word == Word::kind || statement.word == Word::level) {
            kind_and_level[statement.word == Word::kind ? 0 : 1] = &statement;
        } else if (statement.word == Word::waive) {
            read_waiver(context, statement, {.credential = block.id, .integration = {}});
        } else {
            read_statement(context, statement, into);
        }
    }
    if (kind_and_level[0] != nullptr) {
        read_kind(context, name_of(*kind_and_level[0]), into);
    }
    if (kind_and_level[1] != nullptr) {
        read_levels(context, *kind_and_level[1], into);
    }
    check_dates(context, into);
    std::vector<string_view> missing;
    for (const auto& [word, text] : {std::pair{Word::provider, "`provider`"},
                                     {Word::kind, "`kind`"},
                                     {Word::level, "`level`"},
                                     {Word::store, "`store`"},
                                     {Word::owner, "`owner`"}}) {
        if (!once.has(word)) {
            missing.emplace_back(text);
        }
    }
    report_missing(context, *block.block, missing);
}

}  // namespace

void read_credentials(Context& context) {
    for (const std::size_t file : context.work) {
        for_each_block(context, file, context.declarations.files[file].credentials,
                       context.model.credentials,
                       [&](const BlockOf<Credential>& block, Credential& into) {
                           read_credential(context, block, into);
                       });
    }
}

}  // namespace latchkey::check
