#include "sample.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

namespace latchkey::emit {
namespace {

using catalog::Action;
using model::Grant;
using model::Id;

constexpr model::ProviderId provider{0};

model::Date date(std::string_view text) {
    model::Date date;
    REQUIRE(model::parse_date(text, date.day));
    return date;
}

model::Duration days(std::uint64_t count) {
    return {.seconds = count * 86'400, .where = {}};
}

constexpr catalog::ActionSet only(Action action) {
    return {static_cast<std::uint8_t>(action)};
}

}  // namespace

std::string read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Sample::Sample() {
    const std::string policy = read_file("tests/emit/sample/acme.latch");
    REQUIRE_FALSE(policy.empty());
    files.push_back(std::make_shared<const SourceFile>("policies/acme.latch", policy));
    const catalog::LoadResult result = catalog::load(read_file("tests/emit/sample/acme.json"));
    for (const catalog::LoadProblem& problem : result.problems) {
        FAIL_CHECK(problem.pointer << ": " << problem.message);
    }
    REQUIRE(result.loaded != nullptr);
    loaded = result.loaded;
    model.providers.push_back(&acme());

    model::Team growth;
    growth.name = word("growth");
    growth.title = text("Growth – “marketing”");
    growth.contact = text("growth@acme.example");
    growth.escalation = text("slack:#growth-oncall");
    model.teams.add(growth);
    model::Team security;
    security.name = word("security");
    model.teams.add(security);
    for (const std::string_view name : {"lead-capture", "sync"}) {
        model::Purpose purpose;
        purpose.name = word(name);
        model.purposes.add(purpose);
    }
    add_credentials();
    add_create_grant();
    add_read_grant();
    add_receive_and_deny_grants();
    add_other_grants();
    add_lead_form();
    add_others();
    add_authorities();
}

Location Sample::find(std::string_view text, std::string_view after) const {
    const std::string_view policy = files.front()->text();
    const std::size_t at = policy.find(text, policy.find(after));
    REQUIRE_MESSAGE(at != std::string_view::npos, text);
    return {FileId{0},
            {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + text.size())}};
}

model::Word Sample::word(std::string_view text) const {
    const Location where = find(text);
    return {files.front()->text(where.span), where};
}

model::Text Sample::text(std::string_view value) const {
    return {std::string(value), {}};
}

catalog::Id<catalog::Operation> Sample::operation(std::string_view name) const {
    const auto blank = name.find(' ');
    const auto method = catalog::find_method(name.substr(0, blank));
    REQUIRE(method.has_value());
    const auto match = catalog::match_operation(acme(), *method, name.substr(blank + 1));
    REQUIRE_MESSAGE(match.has_value(), name);
    return match->operation;
}

model::OperationRef Sample::reference(std::string_view name) const {
    return {provider, operation(name), {}, {}};
}

model::FieldSet Sample::fields(std::vector<std::string_view> names) const {
    const std::span<const catalog::Field> all = acme().entities.front().fields;
    model::FieldSet set(all.size());
    for (std::uint32_t at = 0; at < all.size(); ++at) {
        if (std::ranges::find(names, all[at].name) != names.end()) {
            set.insert({at});
        }
    }
    REQUIRE(set.count() == names.size());
    return set;
}

catalog::OperationSet Sample::set(std::vector<std::string_view> names) const {
    catalog::OperationSet set(acme().operations.size());
    for (const std::string_view name : names) {
        set.insert(operation(name));
    }
    return set;
}

authority::AllowedOperation Sample::allowed(std::string_view name,
                                            std::vector<std::uint32_t> grants) const {
    return {
        .operation = operation(name), .grants = std::move(grants), .fields = {}, .conditions = {}};
}

void Sample::add_credentials() {
    model::Credential token;
    token.name = word("form-token");
    token.provider = provider;
    token.provider_name = word("acme");
    token.kind = acme().find_kind("token");
    token.levels = 1;
    token.account = text("ve9EPM428h8vShlRW1KT");
    token.environment = model::Environment::production;
    token.store = model::SecretStore{model::StoreKind::env, text("LEAD_FORM_TOKEN"), "", {}};
    token.owner = growth_;
    token.issued = date("2026-09-01");
    token.rotated = date("2026-09-01");
    token.rotate = model::Rotation{days(90), days(7), {}};
    token.expires = date("2027-03-01");
    model.credentials.add(token);

    model::Credential key;
    key.name = word("agency-key");
    key.provider = provider;
    key.kind = acme().find_kind("api-key");
    key.levels = 3;
    key.store = model::SecretStore{model::StoreKind::vault, text("kv/crm\\agency"), "", {}};
    key.owner = growth_;
    model.credentials.add(key);

    model::Credential spare = key;
    spare.name = word("spare-token");
    spare.kind = acme().find_kind("token");
    spare.levels = 1;
    spare.store = model::SecretStore{model::StoreKind::env, text("SPARE"), "", {}};
    model.credentials.add(spare);
}

void Sample::add_create_grant() {
    model::Target contact{.provider = provider,
                          .entity = acme().find_entity("contact"),
                          .actions = only(Action::create),
                          .verbs = {},
                          .fields = fields({"source", "firstName", "email", "phone"}),
                          .where = {}};
    Grant create;
    create.actions = {word("create")};
    create.entities = {word("contact")};
    create.written_fields =
        model::WrittenFields{false, {"source", "firstName", "class contact-detail"}, {}};
    create.targets = {contact};
    create.because = text("the form posts new enquiries and nothing else");
    create.where = find("allow create", "integration lead-form");
    model.grants.add(create);
}

void Sample::add_read_grant() {
    model::Target contact = model.grants[{0}].targets.front();
    contact.actions = only(Action::read);
    contact.fields = fields({"email", "firstName", "phone", "source"});
    Grant read;
    read.actions = {word("read")};
    read.entities = {word("contact")};
    read.written_fields = model::WrittenFields{true, {"ssn", "class internal"}, {}};
    read.targets = {contact};
    // Twice the same, as two spellings of one operation are.
    read.operations = {reference("GET /contacts/"), reference("GET /contacts")};
    read.conditions = {
        {word("limit"),
         model::Condition::Operator::in,
         {std::int64_t{10}, std::int64_t{9'007'199'254'740'993}},
         {}},
        {word("source"), model::Condition::Operator::not_equal, {std::string("tab\tquote\"")}, {}}};
    read.where = find("allow read");
    model.grants.add(read);
}

void Sample::add_receive_and_deny_grants() {
    Grant receive;
    receive.form = Grant::Form::receive;
    receive.events = {{provider, *acme().find_event("ContactCreate"), {}},
                      {provider, *acme().find_event("NoteCreate"), {}}};
    receive.where = find("allow receive");
    model.grants.add(receive);

    Grant deny;
    deny.effect = Grant::Effect::deny;
    deny.actions = {word("delete")};
    deny.entities = {word("any")};
    deny.targets = {{.provider = provider,
                     .entity = {},
                     .actions = only(Action::remove),
                     .verbs = {},
                     .fields = {},
                     .where = {}}};
    deny.where = find("deny");
    model.grants.add(deny);
}

void Sample::add_other_grants() {
    Grant call;
    call.form = Grant::Form::call;
    call.operations = {reference("POST /contacts/upsert"), reference("GET /contacts/")};
    call.because = text("the 🔑 of the sync");
    call.description = "Both ways.";
    call.where = find("allow call");
    call.role = Id<model::Role>{0};
    const Id<Grant> called = model.grants.add(call);
    model::Role role;
    role.name = word("caller");
    role.grants = {called};
    model.roles.add(role);

    Grant old;
    old.actions = {word("create")};
    old.entities = {word("contact")};
    old.targets = model.grants[{0}].targets;
    old.targets.front().fields.reset();
    old.where = find("allow   create");
    model.grants.add(old);
}

void Sample::add_lead_form() {
    model::Integration form;
    form.name = word("lead-form");
    form.title = text("Website lead form");
    form.description = "Puts enquiries from the website into the CRM.\nLine two.";
    form.environment = model::Environment::production;
    form.purpose = model::Named<model::Purpose>{{0}, {}};
    form.owner = growth_;
    form.uses = {{{0}, {}}};
    form.grants = {{0}, {1}, {2}, {3}};
    add_controls(form);
    add_data(form);
    model.integrations.add(form);
}

void Sample::add_controls(model::Integration& form) {
    using enum model::Alert::Signal;
    form.limits = {{60, 60, {}, {}}, {5'000, 86'400, {}, {}}};
    form.sources = {text("203.0.113.0/24"), text("2001:db8::/32")};
    form.gateway = text("edge-proxy");
    form.alerts = {{volume, 500, "", 3'600, text("slack:#crm-alerts"), {}},
                   {errors, {}, "0.5", 600, text("slack:#crm-alerts"), {}},
                   {denied, {}, "", 0, text("slack:#crm-alerts"), {}},
                   {unknown_source, {}, "", 0, text("slack:#crm-alerts"), {}}};
    form.audit = model::Audit{text("siem:crm-api"), days(400), {}};
    form.review = model::Review{days(90), date("2026-10-01"), growth_, {}};
    form.revoke =
        model::Revocation{text("runbooks/revoke-lead-form.md"), model::Duration{3'600, {}}, {}};
    model::Waiver waiver;
    waiver.rule = word("missing-audit");
    waiver.until = date("2026-12-31");
    waiver.because = text("soon");
    waiver.by = security_;
    waiver.by_name = word("security");
    waiver.where = find("waive");
    form.waivers = {model.waivers.add(waiver)};
}

void Sample::add_data(model::Integration& form) {
    form.subjects = {model::Subject::eu, model::Subject::california};
    form.basis = model::Basis{model::BasisKind::consent, text("privacy notice 2026-02"), {}};
    form.retain = days(730);
    form.recipients = {{text("Acme Web Ltd"), model::Subject::eu, text("DPA-2025-14"), {}},
                       {text("Self"), {}, {}, {}}};
    form.erase = text("runbooks/erase-contact.md");
}

void Sample::add_others() {
    model::Integration sync;
    sync.name = word("crm-sync");
    sync.purpose = model::Named<model::Purpose>{{1}, {}};
    sync.owner = growth_;
    sync.uses = {{{1}, {}}};
    sync.includes = {{{0}, {}}};
    sync.grants = {{4}};
    model.integrations.add(sync);

    model::Integration old;
    old.name = word("Old-form");
    old.status = model::Status::retired;
    old.purpose = model::Named<model::Purpose>{{0}, {}};
    old.owner = growth_;
    old.uses = {{{2}, {}}};
    old.grants = {{5}};
    model.integrations.add(old);

    model::Integration gone;
    gone.name = word("gone");
    gone.status = model::Status::retired;
    model.integrations.add(gone);

    model::Integration idea;
    idea.name = word("idea");
    idea.status = model::Status::planned;
    model.integrations.add(idea);
}

authority::ProviderAuthority Sample::lead_form_authority() const {
    const auto read = *acme().find_scope("contacts.read");
    const auto write = *acme().find_scope("contacts.write");
    authority::ProviderAuthority held;
    held.provider = provider;
    held.credential = {0};
    const Grant& reading = model.grants[{1}];
    authority::AllowedOperation list = allowed("GET /contacts/", {1});
    list.fields = fields({"email", "firstName", "phone", "source"});
    list.conditions = {{&reading.conditions[0], &reading.conditions[1]}};
    authority::AllowedOperation create = allowed("POST /contacts/", {0});
    create.fields = fields({"email", "firstName", "phone", "source"});
    held.operations = {list, create};
    held.allowed = set({"GET /contacts/", "POST /contacts/"});
    held.events = {{*acme().find_event("NoteCreate"), {2}},
                   {*acme().find_event("ContactCreate"), {2}}};
    held.minimal = {
        {write, {create.operation, list.operation}, {*acme().find_event("ContactCreate")}}};
    held.has_declared = true;
    held.declared = {write, read};
    held.excess = {read};
    held.held.insert(read);
    held.held.insert(write);
    held.opened = set({"GET /contacts/", "POST /contacts/", "POST /contacts/upsert",
                       "DELETE /contacts/{}", "POST /contacts/{}/mail", "GET /contacts/{}/notes"});
    held.residual = held.opened - held.allowed;
    held.denied = set({"DELETE /contacts/{}"});
    return held;
}

void Sample::add_authorities() {
    for (std::size_t count = 0; count < model.integrations.size(); ++count) {
        authorities.add({});
    }
    authorities[{0}].providers = {lead_form_authority()};

    authority::ProviderAuthority sync;
    sync.provider = provider;
    sync.credential = {1};
    sync.operations = {allowed("GET /contacts/", {0}), allowed("POST /contacts/upsert", {0})};
    sync.allowed = set({"GET /contacts/", "POST /contacts/upsert"});
    sync.full_access = true;
    sync.opened = sync.allowed | set({"POST /users/"});
    sync.residual = set({"POST /users/"});
    authorities[{1}].providers = {sync};

    authority::ProviderAuthority old = lead_form_authority();
    old.credential = {2};
    old.operations = {allowed("POST /contacts/", {0})};
    old.allowed = set({"POST /contacts/"});
    old.declared = {*acme().find_scope("contacts.write")};
    old.excess.clear();
    old.events.clear();
    old.residual = old.opened - old.allowed;
    old.denied = {};
    authorities[{2}].providers = {old};
}

}  // namespace latchkey::emit
