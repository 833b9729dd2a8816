#include "format/places.h"

#include <algorithm>
#include <variant>

namespace latchkey::format {
namespace {

using syntax::Kind;

/// Marks what the tree knows and the tokens do not say: every keyword may also be a name.
class Marker {
public:
    explicit Marker(const syntax::Cut& cut) : cut_(cut), places_(cut.size()) {}

    std::vector<Place> mark(const syntax::Tree& tree) {
        for (const syntax::Declaration& declaration : tree.declarations) {
            if (const auto* block = std::get_if<syntax::Block>(&declaration.value)) {
                mark_tokens(declaration.span);
                for (const syntax::Statement& statement : block->statements) {
                    mark_tokens(statement.span);
                    mark_statement(statement);
                }
                continue;
            }
            mark_tokens(declaration.span);
            if (const auto* waive = std::get_if<syntax::Waive>(&declaration.value)) {
                mark_waive(*waive);
            } else if (const auto* claim = std::get_if<syntax::Assertion>(&declaration.value)) {
                mark_assertion(*claim);
            } else if (const auto* accepted = std::get_if<syntax::Acceptance>(&declaration.value)) {
                mark_acceptance(*accepted);
            }
        }
        return std::move(places_);
    }

private:
    [[nodiscard]] std::size_t at(Span span) const { return token_at(cut_, span.begin); }

    /// What the tokens say. A list without more to it stands under what follows the first word.
    void mark_tokens(Span span) {
        const std::size_t first = at(span);
        const auto under = static_cast<std::uint32_t>(first + 1);
        for (std::size_t index = first + 1;
             index < cut_.size() && cut_.span(index).begin < span.end; ++index) {
            const Kind before = cut_.kind(index - 1);
            const Kind kind = cut_.kind(index);
            if (kind == Kind::comma || kind == Kind::right_paren || kind == Kind::colon ||
                before == Kind::left_paren || before == Kind::colon) {
                places_[index].join = Join::touching;
            } else if (before == Kind::comma) {
                places_[index] = {.join = Join::item, .anchor = under};
            }
        }
    }

    void mark_statement(const syntax::Statement& statement) {
        if (const auto* grant = std::get_if<syntax::Grant>(&statement.value)) {
            mark_grant(*grant);
        } else if (const auto* waive = std::get_if<syntax::Waive>(&statement.value)) {
            mark_waive(*waive);
        } else if (const auto* recipient = std::get_if<syntax::Recipient>(&statement.value)) {
            if (recipient->region) {
                word_before(recipient->region->span, Join::tail);
            }
            if (recipient->agreement) {
                word_before(recipient->agreement->span, Join::tail);
            }
        }
    }

    void mark_grant(const syntax::Grant& grant) {
        list(grant.operations);
        list(grant.events);
        if (grant.form == syntax::Grant::Form::entities && !grant.operations.empty()) {
            word_before(grant.operations.front().span, Join::clause);
        }
        if (grant.fields) {
            mark_fields(*grant.fields);
        }
        mark_conditions(grant.conditions);
        if (grant.because) {
            word_before(grant.because->span, Join::clause);
        }
    }

    void mark_conditions(const std::vector<syntax::Condition>& conditions) {
        for (const syntax::Condition& condition : conditions) {
            list(condition.values);
            if (&condition == &conditions.front()) {
                word_before(condition.span, Join::clause);
            } else {
                const auto where = static_cast<std::uint32_t>(at(conditions.front().span) - 1);
                places_[at(condition.span) - 1] = {.join = Join::condition, .anchor = where};
            }
        }
    }

    void mark_waive(const syntax::Waive& waive) {
        word_before(waive.because.span, Join::clause);
        word_before(waive.by.span, Join::tail);
    }

    void mark_assertion(const syntax::Assertion& claim) {
        list(claim.except);
        list(claim.operations);
        list(claim.events);
        if (claim.fields) {
            mark_fields(*claim.fields);
        }
        if (claim.form != syntax::Assertion::Form::entities) {
            const auto& named = claim.operations.empty() ? claim.events : claim.operations;
            places_[at(named.front().span) - 2].join = Join::verdict;
            return;
        }
        list(claim.actions);
        const std::size_t first = at(claim.actions.front().span);
        under(claim.entities, 1, first);
        places_[first - 1].join = Join::verdict;
    }

    void mark_acceptance(const syntax::Acceptance& accepted) {
        list(accepted.actions);
        list(accepted.entities);
        list(accepted.operations);
        list(accepted.events);
        list(accepted.scopes);
        list(accepted.levels);
        list(accepted.controls);
        if (accepted.fields) {
            mark_fields(*accepted.fields);
        }
        word_before(accepted.because.span, Join::clause);
        word_before(accepted.by.span, Join::tail);
    }

    void mark_fields(const syntax::FieldList& fields) {
        list(fields.items);
        places_[at(fields.span)].join = Join::fields;
    }

    void word_before(Span span, Join join) { places_[at(span) - 1].join = join; }

    /// The items of a list stand under its first.
    template <typename Item>
    void list(const std::vector<Item>& items) {
        if (!items.empty()) {
            under(items, 1, at(items.front().span));
        }
    }

    template <typename Item>
    void under(const std::vector<Item>& items, std::size_t from, std::size_t anchor) {
        for (std::size_t item = from; item < items.size(); ++item) {
            places_[at(items[item].span)].anchor = static_cast<std::uint32_t>(anchor);
        }
    }

    const syntax::Cut& cut_;
    std::vector<Place> places_;
};

}  // namespace

std::vector<Place> find_places(const syntax::Cut& cut, const syntax::Tree& tree) {
    return Marker(cut).mark(tree);
}

std::size_t token_at(const syntax::Cut& cut, std::uint32_t offset) {
    const auto found = std::ranges::lower_bound(
        cut.cut.tokens, offset, {}, [](const syntax::Token& token) { return token.span.begin; });
    return static_cast<std::size_t>(found - cut.cut.tokens.begin());
}

}  // namespace latchkey::format
