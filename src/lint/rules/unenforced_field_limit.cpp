#include "lint/danger.h"
#include "lint/given.h"
#include "lint/rule.h"
#include "lint/words.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

using model::Grant;

constexpr Message<std::string_view, std::string_view, std::string_view> unenforced{
    "{} does not withhold what this leaves out: {} of `{}`"};
constexpr Message<std::string_view, std::string_view, std::string_view> denied{
    "{} does not withhold what this denies: {} of `{}`"};

bool gives(const Grant& grant, const model::Integration& integration, const Context& context,
           const authority::AllowedOperation& allowed) {
    return std::ranges::any_of(allowed.grants, [&](std::uint32_t place) {
        return &context.model().grants[integration.grants[place]] == &grant;
    });
}

/// The fields of answers that the list means to withhold from one integration.
model::FieldSet withheld(const Grant& grant, const model::Target& target,
                         const model::Integration& integration, const Context& context) {
    const catalog::Catalog& provider = context.provider(target.provider);
    model::FieldSet fields;
    for (const authority::ProviderAuthority& held : context.authority(integration)) {
        if (held.provider != target.provider) {
            continue;
        }
        for (const authority::AllowedOperation& allowed : held.operations) {
            const catalog::Operation& operation = provider[allowed.operation];
            if (operation.entity != *target.entity || !only_reads(operation)) {
                continue;
            }
            const model::FieldSet all = model::fields_of(provider, operation);
            if (grant.effect == Grant::Effect::deny) {
                fields |= model::speaks_of(target, provider, allowed.operation)
                              ? all & *target.fields
                              : model::FieldSet();
            } else if (allowed.fields.has_value() && gives(grant, integration, context, allowed)) {
                fields |= all - *allowed.fields;
            }
        }
    }
    return fields;
}

/// How many of them say something of people or money; nobody misses a limit on the others.
std::size_t count_telling(const catalog::Entity& entity, const model::FieldSet& fields) {
    catalog::DataClassSet internal;
    internal.insert(catalog::DataClass::internal);
    return static_cast<std::size_t>(std::ranges::count_if(fields.ids(), [&](auto id) {
        const catalog::DataClassSet& classes = entity.fields[id.index].classes;
        return !classes.empty() && classes != internal;
    }));
}

void check(const Grant& grant, Context& context) {
    if (!grant.written_fields.has_value()) {
        return;
    }
    for (const model::Target& target : grant.targets) {
        if (!target.entity.has_value() || !target.fields.has_value()) {
            continue;
        }
        model::FieldSet fields;
        for (const auto holder : living_holders(context, grant)) {
            fields |= withheld(grant, target, context.model().integrations[holder], context);
        }
        const catalog::Catalog& provider = context.provider(target.provider);
        const catalog::Entity& entity = provider[*target.entity];
        if (const std::size_t telling = count_telling(entity, fields); telling > 0) {
            const bool denies = grant.effect == Grant::Effect::deny;
            context.report(grant.written_fields->where, denies ? denied : unenforced,
                           provider.title, count(telling, "field"), entity.id);
            return;
        }
    }
}

}  // namespace

constinit const Rule unenforced_field_limit{
    .id = "unenforced-field-limit",
    .category = Category::least_privilege,
    .level = Level::info,
    .profile = Profile::strict,
    .summary = "A field list on a read binds whoever keeps to the policy, and not the key.",
    .on_grant = check,
};

}  // namespace latchkey::lint
