// nearest.hpp: "did you mean": the known name that a mistyped one probably stands for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluis {

// The known name nearest to `word`: one slip of the hand in a short word, two in a longer one, the
// case counting less. Empty when none is near, or when `word` is longer than 64 characters.
[[nodiscard]] std::string nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace sluis
