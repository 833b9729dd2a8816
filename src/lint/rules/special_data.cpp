#include "lint/personal.h"
#include "lint/rule.h"
#include "lint/words.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view> unnamed{
    "this reaches {} of `{}`, which is data of the class `special`, without naming it"};

bool is_any(const Context&, const model::Integration&, const catalog::Operation&) {
    return true;
}

/// Leaves the fields out, in the grant's own words; empty where no few words would do.
std::vector<Edit> except(const model::Grant& grant, std::span<const std::string_view> names) {
    std::string list;
    for (const std::string_view name : names) {
        list.append(list.empty() ? "" : ", ").append(spelling(name));
    }
    if (!grant.written_fields.has_value()) {
        // A field list is about every entity of the grant, and the others lack the field.
        return grant.form == model::Grant::Form::entities && grant.entities.size() == 1
                   ? Context::insert_after(grant.entities.front().where, " except (" + list + ")")
                   : std::vector<Edit>{};
    }
    if (!grant.written_fields->except) {
        return {};
    }
    Location before_brace = grant.written_fields->where;
    before_brace.span.begin = --before_brace.span.end;
    return Context::replace(before_brace, ", " + list);
}

void check(const model::Grant& grant, Context& context) {
    const bool names_fields = grant.written_fields.has_value() && !grant.written_fields->except;
    for (ReachedFields& reached :
         reached_fields(context, grant, catalog::DataClass::special, is_any)) {
        const catalog::Entity& entity = context.provider(reached.provider)[reached.entity];
        std::erase_if(reached.names, [&](std::string_view name) {
            return names_fields && std::ranges::find(grant.written_fields->items, name) !=
                                       grant.written_fields->items.end();
        });
        if (!entity.personal || reached.names.empty()) {
            continue;
        }
        diag::Finding finding =
            context.report(reached.where, unnamed, quoted_list(reached.names), entity.id);
        if (std::vector<Edit> edits = except(grant, reached.names); !edits.empty()) {
            finding.fix(Fix::Safety::unsafe, "leave it out", std::move(edits));
        }
    }
}

}  // namespace

constinit const Rule special_data{
    .id = "special-data",
    .category = Category::data_protection,
    .level = Level::error,
    .fix = FixKind::unsafe,
    .summary = "Especially sensitive fields are reached without being named one by one.",
    .on_grant = check,
};

}  // namespace latchkey::lint
