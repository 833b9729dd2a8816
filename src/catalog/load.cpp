#include "catalog/load.h"

#include "catalog/names.h"
#include "catalog/path.h"
#include "catalog/record_reader.h"
#include "catalog/storage.h"

#include <sodium/crypto_hash_sha256.h>

#include <algorithm>
#include <array>
#include <compare>
#include <unordered_set>
#include <utility>

namespace latchkey::catalog {
namespace {

constexpr auto catalog_keys =
    std::to_array<std::string_view>({"catalog", "provider", "kinds", "limits", "scopes", "entities",
                                     "operations", "events", "secrets"});
constexpr auto provider_keys =
    std::to_array<std::string_view>({"id", "title", "version", "levels", "sources"});
constexpr auto secrets_keys = std::to_array<std::string_view>({"secrets"});

constexpr std::size_t most_levels = 8;
constexpr std::size_t most_kinds = 16;

/// Reads one catalogue file into its storage.
class Loader {
public:
    using Place = JsonReader::Place;

    Loader(JsonReader& json, LoadedCatalog::Storage& storage)
        : json_(json), storage_(storage), records_(json, storage.arena, references_) {}

    void run();

private:
    template <typename Member>
    static auto by(Member member) {
        return
            [member](const auto& left, const auto& right) { return left.*member < right.*member; };
    }

    [[nodiscard]] Place top(std::string_view key) const {
        return json_.member(JsonTree::root(), key);
    }
    [[nodiscard]] bool known_format();
    [[nodiscard]] std::string what_else() const;
    void read_provider(Place provider);
    void read_names();
    [[nodiscard]] NameList names_in(std::string_view list, std::string_view key,
                                    std::string_view what);
    [[nodiscard]] NameList verbs();

    template <typename T, typename Less>
    std::span<const T> rows(Place list, T (RecordReader::*read)(Place), Less less,
                            std::span<const std::uint32_t>& order);
    template <typename T>
    std::span<const T> plain_rows(Place list, T (RecordReader::*read)(Place));
    void read_rows();

