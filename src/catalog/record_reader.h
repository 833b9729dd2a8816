#pragma once

#include "catalog/json_reader.h"

#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace latchkey::catalog {

/// The names of one list of the file, sorted and each once: a name's place is its id.
class NameList {
public:
    NameList() = default;
    NameList(std::string_view what, std::vector<std::string_view> names);

    [[nodiscard]] std::string_view what() const { return what_; }
    [[nodiscard]] std::span<const std::string_view> names() const { return names_; }
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name) const;

private:
    std::string_view what_;
    std::vector<std::string_view> names_;
};

/// What the rows of a file may refer to.
struct References {
    /// In the file's order, which is that of their bits.
    std::vector<std::string_view> levels;
    NameList kinds;
    NameList scopes;
    NameList entities;
    NameList verbs;
};

/// Reads the rows of a catalogue, all of whose names are known by now. Every view that it answers
/// lives in the arena.
class RecordReader {
public:
    using Place = JsonReader::Place;

    RecordReader(JsonReader& json, Arena& arena, const References& references)
        : json_(json), arena_(arena), references_(references) {}

    [[nodiscard]] Source source(Place place);
    [[nodiscard]] Kind kind(Place place);
    [[nodiscard]] Quota quota(Place place);
    [[nodiscard]] Scope scope(Place place);
    [[nodiscard]] Entity entity(Place place);
    [[nodiscard]] Operation operation(Place place);
    [[nodiscard]] Event event(Place place);
    [[nodiscard]] SecretShape secret(Place place);

    /// A copy that lives as long as the catalogue; equal texts share one.
    [[nodiscard]] std::string_view keep(std::string_view text);

private:
    [[nodiscard]] Place member(Place object, std::string_view key) const {
        return json_.member(object, key);
    }
    [[nodiscard]] std::string_view text(Place object, std::string_view key);
    [[nodiscard]] std::span<const std::string_view> texts(Place list);
    [[nodiscard]] LevelSet levels(Place object);
    [[nodiscard]] KindSet kinds(Place place);
    [[nodiscard]] ValueType type(Place object);
    [[nodiscard]] std::optional<std::uint32_t> reference(Place place, const NameList& names);
    /// None of them twice, sorted.
    template <typename T>
    [[nodiscard]] std::span<const Id<T>> references(Place place, const NameList& names);
    /// Base actions, and beside them the verbs that are none.
    [[nodiscard]] std::pair<ActionSet, std::span<const Id<Verb>>> actions(Place place);
    [[nodiscard]] Field field(Place place, DataClassSet entity_classes);
    [[nodiscard]] Parameter parameter(Place place);
    [[nodiscard]] BodyField body_field(Place place);
    [[nodiscard]] std::span<const Alternative> alternatives(Place place);
    void read_reach(Operation& found, Place place);
    template <typename T>
    void report_repeated(std::span<const T> sorted, Place place, std::string_view what);

    JsonReader& json_;
    Arena& arena_;
    const References& references_;
    std::unordered_set<std::string_view> kept_;
};

}  // namespace latchkey::catalog
