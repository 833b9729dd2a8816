#include "latchkey/files.h"

#include "diag/message.h"
#include "source/parallel.h"
#include "workspace/config.h"
#include "workspace/discover.h"
#include "workspace/locate.h"
#include "workspace/read_file.h"
#include "workspace/secrets.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

namespace latchkey {
namespace {

namespace fs = std::filesystem;
using diag::Message;
using std::string_view;

constexpr Message<string_view> missing_path{"{}: there is no such file or directory"};
constexpr Message<string_view, string_view> unreadable{"{}: cannot be read: {}"};
constexpr Message<string_view, string_view> two_workspaces{
    "the paths belong to two workspaces, `{}` and `{}`; run latchkey once for each"};
constexpr Message<string_view> no_input{"no policies (*.latch) found in {}"};
constexpr Message<string_view, string_view> bad_config{"{}:{}"};
constexpr Message<string_view, string_view> outside{"{}: is outside of the workspace of {}"};
constexpr Message<string_view> not_a_policy{"{}: not a policy; policies end in .latch"};
constexpr Message<string_view> name_holds_token{
    "{}: a token stands in the name: rename it, and revoke the token at the provider"};
constexpr Message<string_view, string_view> provider_unreadable{
    "[providers] {}: cannot be read: {}"};

/// Collects what a request leads to, step by step; the first step that fails ends it.
class Loader {
public:
    explicit Loader(const LoadRequest& request) : request_(&request) {}

    LoadOutcome run() {
        return outcome(find_inputs() && find_root() && read_config() && read_policies() &&
                       read_catalogs());
    }

    LoadOutcome locate() { return outcome(find_inputs() && find_root()); }

private:
    LoadOutcome outcome(bool loaded) {
        if (!loaded) {
            return {std::nullopt, std::move(errors_)};
        }
        return {std::move(workspace_), std::move(errors_)};
    }

    bool fail(LoadError::Kind kind, std::string message) {
        errors_.push_back({kind, std::move(message)});
        return false;
    }

    static bool is_config(const fs::path& path, const fs::file_status& status) {
        return path.filename() == "latchkey.toml" && !fs::is_directory(status);
    }

    /// The paths given, absolute; the current directory when there are none.
    bool find_inputs() {
        std::error_code error;
        here_ = fs::current_path(error);
        if (error) {
            return fail(LoadError::Kind::io, unreadable(".", error.message()));
        }
        for (const std::string& path : request_->paths) {
            if (path == "-") {
                continue;
            }
            const fs::path absolute = workspace::absolute_path(here_, path);
            const fs::file_status status = fs::status(absolute, error);
            if (!fs::exists(status)) {
                fail(LoadError::Kind::io, error && error != std::errc::no_such_file_or_directory
                                              ? unreadable(path, error.message())
                                              : missing_path(path));
            } else if (is_config(absolute, status)) {
                // What it says is about every policy, so naming it means all of them: a hook does,
                // when it is what changed.
                inputs_.push_back(absolute.parent_path());
                continue;
            } else if (!fs::is_directory(status) && absolute.extension() != ".latch") {
                fail(LoadError::Kind::usage, not_a_policy(path));
            }
            inputs_.push_back(absolute);
        }
        if (request_->standard_input) {
            stdin_path_ = workspace::absolute_path(here_, request_->standard_input_name);
            inputs_.push_back(stdin_path_);
        }
        if (inputs_.empty()) {
            inputs_.push_back(here_);
        }
        return errors_.empty();
    }

    bool find_root() {
        if (!request_->root.empty()) {
            set_root(workspace::absolute_path(here_, request_->root));
            const fs::path config = root_ / "latchkey.toml";
            std::error_code error;
            set_config(fs::is_regular_file(config, error) ? config : fs::path{});
            return true;
        }
        if (!request_->config.empty()) {
            set_config((here_ / request_->config).lexically_normal());
            set_root(config_file_.parent_path());
            return are_inside();
        }
        std::optional<fs::path> found;
        for (std::size_t index = 0; index < inputs_.size(); ++index) {
            const fs::path config = workspace::nearest_config(inputs_[index]);
            if (found && *found != config) {
                return fail(LoadError::Kind::usage, two_workspaces(found->parent_path().string(),
                                                                   config.parent_path().string()));
            }
            found = config;
        }
        set_config(*found);
        set_root(config_file_.empty() ? workspace::common_directory(here_, inputs_)
                                      : config_file_.parent_path());
        return true;
    }

    /// With `--config` the workspace is given, and a path that is no part of it is a mistake.
    bool are_inside() {
        for (const fs::path& input : inputs_) {
            if (!request_->paths.empty() && !workspace::is_within(input, root_) &&
                !workspace::is_within(root_, input)) {
                fail(LoadError::Kind::usage,
                     outside(input.lexically_relative(here_).generic_string(), request_->config));
            }
        }
        return errors_.empty();
    }

    void set_config(const fs::path& file) {
        config_file_ = file;
        workspace_.config_path =
            file.empty() ? "" : file.lexically_relative(here_).generic_string();
    }

    void set_root(const fs::path& root) {
        root_ = root;
        workspace_.root = root.string();
        const fs::path relative = root.lexically_relative(here_);
        // A way up and down again is harder to read than the whole path.
        const bool aside = !workspace::is_within(root, here_) && !workspace::is_within(here_, root);
        workspace_.prefix = relative == "." ? "" : (aside ? root : relative).generic_string() + "/";
    }

