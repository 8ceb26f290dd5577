#include "support/round_trip.hpp"

#include "edifact/envelope.hpp"
#include "sluis/inspect.hpp"

namespace sluis::tests {
namespace {

Source source(const std::string& bytes, std::size_t chunk) {
  return chunk == 0 ? Source("case", bytes) : Source("case", bytes, chunk);
}

bool is_trailer(edifact::EventKind kind) {
  return kind == edifact::EventKind::message_end || kind == edifact::EventKind::group_end ||
         kind == edifact::EventKind::interchange_end;
}

}  // namespace

std::string rewritten(const std::string& bytes, std::size_t chunk, bool line_breaks) {
  Source input = source(bytes, chunk);
  InspectOptions options;
  options.format = InspectFormat::edifact;
  options.line_breaks = line_breaks;
  std::string out;
  Diagnostics faults;
  inspect(
      input, Directories(std::vector<std::string>{}), options,
      [&](std::string_view text) { out += text; }, faults);
  return out;
}

std::string events(const std::string& bytes, std::size_t chunk) {
  Source input = source(bytes, chunk);
  Diagnostics faults;
  edifact::Envelope envelope(input, faults, {{}, Tolerances(Tolerance::field())});
  std::string out, scratch;
  bool shown = false;  // a fragment's interchange is not there
  for (edifact::Event event; envelope.next(event);) {
    if (event.kind == edifact::EventKind::interchange_begin) shown = event.segment != nullptr;
    const bool of_interchange = event.kind == edifact::EventKind::interchange_begin ||
                                event.kind == edifact::EventKind::interchange_end;
    if (of_interchange && !shown) continue;
    out += std::to_string(static_cast<int>(event.kind));
    if (event.segment != nullptr && !is_trailer(event.kind)) {
      out += ' ' + edifact::tag_text(event.segment->tag());
      for (const edifact::Segment::Value& value : event.segment->values()) {
        const std::string_view text = event.segment->text(value, scratch);
        if (text.empty()) continue;
        out += ' ' + std::to_string(value.element) + '*' + std::to_string(value.repetition) + ':' +
               std::to_string(value.component) + '=';
        out += text;
      }
    }
    out += '\n';
  }
  return out;
}

}  // namespace sluis::tests
