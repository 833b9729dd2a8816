#include "authority/authority.h"
#include "model/coverage.h"
#include "workspace/explain_parts.h"
#include "workspace/starter_policy.h"

#include <algorithm>
#include <array>
#include <bit>

namespace latchkey::workspace {
namespace {

using catalog::Action;
using catalog::ActionSet;
using catalog::Catalog;
using catalog::Id;
using catalog::Operation;
using catalog::OperationSet;
using catalog::Scope;
using std::string;

catalog::ScopeSet held(const ScopedKey& key) {
    catalog::ScopeSet scopes(key.provider->scopes.size());
    for (const Id<Scope> scope : key.scopes) {
        scopes.insert(scope);
    }
    return authority::closure(*key.provider, scopes);
}

OperationSet opened_at(const ScopedKey& key, std::uint32_t kind, catalog::LevelSet levels) {
    return authority::opens(*key.provider, held(key), kind, levels);
}

/// The levels that all scopes exist at; 0 where there is none.
catalog::LevelSet shared_levels(const ScopedKey& key) {
    auto levels = static_cast<catalog::LevelSet>((1U << key.provider->levels.size()) - 1U);
    for (const Id<Scope> scope : key.scopes) {
        const catalog::LevelSet stated = (*key.provider)[scope].levels;
        levels = stated == 0 ? levels : static_cast<catalog::LevelSet>(levels & stated);
    }
    return levels;
}

/// The lowest of the levels at which most is open. A catalogue lists them from the highest.
catalog::LevelSet most_open(const ScopedKey& key, std::uint32_t kind, catalog::LevelSet among) {
    catalog::LevelSet best = 0;
    std::size_t most = 0;
    for (unsigned at = 0; at < key.provider->levels.size(); ++at) {
        const auto level = static_cast<catalog::LevelSet>(1U << at);
        const std::size_t count = opened_at(key, kind, level).count();
        if ((among & level) != 0 && (best == 0 || count >= most)) {
            best = level;
            most = count;
        }
    }
    return best;
}

/// A key that somebody keeps comes first, and one that acts as a person last. Only a client that is
/// given its tokens anew holds some of several levels.
int rank(const catalog::Kind& kind, bool several_levels) {
    return (kind.support_ended.empty() ? 0 : 4) + (kind.personal ? 2 : 0) +
           (kind.is_static == several_levels ? 1 : 0);
}

/// The allows of one entity.
class EntityGrants {
public:
    EntityGrants(const ScopedKey& key, const catalog::Entity& entity, Id<catalog::Entity> entity_id)
        : key_(&key), entity_(&entity), id_(entity_id) {}

    /// Nothing where the key opens nothing of the entity.
    [[nodiscard]] std::vector<OpenGrant> make() {
        find_wanted();
        // What opens no more than the scopes do is said in a word; for the rest, which operations.
        for (const Part& part : wanted_) {
            plain_.push_back(part);
            if (!stays_inside(plain_)) {
                plain_.pop_back();
                rest_.push_back(part);
            }
        }
        std::vector<OpenGrant> grants;
        add(grants, plain_, false);
        add(grants, rest_, true);
        return grants;
    }

private:
    /// An action, or a verb.
    struct Part {
        ActionSet action;
        std::optional<Id<catalog::Verb>> verb;

        friend bool operator==(const Part&, const Part&) = default;
    };

    void want(const Part& part) {
        if (std::ranges::find(wanted_, part) == wanted_.end()) {
            wanted_.push_back(part);
        }
    }

    void find_wanted() {
        for (const Action action : {Action::read, Action::create, Action::update, Action::remove}) {
            for (const Id<Operation> id : entity_->operations) {
                const Operation& operation = (*key_->provider)[id];
                if (key_->opened.contains(id) && !operation.named &&
                    operation.actions.contains(action)) {
                    want({.action = {static_cast<std::uint8_t>(action)}, .verb = std::nullopt});
                }
            }
        }
        for (const Id<Operation> id : entity_->operations) {
            const Operation& operation = (*key_->provider)[id];
            if (key_->opened.contains(id) && (operation.named || operation.actions.empty())) {
                want({.action = {}, .verb = operation.verb});
            }
        }
    }

    [[nodiscard]] model::Target target(const std::vector<Part>& parts) const {
        model::Target target;
        target.entity = id_;
        for (const Part& part : parts) {
            target.actions |= part.action;
            if (part.verb) {
                target.verbs.push_back(*part.verb);
            }
        }
        return target;
    }

    [[nodiscard]] bool gives(const model::Target& target, Id<Operation> id) const {
        const model::Contribution part = model::contribution(target, *key_->provider, id);
        const Operation& operation = (*key_->provider)[id];
        return part.whole ||
               (!operation.actions.empty() && part.actions.contains_all(operation.actions));
    }

