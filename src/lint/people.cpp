#include "lint/people.h"

#include "lint/needles.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace latchkey::lint {
namespace {

/// Words for what is not a person, in small letters.
constexpr std::array<std::string_view, 68> posts{
    "abuse",        "accounts", "admin",         "alert",      "alerts",  "all",     "api",
    "billing",      "call",     "care",          "compliance", "contact", "crm",     "customer",
    "data",         "desk",     "dev",           "devops",     "dpo",     "duty",    "emergency",
    "engineering",  "events",   "finance",       "group",      "growth",  "hello",   "help",
    "helpdesk",     "hr",       "incident",      "incidents",  "info",    "infra",   "integration",
    "integrations", "it",       "legal",         "list",       "logs",    "mail",    "marketing",
    "monitoring",   "noc",      "notifications", "office",     "on",      "oncall",  "operations",
    "ops",          "pager",    "platform",      "postmaster", "privacy", "product", "root",
    "sales",        "security", "service",       "services",   "soc",     "sre",     "staff",
    "support",      "system",   "systems",       "team",       "web"};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

std::vector<std::string> parts_of(std::string_view name) {
    std::vector<std::string> parts{""};
    for (const char c : name) {
        if (c == '.' || c == '_' || c == '-') {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

bool is_post(const std::string& part, const model::Model& model) {
    return std::ranges::find(posts, part) != posts.end() ||
           std::ranges::any_of(model.teams, [&](const model::Team& team) {
               const std::vector<std::string> words = parts_of(lowered(team.name.text));
               return std::ranges::find(words, part) != words.end();
           });
}

}  // namespace

bool looks_personal(std::string_view address, const model::Model& model) {
    std::string plain = lowered(address);
    // `mailto:`, `email:`, `slack:`, `teams:`.
    if (const std::size_t colon = plain.find(':'); colon != std::string::npos) {
        plain.erase(0, colon + 1);
    }
    if (plain.find_first_of(" ,;") != std::string::npos) {
        return false;
    }
    const std::size_t at = plain.find('@');
    if (at == std::string::npos) {
        return false;
    }
    const std::string name = at == 0 ? plain.substr(1) : plain.substr(0, at);
    const std::vector<std::string> parts = parts_of(name);
    const bool is_words = std::ranges::all_of(parts, [](const std::string& part) {
        return !part.empty() && std::ranges::all_of(part, is_letter);
    });
    const std::size_t least = at == 0 ? 1 : 2;
    return is_words && parts.size() >= least &&
           std::ranges::none_of(parts,
                                [&](const std::string& part) { return is_post(part, model); });
}

}  // namespace latchkey::lint
