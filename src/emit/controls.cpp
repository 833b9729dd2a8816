#include "emit/parts.h"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace latchkey::emit {
namespace {

json::Value limit(const model::Limit& limit) {
    json::Object value;
    value.add("requests", json::count(limit.requests));
    value.add("per_seconds", json::count(limit.per_seconds));
    return value;
}

json::Value share(const std::string& text) {
    double number = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
    return result.ec == std::errc() ? json::Value(number) : json::Value();
}

json::Value alert(const model::Alert& alert) {
    using enum model::Alert::Signal;
    json::Value above;
    json::Value unit;
    json::Value per_seconds;
    if (alert.signal == volume) {
        above = alert.above_count.has_value() ? json::count(*alert.above_count) : json::Value();
        unit = "requests";
        per_seconds = json::count(alert.per_seconds);
    } else if (alert.signal == errors) {
        above = share(alert.above_share);
        unit = "percent";
        per_seconds = json::count(alert.per_seconds);
    }
    json::Object value;
    value.add("signal", to_string(alert.signal));
    value.add("above", std::move(above));
    value.add("unit", std::move(unit));
    value.add("per_seconds", std::move(per_seconds));
    value.add("to", std::string_view{alert.to.value});
    return value;
}

json::Value audit(const std::optional<model::Audit>& audit) {
    if (!audit.has_value()) {
        return nullptr;
    }
    json::Object value;
    value.add("to", std::string_view{audit->to.value});
    value.add("keep_days",
              audit->keep.has_value() ? json::count(audit->keep->days()) : json::Value());
    return value;
}

/// The day by which the next review is due; the calendar ends with the year 9999.
std::string next_review(const model::Review& review) {
    using namespace std::chrono;
    constexpr sys_days last_day = year{9999} / December / 31;
    const auto left =
        static_cast<std::uint64_t>(std::max<std::int64_t>((last_day - review.last.day).count(), 0));
    const auto ahead = static_cast<int>(std::min(review.every.days(), left));
    return model::to_string(review.last.day + days{ahead});
}

json::Value review(const model::Model& model, const std::optional<model::Review>& review) {
    if (!review.has_value()) {
        return nullptr;
    }
    json::Object value;
    value.add("every_days", json::count(review->every.days()));
    value.add("last", model::to_string(review->last.day));
    value.add("next", next_review(*review));
    value.add("by", name_or_null(model.teams, review->by));
    return value;
}

json::Value revoke(const std::optional<model::Revocation>& revoke) {
    if (!revoke.has_value()) {
        return nullptr;
    }
    json::Object value;
    value.add("runbook", std::string_view{revoke->runbook.value});
    value.add("within_seconds",
              revoke->within.has_value() ? json::count(revoke->within->seconds) : json::Value());
    return value;
}

json::Value waiver(const Input& input, const model::Waiver& waiver) {
    json::Object value;
    value.add("rule", waiver.rule.text);
    value.add("until", model::to_string(waiver.until.day));
    value.add("because", std::string_view{waiver.because.value});
    value.add("by", waiver.by.has_value() ? input.model->teams[*waiver.by].name.text
                                          : waiver.by_name.text);
    value.add("source", place(input, waiver.where));
    return value;
}

}  // namespace

void add_controls(json::Object& manifest, const Subject& subject) {
    const model::Integration& integration = subject.integration;
    json::List limits;
    for (const model::Limit& each : integration.limits) {
        limits.push_back(limit(each));
    }
    json::List sources;
    for (const model::Text& source : integration.sources) {
        sources.emplace_back(std::string_view{source.value});
    }
    json::List alerts;
    for (const model::Alert& each : integration.alerts) {
        alerts.push_back(alert(each));
    }
    manifest.add("limits", std::move(limits));
    manifest.add("sources", std::move(sources));
    manifest.add("gateway", text_or_null(integration.gateway));
    manifest.add("alerts", std::move(alerts));
    manifest.add("audit", audit(integration.audit));
}

void add_lifecycle(json::Object& manifest, const Subject& subject) {
    const model::Model& model = *subject.input.model;
    // What is waived of its keys is waived of it.
    std::vector<model::Id<model::Waiver>> ids = subject.integration.waivers;
    for (const model::Named<model::Credential>& use : subject.integration.uses) {
        const auto& of_key = model.credentials[use.id].waivers;
        ids.insert(ids.end(), of_key.begin(), of_key.end());
    }
    std::ranges::sort(ids);
    json::List waivers;
    for (const model::Id<model::Waiver> id : ids) {
        waivers.push_back(waiver(subject.input, model.waivers[id]));
    }
    manifest.add("review", review(model, subject.integration.review));
    manifest.add("revoke", revoke(subject.integration.revoke));
    manifest.add("waivers", std::move(waivers));
}

}  // namespace latchkey::emit
