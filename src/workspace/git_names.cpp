#include "diag/message.h"
#include "diag/report.h"
#include "workspace/git.h"

#include <algorithm>
#include <string>

namespace latchkey::workspace {
namespace {

using diag::Message;
using std::string_view;

constexpr Message<string_view, string_view> range{
    "is a range, and a side is one revision; write `latchkey diff {} {}`"};
constexpr Message<> no_commits{"the repository has no commits yet; compare directories"};
constexpr Message<string_view> shallow{
    "is not in this clone, which is shallow; in CI set `fetch-depth: 0` for the checkout, "
    "elsewhere "
    "run `git fetch --unshallow`{}"};
constexpr Message<string_view, string_view> or_just_it{
    ", or fetch just it: `git fetch --depth 1 origin {}:refs/remotes/origin/{}`"};
constexpr Message<string_view> unknown{"there is no such revision{}"};
constexpr Message<string_view> did_you_mean{"; did you mean `{}`?"};
constexpr Message<string_view> there_are{"; there are {}"};

constexpr std::size_t most_names = 5;

/// Whether a name could be a branch of a remote: no hash, and nothing that counts commits.
bool is_plain(string_view name) {
    return name.find_first_of("~^@:") == string_view::npos && name != "HEAD" &&
           name.find_first_not_of("0123456789abcdef") != string_view::npos;
}

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t at = 0; at < std::min(names.size(), most_names); ++at) {
        text += (text.empty() ? "`" : ", `") + names[at] + "`";
    }
    return names.size() > most_names
               ? text + " and " + std::to_string(names.size() - most_names) + " more"
               : text;
}

}  // namespace

/// Branches first, then those of remotes, then tags.
std::vector<std::string> GitRepository::known_names() const {
    const Answer answer = ask(std::vector<std::string>{"for-each-ref", "--format=%(refname:short)",
                                                       "refs/heads", "refs/remotes", "refs/tags"});
    std::vector<std::string> names;
    for (string_view rest = answer.text; !rest.empty();) {
        const string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        // A remote's HEAD is one of its branches over again.
        if (line.find('/') == string_view::npos ? line != "origin" : !line.ends_with("/HEAD")) {
            names.emplace_back(line);
        }
    }
    return names;
}

LoadError GitRepository::explain_unknown(const std::string& name) const {
    constexpr auto usage = LoadError::Kind::usage;
    const std::size_t dots = name.find("..");
    if (dots != std::string::npos) {
        const std::size_t after = name.find_first_not_of('.', dots);
        return {usage, range(name.substr(0, dots),
                             after == std::string::npos ? "HEAD" : name.substr(after))};
    }
    const Answer depth = ask(std::vector<std::string>{"rev-parse", "--is-shallow-repository"});
    if (depth.text == "true\n") {
        return {LoadError::Kind::io, shallow(is_plain(name) ? or_just_it(name, name) : "")};
    }
    const std::vector<std::string> names = known_names();
    if (commit_of("HEAD").empty() && names.empty()) {
        return {usage, no_commits()};
    }
    const std::vector<string_view> candidates(names.begin(), names.end());
    const std::vector<string_view> near = diag::nearest(name, candidates, 1);
    if (!near.empty()) {
        return {usage, unknown(did_you_mean(near.front()))};
    }
    return {usage, unknown(names.empty() ? "" : there_are(listed(names)))};
}

}  // namespace latchkey::workspace
