// Versions: a mapping that `extends` another is that one with its rows replaced, removed or added
// by label.
#pragma once

#include <cstdint>
#include <string_view>

#include "language/context.hpp"

namespace sluis::language {

// Completes units[child] with what units[parent] declares and it does not, and applies its
// override, remove and add declarations. Labels that match nothing are faults.
void merge(std::vector<Unit>& units, std::uint32_t child, std::uint32_t parent,
           Diagnostics& faults);

// "1.0.x" and "1.0.2": an x stands for any number.
[[nodiscard]] bool version_matches(std::string_view pattern, std::string_view version);

}  // namespace sluis::language
