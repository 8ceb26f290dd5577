// The checker: what a segment's definition says about its values, a row a rule.
#include "directory/checker.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "directory_fixture.hpp"
#include "edifact/envelope.hpp"
#include "sluis/source.hpp"

namespace sluis::directory {
namespace {

const Texts kTexts{
    "1000 an..35 Text\n1001 an..3 Coded\n1131 an..17 Code list\n2000 n..6 Number\n"
    "2001 n4 Fixed number\n2002 n..35 Long number\n3000 a..3 Letters\n3001 an3 Fixed\n"
    "4215 an..3 Payment method\n",
    "C001 CODED\n  1001 C an..3\n  1131 C an..17\n  1000 C an..35\n"
    "C002 MANDATORY\n  1000 M an..5\n  2000 C n..6\n",
    "AAA All kinds\n  1000 M 1 an..5\n  2000 C 1 n..6\n  3000 C 1 a..3\n  3001 C 1 an3\n"
    "  2001 C 1 n4\n  2002 C 1 n..35\n"
    "BBB Composites\n  C001 C 1\n  C002 M 1\n  C001 C 1\n"
    "CCC Codes\n  1001 C 3 an..3\n  4215 C 1 an..3\n"
    "DDD Codes of a list\n  1001 C 1 an..3\n  1131 C 1 an..17\n"
    "EEE Repeated composite\n  C001 M 2\n  1001 C 1 an..3\n  1131 C 1 an..17\n",
    "1001\n  1 First\n  10 Tenth\n  137 Document date\n  ABC Letters\n  ACB\n"
    "4215\n  CC Collect\n",
    {}};

struct Row {
  const char* name;
  const char* segment;
  const char* faults = "";  // "value_too_long 2:1"
  char mark = '\0';
  bool four = false;
};
void PrintTo(const Row& row, std::ostream* os) { *os << row.name; }

// Reads `segment` as the body of a message and checks it.
std::vector<ValueReport> check(const Release& release, const Row& row, std::string& picture) {
  const std::string version = row.four ? "4" : "3";
  const std::string date = row.four ? "20260101" : "260101";
  Source source("case", "UNB+UNOY:" + version + "+S+R+" + date + ":0900+1'UNH+1+TEST:D:99X:UN'" +
                            row.segment + "'UNT+3+1'UNZ+1+1'");
  Diagnostics ignored;
  edifact::Envelope envelope(source, ignored);
  SegmentChecker checker(release);
  checker.set_syntax_four(row.four);
  std::vector<ValueReport> out;
  for (edifact::Event event; envelope.next(event);) {
    if (event.kind != edifact::EventKind::segment) continue;
    const SegmentType* type = release.segment(event.segment->tag());
    if (type == nullptr) {
      ADD_FAILURE() << "no such segment";
      continue;
    }
    checker.check(*event.segment, *type, row.mark, out);
    for (const ValueReport& report : out) {
      // Every place lies inside its segment.
      EXPECT_LE(report.where.begin, report.where.end);
      EXPECT_LE(report.where.end, event.segment->bytes().size());
      EXPECT_EQ(report.present,
                report.fault != Fault::element_missing && report.fault != Fault::component_missing);
      if (!picture.empty()) picture += ' ';
      picture += std::string(fault_row(report.fault).id) + ' ' +
                 std::to_string(report.where.element) + ':' +
                 std::to_string(report.where.component);
      if (report.where.repetition > 1) picture += '*' + std::to_string(report.where.repetition);
    }
  }
  return out;
}

std::shared_ptr<const Release> small() {
  const TemporaryFolder folder;
  write_release(folder / "d99x", kTexts);
  Diagnostics faults;
  auto release = load_release(folder / "d99x", {}, faults);
  EXPECT_NE(release, nullptr) << render_text(faults);
  return release;
}

const Row kRows[] = {
    {"sound", "AAA+X+1+ABC+XYZ+0900+1"},
    {"only_what_is_mandatory", "AAA+X"},
    {"maximal", "AAA+12345+123456+ABC+A?+B+0900+99999999999999999999999999999999999"},
    // S-116, S-117: surplus elements.
    {"one_element_too_many", "AAA+X++++++Y", "too_many_elements 7:1"},
    {"far_element_too_many", "AAA+X++++++++Y+Z", "too_many_elements 9:1"},
    {"surplus_component", "AAA+X++++++:Y", "too_many_elements 7:2"},
    {"surplus_separator", "AAA+X++++++", "surplus_separators 7:1"},
    {"trailing_separators_in_bounds", "AAA+X+++++"},
    // S-118, S-119: surplus components.
    {"component_of_stand_alone", "AAA+X:Y", "too_many_components 1:2"},
    {"component_of_stand_alone_once", "AAA+X:Y:Z", "too_many_components 1:2"},
    {"empty_component_of_stand_alone", "AAA+X+:", "surplus_separators 2:2"},
    {"one_component_too_many", "BBB++X:1:Y", "too_many_components 2:3"},
    {"one_component_separator_too_many", "BBB++X:1:", "surplus_separators 2:3"},
    {"component_separators_of_nothing", "BBB+:::+X", "surplus_separators 1:4"},
    {"component_separators_in_bounds", "BBB+::+X:"},
    // S-120 to S-122: missing.
    {"element_missing", "AAA++1", "element_missing 1:0"},
    {"element_missing_at_all", "AAA", "element_missing 1:0"},
    {"element_missing_behind", "BBB+1", "element_missing 2:0"},
    {"composite_of_empty_components", "BBB++:", "element_missing 2:0"},
    {"component_missing", "BBB++:5", "component_missing 2:1"},
    {"components_of_absent_composite", "BBB++X"},
    // S-158, S-161, S-166, S-167: lengths.
    {"too_long", "AAA+123456", "value_too_long 1:1"},
    {"release_does_not_count", "AAA+1?+2?+3"},
    {"release_counts_what_it_released", "AAA+1?+2?+34", "value_too_long 1:1"},
    {"characters_not_bytes", "AAA+\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"},
    {"one_character_too_many", "AAA+\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9",
     "value_too_long 1:1"},
    {"fixed_too_short", "AAA+X+++XY", "value_too_short 4:1"},
    {"fixed_too_long", "AAA+X+++WXYZ", "value_too_long 4:1"},
    {"fixed_by_characters", "AAA+X+++\xC3\xA9XY"},
    {"component_too_long", "BBB++123456", "value_too_long 2:1"},
    // S-141, S-142: letters.
    {"digit_among_letters", "AAA+X++A1", "value_not_alphabetic 3:1"},
    {"sign_among_letters", "AAA+X++A-B", "alphabetic_sign 3:1"},
    {"other_letters", "AAA+X++\xC3\x89\xC3\xA9"},
    {"digit_and_too_long", "AAA+X++ABC1", "value_not_alphabetic 3:1 value_too_long 3:1"},
    // Section 4: numbers.
    {"negative", "AAA+X+-12.5"},
    {"sign_and_mark_do_not_count", "AAA+X+-123.456"},
    {"too_many_digits", "AAA+X+1234567", "value_too_long 2:1"},
    {"too_many_digits_with_mark", "AAA+X+1234.567", "value_too_long 2:1"},
    {"letters", "AAA+X+12A", "value_not_numeric 2:1"},
    {"plus", "AAA+X+?+5", "value_not_numeric 2:1"},
    {"blank_before", "AAA+X+ 5", "value_not_numeric 2:1"},
    {"blank_behind", "AAA+X+5 "},
    {"minus_behind", "AAA+X+5-", "value_not_numeric 2:1"},
    {"minus_twice", "AAA+X+--5", "value_not_numeric 2:1"},
    {"minus_alone", "AAA+X+-", "value_not_numeric 2:1"},
    {"minus_inside", "AAA+X+1-2", "value_not_numeric 2:1"},
    {"mark_alone", "AAA+X+.", "value_not_numeric 2:1"},
    {"mark_last", "AAA+X+5.", "open_decimal_mark 2:1"},
    {"mark_twice", "AAA+X+1.2.3", "value_not_numeric 2:1"},
    {"triads", "AAA+X+1.234,5", "value_not_numeric 2:1"},
    {"apostrophe", "AAA+X+1?'234", "value_not_numeric 2:1"},
    {"other_digits", "AAA+X+\xD9\xA1", "value_not_numeric 2:1"},
    {"exponent_in_three", "AAA+X+1E3", "value_not_numeric 2:1"},
    {"exponent_in_four", "AAA+X+1.5E3", "exponent 2:1", '\0', true},
    {"negative_exponent_in_four", "AAA+X+1e-2", "exponent 2:1", '\0', true},
    {"empty_exponent", "AAA+X+1E", "value_not_numeric 2:1", '\0', true},
    {"double_negative_exponent", "AAA+X+1E--2", "value_not_numeric 2:1", '\0', true},
    {"zero", "AAA+X+0"},
    {"zero_point", "AAA+X+0.50"},
    {"leading_zeros", "AAA+X+000012", "leading_zeros 2:1"},
    {"leading_zeros_with_mark", "AAA+X+00.5", "leading_zeros 2:1"},
    {"fixed_keeps_zeros", "AAA+X++++0012"},
    {"fixed_number_too_short", "AAA+X++++900", "value_too_short 5:1"},
    {"fixed_number_too_long", "AAA+X++++09000", "value_too_long 5:1"},
    {"bare_mark_in_three", "AAA+X+.5", "bare_decimal_mark 2:1"},
    {"bare_mark_in_four", "AAA+X+.5", "", '\0', true},
    // S-145 to S-147: the mark.
    {"either_mark", "AAA+X+1,5++++1.5"},
    {"mark_of_una", "AAA+X+1,5", "", ','},
    {"not_the_mark_of_una", "AAA+X+1.5", "wrong_decimal_mark 2:1", ','},
    {"comma_is_not_the_mark_of_una", "AAA+X+1,5", "wrong_decimal_mark 2:1", '.'},
    {"wrong_mark_and_too_long", "AAA+X+1234,567", "wrong_decimal_mark 2:1 value_too_long 2:1", '.'},
    // S-164: no arithmetic.
    {"thirty_five_digits", "AAA+X+++++-9999999999999999999999999999999999.9"},
    {"thirty_six_digits", "AAA+X+++++999999999999999999999999999999999999", "value_too_long 6:1"},
    // S-168: codes.
    {"code_of_the_list", "CCC+137"},
    {"code_not_in_the_list", "CCC+138", "code_unknown 1:1"},
    {"code_in_composite", "BBB+138+X", "code_unknown 1:1"},
    {"code_of_another_list", "BBB+138:M50+X"},
    {"code_beside_empty_list", "BBB+138::X+X", "code_unknown 1:1"},
    {"list_of_another_composite", "BBB+1:M50+X+138", "code_unknown 3:1"},
    {"stand_alone_beside_list", "DDD+138+M50"},
    {"stand_alone_beside_empty_list", "DDD+138+", "code_unknown 1:1"},
    {"never_checked", "CCC+1+++ZZ"},
    {"code_is_case_sensitive", "CCC+abc", "code_unknown 1:1"},
    {"code_too_long_too", "CCC+1380", "value_too_long 1:1 code_unknown 1:1"},
    // S-123 to S-125: repetitions.
    {"repetitions", "CCC+1*10*137", "", '\0', true},
    {"one_repetition_too_many", "CCC+1*10*137*ABC", "element_overflow 1:1*4", '\0', true},
    {"told_once", "CCC+1*1*1*1*1", "element_overflow 1:1*4", '\0', true},
    {"element_that_stands_once", "AAA+X*Y", "element_overflow 1:1*2", '\0', true},
    {"empty_inner_repetition", "CCC+1**137", "", '\0', true},
    {"fault_in_a_repetition", "CCC+1*138", "code_unknown 1:1*2", '\0', true},
    {"list_of_another_repetition", "EEE+1:M50*138", "code_unknown 1:1*2", '\0', true},
    {"component_of_a_repetition", "EEE+1*1:A:B:C", "too_many_components 1:4*2", '\0', true},
    {"surplus_is_trailing_in_four", "AAA+X++++++", "", '\0', true},
    {"surplus_of_a_composite_in_four", "BBB+:::+X:1:", "", '\0', true},
    // S-126: before version 4 a repetition is a position.
    {"repetitions_as_positions", "CCC+1+10+137+CC"},
    {"repetition_at_its_position", "CCC+1++138", "code_unknown 3:1"},
    {"behind_the_positions", "CCC++++CC+X", "too_many_elements 5:1"},
    {"only_the_first_is_mandatory", "EEE+1+"},
    {"the_first_is_missing", "EEE++1", "element_missing 1:0"},
    {"components_of_a_position", "EEE+1+1:A:B:C", "too_many_components 2:4"},
    {"list_behind_positions", "EEE+1++138+M50"},
    {"empty_list_behind_positions", "EEE+1++138+", "code_unknown 3:1"},
    // S-128, S-162: what does not count.
    {"blanks_behind", "AAA+12345  ++ABC "},
    {"blanks_alone", "AAA+X+   "},
    {"negative_zero", "AAA+X+-0.0", "negative_zero 2:1"},
    {"asterisk_is_data_in_three", "AAA+X*Y"},
};

class SegmentCheck : public testing::TestWithParam<Row> {};
TEST_P(SegmentCheck, Picture) {
  const auto release = small();
  ASSERT_NE(release, nullptr);
  std::string got;
  static_cast<void>(check(*release, GetParam(), got));
  EXPECT_EQ(got, GetParam().faults);
}
INSTANTIATE_TEST_SUITE_P(Values, SegmentCheck, testing::ValuesIn(kRows),
                         [](const auto& row) { return std::string(row.param.name); });

// The codes of data element 0085 that a CONTRL will carry.
TEST(SegmentCheckText, ContrlCodes) {
  const std::pair<Fault, int> kCodes[] = {
      {Fault::too_many_elements, 16},    {Fault::too_many_components, 16},
      {Fault::element_missing, 13},      {Fault::component_missing, 13},
      {Fault::element_overflow, 35},     {Fault::value_too_long, 39},
      {Fault::value_too_short, 40},      {Fault::value_not_numeric, 37},
      {Fault::value_not_alphabetic, 37}, {Fault::open_decimal_mark, 37},
      {Fault::wrong_decimal_mark, 19},   {Fault::bare_decimal_mark, 38},
      {Fault::code_unknown, 12}};
  for (const auto& [fault, code] : kCodes) EXPECT_EQ(fault_row(fault).contrl, code);
}

TEST(SegmentCheckText, SaysWhatIsExpected) {
  const auto release = small();
  ASSERT_NE(release, nullptr);
  std::string ignored;
  auto got = check(*release, {"", "AAA+1?+2?+34+1E5+++900"}, ignored);
  ASSERT_EQ(got.size(), 3U) << ignored;
  EXPECT_EQ(got[0].detail, "1000 (Text) has 6");
  EXPECT_EQ(got[0].expected, "at most 5 characters (an..5)");
  EXPECT_EQ(got[0].value, "1+2+34");
  EXPECT_EQ(got[1].detail, "2000 (Number)");
  EXPECT_EQ(got[2].expected, "exactly 4 digits (n4)");
  got = check(*release, {"", "BBB++:5"}, ignored);
  ASSERT_EQ(got.size(), 1U);
  EXPECT_EQ(got[0].detail, "1000 (Text) of C002");
  EXPECT_EQ(got[0].value, "");
  got = check(*release, {"", "BBB+1"}, ignored);
  ASSERT_EQ(got.size(), 1U);
  EXPECT_EQ(got[0].expected, "C002 (MANDATORY)");
  got = check(*release, {"", "AAA+X++++++Y"}, ignored);
  ASSERT_EQ(got.size(), 1U);
  EXPECT_EQ(got[0].detail, "AAA has 7");
  EXPECT_EQ(got[0].expected, "at most 6 data elements");
}

struct Hint {
  const char* name;
  const char* code;
  const char* hint;
};
void PrintTo(const Hint& row, std::ostream* os) { *os << row.name; }

const Hint kHints[] = {
    {"one_wrong", "138", "did you mean 137 (Document date)?"},
    {"one_left_out", "13", "did you mean 1 (First) or 10 (Tenth) or 137 (Document date)?"},
    {"lower_case", "abc", "did you mean ABC (Letters) or ACB?"},
    {"swapped", "BAC", "did you mean ABC (Letters)?"},
    {"nothing_near", "XYZ", ""},
    {"one_letter", "Q", ""},
};

class SegmentCheckHint : public testing::TestWithParam<Hint> {};
TEST_P(SegmentCheckHint, NamesTheNearest) {
  const auto release = small();
  ASSERT_NE(release, nullptr);
  std::string ignored;
  const std::string segment = "CCC+" + std::string(GetParam().code);
  const auto got = check(*release, {"", segment.c_str()}, ignored);
  ASSERT_EQ(got.size(), 1U) << ignored;
  EXPECT_EQ(got[0].expected, "one of the 5 codes of 1001");
  EXPECT_EQ(got[0].hint, GetParam().hint);
}
INSTANTIATE_TEST_SUITE_P(Values, SegmentCheckHint, testing::ValuesIn(kHints),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(SegmentCheckText, LongValuesAreCut) {
  const auto release = small();
  ASSERT_NE(release, nullptr);
  std::string text = "AAA+x";
  for (int i = 0; i < 600; ++i) text += "\xC3\xA9";
  std::string ignored;
  const auto got = check(*release, {"", text.c_str()}, ignored);
  ASSERT_EQ(got.size(), 1U) << ignored;
  EXPECT_EQ(got[0].detail, "1000 (Text) has 601");
  EXPECT_EQ(got[0].value.size(), 511U);  // 512 would cut a character in two
}

TEST(SegmentCheckSamples, HaveNoFault) {
  const std::string samples = SLUIS_SOURCE_DIR "/../shared/samples/govcbr";
  if (!std::filesystem::exists(samples)) GTEST_SKIP() << "no samples beside the checkout";
  Diagnostics faults;
  const auto release = shipped_release(faults);
  ASSERT_NE(release, nullptr) << render_text(faults);
  SegmentChecker checker(*release);
  std::size_t segments = 0;
  for (const auto& entry : std::filesystem::directory_iterator(samples)) {
    if (entry.path().extension() != ".edi") continue;
    Source source = Source::file(entry.path().string());
    edifact::Envelope envelope(source, faults);
    std::vector<ValueReport> out;
    for (edifact::Event event; envelope.next(event);) {
      if (event.segment == nullptr) continue;
      const SegmentType* type = release->segment(event.segment->tag());
      ASSERT_NE(type, nullptr) << event.segment->bytes();
      checker.check(*event.segment, *type, envelope.interchange().separators.decimal, out);
      for (const ValueReport& report : out)
        ADD_FAILURE() << entry.path() << " " << event.segment->bytes() << ": "
                      << fault_row(report.fault).id << " " << report.detail << " " << report.hint;
      out.clear();
      ++segments;
    }
  }
  EXPECT_GT(segments, 500U);
}

}  // namespace
}  // namespace sluis::directory
