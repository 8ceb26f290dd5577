// Text of a mapping file -> model. Faults (E01xx) carry the place, what was expected there and,
// when a word is nearly one, "did you mean"; after a fault parsing goes on at the next item, so
// that one run shows all of them.
#pragma once

#include "language/model.hpp"
#include "sluis/diagnostic.hpp"
#include "sluis/source.hpp"

namespace sluis::language {

// What could be understood; faults say what could not.
[[nodiscard]] File parse(Source& source, Diagnostics& faults);

}  // namespace sluis::language
