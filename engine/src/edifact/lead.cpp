// What stands between interchanges, and where the next one begins.
#include <algorithm>
#include <string>

#include "edifact/bytes.hpp"
#include "edifact/reader.hpp"
#include "text/unicode.hpp"

namespace sluis::edifact {
namespace {

constexpr std::size_t kLongestLead = 4096;  // bytes in front of a header that are looked through

// What people feed to a converter instead of EDIFACT.
std::string hint_for(std::string_view found) {
  const auto starts = [&](std::string_view text) { return found.substr(0, text.size()) == text; };
  if (starts("<")) return "this looks like XML; EDIFACT begins with UNA or UNB";
  if (starts("ISA")) return "this looks like ANSI X12, which is another syntax";
  if (starts("PK\x03")) return "this looks like a zip archive: unpack it first";
  if (starts("\xFF\xFE") || starts("\xFE\xFF"))
    return "this looks like UTF-16: convert it to the character set that UNB names";
  if (starts("una") || starts("unb")) return "UNA and UNB are written in capital letters";
  if (starts("UN")) return "the interchange header UNB is missing in front";
  return "an interchange begins with UNA or UNB; remove what stands in front of it";
}

}  // namespace

// Skips what may stand in front of an interchange. False at the end of the input.
bool Reader::skip_lead() {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  byte_order_mark_.reset();
  const std::uint64_t from = at_;
  bool blanks = false;
  bool padding = false;
  for (; have(at_, 1); ++at_) {
    const char c = byte(at_);
    if (is_line_break(c)) {
      line_ = at_ + 1;
    } else if (is_blank(c)) {
      blanks = true;
    } else if (c == kByteOrderMark[0] && !byte_order_mark_ &&
               peek(at_, kByteOrderMark.size()) == kByteOrderMark) {
      byte_order_mark_ = at_;
      at_ += kByteOrderMark.size() - 1;
      line_ = at_ + 1;
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

bool Reader::is_header(std::uint64_t at) {
  const std::string_view head = peek(at, 4);
  if (head.size() < 4) return false;
  if (is_header_tag(head.substr(0, 3))) return head[3] == '+' || head[3] == kLevelB.element;
  return head.substr(0, 3) == "UNA" && is_advice_for_header(at);
}

// Moves on to the next header that stands where a segment could begin.
bool Reader::resync() {
  const char terminator = syntax_.separators.terminator;
  char before = ' ';
  for (; have(at_, 4); before = byte(at_), ++at_) {
    if (byte(at_) != 'U') continue;
    if (!is_line_break(before) && !is_blank(before) && before != '\'' && before != terminator)
      continue;
    if (is_header(at_)) return true;
  }
  at_ = window_.end();
  return false;
}

// True at the first segment, with separators, character set and index in force.
bool Reader::begin_interchange() {
  inside_ = false;
  first_fault_ = faults_.all().size();
  if (window_.unwrapped()) {
    line_ = at_ = window_.wrap(at_);
    while (line_ > window_.begin() && !is_line_break(byte(line_ - 1))) --line_;
  }
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
    if (head == "UNA" || is_header_tag(head)) {
      seen_ = true;
      if (head == "UNA" ? begin_with_advice() : begin_without_advice()) {
        report_byte_order_mark();
        return true;
      }
    } else if (!seen_) {
      seen_ = true;
      if (is_segment(at_)) {
        report_headless();
        begin_fragment();
        return true;
      }
      if (!skip_leading_text()) return false;
      continue;
    } else {
      const std::uint64_t begin = at_;
      const std::string found = quoted(peek(at_, kShown));
      const bool again = resync();
      const std::uint64_t end = at_;
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

// Moves on to a header that begins a line not far behind: mail headers, file names and the like
// stand in front of it. False when there is none, and then there is nothing to read.
bool Reader::skip_leading_text() {
  const std::uint64_t begin = at_;
  std::uint64_t header = begin + 1;
  // `at_` stays: what is in front of it leaves the window.
  while (header < begin + kLongestLead && have(header, 4) &&
         !(is_line_break(byte(header - 1)) && is_header(header)))
    ++header;
  const bool found = header < begin + kLongestLead && have(header, 4);
  const std::string text = quoted(peek(begin, kShown));
  if (found) {
    Diagnostic& fault = report(Fault::leading_text, {begin, std::min(header, begin + kShown)},
                               std::to_string(header - begin) + " bytes beginning with " + text);
    fault.expected = "UNA or UNB";
    fault.hint = "remove what stands in front of the interchange";
    at_ = line_ = header;
    return true;
  }
  const std::string_view head = peek(begin, kShown);
  Diagnostic& fault =
      report(Fault::no_interchange_header, {begin, begin + std::min<std::size_t>(head.size(), 3)},
             "the input begins with " + text);
  fault.expected = "UNA or UNB";
  fault.hint = hint_for(head);
  return false;
}

// True at a tag with an element separator or a terminator behind it, and of no interactive
// interchange.
bool Reader::is_segment(std::uint64_t at) {
  const std::string_view head = peek(at, 4);
  return head.size() == 4 && is_capital(head[0]) && is_capital(head[1]) && is_capital(head[2]) &&
         (head[3] == syntax_.separators.element || head[3] == syntax_.separators.terminator);
}

// Segments without UNB: what a message is when it was taken out of its interchange. The separators
// are in force.
void Reader::begin_fragment() {
  syntax_.headless = syntax_.supported = true;
  tolerance_ = tolerances_.general();
  faults_.tolerate(tolerance_, first_fault_);
  syntax_.charset = tolerance_->charset.empty() ? Charset::find("UNOC", '3')
                                                : Charset::agreed(tolerance_->charset);
  start_index();
}

void Reader::report_headless() {
  const bool message = peek(at_, 3) == "UNH";
  Diagnostic& fault = report(message ? Fault::headless_message : Fault::headless_segment,
                             {at_, at_ + 3}, "found " + quoted(peek(at_, kShown)));
  fault.expected = "UNB";
  fault.hint = syntax_.advice ? "it is read with the separators of UNA, as UNOC (ISO 8859-1)"
                              : "it is read with the default separators, as UNOC (ISO 8859-1)";
}

// In UTF-8 it is no fault, if a needless thing.
void Reader::report_byte_order_mark() {
  if (!byte_order_mark_ || syntax_.charset->is_utf8()) return;
  Diagnostic& fault = report(
      Fault::byte_order_mark, {*byte_order_mark_, *byte_order_mark_ + 3},
      "the bytes EF BB BF, which are those of UTF-8, in " + std::string(syntax_.charset->name()));
  fault.hint = "save the file without a byte order mark";
}

bool Reader::begin_without_advice() {
  const std::uint64_t header = at_;
  const std::string_view found = peek(header, kShown);
  const char element = found.size() > 3 ? found[3] : '\0';
  if (element != '+' && element != kLevelB.element) {
    Diagnostic& fault = report(Fault::no_interchange_header, {header, header + found.size()},
                               "found " + quoted(found));
    fault.expected = "UNB+";
    fault.hint =
        "other separators than the default ones must be declared by an UNA in front of UNB";
    at_ = header + std::min<std::size_t>(found.size(), 3);
    return false;
  }
  syntax_ = Syntax{};
  if (element == kLevelB.element) syntax_.separators = kLevelB;
  peek_syntax(header, syntax_.separators);
  const bool four = syntax_.is_four() && element != kLevelB.element;
  if (four && tolerance_->repetition) syntax_.separators.repetition = '*';
  start_index();
  return true;
}

// Line breaks after every so many bytes, wherever that is, are those of records of fixed width:
// they are left out before anything else is looked at. Judged once, at the first line break inside
// a segment.
bool Reader::unwrap(std::uint64_t at) {
  constexpr std::uint64_t kNarrowest = 10;
  constexpr std::uint64_t kWidest = 4096;
  constexpr std::size_t kLines = 4;  // that are compared
  constexpr std::size_t kGap = 4;    // bytes of line breaks between two of them
  wrap_judged_ = true;
  const std::uint64_t width = at - line_;
  const Separators& s = syntax_.separators;
  for (const char separator : {s.component, s.element, s.repetition, s.terminator})
    if (is_line_break(separator)) return false;
  if (width < kNarrowest || width > kWidest) return false;

  std::string_view lines = peek(at, static_cast<std::size_t>(width + kGap) * kLines);
  std::size_t same = 0;
  while (!lines.empty()) {
    // CR CR LF, or an empty line between the records, is what careless transfers make of one break.
    const std::size_t gap = std::min(lines.find_first_not_of("\r\n"), lines.size());
    if (gap > kGap) return false;
    lines.remove_prefix(gap);
    if (lines.empty()) break;
    const std::size_t length = std::min(lines.find_first_of("\r\n"), lines.size());
    const std::string_view line = lines.substr(0, length);
    lines.remove_prefix(length);
    if (length == width || text::count_characters(line) == width) {
      ++same;
      continue;
    }
    // The last line is shorter, and so is what the end of the look ahead cuts off.
    const bool last = lines.empty() ? length < width
                                    : length < width && length > 0 && line.back() == s.terminator;
    if (!last) return false;
    break;
  }
  if (same == 0) return false;
  report(Fault::line_wrapped, {at, at + 1}, "every " + std::to_string(width) + " bytes").hint =
      "the line breaks are left out";
  window_.unwrap(at_);
  reset_index();
  fresh_ = true;
  return true;
}

}  // namespace sluis::edifact
