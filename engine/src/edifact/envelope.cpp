#include "edifact/envelope.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <random>
#include <string_view>
#include <utility>
#include <vector>

#include "edifact/reader.hpp"
#include "text/unicode.hpp"

namespace sluis::edifact {
namespace {

constexpr Tag kUns = make_tag("UNS");
constexpr Tag kUno = make_tag("UNO");
constexpr Tag kUnp = make_tag("UNP");

enum Level : std::uint8_t { kInterchange, kGroup, kMessage, kLevels };

// A mandatory value of a service segment.
struct Mandatory {
  std::uint8_t element, component;
  std::string_view name;
};
constexpr Mandatory kUnb[] = {{1, 1, "0001 syntax identifier"},
                              {1, 2, "0002 syntax version number"},
                              {2, 1, "0004 interchange sender"},
                              {3, 1, "0010 interchange recipient"},
                              {4, 1, "0017 date of preparation"},
                              {4, 2, "0019 time of preparation"},
                              {5, 1, "0020 interchange control reference"}};
constexpr Mandatory kUnz[] = {{1, 1, "0036 interchange control count"},
                              {2, 1, "0020 interchange control reference"}};
constexpr Mandatory kUng3[] = {{1, 1, "0038 message group identification"},
                               {2, 1, "0040 application sender"},
                               {3, 1, "0044 application recipient"},
                               {4, 1, "0017 date of preparation"},
                               {4, 2, "0019 time of preparation"},
                               {5, 1, "0048 group reference"},
                               {6, 1, "0051 controlling agency"},
                               {7, 1, "0052 message version"},
                               {7, 2, "0054 message release"}};
constexpr Mandatory kUng4[] = {{5, 1, "0048 group reference"}};
constexpr Mandatory kUne[] = {{1, 1, "0060 group control count"}, {2, 1, "0048 group reference"}};
constexpr Mandatory kUnh[] = {{1, 1, "0062 message reference"},
                              {2, 1, "0065 message type"},
                              {2, 2, "0052 message version"},
                              {2, 3, "0054 message release"},
                              {2, 4, "0051 controlling agency"}};
constexpr Mandatory kUnt[] = {{1, 1, "0074 number of segments"}, {2, 1, "0062 message reference"}};

template <std::size_t N>
constexpr std::pair<const Mandatory*, std::size_t> rows(const Mandatory (&list)[N]) {
  return {list, N};
}

// ISO 9735-1, service segments: each level has a header and a trailer that repeats the header's
// reference and counts what is between them.
struct LevelRow {
  std::string_view header, trailer;
  EventKind begin, end;
  std::uint8_t header_reference;    // element
  std::uint8_t header_elements[2];  // at most, before version 4 and from it on
  std::pair<const Mandatory*, std::size_t> header_mandatory[2];
  std::pair<const Mandatory*, std::size_t> trailer_mandatory;  // count, then reference
  std::string_view count_hint;
};
constexpr LevelRow kRows[kLevels] = {
    {"UNB",
     "UNZ",
     EventKind::interchange_begin,
     EventKind::interchange_end,
     5,
     {11, 11},
     {rows(kUnb), rows(kUnb)},
     rows(kUnz),
     "UNZ counts the groups of the interchange, or its messages when there are no groups"},
    {"UNG",
     "UNE",
     EventKind::group_begin,
     EventKind::group_end,
     5,
     {8, 8},
     {rows(kUng3), rows(kUng4)},
     rows(kUne),
     "UNE counts the messages of the group"},
    {"UNH",
     "UNT",
     EventKind::message_begin,
     EventKind::message_end,
     1,
     {4, 7},
     {rows(kUnh), rows(kUnh)},
     rows(kUnt),
     "UNT counts the segments from UNH to UNT, both included"},
};
constexpr std::uint8_t kTrailerElements = 2;

// References seen, as 64-bit hashes: bounded, and without an allocation for each.
class References {
 public:
  void clear() noexcept {
    if (used_ == 0) return;
    slots_.clear();
    used_ = 0;
  }
  [[nodiscard]] std::size_t size() const noexcept { return used_; }
  // False when it was there.
  bool insert(std::uint64_t hash) {
    hash |= 1;  // 0 marks an empty slot
    if (slots_.size() < 2 * (used_ + 1)) grow();
    std::uint64_t& slot = find(hash);
    if (slot == hash) return false;
    slot = hash;
    ++used_;
    return true;
  }

