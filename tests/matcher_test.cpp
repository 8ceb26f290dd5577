// The matcher: places by the rule of its header, faults that name what is wrong, and agreement with
// a matcher that tries everything.
#include "directory/matcher.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <sstream>

#include "directory_fixture.hpp"
#include "matcher_fixture.hpp"

namespace sluis::directory {
namespace {

struct Row {
  const char* name;
  const char* table;
  const char* tags;
  const char* places;
  const char* faults = "";
};
void PrintTo(const Row& row, std::ostream* os) { *os << row.name; }

constexpr const char* kOrders =
    "UNH:M1 BGM:M1 DTM:M35 FTX:C2 [C3 RFF:M1 DTM:C5 ] [C9 NAD:M1 LOC:C2 [C2 CTA:M1 COM:C5 ] ] "
    "[C99 LIN:M1 QTY:M1 DTM:C5 [C9 LOC:M1 SEQ:M1 DTM:C2 ] ] UNS:M1 MOA:C9 UNT:M1";

const Row kRows[] = {
    {"in_order", kOrders, "UNH BGM DTM RFF DTM NAD CTA COM LIN QTY LOC SEQ DTM UNS MOA UNT",
     "UNH BGM DTM SG1[1]:RFF SG1[1]:DTM SG2[1]:NAD SG2[1]/SG3[1]:CTA SG2[1]/SG3[1]:COM SG4[1]:LIN "
     "SG4[1]:QTY SG4[1]/SG5[1]:LOC SG4[1]/SG5[1]:SEQ SG4[1]/SG5[1]:DTM UNS MOA UNT"},
    {"new_occurrences", kOrders, "UNH BGM DTM RFF RFF NAD CTA CTA NAD CTA UNS UNT",
     "UNH BGM DTM SG1[1]:RFF SG1[2]:RFF SG2[1]:NAD SG2[1]/SG3[1]:CTA SG2[1]/SG3[2]:CTA SG2[2]:NAD "
     "SG2[2]/SG3[1]:CTA UNS UNT"},
    // S-341: mandatory segment missing.
    {"missing_segment", kOrders, "UNH DTM UNS UNT", "UNH DTM UNS UNT",
     "segment_missing BGM of the message"},
    {"missing_several", kOrders, "UNH UNS UNT", "UNH UNS UNT",
     "segment_missing BGM of the message; segment_missing DTM of the message"},
    // S-340: order.
    {"wrong_order", kOrders, "UNH DTM BGM UNS UNT", "UNH DTM ?BGM UNS UNT",
     "segment_missing BGM of the message; segment_misplaced BGM"},
    // S-342: mandatory group missing.
    {"missing_group", "A:M1 [M9 B:M1 ] C:M1", "A C", "A C",
     "group_missing SG1 of the message, begins with B"},
    {"missing_at_the_end", "A:M1 [M9 B:M1 C:M2 [M1 D:M1 ] ] E:M1", "A B", "A SG1[1]:B",
     "segment_missing C of SG1; group_missing SG2 of SG1, begins with D; segment_missing E of the "
     "message"},
    // S-349: of a conditional group that is there.
    {"missing_in_group", kOrders, "UNH BGM DTM LIN DTM UNS UNT",
     "UNH BGM DTM SG4[1]:LIN SG4[1]:DTM UNS UNT", "segment_missing QTY of SG4"},
    {"missing_before_next_occurrence", kOrders, "UNH BGM DTM LIN LIN QTY UNS UNT",
     "UNH BGM DTM SG4[1]:LIN SG4[2]:LIN SG4[2]:QTY UNS UNT", "segment_missing QTY of SG4"},
    {"missing_in_two_levels", kOrders, "UNH BGM DTM LIN LOC UNS UNT",
     "UNH BGM DTM SG4[1]:LIN SG4[1]/SG5[1]:LOC UNS UNT",
     "segment_missing QTY of SG4; segment_missing SEQ of SG5"},
    // S-343, S-360: unknown.
    {"unknown", kOrders, "UNH BGM DTM XYZ DTM UNS UNT", "UNH BGM DTM ?XYZ DTM UNS UNT",
     "segment_unknown XYZ is not in the directory test"},
    {"known_elsewhere", kOrders, "UNH BGM DTM TAX DTM UNS UNT", "UNH BGM DTM ?TAX DTM UNS UNT",
     "segment_unknown TAX is not in TABLES"},
    {"each_unknown_is_reported", kOrders, "UNH BGM DTM XYZ XYZ UNS UNT",
     "UNH BGM DTM ?XYZ ?XYZ UNS UNT",
     "segment_unknown XYZ is not in the directory test; segment_unknown XYZ is not in the "
     "directory "
     "test"},
    // S-344: known, but not here.
    {"after_the_section_control", kOrders, "UNH BGM DTM UNS NAD MOA UNT",
     "UNH BGM DTM UNS ?NAD MOA UNT", "segment_misplaced NAD"},
    // S-348: members without their trigger.
    {"members_without_trigger", kOrders, "UNH BGM DTM COM CTA COM NAD UNS UNT",
     "UNH BGM DTM ?COM ?CTA ?COM SG2[1]:NAD UNS UNT",
     "segment_misplaced COM; segments_skipped 2: CTA, COM"},
    {"run_at_the_end", "A:M1 [C1 B:M1 C:C1 ] UNT:M1", "A UNT C C", "A UNT ?C ?C",
     "segment_misplaced C; segments_skipped 1: C"},
    {"two_runs", kOrders, "UNH BGM DTM COM DTM COM UNS UNT", "UNH BGM DTM ?COM DTM ?COM UNS UNT",
     "segment_misplaced COM; segment_misplaced COM"},
    {"a_long_run_is_counted", "A:M1 [C1 B:M1 C:C1 ] D:C1", "A C C C C C C C C C C C C C D",
     "A ?C ?C ?C ?C ?C ?C ?C ?C ?C ?C ?C ?C ?C D",
     "segment_misplaced C; segments_skipped 12: C, C, C, C, C, C, C, C, C, C ..."},
    // S-345, S-346.
    {"segment_too_often", kOrders, "UNH BGM BGM DTM UNS UNT", "UNH BGM BGM DTM UNS UNT",
     "segment_overflow BGM stands here for time 2"},
    {"segment_too_often_in_group", kOrders, "UNH BGM DTM NAD LOC LOC LOC UNS UNT",
     "UNH BGM DTM SG2[1]:NAD SG2[1]:LOC SG2[1]:LOC SG2[1]:LOC UNS UNT",
     "segment_overflow LOC stands here for time 3"},
    {"group_too_often", kOrders, "UNH BGM DTM RFF RFF RFF RFF DTM UNS UNT",
     "UNH BGM DTM SG1[1]:RFF SG1[2]:RFF SG1[3]:RFF SG1[4]:RFF SG1[4]:DTM UNS UNT",
     "group_overflow SG1 stands here for time 4"},
    // S-350, S-351: the nearest, then the next with the same tag.
    {"nearest", "A:M1 [C9 B:M1 D:C5 ] D:C5", "A B D", "A SG1[1]:B SG1[1]:D",
     "thin_choice D was taken as SG1/D; D fits as well"},
    {"overflow_to_the_next", "A:M1 [C9 B:M1 D:C1 ] D:C1", "A B D D", "A SG1[1]:B SG1[1]:D D",
     "thin_choice D was taken as SG1/D; D fits as well"},
    {"overflow_of_all", "A:M1 [C9 B:M1 D:C1 ] D:C1", "A B D D D", "A SG1[1]:B SG1[1]:D D D",
     "thin_choice D was taken as SG1/D; D fits as well; segment_overflow D stands here for time "
     "2"},
    // S-352: the trigger is also a later segment.
    {"trigger_and_segment", "A:M1 [C9 N:M1 ] N:C1", "A N N N", "A SG1[1]:N SG1[2]:N SG1[3]:N",
     "thin_choice N was taken as SG1 (trigger N); N fits as well"},
    {"trigger_then_segment", "A:M1 [C2 N:M1 ] N:C1", "A N N N", "A SG1[1]:N SG1[2]:N N",
     "thin_choice N was taken as SG1 (trigger N); N fits as well"},
    // S-353: the same trigger in two groups.
    {"two_groups_one_trigger", "A:M1 [C2 R:M1 B:C1 ] [C2 R:M1 C:C1 ]", "A R R R C",
     "A SG1[1]:R SG1[2]:R SG2[1]:R SG2[1]:C",
     "thin_choice R was taken as SG1 (trigger R); SG2 (trigger R) fits as well"},
    {"mandatory_tells_groups_apart", "A:M1 [C9 R:M1 B:C1 ] X:M1 [C9 R:M1 C:C1 ]", "A R X R C",
     "A SG1[1]:R X SG2[1]:R SG2[1]:C"},
    // S-354: across levels.
    {"child_before_parent", "A:M1 [C1 B:M1 [C1 C:M1 ] C:C1 ] C:C1", "A B C C C",
     "A SG1[1]:B SG1[1]/SG2[1]:C SG1[1]:C C",
     "thin_choice C was taken as SG1/SG2 (trigger C); SG1/C fits as well; thin_choice C was taken "
     "as SG1/C; C fits as well"},
    {"mandatory_second_segment", "A:M1 [C9 L:M1 S:M1 [C9 S:M1 E:M1 ] ]", "A L S S E S E L S",
     "A SG1[1]:L SG1[1]:S SG1[1]/SG2[1]:S SG1[1]/SG2[1]:E SG1[1]/SG2[2]:S SG1[1]/SG2[2]:E SG1[2]:L "
     "SG1[2]:S"},
    // S-355: the section control tells equal tags apart.
    {"section_control", "A:M1 M:C1 UNS:M1 M:C1", "A UNS M", "A UNS M"},
    // A stray tag does not jump over the section control, unless it stands only behind it.
    {"no_jump_over_section_control", "A:M1 [C1 B:M1 M:C1 ] C:C1 UNS:M1 M:C1", "A M C UNS",
     "A ?M C UNS", "segment_misplaced M"},
    {"jump_by_the_only_place", "A:M1 C:C1 UNS:M1 M:C1 UNT:M1", "A M UNT", "A M UNT",
     "segment_missing UNS of the message"},
    {"no_jump_out_of_a_group", "A:M1 [C9 B:M1 C:C1 [C1 D:M1 E:C1 ] ] F:M1 [C9 E:M1 G:C1 ]",
     "A B C E F E", "A SG1[1]:B SG1[1]:C ?E F SG3[1]:E", "segment_misplaced E"},
    // The envelope reports a missing UNT.
    {"missing_trailer", "UNH:M1 A:M1 UNT:M1", "UNH A", "UNH A"},
    {"nothing", "UNH:M1 A:C1 UNT:M1", "", "", "segment_missing UNH of the message"},
    {"nothing_in_nothing", "", "A", "?A", "segment_unknown A is not in the directory test"},
};

class MatcherRow : public testing::TestWithParam<Row> {};
TEST_P(MatcherRow, Picture) {
  Release release;
  release.id = "test";
  SegmentType tax;
  tax.tag = edifact::make_tag("TAX");
  release.segments.push_back(tax);
  const MessageType message = table(GetParam().table);
  const Outcome got = run(release, message, GetParam().tags);
  EXPECT_EQ(got.places, GetParam().places);
  EXPECT_EQ(got.faults, GetParam().faults);
}
INSTANTIATE_TEST_SUITE_P(Matcher, MatcherRow, testing::ValuesIn(kRows),
                         [](const auto& row) { return std::string(row.param.name); });

// --- with the next tag at hand ---

// The groups of BAPLIE in small: legs, then places on board, both with L.
constexpr const char* kPlan =
    "A:M1 [M3 T:M1 L:M2 D:M9 ] [C99 L:M1 M:M9 L:C9 R:M1 [C3 E:M1 ] ] Z:M1";

const Row kAhead[] = {
    {"the_next_tells", "A:M1 B:C1 [C9 B:M1 C:M1 ] Z:M1", "A B C B C Z",
     "A SG1[1]:B SG1[1]:C SG1[2]:B SG1[2]:C Z"},
    {"the_next_is_the_same", "A:M1 B:C1 [C9 B:M1 C:M1 ] Z:M1", "A B B C Z",
     "A B SG1[1]:B SG1[1]:C Z"},
    {"the_last_one_for_the_mandatory_group", "A:M1 M:C9 [M9 M:M1 E:C1 ] Z:M1", "A M M M Z",
     "A M M SG1[1]:M Z", "thin_choice M was taken as M; SG1 (trigger M) fits as well"},
    {"the_next_says_nothing", "A:M1 [C9 B:M1 D:C1 ] D:C1 Z:M1", "A B D Z", "A SG1[1]:B SG1[1]:D Z",
     "thin_choice D was taken as SG1/D; D fits as well"},
    {"the_next_is_unknown", "A:M1 B:C1 [C9 B:M1 C:M1 ] Z:M1", "A B X C Z", "A B ?X ?C Z",
     "segment_unknown X is not in the directory test; segment_misplaced C"},
    {"said_once_for_a_position", "A:M1 B:C9 [C9 B:M1 C:C1 ] Z:M1", "A B B B C Z",
     "A B B SG1[1]:B SG1[1]:C Z", "thin_choice B was taken as B; SG1 (trigger B) fits as well"},
    {"in_order", kPlan, "A T L L D L M L L R E L M R Z",
     "A SG1[1]:T SG1[1]:L SG1[1]:L SG1[1]:D SG2[1]:L SG2[1]:M SG2[1]:L SG2[1]:L SG2[1]:R "
     "SG2[1]/SG3[1]:E SG2[2]:L SG2[2]:M SG2[2]:R Z"},
    {"a_trigger_behind_a_gap", kPlan, "A T L L M R Z",
     "A SG1[1]:T SG1[1]:L SG2[1]:L SG2[1]:M SG2[1]:R Z", "segment_missing D of SG1"},
    {"a_trigger_behind_an_empty_group", kPlan, "A T L D L L M R Z",
     "A SG1[1]:T SG1[1]:L SG1[1]:D SG2[1]:L SG2[2]:L SG2[2]:M SG2[2]:R Z",
     "segment_missing M of SG2; segment_missing R of SG2"},
    {"a_member_behind_a_gap", kPlan, "A T L D L M L E L M R Z",
     "A SG1[1]:T SG1[1]:L SG1[1]:D SG2[1]:L SG2[1]:M SG2[1]:L SG2[1]/SG3[1]:E SG2[2]:L SG2[2]:M "
     "SG2[2]:R Z",
     "segment_missing R of SG2"},
};

class MatcherAhead : public testing::TestWithParam<Row> {};
TEST_P(MatcherAhead, Picture) {
  Release release;
  release.id = "test";
  const MessageType message = table(GetParam().table);
  const Outcome got = run(release, message, GetParam().tags, true);
  EXPECT_EQ(got.places, GetParam().places);
  EXPECT_EQ(got.faults, GetParam().faults);
}
INSTANTIATE_TEST_SUITE_P(Matcher, MatcherAhead, testing::ValuesIn(kAhead),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(MatcherAsks, OnlyWhereATagHasSeveralPlaces) {
  const Release release;
  const MessageType message = table("A:M1 B:C9 [C9 C:M1 D:C1 ] D:C1 Z:M1");
  Matcher matcher(release, message);
  std::vector<Matcher::Report> reports;
  int asked = 0;
  const Matcher::Upcoming next = [&] { return ++asked, Tag{0}; };
  for (const char* tag : {"A", "B", "C", "D", "Z"})
    static_cast<void>(matcher.place(edifact::make_tag(tag), reports, &next));
  EXPECT_EQ(asked, 1);
  // A caller that is mistaken about the next segment does no harm.
  matcher.reset();
  reports.clear();
  const Matcher::Upcoming wrong = [] { return edifact::make_tag("Z"); };
  for (const char* tag : {"A", "C", "D", "C", "Z"})
    EXPECT_NE(matcher.place(edifact::make_tag(tag), reports, &wrong).node, kNone);
  EXPECT_EQ(std::count_if(reports.begin(), reports.end(),
                          [](const auto& each) { return each.fault != Fault::thin_choice; }),
            0);
}

TEST(MatcherAsks, WeighsSixteenPlacesAtMost) {
  // Every depth has a place; what follows fits behind none of them.
  std::string text = "A:M1", tags = "A";
  for (int i = 0; i < 200; ++i) {
    text += " [C9 B:M1";
    tags += " B";
  }
  for (int i = 0; i < 200; ++i) text += " ]";
  const Release release;
  const Outcome got = run(release, table(text), tags + " X", true);
  EXPECT_EQ(got.nodes[200], 401U);
  EXPECT_EQ(got.nodes.back(), kNone);
}

TEST(MatcherText, SaysWhatIsExpectedAndWhereItCouldStand) {
  const Release release;
  const MessageType message = table(kOrders);
  Outcome got = run(release, message, "UNH BGM DTM COM");
  ASSERT_FALSE(got.reports.empty());
  EXPECT_EQ(got.reports[0].expected, "DTM, FTX, RFF, NAD, LIN, UNS");
  EXPECT_EQ(got.reports[0].hint, "COM is in SG3");
  got = run(release, message, "UNH BGM DTM LIN UNT");
  got = run(release, message, "UNH BGM DTM LIN XYZ");
  EXPECT_EQ(got.reports[0].expected, "QTY");
  got = run(release, message, "UNH BGM DTM UNS DTM");
  EXPECT_EQ(got.reports[0].hint, "DTM is in the message itself, SG1, SG4, SG5");
  got = run(release, message, "UNH BGM DTM LIN QTY LOC XYZ");
  EXPECT_EQ(got.reports[0].expected, "SEQ");
  got = run(release, message, "UNH BGM BGM");
  EXPECT_EQ(got.reports[0].expected, "at most 1");
}

TEST(MatcherText, NamesTenAtMost) {
  std::string text = "A:M1";
  for (char c = 'B'; c <= 'N'; ++c) text += std::string(" [C1 ") + c + ":M1 Z:C1 ]";
  const Release release;
  const MessageType message = table(text);
  const Outcome got = run(release, message, "A Z");
  ASSERT_EQ(got.reports.size(), 1U);
  EXPECT_EQ(got.reports[0].expected, "B, C, D, E, F, G, H, I, J, K, 3 more");
  EXPECT_EQ(got.reports[0].hint,
            "Z is in SG1, SG2, SG3, SG4, SG5, SG6, SG7, SG8, SG9, SG10, 3 more");
}

TEST(MatcherGroups, OpenAndClose) {
  const Release release;
  const MessageType message = table("A:M1 [C9 B:M1 [C9 C:M1 [C9 D:M1 ] ] ] E:C1");
  Matcher matcher(release, message);
  std::vector<Matcher::Report> reports;
  const auto step = [&](const char* tag) {
    const Placement& place =
        tag == nullptr ? matcher.finish(reports) : matcher.place(edifact::make_tag(tag), reports);
    std::string out;
    for (const std::uint32_t node : place.closed)
      out += "-" + group_name(message, message.nodes[node]);
    for (const std::uint32_t node : place.opened)
      out += "+" + group_name(message, message.nodes[node]);
    return out;
  };
  EXPECT_EQ(step("A"), "");
  EXPECT_EQ(step("B"), "+SG1");
  EXPECT_EQ(step("C"), "+SG2");
  EXPECT_EQ(step("C"), "-SG2+SG2");
  EXPECT_EQ(step("D"), "+SG3");
  EXPECT_EQ(step("X"), "");
  EXPECT_EQ(step("B"), "-SG3-SG2-SG1+SG1");
  EXPECT_EQ(step("C"), "+SG2");
  EXPECT_EQ(step("D"), "+SG3");
  EXPECT_EQ(step("E"), "-SG3-SG2-SG1");
  EXPECT_EQ(step(nullptr), "");
  matcher.reset();
  EXPECT_EQ(step("A"), "");
  EXPECT_EQ(step("B"), "+SG1");
  EXPECT_EQ(matcher.path(), "SG1[1]");
  EXPECT_EQ(step("C"), "+SG2");
  EXPECT_EQ(step(nullptr), "-SG2-SG1");
}

TEST(MatcherGroups, NothingComesAfterTheEnd) {
  const Release release;
  const MessageType message = table("A:M1 B:C9");
  Matcher matcher(release, message);
  std::vector<Matcher::Report> reports;
  static_cast<void>(matcher.place(edifact::make_tag("A"), reports));
  static_cast<void>(matcher.finish(reports));
  EXPECT_EQ(matcher.place(edifact::make_tag("B"), reports).node, kNone);
  EXPECT_EQ(reports.size(), 1U);
}

// S-347: exactly the maximum, and one more.
class Maximum : public testing::TestWithParam<int> {};
TEST_P(Maximum, AndOneMore) {
  const Release release;
  const std::string max = std::to_string(GetParam());
  for (const bool group : {false, true}) {
    const MessageType message =
        table(group ? "A:M1 [C" + max + " B:M1 ] C:M1" : "A:M1 B:C" + max + " C:M1");
    Matcher matcher(release, message);
    std::vector<Matcher::Report> reports;
    static_cast<void>(matcher.place(edifact::make_tag("A"), reports));
    for (int i = 0; i < GetParam(); ++i)
      static_cast<void>(matcher.place(edifact::make_tag("B"), reports));
    EXPECT_TRUE(reports.empty());
    static_cast<void>(matcher.place(edifact::make_tag("B"), reports));
    ASSERT_EQ(reports.size(), 1U);
    EXPECT_EQ(reports[0].fault, group ? Fault::group_overflow : Fault::segment_overflow);
    EXPECT_EQ(fault_row(reports[0].fault).contrl, group ? 36 : 35);
  }
}
INSTANTIATE_TEST_SUITE_P(Matcher, Maximum, testing::Values(1, 9, 99, 9999, 999999));

// S-359: depth without recursion.
TEST(MatcherGroups, Deep) {
  std::string text = "A:M1", tags = "A";
  for (int i = 0; i < 500; ++i) {
    text += " [C9 B:M1";
    tags += " B";
  }
  for (int i = 0; i < 500; ++i) text += " ]";
  const Release release;
  const Outcome got = run(release, table(text), tags);
  // Each B could as well begin a group further out; that is said of the first ten.
  EXPECT_EQ(got.reports.size(), 10U);
  EXPECT_TRUE(std::all_of(got.reports.begin(), got.reports.end(),
                          [](const auto& each) { return each.fault == Fault::thin_choice; }));
  EXPECT_EQ(got.nodes.back(), 1001U);
}

// --- GOVCBR ---

const Row kGovcbr[] = {
    {"seq_after_loc", "GOVCBR", "UNH BGM TDT LOC SEQ SEQ EVE SEQ EVE LOC SEQ DTM UNS HYN UNS UNT",
     "UNH BGM SG34[1]:TDT SG34[1]/SG36[1]:LOC SG34[1]/SG36[1]:SEQ SG34[1]/SG36[1]/SG37[1]:SEQ "
     "SG34[1]/SG36[1]/SG37[1]:EVE SG34[1]/SG36[1]/SG37[2]:SEQ SG34[1]/SG36[1]/SG37[2]:EVE "
     "SG34[1]/SG36[2]:LOC SG34[1]/SG36[2]:SEQ SG34[1]/SG36[2]:DTM UNS HYN UNS UNT"},
    {"seq_before_loc_is_an_event", "GOVCBR", "UNH BGM TDT SEQ EVE FTX LOC SEQ UNS HYN UNS UNT",
     "UNH BGM SG34[1]:TDT SG34[1]/SG35[1]:SEQ SG34[1]/SG35[1]:EVE SG34[1]/SG35[1]:FTX "
     "SG34[1]/SG36[1]:LOC SG34[1]/SG36[1]:SEQ UNS HYN UNS UNT"},
    {"person_on_board", "GOVCBR",
     "UNH BGM TDT NAD SEQ ATT NAT DTM LOC LOC RFF CTA COM DOC NAD DTM LOC DOC NAD SEQ NAD SEQ UNS "
     "HYN UNS UNT",
     "UNH BGM SG34[1]:TDT SG34[1]/SG38[1]:NAD SG34[1]/SG38[1]:SEQ SG34[1]/SG38[1]:ATT "
     "SG34[1]/SG38[1]:NAT SG34[1]/SG38[1]:DTM SG34[1]/SG38[1]:LOC SG34[1]/SG38[1]:LOC "
     "SG34[1]/SG38[1]:RFF SG34[1]/SG38[1]/SG39[1]:CTA SG34[1]/SG38[1]/SG39[1]:COM "
     "SG34[1]/SG38[1]/SG41[1]:DOC SG34[1]/SG38[1]/SG41[1]:NAD SG34[1]/SG38[1]/SG41[1]:DTM "
     "SG34[1]/SG38[1]/SG41[1]:LOC SG34[1]/SG38[1]/SG41[2]:DOC SG34[1]/SG38[1]/SG41[2]:NAD "
     "SG34[1]/SG38[1]/SG42[1]:SEQ SG34[1]/SG38[2]:NAD SG34[1]/SG38[2]:SEQ UNS HYN UNS UNT"},
    {"seq_forgotten", "GOVCBR", "UNH BGM TDT NAD ATT NAD SEQ ATT UNS HYN UNS UNT",
     "UNH BGM SG34[1]:TDT SG34[1]/SG38[1]:NAD SG34[1]/SG38[1]:ATT SG34[1]/SG38[2]:NAD "
     "SG34[1]/SG38[2]:SEQ SG34[1]/SG38[2]:ATT UNS HYN UNS UNT",
     "segment_missing SEQ of SG38"},
    {"nad_after_doc_forgotten", "GOVCBR", "UNH BGM TDT NAD SEQ DOC DTM LOC UNS HYN UNS UNT",
     "UNH BGM SG34[1]:TDT SG34[1]/SG38[1]:NAD SG34[1]/SG38[1]:SEQ SG34[1]/SG38[1]/SG41[1]:DOC "
     "SG34[1]/SG38[1]/SG41[1]:DTM SG34[1]/SG38[1]/SG41[1]:LOC UNS HYN UNS UNT",
     "segment_missing NAD of SG41"},
    {"equipment", "GOVCBR", "UNH BGM TDT EQD SEQ SEL SEQ LOC SEQ EQD EQD SEQ UNS HYN UNS UNT",
     "UNH BGM SG34[1]:TDT SG34[1]/SG43[1]:EQD SG34[1]/SG43[1]:SEQ SG34[1]/SG43[1]/SG44[1]:SEL "
     "SG34[1]/SG43[1]/SG44[1]:SEQ SG34[1]/SG43[1]/SG47[1]:LOC SG34[1]/SG43[1]/SG48[1]:SEQ "
     "SG34[1]/SG43[1]/SG48[1]:EQD SG34[1]/SG43[2]:EQD SG34[1]/SG43[2]:SEQ UNS HYN UNS UNT"},
    {"header_parties", "GOVCBR", "UNH BGM NAD CTA COM DOC NAD LOC UNS HYN UNS UNT",
     "UNH BGM SG7[1]:NAD SG7[1]/SG8[1]:CTA SG7[1]/SG8[1]:COM SG9[1]:DOC SG9[1]/SG10[1]:NAD "
     "SG9[1]/SG12[1]:LOC UNS HYN UNS UNT"},
    {"seq_astray_in_the_header", "GOVCBR", "UNH BGM LOC SEQ DTM NAD UNS HYN UNS UNT",
     "UNH BGM SG1[1]:LOC ?SEQ SG1[1]:DTM SG7[1]:NAD UNS HYN UNS UNT", "segment_misplaced SEQ"},
    {"hyn_forgotten", "GOVCBR", "UNH BGM UNS UNS UNT", "UNH BGM UNS UNS UNT",
     "segment_missing HYN of the message"},
};

class MatcherGovcbr : public testing::TestWithParam<Row> {};
TEST_P(MatcherGovcbr, Picture) {
  Diagnostics faults;
  const auto release = shipped_release(faults);
  ASSERT_NE(release, nullptr) << render_text(faults);
  const Outcome got = run(*release, *release->message("GOVCBR"), GetParam().tags);
  EXPECT_EQ(got.places, GetParam().places);
  EXPECT_EQ(got.faults, GetParam().faults);
}
INSTANTIATE_TEST_SUITE_P(Matcher, MatcherGovcbr, testing::ValuesIn(kGovcbr),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(MatcherGovcbrSamples, MatchWithoutFault) {
  const std::string samples = SLUIS_SOURCE_DIR "/../shared/samples/govcbr";
  if (!std::filesystem::exists(samples)) GTEST_SKIP() << "no samples beside the checkout";
  Diagnostics faults;
  const auto release = shipped_release(faults);
  ASSERT_NE(release, nullptr) << render_text(faults);
  const MessageType* message = release->message("GOVCBR");
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(samples)) {
    if (entry.path().extension() != ".edi") continue;
    ++files;
    // A segment ends at the next apostrophe that is not released.
    std::string text = read_file(entry.path().string());
    for (std::size_t at = 0; (at = text.find("?'", at)) != std::string::npos;) text.erase(at, 2);
    std::istringstream in(text);
    std::string tags;
    for (std::string segment; std::getline(in, segment, '\'');) {
      segment.erase(0, segment.find_first_not_of("\r\n"));
      const std::string tag = segment.substr(0, 3);
      if (tag == "UNH") tags.clear();
      tags += tag + " ";
      if (tag != "UNT") continue;
      const Outcome got = run(*release, *message, tags);
      EXPECT_EQ(got.faults, "") << entry.path() << "\n" << got.places;
      EXPECT_EQ(std::count(got.nodes.begin(), got.nodes.end(), kNone), 0);
    }
  }
  EXPECT_EQ(files, 25U);
}

// --- against a matcher that tries everything ---

TEST(MatcherRandom, AgreesWithTryingEverything) {
  std::mt19937 random(20261124);
  const Release release;
  std::size_t agreed = 0, rejected = 0;
  for (int round = 0; round < 6000; ++round) {
    const std::string text = random_items(random, 0, false);
    const MessageType message = table(text);
    // A walk through what is possible, sometimes with a step that is not.
    TryEverything all(message);
    Matcher matcher(release, message);
    std::vector<Matcher::Report> reports;
    std::string walk;
    bool one_way = true;
    for (int steps = 0; steps < 12 && one_way; ++steps) {
      const std::vector<Tag> possible = all.possible();
      const bool stray = random() % 12 == 0;
      if (possible.empty() && !stray) break;
      const Tag tag = stray
                          ? edifact::make_tag(std::string(1, static_cast<char>('A' + random() % 8)))
                          : possible[random() % possible.size()];
      walk += edifact::tag_text(tag) + " ";
      const std::uint32_t node = matcher.place(tag, reports).node;
      all.step(tag);
      if (all.ways() == 0) {
        EXPECT_FALSE(reports.empty()) << text << " | " << walk;
        ++rejected;
        break;
      }
      one_way = all.ways() == 1;
      if (!one_way) break;
      ASSERT_TRUE(reports.empty()) << text << " | " << walk;
      ASSERT_EQ(node, all.node()) << text << " | " << walk;
      ++agreed;
    }
    if (!one_way || all.ways() == 0) continue;
    static_cast<void>(matcher.finish(reports));
    EXPECT_EQ(reports.empty(), all.may_end()) << text << " | " << walk;
  }
  // Enough of both was seen.
  EXPECT_GT(agreed, 10'000U);
  EXPECT_GT(rejected, 500U);
}

// S-362: whatever comes, each segment is placed or counted in a report, and later ones still match.
TEST(MatcherRandom, NoSegmentIsLost) {
  std::mt19937 random(7);
  Diagnostics faults;
  const auto release = shipped_release(faults);
  ASSERT_NE(release, nullptr) << render_text(faults);
  const MessageType& message = *release->message("GOVCBR");
  Matcher matcher(*release, message);
  for (int round = 0; round < 200; ++round) {
    matcher.reset();
    std::vector<Matcher::Report> reports;
    std::size_t lost = 0;
    for (int i = 0; i < 100; ++i) {
      const Node& node = message.nodes[1 + random() % (message.nodes.size() - 1)];
      const Tag tag = random() % 10 == 0 ? edifact::make_tag("XYZ") : node.tag;
      if (matcher.place(tag, reports).node == kNone) ++lost;
    }
    static_cast<void>(matcher.finish(reports));
    std::size_t told = 0;
    for (const Matcher::Report& report : reports) {
      if (report.fault == Fault::segment_unknown || report.fault == Fault::segment_misplaced)
        ++told;
      if (report.fault == Fault::segments_skipped) told += std::stoul(report.detail);
    }
    EXPECT_EQ(told, lost);
  }
}

}  // namespace
}  // namespace sluis::directory
