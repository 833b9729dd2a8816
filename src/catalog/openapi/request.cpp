#include "catalog/openapi/request.h"

#include "catalog/path.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace latchkey::catalog::openapi {
namespace {

bool same_letters(std::string_view left, std::string_view right) {
    const auto lower = [](char character) {
        return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a')
                                                    : character;
    };
    return std::ranges::equal(left, right, {}, lower, lower);
}

}  // namespace

std::vector<Node> Requests::stated_parameters(const Statement& statement) {
    std::vector<Node> found;
    for (const Node holder : {statement.item, statement.operation}) {
        for (const Node written : documents_.elements(documents_.member(holder, "parameters"))) {
            const Node parameter = documents_.resolve(written);
            if (documents_.demand(parameter, Documents::Kind::object)) {
                found.push_back(parameter);
            }
        }
    }
    return found;
}

ValueType Requests::parameter_type(Node parameter) {
    if (const Node schema = documents_.member(parameter, "schema")) {
        return schemas_.type_of(schema);
    }
    const std::vector<Node> content = schemas_.content_schemas(parameter);
    return content.empty() ? ValueType::string : schemas_.type_of(content.front());
}

std::vector<Parameter> Requests::parameters(const Endpoint& endpoint) {
    std::map<std::pair<std::string_view, Parameter::In>, ValueType> stated;
    for (const Statement& statement : endpoint.statements) {
        for (const Node parameter : stated_parameters(statement)) {
            const std::string_view in = documents_.text(documents_.member(parameter, "in"));
            const Node name = documents_.member(parameter, "name");
            if (in != "path" && in != "query") {
                continue;
            }
            if (!name || documents_.text(name).empty()) {
                documents_.problem(parameter, "is a parameter without a name");
                continue;
            }
            stated[{documents_.text(name),
                    in == "path" ? Parameter::In::path : Parameter::In::query}] =
                parameter_type(parameter);
        }
    }
    std::vector<Parameter> found;
    for (const std::string_view name : parameter_names(endpoint.newest().path)) {
        const auto known = stated.find({name, Parameter::In::path});
        found.push_back(
            {name, Parameter::In::path, known == stated.end() ? ValueType::string : known->second});
    }
    for (const auto& [place, type] : stated) {
        if (place.second == Parameter::In::query) {
            found.push_back({place.first, Parameter::In::query, type});
        }
    }
    const auto place_of = [](const Parameter& one) { return std::pair(one.name, one.in); };
    std::ranges::sort(found, {}, place_of);
    // A path may have a name twice.
    found.erase(std::unique(found.begin(), found.end(),
                            [&](const Parameter& left, const Parameter& right) {
                                return place_of(left) == place_of(right);
                            }),
                found.end());
    return found;
}

Names Requests::versions(const Endpoint& endpoint) {
    Names found;
    if (version_header_.empty()) {
        return found;
    }
    for (const Statement& statement : endpoint.statements) {
        for (const Node parameter : stated_parameters(statement)) {
            const bool header = documents_.text(documents_.member(parameter, "in")) == "header" &&
                                same_letters(documents_.text(documents_.member(parameter, "name")),
                                             version_header_);
            const Node schema =
                header ? documents_.resolve(documents_.member(parameter, "schema")) : Node{};
            for (const Node value : documents_.elements(documents_.member(schema, "enum"))) {
                found.push_back(documents_.text(value));
            }
        }
    }
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

std::vector<Property> Requests::body_properties(const Statement& statement) {
    const Node holder = documents_.resolve(documents_.member(statement.operation, "requestBody"));
    std::vector<std::vector<Property>> branches;
    // A property that one media type lacks is not required: the caller may choose that one.
    for (const Node schema : schemas_.content_schemas(holder)) {
        branches.push_back(schemas_.properties(schema));
    }
    return branches.empty() ? std::vector<Property>() : any_of(branches);
}

std::vector<BodyField> Requests::body(const Endpoint& endpoint) {
    std::map<std::string_view, BodyField> found;
    for (auto at = endpoint.statements.rbegin(); at != endpoint.statements.rend(); ++at) {
        const bool newest = at == endpoint.statements.rbegin();
        for (const Property& property : body_properties(*at)) {
            found.try_emplace(property.name,
                              BodyField{property.name, schemas_.type_of(property.schema),
                                        property.required && newest});
        }
    }
    std::vector<BodyField> fields;
    for (const auto& [name, field] : found) {
        fields.push_back(field);
    }
    return fields;
}

}  // namespace latchkey::catalog::openapi
