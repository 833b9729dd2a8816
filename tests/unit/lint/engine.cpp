#include "latchkey/rule_info.h"

#include "lint/run.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>

using namespace latchkey;

namespace {

using model::Id;

constexpr std::chrono::sys_days today = std::chrono::year(2026) / 11 / 23;

/// A workspace made by hand: one team, one static key, one integration without a review. Its file
/// holds just what edits need.
class Sample {
public:
    Sample() {
        text_ = "integration form {\n  uses key\n}\ncredential key {\n  kind x\n}\n";
        file_ = std::make_shared<SourceFile>("policy.latch", text_);
        for (const catalog::Catalog& catalog : catalog::shipped()) {
            if (catalog.id == "highlevel") {
                model.providers.push_back(&catalog);
            }
        }
        REQUIRE(model.providers.size() == 1);
        team = model.teams.add({});
        model.teams[team].name = {"growth", {}};
        model.teams[team].contact = model::Text{"growth@acme.example", {}};
        model::Credential made;
        made.name = word("key", 38);
        made.where = at(27, text_.size() - 1);
        made.body = at(text_.find('{', 30), text_.size() - 1);
        made.provider = model::ProviderId{0};
        made.kind = model.providers[0]->find_kind("private-integration");
        made.levels = 2;
        credential = model.credentials.add(std::move(made));
        integration = add_integration("form");
    }

    Id<model::Integration> add_integration(std::string_view name) {
        model::Integration made;
        made.name = {name, at(12, 16)};
        made.body = at(17, 31);
        made.uses.push_back({credential, at(26, 29)});
        made.owner = team;
        model.integrations.add(std::move(made));
        authorities.add({});
        return {static_cast<std::uint32_t>(model.integrations.size() - 1)};
    }

    void waive(std::string_view rule, std::chrono::sys_days until, bool by_somebody = true) {
        model::Waiver waiver;
        waiver.rule = {rule, {}};
        waiver.integration = integration;
        waiver.until = {until, {}};
        waiver.because.value = "the collector arrives in December";
        waiver.by = by_somebody ? std::optional(team) : std::nullopt;
        model.waivers.add(std::move(waiver));
    }

    [[nodiscard]] std::vector<Diagnostic> run() const {
        const std::vector<std::shared_ptr<const SourceFile>> files{file_};
        return lint::run({&model, &authorities, files}, settings);
    }
    /// The findings of one rule.
    [[nodiscard]] std::vector<Diagnostic> run(std::string_view rule) const {
        std::vector<Diagnostic> found = run();
        std::erase_if(found, [&](const Diagnostic& one) { return one.id != rule; });
        return found;
    }

    [[nodiscard]] static Location at(std::size_t begin, std::size_t end) {
        return {FileId{0}, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}};
    }
    [[nodiscard]] static model::Word word(std::string_view text, std::size_t begin) {
        return {text, at(begin, begin + text.size())};
    }

    model::Model model;
    authority::Authorities authorities;
    lint::Settings settings{.as_of = today, .profile = Profile::recommended, .rules = {}};
    Id<model::Team> team;
    Id<model::Credential> credential;
    Id<model::Integration> integration;

private:
    std::string text_;
    std::shared_ptr<const SourceFile> file_;
};

}  // namespace

TEST_CASE("findings are about the declaration that they were asked of") {
    const Sample sample;
    const auto review = sample.run("missing-review");
    REQUIRE(review.size() == 1);
    CHECK(review[0].integration == "form");
    CHECK(review[0].credential.empty());
    CHECK(review[0].level == Level::warning);
    CHECK(!review[0].waived);
    const auto rotation = sample.run("missing-rotation");
    REQUIRE(rotation.size() == 1);
    CHECK(rotation[0].credential == "key");
    CHECK(rotation[0].integration.empty());
    REQUIRE(rotation[0].fixes.size() == 1);
    CHECK(rotation[0].fixes[0].edits[0].text == "  rotate every 90 days overlap 7 days\n");
}

TEST_CASE("levels come from the settings, and off is silence") {
    Sample sample;
    sample.settings.rules["missing-review"].level = Level::info;
    REQUIRE(sample.run("missing-review").size() == 1);
    CHECK(sample.run("missing-review")[0].level == Level::info);
    sample.settings.rules["missing-review"].level = Level::off;
    CHECK(sample.run("missing-review").empty());
    sample.settings.rules["missing-review"].level.reset();
    CHECK(sample.run("missing-review").size() == 1);
}

