// Lenses: what each makes of a value, what it refuses and in which words, and the law
// create(get(x)) = x.
#include "mapping/lenses.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <ostream>

#include "mapping/pattern.hpp"

namespace {

using sluis::mapping::CodeTable;
using sluis::mapping::Lens;
using sluis::mapping::LensArgument;
using sluis::mapping::LensFault;
using sluis::mapping::LensNames;
using sluis::mapping::make_lens;
using sluis::mapping::Zone;

std::shared_ptr<const CodeTable> table(const char* name, const char* csv, std::size_t keys = 1) {
  std::string error;
  std::size_t line = 0;
  auto result = sluis::mapping::parse_code_table(csv, keys, error, line);
  EXPECT_NE(result, nullptr) << error << " in line " << line;
  if (result) result->name = name;
  return result;
}

// Tables and zones that the rows below name.
const LensNames& names() {
  static const LensNames result = [] {
    LensNames made;
    made.tables.emplace_back("level",
                             table("level", "4405,dir,right\n139,=,1\n140,=,2\n141,=,3\n"));
    made.tables.emplace_back(
        "ship",
        table("ship", "1131,3055,dir,right\n146,11,=,IMO\n103,,=,CALL\nIMO,ZZZ,>,IMO\n", 2));
    made.tables.emplace_back("open", table("open", "# complete: no\na,dir,right\nX1,=,one\n"));
    made.tables.emplace_back("oneway", table("oneway", "a,dir,right\nX1,=,one\nX2,>,two\n"));
    auto pass = std::make_shared<CodeTable>(*table("pass", "a,dir,right\nX1,=,one\n"));
    pass->otherwise = CodeTable::Else::pass;
    made.tables.emplace_back("pass", pass);
    auto other = std::make_shared<CodeTable>(*table("other", "a,dir,right\nX1,=,one\n"));
    other->otherwise = CodeTable::Else::value;
    other->else_value = "other";
    made.tables.emplace_back("other", other);
    const auto zone = [](const char* place, Zone::Policy gap, Zone::Policy overlap) {
      Zone made_zone;
      made_zone.name = place;
      made_zone.gap = gap;
      made_zone.overlap = overlap;
      return made_zone;
    };
    using Policy = Zone::Policy;
    made.zones.emplace_back("site", zone("Europe/Amsterdam", Policy::error, Policy::error));
    made.zones.emplace_back("early", zone("Europe/Amsterdam", Policy::earlier, Policy::earlier));
    made.zones.emplace_back("late", zone("Europe/Amsterdam", Policy::later, Policy::later));
    made.zones.emplace_back("nowhere", zone("Europe/Atlantis", Policy::error, Policy::error));
    return made;
  }();
  return result;
}

// "text(max=3, sep=\"a b\", from=1|2)" as the parser would hand it over.
struct Written {
  std::string name;
  std::vector<LensArgument> arguments;
};
Written read(std::string_view text) {
  Written result;
  const std::size_t open = text.find('(');
  result.name = text.substr(0, open);
  if (open == std::string_view::npos) return result;
  text.remove_prefix(open + 1);
  while (!text.empty() && text.front() != ')') {
    LensArgument argument;
    const std::size_t name = text.find_first_of("=\"|,)");
    if (name != std::string_view::npos && text[name] == '=') {
      argument.name = text.substr(0, name);
      text.remove_prefix(name + 1);
    }
    while (true) {
      std::string value;
      if (text.front() == '"') {
        const std::size_t end = text.find('"', 1);
        value = text.substr(1, end - 1);
        text.remove_prefix(end + 1);
      } else {
        const std::size_t end = text.find_first_of("|,)");
        value = text.substr(0, end);
        text.remove_prefix(end);
      }
      argument.values.push_back(value);
      if (text.front() != '|') break;
      text.remove_prefix(1);
    }
    result.arguments.push_back(argument);
    if (text.front() == ',') text.remove_prefix(text.substr(1, 1) == " " ? 2 : 1);
  }
  return result;
}

std::shared_ptr<const Lens> lens(const char* written, std::string& error) {
  const auto [name, arguments] = read(written);
  return make_lens(name, arguments, names(), error);
}

// Values are separated by ';' in the rows.
std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = text.find(';');
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}
std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) text += (i == 0 ? "" : ";") + parts[i];
  return text;
}
std::string faulty(const LensFault& fault) {
  return "!" + fault.detail + "|" + fault.expected + (fault.hint.empty() ? "" : "|" + fault.hint);
}

constexpr const char* kC507 =
    "datetime(from=102|203|204|303|304, to=304, at=\"0000\", zone=site, offset=utc, back=203)";
constexpr const char* kUtc = "datetime(from=304, to=304, offset=utc, back=304)";
constexpr const char* kUnb = "datetime(from=0017, to=304, zone=utc, back=0017)";

struct GetCase {
  const char* name;
  const char* lens;
  const char* in;    // values separated by ';'
  const char* want;  // the result, or "!" and parts of the fault separated by '|'
};
void PrintTo(const GetCase& row, std::ostream* os) { *os << row.name; }

// True when every part of `wanted` ("!detail|hint") is somewhere in the fault.
void expect_fault(const std::string& got, std::string_view wanted) {
  ASSERT_EQ(got.substr(0, 1), "!") << "not refused: " << got;
  wanted.remove_prefix(1);
  while (!wanted.empty()) {
    const std::size_t end = wanted.find('|');
    EXPECT_NE(got.find(wanted.substr(0, end)), std::string::npos)
        << "\"" << wanted.substr(0, end) << "\" is not in: " << got;
    wanted.remove_prefix(end == std::string_view::npos ? wanted.size() : end + 1);
  }
}

class Get : public testing::TestWithParam<GetCase> {};
TEST_P(Get, Result) {
  std::string error;
  const auto made = lens(GetParam().lens, error);
  ASSERT_NE(made, nullptr) << error;
  const auto parts = split(GetParam().in);
  const std::vector<std::string_view> in(parts.begin(), parts.end());
  std::string out = "left over from before";
  LensFault fault;
  const std::string got = made->get(in, out, fault) ? out : faulty(fault);
  if (GetParam().want[0] == '!')
    expect_fault(got, GetParam().want);
  else
    EXPECT_EQ(got, GetParam().want);
}

