#include "lint/danger.h"
#include "lint/rule.h"
#include "lint/words.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

using authority::AllowedOperation;
using catalog::Effect;
using catalog::Operation;

constexpr Message<std::string_view, std::string_view, std::string_view, std::string_view> toxic{
    "`{}` may {} and {}, and its purpose `{}` does not name both"};

/// One allowed operation and where.
struct Deed {
    const catalog::Catalog* provider = nullptr;
    const AllowedOperation* allowed = nullptr;
    const Operation* operation = nullptr;

    [[nodiscard]] std::string words() const {
        return std::string((*provider)[operation->verb].id) + " `" +
               std::string((*provider)[operation->entity].id) + "`";
    }
};

bool exports(const Deed& deed) {
    return deed.operation->effects.contains(Effect::bulk) && only_reads(*deed.operation) &&
           (*deed.provider)[deed.operation->entity].personal;
}
/// A record, that is; taking a tag off or calling a message back destroys none.
bool deletes(const Deed& deed) {
    return deed.operation->actions.contains(catalog::Action::remove) &&
           ((*deed.provider)[deed.operation->verb].id == "delete" ||
            deed.operation->effects.contains(Effect::bulk));
}
/// Whom it reads need not be known before.
bool reads_contacts_in_bulk(const Deed& deed) {
    const bool asks_for_one = std::ranges::any_of(
        deed.operation->parameters,
        [](const catalog::Parameter& one) { return one.in == catalog::Parameter::In::path; });
    return only_reads(*deed.operation) && !asks_for_one &&
           (*deed.provider)[deed.operation->entity].id == "contact" &&
           deed.allowed->conditions.empty();
}
bool goes_outward(const Deed& deed) {
    constexpr Effect effects[] = {Effect::publish, Effect::send_message,
                                  Effect::share_personal_data, Effect::trigger_automation};
    return std::ranges::any_of(
        effects, [&](Effect effect) { return deed.operation->effects.contains(effect); });
}
/// What asks for no scope, as fetching its own token, is open to everybody.
bool writes(const Deed& deed) {
    return !only_reads(*deed.operation) && !deed.operation->alternatives.empty();
}
bool writes_users(const Deed& deed) {
    return writes(deed) && (deed.operation->effects.contains(Effect::change_permissions) ||
                            (*deed.provider)[deed.operation->entity].id == "user");
}
bool writes_others(const Deed& deed) {
    return writes(deed) && !writes_users(deed);
}

/// What a purpose has to name so that it has thought of a deed: the verb, or the entity.
enum class Named : std::uint8_t { verb, entity, either };

bool permits_verb(const model::Purpose::Permit& permit, const Deed& deed) {
    const auto has = [&](std::string_view word) {
        return std::ranges::find(permit.actions, word, &model::Word::text) != permit.actions.end();
    };
    constexpr catalog::Action base[] = {catalog::Action::read, catalog::Action::create,
                                        catalog::Action::update, catalog::Action::remove};
    return has((*deed.provider)[deed.operation->verb].id) ||
           (!deed.operation->named && std::ranges::any_of(base, [&](catalog::Action action) {
               return deed.operation->actions.contains(action) && has(to_string(action));
           }));
}

bool permits_entity(const model::Purpose::Permit& permit, const Deed& deed, bool by_any) {
    return std::ranges::any_of(
        permit.entities, [&](const model::Purpose::Permit::EntityName& name) {
            const bool here = name.provider.empty() || name.provider == deed.provider->id;
            return here && (name.entity == (*deed.provider)[deed.operation->entity].id ||
                            (by_any && name.entity == "any"));
        });
}

bool names(const model::Purpose& purpose, const Deed& deed, Named what) {
    return std::ranges::any_of(purpose.permits, [&](const model::Purpose::Permit& permit) {
        const bool any_verb = std::ranges::any_of(permit.actions, [](const model::Word& action) {
            return action.text == "any" || action.text == "write";
        });
        const bool verb = permits_verb(permit, deed);
        return (what != Named::entity && verb && permits_entity(permit, deed, true)) ||
               (what != Named::verb && (verb || any_verb) && permits_entity(permit, deed, false));
    });
}

struct Combination {
    bool (*first)(const Deed&);
    Named first_named;
    bool (*second)(const Deed&);
    Named second_named;
    std::string_view danger;
};

constexpr std::string_view leaks = "whoever gets at it can send out everything that it reads";

constexpr Combination combinations[] = {
    {exports, Named::verb, deletes, Named::verb,
     "what is copied and then deleted can be held to ransom"},
    {exports, Named::verb, goes_outward, Named::verb, leaks},
    {reads_contacts_in_bulk, Named::entity, goes_outward, Named::verb, leaks},
    {writes_others, Named::either, writes_users, Named::entity,
     "a user that it makes or changes can do what it may not do itself"},
};

std::vector<Deed> deeds_of(const model::Integration& integration, const Context& context) {
    std::vector<Deed> deeds;
    for (const authority::ProviderAuthority& held : context.authority(integration)) {
        const catalog::Catalog& provider = context.provider(held.provider);
        for (const AllowedOperation& allowed : held.operations) {
            deeds.push_back({&provider, &allowed, &provider[allowed.operation]});
        }
    }
    return deeds;
}

/// The first deed of that sort, if there is one that the purpose does not name, such a one.
const Deed* pick(std::span<const Deed> deeds, bool (*is)(const Deed&), Named what,
                 const model::Purpose& purpose, bool& named) {
    const auto unnamed = std::ranges::find_if(
        deeds, [&](const Deed& deed) { return is(deed) && !names(purpose, deed, what); });
    named = unnamed == deeds.end();
    const auto found = named ? std::ranges::find_if(deeds, is) : unnamed;
    return found == deeds.end() ? nullptr : &*found;
}

void report(const model::Integration& integration, const model::Purpose& purpose, const Deed& first,
            const Deed& second, std::string_view danger, Context& context) {
    const auto grant_of = [&](const Deed& deed) {
        return integration.grants[deed.allowed->grants.front()];
    };
    const model::Store<model::Grant>& grants = context.model().grants;
    diag::Finding finding =
        context.report(grants[grant_of(second)].word_where, toxic, integration.name.text,
                       first.words(), second.words(), purpose.name.text);
    if (grant_of(first) != grant_of(second)) {
        finding.label(grants[grant_of(first)].word_where, first.words());
    }
    finding.note(std::string(danger));
}

void check(const model::Integration& integration, Context& context) {
    if (!integration.purpose.has_value()) {
        return;
    }
    const model::Purpose& purpose = context.model().purposes[integration.purpose->id];
    const std::vector<Deed> deeds = deeds_of(integration, context);
    std::string_view told;
    for (const Combination& both : combinations) {
        bool first_named = false;
        bool second_named = false;
        const Deed* first = pick(deeds, both.first, both.first_named, purpose, first_named);
        const Deed* second = pick(deeds, both.second, both.second_named, purpose, second_named);
        const bool together = first != nullptr && second != nullptr;
        // Each danger once.
        if (together && !(first_named && second_named) && told != both.danger) {
            report(integration, purpose, *first, *second, both.danger, context);
            told = both.danger;
        }
    }
}

}  // namespace

constinit const Rule toxic_combination{
    .id = "toxic-combination",
    .category = Category::least_privilege,
    .level = Level::warning,
    .profile = Profile::strict,
    .summary =
        "Grants are dangerous together, and the purpose does not say that they belong "
        "together.",
    .on_integration = check,
};

}  // namespace latchkey::lint
