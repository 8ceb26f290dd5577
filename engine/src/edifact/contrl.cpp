#include "edifact/contrl.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

namespace sluis::edifact {
namespace {

enum : std::uint8_t { kI = 1, kG = 2, kM = 4, kS = 8, kD = 16 };
constexpr std::uint8_t kAll = kI | kG | kM | kS | kD;
enum : std::uint8_t { kOld = 0, kThree = 1, kFour = 2, kBoth = 3 };

// The code of all that has none: it may stand anywhere.
constexpr std::uint8_t kUnspecified = 18;

// Data element 0085: in which lists, at which levels, and which code stands in for it elsewhere.
// Service segments have dependency notes, too: 48 is taken at all levels, although the levels were
// listed before there was such a code.
struct CodeRow {
  std::uint8_t code;
  std::uint8_t lists;
  std::uint8_t levels;
  std::uint8_t instead;
  std::string_view meaning;
};
constexpr CodeRow kCodes[] = {
    {1, kOld, 0, kUnspecified, "service string advice not supported"},
    {2, kBoth, kI, 21, "syntax version or level not supported"},
    {3, kOld, 0, 14, "message version not supported"},
    {4, kOld, 0, 14, "service segment not supported"},
    {5, kOld, 0, kUnspecified, "trailer check failed"},
    {6, kOld, 0, kUnspecified, "unknown data segment"},
    {7, kBoth, kI, kUnspecified, "recipient is not the actual recipient"},
    {8, kOld, 0, 16, "too many data elements"},
    {9, kOld, 0, 13, "mandatory data element missing"},
    {10, kOld, 0, 12, "attribute of a data element violated"},
    {11, kOld, 0, kUnspecified, "password not valid"},
    {12, kBoth, kAll, kUnspecified, "invalid value"},
    {13, kBoth, kAll, kUnspecified, "missing"},
    {14, kBoth, kAll, kUnspecified, "value not supported in this position"},
    {15, kBoth, kAll, kUnspecified, "not supported in this position"},
    {16, kBoth, kAll, kUnspecified, "too many constituents"},
    {17, kBoth, kI | kG | kM | kS, 12, "no agreement"},
    {18, kBoth, kAll, kUnspecified, "unspecified error"},
    {19, kThree, kI | kD, 37, "invalid decimal notation"},
    {20, kBoth, kI, 22, "character invalid as service character"},
    {21, kBoth, kAll, kUnspecified, "invalid characters"},
    {22, kBoth, kAll, kUnspecified, "invalid service characters"},
    {23, kBoth, kI, kUnspecified, "unknown interchange sender"},
    {24, kBoth, kI | kG, 12, "too old"},
    {25, kBoth, kI | kG | kM | kS, 12, "test indicator not supported"},
    {26, kBoth, kI | kG | kM, 12, "duplicate detected"},
    {27, kThree, 0, kUnspecified, "security function not supported"},
    {28, kBoth, kI | kG | kM, 12, "references do not match"},
    {29, kBoth, kI | kG | kM, 12, "control count or length does not match"},
    {30, kBoth, kI | kG | kM, 15, "groups and messages mixed"},
    {31, kThree, kG, 14, "more than one message type in a group"},
    {32, kBoth, kI | kG, 13, "lower level empty"},
    {33, kBoth, kI | kG, 15, "invalid occurrence outside a message, package or group"},
    {34, kThree, kS, 15, "nesting indicator not allowed"},
    {35, kBoth, kM | kS | kD, 16, "too many repetitions"},
    {36, kBoth, kS, 35, "too many repetitions of a segment group"},
    {37, kBoth, kI | kG | kM | kD, 12, "invalid type of characters"},
    {38, kThree, kD, 37, "no digit in front of the decimal mark"},
    {39, kBoth, kI | kG | kM | kD, 12, "data element too long"},
    {40, kBoth, kI | kG | kM | kD, 12, "data element too short"},
    {41, kThree, kI, kUnspecified, "permanent error of the network"},
    {42, kThree, kI, kUnspecified, "temporary error of the network"},
    {43, kThree, kI, kUnspecified, "recipient unknown to the network"},
    {44, kThree, kI, kUnspecified, "application not available"},
    {45, kFour, kI | kG | kM | kS, 16, "trailing separator"},
    {46, kFour, kI, 2, "character set not supported"},
    {47, kFour, kG | kM, 15, "envelope functionality not supported"},
    {48, kFour, kAll, 13, "dependency condition violated"},
};

constexpr bool rows_are_the_codes() {
  for (std::size_t i = 0; i < std::size(kCodes); ++i)
    if (kCodes[i].code != i + 1) return false;
  return true;
}
static_assert(rows_are_the_codes());

// Null for a code that never was.
const CodeRow* row_of(unsigned code) noexcept {
  return code == 0 || code > std::size(kCodes) ? nullptr : &kCodes[code - 1];
}

std::uint8_t bit(Level level) noexcept {
  constexpr std::array<std::uint8_t, 6> kBits{0, kI, kG, kM, kS, kD};
  return kBits[static_cast<std::size_t>(level)];
}

bool any_of(std::string_view tag, std::string_view tags) noexcept {
  constexpr std::size_t kTag = 3;
  return tag.size() == kTag && tags.find(tag) != std::string_view::npos;
}

bool is_syntactic(Fault fault) noexcept {
  const FaultRow& row = fault_row(fault);
  if (row.contrl == 0) return false;
  // A message type that is not known here is a matter of UNH (S-272, S-273).
  return row.code[1] <= '4' || fault == Fault::unknown_message ||
         fault == Fault::unknown_association;
}

Level level_by_place(const Place& place) noexcept {
  if (place.segment == 0 && any_of(place.tag, "UNA UNB UNZ UIB UIZ")) return Level::interchange;
  if (any_of(place.tag, "UNG UNE")) return Level::group;
  if (any_of(place.tag, "UNH UNT UNO UNP UIH UIT")) return Level::message;
  if (place.segment == 0) return Level::interchange;
  return place.element == 0 ? Level::segment : Level::element;
}

}  // namespace

Level level_of(const Diagnostic& diagnostic) noexcept {
  if (!is_syntactic(diagnostic.fault)) return Level::none;
  switch (diagnostic.fault) {
    case Fault::segment_missing:
    case Fault::group_missing:
    case Fault::envelope_inside_message:
      return Level::segment;
    case Fault::una_inside_interchange:
      return diagnostic.place.segment == 0 ? Level::interchange : Level::segment;
    // About what surrounds the segment that they were noticed at.
    case Fault::segment_outside_message:
    case Fault::unexpected_trailer:
    case Fault::mixed_groups:
    case Fault::package_before_four:
    case Fault::interactive_mixed:
      return Level::interchange;
    case Fault::segment_outside_group:
    case Fault::group_type:
      return Level::group;
    case Fault::empty_message:
      return Level::message;
    case Fault::blanks_between_segments:
      return diagnostic.place.segment == 0 ? Level::interchange : Level::message;
    default:
      break;
  }
  const Level level = level_by_place(diagnostic.place);
  if (level != Level::segment && level != Level::element) return level;
  if (diagnostic.fault == Fault::too_many_elements) return Level::segment;  // S-116
  // References and counts of security segments are the message's, a separator the segment's.
  switch (fault_row(diagnostic.fault).contrl) {
    case 26:
    case 28:
    case 29:
      return Level::message;
    case 45:
      return Level::segment;
    default:
      return level;
  }
}

bool may_report(unsigned code, Level level, bool four) noexcept {
  const CodeRow* row = row_of(code);
  return row != nullptr && (row->lists & (four ? kFour : kThree)) != 0 &&
         (row->levels & bit(level)) != 0;
}

unsigned contrl_code(Fault fault, Level level, bool four) noexcept {
  unsigned code = fault_row(fault).contrl;
  if (code == 0 || level == Level::none) return 0;
  if (fault == Fault::dependency_surplus && !four) return 15;  // S-375
  if (fault == Fault::open_decimal_mark && !four) return 12;   // S-154
  // In UNA it is the service character; elsewhere a value that is no number.
  if (code == 19 && four && level == Level::interchange) return 20;
  // Each stand-in is nearer to "unspecified", which may stand everywhere.
  while (!may_report(code, level, four)) code = row_of(code)->instead;
  return code;
}

std::string_view contrl_meaning(unsigned code) noexcept {
  const CodeRow* row = row_of(code);
  return row == nullptr ? std::string_view() : row->meaning;
}

std::uint32_t contrl_segment(const Diagnostic& diagnostic) noexcept {
  const bool missing =
      diagnostic.fault == Fault::segment_missing || diagnostic.fault == Fault::group_missing;
  const std::uint32_t segment = diagnostic.place.segment;
  return missing && segment > 1 ? segment - 1 : segment;
}

}  // namespace sluis::edifact