 private:
  std::uint64_t& find(std::uint64_t hash) noexcept {
    std::size_t at = static_cast<std::size_t>(hash >> 1U) & (slots_.size() - 1);
    while (slots_[at] != 0 && slots_[at] != hash) at = (at + 1) & (slots_.size() - 1);
    return slots_[at];
  }
  void grow() {
    std::vector<std::uint64_t> old(std::max<std::size_t>(64, slots_.size() * 2), 0);
    old.swap(slots_);
    for (const std::uint64_t hash : old)
      if (hash != 0) find(hash) = hash;
  }
  std::vector<std::uint64_t> slots_;
  std::size_t used_ = 0;
};

// Seeded, so that nobody can choose references that collide.
class Hasher {
 public:
  explicit Hasher(std::uint64_t seed) noexcept : state_(seed) {}
  void add(std::string_view text) noexcept {
    for (const char c : text) mix(static_cast<unsigned char>(c));
    mix(0x100);  // "1"+"23" differs from "12"+"3"
  }
  void add(std::uint64_t number) noexcept { mix(number); }
  [[nodiscard]] std::uint64_t value() const noexcept {
    std::uint64_t x = state_;
    x ^= x >> 32U, x *= 0xD6E8FEB86659FD93U, x ^= x >> 32U;
    return x;
  }

 private:
  void mix(std::uint64_t x) noexcept {
    state_ = (state_ ^ x) * 0x9E3779B97F4A7C15U;
    state_ ^= state_ >> 29U;
  }
  std::uint64_t state_;
};

// Digits only; a number too large for 64 bits stays at the greatest. False for anything else.
bool read_count(std::string_view text, std::uint64_t& count) noexcept {
  count = 0;
  if (text.empty()) return false;
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
    const auto digit = static_cast<std::uint64_t>(c - '0');
    constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
    count = count > (kMost - digit) / 10 ? kMost : count * 10 + digit;
  }
  return true;
}

}  // namespace

struct Envelope::State final : Reader::Locator {
  State(Source& input, Diagnostics& sink, Limits limits)
      : source(input),
        faults(sink),
        reader(input, sink, limits, this),
        most_references(limits.references) {
    std::random_device device;
    seed = (static_cast<std::uint64_t>(device()) << 32U) | device();
  }

  Source& source;
  Diagnostics& faults;
  Reader reader;
  std::size_t most_references;
  Interchange interchange;
  Message message;
  const Segment* segment = nullptr;  // the one being looked at
  bool pending = false;              // `segment` was read, but something must be closed first
  bool ended = false;                // nothing more to read
  std::array<bool, kLevels> open{};
  std::array<Span, kLevels> header{};
  std::array<std::string, kLevels> reference;
  bool shown = false;   // `message` is what faults are about
  bool adrift = false;  // outside a message, and reported already
  bool mixed = false;   // reported in this interchange
  bool capped = false;  // likewise, duplicates
  std::uint64_t messages = 0, loose = 0, groups = 0, in_group = 0;  // of the interchange
  std::uint64_t segments = 0;
  std::uint64_t seed = 0;
  References references;
  std::string scratch;

  bool next(Event& event);
  bool take(Event& event);
  bool begin(Level level, Event& event);
  bool end(Level level, Event& event);
  bool close(Level level, Event& event);
  void outside();
  void begin_interchange();
  void begin_message();
  void check_syntax();
  void check_mandatory(std::pair<const Mandatory*, std::size_t> list, std::uint8_t most);
  void check_trailer(Level level);
  void check_contents(Level level);
  void check_duplicate();

  Diagnostic& report(Fault fault, Span where, const Segment::Value* value = nullptr,
                     std::string detail = {});
  void note_header(Diagnostic& diagnostic, Level level) const;
  void assign(std::string& to, std::uint32_t element, std::uint32_t component) {
    to = segment->text(element, component, scratch);
  }
  void locate(Diagnostic& diagnostic, const Segment::Value* value) const;
  void locate_next(Diagnostic& diagnostic, std::string_view tag,
                   const Segment::Value* value) const override;
};

