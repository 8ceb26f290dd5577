// The service string advice UNA, and what UNB says that decides how the rest is read.
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "edifact/bytes.hpp"
#include "edifact/reader.hpp"
#include "text/letters.hpp"
#include "text/unicode.hpp"

namespace sluis::edifact {
namespace {

// Which element of the header is the sender (S002): of UNB, of UIB.
constexpr int kSender = 2, kSenderInteractive = 6;

constexpr std::size_t kGap = 64;       // line breaks and blanks between UNA and UNB, at most
constexpr std::size_t kLongest = 256;  // how far the sender stands behind the tag of UNB

// The parts of UNB, one after the other, as bytes without release characters.
class Parts {
 public:
  Parts(std::string_view bytes, const Separators& separators) noexcept
      : bytes_(bytes), separators_(separators), mark_(separators.element) {}

  // What stood behind the part: a separator, or the terminator.
  [[nodiscard]] char mark() const noexcept { return mark_; }
  std::string next() {
    std::string part;
    while (at_ < bytes_.size()) {
      const char c = bytes_[at_++];
      if (c == separators_.component || c == separators_.element || c == separators_.terminator) {
        mark_ = c;
        return part;
      }
      const bool releases =
          separators_.release != '\0' && c == separators_.release && at_ < bytes_.size();
      // A line break here is reported where the segment is read.
      if (!is_line_break(c)) part += releases ? bytes_[at_++] : c;
    }
    mark_ = separators_.terminator;
    return part;
  }

