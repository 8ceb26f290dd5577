// Contract: what is read, written and read again is the same: events, and every value at its place.
// What was written once is written the same again, and the pieces that the input arrives in change
// nothing.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "support/round_trip.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sluis::tests;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const std::string canonical = rewritten(bytes);
  require(events(canonical) == events(bytes));
  require(rewritten(canonical) == canonical);
  require(rewritten(bytes, 1) == canonical);
  require(rewritten(bytes, 3) == canonical);
  require(events(rewritten(bytes, 0, true)) == events(bytes));
  return 0;
}
