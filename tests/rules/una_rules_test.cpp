// Service string advice, and the separators that hold without it.
#include "rules/rule.hpp"
#include "support/segments.hpp"

namespace sluis::rules {
namespace {

constexpr char kFile = '\x1C', kGroup = '\x1D', kUnit = '\x1F';

// `input` with the six characters of `advice` for : + . ? * ' and the advice in front.
std::string with(const std::string& advice, std::string input) {
  const std::string usual = ":+.?*'";
  for (char& c : input)
    if (const std::size_t at = usual.find(c); at != std::string::npos && at != 2) c = advice[at];
  return "UNA" + advice + input;
}

std::string level_b(std::string input) {
  for (char& c : input) c = c == ':' ? kUnit : c == '+' ? kGroup : c == '\'' ? kFile : c;
  return input;
}

const std::string kThree = "UNB+UNOC:3+S+R+260101:0900+I1'";
const std::string kMessage =
    "UNH+M1+ORDERS:D:96A:UN'BGM+220+PO1+9'DTM+137:20260101:102'UNS+S'UNT+5+M1'";
const std::string kBody = kMessage + "UNZ+1+I1'";
const std::string kFtx = "FTX+AAI+++";

const std::vector<Rule> kRows = {
    {"S-001", "without", v3({})},
    {"S-002", "usual", "UNA:+.? '" + v3({})},
    {"S-002", "usual_in_four", "UNA:+.?*'" + v4({})},
    {"S-003", "order", with(";*,\\ ~", v3({}))},
    {"S-003", "order_in_four", with(";*,\\#~", v4({}))},
    {"S-004", "small", "una:+.? '" + v3({}), "E3001 0@- @0", "E3001 0@- @0"},
    {"S-005", "not_before_unb", "UNA:+.? '" + kMessage, "E3010 0@- @9", "~E3010 0@- @9"},
    {"S-006", "line_break_behind", "UNA:+.? '\r\n" + v3({})},
    {"S-006", "blanks_behind", "UNA:+.? ' \r\n " + v3({}), "~W2012 @9", "~W2012 @9"},
    {"S-007", "cut", "UNA:+.", "E2201 0@- @0", "E2201 0@- @0"},
    {"S-007", "tag_only", "UNA", "E2201 0@- @0", "E2201 0@- @0"},
    {"S-007", "too_short", "UNA:+.'" + v3({}), "E2202 0@- @0", "E2202 0@- @0"},
    {"S-008", "decimal_mark", "UNA:+;? '" + v3({}), "E2204 19@I UNA @5", "E2204 19@I UNA @5"},
    {"S-009", "decimal_mark_in_four", "UNA:+ ?*'" + v4({})},
    {"S-009", "any_decimal_mark_in_four", "UNA:+;?*'" + v4({})},
    {"S-010", "no_release", "UNA:+.  '" + v3({kFtx + "WHO?"})},
    {"S-011", "no_release_in_four", "UNA:+. *'" + v4({kFtx + "WHO?"}), "E2207 20@I UNA @6",
     "~E2207 20@I UNA @6"},
    {"S-012", "reserved", "UNA:+.?*'" + v3({kFtx + "A*B"}), "E2206 20@I UNA @7",
     "~E2206 20@I UNA @7"},
    {"S-013", "no_repetition", "UNA:+.? '" + v4({kFtx + "A*B"}), "E2208 20@I UNA @7",
     "~E2208 20@I UNA @7"},
    {"S-015", "decimal_mark_is_separator", with(",+,? '", v3({})), "E2203 20@I UNA @5",
     "E2203 20@I UNA @5"},
    {"S-016", "decimal_mark_is_separator_in_four", with(",+,?*'", v4({}))},
    {"S-017", "letter", "UNAN+.? '" + v3({}), "E2203 20@I UNA @3", "E2203 20@I UNA @3"},
    {"S-017", "digit", "UNA:+.?4'" + v4({}), "E2203 20@I UNA @7", "E2203 20@I UNA @7"},
    {"S-018", "space_separates", "UNA: .? '" + v3({}), "E2203 20@I UNA @4", "E2203 20@I UNA @4"},
    {"S-018", "space_terminates", "UNA:+.?  " + v3({}), "E2203 20@I UNA @8", "E2203 20@I UNA @8"},
    {"S-019", "high_byte", "UNA:+.? \xA7" + v3({}), "E2203 20@I UNA @8", "E2203 20@I UNA @8"},
    {"S-019", "nul", std::string("UNA\0+.? '", 9) + v3({}), "E2203 20@I UNA @3",
     "E2203 20@I UNA @3"},
    {"S-020", "line_feed", with(":+.? \n", v3({}))},
    {"S-020", "separator_controls", with({kUnit, kGroup, '.', '?', '*', kFile}, v4({}))},
    {"S-022", "outranks_the_level", "UNA:+.? '" + in_interchange("UNOB:1", kMessage)},
    {"S-023", "one_interchange_only",
     with(";^.\\ ~", v3({})) + "UNB+UNOC:3+S+R+260101:0900+I2'" + kMessage + "UNZ+1+I2'"},
    {"S-024", "counts_nowhere", "UNA:+.? '" + in_interchange("UNOC:3", kMessage)},
    {"S-025", "inside", kThree + "UNA:+.? '" + kBody, "E2205 33@I UNA @30", "E2205 33@I UNA @30"},
    {"S-025", "inside_a_message",
     in_interchange("UNOC:3",
                    "UNH+M1+ORDERS:D:96A:UN'BGM+220+PO1+9'UNA:+.?*'"
                    "DTM+137:20260101:102'UNS+S'UNT+5+M1'"),
     "E2205 33@I UNA @67", "E2205 33@I UNA @67"},
    {"S-025", "changes_nothing", kThree + "UNA;*,\\ ~'" + kBody, "E2205 33@I UNA @30",
     "E2205 33@I UNA @30"},
    {"S-026", "byte_order_mark", "\xEF\xBB\xBF" + v3({}), "E2008 21@I @0", "~E2008 21@I @0"},
    {"S-026", "in_front_of_advice", "\xEF\xBB\xBFUNA:+.? '" + v3({}), "E2008 21@I @0",
     "~E2008 21@I @0"},
    {"S-026", "no_fault_in_utf8", "\xEF\xBB\xBFUNB+UNOY:4+S+R+20260101:0900+I1'" + kBody},
    {"S-027", "blanks_in_front", "\r\n  " + v3({}), "E2009 21@I @0", "~E2009 21@I @0"},
    {"S-027", "line_breaks_in_front", "\r\n\n" + v3({})},
    {"S-028", "text_in_front", "Subject: x\r\n\r\n" + v3({}), "E3009 0@- @0", "~E3009 0@- @0"},
    {"S-028", "text_before_advice", "a file\nUNA:+.? '" + v3({}), "E3009 0@- @0", "~E3009 0@- @0"},
    {"S-028", "not_at_a_line_start", "see " + v3({}), "E3001 0@- @0", "E3001 0@- @0"},
    {"S-028", "too_much", std::string(4096, 'x') + "\n" + v3({}), "E3001 0@- @0", "E3001 0@- @0"},
    {"S-029", "defaults", kThree + kBody},
    {"S-030", "level_b", level_b("UNB+UNOB:1+S+R+260101:0900+I1'" + kBody)},
    {"S-031", "level_b_printable", in_interchange("UNOB:1", kMessage)},
    {"S-032", "defaults_in_four", v4({"FTX+AAI+++a?*b"})},
    {"S-032", "no_special_level_b", in_interchange("UNOB:4", kMessage)},
    {"S-033", "star_is_data", v3({kFtx + "A*B"})},
    {"S-034", "utf8_from_s001_on", in_interchange("UNOY:4", kMessage)},
};
SLUIS_RULES(UnaRules, kRows);

// What the values are then.
struct Picture {
  const char* number;
  std::string input;
  const char* has;
};
TEST(UnaRules, Values) {
  const Picture kPictures[] = {
      {"S-003", with(";*,\\ ~", v3({kFtx + "A"})), "FTX|AAI|||A"},
      {"S-003", with(";*,\\ ~", "UNB+UNOC:3'FTX+") + ":+?'\\*\\\\~", "FTX|:+?'*\\"},
      {"S-010", "UNA:+.  '" + kThree + "FTX+WHO?'BGM+1'", "FTX|WHO? BGM|1"},
      {"S-011", "UNA:+. *'UNB+UNOC:4'FTX+WHO?'BGM+1'", "FTX|WHO? BGM|1"},
      {"S-012", "UNA:+.?*'UNB+UNOC:3'RFF+ON:A*B'", "RFF|ON,A*B"},
      {"S-013", "UNA:+.? 'UNB+UNOC:4'RFF+ON:A*B'", "RFF|ON,A*B"},
      {"S-020", "UNA:+.? \nUNB+UNOC:3\nBGM+1\n", "BGM|1"},
      {"S-021", "UNA:+.? \rUNB+UNOC:3\r\nBGM+1\r\n", "UNB|UNOC,3 BGM|1"},
      {"S-022", "UNA:+.? 'UNB+UNOB:1'BGM+1:2'", "BGM|1,2"},
      {"S-023", "UNA;^.\\ ~UNB^UNOC;3~UNZ^1~UNB+UNOC:3'BGM+1;2'", "BGM|1;2"},
      {"S-025", "UNB+UNOC:3'UNA;*,\\ ~'BGM+1:2'", "BGM|1,2"},
      {"S-030", level_b("UNB+UNOB:1'FTX+") + "?'+:" + kFile, "FTX|?'+:"},
      {"S-031", "UNB+UNOB:1'FTX+a?+b'", "FTX|a+b"},
      {"S-032", "UNB+UNOB:4'RFF+ON:1*ON:2'", "RFF|ON,1^ON,2"},
      {"S-033", "UNB+UNOA:3'FTX+A*B'", "FTX|A*B"},
      {"S-034", "UNB+UNOY:4'FTX+\xC3\xBC'", "FTX|\xC3\xBC"},
  };
  for (const Picture& row : kPictures) {
    const std::string found = edifact::segments_of(row.input, Tolerances(Tolerance::field()));
    EXPECT_NE(found.find(row.has), std::string::npos) << row.number << ": " << found;
  }
}

// S-014: the active service characters are different, in all pairs.
TEST(UnaRules, CharactersDiffer) {
  SCOPED_TRACE("S-014");
  for (const bool four : {false, true}) {
    const std::vector<std::size_t> active =
        four ? std::vector<std::size_t>{0, 1, 3, 4, 5} : std::vector<std::size_t>{0, 1, 3, 5};
    for (std::size_t i = 0; i < active.size(); ++i) {
      for (std::size_t j = i + 1; j < active.size(); ++j) {
        std::string advice = four ? ":+.?*'" : ":+.? '";
        advice[active[j]] = advice[active[i]];
        const std::string said = said_of(with(advice, four ? v4({}) : v3({})), false);
        EXPECT_EQ(said, "E2203 20@I UNA @" + std::to_string(3 + active[j])) << advice;
      }
    }
  }
}

// S-006: a line break behind UNA is one of the lines.
TEST(UnaRules, LineNumbersStayRight) {
  SCOPED_TRACE("S-006");
  Source source("rule", "UNA:+.? '\r\n" + kThree + "\r\nBG+1'");
  Diagnostics faults;
  edifact::Reader reader(source, faults);
  const edifact::Segment* segment = nullptr;
  while (reader.next(segment) != edifact::Read::end) {
  }
  ASSERT_EQ(faults.all().size(), 1U);
  EXPECT_EQ(faults.all()[0].position.line, 3U);
}

}  // namespace
}  // namespace sluis::rules
