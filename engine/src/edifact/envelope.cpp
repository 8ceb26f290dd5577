#include "edifact/envelope.hpp"

#include <random>
#include <utility>

#include "edifact/envelope_state.hpp"
#include "text/unicode.hpp"

namespace sluis::edifact {
namespace {

constexpr Tag kUns = make_tag("UNS");
constexpr Tag kUir = make_tag("UIR");

void put_value(Place& place, const Segment::Value* value, const Segment* segment) {
  if (value == nullptr) return;
  place.element = value->element;
  place.component = value->component;
  // An element that stands once has no repetition to speak of.
  bool repeats = value->repetition > 1;
  if (segment != nullptr && !repeats) {
    const Segment::Range range = segment->element(value->element);
    repeats = range.last > range.first && segment->values()[range.last - 1].repetition > 1;
  }
  place.repetition = repeats ? value->repetition : 0;
}

}  // namespace

Envelope::State::State(Source& input, Diagnostics& sink, Reading reading)
    : source(input),
      faults(sink),
      limits(reading.limits),
      reader(input, sink, std::move(reading), this) {
  std::random_device device;
  seed = (static_cast<std::uint64_t>(device()) << 32U) | device();
}

// --- the place of faults ---

void Envelope::State::locate(Diagnostic& diagnostic, const Segment::Value* value) const {
  Place& place = diagnostic.place;
  if (open[kInterchange] || shown) place.interchange = interchange.reference;
  if (shown) {
    place.message = packed ? package.reference : message.reference;
    place.segment = packed ? package.segments : message.segments;
  }
  if (segment != nullptr) place.tag = tag_text(segment->tag());
  put_value(place, value, segment);
}

void Envelope::State::locate_next(Diagnostic& diagnostic, std::string_view tag,
                                  const Segment::Value* value) const {
  Place& place = diagnostic.place;
  place.tag = tag;
  put_value(place, value, nullptr);
  if (tag == "UNB" || tag == "UIB" || !open[kInterchange]) return;
  place.interchange = interchange.reference;
  if (!open[kMessage] && !open[kPackage]) return;
  place.message = open[kPackage] ? package.reference : message.reference;
  place.segment = (open[kPackage] ? package.segments : message.segments) + 1;
}

Diagnostic& Envelope::State::report(Fault fault, Span where, const Segment::Value* value,
                                    std::string detail) {
  Diagnostic& diagnostic = faults.report(fault, source, where, std::move(detail));
  locate(diagnostic, value);
  return diagnostic;
}

Diagnostic& Envelope::State::report_value(Fault fault, const Segment::Value& value,
                                          std::string detail) {
  Diagnostic& diagnostic = report(fault, segment->span(value), &value, std::move(detail));
  diagnostic.value = text::printable(segment->text(value, scratch));
  return diagnostic;
}

void Envelope::State::note_header(Diagnostic& diagnostic, std::string_view tag, Span where) const {
  if (faults.counting_only()) return;  // nobody will see it
  Note note;
  note.text = std::string(tag) + " is here";
  note.file = source.name();
  note.position = source.position(where.begin);
  note.excerpt = source.excerpt(where);
  diagnostic.notes.push_back(std::move(note));
}

// --- nesting ---

Level Envelope::State::innermost() const noexcept {
  for (int level = kPackage; level > kInterchange; --level)
    if (open[static_cast<std::size_t>(level)]) return static_cast<Level>(level);
  return kInterchange;
}

bool Envelope::State::next(Event& event) {
  if (shown && !open[kMessage] && !open[kPackage]) {
    shown = false;
    faults.begin_message();
  }
  for (;;) {
    if (octets.active) {
      if (hand_on(event)) return true;
      continue;
    }
    if (!pending && !ended) {
      const Read read = reader.next(segment);
      if (read == Read::end) {
        ended = true;
      } else {
        ++segments;
        if (read == Read::broken) {
          // Its fault is reported; it counts, or the count would be a second one.
          if (open[kMessage])
            ++message.segments;
          else if (open[kPackage])
            count_in_package();
          else
            adrift = true;
          continue;
        }
        pending = true;
        // The reader goes by the profile of the next interchange already; what is missing of the
        // one before it is still judged by that one's.
        if (open[kInterchange] && agreement != reader.agreement()) faults.tolerate(agreement);
      }
    }
    if (ended) {
      if (open[kInterchange]) return close(row_of(innermost()), event);
      return false;
    }
    if (take(event)) return true;
  }
}

// Looks at `segment`; true when that makes an event.
bool Envelope::State::take(Event& event) {
  if (!open[kInterchange] && reader.syntax().headless && begin_fragment(event)) return true;
  // Tags of service segments begin with U; all others belong to a message.
  if ((segment->tag() >> 16U) == make_tag("U")) return take_service(event);
  return take_body(event);
}

// An interchange without header, so that messages are seen like others. The reader has reported it.
bool Envelope::State::begin_fragment(Event& event) {
  const LevelRow* row = level_of_tag(segment->tag()).row;
  if (row != nullptr && row->level == kInterchange) return false;
  open[kInterchange] = true;
  agreement = reader.agreement();
  header[kInterchange] = {};
  reference[kInterchange].clear();
  renew_interchange();
  counts.fragment = true;
  interchange.interactive = row != nullptr && !row->batch;
  event = {EventKind::interchange_begin, nullptr};
  return true;
}

bool Envelope::State::take_body(Event& event) {
  pending = false;
  if (!open[kMessage]) {
    outside();
    // An UNA is no segment, and must not be taken for what it looks like when it is written again.
    event = {EventKind::outside, segment};
    return open[kInterchange] && segment->tag() != make_tag("UNA");
  }
  ++message.segments;
  event = {EventKind::segment, segment};
  return true;
}

bool Envelope::State::take_service(Event& event) {
  const Tag tag = segment->tag();
  if (tag == kUns && open[kMessage]) {
    const bool taken = take_body(event);
    check_section();
    return taken;
  }
  if (tag == kUir && interchange.interactive && open[kInterchange] && !open[kMessage])
    return take_beside(event);
  if ((tag >> 8U) == make_tag("US")) return take_security(event);

  const auto [row, is_header] = level_of_tag(tag);
  if (row == nullptr) return take_body(event);
  if (row->level == kInterchange && is_header) return begin(*row, event);
  if (!open[kInterchange]) return is_header ? take_body(event) : end(*row, event);
  if (!(interchange.interactive ? row->interactive : row->batch)) {
    stray(is_header);
    return false;
  }
  if (row->level == kPackage) {
    if (open[kMessage] && !(four() && is_header)) return take_body(event);
    if (!four() && is_header) {
      refuse_package();
      return false;
    }
  }
  // A group cannot begin or end inside a message that is in none.
  if (row->level == kGroup && open[kMessage] && !open[kGroup]) {
    pending = false;
    ++message.segments;
    report(Fault::envelope_inside_message, segment->tag_span()).hint =
        "it is skipped; groups hold whole messages";
    return false;
  }
  return is_header ? begin(*row, event) : end(*row, event);
}

// A service segment that counts where it stands, but is no part of a body.
bool Envelope::State::take_beside(Event& event) {
  pending = false;
  if (open[kMessage]) ++message.segments;
  if (open[kPackage]) count_in_package();
  event = {EventKind::service, segment};
  return true;
}

// The object follows so many segments, whatever they are worth.
void Envelope::State::count_in_package() noexcept {
  ++package.segments;
  if (before_object != 0 && --before_object == 0) octets.active = true;
}

void Envelope::State::refuse_package() {
  pending = false;
  report(Fault::package_before_four, segment->tag_span()).hint =
      "it is skipped up to its UNP; objects can be sent in interchanges of syntax version 4";
  skip_package();
}

// Nothing of it is told, and its object is not read as segments.
void Envelope::State::skip_package() {
  adrift = true;
  std::uint64_t length = 0;
  const Segment::Value* value = present(kPackageStatus);
  if (value == nullptr || !read_count(segment->text(*value, scratch), length)) return;
  expect_octets(EventKind::package_object, make_tag("UNP"), value);
  octets.skipped = true;
}

// A level of batch interchanges inside an interactive one, or the other way round.
void Envelope::State::stray(bool header_of_level) {
  pending = false;
  if (open[kMessage])
    ++message.segments;
  else
    adrift = header_of_level;
  if (counts.mixed_modes) return;
  counts.mixed_modes = true;
  Diagnostic& fault = report(Fault::interactive_mixed, segment->tag_span());
  fault.expected = interchange.interactive ? "UIH, UNO or UIZ" : "UNG, UNH, UNO or UNZ";
  fault.hint = "it is skipped; messages of the other kind go into an interchange of their own";
}

void Envelope::State::outside() {
  if (std::exchange(adrift, true) || counts.fragment) return;
  Diagnostic& fault =
      report(open[kGroup] ? Fault::segment_outside_group : Fault::segment_outside_message,
             segment->span());
  fault.expected = open[kGroup]              ? "UNH or UNE"
                   : interchange.interactive ? "UIH or UIZ"
                                             : "UNH, UNG or UNZ";
  fault.hint = "it is skipped, and so are those that follow it up to the next service segment";
}

// Ends a level whose trailer is missing; `segment`, if any, stays pending.
bool Envelope::State::close(const LevelRow& row, Event& event) {
  const Level level = row.level;
  settle_security(level);
  event = {row.end, nullptr};
  if (level == kInterchange && counts.fragment) {
    open[level] = false;
    return true;
  }
  const Span where = ended ? Span{reader.offset(), reader.offset()} : segment->tag_span();
  Diagnostic& fault = report(
      row.missing, where, nullptr,
      std::string(row.trailer.tag) + (ended ? " expected before the end of the input"
                                            : " expected before " + tag_text(segment->tag())));
  // The place is where the trailer should be, not the segment that came instead.
  fault.place.tag = row.trailer.tag;
  if (rank_of(level) == kMessage) ++fault.place.segment;
  fault.expected = std::string(row.trailer.tag);
  if (!reference[level].empty())
    fault.expected += " with reference " + text::printable(reference[level]);
  fault.hint = "every " + std::string(row.header.tag) + " has its " + std::string(row.trailer.tag);
  note_header(fault, row.header.tag, header[level]);
  open[level] = false;
  return true;
}

void Envelope::State::count_one() noexcept {
  ++counts.messages;
  ++(open[kGroup] ? counts.in_group : counts.loose);
}

bool Envelope::State::begin(const LevelRow& row, Event& event) {
  const Level level = row.level;
  if (const Level inner = innermost(); open[inner] && rank_of(inner) >= rank_of(level))
    return close(row_of(inner), event);
  pending = false;
  if (level == kInterchange) {
    agreement = reader.agreement();
    faults.tolerate(agreement);
  }
  if (level == kInterchange && interchange.number >= limits.interchanges) {
    report(Fault::message_limit, segment->tag_span(), nullptr,
           std::to_string(limits.interchanges) + " interchanges")
        .hint = "the rest of the input is not read";
    ended = true;
    return false;
  }
  if (rank_of(level) == kMessage && counts.messages >= limits.messages) {
    if (!counts.full)
      report(Fault::message_limit, segment->tag_span(), nullptr,
             std::to_string(limits.messages) + " messages in the interchange")
          .hint = "the rest of the interchange is skipped";
    counts.full = adrift = true;
    if (level == kPackage) skip_package();
    return false;
  }
  adrift = false;
  pair = nullptr;
  open[level] = true;
  header[level] = segment->span();
  assign(reference[level], row.header_reference, 1);
  if (rank_of(level) == kMessage) {
    faults.begin_message();
    shown = true;
    packed = level == kPackage;
    count_one();
  }
  switch (level) {
    case kInterchange:
      begin_interchange(row);
      break;
    case kGroup:
      begin_group();
      break;
    case kMessage:
      begin_message();
      break;
    default:
      begin_package();
      break;
  }
  if (level != kInterchange && !counts.mixed_groups && counts.groups != 0 && counts.loose != 0) {
    counts.mixed_groups = true;
    report(Fault::mixed_groups, segment->span()).hint =
        "put all messages of an interchange into groups, or none";
  }
  event = {row.begin, segment};
  return true;
}

bool Envelope::State::end(const LevelRow& row, Event& event) {
  const Level level = row.level;
  if (!open[level]) {
    pending = false;
    // The trailer of a message whose header was broken ends that message.
    if (rank_of(level) == kMessage && adrift) {
      count_one();
    } else if (!adrift && !counts.fragment) {
      Diagnostic& fault = report(
          open[kGroup] ? Fault::segment_outside_group : Fault::unexpected_trailer, segment->span());
      fault.expected = std::string(row.header.tag) + " in front of it";
      fault.hint = "it is skipped";
    }
    // Without a sound header all goes adrift up to the next one.
    adrift = adrift && !open[kInterchange];
    event = {EventKind::outside, segment};
    return open[kInterchange];
  }
  if (const Level inner = innermost(); rank_of(inner) > rank_of(level))
    return close(row_of(inner), event);
  pending = adrift = false;
  if (level == kMessage) ++message.segments;
  if (level == kPackage) ++package.segments;
  settle_security(level);
  check_values(row.trailer);
  check_contents(level);
  check_trailer(row);
  open[level] = false;
  event = {row.end, segment};
  return true;
}

// --- for users ---

const Tolerance& Envelope::tolerance() const noexcept { return state_->reader.tolerance(); }
std::string_view Envelope::charset() const noexcept {
  const Charset* charset = state_->reader.syntax().charset;
  return charset == nullptr ? std::string_view() : charset->name();
}

Envelope::Envelope(Source& source, Diagnostics& faults, Reading reading)
    : state_(std::make_unique<State>(source, faults, std::move(reading))) {}
Envelope::~Envelope() = default;

bool Envelope::next(Event& event) { return state_->next(event); }
Tag Envelope::upcoming() { return state_->reader.upcoming(); }
const Interchange& Envelope::interchange() const noexcept { return state_->interchange; }
const Group* Envelope::group() const noexcept {
  return state_->open[kGroup] ? &state_->group : nullptr;
}
const Message& Envelope::message() const noexcept { return state_->message; }
const Package& Envelope::package() const noexcept { return state_->package; }
void Envelope::locate(Diagnostic& diagnostic, const Segment::Value* value) const {
  state_->locate(diagnostic, value);
}
std::uint64_t Envelope::bytes() const noexcept { return state_->reader.offset(); }
std::uint64_t Envelope::segments() const noexcept { return state_->segments; }

}  // namespace sluis::edifact
