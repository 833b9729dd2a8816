#include "workspace/config.h"

#include "diag/message.h"
#include "diag/report.h"
#include "lint/secrets.h"
#include "workspace/secrets.h"

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace latchkey::workspace {
namespace {

using diag::Message;
using std::string_view;

constexpr Message<string_view, string_view, string_view> unknown_key{"unknown key `{}` in {}{}"};
constexpr Message<string_view, string_view> wrong_type{"`{}` must be {}"};
constexpr Message<string_view, string_view> unknown_rule{"unknown rule `{}`{}"};
constexpr Message<string_view, string_view> unknown_level{
    "`{}` is no level: off, info, warning or error{}"};
constexpr Message<string_view, string_view> unknown_profile{
    "`{}` is no profile: recommended, strict or all, and gdpr, ccpa{}"};
constexpr Message<string_view, string_view, string_view> unknown_option{
    "rule `{}` has no option `{}`{}"};
constexpr Message<string_view> holds_token{
    "a {} stands in the file: keep it in a store, and revoke it at the provider first"};
constexpr Message<string_view> bad_toml{"not valid TOML: {}"};

/// Walks the tables and collects what is wrong with them, each with its place.
class Reader {
public:
    explicit Reader(Config& config) : config_(&config) {}

    void read(const toml::table& root) {
        for_each_key(root, "the file", {"workspace", "rules", "providers", "compile", "limits"},
                     [&](string_view key, const toml::node& node) {
                         const toml::table* table = node.as_table();
                         if (table == nullptr) {
                             problem(node, wrong_type(key, "a table: [" + std::string(key) + "]"));
                         } else if (key == "workspace") {
                             read_workspace(*table);
                         } else if (key == "rules") {
                             read_rules(*table);
                         } else if (key == "providers") {
                             read_providers(*table);
                         } else if (key == "limits") {
                             read_limits(*table);
                         } else {
                             read_compile(*table);
                         }
                     });
        // Tables are walked by key; people read from the top.
        std::ranges::sort(problems_);
        for (const auto& [line, column, message] : problems_) {
            config_->problems.push_back(std::to_string(line) + ":" + std::to_string(column) + ": " +
                                        message);
        }
    }

private:
    void problem(const toml::node& node, std::string message) {
        problem(node.source(), std::move(message));
    }
    void problem(const toml::source_region& source, std::string message) {
        problems_.push_back({source.begin.line, source.begin.column, std::move(message)});
    }

    static std::string suggestion(string_view written, std::span<const string_view> candidates) {
        const std::string hint = diag::did_you_mean(diag::nearest(written, candidates));
        return hint.empty() ? hint : "; " + hint;
    }

    template <typename Visit>
    void for_each_key(const toml::table& table, string_view where,
                      std::initializer_list<string_view> known, Visit visit) {
        for (const auto& [key, node] : table) {
            if (std::ranges::find(known, key.str()) != known.end()) {
                visit(key.str(), node);
            } else {
                problem(key.source(),
                        unknown_key(key.str(), where,
                                    suggestion(key.str(), std::span(known.begin(), known.size()))));
            }
        }
    }

    void read_strings(string_view key, const toml::node& node, std::vector<std::string>& out) {
        const toml::array* array = node.as_array();
        if (array == nullptr) {
            problem(node, wrong_type(key, "a list of strings"));
            return;
        }
        out.clear();
        for (const toml::node& item : *array) {
            if (const auto* text = item.as_string()) {
                out.push_back(text->get());
            } else {
                problem(item, wrong_type(key, "a list of strings"));
            }
        }
    }

    void read_workspace(const toml::table& table) {
        for_each_key(table, "[workspace]", {"include", "exclude"},
                     [&](string_view key, const toml::node& node) {
                         read_strings(key, node,
                                      key == "include" ? config_->include : config_->exclude);
                     });
    }

    void read_providers(const toml::table& table) {
        for (const auto& [key, node] : table) {
            if (const auto* text = node.as_string()) {
                config_->providers.emplace_back(key.str(), text->get());
            } else {
                problem(node, wrong_type(key.str(), "the path of a catalogue"));
            }
        }
    }

    void read_compile(const toml::table& table) {
        for_each_key(table, "[compile]", {"out"}, [&](string_view key, const toml::node& node) {
            if (const auto* text = node.as_string()) {
                config_->out = text->get();
            } else {
                problem(node, wrong_type(key, "the path of a directory"));
            }
        });
    }

    void read_limits(const toml::table& table) {
        for_each_key(table, "[limits]", {"scope-search"},
                     [&](string_view key, const toml::node& node) {
                         const auto* number = node.as_integer();
                         if (number == nullptr || number->get() < 1) {
                             problem(node, wrong_type(key, "a whole number from 1"));
                         } else {
                             config_->scope_search = static_cast<std::uint64_t>(number->get());
                         }
                     });
    }

    void read_profile(const toml::node& node) {
        config_->profile_is_set = true;
        std::vector<std::string> names;
        read_strings("profile", node, names);
        for (const std::string& name : names) {
            if (!add_profile(name, config_->profile)) {
                problem(node, unknown_profile(name, suggestion(name, profile_names())));
            }
        }
    }

    void read_rules(const toml::table& table) {
        for (const auto& [key, node] : table) {
            if (key.str() == "profile") {
                read_profile(node);
            } else if (const RuleInfo* rule = find_rule(key.str())) {
                read_rule(*rule, node);
            } else {
                std::vector<string_view> known{"profile"};
                for (const RuleInfo& one : rules()) {
                    known.push_back(one.id);
                }
                problem(key.source(), unknown_rule(key.str(), suggestion(key.str(), known)));
            }
        }
    }

    void read_rule(const RuleInfo& rule, const toml::node& node) {
        RuleSettings settings{.id = std::string(rule.id), .level = std::nullopt, .options = {}};
        if (const toml::table* table = node.as_table()) {
            for (const auto& [key, value] : *table) {
                read_rule_key(rule, key, value, settings);
            }
        } else {
            read_level(rule.id, node, settings);
        }
        config_->rules.push_back(std::move(settings));
    }

    void read_rule_key(const RuleInfo& rule, const toml::key& key, const toml::node& value,
                       RuleSettings& settings) {
        if (key.str() == "level") {
            read_level(key.str(), value, settings);
            return;
        }
        std::vector<string_view> known{"level"};
        for (const RuleOption& option : rule.options) {
            known.push_back(option.name);
        }
        if (std::ranges::find(known, key.str()) == known.end()) {
            problem(key.source(), unknown_option(rule.id, key.str(), suggestion(key.str(), known)));
            return;
        }
        const auto* number = value.as_integer();
        if (number == nullptr || number->get() < 0 ||
            number->get() > std::numeric_limits<std::uint32_t>::max()) {
            problem(value, wrong_type(key.str(), "a whole number from 0"));
            return;
        }
        settings.options.emplace_back(key.str(), static_cast<std::uint32_t>(number->get()));
    }

    void read_level(string_view key, const toml::node& node, RuleSettings& settings) {
        const auto* text = node.as_string();
        if (text == nullptr) {
            problem(
                node,
                wrong_type(key, "a level (\"off\", \"info\", \"warning\", \"error\") or a table"));
            return;
        }
        settings.level = find_level(text->get());
        if (!settings.level) {
            static constexpr std::array<string_view, 4> known{"off", "info", "warning", "error"};
            problem(node, unknown_level(text->get(), suggestion(text->get(), known)));
        }
    }

    Config* config_;
    std::vector<std::tuple<std::uint32_t, std::uint32_t, std::string>> problems_;
};

}  // namespace

std::optional<Level> find_level(std::string_view word) {
    for (const Level level : {Level::off, Level::info, Level::warning, Level::error}) {
        if (to_string(level) == word) {
            return level;
        }
    }
    return std::nullopt;
}

namespace {

/// A token has no business here either, and what is built upon it would show it.
void report_tokens(std::string_view text, std::vector<std::string>& problems) {
    const SourceFile file("latchkey.toml", std::string(text));
    for (const lint::FoundSecret& found : lint::scan_tokens(text, shipped_catalogs())) {
        const Position place = file.position(found.span.begin);
        problems.push_back(std::to_string(place.line) + ":" + std::to_string(place.column) + ": " +
                           holds_token(found.title));
    }
}

Config read_config(std::string_view text) {
    Config config;
    const toml::parse_result result = toml::parse(text);
    if (!result) {
        const toml::parse_error& error = result.error();
        config.problems.push_back(std::to_string(error.source().begin.line) + ":" +
                                  std::to_string(error.source().begin.column) + ": " +
                                  bad_toml(error.description()));
        return config;
    }
    Reader(config).read(result.table());
    std::ranges::sort(config.providers);
    return config;
}

}  // namespace

void apply(const Config& config, LoadedWorkspace& workspace) {
    workspace.options.profile = config.profile;
    workspace.profile_is_set = config.profile_is_set;
    workspace.options.rules = config.rules;
    workspace.options.scope_search = config.scope_search;
    workspace.out = config.out;
}

Config parse_config(std::string_view text) {
    Config config = read_config(text);
    report_tokens(text, config.problems);
    for (std::string& problem : config.problems) {
        mask_secrets_of(text, problem);
    }
    return config;
}

}  // namespace latchkey::workspace
