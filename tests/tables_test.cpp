// Directory tables: representations, look-ups, the qualifier of a segment.
#include "directory/tables.hpp"

#include <gtest/gtest.h>

#include "directory_fixture.hpp"

namespace sluis::directory {
namespace {

struct RepresentationRow {
  const char* name;
  const char* text;
  char kind;  // '\0': not a representation
  bool fixed = false;
  int max = 0;
};
void PrintTo(const RepresentationRow& row, std::ostream* os) { *os << row.name; }

const RepresentationRow kRepresentations[] = {
    {"up_to_alphanumeric", "an..35", 'x', false, 35},
    {"exactly_alphanumeric", "an3", 'x', true, 3},
    {"up_to_numeric", "n..6", 'n', false, 6},
    {"exactly_numeric", "n8", 'n', true, 8},
    {"up_to_alphabetic", "a..17", 'a', false, 17},
    {"exactly_alphabetic", "a1", 'a', true, 1},
    {"longest", "an..65535", 'x', false, 65535},
    {"too_long", "an..65536", '\0'},
    {"zero", "an..0", '\0'},
    {"empty", "", '\0'},
    {"no_length", "an", '\0'},
    {"no_length_behind_dots", "an..", '\0'},
    {"one_dot", "an.3", '\0'},
    {"other_kind", "b..3", '\0'},
    {"capital", "AN..3", '\0'},
    {"trailing", "an..3 ", '\0'},
    {"decimals", "n..16,6", '\0'},
    {"negative", "n-3", '\0'},
};

class RepresentationText : public testing::TestWithParam<RepresentationRow> {};
TEST_P(RepresentationText, ThereAndBack) {
  const RepresentationRow& row = GetParam();
  Representation made;
  ASSERT_EQ(parse_representation(row.text, made), row.kind != '\0');
  if (row.kind == '\0') return;
  EXPECT_EQ(made.kind, row.kind);
  EXPECT_EQ(made.fixed, row.fixed);
  EXPECT_EQ(made.max, row.max);
  EXPECT_EQ(text(made), row.text);
}
INSTANTIATE_TEST_SUITE_P(Tables, RepresentationText, testing::ValuesIn(kRepresentations),
                         [](const auto& row) { return std::string(row.param.name); });

Release small() {
  Release release;
  for (const int number : {1001, 2005, 9999}) {
    Element element;
    element.number = static_cast<std::uint16_t>(number);
    element.codes = {{"1", "one"}, {"10", "ten"}, {"Z", "last"}};
    release.elements.push_back(element);
  }
  for (const char* id : {"C002", "C507", "S009"}) release.composites.push_back({id, id, {}});
  for (const char* tag : {"BGM", "DTM", "UNT"}) {
    SegmentType segment;
    segment.tag = edifact::make_tag(tag);
    release.segments.push_back(segment);
  }
  for (const char* id : {"CUSCAR", "GOVCBR"}) release.messages.push_back({id, {}, {}});
  return release;
}

TEST(Tables, FindWhatIsThere) {
  const Release release = small();
  for (const Element& row : release.elements) EXPECT_EQ(release.element(row.number), &row);
  for (const Composite& row : release.composites) EXPECT_EQ(release.composite(row.id), &row);
  for (const SegmentType& row : release.segments) EXPECT_EQ(release.segment(row.tag), &row);
  for (const MessageType& row : release.messages) EXPECT_EQ(release.message(row.id), &row);
  for (const Code& row : release.elements[0].codes)
    EXPECT_EQ(find_code(release.elements[0], row.value), &row);
}

TEST(Tables, DoNotFindWhatIsNot) {
  const Release release = small();
  const Release nothing;
  for (const int number : {0, 1000, 2004, 65535}) {
    EXPECT_EQ(release.element(static_cast<std::uint16_t>(number)), nullptr);
    EXPECT_EQ(nothing.element(static_cast<std::uint16_t>(number)), nullptr);
  }
  for (const char* id : {"", "C001", "C5070", "c507", "Z999"}) {
    EXPECT_EQ(release.composite(id), nullptr);
    EXPECT_EQ(release.message(id), nullptr);
  }
  for (const char* tag : {"", "AAA", "DTN", "ZZZ"})
    EXPECT_EQ(release.segment(edifact::make_tag(tag)), nullptr);
  for (const char* code : {"", "0", "100", "z"})
    EXPECT_EQ(find_code(release.elements[0], code), nullptr);
  EXPECT_EQ(find_code(Element{}, "1"), nullptr);
}

TEST(Tables, GroupNames) {
  MessageType message;
  message.id = "GOVCBR";
  Node node;
  EXPECT_EQ(group_name(message, node), "GOVCBR");
  node.number = 36;
  EXPECT_EQ(group_name(message, node), "SG36");
}

// Where the shipped directory's qualifiers are, as mappings use them.
struct QualifierRow {
  const char* tag;
  int element, component;
};
void PrintTo(const QualifierRow& row, std::ostream* os) { *os << row.tag; }

const QualifierRow
    kQualifiers[] =
        {
            {"DTM", 1, 1}, {"RFF", 1, 1}, {"LOC", 1, 1}, {"NAD", 1, 1}, {"TDT", 1, 1},
            {"FTX", 1, 1}, {"QTY", 1, 1}, {"MEA", 1, 1}, {"CNT", 1, 1}, {"EQD", 1, 1},
            {"HYN", 1, 1}, {"UNS", 1, 1}, {"BGM", 1, 1}, {"DOC", 1, 1}, {"STS", 1, 1},
            {"GEI", 1, 1}, {"COM", 1, 2},  // no qualifier by name: the first coded one, 3155
};

class Qualifier : public testing::TestWithParam<QualifierRow> {};
TEST_P(Qualifier, IsWhereMappingsLookForIt) {
  Diagnostics faults;
  const auto release = shipped_release(faults);
  ASSERT_NE(release, nullptr) << render_text(faults);
  const SegmentType* segment = release->segment(edifact::make_tag(GetParam().tag));
  ASSERT_NE(segment, nullptr);
  EXPECT_EQ(segment->qualifier_element, GetParam().element);
  EXPECT_EQ(segment->qualifier_component, GetParam().component);
}
INSTANTIATE_TEST_SUITE_P(Tables, Qualifier, testing::ValuesIn(kQualifiers),
                         [](const auto& row) { return std::string(row.param.tag); });

TEST(Tables, QualifierByName) {
  Release release;
  release.elements.resize(3);
  release.elements[0].name = "Something";
  release.elements[0].codes = {{"1", ""}};
  release.elements[1].name = "Its Code QUALIFIER";
  release.elements[2].name = "Text";
  release.composites = {{"C001", "", {{2, false, {}}, {1, false, {}}}},
                        {"C002", "", {{1, false, {}}}},
                        {"C003", "", {}}};
  const auto at = [&](std::vector<Field> fields) {
    SegmentType segment;
    segment.fields = std::move(fields);
    find_qualifier(release, segment);
    return std::pair(segment.qualifier_element, segment.qualifier_component);
  };
  using Place = std::pair<std::uint16_t, std::uint16_t>;
  const Field coded{false, 0, false, 1, {}}, named{false, 1, false, 1, {}};
  const Field text{false, 2, false, 1, {}};
  const Field second{true, 0, false, 1, {}}, first{true, 1, false, 1, {}};
  const Field nothing{true, 2, false, 1, {}};
  EXPECT_EQ(at({}), Place(1, 1));
  EXPECT_EQ(at({nothing, text}), Place(1, 1));
  EXPECT_EQ(at({text, coded}), Place(2, 1));
  EXPECT_EQ(at({coded, named}), Place(2, 1));
  EXPECT_EQ(at({coded, first}), Place(2, 1));
  // A qualifier that is not the first component does not count.
  EXPECT_EQ(at({second, coded}), Place(2, 1));
  EXPECT_EQ(at({text, second}), Place(1, 1));
}

}  // namespace
}  // namespace sluis::directory
