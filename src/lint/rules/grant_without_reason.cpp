#include "lint/given.h"
#include "lint/rule.h"

namespace latchkey::lint {
namespace {

constexpr Message<> unexplained{"this allows something and does not say why"};

void check(const model::Grant& grant, Context& context) {
    if (grant.effect != model::Grant::Effect::allow || grant.because.has_value() ||
        // One cause, one finding: `destructive-without-reason` is the graver of the two.
        !destructive(context, given_by(context, grant)).empty()) {
        return;
    }
    context.report(grant.word_where, unexplained)
        .fix(Fix::Safety::stub, "say why",
             Context::insert_after(grant.where, " because \"REASON\""));
}

}  // namespace

constinit const Rule grant_without_reason{
    .id = "grant-without-reason",
    .category = Category::least_privilege,
    .level = Level::info,
    .profile = Profile::all,
    .fix = FixKind::stub,
    .summary = "A grant does not say why it is there.",
    .on_grant = check,
};

}  // namespace latchkey::lint
