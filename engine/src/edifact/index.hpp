// The structural index: where the separators, terminators and release characters of an interchange
// are, found 64 bytes at a time with the widest vectors the machine has.
//
// Contract: bytes are given front to back; `marks` are the live separators and terminators (those
// that no release character hides), as offsets from `base()`. Reads up to 64 bytes behind what it
// is given (Source::kPadding).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "edifact/charset.hpp"
#include "edifact/iso2022.hpp"
#include "edifact/separators.hpp"

namespace sluis::edifact {

class Index {
 public:
  static constexpr std::size_t kBlock = 64;
  // How many bytes are looked at ahead; it doubles from the first to the last as reading goes on,
  // so that a short interchange does not pay for what lies behind it.
  static constexpr std::size_t kFirstPiece = 1024;
  static constexpr std::size_t kLastPiece = std::size_t{16} * 1024;

  // Starts anew at the absolute offset `at`. `plain` are the characters that need no second look.
  // `shifts`: bytes between the sequences of ISO 2022 are no separators.
  void reset(const Separators& separators, const AsciiSet& plain, std::uint64_t at,
             bool shifts = false);

  // Looks at more bytes: `bytes` begin at `base()`. Returns false when all of them are known.
  bool extend(std::string_view bytes);
  // Forgets what is before the absolute offset `at` (rounded down to a block).
  void forget(std::uint64_t at);

  [[nodiscard]] std::uint64_t base() const noexcept { return base_; }
  // How many bytes from `base()` on are known.
  [[nodiscard]] std::uint32_t known() const noexcept { return known_; }
  // The live marks, `marks_end` behind the last one. Reading position: `next`.
  [[nodiscard]] const std::uint32_t* next() const noexcept { return marks_.data() + next_; }
  [[nodiscard]] const std::uint32_t* marks_end() const noexcept { return marks_.data() + count_; }
  void set_next(const std::uint32_t* mark) noexcept {
    next_ = static_cast<std::size_t>(mark - marks_.data());
  }
  // Behind the last terminator that is known, at or behind `next`; equal to `next` when there is
  // none.
  [[nodiscard]] const std::uint32_t* terminated() const noexcept {
    return marks_.data() + (terminated_ > next_ ? terminated_ : next_);
  }
  // Adds a mark at `at`, behind all others: the end of the input stands for a terminator.
  void close(std::uint32_t at);

  // True when a byte of [begin, end) is a release character, or neither a live mark nor plain; or a
  // live mark behind a blank.
  [[nodiscard]] bool is_special(std::uint32_t begin, std::uint32_t end) const noexcept;

  // The instruction set in use: "AVX3", "AVX2", "SSE4" ...
  [[nodiscard]] static const char* target();

 private:
  Separators separators_;
  AsciiSet plain_;
  std::uint64_t base_ = 0;
  std::uint32_t known_ = 0;
  std::size_t piece_ = kFirstPiece;
  // State at the last whole block; a partial one behind it is looked at again.
  std::uint32_t whole_ = 0;
  std::size_t whole_count_ = 0;
  std::uint64_t carry_ = 0;  // 1: the first byte of the next block is released
  std::uint64_t blank_ = 0;  // 1: the last byte of the block before is a blank
  bool shifting_ = false;
  iso2022::Shifts shifts_;
  std::vector<std::uint32_t> marks_;
  std::vector<std::uint64_t> special_;  // one bit a byte
  std::size_t count_ = 0, next_ = 0, terminated_ = 0;
};

}  // namespace sluis::edifact
