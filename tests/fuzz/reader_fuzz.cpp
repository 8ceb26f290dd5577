// Contract: no input crashes the reader or the envelope; every span lies inside the input; values
// read as UTF-8; and the same events and faults come out whether the input is whole or arrives one
// byte at a time.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "edifact/envelope.hpp"
#include "sluis/source.hpp"
#include "text/unicode.hpp"

namespace {

using namespace sluis;
using namespace sluis::edifact;

constexpr Limits kLimits{4096, 512, 50, 20, 50, 100};

void require(bool holds) {
  if (!holds) std::abort();
}

std::string run(Source& source, std::size_t size) {
  std::string out;
  std::string scratch;
  Diagnostics faults;
  Envelope envelope(source, faults, {kLimits, {}});
  const auto inside = [size](Span span) { require(span.begin <= span.end && span.end <= size); };
  for (Event event; envelope.next(event);) {
    out += static_cast<char>('0' + static_cast<int>(event.kind));
    if (event.segment == nullptr) continue;
    inside(event.segment->span());
    out += tag_text(event.segment->tag());
    for (const Segment::Value& value : event.segment->values()) {
      inside(event.segment->span(value));
      const std::string_view text = event.segment->text(value, scratch);
      require(text::find_malformed(text) == std::string_view::npos);
      require(event.segment->find(value.element, value.component, value.repetition) == &value);
      out += text;
      out += '|';
    }
  }
  require(envelope.bytes() <= size);
  for (Diagnostic fault : faults.all()) {
    inside(fault.where);
    // Excerpts show what was read so far, and that differs.
    fault.excerpt = {};
    for (Note& note : fault.notes) note.excerpt = {};
    out += render_text(fault);
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  Source whole("fuzz", bytes);
  Source pieces("fuzz", bytes, 1);
  require(run(whole, size) == run(pieces, size));
  return 0;
}
