#include "checked.h"

#include "catalog/catalog.h"
#include "syntax/parse.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <utility>

namespace latchkey::check::test {

Checked::Checked(std::vector<std::string> texts) {
    texts.push_back(read_file("policies/purposes.latch"));
    diag::Reports reports;
    std::vector<ParsedFile> files;
    for (std::size_t at = 0; at < texts.size(); ++at) {
        const bool standard = at + 1 == texts.size();
        const std::string path =
            standard ? "<standard purposes>" : "file-" + std::to_string(at) + ".latch";
        const FileId id{static_cast<std::uint32_t>(at)};
        sources_.push_back(std::make_unique<SourceFile>(path, std::move(texts[at])));
        trees_.push_back(
            std::make_unique<syntax::Tree>(syntax::parse(*sources_.back(), id, reports)));
        files.push_back({id, sources_.back().get(), trees_.back().get(), standard});
    }
    std::vector<const catalog::Catalog*> catalogs;
    for (const catalog::Catalog& catalog : catalog::shipped()) {
        catalogs.push_back(&catalog);
    }
    model = check(files, catalogs, reports);
    list = reports.take();
}

std::string Checked::marked(Location where) const {
    return std::string(sources_[static_cast<std::size_t>(where.file)]->text(where.span));
}

std::string Checked::findings() const {
    std::string text;
    for (const Diagnostic& finding : list) {
        text += finding.id + " «" + marked(finding.where) + "»\n";
    }
    return text;
}

std::string Checked::messages() const {
    std::string text;
    for (const Diagnostic& finding : list) {
        text += finding.id + ": " + finding.message + "\n";
    }
    return text;
}

const Diagnostic& Checked::only() const {
    INFO(messages());
    REQUIRE(list.size() == 1);
    return list.front();
}

std::string_view prelude() {
    return R"(use highlevel
team growth { contact "growth@acme.example" }
credential location-token {
  provider highlevel kind private-integration level location store env "LOCATION" owner growth
}
credential agency-token {
  provider highlevel kind private-integration level agency store env "AGENCY" owner growth
}
credential app-token {
  provider highlevel kind oauth-app level location store env "APP" owner growth
}
credential keap-token {
  provider keap kind personal-access-token level account store env "KEAP" owner growth
}
purpose everything {
  permits any on any
  data identifier, contact-detail, demographic, financial, special, consent, behavioural, free-text
}
)";
}

std::string integration_for(std::string_view purpose, std::string_view statements) {
    return std::string(prelude()) + "integration it {\n  purpose " + std::string(purpose) +
           "\n  owner growth\n  uses location-token\n" + std::string(statements) + "\n}\n";
}

std::string integration(std::string_view statements) {
    return integration_for("everything", statements);
}

std::string findings_in(std::string_view statements) {
    return Checked(integration(statements)).findings();
}

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(file)), {});
    INFO(path);
    REQUIRE(!text.empty());
    return text;
}

}  // namespace latchkey::check::test
