#include "check/changes.h"
#include "check/check.h"
#include "check/phases.h"
#include "check/statements.h"
#include "source/assert.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace latchkey::check {
namespace {

using syntax::Block;

/// How many of each kind a file declares, and at most how many grants and waivers it holds.
struct Counts {
    std::array<std::uint32_t, 5> blocks{};
    std::uint32_t grants = 0;
    std::uint32_t waivers = 0;

    [[nodiscard]] std::uint32_t of(Block::Kind kind) const {
        return blocks.at(static_cast<std::size_t>(kind));
    }
};

Counts count(const syntax::Tree& tree) {
    Counts counts;
    for (const syntax::Declaration& declaration : tree.declarations) {
        counts.waivers += std::holds_alternative<syntax::Waive>(declaration.value) ? 1 : 0;
        const auto* const block = std::get_if<Block>(&declaration.value);
        if (block == nullptr) {
            continue;
        }
        ++counts.blocks.at(static_cast<std::size_t>(block->kind));
        for (const syntax::Statement& statement : block->statements) {
            counts.grants += std::holds_alternative<syntax::Grant>(statement.value) ? 1 : 0;
            counts.waivers += std::holds_alternative<syntax::Waive>(statement.value) ? 1 : 0;
        }
    }
    return counts;
}

template <typename T>
bool fits(const model::Store<T>& store, std::size_t file, std::uint32_t wanted) {
    return wanted <= store.room(file).size;
}

bool fits(const model::Model& model, std::size_t file, const Counts& counts) {
    return fits(model.teams, file, counts.of(Block::Kind::team)) &&
           fits(model.credentials, file, counts.of(Block::Kind::credential)) &&
           fits(model.integrations, file, counts.of(Block::Kind::integration)) &&
           fits(model.purposes, file, counts.of(Block::Kind::purpose)) &&
           fits(model.roles, file, counts.of(Block::Kind::role)) &&
           fits(model.grants, file, counts.grants) && fits(model.waivers, file, counts.waivers);
}

/// Gives each file room for what it holds, in the order of the files, the standard ones first.
template <typename T, typename Wanted>
void lay_out(model::Store<T>& store, std::span<const ParsedFile> files, bool spare, Wanted wanted) {
    std::vector<typename model::Store<T>::Room> rooms(files.size());
    std::uint32_t next = 0;
    for (const bool standard : {true, false}) {
        for (std::size_t file = 0; file < files.size(); ++file) {
            if (files[file].standard == standard) {
                constexpr std::uint32_t least = 4;
                const std::uint32_t held = wanted(file);
                const std::uint32_t size = spare ? held + held / 2 + least : held;
                rooms[file] = {next, size};
                next += size;
            }
        }
    }
    store.lay_out(rooms);
}

template <typename T>
void put_named(Context& context, std::size_t file, const std::vector<BlockOf<T>>& blocks,
               model::Store<T>& store) {
    std::vector<T> items;
    items.reserve(blocks.size());
    for (const BlockOf<T>& block : blocks) {
        if (block.id.has_value()) {
            context.enter(*block.file);
            items.emplace_back().name = context.word(block.block->name);
        }
    }
    store.put(file, std::move(items));
}

bool declares_purposes(const FileBlocks& blocks) {
    return !blocks.purposes.empty();
}

}  // namespace

struct Checker::State {
    std::vector<const Catalog*> catalogs;
    bool spare = false;
    std::vector<ParsedFile> files;
    model::Model model;
    Names names;
    std::vector<Footprint> footprints;
    std::vector<std::shared_ptr<const std::vector<Diagnostic>>> reports;
    Reading of_promises;
    /// Some name is declared twice.
    bool clashes = false;
    /// There were so many errors that nothing of them may be kept.
    bool crowded = false;

    void reset(std::span<const ParsedFile> given);
    [[nodiscard]] bool can_go_on(std::span<const ParsedFile> given) const;
    [[nodiscard]] bool declare_edited(Context& context, std::vector<bool>& edited);
    void declare_all(Context& context, std::vector<bool>& edited);
    [[nodiscard]] bool choose_work(Context& context, const std::vector<bool>& anew);
    void put_items(Context& context, bool purposes);
    void read(Context& context);
    void settle(Context& context);
    [[nodiscard]] std::size_t error_count() const;
    [[nodiscard]] std::vector<bool> run(std::span<const ParsedFile> given, bool whole);
};