const GetCase kGets[] = {
    {"text_free", "text", "any text", "any text"},
    {"text_empty", "text", "", ""},
    {"text_at_max", "text(max=3)", "abc", "abc"},
    {"text_over_max", "text(max=3)", "abcd", "!the text has 4 characters|at most 3 characters"},
    {"text_counts_characters", "text(max=4)", "caf\xC3\xA9", "caf\xC3\xA9"},
    {"text_characters_over", "text(max=3)", "caf\xC3\xA9", "!has 4 characters"},
    {"text_under_min", "text(min=2)", "a", "!the text has 1 character|at least 2 characters"},
    {"text_min_in_bytes_is_not_enough", "text(min=2)", "\xC3\xA9", "!has 1 character"},
    {"text_at_min", "text(min=2, max=2)", "ab", "ab"},
    {"text_of_two", "text", "a;b", "!there are 2 values|one value"},
    {"text_cut", "text(cut=3)", "abcdef", "abc"},
    {"text_cut_short", "text(cut=3)", "ab", "ab"},
    {"text_cut_exact", "text(cut=3)", "abc", "abc"},
    {"text_cut_between_characters", "text(cut=4)", "caf\xC3\xA9s", "caf\xC3\xA9"},
    {"text_cut_before_character", "text(cut=3)", "caf\xC3\xA9", "caf"},
    {"text_cut_and_min", "text(min=2, cut=3)", "a", "!at least 2 characters"},

    {"upper", "upper", "rotterdam 1", "ROTTERDAM 1"},
    {"upper_leaves_other_letters", "upper", "caf\xC3\xA9", "CAF\xC3\xA9"},

    {"unless_another", "unless(X)", "12", "12"},
    {"unless_filler", "unless(X)", "X", ""},
    {"unless_second_filler", "unless(X|\"0\")", "0", ""},

    {"equals", "equals(NOA)", "NOA", "NOA"},
    {"equals_second", "equals(NOA|MAI)", "MAI", "MAI"},
    {"equals_not", "equals(NOA|MAI|ATA)", "noa", "!\"noa\" is not what|NOA, MAI or ATA"},

    {"matches", "matches(\"^[A-Z]{3}$\")", "ABC", "ABC"},
    {"matches_not", "matches(\"^[A-Z]{3}$\")", "ABCD", "!right form|^[A-Z]{3}$"},

    {"imo", "imo", "9074729", "9074729"},
    {"imo_sample", "imo", "9601314", "9601314"},
    {"imo_check_digit", "imo", "9601315", "!960131 would have 4, not 5|two digits"},
    {"imo_exchanged", "imo", "9061314", "!check digit"},
    {"imo_short", "imo", "960131", "!not 7 digits"},
    {"imo_long", "imo", "96013140", "!not 7 digits"},
    {"imo_letters", "imo", "IMO9601314", "!not 7 digits|leave out the letters IMO"},
    {"imo_empty", "imo", "", "!not 7 digits"},

    {"locode", "locode", "NLRTM", "NLRTM"},
    {"locode_digit", "locode", "US2AB", "US2AB"},
    {"locode_one", "locode", "NL1AB", "!not a UN/LOCODE|2 letters"},
    {"locode_country_digit", "locode", "N2RTM", "!not a UN/LOCODE"},
    {"locode_small", "locode", "nlrtm", "!not a UN/LOCODE|write capital letters"},
    {"locode_short", "locode", "NLRT", "!not a UN/LOCODE"},
    {"locode_long", "locode", "NLRTMX", "!not a UN/LOCODE"},

    {"decimal", "decimal(digits=9, scale=3)", "98243.5", "98243.5"},
    {"decimal_comma", "decimal(digits=9, scale=3)", "98243,5", "98243.5"},
    {"decimal_zeros", "decimal(digits=9, scale=3)", "00012.500", "12.5"},
    {"decimal_no_fraction_left", "decimal(digits=9, scale=3)", "41000.000", "41000"},
    {"decimal_zero", "decimal", "0", "0"},
    {"decimal_zeros_only", "decimal", "000.00", "0"},
    {"decimal_minus_zero", "decimal", "-0.0", "0"},
    {"decimal_negative", "decimal", "-046.308", "-46.308"},
    {"decimal_no_whole", "decimal", ".5", "0.5"},
    {"decimal_many_digits", "decimal", "12345678901234567890.0000000001",
     "12345678901234567890.0000000001"},
    {"decimal_too_many_decimals", "decimal(digits=9, scale=3)", "1.2345",
     "!has 4 decimals|3 of them decimals|nothing is rounded"},
    {"decimal_trailing_zeros_lose_nothing", "decimal(digits=9, scale=1)", "1.20000", "1.2"},
    {"decimal_too_many_digits", "decimal(digits=5, scale=3)", "123456", "!has 6 digits|at most 5"},
    {"decimal_digits_count_both", "decimal(digits=5, scale=3)", "123.456", "!has 6 digits"},
    {"decimal_at_limit", "decimal(digits=5, scale=3)", "12.345", "12.345"},
    {"decimal_empty", "decimal", "", "!is not a number"},
    {"decimal_minus_only", "decimal", "-", "!is not a number"},
    {"decimal_mark_only", "decimal", ".", "!is not a number"},
    {"decimal_mark_at_end", "decimal", "5.", "!is not a number"},
    {"decimal_two_marks", "decimal", "1.234,5", "!is not a number|nothing between thousands"},
    {"decimal_exponent", "decimal", "1E3", "!is not a number|write the number out"},
    {"decimal_plus", "decimal", "+5", "!is not a number"},
    {"decimal_letters", "decimal", "12A", "!is not a number"},
    {"decimal_space", "decimal", " 5", "!is not a number"},
    {"integer", "integer(digits=5)", "00022", "22"},
    {"integer_decimals", "integer(digits=5)", "2.5", "!has 1 decimal|a whole number"},
    {"integer_too_long", "integer(digits=3)", "1000", "!has 4 digits"},
    {"integer_negative", "integer", "-7", "-7"},

    {"date_304", kC507, "132;20261121153000Z;304", "20261121153000Z"},
    {"date_304_zone", kC507, "132;20261121153000+01;304", "20261121143000Z"},
    {"date_304_west", kC507, "132;20261231220000-05;304", "20270101030000Z"},
    {"date_304_local", kC507, "132;20261121153000;304", "20261121143000Z"},
    {"date_303", kC507, "132;202611211530+01;303", "20261121143000Z"},
    {"date_303_utc", kC507, "132;202611211530Z;303", "20261121153000Z"},
    {"date_203_winter", kC507, "132;202601141005;203", "20260114090500Z"},
    {"date_203_summer", kC507, "132;202607141005;203", "20260714080500Z"},
    {"date_204", kC507, "132;20260714100559;204", "20260714080559Z"},
    {"date_102_at", kC507, "132;20260115;102", "20260114230000Z"},
    {"date_of_value_and_format", kC507, "20261121153000Z;304", "20261121153000Z"},
    {"date_of_value", kUtc, "20261121153000Z", "20261121153000Z"},
    {"date_of_value_needs_one_format", kC507, "20261121153000Z", "!no format code"},
    {"date_month_13", kUtc, "137;20261301000000Z;304", "!month 13 does not exist|CCYYMMDD"},
    {"date_month_0", kUtc, "137;20260001000000Z;304", "!month 0 does not exist"},
    {"date_feb_30", kUtc, "137;20260230000000Z;304",
     "!30 February 2026 does not exist|that month has 28 days"},
    {"date_leap_day", kUtc, "137;20240229000000Z;304", "20240229000000Z"},
    {"date_no_leap_day_1900", kUtc, "137;19000229000000Z;304", "!29 February 1900"},
    {"date_leap_day_2000", kUtc, "137;20000229000000Z;304", "20000229000000Z"},
    {"date_day_0", kUtc, "137;20260200000000Z;304", "!day 0 does not exist"},
    {"date_april_31", kUtc, "137;20260431000000Z;304", "!31 April 2026|30 days"},
    {"date_year_0", kUtc, "137;00000101000000Z;304", "!year 0000"},
    {"date_hour_24", kUtc, "137;20260101240000Z;304", "!hour 24|0000 of the next day"},
    {"date_hour_25", kUtc, "137;20260101250000Z;304", "!hour 25 does not exist"},
    {"date_minute_60", kUtc, "137;20260101006000Z;304", "!minute 60"},
    {"date_second_60", kUtc, "137;20260101000060Z;304", "!second 60|leap seconds"},
    {"date_last_second", kUtc, "137;99991231235959Z;304", "99991231235959Z"},
    {"date_past_9999", kUtc, "137;99991231235959-01;304", "!leaves the years"},
    {"date_before_0001", kUtc, "137;00010101000000+01;304", "!leaves the years"},
    {"date_no_zone", kUtc, "137;20261121153000;304", "!no time zone|end it in Z"},
    {"date_zone_name", kUtc, "137;20261121153000CET;304",
     "!\"CET\" is not understood|or Z for UTC"},
    {"date_zone_lower", kUtc, "137;20261121153000z;304", "!not understood"},
    {"date_zone_too_far", kUtc, "137;20261121153000+15;304", "!that far from UTC|14 hours"},
    {"date_zone_long", kUtc, "137;20261121153000+0530;304", "!not understood"},
    {"date_205", "datetime(from=205)", "137;202611211530+0530;205", "20261121100000Z"},
    {"date_205_bad_minutes", "datetime(from=205)", "137;202611211530+0560;205", "!that far"},
    {"date_short", kC507, "137;2026112115;203", "!has 10 digits, and format 203 has 12"},
    {"date_too_long", kC507, "137;2026112115300;203", "!longer than format 203|fit the value"},
    {"date_long_304", kUtc, "137;202611211530000Z;304", "!longer than format 304"},
    {"date_letter", kC507, "137;2026-11-21;102", "!has \"-\" among its digits"},
    {"date_no_format", kC507, "137;20261121;", "!no format code (2379)|add the code"},
    {"date_other_format", kUtc, "137;20261121;102", "!format 102 are not taken|format 304"},
    {"date_empty", kUtc, "137;;304", "!there is no date"},
    {"date_none", kUtc, "", "!there is no date"},
    {"date_gap", kC507, "132;202603290230;203", "!go forward|303 or 304"},
    {"date_overlap", kC507, "132;202610250230;203", "!go back|exists twice"},
    {"date_gap_earlier", "datetime(from=203, zone=early)", "132;202603290230;203",
     "20260329003000Z"},
    {"date_gap_later", "datetime(from=203, zone=late)", "132;202603290230;203", "20260329013000Z"},
    {"date_overlap_earlier", "datetime(from=203, zone=early)", "132;202610250230;203",
     "20261025003000Z"},
    {"date_overlap_later", "datetime(from=203, zone=late)", "132;202610250230;203",
     "20261025013000Z"},
    {"date_zone_named_in_the_value_wins_over_gap", kC507, "132;202603290230+02;303",
     "20260329003000Z"},
    {"date_201_window", "datetime(from=201, zone=utc)", "1;7001010000;201", "19700101000000Z"},
    {"date_201_window_end", "datetime(from=201, zone=utc)", "1;6912312359;201", "20691231235900Z"},
    {"date_101", "datetime(from=101, to=102)", "1;991231;101", "19991231"},
    {"date_to_102", "datetime(from=102, to=102)", "1;20261121;102", "20261121"},
    {"date_cut_to_102", "datetime(from=304|102, to=102)", "1;20261119234000Z;304", "20261119"},
    {"date_cut_as_written", "datetime(from=304, to=102)", "1;20261119004000+01;304", "20261119"},
    {"date_cut_in_zone", "datetime(from=304, to=102, zone=site)", "1;20261119234000Z;304",
     "20261120"},
    {"date_cut_is_checked", "datetime(from=304, to=102)", "1;20261119244000Z;304", "!hour 24"},
    {"date_xml", "datetime(from=102, to=date)", "1;20261121;102", "2026-11-21"},
    {"date_xml_time", "datetime(from=304, to=dateTime)", "1;20261121153000+01;304",
     "2026-11-21T14:30:00Z"},
    {"unb", kUnb, "261120;0930", "20261120093000Z"},
    {"unb_last_century", kUnb, "991231;2359", "19991231235900Z"},
    {"unb_1970", kUnb, "700101;0000", "19700101000000Z"},
    {"unb_2069", kUnb, "691231;0000", "20691231000000Z"},
    {"unb_syntax_4", kUnb, "20261120;0930", "20261120093000Z"},
    {"unb_bad_day", kUnb, "260230;0930", "!30 February 2026"},
    {"unb_bad_hour", kUnb, "261120;2400", "!hour 24"},
    {"unb_no_time", kUnb, "261120;", "!there is no time"},
    {"unb_no_date", kUnb, ";0930", "!there is no date"},
    {"unb_one_value", kUnb, "261120", "!there is no time"},
    {"unb_short_date", kUnb, "2611;0930", "!has 4 characters"},
    {"unb_letter", kUnb, "26112X;0930", "!among its digits"},

    {"lines", "lines(max=5, width=512)", "FIRST LINE;SECOND LINE", "FIRST LINE\nSECOND LINE"},
    {"lines_trailing_empty", "lines", "a;b;;;", "a\nb"},
    {"lines_inner_empty", "lines", "a;;b", "a\n\nb"},
    {"lines_none", "lines", ";;", ""},
    {"lines_too_many", "lines(max=2)", "a;b;c", "!there are 3 lines|at most 2 lines"},
    {"lines_too_many_but_empty", "lines(max=2)", "a;b;;", "a\nb"},
    {"lines_too_wide", "lines(width=3)", "abc;abcd", "!line 2 has 4 characters|at most 3"},
    {"lines_separator_inside", "lines(sep=\"/\")", "a/b;c", "!separates the lines|lines without"},
    {"wrap", "wrap(max=5, width=10)", "one two;three", "one two three"},
    {"wrap_too_wide", "wrap(width=3)", "abcd", "!line 1 has 4 characters"},
    {"join", "join(sep=\" \")", "a;;b;", "a b"},
    {"join_default", "join", "a;b", "a b"},
    {"join_empty_separator", "join(sep=\"\")", "a;b", "ab"},

    {"pattern", "pattern(\"{cc:a2}{port:an3}\")", "NL;RTM", "NLRTM"},
    {"pattern_literals", "pattern(\"<{n:n..4}/{t:x..5}>\")", "12;a b", "<12/a b>"},
    {"pattern_count", "pattern(\"{cc:a2}{port:an3}\")", "NL", "!there is 1 value|2 values"},
    {"pattern_width", "pattern(\"{cc:a2}{port:an3}\")", "NLD;RTM", "!does not fit `cc`|2 letters"},
    {"pattern_kind", "pattern(\"{cc:a2}\")", "N1", "!does not fit `cc`"},
    {"pattern_digit", "pattern(\"{n:n1}\")", "x", "!1 digit"},
    {"pattern_upto", "pattern(\"{n:an..3}\")", "1234", "!at most 3 letters or digits"},

    {"table", "table(level)", "139", "1"},
    {"table_unknown", "table(level)", "144",
     "!\"144\" is not in the code list level|139, 140, 141"},
    {"table_pair", "table(ship)", "146;11", "IMO"},
    {"table_pair_one_way", "table(ship)", "IMO;ZZZ", "IMO"},
    {"table_pair_empty_half", "table(ship)", "103;", "CALL"},
    {"table_pair_unknown", "table(ship)", "103;11", "!\"103\", \"11\" is not in|146/11"},
    {"table_pair_missing", "table(ship)", "146", "!there is 1 value|2 values"},
    {"table_pass", "table(pass)", "ZZ", "ZZ"},
    {"table_pass_ambiguous", "table(pass)", "one", "!what another code becomes"},
    {"table_else_value", "table(other)", "ZZ", "other"},
    {"table_open_known", "table(open)", "X1", "one"},
};
INSTANTIATE_TEST_SUITE_P(Lenses, Get, testing::ValuesIn(kGets),
                         [](const auto& row) { return std::string(row.param.name); });