 private:
  std::string_view bytes_;
  const Separators& separators_;
  std::size_t at_ = 0;
  char mark_;
};

}  // namespace

// UNA, six characters and, behind line breaks or blanks, UNB.
bool Reader::is_advice_for_header(std::uint64_t at) {
  const std::string_view bytes = peek(at, kAdvice + kGap + 3);
  if (bytes.substr(0, 3) != "UNA" || bytes.size() < kAdvice) return false;
  std::size_t i = kAdvice;
  while (i < bytes.size() && (is_line_break(bytes[i]) || is_blank(bytes[i]))) ++i;
  return is_header_tag(bytes.substr(i, 3));
}

bool Reader::begin_with_advice() {
  const std::uint64_t advice = at_;
  if (!have(advice, kAdvice)) {
    Diagnostic& fault = report(Fault::truncated_una, {advice, window_.end()});
    fault.expected = "UNA and six service characters";
    at_ = window_.end();
    done_ = true;
    return false;
  }
  std::uint64_t header = advice + kAdvice;
  bool blanks = false;
  for (; header < advice + kAdvice + kGap && have(header, 1); ++header) {
    const char c = byte(header);
    if (is_blank(c))
      blanks = true;
    else if (is_line_break(c))
      line_ = header + 1;
    else
      break;
  }
  if (!is_header_tag(peek(header, 3))) {
    syntax_ = Syntax{};
    syntax_.advice = true;
    syntax_.separators.element = byte(advice + 4);
    syntax_.separators.terminator = byte(advice + 8);
    // Segments all the same: they are read, so that they can be looked at.
    if (is_segment(header)) {
      const bool usable = take_advice(advice);
      at_ = header;
      if (!usable) return false;
      report_headless();
      begin_fragment();
      return true;
    }
    Diagnostic& fault = report(Fault::una_without_unb, {advice, advice + kAdvice},
                               header >= window_.end() ? std::string("the input ends here")
                                                       : "found " + quoted(peek(header, kShown)));
    fault.expected = "UNB behind the six characters of UNA";
    at_ = header;
    return false;
  }
  if (blanks) report(Fault::blanks_after_una, {advice + kAdvice, header});
  syntax_ = Syntax{};
  syntax_.advice = true;
  Separators given;
  given.component = byte(advice + 3);
  given.element = byte(advice + 4);
  given.release = byte(advice + 6) == ' ' ? '\0' : byte(advice + 6);
  given.terminator = byte(advice + 8);
  peek_syntax(header, given);
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
    fault.expected = std::string(shown.substr(0, 3)) + syntax_.separators.element;
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
  const auto say = [&](Fault why, std::size_t i, std::string detail = {}) -> Diagnostic& {
    Diagnostic& fault = report(why, place(i), std::move(detail));
    fault.place.tag = "UNA";
    fault.value = text::printable({c.data(), c.size()});
    return fault;
  };
  const auto in_use = [&](std::size_t i) {
    if (i == 2) return false;
    if (i == 3) return c[i] != ' ';
    if (i == 4) return four && c[i] != ' ';
    return true;
  };
  for (std::size_t i = 0; i < c.size(); ++i) {
    if (!in_use(i)) continue;
    std::string why;
    if (is_letter(c[i]) || is_digit(c[i]))
      why = " is a letter or a digit: ";
    else if (c[i] == ' ')
      why = " is a space: ";
    else if (c[i] == '\0' || static_cast<unsigned char>(c[i]) >= 0x7F)
      why = " is not a character of ISO 646: ";
    for (std::size_t other = 0; why.empty() && other < i; ++other)
      if (in_use(other) && c[other] == c[i])
        why = " is the same as the " + std::string(kNames[other]) + ": ";
    if (why.empty()) continue;
    Diagnostic& fault = say(Fault::bad_service_character, i, kNames[i] + why + quoted(c[i]));
    fault.expected = "different characters that are no letters, digits or spaces";
    fault.hint = "the usual service string advice is UNA:+.? '";
    return false;
  }

  Separators& separators = syntax_.separators;
  separators.component = c[0];
  separators.element = c[1];
  separators.decimal = c[2] == ',' ? ',' : '.';
  separators.terminator = c[5];
  separators.release = c[3] == ' ' ? '\0' : c[3];
  separators.repetition = four && tolerance_->repetition && c[4] != ' ' ? c[4] : '\0';
  if (four) {
    // The recipient ignores the decimal mark: both are allowed in every number.
    if (c[3] == ' ') say(Fault::una_without_release, 3).hint = "there is none then";
    if (c[4] == ' ') say(Fault::una_without_repetition, 4).hint = "there is none then";
    return true;
  }
  if (c[2] != '.' && c[2] != ',')
    say(Fault::bad_decimal_mark, 2).expected = "'.' or ','";
  else if (c[2] == c[0] || c[2] == c[1] || c[2] == c[3] || c[2] == c[5])
    say(Fault::bad_service_character, 2, "the decimal mark is a separator too: " + quoted(c[2]))
        .expected = "'.' or ',' and a different separator";
  if (c[4] != ' ')
    say(Fault::una_reserved_position, 4).hint =
        "before syntax version 4 there is no repetition separator; it is read as data";
  return true;
}

// Reads what decides how the rest is read, before there is an index: S001, and the sender, whose
// profile holds.
void Reader::peek_syntax(std::uint64_t header, const Separators& separators) {
  Parts parts(peek(header + 4, kLongest), separators);
  const auto more = [&] { return parts.mark() == separators.component; };
  syntax_.identifier = parts.next();
  if (more()) syntax_.version = parts.next();
  if (more()) (void)parts.next();  // 0080
  if (std::string encoding = more() ? parts.next() : std::string(); syntax_.is_four())
    syntax_.encoding = std::move(encoding);
  const int number = peek(header, 3) == "UIB" ? kSenderInteractive : kSender;
  for (int element = 1;; ++element) {
    while (more()) (void)parts.next();
    if (element + 1 == number || parts.mark() != separators.element) break;
    (void)parts.next();
  }
  const bool sent = parts.mark() == separators.element;
  const std::string sender = sent ? parts.next() : std::string();
  const std::string qualifier = sent && more() ? parts.next() : std::string();
  tolerance_ = tolerances_.for_sender(sender, qualifier);
  faults_.tolerate(tolerance_, first_fault_);

  const char version = syntax_.is_four() ? '4' : '3';
  syntax_.charset =
      tolerance_->charset.empty()
          ? Charset::find_encoding(syntax_.encoding, text::capitals(syntax_.identifier), version)
          : Charset::agreed(tolerance_->charset);
  syntax_.supported = syntax_.charset != nullptr;
  if (!syntax_.supported) syntax_.charset = Charset::find("UNOC", version);
}

}  // namespace sluis::edifact