/// Forgets everything, and makes room for what the files hold.
void Checker::State::reset(std::span<const ParsedFile> given) {
    std::vector<Counts> counts;
    for (const ParsedFile& file : given) {
        counts.push_back(count(*file.tree));
    }
    const auto blocks = [&](Block::Kind kind) {
        return [&counts, kind](std::size_t file) { return counts[file].of(kind); };
    };
    names = {};
    names.used.resize(given.size());
    names.units.resize(given.size());
    names.declarations.files.resize(given.size());
    footprints.assign(given.size(), {});
    reports.assign(given.size(), std::make_shared<std::vector<Diagnostic>>());
    model = {};
    model.providers = catalogs;
    lay_out(model.teams, given, spare, blocks(Block::Kind::team));
    lay_out(model.credentials, given, spare, blocks(Block::Kind::credential));
    lay_out(model.integrations, given, spare, blocks(Block::Kind::integration));
    lay_out(model.purposes, given, spare, blocks(Block::Kind::purpose));
    lay_out(model.roles, given, spare, blocks(Block::Kind::role));
    lay_out(model.grants, given, spare, [&](std::size_t file) { return counts[file].grants; });
    lay_out(model.waivers, given, spare, [&](std::size_t file) { return counts[file].waivers; });
    names.grant_states.resize(model.grants.id_bound());
    names.declarations.holder_names.reserve(model.credentials.id_bound() +
                                            model.integrations.id_bound());
}

bool Checker::State::can_go_on(std::span<const ParsedFile> given) const {
    if (crowded || files.size() != given.size()) {
        return false;
    }
    for (std::size_t file = 0; file < given.size(); ++file) {
        if (files[file].standard != given[file].standard ||
            (files[file].version != given[file].version &&
             !fits(model, file, count(*given[file].tree)))) {
            return false;
        }
    }
    return true;
}

/// False when a name is declared twice, now or before: then all must be declared anew.
bool Checker::State::declare_edited(Context& context, std::vector<bool>& edited) {
    if (clashes) {
        return false;
    }
    bool free = true;
    for (std::size_t file = 0; file < files.size(); ++file) {
        if (edited[file]) {
            forget_names(names.declarations, file);
        }
    }
    for (std::size_t file = 0; file < files.size() && free; ++file) {
        free = !edited[file] || declare(context, file);
    }
    return free;
}

template <typename T>
bool same_ids(const std::vector<BlockOf<T>>& left, const std::vector<BlockOf<T>>& right) {
    return std::ranges::equal(left, right, {}, &BlockOf<T>::id, &BlockOf<T>::id);
}

/// Marks besides those edited the files whose declarations have other ids now, or other reports.
void Checker::State::declare_all(Context& context, std::vector<bool>& edited) {
    Declarations before = std::move(names.declarations);
    std::vector<Readings> units_before = names.units;
    names.declarations = {};
    names.declarations.files.resize(files.size());
    names.declarations.holder_names.reserve(model.credentials.id_bound() +
                                            model.integrations.id_bound());
    clashes = false;
    for (const bool standard : {true, false}) {
        for (std::size_t file = 0; file < files.size(); ++file) {
            if (files[file].standard == standard) {
                clashes = !declare(context, file) || clashes;
            }
        }
    }
    for (std::size_t file = 0; file < files.size(); ++file) {
        const FileBlocks& old = before.files[file];
        const FileBlocks& now = names.declarations.files[file];
        const bool same = same_ids(old.teams, now.teams) &&
                          same_ids(old.credentials, now.credentials) &&
                          same_ids(old.integrations, now.integrations) &&
                          same_ids(old.purposes, now.purposes) && same_ids(old.roles, now.roles);
        edited[file] = edited[file] || !same || !names.units[file].declared.reports.empty() ||
                       !units_before[file].declared.reports.empty();
    }
}

/// Makes what is declared, so far with nothing but its name.
void Checker::State::put_items(Context& context, bool purposes) {
    for (const std::size_t file : context.work) {
        const FileBlocks& blocks = names.declarations.files[file];
        put_named(context, file, blocks.teams, model.teams);
        put_named(context, file, blocks.credentials, model.credentials);
        put_named(context, file, blocks.integrations, model.integrations);
        put_named(context, file, blocks.roles, model.roles);
        if (!purposes) {
            continue;
        }
        model.purposes.put(file, {});
    }
    for (const std::size_t file : context.purpose_work) {
        put_named(context, file, names.declarations.files[file].purposes, model.purposes);
        for (model::Purpose& purpose : model.purposes.edit(file)) {
            purpose.standard = files[file].standard;
        }
    }
}

