// What one segment may hold at most: beyond a limit the segment is reported and skipped. And how
// much there may be of an input, and is remembered of it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace sluis::edifact {

struct Limits {
  std::size_t segment_bytes = std::size_t{1} << 20U;
  std::size_t value_bytes = std::size_t{64} * 1024;
  std::uint32_t elements = 1000;         // at most 65,535
  std::uint32_t components = 100;        // likewise
  std::uint32_t repetitions = 10'000;    // likewise
  std::size_t references = 1'000'000;    // looked through for duplicates, of each kind: 16 MiB
  std::uint64_t messages = 1'000'000;    // of an interchange; what follows is skipped
  std::uint32_t interchanges = 100'000;  // of an input; likewise
};

}  // namespace sluis::edifact
