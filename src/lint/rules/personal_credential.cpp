#include "lint/power.h"
#include "lint/rule.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view> personal{
    "a key of kind `{}` is a person's: it may do what that person may, and leaves with them"};
constexpr Message<std::string_view> no_other{"{} has no keys but people's"};

void check(const model::Credential& credential, Context& context) {
    const catalog::Kind* kind = kind_of(context, credential);
    if (kind == nullptr || !kind->personal || is_legacy(*kind, context.as_of())) {
        return;
    }
    diag::Finding finding = context.report(credential.kind_name.where, personal, kind->id);
    const catalog::Catalog& provider = context.provider(*credential.provider);
    if (std::ranges::all_of(provider.kinds, &catalog::Kind::personal)) {
        finding.note(no_other(provider.title));
    }
}

}  // namespace

constinit const Rule personal_credential{
    .id = "personal-credential",
    .category = Category::credentials,
    .level = Level::warning,
    .summary = "A key acts with the rights of the person who made it.",
    .on_credential = check,
};

}  // namespace latchkey::lint
