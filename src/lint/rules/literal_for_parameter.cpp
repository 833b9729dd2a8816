#include "lint/rule.h"
#include "lint/words.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view, std::string_view> literal{
    "`{}` stands for the parameter `{}` of `{}`, so every value of it is meant"};
constexpr Message<std::string_view> alone{"to allow this value alone, add `where {} = \"…\"`"};

/// Where segment `place` (from 0) stands in a path that begins at `begin`.
Span segment_at(std::string_view text, std::size_t begin, std::size_t place) {
    std::size_t at = text.find('/', begin);
    for (; place > 0 && at != std::string_view::npos; --place) {
        at = text.find('/', at + 1);
    }
    if (at == std::string_view::npos) {
        return {};
    }
    const std::size_t end = std::min(text.find_first_of("/\"", at + 1), text.size());
    return {static_cast<std::uint32_t>(at + 1), static_cast<std::uint32_t>(end)};
}

void check(const model::Grant& grant, Context& context) {
    for (const model::OperationRef& named : grant.operations) {
        if (!named.literal_segment.has_value()) {
            continue;
        }
        const catalog::Operation& operation = context.provider(named.provider)[named.operation];
        const std::string_view written = context.text(named.where);
        const Span segment = segment_at(written, 0, *named.literal_segment);
        const Span known = segment_at(operation.path, 0, *named.literal_segment);
        const std::string_view parameter = operation.path.substr(known.begin, known.size());
        const Location where{
            named.where.file,
            {named.where.span.begin + segment.begin, named.where.span.begin + segment.end}};
        diag::Finding finding =
            context.report(where, literal, context.text(where), parameter, name_of(operation));
        if (grant.effect == model::Grant::Effect::allow) {
            finding.note(alone(parameter.substr(1, parameter.size() - 2)));
        }
        finding.label(where, "not checked by anything")
            .fix(Fix::Safety::unsafe, "write the parameter",
                 Context::replace(where, std::string(parameter)));
    }
}

}  // namespace

constinit const Rule literal_for_parameter{
    .id = "literal-for-parameter",
    .category = Category::least_privilege,
    .level = Level::warning,
    .fix = FixKind::unsafe,
    .summary = "A path names a value where the provider has a parameter, and so means every value.",
    .on_grant = check,
};

}  // namespace latchkey::lint
