#pragma once

#include "check/context.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Names of the catalogues: which provider's entity, scope, event or operation is meant.
namespace latchkey::check {

template <typename T>
struct Found {
    ProviderId provider;
    Id<T> id;
};

/// The provider that a qualifier names. Reports `unknown-provider` for one without a catalogue, and
/// for one that is not in use here.
[[nodiscard]] std::optional<ProviderId> find_qualifier(Context& context, const Providers& providers,
                                                       const syntax::Name& name);

/// Reports that several providers have an unqualified name.
void report_ambiguous(Context& context, const syntax::Reference& reference,
                      std::span<const ProviderId> providers);

/// Looks a name up with `find(catalog) -> std::optional<Id<T>>` in the provider that its qualifier
/// names, or in all of `providers`. When none has it, `report_missing(searched)` is called with the
/// providers that were searched, unless another one that is not known may have it.
template <typename T, typename Find, typename ReportMissing>
[[nodiscard]] std::optional<Found<T>> look_up(Context& context, const Providers& providers,
                                              const syntax::Reference& reference, Find find,
                                              ReportMissing report_missing) {
    std::vector<ProviderId> qualified;
    const bool is_qualified = !reference.provider.text.empty();
    if (is_qualified) {
        const std::optional<ProviderId> named =
            find_qualifier(context, providers, reference.provider);
        if (!named.has_value()) {
            return std::nullopt;
        }
        qualified.push_back(*named);
    }
    const std::vector<ProviderId>& searched = is_qualified ? qualified : providers.ids;
    std::optional<Found<T>> first;
    std::vector<ProviderId> having;
    for (const ProviderId provider : searched) {
        if (const std::optional<Id<T>> id = find(context.model.provider(provider))) {
            first = first.has_value() ? first : Found<T>{provider, *id};
            having.push_back(provider);
        }
    }
    if (having.size() > 1) {
        report_ambiguous(context, reference, having);
        return std::nullopt;
    }
    if (!first.has_value() && (is_qualified || !providers.open)) {
        report_missing(searched);
    }
    return first;
}

[[nodiscard]] std::optional<Found<catalog::Entity>> find_entity(Context& context,
                                                                const Providers& providers,
                                                                const syntax::Reference& reference);
[[nodiscard]] std::optional<Found<catalog::Scope>> find_scope(Context& context,
                                                              const Providers& providers,
                                                              const syntax::Reference& reference);
[[nodiscard]] std::optional<Found<catalog::Event>> find_event(Context& context,
                                                              const Providers& providers,
                                                              const syntax::Reference& reference);
/// `METHOD /path`.
[[nodiscard]] std::optional<model::OperationRef> find_operation(Context& context,
                                                                const Providers& providers,
                                                                const syntax::Reference& reference);

/// "`highlevel` has no entity `x`", "none of `highlevel` and `keap` has …".
[[nodiscard]] std::string who_lacks(const Context& context, std::span<const ProviderId> searched,
                                    std::string_view what, std::string_view name);

/// Reports an entity, or a scope, that none of the searched providers has: as what it is if it is
/// something else, and with the nearest names.
void report_unknown_entity(Context& context, const syntax::Reference& reference,
                           std::span<const ProviderId> searched);
void report_unknown_scope(Context& context, const syntax::Reference& reference,
                          std::span<const ProviderId> searched);

/// "GET /contacts/{contactId}".
[[nodiscard]] std::string spell(const catalog::Operation& operation);

}  // namespace latchkey::check
