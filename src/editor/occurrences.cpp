#include "editor/occurrences.h"

#include <algorithm>
#include <utility>

namespace latchkey::editor {
namespace {

using std::string_view;

/// Walks a tree and notes each word that means something.
class Walk {
public:
    explicit Walk(std::vector<Occurrence>& out) : out_(&out) {}

    void declaration(const syntax::Declaration& declaration) {
        std::visit([this](const auto& value) { read(value); }, declaration.value);
    }

private:
    void add(Meaning meaning, Span span, std::string text, string_view qualifier = {}) {
        out_->push_back({.meaning = meaning,
                         .span = span,
                         .text = std::move(text),
                         .qualifier = qualifier,
                         .block = block_,
                         .statement = statement_});
    }
    void add(Meaning meaning, const syntax::Name& name) {
        if (!name.text.empty()) {
            add(meaning, name.span, std::string(name.text));
        }
    }
    void add(Meaning meaning, const std::optional<syntax::Name>& name) {
        if (name) {
            add(meaning, *name);
        }
    }
    void add(Meaning meaning, const std::vector<syntax::Name>& names) {
        std::ranges::for_each(names, [&](const syntax::Name& name) { add(meaning, name); });
    }
    void add(Meaning meaning, const syntax::Reference& reference) {
        add(Meaning::provider, reference.provider);
        Span span = reference.value_span;
        if (reference.quoted && span.size() >= 2) {
            span = {span.begin + 1, span.end - 1};
        }
        add(meaning, span, reference.value, reference.provider.text);
    }
    void add(Meaning meaning, const std::vector<syntax::Reference>& references) {
        std::ranges::for_each(references, [&](const auto& one) { add(meaning, one); });
    }

    void read(const syntax::Use& use) { add(Meaning::provider, use.provider); }

    void read(const syntax::Waive& waive) {
        add(Meaning::rule, waive.rule);
        add(Meaning::holder, waive.subject);
        add(Meaning::team, waive.by);
    }

    void read(const syntax::Assertion& assertion) {
        add(Meaning::holder, assertion.subject);
        add(Meaning::purpose, assertion.with_purpose);
        add(Meaning::team, assertion.owned_by);
        add(Meaning::holder, assertion.except);
        add(Meaning::action, assertion.actions);
        add(Meaning::entity, assertion.entities);
        fields(assertion.fields);
        add(Meaning::operation, assertion.operations);
        add(Meaning::event, assertion.events);
    }

    void read(const syntax::Acceptance& accepted) {
        add(Meaning::holder, accepted.subject);
        add(Meaning::action, accepted.actions);
        add(Meaning::entity, accepted.entities);
        fields(accepted.fields);
        add(Meaning::operation, accepted.operations);
        add(Meaning::event, accepted.events);
        add(Meaning::scope, accepted.scopes);
        add(Meaning::level, accepted.levels);
        add(Meaning::keyword, accepted.controls);
        add(Meaning::team, accepted.by);
    }

    void read(const syntax::Block& block) {
        constexpr std::array meanings{Meaning::team, Meaning::credential, Meaning::integration,
                                      Meaning::purpose, Meaning::role};
        block_ = &block;
        add(meanings.at(static_cast<std::size_t>(block.kind)), block.name);
        if (!out_->empty()) {
            out_->back().declares = out_->back().span == block.name.span;
        }
        for (const syntax::Statement& statement : block.statements) {
            statement_ = &statement;
            add(Meaning::keyword, statement.word_span, std::string(to_string(statement.word)));
            std::visit([this](const auto& value) { part(value); }, statement.value);
        }
        statement_ = nullptr;
        block_ = nullptr;
    }

    void fields(const std::optional<syntax::FieldList>& list) {
        if (!list) {
            return;
        }
        for (const syntax::FieldList::Item& item : list->items) {
            add(item.is_class ? Meaning::data_class : Meaning::field, item.name);
        }
    }

