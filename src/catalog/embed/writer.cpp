#include "catalog/embed/writer.h"

#include "catalog/embed/pool.h"

#include <optional>
#include <string>
#include <vector>

namespace latchkey::catalog::embed {
namespace {

std::string number(std::uint32_t value) {
    return std::to_string(value) + "U";
}

std::string number(std::optional<std::uint32_t> value) {
    return value.has_value() ? "{" + number(*value) + "}" : "{}";
}

std::string boolean(bool value) {
    return value ? "true" : "false";
}

template <typename Enum>
std::string value(std::string_view type, Enum item) {
    return std::string(type) + "{" + std::to_string(static_cast<unsigned>(item)) + "}";
}

template <typename T>
std::string id(Id<T> found) {
    return "{" + std::to_string(found.index) + "}";
}

template <typename Set>
std::string bits(Set set) {
    return "{" + std::to_string(set.bits) + "}";
}

std::string source(const Source& row) {
    return braced({text(row.title), text(row.date), text(row.sha256)});
}

std::string quota(const Quota& row) {
    return braced({number(row.requests), number(row.per_seconds), text(row.counted_per)});
}

std::string verb(const Verb& row) {
    return braced({text(row.id)});
}

std::string parameter(const Parameter& row) {
    return braced({text(row.name), value("Parameter::In", row.in), value("ValueType", row.type)});
}

std::string body_field(const BodyField& row) {
    return braced({text(row.name), value("ValueType", row.type), boolean(row.required)});
}

std::string event(const Event& row) {
    return braced({text(row.name), id(row.entity),
                   row.scope.has_value() ? "Id<Scope>" + id(*row.scope) : "{}"});
}

std::string kind(const Kind& row) {
    return braced({text(row.id), text(row.title), boolean(row.full_access),
                   std::to_string(row.levels), boolean(row.is_static), number(row.lifetime_seconds),
                   number(row.rotate_days), number(row.overlap_days), boolean(row.webhooks),
                   boolean(row.personal), text(row.support_ended), text(row.replaced_by)});
}

/// What the lists of one catalogue's rows are made of; the arrays are written before the rows.
class Writer {
public:
    explicit Writer(const Catalog& catalog) : catalog_(catalog) {}

    void write(std::ostream& out);

private:
    template <typename T>
    static std::string ids(Pool& pool, std::span<const Id<T>> list) {
        std::vector<std::string> items;
        for (const Id<T> item : list) {
            items.push_back(id(item));
        }
        return pool.add(items);
    }
    /// The span of a list of rows, each written by `row`.
    template <typename T, typename Row>
    static std::string rows(Pool& pool, std::span<const T> list, Row row) {
        std::vector<std::string> items;
        for (const T& item : list) {
            items.push_back(row(item));
        }
        return pool.add(items);
    }
    /// A row that is written with the pools.
    template <typename T>
    auto own(std::string (Writer::*row)(const T&)) {
        return [this, row](const T& item) { return (this->*row)(item); };
    }
    std::string texts(std::span<const std::string_view> list) {
        std::vector<std::string> items;
        for (const std::string_view item : list) {
            items.push_back(text(item));
        }
        return texts_.add(items);
    }

    std::string alternative(const Alternative& row) { return ids(scope_ids_, row); }
    std::string secret(const SecretShape& row) {
        return braced({text(row.id), text(row.title), text(row.prefix), text(row.pattern),
                       texts(row.context)});
    }
    std::string scope(const Scope& row);
    std::string field(const Field& row);
    std::string entity(const Entity& row);
    std::string operation(const Operation& row);

