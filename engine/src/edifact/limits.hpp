// What one segment may hold at most: beyond a limit the segment is reported and skipped. And how
// much is remembered of an interchange.
#pragma once

#include <cstddef>
#include <cstdint>

namespace sluis::edifact {

struct Limits {
  std::size_t segment_bytes = std::size_t{1} << 20U;
  std::size_t value_bytes = std::size_t{64} * 1024;
  std::uint32_t elements = 1000;       // at most 65,535
  std::uint32_t components = 100;      // likewise
  std::uint32_t repetitions = 10'000;  // likewise
  std::size_t references = 1'000'000;  // message references looked through for duplicates: 16 MiB
};

}  // namespace sluis::edifact
