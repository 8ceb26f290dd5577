// What a table's collisions are: where they are, and that tables without one need no choice.
#include "directory/collisions.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "matcher_fixture.hpp"
#include "sluis/directory.hpp"

namespace sluis::directory {
namespace {

struct Row {
  const char* name;
  const char* table;
  const char* pairs;
};
void PrintTo(const Row& row, std::ostream* os) { *os << row.name; }

const Row kRows[] = {
    {"none", "A:M1 B:C9 [C9 C:M1 D:C5 ] E:M1", ""},
    {"two_groups", "A:M1 [C5 R:M1 B:C1 ] [C5 R:M1 C:C1 ]", "R: SG1 (trigger R) / SG2 (trigger R)"},
    {"a_mandatory_one_between", "A:M1 [C5 R:M1 B:C1 ] X:M1 [C5 R:M1 C:C1 ]", ""},
    {"a_mandatory_group_between", "A:M1 D:C5 [M9 X:M1 ] D:C1", ""},
    {"segment_and_trigger", "A:M1 M:C9 [C9 M:M1 ]", "M: M / SG1 (trigger M)"},
    {"child_and_parent", "A:M1 [C9 B:M1 [C9 C:M1 ] ] C:C1", "C: SG1/SG2 (trigger C) / C"},
    {"child_and_the_next_occurrence", "A:M1 [C9 B:M1 C:C1 B:C1 ] Z:M1",
     "B: SG1/B / SG1 (trigger B)"},
    {"not_when_it_stands_once", "A:M1 [C1 B:M1 C:C1 B:C1 ] Z:M1", ""},
    {"mandatory_and_repeated", "A:M1 M:M3 M:C1", "M: M / M"},
    {"mandatory_and_once", "A:M1 M:M1 M:C1", ""},
    {"three_in_a_row", "A:M1 B:C1 C:C1 B:C1 D:C1 B:C1", "B: B / B; B: B / B; B: B / B"},
};

class CollisionRow : public testing::TestWithParam<Row> {};
TEST_P(CollisionRow, Pairs) {
  std::string pairs;
  for (const Collision& each : collisions(Release(), table(GetParam().table))) {
    if (!pairs.empty()) pairs += "; ";
    pairs += each.tag + ": " + each.nearest + " / " + each.other;
  }
  EXPECT_EQ(pairs, GetParam().pairs);
}
INSTANTIATE_TEST_SUITE_P(Collisions, CollisionRow, testing::ValuesIn(kRows),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Collisions, InWords) {
  Release release;
  release.segments.push_back({edifact::make_tag("QTY"), "Quantity", {}, {}, 1, 1});
  const auto found = collisions(
      release, table("UNH:M1 [C99 LIN:M1 [C9 QTY:M1 INV:C1 LOC:C5 PAC:C9 QTY:C10 ] ] UNT:M1"));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].name, "Quantity");
  EXPECT_EQ(found[0].nearest, "SG1/SG2/QTY");
  EXPECT_EQ(found[0].other, "SG1/SG2 (trigger QTY)");
  EXPECT_EQ(found[0].why,
            "nothing mandatory stands between it and the next occurrence of the group around it");
  EXPECT_EQ(found[0].how,
            "the nearest is taken, up to 10 times; the other when it is followed by INV, LOC, PAC");
  const auto neighbours = collisions(release, table("A:M1 B:C1 B:C1 Z:M1"));
  ASSERT_EQ(neighbours.size(), 1U);
  EXPECT_EQ(neighbours[0].why, "one stands right behind the other");
  EXPECT_EQ(neighbours[0].how, "the nearest is taken once");
  const auto apart = collisions(release, table("A:M1 B:C1 C:C1 B:C1 Z:M1"));
  ASSERT_EQ(apart.size(), 1U);
  EXPECT_EQ(apart[0].why, "nothing mandatory stands between them");
}

// The rules of message design forbid collisions; a few slipped through all the same.
TEST(Collisions, OfficialMessages) {
  const std::string folder = SLUIS_SOURCE_DIR "/tests/data/directories";
  const Directories directories({folder, SLUIS_SOURCE_DIR "/schemas/edifact"});
  Diagnostics faults;
  const auto release = directories.release("D", "95B", faults);
  ASSERT_NE(release, nullptr) << render_text(faults);
  for (const char* clean : {"BAPLIE", "COARRI", "CUSCAR", "IFTMCS", "MOVINS"})
    EXPECT_TRUE(collisions(*release, *release->message(clean)).empty()) << clean;
  const auto found = collisions(*release, *release->message("INVRPT"));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].nearest, "SG9/SG11/SG15/SG16/QTY");
  EXPECT_EQ(found[0].other, "SG9/SG11 (trigger QTY)");
}

}  // namespace
}  // namespace sluis::directory
