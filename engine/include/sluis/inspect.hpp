// inspect.hpp: what is in an interchange, known or not: envelope, messages, groups, segments,
// elements with their names, code values in words.
//
// Nothing is refused that can be read; a message whose directory is not at hand is shown without
// groups (E4108), a segment without a place where it stands.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "sluis/diagnostic.hpp"
#include "sluis/directory.hpp"
#include "sluis/source.hpp"
#include "sluis/tolerance.hpp"

namespace sluis {

enum class InspectFormat : std::uint8_t {
  tree,     // lines for people
  json,     // docs/inspect.schema.json
  xml,      // elements named as ISO/TS 20625 does: M_ORDERS, G_SG1, S_BGM, C_C002, D_1001
  edifact,  // the interchange written anew, in canonical form
};

struct InspectOptions {
  // For tree and JSON:
  bool names = true;   // of segments and elements
  bool codes = true;   // meaning of code values
  bool values = true;  // false: groups and segments only
  Tolerances tolerances{Tolerance::field()};
  InspectFormat format = InspectFormat::tree;
  bool line_breaks = false;  // EDIFACT: behind every segment
};

// Writes front to back, in memory that does not depend on the size of the input; `write` gets UTF-8
// (EDIFACT: the bytes of the interchange) in pieces that may end anywhere.
void inspect(Source& source, const Directories& directories, const InspectOptions& options,
             const std::function<void(std::string_view)>& write, Diagnostics& faults);

}  // namespace sluis