    JsonReader& json_;
    LoadedCatalog::Storage& storage_;
    References references_;
    RecordReader records_;
};

bool Loader::known_format() {
    const Place format = top("catalog");
    // Of what is not even an object, the reader says so.
    const bool is_object = json_.value(JsonTree::root()).kind == JsonTree::Kind::object;
    if (format == JsonTree::none && is_object) {
        json_.problem(JsonTree::root(), what_else());
        return false;
    }
    const std::uint32_t number = json_.number(format);
    if (number > 1) {
        json_.problem(format,
                      "is format " + std::to_string(number) + ", and only format 1 is known");
    }
    return number == 1 || !is_object;
}

/// What a file that is no catalogue seems to be: people mistake one for the other.
std::string Loader::what_else() const {
    if (top("overlay") != JsonTree::none) {
        return "is an overlay, and no catalogue: make one of it and the provider's OpenAPI files "
               "(latchkey catalog import) and name that one";
    }
    if (top("openapi") != JsonTree::none || top("swagger") != JsonTree::none) {
        return "is an OpenAPI file, and no catalogue: make one of it (latchkey catalog import) and "
               "name that one";
    }
    return "is no catalogue: the key `catalog` is missing";
}

void Loader::run() {
    // A file of another format would have other keys, and each of them be a problem.
    if (!known_format() || !json_.object(JsonTree::root(), catalog_keys)) {
        return;
    }
    read_provider(top("provider"));
    read_names();
    read_rows();
}

void Loader::read_provider(Place provider) {
    if (provider == JsonTree::none || !json_.object(provider, provider_keys)) {
        return;
    }
    Catalog& catalog = storage_.catalog;
    catalog.id = records_.keep(json_.text(json_.member(provider, "id")));
    catalog.title = records_.keep(json_.text(json_.member(provider, "title")));
    catalog.version = records_.keep(json_.date(json_.member(provider, "version")));
    for (const Place at : json_.list(json_.member(provider, "levels"))) {
        const std::string_view level = records_.keep(json_.text(at));
        if (std::ranges::find(references_.levels, level) != references_.levels.end()) {
            json_.problem(at, quoted(level) + " occurs twice");
        } else if (references_.levels.size() == most_levels) {
            json_.problem(at, "is one level too many: there may be 8");
        } else {
            references_.levels.push_back(level);
        }
    }
    catalog.levels = storage_.arena.keep(references_.levels);
    catalog.sources = plain_rows<Source>(json_.member(provider, "sources"), &RecordReader::source);
}

NameList Loader::names_in(std::string_view list, std::string_view key, std::string_view what) {
    std::vector<std::string_view> names;
    std::unordered_set<std::string_view> seen;
    const Place rows = top(list);
    if (rows == JsonTree::none || json_.value(rows).kind != JsonTree::Kind::list) {
        return {what, {}};
    }
    for (const Place row : json_.list(rows)) {
        const Place name = json_.member(row, key);
        if (name == JsonTree::none || json_.value(name).kind != JsonTree::Kind::text) {
            continue;
        }
        const std::string_view text = json_.value(name).text;
        if (!seen.insert(text).second) {
            json_.problem(name, "the " + std::string(what) + " " + quoted(text) + " occurs twice");
        }
        names.push_back(text);
    }
    return {what, std::move(names)};
}

NameList Loader::verbs() {
    std::vector<std::string_view> names;
    const Place rows = top("operations");
    if (rows == JsonTree::none || json_.value(rows).kind != JsonTree::Kind::list) {
        return {"verb", {}};
    }
    for (const Place row : json_.list(rows)) {
        const Place verb = json_.member(row, "verb");
        if (verb != JsonTree::none && json_.value(verb).kind == JsonTree::Kind::text) {
            names.push_back(json_.value(verb).text);
        }
    }
    return {"verb", std::move(names)};
}

void Loader::read_names() {
    references_.kinds = names_in("kinds", "id", "kind");
    if (references_.kinds.names().size() > most_kinds) {
        json_.problem(top("kinds"), "has more than 16 kinds");
        references_.kinds = {};
    }
    references_.scopes = names_in("scopes", "id", "scope");
    references_.entities = names_in("entities", "id", "entity");
    references_.verbs = verbs();
    // These are only looked at for what occurs twice.
    (void)names_in("events", "name", "event");
    (void)names_in("secrets", "id", "secret");
}

template <typename T, typename Less>
std::span<const T> Loader::rows(Place list, T (RecordReader::*read)(Place), Less less,
                                std::span<const std::uint32_t>& order) {
    std::vector<std::pair<T, std::uint32_t>> read_rows;
    for (const Place at : json_.list(list)) {
        read_rows.emplace_back((records_.*read)(at), json_.value(at).order);
    }
    std::ranges::stable_sort(read_rows, [&](const auto& left, const auto& right) {
        return less(left.first, right.first);
    });
    std::vector<T> sorted;
    std::vector<std::uint32_t> places;
    for (const auto& [row, place] : read_rows) {
        sorted.push_back(row);
        places.push_back(place);
    }
    order = storage_.arena.keep(places);
    return storage_.arena.keep(sorted);
}

template <typename T>
std::span<const T> Loader::plain_rows(Place list, T (RecordReader::*read)(Place)) {
    std::vector<T> found;
    for (const Place at : json_.list(list)) {
        found.push_back((records_.*read)(at));
    }
    return storage_.arena.keep(found);
}

void Loader::read_rows() {
    Catalog& catalog = storage_.catalog;
    FileOrder& order = storage_.order;
    catalog.kinds = rows<Kind>(top("kinds"), &RecordReader::kind, by(&Kind::id), order.kinds);
    catalog.quotas = plain_rows<Quota>(top("limits"), &RecordReader::quota);
    catalog.scopes = rows<Scope>(top("scopes"), &RecordReader::scope, by(&Scope::id), order.scopes);
    catalog.entities =
        rows<Entity>(top("entities"), &RecordReader::entity, by(&Entity::id), order.entities);
    catalog.operations = rows<Operation>(
        top("operations"), &RecordReader::operation,
        [](const auto& left, const auto& right) {
            return std::is_lt(compare_operations(left, right));
        },
        order.operations);
    catalog.events =
        rows<Event>(top("events"), &RecordReader::event, by(&Event::name), order.events);
    catalog.secrets = rows<SecretShape>(top("secrets"), &RecordReader::secret, by(&SecretShape::id),
                                        order.secrets);
    std::vector<Verb> verbs;
    for (const std::string_view verb : references_.verbs.names()) {
        verbs.push_back({.id = records_.keep(verb)});
    }
    catalog.verbs = storage_.arena.keep(verbs);
}

/// For each of `count` rows, the ids that belong to it, in ascending order and each once.
template <typename T>
class Index {
public:
    explicit Index(std::size_t count) : ids_(count) {}

