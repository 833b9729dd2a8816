#include "catalog/openapi/field_classes.h"

#include "catalog/json_reader.h"

#include <re2/re2.h>

namespace latchkey::catalog::openapi {

struct FieldClasses::Pattern {
    Pattern(std::string_view pattern, const RE2::Options& options, const ClassRow& of)
        : expression(re2::StringPiece(pattern.data(), pattern.size()), options), row(of) {}

    RE2 expression;
    ClassRow row;
};

FieldClasses::FieldClasses(Documents& documents, const std::vector<ClassRow>& rows) {
    RE2::Options options;
    options.set_log_errors(false);
    for (const ClassRow& row : rows) {
        auto pattern = std::make_unique<Pattern>(row.pattern, options, row);
        if (pattern->expression.ok()) {
            patterns_.push_back(std::move(pattern));
        } else {
            documents.problem(row.place, quoted(row.pattern) + " is no pattern of RE2: " +
                                             pattern->expression.error());
        }
    }
}

FieldClasses::~FieldClasses() = default;

std::string_view FieldClasses::find(std::string_view name, bool about_people) const {
    for (const auto& pattern : patterns_) {
        const bool holds = about_people || !pattern->row.people_only;
        if (holds &&
            RE2::PartialMatch(re2::StringPiece(name.data(), name.size()), pattern->expression)) {
            return pattern->row.data_class;
        }
    }
    return {};
}

}  // namespace latchkey::catalog::openapi
