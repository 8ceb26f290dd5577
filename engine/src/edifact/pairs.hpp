// Characters of two bytes, both looked up in tables that iconv fills once.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace sluis::edifact {

class Pairs {
 public:
  // `before` stands in front of each pair when iconv is asked; '\0': nothing does.
  // Errors: std::system_error when iconv lacks the set.
  explicit Pairs(const char* iconv_name, char before = '\0');

  // text::kReplacement when the two bytes are no character; the first is 0x80 or more.
  [[nodiscard]] char32_t decode(unsigned char first, unsigned char second) const noexcept;
  // Both bytes as one number; 0 when the set lacks the character.
  [[nodiscard]] std::uint16_t encode(char32_t character) const noexcept;

 private:
  std::vector<char16_t> decoded_;
  std::vector<std::pair<char16_t, std::uint16_t>> encoded_;  // sorted
};

}  // namespace sluis::edifact
