// A second look at a segment that has more than plain characters.
#include <algorithm>
#include <string>
#include <utility>

#include "edifact/bytes.hpp"
#include "edifact/reader.hpp"

namespace sluis::edifact {
namespace {

constexpr unsigned char kHigh = 0x80;  // above ASCII

bool is_high(char c) noexcept { return static_cast<unsigned char>(c) >= kHigh; }

// `bytes` with what ISO 2022 shifts made bytes that are no ASCII.
void mask(std::string_view bytes, std::string& out) {
  out.assign(bytes);
  iso2022::Shifts shifts;
  for (char& c : out)
    if (shifts.take(c) != iso2022::Part::plain) c = static_cast<char>(kHigh);
}

}  // namespace

// Each kind of fault is reported once a segment.
void Reader::examine() {
  std::uint8_t seen = 0;
  for (Segment::Value& value : segment_.values_) {
    if (syntax_.separators.release != '\0') check_releases(value, seen);
    check_characters(value, seen);
    if (value.begin == value.end) continue;
    if (const char last = segment_.bytes_[value.end - 1]; last == ' ' || is_line_break(last))
      check_blanks(value, seen);
  }
  if (segment_.ascii_ && segment_.clean_) return;
  // What is made of what does not belong there: nobody sees it where it is not tolerated.
  segment_.bad_character_ = segment_.sound_ ? tolerance_->bad_character : BadCharacter::substitute;
  segment_.line_break_ = segment_.sound_ ? tolerance_->line_break : LineBreak::keep;
}

void Reader::check_releases(Segment::Value& value, std::uint8_t& seen) {
  const Separators& s = syntax_.separators;
  std::string_view bytes = segment_.raw(value);
  if (syntax_.charset->shifts()) {
    mask(bytes, masked_);
    bytes = masked_;
  }
  for (std::size_t at = bytes.find(s.release); at != std::string_view::npos;
       at = at + 2 > bytes.size() ? std::string_view::npos : bytes.find(s.release, at + 2)) {
    value.plain = false;
    if ((seen & kRelease) != 0 || at + 1 >= bytes.size()) continue;
    const char c = bytes[at + 1];
    if (c == s.component || c == s.element || c == s.release || c == s.terminator ||
        (s.repetition != '\0' && c == s.repetition))
      continue;
    seen |= kRelease;
    const std::uint64_t place = segment_.offset_ + value.begin + at;
    fault_in_value(Fault::needless_release, {place, place + 1}, quoted(bytes.substr(at, 2)), &value)
        .hint = "a release character in the data is written twice";
  }
}

void Reader::check_characters(const Segment::Value& value, std::uint8_t& seen) {
  const std::string_view bytes = segment_.raw(value);
  const Charset& charset = *syntax_.charset;
  const char release = syntax_.separators.release;
  std::size_t high = std::string_view::npos;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const char c = bytes[at];
    const bool plain = c >= ' ' && c < '\x7F';
    if (plain || c == '\t') continue;
    segment_.ascii_ = false;
    if (!is_high(c)) continue;
    high = at;
    break;
  }
  if (high != std::string_view::npos && !doubted_ && charset.looks_like_utf8(bytes))
    doubt(value, high);

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
    // S001 is in ISO 646, whatever it says of the rest.
    const bool of_s001 = segment_.tag_ == make_tag("UNB") && value.element == 1;
    if (of_s001 && why == Fault::character_outside_level) continue;
    segment_.clean_ = false;
    const Seen kind = why == Fault::character_outside_level ? kLevel
                      : why == Fault::line_break_in_value   ? kLine
                                                            : kByte;
    if ((seen & kind) == 0) {
      seen = static_cast<std::uint8_t>(seen | kind);
      report_character(value, at, why);
    }
    if (charset.shifts()) return;  // what follows depends on what went before
  }
}

void Reader::report_character(const Segment::Value& value, std::size_t at, Fault why) {
  const std::string_view bytes = segment_.raw(value);
  const std::uint64_t place = segment_.offset_ + value.begin + at;
  std::string detail;
  if (why != Fault::line_break_in_value)
    detail = quoted(bytes.substr(at, 1)) + " in " + std::string(syntax_.charset->name());
  Diagnostic& fault = fault_in_value(why, {place, place + 1}, std::move(detail), &value);
  if (!source_.is_concealed(segment_.span(value))) fault.value = text::printable(bytes, kShown * 3);
  if (why == Fault::line_break_in_value) {
    fault.hint = "is a segment terminator missing in front of the line break?";
    return;
  }
  if (why == Fault::charset_shift) fault.place.segment = 0;  // it is the interchange's
  fault.expected = "characters of " + std::string(syntax_.charset->name());
  fault.hint = "the bytes must be in the character set that UNB declares";
  if (!is_high(bytes[at])) return;
  fault.hint += "; in a tolerance profile `charset ";
  fault.hint += syntax_.charset->looks_like_utf8(bytes) ? "utf-8" : "windows-1252";
  fault.hint += "` says what they are otherwise";
}

void Reader::doubt(const Segment::Value& value, std::size_t high) {
  doubted_ = true;
  const std::uint64_t place = segment_.offset_ + value.begin + high;
  Diagnostic& fault = fault_in_value(Fault::charset_doubtful, {place, place + 1},
                                     "UTF-8 in " + std::string(syntax_.charset->name()), &value);
  if (!source_.is_concealed(segment_.span(value)))
    fault.value = text::printable(segment_.raw(value), kShown * 3);
  fault.hint = "it is read as declared; in a tolerance profile `charset utf-8` says otherwise";
}

// Blanks at the end of a value say nothing, and are not read.
void Reader::check_blanks(Segment::Value& value, std::uint8_t& seen) {
  const std::string_view bytes = segment_.raw(value);
  // A line break that is left out, or made a blank, does not keep the blanks before it.
  const bool breaks = tolerance_->line_break != LineBreak::keep;
  std::size_t kept = bytes.find_last_not_of(breaks ? " \r\n" : " ") + 1;
  // One that is released is data.
  if (!value.plain) {
    std::size_t run = 0;
    while (run < kept && bytes[kept - 1 - run] == syntax_.separators.release) ++run;
    kept += run % 2;
  }
  if (kept >= bytes.size() || bytes.find(' ', kept) == std::string_view::npos) return;
  const Span where{segment_.offset_ + value.begin + kept, segment_.offset_ + value.end};
  value.end = value.begin + static_cast<std::uint32_t>(kept);
  if ((seen & kBlanks) != 0) return;
  seen |= kBlanks;
  const bool blank = kept == 0 && syntax_.is_four();
  fault_in_value(blank ? Fault::blank_value : Fault::trailing_blanks, where, {}, &value).hint =
      blank ? "a value that is not there is left out" : "they are not taken for a part of it";
}

}  // namespace sluis::edifact