struct CreateCase {
  const char* name;
  const char* lens;
  std::size_t values;  // how many the row has; 0: the lens chooses
  const char* in;
  const char* want;  // values separated by ';', or "!" and parts of the fault
};
void PrintTo(const CreateCase& row, std::ostream* os) { *os << row.name; }

class Create : public testing::TestWithParam<CreateCase> {};
TEST_P(Create, Result) {
  std::string error;
  const auto made = lens(GetParam().lens, error);
  ASSERT_NE(made, nullptr) << error;
  std::vector<std::string> out(GetParam().values, "left over");
  LensFault fault;
  const std::string got = made->create(GetParam().in, out, fault) ? joined(out) : faulty(fault);
  if (GetParam().want[0] == '!')
    expect_fault(got, GetParam().want);
  else
    EXPECT_EQ(got, GetParam().want);
}

const CreateCase kCreates[] = {
    {"text", "text(max=3)", 1, "abc", "abc"},
    {"text_over_max", "text(max=3)", 1, "abcd", "!at most 3 characters"},
    {"text_cut", "text(cut=3)", 1, "abcd", "abc"},
    {"text_cut_and_min", "text(min=2, cut=3)", 1, "a", "!at least 2"},
    {"upper", "upper", 1, "abc", "ABC"},
    {"unless_another", "unless(X)", 1, "12", "12"},
    {"unless_filler", "unless(X)", 1, "X", "!stands for an absent value"},
    {"unless_absent", "unless(X)", 1, "", "X"},
    {"equals", "equals(NOA)", 1, "NOA", "NOA"},
    {"equals_not", "equals(NOA)", 1, "MAI", "!NOA"},
    {"matches_not", "matches(\"^A\")", 1, "BA", "!right form"},
    {"imo_not", "imo", 1, "1234568", "!check digit"},
    {"locode_not", "locode", 1, "XX", "!UN/LOCODE"},
    {"decimal", "decimal(digits=9, scale=3)", 1, "+098243.500", "98243.5"},
    {"decimal_xml_canonical", "decimal", 1, "5.0", "5"},
    {"decimal_refused", "decimal(scale=1)", 1, "5.25", "!has 2 decimals"},
    {"decimal_exponent", "decimal", 1, "1e3", "!is not a number"},
    {"integer_refused", "integer", 1, "1.5", "!has 1 decimal"},

    {"date_203_winter", kC507, 3, "20260114090500Z", ";202601141005;203"},
    {"date_203_summer", kC507, 3, "20260714080500Z", ";202607141005;203"},
    {"date_203_seconds", kC507, 3, "20260714080501Z", "!would lose 1 second|whole minutes"},
    {"date_203_overlap_error", kC507, 3, "20261025003000Z", "!exists twice"},
    {"date_203_overlap_other", "datetime(from=203, zone=early)", 3, "20261025013000Z",
     "!would be read as the other"},
    {"date_203_overlap_same", "datetime(from=203, zone=early)", 3, "20261025003000Z",
     ";202610250230;203"},
    {"date_304", kUtc, 3, "20261121153000Z", ";20261121153000Z;304"},
    {"date_304_to_utc", kUtc, 3, "20261121153000+01", ";20261121143000Z;304"},
    {"date_304_no_zone", kUtc, 3, "20261121153000", "!no time zone"},
    {"date_304_bad", kUtc, 3, "20261321153000Z", "!month 13"},
    {"date_value_and_format", kUtc, 2, "20261121153000Z", "20261121153000Z;304"},
    {"date_value", kUtc, 1, "20261121153000Z", "20261121153000Z"},
    {"date_free_choice", kUtc, 0, "20261121153000Z", ";20261121153000Z;304"},
    {"date_303", "datetime(from=303|304, back=303)", 3, "20261121153000Z", ";202611211530Z;303"},
    {"date_303_seconds", "datetime(from=303|304, back=303)", 3, "20261121153001Z",
     "!would lose 1 second"},
    {"date_205", "datetime(from=205)", 3, "20261121153000Z", ";202611211530+0000;205"},
    {"date_204", "datetime(from=204, zone=site)", 3, "20260714080559Z", ";20260714100559;204"},
    {"date_102", "datetime(from=102, to=102)", 3, "20261121", ";20261121;102"},
    {"date_102_at", "datetime(from=102, at=\"0000\", zone=site)", 3, "20260114230000Z",
     ";20260115;102"},
    {"date_102_other_time", "datetime(from=102, at=\"0000\", zone=site)", 3, "20260115120000Z",
     "!would lose the time of day"},
    {"date_cut_has_no_way_back", "datetime(from=304, to=102)", 3, "20261121", "!cannot become"},
    {"date_101_window", "datetime(from=101, to=102)", 3, "19691231", "!does not fit in two digits"},
    {"date_101", "datetime(from=101, to=102)", 3, "20691231", ";691231;101"},
    {"date_xml", "datetime(from=102, to=date)", 3, "2026-11-21", ";20261121;102"},
    {"date_xml_bad", "datetime(from=102, to=date)", 3, "2026/11/21", "!right form|CCYY-MM-DD"},
    {"date_xml_not_real", "datetime(from=102, to=date)", 3, "2026-02-30", "!30 February"},
    {"date_xml_time", "datetime(from=304, to=dateTime)", 3, "2026-11-21T15:30:00Z",
     ";20261121153000Z;304"},
    {"date_xml_time_offset", "datetime(from=304, to=dateTime)", 3, "2026-11-21T15:30:00+05:30",
     ";20261121100000Z;304"},
    {"date_xml_time_short", "datetime(from=304, to=dateTime)", 3, "2026-11-21T15:30",
     "!right form"},
    {"date_xml_time_fraction", "datetime(from=304, to=dateTime)", 3, "2026-11-21T15:30:00.5Z",
     "!not understood"},
    {"unb", kUnb, 2, "20261120093000Z", "261120;0930"},
    {"unb_seconds", kUnb, 2, "20261120093007Z", "!would lose 7 seconds"},
    {"unb_1969", kUnb, 2, "19691120093000Z", "!two digits"},

    {"lines", "lines(max=3, width=5)", 0, "a\n\nb", "a;;b"},
    {"lines_trailing", "lines(max=2)", 0, "a\nb\n\n\n", "a;b"},
    {"lines_too_many", "lines(max=2)", 0, "a\nb\nc", "!at most 2 lines"},
    {"lines_too_wide", "lines(width=2)", 0, "a\nbcd", "!line 2 has 3 characters"},
    {"wrap", "wrap(max=3, width=7)", 0, "one two three four", "one two;three;four"},
    {"wrap_exact", "wrap(max=2, width=7)", 0, "one two", "one two"},
    {"wrap_short_keeps_blanks", "wrap(max=2, width=9)", 0, " one  two", " one  two"},
    {"wrap_double_blank", "wrap(max=9, width=5)", 0, "one  two", "!two separators together"},
    {"wrap_blank_at_end", "wrap(max=9, width=5)", 0, "one two ", "!separators"},
    {"wrap_long_word", "wrap(max=9, width=5)", 0, "one twenty", "!a word of 6 characters"},
    {"wrap_too_many", "wrap(max=2, width=5)", 0, "one two three four", "!more than 2 lines"},
    {"join", "join", 0, "a b", "!taken apart"},
    {"pattern", "pattern(\"{cc:a2}{port:an3}\")", 2, "NLRTM", "NL;RTM"},
    {"pattern_literals", "pattern(\"<{n:n..4}/{t:x..5}>\")", 2, "<12/a b>", "12;a b"},
    {"pattern_literal_missing", "pattern(\"<{n:n..4}/{t:x..5}>\")", 2, "12/ab>", "!agreed form"},
    {"pattern_too_long", "pattern(\"{cc:a2}{port:an3}\")", 2, "NLRTMX", "!nothing more"},
    {"pattern_too_short", "pattern(\"{cc:a2}{port:an3}\")", 2, "NLRT", "!does not fit `port`"},
    {"table", "table(level)", 1, "2", "140"},
    {"table_unknown", "table(level)", 1, "4", "!code list level|1, 2, 3"},
    {"table_pair", "table(ship)", 2, "IMO", "146;11"},
    {"table_pair_empty_half", "table(ship)", 2, "CALL", "103;"},
    {"table_pass", "table(pass)", 1, "ZZ", "ZZ"},
    {"table_pass_is_a_code", "table(pass)", 1, "X1", "!one of its EDIFACT codes"},
    {"table_pair_unknown", "table(ship)", 2, "MMSI", "!not in the code list ship"},
};
INSTANTIATE_TEST_SUITE_P(Lenses, Create, testing::ValuesIn(kCreates),
                         [](const auto& row) { return std::string(row.param.name); });