    bool read_config() {
        if (config_file_.empty()) {
            return true;
        }
        const workspace::FileText file = workspace::read_file(config_file_);
        if (!file.text) {
            return fail(LoadError::Kind::io, unreadable(workspace_.config_path, file.reason));
        }
        config_text_ = *file.text;
        config_ = workspace::parse_config(config_text_);
        for (const std::string& problem : config_.problems) {
            fail(LoadError::Kind::usage, bad_config(workspace_.config_path, problem));
        }
        workspace::apply(config_, workspace_);
        return errors_.empty();
    }

    /// With a configuration the workspace is all that it includes; without one, what was named.
    bool read_policies() {
        std::set<std::string> found;
        workspace::Discovery discovery{root_, config_.include, config_.exclude};
        if (config_file_.empty()) {
            for (const fs::path& input : inputs_) {
                discovery.below(input, found);
            }
        } else {
            discovery.below(root_, found);
            // A file that is named is meant, whether the configuration includes it or not.
            for (const fs::path& input : inputs_) {
                if (input != stdin_path_ && fs::is_regular_file(input)) {
                    found.insert(input.lexically_relative(root_).generic_string());
                }
            }
        }
        for (const std::string& problem : discovery.problems()) {
            fail(LoadError::Kind::io, problem);
        }
        if (request_->standard_input) {
            found.insert(stdin_path_.lexically_relative(root_).generic_string());
        }
        refuse_tokens(found);
        read_policies(found);
        choose(found);
        if (errors_.empty() && (workspace_.files.empty() || workspace_.chosen.empty())) {
            return fail(LoadError::Kind::nothing, no_input(describe_inputs()));
        }
        return errors_.empty();
    }

    /// A name stands in every finding about its file, so a token in it would too.
    void refuse_tokens(std::set<std::string>& found) {
        std::string all;
        for (const std::string& path : found) {
            all += path + "\n";
        }
        // One search for all of them: nearly always there is nothing to be found.
        if (workspace::without_tokens(all) == all) {
            return;
        }
        std::erase_if(found, [&](const std::string& path) {
            const std::string shown = workspace::without_tokens(path);
            if (shown != path) {
                fail(LoadError::Kind::usage, name_holds_token(workspace_.prefix + shown));
            }
            return shown != path;
        });
    }

    void read_policies(const std::set<std::string>& found) {
        const std::vector<std::string> paths(found.begin(), found.end());
        std::vector<workspace::FileText> texts(paths.size());
        constexpr std::size_t part = 16;
        for_each_place(request_->jobs, paths.size(), part,
                       [&](std::size_t at) { texts[at] = read_policy(paths[at]); });
        for (std::size_t at = 0; at < paths.size(); ++at) {
            if (texts[at].text) {
                workspace_.files.push_back({paths[at], std::move(*texts[at].text)});
            } else {
                fail(LoadError::Kind::io,
                     unreadable(workspace_.prefix + paths[at], texts[at].reason));
            }
        }
    }

    [[nodiscard]] workspace::FileText read_policy(const std::string& path) const {
        const fs::path absolute = root_ / path;
        if (request_->standard_input && absolute == stdin_path_) {
            return {request_->standard_input, {}};
        }
        return workspace::read_file(absolute);
    }

    void choose(const std::set<std::string>& found) {
        for (const std::string& path : found) {
            const fs::path absolute = root_ / path;
            const bool chosen = std::ranges::any_of(inputs_, [&](const fs::path& input) {
                // Without paths the whole workspace is meant, wherever in it the command was run.
                return request_->paths.empty() || workspace::is_within(absolute, input);
            });
            if (chosen) {
                workspace_.chosen.push_back(path);
            }
        }
    }

    std::string describe_inputs() const {
        if (request_->paths.empty()) {
            return root_ == here_ ? "the current directory" : root_.string();
        }
        std::string text;
        for (const std::string& path : request_->paths) {
            text += (text.empty() ? "" : ", ") + path;
        }
        return text;
    }

    bool read_catalogs() {
        for (const auto& [provider, path] : config_.providers) {
            workspace::FileText file = workspace::read_file(root_ / path);
            if (!file.text) {
                std::string message = provider_unreadable(provider + " = " + path, file.reason);
                workspace::mask_secrets_of(config_text_, message);
                fail(LoadError::Kind::io, std::move(message));
                continue;
            }
            workspace_.options.catalogs.push_back({path, std::move(*file.text), provider});
        }
        return errors_.empty();
    }

    const LoadRequest* request_;
    std::vector<LoadError> errors_;
    LoadedWorkspace workspace_;
    workspace::Config config_;
    std::string config_text_;
    fs::path here_;
    fs::path root_;
    fs::path config_file_;
    fs::path stdin_path_;
    std::vector<fs::path> inputs_;
};

}  // namespace

LoadOutcome load_workspace(const LoadRequest& request) {
    return Loader(request).run();
}

namespace workspace {

LoadOutcome locate_workspace(const LoadRequest& request) {
    return Loader(request).locate();
}

}  // namespace workspace

}  // namespace latchkey
