#include "lint/rule.h"

#include <algorithm>
#include <map>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view> similar{"`{}` is easily taken for `{}`"};

/// What an eye takes a name for: equal for two names that differ only in letter case, in `-` and
/// `_`, or in letters and figures that look alike.
std::string skeleton(std::string_view name) {
    std::string look;
    for (const char c : name) {
        const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        look += small == '_'                   ? '-'
                : small == 'o'                 ? '0'
                : small == 'l' || small == 'i' ? '1'
                                               : small;
    }
    for (std::size_t at = look.find("rn"); at != std::string::npos; at = look.find("rn", at)) {
        look.replace(at, 2, "m");
    }
    return look;
}

struct Declared {
    model::Word name;
    Subject subject;
    bool standard = false;
};

/// Names of one space. Each is held against the first that looks like it.
void compare(std::vector<Declared> names, Context& context) {
    std::ranges::stable_sort(
        names, {}, [](const Declared& one) { return std::pair(!one.standard, one.name.where); });
    std::map<std::string, const Declared*> first;
    for (const Declared& one : names) {
        const auto [known, is_new] = first.emplace(skeleton(one.name.text), &one);
        if (!is_new) {
            const model::Word& other = known->second->name;
            context.about(one.subject);
            context.report(one.name.where, similar, one.name.text, other.text)
                .label(other.where, "the other one");
        }
    }
}

void check(const model::Model& model, Context& context) {
    std::vector<Declared> holders;
    for (const model::Integration& one : model.integrations) {
        holders.push_back({one.name, {model.integrations.id_of(one), {}, {}}});
    }
    for (const model::Credential& one : model.credentials) {
        holders.push_back({one.name, {{}, model.credentials.id_of(one), {}}});
    }
    compare(std::move(holders), context);
    std::vector<Declared> teams;
    for (const model::Team& one : model.teams) {
        teams.push_back({one.name, {}});
    }
    compare(std::move(teams), context);
    std::vector<Declared> roles;
    for (const model::Role& one : model.roles) {
        roles.push_back({one.name, {}});
    }
    compare(std::move(roles), context);
    std::vector<Declared> purposes;
    for (const model::Purpose& one : model.purposes) {
        purposes.push_back({one.name, {}, one.standard});
    }
    compare(std::move(purposes), context);
}

}  // namespace

constinit const Rule similar_names{
    .id = "similar-names",
    .category = Category::hygiene,
    .level = Level::warning,
    .summary = "Two names of one kind are hard to tell apart.",
    .on_workspace = check,
};

}  // namespace latchkey::lint
