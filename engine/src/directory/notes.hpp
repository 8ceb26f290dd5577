// Dependency notes: what of a segment's elements, or of a composite's components, needs or excludes
// what else of them. Written "D5(040,030)"; 040 is the fourth position. ISO 9735-1; rules S-370 to
// S-376.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sluis::directory {

struct Note {
  std::uint8_t rule = 0;                 // 1 to 7
  std::vector<std::uint16_t> positions;  // from 1, at least two and different; the order counts
};
// "D5(040,030)"
[[nodiscard]] std::string text(const Note& note);
// The other way; blanks behind the commas are read over. False when `text` is not a note.
[[nodiscard]] bool parse_note(std::string_view text, Note& out);
// "if first, then all"
[[nodiscard]] std::string_view meaning(const Note& note) noexcept;

enum class Met : std::uint8_t {
  yes,
  missing,  // something is not there that should be
  surplus,  // something is there that should not be
};
// `first`: the first of the `listed` entities is there; `present`: how many of them are.
[[nodiscard]] Met judge(std::uint8_t rule, bool first, std::size_t present,
                        std::size_t listed) noexcept;

}  // namespace sluis::directory
