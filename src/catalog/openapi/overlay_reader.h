#pragma once

#include "catalog/json_reader.h"
#include "catalog/openapi/overlay.h"
#include "catalog/record_reader.h"

#include <string_view>

namespace latchkey::catalog::openapi {

/// Takes an overlay apart. Its rows name levels, kinds and entities, which are read first.
class OverlayReader {
public:
    using Place = JsonReader::Place;

    OverlayReader(Documents& documents, Node root, JsonReader& json)
        : root_(root),
          json_(json),
          arena_(documents.arena(root.document)),
          records_(json, arena_, references_) {}

    [[nodiscard]] Overlay read();

private:
    [[nodiscard]] Place top(std::string_view key) const { return json_.member(root_.place, key); }
    [[nodiscard]] Place member(Place object, std::string_view key) const {
        return json_.member(object, key);
    }
    [[nodiscard]] Node node(Place place) const { return {root_.document, place}; }
    /// The rows of a list that may be absent.
    [[nodiscard]] std::vector<Place> rows(Place list) {
        return list == JsonTree::none ? std::vector<Place>() : json_.list(list);
    }
    [[nodiscard]] Names names(Place list);
    /// Sorted.
    [[nodiscard]] Names words(Place list, std::string_view what,
                              std::span<const std::string_view> table);
    [[nodiscard]] std::string_view word(Place place, std::string_view what,
                                        std::span<const std::string_view> table);
    [[nodiscard]] std::string_view reference(Place place, const NameList& list);
    [[nodiscard]] bool flag(Place object, std::string_view key) {
        const Place place = member(object, key);
        return place != JsonTree::none && json_.boolean(place);
    }

    void read_provider(Overlay& overlay);
    void read_references(Overlay& overlay);
    void read_rules(ImportRules& rules);
    void read_products(Place place, FileRules& files);
    [[nodiscard]] SchemeRow scheme(Place place);
    void read_scope(Place place, Overlay& overlay);
    [[nodiscard]] ClassRow class_row(Place place);
    void read_entity(Place place, Overlay& overlay);
    void read_fields(Place place, EntityRow& entity);
    void read_operation(Place place, Overlay& overlay);
    void read_judgement(Place place, OperationRow& row);
    void read_scopes(Place place, OperationRow& row);
    [[nodiscard]] std::vector<BodyField> body(Place list);
    void read_rest(Overlay& overlay);

    Node root_;
    JsonReader& json_;
    Arena& arena_;
    References references_;
    RecordReader records_;
};

}  // namespace latchkey::catalog::openapi
