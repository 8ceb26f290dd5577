// Small questions that the reader asks about bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "text/unicode.hpp"

namespace sluis::edifact {

inline constexpr std::size_t kAdvice = 9;  // "UNA" and six characters
inline constexpr std::size_t kShown = 24;  // bytes quoted of what was found

// The header of a batch interchange, or of an interactive one.
inline bool is_header_tag(std::string_view tag) noexcept { return tag == "UNB" || tag == "UIB"; }

inline bool is_line_break(char c) noexcept { return c == '\r' || c == '\n'; }
inline bool is_blank(char c) noexcept { return c == ' ' || c == '\t'; }
inline bool is_capital(char c) noexcept { return c >= 'A' && c <= 'Z'; }
inline bool is_letter(char c) noexcept { return is_capital(c) || (c >= 'a' && c <= 'z'); }
inline bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

inline std::string quoted(std::string_view bytes) { return '"' + text::printable(bytes, 70) + '"'; }
inline std::string quoted(char c) { return '\'' + text::printable({&c, 1}) + '\''; }

}  // namespace sluis::edifact