// create(get(x)) = x where the lens says so, for values in canonical spelling.
struct LawCase {
  const char* name;
  const char* lens;
  const char* in;
};
void PrintTo(const LawCase& row, std::ostream* os) { *os << row.name; }

class Laws : public testing::TestWithParam<LawCase> {};
TEST_P(Laws, GetCreate) {
  std::string error;
  const auto made = lens(GetParam().lens, error);
  ASSERT_NE(made, nullptr) << error;
  EXPECT_TRUE(made->invertible());
  const auto parts = split(GetParam().in);
  const std::vector<std::string_view> in(parts.begin(), parts.end());
  std::string out, again;
  LensFault fault;
  ASSERT_TRUE(made->get(in, out, fault)) << faulty(fault);
  std::vector<std::string> back(parts.size());
  ASSERT_TRUE(made->create(out, back, fault)) << faulty(fault);
  EXPECT_EQ(joined(back), GetParam().in);
  const std::vector<std::string_view> second(back.begin(), back.end());
  ASSERT_TRUE(made->get(second, again, fault)) << faulty(fault);
  EXPECT_EQ(again, out);
}

const LawCase kLaws[] = {
    {"text", "text(max=35)", "caf\xC3\xA9 \xE2\x82\xAC"},
    {"unless", "unless(X)", "12"},
    {"unless_filler", "unless(X)", "X"},
    {"equals", "equals(A|B)", "B"},
    {"matches", "matches(\"^N\")", "NL"},
    {"imo", "imo", "9074729"},
    {"locode", "locode", "GBFXT"},
    {"decimal", "decimal(digits=16, scale=6)", "-41000.25"},
    {"integer", "integer(digits=5)", "22"},
    {"date_304", kUtc, ";20261121153000Z;304"},
    {"date_304_year_one", kUtc, ";00010101000000Z;304"},
    {"date_304_before_epoch", kUtc, ";19691231235959Z;304"},
    {"date_304_leap", kUtc, ";20240229235959Z;304"},
    {"date_203", kC507, ";202601141005;203"},
    {"date_203_before_gap", kC507, ";202603290159;203"},
    {"date_203_after_gap", kC507, ";202603290300;203"},
    {"date_102", "datetime(from=102, to=102)", ";20261121;102"},
    {"date_xml", "datetime(from=102, to=date)", ";20000229;102"},
    {"unb", kUnb, "261120;0930"},
    {"lines", "lines(max=5, width=10)", "a;;b c"},
    {"wrap", "wrap(max=5, width=7)", "one two;three"},
    {"pattern", "pattern(\"{cc:a2}{yy:n2}{n:n..6}\")", "NL;26;1234"},
    {"pattern_marked", "pattern(\"{a:n..6}/{b:x..9}\")", "12;3/4"},
    {"table", "table(level)", "141"},
    {"table_pair", "table(ship)", "103;"},
    {"table_pass", "table(pass)", "ZZ"},
};
INSTANTIATE_TEST_SUITE_P(Lenses, Laws, testing::ValuesIn(kLaws),
                         [](const auto& row) { return std::string(row.param.name); });