namespace {

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

void Envelope::State::locate(Diagnostic& diagnostic, const Segment::Value* value) const {
  Place& place = diagnostic.place;
  if (open[kInterchange] || shown) place.interchange = interchange.reference;
  if (shown) {
    place.message = message.reference;
    place.segment = message.segments;
  }
  if (segment != nullptr) place.tag = tag_text(segment->tag());
  put_value(place, value, segment);
}

void Envelope::State::locate_next(Diagnostic& diagnostic, std::string_view tag,
                                  const Segment::Value* value) const {
  Place& place = diagnostic.place;
  place.tag = tag;
  put_value(place, value, nullptr);
  if (tag == kRows[kInterchange].header || !open[kInterchange]) return;
  place.interchange = interchange.reference;
  if (!open[kMessage]) return;
  place.message = message.reference;
  place.segment = message.segments + 1;
}

Diagnostic& Envelope::State::report(Fault fault, Span where, const Segment::Value* value,
                                    std::string detail) {
  Diagnostic& diagnostic = faults.report(fault, source, where, std::move(detail));
  locate(diagnostic, value);
  return diagnostic;
}

void Envelope::State::note_header(Diagnostic& diagnostic, Level level) const {
  if (faults.counting_only()) return;  // nobody will see it
  Note note;
  note.text = std::string(kRows[level].header) + " is here";
  note.file = source.name();
  note.position = source.position(header[level].begin);
  note.excerpt = source.excerpt(header[level]);
  diagnostic.notes.push_back(std::move(note));
}

bool Envelope::State::next(Event& event) {
  if (shown && !open[kMessage]) {
    shown = false;
    faults.begin_message();
  }
  for (;;) {
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
          else
            adrift = true;
          continue;
        }
        pending = true;
      }
    }
    if (ended) {
      for (int level = kMessage; level >= kInterchange; --level)
        if (open[static_cast<std::size_t>(level)]) return close(static_cast<Level>(level), event);
      return false;
    }
    if (take(event)) return true;
  }
}

// Looks at `segment`; true when that makes an event.
bool Envelope::State::take(Event& event) {
  const Tag tag = segment->tag();
  // Service segments of the envelope begin with UN; all others belong to a message.
  if ((tag >> 8U) == make_tag("UN") && tag != kUns) {
    for (std::uint8_t i = 0; i < kLevels; ++i) {
      const auto level = static_cast<Level>(i);
      if (tag == make_tag(kRows[i].header)) return begin(level, event);
      if (tag == make_tag(kRows[i].trailer)) return end(level, event);
    }
    if (!open[kMessage] && tag == kUno && open[kInterchange]) {
      pending = false;
      report(Fault::package_not_supported, segment->span()).hint =
          "send the objects in messages, or outside EDIFACT";
      ++messages;
      ++(open[kGroup] ? in_group : loose);
      adrift = true;
      return false;
    }
    if (!open[kMessage] && tag == kUnp && adrift) {
      pending = adrift = false;
      return false;
    }
  }
  pending = false;
  if (!open[kMessage]) {
    outside();
    return false;
  }
  ++message.segments;
  event = {EventKind::segment, segment};
  return true;
}

void Envelope::State::outside() {
  if (adrift) return;
  adrift = true;
  Diagnostic& fault = report(Fault::segment_outside_message, segment->span());
  fault.expected = open[kGroup] ? "UNH or UNE" : "UNH, UNG or UNZ";
  fault.hint = "it is skipped, and so are those that follow it up to the next service segment";
}

