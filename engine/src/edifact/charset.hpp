// The character sets of an interchange (UNB S001: data elements 0001, 0002 and 0133): which bytes
// are allowed, and what they are in UTF-8. Decoded by what UNB says, never by guess.
//
// A Charset never changes and lives as long as the program; any number of threads may share it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "edifact/pairs.hpp"
#include "sluis/diagnostic.hpp"
#include "sluis/tolerance.hpp"

namespace sluis::edifact {

// A set of ASCII characters in the form that one table look-up by each half of a byte answers:
// row[low half] has a bit for each high half.
struct AsciiSet {
  std::array<std::uint8_t, 16> rows{};
  constexpr void add(unsigned char c) noexcept {
    rows[c & 0x0FU] = static_cast<std::uint8_t>(rows[c & 0x0FU] | (1U << (c >> 4U)));
  }
  [[nodiscard]] constexpr bool has(unsigned char c) const noexcept {
    return c < 0x80 && ((rows[c & 0x0FU] >> (c >> 4U)) & 1U) != 0;
  }
  friend bool operator==(const AsciiSet&, const AsciiSet&) = default;
};

class Charset {
 public:
  static constexpr std::size_t npos = std::string_view::npos;

  // The set that a syntax identifier (0001) names in a syntax version (0002): UNOA to UNOL, UNOW to
  // UNOY, KECA. Null when the identifier is unknown.
  // Errors: std::system_error when iconv lacks the set.
  [[nodiscard]] static const Charset* find(std::string_view identifier, char version);
  // The set that a character encoding code (0133) names: 1 and 2 (the identifier's own), 4 (code
  // page 850), 7 (UTF-8); null for others.
  [[nodiscard]] static const Charset* find_encoding(std::string_view code,
                                                    std::string_view identifier, char version);
  // What a character encoding code stands for ("UTF-16"); empty when it is not of the list.
  [[nodiscard]] static std::string_view encoding_name(std::string_view code) noexcept;
  // The set that partners agreed on: a syntax identifier, or a name as iconv has it, in any case
  // ("windows-1252", "utf-8", "iso-2022-jp"); null when there is no such set.
  [[nodiscard]] static const Charset* agreed(std::string_view name);
  // True for the identifiers of the list.
  [[nodiscard]] static bool is_known(std::string_view identifier) noexcept;
  // The first syntax version that has the identifier: '1', '3' or '4'; '\0' when unknown.
  [[nodiscard]] static char first_version(std::string_view identifier) noexcept;

  [[nodiscard]] std::string_view name() const noexcept { return name_; }
  [[nodiscard]] bool is_utf8() const noexcept { return kind_ == Kind::utf8; }
  // True when a byte that looks like a separator may be half a character (UNOX).
  [[nodiscard]] bool shifts() const noexcept { return kind_ == Kind::shifting; }
  // The characters of ASCII that belong to the set.
  [[nodiscard]] const AsciiSet& ascii() const noexcept { return ascii_; }

  // The offset of the first byte of `bytes` that does not belong to the set (for UTF-8, also the
  // first byte of a malformed sequence), or npos.
  [[nodiscard]] std::size_t check(std::string_view bytes) const noexcept;
  // The fault that the byte at `at`, an answer of `check`, is.
  [[nodiscard]] Fault fault(std::string_view bytes, std::size_t at) const noexcept;

  // True when `bytes`, which may all belong to the set, are rather UTF-8.
  [[nodiscard]] bool looks_like_utf8(std::string_view bytes) const noexcept;

  // Appends `bytes` as UTF-8. What does not belong to the set, and no printable ASCII, tab or line
  // break, becomes what `bad` says; it was or will be reported where it is checked.
  void decode(std::string_view bytes, std::string& out,
              BadCharacter bad = BadCharacter::substitute) const;
  // Appends UTF-8 as bytes of this set. The offset in `utf8` of the first character that the set
  // lacks, or npos when all went well.
  [[nodiscard]] std::size_t encode(std::string_view utf8, std::string& out) const;

 private:
  enum class Kind : std::uint8_t { single, pairs, utf8, shifting };
  struct Row;
  struct Shelf;
  Charset(std::string_view name, const Row& row, const AsciiSet& ascii);
  void fill(const Row& row);
  void decode_pairs(std::string_view bytes, std::string& out,
                    const std::array<char32_t, 256>& table) const;

  std::string name_;
  Kind kind_;
  bool latin_;  // the upper half has letters of the Latin script, in which few look like UTF-8
  AsciiSet ascii_;
  std::array<bool, 256> allowed_{};
  std::array<char32_t, 256> decoded_{};  // what every byte is; kReplacement for none
  std::array<char32_t, 256> kept_{};     // the same, and what the others are mostly meant to be
  std::vector<std::pair<char32_t, unsigned char>> encoded_;  // above ASCII, sorted
  std::unique_ptr<const Pairs> pairs_;
};

}  // namespace sluis::edifact
