#include "lint/rule.h"
#include "lint/words.h"

#include <set>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view, std::string_view> stale{
    "the catalogue of `{}` is of {}, {}"};

constexpr RuleOption options[] = {
    {"days", 365, "How many days old a catalogue may be."},
};

void check(const model::Model& model, Context& context) {
    std::set<model::ProviderId> seen;
    for (const model::Credential& credential : model.credentials) {
        // Once for a provider, at the first credential that stands on its catalogue.
        if (!credential.provider.has_value() || !seen.insert(*credential.provider).second) {
            continue;
        }
        const catalog::Catalog& provider = model.provider(*credential.provider);
        std::chrono::sys_days made;
        if (!model::parse_date(provider.version, made) ||
            (context.as_of() - made).count() <= static_cast<std::int64_t>(context.option("days"))) {
            continue;
        }
        context.about({{}, model.credentials.id_of(credential), {}});
        context
            .report(credential.provider_name.where, stale, provider.id, provider.version,
                    when(made - context.as_of()))
            .note(provider.origin == catalog::Origin::shipped
                      ? "it ships with Latchkey: a newer version may bring a newer one"
                      : "it is the workspace's own: make it anew from the provider's sources");
    }
}

}  // namespace

constinit const Rule stale_catalogue{
    .id = "stale-catalogue",
    .category = Category::hygiene,
    .level = Level::info,
    .profile = Profile::strict,
    .depends_on_date = true,
    .summary = "What is known of a provider is old.",
    .options = options,
    .on_workspace = check,
};

}  // namespace latchkey::lint
