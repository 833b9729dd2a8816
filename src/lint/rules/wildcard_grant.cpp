#include "lint/rule.h"
#include "lint/words.h"

#include <algorithm>
#include <set>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view> wildcard{
    "`any` allows {}, and whatever {} adds later"};
constexpr Message<std::string_view> narrowed{"`any` hides that this allows {}"};

bool is_any(const model::Word& word) { return word.text == "any" || word.text.ends_with(":any"); }

/// What `any` stands for today: of one entity its actions and named verbs, of one action the
/// entities that have it. Empty where no single list says the same.
std::string spelled_out(const model::Grant& grant, const Context& context) {
    const model::Target& target = grant.targets.front();
    const catalog::Catalog& provider = context.provider(target.provider);
    const bool any_entity = !target.entity.has_value();
    const bool one_action = !target.any_action && target.verbs.empty() && grant.actions.size() == 1;
    if (grant.targets.size() != 1 || any_entity == target.any_action || (any_entity && !one_action)) {
        return "";
    }
    std::set<std::string> names;
    const model::Bearer bearer = context.bearer(grant, target.provider);
    model::contributed(context.model(), target.provider, grant, bearer).for_each([&](auto id) {
        const catalog::Operation& operation = provider[id];
        if (any_entity) {
            names.insert(spelling(provider[operation.entity].id));
        } else if (operation.named) {
            names.insert(spelling(provider[operation.verb].id));
        } else {
            for (const catalog::Action action : {catalog::Action::read, catalog::Action::create,
                                                 catalog::Action::update, catalog::Action::remove}) {
                if (operation.actions.contains(action)) {
                    names.insert(std::string(to_string(action)));
                }
            }
        }
    });
    std::string list;
    for (const std::string& name : names) {
        list.append(list.empty() ? "" : ", ").append(name);
    }
    return list;
}

void check(const model::Grant& grant, Context& context) {
    if (grant.effect != model::Grant::Effect::allow || grant.targets.empty()) {
        return;
    }
    std::vector<model::Word> words(grant.actions);
    words.insert(words.end(), grant.entities.begin(), grant.entities.end());
    const auto word = std::ranges::find_if(words, is_any);
    if (word == words.end()) {
        return;
    }
    const model::ProviderId provider = grant.targets.front().provider;
    const auto operations = model::contributed(context.model(), provider, grant, context.bearer(grant, provider));
    const std::string how_many = count(operations.count(), "operation");
    diag::Finding finding = grant.operations.empty()
                                ? context.report(word->where, wildcard, how_many, context.provider(provider).title)
                                : context.report(word->where, narrowed, how_many);
    finding.label(word->where, "name what is needed");
    if (const std::string list = spelled_out(grant, context); !list.empty()) {
        finding.fix(Fix::Safety::unsafe, "spell out what it covers today", Context::replace(word->where, list));
    }
}

}  // namespace

constinit const Rule wildcard_grant{
    .id = "wildcard-grant",
    .category = Category::least_privilege,
    .level = Level::error,
    .fix = FixKind::unsafe,
    .summary = "An `allow` says `any` instead of naming actions or entities.",
    .on_grant = check,
};

}  // namespace latchkey::lint
