#include "delta/requests.h"

#include "catalog/path.h"
#include "model/coverage.h"
#include "workspace/analysis.h"

#include <algorithm>
#include <vector>

namespace latchkey::soundness {
namespace {

using authority::AllowedOperation;
using authority::ProviderAuthority;
using std::string;
using Values = std::map<string, std::set<string>>;
using Assignment = std::map<string, string>;

string text_of(const model::Condition::Value& value) {
    const auto* text = std::get_if<string>(&value);
    return text == nullptr ? "?" : *text;
}

bool holds(const model::Condition& condition, const Assignment& request) {
    const string& given = request.at(string(condition.name.text));
    const bool named = std::ranges::any_of(
        condition.values, [&](const auto& value) { return text_of(value) == given; });
    return named != (condition.op == model::Condition::Operator::not_equal);
}

bool may(const AllowedOperation& allowed, const Assignment& request) {
    return allowed.conditions.empty() ||
           std::ranges::any_of(allowed.conditions, [&](const auto& all) {
               return std::ranges::all_of(
                   all, [&](const model::Condition* each) { return holds(*each, request); });
           });
}

std::vector<Assignment> assignments(const Values& values) {
    std::vector<Assignment> all{{}};
    for (const auto& [name, some] : values) {
        std::vector<Assignment> more;
        for (const Assignment& one : all) {
            for (const string& value : some) {
                more.push_back(one);
                more.back()[name] = value;
            }
        }
        all = std::move(more);
    }
    return all;
}

string name_of(const catalog::Operation& operation) {
    return string(to_string(operation.method)) + " " + string(operation.path);
}

/// The fields that a request may carry; a request may carry none as well.
std::vector<string> fields_of(const catalog::Catalog& provider, const AllowedOperation& allowed) {
    const catalog::Operation& operation = provider[allowed.operation];
    std::vector<string> names{"-"};
    model::fields_of(provider, operation).for_each([&](catalog::Id<catalog::Field> field) {
        if (!allowed.fields || allowed.fields->contains(field)) {
            names.emplace_back(provider[operation.entity].fields[field.index].name);
        }
    });
    return names;
}

void add_allowed(const catalog::Catalog& provider, const AllowedOperation& allowed,
                 const std::vector<Assignment>& tried, Requests& to) {
    const string name = name_of(provider[allowed.operation]);
    const std::vector<string> fields = fields_of(provider, allowed);
    for (const Assignment& request : tried) {
        if (!may(allowed, request)) {
            continue;
        }
        string where;
        for (const auto& [key, value] : request) {
            where += " " + key + "=" + value;
        }
        for (const string& field : fields) {
            to.emplace(name + " " + field + where, name);
        }
    }
}

}  // namespace

void collect_values(const Analysis& analysis, Values& to) {
    for (const model::Grant& grant : analysis.data().model.grants) {
        for (const model::Condition& condition : grant.conditions) {
            auto& values = to[string(condition.name.text)];
            values.insert("never named");
            for (const auto& value : condition.values) {
                values.insert(text_of(value));
            }
        }
    }
}

std::map<string, Requests> requests_of(const Analysis& analysis, const Values& values) {
    const Analysis::Data& data = analysis.data();
    const std::vector<Assignment> tried = assignments(values);
    std::map<string, Requests> found;
    for (const model::Integration& one : data.model.integrations) {
        if (!model::is_understood(data.model, one)) {
            continue;
        }
        Requests& requests = found[string(one.name.text)];
        if (one.status == model::Status::planned) {
            continue;
        }
        const auto at = data.model.integrations.id_of(one).index;
        for (const ProviderAuthority& held : data.authorities[{at}].providers) {
            const catalog::Catalog& provider = data.model.provider(held.provider);
            for (const auto operation : held.opened.ids()) {
                const string name = name_of(provider[operation]);
                requests.emplace("key " + name, name);
            }
            if (one.status == model::Status::retired) {
                continue;
            }
            for (const AllowedOperation& allowed : held.operations) {
                add_allowed(provider, allowed, tried, requests);
            }
            for (const authority::AllowedEvent& event : held.events) {
                const string name(provider[event.event].name);
                requests.emplace("event " + name, name);
            }
        }
    }
    return found;
}

}  // namespace latchkey::soundness
