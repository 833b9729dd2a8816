#include "lint/rule.h"
#include "lint/words.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

using catalog::Action;

constexpr Message<std::string_view, std::string_view> unbounded{
    "this may change all {} of `{}`, which is a record about a person"};

/// The fields that the grant lets an update of the target's entity change.
std::vector<std::string_view> updated_fields(const model::Grant& grant, const model::Target& target,
                                             const Context& context) {
    const catalog::Catalog& provider = context.provider(target.provider);
    model::FieldSet fields;
    model::contributed(context.model(), target.provider, grant,
                       context.bearer(grant, target.provider))
        .for_each([&](auto id) {
            const catalog::Operation& operation = provider[id];
            if (operation.entity == *target.entity && operation.actions.contains(Action::update)) {
                fields |= model::fields_of(provider, operation);
            }
        });
    std::vector<std::string_view> names;
    fields.for_each([&](auto id) {
        const catalog::Field& field = provider[*target.entity].fields[id.index];
        // What the provider demands is part of every grant.
        if (field.required.bits == 0) {
            names.push_back(field.name);
        }
    });
    return names;
}

std::string field_list(std::span<const std::string_view> names) {
    std::string list;
    for (const std::string_view name : names) {
        list.append(list.empty() ? " (" : ", ").append(spelling(name));
    }
    return list + ")";
}

void check(const model::Grant& grant, Context& context) {
    if (grant.effect != model::Grant::Effect::allow || grant.written_fields.has_value()) {
        return;
    }
    for (const model::Target& target : grant.targets) {
        if (!target.entity.has_value() || target.any_action ||
            !target.actions.contains(Action::update) ||
            !context.provider(target.provider)[*target.entity].personal) {
            continue;
        }
        const std::vector<std::string_view> names = updated_fields(grant, target, context);
        if (names.size() < 2) {
            continue;
        }
        const std::string_view entity = context.provider(target.provider)[*target.entity].id;
        diag::Finding finding =
            context.report(target.where, unbounded, count(names.size(), "field"), entity);
        finding.label(target.where, "no field list");
        if (grant.entities.size() == 1) {
            finding.fix(Fix::Safety::stub, "list the fields",
                        Context::insert_after(target.where, field_list(names)));
        }
    }
}

}  // namespace

constinit const Rule unbounded_update{
    .id = "unbounded-update",
    .category = Category::least_privilege,
    .level = Level::warning,
    .fix = FixKind::stub,
    .summary = "A grant may update every field of a record about a person.",
    .on_grant = check,
};

}  // namespace latchkey::lint
