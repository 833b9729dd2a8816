#include "workspace/git.h"

#include "diag/message.h"
#include "workspace/discover.h"
#include "workspace/git_environment.h"
#include "workspace/read_file.h"
#include "workspace/run_program.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <set>
#include <system_error>
#include <utility>

namespace latchkey::workspace {
namespace {

namespace fs = std::filesystem;
using diag::Message;
using std::string_view;

constexpr Message<> no_git{
    "there is no program `git` on PATH; install git, or compare two directories"};
constexpr Message<string_view> cannot_run{"git cannot be run: {}"};
constexpr Message<string_view> no_repository{
    "{} is in no git repository; give a directory to compare with"};
constexpr Message<string_view, string_view> not_trusted{
    "git does not trust {}, which belongs to somebody else; if you do, run `git config --global "
    "--add safe.directory {}`"};
constexpr Message<string_view> git_says{"git says: {}"};
constexpr Message<string_view> missing_object{
    "the clone lacks the object {}; run `git fetch` where its remote can be reached"};
constexpr Message<string_view> too_large{"the object {} is larger than 1 GiB"};
constexpr Message<string_view, string_view> two_of_a_name{
    "is both a branch and a tag, of different commits; write `heads/{}` or `tags/{}`"};

/// What git puts before the reason it gives up for.
constexpr string_view fatal = "fatal: ";

/// The reason in git's words, on one line, without what stands in an address before its host: that
/// may be a password.
std::string reason_of(string_view complaint) {
    const std::size_t at = complaint.find(fatal);
    string_view line = at == string_view::npos ? complaint : complaint.substr(at + fatal.size());
    line = line.substr(0, line.find('\n'));
    std::string text(line);
    for (std::size_t from = text.find("://"); from != std::string::npos;
         from = text.find("://", from + 3)) {
        const std::size_t end = text.find_first_of("/ '\"", from + 3);
        const std::size_t host = text.rfind('@', end);
        if (host != std::string::npos && host > from) {
            text.erase(from + 3, host - from - 2);
        }
    }
    return text.empty() ? "nothing" : text;
}

LoadError failed(int error, string_view complaint) {
    if (error != 0) {
        return {LoadError::Kind::io, error == ENOENT ? no_git() : cannot_run(std::strerror(error))};
    }
    return {LoadError::Kind::io, git_says(reason_of(complaint))};
}

std::string without_line_end(std::string text) {
    if (text.ends_with('\n')) {
        text.pop_back();
    }
    return text;
}

bool is_hash(string_view text) {
    return (text.size() == 40 || text.size() == 64) &&
           text.find_first_not_of("0123456789abcdef") == string_view::npos;
}

/// `MODE WORD WORD<tab>PATH`, as `ls-tree` and `ls-files -s` write it.
GitEntry entry_of(string_view record, bool of_index) {
    const std::size_t tab = record.find('\t');
    const string_view mode = record.substr(0, record.find(' '));
    const string_view rest = record.substr(mode.size() + 1, tab - mode.size() - 1);
    const std::size_t blank = rest.find(' ');
    GitEntry entry;
    entry.path = record.substr(tab + 1);
    entry.object = of_index ? rest.substr(0, blank) : rest.substr(blank + 1);
    entry.kind = of_index && rest.substr(blank + 1) != "0" ? GitEntry::Kind::conflict
                 : mode == "160000"                        ? GitEntry::Kind::submodule
                 : mode == "120000"                        ? GitEntry::Kind::link
                                                           : GitEntry::Kind::file;
    return entry;
}

/// Takes apart what `cat-file --batch` writes: a line that says what comes, and the bytes.
class Batch {
public:
    explicit Batch(std::vector<std::string>& texts) : texts_(&texts) {}

    void take(string_view piece) {
        while (!piece.empty() && problem_.empty()) {
            if (in_content_) {
                take_content(piece);
            } else {
                take_header(piece);
            }
        }
    }

