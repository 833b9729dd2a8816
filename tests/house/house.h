#pragma once

#include <string>
#include <string_view>
#include <vector>

/// What the tests of the house have in common: each looks at everything of a kind and says what is
/// wrong with it, one sentence each; nothing said is a pass.
namespace latchkey::house {

using Problems = std::vector<std::string>;

/// The fenced ```latch blocks below the heading `## HEADING` of a page.
[[nodiscard]] std::vector<std::string> examples(std::string_view page, std::string_view heading);

/// Whether the page of `id` does what it says: each *Reported* example gives that finding and only
/// it, each *Accepted* one gives none. Of an error's page only the errors of the language count.
[[nodiscard]] Problems check_page(std::string_view id, std::string_view page, bool is_rule);

[[nodiscard]] Problems check_rule_pages();
[[nodiscard]] Problems check_error_pages();

/// Which ids of rules and errors occur in no golden below these folders.
[[nodiscard]] Problems check_coverage(const std::vector<std::string>& folders);

/// The same for the texts of goldens, told by their paths.
[[nodiscard]] Problems find_uncovered(const std::vector<std::string_view>& ids,
                                      const std::vector<std::string>& goldens);

}  // namespace latchkey::house
