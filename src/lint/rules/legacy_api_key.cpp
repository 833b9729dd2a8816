#include "lint/power.h"
#include "lint/rule.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view, std::string_view> ended{
    "{} ended its support for `{}` on {}"};
constexpr Message<std::string_view, std::string_view, std::string_view> replaced{
    "{} has replaced `{}` by `{}`"};

void check(const model::Credential& credential, Context& context) {
    const catalog::Kind* kind = kind_of(context, credential);
    if (kind == nullptr || !is_legacy(*kind, context.as_of())) {
        return;
    }
    const std::string_view provider = context.provider(*credential.provider).title;
    std::chrono::sys_days end;
    const bool has_ended = model::parse_date(kind->support_ended, end) && end < context.as_of();
    diag::Finding finding = has_ended ? context.report(credential.kind_name.where, ended, provider,
                                                       kind->id, kind->support_ended)
                                      : context.report(credential.kind_name.where, replaced,
                                                       provider, kind->id, kind->replaced_by);
    if (!kind->replaced_by.empty()) {
        finding.label(credential.kind_name.where,
                      "move to `" + std::string(kind->replaced_by) + "`");
    }
    if (kind->full_access) {
        finding.note("such a key has no scopes: it can do everything at its level");
    }
}

}  // namespace

constinit const Rule legacy_api_key{
    .id = "legacy-api-key",
    .category = Category::credentials,
    .level = Level::error,
    .depends_on_date = true,
    .summary = "A credential is of a kind that the provider no longer supports or has replaced.",
    .on_credential = check,
};

}  // namespace latchkey::lint
