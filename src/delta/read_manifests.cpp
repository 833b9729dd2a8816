#include "catalog/arena.h"
#include "catalog/json_tree.h"
#include "delta/read.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <optional>

namespace latchkey::delta {
namespace {

using catalog::JsonTree;
using Tree = catalog::JsonTree;
using Node = Tree::Place;

/// What a value of a manifest's form says. What is not there, or of another kind, says nothing:
/// a manifest's form is held by its schema, and its version is looked at first.
class Json {
public:
    Json(const Tree& tree, Node node) : tree_(&tree), node_(node) {}

    [[nodiscard]] Json operator[](std::string_view key) const {
        return {*tree_, node_ == Tree::none ? Tree::none : tree_->member(node_, key)};
    }
    [[nodiscard]] bool is(Tree::Kind kind) const {
        return node_ != Tree::none && (*tree_)[node_].kind == kind;
    }
    [[nodiscard]] bool there() const { return node_ != Tree::none && !is(Tree::Kind::null); }
    [[nodiscard]] std::string text() const {
        return is(Tree::Kind::text) ? std::string((*tree_)[node_].text) : std::string();
    }
    [[nodiscard]] std::optional<std::uint64_t> number() const {
        return is(Tree::Kind::integer) ? std::optional((*tree_)[node_].number) : std::nullopt;
    }
    /// A percentage in millionths of all.
    [[nodiscard]] std::uint64_t share() const {
        double number = 0;
        if (is(Tree::Kind::real)) {
            const std::string_view text = (*tree_)[node_].text;
            std::from_chars(text.data(), text.data() + text.size(), number);
        }
        return is(Tree::Kind::integer) ? *this->number() * 10'000
                                       : static_cast<std::uint64_t>(std::llround(number * 10'000));
    }
    [[nodiscard]] std::vector<Json> list() const {
        std::vector<Json> found;
        if (is(Tree::Kind::list)) {
            for (Node at = (*tree_)[node_].first; at != Tree::none; at = (*tree_)[at].next) {
                found.emplace_back(*tree_, at);
            }
        }
        return found;
    }
    [[nodiscard]] std::vector<std::string> texts() const {
        std::vector<std::string> found;
        for (const Json& each : list()) {
            found.push_back(each.text());
        }
        return found;
    }
    /// As a condition holds a literal.
    [[nodiscard]] std::string literal() const {
        if (is(Tree::Kind::text)) {
            return '"' + text() + '"';
        }
        if (is(Tree::Kind::integer)) {
            return std::to_string(*number());
        }
        return is(Tree::Kind::boolean) && (*tree_)[node_].truth ? "true" : "false";
    }

private:
    const Tree* tree_;
    Node node_;
};

void describe(Operation& read, Json json) {
    read.name = json["method"].text() + " " + json["path"].text();
    read.key = operation_key(json["method"].text(), json["path"].text());
    read.entity = json["entity"].text();
    read.verb = json["verb"].text();
    for (const std::string& action : json["actions"].texts()) {
        if (const auto found = catalog::find_action(action)) {
            read.actions.insert(*found);
        }
    }
}

Condition read_condition(Json json) {
    const std::string op = json["operator"].text();
    Condition read{.name = json["name"].text(),
                   .op = op == "="    ? Condition::Operator::equal
                         : op == "!=" ? Condition::Operator::not_equal
                                      : Condition::Operator::in,
                   .values = {}};
    for (const Json& value : json["values"].list()) {
        read.values.push_back(value.literal());
    }
    std::ranges::sort(read.values);
    return read;
}

Allowed read_allowed(Json json) {
    Allowed read;
    describe(read, json);
    if (json["fields"].there() && takes_fields(read.actions)) {
        read.fields = json["fields"].texts();
        std::ranges::sort(*read.fields);
    }
    for (const Json& alternative : json["conditions"].list()) {
        auto& list = read.conditions.emplace_back();
        for (const Json& each : alternative.list()) {
            list.push_back(read_condition(each));
        }
    }
    return read;
}

Key read_key(Json json) {
    Key key{
        .id = json["id"].text(),
        .kind = json["kind"].text(),
        .levels = json["levels"].texts(),
        .account = {},
        .environment = json["environment"].text(),
        .store = json["store"]["kind"].text() + " \"" + json["store"]["reference"].text() + "\""};
    if (json["account"].there()) {
        key.account = json["account"].text();
    }
    std::ranges::sort(key.levels);
    return key;
}

/// The catalogue that it was compiled with, where that is one that ships.
const catalog::Catalog* shipped_as(std::string_view digest) {
    const auto found = std::ranges::find(catalog::shipped(), digest, &catalog::Catalog::digest);
    return found == catalog::shipped().end() ? nullptr : &*found;
}

Holding read_holding(Json json) {
    Holding read{.provider = json["id"].text(),
                 .catalog_version = json["catalog"]["version"].text(),
                 .catalog_digest = json["catalog"]["digest"].text(),
                 .catalog = nullptr,
                 .key = read_key(json["credential"]),
                 .allowed = {},
                 .residual = {},
                 .events = {},
                 .scopes = {},
                 .uses_where = {},
                 .scopes_where = {}};
    read.catalog = shipped_as(read.catalog_digest);
    for (const Json& each : json["operations"]["allowed"].list()) {
        read.allowed.push_back(read_allowed(each));
    }
    for (const Json& each : json["operations"]["residual"].list()) {
        Reachable reachable;
        describe(reachable, each);
        reachable.scopes = each["scopes"].texts();
        std::ranges::sort(reachable.scopes);
        read.residual.push_back(std::move(reachable));
    }
    for (const Json& each : json["events"].list()) {
        read.events.push_back({each["name"].text(), each["entity"].text(), {}});
    }
    for (Allowed& each : read.allowed) {
        each.opened_known = json["scopes"]["missing"].list().empty();
    }
    const Json scopes = json["scopes"];
    read.scopes = scopes["declared"].texts();
    if (read.scopes.empty()) {
        for (const Json& each : scopes["minimal"].list()) {
            read.scopes.push_back(each["scope"].text());
        }
    }
    sort_holding(read);
    return read;
}

std::optional<Statement> statement(Json json, std::string_view text, std::string_view amount) {
    if (!json.there()) {
        return std::nullopt;
    }
    return Statement{text.empty() ? json.text() : json[text].text(),
                     amount.empty() ? std::nullopt : json[amount].number(),
                     {}};
}

void read_lists(Controls& controls, Json json) {
    for (const Json& each : json["limits"].list()) {
        controls.limits.push_back(
            {each["requests"].number().value_or(0), each["per_seconds"].number().value_or(0)});
    }
    controls.sources = json["sources"].texts();
    for (const Json& each : json["alerts"].list()) {
        const std::string signal = each["signal"].text();
        controls.alerts.push_back({.signal = signal,
                                   .above = signal == "errors" ? each["above"].share()
                                                               : each["above"].number().value_or(0),
                                   .per_seconds = each["per_seconds"].number().value_or(0),
                                   .to = each["to"].text()});
    }
    for (const Json& each : json["data"]["recipients"].list()) {
        controls.recipients.push_back(
            {each["name"].text(), each["region"].text(), each["agreement"].text()});
    }
    controls.subjects = json["data"]["subjects"].texts();
    std::ranges::sort(controls.subjects);
}

Controls read_controls(Json json) {
    Controls controls;
    read_lists(controls, json);
    controls.gateway = statement(json["gateway"], "", "");
    controls.audit = statement(json["audit"], "to", "keep_days");
    controls.review = statement(json["review"], "", "every_days");
    controls.reviewer = json["review"]["by"].text();
    controls.revoke = statement(json["revoke"], "runbook", "within_seconds");
    const Json data = json["data"];
    if (data["retain_days"].there()) {
        controls.retain = {"", data["retain_days"].number(), {}};
    }
    if (data["basis"].there()) {
        const std::string reference = data["basis"]["reference"].text();
        controls.basis = {
            data["basis"]["kind"].text() + (reference.empty() ? "" : " \"" + reference + "\""),
            {},
            {}};
    }
    controls.erase = statement(data["erase"], "", "");
    return controls;
}

Integration read_integration(Json json) {
    const Json about = json["integration"];
    Integration read;
    read.id = about["id"].text();
    read.title = about["title"].text();
    read.status = about["status"].text();
    read.environment = about["environment"].text();
    read.purpose = about["purpose"].text();
    read.owner = about["owner"]["team"].text();
    for (const Json& each : json["providers"].list()) {
        read.holdings.push_back(read_holding(each));
    }
    std::ranges::sort(read.holdings, {}, &Holding::provider);
    read.controls = read_controls(json);
    for (const Json& each : json["waivers"].list()) {
        read.waivers.push_back({.rule = each["rule"].text(),
                                .until = each["until"].text(),
                                .because = each["because"].text(),
                                .by = each["by"].text(),
                                .subject = read.id,
                                .where = {}});
    }
    return read;
}

/// Of a key in use a manifest says everything, …
Credential read_credential(Json json) {
    const Json held = json["credential"];
    Credential read;
    read.key = read_key(held);
    read.provider = json["id"].text();
    read.owner = held["owner"].text();
    read.issued = held["issued"].text();
    read.rotated = held["rotated"].text();
    if (held["rotate_days"].there()) {
        read.rotate = {"", held["rotate_days"].number(), {}};
    }
    read.overlap_days = held["overlap_days"].number();
    if (held["expires"].there()) {
        read.expires = {held["expires"].text(), {}, {}};
    }
    return read;
}

/// … and of one that nobody uses the index alone does.
Credential read_listed(Json json) {
    Credential read;
    read.key = read_key(json);
    read.provider = json["provider"].text();
    read.known_in_full = false;
    return read;
}

class ManifestReader {
public:
    ManifestReader(std::span<const OutputFile> files, std::size_t first_file,
                   std::vector<std::string>& errors)
        : files_(files), first_file_(first_file), errors_(&errors) {}

    Side read() {
        Side side;
        side.compiled = true;
        with("index.json", "index", [&](Json index) {
            for (const Json& entry : index["integrations"].list()) {
                const std::string file = entry["file"].text();
                with(file, "manifest", [&](Json json) { add(side, json, start_of(file)); });
            }
            for (const Json& entry : index["credentials"].list()) {
                Credential credential = read_listed(entry);
                credential.where = start_of("index.json");
                add(side, std::move(credential));
            }
        });
        std::ranges::sort(side.integrations, {}, &Integration::id);
        std::ranges::sort(side.credentials, {},
                          [](const Credential& one) -> const std::string& { return one.key.id; });
        return side;
    }

private:
    void add(Side& side, Json manifest, Location where) {
        side.integrations.push_back(read_integration(manifest));
        side.integrations.back().where = where;
        side.integrations.back().status_where = where;
        for (const Json& each : manifest["providers"].list()) {
            Credential credential = read_credential(each);
            credential.where = where;
            add(side, std::move(credential));
        }
    }

    /// A manifest is what its integration is said in.
    [[nodiscard]] Location start_of(const std::string& name) const {
        const auto file = std::ranges::find(files_, name, &OutputFile::name);
        const auto at = static_cast<std::size_t>(file - files_.begin()) + first_file_;
        return {static_cast<FileId>(at), {}};
    }

    static void add(Side& side, Credential credential) {
        const auto same = [&](const Credential& one) { return one.key.id == credential.key.id; };
        if (std::ranges::none_of(side.credentials, same)) {
            side.credentials.push_back(std::move(credential));
        }
    }

    void with(const std::string& name, std::string_view form,
              const std::function<void(Json)>& use) {
        const auto file = std::ranges::find(files_, name, &OutputFile::name);
        if (file == files_.end()) {
            errors_->push_back(name + ": is not there");
            return;
        }
        catalog::Arena arena;
        catalog::LoadProblem problem;
        const auto tree = Tree::parse(file->text, arena, problem);
        if (!tree.has_value()) {
            errors_->push_back(name + ": " + problem.message);
            return;
        }
        const Json json(*tree, Tree::root());
        if (json[form].number() != 1) {
            errors_->push_back(name + ": is no " + std::string(form) + " of version 1");
            return;
        }
        use(json);
    }

    std::span<const OutputFile> files_;
    std::size_t first_file_;
    std::vector<std::string>* errors_;
};

}  // namespace

Side read(std::span<const OutputFile> manifests, std::size_t first_file,
          std::vector<std::string>& errors) {
    return ManifestReader(manifests, first_file, errors).read();
}

}  // namespace latchkey::delta
