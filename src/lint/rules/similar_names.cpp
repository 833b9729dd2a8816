#include "lint/rule.h"

#include <algorithm>
#include <cstdint>
#include <map>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view> similar{"`{}` is easily taken for `{}`"};

/// Gives what an eye takes a name for, a letter at a time: the same for two names that differ only
/// in letter case, in `-` and `_`, or in letters and figures that look alike.
void look_at(std::string_view name, auto take) {
    bool after_r = false;
    for (const char c : name) {
        const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if (small == 'n' && after_r) {
            take('m');
            after_r = false;
            continue;
        }
        if (after_r) {
            take('r');
        }
        after_r = small == 'r';
        if (!after_r) {
            take(small == '_'                   ? '-'
                 : small == 'o'                 ? '0'
                 : small == 'l' || small == 'i' ? '1'
                                                : small);
        }
    }
    if (after_r) {
        take('r');
    }
}

std::string skeleton(std::string_view name) {
    std::string look;
    look_at(name, [&](char c) { look += c; });
    return look;
}

/// FNV-1a of the skeleton.
std::uint64_t hash_of_skeleton(std::string_view name) {
    std::uint64_t hash = 0xCBF29CE484222325U;
    look_at(name, [&](char c) { hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U; });
    return hash;
}

struct Declared {
    model::Word name;
    Subject subject;
    bool standard = false;
};

/// Leaves those that look like another one, which are few among many thousands: to find them by
/// their hashes takes a tenth of what a map of all skeletons takes.
void leave_lookalikes(std::vector<Declared>& names) {
    std::vector<std::uint64_t> hashes;
    hashes.reserve(names.size());
    for (const Declared& one : names) {
        hashes.push_back(hash_of_skeleton(one.name.text));
    }
    std::ranges::sort(hashes);
    std::vector<std::uint64_t> several;
    for (auto at = std::ranges::adjacent_find(hashes); at != hashes.end();
         at = std::ranges::adjacent_find(at + 1, hashes.end())) {
        several.push_back(*at);
    }
    std::erase_if(names, [&](const Declared& one) {
        return several.empty() ||
               !std::ranges::binary_search(several, hash_of_skeleton(one.name.text));
    });
}

/// Names of one space. Each is held against the first that looks like it.
void compare(std::vector<Declared> names, Context& context) {
    leave_lookalikes(names);
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
    holders.reserve(model.integrations.size() + model.credentials.size());
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
