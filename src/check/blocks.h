#pragma once

#include "check/statements.h"

#include <type_traits>
#include <utility>

namespace latchkey::check {

/// Calls `read(block, into)` for each of the blocks of a file, where `into` is its place in the
/// model, or for a second declaration of one name a place that is thrown away. Marks as not
/// complete whatever had an error reported in it.
template <typename T, typename Read>
void for_each_block(Context& context, std::size_t file, const std::vector<BlockOf<T>>& blocks,
                    model::Store<T>& store, Read read) {
    constexpr bool purposes = std::is_same_v<T, model::Purpose>;
    context.begin(purposes ? context.units[file].purposes : context.units[file].others);
    for (const BlockOf<T>& block : blocks) {
        context.enter(*block.file);
        T item = block.id.has_value() ? std::move(store[*block.id]) : T{};
        const std::size_t before = context.error_count();
        read_declared(context, *block.declaration, *block.block, item);
        read(block, item);
        // The standard purposes are right by test; what their names lack in the catalogues at hand
        // is no fault of theirs.
        item.complete = block.file->standard || (item.complete && context.error_count() == before);
        if (block.id.has_value()) {
            store[*block.id] = std::move(item);
        }
    }
    context.about({}, {});
}

}  // namespace latchkey::check
