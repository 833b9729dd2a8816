#include "check/actions.h"
#include "check/lookup.h"
#include "check/purposes.h"
#include "check/statements.h"

#include <algorithm>

/// How purposes build on each other.
namespace latchkey::check {
namespace {

using model::Purpose;
using std::string_view;

constexpr Message<string_view> extends_itself{"`{}` extends itself"};
constexpr Message<string_view, std::string> extends_in_circle{"`{}` extends itself by way of {}"};
constexpr Message<string_view, string_view, string_view, string_view> permits_more{
    "`{} on {}` is not within `{}`, which `{}` extends"};
constexpr Message<string_view, string_view, string_view> more_data{
    "the data class `{}` is not within `{}`, which `{}` extends"};
constexpr Message<string_view, string_view> longer_review{
    "this is longer than the review interval of `{}`, which `{}` extends"};
constexpr Message<> permitted_there{"what it permits"};
constexpr Message<> data_there{"its data classes"};
constexpr Message<> interval_there{"its interval"};

/// The statement of a block that opens with a word.
const syntax::Statement* find_statement(const syntax::Block& block, syntax::Word word) {
    const auto found = std::ranges::find(block.statements, word, &syntax::Statement::word);
    return found == block.statements.end() ? nullptr : &*found;
}

/// Where in the work on the chains of `extends` a purpose is.
enum class State : std::uint8_t { untouched, on_chain, done };

void report_circle(Context& context, Id<Purpose> id, std::span<const Id<Purpose>> chain) {
    const BlockOf<Purpose>* block = nullptr;
    for (const std::size_t file : context.purpose_work) {
        for (const BlockOf<Purpose>& candidate : context.declarations.files[file].purposes) {
            block = candidate.id == id ? &candidate : block;
        }
    }
    context.enter(*block->file);
    context.begin(context.units[context.place_of(*block->file)].purposes);
    std::vector<string_view> others;
    for (const Id<Purpose> other : chain) {
        if (other != id) {
            others.push_back(context.model.purposes[other].name.text);
        }
    }
    const string_view name = context.model.purposes[id].name.text;
    const syntax::Statement* const extends = find_statement(*block->block, syntax::Word::extends);
    context.error(ErrorId::cyclic_purpose, name_of(*extends).span,
                  others.empty() ? extends_itself(name) : extends_in_circle(name, list(others)));
}

/// Takes from `base` what `purpose` does not say itself.
void take_over(Purpose& purpose, const Purpose& base) {
    if (purpose.permits.empty()) {
        purpose.permits = base.permits;
    }
    if (purpose.data.empty()) {
        purpose.data = base.data;
        purpose.data_where = base.data_where;
    }
    if (!purpose.review_within.has_value()) {
        purpose.review_within = base.review_within;
    }
}

/// Follows the chain from `first` to its end, or to what is done, and works back from there.
void follow(Context& context, Id<Purpose> first, std::vector<State>& states) {
    std::vector<Id<Purpose>> chain;
    std::optional<Id<Purpose>> next = first;
    while (next.has_value() && states[next->index] == State::untouched) {
        states[next->index] = State::on_chain;
        chain.push_back(*next);
        next = context.model.purposes[*next].extends;
    }
    if (next.has_value() && states[next->index] == State::on_chain) {
        const auto begin = std::ranges::find(chain, *next);
        const std::span<const Id<Purpose>> circle(begin, chain.end());
        report_circle(context, *next, circle);
        for (const Id<Purpose> id : circle) {
            context.model.purposes[id].extends.reset();
            context.model.purposes[id].complete = false;
        }
    }
    for (auto id = chain.rbegin(); id != chain.rend(); ++id) {
        Purpose& purpose = context.model.purposes[*id];
        if (purpose.extends.has_value()) {
            const Purpose& base = context.model.purposes[*purpose.extends];
            take_over(purpose, base);
            purpose.complete = purpose.complete && is_known(context.model, *purpose.extends);
        }
        states[id->index] = State::done;
    }
}

/// Whether `word` on one entity stays within `bound` in every provider that has both.
bool stays_within(const Context& context, Bounds& bounds, Id<Purpose> base,
                  const syntax::Name& word, const syntax::Reference& reference) {
    for (std::uint32_t at = 0; at < context.model.providers.size(); ++at) {
        const Catalog& catalog = *context.model.providers[at];
        if (!reference.provider.text.empty() && reference.provider.text != catalog.id) {
            continue;
        }
        for (std::uint32_t entity = 0; entity < catalog.entities.size(); ++entity) {
            if (reference.value != "any" && reference.value != catalog.entities[entity].id) {
                continue;
            }
            const bool there = base_action(word.text).has_value() ||
                               verb_of(catalog, catalog.entities[entity], word.text).has_value();
            if (there &&
                !permits_word(bounds.of(base, {at}, {entity}), catalog, {entity}, word.text)) {
                return false;
            }
        }
    }
    return true;
}

void check_permits(Context& context, Bounds& bounds, const Purpose& purpose,
                   const syntax::Permits& permits) {
    const Purpose& base = context.model.purposes[*purpose.extends];
    for (const syntax::Reference& entity : permits.entities) {
        for (const syntax::Name& word : permits.actions) {
            if (!stays_within(context, bounds, *purpose.extends, word, entity)) {
                const Span place = permits.entities.size() > 1 ? entity.span : word.span;
                context
                    .error(ErrorId::extends_widens, place,
                           permits_more(word.text, entity.value, base.name.text, purpose.name.text))
                    .label(permits_line(base, entity.value), permitted_there());
                break;
            }
        }
    }
}

void check_data(Context& context, const Purpose& purpose, const syntax::NamesStatement& data) {
    const Purpose& base = context.model.purposes[*purpose.extends];
    for (const syntax::Name& name : data.names) {
        const std::optional<catalog::DataClass> item = catalog::find_data_class(name.text);
        if (item.has_value() && item != catalog::DataClass::internal &&
            !base.data.contains(*item)) {
            context
                .error(ErrorId::extends_widens, name.span,
                       more_data(name.text, base.name.text, purpose.name.text))
                .label(base.data_where, data_there());
        }
    }
}

}  // namespace

bool is_known(const model::Model& model, Id<Purpose> id) {
    return model.purposes[id].complete;
}

void inherit(Context& context) {
    std::vector<State> states(context.model.purposes.id_bound(), State::untouched);
    for (const Purpose& purpose : context.model.purposes) {
        follow(context, purpose.self, states);
    }
}

void check_extends(Context& context, Bounds& bounds, Id<Purpose> id, const syntax::Block& block) {
    const Purpose& purpose = context.model.purposes[id];
    if (!purpose.extends.has_value() || !is_known(context.model, *purpose.extends)) {
        return;
    }
    const std::size_t before = context.error_count();
    const Purpose& base = context.model.purposes[*purpose.extends];
    for (const syntax::Statement& statement : block.statements) {
        if (const auto* const permits = std::get_if<syntax::Permits>(&statement.value)) {
            check_permits(context, bounds, purpose, *permits);
        } else if (statement.word == syntax::Word::data) {
            check_data(context, purpose, std::get<syntax::NamesStatement>(statement.value));
        }
    }
    const bool longer = purpose.review_within.has_value() && base.review_within.has_value() &&
                        purpose.review_within->seconds > base.review_within->seconds;
    if (longer) {
        context
            .error(ErrorId::extends_widens, purpose.review_within->where,
                   longer_review(base.name.text, purpose.name.text))
            .label(base.review_within->where, interval_there());
    }
    if (context.error_count() != before) {
        context.model.purposes[id].complete = false;
    }
}

}  // namespace latchkey::check
