#include "edifact/service.hpp"

#include <array>

namespace sluis::edifact {
namespace {

constexpr Use kNo = Use::absent, kMay = Use::conditional, kMust = Use::mandatory;
constexpr std::uint8_t kRoutingBefore4 = 14;  // 0008 and 0014; 35 characters later

// clang-format off
constexpr ServiceValue kUnb[] = {
    {1, 1, {kMust, kMust}, 0, {}, "0001 syntax identifier"},
    {1, 2, {kMust, kMust}, 0, {}, "0002 syntax version number"},
    {1, 3, {kNo, kMay}, 0, {}, "0080 service code list version"},
    {1, 4, {kNo, kMay}, 0, {}, "0133 character encoding"},
    {1, 5, {kNo, kMay}, 0, {}, "0076 syntax release number"},
    {2, 1, {kMust, kMust}, 0, {}, "0004 interchange sender"},
    {2, 3, {kMay, kMay}, kRoutingBefore4, {}, "0008 sender's internal identification"},
    {2, 4, {kNo, kMay}, 0, {}, "0042 sender's internal sub-identification"},
    {3, 1, {kMust, kMust}, 0, {}, "0010 interchange recipient"},
    {3, 3, {kMay, kMay}, kRoutingBefore4, {}, "0014 recipient's internal identification"},
    {3, 4, {kNo, kMay}, 0, {}, "0046 recipient's internal sub-identification"},
    {4, 1, {kMust, kMust}, 0, {}, "0017 date of preparation"},
    {4, 2, {kMust, kMust}, 0, {}, "0019 time of preparation"},
    {5, 1, {kMust, kMust}, 0, {}, "0020 interchange control reference"},
    {6, 2, {kMay, kMay}, 0, {"AA BB", "AA BB"}, "0025 kind of the recipient's reference"},
    {8, 1, {kMay, kMay}, 0, {"A", "A"}, "0029 processing priority"},
    {9, 1, {kMay, kMay}, 0, {"0 1", "0 1 2"}, "0031 acknowledgement request"},
    {11, 1, {kMay, kMay}, 0, {"1", "1 2 3 4 5"}, "0035 test indicator",
     Fault::test_indicator_value},
};
constexpr ServiceValue kUnz[] = {
    {1, 1, {kMust, kMust}, 0, {}, "0036 interchange control count"},
    {2, 1, {kMust, kMust}, 0, {}, "0020 interchange control reference"},
};
constexpr ServiceValue kUng[] = {
    {1, 1, {kMust, kMay}, 0, {}, "0038 message group identification"},
    {2, 1, {kMust, kMay}, 0, {}, "0040 application sender"},
    {3, 1, {kMust, kMay}, 0, {}, "0044 application recipient"},
    {4, 1, {kMust, kMay}, 0, {}, "0017 date of preparation"},
    {4, 2, {kMust, kMay}, 0, {}, "0019 time of preparation"},
    {5, 1, {kMust, kMust}, 0, {}, "0048 group reference"},
    {6, 1, {kMust, kMay}, 0, {}, "0051 controlling agency"},
    {7, 1, {kMust, kMay}, 0, {}, "0052 message version"},
    {7, 2, {kMust, kMay}, 0, {}, "0054 message release"},
};
constexpr ServiceValue kUne[] = {
    {1, 1, {kMust, kMust}, 0, {}, "0060 group control count"},
    {2, 1, {kMust, kMust}, 0, {}, "0048 group reference"},
};
constexpr ServiceValue kUnh[] = {
    {1, 1, {kMust, kMust}, 0, {}, "0062 message reference"},
    {2, 1, {kMust, kMust}, 0, {}, "0065 message type"},
    {2, 2, {kMust, kMust}, 0, {}, "0052 message version"},
    {2, 3, {kMust, kMust}, 0, {}, "0054 message release"},
    {2, 4, {kMust, kMust}, 0, {}, "0051 controlling agency"},
    {2, 6, {kNo, kMay}, 0, {}, "0110 code list directory version"},
    {2, 7, {kNo, kMay}, 0, {}, "0113 message type sub-function"},
    {4, 2, {kMay, kMay}, 0, {"C F", "C F"}, "0073 first and last transfer"},
    {5, 1, {kNo, kMay}, 0, {}, "S016 message subset identification"},
    {6, 1, {kNo, kMay}, 0, {}, "S017 message implementation guideline"},
    {7, 1, {kNo, kMay}, 0, {}, "S018 scenario identification"},
};
constexpr ServiceValue kUnt[] = {
    {1, 1, {kMust, kMust}, 0, {}, "0074 number of segments"},
    {2, 1, {kMust, kMust}, 0, {}, "0062 message reference"},
};
constexpr ServiceValue kUno[] = {
    {1, 1, {kMust, kMust}, 0, {}, "0800 package reference"},
    {2, 1, {kMust, kMust}, 0, {}, "0813 reference qualifier"},
    {2, 2, {kMust, kMust}, 0, {}, "0802 reference identification"},
    {3, 1, {kMust, kMust}, 0, {}, "0805 object type qualifier"},
    {4, 1, {kMust, kMust}, 0, {}, "0810 length of the object"},
    {4, 4, {kMay, kMay}, 0, {"C F", "C F"}, "0073 first and last transfer"},
};
constexpr ServiceValue kUnp[] = {
    {1, 1, {kMust, kMust}, 0, {}, "0810 length of the object"},
    {2, 1, {kMust, kMust}, 0, {}, "0800 package reference"},
};
constexpr ServiceValue kUib[] = {
    {1, 1, {kMust, kMust}, 0, {}, "0001 syntax identifier"},
    {1, 2, {kMust, kMust}, 0, {}, "0002 syntax version number"},
    {10, 1, {kMay, kMay}, 0, {"1", "1 2 3 4 5"}, "0035 test indicator",
     Fault::test_indicator_value},
};
constexpr ServiceValue kUih[] = {
    {1, 1, {kMust, kMust}, 0, {}, "0065 message type"},
    {1, 2, {kMust, kMust}, 0, {}, "0052 message version"},
    {1, 3, {kMust, kMust}, 0, {}, "0054 message release"},
};
// clang-format on

template <std::size_t N>
constexpr ServiceSegment segment(std::string_view tag, std::uint8_t elements,
                                 const ServiceValue (&values)[N]) {
  return {tag, elements, values, N};
}
constexpr ServiceSegment free_segment(std::string_view tag, std::uint8_t elements) {
  return {tag, elements, nullptr, 0};
}

constexpr std::array<LevelRow, 6> kRows = {{
    {kInterchange,
     true,
     false,
     segment("UNB", 11, kUnb),
     segment("UNZ", 2, kUnz),
     EventKind::interchange_begin,
     EventKind::interchange_end,
     5,
     1,
     2,
     4,
     {6, 6},
     Fault::unterminated_interchange,
     Fault::count_mismatch,
     "UNZ counts the groups of the interchange, or its messages and packages when there are no "
     "groups"},
    {kGroup,
     true,
     false,
     segment("UNG", 8, kUng),
     segment("UNE", 2, kUne),
     EventKind::group_begin,
     EventKind::group_end,
     5,
     1,
     2,
     4,
     {6, 6},
     Fault::unterminated_group,
     Fault::count_mismatch,
     "UNE counts the messages and packages of the group"},
    {kMessage,
     true,
     false,
     segment("UNH", 7, kUnh),
     segment("UNT", 2, kUnt),
     EventKind::message_begin,
     EventKind::message_end,
     1,
     1,
     2,
     0,
     {6, 10},
     Fault::missing_trailer,
     Fault::count_mismatch,
     "UNT counts the segments from UNH to UNT, both included"},
    {kPackage,
     true,
     true,
     segment("UNO", 8, kUno),
     segment("UNP", 2, kUnp),
     EventKind::package_begin,
     EventKind::package_end,
     1,
     1,
     2,
     0,
     {18, 18},
     Fault::missing_trailer,
     Fault::package_length,
     "UNO and UNP tell the octets of the object"},
    {kInterchange,
     false,
     true,
     segment("UIB", 10, kUib),
     free_segment("UIZ", 3),
     EventKind::interchange_begin,
     EventKind::interchange_end,
     2,
     2,
     1,
     8,
     {6, 6},
     Fault::unterminated_interchange,
     Fault::count_mismatch,
     "UIZ counts the messages and packages of the interchange"},
    {kMessage,
     false,
     true,
     segment("UIH", 6, kUih),
     free_segment("UIT", 2),
     EventKind::message_begin,
     EventKind::message_end,
     2,
     2,
     1,
     5,
     {10, 10},
     Fault::missing_trailer,
     Fault::count_mismatch,
     "UIT counts the segments from UIH to UIT, both included"},
}};

}  // namespace

LevelTag level_of_tag(Tag tag) noexcept {
  for (const LevelRow& row : kRows) {
    if (tag == make_tag(row.header.tag)) return {&row, true};
    if (tag == make_tag(row.trailer.tag)) return {&row, false};
  }
  return {};
}

const LevelRow& level_row(Level level, bool interactive) noexcept {
  for (const LevelRow& row : kRows)
    if (row.level == level && (interactive ? row.interactive : row.batch)) return row;
  return kRows[level];  // groups: batch only
}

}  // namespace sluis::edifact
