// The compact text form: strict to load, the same again when saved; and the folders of releases.
#include "directory/compact.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "directory_fixture.hpp"
#include "sluis/directory.hpp"

namespace sluis::directory {
namespace {

namespace fs = std::filesystem;

const Texts kSound{
    "# comment\n1001 an..3 Document name code\n1004 an..70\n2005 an..3 Qualifier\n",
    "C002 DOCUMENT NAME\n  1001 C an..3\nC106 IDENTIFICATION\n  1004 M an..70\n  1001 C an3\n"
    "  D2(010,020)\n",
    "BGM Beginning of message\n  C002 C 1\n  1004 C 5 an..35\n  D5(020,010)\n  D1(010,020)\n"
    "DTM Date\n  2005 M 1 an..3\n",
    "1001\n  1 First one\n  10 Tenth\n  A\n2005\n  137 Document date\n",
    {{"ORDERS",
      "ORDERS Purchase order\n00010 BGM M 1\n00020 SG1 C 99\n  00030 DTM M 1\n"
      "  00040 SG2 C 9\n    00050 BGM M 1\n00060 DTM C 35\n"}}};

struct Made {
  std::shared_ptr<const Release> release;
  std::string faults;
};

Made load(const Texts& texts) {
  const TemporaryFolder folder;
  write_release(folder / "d99x", texts);
  Diagnostics faults;
  Made made{load_release(folder / "d99x", {}, faults), {}};
  made.faults = picture(faults);
  return made;
}

TEST(Compact, Loads) {
  const Made made = load(kSound);
  ASSERT_NE(made.release, nullptr) << made.faults;
  EXPECT_EQ(made.faults, "");
  const Release& release = *made.release;
  EXPECT_EQ(release.id, "d99x");
  ASSERT_EQ(release.elements.size(), 3U);
  EXPECT_EQ(release.elements[0].name, "Document name code");
  EXPECT_EQ(release.elements[1].name, "");
  ASSERT_EQ(release.elements[0].codes.size(), 3U);
  EXPECT_EQ(release.elements[0].codes[1].value, "10");
  EXPECT_EQ(release.elements[0].codes[2].name, "");
  const Composite* composite = release.composite("C106");
  ASSERT_NE(composite, nullptr);
  ASSERT_EQ(composite->components.size(), 2U);
  EXPECT_TRUE(composite->components[0].mandatory);
  EXPECT_EQ(release.elements[composite->components[0].element].number, 1004);
  EXPECT_TRUE(composite->components[1].representation.fixed);
  const SegmentType* segment = release.segment(edifact::make_tag("BGM"));
  ASSERT_NE(segment, nullptr);
  ASSERT_EQ(segment->fields.size(), 2U);
  EXPECT_TRUE(segment->fields[0].composite);
  EXPECT_EQ(release.composites[segment->fields[0].index].id, "C002");
  EXPECT_EQ(segment->fields[1].repeat, 5);
  EXPECT_EQ(segment->fields[1].representation.max, 35);
}

TEST(Compact, NestsSegmentTables) {
  const Made made = load(kSound);
  ASSERT_NE(made.release, nullptr) << made.faults;
  const MessageType* message = made.release->message("ORDERS");
  ASSERT_NE(message, nullptr);
  EXPECT_EQ(message->name, "Purchase order");
  std::string out;
  for (const Node& node : message->nodes)
    out += (node.group ? group_name(*message, node) : edifact::tag_text(node.tag)) + " " +
           std::to_string(static_cast<int>(node.parent)) + "-" + std::to_string(node.end) + " " +
           edifact::tag_text(node.tag) + (node.mandatory ? " M" : " C") + std::to_string(node.max) +
           "@" + std::to_string(node.position) + "\n";
  EXPECT_EQ(out,
            "ORDERS -1-7 BGM M1@0\n"
            "BGM 0-2 BGM M1@10\n"
            "SG1 0-6 DTM C99@20\n"
            "DTM 2-4 DTM M1@30\n"
            "SG2 2-6 BGM C9@40\n"
            "BGM 4-6 BGM M1@50\n"
            "DTM 0-7 DTM C35@60\n");
  for (const Node& node : message->nodes) {
    if (!node.group) {
      EXPECT_EQ(made.release->segments[node.segment].tag, node.tag);
    }
  }
}

TEST(Compact, SavesWhatItLoads) {
  Diagnostics faults;
  const auto release = shipped_release(faults);
  ASSERT_NE(release, nullptr) << render_text(faults);
  const TemporaryFolder folder;
  save_release(*release, folder / "first");
  const auto again = load_release(folder / "first", {}, faults);
  ASSERT_NE(again, nullptr) << render_text(faults);
  save_release(*again, folder / "second");
  for (const char* name :
       {"elements.txt", "composites.txt", "segments.txt", "codes.txt", "messages/GOVCBR.txt"}) {
    const std::string text = read_file(folder / ("first/" + std::string(name)));
    EXPECT_FALSE(text.empty()) << name;
    EXPECT_EQ(text, read_file(folder / ("second/" + std::string(name)))) << name;
  }
}

TEST(Compact, SavingLeavesNoMessageOfBefore) {
  const Made made = load(kSound);
  ASSERT_NE(made.release, nullptr) << made.faults;
  const TemporaryFolder folder;
  write_file(folder / "d99x/messages/INVOIC.txt", "INVOIC of an earlier import\n");
  write_file(folder / "d99x/messages/readme", "left alone");
  save_release(*made.release, folder / "d99x");
  EXPECT_FALSE(fs::exists(folder / "d99x/messages/INVOIC.txt"));
  EXPECT_TRUE(fs::exists(folder / "d99x/messages/ORDERS.txt"));
  EXPECT_TRUE(fs::exists(folder / "d99x/messages/readme"));
}

TEST(Compact, SavesNamesOnOneLine) {
  Release release;
  Element element;
  element.number = 81;
  element.representation = {'a', true, 1};
  element.name = "  two\nlines\t and \r\n more ";
  release.elements.push_back(element);
  element.number = 82;
  element.name = " \r\n";
  release.elements.push_back(element);
  const TemporaryFolder folder;
  save_release(release, folder / "x");
  EXPECT_EQ(read_file(folder / "x/elements.txt"), "0081 a1 two lines and more\n0082 a1\n");
}

TEST(Compact, CannotSaveThrows) {
  const TemporaryFolder folder;
  write_file(folder / "file", "");
  EXPECT_THROW(save_release(Release{}, folder / "file"), std::system_error);
}

// --- strictness: one file is wrong in one way ---

struct BadRow {
  const char* name;
  std::string Texts::*file;  // null: the message
  const char* text;
  const char* faults;
};
void PrintTo(const BadRow& row, std::ostream* os) { *os << row.name; }

std::string Texts::*const kElements = &Texts::elements;
std::string Texts::*const kComposites = &Texts::composites;
std::string Texts::*const kSegments = &Texts::segments;
std::string Texts::*const kCodes = &Texts::codes;
std::string Texts::*const kMessage = nullptr;

const BadRow kBad[] = {
    {"element_number_short", kElements, "1001 an..3\n1004 an..70\n200 an..3\n2005 an..3\n",
     "directory_line@3"},
    {"element_number_no_digits", kElements, "1001 an..3\n1004 an..70\n2005 an..3\n2O05 an..3\n",
     "directory_line@4"},
    {"element_representation", kElements, "1001 an..3\n1004 an..70\n2005 an..3\n3000 xx3\n",
     "directory_line@4"},
    {"element_indented", kElements, "1001 an..3\n1004 an..70\n2005 an..3\n 3000 an3\n",
     "directory_line@4"},
    {"element_twice", kElements, "1001 an..3\n1004 an..70\n2005 an..3\n2005 an..3\n",
     "directory_duplicate@4"},
    {"element_out_of_order", kElements, "1001 an..3\n2005 an..3\n1004 an..70\n",
     "directory_duplicate@3 directory_undefined@4 directory_undefined@3"},
    {"composite_id", kComposites, "C002 X\n  1001 C an..3\nc106 X\n", "directory_line@3"},
    {"composite_twice", kComposites, "C002 X\n  1001 C an..3\nC002 X\n  1001 C an..3\n",
     "directory_duplicate@3"},
    {"component_before_composite", kComposites, "  1001 C an..3\nC002 X\n  1001 C an..3\n",
     "directory_line@1"},
    {"component_status", kComposites, "C002 X\n  1001 X an..3\n", "directory_line@2"},
    {"component_representation", kComposites, "C002 X\n  1001 C an..x\n", "directory_line@2"},
    {"component_more_words", kComposites, "C002 X\n  1001 C an..3 1\n", "directory_line@2"},
    {"component_indent", kComposites, "C002 X\n   1001 C an..3\n", "directory_line@2"},
    {"component_undefined", kComposites, "C002 X\n  4000 C an..3\n", "directory_undefined@2"},
    {"segment_tag", kSegments, "BGM X\n  C002 C 1\nDTM X\n  2005 M 1 an..3\ndtm X\n",
     "directory_line@5"},
    {"segment_twice", kSegments, "BGM X\n  C002 C 1\nBGM X\n  C002 C 1\nDTM X\n  2005 M 1 an..3\n",
     "directory_duplicate@3"},
    {"field_without_repetition", kSegments, "BGM X\n  C002 C\nDTM X\n  2005 M 1 an..3\n",
     "directory_line@2"},
    {"field_zero_times", kSegments, "BGM X\n  C002 C 0\nDTM X\n  2005 M 1 an..3\n",
     "directory_line@2"},
    {"field_element_without_representation", kSegments,
     "BGM X\n  1004 C 1\nDTM X\n  2005 M 1 an..3\n", "directory_line@2"},
    {"field_composite_with_representation", kSegments,
     "BGM X\n  C002 C 1 an..3\nDTM X\n  2005 M 1 an..3\n", "directory_line@2"},
    {"field_undefined", kSegments, "BGM X\n  C999 C 1\nDTM X\n  4000 M 1 an..3\n",
     "directory_undefined@2 directory_undefined@4"},
    {"codes_of_nothing", kCodes, "  137 X\n", "directory_line@1"},
    {"codes_head_with_name", kCodes, "2005 Qualifier\n  137 X\n", "directory_line@1"},
    {"codes_of_undefined", kCodes, "4000\n  137 X\n", "directory_undefined@1"},
    {"codes_element_twice", kCodes, "2005\n  1 X\n2005\n  2 X\n", "directory_duplicate@3"},
    {"code_twice", kCodes, "2005\n  1 X\n  1 Y\n", "directory_duplicate@3"},
    {"code_out_of_order", kCodes, "2005\n  2 X\n  1 Y\n", "directory_duplicate@3"},
    {"code_without_value", kCodes, "2005\n  \n", "directory_line@2"},
    {"message_of_another_name", kMessage, "CUSCAR X\n00010 BGM M 1\n", "directory_line@1"},
    {"message_empty", kMessage, "# nothing\n", "directory_line@1"},
    {"message_without_positions", kMessage, "ORDERS X\n", "directory_nesting@1"},
    {"position_short", kMessage, "ORDERS X\n0010 BGM M 1\n", "directory_line@2"},
    {"position_tag", kMessage, "ORDERS X\n00010 Bgm M 1\n", "directory_line@2"},
    {"position_status", kMessage, "ORDERS X\n00010 BGM R 1\n", "directory_line@2"},
    {"position_zero_times", kMessage, "ORDERS X\n00010 BGM M 0\n", "directory_line@2"},
    {"position_many_times", kMessage, "ORDERS X\n00010 BGM M 99999999999\n", "directory_line@2"},
    {"position_more_words", kMessage, "ORDERS X\n00010 BGM M 1 X\n", "directory_line@2"},
    {"position_odd_indent", kMessage, "ORDERS X\n 00010 BGM M 1\n", "directory_line@2"},
    {"position_too_deep", kMessage, "ORDERS X\n  00010 BGM M 1\n", "directory_nesting@2"},
    {"position_in_segment", kMessage, "ORDERS X\n00010 BGM M 1\n  00020 DTM C 1\n",
     "directory_nesting@3"},
    {"segment_undefined", kMessage, "ORDERS X\n00010 BGM M 1\n00020 XYZ C 1\n",
     "directory_undefined@3"},
    {"group_zero", kMessage, "ORDERS X\n00010 SG0 M 1\n", "directory_line@2"},
    {"group_empty", kMessage, "ORDERS X\n00010 SG1 M 1\n00020 BGM M 1\n", "directory_nesting@3"},
    {"group_empty_at_the_end", kMessage, "ORDERS X\n00010 BGM M 1\n00020 SG1 M 1\n",
     "directory_nesting@3"},
    {"trigger_conditional", kMessage, "ORDERS X\n00010 SG1 M 1\n  00020 BGM C 1\n",
     "directory_nesting@3"},
    {"trigger_repeats", kMessage, "ORDERS X\n00010 SG1 M 1\n  00020 BGM M 2\n",
     "directory_nesting@3"},
    {"trigger_is_group", kMessage, "ORDERS X\n00010 SG1 M 1\n  00020 SG2 M 1\n    00030 BGM M 1\n",
     "directory_nesting@3"},
};

class CompactBad : public testing::TestWithParam<BadRow> {};
TEST_P(CompactBad, IsReportedAtItsLine) {
  Texts texts = kSound;
  if (GetParam().file != nullptr)
    texts.*GetParam().file = GetParam().text;
  else
    texts.messages[0].second = GetParam().text;
  // Only the file in question: the rest has no part in it.
  if (GetParam().file == kComposites)
    texts.segments = "BGM X\n  1001 C 1 an..3\nDTM X\n  2005 M 1 an..3\n";
  if (GetParam().file == kElements)
    texts.segments =
        "BGM X\n  1001 C 1 an..3\nDTM X\n"
        "  1001 M 1 an..3\n";
  if (GetParam().file == kElements) texts.codes.clear();
  const Made made = load(texts);
  EXPECT_EQ(made.release, nullptr);
  if (std::string_view(GetParam().name) == "element_out_of_order")
    EXPECT_TRUE(made.faults.starts_with("directory_duplicate@3")) << made.faults;
  else
    EXPECT_EQ(made.faults, GetParam().faults);
}
INSTANTIATE_TEST_SUITE_P(Compact, CompactBad, testing::ValuesIn(kBad),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Compact, MissingFilesAreReported) {
  const TemporaryFolder folder;
  Diagnostics faults;
  EXPECT_EQ(load_release(folder / "none", {}, faults), nullptr);
  EXPECT_EQ(picture(faults), "directory_incomplete directory_incomplete directory_incomplete");
}

TEST(Compact, CodesAndMessagesMayBeAbsent) {
  Texts texts = kSound;
  texts.codes.clear();
  texts.messages.clear();
  const Made made = load(texts);
  ASSERT_NE(made.release, nullptr) << made.faults;
  EXPECT_TRUE(made.release->messages.empty());
}

TEST(Compact, FaultsOfAFileAreBounded) {
  Texts texts = kSound;
  texts.codes.clear();
  for (int i = 0; i < 5000; ++i) texts.codes += "nonsense\n";
  const TemporaryFolder folder;
  write_release(folder / "x", texts);
  Diagnostics faults;
  EXPECT_EQ(load_release(folder / "x", {}, faults), nullptr);
  EXPECT_EQ(faults.all().size(), kMaxFaults);
}

std::string nested(std::size_t depth) {
  std::string out = "ORDERS X\n";
  std::string indent;
  for (std::size_t i = 1; i <= depth; ++i, indent += "  ") {
    const std::string at = std::to_string(10'000 + 2 * i);
    out += indent + at + " SG" + std::to_string(i) + " M 1\n" + indent + "  " + at + " BGM M 1\n";
  }
  return out;
}

TEST(Compact, DepthIsBounded) {
  Texts texts = kSound;
  texts.messages[0].second = nested(kMaxDepth - 1);
  EXPECT_NE(load(texts).release, nullptr) << load(texts).faults;
  texts.messages[0].second = nested(kMaxDepth);
  EXPECT_EQ(load(texts).release, nullptr);
  EXPECT_TRUE(load(texts).faults.starts_with("directory_nesting@")) << load(texts).faults;
}

TEST(Compact, PositionsAreBounded) {
  Texts texts = kSound;
  std::string& message = texts.messages[0].second;
  message = "ORDERS X\n";
  for (std::size_t i = 1; i < kMaxPositions; ++i) message += "00010 BGM C 1\n";
  EXPECT_NE(load(texts).release, nullptr) << load(texts).faults;
  message += "00010 BGM C 1\n";
  EXPECT_EQ(load(texts).release, nullptr);
  EXPECT_TRUE(load(texts).faults.starts_with("directory_nesting@")) << load(texts).faults;
}

// --- the service folder ---

TEST(Compact, ServiceIsUnitedWithTheRelease) {
  const TemporaryFolder folder;
  write_release(folder / "service",
                {"0062 an..14\n1001 an..9 Other\n2000 an..3\n",
                 "C002 SERVICE\n  2000 C an..3\nS009 ID\n  0062 M an..14\n",
                 "AAA First\n  2000 C 1 an..3\nUNH Header\n  0062 M 1 an..14\n  S009 M 1\n",
                 "2000\n  A Of service\n",
                 {}});
  Texts texts = kSound;
  texts.messages[0].second = "ORDERS X\n00010 UNH M 1\n00020 BGM M 1\n00030 DTM C 1\n";
  write_release(folder / "d99x", texts);
  Diagnostics faults;
  const auto release = load_release(folder / "d99x", folder / "service", faults);
  ASSERT_NE(release, nullptr) << render_text(faults);
  EXPECT_TRUE(
      std::is_sorted(release->elements.begin(), release->elements.end(),
                     [](const Element& a, const Element& b) { return a.number < b.number; }));
  EXPECT_EQ(release->elements.size(), 5U);
  // What both define is the service's.
  EXPECT_EQ(release->element(1001)->representation.max, 9);
  EXPECT_EQ(release->composite("C002")->name, "SERVICE");
  EXPECT_EQ(release->elements[release->composite("C002")->components[0].element].number, 2000);
  EXPECT_EQ(release->elements[release->composite("C106")->components[0].element].number, 1004);
  const SegmentType* header = release->segment(edifact::make_tag("UNH"));
  ASSERT_NE(header, nullptr);
  EXPECT_EQ(release->elements[header->fields[0].index].number, 62);
  EXPECT_EQ(release->composites[header->fields[1].index].id, "S009");
  const SegmentType* first = release->segment(edifact::make_tag("AAA"));
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(release->elements[first->fields[0].index].number, 2000);
  EXPECT_EQ(first->qualifier_element, 1);
  for (const Node& node : release->message("ORDERS")->nodes) {
    if (!node.group) {
      EXPECT_EQ(release->segments[node.segment].tag, node.tag);
    }
  }
}

TEST(Compact, ShippedGovcbr) {
  Diagnostics faults;
  const auto release = shipped_release(faults);
  ASSERT_NE(release, nullptr) << render_text(faults);
  const MessageType* message = release->message("GOVCBR");
  ASSERT_NE(message, nullptr);
  EXPECT_EQ(message->nodes.size(), 1U + 1173U);
  EXPECT_EQ(std::count_if(message->nodes.begin(), message->nodes.end(),
                          [](const Node& node) { return node.group && node.number != 0; }),
            261);
  EXPECT_EQ(message->nodes.back().position, 11730U);
  EXPECT_EQ(message->nodes.back().tag, edifact::make_tag("UNT"));
  for (const Element& element : release->elements)
    for (const Code& code : element.codes) EXPECT_LE(code.name.size(), 4U * 60U);
  EXPECT_EQ(release->element(1153)->representation.max, 3);
  const Code* port = find_code(*release->element(3227), "153");
  ASSERT_NE(port, nullptr);
}

TEST(Compact, ShippedServiceSegments) {
  const Directories directories({SLUIS_SOURCE_DIR "/schemas/edifact"});
  Diagnostics faults;
  const auto service = directories.service(faults);
  ASSERT_NE(service, nullptr) << render_text(faults);
  for (const char* tag : {"UNB", "UNZ", "UNG", "UNE", "UNH", "UNT", "UNS", "UGH", "UGT"})
    EXPECT_NE(service->segment(edifact::make_tag(tag)), nullptr) << tag;
  // The wider one of the syntax versions: n6 and n8, n..6 and n..10.
  EXPECT_EQ(text(service->element(17)->representation), "n..8");
  EXPECT_EQ(text(service->element(74)->representation), "n..10");
}

// --- Directories ---

TEST(DirectoriesTest, FindsByVersionAndRelease) {
  const TemporaryFolder first, second;
  write_release(first / "d99a", kSound);
  write_release(second / "d99b", kSound);
  Texts other = kSound;
  other.messages.clear();
  write_release(second / "d99a", other);
  write_file(first / "notes/readme.txt", "not a release");
  const Directories directories({first.path(), second.path(), first / "absent"});
  EXPECT_EQ(directories.list(), (std::vector<std::string>{"d99a", "d99b"}));
  Diagnostics faults;
  const auto release = directories.release("D", "99A", faults);
  ASSERT_NE(release, nullptr) << render_text(faults);
  EXPECT_EQ(release->messages.size(), 1U);  // the first folder that holds it
  EXPECT_EQ(directories.release("d", "99a", faults), release);
  EXPECT_NE(directories.release("D", "99B", faults), nullptr);
  EXPECT_EQ(directories.service(faults), nullptr);
  EXPECT_EQ(picture(faults), "");
}

TEST(DirectoriesTest, PlacesAreThoseThatAreUsed) {
  const TemporaryFolder folder;
  write_release(folder / "a/d99x", kSound);
  write_release(folder / "b/d99x", kSound);
  write_release(folder / "b/d98b", {"", "", "", "", {}});
  write_release(folder / "b/service", {"", "", "", "", {}});
  write_file(folder / "b/notes/readme.txt", "not a release");
  const Directories directories({folder / "a", folder / "b", folder / "none"});
  const auto places = directories.places();
  ASSERT_EQ(places.size(), 2U);
  EXPECT_EQ(places[0].release, "d98b");
  EXPECT_EQ(places[0].messages, 0U);
  EXPECT_EQ(places[1].folder, folder / "a/d99x");
  EXPECT_EQ(places[1].messages, 1U);
}

TEST(DirectoriesTest, WhatIsNotThereIsNull) {
  const TemporaryFolder folder;
  write_release(folder / "d99a", kSound);
  write_release(folder / "service", kSound);
  write_release(folder / "inner/d99a", kSound);
  const Directories directories({folder / "inner"});
  const Directories outer({folder.path()});
  Diagnostics faults;
  EXPECT_EQ(directories.release("D", "15A", faults), nullptr);
  EXPECT_EQ(directories.release("", "", faults), nullptr);
  // What a message says never leaves the folder, nor reaches what is not a release.
  EXPECT_EQ(directories.release("..", "/d99a", faults), nullptr);
  EXPECT_EQ(directories.release("../", "d99a", faults), nullptr);
  EXPECT_EQ(directories.release("D", std::string(5000, '9'), faults), nullptr);
  EXPECT_EQ(outer.release("SER", "VICE", faults), nullptr);
  EXPECT_NE(outer.service(faults), nullptr);
  EXPECT_EQ(outer.list(), std::vector<std::string>{"d99a"});
  EXPECT_EQ(Directories().release("D", "99A", faults), nullptr);
  EXPECT_TRUE(Directories().list().empty());
  EXPECT_EQ(picture(faults), "");
}

TEST(DirectoriesTest, ABadReleaseIsReportedEachTime) {
  const TemporaryFolder folder;
  Texts texts = kSound;
  texts.codes = "nonsense\n";
  write_release(folder / "d99a", texts);
  const Directories directories({folder.path()});
  for (int i = 0; i < 2; ++i) {
    Diagnostics faults;
    EXPECT_EQ(directories.release("D", "99A", faults), nullptr);
    EXPECT_EQ(picture(faults), "directory_line@1");
    ASSERT_EQ(faults.all().size(), 1U);
    EXPECT_EQ(faults.all()[0].file, folder / "d99a/codes.txt");
  }
}

TEST(DirectoriesTest, ThreadsShareOneRelease) {
  const Directories directories({SLUIS_SOURCE_DIR "/schemas/edifact"});
  std::vector<std::shared_ptr<const Release>> got(8);
  std::vector<std::thread> threads;
  for (auto& slot : got)
    threads.emplace_back([&] {
      Diagnostics faults;
      slot = directories.release("D", "15A", faults);
    });
  for (std::thread& thread : threads) thread.join();
  for (const auto& release : got) {
    ASSERT_NE(release, nullptr);
    EXPECT_EQ(release, got[0]);
  }
}

}  // namespace
}  // namespace sluis::directory
