// ISO 9735-4: what a CONTRL tells of an interchange. The columns `strict` and `field` hold what
// stands between UNH and UNT of the answers.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "edifact/contrl.hpp"
#include "rules/rule.hpp"
#include "support/acknowledge.hpp"

namespace sluis::rules {
namespace {

using edifact::Level;

const std::string kUnb = "UNB+UNOC:3+S+R+260101:0900+I1'";
const std::string kUnb4 = "UNB+UNOC:4+S+R+20260101:0900+I1'";
const std::string kUng = "UNG+ORDERS+A+B+260101:0900+G1+UN+D:96A'";
const std::string kUcm = "UCM+M1+ORDERS:D:96A:UN+4";

std::string orders(const std::string& reference, const std::string& trailer) {
  return "UNH+" + reference + "+ORDERS:D:96A:UN'BGM+220+PO1+9'DTM+137:20260101:102'UNS+S'" +
         trailer;
}
std::string sound(const std::string& reference) {
  return orders(reference, "UNT+5+" + reference + "'");
}
std::string group(const std::string& header, const std::string& messages,
                  const std::string& trailer) {
  return kUnb + header + messages + trailer + "UNZ+1+I1'";
}
// A body of one line, with the count of its segments.
std::string body(const std::string& segments, int count) {
  return kUnb + "UNH+M1+ORDERS:D:96A:UN'" + segments + "UNT+" + std::to_string(count) +
         "+M1'UNZ+1+I1'";
}

const std::string kAccepted = "UCI+I1+S+R+7'";

const std::vector<Rule> kRows = {
    {"S-382", "cut_off", kUnb + sound("M1"), "UCI+I1+S+R+4+13+UNZ'", "UCI+I1+S+R+7'"},
    {"S-383", "sound", v3({}), kAccepted, kAccepted},
    {"S-383", "sound_four", v4({}), kAccepted, kAccepted},
    {"S-383", "sound_group", group(kUng, sound("M1"), "UNE+1+G1'"), kAccepted, kAccepted},
    {"S-384", "trailer_reference", kUnb + sound("M1") + "UNZ+1+I2'", "UCI+I1+S+R+4+28+UNZ+3'",
     kAccepted},
    {"S-384", "trailer_count", kUnb + sound("M1") + "UNZ+2+I1'", "UCI+I1+S+R+4+29+UNZ+2'",
     kAccepted},
    {"S-384", "hides_lower_levels", kUnb + orders("M1", "UNT+9+M1'") + "UNZ+2+I1'",
     "UCI+I1+S+R+4+29+UNZ+2'", kAccepted},
    {"S-384", "between_messages", kUnb + sound("M1") + "BGM+220'" + sound("M2") + "UNZ+2+I1'",
     "UCI+I1+S+R+4+33'", "UCI+I1+S+R+7'"},
    {"S-384", "date", "UNB+UNOC:3+S+R+:0900+I1'" + sound("M1") + "UNZ+1+I1'",
     "UCI+I1+S+R+4+13+UNB+5:1'", "UCI+I1+S+R+7'"},
    {"S-384", "empty", kUnb + "UNZ+0+I1'", "UCI+I1+S+R+4+32+UNZ'", kAccepted},
    {"S-385", "count", group(kUng, sound("M1"), "UNE+2+G1'"), "UCI+I1+S+R+7'UCF+G1+A+B+4+29+UNE+2'",
     kAccepted},
    {"S-385", "no_messages_below", group(kUng, orders("M1", "UNT+9+M1'"), "UNE+2+G1'"),
     "UCI+I1+S+R+7'UCF+G1+A+B+4+29+UNE+2'", kAccepted},
    {"S-386", "count", kUnb + orders("M1", "UNT+2+M1'") + "UNZ+1+I1'",
     kAccepted + kUcm + "+29+UNT+2'", kAccepted},
    {"S-386", "missing_trailer", kUnb + orders("M1", "") + sound("M2") + "UNZ+2+I1'",
     kAccepted + kUcm + "+13+UNT'", kAccepted},
    {"S-386", "only_the_bad_one",
     kUnb + sound("M0") + orders("M1", "UNT+5+M9'") + sound("M2") + "UNZ+3+I1'",
     kAccepted + kUcm + "+28+UNT+3'", kAccepted},
    {"S-298", "package_length", kUnb4 + "UNO+P1+AAA:X+BBB+5'abcdeUNP+6+P1'UNZ+1+I1'",
     kAccepted + "UCM+++4+29+UNP+2+P1+AAA:X'", kAccepted + "UCM+++4+29+UNP+2+P1+AAA:X'"},
    {"S-299", "package_reference", kUnb4 + "UNO+P1+AAA:X+BBB+5'abcdeUNP+5+P2'UNZ+1+I1'",
     kAccepted + "UCM+++4+28+UNP+3+P1+AAA:X'", kAccepted},
    {"S-387", "element", body("BGM+220+PO1+9'DTM+:20260101:102'UNS+S'", 5),
     kAccepted + kUcm + "'UCS+3'UCD+13+2:1'", kAccepted},
    {"S-387", "stand_alone_element",
     body("BGM+220+PO1+9'DTM+137:20260101:102'LIN+1234567'UNS+S'", 6),
     kAccepted + kUcm + "'UCS+4'UCD+39+2'", kAccepted},
    {"S-388", "every_level_its_own",
     kUnb + "UNH+M1+ORDERS:D:96A:UN'BGM+220+PO1+9'DTM+:20260101:102'DTM+:20260101:102'UNS+S'"
            "UNT+9+M1'UNZ+1+I1'",
     kAccepted + kUcm + "+29+UNT+2'UCS+3'UCD+13+2:1'UCS+4'UCD+13+2:1'", kAccepted},
    {"S-388", "the_first_of_a_segment", kUnb + orders("M1", "UNT+9+M2'") + "UNZ+1+I1'",
     kAccepted + kUcm + "+29+UNT+2'", kAccepted},
    {"S-390", "group", group(kUng, orders("M1", "UNT+9+M1'"), "UNE+1+G1'"),
     kAccepted + "UCF+G1+A+B+7'" + kUcm + "+29+UNT+2'", kAccepted},
    {"S-390", "two_groups",
     kUnb + kUng + sound("M1") + "UNE+1+G1'UNG+ORDERS+A+B+260101:0900+G2+UN+D:96A'" +
         orders("M1", "UNT+9+M1'") + "UNE+1+G2'UNZ+2+I1'",
     kAccepted + "UCF+G2+A+B+7'" + kUcm + "+29+UNT+2'", kAccepted},
    {"S-390", "mixed", kUnb + orders("M1", "UNT+6+M1'") + kUng + sound("M1") + "UNE+1+G1'UNZ+1+I1'",
     "UCI+I1+S+R+4+30'", kAccepted},
    {"S-391", "missing", body("DTM+137:20260101:102'UNS+S'", 4), kAccepted + kUcm + "'UCS+1+13'",
     kAccepted},
    {"S-392", "component", body("BGM+220+PO1+9'DTM+137:20260101:102:X'UNS+S'", 5),
     kAccepted + kUcm + "'UCS+3'UCD+16+2:4'", kAccepted},
    {"S-392", "repetition",
     kUnb4 + "UNH+M1+ORDERS:D:01B:UN'BGM+220+PO1+9'DTM+137:20260101:102'"
             "FTX+AAI++1:2:3*4:5:6+TEXT'UNS+S'UNT+6+M1'UNZ+1+I1'",
     kAccepted + "UCM+M1+ORDERS:D:01B:UN+4'UCS+4'UCD+35+4::2'", kAccepted},
    {"S-393", "all_components",
     "UNB+UNOC:3+S:14:SR+R:ZZ:RT+260101:0900+I1'" + sound("M1") + "UNZ+1+I1'",
     "UCI+I1+S:14:SR+R:ZZ:RT+7'", "UCI+I1+S:14:SR+R:ZZ:RT+7'"},
    {"S-394", "no_reference", "UNB+UNOC:3+S+R+260101:0900'" + sound("M1") + "UNZ+1+I1'"},
    {"S-394", "no_sender", "UNB+UNOC:3++R+260101:0900+I1'" + sound("M1") + "UNZ+1+I1'"},
    {"S-394", "no_recipient", "UNB+UNOC:3+S++260101:0900+I1'" + sound("M1") + "UNZ+1+I1'"},
    {"S-394", "reference_too_long",
     "UNB+UNOC:3+S+R+260101:0900+123456789012345'" + sound("M1") + "UNZ+1+123456789012345'"},
    {"S-394", "no_message_reference", kUnb + "UNH++ORDERS:D:96A:UN'BGM+220'UNT+3+'UNZ+1+I1'",
     "UCI+I1+S+R+4+13'", "UCI+I1+S+R+7'"},
    {"S-394", "no_message_type_in_a_group",
     group(kUng, "UNH+M1+:D:96A:UN'BGM+220'UNT+3+M1'", "UNE+1+G1'"), kAccepted + "UCF+G1+A+B+4+13'",
     kAccepted},
    {"S-396", "contrl", kUnb + "UNH+1+CONTRL:D:3:UN'UCI+I9+S+R+7'UNT+9+1'UNZ+1+I1'"},
    {"S-394", "header_that_cannot_be_read",
     "UNB+UNOC:3+S+R" + std::string(120, ':') + "+260101:0900+I0'" + sound("M1") + "UNZ+1+I0'" +
         kUnb + sound("M1") + "UNZ+1+I1'",
     kAccepted, kAccepted},
    {"S-394", "advice_that_cannot_be_read", "UNA::.? '" + v3({}) + kUnb + sound("M1") + "UNZ+1+I1'",
     kAccepted, kAccepted},
    {"S-396", "in_small_letters", kUnb + "UNH+1+contrl:D:3:UN'UCI+I9+S+R+7'UNT+9+1'UNZ+1+I1'"},
    {"S-396", "contrl_without_trailer", kUnb + "UNH+1+CONTRL:D:3:UN'UCI+I9+S+R+7'UNT+3+1'"},
    {"S-396", "among_others",
     kUnb + "UNH+1+CONTRL:D:3:UN'UCI+I9+S+R+7'UNT+9+1'" + sound("M1") + "UNZ+2+I1'", kAccepted,
     kAccepted},
    {"S-398", "nothing_asked", v3({}), kAccepted, kAccepted},
    {"S-398", "acknowledgement", "UNB+UNOC:3+S+R+260101:0900+I1++++1'" + sound("M1") + "UNZ+1+I1'",
     kAccepted, kAccepted},
    {"S-399", "unknown_code_list", body("BGM+220+PO1+ZZ'DTM+137:20260101:102'UNS+S'", 5),
     kAccepted + kUcm + "'UCS+2'UCD+12+4'", kAccepted},
};

class ContrlRules : public testing::TestWithParam<Rule> {};

TEST_P(ContrlRules, Holds) {
  const Rule& rule = GetParam();
  for (const bool strict : {true, false}) {
    EXPECT_EQ(tests::told(rule.input, strict), strict ? rule.strict : rule.field)
        << (strict ? "strict: " : "field: ") << rule.input << '\n'
        << said_of(rule.input, strict);
    tests::expect_sound_answers(rule.input, strict);
  }
}
INSTANTIATE_TEST_SUITE_P(Rules, ContrlRules, testing::ValuesIn(kRows),
                         [](const auto& row) { return test_name(row.param); });

// Where the whole answer matters.
TEST(ContrlRule, TheReceiptStandsAlone) {
  SCOPED_TRACE("S-380");
  SCOPED_TRACE("S-381");
  const std::string input =
      "UNB+UNOC:4+S+R+20260101:0900+I1++++2'UNH+M1+ORDERS:D:01B:UN'BGM+220+PO1+9'"
      "DTM+137:20260101:102'UNS+S'UNT+5+M1'UNZ+1+I1'";
  const auto sound = tests::acknowledge(input, true);
  ASSERT_EQ(sound.size(), 1U);
  EXPECT_EQ(sound[0],
            "UNB+UNOC:4+R+S+20260102:1000+C1'UNH+1+CONTRL:4:1:UN'UCI+I1+S+R+8'UNT+3+1'UNZ+1+C1'");
  // What is rejected is told all the same: receipt first, and no third answer.
  std::string faulty = input;
  faulty.replace(faulty.find("UNT+5"), 5, "UNT+6");
  EXPECT_EQ(tests::told(faulty, true),
            "UCI+I1+S+R+8' | UCI+I1+S+R+7'UCM+M1+ORDERS:D:01B:UN+4+29+UNT+2'");
}

TEST(ContrlRule, ReceiptIsNotAskedForBeforeVersionFour) {
  SCOPED_TRACE("S-398");
  EXPECT_EQ(tests::told("UNB+UNOC:3+S+R+260101:0900+I1++++2'" + sound("M1") + "UNZ+1+I1'", false),
            kAccepted);
}

TEST(ContrlRule, TheAnswerGoesBackAlone) {
  SCOPED_TRACE("S-393");
  SCOPED_TRACE("S-395");
  SCOPED_TRACE("S-397");
  const auto answers = tests::acknowledge(
      "UNB+UNOC:3+S:14:SR+R:ZZ:RT+260101:0900+I1++++++1'" + sound("M1") + "UNZ+1+I1'", true);
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(answers[0],
            "UNB+UNOC:3+R:ZZ:RT+S:14:SR+260102:1000+C1++++++1'UNH+1+CONTRL:D:3:UN'"
            "UCI+I1+S:14:SR+R:ZZ:RT+7'UNT+3+1'UNZ+1+C1'");
}

struct Repertoire {
  const char* name;
  std::string header;  // of the subject, in bytes
  std::string begins;  // the answer
};
void PrintTo(const Repertoire& row, std::ostream* out) { *out << row.name; }

class ContrlRepertoire : public testing::TestWithParam<Repertoire> {};

TEST_P(ContrlRepertoire, CarriesWhatIsCopied) {
  SCOPED_TRACE("S-397");
  const auto answers =
      tests::acknowledge(GetParam().header + sound("M1") + "UNZ+1+I1'", /*strict=*/false);
  if (GetParam().begins.empty()) {
    EXPECT_TRUE(answers.empty());
    return;
  }
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(answers[0].substr(0, GetParam().begins.size()), GetParam().begins) << answers[0];
}

const std::vector<Repertoire> kRepertoires = {
    {"same", "UNB+UNOC:3+S\xE9+R+260101:0900+I1'", "UNB+UNOC:3+R+S\xE9+260102"},
    {"version_one", "UNB+UNOA:1+S+R+260101:0900+I1'", "UNB+UNOA:1+R+S+260102"},
    {"utf8", "UNB+UNOW:4+S\xC3\xA9+R+20260101:0900+I1'", "UNB+UNOW:4+R+S\xC3\xA9+20260102"},
    {"wider_than_a", "UNB+UNOA:3+sender+R+260101:0900+I1'", "UNB+UNOC:3+R+sender+260102"},
    {"unknown", "UNB+UNOZ:3+S+R+260101:0900+I1'", "UNB+UNOC:3+R+S+260102"},
    {"newer_than_its_version", "UNB+UNOC:1+S+R+260101:0900+I1'", "UNB+UNOC:3+R+S+260102"},
    {"unknown_in_version_two", "UNB+UNOZ:2+S+R+260101:0900+I1'", "UNA:+.? 'UNB+UNOB:2+R+S+260102"},
    {"lower_case", "UNB+unoa:3+S+R+260101:0900+I1'", "UNB+UNOA:3+R+S+260102"},
    {"version_x", "UNB+UNOC:X+S+R+260101:0900+I1'", "UNB+UNOC:3+R+S+260102"},
    {"version_five", "UNB+UNOC:5+S+R+20260101:0900+I1'", "UNB+UNOC:4+R+S+20260102"},
    {"trailing_blanks", "UNB+UNOC:3+S  +R+260101:0900+I1'", "UNB+UNOC:3+R+S+260102"},
    {"control", "UNB+UNOC:3+S\x01+R+260101:0900+I1'", ""},
    {"released", "UNB+UNOC:3+S?+1+R+260101:0900+I1'", "UNB+UNOC:3+R+S?+1+260102"},
};
INSTANTIATE_TEST_SUITE_P(Rows, ContrlRepertoire, testing::ValuesIn(kRepertoires),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(ContrlRule, SeparatorsAreTheSubjects) {
  SCOPED_TRACE("S-397");
  const auto answers = tests::acknowledge(
      "UNA|^.! ~UNB^UNOC|3^S^R^260101|0900^I1~UNH^M1^ORDERS|D|96A|UN~BGM^220^PO1^9~"
      "DTM^137|20260101|102~UNS^S~UNT^5^M1~UNZ^1^I1~",
      true);
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(answers[0],
            "UNA|^.! ~UNB^UNOC|3^R^S^260102|1000^C1~UNH^1^CONTRL|D|3|UN~UCI^I1^S^R^7~UNT^3^1~"
            "UNZ^1^C1~");
}

TEST(ContrlRule, CodesStandWhereTheyMay) {
  SCOPED_TRACE("S-389");
  for (const FaultRow& row : fault_table()) {
    if (row.contrl == 0) continue;
    const auto fault = static_cast<Fault>(&row - fault_table().data());
    for (const Level level :
         {Level::interchange, Level::group, Level::message, Level::segment, Level::element})
      for (const bool four : {false, true})
        EXPECT_TRUE(edifact::may_report(edifact::contrl_code(fault, level, four), level, four))
            << row.id << ' ' << static_cast<int>(level) << ' ' << four;
  }
}

struct Code {
  Fault fault;
  Level level;
  unsigned three, four;
};

TEST(ContrlRule, CodesOfTheTwoLists) {
  SCOPED_TRACE("S-389");
  SCOPED_TRACE("S-375");
  const std::vector<Code> codes = {
      {Fault::bad_decimal_mark, Level::interchange, 19, 20},
      {Fault::wrong_decimal_mark, Level::element, 19, 37},
      {Fault::bare_decimal_mark, Level::element, 38, 37},
      {Fault::bare_decimal_mark, Level::message, 37, 37},
      {Fault::group_type, Level::group, 31, 14},
      {Fault::explicit_nesting, Level::segment, 34, 15},
      {Fault::trailing_separator, Level::segment, 16, 45},
      {Fault::unsupported_charset, Level::interchange, 2, 46},
      {Fault::charset_shift, Level::element, 21, 21},
      {Fault::package_not_supported, Level::message, 15, 47},
      {Fault::package_not_supported, Level::interchange, 15, 15},
      {Fault::dependency, Level::element, 13, 48},
      {Fault::dependency_surplus, Level::element, 15, 48},
      {Fault::group_overflow, Level::segment, 36, 36},
      {Fault::empty_message, Level::message, 13, 13},
      {Fault::count_mismatch, Level::interchange, 29, 29},
      {Fault::element_overflow, Level::interchange, 16, 16},
      {Fault::value_too_long, Level::segment, 12, 12},
      {Fault::rule_failed, Level::none, 0, 0},
  };
  for (const Code& each : codes) {
    EXPECT_EQ(edifact::contrl_code(each.fault, each.level, false), each.three)
        << fault_row(each.fault).id;
    EXPECT_EQ(edifact::contrl_code(each.fault, each.level, true), each.four)
        << fault_row(each.fault).id;
  }
}

TEST(ContrlRule, OldCodesAreUnderstoodAndNeverSent) {
  SCOPED_TRACE("S-389");
  for (unsigned code = 1; code <= 48; ++code) EXPECT_NE(edifact::contrl_meaning(code), "") << code;
  EXPECT_EQ(edifact::contrl_meaning(0), "");
  EXPECT_EQ(edifact::contrl_meaning(49), "");
  for (const unsigned old : {1U, 3U, 4U, 5U, 6U, 8U, 9U, 10U, 11U})
    for (const bool four : {false, true})
      EXPECT_FALSE(edifact::may_report(old, Level::interchange, four)) << old;
}

// One fault, and where it is told.
struct Told {
  Fault fault;
  const char* tag;
  std::uint32_t segment, element;
  Level level;
};

TEST(ContrlRule, LevelsOfFaults) {
  SCOPED_TRACE("S-388");
  const std::vector<Told> rows = {
      {Fault::reference_mismatch, "UNZ", 0, 2, Level::interchange},
      {Fault::reference_mismatch, "UNE", 0, 2, Level::group},
      {Fault::reference_mismatch, "UNT", 5, 2, Level::message},
      {Fault::reference_mismatch, "UNP", 0, 2, Level::message},
      {Fault::reference_mismatch, "UST", 5, 1, Level::message},
      {Fault::mixed_groups, "UNG", 0, 0, Level::interchange},
      {Fault::unexpected_trailer, "UNT", 0, 0, Level::interchange},
      {Fault::segment_outside_message, "BGM", 0, 0, Level::interchange},
      {Fault::segment_outside_group, "BGM", 0, 0, Level::group},
      {Fault::group_type, "UNH", 1, 2, Level::group},
      {Fault::package_before_four, "UNO", 0, 0, Level::interchange},
      {Fault::package_not_supported, "UNO", 0, 0, Level::message},
      {Fault::envelope_inside_message, "UNG", 5, 0, Level::segment},
      {Fault::una_inside_interchange, "UNA", 0, 0, Level::interchange},
      {Fault::una_inside_interchange, "UNA", 5, 0, Level::segment},
      {Fault::empty_message, "UNT", 2, 0, Level::message},
      {Fault::segment_missing, "UNT", 5, 0, Level::segment},
      {Fault::trailing_separator, "BGM", 2, 2, Level::segment},
      {Fault::value_too_long, "BGM", 2, 2, Level::element},
      {Fault::too_many_elements, "BGM", 2, 9, Level::segment},
      {Fault::too_many_elements, "UNT", 5, 3, Level::message},
      {Fault::value_too_long, "UNH", 1, 1, Level::message},
      {Fault::unknown_message, "UNH", 1, 2, Level::message},
      {Fault::rule_failed, "BGM", 2, 2, Level::none},
      {Fault::bad_value, "BGM", 2, 2, Level::none},
      {Fault::leading_text, "", 0, 0, Level::none},
  };
  for (const Told& row : rows) {
    Diagnostic diagnostic;
    diagnostic.fault = row.fault;
    diagnostic.place.tag = row.tag;
    diagnostic.place.segment = row.segment;
    diagnostic.place.element = row.element;
    EXPECT_EQ(edifact::level_of(diagnostic), row.level) << fault_row(row.fault).id << row.tag;
  }
}

TEST(ContrlRule, MoreThanItCanHold) {
  SCOPED_TRACE("S-401");
  std::string segments;
  for (int i = 0; i < 1500; ++i) segments += "DTM+:20260101:102'";
  Source source("in.edi", body("BGM+220+PO1+9'" + segments + "UNS+S'", 1504));
  Diagnostics faults;
  const auto answers = tests::acknowledge(source, Tolerances(), faults);
  ASSERT_EQ(answers.size(), 1U);
  std::size_t ucs = 0;
  for (std::size_t at = 0; (at = answers[0].find("'UCS", at)) != std::string::npos; ++at) ++ucs;
  EXPECT_EQ(ucs, 999U);
  EXPECT_NE(answers[0].find(kUcm + "'"), std::string::npos);
  ASSERT_FALSE(faults.all().empty());
  EXPECT_EQ(faults.all().back().fault, Fault::contrl_cut);  // W3010
}

TEST(ContrlRule, WarningsAreNotTold) {
  // An UCM of action 7 may carry warnings (S-400); few who receive one take it for an acceptance.
  SCOPED_TRACE("S-400");
  EXPECT_EQ(tests::told(kUnb + orders("M1", "UNT+2+M1'") + "UNZ+1+I1'", false), kAccepted);
}

TEST(ContrlRule, WithoutAnAnswerThereIsAWarning) {
  SCOPED_TRACE("S-394");
  Source source("in.edi", "UNB+UNOC:3+S+R+260101:0900'" + sound("M1") + "UNZ+1+I1'");
  Diagnostics faults;
  EXPECT_TRUE(tests::acknowledge(source, Tolerances(), faults).empty());
  ASSERT_FALSE(faults.all().empty());
  EXPECT_EQ(faults.all().back().fault, Fault::contrl_impossible);  // W3009
  EXPECT_EQ(faults.all().back().place.tag, "UNB");
}

TEST(ContrlRule, TwoGatewaysFacingEachOther) {
  SCOPED_TRACE("S-396");
  for (const std::string& input :
       {v3({}), kUnb + orders("M1", "UNT+2+M1'") + "UNZ+1+I1'", kUnb + sound("M1") + "UNZ+1+I2'"}) {
    const auto answers = tests::acknowledge(input, true);
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_TRUE(tests::acknowledge(answers[0], true).empty());
    // Not even a damaged one.
    EXPECT_TRUE(tests::acknowledge(answers[0].substr(0, answers[0].size() - 12), true).empty());
  }
}

Tolerances agreed(const std::string& lines) {
  Source source("partner.tolerance", lines);
  Diagnostics faults;
  auto profile = Tolerance::read(source, faults);
  EXPECT_EQ(render_text(faults), "");
  Tolerances tolerances;
  tolerances.add(profile);
  return tolerances;
}

TEST(ContrlRule, OneBadMessageMayRejectAll) {
  SCOPED_TRACE("S-405");
  const std::string input = kUnb + sound("M0") + orders("M1", "UNT+2+M1'") + "UNZ+2+I1'";
  Diagnostics faults;
  Source source("in.edi", input);
  EXPECT_EQ(tests::told(tests::acknowledge(source, agreed("contrl whole\n"), faults)),
            "UCI+I1+S+R+4'" + kUcm + "+29+UNT+2'");
  EXPECT_EQ(tests::told(input, true), kAccepted + kUcm + "+29+UNT+2'");
}

TEST(ContrlRule, OnlyWhenAsked) {
  SCOPED_TRACE("S-398");
  SCOPED_TRACE("S-214");
  SCOPED_TRACE("S-212");
  const Tolerances tolerances = agreed("contrl asked\n");
  Diagnostics faults;
  for (const char* request : {"", "++++0", "++++1"}) {
    Source source("in.edi", "UNB+UNOC:3+S+R+260101:0900+I1" + std::string(request) + "'" +
                                sound("M1") + "UNZ+1+I1'");
    EXPECT_EQ(tests::acknowledge(source, tolerances, faults).size(),
              std::string(request).ends_with('1') ? 1U : 0U)
        << request;
  }
}

TEST(ContrlRule, ADuplicateIsRejectedAsAWhole) {
  SCOPED_TRACE("S-403");
  Diagnostic diagnostic;
  diagnostic.fault = Fault::duplicate_interchange;
  diagnostic.place.tag = "UNB";
  diagnostic.place.element = 5;
  EXPECT_EQ(edifact::level_of(diagnostic), Level::interchange);
  EXPECT_EQ(edifact::contrl_code(diagnostic.fault, Level::interchange, false), 26U);
}

TEST(ContrlRule, InboundAnswersAreShownNotMatched) {
  // There is no log of what was sent: who sends keeps it.
  SCOPED_TRACE("S-404");
  EXPECT_TRUE(tests::acknowledge(kUnb + "UNH+1+CONTRL:D:3:UN'UCI+I9+R+S+4+29+UNZ+2'UNT+3+1'"
                                        "UNZ+1+I1'",
                                 true)
                  .empty());
}

// Bytes are changed, taken away and put in, always the same ones.
TEST(ContrlRule, AnswersAreSoundThemselves) {
  SCOPED_TRACE("S-402");
  const std::vector<std::string> seeds = {
      kUnb + sound("M1") + sound("M2") + "UNZ+2+I1'",
      v4({"FTX+AAI+++T1:T2*T3"}),
      group(kUng, sound("M1") + sound("M2"), "UNE+2+G1'"),
      "UNA:+.? 'UNB+UNOA:1+S:1:A+R:2:B+260101:0900+I1++++1'" + sound("M1") + "UNZ+1+I1'",
  };
  const std::string alphabet = "'+:?*A1 \xE9\x01.-UNBZTHG";
  std::uint32_t state = 1;
  const auto random = [&](std::size_t below) {
    state = state * 1664525U + 1013904223U;
    return static_cast<std::size_t>(state >> 8U) % below;
  };
  for (int round = 0; round < 1500; ++round) {
    std::string input = seeds[random(seeds.size())];
    for (std::size_t change = random(3) + 1; change != 0 && !input.empty(); --change) {
      const std::size_t at = random(input.size());
      const char c = alphabet[random(alphabet.size())];
      switch (random(3)) {
        case 0:
          input[at] = c;
          break;
        case 1:
          input.insert(at, 1, c);
          break;
        default:
          input.erase(at, 1 + random(20));
          break;
      }
    }
    for (const bool strict : {true, false}) tests::expect_sound_answers(input, strict);
    if (testing::Test::HasFailure()) break;
  }
}

}  // namespace
}  // namespace sluis::rules
