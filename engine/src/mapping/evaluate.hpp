// Conditions and rules: three-valued expressions over captured cells.
//
// A comparison with something absent is unknown, and so is an external condition; a rule fails only
// on false. Numbers compare as numbers when both sides are; everything else compares as text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "mapping/instance.hpp"
#include "mapping/tables.hpp"

namespace sluis::edifact {
class Segment;
}

namespace sluis::mapping {

enum class Truth : std::uint8_t { no, yes, unknown };

// What an expression may look at. `root` and `own` are the instances of scope 0 and of the block
// at hand; the segment only inside any/all.
struct View {
  const Program* program = nullptr;
  const Instance* root = nullptr;
  const Instance* own = nullptr;
  const edifact::Segment* segment = nullptr;
  std::string_view value;
  bool has_value = false;
};

// Cost: the size of the expression; depth is bounded by the parser.
[[nodiscard]] Truth evaluate(const View& view, std::uint32_t expression);

}  // namespace sluis::mapping
