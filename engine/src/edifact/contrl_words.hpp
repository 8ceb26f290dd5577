// The segments of a CONTRL in plain words.
#pragma once

#include <string>

#include "edifact/segment.hpp"

namespace sluis::edifact {

// For one interchange, its segments in order.
class ContrlWords {
 public:
  // "message M1 (ORDERS:D:96A:UN) rejected: control count or length does not match (29), in UNT,
  // element 1", "segment 5, element 2, component 1: data element too long (39)"; empty for other
  // segments than UCI, UCF, UCM, UCS and UCD. Values are printable.
  [[nodiscard]] std::string of(const Segment& segment);

 private:
  std::string segment_;  // UCS 0096, for the UCD behind it
};

}  // namespace sluis::edifact