// Every lens has a law, or is one-way.
TEST(LensNames, SortedAndEachTested) {
  const auto& all = sluis::mapping::lens_names();
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end()));
  const std::vector<std::string> one_way{"join", "upper"};
  for (const auto& name : all) {
    const bool law = std::any_of(std::begin(kLaws), std::end(kLaws),
                                 [&](const auto& row) { return read(row.lens).name == name; });
    EXPECT_NE(law, std::count(one_way.begin(), one_way.end(), name) == 1) << name;
  }
}

struct OneWayCase {
  const char* name;
  const char* lens;
};
void PrintTo(const OneWayCase& row, std::ostream* os) { *os << row.name; }
class OneWay : public testing::TestWithParam<OneWayCase> {};
TEST_P(OneWay, IsNotInvertible) {
  std::string error;
  const auto made = lens(GetParam().lens, error);
  ASSERT_NE(made, nullptr) << error;
  EXPECT_FALSE(made->invertible());
}
const OneWayCase kOneWays[] = {
    {"cut", "text(cut=35)"},
    {"upper", "upper"},
    {"join", "join"},
    {"lines_with_a_blank", "lines(sep=\" \")"},
    {"date_cut", "datetime(from=304, to=102)"},
    {"date_cut_among_others", "datetime(from=102|304, to=102, back=102)"},
    {"pattern_hole_by_hole", "pattern(\"{a:n..3}{b:n2}\")"},
    {"pattern_literal_inside_hole", "pattern(\"{a:an..3}A{b:n2}\")"},
    {"table_else_value", "table(other)"},
    {"table_without_way_back", "table(oneway)"},
};
INSTANTIATE_TEST_SUITE_P(Lenses, OneWay, testing::ValuesIn(kOneWays),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Lenses, UnknownCodeOfAnOpenListIsAWarning) {
  std::string error;
  const auto made = lens("table(open)", error);
  ASSERT_NE(made, nullptr) << error;
  std::string out;
  LensFault fault;
  EXPECT_TRUE(made->get({"X9"}, out, fault));
  EXPECT_EQ(out, "X9");
  EXPECT_NE(fault.detail.find("\"X9\" is not in the code list open, which is not complete"),
            std::string::npos);
  std::vector<std::string> back;
  LensFault second;
  EXPECT_TRUE(made->create("X9", back, second));
  EXPECT_EQ(joined(back), "X9");
  EXPECT_FALSE(second.detail.empty());
}

