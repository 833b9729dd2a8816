#include "latchkey/rule_info.h"

#include "source/assert.h"
#include "source/embedded.h"

#include <algorithm>
#include <array>
#include <functional>

namespace latchkey {

namespace embedded {

extern const std::span<const EmbeddedText> error_pages;

}  // namespace embedded

namespace {

/// The id's page; empty where there is none, which a test forbids.
std::string_view find_page(std::string_view id) {
    const auto found = std::ranges::lower_bound(embedded::error_pages, id, std::less<>{},
                                                &embedded::EmbeddedText::stem);
    const bool has_page = found != embedded::error_pages.end() && found->stem == id;
    return has_page ? found->text : std::string_view();
}

auto make_errors() {
    std::array made{
#define LATCHKEY_ERROR(name, id, summary) ErrorInfo{id, summary, find_page(id)},
#include "diag/errors.def"
#undef LATCHKEY_ERROR
    };
    LATCHKEY_ASSERT(std::ranges::is_sorted(made, std::less<>{}, &ErrorInfo::id));
    return made;
}

}  // namespace

std::span<const ErrorInfo> errors() {
    static const auto table = make_errors();
    return table;
}

const ErrorInfo* find_error(std::string_view id) {
    const std::span<const ErrorInfo> all = errors();
    const auto found = std::ranges::lower_bound(all, id, std::less<>{}, &ErrorInfo::id);
    return found != all.end() && found->id == id ? &*found : nullptr;
}

}  // namespace latchkey
