// A program of its own on Latchkey's library: it checks one policy that it holds in memory, prints
// what is found, and lists the manifests that the policy compiles to.

#include <latchkey/render.h>
#include <latchkey/version.h>
#include <latchkey/workspace.h>

#include <iostream>
#include <memory>
#include <string>

namespace {

constexpr const char* policy = R"(team growth "Growth marketing" {
  contact "growth@acme.example"
}

credential form-token {
  provider highlevel
  kind     private-integration
  level    location
  store    env "FORM_TOKEN"
  owner    growth
  rotated  2026-11-01
  rotate   every 90 days overlap 7 days
}

integration form "Contact form" {
  purpose lead-capture
  owner   growth
  uses    form-token

  allow create on contact (firstName, email)
    because "the form posts new enquiries"

  scopes contacts.readonly, contacts.write
}
)";

}  // namespace

int main() {
    latchkey::Options options;
    options.as_of = "2026-11-23";
    latchkey::Workspace workspace(options);
    workspace.set("form.latch", policy);
    const std::shared_ptr<const latchkey::Analysis> analysis = workspace.analyse();

    latchkey::Findings findings;
    findings.list = analysis->diagnostics();
    findings.files = analysis->files();
    findings.secrets = analysis->secrets();
    findings.files_checked = analysis->file_count();
    std::cout << "latchkey " << latchkey::version() << '\n'
              << latchkey::render(findings, latchkey::Format::compact, {});
    for (const latchkey::OutputFile& file : analysis->manifests()) {
        std::cout << file.name << ": " << file.text.size() << " bytes\n";
    }
}
