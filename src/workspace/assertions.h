#pragma once

#include "latchkey/source.h"

#include "authority/authority.h"
#include "diag/report.h"
#include "model/model.h"

#include <span>

namespace latchkey::workspace {

/// Runs every assertion of the model; each that fails is a `failed-assertion` which names a
/// counterexample: who, what, and the grant or scope that opens it.
void run_assertions(const model::Model& model, const authority::Authorities& authorities,
                    diag::Reports& reports);

/// Reports of one file every search for the least scopes that was given up: what it found is
/// enough, but nobody knows whether it is the least.
void report_unproven(const model::Model& model, const authority::Authorities& authorities,
                     std::size_t file, diag::Reports& reports);

}  // namespace latchkey::workspace