    /// Whether an allow of these gives nothing that the scopes do not open. What needs no scope is
    /// open to every key.
    [[nodiscard]] bool stays_inside(const std::vector<Part>& parts) const {
        const model::Target all = target(parts);
        const model::Bearer bearer{key_->provider, key_->kind, key_->levels};
        return std::ranges::none_of(entity_->operations, [&](Id<Operation> id) {
            const Operation& operation = (*key_->provider)[id];
            return operation.requirement_known && !operation.alternatives.empty() &&
                   model::has_operation(bearer, operation) && !key_->opened.contains(id) &&
                   gives(all, id);
        });
    }

    [[nodiscard]] bool opened_by(Id<Operation> operation, Id<Scope> scope) const {
        catalog::ScopeSet one(key_->provider->scopes.size());
        one.insert(scope);
        const catalog::ScopeSet with_implied = authority::closure(*key_->provider, one);
        return std::ranges::any_of(
            (*key_->provider)[operation].alternatives, [&](catalog::Alternative alternative) {
                return std::ranges::any_of(
                    alternative, [&](Id<Scope> needed) { return with_implied.contains(needed); });
            });
    }

    void add(std::vector<OpenGrant>& grants, const std::vector<Part>& parts, bool with_via) const {
        if (parts.empty()) {
            return;
        }
        OpenGrant grant{.entity = string(entity_->id), .actions = {}, .via = {}, .scopes = {}};
        for (const Part& part : parts) {
            grant.actions.emplace_back(part.verb
                                           ? (*key_->provider)[*part.verb].id
                                           : to_string(static_cast<Action>(part.action.bits)));
        }
        const model::Target all = target(parts);
        std::vector<Id<Operation>> of_grant;
        std::ranges::copy_if(entity_->operations, std::back_inserter(of_grant),
                             [&](Id<Operation> id) {
                                 return key_->opened.contains(id) &&
                                        !model::contribution(all, *key_->provider, id).none();
                             });
        for (const Id<Operation> id : of_grant) {
            if (with_via) {
                grant.via.push_back(operation_name((*key_->provider)[id]));
            }
        }
        for (const Id<Scope> scope : key_->scopes) {
            if (std::ranges::any_of(of_grant,
                                    [&](Id<Operation> id) { return opened_by(id, scope); })) {
                grant.scopes.emplace_back((*key_->provider)[scope].id);
            }
        }
        grants.push_back(std::move(grant));
    }

    const ScopedKey* key_;
    const catalog::Entity* entity_;
    Id<catalog::Entity> id_;
    std::vector<Part> wanted_;
    std::vector<Part> plain_;
    std::vector<Part> rest_;
};

}  // namespace

bool guess_key(ScopedKey& key) {
    const catalog::LevelSet shared = shared_levels(key);
    const auto all = static_cast<catalog::LevelSet>((1U << key.provider->levels.size()) - 1U);
    std::optional<std::uint32_t> best;
    for (std::uint32_t at = 0; at < key.provider->kinds.size(); ++at) {
        const catalog::Kind& kind = key.provider->kinds[at];
        if (!kind.full_access &&
            (!best || rank(kind, shared == 0) < rank(key.provider->kinds[*best], shared == 0))) {
            best = at;
        }
    }
    if (!best) {
        return false;
    }
    key.kind = *best;
    const catalog::LevelSet of_kind = key.provider->kinds[key.kind].levels;
    const auto possible = static_cast<catalog::LevelSet>(shared & of_kind);
    key.levels =
        possible != 0 ? most_open(key, key.kind, possible) : (of_kind != 0 ? of_kind : all);
    key.opened = opened_at(key, key.kind, key.levels);
    key.events = catalog::EventSet(key.provider->events.size());
    const catalog::ScopeSet scopes = held(key);
    for (std::uint32_t at = 0; at < key.provider->events.size(); ++at) {
        const catalog::Event& event = key.provider->events[at];
        if (key.provider->kinds[key.kind].webhooks && event.scope &&
            scopes.contains(*event.scope)) {
            key.events.insert({at});
        }
    }
    return true;
}

std::vector<OpenGrant> open_grants(const ScopedKey& key) {
    std::vector<OpenGrant> grants;
    for (std::uint32_t at = 0; at < key.provider->entities.size(); ++at) {
        std::vector<OpenGrant> more = EntityGrants(key, key.provider->entities[at], {at}).make();
        std::ranges::move(more, std::back_inserter(grants));
    }
    return grants;
}

}  // namespace latchkey::workspace
