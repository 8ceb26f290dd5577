// version.hpp: the version of the engine, written here and nowhere else.
#pragma once

#include <string_view>

namespace sluis {

inline constexpr std::string_view kVersion = "0.1.0";

}  // namespace sluis
