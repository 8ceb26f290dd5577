// An interchange read and written anew: what must be the same afterwards.
#pragma once

#include <cstddef>
#include <string>

namespace sluis::tests {

// What `inspect` writes as EDIFACT; the input arrives in pieces of `chunk` bytes (0: at once).
[[nodiscard]] std::string rewritten(const std::string& bytes, std::size_t chunk = 0,
                                    bool line_breaks = false);

// Events, tags and values that hold something, with their places; without the trailers' values,
// which are counted when they are written.
[[nodiscard]] std::string events(const std::string& bytes, std::size_t chunk = 0);

}  // namespace sluis::tests
