#include "edifact/reader.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "sluis/source.hpp"
#include "support/segments.hpp"

namespace sluis::edifact {
namespace {

// Segments as "TAG|first,second^repeated|second element", broken ones as "#", separated by blanks;
// behind them the codes and places of the faults.
struct Outcome {
  std::string segments;
  std::string faults;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};
void PrintTo(const Outcome& outcome, std::ostream* os) {
  *os << outcome.segments << "  " << outcome.faults;
}

std::string picture(const Diagnostics& faults) {
  std::string out;
  for (const Diagnostic& fault : faults.all()) {
    if (!out.empty()) out += ' ';
    out += std::string(fault_row(fault.fault).code) + '@' + std::to_string(fault.where.begin) +
           '-' + std::to_string(fault.where.end);
  }
  return out;
}

Outcome read(Source& source, Limits limits = {}) {
  Outcome outcome;
  Diagnostics faults;
  Reader reader(source, faults, {limits, {}});
  const Segment* segment = nullptr;
  for (;;) {
    const Read result = reader.next(segment);
    EXPECT_EQ(segment != nullptr, result == Read::segment);
    if (result == Read::end) break;
    if (!outcome.segments.empty()) outcome.segments += ' ';
    outcome.segments += result == Read::broken ? "#" : picture(*segment);
  }
  EXPECT_EQ(reader.next(segment), Read::end) << "the end stays the end";
  outcome.faults = picture(faults);
  return outcome;
}

struct Case {
  const char* name;
  std::string input;
  std::string segments;
  std::string faults = {};
};
void PrintTo(const Case& row, std::ostream* os) { *os << row.name; }

// In front of the segments under test, so that offsets count from 11.
const std::string kHead = "UNB+UNOC:3'";
const std::string kHead4 = "UNB+UNOC:4'";
const std::string kHeadY = "UNB+UNOY:4'";
const std::string kHeadA = "UNB+UNOA:3'";
Case in_three(const char* name, std::string_view input, std::string_view segments,
              std::string faults = {}) {
  return {name, kHead + std::string(input), "UNB|UNOC,3 " + std::string(segments),
          std::move(faults)};
}
Case in_four(const char* name, std::string_view input, std::string_view segments,
             std::string faults = {}) {
  return {name, kHead4 + std::string(input), "UNB|UNOC,4 " + std::string(segments),
          std::move(faults)};
}

const Case kCases[] = {
    // Segments and values.
    in_three("elements", "BGM+220+PO1+9'", "BGM|220|PO1|9"),
    in_three("components", "DTM+137:20260101:102'", "DTM|137,20260101,102"),
    in_three("tag_only", "HYN'", "HYN"),
    in_three("empty_values_are_kept", "BGM++9'NAD+BY+123::9'", "BGM||9 NAD|BY|123,,9"),
    in_three("trailing_separators_before_four", "DTM+137::'BGM+1++'", "DTM|137,, BGM|1||"),
    in_four("one_empty_element_in_four", "BGM+'", "BGM|"),
    in_four("trailing_separator_in_four", "BGM+1+'", "BGM|1|", "E2011@16-17"),
    in_four("trailing_component_in_four", "DTM+137:'", "DTM|137,", "E2011@18-19"),
    in_four("repetitions", "RFF+ON:1*ON:2+X'", "RFF|ON,1^ON,2|X"),
    in_four("inner_empty_repetition", "ABC+A**C'", "ABC|A^^C"),
    in_three("star_is_data_before_four", "RFF+ON:A*B'", "RFF|ON,A*B"),
    in_three("case_is_kept", "NAD+Muller'", "NAD|Muller"),
    in_three("data_like_headers", "NAD+UNB+UNA:UNZ'END+2'", "NAD|UNB|UNA,UNZ END|2"),
    in_three("tag_una_as_any_other", "UNA+1'", "UNA|1"),

    // Release.
    in_three("release", "FTX+A?+B?:C?'D?\?E'", "FTX|A+B:C'D?E"),
    in_four("released_star", "FTX+A?*B'", "FTX|A*B"),
    in_three("release_releases_release", "TXT+IPSUM ?\?'UNT+1'", "TXT|IPSUM ? UNT|1"),
    in_three("six_releases", "ATT+?????\?'X1Z+1'", "ATT|??? X1Z|1", "E2018@22-25"),
    in_three("seven_releases", "ATT+??????\?'A+B'", "ATT|??\?'A|B"),
    in_three("needless_release", "COM+a?@b:EM'", "COM|a@b,EM", "W2006@16-17"),
    in_three("needless_release_once_a_segment", "COM+?a?b:?c'", "COM|ab,c", "W2006@15-16"),
    in_three("release_at_the_end", "UNT+1?", "UNT|1", "E2108@11-17"),

    // Line breaks, blanks.
    in_three("line_breaks_between", "\r\nBGM+1'\n\nDTM+2'\r", "BGM|1 DTM|2"),
    in_three("blanks_between_once", "  BGM+1' \tDTM+2'", "BGM|1 DTM|2", "E2009@11-13"),
    in_three("line_break_in_value", "FTX+A\nB'DTM+1'", "FTX|A\nB DTM|1", "E2003@16-17"),
    in_three("missing_terminator", "BGM+220\r\nDTM+137'", "BGM|220\r\nDTM|137", "E2003@18-19"),
    in_three("one_error_a_segment", "FTX+A\nB\nC+\x01'", "FTX|A\nB\nC|\xEF\xBF\xBD",
             "E2003@16-17 E2002@21-22"),

    // Broken segments cost one fault each.
    in_three("short_tag", "BG+1'DTM+2'", "# DTM|2", "E2101@11-13"),
    in_three("long_tag", "BGMX+1'DTM+2'", "# DTM|2", "E2101@11-15"),
    in_three("small_tag", "bgm+1'DTM+2'", "BGM|1 DTM|2", "E2016@11-14"),
    in_three("digit_in_tag", "B1M+1+a:b:c'DTM+2'", "B1M|1|a,b,c DTM|2", "E2018@11-14"),
    in_three("release_in_tag", "B?GM+1'DTM+2'", "# DTM|2", "E2101@11-15"),
    in_three("no_tag", "+1'DTM+2'", "# DTM|2", "E2101@11-11"),
    in_three("nesting_counters", "LIN:1+1'DTM+2'", "LIN(1)|1 DTM|2", "E2102@11-16"),
    in_four("repetition_behind_the_tag", "LIN*1+1'DTM+2'", "# DTM|2", "E2101@11-15"),
    in_three("empty_segment", "BGM+1''DTM+2'", "BGM|1 DTM|2", "E2010@17-18"),
    in_three("unterminated", "BGM+1'DTM+2", "BGM|1 DTM|2", "E2108@17-22"),
    in_three("unterminated_with_line_break", "DTM+2\n", "DTM|2", "E2108@11-16"),
    in_three("unterminated_and_broken_is_one", "garbage", "#", "E2108@11-18"),
    in_three("advice_inside", "UNA:+.? 'BGM+1'", "BGM|1", "E2205@11-19"),

    // Characters.
    in_three("latin_1", "NAD+M\xFCller'", "NAD|M\xC3\xBCller"),
    in_three("c1", "NAD+\x80'", "NAD|\xEF\xBF\xBD", "E2002@15-16"),
    in_three("nul", std::string_view("NAD+A\0B'", 8),
             "NAD|A\xEF\xBF\xBD"
             "B",
             "E2002@16-17"),
    in_three("release_and_latin_1", "NAD+?'\xFC?+'", "NAD|'\xC3\xBC+"),
    {"level_a_small", kHeadA + "NAD+Abc+d'", "UNB|UNOA,3 NAD|Abc|d", "E2005@16-17"},
    {"level_a_warning_hides_no_error", kHeadA + "NAD+Abc:\xFC'", "UNB|UNOA,3 NAD|Abc,\xEF\xBF\xBD",
     "E2005@16-17 E2001@19-20"},
    {"utf8", kHeadY + "NAD+\xE2\x82\xAC?+'", "UNB|UNOY,4 NAD|\xE2\x82\xAC+"},
    {"utf8_plain_view", kHeadY + "NAD+\xE2\x82\xAC'", "UNB|UNOY,4 NAD|\xE2\x82\xAC"},
    {"utf8_cut_off_does_not_swallow", kHeadY + "NAD+A\xC3'BGM+1'",
     "UNB|UNOY,4 NAD|A\xEF\xBF\xBD BGM|1", "E2004@16-17"},
    {"custom_release_outside_level_a", "UNA:+.\\ 'UNB+UNOA:3'NAD+A\\+B\\\\'",
     "UNB|UNOA,3 NAD|A+B\\", "E2005@29-30"},
    {"small_identifier", "UNB+unoy:4'NAD+\xC3\xBC'", "UNB|unoy,4 NAD|\xC3\xBC"},
    {"encoding_outranks_identifier", "UNB+UNOC:4::7'NAD+\xC3\xBC'", "UNB|UNOC,4,,7 NAD|\xC3\xBC"},
    {"unknown_set_is_read_as_latin_1", "UNB+UNOZ:4'NAD+\xFC'", "UNB|UNOZ,4 NAD|\xC3\xBC"},

    // Service string advice.
    {"advice_default", "UNA:+.? 'UNB+UNOC:3'BGM+1'", "UNB|UNOC,3 BGM|1"},
    {"advice_custom", "UNA;^.\\ ~UNB^UNOC;3~FTX^A+B:C'D?E^\\^~", "UNB|UNOC,3 FTX|A+B:C'D?E|^"},
    {"advice_then_line_break", "UNA:+.? '\r\nUNB+UNOC:3'", "UNB|UNOC,3"},
    {"advice_then_blank", "UNA:+.? ' UNB+UNOC:3'", "UNB|UNOC,3", "W2012@9-10"},
    {"line_feed_terminates", "UNA:+.? \nUNB+UNOC:3\nBGM+1\n\nDTM+2\n", "UNB|UNOC,3 BGM|1 DTM|2"},
    {"carriage_return_terminates", "UNA:+.? \rUNB+UNOC:3\r\nBGM+1\r\n", "UNB|UNOC,3 BGM|1"},
    {"no_release", "UNA:+.  'UNB+UNOC:3'FTX+WHO?'BGM+1'", "UNB|UNOC,3 FTX|WHO? BGM|1"},
    {"no_release_in_four", "UNA:+. *'UNB+UNOC:4'FTX+WHO?'", "UNB|UNOC,4 FTX|WHO?", "E2207@6-7"},
    {"repetition_in_four", "UNA:+.?#'UNB+UNOC:4'RFF+A#B*C'", "UNB|UNOC,4 RFF|A^B*C"},
    {"no_repetition_in_four", "UNA:+.? 'UNB+UNOC:4'RFF+A*B'", "UNB|UNOC,4 RFF|A*B", "E2208@7-8"},
    {"reserved_in_three", "UNA:+.?*'UNB+UNOC:3'RFF+A*B'", "UNB|UNOC,3 RFF|A*B", "E2206@7-8"},
    {"decimal_mark", "UNA:+;? 'UNB+UNOC:3'", "UNB|UNOC,3", "E2204@5-6"},
    {"decimal_mark_is_ignored_in_four", "UNA:+ ?*'UNB+UNOC:4'", "UNB|UNOC,4"},
    {"decimal_mark_is_separator", "UNA,+,? 'UNB+UNOC,3'", "UNB|UNOC,3", "E2203@5-6"},
    {"decimal_mark_is_separator_in_four", "UNA,+,?*'UNB+UNOC,4'", "UNB|UNOC,4"},
    {"equal_component_element", "UNA++.? 'UNB+UNOC+3'", "", "E2203@4-5"},
    {"equal_element_release", "UNA:+.+ 'UNB+UNOC:3'", "", "E2203@6-7"},
    {"equal_release_terminator", "UNA:+.' 'UNB+UNOC:3'", "", "E2203@8-9"},
    {"equal_repetition_in_four", "UNA:+.?+'UNB+UNOC:4'", "", "E2203@7-8"},
    {"letter", "UNAN+.? 'UNB+UNOCN3'", "", "E2203@3-4"},
    {"digit", "UNA:+.?4'UNB+UNOC:4'", "", "E2203@7-8"},
    {"space_separates", "UNA: .? 'UNB UNOC:3'", "", "E2203@4-5"},
    {"space_terminates", "UNA:+.?  UNB+UNOC:3 ", "", "E2203@8-9"},
    {"high_byte", "UNA:+.? \xA7UNB+UNOC:3\xA7", "", "E2203@8-9"},
    {"nul_in_advice", std::string("UNA\0+.? 'UNB+UNOC:3'", 20), "", "E2203@3-4"},
    {"bad_advice_then_a_good_interchange", "UNA::.? 'UNB+UNOC:3'UNZ+1'\nUNB+UNOC:3'UNZ+2'",
     "UNB|UNOC,3 UNZ|2", "E2203@4-5"},
    {"truncated", "UNA:+.", "", "E2201@0-6"},
    {"truncated_at_three", "UNA", "", "E2201@0-3"},
    {"advice_without_header", "UNA:+.? 'UNH+1'", "UNH|1", "E3010@9-12"},
    {"advice_without_header_in_its_separators", "UNA;*.? ~\nBGM*1;2~", "BGM|1,2", "E3011@10-13"},
    {"advice_without_anything", "UNA:+.? '<xml>", "", "E2202@0-9"},
    {"advice_at_the_end", "UNA:+.? '", "", "E2202@0-9"},
    {"header_with_other_separator", "UNA:+.? 'UNB^UNOC:3'", "", "E3001@9-20"},

    // Level B.
    {"level_b_controls",
     "UNB\x1DUNOB\x1F"
     "1\x1C"
     "FTX\x1D+:'?\x1C",
     "UNB|UNOB,1 FTX|+:'?"},
    {"level_b_printable", "UNB+UNOB:1'FTX+a?+'", "UNB|UNOB,1 FTX|a+"},

    // In front of, between and behind interchanges.
    {"empty_input", "", "", "E3001@0-0"},
    {"blank_input", "\r\n \n", "", "E3001@0-0"},
    {"leading_text", "Subject: x\r\n\r\nUNB+UNOC:3'", "UNB|UNOC,3", "E3009@0-14"},
    {"leading_text_before_advice", "file.edi\nUNA:+.? 'UNB+UNOC:3'", "UNB|UNOC,3", "E3009@0-9"},
    {"leading_text_not_at_a_line_start", "see UNB+UNOC:3'", "", "E3001@0-3"},
    {"leading_text_at_the_limit", std::string(4094, 'x') + "\nUNB+UNOC:3'", "UNB|UNOC,3",
     "E3009@0-24"},
    {"leading_text_too_long", std::string(4095, 'x') + "\nUNB+UNOC:3'", "", "E3001@0-3"},
    {"headless_message", "UNH+1'BGM+A?+\xFC*1'UNT+3+1'", "UNH|1 BGM|A+\xC3\xBC*1 UNT|3|1",
     "E3010@0-3"},
    {"headless_segment", "\nBGM+1'DTM+2'", "BGM|1 DTM|2", "E3011@1-4"},
    {"headless_then_an_interchange", "UNH+1'UNT+2+1'UNB+UNOC:4'RFF+A*B'UNZ+0'",
     "UNH|1 UNT|2|1 UNB|UNOC,4 RFF|A^B UNZ|0", "E3010@0-3"},
    {"small_advice", "una:+.? 'UNB+UNOC:3'", "", "E3001@0-3"},
    {"one_byte", "U", "", "E3001@0-1"},
    {"two_bytes", "UN", "", "E3001@0-2"},
    {"header_cut_short", "UNB", "", "E3001@0-3"},
    {"header_without_separator", "UNBX'UNH+1'", "", "E3001@0-11"},
    {"byte_order_mark", "\xEF\xBB\xBFUNB+UNOC:3'", "UNB|UNOC,3", "E2008@0-3"},
    {"white_space_in_front", "\r\n  UNB+UNOC:3'", "UNB|UNOC,3", "E2009@0-4"},
    {"line_breaks_in_front", "\r\n\nUNB+UNOC:3'", "UNB|UNOC,3"},
    {"padding", "UNB+UNOC:3'UNZ+1'\r\n\x1A", "UNB|UNOC,3 UNZ|1", "W2004@17-20"},
    {"nul_padding", std::string("UNB+UNOC:3'UNZ+1'\0\0", 19), "UNB|UNOC,3 UNZ|1", "W2004@17-19"},
    {"blank_at_the_end", "UNB+UNOC:3'UNZ+1' ", "UNB|UNOC,3 UNZ|1", "W2004@17-18"},
    {"several", "UNB+UNOC:3'UNZ+1'UNB+UNOC:3'UNZ+2'", "UNB|UNOC,3 UNZ|1 UNB|UNOC,3 UNZ|2"},
    {"each_its_own_advice",
     "UNA;^.\\ ~UNB^UNOC;3~UNZ^1~UNB+UNOC:3'UNZ+2'UNA#!.? %UNB!UNOC#3%UNZ!3%",
     "UNB|UNOC,3 UNZ|1 UNB|UNOC,3 UNZ|2 UNB|UNOC,3 UNZ|3"},
    {"foreign_data_then_the_next", "UNB+UNOC:3'UNZ+1'garbage UNBX\nUNB+UNOC:3'UNZ+2'",
     "UNB|UNOC,3 UNZ|1 UNB|UNOC,3 UNZ|2", "E3002@17-30"},
    {"foreign_data_then_advice", "UNB+UNOC:3'UNZ+1'UNH+1'UNA:+.? 'UNB+UNOC:3'UNZ+2'",
     "UNB|UNOC,3 UNZ|1 UNB|UNOC,3 UNZ|2", "E3002@17-23"},
    {"foreign_data_to_the_end", "UNB+UNOC:3'UNZ+1'garbage", "UNB|UNOC,3 UNZ|1", "E3002@17-24"},
    {"foreign_advice_is_no_header", "UNB+UNOC:3'UNZ+1'x UNA:+.? 'y", "UNB|UNOC,3 UNZ|1",
     "E3002@17-29"},
    {"header_before_the_trailer", "UNB+UNOC:3'BGM+1'UNB+UNOC:4'RFF+A*B'",
     "UNB|UNOC,3 BGM|1 UNB|UNOC,4 RFF|A^B"},
    {"advice_before_the_trailer", "UNB+UNOC:3'BGM+1'UNA;^.\\ ~UNB^UNOC;3~BGM^2~",
     "UNB|UNOC,3 BGM|1 UNB|UNOC,3 BGM|2"},
};

class Reading : public testing::TestWithParam<Case> {};
TEST_P(Reading, Picture) {
  const Case& row = GetParam();
  Source whole("case", row.input);
  const Outcome outcome = read(whole);
  EXPECT_EQ(outcome.segments, row.segments);
  EXPECT_EQ(outcome.faults, row.faults);
  for (const std::size_t piece : std::initializer_list<std::size_t>{1, 2, 7, 64}) {
    Source pieces("case", row.input, piece);
    EXPECT_EQ(read(pieces), outcome) << "in pieces of " << piece;
  }
}
INSTANTIATE_TEST_SUITE_P(Reader, Reading, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

// --- limits ---

std::string repeat(std::string_view text, std::size_t times) {
  std::string out;
  while (times-- > 0) out += text;
  return out;
}

constexpr Limits kSmall{40, 10, 4, 3, 2, 1000};
const Case kLimited[] = {
    in_three("value_at_the_limit", "FTX+" + std::string(10, 'x') + "'",
             "FTX|" + std::string(10, 'x')),
    in_three("value_above", "FTX+" + std::string(11, 'x') + "'DTM+1'", "# DTM|1", "E2104@15-26"),
    in_three("elements_at_the_limit", "A'FTX++++'", "# FTX||||", "E2101@11-12"),
    in_three("elements_above", "FTX+++++'DTM+1'", "# DTM|1", "E2105@18-19"),
    in_three("components_at_the_limit", "FTX+1:2:3+1:2:3'", "FTX|1,2,3|1,2,3"),
    in_three("components_above", "FTX+1:2:3:4'DTM+1'", "# DTM|1", "E2106@20-21"),
    in_four("repetitions_at_the_limit", "FTX+1*2+1*2'", "FTX|1^2|1^2"),
    in_four("repetitions_above", "FTX+1*2*3'DTM+1'", "# DTM|1", "E2107@18-19"),
    in_three("segment_at_the_limit", "FTX+" + repeat("123456789+", 3) + "123456'",
             "FTX|123456789|123456789|123456789|123456"),
    in_three("segment_above", "FTX+" + repeat("123456789+", 3) + "1234567'DTM+1'", "# DTM|1",
             "E2103@11-14"),
    in_three("segment_far_above", "FTX+" + std::string(100'000, 'x') + "?'yyy'DTM+1'", "# DTM|1",
             "E2103@11-14"),
    in_three("segment_above_without_end", "FTX+" + std::string(1000, 'x'), "#", "E2103@11-14"),
    in_three("nothing_but_marks", "FTX" + std::string(5000, ':') + "'DTM+1'", "# DTM|1",
             "E2103@11-14"),
};

class Limited : public testing::TestWithParam<Case> {};
TEST_P(Limited, Picture) {
  const Case& row = GetParam();
  Source whole("case", row.input);
  const Outcome outcome = read(whole, kSmall);
  EXPECT_EQ(outcome.segments, row.segments);
  EXPECT_EQ(outcome.faults, row.faults);
  for (const std::size_t piece : std::initializer_list<std::size_t>{1, 7, 1000}) {
    Source pieces("case", row.input, piece);
    EXPECT_EQ(read(pieces, kSmall), outcome) << "in pieces of " << piece;
  }
}
INSTANTIATE_TEST_SUITE_P(Reader, Limited, testing::ValuesIn(kLimited),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Reader, DefaultLimits) {
  const std::string input = kHead + "FTX+" + std::string(64 * 1024, 'x') + "'FTX+" +
                            std::string(64 * 1024 + 1, 'x') + "'FTX" + repeat("+123456789", 1000) +
                            "'FTX" + repeat("+", 1001) + "'" + std::string(2'000'000, 'x') +
                            "'DTM+1'";
  for (const std::size_t piece : {std::size_t{1000}, input.size()}) {
    Source source("case", input, piece);
    Diagnostics faults;
    Reader reader(source, faults);
    const Segment* segment = nullptr;
    std::string kinds;
    for (Read read = reader.next(segment); read != Read::end; read = reader.next(segment))
      kinds += read == Read::segment ? "S" : "#";
    EXPECT_EQ(kinds, "SS#S##S");
    ASSERT_EQ(faults.all().size(), 3U);
    EXPECT_EQ(faults.all()[0].fault, Fault::value_limit);
    EXPECT_EQ(faults.all()[1].fault, Fault::element_limit);
    EXPECT_EQ(faults.all()[2].fault, Fault::segment_limit);
  }
}

// --- what a segment and a fault tell ---

TEST(Reader, SegmentTellsPlaces) {
  Source source("case", "UNB+UNOC:4'FTX+A?+:b*c+D'");
  Diagnostics faults;
  Reader reader(source, faults);
  const Segment* segment = nullptr;
  ASSERT_EQ(reader.next(segment), Read::segment);
  ASSERT_EQ(reader.next(segment), Read::segment);
  EXPECT_EQ(segment->bytes(), "FTX+A?+:b*c+D");
  EXPECT_EQ(segment->span(), (Span{11, 24}));
  EXPECT_EQ(segment->tag_span(), (Span{11, 14}));
  EXPECT_EQ(segment->elements(), 2U);
  std::string scratch;
  const Segment::Value* value = segment->find(1);
  ASSERT_NE(value, nullptr);
  EXPECT_FALSE(value->plain);
  EXPECT_EQ(segment->raw(*value), "A?+");
  EXPECT_EQ(segment->text(*value, scratch), "A+");
  EXPECT_EQ(segment->span(*value), (Span{15, 18}));
  value = segment->find(1, 1, 2);
  ASSERT_NE(value, nullptr);
  EXPECT_EQ(segment->raw(*value), "c");
  EXPECT_TRUE(value->plain);
  EXPECT_EQ(segment->find(1, 2, 2), nullptr);
  EXPECT_EQ(segment->find(1, 0), nullptr);
  EXPECT_EQ(segment->find(0), nullptr);
  EXPECT_EQ(segment->find(3), nullptr);
  EXPECT_EQ(segment->text(1, 2, scratch), "b");
  EXPECT_EQ(segment->text(2, 1, scratch), "D");
  EXPECT_EQ(segment->text(9, 9, scratch), "");
  EXPECT_EQ(reader.offset(), 25U);
}

TEST(Reader, KnowsWhatComesNext) {
  const std::string input =
      "UNB+UNOA:3+S+R+260101:0900+I1'\r\nUNH+M1+ORDERS:D:96A:UN'BGM+a long?+ enough text'\n \n"
      "DTM+1''FTX+2'" +
      std::string(100, '\n') + "UNT+3+M1'UNZ+1+I1'";
  // Without a segment between two terminators, or near enough, there is none.
  const std::vector<std::string> next{"UNH", "BGM", "DTM", "'FT", "", "UNZ", ""};
  for (std::size_t piece = 1; piece < 80; ++piece) {
    Source source("next", input, piece);
    Diagnostics faults;
    Reader reader(source, faults);
    const Segment* segment = nullptr;
    std::vector<std::string> found;
    while (reader.next(segment) != Read::end) {
      ASSERT_NE(segment, nullptr);
      const std::string before = picture(*segment);
      found.push_back(tag_text(reader.upcoming()));
      EXPECT_EQ(picture(*segment), before);
      EXPECT_EQ(tag_text(reader.upcoming()), found.back());
    }
    EXPECT_EQ(found, next) << piece;
  }
}

TEST(Reader, KnowsThatNothingComesNext) {
  Source source("next", "UNB+UNOA:3+S+R+260101:0900+I1'UNH+M1+ORDERS:D:96A:UN'BG", 8);
  Diagnostics faults;
  Reader reader(source, faults);
  EXPECT_EQ(reader.upcoming(), 0U);
  const Segment* segment = nullptr;
  reader.next(segment);
  EXPECT_EQ(tag_text(reader.upcoming()), "UNH");
  reader.next(segment);
  EXPECT_EQ(reader.upcoming(), 0U);
  EXPECT_EQ(picture(*segment), "UNH|M1|ORDERS,D,96A,UN");
}

// To look for what comes next may move the window, although nothing comes.
TEST(Reader, KeepsTheLastSegmentOfACutInput) {
  std::string text = "UNB+UNOA:3+S+R+260101:0900+I1'UNH+M1+ORDERS:D:96A:UN'";
  for (int i = 0; i < 100; ++i) text += "RFF+ON:0123456789'";
  text += "FTX+AAI+++NO MORE'";
  for (std::size_t piece = 1; piece <= text.size(); ++piece) {
    Source source("cut", text, piece);
    Diagnostics faults;
    Reader reader(source, faults);
    const Segment* segment = nullptr;
    do ASSERT_EQ(reader.next(segment), Read::segment);
    while (segment->tag() != make_tag("FTX"));
    EXPECT_EQ(reader.upcoming(), 0U);
    const char* const at = source.window().data() + (segment->offset() - source.offset());
    ASSERT_EQ(segment->bytes().data(), at) << piece;
    ASSERT_EQ(picture(*segment), "FTX|AAI|||NO MORE");
  }
}

TEST(Reader, TellsTheSyntax) {
  Source source("case", "UNA;^,\\#~UNB^UNOY;4;;7~UNZ^0~UNB+UNOB:1'");
  Diagnostics faults;
  Reader reader(source, faults);
  EXPECT_EQ(reader.syntax().charset, nullptr);
  const Segment* segment = nullptr;
  ASSERT_EQ(reader.next(segment), Read::segment);
  EXPECT_EQ(reader.separators(), (Separators{';', '^', ',', '\\', '#', '~'}));
  EXPECT_TRUE(reader.syntax().advice);
  EXPECT_EQ(reader.syntax().identifier, "UNOY");
  EXPECT_EQ(reader.syntax().version, "4");
  EXPECT_EQ(reader.syntax().encoding, "7");
  EXPECT_TRUE(reader.syntax().supported);
  EXPECT_TRUE(reader.syntax().charset->is_utf8());
  ASSERT_EQ(reader.next(segment), Read::segment);
  ASSERT_EQ(reader.next(segment), Read::segment);
  EXPECT_EQ(reader.separators(), Separators{});
  EXPECT_FALSE(reader.syntax().advice);
  EXPECT_EQ(reader.syntax().version, "1");
}

struct Hint {
  const char* name;
  std::string input;
  const char* hint;
};
void PrintTo(const Hint& row, std::ostream* os) { *os << row.name; }
const Hint kHints[] = {
    {"xml", "<?xml version='1.0'?>", "XML"},
    {"x12", "ISA*00*", "X12"},
    {"zip", "PK\x03\x04", "zip"},
    {"utf16", "\xFF\xFEU", "UTF-16"},
    {"small", "unb+unoc:3'", "capital letters"},
    {"message_only", "UNH;1'", "UNB is missing"},
    {"anything", "hello", "begins with UNA or UNB"},
};
class Hints : public testing::TestWithParam<Hint> {};
TEST_P(Hints, SaysWhatItLooksLike) {
  Source source("case", GetParam().input);
  Diagnostics faults;
  Reader reader(source, faults);
  const Segment* segment = nullptr;
  EXPECT_EQ(reader.next(segment), Read::end);
  ASSERT_EQ(faults.all().size(), 1U);
  EXPECT_EQ(faults.all()[0].fault, Fault::no_interchange_header);
  EXPECT_NE(faults.all()[0].hint.find(GetParam().hint), std::string::npos) << faults.all()[0].hint;
  EXPECT_EQ(faults.all()[0].position.line, 1U);
}
INSTANTIATE_TEST_SUITE_P(Reader, Hints, testing::ValuesIn(kHints),
                         [](const auto& row) { return std::string(row.param.name); });

// Long gaps and many segments over many chunks: the window follows.
TEST(Reader, WindowStaysSmall) {
  std::string input = kHead;
  std::size_t count = 1;
  while (input.size() < 3 * Source::kChunk) input += "FTX+AAI+++SOME TEXT?'S'\r\n", ++count;
  input += std::string(3 * Source::kChunk, '\n') + "DTM+1'";
  ++count;
  Source source("case", input, 4096);
  Diagnostics faults;
  Reader reader(source, faults);
  const Segment* segment = nullptr;
  std::size_t seen = 0;
  std::size_t largest = 0;
  while (reader.next(segment) == Read::segment) {
    ++seen;
    largest = std::max(largest, source.window().size());
  }
  EXPECT_EQ(seen, count);
  EXPECT_TRUE(faults.all().empty());
  EXPECT_LT(largest, 3 * Index::kLastPiece);
}

TEST(Reader, BrokenSegmentsAreCountedNotKept) {
  Source source("case", kHead + repeat("x'", 20'000));
  Diagnostics faults;
  Reader reader(source, faults);
  const Segment* segment = nullptr;
  while (reader.next(segment) != Read::end) {
  }
  EXPECT_EQ(faults.errors(), 20'000U);
  EXPECT_EQ(faults.all().size(), Diagnostics::kPerMessage);
}

}  // namespace
}  // namespace sluis::edifact
