#pragma once

#include "lint/context.h"

#include <optional>
#include <string_view>
#include <vector>

/// What integrations reach of people. Personal is what an entity says is about people; a grant that
/// leaves only `internal` fields of it reaches nothing personal.
namespace latchkey::lint {

struct PersonalReach {
    /// The first grant that reaches any; none = nothing personal is reached.
    const model::Grant* grant = nullptr;
    std::string_view entity;
    /// Data comes out of the provider, by an operation or an event.
    bool is_read = false;
    /// Data is put into the provider or changed there.
    bool is_written = false;
};

/// By the allowed operations and received events.
[[nodiscard]] PersonalReach personal_reach(const Context& context,
                                           const model::Integration& integration);

/// Whether it is to be taken for one with real people: it says whose data it is, or it does not say
/// that it is for staging or development, where people are to be invented.
[[nodiscard]] bool concerns_people(const model::Integration& integration);

/// Fields of one entity that a grant reaches.
struct ReachedFields {
    model::ProviderId provider;
    model::Id<catalog::Entity> entity;
    /// Sorted; empty where the catalogue lists no fields and the record as a whole is of the class.
    std::vector<std::string_view> names;
    /// The narrowest place of the grant that gives them: its field list, else the entity, else the
    /// operation.
    Location where;
};

/// The fields of a class that an `allow` gives to those who have it, in the order of the entities.
/// `wants` chooses the integrations and operations that count.
using Wanted = bool (*)(const Context&, const model::Integration&, const catalog::Operation&);
[[nodiscard]] std::vector<ReachedFields> reached_fields(const Context& context,
                                                        const model::Grant& grant,
                                                        catalog::DataClass of_class, Wanted wants);

}  // namespace latchkey::lint