    void part(const syntax::Grant& grant) {
        add(Meaning::action, grant.actions);
        add(Meaning::entity, grant.entities);
        fields(grant.fields);
        add(Meaning::operation, grant.operations);
        add(Meaning::event, grant.events);
        for (const syntax::Condition& condition : grant.conditions) {
            add(Meaning::field, condition.name);
        }
    }
    void part(const syntax::NameStatement& named) {
        switch (statement_->word) {
            case syntax::Word::provider: return add(Meaning::provider, named.name);
            case syntax::Word::kind: return add(Meaning::kind, named.name);
            case syntax::Word::purpose:
            case syntax::Word::extends: return add(Meaning::purpose, named.name);
            case syntax::Word::owner: return add(Meaning::team, named.name);
            case syntax::Word::uses: return add(Meaning::credential, named.name);
            case syntax::Word::include: return add(Meaning::role, named.name);
            default: return add(Meaning::word, named.name);
        }
    }
    void part(const syntax::NamesStatement& named) {
        add(statement_->word == syntax::Word::level  ? Meaning::level
            : statement_->word == syntax::Word::data ? Meaning::data_class
                                                     : Meaning::word,
            named.names);
    }
    void part(const syntax::Store& store) { add(Meaning::word, store.kind); }
    void part(const syntax::Scopes& scopes) { add(Meaning::scope, scopes.scopes); }
    void part(const syntax::Basis& basis) { add(Meaning::word, basis.kind); }
    void part(const syntax::Recipient& recipient) { add(Meaning::word, recipient.region); }
    void part(const syntax::Review& review) { add(Meaning::team, review.by); }
    void part(const syntax::Permits& permits) {
        add(Meaning::action, permits.actions);
        add(Meaning::entity, permits.entities);
    }
    void part(const syntax::Waive& waive) { read(waive); }
    template <typename T>
    void part(const T&) {}

    std::vector<Occurrence>* out_;
    const syntax::Block* block_ = nullptr;
    const syntax::Statement* statement_ = nullptr;
};

std::optional<model::ProviderId> find_provider(const model::Model& model, string_view id) {
    for (std::uint32_t at = 0; at < model.providers.size(); ++at) {
        if (model.providers[at]->id == id) {
            return model::ProviderId{at};
        }
    }
    return std::nullopt;
}

std::vector<model::ProviderId> used_by_file(const model::Model& model, const syntax::Tree& tree) {
    std::vector<model::ProviderId> found;
    for (const syntax::Declaration& declaration : tree.declarations) {
        if (const auto* use = std::get_if<syntax::Use>(&declaration.value)) {
            if (const auto id = find_provider(model, use->provider.text)) {
                found.push_back(*id);
            }
        }
    }
    return found;
}

}  // namespace

std::vector<Occurrence> occurrences(const syntax::Tree& tree) {
    std::vector<Occurrence> found;
    Walk walk(found);
    std::ranges::for_each(tree.declarations,
                          [&](const syntax::Declaration& one) { walk.declaration(one); });
    std::ranges::stable_sort(found, {}, &Occurrence::span);
    return found;
}

const Occurrence* at(const std::vector<Occurrence>& all, std::uint32_t offset) {
    const Occurrence* touched = nullptr;
    for (const Occurrence& one : all) {
        if (one.span.begin <= offset && offset < one.span.end) {
            return &one;
        }
        if (one.span.end == offset) {
            touched = &one;
        }
    }
    return touched;
}

const syntax::Tree* tree_of(const Analysis::Data& data, FileId file) {
    const auto place = static_cast<std::size_t>(file);
    return place < data.trees.size() ? data.trees[place].get() : nullptr;
}

std::optional<Here> find_at(const Analysis::Data& data, FileId file, std::uint32_t offset) {
    const syntax::Tree* tree = tree_of(data, file);
    if (tree == nullptr) {
        return std::nullopt;
    }
    const std::vector<Occurrence> all = occurrences(*tree);
    const Occurrence* here = at(all, offset);
    return here == nullptr ? std::nullopt : std::optional(Here{tree, *here});
}

std::vector<model::ProviderId> providers_around(const Analysis::Data& data,
                                                const syntax::Tree& tree, string_view integration) {
    std::vector<model::ProviderId> found;
    if (const auto* known = find_declared(data.model.integrations, integration)) {
        for (const auto& used : known->uses) {
            if (const auto provider = data.model.credentials[used.id].provider) {
                found.push_back(*provider);
            }
        }
    }
    return found.empty() ? used_by_file(data.model, tree) : found;
}

std::vector<model::ProviderId> providers_of(const Analysis::Data& data, const syntax::Tree& tree,
                                            const Occurrence& occurrence) {
    if (!occurrence.qualifier.empty()) {
        const auto named = find_provider(data.model, occurrence.qualifier);
        return named ? std::vector{*named} : std::vector<model::ProviderId>{};
    }
    const syntax::Block* block = occurrence.block;
    if (block != nullptr && block->kind == syntax::Block::Kind::credential) {
        const auto* credential = find_declared(data.model.credentials, block->name.text);
        return credential != nullptr && credential->provider ? std::vector{*credential->provider}
                                                             : std::vector<model::ProviderId>{};
    }
    const bool inside = block != nullptr && block->kind == syntax::Block::Kind::integration;
    std::vector<model::ProviderId> found =
        providers_around(data, tree, inside ? block->name.text : string_view{});
    if (found.empty()) {
        for (std::uint32_t id = 0; id < data.model.providers.size(); ++id) {
            found.push_back({id});
        }
    }
    return found;
}

}  // namespace latchkey::editor
