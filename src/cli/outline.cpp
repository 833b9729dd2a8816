#include "cli/outline.h"

#include "latchkey/explain.h"
#include "latchkey/rule_info.h"
#include "latchkey/version.h"

#include "cli/common.h"

#include <CLI/CLI.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace latchkey::cli {
namespace {

std::string json_text(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string json = "\"";
    for (const char one : text) {
        const auto byte = static_cast<unsigned char>(one);
        if (byte < 0x20) {
            json += "\\u00";
            json += digits[byte >> 4U];
            json += digits[byte & 0xfU];
            continue;
        }
        if (one == '"' || one == '\\') {
            json += '\\';
        }
        json += one;
    }
    return json + "\"";
}

/// `[…]` of what `write` makes of each.
template <typename Range, typename Write>
std::string listed(const Range& range, Write write) {
    std::string json;
    for (const auto& one : range) {
        json += (json.empty() ? "" : ", ") + write(one);
    }
    return "[" + json + "]";
}

/// What CLI11 keeps as one text: `FORMAT:{text,json}` is a value's name and what it may be, and
/// `N:INT in [1 - 9]` a name and its range.
struct Value {
    std::string name;
    std::vector<std::string> choices;
};

Value value_of(const CLI::Option& option) {
    const std::string text = option.get_type_name();
    const std::size_t brace = text.find(":{");
    const std::size_t range = text.find(" in [");
    if (brace == std::string::npos && range != std::string::npos) {
        return {.name = text.substr(0, text.rfind(':', range)), .choices = {}};
    }
    Value value{.name = text.substr(0, brace), .choices = {}};
    if (brace != std::string::npos) {
        value.choices =
            CLI::detail::split(text.substr(brace + 2, text.find('}', brace) - brace - 2), ',');
    }
    return value;
}

std::string names_of(const CLI::Option& option) {
    std::vector<std::string> names;
    for (const std::string& name : option.get_snames()) {
        names.push_back("-" + name);
    }
    for (const std::string& name : option.get_lnames()) {
        names.push_back("--" + name);
    }
    return listed(names, json_text);
}

std::string json_of(const CLI::Option& option) {
    const Value value = value_of(option);
    const bool flag = option.get_expected_max() == 0 && value.choices.empty();
    const bool takes = option.get_items_expected_min() > 0;
    const std::string place = option.get_name(true);
    return "{\"names\": " + names_of(option) +
           ", \"positional\": " + json_text(option.get_positional() ? place : "") +
           ", \"value\": " + json_text(flag ? "" : value.name) +
           ", \"value_needed\": " + (takes ? "true" : "false") +
           ", \"choices\": " + listed(value.choices, json_text) +
           ", \"default\": " + json_text(option.get_default_str()) +
           ", \"repeatable\": " + (option.get_expected_max() > 1 ? "true" : "false") +
           ", \"required\": " + (option.get_required() ? "true" : "false") +
           ", \"help\": " + json_text(option.get_description()) + "}";
}

bool is_shown(const CLI::App* command) {
    return !command->get_group().empty();
}

std::string json_of(const CLI::App& command, std::string_view indent) {
    const std::string deeper = std::string(indent) + "  ";
    std::string commands;
    for (const CLI::App* child : command.get_subcommands(is_shown)) {
        commands += std::string(commands.empty() ? "\n" : ",\n") + json_of(*child, deeper);
    }
    const auto options =
        command.get_options([](const CLI::Option* option) { return !option->get_group().empty(); });
    return std::string(indent) + "{\"name\": " + json_text(command.get_name()) +
           ", \"summary\": " + json_text(command.get_description()) + ",\n" + deeper +
           "\"options\": " +
           listed(options,
                  [&](const CLI::Option* option) { return "\n" + deeper + json_of(*option); }) +
           ",\n" + deeper + "\"commands\": [" + commands + "]}";
}

template <typename Range>
std::string json_of_facts(const Range& range) {
    return listed(range, [](const auto& one) {
        return "\n  {\"id\": " + json_text(one.id) + ", \"summary\": " + json_text(one.summary) +
               "}";
    });
}

}  // namespace

ExitCode run_outline(const CLI::App& program) {
    print("{\"version\": " + json_text(version()) + ",\n\"rules\": " + json_of_facts(rules()) +
          ",\n\"errors\": " + json_of_facts(errors()) + ",\n\"schemas\": " +
          listed(schema_names(), json_text) + ",\n\"program\":\n" + json_of(program, "  ") + "}\n");
    return nothing_found;
}

}  // namespace latchkey::cli