    [[nodiscard]] const std::string& problem() const { return problem_; }

private:
    void take_header(string_view& piece) {
        const std::size_t end = piece.find('\n');
        header_ += piece.substr(0, end);
        piece.remove_prefix(end == string_view::npos ? piece.size() : end + 1);
        if (end == string_view::npos) {
            return;
        }
        const string_view line = header_;
        const std::size_t blank = line.rfind(' ');
        const string_view last = line.substr(blank + 1);
        const string_view name = line.substr(0, line.find(' '));
        if (std::from_chars(last.data(), last.data() + last.size(), left_).ec != std::errc{}) {
            problem_ = missing_object(name);
        } else if (left_ > largest_file) {
            problem_ = too_large(name);
        }
        texts_->emplace_back();
        in_content_ = true;
        header_.clear();
    }

    /// After the content stands one line end that is no part of it.
    void take_content(string_view& piece) {
        const string_view some = piece.substr(0, left_);
        texts_->back() += some;
        left_ -= some.size();
        piece.remove_prefix(some.size());
        if (left_ == 0 && !piece.empty()) {
            piece.remove_prefix(1);
            in_content_ = false;
        }
    }

    std::vector<std::string>* texts_;
    std::string header_;
    std::string problem_;
    std::size_t left_ = 0;
    bool in_content_ = false;
};

}  // namespace

std::optional<GitRepository> GitRepository::open(const fs::path& directory, LoadError& why) {
    GitRepository repository;
    repository.environment_ = git_environment(false);
    if (repository.find_top(directory, why)) {
        return repository;
    }
    if (std::getenv("GIT_DIR") == nullptr) {
        return std::nullopt;
    }
    // Nothing is found around the directory, but somebody has said where the repository is.
    repository.environment_ = git_environment(true);
    LoadError ignored;
    return repository.find_top(directory, ignored) ? std::optional(std::move(repository))
                                                   : std::nullopt;
}

bool GitRepository::find_top(const fs::path& directory, LoadError& why) {
    top_ = directory;
    Answer answer = ask(std::vector<std::string>{"rev-parse", "--show-toplevel"});
    bare_ = !answer.worked && answer.complaint.find("work tree") != std::string::npos;
    if (bare_) {
        answer = ask(std::vector<std::string>{"rev-parse", "--absolute-git-dir"});
    }
    if (!answer.worked) {
        const bool unknown = answer.complaint.find("not a git repository") != std::string::npos;
        const bool foreign = answer.complaint.find("dubious ownership") != std::string::npos;
        why = unknown   ? LoadError{LoadError::Kind::usage, no_repository(directory.string())}
              : foreign ? LoadError{LoadError::Kind::io,
                                    not_trusted(directory.string(), directory.string())}
                        : failed(answer.error, answer.complaint);
        return false;
    }
    top_ = without_line_end(std::move(answer.text));
    std::error_code error;
    const fs::path real = fs::canonical(directory, error);
    if (!bare_ && !error && is_within(real, top_)) {
        const fs::path relative = real.lexically_relative(top_);
        below_ = relative == "." ? "" : relative.generic_string();
    }
    return true;
}

GitRepository::Answer GitRepository::ask(std::span<const std::string> arguments,
                                         string_view input) const {
    Answer answer;
    ProgramEnd end = run_program(git_command(top_.string(), arguments), environment_, input,
                                 [&](string_view text) { answer.text += text; });
    answer.worked = end.error == 0 && end.code == 0;
    answer.error = end.error;
    answer.complaint = std::move(end.complaint);
    return answer;
}

std::string GitRepository::commit_of(const std::string& name) const {
    const std::vector<std::string> words{"rev-parse", "--verify", "--quiet", name + "^{commit}"};
    std::string id = without_line_end(ask(words).text);
    return is_hash(id) ? id : std::string{};
}

std::optional<GitCommit> GitRepository::find(const std::string& name, LoadError& why) const {
    if (!is_hash(name)) {
        const std::string branch = commit_of("refs/heads/" + name);
        const std::string tag = branch.empty() ? branch : commit_of("refs/tags/" + name);
        if (!tag.empty() && tag != branch) {
            why = {LoadError::Kind::usage, two_of_a_name(name, name)};
            return std::nullopt;
        }
        if (!branch.empty()) {
            return GitCommit{name, branch};
        }
    }
    std::string id = commit_of(name);
    if (!id.empty()) {
        return GitCommit{name, std::move(id)};
    }
    id = commit_of("refs/remotes/origin/" + name);
    if (!id.empty()) {
        return GitCommit{"origin/" + name, std::move(id)};
    }
    why = explain_unknown(name);
    return std::nullopt;
}

bool GitRepository::list(const std::string& commit, const std::string& path,
                         const std::function<void(GitEntry)>& take, LoadError& why) const {
    std::vector<std::string> words{"ls-tree", "-r", "-z", "--full-tree", commit};
    if (commit.empty()) {
        words = {"ls-files", "-s", "-z", "--full-name"};
    }
    if (!path.empty()) {
        words.insert(words.end(), {"--", path});
    }
    std::string record;
    const auto take_piece = [&](string_view piece) {
        for (std::size_t end = 0; (end = piece.find('\0')) != string_view::npos;) {
            record += piece.substr(0, end);
            take(entry_of(record, commit.empty()));
            record.clear();
            piece.remove_prefix(end + 1);
        }
        record += piece;
    };
    const ProgramEnd end =
        run_program(git_command(top_.string(), words), environment_, {}, take_piece);
    if (end.error != 0 || end.code != 0) {
        why = failed(end.error, end.complaint);
        return false;
    }
    return true;
}

bool GitRepository::read(std::span<const std::string> objects, std::vector<std::string>& texts,
                         LoadError& why) const {
    if (objects.empty()) {
        return true;
    }
    std::string input;
    for (const std::string& object : objects) {
        input += object + '\n';
    }
    Batch batch(texts);
    const ProgramEnd end =
        run_program(git_command(top_.string(), std::vector<std::string>{"cat-file", "--batch"}),
                    environment_, input, [&](string_view piece) { batch.take(piece); });
    if (!batch.problem().empty()) {
        why = {LoadError::Kind::io, batch.problem()};
        return false;
    }
    if (end.error != 0 || end.code != 0 || texts.size() != objects.size()) {
        why = failed(end.error, end.complaint);
        return false;
    }
    return true;
}

// Asked for one by one, each object that a partial clone lacks would be a conversation with the
// remote of its own. What cannot be fetched here is told by who then reads it.
void GitRepository::fetch_missing(const std::string& commit, const std::string& path,
                                  std::span<const std::string> objects) const {
    const Answer promisors =
        ask(std::vector<std::string>{"config", "--get-regexp", "^remote\\..*\\.promisor$"});
    constexpr std::size_t before = string_view("remote.").size();
    const std::size_t after = promisors.text.find(".promisor ");
    if (!promisors.worked || commit.empty() || after == std::string::npos) {
        return;
    }
    std::vector<std::string> words{"rev-list",          "--no-walk",       "--objects",
                                   "--no-object-names", "--missing=print", commit};
    if (!path.empty()) {
        words.insert(words.end(), {"--", path});
    }
    const Answer listed = ask(words);
    const std::set<std::string_view> wanted(objects.begin(), objects.end());
    std::string missing;
    for (string_view rest = listed.text; !rest.empty();) {
        const string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        if (line.starts_with('?') && wanted.contains(line.substr(1))) {
            missing += std::string(line.substr(1)) + '\n';
        }
    }
    if (!missing.empty()) {
        static_cast<void>(
            ask(std::vector<std::string>{"-c", "fetch.negotiationAlgorithm=noop", "fetch",
                                         promisors.text.substr(before, after - before), "--no-tags",
                                         "--no-write-fetch-head", "--recurse-submodules=no",
                                         "--filter=blob:none", "--stdin"},
                missing));
    }
}

}  // namespace latchkey::workspace
