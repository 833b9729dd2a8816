#include "latchkey/rule_info.h"

#include "editor/completer.h"
#include "syntax/words.h"

#include <algorithm>
#include <array>

namespace latchkey::editor {

using std::string;
using std::string_view;
using syntax::Kind;

namespace {

/// The words of one of the language's lists, up to its last.
template <typename Word>
std::vector<string_view> words_to(Word last) {
    std::vector<string_view> words;
    for (std::size_t at = 0; at <= static_cast<std::size_t>(last); ++at) {
        words.push_back(to_string(static_cast<Word>(at)));
    }
    return words;
}

struct Snippet {
    string_view label;
    string_view detail;
    string_view text;
};

constexpr std::array<Snippet, 9> declaration_snippets{{
    {"use", "names of a provider", "use ${1:highlevel}"},
    {"team", "who is responsible",
     "team ${1:name} \"${2:Title}\" {\n  contact \"${3:team@acme.example}\"\n}"},
    {"credential", "one key, token or OAuth client",
     "credential ${1:name} {\n  provider ${2:highlevel}\n  kind     ${3:private-integration}\n  "
     "level    ${4:location}\n  store    env \"${5:NAME_OF_VARIABLE}\"\n  owner    ${6:team}\n  "
     "rotate   every 90 days overlap 7 days\n}"},
    {"integration", "what a key is used for",
     "integration ${1:name} \"${2:Title}\" {\n  purpose ${3:lead-capture}\n  owner   ${4:team}\n  "
     "uses    ${5:credential}\n\n  allow ${6:read} on ${7:contact} (${8:email})\n    because "
     "\"${9:why}\"\n}"},
    {"purpose", "a bound of grants",
     "purpose ${1:name} \"${2:Title}\" {\n  permits ${3:read} on ${4:contact}\n  data    "
     "${5:identifier, contact-detail}\n}"},
    {"role", "grants with a name",
     "role ${1:name} {\n  allow ${2:read} on ${3:contact} because \"${4:why}\"\n}"},
    {"waive", "a governed exception",
     "waive ${1:rule} for ${2:integration} until ${3:date} because \"${4:why}\" by ${5:team}"},
    {"assert", "a policy that tests policies",
     "assert ${1:integration} cannot ${2:delete} ${3:contact}"},
    {"accept", "a change of power that is meant",
     "accept widening of ${1:integration} for ${2:delete} on ${3:contact} because \"${4:why}\" by "
     "${5:team}"},
}};

/// The words that may stand behind a statement's own; empty where these are no fixed list.
std::vector<string_view> fixed_words(Kind word) {
    switch (word) {
        case Kind::environment: return words_to(model::Environment::development);
        case Kind::status: return words_to(model::Status::retired);
        case Kind::store: return words_to(model::StoreKind::file);
        case Kind::subjects: return words_to(model::Subject::other);
        case Kind::basis: return words_to(model::BasisKind::legitimate_interest);
        case Kind::data: return words_to(catalog::DataClass::internal);
        default: return {};
    }
}

/// What follows a statement's value, by the statement and what is already there.
std::vector<string_view> continuations(Kind word) {
    switch (word) {
        case Kind::review: return {"every", "last", "by", "within"};
        case Kind::rotate: return {"every", "overlap"};
        case Kind::revoke: return {"within"};
        case Kind::audit: return {"to", "keep"};
        case Kind::recipient: return {"region", "agreement"};
        case Kind::alert: return {"on", "above", "per", "to"};
        case Kind::limit: return {"requests", "per"};
        case Kind::waive: return {"for", "until", "because", "by"};
        default: return {};
    }
}

}  // namespace

Completer::Completer(const Analysis& analysis, FileId file, const Place& place, string_view today)
    : data_(analysis.data()),
      tree_(tree_of(analysis.data(), file)),
      source_(analysis.files()[static_cast<std::size_t>(file)]->text()),
      place_(place),
      today_(today) {}

std::vector<Completion> Completer::run() {
    if (place_.in_comment) {
        return {};
    }
    const bool fresh = place_.before.empty();
    if (fresh || place_.starts_line) {
        const bool open = last() == Kind::comma || inside_parens();
        if (!open) {
            place_.block ? statements() : declarations();
        }
    }
    if (!fresh) {
        statement();
    }
    return std::move(out_);
}

void Completer::declarations() {
    constexpr string_view date = "${3:date}";
    for (const Snippet& one : declaration_snippets) {
        string text(one.text);
        // Whoever takes a snippet as it is has something that parses.
        if (const std::size_t at = text.find(date); at != string::npos) {
            text.replace(at, date.size(), "${3:" + string(today_) + "}");
        }
        snippet(one.label, string(one.detail), std::move(text));
    }
}

void Completer::statements() {
    for (const string_view word : syntax::words_of(*place_.block)) {
        const auto kind = syntax::keyword_or_name(word);
        const auto statement = syntax::statement_word(kind);
        add(Completion::Kind::keyword, word,
            statement ? string(syntax::info(*statement).example) : "", string(word) + " ");
    }
}

void Completer::statement() {
    const Kind word = place_.before.front().kind;
    switch (word) {
        case Kind::allow:
        case Kind::deny:
        case Kind::permits: return grant();
        case Kind::waive: return waiver();
        case Kind::assert_: return assertion();
        case Kind::accept: return acceptance();
        default:
            value_of(word);
            if (place_.before.size() > 1) {
                continuation();
            }
    }
}

void Completer::value_of(Kind word) {
    const Kind before = last();
    const bool first = place_.before.size() == 1;
    const bool listed = first || before == Kind::comma;
    if (before == Kind::by) {
        return declared(data_.model.teams, "team");
    }
    if (before == Kind::last) {
        return dates();
    }
    if (word == Kind::recipient && before == Kind::region) {
        return words(words_to(model::Subject::other));
    }
    if (word == Kind::alert && before == Kind::on) {
        return words(words_to(model::Alert::Signal::unknown_source));
    }
    if (!listed) {
        return;
    }
    const std::vector<string_view> fixed = fixed_words(word);
    fixed.empty() ? named_value(word) : words(fixed);
}

void Completer::named_value(Kind word) {
    switch (word) {
        case Kind::use:
        case Kind::provider: return catalogs();
        case Kind::kind:
        case Kind::level: return kinds_or_levels(word);
        case Kind::owner: return declared(data_.model.teams, "team");
        case Kind::purpose:
        case Kind::extends: return declared(data_.model.purposes, "purpose");
        case Kind::uses: return declared(data_.model.credentials, "credential");
        case Kind::include: return declared(data_.model.roles, "role");
        case Kind::issued:
        case Kind::rotated:
        case Kind::expires: return dates();
        case Kind::scopes: return scopes();
        default: return;
    }
}

void Completer::catalogs() {
    for (const catalog::Catalog* one : data_.model.providers) {
        add(Completion::Kind::value, one->id, string(one->title));
    }
}

void Completer::kinds_or_levels(Kind word) {
    for (const model::ProviderId id : providers()) {
        const catalog::Catalog& provider = data_.model.provider(id);
        if (word == Kind::level) {
            words(provider.levels);
        }
        for (std::size_t at = 0; word == Kind::kind && at < provider.kinds.size(); ++at) {
            add(Completion::Kind::value, provider.kinds[at].id, string(provider.kinds[at].title));
        }
    }
}

void Completer::continuation() {
    for (const string_view word : continuations(place_.before.front().kind)) {
        if (!has(syntax::keyword_or_name(word)) && last() != Kind::comma) {
            add(Completion::Kind::keyword, word);
        }
    }
}

void Completer::waiver() {
    if (place_.before.size() == 1) {
        for (const RuleInfo& rule : rules()) {
            if (rule.waivable) {
                add(Completion::Kind::value, rule.id, string(rule.summary));
            }
        }
        return;
    }
    switch (last()) {
        case Kind::for_:
            declared(data_.model.integrations, "integration");
            return declared(data_.model.credentials, "credential");
        case Kind::until: return dates();
        case Kind::by: return declared(data_.model.teams, "team");
        case Kind::because: return;
        default: return continuation();
    }
}

void Completer::assertion() {
    if (has(Kind::can) || has(Kind::cannot)) {
        return grant();
    }
    const Kind before = last();
    if (before == Kind::purpose) {
        return declared(data_.model.purposes, "purpose");
    }
    if (before == Kind::by) {
        return declared(data_.model.teams, "team");
    }
    if (place_.before.size() == 1) {
        add(Completion::Kind::keyword, "every integration");
        add(Completion::Kind::keyword, "every credential");
    }
    if (place_.before.size() == 1 || before == Kind::except || before == Kind::comma) {
        declared(data_.model.integrations, "integration");
        return declared(data_.model.credentials, "credential");
    }
    for (const string_view word : {"cannot", "can", "with purpose", "owned by", "except"}) {
        add(Completion::Kind::keyword, word);
    }
}

void Completer::declared_teams() {
    declared(data_.model.teams, "team");
}

void Completer::declared_holders() {
    declared(data_.model.integrations, "integration");
    declared(data_.model.credentials, "credential");
}

bool Completer::is_new(Completion::Kind kind, string_view label) {
    string known(1, static_cast<char>(kind));
    known += label;
    return known_.insert(std::move(known)).second;
}

void Completer::add(Completion::Kind kind, string_view label, string detail, string text) {
    if (is_new(kind, label)) {
        out_.push_back({.kind = kind,
                        .label = string(label),
                        .detail = std::move(detail),
                        .documentation = {},
                        .text = text.empty() ? string(label) : std::move(text),
                        .snippet = false,
                        .replaces = place_.word});
    }
}

void Completer::snippet(string_view label, string detail, string text) {
    if (is_new(Completion::Kind::snippet, label)) {
        out_.push_back({.kind = Completion::Kind::snippet,
                        .label = string(label),
                        .detail = std::move(detail),
                        .documentation = {},
                        .text = std::move(text),
                        .snippet = true,
                        .replaces = place_.word});
    }
}

void Completer::words(std::span<const string_view> all) {
    std::ranges::for_each(all, [&](string_view word) { add(Completion::Kind::value, word); });
}

template <typename T>
void Completer::declared(const model::Store<T>& store, string_view what) {
    for (const T& item : store) {
        add(Completion::Kind::declared, item.name.text,
            item.title ? item.title->value : string(what));
    }
}

void Completer::dates() {
    add(Completion::Kind::value, today_, "today");
}

string_view Completer::spelt(const syntax::Token& token) const {
    return source_.substr(token.span.begin, token.span.size());
}

Kind Completer::last() const {
    return place_.before.empty() ? Kind::end : place_.before.back().kind;
}

bool Completer::has(Kind kind) const {
    return std::ranges::any_of(place_.before,
                               [&](const auto& token) { return token.kind == kind; });
}

std::vector<string_view> Completer::between(Kind from, Kind to) const {
    std::vector<string_view> found;
    bool inside = false;
    for (const syntax::Token& token : place_.before) {
        if (token.kind == to) {
            break;
        }
        if (inside && syntax::is_word(token.kind)) {
            found.push_back(spelt(token));
        }
        inside = inside || token.kind == from;
    }
    return found;
}

bool Completer::inside_parens() const {
    int depth = 0;
    for (const syntax::Token& token : place_.before) {
        depth += token.kind == Kind::left_paren ? 1 : token.kind == Kind::right_paren ? -1 : 0;
    }
    return depth > 0;
}

std::vector<model::ProviderId> Completer::providers() const {
    std::vector<model::ProviderId> all;
    for (std::uint32_t at = 0; at < data_.model.providers.size(); ++at) {
        if (place_.provider.empty() || data_.model.providers[at]->id == place_.provider) {
            all.push_back({at});
        }
    }
    if (!place_.provider.empty() || tree_ == nullptr) {
        return all;
    }
    const bool integration = place_.block == syntax::Block::Kind::integration;
    const auto found = providers_around(data_, *tree_, integration ? place_.block_name : "");
    return found.empty() ? all : found;
}

string Completer::quoted(string_view name) const {
    return place_.in_string ? string(name) : "\"" + string(name) + "\"";
}

std::vector<Completion> complete(const Analysis& analysis, FileId file, std::uint32_t offset,
                                 string_view today) {
    if (static_cast<std::size_t>(file) >= analysis.file_count()) {
        return {};
    }
    const Place place = place_at(analysis.files()[static_cast<std::size_t>(file)]->text(), offset);
    return Completer(analysis, file, place, today).run();
}

}  // namespace latchkey::editor
