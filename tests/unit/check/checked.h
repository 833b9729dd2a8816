#pragma once

#include "latchkey/source.h"

#include "check/check.h"
#include "diag/report.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::check::test {

/// Policy files, checked against the shipped catalogues with the standard purposes beside them.
class Checked {
public:
    explicit Checked(std::vector<std::string> texts);
    explicit Checked(std::string text) : Checked(std::vector<std::string>{std::move(text)}) {}

    /// What was reported, a line each: `id «the text it stands under»`.
    [[nodiscard]] std::string findings() const;
    /// The same with the messages instead of the text.
    [[nodiscard]] std::string messages() const;
    /// The text that a place marks.
    [[nodiscard]] std::string marked(Location where) const;
    /// The only finding; the test fails when there is another number.
    [[nodiscard]] const Diagnostic& only() const;

    model::Model model;
    std::vector<Diagnostic> list;

private:
    std::vector<std::unique_ptr<SourceFile>> sources_;
    std::vector<std::unique_ptr<syntax::Tree>> trees_;
};

/// A team `growth`, credentials `location-token` (private integration, location), `agency-token`
/// (the same, agency), `app-token` (OAuth, location) and `keap-token`, and a
/// purpose `everything` that permits all.
[[nodiscard]] std::string_view prelude();

/// The prelude with an integration `it` that uses `location-token` for `everything` and holds these
/// statements.
[[nodiscard]] std::string integration(std::string_view statements);
/// The same for another purpose.
[[nodiscard]] std::string integration_for(std::string_view purpose, std::string_view statements);

/// The findings in that integration.
[[nodiscard]] std::string findings_in(std::string_view statements);

/// The text of a file below the project's root; the test fails when it is empty.
[[nodiscard]] std::string read_file(const std::string& path);

}  // namespace latchkey::check::test
