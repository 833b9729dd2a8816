#include "check/controls.h"

#include "check/networks.h"
#include "check/quantities.h"
#include "check/statements.h"
#include "check/vocabulary.h"

namespace latchkey::check {
namespace {

using model::Integration;
using std::string_view;
using syntax::Word;

// What `errors above 5%` means without a window.
constexpr std::uint64_t hour = 3'600;

void read_limit(Context& context, const syntax::Statement& statement, Integration& into) {
    const auto& written = std::get<syntax::Limit>(statement.value);
    const std::optional<std::uint64_t> requests = read_count(context, written.requests, "requests");
    const std::optional<model::Duration> per = read_duration(context, written.per);
    if (requests.has_value() && per.has_value()) {
        into.limits.push_back({*requests, per->seconds, context.at(statement.span),
                               context.at(written.requests.span)});
    }
}

void read_alert(Context& context, const syntax::Statement& statement, Integration& into) {
    const auto& written = std::get<syntax::Alert>(statement.value);
    const std::size_t before = context.error_count();
    model::Alert alert;
    alert.signal = static_cast<model::Alert::Signal>(written.signal);
    if (written.above_count.has_value()) {
        alert.above_count = read_integer(context, *written.above_count);
    }
    if (written.above_share.has_value()) {
        alert.above_share = read_share(context, *written.above_share).value_or("");
    }
    if (written.per.has_value()) {
        alert.per_seconds =
            read_duration(context, *written.per).value_or(model::Duration{}).seconds;
    } else if (alert.signal == model::Alert::Signal::errors) {
        alert.per_seconds = hour;
    }
    check_text(context, written.to, "to");
    alert.to = context.text(written.to);
    alert.where = context.at(statement.span);
    if (context.error_count() == before) {
        into.alerts.push_back(std::move(alert));
    }
}

void read_sources(Context& context, const syntax::Statement& statement, Integration& into) {
    Repeats repeats(context, "sources");
    for (const syntax::String& source : std::get<syntax::StringsStatement>(statement.value).texts) {
        if (repeats.is_repeated(source.value, source.span)) {
            continue;
        }
        NetworkProblem problem = check_network(source.value);
        if (problem.message.empty()) {
            into.sources.push_back(context.text(source));
            continue;
        }
        Finding finding =
            context.error(ErrorId::invalid_network, source.span, std::move(problem.message));
        if (!problem.instead.empty()) {
            finding.fix(diag::Fix::Safety::unsafe, "write `" + problem.instead + "`",
                        {{context.at(source.span), '"' + problem.instead + '"'}});
        }
    }
}

void read_subjects(Context& context, const syntax::Statement& statement, Integration& into) {
    into.subjects_where = context.at(statement.span);
    Repeats repeats(context, "subjects");
    for (const syntax::Name& name : std::get<syntax::NamesStatement>(statement.value).names) {
        if (repeats.is_repeated(name.text, name.span)) {
            continue;
        }
        if (const std::optional<model::Subject> subject = read_subject(context, name)) {
            into.subjects.push_back(*subject);
        }
    }
}

void read_basis(Context& context, const syntax::Statement& statement, Integration& into) {
    const auto& written = std::get<syntax::Basis>(statement.value);
    model::Basis basis;
    basis.where = context.at(statement.span);
    if (written.reference.has_value()) {
        check_text(context, *written.reference, "basis");
        basis.reference = context.text(*written.reference);
    }
    if (const std::optional<model::BasisKind> kind = read_basis(context, written.kind)) {
        basis.kind = *kind;
        into.basis = std::move(basis);
    }
}

void read_recipient(Context& context, const syntax::Statement& statement, Integration& into) {
    const auto& written = std::get<syntax::Recipient>(statement.value);
    model::Recipient recipient;
    check_text(context, written.name, "recipient");
    recipient.name = context.text(written.name);
    recipient.where = context.at(statement.span);
    if (written.region.has_value()) {
        recipient.region = read_subject(context, *written.region);
    }
    if (written.agreement.has_value()) {
        check_text(context, *written.agreement, "agreement");
        recipient.agreement = context.text(*written.agreement);
    }
    into.recipients.push_back(std::move(recipient));
}

void read_audit(Context& context, const syntax::Statement& statement, Integration& into) {
    const auto& written = std::get<syntax::Audit>(statement.value);
    check_text(context, written.to, "audit");
    into.audit = model::Audit{.to = context.text(written.to),
                              .keep = read_duration(context, written.keep),
                              .where = context.at(statement.span)};
}

void read_review(Context& context, const syntax::Statement& statement, Integration& into) {
    const auto& written = std::get<syntax::Review>(statement.value);
    const std::optional<model::Duration> every = read_duration(context, written.every);
    const std::optional<model::Date> last = read_date(context, written.last);
    const std::optional<Id<model::Team>> by =
        written.by.has_value() ? find_team(context, *written.by) : std::nullopt;
    if (every.has_value() && last.has_value()) {
        into.review = model::Review{*every, *last, by, context.at(statement.span)};
    }
}

void read_revocation(Context& context, const syntax::Statement& statement, Integration& into) {
    const auto& written = std::get<syntax::Revoke>(statement.value);
    check_text(context, written.runbook, "revoke");
    into.revoke = model::Revocation{.runbook = context.text(written.runbook),
                                    .within = read_duration(context, written.within),
                                    .where = context.at(statement.span)};
}

}  // namespace

void read_control(Context& context, const syntax::Statement& statement, Integration& into) {
    switch (statement.word) {
        case Word::limit: return read_limit(context, statement, into);
        case Word::from: return read_sources(context, statement, into);
        case Word::gateway: {
            into.gateway = read_text(context, statement);
            return;
        }
        case Word::alert: return read_alert(context, statement, into);
        case Word::audit: return read_audit(context, statement, into);
        case Word::subjects: return read_subjects(context, statement, into);
        case Word::basis: return read_basis(context, statement, into);
        case Word::retain: {
            into.retain = read_duration(context, std::get<syntax::Retain>(statement.value).period);
            return;
        }
        case Word::recipient: return read_recipient(context, statement, into);
        case Word::erase: {
            into.erase = read_text(context, statement);
            return;
        }
        case Word::review: return read_review(context, statement, into);
        case Word::revoke: return read_revocation(context, statement, into);
        default: break;
    }
}

}  // namespace latchkey::check
