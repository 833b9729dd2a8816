#pragma once

#include "authority/authority.h"
#include "catalog/load.h"
#include "emit/emit.h"
#include "model/model.h"

#include <memory>
#include <string>
#include <vector>

namespace latchkey::emit {

/// The workspace of tests/emit/sample, its model and its authority, written out by hand.
class Sample {
public:
    Sample();

    [[nodiscard]] Input input() const { return {&model, &authorities, files, 1}; }

    std::vector<std::shared_ptr<const SourceFile>> files;
    std::shared_ptr<const catalog::LoadedCatalog> loaded;
    model::Model model;
    authority::Authorities authorities;

private:
    [[nodiscard]] const catalog::Catalog& acme() const { return loaded->catalog(); }
    /// Where a text stands, from the first place of `after` on.
    [[nodiscard]] Location find(std::string_view text, std::string_view after = {}) const;
    [[nodiscard]] model::Word word(std::string_view text) const;
    [[nodiscard]] model::Text text(std::string_view value) const;
    [[nodiscard]] catalog::Id<catalog::Operation> operation(std::string_view name) const;
    [[nodiscard]] model::OperationRef reference(std::string_view name) const;
    [[nodiscard]] model::FieldSet fields(std::vector<std::string_view> names) const;
    [[nodiscard]] catalog::OperationSet set(std::vector<std::string_view> names) const;
    [[nodiscard]] authority::AllowedOperation allowed(std::string_view name,
                                                      std::vector<std::uint32_t> grants) const;

    void add_credentials();
    void add_create_grant();
    void add_read_grant();
    void add_receive_and_deny_grants();
    void add_other_grants();
    void add_lead_form();
    void add_controls(model::Integration& form);
    void add_data(model::Integration& form);
    void add_others();
    void add_authorities();
    [[nodiscard]] authority::ProviderAuthority lead_form_authority() const;

    model::Id<model::Team> growth_{0};
    model::Id<model::Team> security_{1};
};

/// The bytes of a file below the project's root; none where it cannot be read.
[[nodiscard]] std::string read_file(const std::string& path);

}  // namespace latchkey::emit
