// Octets that are no segments, found by their length: the object of a package (UNO to UNP), and
// what is encrypted (USD to USU). When the length is wrong, the trailer is looked for.
#include <algorithm>

#include "edifact/envelope_state.hpp"

namespace sluis::edifact {
namespace {

constexpr std::size_t kPiece = std::size_t{64} * 1024;
// So much in front of the stated end is looked at before it is handed on: an object that is a bit
// shorter than it says has its trailer there.
constexpr std::size_t kTail = std::size_t{4} * 1024;
constexpr std::size_t kTag = 4;  // with the separator behind it

}  // namespace

// Octets come next, up to a segment `trailer`.
void Envelope::State::expect_octets(EventKind kind, Tag trailer, const Segment::Value* length) {
  octets = {};
  octets.active = true;
  octets.kind = kind;
  octets.trailer = trailer;
  octets.searching = length == nullptr || !read_count(segment->text(*length, scratch), octets.left);
  if (length != nullptr && octets.searching)
    report_value(Fault::count_not_a_number, *length).expected = "a number of octets";
  octets.stated = octets.left;
  // No input has so many; from a pipe, all that follows would be taken for the object.
  if (constexpr std::uint64_t kMost = 999'999'999'999'999'999;
      length != nullptr && octets.left > kMost) {
    report_value(Fault::count_size, *length, "at most 18").expected = "a number of octets";
    octets.searching = true;
    octets.left = 0;
  }
}

// Hands on the next piece. False when there is none: a segment comes next.
bool Envelope::State::hand_on(Event& event) {
  // What cannot be as long as it says is not read over.
  if (source.size() != 0 && octets.left > source.size() - reader.offset()) octets.searching = true;
  const bool tail = octets.searching || octets.left <= kTail;
  const std::string tag = tag_text(octets.trailer) + reader.separators().element;
  std::string_view piece = reader.ahead(
      octets.searching ? kPiece
      : tail           ? static_cast<std::size_t>(octets.left) + kTag
             : static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, octets.left - kTail)));
  if (!tail) {
    octets.active = !piece.empty();
  } else if (!octets.searching && is_at_trailer(piece.substr(std::min<std::size_t>(
                                      piece.size(), static_cast<std::size_t>(octets.left))))) {
    piece = piece.substr(0, static_cast<std::size_t>(octets.left));
    octets.active = false;
  } else if (!octets.searching) {
    octets.searching = true;
    octets.left = 0;
    return false;
  } else if (const std::size_t found = piece.find(tag); found != std::string_view::npos) {
    piece = piece.substr(0, found);
    octets.active = false;
  } else if (piece.size() == kPiece) {
    piece.remove_suffix(kTag);  // the trailer may begin there
  } else {
    octets.active = false;  // the end of the input
  }
  octets.left -= std::min<std::uint64_t>(octets.left, piece.size());
  octets.read += piece.size();
  if (octets.kind == EventKind::package_object) package.octets = octets.read;
  reader.pass(piece.size());
  event = {octets.kind, nullptr, piece};
  return !piece.empty() && !octets.skipped;
}

// A trailer of the octets; behind an object there may be security trailers first.
bool Envelope::State::is_at_trailer(std::string_view bytes) const {
  if (bytes.size() < kTag || bytes[kTag - 1] != reader.separators().element) return false;
  const Tag tag = make_tag(bytes.substr(0, kTag - 1));
  return tag == octets.trailer ||
         (octets.kind == EventKind::package_object && tag == make_tag("UST"));
}

}  // namespace sluis::edifact
