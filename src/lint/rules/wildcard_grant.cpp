#include "lint/rule.h"
#include "lint/words.h"

#include <algorithm>
#include <set>
#include <vector>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view> wildcard{
    "`any` allows {}, and whatever {} adds later"};
constexpr Message<std::string_view> narrowed{"`any` hides that this allows {}"};

bool is_any(const model::Word& word) {
    return word.text == "any" || word.text.ends_with(":any");
}

std::string joined(const std::vector<std::string_view>& actions,
                   const std::set<std::string>& names) {
    std::string list;
    const auto add = [&](std::string_view name) {
        list.append(list.empty() ? "" : ", ").append(name);
    };
    std::ranges::for_each(actions, add);
    std::ranges::for_each(names, add);
    return list;
}

/// Of one entity: its actions, and the verbs that only their own name covers.
std::string actions_of(const catalog::Catalog& provider, const catalog::OperationSet& operations) {
    catalog::ActionSet actions;
    std::set<std::string> verbs;
    operations.for_each([&](auto id) {
        if (provider[id].named) {
            verbs.insert(spelling(provider[provider[id].verb].id));
        } else {
            actions |= provider[id].actions;
        }
    });
    std::vector<std::string_view> words;
    for (const catalog::Action action : {catalog::Action::read, catalog::Action::create,
                                         catalog::Action::update, catalog::Action::remove}) {
        if (actions.contains(action)) {
            words.push_back(to_string(action));
        }
    }
    return joined(words, verbs);
}

/// Of one action: the entities that have it.
std::string entities_of(const catalog::Catalog& provider, const catalog::OperationSet& operations) {
    std::set<std::string> entities;
    operations.for_each(
        [&](auto id) { entities.insert(spelling(provider[provider[id].entity].id)); });
    return joined({}, entities);
}

/// What `any` stands for today. Empty where no single list says the same.
std::string spelled_out(const model::Grant& grant, const catalog::OperationSet& operations,
                        const Context& context) {
    const model::Target& target = grant.targets.front();
    const catalog::Catalog& provider = context.provider(target.provider);
    const bool one_action = !target.any_action && target.verbs.empty() && grant.actions.size() == 1;
    if (grant.targets.size() != 1) {
        return "";
    }
    if (target.entity.has_value()) {
        return target.any_action ? actions_of(provider, operations) : "";
    }
    return one_action ? entities_of(provider, operations) : "";
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
    const auto operations =
        model::contributed(context.model(), provider, grant, context.bearer(grant, provider));
    const std::string how_many = count(operations.count(), "operation");
    diag::Finding finding =
        grant.operations.empty()
            ? context.report(word->where, wildcard, how_many, context.provider(provider).title)
            : context.report(word->where, narrowed, how_many);
    finding.label(word->where, "name what is needed");
    if (const std::string list = spelled_out(grant, operations, context); !list.empty()) {
        finding.fix(Fix::Safety::unsafe, "spell out what it covers today",
                    Context::replace(word->where, list));
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
