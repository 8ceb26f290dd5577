// Section 11 of the list: where segments may stand, what is missing, what is too much.
#include <algorithm>
#include <string>
#include <vector>

#include "matcher_fixture.hpp"
#include "rules/rule.hpp"
#include "sluis/inspect.hpp"

namespace sluis::rules {
namespace {

std::string orders(const std::string& segments) {
  const auto count = 2 + std::count(segments.begin(), segments.end(), '\'');
  return in_interchange(
      "UNOC:3", "UNH+M1+ORDERS:D:96A:UN'" + segments + "UNT+" + std::to_string(count) + "+M1'");
}

std::string message(const std::string& syntax, const std::string& type,
                    const std::string& segments) {
  const auto count = 2 + std::count(segments.begin(), segments.end(), '\'');
  return in_interchange(
      syntax, "UNH+M1+" + type + ":UN'" + segments + "UNT+" + std::to_string(count) + "+M1'");
}

std::string plan(const std::string& segments) {
  return message("UNOC:3", "BAPLIE:D:95B", "BGM++P1+9'DTM+137:2611240730:201'" + segments);
}
const std::string kLeg = "TDT+20+1'LOC+5+NLRTM'DTM+133:2611240730:201'";
const std::string kPlace = "LOC+147+0010282'MEA+WT++KGM:1'RFF+BM:1'";

// PAYDUC has an anti-collision segment group, SG6.
std::string payroll(const std::string& segments) {
  return message("UNOC:4", "PAYDUC:D:00B",
                 "BGM+1'PAI+::1'FII+OR'DTM+137:20260101:102'GIS+1'RFF+AAB:1'MOA+1:1'"
                 "DTM+137:20260101:102'" +
                     segments + "UNS+S'MOA+1:1'");
}

std::string times(int count, const std::string& segment) {
  std::string out;
  for (int i = 0; i < count; ++i) out += segment;
  return out;
}

const std::string kBgm = "BGM+220+PO1+9'";
const std::string kDtm = "DTM+137:20260101:102'";

const std::vector<Rule> kRows = {
    {"S-340", "order", orders(kDtm + kBgm + "UNS+S'"), "E4104 13@S DTM#1; E4102 15@S BGM#3",
     "~E4104 13@S DTM#1; ~E4102 15@S BGM#3"},
    {"S-340", "in_order", orders(kBgm + kDtm + "RFF+CT:1'NAD+BY'CUX+2:EUR:9'LIN+1'UNS+S'")},
    {"S-341", "first", orders(kDtm + "UNS+S'"), "E4104 13@S DTM#1", "~E4104 13@S DTM#1"},
    {"S-341", "in_the_middle", orders(kBgm + "UNS+S'"), "E4104 13@S UNS#2", "~E4104 13@S UNS#2"},
    {"S-341", "last", orders(kBgm + kDtm), "E4104 13@S UNT#3", "~E4104 13@S UNT#3"},
    {"S-341", "two_at_one_place", orders("UNS+S'"), "E4104 13@S UNS#1; E4104 13@S UNS#1",
     "~E4104 13@S UNS#1; ~E4104 13@S UNS#1"},
    {"S-342", "group", plan(kPlace), "E4105 13@S LOC#3", "~E4105 13@S LOC#3"},
    {"S-342", "group_at_the_end", plan(""), "E4105 13@S UNT#3", "~E4105 13@S UNT#3"},
    {"S-343", "not_in_the_directory", orders(kBgm + kDtm + "XYZ+1'UNS+S'"), "E4101 15@S XYZ#4",
     "~E4101 15@S XYZ#4"},
    {"S-343", "not_in_the_message", plan("COM+1:TE'" + kLeg), "E4101 15@S COM#4",
     "~E4101 15@S COM#4"},
    {"S-344", "behind_the_sections", orders(kBgm + kDtm + "UNS+S'NAD+BY'"), "E4102 15@S NAD#5",
     "~E4102 15@S NAD#5"},
    {"S-345", "segment", orders(kBgm + kBgm + kDtm + "UNS+S'"), "E4106 35@S BGM#3",
     "~E4106 35@S BGM#3"},
    {"S-345", "in_a_group", plan(kLeg + "RFF+VON:1'RFF+VON:2'" + kPlace), "E4106 35@S RFF#8",
     "~E4106 35@S RFF#8"},
    {"S-346", "group", orders(kBgm + kDtm + times(6, "CUX+2:EUR:9'") + "UNS+S'"),
     "E4107 36@S CUX#9", "~E4107 36@S CUX#9"},
    {"S-346", "inner_group", plan(kLeg + kPlace + times(4, "EQD+CN'")), "E4107 36@S EQD#13",
     "~E4107 36@S EQD#13"},
    {"S-347", "exactly", orders(kBgm + times(35, kDtm) + "UNS+S'")},
    {"S-347", "one_more", orders(kBgm + times(36, kDtm) + "UNS+S'"), "E4106 35@S DTM#38",
     "~E4106 35@S DTM#38"},
    {"S-347", "group_exactly", orders(kBgm + kDtm + times(5, "CUX+2:EUR:9'") + "UNS+S'")},
    {"S-348", "member_without_its_trigger", orders(kBgm + kDtm + "CTA+OC'UNS+S'"),
     "E4102 15@S CTA#4", "~E4102 15@S CTA#4"},
    {"S-349", "member_is_missing", plan(kLeg + "LOC+147+0010282'MEA+WT++KGM:1'EQD+CN'" + kPlace),
     "E4104 13@S EQD#8", "~E4104 13@S EQD#8"},
    {"S-349", "member_is_missing_at_the_end", plan(kLeg + "LOC+147+0010282'MEA+WT++KGM:1'"),
     "E4104 13@S UNT#8", "~E4104 13@S UNT#8"},
    {"S-356", "without", payroll("")},
    {"S-356", "brackets", payroll("UGH+6'NAD+MR+1'MOA+1:1'NAD+MR+2'MOA+1:1'DTM+7:2026:602'UGT+6'")},
    {"S-357", "trailer_missing", payroll("UGH+6'NAD+MR+1'MOA+1:1'"), "E4104 13@S UNS#12",
     "~E4104 13@S UNS#12"},
    {"S-357", "header_missing", payroll("NAD+MR+1'UGT+6'"), "E4102 15@S NAD#10; ~W4103",
     "~E4102 15@S NAD#10; ~W4103"},
    {"S-357", "other_number_in_the_trailer", payroll("UGH+6'NAD+MR+1'MOA+1:1'UGT+7'"),
     "E4111 12@D UGT#13+1", "~E4111 12@D UGT#13+1"},
    {"S-357", "other_number_in_the_header", payroll("UGH+5'NAD+MR+1'MOA+1:1'UGT+6'"),
     "E4111 12@D UGH#10+1", "~E4111 12@D UGH#10+1"},
    {"S-357", "no_number", payroll("UGH+6'NAD+MR+1'MOA+1:1'UGT'"), "E2015 13@S UGT#13",
     "~E2015 13@S UGT#13"},
    {"S-358", "no_such_segment", payroll("UGS+6'"), "E4101 15@S UGS#10", "~E4101 15@S UGS#10"},
    {"S-360", "unknown", orders(kBgm + "XYZ+1'" + kDtm + "UNS+S'"), "E4101 15@S XYZ#3",
     "~E4101 15@S XYZ#3"},
    {"S-360", "unknown_inside_a_group",
     plan(kLeg + "LOC+147+0010282'MEA+WT++KGM:1'XYZ+1'LOC+9+NLRTM'RFF+BM:1'EQD+CN'" + kPlace),
     "E4101 15@S XYZ#9", "~E4101 15@S XYZ#9"},
    {"S-360", "missing_in_front_of_a_trigger", plan("TDT+20+1'LOC+5+NLRTM'" + kPlace + kPlace),
     "E4104 13@S LOC#5", "~E4104 13@S LOC#5"},
    {"S-361", "three",
     orders(kBgm + "XYZ+1'" + kDtm + "CTA+OC'" + times(6, "CUX+2:EUR:9'") + "UNS+S'"),
     "E4101 15@S XYZ#3; E4102 15@S CTA#5; E4107 36@S CUX#11",
     "~E4101 15@S XYZ#3; ~E4102 15@S CTA#5; ~E4107 36@S CUX#11"},
};
SLUIS_RULES(StructureRules, kRows);

// --- rules about places ---

// The places of `tags` in a table, with and without the next tag, and what is said with it.
std::string placed(const std::string& table, const std::string& tags) {
  const directory::Release release;
  const directory::MessageType message = directory::table(table);
  const auto alone = directory::run(release, message, tags);
  const auto ahead = directory::run(release, message, tags, true);
  EXPECT_EQ(alone.places, ahead.places);
  return ahead.faults.empty() ? ahead.places : ahead.places + " | " + ahead.faults;
}

TEST(StructureRules, NearestFirst) {
  SCOPED_TRACE("S-350");
  EXPECT_EQ(placed("H:M1 [C9 RFF:M1 DTM:C5 ] X:M1 DTM:C5 T:M1", "H RFF DTM X T"),
            "H SG1[1]:RFF SG1[1]:DTM X T");
  EXPECT_EQ(placed("H:M1 [C9 RFF:M1 DTM:C5 ] DTM:C5 T:M1", "H RFF DTM T"),
            "H SG1[1]:RFF SG1[1]:DTM T | thin_choice DTM was taken as SG1/DTM; DTM fits as well");
}

TEST(StructureRules, OverflowToTheNext) {
  SCOPED_TRACE("S-351");
  EXPECT_EQ(placed("H:M1 [C9 RFF:M1 DTM:C1 ] DTM:C1 T:M1", "H RFF DTM DTM T"),
            "H SG1[1]:RFF SG1[1]:DTM DTM T");
}

TEST(StructureRules, TriggerThatIsALaterSegment) {
  SCOPED_TRACE("S-352");
  EXPECT_EQ(placed("H:M1 [C9 NAD:M1 ] NAD:C1 T:M1", "H NAD NAD NAD T"),
            "H SG1[1]:NAD SG1[2]:NAD SG1[3]:NAD T | thin_choice NAD was taken as SG1 (trigger "
            "NAD); NAD fits as well");
}

TEST(StructureRules, TwoGroupsWithOneTrigger) {
  SCOPED_TRACE("S-353");
  EXPECT_EQ(placed("H:M1 [C2 RFF:M1 ] [C5 RFF:M1 ] T:M1", "H RFF RFF RFF T"),
            "H SG1[1]:RFF SG1[2]:RFF SG2[1]:RFF T | thin_choice RFF was taken as SG1 (trigger "
            "RFF); SG2 (trigger RFF) fits as well");
  EXPECT_EQ(placed("H:M1 [C2 RFF:M1 ] X:M1 [C5 RFF:M1 ] T:M1", "H RFF X RFF T"),
            "H SG1[1]:RFF X SG2[1]:RFF T");
}

TEST(StructureRules, AcrossLevels) {
  SCOPED_TRACE("S-354");
  EXPECT_EQ(placed("H:M1 [C9 A:M1 [C1 B:M1 ] ] B:C1 T:M1", "H A B B T"),
            "H SG1[1]:A SG1[1]/SG2[1]:B B T");
}

TEST(StructureRules, SectionControlTellsEqualTagsApart) {
  SCOPED_TRACE("S-355");
  EXPECT_EQ(placed("H:M1 MOA:C9 [C99 LIN:M1 [C9 MOA:M1 ] ] UNS:M1 [M9 MOA:M1 ] T:M1",
                   "H MOA LIN MOA MOA UNS MOA MOA T"),
            "H MOA SG1[1]:LIN SG1[1]/SG2[1]:MOA SG1[1]/SG2[2]:MOA UNS SG3[1]:MOA SG3[2]:MOA T");
}

TEST(StructureRules, DeepAndWide) {
  SCOPED_TRACE("S-359");
  // Seven levels, each with a member that the level around it has, too.
  std::string table = "H:M1", tags = "H";
  for (int level = 1; level <= 7; ++level) {
    table += " [C99 G" + std::to_string(level) + ":M1 FTX:C2";
    tags += " G" + std::to_string(level) + " FTX";
  }
  table += times(7, " ]") + " T:M1";
  const std::string deep = placed(table, tags + " FTX G7 G3 T");
  EXPECT_NE(
      deep.find("SG1[1]/SG2[1]/SG3[1]/SG4[1]/SG5[1]/SG6[1]/SG7[2]:G7 SG1[1]/SG2[1]/SG3[2]:G3"),
      std::string::npos)
      << deep;
  // 150 groups in a row.
  std::string row = "H:M1", all = "H", places = "H";
  for (int group = 1; group <= 150; ++group) {
    const std::string tag = std::to_string(100 + group);
    row += " [C9 " + tag + ":M1 DTM:C1 ]";
    all += " " + tag + " DTM";
    const std::string path = " SG" + std::to_string(group) + "[1]:";
    places += path + tag;
    places += path + "DTM";
  }
  EXPECT_EQ(placed(row, all), places);
}

TEST(StructureRules, EverySegmentIsShown) {
  SCOPED_TRACE("S-362");
  const std::string input = orders(kBgm + "XYZ+1'" + kDtm + "CTA+OC'COM+1:TE'UNS+S'NAD+BY'");
  Source source("rule", input);
  const Directories directories({std::string(SLUIS_SOURCE_DIR) + "/tests/data/directories",
                                 std::string(SLUIS_SOURCE_DIR) + "/schemas/edifact"});
  InspectOptions options;
  options.names = options.codes = options.values = false;
  Diagnostics faults;
  std::string out;
  inspect(
      source, directories, options, [&out](std::string_view text) { out += text; }, faults);
  for (const char* shown :
       {"BGM", "XYZ  (has no place here)", "DTM[137]", "CTA[OC]  (has no place here)",
        "COM[1]  (has no place here)", "UNS", "NAD[BY]  (has no place here)", "UNT"})
    EXPECT_NE(out.find(shown), std::string::npos) << shown << "\n" << out;
}

}  // namespace
}  // namespace sluis::rules
