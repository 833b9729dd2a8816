#include "catalog/openapi/yaml_parse.h"

#include "catalog/json_tree_builder.h"
#include "source/utf8.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <charconv>
#include <exception>
#include <sstream>
#include <unordered_map>
#include <utility>
#include <vector>

namespace latchkey::catalog::openapi {
namespace {

using Kind = JsonTree::Kind;

/// Ends the library's reading: its events have no other way to stop it.
struct Refused {};

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words) {
        if (text == word) {
            return true;
        }
    }
    return false;
}

/// What an unquoted word stands for, by YAML's core schema; a word that is nothing else is a text.
JsonTree::Value plain_value(std::string_view text) {
    JsonTree::Value value{.kind = Kind::text};
    if (is_one_of(text, {"", "~", "null", "Null", "NULL"})) {
        value.kind = Kind::null;
    } else if (is_one_of(text, {"true", "True", "TRUE", "false", "False", "FALSE"})) {
        value.kind = Kind::boolean;
        value.truth = text.front() == 't' || text.front() == 'T';
    } else {
        const char* const end = text.data() + text.size();
        double real = 0;
        const bool number = text.find_first_not_of("+-.eE0123456789") == std::string_view::npos &&
                            std::from_chars(text.data(), end, real).ptr == end;
        const bool whole = std::from_chars(text.data(), end, value.number).ptr == end;
        if (number) {
            value.kind = whole ? Kind::integer : Kind::real;
        }
    }
    return value;
}

/// Takes the library's events.
class YamlEvents final : public YAML::EventHandler {
public:
    explicit YamlEvents(JsonTreeBuilder& builder) : builder_(builder) {}

    void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& /*mark*/, YAML::anchor_t anchor) override {
        if (take_key("null")) {
            return;
        }
        remember(anchor);
        demand(builder_.add({.kind = Kind::null}));
        value_ended();
    }
    void OnAlias(const YAML::Mark& /*mark*/, YAML::anchor_t anchor) override {
        const auto found = anchors_.find(anchor);
        if (key_due()) {
            refuse("has an alias for a key");
        } else if (found == anchors_.end() || builder_.is_open(found->second)) {
            refuse("has an alias that holds itself");
        }
        demand(builder_.repeat(found->second));
        value_ended();
    }
    void OnScalar(const YAML::Mark& /*mark*/, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& text) override {
        if (take_key(text)) {
            return;
        }
        remember(anchor);
        JsonTree::Value value{.kind = Kind::text};
        if (tag == "?" || tag.empty()) {
            value = plain_value(text);
        }
        demand(value.kind == Kind::text ? builder_.text(text) : builder_.add(value));
        value_ended();
    }
    void OnSequenceStart(const YAML::Mark& /*mark*/, const std::string& /*tag*/,
                         YAML::anchor_t anchor, YAML::EmitterStyle::value /*style*/) override {
        open(Kind::list, anchor);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value /*style*/) override {
        open(Kind::object, anchor);
    }
    void OnMapEnd() override { close(); }

private:
    struct Open {
        bool is_map = false;
        bool key_due = false;
    };

    static void demand(bool goes_on) {
        if (!goes_on) {
            throw Refused{};
        }
    }
    void refuse(std::string message) { demand(builder_.refuse(std::move(message))); }

    [[nodiscard]] bool key_due() const { return !open_.empty() && open_.back().key_due; }
    bool take_key(std::string_view text) {
        if (!key_due()) {
            return false;
        }
        if (text == "<<") {
            refuse("has a merge key `<<`, which is not read: write the keys themselves");
        }
        builder_.key(text);
        open_.back().key_due = false;
        return true;
    }
    void value_ended() {
        if (!open_.empty()) {
            open_.back().key_due = open_.back().is_map;
        }
    }
    void remember(YAML::anchor_t anchor) {
        if (anchor != YAML::NullAnchor) {
            anchors_[anchor] = builder_.next_place();
        }
    }
    void open(Kind kind, YAML::anchor_t anchor) {
        if (key_due()) {
            refuse("has a key that is no text");
        }
        remember(anchor);
        demand(builder_.open(kind));
        const bool is_map = kind == Kind::object;
        open_.push_back({.is_map = is_map, .key_due = is_map});
    }
    void close() {
        demand(builder_.close());
        open_.pop_back();
        value_ended();
    }

    JsonTreeBuilder& builder_;
    std::vector<Open> open_;
    std::unordered_map<YAML::anchor_t, JsonTree::Place> anchors_;
};

bool read_document(std::string_view yaml, JsonTreeBuilder& builder) {
    std::istringstream stream{std::string(yaml)};
    YAML::Parser parser(stream);
    YamlEvents events(builder);
    if (!parser.HandleNextDocument(events)) {
        return builder.refuse("is empty");
    }
    return !parser || builder.refuse("holds more than one YAML document");
}

}  // namespace

std::optional<JsonTree> parse_yaml(std::string_view yaml, Arena& arena, LoadProblem& problem,
                                   const JsonTree::Limits& limits) {
    if (yaml.size() > limits.bytes) {
        problem = {.pointer = "",
                   .message = "is larger than " + std::to_string(limits.bytes >> 20U) + " MiB"};
        return std::nullopt;
    }
    if (const std::optional<std::uint32_t> at = source::first_invalid_utf8(yaml); at.has_value()) {
        problem = {.pointer = "", .message = "is not UTF-8: byte " + std::to_string(*at)};
        return std::nullopt;
    }
    JsonTree tree;
    JsonTreeBuilder builder(arena, tree, limits, problem);
    try {
        if (!read_document(yaml, builder)) {
            return std::nullopt;
        }
    } catch (const Refused&) {
        return std::nullopt;
    } catch (const YAML::Exception& error) {
        builder.refuse("is not YAML: line " + std::to_string(error.mark.line + 1) + ", column " +
                       std::to_string(error.mark.column + 1));
        return std::nullopt;
    } catch (const std::exception& error) {
        builder.refuse(std::string("cannot be read: ") + error.what());
        return std::nullopt;
    }
    return tree;
}

}  // namespace latchkey::catalog::openapi
