#include "diag/escape.h"
#include "diag/json_writer.h"
#include "diag/render.h"

namespace latchkey::diag {
namespace {

std::string_view severity_of(const Diagnostic& diagnostic) {
    if (diagnostic.language_error) {
        return "blocker";
    }
    return diagnostic.level == Level::error     ? "critical"
           : diagnostic.level == Level::warning ? "minor"
                                                : "info";
}

}  // namespace

/// A report of GitLab Code Quality. The widget of a merge request shows the description with the
/// path and the line, and takes two entries of one fingerprint for one.
std::string render_gitlab(const Findings& findings) {
    JsonWriter json;
    Positions positions(findings.files);
    UniqueFingerprints fingerprints;
    json.open('[');
    for (const Diagnostic& diagnostic : findings.list) {
        if (!is_reported(diagnostic)) {
            continue;
        }
        json.element();
        json.open('{');
        json.member("description", visible(diagnostic.message));
        json.member("check_name", diagnostic.id);
        json.member("fingerprint", fingerprints.of(diagnostic));
        json.member("severity", severity_of(diagnostic));
        json.open("location", '{');
        json.member("path", std::string(findings.path_prefix) +
                                positions.file(diagnostic.where.file).path());
        json.open("lines", '{');
        json.member("begin", positions.begin(diagnostic.where).line);
        json.member("end", positions.end(diagnostic.where).line);
        json.close('}');
        json.close('}');
        json.close('}');
    }
    json.close(']');
    return json.take();
}

}  // namespace latchkey::diag
