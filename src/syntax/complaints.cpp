#include "syntax/complaints.h"

#include <utility>

namespace latchkey::syntax {

diag::Finding Complaints::add(diag::ErrorId id, Span where, std::string message) {
    ++count_;
    last_begin_ = where.begin;
    if (count_ > most) {
        if (count_ == most + 1 && last_) {
            last_->note("… and more: the reading of this file stopped after 100 mistakes");
        }
        return diag::Finding(unlisted_);
    }
    last_ = reports_.error(id, cut_.at(where), std::move(message));
    return *last_;
}

}  // namespace latchkey::syntax
