#include "check/changes.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

namespace latchkey::check {
namespace {

std::uint64_t mix(std::uint64_t value, std::uint64_t more) {
    constexpr std::uint64_t spread = 0x9E3779B97F4A7C15U;
    return (value ^ (more + spread + (value << 6U) + (value >> 2U))) * 0x100000001B3U;
}

/// The text of a declaration with its doc comment. FNV-1a, the same in every build.
std::uint64_t sign_of_text(const ParsedFile& file, const syntax::Declaration& declaration) {
    const Span span = declaration.doc.has_value() ? cover(declaration.doc->span, declaration.span)
                                                  : declaration.span;
    std::uint64_t value = 0xCBF29CE484222325U;
    for (const char byte : file.source->text(span)) {
        value = (value ^ static_cast<unsigned char>(byte)) * 0x100000001B3U;
    }
    return value;
}

/// How much of a declaration others rest on.
enum class Rest : std::uint8_t { id, text, everything };

template <typename T>
void offer(const ParsedFile& file, const std::vector<BlockOf<T>>& blocks, Space space, Rest rest,
           Footprint& into) {
    for (const BlockOf<T>& block : blocks) {
        if (!block.id.has_value()) {
            continue;
        }
        const std::uint64_t key = name_key(space, block.block->name.text);
        std::uint64_t sign = mix(static_cast<std::uint64_t>(block.block->kind), block.id->index);
        if (rest == Rest::everything) {
            into.always.push_back(key);
        } else if (rest == Rest::text) {
            into.with_what_it_needs.push_back(key);
            sign = mix(sign, sign_of_text(file, *block.declaration));
        }
        // What is skipped after a mistake depends on more than the text of the declaration.
        if (rest == Rest::text && file.tree->has_errors) {
            sign = mix(sign, file.version);
        }
        into.offered.push_back({key, sign});
    }
}

}  // namespace

Footprint footprint_of(const ParsedFile& file, const FileBlocks& blocks) {
    Footprint found;
    found.has_errors = file.tree->has_errors;
    offer(file, blocks.teams, Space::team, Rest::id, found);
    offer(file, blocks.integrations, Space::holder, Rest::id, found);
    offer(file, blocks.credentials, Space::holder, Rest::text, found);
    offer(file, blocks.purposes, Space::purpose, Rest::text, found);
    offer(file, blocks.roles, Space::role, Rest::everything, found);
    for (const syntax::Declaration& declaration : file.tree->declarations) {
        const auto* const waiver = std::get_if<syntax::Waive>(&declaration.value);
        if (waiver != nullptr && waiver->subject.has_value()) {
            found.always.push_back(name_key(Space::waived, waiver->subject->text));
        }
    }
    std::ranges::sort(found.offered);
    return found;
}

void Changes::add_edited(std::size_t file, const Footprint& before, const Footprint& now) {
    anew_[file] = true;
    edited_[file] = true;
    keys_.insert(before.always.begin(), before.always.end());
    keys_.insert(now.always.begin(), now.always.end());
    // Of a credential or a purpose whose text is as it was, nothing has changed for others.
    std::vector<Offered> changed;
    std::ranges::set_symmetric_difference(before.offered, now.offered, std::back_inserter(changed));
    for (const Offered& one : changed) {
        keys_.insert(one.key);
    }
    // What is said of a name that is not known tells the nearest ones, and what else it stands for.
    if (!changed.empty()) {
        keys_.insert(every_name);
    }
    if (before.has_errors || now.has_errors) {
        keys_.insert(every_name);
    }
}

bool Changes::is_touched(const Footprint& footprint, const Readings& units) const {
    const auto is_in = [&](std::uint64_t key) { return keys_.contains(key); };
    return std::ranges::any_of(footprint.points_into,
                               [&](FileId id) { return edited_[static_cast<std::size_t>(id)]; }) ||
           (!keys_.empty() && (std::ranges::any_of(units.purposes.needs, is_in) ||
                               std::ranges::any_of(units.others.needs, is_in)));
}

void Changes::spread(std::span<const Footprint> footprints, std::span<const Readings> units) {
    for (bool grown = true; std::exchange(grown, false);) {
        for (std::size_t file = 0; file < footprints.size(); ++file) {
            if (touched_[file] || !is_touched(footprints[file], units[file])) {
                continue;
            }
            const Footprint& footprint = footprints[file];
            anew_[file] = true;
            touched_[file] = true;
            grown = true;
            keys_.insert(footprint.with_what_it_needs.begin(), footprint.with_what_it_needs.end());
            keys_.insert(footprint.always.begin(), footprint.always.end());
        }
    }
}

}  // namespace latchkey::check
