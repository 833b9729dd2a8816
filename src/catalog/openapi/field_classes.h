#pragma once

#include "catalog/openapi/overlay.h"

#include <memory>
#include <string_view>
#include <vector>

namespace latchkey::catalog::openapi {

/// What the name of a field makes obvious of what it holds.
class FieldClasses {
public:
    FieldClasses(Documents& documents, const std::vector<ClassRow>& rows);
    ~FieldClasses();
    FieldClasses(const FieldClasses&) = delete;
    FieldClasses& operator=(const FieldClasses&) = delete;

    /// Empty for the entity's own classes.
    [[nodiscard]] std::string_view find(std::string_view name, bool about_people) const;

private:
    struct Pattern;
    std::vector<std::unique_ptr<Pattern>> patterns_;
};

}  // namespace latchkey::catalog::openapi
