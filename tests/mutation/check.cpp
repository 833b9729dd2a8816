#include "latchkey/render.h"

#include "mutation/mutation.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>

namespace latchkey::mutation {
namespace {

using Problems = std::vector<std::string>;

/// The place of the first byte that is not UTF-8.
std::optional<std::size_t> find_invalid(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t size = lead < 0x80                   ? 1
                                 : lead >= 0xC2 && lead < 0xE0 ? 2
                                 : lead >= 0xE0 && lead < 0xF0 ? 3
                                 : lead >= 0xF0 && lead < 0xF5 ? 4
                                                               : 0;
        if (size == 0 || at + size > text.size()) {
            return at;
        }
        std::uint32_t value = size == 1 ? lead : lead & (0x7FU >> size);
        for (std::size_t next = 1; next < size; ++next) {
            const auto byte = static_cast<unsigned char>(text[at + next]);
            if ((byte & 0xC0U) != 0x80) {
                return at;
            }
            value = value << 6U | (byte & 0x3FU);
        }
        constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
        if (value < least.at(size) || (value >= 0xD800 && value < 0xE000) || value > 0x10FFFF) {
            return at;
        }
        at += size;
    }
    return std::nullopt;
}

bool splits_character(std::string_view text, std::uint32_t offset) {
    return offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0U) == 0x80;
}

/// What is wrong with a place; nothing when it lies within its file and between characters.
std::string check_place(const Analysis& analysis, Location where, std::size_t files) {
    const auto index = static_cast<std::size_t>(where.file);
    if (index >= files) {
        return "is in file " + std::to_string(index) + " of " + std::to_string(files);
    }
    const std::string_view text = analysis.files()[index]->text();
    if (where.span.begin > where.span.end || where.span.end > text.size()) {
        return "is " + std::to_string(where.span.begin) + "-" + std::to_string(where.span.end) +
               " in a file of " + std::to_string(text.size());
    }
    // Where the file is no UTF-8, there are no characters to be between.
    if (!find_invalid(text) &&
        (splits_character(text, where.span.begin) || splits_character(text, where.span.end))) {
        return "begins or ends within a character";
    }
    return {};
}

bool overlap(std::vector<Edit> edits) {
    std::ranges::sort(edits, {}, &Edit::where);
    const auto clash = [](const Edit& left, const Edit& right) {
        return left.where.file == right.where.file && left.where.span.end > right.where.span.begin;
    };
    return std::ranges::adjacent_find(edits, clash) != edits.end();
}

bool is_sorted(const Analysis& analysis) {
    const auto key = [&](const Diagnostic& one) {
        return std::tuple(
            std::string_view(analysis.files()[static_cast<std::size_t>(one.where.file)]->path()),
            one.where.span.begin, one.where.span.end, std::string_view(one.id));
    };
    return std::ranges::is_sorted(analysis.diagnostics(), {}, key);
}

Problems check_levels(const Analysis& analysis, const Summary& summary) {
    Problems problems;
    std::array<std::size_t, 4> counts{};
    std::size_t waived = 0;
    for (const Diagnostic& one : analysis.diagnostics()) {
        waived += one.waived ? 1 : 0;
        counts.at(static_cast<std::size_t>(one.level)) += one.waived ? 0 : 1;
        const bool known =
            one.language_error ? find_error(one.id) != nullptr : find_rule(one.id) != nullptr;
        if (!known || one.message.empty() || one.fingerprint.empty() || one.level == Level::off) {
            problems.push_back(one.id + ": without id, message, fingerprint or level");
        }
        if (one.language_error && (one.level != Level::error || one.waived)) {
            problems.push_back(one.id + ": an error of the language that is waived or no error");
        }
    }
    if (summary.errors != counts[3] || summary.warnings != counts[2] ||
        summary.infos != counts[1] || summary.waived != waived) {
        problems.emplace_back("the summary counts something else");
    }
    return problems;
}

/// Everything that comes out of an analysis, one text each.
std::vector<std::pair<std::string, std::string>> outputs_of(const Analysis& analysis,
                                                            const Findings& findings) {
    std::vector<std::pair<std::string, std::string>> outputs;
    for (const Format format : {Format::text, Format::compact, Format::json}) {
        for (const std::size_t width : {std::size_t{0}, std::size_t{60}}) {
            outputs.emplace_back(
                to_string(format),
                render(findings, format,
                       {.colour = width != 0, .width = width, .always_summary = true}));
        }
    }
    for (const Diagnostic& one : analysis.diagnostics()) {
        for (const Fix& fix : one.fixes) {
            for (const Edit& edit : fix.edits) {
                outputs.emplace_back("the fix " + fix.title, edit.text);
            }
        }
    }
    for (const OutputFile& file : analysis.manifests()) {
        outputs.emplace_back("the manifest " + file.name, file.text);
    }
    return outputs;
}

Findings findings_of(const Analysis& analysis) {
    return {.list = analysis.diagnostics(),
            .files = analysis.files(),
            .secrets = analysis.secrets(),
            .files_checked = analysis.file_count(),
            .path_prefix = {}};
}