TEST(Lenses, KnownCodeLeavesNoWarning) {
  std::string error, out;
  LensFault fault;
  const auto made = lens("table(open)", error);
  ASSERT_NE(made, nullptr) << error;
  EXPECT_TRUE(made->get({"X1"}, out, fault));
  EXPECT_TRUE(fault.detail.empty());
}

struct BadCase {
  const char* name;
  const char* lens;
  const char* error;  // all of it
};
void PrintTo(const BadCase& row, std::ostream* os) { *os << row.name; }
class Mistakes : public testing::TestWithParam<BadCase> {};
TEST_P(Mistakes, Sentence) {
  std::string error;
  EXPECT_EQ(lens(GetParam().lens, error), nullptr);
  EXPECT_EQ(error, GetParam().error);
}
const BadCase kMistakes[] = {
    {"unknown_lens", "decimla", "there is no conversion `decimla`; did you mean `decimal`?"},
    {"unknown_far", "frobnicate", "there is no conversion `frobnicate`"},
    {"unknown_argument", "text(maxx=3)", "`text` has no argument `maxx`; did you mean `max`?"},
    {"unknown_argument_far", "text(encoding=3)",
     "`text` has no argument `encoding`; it has max, min, cut"},
    {"no_arguments_at_all", "imo(strict=yes)", "`imo` has no argument `strict`"},
    {"unnamed", "text(35)", "`text` takes no value without a name here; write max=35"},
    {"zero", "text(max=0)", "`text`: `max` must be a whole number from 1 to 1000000"},
    {"not_a_number", "text(max=abc)", "`text`: `max` must be a whole number from 1 to 1000000"},
    {"choice_for_a_number", "text(max=1|2)",
     "`text`: `max` must be a whole number from 1 to 1000000"},
    {"twice", "text(max=1, max=2)", "`text`: `max` is given twice"},
    {"max_and_cut", "text(max=1, cut=2)",
     "`text`: max refuses a longer text and cut shortens it; give one of them"},
    {"min_above_max", "text(min=3, max=2)", "`text`: min is above the greatest length"},
    {"too_many_digits", "decimal(digits=101)",
     "`decimal`: `digits` must be a whole number from 1 to 100"},
    {"unless_nothing", "unless",
     "`unless`: needs the value that stands for none, as in unless(\"X\")"},
    {"equals_nothing", "equals",
     "`equals`: needs the values that may stand here, as in equals(\"A\"|\"B\")"},
    {"matches_nothing", "matches", "`matches`: needs one pattern, as in matches(\"^NL[0-9]{9}$\")"},
    {"matches_bad", "matches(\"[A-\")",
     "`matches`: this '[' has no ']' (character 1 of the pattern)"},
    {"table_unknown", "table(levle)", "`table`: there is no table `levle`; did you mean `level`?"},
    {"table_nothing", "table", "`table`: needs the name of one table, as in table(units)"},
    {"date_no_from", "datetime(to=304)",
     "`datetime`: needs from=, the formats taken, as in from=304|203"},
    {"date_unknown_format", "datetime(from=999)",
     "`datetime`: format 999 is not known; known are 0017, 101, 102, 201, 203, 204, 205, 303, 304"},
    {"date_unknown_target", "datetime(from=304, to=203)",
     "`datetime`: to must be 102, 304, date or dateTime (of XML Schema)"},
    {"date_local_without_zone", "datetime(from=304|203)",
     "`datetime`: format 203 is a local time; say where with zone="},
    {"date_without_time", "datetime(from=102, zone=utc)",
     "`datetime`: format 102 has no time of day; say which with at=, as in at=\"0000\""},
    {"date_bad_at", "datetime(from=102, zone=utc, at=\"25\")",
     "`datetime`: at must be a time HHMM or HHMMSS in quotes, as in at=\"0000\""},
    {"date_at_24", "datetime(from=102, zone=utc, at=\"2400\")",
     "`datetime`: at is not a time of day"},
    {"date_offset", "datetime(from=304, offset=local)",
     "`datetime`: offset must be utc: times in XML end in Z"},
    {"date_zone_unknown", "datetime(from=203, zone=sites)",
     "`datetime`: there is no zone `sites`; did you mean `site`?"},
    {"date_zone_not_in_database", "datetime(from=203, zone=nowhere)",
     "`datetime`: there is no time zone \"Europe/Atlantis\" in the system's zone database; names "
     "look like \"Europe/Amsterdam\""},
    {"date_unb_mixed", "datetime(from=0017|304, zone=utc)",
     "`datetime`: 0017 (the date and time of UNB) stands alone in from="},
    {"date_unb_back", "datetime(from=0017, zone=utc, back=304)",
     "`datetime`: from=0017 and back=0017 go together"},
    {"lines_empty_separator", "lines(sep=\"\")", "`lines`: sep must not be empty"},
    {"pattern_nothing", "pattern",
     "`pattern`: needs one template, as in pattern(\"{cc:a2}{port:an3}\")"},
    {"pattern_no_hole", "pattern(\"abc\")", "`pattern`: a template without holes takes no value"},
    {"pattern_bad_hole", "pattern(\"{cc:b2}\")",
     "`pattern`: \"{cc:b2\" is not a hole; write {name:a2}, {name:n..6}, {name:an3} or "
     "{name:x..35}"},
    {"pattern_open_hole", "pattern(\"{cc:a2\")",
     "`pattern`: \"{cc:a2\" is not a hole; write {name:a2}, {name:n..6}, {name:an3} or "
     "{name:x..35}"},
};
INSTANTIATE_TEST_SUITE_P(Lenses, Mistakes, testing::ValuesIn(kMistakes),
                         [](const auto& row) { return std::string(row.param.name); });

