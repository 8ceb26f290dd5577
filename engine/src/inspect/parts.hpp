// The data elements of a segment, one occurrence at a time, with what the directory says of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "directory/tables.hpp"
#include "edifact/segment.hpp"
#include "inspect/picture.hpp"

namespace sluis::inspection {

// What the directory says of a value; null: nothing.
struct Meaning {
  const directory::Element* element = nullptr;
  const directory::Composite* composite = nullptr;
};
[[nodiscard]] Meaning meaning(const Line& line, const edifact::Segment::Value& value) noexcept;

// "1001", "0065"
[[nodiscard]] std::string number_text(const directory::Element& element);

// The value in words when it is a code of the directory's own list; else empty.
[[nodiscard]] std::string_view in_words(const Line& line, const edifact::Segment::Value& value,
                                        const Meaning& what, std::string_view text);

// One occurrence of a data element.
struct Part {
  std::uint16_t element = 0, repetition = 0;  // from 1
  bool repeats = false;                       // the element stands more than once
  bool compound = false;                      // it has components by definition, or by its looks
  bool empty = true;
  const directory::Field* field = nullptr;  // null: nothing is known of it
  std::span<const edifact::Segment::Value> values;
};

// Occurrences that hold something, and the empty ones before them in the same element.
class Parts {
 public:
  // The line must have a segment.
  explicit Parts(const Line& line) : line_(line) {}
  bool next(Part& part);

 private:
  [[nodiscard]] Part take(std::size_t first) const;
  const Line& line_;
  std::size_t at_ = 0;
  std::size_t filled_ = 0;  // behind the last value of the element that holds something
};

}  // namespace sluis::inspection