    const Catalog& catalog_;
    Pool texts_{"std::string_view", "texts"};
    Pool scope_ids_{"Id<Scope>", "scope_ids"};
    Pool operation_ids_{"Id<Operation>", "operation_ids"};
    Pool event_ids_{"Id<Event>", "event_ids"};
    Pool verb_ids_{"Id<Verb>", "verb_ids"};
    Pool alternatives_{"Alternative", "alternatives"};
    Pool parameters_{"Parameter", "parameters"};
    Pool body_{"BodyField", "body_fields"};
    Pool fields_{"Field", "fields"};
    Pool sources_{"Source", "sources"};
    Pool kinds_{"Kind", "kinds"};
    Pool quotas_{"Quota", "quotas"};
    Pool scopes_{"Scope", "scopes"};
    Pool verbs_{"Verb", "verbs"};
    Pool entities_{"Entity", "entities"};
    Pool operations_{"Operation", "operations"};
    Pool events_{"Event", "events"};
    Pool secrets_{"SecretShape", "secrets"};
};

std::string Writer::scope(const Scope& row) {
    return braced({text(row.id), std::to_string(row.levels), value("Tier", row.tier),
                   text(row.reason), value("ScopeStatus", row.status), boolean(row.user_role),
                   ids(scope_ids_, row.implies), ids(operation_ids_, row.operations),
                   ids(event_ids_, row.events)});
}

std::string Writer::field(const Field& row) {
    return braced({text(row.name), value("ValueType", row.type), bits(row.classes),
                   bits(row.actions), ids(verb_ids_, row.verbs), bits(row.required),
                   ids(verb_ids_, row.required_verbs)});
}

std::string Writer::entity(const Entity& row) {
    return braced({text(row.id), text(row.parent), bits(row.classes), boolean(row.personal),
                   rows(fields_, row.fields, own(&Writer::field)),
                   ids(operation_ids_, row.operations), ids(verb_ids_, row.verbs)});
}

std::string Writer::operation(const Operation& row) {
    return braced({value("Method", row.method), text(row.path), text(row.id), id(row.entity),
                   id(row.verb), bits(row.actions), boolean(row.named), bits(row.effects),
                   std::to_string(row.kinds), boolean(row.requirement_known),
                   rows(alternatives_, row.alternatives, own(&Writer::alternative)),
                   std::to_string(row.levels), texts(row.versions), boolean(row.deprecated),
                   rows(parameters_, row.parameters, parameter), rows(body_, row.body, body_field),
                   value("Evidence", row.evidence)});
}

void Writer::write(std::ostream& out) {
    const std::string whole = braced(
        {text(catalog_.id), text(catalog_.title), text(catalog_.version), text(catalog_.digest),
         "Origin::shipped", texts(catalog_.levels), rows(sources_, catalog_.sources, source),
         rows(kinds_, catalog_.kinds, kind), rows(quotas_, catalog_.quotas, quota),
         rows(scopes_, catalog_.scopes, own(&Writer::scope)), rows(verbs_, catalog_.verbs, verb),
         rows(entities_, catalog_.entities, own(&Writer::entity)),
         rows(operations_, catalog_.operations, own(&Writer::operation)),
         rows(events_, catalog_.events, event),
         rows(secrets_, catalog_.secrets, own(&Writer::secret))});
    // Each array refers only to those before it.
    for (const Pool* pool :
         {&texts_, &scope_ids_, &operation_ids_, &event_ids_, &verb_ids_, &alternatives_,
          &parameters_, &body_, &fields_, &sources_, &kinds_, &quotas_, &scopes_, &verbs_,
          &entities_, &operations_, &events_, &secrets_}) {
        pool->write(out);
    }
    out << "constexpr Catalog catalog = " << whole << ";\n";
}

}  // namespace

void write_catalog(std::ostream& out, const Catalog& catalog, std::string_view name) {
    out << "namespace " << name << " {\n";
    Writer(catalog).write(out);
    out << "}  // namespace " << name << "\n\n";
}

void write_secrets(std::ostream& out, std::span<const SecretShape> shapes) {
    std::vector<std::string> rows;
    std::vector<std::string> contexts;
    Pool texts("std::string_view", "generic_texts");
    for (const SecretShape& shape : shapes) {
        contexts.clear();
        for (const std::string_view word : shape.context) {
            contexts.push_back(text(word));
        }
        rows.push_back(braced({text(shape.id), text(shape.title), text(shape.prefix),
                               text(shape.pattern), texts.add(contexts)}));
    }
    texts.write(out);
    Pool generic("SecretShape", "generic");
    (void)generic.add(rows);
    generic.write(out);
}

}  // namespace latchkey::catalog::embed
