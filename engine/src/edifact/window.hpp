// The bytes at hand, as the reader sees them: those of the Source; or, while the input is
// unwrapped, those without its line breaks, with offsets of their own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sluis/source.hpp"

namespace sluis::edifact {

class Window {
 public:
  explicit Window(Source& source);

  [[nodiscard]] std::string_view bytes() const noexcept { return bytes_; }
  [[nodiscard]] std::uint64_t begin() const noexcept { return begin_; }
  [[nodiscard]] std::uint64_t end() const noexcept { return begin_ + bytes_.size(); }
  // As Source::more.
  bool more(std::uint64_t keep_from);

  [[nodiscard]] bool unwrapped() const noexcept { return unwrapped_; }
  // Leaves out the line breaks from the offset `at` on.
  void unwrap(std::uint64_t at);
  // The bytes as they are, from the offset `at` on; answers where that is in the Source.
  std::uint64_t wrap(std::uint64_t at);

  // Where something is in the Source.
  [[nodiscard]] std::uint64_t original(std::uint64_t at) const noexcept;
  [[nodiscard]] Span original(Span where) const noexcept;

 private:
  void take(std::string_view bytes);
  void look();

  // Where line breaks were left out, and how many bytes up to there.
  struct Seam {
    std::uint64_t at;
    std::uint64_t removed;
  };

  Source& source_;
  std::string_view bytes_;
  std::uint64_t begin_ = 0;
  bool unwrapped_ = false;
  std::string buffer_;       // with Source::kPadding behind the bytes
  std::uint64_t taken_ = 0;  // of the Source
  std::vector<Seam> seams_;
};

}  // namespace sluis::edifact
