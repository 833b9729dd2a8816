#include "catalog/storage.h"
#include "small.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace latchkey::catalog;

namespace {

template <typename T>
bool same(const T& left, const T& right) {
    return left == right;
}

template <typename T>
bool same(std::span<const T> left, std::span<const T> right);

bool same(const Source& left, const Source& right) {
    return left.title == right.title && left.date == right.date && left.sha256 == right.sha256;
}

bool same(const Kind& left, const Kind& right) {
    return left.id == right.id && left.title == right.title &&
           left.full_access == right.full_access && left.levels == right.levels &&
           left.is_static == right.is_static && left.lifetime_seconds == right.lifetime_seconds &&
           left.rotate_days == right.rotate_days && left.overlap_days == right.overlap_days &&
           left.webhooks == right.webhooks && left.personal == right.personal &&
           left.support_ended == right.support_ended && left.replaced_by == right.replaced_by;
}

bool same(const Quota& left, const Quota& right) {
    return left.requests == right.requests && left.per_seconds == right.per_seconds &&
           left.counted_per == right.counted_per;
}

bool same(const Scope& left, const Scope& right) {
    return left.id == right.id && left.levels == right.levels && left.tier == right.tier &&
           left.reason == right.reason && left.status == right.status &&
           left.user_role == right.user_role && same(left.implies, right.implies) &&
           same(left.operations, right.operations) && same(left.events, right.events);
}

bool same(const Verb& left, const Verb& right) {
    return left.id == right.id;
}

bool same(const Field& left, const Field& right) {
    return left.name == right.name && left.type == right.type && left.classes == right.classes &&
           left.actions == right.actions && same(left.verbs, right.verbs) &&
           left.required == right.required && same(left.required_verbs, right.required_verbs);
}

bool same(const Entity& left, const Entity& right) {
    return left.id == right.id && left.parent == right.parent && left.classes == right.classes &&
           left.personal == right.personal && same(left.fields, right.fields) &&
           same(left.operations, right.operations) && same(left.verbs, right.verbs);
}

bool same(const Parameter& left, const Parameter& right) {
    return left.name == right.name && left.in == right.in && left.type == right.type;
}

bool same(const BodyField& left, const BodyField& right) {
    return left.name == right.name && left.type == right.type && left.required == right.required;
}

bool same(const Operation& left, const Operation& right) {
    return left.method == right.method && left.path == right.path && left.id == right.id &&
           left.entity == right.entity && left.verb == right.verb &&
           left.actions == right.actions && left.named == right.named &&
           left.effects == right.effects && left.kinds == right.kinds &&
           left.requirement_known == right.requirement_known &&
           same(left.alternatives, right.alternatives) && left.levels == right.levels &&
           same(left.versions, right.versions) && left.deprecated == right.deprecated &&
           same(left.parameters, right.parameters) && same(left.body, right.body) &&
           left.evidence == right.evidence;
}

bool same(const Event& left, const Event& right) {
    return left.name == right.name && left.entity == right.entity && left.scope == right.scope;
}

bool same(const SecretShape& left, const SecretShape& right) {
    return left.id == right.id && left.title == right.title && left.prefix == right.prefix &&
           left.pattern == right.pattern && same(left.context, right.context);
}

template <typename T>
bool same(std::span<const T> left, std::span<const T> right) {
    return std::ranges::equal(left, right,
                              [](const T& mine, const T& other) { return same(mine, other); });
}

std::string path_of(std::string_view provider) {
    return "policies/catalogs/" + std::string(provider) + ".json";
}

}  // namespace

TEST_CASE("each shipped catalogue is what its file says") {
    REQUIRE_FALSE(shipped().empty());
    for (const Catalog& table : shipped()) {
        CAPTURE(table.id);
        const LoadResult result = load(read_file(path_of(table.id)));
        REQUIRE_MESSAGE(result.loaded != nullptr, lines(result.problems));
        const Catalog& file = result.loaded->catalog();
        CHECK(table.origin == Origin::shipped);
        CHECK(file.origin == Origin::workspace);
        CHECK(table.id == file.id);
        CHECK(table.title == file.title);
        CHECK(table.version == file.version);
        CHECK(table.digest == file.digest);
        CHECK(same(table.levels, file.levels));
        CHECK(same(table.sources, file.sources));
        CHECK(same(table.kinds, file.kinds));
        CHECK(same(table.quotas, file.quotas));
        CHECK(same(table.scopes, file.scopes));
        CHECK(same(table.verbs, file.verbs));
        CHECK(same(table.entities, file.entities));
        CHECK(same(table.operations, file.operations));
        CHECK(same(table.events, file.events));
        CHECK(same(table.secrets, file.secrets));
    }
}

TEST_CASE("the comparison above notices a difference") {
    const LoadResult one = load(small_catalog());
    const LoadResult two = load(
        small_catalog(R"("integer", "class": "demographic")", R"("date", "class": "demographic")"));
    REQUIRE(one.loaded != nullptr);
    REQUIRE(two.loaded != nullptr);
    CHECK(same(one.loaded->catalog().operations, two.loaded->catalog().operations));
    CHECK_FALSE(same(one.loaded->catalog().entities, two.loaded->catalog().entities));
    CHECK(one.loaded->catalog().digest != two.loaded->catalog().digest);
}

TEST_CASE("the generic secrets are what their file says") {
    Arena arena;
    std::vector<LoadProblem> problems;
    const auto file = load_secrets(read_file("policies/catalogs/secrets.json"), arena, problems);
    REQUIRE_MESSAGE(problems.empty(), lines(problems));
    REQUIRE_FALSE(file.empty());
    CHECK(same(generic_secrets(), file));
}

TEST_CASE("the schema is its file") {
    CHECK(schema() == read_file("src/catalog/catalog.schema.json"));
}
