#include "lint/limits.h"
#include "lint/rule.h"
#include "lint/words.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

using Signal = model::Alert::Signal;

constexpr Message<std::string_view, std::string_view> missing{"`{}` has no alert on {}"};

constexpr std::array signals{Signal::volume, Signal::errors, Signal::denied,
                             Signal::unknown_source};
constexpr std::uint64_t hour = 3'600;
/// What the stub proposes where the limits do not let through less.
constexpr std::uint64_t proposed = 500;

/// As it is written, with its quotes.
std::string_view receiver(const model::Integration& integration, const Context& context) {
    if (!integration.alerts.empty()) {
        return context.text(integration.alerts.front().to.where);
    }
    if (integration.owner.has_value()) {
        const model::Team& owner = context.model().teams[*integration.owner];
        const auto& address = owner.escalation.has_value() ? owner.escalation : owner.contact;
        if (address.has_value()) {
            return context.text(address->where);
        }
    }
    return "\"slack:#alerts\"";
}

std::string stub(const model::Integration& integration, const std::vector<Signal>& unwatched,
                 const Context& context) {
    const std::string to = " to " + std::string(receiver(integration, context));
    const std::uint64_t volume =
        std::min(most_in(integration.limits, hour).value_or(proposed), proposed);
    std::string text;
    for (const Signal signal : unwatched) {
        text.append(text.empty() ? "alert on " : "\nalert on ").append(to_string(signal));
        text += signal == Signal::volume   ? " above " + digits(volume) + " per hour"
                : signal == Signal::errors ? " above 5% per hour"
                                           : "";
        text += to;
    }
    return text;
}

void check(const model::Integration& integration, Context& context) {
    std::vector<Signal> unwatched(signals.begin(), signals.end());
    for (const model::Alert& alert : integration.alerts) {
        std::erase(unwatched, alert.signal);
    }
    if (unwatched.empty()) {
        return;
    }
    std::vector<std::string_view> names;
    std::ranges::transform(unwatched, std::back_inserter(names),
                           [](Signal signal) { return to_string(signal); });
    context.report(integration.name.where, missing, integration.name.text, quoted_list(names))
        .fix(Fix::Safety::stub, "add the alerts",
             context.append_statement(integration.body, stub(integration, unwatched, context)));
}

}  // namespace

constinit const Rule missing_monitoring{
    .id = "missing-monitoring",
    .category = Category::operations,
    .level = Level::warning,
    .fix = FixKind::stub,
    .summary = "One of the four signals has no alert.",
    .on_integration = check,
};

}  // namespace latchkey::lint
