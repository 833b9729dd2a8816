#pragma once

#include <iosfwd>
#include <string>

namespace latchkey {

struct ServerOptions {
    /// The date that findings are judged on and that completion offers: one that `is_date`.
    std::string today;
    /// On how many threads a workspace is read and checked.
    unsigned jobs = 1;
};

/// Speaks the Language Server Protocol 3.17 until the client says `exit` or its stream ends. Gives
/// the process' exit code: 0 after a `shutdown`, else 1.
[[nodiscard]] int serve(std::istream& in, std::ostream& out, const ServerOptions& options);

}  // namespace latchkey