// --- patterns
// --------------------------------------------------------------------------------------

struct PatternCase {
  const char* name;
  const char* pattern;
  const char* text;
  bool found;
};
void PrintTo(const PatternCase& row, std::ostream* os) { *os << row.name; }
class Patterns : public testing::TestWithParam<PatternCase> {};
TEST_P(Patterns, Found) {
  std::string error;
  const auto pattern = sluis::mapping::Pattern::compile(GetParam().pattern, error);
  ASSERT_NE(pattern, nullptr) << error;
  EXPECT_EQ(pattern->found_in(GetParam().text), GetParam().found);
  EXPECT_EQ(sluis::mapping::pattern_matches(GetParam().pattern, GetParam().text), GetParam().found);
}
const PatternCase kPatterns[] = {
    {"empty", "", "", true},
    {"empty_in_text", "", "abc", true},
    {"character", "b", "abc", true},
    {"no_character", "d", "abc", false},
    {"begin", "^b", "abc", false},
    {"begin_here", "^MAI", "MAI01A", true},
    {"end", "b$", "abc", false},
    {"end_here", "c$", "abc", true},
    {"whole", "^NL[A-Z2-9]{3}$", "NLRTM", true},
    {"whole_longer", "^NL[A-Z2-9]{3}$", "NLRTMX", false},
    {"whole_shorter", "^NL[A-Z2-9]{3}$", "NLRT", false},
    {"whole_behind", "^NL[A-Z2-9]{3}$", "XNLRTM", false},
    {"set_not", "^[^0-9]+$", "abc", true},
    {"set_not_found", "^[^0-9]+$", "ab1", false},
    {"set_hyphen_last", "^[a-]+$", "a-a", true},
    {"set_escape", "^[\\]\\-\\\\]+$", "]-\\", true},
    {"set_class", "^[\\dX]+$", "1X2", true},
    {"dot", "^a.c$",
     "a\xC3\xA9"
     "c",
     true},
    {"dot_no_line_end", "^a.c$", "a\nc", false},
    {"utf8_range", "^[\xC3\xA0-\xC3\xBF]$", "\xC3\xA9", true},
    {"utf8_no_half", "^..$", "\xC3\xA9", false},
    {"digit", "^\\d{2}$", "42", true},
    {"not_digit", "^\\D$", "4", false},
    {"word", "^\\w+\\s\\W$", "a_1 !", true},
    {"escaped_dot", "^a\\.b$", "a.b", true},
    {"escaped_dot_only", "^a\\.b$", "axb", false},
    {"star_none", "^ab*c$", "ac", true},
    {"star_many", "^ab*c$", "abbbc", true},
    {"plus_none", "^ab+c$", "ac", false},
    {"plus_one", "^ab+c$", "abc", true},
    {"optional", "^ab?c$", "abbc", false},
    {"exact", "^a{3}$", "aaa", true},
    {"exact_less", "^a{3}$", "aa", false},
    {"at_least", "^a{2,}$", "aaaaa", true},
    {"at_least_less", "^a{2,}$", "a", false},
    {"between_low", "^a{2,4}$", "aa", true},
    {"between_high", "^a{2,4}$", "aaaa", true},
    {"between_over", "^a{2,4}$", "aaaaa", false},
    {"zero_times", "^a{0}b$", "b", true},
    {"alternatives_first", "^(NOA|ATA|ENS)01", "NOA01A", true},
    {"alternatives_last", "^(NOA|ATA|ENS)01", "ENS01A", true},
    {"alternatives_none", "^(NOA|ATA|ENS)01", "NOAENS01", false},
    {"alternatives_bare", "^a$|^b$|^c$", "b", true},
    {"alternatives_bare_none", "^a$|^b$|^c$", "ab", false},
    {"alternative_empty", "^(a|)b$", "b", true},
    {"nested", "^((a|b)c)+$", "acbcac", true},
    {"nested_repeat_of_alternatives", "^(ab|c){2,3}$", "abcab", true},
    {"nested_repeat_none", "^(ab|c){2,3}$", "ab", false},
    {"group_without_number", "^(?:ab)*$", "abab", true},
    {"loop_of_nothing", "^(a*)*$", "aaa", true},
    {"loop_of_nothing_ends", "^(a*)*b$", "aaa", false},
    {"no_backtracking", "^(a|a)*$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", false},
    {"anywhere_late", "[0-9]{3}", "ab12cd345", true},
};
INSTANTIATE_TEST_SUITE_P(Lenses, Patterns, testing::ValuesIn(kPatterns),
                         [](const auto& row) { return std::string(row.param.name); });