std::shared_ptr<const Analysis> analyse(const Files& files) {
    Options options;
    options.as_of = "2026-11-23";
    options.profile = Profile::all;
    Workspace workspace(options);
    for (const auto& [path, text] : files) {
        workspace.set(path, text);
    }
    return workspace.analyse();
}

/// Those that still stand in the files and are known as secrets everywhere they do: a mutation may
/// have made something of one that nobody could recognise.
std::vector<std::string> recognised(const Analysis& analysis,
                                    const std::vector<std::string>& secrets) {
    std::vector<std::string> known;
    for (const std::string& secret : secrets) {
        std::size_t count = 0;
        std::size_t missed = 0;
        for (std::size_t index = 0; index < analysis.file_count(); ++index) {
            const std::string_view text = analysis.files()[index]->text();
            for (std::size_t at = text.find(secret); at != std::string_view::npos;
                 at = text.find(secret, at + 1)) {
                ++count;
                missed +=
                    std::ranges::none_of(analysis.secrets(),
                                         [&](const Location& where) {
                                             return static_cast<std::size_t>(where.file) == index &&
                                                    where.span.begin <= at &&
                                                    where.span.end >= at + secret.size();
                                         })
                        ? 1
                        : 0;
            }
        }
        if (count > 0 && missed == 0) {
            known.push_back(secret);
        }
    }
    return known;
}

void append(Problems& all, Problems more) {
    std::ranges::move(more, std::back_inserter(all));
}

}  // namespace

Problems check_spans(const Analysis& analysis, std::span<const Diagnostic> list) {
    Problems problems;
    const auto demand = [&](const std::string& wrong, const Diagnostic& one,
                            std::string_view what) {
        if (!wrong.empty()) {
            problems.push_back(one.id + ": " + std::string(what) + " " + wrong);
        }
    };
    for (const Diagnostic& one : list) {
        // Nothing is found in, and nothing is written to, the standard purposes; labels may point
        // there.
        demand(check_place(analysis, one.where, analysis.file_count()), one, "the place");
        for (const Label& label : one.labels) {
            demand(check_place(analysis, label.where, analysis.files().size()), one, "a label");
        }
        for (const Fix& fix : one.fixes) {
            for (const Edit& edit : fix.edits) {
                demand(check_place(analysis, edit.where, analysis.file_count()), one, "an edit");
            }
            demand(overlap(fix.edits) ? "overlap" : "", one, "two edits");
            demand(fix.edits.empty() ? "has no edits" : "", one, "a fix");
        }
    }
    return problems;
}

Problems check_text(std::string_view what, std::string_view text,
                    const std::vector<std::string>& secrets) {
    Problems problems;
    if (const auto at = find_invalid(text)) {
        problems.push_back(std::string(what) + ": byte " + std::to_string(*at) + " is no UTF-8");
    }
    for (const std::string& secret : secrets) {
        if (text.find(secret) != std::string_view::npos) {
            problems.push_back(std::string(what) + ": shows a secret");
        }
    }
    return problems;
}

Problems check(const Files& files, const std::vector<std::string>& secrets) {
    const auto analysis = analyse(files);
    Problems problems = check_spans(*analysis, analysis->diagnostics());
    if (!problems.empty()) {
        return problems;  // what is rendered could only be nonsense
    }
    if (!is_sorted(*analysis)) {
        problems.emplace_back("the findings are not sorted");
    }
    append(problems, check_levels(*analysis, summarise(findings_of(*analysis))));
    const auto outputs = outputs_of(*analysis, findings_of(*analysis));
    for (const auto& [what, text] : outputs) {
        append(problems, check_text(what, text, recognised(*analysis, secrets)));
    }
    const auto again = analyse(files);
    if (outputs != outputs_of(*again, findings_of(*again))) {
        problems.emplace_back("two analyses of the same differ");
    }
    return problems;
}

Problems check_change(const Files& before, const Files& after) {
    Workspace workspace(
        {.as_of = "2026-11-23", .profile = Profile::all, .rules = {}, .catalogs = {}});
    for (const auto& [path, text] : before) {
        workspace.set(path, text);
    }
    const auto first = workspace.analyse();
    const auto said_first = outputs_of(*first, findings_of(*first));
    for (const auto& [path, text] : before) {
        workspace.remove(path);
    }
    for (const auto& [path, text] : after) {
        workspace.set(path, text);
    }
    const auto second = workspace.analyse();
    const auto fresh = analyse(after);
    Problems problems;
    if (outputs_of(*second, findings_of(*second)) != outputs_of(*fresh, findings_of(*fresh))) {
        problems.emplace_back("a changed workspace says something else than a fresh one");
    }
    if (said_first != outputs_of(*first, findings_of(*first))) {
        problems.emplace_back("an analysis changed when its workspace moved on");
    }
    return problems;
}

}  // namespace latchkey::mutation