    void add(std::uint32_t row, std::size_t id) {
        const Id<T> added{static_cast<std::uint32_t>(id)};
        if (ids_[row].empty() || ids_[row].back() != added) {
            ids_[row].push_back(added);
        }
    }
    [[nodiscard]] std::span<const Id<T>> keep(std::size_t row, Arena& arena) {
        std::ranges::sort(ids_[row]);
        ids_[row].erase(std::unique(ids_[row].begin(), ids_[row].end()), ids_[row].end());
        return arena.keep(ids_[row]);
    }

private:
    std::vector<std::vector<Id<T>>> ids_;
};

/// What scopes and entities know of the operations and events that name them.
void derive(Catalog& catalog, Arena& arena) {
    Index<Operation> opened(catalog.scopes.size());
    Index<Event> received(catalog.scopes.size());
    Index<Operation> operations(catalog.entities.size());
    Index<Verb> verbs(catalog.entities.size());
    for (std::size_t at = 0; at < catalog.operations.size(); ++at) {
        const Operation& operation = catalog.operations[at];
        operations.add(operation.entity.index, at);
        verbs.add(operation.entity.index, operation.verb.index);
        for (const Alternative alternative : operation.alternatives) {
            for (const Id<Scope> scope : alternative) {
                opened.add(scope.index, at);
            }
        }
    }
    for (std::size_t at = 0; at < catalog.events.size(); ++at) {
        if (catalog.events[at].scope.has_value()) {
            received.add(catalog.events[at].scope->index, at);
        }
    }
    std::vector<Scope> scopes(catalog.scopes.begin(), catalog.scopes.end());
    for (std::size_t at = 0; at < scopes.size(); ++at) {
        scopes[at].operations = opened.keep(at, arena);
        scopes[at].events = received.keep(at, arena);
    }
    catalog.scopes = arena.keep(scopes);
    std::vector<Entity> entities(catalog.entities.begin(), catalog.entities.end());
    for (std::size_t at = 0; at < entities.size(); ++at) {
        entities[at].operations = operations.keep(at, arena);
        entities[at].verbs = verbs.keep(at, arena);
    }
    catalog.entities = arena.keep(entities);
}

}  // namespace

std::string digest_of(std::string_view bytes) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                       bytes.size());
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text = "sha256:";
    for (const unsigned char byte : hash) {
        text += digits[byte >> 4U];
        text += digits[byte & 0xFU];
    }
    return text;
}

LoadedCatalog::LoadedCatalog(std::unique_ptr<Storage> storage) : storage_(std::move(storage)) {}
LoadedCatalog::LoadedCatalog(LoadedCatalog&&) noexcept = default;
LoadedCatalog& LoadedCatalog::operator=(LoadedCatalog&&) noexcept = default;
LoadedCatalog::~LoadedCatalog() = default;

const Catalog& LoadedCatalog::catalog() const {
    return storage_->catalog;
}

LoadResult load(std::string_view json) {
    LoadResult result;
    Arena texts;
    LoadProblem problem;
    const std::optional<JsonTree> tree = JsonTree::parse(json, texts, problem);
    if (!tree.has_value()) {
        result.problems.push_back(std::move(problem));
        return result;
    }
    auto storage = std::make_unique<LoadedCatalog::Storage>();
    JsonReader reader(*tree, result.problems);
    Loader(reader, *storage).run();
    if (!result.problems.empty()) {
        return result;
    }
    derive(storage->catalog, storage->arena);
    storage->catalog.origin = Origin::workspace;
    storage->catalog.digest = storage->arena.keep_text(digest_of(json));
    result.loaded = std::make_shared<const LoadedCatalog>(std::move(storage));
    return result;
}

std::span<const SecretShape> load_secrets(std::string_view json, Arena& arena,
                                          std::vector<LoadProblem>& problems) {
    LoadProblem problem;
    const std::optional<JsonTree> tree = JsonTree::parse(json, arena, problem);
    if (!tree.has_value()) {
        problems.push_back(std::move(problem));
        return {};
    }
    JsonReader reader(*tree, problems);
    if (!reader.object(JsonTree::root(), secrets_keys)) {
        return {};
    }
    const References no_references;
    RecordReader records(reader, arena, no_references);
    std::vector<SecretShape> shapes;
    for (const JsonReader::Place at : reader.list(reader.member(JsonTree::root(), "secrets"))) {
        shapes.push_back(records.secret(at));
    }
    std::ranges::sort(shapes, std::ranges::less{}, &SecretShape::id);
    return arena.keep(shapes);
}

}  // namespace latchkey::catalog
