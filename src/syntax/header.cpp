#include "syntax/header.h"

#include "syntax/literal.h"

namespace latchkey::syntax {

Block begin_block(const Cut& cut, Block::Kind kind, std::size_t name,
                  std::optional<std::size_t> title, Complaints& complaints) {
    Block block;
    block.kind = kind;
    block.name = cut.name(name);
    check_declared(block.name, complaints);
    if (title) {
        block.title = read_string(cut, *title, complaints);
    }
    return block;
}

}  // namespace latchkey::syntax
