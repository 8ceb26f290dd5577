// Explicit nesting (versions 1 to 3): counters behind the tags rise in step with the segments.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "edifact/segment.hpp"

namespace sluis::edifact {

class Nesting {
 public:
  // A message begins.
  void clear() noexcept { last_.clear(); }
  // False when the counters do not follow those that the tag had last: the last one rises by one,
  // or begins anew where one in front of it has risen.
  bool follow(Tag tag, const std::vector<std::uint32_t>& counters);

 private:
  std::map<Tag, std::vector<std::uint32_t>> last_;
};

}  // namespace sluis::edifact
