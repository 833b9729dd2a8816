#include "workspace/analysis.h"
#include "workspace/fixing.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>

namespace latchkey::workspace {
namespace {

/// What a finding is about, whatever it says of it: rule, integration, credential, marked text.
using Object = std::tuple<std::string_view, std::string_view, std::string_view, std::string_view>;

std::map<Object, std::size_t> objects_of(const Analysis& analysis) {
    std::map<Object, std::size_t> objects;
    for (const Diagnostic& one : analysis.diagnostics()) {
        // What another fix leaves out of line, the next round lays out.
        if (is_reported(one) && one.id != "unsorted-file") {
            const auto file = static_cast<std::size_t>(one.where.file);
            ++objects[{one.id, one.integration, one.credential,
                       analysis.files()[file]->text(one.where.span)}];
        }
    }
    return objects;
}

std::ptrdiff_t count_language_errors(const Analysis& analysis) {
    return std::ranges::count(analysis.diagnostics(), true, &Diagnostic::language_error);
}

bool has_new_finding(const Analysis& before, const Analysis& after) {
    const auto old = objects_of(before);
    return std::ranges::any_of(objects_of(after), [&](const auto& entry) {
        const auto known = old.find(entry.first);
        return known == old.end() || known->second < entry.second;
    });
}

template <typename Set>
bool is_subset(const Set& part, const Set& whole) {
    Set rest = part;
    rest -= whole;
    return rest.empty();
}

bool is_wider(const authority::ProviderAuthority& before,
              const authority::ProviderAuthority& after) {
    const auto has_event = [&](const authority::AllowedEvent& event) {
        return std::ranges::find(before.events, event.event, &authority::AllowedEvent::event) !=
               before.events.end();
    };
    return !is_subset(after.allowed, before.allowed) || !is_subset(after.held, before.held) ||
           !std::ranges::all_of(after.events, has_event);
}

/// Whether an integration may do, or holds, what it did not before. A fix renames and adds none, so
/// an integration that was not there is something new.
bool is_wider(const Analysis::Data& before, const Analysis::Data& after) {
    for (const model::Integration& integration : after.model.integrations) {
        const auto old = std::ranges::find(before.model.integrations, integration.name.text,
                                           [](const auto& one) { return one.name.text; });
        if (old == before.model.integrations.end()) {
            return true;
        }
        const auto& powers = before.authorities[{before.model.integrations.id_of(*old).index}];
        for (const authority::ProviderAuthority& power :
             after.authorities[{integration.self.index}].providers) {
            const auto known = std::ranges::find(powers.providers, power.provider,
                                                 &authority::ProviderAuthority::provider);
            if (known == powers.providers.end() || is_wider(*known, power)) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace

bool is_acceptable(const Analysis& before, const Analysis& after, FixMode mode) {
    const auto errors = count_language_errors(before);
    if (count_language_errors(after) > errors) {
        return false;
    }
    // Where something was not understood, all that is understood for the first time is new.
    return mode == FixMode::all || errors > 0 ||
           (!has_new_finding(before, after) && !is_wider(before.data(), after.data()));
}

}  // namespace latchkey::workspace
