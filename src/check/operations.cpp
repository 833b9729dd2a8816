#include "check/lookup.h"

#include <algorithm>
#include <unordered_map>

/// Operations written as `METHOD /path`.
namespace latchkey::check {
namespace {

using catalog::Method;
using catalog::Operation;
using std::string_view;

constexpr Message<string_view> no_operation{
    "`{}` is no operation: one is written `METHOD /path`, as in `GET /contacts/{contactId}`"};
constexpr Message<string_view> no_method{"`{}` is no method"};
constexpr Message<string_view, std::string, string_view> other_method{"`{}` has {}, not `{}`"};

struct Written {
    Method method = Method::get;
    string_view path;
};

void report_malformed(Context& context, const syntax::Reference& reference, string_view method) {
    constexpr std::array<string_view, 7> methods{"GET",    "POST", "PUT",    "PATCH",
                                                 "DELETE", "HEAD", "OPTIONS"};
    if (method.empty()) {
        context.error(ErrorId::unknown_operation, reference.span, no_operation(reference.value));
        return;
    }
    std::string message = no_method(method);
    const std::vector<string_view> near = diag::nearest(method, methods);
    message += near.empty() ? ": there is " + list(methods) : "; " + diag::did_you_mean(near);
    context.error(ErrorId::unknown_operation, reference.value_span, std::move(message));
}

/// Takes `METHOD /path` apart.
std::optional<Written> read_written(Context& context, const syntax::Reference& reference) {
    const string_view text = reference.value;
    const std::size_t blank = text.find(' ');
    const std::size_t slash = text.find('/');
    if (blank == string_view::npos || slash != blank + 1) {
        report_malformed(context, reference, "");
        return std::nullopt;
    }
    const std::optional<Method> method = catalog::find_method(text.substr(0, blank));
    if (!method.has_value()) {
        report_malformed(context, reference, text.substr(0, blank));
        return std::nullopt;
    }
    return Written{*method, text.substr(blank + 1)};
}

/// The methods that the searched providers have at a path.
std::vector<string_view> methods_at(const Context& context, std::span<const ProviderId> searched,
                                    string_view path) {
    std::vector<string_view> found;
    for (const Method method : {Method::get, Method::post, Method::put, Method::patch,
                                Method::remove, Method::head, Method::options}) {
        const bool there = std::ranges::any_of(searched, [&](ProviderId provider) {
            const auto match =
                catalog::match_operation(context.model.provider(provider), method, path);
            return match.has_value() && !match->literal_segment.has_value();
        });
        if (there) {
            found.push_back(to_string(method));
        }
    }
    return found;
}

void report_unknown_operation(Context& context, const syntax::Reference& reference,
                              const Written& written, std::span<const ProviderId> searched) {
    const std::vector<string_view> methods = methods_at(context, searched, written.path);
    if (!methods.empty()) {
        context.error(ErrorId::unknown_operation, reference.span,
                      other_method(written.path, list(methods), to_string(written.method)));
        return;
    }
    // How parameters are called does not count, so it must not make a path look far away.
    std::vector<std::string> normalised;
    std::unordered_map<string_view, std::string> spelt;
    std::vector<string_view> candidates;
    if (context.suggests()) {
        std::vector<std::string> spellings;
        for (const ProviderId provider : searched) {
            for (const Operation& operation : context.model.provider(provider).operations) {
                if (operation.method == written.method) {
                    normalised.push_back(catalog::normalise_path(operation.path));
                    spellings.push_back(spell(operation));
                }
            }
        }
        for (std::size_t at = 0; at < normalised.size(); ++at) {
            candidates.emplace_back(normalised[at]);
            spelt.emplace(normalised[at], std::move(spellings[at]));
        }
    }
    std::string message = who_lacks(context, searched, "operation", reference.value);
    std::vector<string_view> near;
    for (const string_view path :
         diag::nearest(catalog::normalise_path(written.path), candidates)) {
        near.push_back(spelt.at(path));
    }
    message += near.empty() ? "" : "; " + diag::did_you_mean(near);
    Finding finding = context.error(ErrorId::unknown_operation, reference.span, std::move(message));
    if (near.size() == 1) {
        finding.fix(diag::Fix::Safety::unsafe, "write `" + std::string(near.front()) + "`",
                    {{context.at(reference.value_span), "\"" + std::string(near.front()) + "\""}});
    }
}

}  // namespace

std::optional<model::OperationRef> find_operation(Context& context, const Providers& providers,
                                                  const syntax::Reference& reference) {
    const std::optional<Written> written = read_written(context, reference);
    if (!written.has_value()) {
        return std::nullopt;
    }
    std::optional<std::size_t> literal;
    const std::optional<Found<Operation>> found = look_up<Operation>(
        context, providers, reference,
        [&](const Catalog& catalog) -> std::optional<Id<Operation>> {
            const auto match = catalog::match_operation(catalog, written->method, written->path);
            if (!match.has_value()) {
                return std::nullopt;
            }
            literal = match->literal_segment;
            return match->operation;
        },
        [&](std::span<const ProviderId> searched) {
            report_unknown_operation(context, reference, *written, searched);
        });
    if (!found.has_value()) {
        return std::nullopt;
    }
    return model::OperationRef{found->provider, found->id, literal, context.at(reference.span)};
}

}  // namespace latchkey::check
