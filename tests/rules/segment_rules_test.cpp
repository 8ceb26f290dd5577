// Segments: tags, separators, release characters, line breaks, blanks.
#include "edifact/reader.hpp"
#include "rules/rule.hpp"
#include "support/segments.hpp"

namespace sluis::rules {
namespace {

using edifact::segments_of;

const std::string kFtx = "FTX+AAI+++";

// A message of version 3 with `segments` in front of UNS, where they begin at offset 88.
std::string message(const std::string& segments, int count) {
  return in_interchange("UNOC:3", "UNH+M1+ORDERS:D:96A:UN'BGM+220+PO1+9'DTM+137:20260101:102'" +
                                      segments + "UNS+S'UNT+" + std::to_string(count) + "+M1'");
}

// `input` in lines of `width` bytes.
std::string wrapped(const std::string& input, std::size_t width, const char* line_break) {
  std::string out;
  for (std::size_t at = 0; at < input.size(); at += width)
    out += (at == 0 ? "" : line_break) + input.substr(at, width);
  return out + line_break;
}

const std::string kLong = "A LONG TEXT THAT GOES ON?+ON?:AND ON";

const std::vector<Rule> kRows = {
    {"S-080", "segment", v3({})},
    {"S-081", "small_tag", message("ftx+AAI'", 6), "E2016 15@S ftx#4 @88", "~E2016 15@S ftx#4 @88"},
    {"S-082", "short", v3({"FT+AAI"}), "E2101 15@S #4 @88", "E2101 15@S #4 @88"},
    {"S-082", "long", v3({"FTXX+AAI"}), "E2101 15@S #4 @88", "E2101 15@S #4 @88"},
    {"S-082", "digit", v3({"F1X+AAI"}), "E2018 15@S F1X#4 @88; E4101 15@S F1X#4",
     "~E2018 15@S F1X#4 @88; ~E4101 15@S F1X#4"},
    {"S-083", "counters", v3({"FTX:1+AAI"}), "E2102 34@S FTX#4 @88", "~E2102 34@S FTX#4 @88"},
    {"S-083", "two_levels", v3({"FTX:1:1+AAI"}), "E2102 34@S FTX#4 @88", "~E2102 34@S FTX#4 @88"},
    {"S-083", "in_four", v4({"FTX:1+AAI"}), "E2102 15@S FTX#4 @90", "~E2102 15@S FTX#4 @90"},
    {"S-083", "repetition_behind_the_tag", v4({"FTX*1+AAI"}), "E2101 15@S FTX#4 @90",
     "E2101 15@S FTX#4 @90"},
    {"S-084", "out_of_step", v3({"FTX:1+AAI", "FTX:3+AAI"}),
     "E2102 34@S FTX#4 @88; E2102 34@S FTX#5 @98; E2017 12@S FTX#5 @101",
     "~E2102 34@S FTX#4 @88; ~E2102 34@S FTX#5 @98; ~E2017 12@S FTX#5 @101"},
    {"S-084", "no_number", v3({"FTX:A+AAI"}), "E2102 34@S FTX#4 @88; E2017 12@S FTX#4 @91",
     "~E2102 34@S FTX#4 @88; ~E2017 12@S FTX#4 @91"},
    {"S-085", "release_in_tag", v3({"F?TX+AAI"}), "E2101 15@S #4 @88", "E2101 15@S #4 @88"},
    {"S-086", "empty", message("'", 5), "E2010 22@S #3 @88", "~E2010 22@S #3 @88"},
    {"S-087", "tag_only_in_four", v4({"FTX"}), "E2015 13@S FTX#4 @90", "~E2015 13@S FTX#4 @90"},
    {"S-090", "release", v3({kFtx + "A?+B?:C?'D?\?E"})},
    {"S-091", "released_star", v4({kFtx + "A?*B"})},
    {"S-092", "release_releases_release", v3({kFtx + "IPSUM ?\?"})},
    {"S-094", "needless", v3({kFtx + "a?@b"}), "~W2006 22@D FTX#4+4:1 @99",
     "~W2006 22@D FTX#4+4:1 @99"},
    {"S-095", "release_ends_the_input", v3({}).substr(0, v3({}).size() - 1) + "?", "E2108 13@I UNZ",
     "~E2108 13@I UNZ"},
    {"S-096", "releases_do_not_count", v3({kFtx + std::string(67, 'x') + "?+?:?'"})},
    {"S-098", "in_unb",
     "UNB+UNOC:3+A?+B:ZZZ+R+260101:0900+I1'UNH+M1+ORDERS:D:96A:UN'BGM+220+PO1+9'"
     "DTM+137:20260101:102'UNS+S'UNT+5+M1'UNZ+1+I1'"},
    {"S-101", "line_breaks_behind_terminators", message("\r\n", 5)},
    {"S-101", "any_line_break", message("\r\n\n\r", 5)},
    {"S-102", "blanks_between", message("  ", 5), "E2009 21@M @88", "~E2009 21@M @88"},
    {"S-102", "once", message("  FTX+AAI' \tFTX+AAI'", 7), "E2009 21@M @88", "~E2009 21@M @88"},
    {"S-103", "wrapped", wrapped(v3({kFtx + kLong}), 40, "\r\n"), "E2012 21@I @40",
     "~E2012 21@I @40"},
    {"S-103", "once", wrapped(v3({kFtx + kLong, kFtx + kLong}), 32, "\n"), "E2012 21@I @32",
     "~E2012 21@I @32"},
    {"S-103", "faults_behind_have_their_places",
     wrapped(v3({kFtx + kLong, kFtx + "\x01"}), 40, "\r\n"),
     "E2012 21@I @40; E2002 21@D FTX#5+4:1 @151", "~E2012 21@I @40; ~E2002 21@D FTX#5+4:1 @151"},
    {"S-103", "empty_lines_between", wrapped(v3({kFtx + kLong}), 40, "\r\n\r\n"), "E2012 21@I @40",
     "~E2012 21@I @40"},
    {"S-103", "doubled_carriage_returns", wrapped(v3({kFtx + kLong}), 40, "\r\r\n"),
     "E2012 21@I @40", "~E2012 21@I @40"},
    {"S-104", "line_break_in_value", v3({kFtx + "A\nB"}), "E2003 21@D FTX#4+4:1 @99",
     "~E2003 21@D FTX#4+4:1 @99"},
    {"S-104", "before_a_separator", v3({kFtx + "A\r\n:B"}), "E2003 21@D FTX#4+4:1 @99",
     "~E2003 21@D FTX#4+4:1 @99"},
    {"S-107", "headers_as_data", v3({kFtx + "UNB:UNA:ISA:END"})},
    {"S-107", "unknown_segment", v3({"END+2"}), "E4101 15@S END#4 @88", "~E4101 15@S END#4 @88"},
    {"S-107", "una_as_a_tag", v3({"UNA+2"}), "E4101 15@S UNA#4 @88", "~E4101 15@S UNA#4 @88"},
    {"S-108", "terminator_missing", v3({"FTX+AAI\nDTM+1:2"}),
     "E4207; E2003 21@D FTX#4+1:1 @95; E4202 16@D",
     "~E4207; ~E2003 21@D FTX#4+1:1 @95; ~E4202 16@D"},
    {"S-109", "no_last_terminator", v3({}).substr(0, v3({}).size() - 1), "E2109 13@I UNZ",
     "~E2109 13@I UNZ"},
    {"S-109", "with_a_line_break", v3({}).substr(0, v3({}).size() - 1) + "\r\n", "E2109 13@I UNZ",
     "~E2109 13@I UNZ"},
    {"S-110", "element_left_out", v3({"FTX+AAI+++A"})},
    {"S-111", "component_left_out", v3({"FTX+AAI+++A::C"})},
    {"S-112", "trailing_separators", v3({"FTX+AAI++++"})},
    {"S-113", "trailing_components", v3({"FTX+AAI+++A::"})},
    {"S-114", "element", v4({"FTX+AAI+"}), "E2011 45@S FTX#4 @97", "~E2011 45@S FTX#4 @97"},
    {"S-114", "component", v4({"FTX+AAI+++A:"}), "E2011 45@S FTX#4 @101", "~E2011 45@S FTX#4 @101"},
    {"S-114", "repetition", v4({"FTX+AAI+++A*"}), "E2011 45@S FTX#4 @101; E4206",
     "~E2011 45@S FTX#4 @101; ~E4206"},
    {"S-114", "component_before_element", v4({"FTX+AAI+1+:+A"}), "E2011 45@S FTX#4 @100",
     "~E2011 45@S FTX#4 @100"},
    {"S-114", "the_first_of_several", v4({"FTX+AAI+++A::"}), "E2011 45@S FTX#4 @102",
     "~E2011 45@S FTX#4 @102"},
    {"S-127", "case", v3({kFtx + "Muller"})},
    {"S-128", "trailing_blanks", v3({kFtx + "  A  "}), "E2013 12@D FTX#4+4:1 @101",
     "~E2013 12@D FTX#4+4:1 @101"},
    {"S-128", "once_a_segment", v3({kFtx + "A :B :C"}), "E2013 12@D FTX#4+4:1 @99",
     "~E2013 12@D FTX#4+4:1 @99"},
    {"S-128", "blanks_inside", v3({kFtx + " A B"})},
    {"S-129", "blank_in_four", v4({kFtx + "A:   :B"}), "E2014 12@D FTX#4+4:2 @102",
     "~E2014 12@D FTX#4+4:2 @102"},
    {"S-129", "blank_in_three", v3({kFtx + "A:   :B"}), "E2013 12@D FTX#4+4:2 @100",
     "~E2013 12@D FTX#4+4:2 @100"},
};
SLUIS_RULES(SegmentRules, kRows);

// What the values are then.
struct Picture {
  const char* number;
  std::string input;
  const char* has;
};
TEST(SegmentRules, Values) {
  const std::string three = "UNB+UNOC:3'";
  const std::string four = "UNB+UNOC:4'";
  const Picture kPictures[] = {
      {"S-080", three + "BGM+220+PO1+9'", "BGM|220|PO1|9"},
      {"S-081", three + "bgm+220'", "BGM|220"},
      {"S-082", three + "BG+220'BGM+1'", "# BGM|1"},
      {"S-083", three + "LIN:1+1'IMD:1:2+F'", "LIN(1)|1 IMD(1,2)|F"},
      {"S-086", three + "BGM+220''DTM+1'", "BGM|220 DTM|1"},
      {"S-088", four + "BGM+'", "BGM|"},
      {"S-089", three + "HYN'", "HYN"},
      {"S-090", three + "FTX+A?+B?:C?'D?\?E'", "FTX|A+B:C'D?E"},
      {"S-091", four + "FTX+A?*B'", "FTX|A*B"},
      {"S-092", three + "TXT+DEL+IPSUM ?\?'UNT+1'", "TXT|DEL|IPSUM ? UNT|1"},
      {"S-094", three + "COM+a?@b:EM'", "COM|a@b,EM"},
      {"S-097", "UNA;^.\\ ~UNB^UNOC;3~FTX^A+B:C'D?E~", "FTX|A+B:C'D?E"},
      {"S-098", "UNB+UNOC:3+A?+B:ZZZ'", "UNB|UNOC,3|A+B,ZZZ"},
      {"S-104", three + "FTX+A\r\n:B'DTM+1'", "FTX|A,B DTM|1"},
      {"S-107", three + "NAD+LOUISA:UNB:UNA'END+2'UNA+1'", "NAD|LOUISA,UNB,UNA END|2 UNA|1"},
      {"S-108", three + "BGM+220\nDTM+137'", "BGM|220DTM|137"},
      {"S-109", three + "UNZ+1+I1", "UNZ|1|I1"},
      {"S-110", three + "BGM+220++9'", "BGM|220||9"},
      {"S-111", three + "NAD+BY+123::9'", "NAD|BY|123,,9"},
      {"S-112", three + "BGM+220+PO1+++'", "BGM|220|PO1|||"},
      {"S-113", three + "DTM+137::'", "DTM|137,,"},
      {"S-115", four + "BGM+'DTM+1'", "BGM| DTM|1"},
      {"S-123", four + "RFF+ON:1*ON:2'", "RFF|ON,1^ON,2"},
      {"S-125", four + "ABC+A**C'", "ABC|A^^C"},
      {"S-127", three + "NAD+Muller'", "NAD|Muller"},
      {"S-128", three + "FTX+  A  +B'", "FTX|  A|B"},
      {"S-128", three + "FTX+A? +B? ? '", "FTX|A |B  "},
      {"S-129", four + "FTX+   +B'", "FTX||B"},
  };
  for (const Picture& row : kPictures) {
    const std::string found = segments_of(row.input, Tolerances(Tolerance::field()));
    EXPECT_NE(found.find(row.has), std::string::npos) << row.number << ": " << found;
  }
}

// S-088, S-115: no fault of the segment itself; S-089: nor is a tag alone before version 4.
TEST(SegmentRules, NothingToSay) {
  for (const char* input : {"UNB+UNOC:4'BGM+'", "UNB+UNOC:3'HYN'", "UNB+UNOC:4'UIT'UIZ'"}) {
    Source source("rule", input);
    Diagnostics faults;
    edifact::Reader reader(source, faults);
    const edifact::Segment* segment = nullptr;
    while (reader.next(segment) != edifact::Read::end) {
    }
    EXPECT_TRUE(faults.all().empty()) << "S-088 S-089 S-115 " << input;
  }
}

// Runs of release characters in front of each separator: even ones leave it live.
TEST(SegmentRules, ParityOfReleases) {
  SCOPED_TRACE("S-093");
  for (std::size_t n = 0; n <= 64; ++n) {
    const std::string run(n, '?');
    const std::string half(n / 2, '?');
    const bool live = n % 2 == 0;
    const std::string one = "UNB+UNOC:4'FTX+A" + run;
    EXPECT_EQ(segments_of(one + "'B+1'"), "UNB|UNOC,4 FTX|A" + half + (live ? " #" : "'B|1"));
    EXPECT_EQ(segments_of(one + "+B'"), "UNB|UNOC,4 FTX|A" + half + (live ? "|B" : "+B"));
    EXPECT_EQ(segments_of(one + ":B'"), "UNB|UNOC,4 FTX|A" + half + (live ? ",B" : ":B"));
    EXPECT_EQ(segments_of(one + "*B'"), "UNB|UNOC,4 FTX|A" + half + (live ? "^B" : "*B"));
  }
}

// Wrapped input is the same as the input that was wrapped, whatever a line break cuts: a tag, a
// release character and what it releases, a character of two bytes.
TEST(SegmentRules, WrappedIsTheSame) {
  SCOPED_TRACE("S-103");
  const std::string input =
      "UNA:+.? 'UNB+UNOY:4+SENDER+RECIPIENT+20260101:0900+I1'FTX+AAI+++A?+B?\?C?:D\xC3\xBC"
      "'BGM+220+PO1'" +
      std::string("FTX+AAI+++") + std::string(200, 'x') + "?''UNZ+0+I1'";
  const Tolerances field(Tolerance::field());
  const std::string plain = segments_of(input, field);
  for (std::size_t width = 15; width < 120; ++width)
    for (const char* line_break : {"\n", "\r\n", "\r"})
      EXPECT_EQ(segments_of(wrapped(input, width, line_break), field), plain) << width;
}

TEST(SegmentRules, WrappedReleasesAndTags) {
  SCOPED_TRACE("S-105");
  SCOPED_TRACE("S-106");
  const std::string head = "UNB+UNOC:3+SSS+RRRR'";
  const std::string lines =
      head + "FTX+AAI+++A?\n" + "+BBBBBBBBBBBBBBBB'FTX+1'BGM+1'DT\nM+137:20260101:102'UNZ+0+I1'";
  ASSERT_EQ(lines.find('\n'), 32U);
  EXPECT_EQ(segments_of(lines),
            "UNB|UNOC,3|SSS|RRRR FTX|AAI|||A+BBBBBBBBBBBBBBBB FTX|1 BGM|1 DTM|137,20260101,102 "
            "UNZ|0|I1");
}

// Each interchange is judged by itself, and offsets are those of the input.
TEST(SegmentRules, WrappedThenNot) {
  SCOPED_TRACE("S-103");
  const std::string one =
      "UNB+UNOC:3+SENDER+RECIPIENT'FTX+AAI+++" + std::string(80, 'x') + "'UNZ+0'";
  const std::string first = wrapped(one, 40, "\r\n");
  Source source("rule", first + "UNB+UNOC:3'FTX+A\nB'\n" + first + "BG'", 7);
  Diagnostics faults;
  edifact::Reader reader(source, faults);
  const edifact::Segment* segment = nullptr;
  std::string seen;
  std::vector<Span> spans;
  while (reader.next(segment) != edifact::Read::end) {
    seen += segment == nullptr ? "#" : edifact::tag_text(segment->tag());
    if (segment != nullptr && !segment->values().empty())
      spans.push_back(segment->span(segment->values().back()));
  }
  EXPECT_EQ(seen, "UNBFTXUNZUNBFTXUNBFTXUNZ");
  EXPECT_EQ(spans[1], (Span{38, 122}));
  ASSERT_EQ(faults.all().size(), 4U);
  EXPECT_EQ(faults.all()[0].fault, Fault::line_wrapped);
  EXPECT_EQ(faults.all()[0].where.begin, 40U);
  EXPECT_EQ(faults.all()[1].fault, Fault::line_break_in_value);
  EXPECT_EQ(faults.all()[1].where.begin, first.size() + 16);
  EXPECT_EQ(faults.all()[2].fault, Fault::line_wrapped);
  EXPECT_EQ(faults.all()[2].where.begin, first.size() + 20 + 40);
  EXPECT_EQ(faults.all()[3].fault, Fault::foreign_data);
}

}  // namespace
}  // namespace sluis::rules
