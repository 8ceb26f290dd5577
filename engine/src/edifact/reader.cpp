#include "edifact/reader.hpp"

#include <algorithm>
#include <utility>

#include "edifact/bytes.hpp"
#include "edifact/rules.hpp"
#include "text/unicode.hpp"

namespace sluis::edifact {
namespace {

// 0022 in UNB, 0058 in UNG.
constexpr std::uint32_t kPassword = 6, kGroupPassword = 8;

}  // namespace

Reader::Reader(Source& source, Diagnostics& faults, Reading reading, const Locator* locator)
    : source_(source),
      faults_(faults),
      limits_(reading.limits),
      tolerances_(std::move(reading.tolerances)),
      tolerance_(tolerances_.general()),
      locator_(locator),
      window_(source) {
  constexpr std::uint32_t kCounters = 0xFFFF;  // Segment::Value counts with 16 bits
  constexpr std::size_t kOffsets = std::size_t{1} << 30U;
  limits_.elements = std::min(limits_.elements, kCounters);
  limits_.components = std::min(limits_.components, kCounters);
  limits_.repetitions = std::min(limits_.repetitions, kCounters);
  limits_.segment_bytes = std::min(limits_.segment_bytes, kOffsets);
  faults_.tolerate(tolerance_);
  at_ = line_ = window_.begin();
}

// --- the window ---

bool Reader::more() { return window_.more(inside_ ? std::min(at_, index_.base()) : at_); }

bool Reader::have(std::uint64_t at, std::size_t count) {
  while (window_.end() < at + count)
    if (!more()) return false;
  return true;
}

std::string_view Reader::peek(std::uint64_t at, std::size_t count) {
  (void)have(at, count);
  return at >= window_.end()
             ? std::string_view{}
             : window_.bytes().substr(static_cast<std::size_t>(at - window_.begin()), count);
}

Diagnostic& Reader::report(Fault fault, Span where, std::string detail) {
  return faults_.report(fault, source_, window_.original(where), std::move(detail));
}

Diagnostic& Reader::report_in_segment(Fault fault, Span where, std::string detail,
                                      std::string_view tag, const Segment::Value* value) {
  Diagnostic& diagnostic = report(fault, where, std::move(detail));
  if (locator_ != nullptr) locator_->locate_next(diagnostic, tag, value);
  return diagnostic;
}

Diagnostic& Reader::fault_in_value(Fault fault, Span where, std::string detail,
                                   const Segment::Value* value) {
  if (tolerance_->action(fault) == Action::reject) segment_.sound_ = false;
  return report_in_segment(fault, where, std::move(detail), segment_.bytes_.substr(0, 3), value);
}

// --- inside an interchange ---

void Reader::start_index() {
  reset_index();
  inside_ = fresh_ = true;
  blanks_reported_ = doubted_ = wrap_judged_ = false;
  nesting_.clear();
}

void Reader::reset_index() {
  index_.reset(syntax_.separators, syntax_.charset->ascii(), at_, syntax_.charset->shifts());
  closed_ = false;
}

// Skips line breaks and blanks in front of a segment. False at the end of the input.
bool Reader::skip_gap() {
  const std::uint64_t from = at_;
  bool blanks = false;
  for (;; ++at_) {
    if (at_ >= window_.end()) {
      // A gap longer than what is indexed must not hold the window.
      if (at_ >= index_.base() + index_.known()) reset_index();
      if (!have(at_, 1)) return false;
    }
    const char c = byte(at_);
    if (is_blank(c))
      blanks = true;
    else if (is_line_break(c))
      line_ = at_ + 1;
    else
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
  if (is_header(at_)) return true;
  const std::string_view head = peek(at_, 4);
  return head.size() == 4 && is_header_tag(head.substr(0, 3)) &&
         head[3] == syntax_.separators.element;
}

// Brings a whole segment into the index. False when it is longer than the limit.
bool Reader::complete() {
  for (;;) {
    const std::uint32_t* next = index_.next();
    const std::uint64_t from = index_.base();
    while (next != index_.marks_end() && from + *next < at_) ++next;
    index_.set_next(next);
    const std::uint32_t* end = index_.terminated();
    if (end != next) {
      if (from + end[-1] - at_ <= limits_.segment_bytes) return true;
      // The last terminator that is known is far; the next one need not be.
      const char* bytes = base();
      while (next != end && bytes[*next] != syntax_.separators.terminator) ++next;
      return closed_ || from + *next - at_ <= limits_.segment_bytes;
    }
    if (from + index_.known() > at_ + limits_.segment_bytes) return false;
    index_.forget(at_);
    const auto skip = static_cast<std::size_t>(index_.base() - window_.begin());
    if (index_.extend(window_.bytes().substr(skip))) continue;
    if (!more()) {
      // The line break that ends a file is no part of a segment whose terminator is missing.
      const char* bytes = base();
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
    const char* bytes = base();
    for (const std::uint32_t* mark = index_.next(); mark != index_.marks_end(); ++mark) {
      const std::uint64_t place = index_.base() + *mark;
      if (place < at_ || place >= window_.end() || bytes[*mark] != syntax_.separators.terminator)
        continue;
      at_ = place + 1;
      index_.set_next(mark + 1);
      return true;
    }
    index_.set_next(index_.marks_end());
    at_ = index_.base() + index_.known();
    index_.forget(at_);
    const auto skip = static_cast<std::size_t>(index_.base() - window_.begin());
    if (!index_.extend(window_.bytes().substr(skip)) && !more()) return false;
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
      // The place is that of the segment in front of it.
      if (fault.place.segment > 1) --fault.place.segment;
      index_.set_next(index_.next() + 1);
      ++at_;
      continue;
    }
    const std::optional<Read> read = parse();
    if (!read) continue;
    if (*read == Read::segment) segment = &segment_;
    return *read;
  }
}

Tag Reader::upcoming() {
  constexpr std::uint64_t kNear = 64;  // bytes between two segments, at most
  constexpr std::size_t kTag = 3;
  if (!inside_) return 0;
  std::uint64_t at = at_;
  for (;; ++at) {
    while (at + kTag > window_.end()) {
      const bool got = window_.more(std::min(segment_.offset_, index_.base()));
      // The bytes may have moved at the end of the input, too.
      segment_.bytes_ = window_.bytes().substr(
          static_cast<std::size_t>(segment_.offset_ - window_.begin()), segment_.bytes_.size());
      if (!got) return 0;
    }
    const char c = byte(at);
    if (!is_blank(c) && !is_line_break(c)) break;
    if (at == at_ + kNear) return 0;
  }
  return make_tag(window_.bytes().substr(static_cast<std::size_t>(at - window_.begin()), kTag));
}

void Reader::conceal(std::uint32_t element) {
  const Segment::Value* value = segment_.find(element);
  if (value != nullptr && value->begin != value->end) source_.conceal(segment_.span(*value));
}

// --- octets ---

std::string_view Reader::ahead(std::size_t count) { return peek(at_, count); }

void Reader::pass(std::size_t count) {
  at_ += count;
  reset_index();
}

// --- a segment ---

std::optional<Read> Reader::parse() {
  const char* const start = base() + (at_ - index_.base());
  segment_.nesting_.clear();
  segment_.values_.clear();
  segment_.first_.clear();
  const char* const end = base() + (closed_ ? close_at_ : index_.known());
  rules::Outcome walk = rules::parse_segment<rules::segment>(
      base(), index_.next(), start, end, syntax_.separators, limits_, segment_.values_,
      segment_.first_, segment_.nesting_);
  if (!walk.whole && segment_.first_.empty()) [[unlikely]]
    walk = rules::parse_segment<rules::odd_segment>(base(), index_.next(), start, end,
                                                    syntax_.separators, limits_, segment_.values_,
                                                    segment_.first_, segment_.nesting_);
  // The mark that ended the segment: the one behind the last that was taken.
  const std::uint32_t* last = walk.mark - 1;
  if (!walk.whole) {
    last = index_.next();
    while (last + 1 != index_.marks_end() && base()[*last] != syntax_.separators.terminator) ++last;
  }
  const auto begin = static_cast<std::uint32_t>(at_ - index_.base());
  const bool unterminated = closed_ && *last == close_at_;
  const std::string_view bytes(start, *last - begin);
  const bool special =
      unterminated || !walk.whole || walk.odd() || index_.is_special(begin, *last + 1);
  if (special && !wrap_judged_) {
    const std::size_t line_break = bytes.find_first_of("\r\n");
    if (line_break != std::string_view::npos && unwrap(at_ + line_break)) return std::nullopt;
    // What was looked at to judge it may have moved the window.
    if (line_break != std::string_view::npos) return fresh_ = true, std::nullopt;
  }

  segment_.tag_ = walk.tag;
  segment_.tag_length_ = 3;
  segment_.bytes_ = bytes;
  segment_.offset_ = at_;
  segment_.unwrapped_ = window_.unwrapped() ? &window_ : nullptr;
  segment_.release_ = syntax_.separators.release;
  segment_.charset_ = syntax_.charset;
  segment_.ascii_ = segment_.clean_ = segment_.sound_ = true;
  if (walk.whole && walk.tag == make_tag("UNB")) conceal(kPassword);
  if (walk.whole && walk.tag == make_tag("UNG")) conceal(kGroupPassword);
  const bool advice =
      special && bytes.substr(0, 3) == "UNA" && (!walk.whole || !segment_.nesting_.empty());
  std::optional<Read> read = Read::segment;
  if (advice) {
    read = std::nullopt;
    Diagnostic& fault =
        report_in_segment(Fault::una_inside_interchange, {at_, at_ + bytes.size()}, {}, "UNA");
    fault.hint = "UNA may only stand in front of UNB; the separators stay as they are";
    fault.place.segment = 0;  // it is none, and does not count
  } else {
    if (unterminated) report_unterminated(walk, bytes);
    if (walk.odd() && walk.whole) check_tag(walk);
    if (syntax_.is_four() && walk.whole) check_form();
    if (special && walk.whole) examine();
    if (!walk.whole) {
      read = Read::broken;
      if (!unterminated) report_broken(walk, bytes);
    }
  }
  at_ += bytes.size() + (unterminated ? 0 : 1);
  index_.set_next(last + 1);
  if (walk.tag == make_tag("UNH")) nesting_.clear();
  if (read != Read::segment) return read;
  if (walk.tag == make_tag("UNZ") || walk.tag == make_tag("UIZ")) inside_ = false;
  return read;
}

void Reader::report_unterminated(const rules::Outcome& walk, std::string_view bytes) {
  // A release character at the very end says that more was to come.
  const std::size_t other = bytes.find_last_not_of(syntax_.separators.release);
  const bool cut = syntax_.separators.release != '\0' && (bytes.size() - other) % 2 == 0;
  const bool trailer =
      walk.whole && !cut && (walk.tag == make_tag("UNZ") || walk.tag == make_tag("UIZ"));
  Diagnostic& fault = report_in_segment(
      trailer ? Fault::unterminated_trailer : Fault::unterminated_segment,
      {at_, at_ + bytes.size()}, {}, walk.whole ? bytes.substr(0, 3) : std::string_view{});
  fault.expected = quoted(syntax_.separators.terminator);
  fault.hint = "the input may have been cut off";
}

void Reader::report_broken(const rules::Outcome& walk, std::string_view bytes) {
  const Fault why = walk.broken ? walk.why : Fault::bad_tag;
  const std::string_view tag = bytes.substr(0, *index_.next() + index_.base() - at_);
  const Span place =
      walk.broken ? Span{at_ + walk.begin, at_ + walk.end} : Span{at_, at_ + tag.size() + 1};
  std::string detail;
  switch (why) {
    case Fault::bad_tag:
      detail = quoted(tag.substr(0, kShown));
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
  Diagnostic& fault = report_in_segment(why, place, std::move(detail),
                                        walk.tag != 0 ? bytes.substr(0, 3) : std::string_view{},
                                        why == Fault::bad_tag ? nullptr : &value);
  if (why != Fault::bad_tag) return;
  fault.value = text::printable(tag.substr(0, kShown));
  fault.expected = "three capital letters";
  fault.hint = "a terminator or separator inside a value needs the release character";
  if (syntax_.separators.release != '\0')
    fault.hint += ' ' + quoted(syntax_.separators.release) + " in front of it";
}

// What the grammar lets through, but the standard does not.
void Reader::check_tag(const rules::Outcome& walk) {
  const Span tag{at_, at_ + segment_.tag_length_};
  if (walk.digits)
    fault_in_value(Fault::tag_with_digits, tag, quoted(segment_.bytes_.substr(0, 3))).expected =
        "three capital letters";
  if (walk.small)
    fault_in_value(Fault::lower_case_tag, tag, quoted(segment_.bytes_.substr(0, 3))).expected =
        tag_text(walk.tag);
  if (!segment_.nesting_.empty()) {
    const Span counters{tag.end, at_ + walk.behind_tag};
    fault_in_value(Fault::explicit_nesting, {tag.begin, counters.end},
                   quoted(segment_.bytes_.substr(0, walk.behind_tag)))
        .hint = "the place of the segment is found without them";
    if (!nesting_.follow(walk.tag, segment_.nesting_))
      fault_in_value(Fault::nesting_counter, counters, {}).expected =
          "counters that rise by one, from 1 on";
  }
}

// What version 4 forbids.
void Reader::check_form() {
  const std::vector<Segment::Value>& values = segment_.values_;
  if (values.empty() && segment_.tag_ != make_tag("UIT") && segment_.tag_ != make_tag("UIZ"))
    fault_in_value(Fault::tag_without_elements, {at_, at_ + segment_.tag_length_}, {}).hint =
        "a segment that has nothing to say is left out, or has one empty element";
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Segment::Value& value = values[i];
    if (value.begin != value.end) continue;
    // A lone empty element is how a segment says nothing.
    const bool last = i + 1 == values.size();
    const bool of_element = last || values[i + 1].element != value.element;
    const bool of_composite = of_element || values[i + 1].repetition != value.repetition;
    if (!(last && i > 0) && !(of_element && value.repetition > 1) &&
        !(of_composite && value.component > 1))
      continue;
    const std::uint64_t place = at_ + value.begin - 1;
    fault_in_value(Fault::trailing_separator, {place, place + 1}, {}).hint =
        "syntax version 4 leaves out separators behind the last value";
    return;
  }
}

}  // namespace sluis::edifact