// Ends a level whose trailer is missing; `segment`, if any, stays pending.
bool Envelope::State::close(Level level, Event& event) {
  const LevelRow& row = kRows[level];
  const Span where = ended ? Span{reader.offset(), reader.offset()} : segment->tag_span();
  Diagnostic& fault =
      report(Fault::missing_trailer, where, nullptr,
             std::string(row.trailer) + (ended ? " expected before the end of the input"
                                               : " expected before " + tag_text(segment->tag())));
  // The place is where the trailer should be, not the segment that came instead.
  fault.place.tag = row.trailer;
  if (level == kMessage) fault.place.segment = message.segments + 1;
  fault.expected =
      std::string(row.trailer) + " with reference " + text::printable(reference[level]);
  fault.hint = "every " + std::string(row.header) + " has its " + std::string(row.trailer);
  note_header(fault, level);
  open[level] = false;
  event = {row.end, nullptr};
  return true;
}

bool Envelope::State::begin(Level level, Event& event) {
  for (int inner = kMessage; inner >= level; --inner)
    if (open[static_cast<std::size_t>(inner)]) return close(static_cast<Level>(inner), event);
  pending = false;
  if (level != kInterchange && !open[kInterchange]) {
    outside();
    return false;
  }
  const LevelRow& row = kRows[level];
  adrift = false;
  open[level] = true;
  header[level] = segment->span();
  assign(reference[level], row.header_reference, 1);
  if (level == kInterchange) begin_interchange();
  if (level == kMessage) begin_message();
  const bool four = reader.syntax().is_four();
  check_mandatory(row.header_mandatory[four ? 1 : 0], row.header_elements[four ? 1 : 0]);
  if (level == kInterchange) check_syntax();
  if (level == kGroup) {
    ++groups;
    in_group = 0;
  }
  if (level == kMessage) {
    ++messages;
    ++(open[kGroup] ? in_group : loose);
    check_duplicate();
  }
  if (level != kInterchange && !mixed && groups != 0 && loose != 0) {
    mixed = true;
    report(Fault::mixed_groups, segment->span()).hint =
        "put all messages of an interchange into groups, or none";
  }
  event = {row.begin, segment};
  return true;
}

bool Envelope::State::end(Level level, Event& event) {
  const LevelRow& row = kRows[level];
  if (!open[level]) {
    pending = false;
    // The trailer of a message whose header was broken ends that message.
    if (level == kMessage && adrift) {
      ++messages;
      ++(open[kGroup] ? in_group : loose);
    } else if (!adrift) {
      Diagnostic& fault = report(Fault::unexpected_trailer, segment->span());
      fault.expected = std::string(row.header) + " in front of it";
      fault.hint = "it is skipped";
    }
    // Without a sound UNB all goes adrift up to the next one.
    adrift = adrift && !open[kInterchange];
    return false;
  }
  for (int inner = kMessage; inner > level; --inner)
    if (open[static_cast<std::size_t>(inner)]) return close(static_cast<Level>(inner), event);
  pending = adrift = false;
  if (level == kMessage) ++message.segments;
  check_mandatory(row.trailer_mandatory, kTrailerElements);
  check_contents(level);
  check_trailer(level);
  open[level] = false;
  event = {row.end, segment};
  return true;
}

void Envelope::State::begin_interchange() {
  const Syntax& syntax = reader.syntax();
  faults.begin_message();
  shown = mixed = capped = false;
  messages = loose = groups = in_group = 0;
  references.clear();
  ++interchange.number;
  message.number = 0;
  interchange.reference = reference[kInterchange];
  assign(interchange.sender, 2, 1);
  assign(interchange.recipient, 3, 1);
  interchange.syntax = syntax.identifier;
  interchange.version = syntax.version.size() == 1 ? syntax.version[0] : '3';
  interchange.separators = syntax.separators;
  const std::string_view test = segment->text(11, 1, scratch);
  // Whatever is not clearly production must not be taken for it.
  interchange.test = !test.empty();
  const bool known =
      test.size() == 1 && test[0] >= '1' && test[0] <= (syntax.is_four() ? '5' : '1');
  if (!test.empty() && !known) {
    const Segment::Value* value = segment->find(11);
    Diagnostic& fault = report(Fault::test_indicator_value, segment->span(*value), value);
    fault.value = text::printable(test);
    fault.expected = "1, or nothing";
    fault.hint = "the interchange is taken for a test";
  }
}

