#include "delta/read_controls.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace latchkey::delta {
namespace {

/// A percentage in millionths of all requests.
std::uint64_t share(const std::string& percent) {
    double number = 0;
    std::from_chars(percent.data(), percent.data() + percent.size(), number);
    return static_cast<std::uint64_t>(std::llround(number * 10'000));
}

Alert read_alert(const model::Alert& alert) {
    Alert read{.signal = std::string(to_string(alert.signal)),
               .above = alert.above_count.value_or(0),
               .per_seconds = alert.per_seconds,
               .to = alert.to.value};
    if (alert.signal == model::Alert::Signal::errors) {
        read.above = share(alert.above_share);
    } else if (alert.signal != model::Alert::Signal::volume) {
        read.per_seconds = 0;
    }
    return read;
}

template <typename T>
std::string word(const std::optional<T>& item) {
    return item.has_value() ? std::string(to_string(*item)) : std::string();
}

std::string text(const std::optional<model::Text>& item) {
    return item.has_value() ? item->value : std::string();
}

void read_lists(Controls& controls, const model::Integration& integration, Placer places) {
    for (const model::Limit& limit : integration.limits) {
        controls.limits.push_back({limit.requests, limit.per_seconds});
        controls.limits_where = places.at(limit.where);
    }
    for (const model::Text& source : integration.sources) {
        controls.sources.push_back(source.value);
        controls.sources_where = places.at(source.where);
    }
    for (const model::Alert& alert : integration.alerts) {
        controls.alerts.push_back(read_alert(alert));
        controls.alerts_where = places.at(alert.where);
    }
    for (const model::Recipient& one : integration.recipients) {
        controls.recipients.push_back({one.name.value, word(one.region), text(one.agreement)});
        controls.recipients_where = places.at(one.where);
    }
    for (const model::Subject subject : integration.subjects) {
        controls.subjects.emplace_back(to_string(subject));
    }
    std::ranges::sort(controls.subjects);
}

std::optional<std::uint64_t> days(const std::optional<model::Duration>& duration) {
    return duration.has_value() ? std::optional(duration->days()) : std::nullopt;
}

}  // namespace

Controls read_controls(const model::Model& model, const model::Integration& integration,
                       Placer places) {
    Controls controls;
    read_lists(controls, integration, places);
    if (integration.gateway) {
        controls.gateway = {integration.gateway->value, {}, places.at(integration.gateway->where)};
    }
    if (const auto& audit = integration.audit) {
        controls.audit = {audit->to.value, days(audit->keep), places.at(audit->where)};
    }
    if (const auto& review = integration.review) {
        controls.review = {"", review->every.days(), places.at(review->where)};
        controls.reviewer = review->by ? std::string(model.teams[*review->by].name.text) : "";
    }
    if (const auto& revoke = integration.revoke) {
        controls.revoke = {revoke->runbook.value,
                           revoke->within ? std::optional(revoke->within->seconds) : std::nullopt,
                           places.at(revoke->where)};
    }
    if (const auto& retain = integration.retain) {
        controls.retain = {"", retain->days(), places.at(retain->where)};
    }
    if (const auto& basis = integration.basis) {
        const std::string reference = text(basis->reference);
        controls.basis = {std::string(to_string(basis->kind)) +
                              (reference.empty() ? "" : " \"" + reference + "\""),
                          {},
                          places.at(basis->where)};
    }
    if (const auto& erase = integration.erase) {
        controls.erase = {erase->value, {}, places.at(erase->where)};
    }
    return controls;
}

}  // namespace latchkey::delta
