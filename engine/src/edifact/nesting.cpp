#include "edifact/nesting.hpp"

#include <algorithm>

namespace sluis::edifact {

bool Nesting::follow(Tag tag, const std::vector<std::uint32_t>& counters) {
  std::vector<std::uint32_t>& last = last_[tag];
  const std::size_t depth = counters.size();
  bool follows = std::find(counters.begin(), counters.end(), 0U) == counters.end();
  if (follows && last.size() == depth) {
    const auto [differs, was] = std::mismatch(counters.begin(), counters.end() - 1, last.begin());
    const bool same_parent = differs == counters.end() - 1;
    follows =
        same_parent ? counters.back() == last.back() + 1 : *differs > *was && counters.back() == 1;
  } else if (follows) {
    follows = counters.back() == 1;
  }
  last = counters;
  return follows;
}

}  // namespace sluis::edifact