void Envelope::State::begin_message() {
  faults.begin_message();
  shown = true;
  message.reference = reference[kMessage];
  assign(message.type, 2, 1);
  assign(message.version, 2, 2);
  assign(message.release, 2, 3);
  assign(message.agency, 2, 4);
  assign(message.association, 2, 5);
  ++message.number;
  message.segments = 1;
  message.header = segment->span();
}

void Envelope::State::check_syntax() {
  const Syntax& syntax = reader.syntax();
  const Segment::Value* value = segment->find(1, 1);
  std::string capitals = syntax.identifier;
  for (char& c : capitals)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  const auto about = [&](Fault why, const Segment::Value* where) -> Diagnostic& {
    Diagnostic& fault =
        report(why, where == nullptr ? segment->span() : segment->span(*where), where);
    if (where != nullptr) fault.value = text::printable(segment->raw(*where));
    return fault;
  };
  constexpr std::string_view kSubstitute = "the interchange is read as UNOC (ISO 8859-1)";
  if (!capitals.empty()) {
    if (!Charset::is_known(capitals)) {
      Diagnostic& fault = about(Fault::unknown_syntax_identifier, value);
      fault.expected = "UNOA to UNOL, UNOW or UNOY";
      fault.hint = kSubstitute;
    } else {
      if (capitals != syntax.identifier)
        about(Fault::syntax_identifier_case, value).expected = capitals;
      if (!syntax.supported) {
        const bool encoding = !syntax.encoding.empty() && Charset::find(capitals, '4') != nullptr;
        Diagnostic& fault =
            about(Fault::unsupported_charset, encoding ? segment->find(1, 4) : value);
        fault.expected = encoding ? "7 (UTF-8), or nothing" : "UNOA to UNOL, UNOW or UNOY";
        fault.hint = kSubstitute;
      }
      const char first = Charset::first_version(capitals);
      if (syntax.version.size() == 1 && syntax.version[0] >= '1' && syntax.version[0] < first)
        about(Fault::charset_newer_than_version, value).expected =
            "syntax version " + std::string(1, first);
    }
  }
  const std::string_view version = syntax.version;
  if (version.empty() || (version.size() == 1 && version[0] >= '1' && version[0] <= '4')) return;
  const Segment::Value* where = segment->find(1, 2);
  if (version == "X") {
    about(Fault::version_read_as_three, where);
    return;
  }
  Diagnostic& fault = about(Fault::unknown_syntax_version, where);
  fault.expected = "1, 2, 3 or 4";
  fault.hint = syntax.is_four() ? "it is read as version 4" : "it is read as version 3";
}

void Envelope::State::check_mandatory(std::pair<const Mandatory*, std::size_t> list,
                                      std::uint8_t most) {
  std::uint32_t absent = 0;  // an element that is not there at all is reported once
  for (std::size_t i = 0; i < list.second; ++i) {
    const Mandatory& row = list.first[i];
    const Segment::Value* value = segment->find(row.element, row.component);
    if ((value != nullptr && value->begin != value->end) || row.element == absent) continue;
    const Segment::Range range = segment->element(row.element);
    bool empty = true;
    for (std::uint32_t at = range.first; at < range.last; ++at) {
      const Segment::Value& other = segment->values()[at];
      empty = empty && other.begin == other.end;
    }
    if (empty) absent = row.element;
    Diagnostic& fault = report(Fault::envelope_value_missing,
                               value != nullptr ? segment->span(*value) : segment->span(), value,
                               std::string(row.name));
    fault.place.element = row.element;
    fault.place.component = row.component;
    fault.expected = row.name;
  }
  if (segment->elements() <= most) return;
  for (std::uint32_t at = segment->element(most + 1U).first; at < segment->values().size(); ++at) {
    const Segment::Value& value = segment->values()[at];
    if (value.begin == value.end) continue;
    Diagnostic& fault = report(Fault::envelope_value_surplus, segment->span(value), &value);
    fault.value = text::printable(segment->raw(value));
    fault.expected = "at most " + std::to_string(most) + " elements";
    fault.hint = "is a terminator missing?";
    return;
  }
}

