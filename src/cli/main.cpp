#include "latchkey/version.h"
#include "latchkey/workspace.h"

#include "cli/commands.h"
#include "cli/outline.h"

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

namespace latchkey::cli {
namespace {

std::string is_day(const std::string& text) {
    return is_date(text) ? std::string() : "`" + text + "` is no date; write 2026-11-23";
}

void add_jobs(CLI::App& command, Common& common) {
    command
        .add_option("--jobs", common.jobs,
                    "On how many threads to work (default: one for each processor)")
        ->type_name("N")
        ->check(CLI::Range(1, 1024));
}

void add_paths(CLI::App& command, Common& common) {
    command.add_option("PATHS", common.paths,
                       "Files or directories; - is standard input. Without any: the workspace "
                       "around the current directory");
    command.add_option("--config", common.config, "Use this latchkey.toml")->type_name("FILE");
    add_jobs(command, common);
}

void add_streams(CLI::App& command, Common& common) {
    command
        .add_option("--color", common.colour,
                    "When to colour; auto: on a terminal, unless NO_COLOR is set")
        ->type_name("WHEN")
        ->check(CLI::IsMember({"auto", "always", "never"}));
    command
        .add_option("--stdin-filename", common.stdin_filename,
                    "Which file standard input stands for")
        ->type_name("FILE");
    command.add_flag("--quiet,-q", common.quiet,
                     "Say nothing but through the exit code and the files written");
}

void add_as_of(CLI::App& command, Common& common) {
    command
        .add_option("--as-of", common.as_of,
                    "The date that reviews, rotations and waivers are judged on (default: today)")
        ->type_name("DATE")
        ->check(is_day);
}

void add_judging(CLI::App& command, Common& common) {
    add_paths(command, common);
    command.add_option("--format", common.format, "How findings are written")
        ->type_name("FORMAT")
        ->check(CLI::IsMember(
            {"text", "compact", "json", "sarif", "junit", "gitlab", "github", "markdown"}))
        ->capture_default_str();
    command
        .add_option(
            "--output", common.outputs,
            "Also write the findings to a file, in a format: json:findings.json (repeatable)")
        ->type_name("FORMAT:PATH");
    add_as_of(command, common);
    command
        .add_option("--fail-on", common.fail_on,
                    "Exit with 1 when a finding is at this level or above (default: warning; "
                    "compile: error)")
        ->type_name("LEVEL")
        ->check(CLI::IsMember({"info", "warning", "error", "never"}));
    command
        .add_option("--rule", common.rules,
                    "Set a rule's level: excess-scope=warning, missing-review=off (repeatable)")
        ->type_name("ID=LEVEL");
    command
        .add_option("--profile", common.profiles,
                    "Which rules speak, in place of the configuration's list (repeatable, or "
                    "strict,gdpr)")
        ->type_name("NAME")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::IsMember({"recommended", "strict", "all", "gdpr", "ccpa"}));
    add_streams(command, common);
}

/// The options of all commands; each command uses its own.
struct Options {
    Common common;
    CheckOptions check;
    CompileOptions compile;
    FormatOptions format;
    CatalogDiffOptions catalog_diff;
    DiffOptions diff;
    ImportOptions making;
    InitOptions init;
    std::vector<std::string> words;
    std::string word;
    bool coverage = false;
    std::string rules_format = "markdown";
    bool stdio = true;
};

void add_catalog_diff(CLI::App& catalog, Options& options, std::optional<ExitCode>& code) {
    CLI::App* diff = catalog.add_subcommand(
        "diff", "What a newer catalogue of a provider gives and takes, and who holds it");
    diff->add_option("OLD", options.catalog_diff.before,
                     "A catalogue file, a folder of OpenAPI files, or a provider that ships with "
                     "latchkey")
        ->required();
    diff->add_option("NEW", options.catalog_diff.after, "The same, of the same provider")
        ->required();
    diff->add_option("--overlay", options.catalog_diff.overlay,
                     "What people have judged, for folders (see catalog import)")
        ->type_name("FILE");
    diff->add_option("--format", options.catalog_diff.format, "How the comparison is written")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"text", "json", "markdown"}))
        ->capture_default_str();
    diff->add_option("--fail-on", options.catalog_diff.fail_on,
                     "Exit with 1 when keys that nobody touched can do more (widened), or when "
                     "anything differs (any)")
        ->type_name("CHANGE")
        ->check(CLI::IsMember({"widened", "any", "never"}))
        ->capture_default_str();
    diff->add_option("--workspace", options.common.paths,
                     "The policies to look for holders in (default: around the current directory)")
        ->type_name("PATH");
    add_jobs(*diff, options.common);
    diff->callback([&] { code = run_catalog_diff(options.common, options.catalog_diff); });
}

