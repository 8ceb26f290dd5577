// Character sets: which bytes belong to each, and what is made of the others.
#include <set>

#include "edifact/charset.hpp"
#include "rules/rule.hpp"
#include "support/segments.hpp"
#include "text/unicode.hpp"

namespace sluis::rules {
namespace {

using edifact::Charset;
using edifact::segments_of;

const std::string kFtx = "FTX+AAI+++";

// An interchange with one FTX whose value begins at offset 89 (version 3) or 91 (4).
std::string text(const std::string& syntax, const std::string& value) {
  const std::string type = syntax.find(":4") == std::string::npos ? "96A" : "01B";
  return in_interchange(syntax, "UNH+M1+ORDERS:D:" + type +
                                    ":UN'BGM+220+PO1+9'DTM+137:20260101:102'" + kFtx + value +
                                    "'UNS+S'UNT+6+M1'");
}

const std::vector<Rule> kRows = {
    {"S-040", "small_letters", text("UNOA:3", "Muller"), "E2005 21@D FTX#4+4 @99",
     "~E2005 21@D FTX#4+4 @99"},
    {"S-040", "small_letters_in_four", text("UNOA:4", "MULLer"), "E2005 21@D FTX#4+4 @104",
     "~E2005 21@D FTX#4+4 @104"},
    {"S-041", "underscore", text("UNOA:3", "PO_1"), "E2005 21@D FTX#4+4 @100",
     "~E2005 21@D FTX#4+4 @100"},
    {"S-041", "underscore_in_b", text("UNOB:2", "PO_1"), "E2005 21@D FTX#4+4 @100",
     "~E2005 21@D FTX#4+4 @100"},
    {"S-042", "underscore_in_four", text("UNOA:4", "PO_1")},
    {"S-042", "underscore_in_four_b", text("UNOB:4", "PO_1")},
    {"S-043", "at_sign", text("UNOA:3", "A@B"), "E2005 21@D FTX#4+4 @99",
     "~E2005 21@D FTX#4+4 @99"},
    {"S-044", "small_letters_in_b", text("UNOB:1", "Muller")},
    {"S-045", "high_byte", text("UNOA:3", "M\xFCLLER"), "E2001 21@D FTX#4+4 @99",
     "~E2001 21@D FTX#4+4 @99"},
    {"S-045", "high_byte_in_b", text("UNOB:4", "M\xFCller"), "E2001 21@D FTX#4+4 @101",
     "~E2001 21@D FTX#4+4 @101"},
    {"S-046", "latin_1", text("UNOC:3", "M\xFCller")},
    {"S-047", "c1", text("UNOC:3", "1\x80"), "E2002 21@D FTX#4+4 @99", "~E2002 21@D FTX#4+4 @99"},
    {"S-048", "utf8_in_latin_1", text("UNOC:3", "M\xC3\xBCller"), "~W2011 21@D FTX#4+4 @99",
     "~W2011 21@D FTX#4+4 @99"},
    {"S-048", "utf8_with_c1_in_latin_1", text("UNOC:3", "\xC3\x84"),
     "~W2011 21@D FTX#4+4 @98; E2002 21@D FTX#4+4 @99",
     "~W2011 21@D FTX#4+4 @98; ~E2002 21@D FTX#4+4 @99"},
    {"S-048", "utf8_in_level_a", text("UNOA:3", "M\xC3\xBCLLER"),
     "~W2011 21@D FTX#4+4 @99; E2001 21@D FTX#4+4 @99",
     "~W2011 21@D FTX#4+4 @99; ~E2001 21@D FTX#4+4 @99"},
    {"S-048", "latin_1_that_is_no_utf8", text("UNOC:3", "\xC3\xBC \xFC")},
    {"S-048", "few_letters_of_another_script", text("UNOE:3", "\xC2\xB0")},
    {"S-048", "many_letters_of_another_script", text("UNOE:3", "\xD0\xB0\xD0\xB1\xD0\xB2"),
     "~W2011 21@D FTX#4+4 @98", "~W2011 21@D FTX#4+4 @98"},
    {"S-049", "no_such_character", text("UNOG:4", "\xA5"), "E2001 21@D FTX#4+4 @100",
     "~E2001 21@D FTX#4+4 @100"},
    {"S-050", "later_edition", text("UNOF:3", "\xA4"), "E2001 21@D FTX#4+4 @98",
     "~E2001 21@D FTX#4+4 @98"},
    {"S-051", "euro", text("UNOL:4", "\xA4")},
    {"S-052", "overlong", text("UNOY:4", "A\xC0\xAF"), "E2004 21@D FTX#4+4 @101",
     "~E2004 21@D FTX#4+4 @101"},
    {"S-052", "surrogate", text("UNOY:4", "\xED\xA0\x80"), "E2004 21@D FTX#4+4 @100",
     "~E2004 21@D FTX#4+4 @100"},
    {"S-052", "beyond_unicode", text("UNOY:4", "\xF4\x90\x80\x80"), "E2004 21@D FTX#4+4 @100",
     "~E2004 21@D FTX#4+4 @100"},
    {"S-052", "stray_continuation", text("UNOY:4", "\x80"), "E2004 21@D FTX#4+4 @100",
     "~E2004 21@D FTX#4+4 @100"},
    {"S-053", "cut_off", text("UNOY:4", "A\xC3"), "E2004 21@D FTX#4+4 @101",
     "~E2004 21@D FTX#4+4 @101"},
    {"S-054", "ucs_2", text("UNOY:4::5", "A"), "E3004 46@I UNB+1:4 @12", "E3004 46@I UNB+1:4 @12"},
    {"S-054", "ucs_4", text("UNOY:4::6", "A"), "E3004 46@I UNB+1:4 @12", "E3004 46@I UNB+1:4 @12"},
    {"S-054", "utf_16", text("UNOY:4::8", "A"), "E3004 46@I UNB+1:4 @12", "E3004 46@I UNB+1:4 @12"},
    {"S-054", "ebcdic", text("UNOC:4::3", "A"), "E3004 46@I UNB+1:4 @12", "E3004 46@I UNB+1:4 @12"},
    {"S-055", "shifted_separators", text("UNOX:4", "\x1B$B%+%'\x1B(B")},
    {"S-056", "unknown_escape", text("UNOX:4", "\x1B$Z%"), "E2006 46@I FTX @100",
     "E2006 46@I FTX @100"},
    {"S-056", "no_way_back", text("UNOX:4", "\x1B$B%+%'\n"), "E2006 46@I FTX @100",
     "E2006 46@I FTX @100"},
    {"S-057", "korean", text("KECA:3", "\xC7\xD1")},
    {"S-057", "half_a_character", text("KECA:3", "A\xC7"), "E2001 21@D FTX#4+4 @99",
     "~E2001 21@D FTX#4+4 @99"},
    {"S-058", "unknown_identifier", text("UNOQ:3", "A"), "E3003 2@I UNB+1:1 @4",
     "~E3003 2@I UNB+1:1 @4"},
    {"S-058", "unoz", text("UNOZ:4", "A"), "E3003 2@I UNB+1:1 @4", "~E3003 2@I UNB+1:1 @4"},
    {"S-059", "small_identifier", text("unoa:3", "A"), "E3007 2@I UNB+1:1 @4",
     "~E3007 2@I UNB+1:1 @4"},
    {"S-060", "unknown_version", text("UNOA:5", "A"), "E3005 2@I UNB+1:2 @9",
     "~E3005 2@I UNB+1:2 @9"},
    {"S-060", "no_version", text("UNOA", "A"), "E3101 13@I UNB+1:2", "~E3101 13@I UNB+1:2"},
    {"S-061", "version_x", text("UNOC:X", "A*B"), "~W3003 2@I UNB+1:2 @9", "~W3003 2@I UNB+1:2 @9"},
    {"S-062", "set_newer_than_version", text("UNOY:3", "\xC3\xBC"), "E3008 2@I UNB+1:1 @4",
     "~E3008 2@I UNB+1:1 @4"},
    {"S-062", "latin_9", text("UNOL:3", "A"), "E3008 2@I UNB+1:1 @4", "~E3008 2@I UNB+1:1 @4"},
    {"S-063", "encoding_wins", text("UNOC:4::7", "\xC3\xBC")},
    {"S-063", "code_page_850", text("UNOC:4::4", "\x81")},
    {"S-063", "unknown_encoding", text("UNOC:4::9", "A"), "E3004 46@I UNB+1:4 @12",
     "E3004 46@I UNB+1:4 @12"},
    {"S-063", "agreed_encoding", text("UNOC:4::ZZZ", "A"), "E3004 46@I UNB+1:4 @12",
     "E3004 46@I UNB+1:4 @12"},
    {"S-064", "control",
     text("UNOC:3",
          "A\x01"
          "B"),
     "E2002 21@D FTX#4+4 @99", "~E2002 21@D FTX#4+4 @99"},
    {"S-064", "delete", text("UNOC:3", "\x7F"), "E2002 21@D FTX#4+4 @98",
     "~E2002 21@D FTX#4+4 @98"},
    {"S-065", "nul", text("UNOC:3", std::string("A\0B", 3)), "E2002 21@D FTX#4+4 @99",
     "~E2002 21@D FTX#4+4 @99"},
    {"S-066", "tab", text("UNOC:3", "A\tB"), "E2002 21@D FTX#4+4 @99", "~E2002 21@D FTX#4+4 @99"},
    {"S-067", "characters_are_counted",
     text("UNOY:4", std::string(512, 'x').replace(0, 1, "\xC3\xBC"))},
    {"S-067", "releases_do_not_count", text("UNOC:4", "?+?+?+" + std::string(509, 'x'))},
    {"S-068", "combining_marks_count", text("UNOY:4", "e\xCC\x81" + std::string(511, 'x')),
     "E4207 39@D FTX#4+4", "~E4207 39@D FTX#4+4"},
    {"S-069", "no_break_space", text("UNOC:3", "A\xA0")},
};
SLUIS_RULES(CharacterRules, kRows);

struct Picture {
  const char* number;
  std::string input;
  const char* has;
};
TEST(CharacterRules, Values) {
  const Picture kPictures[] = {
      {"S-040", "UNB+UNOA:3'NAD+Muller'", "NAD|Muller"},
      {"S-045", "UNB+UNOA:3'NAD+M\xFC'", "NAD|M\xC3\xBC"},
      {"S-046", "UNB+UNOC:3'NAD+M\xFC'", "NAD|M\xC3\xBC"},
      {"S-047", "UNB+UNOC:3'NAD+\x80'", "NAD|\xE2\x82\xAC"},
      {"S-048", "UNB+UNOC:3'NAD+M\xC3\xBC'", "NAD|M\xC3\x83\xC2\xBC"},
      {"S-050", "UNB+UNOF:3'NAD+\xA4'", "NAD|\xE2\x82\xAC"},
      {"S-051", "UNB+UNOL:4'NAD+\xA4\xA6\xA8\xB4\xB8\xBC\xBD\xBE'",
       "NAD|\xE2\x82\xAC\xC5\xA0\xC5\xA1\xC5\xBD\xC5\xBE\xC5\x92\xC5\x93\xC5\xB8"},
      {"S-053", "UNB+UNOY:4'FTX+A\xC3'BGM+1'", "FTX|A\xC3\x83 BGM|1"},
      {"S-055", "UNB+UNOX:4'FTX+\x1B$B%+%'\x1B(B?+a+b'BGM+1'",
       "FTX|\xE3\x82\xAB\xE3\x82\xA7+a|b BGM|1"},
      {"S-055", "UNB+UNOX:4'FTX+\x0EGQ\x0F!'BGM+1'", "FTX|\xED\x95\x9C! BGM|1"},
      {"S-055", "UNB+UNOX:4'FTX+\x1B(I'+\x1B(B'BGM+1'", "FTX|\xEF\xBD\xA7\xEF\xBD\xAB BGM|1"},
      {"S-056", "UNB+UNOX:4'FTX+\x1B$Z'BGM+1'", "BGM|1"},
      {"S-057", "UNB+KECA:3'FTX+\xC7\xD1\x81\x41'", "FTX|\xED\x95\x9C\xEA\xB0\x82"},
      {"S-063", "UNB+UNOC:4::4'FTX+\x81'", "FTX|\xC3\xBC"},
      {"S-064",
       "UNB+UNOC:3'FTX+A\x01"
       "B\x7F.'",
       "FTX|A B ."},
      {"S-065", std::string("UNB+UNOC:3'FTX+A\0B'BGM+1'", 25), "FTX|A B BGM|1"},
      {"S-066", "UNB+UNOC:3'FTX+A\tB'", "FTX|A\tB"},
      {"S-069", "UNB+UNOC:3'FTX+A\xA0+\xAD'", "FTX|A\xC2\xA0|\xC2\xAD"},
  };
  for (const Picture& row : kPictures) {
    const std::string found = segments_of(row.input, Tolerances(Tolerance::field()));
    EXPECT_NE(found.find(row.has), std::string::npos) << row.number << ": " << found;
  }
}

// S-043, S-044: each printable character of ASCII, by level and version.
TEST(CharacterRules, Levels) {
  SCOPED_TRACE("S-043");
  const std::string outside = "#$@[\\]^`{|}~";
  for (char c = ' '; c < '\x7F'; ++c) {
    const std::string_view one(&c, 1);
    const bool common = outside.find(c) == std::string::npos && c != '_';
    const bool small = c >= 'a' && c <= 'z';
    for (const char version : {'1', '2', '3', '4'}) {
      const bool in_b = common || (c == '_' && version == '4');
      EXPECT_EQ(Charset::find("UNOA", version)->check(one) == Charset::npos, in_b && !small) << c;
      EXPECT_EQ(Charset::find("UNOB", version)->check(one) == Charset::npos, in_b) << c;
      EXPECT_EQ(Charset::find("UNOC", version)->check(one), Charset::npos) << c;
    }
  }
}

// S-046, S-047, S-049: the upper half of each set.
TEST(CharacterRules, UpperHalves) {
  struct Half {
    const char* identifier;
    std::set<unsigned> undefined;
    unsigned sample;
    char32_t character;
  };
  std::set<unsigned> arabic;
  for (unsigned c = 0xA1; c < 0xFF; ++c)
    if (!(c == 0xA4 || c == 0xAC || c == 0xAD || c == 0xBB || c == 0xBF ||
          (c >= 0xC1 && c <= 0xDA) || (c >= 0xE0 && c <= 0xF2)))
      arabic.insert(c);
  arabic.insert(0xFF);
  std::set<unsigned> hebrew{0xA1, 0xFB, 0xFC, 0xFF};
  for (unsigned c = 0xBF; c <= 0xDE; ++c) hebrew.insert(c);
  const Half kHalves[] = {
      {"UNOC", {}, 0xFC, 0xFC},
      {"UNOD", {}, 0xA3, 0x141},
      {"UNOE", {}, 0xD0, 0x430},
      {"UNOF", {0xA4, 0xA5, 0xAA, 0xAE, 0xD2, 0xFF}, 0xE1, 0x3B1},
      {"UNOG", {0xA5, 0xAE, 0xBE, 0xC3, 0xD0, 0xE3, 0xF0}, 0xA1, 0x126},
      {"UNOH", {}, 0xA1, 0x104},
      {"UNOI", arabic, 0xC7, 0x627},
      {"UNOJ", hebrew, 0xE0, 0x5D0},
      {"UNOK", {}, 0xDD, 0x130},
      {"UNOL", {}, 0xA4, 0x20AC},
  };
  for (const Half& half : kHalves) {
    SCOPED_TRACE(half.identifier);
    const Charset& charset = *Charset::find(half.identifier, '4');
    for (unsigned byte = 0x80; byte < 0x100; ++byte) {
      const auto c = static_cast<char>(byte);
      const bool belongs = byte >= 0xA0 && !half.undefined.contains(byte);
      EXPECT_EQ(charset.check({&c, 1}) == Charset::npos, belongs) << byte;
      std::string utf8;
      charset.decode({&c, 1}, utf8);
      std::size_t at = 0;
      const char32_t character = text::decode(utf8, at);
      if (!belongs) {
        EXPECT_EQ(character, text::kReplacement) << byte;
      }
      if (byte == half.sample) {
        EXPECT_EQ(character, half.character);
      }
      if (belongs && std::string_view(half.identifier) == "UNOC") {
        EXPECT_EQ(character, byte);
      }
    }
  }
}

// Once an interchange, at the first byte; and what to do about it.
TEST(CharacterRules, DoubtIsSaidOnce) {
  SCOPED_TRACE("S-048");
  Source source("rule", "UNB+UNOC:3'NAD+\xC3\xBC'NAD+\xC3\xBC'UNZ+0'UNB+UNOC:3'NAD+\xC3\xBC'");
  Diagnostics faults;
  edifact::Reader reader(source, faults);
  const edifact::Segment* segment = nullptr;
  while (reader.next(segment) != edifact::Read::end) {
    EXPECT_TRUE(segment->sound());
  }
  ASSERT_EQ(faults.all().size(), 2U);
  EXPECT_EQ(faults.all()[0].where, (Span{15, 16}));
  EXPECT_NE(faults.all()[0].hint.find("charset utf-8"), std::string::npos);
  EXPECT_EQ(faults.all()[1].where.begin, 46U);
}

TEST(CharacterRules, HintsNameTheLikelySet) {
  SCOPED_TRACE("S-052");
  struct Row {
    const char* input;
    const char* set;
  };
  for (const Row& row :
       {Row{"UNB+UNOY:4'NAD+M\xFCller'", "windows-1252"},
        Row{"UNB+UNOC:3'NAD+\x80 5'", "windows-1252"}, Row{"UNB+UNOA:3'NAD+\xC3\xBC'", "utf-8"},
        Row{"UNB+UNOB:3'NAD+\xFC'", "windows-1252"}}) {
    Source source("rule", row.input);
    Diagnostics faults;
    edifact::Reader reader(source, faults);
    const edifact::Segment* segment = nullptr;
    while (reader.next(segment) != edifact::Read::end) {
    }
    ASSERT_FALSE(faults.all().empty());
    const std::string& hint = faults.all().back().hint;
    EXPECT_NE(hint.find("charset " + std::string(row.set)), std::string::npos) << hint;
  }
}

}  // namespace
}  // namespace sluis::rules
