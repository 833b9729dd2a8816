#include "lint/rule.h"

#include <algorithm>
#include <string>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view> insecure{"what goes to `{}` goes unencrypted"};

constexpr std::string_view scheme = "http://";

char lowered(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_alphanumeric(char c) {
    return (lowered(c) >= 'a' && lowered(c) <= 'z') || (c >= '0' && c <= '9');
}

/// What is sent to the machine itself, `unix:/run/…` included, is on no wire.
bool is_local(std::string_view host) {
    return host == "localhost" || host == "unix" || host.ends_with(".localhost") ||
           host.starts_with("127.") || host == "[::1]";
}

/// The host of an address; what may stand before it is a secret.
std::string_view host_of(std::string_view rest) {
    rest = rest.substr(0, rest.find_first_of("/?#\" \\"));
    rest = rest.substr(rest.rfind('@') == std::string_view::npos ? 0 : rest.rfind('@') + 1);
    if (rest.starts_with('[')) {
        return rest.substr(0, rest.find(']') + 1);
    }
    return rest.substr(0, rest.find(':'));
}

void look(Location where, Context& context) {
    std::string text(context.text(where));
    std::ranges::transform(text, text.begin(), lowered);
    for (std::size_t at = text.find(scheme); at != std::string::npos;
         at = text.find(scheme, at + scheme.size())) {
        const std::string_view host = host_of(std::string_view(text).substr(at + scheme.size()));
        if (host.empty() || is_local(host) || (at > 0 && is_alphanumeric(text[at - 1]))) {
            continue;
        }
        const auto begin = where.span.begin + static_cast<std::uint32_t>(at);
        const Location found{where.file,
                             {begin, begin + static_cast<std::uint32_t>(scheme.size())}};
        context.report(found, insecure, host)
            .fix(Fix::Safety::unsafe, "write `https://`", Context::replace(found, "https://"));
    }
}

void look(const std::optional<model::Text>& text, Context& context) {
    if (text.has_value()) {
        look(text->where, context);
    }
}

void check_team(const model::Team& team, Context& context) {
    look(team.contact, context);
    look(team.escalation, context);
}

void check_credential(const model::Credential& credential, Context& context) {
    if (credential.store.has_value()) {
        look(credential.store->reference.where, context);
    }
}

void check_integration(const model::Integration& integration, Context& context) {
    look(integration.gateway, context);
    look(integration.erase, context);
    for (const model::Alert& alert : integration.alerts) {
        look(alert.to.where, context);
    }
    if (integration.audit.has_value()) {
        look(integration.audit->to.where, context);
    }
    if (integration.revoke.has_value()) {
        look(integration.revoke->runbook.where, context);
    }
    if (integration.basis.has_value()) {
        look(integration.basis->reference, context);
    }
    for (const model::Recipient& recipient : integration.recipients) {
        look(recipient.agreement, context);
    }
}

void check_grant(const model::Grant& grant, Context& context) {
    for (const model::Condition& condition : grant.conditions) {
        if (condition.op != model::Condition::Operator::not_equal) {
            look(condition.where, context);
        }
    }
}

}  // namespace

constinit const Rule insecure_transport{
    .id = "insecure-transport",
    .category = Category::credentials,
    .level = Level::error,
    .fix = FixKind::unsafe,
    .summary = "An address begins with `http://`: what goes there goes unencrypted.",
    .on_integration = check_integration,
    .on_credential = check_credential,
    .on_team = check_team,
    .on_grant = check_grant,
};

}  // namespace latchkey::lint