void add_import(CLI::App& catalog, Options& options, std::optional<ExitCode>& code) {
    CLI::App* command =
        catalog.add_subcommand("import", "Make a catalogue of a provider's OpenAPI files");
    command->add_option("--provider", options.making.provider, "The id of the provider")
        ->type_name("ID")
        ->required();
    command->add_option("--openapi", options.making.openapi, "Its OpenAPI 3 files, JSON or YAML")
        ->type_name("DIR")
        ->required();
    command
        ->add_option("--overlay", options.making.overlay,
                     "What people have judged and the files do not say")
        ->type_name("FILE");
    command->add_option("-o,--out", options.making.out, "The catalogue to write")
        ->type_name("FILE")
        ->required();
    command
        ->add_option("--source-date", options.making.date,
                     "The day that the files are of, where no overlay says it (default: today)")
        ->type_name("DATE")
        ->check(is_day);
    command->add_flag("--quiet,-q", options.common.quiet, "List nothing but what is wrong");
    command->callback([&] { code = run_catalog_import(options.common, options.making); });
}

void add_catalog(CLI::App& program, Options& options, std::optional<ExitCode>& code) {
    CLI::App* catalog = program.add_subcommand(
        "catalog", "What is known of the providers: list, show, verify, compare and import it");
    catalog->require_subcommand(1);
    CLI::App* list = catalog->add_subcommand("list", "The catalogues in force");
    add_paths(*list, options.common);
    list->callback([&] { code = run_catalog_list(options.common); });
    CLI::App* show =
        catalog->add_subcommand("show", "A provider's credential kinds, scopes and entities");
    show->add_option("PROVIDER", options.word, "highlevel, keap, …")->required();
    add_jobs(*show, options.common);
    show->callback([&] { code = run_catalog_show(options.common, options.word); });
    CLI::App* verify =
        catalog->add_subcommand("verify", "Look for what is wrong with catalogues and overlays");
    verify
        ->add_option("WHAT", options.words,
                     "Catalogue files, overlays, or providers that ship with latchkey")
        ->required();
    verify->callback([&] { code = run_catalog_verify(options.words); });
    add_catalog_diff(*catalog, options, code);
    add_import(*catalog, options, code);
}

void add_fmt(CLI::App& program, Options& options, std::optional<ExitCode>& code) {
    CLI::App* fmt = program.add_subcommand("fmt", "Rewrite policies in the one style");
    add_paths(*fmt, options.common);
    fmt->add_flag("--check", options.format.check,
                  "Write nothing; name the files that would change and exit with 1");
    fmt->add_flag("--diff", options.format.diff, "Write nothing; show what would change");
    add_streams(*fmt, options.common);
    fmt->callback([&] { code = run_fmt(options.common, options.format); });
}

void add_fixing(CLI::App& command, CheckOptions& options) {
    command
        .add_flag("--fix{safe}", options.fix,
                  "Apply safe fixes, which only narrow power; --fix=all also those that a person "
                  "should read")
        ->check(CLI::IsMember({"safe", "all"}));
    command.add_flag("--diff", options.diff, "Show what --fix would write, and write nothing");
    command
        .add_option("--baseline", options.baseline,
                    "Report only what this file does not list; what it lists and is gone fails")
        ->type_name("FILE");
    command.add_flag("--write-baseline", options.write_baseline,
                     "List all that is found in the baseline (default: latchkey.baseline.json)");
    command.add_flag("--prune-baseline", options.prune_baseline,
                     "Take out of the baseline what is gone");
    command.add_flag("--dry-run", options.dry_run, "Say what would be written to the baseline");
}

