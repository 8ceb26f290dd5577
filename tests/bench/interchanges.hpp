// Interchanges of any size, always the same for the same arguments: input of benchmarks and of the
// tests that watch memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace sluis::bench {

using Write = std::function<void(std::string_view)>;

// A main part and as many notices of pre-arrival as fit in about `bytes`.
void write_calls(std::size_t bytes, const Write& write);
// One message of about `bytes`: consignments with items. `association`: "BIG01A" or "BIG01B"
// (tests/data/large).
void write_manifest(std::size_t bytes, std::string_view association, const Write& write);

[[nodiscard]] inline std::string calls(std::size_t bytes) {
  std::string text;
  write_calls(bytes, [&](std::string_view part) { text += part; });
  return text;
}
[[nodiscard]] inline std::string manifest(std::size_t bytes, std::string_view association) {
  std::string text;
  write_manifest(bytes, association, [&](std::string_view part) { text += part; });
  return text;
}

}  // namespace sluis::bench
