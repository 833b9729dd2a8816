#include "diag/message.h"
#include "workspace/assertions.h"

#include <string>
#include <string_view>

namespace latchkey::workspace {
namespace {

using diag::Message;
using std::string_view;

constexpr Message<string_view, string_view> not_proven{
    "the least scopes of `{}` at {} are not proven: the search for them was given up"};
constexpr Message<std::string> found_so_far{
    "what it found is enough, and may be more than needed: {}"};
constexpr Message<> look_further{
    "fewer grants in one integration make it shorter; `scope-search` under `[limits]` in "
    "latchkey.toml lets it go on"};

std::string names_of(const catalog::Catalog& provider, const authority::ProviderAuthority& held) {
    std::string names;
    for (const authority::NeededScope& needed : held.minimal) {
        names += (names.empty() ? "`" : ", `") + std::string(provider[needed.scope].id) + "`";
    }
    return names;
}

}  // namespace

void report_unproven(const model::Model& model, const authority::Authorities& authorities,
                     std::size_t file, diag::Reports& reports) {
    for (const model::Integration& integration : model.integrations.part(file)) {
        for (const authority::ProviderAuthority& held :
             authorities[{integration.self.index}].providers) {
            if (!held.approximate) {
                continue;
            }
            const catalog::Catalog& provider = model.provider(held.provider);
            const string_view name = integration.name.text;
            reports
                .error(diag::ErrorId::unproven_minimum, integration.name.where,
                       not_proven(name, provider.title))
                .note(found_so_far(names_of(provider, held)))
                .note(look_further())
                .about(name, {});
        }
    }
}

}  // namespace latchkey::workspace
