// inspect.hpp: what is in an interchange, known or not: envelope, messages, groups, segments,
// elements with their names, code values in words.
#pragma once

#include <functional>
#include <string_view>

#include "sluis/diagnostic.hpp"
#include "sluis/directory.hpp"
#include "sluis/source.hpp"

namespace sluis {

struct InspectOptions {
  bool names = true;   // of segments and elements
  bool codes = true;   // meaning of code values
  bool values = true;  // false: groups and segments only
};

// Writes the tree, line by line. A message whose directory is not at hand is shown without groups.
void inspect(Source& source, const Directories& directories, const InspectOptions& options,
             const std::function<void(std::string_view)>& write, Diagnostics& faults);

}  // namespace sluis
