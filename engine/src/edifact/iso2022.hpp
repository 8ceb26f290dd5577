// ISO 2022 in seven bits, as UNOX has it: escape sequences switch between ASCII and the sets of
// Japanese, Korean and Chinese, whose bytes look like ASCII, separators included.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sluis::edifact::iso2022 {

enum class Set : std::uint8_t {
  ascii,
  roman,
  katakana,
  jis_x_0208,
  jis_x_0212,
  gb_2312,
  ks_c_5601
};

enum class Part : std::uint8_t {
  plain,     // a byte that is what it is in ASCII
  data,      // a character of another set, or a half of one
  sequence,  // of an escape sequence, or a shift
};

// An escape character or a shift.
[[nodiscard]] bool begins_sequence(char byte) noexcept;

// Follows escape sequences and shifts, byte by byte.
class Shifts {
 public:
  Part take(char byte) noexcept;
  // What a byte of data belongs to.
  [[nodiscard]] Set set() const noexcept { return out_ ? g1_ : g0_; }
  // False inside a set that hides separators, and inside a sequence.
  [[nodiscard]] bool home() const noexcept { return length_ == 0 && !hides(); }
  // True when the byte taken last ended a sequence that is not understood, or left a set without
  // one: reading goes on in ASCII.
  [[nodiscard]] bool lost() const noexcept { return lost_; }

 private:
  [[nodiscard]] bool hides() const noexcept { return set() != Set::ascii && set() != Set::roman; }
  void go_home() noexcept;

  Set g0_ = Set::ascii;
  Set g1_ = Set::ks_c_5601;  // what Korean senders mean by a shift without a designation
  bool out_ = false;         // between SHIFT OUT and SHIFT IN: G1 is in force
  bool lost_ = false;
  std::uint8_t length_ = 0;  // of the sequence begun
  std::array<char, 4> sequence_{};
};

// The offset of what is wrong first: a sequence that is not understood, one that does not lead back
// to ASCII, bytes that are no character; or npos.
[[nodiscard]] std::size_t check(std::string_view bytes) noexcept;
// Appends `bytes` as UTF-8; U+FFFD for what is no character.
void decode(std::string_view bytes, std::string& out);
// Appends UTF-8 as bytes that begin and end in ASCII. The offset of the first character that no set
// has, or npos.
[[nodiscard]] std::size_t encode(std::string_view utf8, std::string& out);

}  // namespace sluis::edifact::iso2022