struct BadPatternCase {
  const char* name;
  std::string pattern;
  const char* error;  // a part
};
void PrintTo(const BadPatternCase& row, std::ostream* os) { *os << row.name; }
class BadPatterns : public testing::TestWithParam<BadPatternCase> {};
TEST_P(BadPatterns, Sentence) {
  std::string error;
  EXPECT_EQ(sluis::mapping::Pattern::compile(GetParam().pattern, error), nullptr);
  EXPECT_NE(error.find(GetParam().error), std::string::npos) << error;
  EXPECT_FALSE(sluis::mapping::pattern_matches(GetParam().pattern, "a"));
}
const BadPatternCase kBadPatterns[] = {
    {"open_group", "a(b", "this '(' has no ')' (character 2"},
    {"open_alternatives", "(a|b", "this '(' has no ')'"},
    {"closing_only", "a)b", "a ')' has no '(' (character 2"},
    {"open_set", "[ab", "this '[' has no ']'"},
    {"empty_set", "[]", "nothing between"},
    {"empty_negated_set", "[^]", "nothing between"},
    {"set_in_set", "[a[b]]", "sets in sets"},
    {"backward_range", "[z-a]", "runs backward"},
    {"bracket_end", "a]", "no beginning"},
    {"star_first", "*a", "nothing before this repetition (character 1"},
    {"star_after_bar", "a|*", "nothing before"},
    {"twice", "a**", "follows a repetition"},
    {"brace_open", "a{2", "no '}'"},
    {"brace_empty", "a{}", "expected a number"},
    {"brace_backward", "a{3,2}", "runs backward"},
    {"brace_large", "a{1001}", "above 1000"},
    {"backslash_end", "a\\", "ends in a backslash"},
    {"unknown_escape", "\\q", "escape is not known"},
    {"class_in_set", "[\\D]", "cannot stand inside"},
    {"too_many_states", "((a{100}){100}){100}", "more than 4096 states"},
    {"too_deep", std::string(40, '('), "nested deeper than 32"},
};
INSTANTIATE_TEST_SUITE_P(Lenses, BadPatterns, testing::ValuesIn(kBadPatterns),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
