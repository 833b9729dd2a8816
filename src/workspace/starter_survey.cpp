#include "workspace/starter_survey.h"

#include "workspace/ask_git.h"
#include "workspace/read_file.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <system_error>

namespace latchkey::workspace {
namespace {

namespace fs = std::filesystem;
using std::string;
using std::string_view;

/// Whoever keeps a file of more than this keeps something else in it.
constexpr std::size_t largest_owners = std::size_t{1} << 20U;

std::optional<string> ask(const fs::path& directory, std::initializer_list<string> words) {
    auto answer = ask_git(directory.string(), std::vector<string>(words));
    return answer && !answer->empty() ? answer : std::nullopt;
}

/// `origin`, or whichever there is first.
std::optional<Remote> find_remote(const fs::path& directory) {
    auto name = ask(directory, {"remote"});
    if (!name) {
        return std::nullopt;
    }
    const string lines = "\n" + *name + "\n";
    const string chosen =
        lines.find("\norigin\n") != string::npos ? "origin" : name->substr(0, name->find('\n'));
    const auto url = ask(directory, {"config", "--get", "remote." + chosen + ".url"});
    return url ? std::optional(parse_remote(*url)) : std::nullopt;
}

string find_default_branch(const fs::path& directory) {
    if (const auto there =
            ask(directory, {"symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"})) {
        return there->substr(there->find('/') + 1);
    }
    for (const string_view usual : {"main", "master"}) {
        for (const string_view where : {"refs/heads/", "refs/remotes/origin/"}) {
            if (ask(directory,
                    {"rev-parse", "--quiet", "--verify", string(where) + string(usual)})) {
                return string(usual);
            }
        }
    }
    return ask(directory, {"symbolic-ref", "--quiet", "--short", "HEAD"}).value_or("main");
}

bool is_there(const fs::path& path) {
    std::error_code error;
    return fs::exists(path, error);
}

Host find_host(const Survey& survey, const fs::path& top) {
    const string host = survey.remote ? survey.remote->host : "";
    const bool github = host.find("github") != string::npos;
    const bool gitlab = host.find("gitlab") != string::npos;
    if (github || gitlab) {
        return github ? Host::github : Host::gitlab;
    }
    // A host of one's own has a name of one's own; what runs there has files of its own.
    if (is_there(top / ".gitlab-ci.yml") || is_there(top / ".gitlab")) {
        return Host::gitlab;
    }
    return is_there(top / ".github") ? Host::github : Host::unknown;
}

void find_owners(const fs::path& top, Survey& survey) {
    for (const string_view path :
         {".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"}) {
        std::error_code error;
        const auto size = fs::file_size(top / path, error);
        if (error || size > largest_owners) {
            continue;
        }
        if (const FileText file = read_file(top / path); file.text) {
            survey.owners_path = path;
            read_owners(*file.text, survey);
            return;
        }
    }
}

/// Where CODEOWNERS names nobody: where a change to the repository is talked about, or who works
/// here.
void find_anybody(const fs::path& directory, Survey& survey) {
    survey.owner = {.id = "integrations", .title = "Who runs our integrations", .contact = {}};
    if (survey.remote && !survey.remote->host.empty() && survey.host != Host::unknown) {
        survey.owner.contact = "https://" + survey.remote->host + "/" + survey.remote->path +
                               (survey.host == Host::gitlab ? "/-/issues" : "/issues");
    } else if (const auto mail = ask(directory, {"config", "--get", "user.email"})) {
        survey.owner.contact = *mail;
    }
}

}  // namespace

Remote parse_remote(string_view url) {
    Remote remote;
    const std::size_t scheme = url.find("://");
    const std::size_t colon = url.find(':');
    string_view rest = url;
    if (scheme != string_view::npos) {
        rest = url.substr(scheme + 3);
        const std::size_t slash = std::min(rest.find('/'), rest.size());
        remote.host = rest.substr(0, slash);
        rest = rest.substr(slash);
    } else if (colon != string_view::npos && colon < url.find('/')) {
        remote.host = url.substr(0, colon);
        rest = url.substr(colon + 1);
    }
    // What stands before the host is who logs in, and may be a secret.
    remote.host.erase(0, remote.host.rfind('@') + 1);
    remote.host.resize(std::min(remote.host.find(':'), remote.host.size()));
    while (rest.ends_with('/')) {
        rest.remove_suffix(1);
    }
    if (rest.ends_with(".git")) {
        rest.remove_suffix(4);
    }
    rest.remove_prefix(std::min(rest.find_first_not_of('/'), rest.size()));
    remote.path = rest;
    return remote;
}

Survey survey(const fs::path& directory) {
    Survey found;
    found.top = ask(directory, {"rev-parse", "--show-toplevel"}).value_or("");
    const fs::path top = found.top.empty() ? directory : found.top;
    if (!found.top.empty()) {
        found.remote = find_remote(directory);
        found.default_branch = find_default_branch(directory);
    }
    found.host = find_host(found, top);
    find_owners(top, found);
    if (found.owner.id.empty()) {
        find_anybody(directory, found);
    }
    const string path =
        found.remote && !found.remote->path.empty() ? found.remote->path : directory.string();
    found.name = declarable(path.substr(path.rfind('/') + 1));
    // `index` is the name of a file among the manifests.
    if (found.name.empty() || found.name == "index") {
        found.name = "first-integration";
    }
    return found;
}

}  // namespace latchkey::workspace
