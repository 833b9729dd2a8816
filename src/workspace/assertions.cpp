#include "workspace/assertions.h"

#include "diag/message.h"

#include <string>
#include <string_view>

namespace latchkey::workspace {
namespace {

using authority::Counterexample;
using diag::Message;
using std::string_view;

constexpr Message<string_view, string_view> can_but_should_not{"`{}` can {}"};
constexpr Message<string_view, string_view> cannot_but_should{"`{}` cannot {}"};
constexpr Message<string_view, string_view> not_known{
    "whether `{}` can {} is not known: the provider does not state which scope it needs"};
constexpr Message<> by_this_grant{"this grant allows it"};
constexpr Message<string_view> by_this_scope{"`{}` opens it"};
constexpr Message<string_view, string_view> key_opens{
    "the scope `{}` opens it, and `{}` holds that scope"};
constexpr Message<> open_to_every_key{"it needs no scope, so every key of that level can do it"};
constexpr Message<string_view> key_has_full_access{
    "`{}` is of a kind without scopes: it holds every operation of its level, and no other"};

string_view subject_name(const model::Model& model, const Counterexample& example) {
    if (example.integration && !example.credential) {
        return model.integrations[*example.integration].name.text;
    }
    return example.credential ? model.credentials[*example.credential].name.text : string_view{};
}

std::string quoted(string_view action, const std::string& entity) {
    return "`" + std::string(action) + " " + entity + "`";
}

/// "contact (phone, email)": the entity and the fields that an assertion asks for.
std::string entity_text(const catalog::Entity& entity, const model::Target& target) {
    std::string text;
    for (std::uint32_t at = 0; target.fields && at < entity.fields.size(); ++at) {
        if (target.fields->contains({at})) {
            text += (text.empty() ? " (" : ", ") + std::string(entity.fields[at].name);
        }
    }
    return std::string(entity.id) + (text.empty() ? text : text + ")");
}

/// What the counterexample is about, in words: an operation, an event, or the action asked for.
std::string object_text(const model::Model& model, const model::Assertion& assertion,
                        const Counterexample& example) {
    const catalog::Catalog& provider = model.provider(example.provider);
    if (example.operation) {
        const catalog::Operation& operation = provider[*example.operation];
        const std::string entity(provider[operation.entity].id);
        const string_view verb = provider[operation.verb].id;
        return quoted(verb, entity) + " with `" + std::string(to_string(operation.method)) + " " +
               std::string(operation.path) + "`";
    }
    if (example.event) {
        return "receive `" + std::string(provider[*example.event].name) + "`";
    }
    // An entity belongs to its own target's provider, which need not be one that the subject has.
    for (const model::Target& target : assertion.targets) {
        if (target.entity) {
            return quoted(example.action,
                          entity_text(model.provider(target.provider)[*target.entity], target));
        }
    }
    return "`" + std::string(example.action) + "` any entity";
}

void explain_cause(const model::Model& model, const model::Assertion& assertion,
                   const Counterexample& example, diag::Finding& finding) {
    if (example.grant) {
        finding.label(model.grants[*example.grant].where, by_this_grant());
    }
    // Of what is not known there is no cause to tell.
    if (!example.credential || example.unknown) {
        return;
    }
    const string_view name = model.credentials[*example.credential].name.text;
    if (!example.scope) {
        const auto& credential = model.credentials[*example.credential];
        const bool full =
            credential.kind && model.provider(example.provider).kinds[*credential.kind].full_access;
        if (full || (example.operation && !example.unknown && !assertion.can)) {
            finding.note(full ? key_has_full_access(name) : open_to_every_key());
        }
        return;
    }
    const string_view scope = model.provider(example.provider)[*example.scope].id;
    finding.note(key_opens(scope, name));
    if (!example.integration) {
        return;
    }
    for (const model::DeclaredScope& declared : model.integrations[*example.integration].scopes) {
        if (declared.provider == example.provider && declared.scope == *example.scope) {
            finding.label(declared.where, by_this_scope(scope));
        }
    }
}

std::string message_text(const model::Model& model, const model::Assertion& assertion,
                         const Counterexample& example) {
    const string_view name = subject_name(model, example);
    const std::string object = object_text(model, assertion, example);
    if (example.unknown) {
        return not_known(name, object);
    }
    return assertion.can ? cannot_but_should(name, object) : can_but_should_not(name, object);
}

}  // namespace

void run_assertions(const model::Model& model, const authority::Authorities& authorities,
                    diag::Reports& reports) {
    for (const model::Assertion& assertion : model.assertions) {
        const auto example = authority::refute(model, assertion, authorities);
        if (!example) {
            continue;
        }
        diag::Finding finding = reports.error(diag::ErrorId::failed_assertion, assertion.where,
                                              message_text(model, assertion, *example));
        explain_cause(model, assertion, *example, finding);
        finding.about(example->integration ? model.integrations[*example->integration].name.text
                                           : string_view{},
                      example->credential ? model.credentials[*example->credential].name.text
                                          : string_view{});
    }
}

}  // namespace latchkey::workspace
