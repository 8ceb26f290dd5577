// What the readers of the official layouts share: a file as lines, words, identifiers.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "directory/layout.hpp"
#include "sluis/diagnostic.hpp"
#include "sluis/source.hpp"

namespace sluis::directory::layout {

// The files were written with box drawing of code page 437/850 until D.01, later with ASCII; their
// text is Windows-1252. One byte stands for one column, so lines are drawn in ASCII here and what
// else is beyond ASCII becomes UTF-8 only when a name is kept (`utf8`).
struct Line {
  std::string text;
  std::size_t begin = 0, end = 0;  // in the file, without the line end
};

// Windows-1252 to UTF-8, one line, no space twice.
[[nodiscard]] std::string utf8(std::string_view text);
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;
[[nodiscard]] std::size_t indent_of(std::string_view text) noexcept;
// Take a word and what blanks are outside of it off `text`.
std::string_view first_word(std::string_view& text) noexcept;
std::string_view last_word(std::string_view& text) noexcept;

[[nodiscard]] bool digits(std::string_view text) noexcept;
template <typename Number>
[[nodiscard]] bool number(std::string_view text, Number& out) noexcept {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return digits(text) && error == std::errc{} && end == text.data() + text.size();
}
[[nodiscard]] bool is_element(std::string_view id) noexcept;    // "2005"
[[nodiscard]] bool is_composite(std::string_view id) noexcept;  // "C507"
[[nodiscard]] bool is_tag(std::string_view id) noexcept;        // "DTM"
[[nodiscard]] bool is_type(std::string_view id) noexcept;       // "ORDERS"

// Takes change marks off the front: "+", "*|", "X". A lone X is a mark only before more words.
[[nodiscard]] std::string_view strip_marks(std::string_view text) noexcept;
// Takes the usage indicator off the back: "[B]", "[C]", "[I]".
[[nodiscard]] std::string_view strip_usage(std::string_view text) noexcept;

// One file, its lines and its faults.
class LayoutReader {
 public:
  LayoutReader(const DraftFile& file, Diagnostics& faults);

  [[nodiscard]] const std::vector<Line>& lines() const noexcept { return lines_; }
  [[nodiscard]] std::size_t faults() const noexcept { return reported_; }

  void fault(Fault fault, const Line& line, std::string detail);

  // [first, last) of the lines between two rules, from the first rule on; the second of two files
  // (UNCL-2) begins with an entry.
  template <typename Block>
  void blocks(Block block) {
    std::size_t begin = is_continued() ? 0 : lines_.size();
    for (std::size_t i = 0; i <= lines_.size(); ++i) {
      if (i != lines_.size() && !is_rule(lines_[i].text)) continue;
      std::size_t first = begin;
      while (first < i && trim(lines_[first].text).empty()) ++first;
      if (first < i) block(first, i);
      begin = i + 1;
    }
  }

  // A name over several lines: what follows line `i` up to an empty one. `i` moves behind it.
  [[nodiscard]] std::string name(std::string_view head, std::size_t& i, std::size_t last) const;
  // The line begins a text: "Desc:", "Note:".
  [[nodiscard]] static bool is_text(std::string_view line) noexcept;

 private:
  [[nodiscard]] static bool is_rule(std::string_view text) noexcept;
  [[nodiscard]] bool is_continued() const noexcept;

  const DraftFile& file_;
  Diagnostics& faults_;
  std::vector<Line> lines_;
  std::optional<Source> source_;
  std::size_t reported_ = 0;
};

}  // namespace sluis::directory::layout