// 0085 value 32 for empty interchanges and groups; a message needs a segment besides UNH and UNT.
void Envelope::State::check_contents(Level level) {
  if (level == kInterchange && messages == 0 && groups == 0)
    report(Fault::empty_interchange, segment->span()).expected = "at least one message";
  if (level == kGroup && in_group == 0)
    report(Fault::empty_group, segment->span()).expected = "at least one message";
  if (level == kMessage && message.segments <= 2)
    report(Fault::empty_message, segment->span()).expected = "at least one segment of data";
}

void Envelope::State::check_trailer(Level level) {
  const LevelRow& row = kRows[level];
  if (const Segment::Value* value = segment->find(1);
      value != nullptr && value->begin != value->end) {
    const std::uint64_t right = level == kMessage ? message.segments
                                : level == kGroup ? in_group
                                : groups != 0     ? groups
                                                  : messages;
    const std::string_view text = segment->text(*value, scratch);
    std::uint64_t count = 0;
    if (!read_count(text, count)) {
      Diagnostic& fault = report(Fault::count_not_a_number, segment->span(*value), value);
      fault.value = text::printable(text);
      fault.expected = std::to_string(right);
      fault.hint = row.count_hint;
    } else if (count != right && !(level == kInterchange && mixed && count == messages)) {
      Diagnostic& fault = report(Fault::count_mismatch, segment->span(*value), value,
                                 std::string(row.trailer) + " says " + text::printable(text, 24) +
                                     ", but there are " + std::to_string(right));
      fault.value = text::printable(text);
      fault.expected = std::to_string(right);
      fault.hint = row.count_hint;
      note_header(fault, level);
    } else if (text.size() > 1 && text[0] == '0') {
      Diagnostic& fault = report(Fault::count_with_leading_zeros, segment->span(*value), value);
      fault.value = text::printable(text);
      fault.expected = std::to_string(right);
    }
  }
  const Segment::Value* value = segment->find(2);
  if (value == nullptr || value->begin == value->end) return;
  const std::string_view text = segment->text(*value, scratch);
  // A header without a reference was reported there.
  if (text == reference[level] || reference[level].empty()) return;
  Diagnostic& fault = report(Fault::reference_mismatch, segment->span(*value), value);
  fault.value = text::printable(text);
  fault.expected = text::printable(reference[level]);
  fault.hint = "the reference of " + std::string(row.trailer) + " repeats that of " +
               std::string(row.header) + ", character for character";
  note_header(fault, level);
}

// A message reference (0062) with its type (S009) is used once in an interchange, or once in a
// group. At most Limits::references are remembered.
void Envelope::State::check_duplicate() {
  if (message.reference.empty()) return;
  Hasher hasher(seed);
  hasher.add(open[kGroup] ? groups : 0);
  for (const std::string* part :
       {&message.reference, &message.type, &message.version, &message.release, &message.agency})
    hasher.add(*part);
  if (references.size() >= most_references) {
    if (capped) return;
    capped = true;
    report(Fault::duplicates_not_checked, segment->span(), nullptr,
           "at most " + std::to_string(most_references) + " are remembered");
    return;
  }
  if (references.insert(hasher.value())) return;
  const Segment::Value* value = segment->find(1);
  Diagnostic& fault = report(Fault::duplicate_message, segment->span(*value), value);
  fault.value = text::printable(message.reference);
  fault.expected = "a reference that no other message of this type has";
  fault.hint = "number the messages of an interchange 1, 2, 3 ...";
}

Envelope::Envelope(Source& source, Diagnostics& faults, Limits limits)
    : state_(std::make_unique<State>(source, faults, limits)) {}
Envelope::~Envelope() = default;

bool Envelope::next(Event& event) { return state_->next(event); }
const Interchange& Envelope::interchange() const noexcept { return state_->interchange; }
const Message& Envelope::message() const noexcept { return state_->message; }
void Envelope::locate(Diagnostic& diagnostic, const Segment::Value* value) const {
  state_->locate(diagnostic, value);
}
std::uint64_t Envelope::bytes() const noexcept { return state_->reader.offset(); }
std::uint64_t Envelope::segments() const noexcept { return state_->segments; }

}  // namespace sluis::edifact
