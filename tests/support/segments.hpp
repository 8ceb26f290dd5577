// What the reader makes of bytes, as a picture.
#pragma once

#include <string>
#include <utility>

#include "edifact/reader.hpp"
#include "sluis/source.hpp"

namespace sluis::edifact {

// "TAG|first,second^repeated|second element"; counters behind the tag as "TAG(1,2)".
inline std::string picture(const Segment& segment) {
  std::string out = tag_text(segment.tag());
  for (std::size_t i = 0; i < segment.nesting().size(); ++i)
    out += (i == 0 ? '(' : ',') + std::to_string(segment.nesting()[i]);
  if (!segment.nesting().empty()) out += ')';
  std::string scratch;
  Segment::Value before;
  for (const Segment::Value& value : segment.values()) {
    if (value.element != before.element)
      out += '|';
    else
      out += value.repetition != before.repetition ? '^' : ',';
    out += segment.text(value, scratch);
    before = value;
  }
  return out;
}

// All segments, broken ones as "#", separated by blanks.
inline std::string segments_of(const std::string& input, Tolerances tolerances = Tolerances()) {
  Source source("case", input);
  Diagnostics faults;
  Reader reader(source, faults, {{}, std::move(tolerances)});
  std::string out;
  const Segment* segment = nullptr;
  for (Read read = reader.next(segment); read != Read::end; read = reader.next(segment)) {
    if (!out.empty()) out += ' ';
    out += read == Read::broken ? "#" : picture(*segment);
  }
  return out;
}

}  // namespace sluis::edifact
