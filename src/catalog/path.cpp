#include "catalog/path.h"

#include <algorithm>
#include <utility>

namespace latchkey::catalog {
namespace {

constexpr std::string_view without_slash(std::string_view path) {
    return path.size() > 1 && path.ends_with('/') ? path.substr(0, path.size() - 1) : path;
}

/// One character of a normalised path after another.
class Normalised {
public:
    explicit Normalised(std::string_view path) : rest_(without_slash(path)) {}

    [[nodiscard]] bool empty() const { return rest_.empty(); }
    char take() {
        const char found = rest_.front();
        // The name goes when its opening brace is taken; an unclosed brace is an ordinary
        // character.
        const std::size_t close = found == '{' ? rest_.find('}') : std::string_view::npos;
        rest_.remove_prefix(close == std::string_view::npos ? 1 : close);
        return found;
    }

private:
    std::string_view rest_;
};

constexpr unsigned char byte(char character) {
    return static_cast<unsigned char>(character);
}

/// How a written path fits an operation's: which of its literals stand for a parameter. Fewer of
/// them are better, then later ones, then those that the catalogue says more of (`{name}.csv`).
struct Fit {
    std::vector<std::size_t> literals;
    std::size_t said = 0;
    bool fits = false;

    [[nodiscard]] bool better_than(const Fit& other) const {
        if (literals.size() != other.literals.size()) {
            return literals.size() < other.literals.size();
        }
        return literals != other.literals ? literals > other.literals : said > other.said;
    }
};

void fit(Fit& found, std::string_view written, std::string_view path) {
    found.literals.clear();
    found.said = 0;
    found.fits = false;
    Segments left(written);
    Segments right(path);
    for (std::size_t at = 0;; ++at) {
        const std::optional<std::string_view> literal = left.next();
        const std::optional<std::string_view> segment = right.next();
        if (!literal.has_value() || !segment.has_value()) {
            found.fits = literal.has_value() == segment.has_value();
            return;
        }
        if (std::is_eq(compare_paths(*literal, *segment))) {
            continue;
        }
        if (!stands_for(*literal, *segment)) {
            return;
        }
        found.literals.push_back(at);
        found.said += segment->find('{') + segment->size() - (segment->rfind('}') + 1);
    }
}

bool is_path(std::string_view path) {
    return path.starts_with('/') && path.find_first_of("?# \t\r\n") == std::string_view::npos;
}

}  // namespace

std::strong_ordering compare_paths(std::string_view left, std::string_view right) {
    Normalised first(left);
    Normalised second(right);
    while (!first.empty() && !second.empty()) {
        const auto order = byte(first.take()) <=> byte(second.take());
        if (std::is_neq(order)) {
            return order;
        }
    }
    if (first.empty() && second.empty()) {
        return std::strong_ordering::equal;
    }
    return first.empty() ? std::strong_ordering::less : std::strong_ordering::greater;
}

std::strong_ordering compare_operations(const Operation& left, const Operation& right) {
    const auto order = compare_paths(left.path, right.path);
    return std::is_neq(order) ? order : left.method <=> right.method;
}

Segments::Segments(std::string_view path) : rest_(without_slash(path)) {
    if (rest_.starts_with('/')) {
        rest_.remove_prefix(1);
    }
}

std::optional<std::string_view> Segments::next() {
    if (done_) {
        return std::nullopt;
    }
    const std::size_t slash = rest_.find('/');
    done_ = slash == std::string_view::npos;
    const std::string_view found = rest_.substr(0, slash);
    rest_.remove_prefix(done_ ? rest_.size() : slash + 1);
    return found;
}

bool has_parameter(std::string_view segment) {
    const std::size_t open = segment.find('{');
    return open != std::string_view::npos && segment.find('}', open) != std::string_view::npos;
}

bool stands_for(std::string_view literal, std::string_view segment) {
    if (!has_parameter(segment) || literal.find_first_of("{}") != std::string_view::npos) {
        return false;
    }
    const std::string_view before = segment.substr(0, segment.find('{'));
    const std::string_view after = segment.substr(segment.rfind('}') + 1);
    return literal.size() > before.size() + after.size() && literal.starts_with(before) &&
           literal.ends_with(after);
}

std::vector<std::string_view> parameter_names(std::string_view path) {
    std::vector<std::string_view> found;
    for (std::size_t open = path.find('{'); open != std::string_view::npos;
         open = path.find('{', open)) {
        const std::size_t close = path.find('}', open);
        if (close == std::string_view::npos) {
            break;
        }
        found.push_back(path.substr(open + 1, close - open - 1));
        open = close;
    }
    return found;
}

std::string normalise_path(std::string_view path) {
    std::string found;
    found.reserve(path.size());
    for (Normalised rest(path); !rest.empty();) {
        found += rest.take();
    }
    return found;
}

std::optional<OperationMatch> match_operation(const Catalog& catalog, Method method,
                                              std::string_view path) {
    if (!is_path(path)) {
        return std::nullopt;
    }
    const auto operations = catalog.operations;
    Operation wanted;
    wanted.method = method;
    wanted.path = path;
    const auto same =
        std::ranges::lower_bound(operations, wanted, [](const auto& left, const auto& right) {
            return std::is_lt(compare_operations(left, right));
        });
    const auto id_of = [&](auto at) {
        return Id<Operation>{static_cast<std::uint32_t>(at - operations.begin())};
    };
    if (same != operations.end() && std::is_eq(compare_operations(*same, wanted))) {
        return OperationMatch{.operation = id_of(same), .literal_segment = std::nullopt};
    }

    Fit best;
    Fit current;
    auto found = operations.end();
    for (auto at = operations.begin(); at != operations.end(); ++at) {
        if (at->method != method) {
            continue;
        }
        fit(current, path, at->path);
        if (current.fits && (!best.fits || current.better_than(best))) {
            std::swap(best, current);
            found = at;
        }
    }
    if (!best.fits) {
        return std::nullopt;
    }
    return OperationMatch{.operation = id_of(found), .literal_segment = best.literals.front()};
}

}  // namespace latchkey::catalog