void add_policy_commands(CLI::App& program, Options& options, std::optional<ExitCode>& code) {
    CLI::App* check = program.add_subcommand("check", "Check and lint policies");
    add_judging(*check, options.common);
    add_fixing(*check, options.check);
    check->callback([&] { code = run_check(options.common, options.check); });

    CLI::App* compile =
        program.add_subcommand("compile", "Check policies and write their scope manifests");
    add_judging(*compile, options.common);
    compile
        ->add_option("-o,--out", options.compile.out,
                     "Where the manifests go (default: [compile] out)")
        ->type_name("DIR");
    compile->add_flag("--check", options.compile.check,
                      "Write nothing; exit with 1 when DIR is not up to date");
    compile->callback([&] { code = run_compile(options.common, options.compile); });

    CLI::App* test = program.add_subcommand("test", "Run the assertions of the policies");
    add_judging(*test, options.common);
    test->add_flag("--coverage", options.coverage,
                   "Also list the grants and the keys' further power that no assertion speaks of, "
                   "as text or json");
    test->callback([&] { code = run_test(options.common, options.coverage); });
}

void add_knowledge_commands(CLI::App& program, Options& options, std::optional<ExitCode>& code) {
    CLI::App* explain = program.add_subcommand(
        "explain",
        "Explain a rule, error, scope, operation, event, entity, integration or credential");
    explain
        ->add_option("ID", options.words,
                     "excess-scope, contacts.write, \"POST /contacts/\", contact, lead-form, …")
        ->required();
    explain
        ->add_option("--workspace", options.common.paths,
                     "The policies to look in (default: around the current directory)")
        ->type_name("PATH");
    add_jobs(*explain, options.common);
    explain->callback([&] { code = run_explain(options.common, options.words); });

    CLI::App* rules = program.add_subcommand(
        "rules", "The table of rules: what each looks for, how loud it is, whether it has a fix");
    rules->add_option("--format", options.rules_format, "How the table is written")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"markdown", "json"}))
        ->capture_default_str();
    rules->callback([&] { code = run_rules(options.rules_format); });

    add_catalog(program, options, code);

    CLI::App* schema =
        program.add_subcommand("schema", "Print a JSON Schema of what latchkey writes or reads");
    schema->add_option("NAME", options.word, "manifest, index, config, catalog, findings or diff")
        ->required();
    schema->callback([&] { code = run_schema(options.word); });
}

void add_diff(CLI::App& program, Options& options, std::optional<ExitCode>& code) {
    CLI::App* diff = program.add_subcommand(
        "diff", "What power a change gives and takes, and whether somebody accepted it");
    diff->add_option("BASE", options.diff.before,
                     "A git revision (main, HEAD~1), :index, a directory, or a folder of manifests")
        ->required();
    diff->add_option("HEAD", options.diff.after, "The same (default: the work tree)");
    diff->add_option("--config", options.common.config, "Use this latchkey.toml")
        ->type_name("FILE");
    diff->add_option("--format", options.common.format, "How the difference is written")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"text", "json", "markdown", "sarif"}))
        ->capture_default_str();
    diff->add_option("--output", options.common.outputs,
                     "Also write it to a file, in a format: markdown:comment.md (repeatable)")
        ->type_name("FORMAT:PATH");
    diff->add_option("--fail-on", options.common.fail_on,
                     "Exit with 1 at such changes that nobody accepted (default: widened)")
        ->type_name("CHANGE")
        ->check(CLI::IsMember({"widened", "escalated", "any", "never"}));
    add_as_of(*diff, options.common);
    diff->add_option("--rule", options.common.rules,
                     "Set a rule's level: control-weakened=info (repeatable)")
        ->type_name("ID=LEVEL");
    diff->add_option("--color", options.common.colour,
                     "auto, always or never; NO_COLOR is honoured")
        ->type_name("WHEN")
        ->check(CLI::IsMember({"auto", "always", "never"}));
    diff->add_flag("--quiet,-q", options.common.quiet,
                   "Say nothing but through the exit code and the files written");
    diff->callback([&] { code = run_diff(options.common, options.diff); });
}