TEST_CASE("a rule's own level for a case gives way to the configured one") {
    Sample sample;
    model::Review review;
    review.every = {86'400 * 90, {}};
    review.last = {today - std::chrono::days(80), {}};
    sample.model.integrations[sample.integration].review = review;
    REQUIRE(sample.run("review-overdue").size() == 1);
    CHECK(sample.run("review-overdue")[0].level == Level::warning);
    sample.settings.rules["review-overdue"].level = Level::info;
    CHECK(sample.run("review-overdue")[0].level == Level::info);
}

TEST_CASE("options are the configured ones, the last of a name, else the rule's own") {
    Sample sample;
    model::Review review;
    review.every = {86'400 * 90, {}};
    review.last = {today - std::chrono::days(60), {}};
    sample.model.integrations[sample.integration].review = review;
    CHECK(sample.run("review-overdue").empty());
    sample.settings.rules["review-overdue"].options = {{"warn-days", 5}, {"warn-days", 30}};
    CHECK(sample.run("review-overdue").size() == 1);
}

TEST_CASE("what was not understood is not judged") {
    Sample sample;
    sample.model.integrations[sample.integration].complete = false;
    CHECK(sample.run("missing-review").empty());
    CHECK(sample.run("missing-rotation").size() == 1);
    sample.model.integrations[sample.integration].complete = true;
    sample.model.credentials[sample.credential].complete = false;
    CHECK(sample.run("missing-review").empty());
    CHECK(sample.run("missing-rotation").empty());
}

TEST_CASE("a retired integration is left out") {
    Sample sample;
    sample.model.integrations[sample.integration].status = model::Status::retired;
    CHECK(sample.run("missing-review").empty());
}

TEST_CASE("workspace rules run only where all was understood") {
    Sample sample;
    sample.model.integrations[sample.integration].uses.clear();
    CHECK(sample.run("unused-credential").size() == 1);
    sample.model.whole = false;
    CHECK(sample.run("unused-credential").empty());
    sample.model.whole = true;
    sample.model.teams[sample.team].complete = false;
    CHECK(sample.run("unused-credential").empty());
}

TEST_CASE("a waiver counts until its date, for its rule and its declaration") {
    Sample sample;
    sample.waive("missing-review", today);
    REQUIRE(sample.run("missing-review").size() == 1);
    CHECK(sample.run("missing-review")[0].waived);
    CHECK(!sample.run("missing-revocation")[0].waived);
    sample.add_integration("other");
    REQUIRE(sample.run("missing-review").size() == 2);
    CHECK(!sample.run("missing-review")[1].waived);
}

TEST_CASE("a waiver past its date, or of nobody, waives nothing") {
    Sample sample;
    sample.waive("missing-review", today - std::chrono::days(1));
    sample.waive("missing-review", today, false);
    sample.waive("no-such-rule", today);
    REQUIRE(sample.run("missing-review").size() == 1);
    CHECK(!sample.run("missing-review")[0].waived);
}

TEST_CASE("a waiver of the credential waives what is found of it") {
    Sample sample;
    model::Waiver waiver;
    waiver.rule = {"missing-rotation", {}};
    waiver.credential = sample.credential;
    waiver.until = {today, {}};
    waiver.because.value = "OAuth comes in December";
    waiver.by = sample.team;
    sample.model.waivers.add(std::move(waiver));
    CHECK(sample.run("missing-rotation")[0].waived);
    CHECK(!sample.run("missing-review")[0].waived);
}

TEST_CASE("what is found in a role names who includes it, and is waived by all of them together") {
    Sample sample;
    model::Role role;
    role.name = {"caller", {}};
    const auto role_id = sample.model.roles.add(std::move(role));
    model::Grant grant;
    grant.form = model::Grant::Form::receive;
    grant.role = role_id;
    const auto event = sample.model.providers[0]->find_event("InvoicePaid");
    REQUIRE(event.has_value());
    grant.events.push_back({model::ProviderId{0}, *event, Sample::at(0, 3)});
    const auto grant_id = sample.model.grants.add(std::move(grant));
    const auto second = sample.add_integration("second");
    for (const auto id : {sample.integration, second}) {
        sample.model.integrations[id].includes.push_back({role_id, {}});
        sample.model.integrations[id].grants.push_back(grant_id);
    }
    sample.waive("unknown-requirement", today);
    const auto found = sample.run("unknown-requirement");
    REQUIRE(found.size() == 1);
    CHECK(found[0].integration.empty());
    REQUIRE(found[0].notes.size() == 1);
    CHECK(found[0].notes[0] == "role `caller` is included by `form` and `second`");
    CHECK(!found[0].waived);
    sample.integration = second;
    sample.waive("unknown-requirement", today);
    CHECK(sample.run("unknown-requirement")[0].waived);
}

TEST_CASE("waivers are judged only where all was understood, and only of rules that speak") {
    Sample sample;
    sample.model.integrations[sample.integration].revoke = model::Revocation{};
    sample.waive("missing-revocation", today);
    sample.waive("no-such-rule", today);
    CHECK(sample.run("unused-waiver").size() == 1);
    CHECK(sample.run("invalid-waiver").size() == 1);
    sample.model.whole = false;
    CHECK(sample.run("unused-waiver").empty());
    CHECK(sample.run("invalid-waiver").empty());
    sample.model.whole = true;
    sample.settings.rules["missing-revocation"].level = Level::off;
    CHECK(sample.run("unused-waiver").empty());
}

TEST_CASE("a law makes its rules speak as errors, and the configuration has the last word") {
    Sample sample;
    sample.model.integrations[sample.integration].subjects = {model::Subject::eu};
    REQUIRE(sample.run("missing-basis").size() == 1);
    CHECK(sample.run("missing-basis")[0].level == Level::warning);
    sample.settings.profile.insert(Regulation::ccpa);
    CHECK(sample.run("missing-basis")[0].level == Level::warning);
    sample.settings.profile.insert(Regulation::gdpr);
    CHECK(sample.run("missing-basis")[0].level == Level::error);
    sample.settings.rules["missing-basis"].level = Level::info;
    CHECK(sample.run("missing-basis")[0].level == Level::info);
    sample.settings.rules["missing-basis"].level = Level::off;
    CHECK(sample.run("missing-basis").empty());
}
