// Elements, components and their values against the directory: S-116 to S-126, S-140 to S-168.
#include <gtest/gtest.h>

#include "edifact/contrl.hpp"
#include "rules/rule.hpp"
#include "sluis/directory.hpp"
#include "sluis/inspect.hpp"

namespace sluis::rules {
namespace {

// A number in an interchange of version 3 (5004 n..18, D.96A) or 4 (5004 n..35, D.01B).
std::string number3(const std::string& value) { return v3({"LIN+1", "MOA+203:" + value}); }
std::string number4(const std::string& value) { return v4({"LIN+1", "MOA+203:" + value}); }

std::string with_una(const std::string& una, const std::string& interchange) {
  return "UNA" + una + interchange;
}

// A message of D.01B, which shows repetitions, in an envelope of version 3.
std::string new_directory_in_three(const std::string& segment) {
  return in_interchange("UNOC:3",
                        "UNH+M1+ORDERS:D:01B:UN'BGM+220+PO1+9'DTM+137:20260101:102'NAD+BY'CTA+IC'" +
                            segment + "'UNS+S'UNT+8+M1'");
}

std::string with_bgm(const std::string& bgm) {
  return in_interchange("UNOC:3",
                        "UNH+M1+ORDERS:D:96A:UN'" + bgm + "'DTM+137:20260101:102'UNS+S'UNT+5+M1'");
}

std::string with_uns(const std::string& uns) {
  return in_interchange(
      "UNOC:3", "UNH+M1+ORDERS:D:96A:UN'BGM+220+PO1+9'DTM+137:20260101:102'" + uns + "'UNT+5+M1'");
}

// A row of a number that is not one, in both versions.
Rule not_a_number(const char* number, const char* what, const std::string& input) {
  return {number, what, input, "E4209 37@D MOA#5+1:2", "~E4209 37@D MOA#5+1:2"};
}

const std::vector<Rule> kElements = {
    {"S-116", "surplus_element", v3({"FTX+AAI+++A+EN+X"}), "E4201 16@S FTX#4+6",
     "~E4201 16@S FTX#4+6"},
    {"S-116", "surplus_element_v4", v4({"LIN+1", "MOA+203:1+X"}), "E4201 16@S MOA#5+2",
     "~E4201 16@S MOA#5+2"},
    {"S-117", "empty_surplus", v3({"FTX+AAI+++A++++"}), "E4203 16@D FTX#4+6",
     "~E4203 16@D FTX#4+6"},
    {"S-118", "surplus_component", v3({"FTX+AAI++A:B:C:D"}), "E4202 16@D FTX#4+3:4",
     "~E4202 16@D FTX#4+3:4"},
    {"S-118", "empty_surplus_component", v3({"FTX+AAI++A:::"}), "E4203 16@D FTX#4+3:4",
     "~E4203 16@D FTX#4+3:4"},
    {"S-119", "components_of_simple", with_bgm("BGM+220+PO1:2+9"), "E4202 16@D BGM#2+2:2",
     "~E4202 16@D BGM#2+2:2"},
    {"S-119", "composite_in_a_later_directory",
     in_interchange("UNOC:4",
                    "UNH+M1+ORDERS:D:01B:UN'BGM+220+PO1:2+9'DTM+137:20260101:102'UNS+S'UNT+5+M1'")},
    {"S-120", "element_missing", v3({"LIN+1", "QTY+"}), "E4204 13@D QTY#5+1",
     "~E4204 13@D QTY#5+1"},
    {"S-121", "component_missing", v3({"DTM+:20260101:102"}), "E4205 13@D DTM#4+1:1",
     "~E4205 13@D DTM#4+1:1"},
    {"S-122", "absent_composite", v3({"NAD+BY++X"})},
    {"S-124", "repetition_too_many", v4({"RFF+ON:A*ON:B"}), "E4206 35@D RFF#4+1:1*2",
     "~E4206 35@D RFF#4+1:1*2"},
    {"S-124", "repetitions_in_bounds", v4({"NAD+BY", "CTA+IC", "COM+a:TE*b:FX*c:EM"})},
    {"S-126", "consecutive_positions", new_directory_in_three("COM+a:TE+b:FX+c:EM")},
    {"S-126", "checked_as_the_first", new_directory_in_three("COM+a:TE+:FX"),
     "E4205 13@D COM#6+2:1", "~E4205 13@D COM#6+2:1"},
    {"S-126", "one_position_too_many", new_directory_in_three("COM+a:TE+b:FX+c:EM+d:XF"),
     "E4201 16@S COM#6+4", "~E4201 16@S COM#6+4"},
    {"S-126", "no_positions_in_version_4", v4({"NAD+BY", "CTA+IC", "COM+a:TE+b:FX"}),
     "E4201 16@S COM#6+2", "~E4201 16@S COM#6+2"},
};
SLUIS_RULES(ElementRules, kElements);

const std::vector<Rule> kNumbers = {
    {"S-140", "digits", number3("12")},
    {"S-140", "minus_and_mark", number3("-12.5")},
    {"S-140", "version_4", number4("-12.5")},
    {"S-141", "digit_in_letters", with_uns("UNS+1"), "E4210 37@D UNS#4+1; E4214",
     "~E4210 37@D UNS#4+1; ~E4214"},
    {"S-142", "punctuation_in_letters", with_uns("UNS+-"), "-I4218 0@- UNS#4+1; E4214",
     "-I4218 0@- UNS#4+1; ~E4214"},
    {"S-143", "anything_in_alphanumeric", v3({"FTX+AAI+++A-1/\xFC"})},
    not_a_number("S-144", "letter", number3("12A")),
    not_a_number("S-144", "letter_v4", number4("12A")),
    {"S-145", "not_the_mark_of_una", with_una(":+.? '", number3("1,5")), "E4211 19@D MOA#5+1:2",
     "~E4211 19@D MOA#5+1:2"},
    {"S-145", "comma_of_una", with_una(":+,? '", number3("1,5"))},
    {"S-145", "stop_against_comma", with_una(":+,? '", number3("1.5")), "E4211 19@D MOA#5+1:2",
     "~E4211 19@D MOA#5+1:2"},
    {"S-146", "comma_without_una", number3("1,5")},
    {"S-146", "stop_without_una", number3("1.5")},
    {"S-147", "comma_in_4", with_una(":+.?*'", number4("1,5"))},
    {"S-147", "stop_in_4", with_una(":+.?*'", number4("1.5"))},
    {"S-147", "stop_against_comma_in_4", with_una(":+,?*'", number4("1.5"))},
    not_a_number("S-148", "stop_and_comma", number3("1.234,5")),
    not_a_number("S-148", "comma_and_stop", number3("1,234.5")),
    not_a_number("S-148", "blank", number3("1 234")),
    not_a_number("S-148", "apostrophe", number3("1?'234")),
    not_a_number("S-148", "underscore", number3("1_234")),
    not_a_number("S-148", "two_stops", number4("1.234.567")),
    not_a_number("S-149", "plus", number3("?+5")),
    not_a_number("S-149", "plus_v4", number4("?+5")),
    not_a_number("S-150", "leading_blank", number3(" 5")),
    not_a_number("S-150", "inner_blank", number4("5 5")),
    not_a_number("S-151", "behind", number3("5-")),
    not_a_number("S-151", "twice", number3("--5")),
    not_a_number("S-151", "alone", number3("-")),
    not_a_number("S-151", "inside", number3("1-2")),
    not_a_number("S-151", "before_the_mark", number4("-.")),
    {"S-152", "bare_stop", number3(".5"), "E4212 38@D MOA#5+1:2", "~E4212 38@D MOA#5+1:2"},
    {"S-152", "bare_comma", number3(",5"), "E4212 38@D MOA#5+1:2", "~E4212 38@D MOA#5+1:2"},
    {"S-153", "bare_stop_in_4", number4(".5")},
    {"S-154", "open_mark", number3("5."), "E4219 12@D MOA#5+1:2", "E4219 12@D MOA#5+1:2"},
    {"S-154", "open_mark_in_4", number4("5."), "E4219 37@D MOA#5+1:2", "E4219 37@D MOA#5+1:2"},
    not_a_number("S-155", "exponent", number3("1E3")),
    {"S-156", "exponent_in_4", number4("1.5E3"), "~W4215 0@-", "~W4215 0@-"},
    {"S-156", "negative_exponent_in_4", number4("1e-2"), "~W4215 0@-", "~W4215 0@-"},
    not_a_number("S-156", "positive_sign", number4("1E?+2")),
    not_a_number("S-156", "fraction", number4("1E2.5")),
    {"S-157", "sign_and_mark", number3("-1234567890123456.78")},
    {"S-157", "exponent", number4("-12345678901234567890123456789012345E-10"), "~W4215", "~W4215"},
    {"S-158", "too_many_digits", number3("1234567890123456789"), "E4207 39@D MOA#5+1:2",
     "~E4207 39@D MOA#5+1:2"},
    {"S-159", "leading_zeros", number3("000012"), "E4213 12@D MOA#5+1:2", "~E4213 12@D MOA#5+1:2"},
    {"S-159", "leading_zeros_before_mark", number3("00.5"), "E4213 12@D MOA#5+1:2",
     "~E4213 12@D MOA#5+1:2"},
    {"S-159", "one_zero_before_mark", number3("0.5")},
    {"S-160", "fixed_length", v4({"DGS+ADR+3+0900"})},
    {"S-161", "fixed_too_short", v4({"DGS+ADR+3+900"}), "E4208 40@D DGS#4+3:1",
     "~E4208 40@D DGS#4+3:1"},
    {"S-161", "fixed_too_long", v4({"DGS+ADR+3+09000"}), "E4207 39@D DGS#4+3:1",
     "~E4207 39@D DGS#4+3:1"},
    {"S-162", "zero", number3("0")},
    {"S-162", "zero_with_decimals", number3("0.00")},
    {"S-162", "negative_zero", number3("-0"), "~W4216 0@-", "~W4216 0@-"},
    {"S-162", "negative_zero_with_decimals", number4("-0.00"), "~W4216 0@-", "~W4216 0@-"},
    {"S-163", "trailing_zeros", number3("2.50")},
    {"S-164", "thirty_five_digits", number4(std::string(35, '9'))},
    {"S-164", "thirty_six_digits", number4(std::string(36, '9')), "E4207 39@D", "~E4207 39@D"},
    {"S-165", "arabic_digits",
     in_interchange("UNOY:4",
                    "UNH+M1+ORDERS:D:01B:UN'BGM+220+PO1+9'DTM+137:20260101:102'LIN+1'MOA+203:"
                    "\xD9\xA1\xD9\xA2'UNS+S'UNT+7+M1'"),
     "E4209 37@D MOA#5+1:2", "~E4209 37@D MOA#5+1:2"},
};
SLUIS_RULES(NumberRules, kNumbers);

const std::vector<Rule> kTexts = {
    {"S-166", "as_long_as_allowed", v3({"FTX+AAI+++" + std::string(70, 'x')})},
    {"S-166", "too_long", v3({"FTX+AAI+++" + std::string(71, 'x')}), "E4207 39@D FTX#4+4:1",
     "~E4207 39@D FTX#4+4:1"},
    {"S-167", "fixed_text_too_short", v4({"DGS+ADR++++++++33:336"}), "E4208 40@D DGS#4+9:2",
     "~E4208 40@D DGS#4+9:2"},
    {"S-168", "code_not_in_the_list", with_bgm("BGM+XYZ+PO1+9"), "E4214 12@D BGM#2+1:1",
     "~E4214 12@D BGM#2+1:1"},
    {"S-168", "code_of_another_list", with_bgm("BGM+XYZ:M50+PO1+9")},
    {"S-168", "stand_alone", with_bgm("BGM+220+PO1+X"), "E4214 12@D BGM#2+3",
     "~E4214 12@D BGM#2+3"},
};
SLUIS_RULES(TextRules, kTexts);

// S-163, S-164, S-166: nothing is rounded, normalised or cut.
TEST(ValueRules, ValuesAreKeptAsTheyStand) {
  for (const char* rule : {"S-163", "S-164", "S-166"}) {
    SCOPED_TRACE(rule);
    const std::string value = rule == std::string("S-163")   ? "2.50"
                              : rule == std::string("S-164") ? std::string(35, '9')
                                                             : std::string(120, '8');
    Source source("rule", number4(value));
    Diagnostics faults;
    std::string shown;
    inspect(
        source, Directories({SLUIS_SOURCE_DIR "/tests/data/directories"}), {},
        [&](std::string_view text) { shown += text; }, faults);
    EXPECT_NE(shown.find(value), std::string::npos) << shown;
  }
}

// S-154: the code depends on the list of the version.
TEST(ValueRules, CodesOfBothLists) {
  SCOPED_TRACE("S-154");
  using edifact::contrl_code;
  using edifact::Level;
  EXPECT_EQ(contrl_code(Fault::open_decimal_mark, Level::element, false), 12U);
  EXPECT_EQ(contrl_code(Fault::open_decimal_mark, Level::element, true), 37U);
  EXPECT_EQ(contrl_code(Fault::wrong_decimal_mark, Level::element, false), 19U);
  EXPECT_EQ(contrl_code(Fault::bare_decimal_mark, Level::element, false), 38U);
}

}  // namespace
}  // namespace sluis::rules
