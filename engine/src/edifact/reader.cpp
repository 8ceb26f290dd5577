#include "edifact/reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "edifact/rules.hpp"
#include "text/unicode.hpp"

namespace sluis::edifact {
namespace {

// ISO 9735 versions 1 to 3, level B without UNA: information separators, no release character.
constexpr Separators kLevelB{'\x1F', '\x1D', '.', '\0', '\0', '\x1C'};
constexpr std::size_t kAdvice = 9;  // "UNA" and six characters
constexpr std::size_t kShown = 24;  // bytes quoted of what was found instead of a header

bool is_line_break(char c) noexcept { return c == '\r' || c == '\n'; }
bool is_blank(char c) noexcept { return c == ' ' || c == '\t'; }
bool is_letter_or_digit(char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

std::string quoted(std::string_view bytes) { return '"' + text::printable(bytes, 70) + '"'; }
std::string quoted(char c) { return '\'' + text::printable({&c, 1}) + '\''; }

// What people feed to a converter instead of EDIFACT.
std::string hint_for(std::string_view found) {
  const auto starts = [&](std::string_view text) { return found.substr(0, text.size()) == text; };
  if (starts("<")) return "this looks like XML; EDIFACT begins with UNA or UNB";
  if (starts("ISA")) return "this looks like ANSI X12, which is another syntax";
  if (starts("PK\x03")) return "this looks like a zip archive: unpack it first";
  if (starts("\xFF\xFE") || starts("\xFE\xFF"))
    return "this looks like UTF-16: convert it to the character set that UNB names";
  if (starts("una") || starts("unb")) return "UNA and UNB are written in capital letters";
  if (starts("UIB")) return "interactive EDIFACT (UIB) is not supported";
  if (starts("UN")) return "the interchange header UNB is missing in front";
  return "an interchange begins with UNA or UNB; remove what stands in front of it";
}

}  // namespace

Reader::Reader(Source& source, Diagnostics& faults, Limits limits, const Locator* locator)
    : source_(source), faults_(faults), limits_(limits), locator_(locator) {
  constexpr std::uint32_t kCounters = 0xFFFF;  // Segment::Value counts with 16 bits
  constexpr std::size_t kOffsets = std::size_t{1} << 30U;
  limits_.elements = std::min(limits_.elements, kCounters);
  limits_.components = std::min(limits_.components, kCounters);
  limits_.repetitions = std::min(limits_.repetitions, kCounters);
  limits_.segment_bytes = std::min(limits_.segment_bytes, kOffsets);
  window_ = source_.window();
  window_at_ = source_.offset();
  at_ = window_at_;
}

// --- the window ---

bool Reader::more() {
  const bool got = source_.more(inside_ ? std::min(at_, index_.base()) : at_);
  window_ = source_.window();
  window_at_ = source_.offset();
  return got;
}

bool Reader::have(std::uint64_t at, std::size_t count) {
  while (window_end() < at + count)
    if (!more()) return false;
  return true;
}

std::string_view Reader::peek(std::uint64_t at, std::size_t count) {
  (void)have(at, count);
  return at >= window_end() ? std::string_view{}
                            : window_.substr(static_cast<std::size_t>(at - window_at_), count);
}

Diagnostic& Reader::report(Fault fault, Span where, std::string detail) {
  return faults_.report(fault, source_, where, std::move(detail));
}

Diagnostic& Reader::report_in_segment(Fault fault, Span where, std::string detail,
                                      std::string_view tag, const Segment::Value* value) {
  Diagnostic& diagnostic = report(fault, where, std::move(detail));
  if (locator_ != nullptr) locator_->locate_next(diagnostic, tag, value);
  return diagnostic;
}

// --- between interchanges ---

// Skips what may stand in front of an interchange. False at the end of the input.
bool Reader::skip_lead() {
  if (at_ == 0 && peek(0, 3) == "\xEF\xBB\xBF") {
    Diagnostic& fault = report(Fault::byte_order_mark, {0, 3});
    fault.hint = "save the file without a byte order mark";
    at_ = 3;
  }
  const std::uint64_t from = at_;
  bool blanks = false;
  bool padding = false;
  for (; have(at_, 1); ++at_) {
    const char c = byte(at_);
    if (is_line_break(c)) continue;
    if (is_blank(c)) {
      blanks = true;
    } else if (seen_ && (c == '\x1A' || c == '\0')) {
      padding = true;
    } else {
      if (padding)
        report(Fault::padding_after_interchange, {from, at_});
      else if (blanks)
        report(Fault::blanks_between_segments, {from, at_}, "in front of an interchange");
      return true;
    }
  }
  if (seen_ && (blanks || padding)) report(Fault::padding_after_interchange, {from, at_});
  return false;
}

// UNA, six characters and, behind line breaks or blanks, UNB.
bool Reader::is_advice_for_header(std::uint64_t at) {
  constexpr std::size_t kGap = 16;
  const std::string_view bytes = peek(at, kAdvice + kGap + 3);
  if (bytes.substr(0, 3) != "UNA" || bytes.size() < kAdvice) return false;
  std::size_t i = kAdvice;
  while (i < bytes.size() && (is_line_break(bytes[i]) || is_blank(bytes[i]))) ++i;
  return bytes.substr(i, 3) == "UNB";
}

// Moves on to the next header that stands where a segment could begin.
bool Reader::resync() {
  const char terminator = syntax_.separators.terminator;
  char before = ' ';
  for (; have(at_, 4); before = byte(at_), ++at_) {
    if (byte(at_) != 'U' || byte(at_ + 1) != 'N') continue;
    if (!is_line_break(before) && !is_blank(before) && before != '\'' && before != terminator)
      continue;
    const char third = byte(at_ + 2);
    const char fourth = byte(at_ + 3);
    if (third == 'B' && (fourth == '+' || fourth == '\x1D')) return true;
    if (third == 'A' && is_advice_for_header(at_)) return true;
  }
  at_ = window_end();
  return false;
}

// True at UNB, with separators, character set and index in force.
bool Reader::begin_interchange() {
  inside_ = false;
  for (;;) {
    if (!skip_lead()) {
      if (!seen_) {
        Diagnostic& fault = report(Fault::no_interchange_header, {},
                                   at_ == 0 ? "the input is empty" : "the input is blank");
        fault.expected = "UNA or UNB";
        seen_ = true;
      }
      return false;
    }
    const std::string_view head = peek(at_, 3);
    if (head == "UNA") {
      if (begin_with_advice()) return true;
    } else if (head == "UNB") {
      if (begin_without_advice()) return true;
    } else if (!seen_) {
      const std::string_view found = peek(at_, kShown);
      Diagnostic& fault =
          report(Fault::no_interchange_header, {at_, at_ + std::min<std::size_t>(found.size(), 3)},
                 "the input begins with " + quoted(found));
      fault.expected = "UNA or UNB";
      fault.hint = hint_for(found);
      seen_ = true;
      return false;
    } else {
      const std::uint64_t begin = at_;
      const std::string found = quoted(peek(at_, kShown));
      const bool again = resync();
      std::uint64_t end = at_;
      Diagnostic& fault = report(Fault::foreign_data, {begin, std::min(end, begin + kShown)},
                                 std::to_string(end - begin) + " bytes beginning with " + found);
      fault.expected = "UNA, UNB or the end of the input";
      fault.hint = "every segment stands between the UNB and the UNZ of an interchange";
      if (!again) return false;
      continue;
    }
    // A header that cannot be read: its interchange is skipped.
    if (done_ || !resync()) return false;
  }
}

bool Reader::begin_without_advice() {
  seen_ = true;
  const std::uint64_t header = at_;
  const std::string_view found = peek(header, kShown);
  const char element = found.size() > 3 ? found[3] : '\0';
  if (element != '+' && element != '\x1D') {
    Diagnostic& fault = report(Fault::no_interchange_header, {header, header + found.size()},
                               "found " + quoted(found));
    fault.expected = "UNB+";
    fault.hint =
        "other separators than the default ones must be declared by an UNA in front of UNB";
    at_ = header + std::min<std::size_t>(found.size(), 3);
    return false;
  }
  syntax_ = Syntax{};
  if (element == '\x1D') {
    syntax_.separators = kLevelB;
    peek_syntax(header, kLevelB.element, kLevelB.component, kLevelB.terminator);
  } else {
    peek_syntax(header, '+', ':', '\'');
    if (syntax_.is_four()) syntax_.separators.repetition = '*';
  }
  start_index();
  return true;
}

bool Reader::begin_with_advice() {
  seen_ = true;
  const std::uint64_t advice = at_;
  if (!have(advice, kAdvice)) {
    Diagnostic& fault = report(Fault::truncated_una, {advice, window_end()});
    fault.expected = "UNA and six service characters";
    at_ = window_end();
    done_ = true;
    return false;
  }
  std::uint64_t header = advice + kAdvice;
  bool blanks = false;
  for (; have(header, 1); ++header) {
    const char c = byte(header);
    if (is_blank(c))
      blanks = true;
    else if (!is_line_break(c))
      break;
  }
  if (peek(header, 3) != "UNB") {
    Diagnostic& fault = report(Fault::una_without_unb, {advice, advice + kAdvice},
                               header >= window_end() ? std::string("the input ends here")
                                                      : "found " + quoted(peek(header, kShown)));
    fault.expected = "UNB behind the six characters of UNA";
    at_ = header;
    return false;
  }
  if (blanks) report(Fault::blanks_between_segments, {advice + kAdvice, header}, "in front of UNB");
  const std::array<char, 6> characters = {byte(advice + 3), byte(advice + 4), byte(advice + 5),
                                          byte(advice + 6), byte(advice + 7), byte(advice + 8)};
  syntax_ = Syntax{};
  syntax_.advice = true;
  peek_syntax(header, characters[1], characters[0], characters[5]);
  if (!take_advice(advice)) {
    at_ = header + 3;
    return false;
  }
  if (const std::string_view found = peek(header, 4);
      found.size() < 4 || found[3] != syntax_.separators.element) {
    const std::string_view shown = peek(header, kShown);
    Diagnostic& fault =
        report(Fault::no_interchange_header, {header, header + shown.size()},
               "UNB is not followed by the separator that UNA declares: found " + quoted(shown));
    fault.expected = "UNB" + std::string(1, syntax_.separators.element);
    at_ = header + 3;
    return false;
  }
  at_ = header;
  start_index();
  return true;
}

// Judges the six characters of UNA. False when they cannot be read by; never falls back to the
// default ones.
bool Reader::take_advice(std::uint64_t advice) {
  static constexpr std::array<const char*, 6> kNames = {
      "component separator", "element separator",    "decimal mark",
      "release character",   "repetition separator", "segment terminator"};
  const bool four = syntax_.is_four();
  std::array<char, 6> c{};
  for (std::size_t i = 0; i < c.size(); ++i) c[i] = byte(advice + 3 + i);
  const auto place = [advice](std::size_t i) { return Span{advice + 3 + i, advice + 4 + i}; };
  const auto in_use = [&](std::size_t i) {
    if (i == 2) return false;
    if (i == 3) return c[i] != ' ';
    if (i == 4) return four && c[i] != ' ';
    return true;
  };
  for (std::size_t i = 0; i < c.size(); ++i) {
    if (!in_use(i)) continue;
    std::string why;
    if (is_letter_or_digit(c[i]))
      why = " is a letter or a digit: ";
    else if (c[i] == ' ')
      why = " is a space: ";
    else if (c[i] == '\0' || static_cast<unsigned char>(c[i]) >= 0x7F)
      why = " is not a character of ISO 646: ";
    for (std::size_t other = 0; why.empty() && other < i; ++other)
      if (in_use(other) && c[other] == c[i])
        why = " is the same as the " + std::string(kNames[other]) + ": ";
    if (why.empty()) continue;
    Diagnostic& fault =
        report(Fault::bad_service_character, place(i), kNames[i] + why + quoted(c[i]));
    fault.value = text::printable({c.data(), c.size()});
    fault.expected = "different characters that are no letters, digits or spaces";
    fault.hint = "the usual service string advice is UNA:+.? '";
    return false;
  }

  Separators& separators = syntax_.separators;
  separators.component = c[0];
  separators.element = c[1];
  separators.terminator = c[5];
  separators.release = c[3] == ' ' ? '\0' : c[3];
  separators.repetition = four && c[4] != ' ' ? c[4] : '\0';
  if (four) {
    // The recipient ignores the decimal mark: both are allowed in every number.
    separators.decimal = c[2] == ',' ? ',' : '.';
    if (c[3] == ' ') report(Fault::una_without_release, place(3)).hint = "there is none then";
    if (c[4] == ' ') report(Fault::una_without_repetition, place(4)).hint = "there is none then";
    return true;
  }
  separators.decimal = c[2] == ',' ? ',' : '.';
  if (c[2] != '.' && c[2] != ',') {
    Diagnostic& fault = report(Fault::bad_decimal_mark, place(2));
    fault.value = text::printable({&c[2], 1});
    fault.expected = "'.' or ','";
  } else if (c[2] == c[0] || c[2] == c[1] || c[2] == c[3] || c[2] == c[5]) {
    Diagnostic& fault = report(Fault::bad_service_character, place(2),
                               "the decimal mark is a separator too: " + quoted(c[2]));
    fault.expected = "'.' or ',' and a different separator";
  }
  if (c[4] != ' ') {
    Diagnostic& fault = report(Fault::una_reserved_position, place(4));
    fault.value = text::printable({&c[4], 1});
    fault.hint = "before syntax version 4 there is no repetition separator; it is read as data";
  }
  return true;
}

// Reads the parts of S001 that decide how the rest is read, before there is an index.
void Reader::peek_syntax(std::uint64_t header, char element, char component, char terminator) {
  constexpr std::size_t kLongest = 64;
  std::string_view rest = peek(header + 4, kLongest);
  rest = rest.substr(0, std::min(rest.find(element), rest.find(terminator)));
  std::array<std::string_view, 4> parts{};
  for (std::string_view& part : parts) {
    const std::size_t end = rest.find(component);
    part = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  }
  syntax_.identifier = parts[0];
  syntax_.version = parts[1];
  if (syntax_.is_four()) syntax_.encoding = parts[3];

  std::string capitals = syntax_.identifier;
  for (char& c : capitals)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  const char version = syntax_.is_four() ? '4' : '3';
  syntax_.charset = Charset::find_encoding(syntax_.encoding, capitals, version);
  syntax_.supported = syntax_.charset != nullptr;
  if (!syntax_.supported) syntax_.charset = Charset::find("UNOC", version);
}

void Reader::start_index() {
  index_.reset(syntax_.separators, syntax_.charset->ascii(), at_);
  inside_ = fresh_ = true;
  closed_ = false;
  blanks_reported_ = false;
}

// --- inside an interchange ---

// Skips line breaks and blanks in front of a segment. False at the end of the input.
bool Reader::skip_gap() {
  const std::uint64_t from = at_;
  bool blanks = false;
  for (;; ++at_) {
    if (at_ >= window_end()) {
      // A gap longer than what is indexed must not hold the window.
      if (at_ >= index_.base() + index_.known())
        index_.reset(syntax_.separators, syntax_.charset->ascii(), at_);
      if (!have(at_, 1)) return false;
    }
    const char c = byte(at_);
    if (is_blank(c))
      blanks = true;
    else if (!is_line_break(c))
      break;
  }
  if (blanks && !blanks_reported_) {
    blanks_reported_ = true;
    report_in_segment(Fault::blanks_between_segments, {from, at_}, "reported once an interchange",
                      {});
  }
  return true;
}

// A segment start that begins another interchange.
bool Reader::at_header() {
  if (byte(at_) != 'U') return false;
  const std::string_view head = peek(at_, 4);
  if (head.size() < 4 || head[1] != 'N') return false;
  if (head[2] == 'B')
    return head[3] == '+' || head[3] == '\x1D' || head[3] == syntax_.separators.element;
  return head[2] == 'A' && is_advice_for_header(at_);
}

// Brings a whole segment into the index. False when it is longer than the limit.
bool Reader::complete() {
  for (;;) {
    const std::uint32_t* next = index_.next();
    const std::uint64_t base = index_.base();
    while (next != index_.marks_end() && base + *next < at_) ++next;
    index_.set_next(next);
    const std::uint32_t* end = index_.terminated();
    if (end != next) {
      if (base + end[-1] - at_ <= limits_.segment_bytes) return true;
      // The last terminator that is known is far; the next one need not be.
      const char* bytes = window_.data() + (base - window_at_);
      while (next != end && bytes[*next] != syntax_.separators.terminator) ++next;
      return closed_ || base + *next - at_ <= limits_.segment_bytes;
    }
    if (base + index_.known() > at_ + limits_.segment_bytes) return false;
    index_.forget(at_);
    const auto skip = static_cast<std::size_t>(index_.base() - window_at_);
    if (index_.extend(window_.substr(skip))) continue;
    if (!more()) {
      // The line break that ends a file is no part of a segment whose terminator is missing.
      const char* bytes = window_.data() + (index_.base() - window_at_);
      const auto least = static_cast<std::uint32_t>(at_ - index_.base());
      const std::uint32_t* marks = index_.marks_end();
      const std::uint32_t floor = marks != index_.next() ? marks[-1] + 1 : least;
      close_at_ = index_.known();
      while (close_at_ > floor && is_line_break(bytes[close_at_ - 1])) --close_at_;
      index_.close(close_at_);
      closed_ = true;
    }
  }
}

// Moves behind the next terminator, in memory that does not depend on how far it is. False at the
// end of the input.
bool Reader::skip_to_terminator() {
  for (;;) {
    const char* bytes = window_.data() + (index_.base() - window_at_);
    for (const std::uint32_t* mark = index_.next(); mark != index_.marks_end(); ++mark) {
      const std::uint64_t place = index_.base() + *mark;
      if (place < at_ || place >= window_end() || bytes[*mark] != syntax_.separators.terminator)
        continue;
      at_ = place + 1;
      index_.set_next(mark + 1);
      return true;
    }
    index_.set_next(index_.marks_end());
    at_ = index_.base() + index_.known();
    index_.forget(at_);
    const auto skip = static_cast<std::size_t>(index_.base() - window_at_);
    if (!index_.extend(window_.substr(skip)) && !more()) return false;
  }
}

Read Reader::next(const Segment*& segment) {
  segment = nullptr;
  for (;;) {
    if (done_) return Read::end;
    if (!inside_ && !begin_interchange()) {
      done_ = true;
      return Read::end;
    }
    if (!fresh_) {
      if (!skip_gap()) {
        done_ = true;
        return Read::end;
      }
      if (at_header()) {
        inside_ = false;
        continue;
      }
    }
    fresh_ = false;
    if (!complete()) {
      const std::string_view tag = peek(at_, 3);
      Diagnostic& fault =
          report_in_segment(Fault::segment_limit, {at_, at_ + 3},
                            "longer than " + std::to_string(limits_.segment_bytes) + " bytes", tag);
      fault.hint = "is the segment terminator missing, or another one than " +
                   quoted(syntax_.separators.terminator) + "?";
      if (!skip_to_terminator()) done_ = true;
      return Read::broken;
    }
    if (byte(at_) == syntax_.separators.terminator && index_.base() + *index_.next() == at_) {
      Diagnostic& fault = report_in_segment(Fault::empty_segment, {at_, at_ + 1}, {}, {});
      fault.hint = "two terminators in a row; it is skipped and does not count";
      index_.set_next(index_.next() + 1);
      ++at_;
      continue;
    }
    return parse(segment);
  }
}

Read Reader::parse(const Segment*& segment) {
  const char* const base = window_.data() + (index_.base() - window_at_);
  const char* const start = window_.data() + (at_ - window_at_);
  segment_.values_.clear();
  segment_.first_.clear();
  const rules::Outcome walk = rules::parse_segment(
      base, index_.next(), start, base + (closed_ ? close_at_ : index_.known()), syntax_.separators,
      limits_, segment_.values_, segment_.first_);
  const bool whole = walk.whole;
  // The mark that ended the segment: the one behind the last that was taken.
  const std::uint32_t* last = walk.mark - 1;
  if (!whole) {
    last = index_.next();
    while (last + 1 != index_.marks_end() && base[*last] != syntax_.separators.terminator) ++last;
  }
  const char* const end = base + *last;
  const bool unterminated = closed_ && *last == close_at_;
  const Span span{at_, at_ + static_cast<std::uint64_t>(end - start)};

  if (unterminated) {
    Diagnostic& fault = report_in_segment(Fault::unterminated_segment, span, {},
                                          whole ? std::string_view(start, 3) : std::string_view{});
    fault.expected = quoted(syntax_.separators.terminator);
    fault.hint = "the input may have been cut off";
  }
  if (!whole) {
    if (!unterminated) {
      // ISO 9735 versions 1 to 3: counters behind the tag, for explicit nesting.
      const std::string_view tag(start, static_cast<std::size_t>(base + *index_.next() - start));
      const bool advice = span.end - span.begin >= 3 && std::string_view(start, 3) == "UNA";
      Fault why = walk.broken ? walk.why : Fault::explicit_nesting;
      if (advice && (why == Fault::bad_tag || why == Fault::explicit_nesting))
        why = Fault::una_inside_interchange;
      const Span place =
          walk.broken ? Span{at_ + walk.begin, at_ + walk.end} : Span{at_, at_ + tag.size()};
      std::string detail;
      switch (why) {
        case Fault::bad_tag:
          detail = quoted(tag.substr(0, kShown));
          break;
        case Fault::explicit_nesting:
          detail = quoted(
              std::string_view(start, static_cast<std::size_t>(end - start)).substr(0, kShown));
          break;
        case Fault::value_limit:
          detail = std::to_string(limits_.value_bytes) + " bytes";
          break;
        case Fault::element_limit:
          detail = std::to_string(limits_.elements);
          break;
        case Fault::component_limit:
          detail = std::to_string(limits_.components);
          break;
        case Fault::repetition_limit:
          detail = std::to_string(limits_.repetitions);
          break;
        default:
          break;
      }
      Segment::Value value;
      value.element = rules::element_of(walk.place);
      value.component = rules::component_of(walk.place);
      value.repetition = rules::repetition_of(walk.place);
      const bool in_value = walk.broken && walk.why != Fault::bad_tag;
      Diagnostic& fault =
          report_in_segment(why, place, std::move(detail),
                            walk.tag != 0 ? std::string_view(start, 3) : std::string_view{},
                            in_value ? &value : nullptr);
      if (why == Fault::bad_tag) {
        fault.value = text::printable(tag.substr(0, kShown));
        fault.expected = "three capital letters";
        fault.hint = "a terminator or separator inside a value needs the release character";
        if (syntax_.separators.release != '\0')
          fault.hint += ' ' + quoted(syntax_.separators.release) + " in front of it";
      }
      if (why == Fault::una_inside_interchange)
        fault.hint = "UNA may only stand in front of UNB; the separators stay as they are";
    }
    at_ = span.end + (unterminated ? 0 : 1);
    index_.set_next(last + 1);
    return Read::broken;
  }

  segment_.tag_ = walk.tag;
  segment_.tag_length_ = 3;
  segment_.bytes_ = {start, static_cast<std::size_t>(end - start)};
  segment_.offset_ = at_;
  segment_.release_ = syntax_.separators.release;
  segment_.charset_ = syntax_.charset;
  segment_.ascii_ = segment_.sound_ = true;
  const auto begin = static_cast<std::uint32_t>(start - base);
  if (index_.is_special(begin, *last)) examine();
  if (syntax_.is_four() && segment_.values_.size() > 1 &&
      segment_.values_.back().begin == segment_.values_.back().end) {
    const std::uint64_t place = at_ + segment_.values_.back().begin - 1;
    report_in_segment(Fault::trailing_separator, {place, place + 1}, {}, {start, 3},
                      &segment_.values_.back())
        .hint = "syntax version 4 leaves out separators behind the last value";
  }
  at_ = span.end + (unterminated ? 0 : 1);
  index_.set_next(last + 1);
  if (walk.tag == make_tag("UNZ")) inside_ = false;
  segment = &segment_;
  return Read::segment;
}

// The slow path: a segment with release characters, or with bytes that are not plain.
void Reader::examine() {
  bool released = false;  // reported once a segment
  Reported reported;
  const char release = syntax_.separators.release;
  const Separators& s = syntax_.separators;
  for (Segment::Value& value : segment_.values_) {
    const std::string_view bytes = segment_.raw(value);
    if (release != '\0') {
      for (std::size_t at = bytes.find(release); at != std::string_view::npos;
           at = at + 2 > bytes.size() ? std::string_view::npos : bytes.find(release, at + 2)) {
        value.plain = false;
        if (released || at + 1 >= bytes.size()) continue;
        const char c = bytes[at + 1];
        if (c == s.component || c == s.element || c == release || c == s.terminator ||
            (s.repetition != '\0' && c == s.repetition))
          continue;
        released = true;
        const std::uint64_t place = segment_.offset() + value.begin + at;
        report_in_segment(Fault::needless_release, {place, place + 1}, quoted(bytes.substr(at, 2)),
                          segment_.bytes_.substr(0, 3), &value)
            .hint = "a release character in the data is written twice";
      }
    }
    check_value(value, reported);
  }
}

void Reader::check_value(Segment::Value& value, Reported& reported) {
  const std::string_view bytes = segment_.raw(value);
  const Charset& charset = *syntax_.charset;
  const char release = syntax_.separators.release;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x7F || (byte < 0x20 && c != '\t' && !is_line_break(c))) segment_.ascii_ = false;
  }
  std::size_t data = std::string_view::npos;  // a release character there is released itself
  for (std::size_t from = 0; from < bytes.size();) {
    const std::size_t found = charset.check(bytes.substr(from));
    if (found == std::string_view::npos) return;
    const std::size_t at = from + found;
    from = at + 1;
    // A release character need not belong to the set; what it releases is looked at.
    if (release != '\0' && bytes[at] == release && at != data) {
      data = from;
      continue;
    }
    const Fault why = charset.fault(bytes, at);
    const bool warning = why == Fault::character_outside_level;
    if (!warning) segment_.sound_ = false;
    bool& done = warning ? reported.warning : reported.error;
    if (!done) {
      done = true;
      const std::uint64_t place = segment_.offset() + value.begin + at;
      Diagnostic& fault = report_in_segment(
          why, {place, place + 1}, quoted(bytes.substr(at, 1)) + " in " + syntax_.identifier,
          segment_.bytes_.substr(0, 3), &value);
      fault.value = text::printable(bytes, kShown * 3);
      if (why == Fault::line_break_in_value) {
        fault.detail.clear();
        fault.hint = "is a segment terminator missing in front of the line break?";
      } else {
        fault.expected = "characters of " + std::string(charset.name());
        fault.hint = "the bytes must be in the character set that UNB declares";
      }
    }
    if (!warning) return;  // an error settles the value; a warning must not hide one behind it
  }
}

}  // namespace sluis::edifact
