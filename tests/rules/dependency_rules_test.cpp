// Dependency notes: S-370 to S-376.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "directory/checker.hpp"
#include "directory_fixture.hpp"
#include "edifact/contrl.hpp"
#include "edifact/envelope.hpp"
#include "rules/rule.hpp"

namespace sluis::directory {
namespace {

std::shared_ptr<const Release> release_of(const std::string& composites,
                                          const std::string& segments) {
  const TemporaryFolder folder;
  write_release(folder / "d99x",
                {"1000 an..3 One\n2000 an..3 Two\n3000 an..3 Three\n4000 an..3 Four\n",
                 composites,
                 segments,
                 {},
                 {}});
  Diagnostics faults;
  auto release = load_release(folder / "d99x", {}, faults);
  EXPECT_NE(release, nullptr) << render_text(faults);
  return release;
}

// What is said of one segment: "dependency 2:0".
std::string said_of(const Release& release, const std::string& segment, char version = '4') {
  const bool four = version == '4';
  Source source("case", std::string("UNB+UNOC:") + version + "+S+R+" +
                            (four ? "20260101" : "260101") + ":0900+1'UNH+1+TEST:D:99X:UN'" +
                            segment + "'UNT+3+1'UNZ+1+1'");
  Diagnostics ignored;
  edifact::Envelope envelope(source, ignored);
  SegmentChecker checker(release);
  checker.set_syntax_four(four);
  std::vector<ValueReport> reports;
  for (edifact::Event event; envelope.next(event);)
    if (event.kind == edifact::EventKind::segment)
      checker.check(*event.segment, *release.segment(event.segment->tag()), '\0', reports);
  std::string out;
  for (const ValueReport& report : reports) {
    if (!out.empty()) out += ' ';
    out += std::string(fault_row(report.fault).id) + ' ' + std::to_string(report.where.element) +
           ':' + std::to_string(report.where.component);
    EXPECT_EQ(report.present, report.fault == Fault::dependency_surplus);
  }
  return out;
}

// --- S-370: every note with 2, 3 and 4 entities, every combination of what is there ---

struct Case {
  int rule = 0;
  std::size_t listed = 0;
  unsigned there = 0;  // a bit for each entity, the first one lowest
};
void PrintTo(const Case& row, std::ostream* os) {
  *os << 'D' << row.rule << " of " << row.listed << ": " << row.there;
}

std::vector<Case> cases() {
  std::vector<Case> out;
  for (int rule = 1; rule <= 7; ++rule)
    for (std::size_t listed = 2; listed <= 4; ++listed)
      for (unsigned there = 0; there < 1U << listed; ++there) out.push_back({rule, listed, there});
  return out;
}

// The table of the rule, written for a person: a letter for each combination in ascending order;
// '.' met, 'm' something is missing, 's' something is there too much.
struct Truth {
  const char* of_two;
  const char* of_three;
  const char* of_four;
};
constexpr Truth kTruth[] = {
    {"m..s", "m..s.sss", "m..s.sss.sssssss"},  // one and only one
    {".mm.", ".mmmmmm.", ".mmmmmmmmmmmmmm."},  // all or none
    {"m...", "m.......", "m..............."},  // one or more
    {"...s", "...s.sss", "...s.sss.sssssss"},  // one or none
    {".m..", ".m.m.m..", ".m.m.m.m.m.m.m.."},  // if first, then all
    {".m..", ".m......", ".m.............."},  // if first, then at least one more
    {"...s", "...s.s.s", "...s.s.s.s.s.s.s"},  // if first, then none of the others
};

class TruthTable : public testing::TestWithParam<Case> {};
TEST_P(TruthTable, S_370) {
  SCOPED_TRACE("S-370");
  const Case& row = GetParam();
  const Truth& truth = kTruth[row.rule - 1];
  const char want = (row.listed == 2   ? truth.of_two
                     : row.listed == 3 ? truth.of_three
                                       : truth.of_four)[row.there];
  // Of a segment and, with the same elements, of a composite.
  Note note{static_cast<std::uint8_t>(row.rule), {}};
  std::string elements = "+X", components = "+X";  // something that the note is not about
  for (std::size_t i = 0; i < row.listed; ++i) {
    note.positions.push_back(static_cast<std::uint16_t>(i + 2));
    const bool there = (row.there >> i & 1U) != 0;
    elements += there ? "+A" : "+";
    components += there ? ":A" : ":";
  }
  const auto release = release_of(
      "C001 ALL\n  1000 M an..3\n  1000 C an..3\n  2000 C an..3\n  3000 C an..3\n  4000 C an..3\n "
      " " +
          text(note) + "\n",
      "AAA All\n  1000 M 1 an..3\n  1000 C 1 an..3\n  2000 C 1 an..3\n  3000 C 1 an..3\n"
      "  4000 C 1 an..3\n  " +
          text(note) + "\nBBB Composite\n  C001 C 1\n");
  ASSERT_NE(release, nullptr);
  for (const std::string& segment : {"AAA" + elements, "BBB" + components}) {
    const std::string said = said_of(*release, segment);
    const char got = said.empty() ? '.' : said.starts_with("dependency_surplus ") ? 's' : 'm';
    EXPECT_EQ(got, want) << text(note) << ' ' << segment << ": " << said;
    EXPECT_EQ(said.find(' ', said.find(' ') + 1), std::string::npos) << "one report a note";
  }
}
INSTANTIATE_TEST_SUITE_P(Rules, TruthTable, testing::ValuesIn(cases()), [](const auto& row) {
  std::string name = "D" + std::to_string(row.param.rule) + "_";
  for (std::size_t i = 0; i < row.param.listed; ++i)
    name += (row.param.there >> i & 1U) != 0 ? '1' : '0';
  return name;
});

TEST(DependencyRules, ThereAre196Combinations) { EXPECT_EQ(cases().size(), 196U); }

TEST(DependencyRules, S_370_OrderCounts) {
  SCOPED_TRACE("S-370");
  const auto release = release_of(
      "", "AAA All\n  1000 C 1 an..3\n  2000 C 1 an..3\n  3000 C 1 an..3\n  D5(030,010)\n");
  ASSERT_NE(release, nullptr);
  EXPECT_EQ(said_of(*release, "AAA+A"), "");
  EXPECT_EQ(said_of(*release, "AAA+++A"), "dependency 1:0");
}

TEST(DependencyRules, S_370_ARepetitionIsPresence) {
  SCOPED_TRACE("S-370");
  const auto release =
      release_of("", "AAA All\n  1000 C 3 an..3\n  2000 C 1 an..3\n  D2(010,020)\n");
  ASSERT_NE(release, nullptr);
  EXPECT_EQ(said_of(*release, "AAA+*A+B"), "");
  EXPECT_EQ(said_of(*release, "AAA+*A"), "dependency 2:0");
}

// --- S-371, S-372: the service segments have theirs ---

struct Service {
  const char* number;
  const char* what;
  const char* segment;
  const char* said;
};
void PrintTo(const Service& row, std::ostream* os) { *os << row.number << ' ' << row.what; }

constexpr Service kService[] = {
    {"S-371", "rejected", "UCI+I1+S+R+4+28+UNZ+3", ""},
    {"S-371", "acknowledged", "UCI+I1+S+R+7", ""},
    {"S-371", "tag_without_code", "UCI+I1+S+R+4++UNB", "dependency 5:0"},
    {"S-371", "place_without_tag", "UCI+I1+S+R+4+28++3", "dependency 6:0"},
    {"S-371", "security_reference_alone", "UCI+I1+S+R+4+13+USH++R1", "dependency 9:0"},
    {"S-371", "security_position_alone", "UCI+I1+S+R+4+13+USH+++2", "dependency 8:0"},
    {"S-371", "security_whole", "UCI+I1+S+R+4+13+USH++R1+2", ""},
    {"S-371", "group", "UCF+G1+++4++UNE", "dependency 5:0"},
    {"S-372", "message", "UCM+M1+ORDERS:D:01B:UN+4", ""},
    {"S-372", "package", "UCM+++4++++P1+1:X", ""},
    {"S-372", "message_and_package", "UCM+M1+ORDERS:D:01B:UN+4++++P1+1:X",
     "dependency_surplus 7:1"},
    {"S-372", "neither", "UCM+++4", "dependency 1:0"},
    {"S-372", "reference_without_identifier", "UCM+M1++4", "dependency 2:0"},
    {"S-372", "package_without_reference", "UCM+++4++++P1", "dependency 8:0"},
};
class ServiceNotes : public testing::TestWithParam<Service> {};
TEST_P(ServiceNotes, Hold) {
  Diagnostics faults;
  const auto service = load_release(SLUIS_SOURCE_DIR "/schemas/edifact/service", {}, faults);
  ASSERT_NE(service, nullptr) << render_text(faults);
  EXPECT_EQ(said_of(*service, GetParam().segment), GetParam().said);
}
INSTANTIATE_TEST_SUITE_P(Rules, ServiceNotes, testing::ValuesIn(kService), [](const auto& row) {
  return "S_" + std::string(row.param.number).substr(2) + "_" + row.param.what;
});

// --- S-373 to S-375 ---

TEST(DependencyRules, S_373_AllNotesHold) {
  SCOPED_TRACE("S-373");
  const auto release =
      release_of("",
                 "AAA All\n  1000 C 1 an..3\n  2000 C 1 an..3\n  3000 C 1 an..3\n  4000 C 1 an..3\n"
                 "  D1(010,020)\n  D3(020,040)\n");
  ASSERT_NE(release, nullptr);
  EXPECT_EQ(said_of(*release, "AAA++A"), "");
  EXPECT_EQ(said_of(*release, "AAA+A+++A"), "");
  EXPECT_EQ(said_of(*release, "AAA+A"), "dependency 2:0");
  EXPECT_EQ(said_of(*release, "AAA+A+A"), "dependency_surplus 2:1");
  EXPECT_EQ(said_of(*release, "AAA+++A"), "dependency 1:0 dependency 2:0");
}

TEST(DependencyRules, S_374_OnlyOfAParentThatIsThere) {
  SCOPED_TRACE("S-374");
  const auto release =
      release_of("C001 PAIR\n  1000 C an..3\n  2000 C an..3\n  3000 C an..3\n  D1(010,020)\n",
                 "AAA All\n  4000 C 1 an..3\n  C001 C 2\n");
  ASSERT_NE(release, nullptr);
  EXPECT_EQ(said_of(*release, "AAA+A"), "");
  EXPECT_EQ(said_of(*release, "AAA++A"), "");
  EXPECT_EQ(said_of(*release, "AAA++::C"), "dependency 2:1");
  EXPECT_EQ(said_of(*release, "AAA++A*::C"), "dependency 2:1");
  EXPECT_EQ(said_of(*release, "AAA++A:B"), "dependency_surplus 2:2");
}

TEST(DependencyRules, S_375_BeforeVersionFour) {
  SCOPED_TRACE("S-375");
  const auto release =
      release_of("", "AAA All\n  1000 C 1 an..3\n  2000 C 1 an..3\n  D2(010,020)\n");
  ASSERT_NE(release, nullptr);
  EXPECT_EQ(said_of(*release, "AAA+A", '4'), "dependency 2:0");
  EXPECT_EQ(said_of(*release, "AAA+A", '3'), "");
  using edifact::contrl_code;
  using edifact::Level;
  EXPECT_EQ(contrl_code(Fault::dependency, Level::element, true), 48U);
  EXPECT_EQ(contrl_code(Fault::dependency_surplus, Level::element, true), 48U);
  EXPECT_EQ(contrl_code(Fault::dependency, Level::element, false), 13U);
  EXPECT_EQ(contrl_code(Fault::dependency_surplus, Level::element, false), 15U);
}

// --- S-376: what a directory states ---

struct Bad {
  const char* name;
  const char* note;
  const char* faults;
};
void PrintTo(const Bad& row, std::ostream* os) { *os << row.name; }

constexpr Bad kBad[] = {
    {"good", "D5(020,010)", ""},
    {"blanks_behind_commas", "D5(020, 010)", ""},
    {"position_beyond", "D5(030,010)", "directory_note@4"},
    {"position_between", "D5(015,010)", "directory_line@4"},
    {"position_zero", "D5(000,010)", "directory_line@4"},
    {"position_of_two_digits", "D5(20,010)", "directory_line@4"},
    {"one_position", "D5(010)", "directory_line@4"},
    {"position_twice", "D5(010,010)", "directory_line@4"},
    {"no_such_rule", "D8(020,010)", "directory_line@4"},
    {"rule_zero", "D0(020,010)", "directory_line@4"},
    {"not_closed", "D5(020,010", "directory_line@4"},
    {"more_behind", "D5(020,010) x", "directory_line@4"},
    {"nothing", "D5()", "directory_line@4"},
};
class BadNotes : public testing::TestWithParam<Bad> {};
TEST_P(BadNotes, AreLoadErrors) {
  SCOPED_TRACE("S-376");
  for (const bool composite : {false, true}) {
    const std::string fields = composite ? "C001 X\n  1000 C an..3\n  1000 C an..3\n"
                                         : "AAA X\n  1000 C 1 an..3\n  1000 C 1 an..3\n";
    const std::string entry = fields + "  " + GetParam().note + "\n";
    const TemporaryFolder folder;
    write_release(folder / "d99x", {"1000 an..3 One\n",
                                    composite ? entry : "",
                                    composite ? "AAA X\n  C001 C 1\n" : entry,
                                    {},
                                    {}});
    Diagnostics faults;
    const auto release = load_release(folder / "d99x", {}, faults);
    EXPECT_EQ(picture(faults), GetParam().faults);
    EXPECT_EQ(release != nullptr, *GetParam().faults == '\0');
  }
}
INSTANTIATE_TEST_SUITE_P(Rules, BadNotes, testing::ValuesIn(kBad),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(DependencyRules, S_376_NotesStandBehindTheirPositions) {
  SCOPED_TRACE("S-376");
  const TemporaryFolder folder;
  write_release(folder / "d99x",
                {"1000 an..3 One\n",
                 "C001 X\n  1000 C an..3\n  1000 C an..3\n  D2(010,020)\n  1000 C an..3\n",
                 "AAA X\n  1000 C 1 an..3\n  1000 C 1 an..3\n  D2(010,020)\n  1000 C 1 an..3\n",
                 {},
                 {}});
  Diagnostics faults;
  EXPECT_EQ(load_release(folder / "d99x", {}, faults), nullptr);
  EXPECT_EQ(picture(faults), "directory_line@5 directory_line@5");
}

TEST(DependencyRules, S_376_AreReadFromAnOfficialRelease) {
  SCOPED_TRACE("S-376");
  Diagnostics faults;
  const auto release = shipped_release(faults);
  ASSERT_NE(release, nullptr) << render_text(faults);
  const SegmentType* tdt = release->segment(edifact::make_tag("TDT"));
  ASSERT_NE(tdt, nullptr);
  ASSERT_EQ(tdt->notes.size(), 1U);
  EXPECT_EQ(text(tdt->notes.front()), "D5(040,030)");
  EXPECT_EQ(meaning(tdt->notes.front()), "if first, then all");
  EXPECT_EQ(said_of(*release, "TDT+11+++1:A27:ZZZ"), "dependency 3:0");
  EXPECT_EQ(said_of(*release, "TDT+11++1+1:A27:ZZZ"), "");
}

}  // namespace
}  // namespace sluis::directory
