#include "latchkey/assertions.h"

#include "model/coverage.h"
#include "workspace/analysis.h"
#include "workspace/secrets.h"

#include <algorithm>
#include <set>
#include <utility>

namespace latchkey {
namespace {

using authority::ProviderAuthority;
using catalog::Event;
using catalog::Operation;
using model::Assertion;
using model::Id;
using model::Integration;

/// What stands at a place, on one line, without comments and with secrets masked.
std::string one_line(const Analysis::Data& data, Location where) {
    std::string text(data.files[static_cast<std::size_t>(where.file)]->text(where.span));
    workspace::mask_secrets(data.secrets, data.files, text);
    std::string out;
    bool in_string = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!in_string && std::string_view(text).substr(at).starts_with("//")) {
            at = std::min(text.find_first_of("\r\n", at), text.size());
        }
        if (at == text.size()) {
            break;
        }
        in_string ^= text[at] == '"' && (at == 0 || text[at - 1] != '\\');
        const bool blank = std::string_view(" \t\r\n").find(text[at]) != std::string_view::npos;
        if (!blank || in_string) {
            out += text[at];
        } else if (!out.empty() && out.back() != ' ') {
            out += ' ';
        }
    }
    return out;
}

/// Of all assertions those that are about one integration, or one credential.
std::vector<const Assertion*> about(const model::Model& model, Id<Integration> id) {
    std::vector<const Assertion*> found;
    for (const Assertion& one : model.assertions) {
        if (std::ranges::find(one.integrations, id) != one.integrations.end()) {
            found.push_back(&one);
        }
    }
    return found;
}

std::vector<const Assertion*> about(const model::Model& model, Id<model::Credential> id) {
    std::vector<const Assertion*> found;
    for (const Assertion& one : model.assertions) {
        if (std::ranges::find(one.credentials, id) != one.credentials.end()) {
            found.push_back(&one);
        }
    }
    return found;
}

bool speaks_of(const std::vector<const Assertion*>& assertions, const model::Model& model,
               model::ProviderId provider, Id<Operation> operation) {
    return std::ranges::any_of(assertions, [&](const Assertion* one) {
        return std::ranges::any_of(one->operations,
                                   [&](const model::OperationRef& named) {
                                       return named.provider == provider &&
                                              named.operation == operation;
                                   }) ||
               std::ranges::any_of(one->targets, [&](const model::Target& target) {
                   return target.provider == provider &&
                          model::speaks_of(target, model.provider(provider), operation);
               });
    });
}

bool speaks_of(const std::vector<const Assertion*>& assertions, model::ProviderId provider,
               Id<Event> event) {
    return std::ranges::any_of(assertions, [&](const Assertion* one) {
        return std::ranges::any_of(one->events, [&](const model::EventRef& named) {
            return named.provider == provider && named.event == event;
        });
    });
}

class Counter {
public:
    Counter(const Analysis::Data& data, std::span<const std::string> paths)
        : data_(&data), model_(&data.model), paths_(paths.begin(), paths.end()) {}

    [[nodiscard]] bool is_chosen(FileId file) const {
        return paths_.contains(data_->files[static_cast<std::size_t>(file)]->path());
    }

    AssertionCoverage count() {
        for (const Assertion& one : model_->assertions) {
            counted_.assertions += is_chosen(one.where.file) ? 1 : 0;
        }
        for (const auto& of_file : data_->findings) {
            counted_.failed += static_cast<std::size_t>(
                std::ranges::count_if(*of_file, [&](const Diagnostic& one) {
                    return one.id == "failed-assertion" && is_chosen(one.where.file);
                }));
        }
        for (const Integration& integration : model_->integrations) {
            if (integration.status != model::Status::retired &&
                is_chosen(integration.name.where.file)) {
                const auto id = model_->integrations.id_of(integration);
                count_grants(integration, data_->authorities[{id.index}]);
                for (const ProviderAuthority& held : data_->authorities[{id.index}].providers) {
                    count_residual(integration, held);
                }
            }
        }
        return std::move(counted_);
    }

private:
    void count_grants(const Integration& integration, const authority::IntegrationAuthority& all) {
        const auto assertions = about(*model_, model_->integrations.id_of(integration));
        std::vector<bool> asserted(integration.grants.size());
        const auto mark = [&](const std::vector<std::uint32_t>& places) {
            for (const std::uint32_t place : places) {
                asserted[place] = true;
            }
        };
        for (const ProviderAuthority& held : all.providers) {
            for (const authority::AllowedOperation& one : held.operations) {
                if (speaks_of(assertions, *model_, held.provider, one.operation)) {
                    mark(one.grants);
                }
            }
            for (const authority::AllowedEvent& one : held.events) {
                if (speaks_of(assertions, held.provider, one.event)) {
                    mark(one.grants);
                }
            }
        }
        for (std::size_t place = 0; place < asserted.size(); ++place) {
            const model::Grant& grant = model_->grants[integration.grants[place]];
            if (grant.effect == model::Grant::Effect::deny) {
                continue;
            }
            ++counted_.grants;
            counted_.asserted_grants += asserted[place] ? 1 : 0;
            if (!asserted[place]) {
                counted_.unasserted_grants.push_back({grant.where,
                                                      std::string(integration.name.text),
                                                      one_line(*data_, grant.where)});
            }
        }
    }

    void count_residual(const Integration& integration, const ProviderAuthority& held) {
        const auto assertions = about(*model_, held.credential);
        const catalog::Catalog& provider = model_->provider(held.provider);
        UnassertedPower power{
            .where = integration.name.where,
            .integration = std::string(integration.name.text),
            .credential = std::string(model_->credentials[held.credential].name.text),
            .provider = std::string(provider.id),
            .operations = {}};
        held.residual.for_each([&](Id<Operation> id) {
            ++counted_.residual;
            if (speaks_of(assertions, *model_, held.provider, id)) {
                ++counted_.asserted_residual;
                return;
            }
            power.operations.push_back(std::string(to_string(provider[id].method)) + " " +
                                       std::string(provider[id].path));
        });
        if (!power.operations.empty()) {
            counted_.unasserted_residual.push_back(std::move(power));
        }
    }

    const Analysis::Data* data_;
    const model::Model* model_;
    std::set<std::string, std::less<>> paths_;
    AssertionCoverage counted_;
};

}  // namespace

std::vector<TestCase> assertion_cases(const Analysis& analysis,
                                      std::span<const std::string> paths) {
    const Analysis::Data& data = analysis.data();
    const Counter chosen(data, paths);
    std::vector<TestCase> cases;
    for (const Assertion& one : data.model.assertions) {
        if (chosen.is_chosen(one.where.file)) {
            std::string text = one_line(data, one.where);
            text.erase(0, text.starts_with("assert ") ? 7 : 0);
            cases.push_back({one.where, std::move(text)});
        }
    }
    std::ranges::sort(cases, {}, &TestCase::where);
    return cases;
}

AssertionCoverage assertion_coverage(const Analysis& analysis, std::span<const std::string> paths) {
    return Counter(analysis.data(), paths).count();
}

}  // namespace latchkey
