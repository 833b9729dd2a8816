#include "parsed.h"
#include "samples.h"
#include "syntax/token.h"

#include <doctest/doctest.h>

namespace latchkey::syntax {
namespace {

using test::Parsed;

const Block& block(const Parsed& parsed, std::size_t index) {
    return std::get<Block>(parsed.tree.declarations.at(index).value);
}

template <typename Value>
const Value& value(const Block& block, std::size_t index) {
    return std::get<Value>(block.statements.at(index).value);
}

TEST_CASE("the full example is read whole") {
    const Parsed parsed(test::full_example());
    CHECK(parsed.messages() == "");
    CHECK_FALSE(parsed.tree.has_errors);
    REQUIRE(parsed.tree.declarations.size() == 27);
    CHECK(std::get<Use>(parsed.tree.declarations[0].value).provider.text == "highlevel");
    const Block& team = block(parsed, 1);
    CHECK(team.kind == Block::Kind::team);
    CHECK(team.title->value == "Growth marketing");
    CHECK(value<StringStatement>(team, 0).text.value == "growth@acme.example");
    CHECK_FALSE(team.has_errors);
}

TEST_CASE("a credential") {
    const Parsed parsed(test::full_example());
    const Block& credential = block(parsed, 2);
    CHECK(credential.name.text == "lead-form-token");
    REQUIRE(credential.statements.size() == 11);
    CHECK(credential.statements[1].word == Word::kind);
    CHECK(value<NamesStatement>(credential, 2).names.at(0).text == "location");
    CHECK(value<Store>(credential, 5).reference.value == "LEAD_FORM_HL_TOKEN");
    CHECK(value<DateStatement>(credential, 7).date.text == "2026-09-01");
    const Rotate& rotate = value<Rotate>(credential, 9);
    CHECK(rotate.every.count.text == "90");
    CHECK(parsed.file.text(rotate.overlap->span) == "7 days");
}

TEST_CASE("an integration") {
    const Parsed parsed(test::full_example());
    const Declaration& declaration = parsed.tree.declarations.at(3);
    CHECK(declaration.doc->text == "Puts enquiries from the website into the CRM.");
    const Block& integration = block(parsed, 3);
    CHECK(parsed.file.text(declaration.span).starts_with("integration lead-form"));
    CHECK(parsed.file.text(integration.body).front() == '{');
    CHECK(parsed.file.text(integration.body).back() == '}');
    const Grant& grant = value<Grant>(integration, 5);
    CHECK(grant.effect == Grant::Effect::allow);
    CHECK(grant.actions.at(0).text == "create");
    CHECK(grant.entities.at(0).value == "contact");
    REQUIRE(grant.fields->items.size() == 5);
    CHECK(grant.fields->items[4].name.text == "source");
    CHECK(grant.because->value == "the form posts new enquiries and nothing else");
    CHECK(parsed.file.text(integration.statements[5].word_span) == "allow");
    CHECK(parsed.file.text(integration.statements[5].span).ends_with("nothing else\""));
    const Limit& limit = value<Limit>(integration, 8);
    CHECK(limit.per.count.text.empty());
    CHECK(limit.per.unit.text == "minute");
    CHECK(value<Limit>(integration, 9).requests.text == "5_000");
    CHECK(value<StringsStatement>(integration, 10).texts.size() == 2);
}

TEST_CASE("alerts, reviews and what else an integration has") {
    const Parsed parsed(test::full_example());
    const Block& integration = block(parsed, 3);
    CHECK(value<Alert>(integration, 12).above_count->text == "500");
    const Alert& errors = value<Alert>(integration, 13);
    CHECK(errors.above_share->text == "5%");
    CHECK(errors.per->count.text == "10");
    CHECK(value<Alert>(integration, 14).signal == Alert::Signal::denied);
    CHECK(value<Alert>(integration, 15).signal == Alert::Signal::unknown_source);
    CHECK(value<Audit>(integration, 16).keep->count.text == "400");
    CHECK(value<Basis>(integration, 18).reference->value == "privacy notice 2026-02");
    CHECK(value<Recipient>(integration, 20).agreement->value == "DPA-2025-14");
    CHECK(value<Review>(integration, 22).by->text == "growth");
    CHECK(value<Revoke>(integration, 23).within->unit.text == "hour");
}

TEST_CASE("purposes, a waiver and assertions") {
    const Parsed parsed(test::full_example());
    CHECK(value<Permits>(block(parsed, 4), 0).entities.at(0).value == "any");
    CHECK(value<ReviewWithin>(block(parsed, 4), 2).period.count.text == "180");
    CHECK(value<NameStatement>(block(parsed, 5), 0).name.text == "reporting");
    const Waive& waive = std::get<Waive>(parsed.tree.declarations.at(7).value);
    CHECK(waive.subject->text == "lead-form");
    CHECK(waive.by.text == "security");
    const auto claim = [&](std::size_t index) {
        return std::get<Assertion>(parsed.tree.declarations.at(index).value);
    };
    CHECK_FALSE(claim(8).can);
    CHECK(claim(9).fields->items.at(0).name.text == "email");
    CHECK(claim(10).operations.at(0).value == "DELETE /contacts/{contactId}");
    CHECK(claim(11).with_purpose->text == "analytics");
    CHECK(claim(12).except.size() == 2);
    CHECK(claim(13).owned_by->text == "growth");
    CHECK(claim(14).subjects == Assertion::Subjects::every_credential);
    CHECK(claim(17).subject->text == "every");
    CHECK(claim(18).form == Assertion::Form::receive);
}

TEST_CASE("the forms of an acceptance") {
    const Parsed parsed(test::full_example());
    CHECK(parsed.messages() == "");
    REQUIRE(parsed.tree.declarations.size() == 27);
    const auto accepted = [&](std::size_t index) {
        return std::get<Acceptance>(parsed.tree.declarations.at(index).value);
    };
    using Form = Acceptance::Form;
    CHECK(parsed.tree.declarations.at(19).doc->text == "The desk's tool makes the contacts now.");
    const Acceptance entities = accepted(19);
    CHECK(entities.change == Acceptance::Change::widening);
    CHECK(entities.form == Form::entities);
    CHECK(entities.subject.text == "support-desk");
    REQUIRE(entities.actions.size() == 2);
    CHECK(entities.actions[0].text == "create");
    CHECK(entities.actions[1].text == "update");
    CHECK(entities.entities.at(1).provider.text == "keap");
    CHECK(entities.fields->items.at(1).name.text == "phone");
    CHECK(parsed.file.text(entities.power) ==
          "create, update on contact, keap:contact (email, phone)");
    CHECK(entities.because.value == "the desk takes calls");
    CHECK(entities.by.text == "security");
    CHECK(accepted(20).form == Form::call);
    CHECK(accepted(20).operations.at(1).value == "GET /y");
    CHECK(accepted(21).form == Form::receive);
    CHECK(accepted(21).events.size() == 2);
    CHECK(accepted(22).form == Form::scopes);
    CHECK(accepted(22).scopes.at(1).value == "a b");
    CHECK(accepted(23).form == Form::level);
    CHECK(accepted(23).levels.at(1).text == "location");
    CHECK(accepted(24).form == Form::account);
    CHECK(accepted(24).account->value == "loc-1");
    CHECK(accepted(25).change == Acceptance::Change::weakening);
    CHECK(accepted(25).form == Form::controls);
    CHECK(accepted(25).controls.at(1).text == "review");
    CHECK(parsed.file.text(accepted(25).power) == "limit, review");
    CHECK(accepted(26).actions.at(0).text == "accept");
    CHECK(accepted(26).by.text == "accept");
}

TEST_CASE("the forms of a grant") {
    const Parsed parsed(test::full_example());
    const Block& integration = block(parsed, 16);
    CHECK(parsed.tree.declarations.at(16).doc->text == "The support desk.\nIt answers people.");
    const Grant& entities = value<Grant>(integration, 4);
    CHECK(entities.entities.at(0).provider.text == "keap");
    CHECK(entities.entities.at(1).quoted);
    CHECK(parsed.file.text(entities.entities.at(1).span) == "make:\"scenarios:read\"");
    CHECK(parsed.file.text(entities.entities.at(1).value_span) == "\"scenarios:read\"");
    CHECK(entities.fields->except);
    CHECK(entities.fields->items.at(1).is_class);
    CHECK(entities.operations.size() == 2);
    REQUIRE(entities.conditions.size() == 4);
    CHECK(std::get<String>(entities.conditions[0].values.at(0).value).value == "web");
    CHECK(entities.conditions[1].op == Condition::Operator::not_equal);
    CHECK(entities.conditions[2].values.size() == 2);
    CHECK(std::get<bool>(entities.conditions[3].values.at(0).value));
    CHECK(entities.because->value == "agents \"work\" here\xF0\x9F\x94\x91");
    CHECK(value<Grant>(integration, 5).form == Grant::Form::call);
    CHECK(value<Grant>(integration, 6).events.at(1).provider.text == "highlevel");
    const FieldList& denied = *value<Grant>(integration, 7).fields;
    CHECK_FALSE(denied.items.at(0).is_class);
    CHECK(denied.items.at(0).name.text == "class");
    CHECK(denied.items.at(1).is_class);
}

TEST_CASE("the standard purposes") {
    const Parsed parsed(test::read_file("policies/purposes.latch"));
    CHECK(parsed.messages() == "");
    REQUIRE(parsed.tree.declarations.size() == 12);
    for (const Declaration& declaration : parsed.tree.declarations) {
        CHECK(declaration.doc.has_value());
        CHECK(std::get<Block>(declaration.value).kind == Block::Kind::purpose);
        CHECK(std::get<Block>(declaration.value).statements.size() >= 3);
    }
}

TEST_CASE("every keyword may be a name") {
    for (std::size_t kind = 1; kind <= static_cast<std::size_t>(last_keyword); ++kind) {
        const std::string word(spelling(static_cast<Kind>(kind)));
        const Parsed parsed("team " + word + " { }\nintegration x {\n  owner " + word +
                            "\n  scopes " + word + ", " + word + ":" + word + "\n  allow read on " +
                            word + " (" + word + ") where " + word + " = 1\n}\nassert " + word +
                            " can read " + word + " (" + word + ")\naccept widening of " + word +
                            " for read on " + word + " (" + word + ") because \"x\" by " + word +
                            "\naccept weakening of " + word + " for " + word + ", " + word +
                            " because \"x\" by " + word + "\n");
        CAPTURE(word);
        CHECK(parsed.messages() == "");
        CHECK(parsed.tree.declarations.size() == 5);
    }
}

TEST_CASE("documentation belongs to what follows it") {
    const Parsed parsed(
        "/// lost\n\n/// one\r\n///  two  \r\n// between\nteam a {\n  /// of the statement\n  "
        "contact \"x\" /// not of the next\n"
        "  escalation \"y\"\n  //// nor this\n}\n/// at the end\n");
    CHECK(parsed.messages() == "");
    CHECK(parsed.tree.declarations.at(0).doc->text == "one\n two");
    const Block& team = block(parsed, 0);
    CHECK(team.statements.at(0).doc->text == "of the statement");
    CHECK_FALSE(team.statements.at(1).doc.has_value());
}

TEST_CASE("lines may end in any way, and anywhere") {
    CHECK(Parsed("\xEF\xBB\xBFteam a {\r  contact\r\n\"x\"\n}\r").messages() == "");
    CHECK(Parsed("team a { contact \"x\" escalation \"y\" } use b use c assert every\nintegration "
                 "can read x")
              .messages() == "");
    CHECK(
        Parsed(
            "integration x {\n  subjects\n  eu,\n  uk\n  allow read on\n  contact, note\n  (a)\n}")
            .messages() == "");
}

}  // namespace
}  // namespace latchkey::syntax
