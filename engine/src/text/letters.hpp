// Letters of ASCII, whatever the locale.
#pragma once

#include <string>
#include <string_view>

namespace sluis::text {

[[nodiscard]] constexpr char capital(char c) noexcept {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

[[nodiscard]] inline std::string capitals(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = capital(c);
  return out;
}

}  // namespace sluis::text
