#pragma once

#include "catalog/catalog.h"
#include "workspace/analysis.h"

#include <string>
#include <string_view>

/// The sections that `explain` is put together from; each is Markdown, or empty when the id is
/// nothing of that kind.
namespace latchkey::workspace {

[[nodiscard]] std::string explain_page(std::string_view id);

/// The four below look in one provider.
[[nodiscard]] std::string explain_scope(const Analysis::Data& data, model::ProviderId provider,
                                        std::string_view id);
[[nodiscard]] std::string explain_operation(const Analysis::Data& data, model::ProviderId provider,
                                            std::string_view id);
[[nodiscard]] std::string explain_event(const Analysis::Data& data, model::ProviderId provider,
                                        std::string_view id);
[[nodiscard]] std::string explain_entity(const Analysis::Data& data, model::ProviderId provider,
                                         std::string_view id);

[[nodiscard]] std::string explain_integration(const Analysis::Data& data, std::string_view id);
[[nodiscard]] std::string explain_credential(const Analysis::Data& data, std::string_view id);
[[nodiscard]] std::string explain_purpose(const Analysis::Data& data, std::string_view id);

/// What of an integration's policy could be left out so that its key needs fewer scopes.
[[nodiscard]] std::string explain_shorter(const Analysis::Data& data,
                                          const model::Integration& integration,
                                          const authority::ProviderAuthority& held);

/// `policies/lead-form.latch:8`.
[[nodiscard]] std::string place_of(const Analysis::Data& data, Location where);
/// `POST /contacts/`.
[[nodiscard]] std::string operation_name(const catalog::Operation& operation);
/// "1 operation", "21 operations".
[[nodiscard]] std::string count_of(std::size_t count, std::string_view singular);
/// "`a`, `b` and `c`"; of more than `most` the first ones "and 3 more".
[[nodiscard]] std::string join_code(const std::vector<std::string_view>& words,
                                    std::size_t most = static_cast<std::size_t>(-1));
/// The level names of a set, "every level" for none.
[[nodiscard]] std::string level_names(const catalog::Catalog& provider, catalog::LevelSet levels);

}  // namespace latchkey::workspace
