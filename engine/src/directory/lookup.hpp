// What people name by hand, looked up: a release ("D.96B") and something in it ("NAD").
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "directory/tables.hpp"
#include "sluis/diagnostic.hpp"
#include "sluis/directory.hpp"

namespace sluis::directory {

// One of the four is not null, or `problem` says why.
struct Found {
  std::shared_ptr<const Release> release;
  const MessageType* message = nullptr;
  const SegmentType* segment = nullptr;
  const Composite* composite = nullptr;
  const Element* element = nullptr;
  std::string problem;
};
[[nodiscard]] Found look_up(const Directories& directories, std::string_view release,
                            std::string_view what, Diagnostics& faults);

// "2005"
[[nodiscard]] std::string number_text(std::uint16_t number);
// "00120"
[[nodiscard]] std::string position_text(std::uint32_t position);
// `text` and blanks up to `width` characters; at least one blank.
void pad(std::string& line, std::string_view text, std::size_t width);

}  // namespace sluis::directory
