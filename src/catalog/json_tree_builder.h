#pragma once

#include "catalog/json_tree.h"

#include <string>
#include <string_view>
#include <vector>

namespace latchkey::catalog {

/// Puts a tree together from what a parser reads, value by value, within limits. Every function
/// returns whether to go on; where it does not, the problem says why.
class JsonTreeBuilder {
public:
    JsonTreeBuilder(Arena& arena, JsonTree& tree, const JsonTree::Limits& limits,
                    LoadProblem& problem)
        : arena_(arena), tree_(tree), limits_(limits), problem_(problem) {}

    /// In an object each value needs its key first.
    void key(std::string_view text) { key_ = arena_.keep_text(text); }
    bool text(std::string_view text);
    bool real(std::string_view written);
    bool add(JsonTree::Value value);
    bool open(JsonTree::Kind kind);
    bool close();

    /// A copy of a value that was read before, whole, in this place.
    bool repeat(JsonTree::Place place);
    /// Whether the value is still being read.
    [[nodiscard]] bool is_open(JsonTree::Place place) const;
    [[nodiscard]] JsonTree::Place next_place() const {
        return static_cast<JsonTree::Place>(tree_.values_.size());
    }

    /// Gives up at the innermost value that is being read.
    bool refuse(std::string message);

private:
    struct Open {
        JsonTree::Place place;
        JsonTree::Place last;
    };

    Arena& arena_;
    JsonTree& tree_;
    JsonTree::Limits limits_;
    LoadProblem& problem_;
    std::string_view key_;
    std::vector<Open> open_;
};

}  // namespace latchkey::catalog