void Checker::State::read(Context& context) {
    read_teams(context);
    read_purposes(context);
    read_credentials(context);
    read_roles(context);
    read_integrations(context);
    read_waivers(context);
    settle_grants(context);
    hand_out_waivers(context);
    check_roles(context);
    check_integrations(context);
    model.whole = std::ranges::all_of(names.units, [](const Readings& units) {
        return units.declared.whole && units.purposes.whole && units.others.whole;
    });
    of_promises = {};
    context.begin(of_promises);
    read_assertions(context);
    read_acceptances(context);
    model.whole = model.whole && of_promises.whole;
}

/// Keeps of what was read what the next check needs.
void Checker::State::settle(Context& context) {
    std::vector<std::size_t> done = context.work;
    done.insert(done.end(), context.purpose_work.begin(), context.purpose_work.end());
    for (const std::size_t file : done) {
        Readings& units = names.units[file];
        for (const auto& block : names.declarations.files[file].credentials) {
            units.others.needs.push_back(name_key(Space::waived, block.block->name.text));
        }
        for (const auto& block : names.declarations.files[file].integrations) {
            units.others.needs.push_back(name_key(Space::waived, block.block->name.text));
        }
        std::vector<Diagnostic> all;
        for (Reading* const unit : {&units.declared, &units.purposes, &units.others}) {
            all.insert(all.end(), unit->reports.list().begin(), unit->reports.list().end());
            std::ranges::sort(unit->needs);
            unit->needs.erase(std::unique(unit->needs.begin(), unit->needs.end()),
                              unit->needs.end());
        }
        footprints[file].points_into = diag::points_into(all, files[file].id);
        reports[file] = std::make_shared<const std::vector<Diagnostic>>(std::move(all));
    }
}

std::size_t Checker::State::error_count() const {
    return std::accumulate(names.units.begin(), names.units.end(), of_promises.errors,
                           [](std::size_t sum, const Readings& units) {
                               return sum + units.declared.errors + units.purposes.errors +
                                      units.others.errors;
                           });
}

/// Says what is to be read, and whether the purposes are: they build on each other, so that all are
/// read or none.
bool Checker::State::choose_work(Context& context, const std::vector<bool>& anew) {
    bool purposes = false;
    for (std::size_t file = 0; file < files.size(); ++file) {
        if (anew[file]) {
            context.work.push_back(file);
            names.units[file].others = {};
            purposes = purposes || declares_purposes(names.declarations.files[file]) ||
                       !model.purposes.part(file).empty();
        }
    }
    for (const bool standard : {true, false}) {
        for (std::size_t file = 0; file < files.size() && purposes; ++file) {
            names.units[file].purposes = {};
            if (files[file].standard == standard &&
                declares_purposes(names.declarations.files[file])) {
                context.purpose_work.push_back(file);
            }
        }
    }
    return purposes;
}

std::vector<bool> Checker::State::run(std::span<const ParsedFile> given, bool whole) {
    std::vector<bool> edited(given.size());
    for (std::size_t file = 0; file < given.size(); ++file) {
        edited[file] = whole || files[file].version != given[file].version;
    }
    if (whole) {
        reset(given);
    }
    files.assign(given.begin(), given.end());
    Context context(files, model, names);
    if (whole || !declare_edited(context, edited)) {
        declare_all(context, edited);
    }
    Changes changes(files.size());
    for (std::size_t file = 0; file < files.size(); ++file) {
        if (edited[file]) {
            Footprint now = footprint_of(files[file], names.declarations.files[file]);
            changes.add_edited(file, footprints[file], now);
            now.points_into = std::move(footprints[file].points_into);
            footprints[file] = std::move(now);
        }
    }
    if (!whole) {
        changes.spread(footprints, names.units);
    }
    const bool purposes = choose_work(context, changes.anew());
    put_items(context, purposes);
    read(context);
    settle(context);
    return changes.anew();
}

Checker::Checker(std::span<const Catalog* const> catalogs, bool spare)
    : state_(std::make_unique<State>()) {
    state_->catalogs.assign(catalogs.begin(), catalogs.end());
    state_->spare = spare;
}
Checker::~Checker() = default;
Checker::Checker(Checker&&) noexcept = default;
Checker& Checker::operator=(Checker&&) noexcept = default;

Outcome Checker::check(std::span<const ParsedFile> files) {
    bool whole = !state_->can_go_on(files);
    Outcome outcome;
    outcome.anew = state_->run(files, whole);
    // After so many errors the rest is not told what would do, so that each depends on all.
    state_->crowded = state_->error_count() >= Context::most_suggestions;
    if (state_->crowded && !whole) {
        outcome.anew = state_->run(files, true);
    }
    outcome.model = state_->model;
    outcome.reports = state_->reports;
    outcome.of_promises = state_->of_promises.reports.list();
    return outcome;
}

}  // namespace latchkey::check
