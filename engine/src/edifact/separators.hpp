// The service characters of one interchange (ISO 9735-1: UNA, or what holds without it).
#pragma once

namespace sluis::edifact {

// '\0' stands for "none": no release character, no repetition separator.
struct Separators {
  char component = ':';
  char element = '+';
  char decimal = '.';
  char release = '?';
  char repetition = '\0';
  char terminator = '\'';
  friend bool operator==(const Separators&, const Separators&) = default;
};

// Versions 1 to 3, level B without UNA: information separators, no release character.
inline constexpr Separators kLevelB{'\x1F', '\x1D', '.', '\0', '\0', '\x1C'};

}  // namespace sluis::edifact
