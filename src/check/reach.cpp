#include "check/grant_set.h"
#include "check/lookup.h"

#include <algorithm>
#include <set>

/// Grants that give nothing: nothing there is, nothing the credential can use, or nothing that a
/// deny leaves.
namespace latchkey::check {
namespace {

using catalog::Operation;
using catalog::OperationSet;
using model::Grant;
using std::string_view;

constexpr Message<std::string> covers_nothing{"{} covers no operation"};
constexpr Message<std::string> entity_has{"; there is {}"};
constexpr Message<std::string> unknown_requirement{
    ": the provider does not say which scope it needs; `call \"{}\"` allows it all the same"};
constexpr Message<std::string, std::string> needs_more{": `{}` needs {}"};
constexpr Message<string_view, string_view> provider_not_used{
    "the role `{}` grants something of `{}`, of which no credential is used"};
constexpr Message<std::string, std::string> via_unknown{
    "nobody knows which scope `{}` needs, so `via` cannot narrow a grant to it; `allow call "
    "\"{}\"` "
    "allows it all the same"};
constexpr Message<std::string, std::string> outside_via{"`{}` is no operation of {}"};
constexpr Message<std::string, std::string, string_view, std::string> other_level{
    "{} exists at level {}; `{}` has the level {}"};
constexpr Message<std::string, std::string, string_view, string_view> other_kind{
    "{} is for credentials of the kind {}; `{}` is a `{}`"};
constexpr Message<string_view, string_view> no_webhooks{"`{}` is a `{}`, which receives no events"};
constexpr Message<> all_denied{"a `deny` takes away all that this `allow` gives"};
constexpr Message<> denied_here{"denied here"};
constexpr Message<> its_level{"its level"};
constexpr Message<> its_kind{"its kind"};

/// "`read` and `delete` on `contact`".
std::string name_of_grant(const Grant& grant) {
    std::vector<string_view> actions;
    for (const model::Word& word : grant.actions) {
        actions.push_back(word.text);
    }
    std::vector<string_view> entities;
    for (const model::Word& word : grant.entities) {
        entities.push_back(word.text);
    }
    return list(actions, "and", 4) + " on " + list(entities, "and", 4);
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

std::string kind_names(const Catalog& catalog, catalog::KindSet kinds) {
    std::vector<string_view> names;
    for (std::size_t at = 0; at < catalog.kinds.size(); ++at) {
        if ((kinds >> at & 1U) != 0) {
            names.push_back(catalog.kinds[at].id);
        }
    }
    return list(names, "or");
}

class Reach {
public:
    Reach(Context& context, GrantSet& set) : context_(context), set_(set) {}

    /// False when something was reported.
    bool check(const Grant& grant, const GrantState& state) {
        const std::size_t before = context_.error_count();
        context_.enter(*state.file);
        if (check_providers(grant)) {
            switch (grant.form) {
                case Grant::Form::receive: check_events(grant); break;
                case Grant::Form::call: check_called(grant); break;
                case Grant::Form::entities: check_entities(grant); break;
            }
        }
        if (context_.error_count() == before && !set_.gives_something(grant)) {
            check_denied(grant);
        }
        return context_.error_count() == before;
    }

private:
    /// A role may speak of a provider that the integration has nothing to do with.
    bool check_providers(const Grant& grant) {
        const auto check = [&](ProviderId provider, Location where) {
            if (set_.find(provider) != nullptr) {
                return true;
            }
            // A credential that is not known may be of that provider.
            if (grant.role.has_value() &&
                (set_.integration() == nullptr || set_.integration()->complete)) {
                set_.report(ErrorId::empty_grant, grant, where,
                            provider_not_used(context_.model.roles[*grant.role].name.text,
                                              context_.model.provider(provider).id));
            }
            return false;
        };
        const bool targets = std::ranges::all_of(grant.targets, [&](const model::Target& target) {
            // `any` is whatever there is.
            return !target.entity.has_value() || check(target.provider, target.where);
        });
        return targets &&
               std::ranges::all_of(grant.operations,
                                   [&](const model::OperationRef& named) {
                                       return check(named.provider, named.where);
                                   }) &&
               std::ranges::all_of(grant.events, [&](const model::EventRef& event) {
                   return check(event.provider, event.where);
               });
    }

    void check_events(const Grant& grant) {
        for (const model::EventRef& event : grant.events) {
            const GrantSet::Held& held = *set_.find(event.provider);
            const Catalog& catalog = *held.bearer.provider;
            if (!held.bearer.kind.has_value() || catalog.kinds[*held.bearer.kind].webhooks) {
                continue;
            }
            const string_view kind = catalog.kinds[*held.bearer.kind].id;
            auto finding = set_.report(ErrorId::level_mismatch, grant, event.where,
                                       no_webhooks(held.credential->name.text, kind));
            if (finding.has_value()) {
                finding->label(held.credential->kind_name.where, its_kind());
            }
            // The credential is at fault, and once is enough.
            return;
        }
    }

    void check_called(const Grant& grant) {
        for (const model::OperationRef& named : grant.operations) {
            const GrantSet::Held& held = *set_.find(named.provider);
            const Operation& operation = (*held.bearer.provider)[named.operation];
            if (!model::has_operation(held.bearer, operation)) {
                OperationSet one;
                one.insert(named.operation);
                report_mismatch(grant, named.where, "`" + spell(operation) + "`", held, one);
            }
        }
    }

    void check_entities(const Grant& grant) {
        if (!check_via(grant) || set_.gives_something(grant)) {
            return;
        }
        for (const GrantSet::Held& held : set_.held()) {
            if (!set_.reached(grant, held).empty()) {
                return;
            }
        }
        if (!grant.targets.empty()) {
            report_empty(grant);
        }
    }

    /// Each operation that narrows a grant must be one that it covers.
    bool check_via(const Grant& grant) {
        const std::size_t before = context_.error_count();
        for (const model::OperationRef& named : grant.operations) {
            const GrantSet::Held& held = *set_.find(named.provider);
            const Catalog& catalog = *held.bearer.provider;
            const Operation& operation = catalog[named.operation];
            const bool inside =
                std::ranges::any_of(grant.targets, [&](const model::Target& target) {
                    return target.provider == named.provider &&
                           !model::contribution(target, catalog, named.operation).none();
                });
            if (!inside) {
                set_.report(ErrorId::empty_grant, grant, named.where,
                            outside_via(spell(operation), name_of_grant(grant)));
            } else if (!operation.requirement_known) {
                set_.report(ErrorId::empty_grant, grant, named.where,
                            via_unknown(spell(operation), spell(operation)));
            } else if (!model::has_operation(held.bearer, operation)) {
                OperationSet one;
                one.insert(named.operation);
                report_mismatch(grant, named.where, "`" + spell(operation) + "`", held, one);
            }
        }
        return context_.error_count() == before;
    }

    void report_empty(const Grant& grant) {
        for (const GrantSet::Held& held : set_.held()) {
            model::Bearer anyone = held.bearer;
            anyone.levels = 0;
            anyone.kind.reset();
            const OperationSet elsewhere =
                model::contributed(context_.model, held.provider, grant, anyone);
            if (!elsewhere.empty() && set_.find(held.provider)->credential != nullptr &&
                model::contributed(context_.model, held.provider, grant, held.bearer).empty()) {
                report_mismatch(grant, words_of(grant), name_of_grant(grant), held, elsewhere);
                return;
            }
        }
        set_.report(ErrorId::empty_grant, grant, words_of(grant),
                    covers_nothing(name_of_grant(grant)) + why_empty(grant));
    }

    /// What would help whoever wrote a grant that covers nothing.
    std::string why_empty(const Grant& grant) const {
        for (const model::Target& target : grant.targets) {
            const Catalog& catalog = context_.model.provider(target.provider);
            for (std::uint32_t at = 0; at < catalog.operations.size(); ++at) {
                const Operation& operation = catalog.operations[at];
                const model::Contribution given = model::contribution(target, catalog, {at});
                if (given.none() || !model::via_allows(grant, target.provider, {at})) {
                    continue;
                }
                if (!operation.requirement_known) {
                    return unknown_requirement(spell(operation));
                }
                // What the grant gives in full is closed for another reason than what it lacks.
                if (given.whole || given.actions.contains_all(operation.actions)) {
                    continue;
                }
                std::vector<string_view> needed;
                for (const auto action : {catalog::Action::read, catalog::Action::create,
                                          catalog::Action::update, catalog::Action::remove}) {
                    if (operation.actions.contains(action)) {
                        needed.push_back(to_string(action));
                    }
                }
                return needs_more(spell(operation), list(needed));
            }
        }
        return what_there_is(grant);
    }

    std::string what_there_is(const Grant& grant) const {
        if (grant.targets.size() != 1 || !grant.targets.front().entity.has_value()) {
            return "";
        }
        const Catalog& catalog = context_.model.provider(grant.targets.front().provider);
        std::vector<string_view> verbs;
        for (const Id<catalog::Verb> verb : catalog[*grant.targets.front().entity].verbs) {
            verbs.push_back(catalog[verb].id);
        }
        return verbs.empty() ? "" : entity_has(list(verbs));
    }

    /// Says at which level, or for which kind of credential, these operations exist.
    void report_mismatch(const Grant& grant, Location where, const std::string& what,
                         const GrantSet::Held& held, const OperationSet& operations) {
        const Catalog& catalog = *held.bearer.provider;
        catalog::LevelSet levels = 0;
        catalog::KindSet kinds = 0;
        model::Bearer of_kind = held.bearer;
        of_kind.levels = 0;
        operations.for_each([&](Id<Operation> id) {
            const bool has_kind = model::has_operation(of_kind, catalog[id]);
            levels = static_cast<catalog::LevelSet>(levels | (has_kind ? catalog[id].levels : 0));
            kinds = static_cast<catalog::KindSet>(kinds | catalog[id].kinds);
        });
        const model::Credential& credential = *held.credential;
        const bool of_level = levels != 0;
        std::string message =
            of_level ? other_level(what, level_names(catalog, levels), credential.name.text,
                                   level_names(catalog, credential.levels))
                     : other_kind(what, kind_names(catalog, kinds), credential.name.text,
                                  credential.kind_name.text);
        auto finding = set_.report(ErrorId::level_mismatch, grant, where, std::move(message));
        if (finding.has_value()) {
            finding->label(of_level ? credential.levels_where : credential.kind_name.where,
                           of_level ? its_level() : its_kind());
        }
    }

    void check_denied(const Grant& grant);

    Context& context_;
    GrantSet& set_;
};

void Reach::check_denied(const Grant& grant) {
    if (grant.form == Grant::Form::receive) {
        return;
    }
    std::set<Location> by;
    for (const GrantSet::Held& held : set_.held()) {
        for (const Id<Operation> operation : set_.reached(grant, held).ids()) {
            const Grant* const deny = set_.deny_of(grant, held, operation);
            if (deny == nullptr) {
                return;
            }
            by.insert(deny->where);
        }
    }
    if (by.empty()) {
        return;
    }
    const Location where = grant.form == Grant::Form::call ? grant.word_where : words_of(grant);
    auto finding = set_.report(ErrorId::grant_denied, grant, where, all_denied());
    for (const Location& deny : by) {
        if (finding.has_value()) {
            finding->label(deny, denied_here());
        }
    }
}

}  // namespace

std::vector<Id<Grant>> check_reach(Context& context, GrantSet& set) {
    std::vector<Id<Grant>> reported;
    Reach reach(context, set);
    for (const Id<Grant> id : set.grants()) {
        const Grant& grant = context.model.grants[id];
        const GrantState& state = context.grant_states[id.index];
        if (grant.effect != Grant::Effect::allow || state.damaged || state.hopeless) {
            continue;
        }
        if (!reach.check(grant, state)) {
            reported.push_back(id);
            continue;
        }
        // Those of a role are checked with the role.
        if (set.integration() == nullptr || !grant.role.has_value()) {
            check_conditions(context, set, grant, state);
        }
    }
    return reported;
}

}  // namespace latchkey::check
