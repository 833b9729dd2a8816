#pragma once

#include "check/context.h"

#include <array>
#include <optional>
#include <string>

/// What the blocks of all declarations have in common.
namespace latchkey::check {

/// Tells the first of each statement from a second one, which is reported as `duplicate-statement`
/// unless it may repeat.
class Once {
public:
    /// False for a statement that is not to be read because another of its kind stands before it.
    [[nodiscard]] bool allows(Context& context, const syntax::Statement& statement);
    [[nodiscard]] bool has(syntax::Word word) const;

private:
    std::array<std::optional<Span>, static_cast<std::size_t>(syntax::Word::waive) + 1> first_;
};

/// Reports, in one message at the name, the statements that a declaration lacks; `missing` says
/// them, as "`owner`". Silent in a block that was not understood whole.
void report_missing(Context& context, const syntax::Block& block,
                    std::span<const std::string_view> missing);

/// Fills what every declared thing has.
void read_declared(Context& context, const syntax::Declaration& declaration,
                   const syntax::Block& block, model::Declared& into);

[[nodiscard]] std::string_view to_string(syntax::Block::Kind kind);

/// The one name of a statement such as `owner`.
[[nodiscard]] const syntax::Name& name_of(const syntax::Statement& statement);
/// The text of a statement such as `account`; reported when it is empty.
[[nodiscard]] model::Text read_text(Context& context, const syntax::Statement& statement);

/// Reads one kind of declaration into the model, each marked as complete or not.
void read_teams(Context& context);
void read_credentials(Context& context);
void read_purposes(Context& context);
void read_roles(Context& context);
void read_integrations(Context& context);
/// `waive` at top level; those inside blocks are read with these.
void read_waivers(Context& context);
/// Comes last, because an assertion is about what the integrations turned out to be.
void read_assertions(Context& context);
/// After all grants: what an acceptance may say depends on them.
void read_acceptances(Context& context);

}  // namespace latchkey::check
