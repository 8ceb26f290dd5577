// Messages: UNH, UNT and UNS.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "edifact/contrl.hpp"
#include "rules/envelopes.hpp"
#include "rules/rule.hpp"
#include "support/convert.hpp"

namespace sluis::rules {
namespace {

std::string in_three(const std::string& segments, const std::string& count = "1") {
  return kUnb3 + segments + "UNZ+" + count + "+I1'";
}
std::string in_four(const std::string& segments, const std::string& count = "1") {
  return kUnb4 + segments + "UNZ+" + count + "+I1'";
}
// The body of a sound message of five segments.
const std::string kBody = "BGM+220+PO1+9'DTM+137:20260101:102'UNS+S'";
std::string with_unh(const std::string& unh) { return in_three(unh + kBody + "UNT+5+M1'"); }
std::string with_unt(const std::string& unt) {
  return in_three("UNH+M1+ORDERS:D:96A:UN'" + kBody + unt);
}
std::string transfer(const std::string& reference, const std::string& rest) {
  return "UNH+" + reference + "+ORDERS:D:96A:UN" + rest + "'" + kBody + "UNT+5+" + reference + "'";
}
// With the segments in the place of UNS+S.
std::string sections(const std::string& segments, int count) {
  return in_three("UNH+M1+ORDERS:D:96A:UN'BGM+220+PO1+9'DTM+137:20260101:102'" + segments + "UNT+" +
                  std::to_string(count + 4) + "+M1'");
}

// A message with two sections.
std::string government(const std::string& segments, int count) {
  return in_three("UNH+M1+GOVCBR:D:15A:UN'BGM+1+1+9'" + segments + "UNT+" +
                  std::to_string(count + 3) + "+M1'");
}

const std::vector<Rule> kRows = {
    {"S-265", "minimal", in_three(order())},
    {"S-266", "count", with_unt("UNT+5+M1'")},
    {"S-266", "without_both", with_unt("UNT+3+M1'"), "E3107 29@M UNT#5+1", "~E3107 29@M UNT#5+1"},
    {"S-266", "without_one", with_unt("UNT+4+M1'"), "E3107 29@M UNT#5+1", "~E3107 29@M UNT#5+1"},
    {"S-266", "one_more", with_unt("UNT+6+M1'"), "E3107 29@M UNT#5+1", "~E3107 29@M UNT#5+1"},
    {"S-267", "reference", with_unt("UNT+5+M2'"), "E3106 28@M UNT#5+2", "~E3106 28@M UNT#5+2"},
    {"S-268", "before_unh", in_three("UNH+M1+ORDERS:D:96A:UN'" + kBody + order("M2"), "2"),
     "E3103 13@M UNT", "~E3103 13@M UNT"},
    {"S-268", "before_unz", with_unt(""), "E3103 13@M UNT", "~E3103 13@M UNT"},
    {"S-269", "trailer_alone", in_three(order() + "UNT+3+M1'"), "E3104 33@I UNT",
     "~E3104 33@I UNT"},
    {"S-269", "trailer_alone_in_group",
     in_three("UNG+ORDERS+S+R+260101:0900+G1+UN+D:96A'" + order() + "UNT+3+M1'UNE+1+G1'"),
     "E3133 33@G UNT", "~E3133 33@G UNT"},
    {"S-270", "no_body", in_three("UNH+M1+X:D:96A:UN'UNT+2+M1'"), "E3112 13@M UNT",
     "~E3112 13@M UNT"},
    {"S-271", "0062", in_three("UNH++ORDERS:D:96A:UN'" + kBody + "UNT+5+M1'"), "E3101 13@M UNH#1+1",
     "~E3101 13@M UNH#1+1"},
    {"S-271", "0065", with_unh("UNH+M1+:D:96A:UN'"), "E3101 13@M UNH#1+2:1",
     "~E3101 13@M UNH#1+2:1"},
    {"S-271", "0052", with_unh("UNH+M1+ORDERS::96A:UN'"), "E3101 13@M UNH#1+2:2",
     "~E3101 13@M UNH#1+2:2"},
    {"S-271", "0054", with_unh("UNH+M1+ORDERS:D::UN'"), "E3101 13@M UNH#1+2:3",
     "~E3101 13@M UNH#1+2:3"},
    {"S-271", "0051", with_unh("UNH+M1+ORDERS:D:96A'"), "E3101 13@M UNH#1+2:4",
     "~E3101 13@M UNH#1+2:4"},
    {"S-274", "twice", in_three(order() + order(), "2"), "E3109 26@M UNH#1+1",
     "~E3109 26@M UNH#1+1"},
    {"S-274", "in_another_group",
     in_three("UNG+ORDERS+S+R+260101:0900+G1+UN+D:96A'" + order() +
                  "UNE+1+G1'UNG+ORDERS+S+R+260101:0900+G2+UN+D:96A'" + order() + "UNE+1+G2'",
              "2")},
    {"S-275", "any_order", in_three(order("A") + order("7") + order("3"), "3")},
    {"S-276", "sixth_component_before_four", with_unh("UNH+M1+ORDERS:D:96A:UN:E:1'"),
     "E3125 16@M UNH#1+2:6", "~E3125 16@M UNH#1+2:6"},
    {"S-276", "seventh_component_before_four", with_unh("UNH+M1+ORDERS:D:96A:UN:E::1'"),
     "E3125 16@M UNH#1+2:7", "~E3125 16@M UNH#1+2:7"},
    {"S-276", "fifth_element_before_four", with_unh("UNH+M1+ORDERS:D:96A:UN+++SUB'"),
     "E3125 16@M UNH#1+5", "~E3125 16@M UNH#1+5"},
    {"S-276", "both_in_four", in_four("UNH+M1+ORDERS:D:01B:UN:E:1:S+++SUB'" + kBody + "UNT+5+M1'")},
    {"S-276", "eighth_element", with_unh("UNH+M1+ORDERS:D:96A:UN++++++X'"), "E3102 16@M UNH#1+8",
     "~E3102 16@M UNH#1+8"},
    {"S-277", "in_sequence",
     in_three(transfer("A", "+REF+1:C") + transfer("B", "+REF+2") + transfer("C", "+REF+3:F"),
              "3")},
    {"S-277", "gap", in_three(transfer("A", "+REF+1:C") + transfer("B", "+REF+3:F"), "2"),
     "~W3008 12@M UNH#1+4:1", "~W3008 12@M UNH#1+4:1"},
    {"S-277", "same_part_twice",
     in_three(transfer("A", "+REF+1:C") + transfer("B", "+REF+1:C"), "2"), "~W3008 12@M UNH#1+4:1",
     "~W3008 12@M UNH#1+4:1"},
    {"S-277", "begun_in_another_interchange",
     in_three(transfer("A", "+REF+2") + transfer("B", "+REF+3:F"), "2")},
    {"S-277", "first_is_not_one", in_three(transfer("A", "+REF+2:C")), "~W3008 12@M UNH#1+4:1",
     "~W3008 12@M UNH#1+4:1"},
    {"S-278", "status", in_three(transfer("A", "+REF+1:L")), "E3127 12@M UNH#1+4:2",
     "~E3127 12@M UNH#1+4:2"},
    {"S-278", "number", in_three(transfer("A", "+REF+X:C")), "E3127 12@M UNH#1+4:1",
     "~E3127 12@M UNH#1+4:1"},
    {"S-279", "value", sections("UNS+X'", 1), "E4214 12@D UNS#4+1", "~E4214 12@D UNS#4+1"},
    {"S-279", "nothing", sections("UNS+'", 1), "E4204 13@D UNS#4+1", "~E4204 13@D UNS#4+1"},
    {"S-280", "in_order", government("UNS+D'HYN+1'UNS+S'", 3)},
    {"S-280", "summary_first", government("UNS+S'HYN+1'UNS+D'", 3), "E4110 15@S UNS#5",
     "~E4110 15@S UNS#5"},
    {"S-280", "detail_twice", government("UNS+D'HYN+1'UNS+D'", 3), "E4106 35@S UNS#5",
     "~E4106 35@S UNS#5"},
    {"S-280", "summary_twice", sections("UNS+S'UNS+S'", 2), "E4106 35@S UNS#5",
     "~E4106 35@S UNS#5"},
    {"S-281", "missing", sections("", 0), "E4104 13@S UNT#3", "~E4104 13@S UNT#3"},
    {"S-282", "none_in_the_message",
     in_three("UNH+M1+GENRAL:D:96A:UN'BGM+220+PO1+9'UNS+S'UNT+4+M1'"), "E4101 15@S UNS#3",
     "~E4101 15@S UNS#3"},
    {"S-283", "group_inside",
     in_three("UNH+M1+ORDERS:D:96A:UN'BGM+220+PO1+9'UNG+ORDERS'DTM+137:20260101:102'UNS+S'"
              "UNT+6+M1'"),
     "E3134 15@S UNG#3", "E3134 15@S UNG#3"},
    {"S-283", "end_of_group_inside",
     in_three("UNH+M1+ORDERS:D:96A:UN'BGM+220+PO1+9'UNE+1+G1'DTM+137:20260101:102'UNS+S'"
              "UNT+6+M1'"),
     "E3134 15@S UNE#3", "E3134 15@S UNE#3"},
    {"S-284", "second_of_three",
     in_three(order("M1") + "UNH+M2+ORDERS:D:96A:UN'" + kBody + "UNT+9+M2'" + order("M3"), "3"),
     "E3107 29@M UNT#5+1 @171", "~E3107 29@M UNT#5+1 @171"},
};
SLUIS_RULES(MessageRules, kRows);

// What there is no mapping for, or no directory.
std::string said_by_converter(const std::string& unh) {
  static const auto kMappings = [] {
    Diagnostics faults;
    return Mappings::load({.data = SLUIS_SOURCE_DIR, .profile = "", .files = {}}, faults);
  }();
  const auto outcome = tests::convert(kMappings, in_three(unh + "BGM+1+1+9'UNT+3+M1'"));
  std::string said;
  for (const Diagnostic& fault : outcome.faults.all()) {
    if (fault.place.tag != "UNH") continue;
    const edifact::Level level = edifact::level_of(fault);
    said += std::string(fault_row(fault.fault).code) + ' ' +
            std::to_string(edifact::contrl_code(fault.fault, level, false)) + " UNH+" +
            std::to_string(fault.place.element) + ':' + std::to_string(fault.place.component);
  }
  return said;
}

TEST(MessageRules, UnknownMessages) {
  SCOPED_TRACE("S-272");
  EXPECT_EQ(said_by_converter("UNH+M1+FOOBAR:D:96A:UN'"), "E5001 14 UNH+2:1");
  EXPECT_EQ(said_by_converter("UNH+M1+GOVCBR:D:99Z:UN:NOA01A'"), "E5001 14 UNH+2:1");
}

TEST(MessageRules, UnknownInteractiveMessage) {
  SCOPED_TRACE("S-272");
  Diagnostics none;
  const auto mappings =
      Mappings::load({.data = SLUIS_SOURCE_DIR, .profile = "", .files = {}}, none);
  const auto outcome =
      tests::convert(mappings, "UIB+UNOA:4+D1'UIH+SKDUPD:D:04A::UN+1+D1'MSD+1'UIT+1+3'UIZ+D1+1'");
  ASSERT_FALSE(outcome.faults.all().empty());
  const Diagnostic& fault = outcome.faults.all().front();
  EXPECT_EQ(fault.fault, Fault::unknown_message);
  EXPECT_EQ(fault.place.element, 1U);
  EXPECT_NE(fault.hint.find("UIH"), std::string::npos) << fault.hint;
}

TEST(MessageRules, UnknownAssociations) {
  SCOPED_TRACE("S-273");
  EXPECT_EQ(said_by_converter("UNH+M1+GOVCBR:D:15A:UN:XYZ1'"), "E5002 14 UNH+2:5E5105 0 UNH+2:5");
}

}  // namespace
}  // namespace sluis::rules
