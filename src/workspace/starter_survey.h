#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a folder says of the people and machines around it, for a first workspace.
namespace latchkey::workspace {

/// Where the repository is kept.
enum class Host : unsigned char { unknown, github, gitlab };

struct Remote {
    /// `github.com`; empty where the remote is a folder.
    std::string host;
    /// `acme/crm`, without `.git`.
    std::string path;
};

/// Somebody who answers for the policies.
struct Keeper {
    /// A name that a policy may declare.
    std::string id;
    std::string title;
    /// Empty where nothing is known.
    std::string contact;
};

struct Survey {
    /// The top of the repository, absolute; empty where there is none.
    std::filesystem::path top;
    std::optional<Remote> remote;
    Host host = Host::unknown;
    /// The one that changes are merged into.
    std::string default_branch = "main";
    /// `.github/CODEOWNERS`; empty where there is none.
    std::string owners_path;
    /// Who answers for the policies, who else reviews them, and whoever is named besides.
    Keeper owner;
    std::optional<Keeper> reviewer;
    std::vector<Keeper> others;
    /// What the repository, or the folder, is called, as a name that a policy may declare.
    std::string name;
};

/// Looks around a folder, which is absolute.
[[nodiscard]] Survey survey(const std::filesystem::path& directory);

/// `git@github.com:acme/crm.git`, `https://github.com/acme/crm`; who logs in and how is left out.
[[nodiscard]] Remote parse_remote(std::string_view url);

/// The nearest to a text that a policy may declare: `CRM team (EU)` is `CRM-team-EU`.
[[nodiscard]] std::string declarable(std::string_view text);

/// `crm-team`: `Crm team`.
[[nodiscard]] std::string title_of(std::string_view id);

/// Reads CODEOWNERS: who answers for files of the folder `policies`, and whom else it names.
void read_owners(std::string_view text, Survey& survey);

/// An example of a path that CODEOWNERS is asked about.
inline constexpr std::string_view policy_folder = "policies";

}  // namespace latchkey::workspace
