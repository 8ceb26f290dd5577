#include "edifact/charset.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "text/unicode.hpp"

namespace sluis::edifact {
namespace {

constexpr std::size_t kNone = Charset::npos;

struct Case {
  const char* name;
  const char* identifier;
  char version;
  std::string bytes;
  std::size_t first_bad;  // npos: all belong
  std::string text;       // decoded
};
void PrintTo(const Case& row, std::ostream* os) { *os << row.name; }

const Case kCases[] = {
    {"a_capitals", "UNOA", '3', "ABC 019.,-()/='+:?!\"%&*;<>", kNone,
     "ABC 019.,-()/='+:?!\"%&*;<>"},
    {"a_small", "UNOA", '3', "Muller", 1, "Muller"},
    {"a_small_version_4", "UNOA", '4', "Muller", 1, "Muller"},
    {"a_underscore", "UNOA", '3', "PO_1", 2, "PO_1"},
    {"a_underscore_version_4", "UNOA", '4', "PO_1", kNone, "PO_1"},
    {"a_high", "UNOA", '3', "M\xFC", 1, "M\xEF\xBF\xBD"},
    {"b_small", "UNOB", '1', "Muller", kNone, "Muller"},
    {"b_underscore", "UNOB", '2', "_", 0, "_"},
    {"b_underscore_version_4", "UNOB", '4', "_", kNone, "_"},
    {"c_umlaut", "UNOC", '3', "M\xFCller", kNone, "M\xC3\xBCller"},
    {"c_no_break_space", "UNOC", '3', "A\xA0", kNone, "A\xC2\xA0"},
    {"c_c1", "UNOC", '3', "1\x80", 1, "1\xEF\xBF\xBD"},
    {"c_last_c1", "UNOC", '3', "\x9F", 0, "\xEF\xBF\xBD"},
    {"c_all_punctuation", "UNOC", '3', "#$@[\\]^`{|}~", kNone, "#$@[\\]^`{|}~"},
    {"d_latin_2", "UNOD", '3', "\xA3", kNone, "\xC5\x81"},
    {"e_cyrillic", "UNOE", '3', "\xD0", kNone, "\xD0\xB0"},
    {"f_greek", "UNOF", '3', "\xE1", kNone, "\xCE\xB1"},
    {"f_hole", "UNOF", '3', "\xAE", 0, "\xEF\xBF\xBD"},
    {"g_latin_3", "UNOG", '4', "\xA1", kNone, "\xC4\xA6"},
    {"g_hole", "UNOG", '4', "\xA5", 0, "\xEF\xBF\xBD"},
    {"h_latin_4", "UNOH", '4', "\xA1", kNone, "\xC4\x84"},
    {"i_arabic", "UNOI", '4', "\xC7", kNone, "\xD8\xA7"},
    {"j_hebrew", "UNOJ", '4', "\xE0", kNone, "\xD7\x90"},
    {"j_hole", "UNOJ", '4', "\xBF", 0, "\xEF\xBF\xBD"},
    {"k_latin_5", "UNOK", '4', "\xDD", kNone, "\xC4\xB0"},
    {"l_euro", "UNOL", '4', "\xA4", kNone, "\xE2\x82\xAC"},
    {"y_utf8", "UNOY", '4', "\xE2\x82\xAC!", kNone, "\xE2\x82\xAC!"},
    {"w_utf8", "UNOW", '4', "\xC3\xBC", kNone, "\xC3\xBC"},
    {"y_overlong", "UNOY", '4', "a\xC0\xAF", 1, "a\xEF\xBF\xBD\xEF\xBF\xBD"},
    {"y_surrogate", "UNOY", '4', "\xED\xA0\x80", 0, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
    {"y_cut_off", "UNOY", '4', "A\xC3", 1, "A\xEF\xBF\xBD"},
    {"y_c1", "UNOY", '4', "\xC2\x85", 0, "\xEF\xBF\xBD"},
    {"y_not_a_character", "UNOY", '4', "\xEF\xBF\xBF", 0, "\xEF\xBF\xBD"},
    {"f_later_edition", "UNOF", '3', "\xA4", 0, "\xEF\xBF\xBD"},
    {"korean", "KECA", '3', "\xC7\xD1 A\x81\x41", kNone, "\xED\x95\x9C A\xEA\xB0\x82"},
    {"korean_half", "KECA", '3', "A\xC7", 1, "A\xEF\xBF\xBD"},
    {"korean_no_pair", "KECA", '3', "\xC7+", 0, "\xEF\xBF\xBD+"},
    {"x_ascii", "UNOX", '4', "A+'", kNone, "A+'"},
    {"x_japanese", "UNOX", '4', "A\x1B$B%+%'\x1B(B'", kNone, "A\xE3\x82\xAB\xE3\x82\xA7'"},
    {"x_chinese", "UNOX", '4', "\x1B$AVP\x1B(B", kNone, "\xE4\xB8\xAD"},
    {"x_korean", "UNOX", '4', "\x1B$(CGQ\x1B(B", kNone, "\xED\x95\x9C"},
    {"x_korean_shifted", "UNOX", '4', "\x1B$)C\x0EGQ\x0F.", kNone, "\xED\x95\x9C."},
    {"x_third_japanese", "UNOX", '4', "\x1B$(D0!\x1B(B", kNone, "\xE4\xB8\x82"},
    {"x_katakana", "UNOX", '4', "\x1B(I1\x1B(B", kNone, "\xEF\xBD\xB1"},
    {"x_yen", "UNOX", '4', "\x1B(J\\~A\x1B(B\\", kNone,
     "\xC2\xA5\xE2\x80\xBE"
     "A\\"},
    {"x_unknown", "UNOX", '4', "A\x1B$ZB", 1, "AZB"},
    {"x_escape_at_the_end", "UNOX", '4', "A\x1B", 1, "A"},
    {"x_no_way_back", "UNOX", '4', "A\x1B$B%+", 1, "A\xE3\x82\xAB"},
    {"x_half", "UNOX", '4', "\x1B$B%+%\x1B(B", 5, "\xE3\x82\xAB\xEF\xBF\xBD"},
    {"x_no_pair", "UNOX", '4', "\x1B$B~~\x1B(B", 3, "\xEF\xBF\xBD"},
    {"x_high", "UNOX", '4', "A\xFC", 1, "A\xEF\xBF\xBD"},
    {"control", "UNOC", '3', "A\x01", 1, "A\xEF\xBF\xBD"},
    {"nul", "UNOC", '3', std::string("A\0B", 3), 1,
     "A\xEF\xBF\xBD"
     "B"},
    {"delete", "UNOY", '4', "\x7F", 0, "\xEF\xBF\xBD"},
    {"tab_is_kept", "UNOC", '3', "A\tB", 1, "A\tB"},
    {"line_break_is_kept", "UNOC", '3', "A\r\nB", 1, "A\r\nB"},
};

class Sets : public testing::TestWithParam<Case> {};
TEST_P(Sets, CheckAndDecode) {
  const Case& row = GetParam();
  const Charset* charset = Charset::find(row.identifier, row.version);
  ASSERT_NE(charset, nullptr);
  EXPECT_EQ(charset->check(row.bytes), row.first_bad);
  std::string text = ">";
  charset->decode(row.bytes, text);
  EXPECT_EQ(text, ">" + row.text);
  EXPECT_EQ(text::find_malformed(text), kNone) << "what is decoded is always UTF-8";
  if (row.first_bad != kNone) return;
  std::string bytes;
  EXPECT_EQ(charset->encode(row.text, bytes), kNone);
  if (!charset->shifts()) {
    EXPECT_EQ(bytes, row.bytes);
    return;
  }
  // There are many ways to shift.
  std::string again;
  charset->decode(bytes, again);
  EXPECT_EQ(again, row.text);
}
INSTANTIATE_TEST_SUITE_P(Charset, Sets, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Charset, EveryByteGoesThereAndBack) {
  for (const char* identifier : {"UNOA", "UNOB", "UNOC", "UNOD", "UNOE", "UNOF", "UNOG", "UNOH",
                                 "UNOI", "UNOJ", "UNOK", "UNOL"}) {
    const Charset& charset = *Charset::find(identifier, '4');
    EXPECT_EQ(charset.name(), identifier);
    EXPECT_FALSE(charset.is_utf8());
    for (int byte = 0; byte < 256; ++byte) {
      const std::string bytes(1, static_cast<char>(byte));
      std::string text;
      charset.decode(bytes, text);
      std::string again;
      const bool belongs = charset.check(bytes) == kNone;
      EXPECT_EQ(charset.encode(text, again) == kNone, belongs) << identifier << ' ' << byte;
      if (belongs) {
        EXPECT_EQ(again, bytes);
      }
      if (byte < 0x80) {
        EXPECT_EQ(charset.ascii().has(static_cast<unsigned char>(byte)), belongs);
      }
    }
  }
}

TEST(Charset, SharedAndImmutable) {
  EXPECT_EQ(Charset::find("UNOC", '3'), Charset::find("UNOC", '4'));
  EXPECT_NE(Charset::find("UNOA", '3'), Charset::find("UNOA", '4'));
  EXPECT_EQ(Charset::find("UNOA", '1'), Charset::find("UNOA", '3'));
}

TEST(Charset, Unknown) {
  for (const char* identifier : {"UNOZ", "unoa", "", "UNO", "UNOAA"}) {
    EXPECT_EQ(Charset::find(identifier, '4'), nullptr) << identifier;
    EXPECT_FALSE(Charset::is_known(identifier)) << identifier;
    EXPECT_EQ(Charset::first_version(identifier), '\0') << identifier;
  }
  EXPECT_EQ(Charset::first_version("UNOB"), '1');
  EXPECT_EQ(Charset::first_version("UNOF"), '3');
  EXPECT_EQ(Charset::first_version("UNOY"), '4');
}

TEST(Charset, EncodingCode) {
  EXPECT_EQ(Charset::find_encoding("", "UNOC", '4'), Charset::find("UNOC", '4'));
  EXPECT_EQ(Charset::find_encoding("2", "UNOC", '4'), Charset::find("UNOC", '4'));
  EXPECT_EQ(Charset::find_encoding("7", "UNOC", '4'), Charset::find("UNOY", '4'));
  EXPECT_EQ(Charset::find_encoding("1", "UNOC", '4'), Charset::find("UNOC", '4'));
  EXPECT_EQ(Charset::find_encoding("4", "UNOC", '4'), Charset::agreed("cp850"));
  for (const char* code : {"3", "5", "6", "8"}) {
    EXPECT_EQ(Charset::find_encoding(code, "UNOY", '4'), nullptr) << code;
    EXPECT_NE(Charset::encoding_name(code), "") << code;
  }
  EXPECT_EQ(Charset::encoding_name("8"), "UTF-16");
  EXPECT_EQ(Charset::encoding_name("9"), "");
  EXPECT_EQ(Charset::find_encoding("ZZZ", "UNOY", '4'), nullptr);
}

TEST(Charset, Agreed) {
  EXPECT_EQ(Charset::agreed("unoc"), Charset::find("UNOC", '4'));
  EXPECT_EQ(Charset::agreed("UTF-8"), Charset::find("UNOY", '4'));
  EXPECT_EQ(Charset::agreed("utf8"), Charset::find("UNOY", '4'));
  EXPECT_EQ(Charset::agreed("cp949"), Charset::find("KECA", '4'));
  EXPECT_EQ(Charset::agreed("iso-2022-jp"), Charset::find("UNOX", '4'));
  EXPECT_EQ(Charset::agreed("Windows-1252"), Charset::agreed("WINDOWS-1252"));
  struct Row {
    const char* name;
    std::string bytes, text;
  };
  for (const Row& row :
       {Row{"windows-1252", "\x80\xFC", "\xE2\x82\xAC\xC3\xBC"},
        Row{"windows-1251", "\xCF", "\xD0\x9F"}, Row{"windows-1250", "\x8A", "\xC5\xA0"},
        Row{"cp850", "\x81", "\xC3\xBC"}, Row{"ISO-8859-15", "\xA4", "\xE2\x82\xAC"},
        Row{"iso-8859-7", "\xA4", "\xE2\x82\xAC"}, Row{"koi8-r", "\xC1", "\xD0\xB0"}}) {
    const Charset* charset = Charset::agreed(row.name);
    ASSERT_NE(charset, nullptr) << row.name;
    EXPECT_EQ(charset->check(row.bytes), kNone) << row.name;
    std::string out;
    charset->decode(row.bytes, out);
    EXPECT_EQ(out, row.text) << row.name;
    std::string bytes;
    EXPECT_EQ(charset->encode(row.text, bytes), kNone) << row.name;
    EXPECT_EQ(bytes, row.bytes) << row.name;
  }
  EXPECT_EQ(Charset::agreed("windows-1252")->check("\x81"), 0U) << "no such character";
  EXPECT_EQ(Charset::agreed("iso-8859-15")->check("\x80"), 0U) << "a control";
  for (const char* name : {"", "klingon", "utf-16", "utf-7", "shift_jis", "ebcdic-us", "us-ascii",
                           "iso-8859-1//translit"})
    EXPECT_EQ(Charset::agreed(name), nullptr) << name;
}

TEST(Charset, Keep) {
  struct Row {
    const char* identifier;
    std::string bytes, text;
  };
  for (const Row& row :
       {Row{"UNOA", "\xFC\x80\x81", "\xC3\xBC\xE2\x82\xAC\xEF\xBF\xBD"},
        Row{"UNOC", "a\x01\x7F\t\n", "a  \t\n"}, Row{"UNOF", "\xA4", "\xE2\x82\xAC"},
        Row{"UNOY", "\xFC\xC2\x85\xEF\xBF\xBE", "\xC3\xBC \xEF\xBF\xBD"},
        Row{"KECA", "\xFC", "\xC3\xBC"}}) {
    std::string out;
    Charset::find(row.identifier, '4')->decode(row.bytes, out, BadCharacter::keep);
    EXPECT_EQ(out, row.text) << row.identifier;
  }
}

TEST(Charset, EncodeShifts) {
  const Charset& charset = *Charset::find("UNOX", '4');
  std::string bytes;
  EXPECT_EQ(charset.encode("A\xE3\x82\xAB\xE3\x82\xA7'\xED\x95\x9C", bytes), kNone);
  EXPECT_EQ(bytes, "A\x1B$B%+%'\x1B(B'\x1B$(CGQ\x1B(B");
  EXPECT_EQ(charset.encode("A\xF0\x9F\x98\x80", bytes), 1U);
}

TEST(Charset, EncodeSaysWhatIsMissing) {
  std::string bytes;
  EXPECT_EQ(Charset::find("UNOC", '3')->encode("1\xE2\x82\xAC", bytes), 1U);
  EXPECT_EQ(Charset::find("UNOA", '3')->encode("Ab", bytes), 1U);
  EXPECT_EQ(Charset::find("UNOY", '4')->encode("ab\xFF", bytes), 2U);
}

struct Why {
  const char* name;
  const char* identifier;
  std::string bytes;
  Fault fault;
};
void PrintTo(const Why& row, std::ostream* os) { *os << row.name; }
const Why kWhys[] = {
    {"level", "UNOA", "a", Fault::character_outside_level},
    {"high_in_a", "UNOA", "\xFC", Fault::byte_outside_charset},
    {"c1", "UNOC", "\x80", Fault::control_character},
    {"control", "UNOC", "\x02", Fault::control_character},
    {"tab", "UNOC", "\t", Fault::control_character},
    {"delete", "UNOC", "\x7F", Fault::control_character},
    {"carriage_return", "UNOC", "\r", Fault::line_break_in_value},
    {"line_feed", "UNOC", "\n", Fault::line_break_in_value},
    {"hole", "UNOG", "\xA5", Fault::byte_outside_charset},
    {"utf8", "UNOY", "\xC3", Fault::malformed_utf8},
    {"utf8_c1", "UNOY", "\xC2\x80", Fault::control_character},
    {"utf8_not_a_character", "UNOY", "\xEF\xBF\xBE", Fault::byte_outside_charset},
};
class Whys : public testing::TestWithParam<Why> {};
TEST_P(Whys, Fault) {
  const Charset& charset = *Charset::find(GetParam().identifier, '3');
  ASSERT_EQ(charset.check(GetParam().bytes), 0U);
  EXPECT_EQ(fault_row(charset.fault(GetParam().bytes, 0)).id, fault_row(GetParam().fault).id);
}
INSTANTIATE_TEST_SUITE_P(Charset, Whys, testing::ValuesIn(kWhys),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace sluis::edifact
