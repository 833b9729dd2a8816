#include "latchkey/assertions.h"

#include "diag/escape.h"
#include "diag/json_writer.h"
#include "workspace/secrets.h"

#include <algorithm>
#include <utility>

namespace latchkey {
namespace {

const SourceFile& file_of(const Analysis& analysis, Location where) {
    return *analysis.files()[static_cast<std::size_t>(where.file)];
}

/// The text without the secrets that stand in the policies: a name may be a pasted token.
std::string masked(const Analysis& analysis, std::string text) {
    workspace::mask_secrets(analysis.secrets(), analysis.files(), text);
    return text;
}

std::string place_text(const Analysis& analysis, Location where, std::string_view prefix) {
    const SourceFile& file = file_of(analysis, where);
    const Position place = file.position(where.span.begin);
    return std::string(prefix) + diag::visible(file.path()) + ":" + std::to_string(place.line) +
           ":" + std::to_string(place.column);
}

/// `grants: 3 of 7 are spoken of by an assertion …`, and what leads to those that are not.
std::string heading(std::string_view what, std::size_t part, std::size_t whole,
                    std::string_view whose) {
    std::string text = "\n" + std::string(what) + ": " + std::to_string(part) + " of " +
                       std::to_string(whole) + (whole == 1 ? " is" : " are") +
                       " spoken of by an assertion about the " + std::string(whose);
    const std::size_t rest = whole - part;
    return text + (rest == 0 ? "\n" : rest == 1 ? "; this one is not:\n" : "; these are not:\n");
}

/// The grant without its reason, which is for those who read the policy.
std::string without_reason(const std::string& grant) {
    return grant.substr(0, grant.rfind(" because \""));
}

void write_place(diag::JsonWriter& json, const Analysis& analysis, Location where,
                 std::string_view prefix) {
    const SourceFile& file = file_of(analysis, where);
    const Position place = file.position(where.span.begin);
    json.member("file", std::string(prefix) + file.path());
    json.member("line", place.line);
    json.member("column", place.column);
}

void write_counts(diag::JsonWriter& json, std::string_view name, std::size_t total,
                  std::string_view part_name, std::size_t part) {
    json.open(name, '{');
    json.member("total", total);
    json.member(part_name, part);
}

}  // namespace

std::string coverage_text(const Analysis& analysis, const AssertionCoverage& coverage,
                          std::string_view prefix) {
    std::string out = heading("grants", coverage.asserted_grants, coverage.grants, "integration");
    for (const UnassertedGrant& one : coverage.unasserted_grants) {
        out += "  " + place_text(analysis, one.where, prefix) + ": " + one.integration + ": " +
               diag::visible(without_reason(one.text)) + "\n";
    }
    out += heading("operations that keys open beyond their policies", coverage.asserted_residual,
                   coverage.residual, "credential");
    for (const UnassertedPower& one : coverage.unasserted_residual) {
        out += "  " + place_text(analysis, one.where, prefix) + ": " + one.integration + ", " +
               one.credential + " at " + one.provider + ":\n";
        for (const std::string& operation : one.operations) {
            out += "    " + operation + "\n";
        }
    }
    return masked(analysis, std::move(out));
}

std::string coverage_json(const Analysis& analysis, const AssertionCoverage& coverage,
                          std::string_view prefix) {
    diag::JsonWriter json;
    json.open('{');
    json.member("coverage_version", std::size_t{1});
    write_counts(json, "assertions", coverage.assertions, "failed", coverage.failed);
    json.close('}');
    write_counts(json, "grants", coverage.grants, "asserted", coverage.asserted_grants);
    json.open("unasserted", '[');
    for (const UnassertedGrant& one : coverage.unasserted_grants) {
        json.element();
        json.open('{');
        write_place(json, analysis, one.where, prefix);
        json.member("integration", one.integration);
        json.member("text", one.text);
        json.close('}');
    }
    json.close(']');
    json.close('}');
    write_counts(json, "residual", coverage.residual, "asserted", coverage.asserted_residual);
    json.open("unasserted", '[');
    for (const UnassertedPower& one : coverage.unasserted_residual) {
        json.element();
        json.open('{');
        write_place(json, analysis, one.where, prefix);
        json.member("integration", one.integration);
        json.member("credential", one.credential);
        json.member("provider", one.provider);
        json.open("operations", '[');
        for (const std::string& operation : one.operations) {
            json.element();
            json.string(operation);
        }
        json.close(']');
        json.close('}');
    }
    json.close(']');
    json.close('}');
    json.close('}');
    return masked(analysis, json.take());
}

}  // namespace latchkey