void add_server(CLI::App& program, Options& options, std::optional<ExitCode>& code) {
    CLI::App* lsp = program.add_subcommand(
        "lsp", "Serve an editor on standard input and output (Language Server Protocol 3.17)");
    lsp->add_flag("--stdio", options.stdio, "What it does anyway; editors' libraries pass it");
    add_as_of(*lsp, options.common);
    add_jobs(*lsp, options.common);
    lsp->callback([&] { code = run_lsp(options.common); });
}

/// For what is made of the command line, not for people: no help shows it.
void add_outline(CLI::App& program, std::optional<ExitCode>& code) {
    CLI::App* outline = program.add_subcommand("outline", "Print the command line as JSON");
    outline->group("");
    outline->callback([&] { code = run_outline(program); });
}

void add_init(CLI::App& program, Options& options, std::optional<ExitCode>& code) {
    CLI::App* init = program.add_subcommand(
        "init", "Write a first workspace, with hooks and CI; what is there is left alone");
    init->add_option("DIR", options.init.directory, "Where (default: the current directory)");
    init->add_flag("--dry-run", options.init.dry_run, "Show what would be written");
    init->add_option("--from-scopes", options.init.from_scopes,
                     "Begin with the scopes that a key has today: \"contacts.readonly "
                     "contacts.write\", @FILE, or - for standard input")
        ->type_name("SCOPES");
    init->add_option("--provider", options.init.provider, "Whose scopes they are")
        ->type_name("ID")
        ->capture_default_str();
    init->add_option("--name", options.init.name,
                     "What the integration is called (default: as the repository is)")
        ->type_name("NAME");
    init->add_option("--as-of", options.common.as_of,
                     "The day that the first review is dated on (default: today)")
        ->type_name("DATE")
        ->check(is_day);
    init->callback([&] { code = run_init(options.common, options.init); });
}

constexpr const char* footer =
    "First steps:\n"
    "  latchkey init                          write a first workspace, with hooks and CI\n"
    "  latchkey check                         look at the policies around here\n"
    "  latchkey compile policies -o build     write their manifests\n"
    "  latchkey explain contacts.write        what a scope opens, and who holds it\n"
    "Exit codes: 0 nothing found, 1 findings or stale output, 2 wrong usage or\n"
    "configuration, 3 something could not be read or written.";

ExitCode run(int count, char** words) {
    CLI::App program(
        "Says what integrations may do, checks it against what their keys can do, and\ncompiles "
        "scope manifests.",
        "latchkey");
    program.set_version_flag("--version,-V", "latchkey " + std::string(version()));
    program.require_subcommand(1);
    program.footer(footer);
    Options options;
    std::optional<ExitCode> code;
    add_policy_commands(program, options, code);
    add_diff(program, options, code);
    add_fmt(program, options, code);
    add_knowledge_commands(program, options, code);
    add_init(program, options, code);
    add_server(program, options, code);
    add_outline(program, code);
    try {
        program.parse(count, words);
    } catch (const CLI::Success& done) {
        return program.exit(done) == 0 ? nothing_found : wrong_usage;
    } catch (const CLI::ParseError& error) {
        program.exit(error);
        return wrong_usage;
    }
    return code.value_or(wrong_usage);
}

}  // namespace
}  // namespace latchkey::cli

int main(int count, char** words) {
    // A reader that goes away (`| head`) is no failure of ours.
    std::signal(SIGPIPE, SIG_DFL);
    const int code = latchkey::cli::run(count, words);
    const bool written = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
    if (!written) {
        latchkey::cli::complain("standard output cannot be written");
    }
    // Nothing is left to tidy up, and taking a large workspace apart takes time.
    _exit(written ? code : latchkey::cli::not_readable);
}
