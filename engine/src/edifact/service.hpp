// What ISO 9735 says of the service segments of the envelope: which levels there are, and which
// values must, may or may not stand in their headers and trailers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "edifact/envelope.hpp"
#include "edifact/segment.hpp"
#include "sluis/diagnostic.hpp"

namespace sluis::edifact {

enum class Use : std::uint8_t { absent, conditional, mandatory };

// A value of a service segment, before syntax version 4 [0] and from it on [1].
struct ServiceValue {
  std::uint8_t element, component;
  Use use[2];
  std::uint8_t length;          // at most, before version 4; 0: as from it on
  std::string_view allowed[2];  // "AA BB"; nothing: anything
  std::string_view name;
  Fault wrong = Fault::envelope_value;  // when it is not allowed
};

struct ServiceSegment {
  std::string_view tag;
  std::uint8_t elements;  // at most
  const ServiceValue* values;
  std::size_t count;
  [[nodiscard]] const ServiceValue* begin() const noexcept { return values; }
  [[nodiscard]] const ServiceValue* end() const noexcept { return values + count; }
};

// Each level has a header, and a trailer that repeats the header's reference and counts what is
// between them. Messages and packages stand side by side.
enum Level : std::uint8_t { kInterchange, kGroup, kMessage, kPackage, kLevels };
[[nodiscard]] constexpr int rank_of(Level level) noexcept {
  return level == kPackage ? kMessage : level;
}

struct LevelRow {
  Level level;
  bool batch, interactive;  // where it may stand
  ServiceSegment header, trailer;
  EventKind begin, end;
  std::uint8_t header_reference;   // element
  std::uint8_t trailer_count;      // likewise
  std::uint8_t trailer_reference;  // likewise
  std::uint8_t date;               // S004 or S300 in the header; 0: none
  std::uint8_t count_digits[2];    // at most
  Fault missing;                   // the trailer is
  Fault miscounted;
  std::string_view count_hint;
};

// The level that a tag begins or ends; null when it does neither.
struct LevelTag {
  const LevelRow* row = nullptr;
  bool header = false;
};
[[nodiscard]] LevelTag level_of_tag(Tag tag) noexcept;
[[nodiscard]] const LevelRow& level_row(Level level, bool interactive) noexcept;

}  // namespace sluis::edifact
