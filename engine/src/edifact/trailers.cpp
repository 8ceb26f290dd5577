// What trailers say: counts and references.
#include <algorithm>
#include <limits>

#include "edifact/envelope_state.hpp"
#include "text/unicode.hpp"

namespace sluis::edifact {
namespace {

// A sign, digits and a decimal mark, as numbers are written elsewhere.
bool is_decimal(std::string_view text) noexcept {
  if (!text.empty() && text[0] == '-') text.remove_prefix(1);
  bool digits = false;
  bool mark = false;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit && (mark || (c != '.' && c != ','))) return false;
    digits = digits || digit;
    mark = mark || !digit;
  }
  return digits;
}

}  // namespace

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

std::uint64_t Envelope::State::counted(Level level) const noexcept {
  switch (level) {
    case kInterchange:
      return counts.groups != 0 ? counts.groups : counts.messages;
    case kGroup:
      return counts.in_group;
    case kMessage:
      return message.segments;
    default:
      return package.octets;
  }
}

// 0085 value 32 for empty interchanges and groups; a message needs a segment besides UNH and UNT.
void Envelope::State::check_contents(Level level) {
  if (level == kInterchange && counts.messages == 0 && counts.groups == 0)
    report(Fault::empty_interchange, segment->span()).expected = "at least one message";
  if (level == kGroup && counts.in_group == 0)
    report(Fault::empty_group, segment->span()).expected = "at least one message";
  if (level == kMessage && message.segments <= 2)
    report(Fault::empty_message, segment->span()).expected = "at least one segment of data";
}

void Envelope::State::check_trailer(const LevelRow& row) {
  check_count(row);
  const Segment::Value* value = present(row.trailer_reference);
  if (value == nullptr) return;
  const std::string& right = reference[row.level];
  const std::string_view text = segment->text(*value, scratch);
  // A header without a reference was reported there, or need not have one.
  if (text == right || right.empty()) return;
  Diagnostic& fault = report_value(Fault::reference_mismatch, *value);
  fault.expected = text::printable(right);
  fault.hint = "the reference of " + std::string(row.trailer.tag) + " repeats that of " +
               std::string(row.header.tag) + ", character for character";
  note_header(fault, row.header.tag, header[row.level]);
}

void Envelope::State::check_count(const LevelRow& row) {
  const Segment::Value* value = present(row.trailer_count);
  if (value == nullptr) return;
  const std::uint64_t right = counted(row.level);
  const std::string_view text = segment->text(*value, scratch);
  const std::size_t digits = text.size() - std::min(text.find_first_not_of('0'), text.size());
  const std::uint8_t most = row.count_digits[four() ? 1 : 0];
  const auto about = [&](Fault why, std::string detail = {}) -> Diagnostic& {
    Diagnostic& fault = report_value(why, *value, std::move(detail));
    fault.expected = std::to_string(right);
    fault.hint = row.count_hint;
    return fault;
  };
  std::uint64_t count = 0;
  if (!read_count(text, count)) {
    about(is_decimal(text) ? Fault::envelope_value : Fault::count_not_a_number);
  } else if (digits > most) {
    about(Fault::count_size, "at most " + std::to_string(most));
  } else if (count != right &&
             !(row.level == kInterchange && counts.mixed_groups && count == counts.messages)) {
    note_header(
        about(row.miscounted, std::string(row.trailer.tag) + " says " + text::printable(text, 24) +
                                  ", but there are " + std::to_string(right)),
        row.header.tag, header[row.level]);
  } else if (row.level == kPackage && package.length != right) {
    note_header(about(row.miscounted, "UNO says " + std::to_string(package.length) +
                                          ", but there are " + std::to_string(right)),
                row.header.tag, header[row.level]);
  } else if (text.size() > 1 && text[0] == '0') {
    about(Fault::count_with_leading_zeros);
  }
}

}  // namespace sluis::edifact
