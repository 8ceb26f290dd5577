#include "language/parser.hpp"

#include <gtest/gtest.h>

#include <string>
#include <tao/pegtl/contrib/analyze.hpp>
#include <vector>

#include "emap_picture.hpp"
#include "language/grammar.hpp"

namespace sluis::language {
namespace {

// "line:col code detail; expected ...; hint" for each fault.
std::string told(const Diagnostics& faults) {
  std::string out;
  for (const Diagnostic& fault : faults.all()) {
    if (!out.empty()) out += '\n';
    out += std::to_string(fault.position.line) + ':' + std::to_string(fault.position.column) + ' ';
    out += fault_row(fault.fault).code;
    if (!fault.detail.empty()) out += ' ' + fault.detail;
    if (!fault.expected.empty()) out += "; expected " + fault.expected;
    if (!fault.hint.empty()) out += "; " + fault.hint;
  }
  return out;
}

struct Parsed {
  std::string picture, faults;
};

Parsed parsed(const std::string& text) {
  Source source("case.emap", text);
  Diagnostics faults;
  const Picture picture(parse(source, faults));
  for (const Span span : picture.spans()) {
    EXPECT_LE(span.begin, span.end) << text;
    EXPECT_LE(span.end, text.size()) << text;
  }
  return {picture.text(), told(faults)};
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

const std::string kHead = "mapping A version \"1\"\n";

struct Case {
  const char* name;
  std::string text;
  std::string want;
};
void PrintTo(const Case& row, std::ostream* os) { *os << row.name; }
std::string name_of(const testing::TestParamInfo<Case>& row) { return row.param.name; }

TEST(Grammar, HasNoLoopThatTakesNothing) { EXPECT_EQ(tao::pegtl::analyze<grammar::file>(), 0U); }

// --- rows: what stands in `map { ... }`, and its picture
// -------------------------------------------

const Case kItems[] = {
    {"none", "", ""},
    {"row", "R BGM.1225 <-> FunctionCode", "R BGM.1225 <-> FunctionCode"},
    {"mandatory", "M BGM.1225 <-> A", "M BGM.1225 <-> A"},
    {"dependent", "D BGM.1225 <-> A", "D BGM.1225 <-> A"},
    {"optional", "O BGM.1225 <-> A", "O BGM.1225 <-> A"},
    {"no_status", "BGM.1225 -> A", "BGM.1225 -> A"},
    {"backward", "BGM.1225 <- = \"9\"", "BGM.1225 <- =\"9\""},
    {"constant_to_target", "= \"NOA\" <-> TypeCode", "=\"NOA\" <-> TypeCode"},
    {"constant_number", "= 1.0 -> A", "=1.0 -> A"},
    {"constant_compared", "BGM.1001 <-> = 00", "BGM.1001 <-> =00"},
    {"label", "#eta: R 4451 <-> A", "#eta: R 4451 <-> A"},
    {"label_with_dash", "#eta-2 : 4451 <-> A", ""},
    {"several_rows", "R 4451 <-> A R 4453 <-> B = \"x\" -> C",
     "R 4451 <-> A; R 4453 <-> B; =\"x\" -> C"},
    {"comment", "// one\nR 4451 <-> A // two\n// three", "R 4451 <-> A"},
    {"comment_at_the_path", "R SG8/TDT// near\n<-> A//x", "R SG8/TDT <-> A"},

    // source paths
    {"self", ". <-> A", ". <-> A"},
    {"root", "/DTM[132].C507 -> A", "/DTM[132].C507 -> A"},
    {"group_and_trigger", "SG8/TDT[20].8067 -> A", "SG8/TDT[20].8067 -> A"},
    {"groups", "SG8/TDT/SG9/LOC[153].C517.3225 -> A", "SG8/TDT/SG9/LOC[153].C517.3225 -> A"},
    {"groups_without_trigger", "SG8/SG9/LOC.3227 -> A", "SG8/SG9/LOC.3227 -> A"},
    {"group_alone", "SG4 -> A", "SG4 -> A"},
    {"tag_with_digit", "UC1.3227 -> A", "UC1.3227 -> A"},
    {"service_segments", "UNB.S003.0010 -> A UNH.S009.0057 -> B 0020 -> C",
     "UNB.S003.0010 -> A; UNH.S009.0057 -> B; 0020 -> C"},
    {"all_elements", "BGM.* -> A", "BGM.* -> A"},
    {"ordinal", "C108.4440#2 -> A", "C108.4440#2 -> A"},
    {"all_ordinals", "C108.4440#* -> A", "C108.4440#* -> A"},
    {"repeated_composite", "FTX.C108#3.4440#1 -> A", "FTX.C108#3.4440#1 -> A"},
    {"element_e", "E101.1234 -> A", "E101.1234 -> A"},
    {"tuple", "C222.( 1131 ,3055 ) -> A", "C222.(1131,3055) -> A"},
    {"tuple_first", "(1131,3055,1001#2) -> A", "(1131,3055,1001#2) -> A"},
    {"tuple_of_segment", "BGM.(1004,1225) -> A", "BGM.(1004,1225) -> A"},
    {"codes", "FTX[AAI|ACB | \"A B\"].4451 -> A", "FTX[AAI|ACB|A B].4451 -> A"},
    {"predicates", "MEA[ AAE , C502.6313=AAM ].C174.6314 -> A",
     "MEA[AAE,C502.6313=AAM].C174.6314 -> A"},
    {"predicate_of_segment", "SG8/TDT[LOC.C517.3225 = NLRTM|NLAMS] -> A",
     "SG8/TDT[LOC.C517.3225=NLRTM|NLAMS] -> A"},
    {"predicate_ordinal", "TAX[C243.1131#2=1] -> A", "TAX[C243.1131#2=1] -> A"},
    {"code_like_an_element", "DOC[1001] -> A DOC[C507|E101] -> B",
     "DOC[1001] -> A; DOC[C507|E101] -> B"},

    // target paths
    {"target_self", "R . <-> .", "R . <-> ."},
    {"target_up", "4451 -> ../../Communication/ID", "4451 -> ../../Communication/ID"},
    {"target_steps", "4451 -> Pointer/SegmentTag", "4451 -> Pointer/SegmentTag"},
    {"target_attribute", "4451 -> A/@formatCode", "4451 -> A/@formatCode"},
    {"target_prefixes", "4451 -> md:A/ds:B/@x:c", "4451 -> md:A/ds:B/@x:c"},
    {"target_names", "4451 -> _A/B-c.d", "4451 -> _A/B-c.d"},

    // conversions and clauses
    {"conversion", "4451 -> A : imo", "4451 -> A : imo"},
    {"conversions", "4451 -> A: trim | text( max = 35 )|pad",
     "4451 -> A : trim | text(max=35) | pad"},
    {"arguments", "4451 -> A : datetime(from=203|204, at=\"0000\", x, -1.5)",
     "4451 -> A : datetime(from=203|204,at='0000',x,-1.5)"},
    {"escapes_in_arguments", R"(4451 -> A : lines(sep="\n", b="\r\t\\\""))",
     R"(4451 -> A : lines(sep='\n',b='\r\t\"'))"},
    {"default", "4451 -> A default \"1\"", "4451 -> A default \"1\""},
    {"default_empty", "4451 -> A default \"\"", "4451 -> A default \"\""},
    {"default_number", "4451 -> A default 1", "4451 -> A default 1"},
    {"back", "4451 -> A back 203", "4451 -> A back \"203\""},
    {"back_name", "4451 -> A back x-y", "4451 -> A back \"x-y\""},
    {"doc", "4451 -> A doc \"why\"", "4451 -> A doc \"why\""},
    {"clauses_in_any_order", "4451 -> A : text doc \"d\" back \"b\" default \"x\" when [C1]",
     "4451 -> A : text when [C1] default \"x\" back \"b\" doc \"d\""},
    {"constant_row_behind_a_condition", "4451 -> A when [C1]\n= \"x\" <-> B",
     "4451 -> A when [C1]; =\"x\" <-> B"},
    {"constant_row_with_escapes", "4451 -> A when [C1] = \"a\\\"\\\\\" -> B",
     "4451 -> A when [C1]; =\"a\"\\\" -> B"},
    {"constant_row_behind_a_path", "4451 -> A when BGM.1225\n= 1 -> B",
     "4451 -> A when BGM.1225; =1 -> B"},

    // blocks
    {"block_one", "one UNB <-> X { R 0020 <-> A }", "one 1..1 UNB <-> X {R 0020 <-> A}"},
    {"block_opt", "opt SG3/DOC -> X {}", "opt 0..1 SG3/DOC -> X {}"},
    {"block_each", "each SG3/DOC <-> X {}", "each 0..* SG3/DOC <-> X {}"},
    {"block_each_range", "each 2..9 SG3/DOC <-> X {}", "each 2..9 SG3/DOC <-> X {}"},
    {"block_each_spaced", "each 2 .. 9 SG3/DOC <-> X {}", "each 2..9 SG3/DOC <-> X {}"},
    {"block_each_open", "each 1.. SG3/DOC <-> X {}", "each 1..* SG3/DOC <-> X {}"},
    {"block_each_open_on_an_element", "each 1.. 4440 <-> X {}", "each 1..* 4440 <-> X {}"},
    {"block_each_on_an_element", "each 1..9 4440 <-> X {}", "each 1..9 4440 <-> X {}"},
    {"block_each_on_a_root", "each 0..9 /POC <-> X {}", "each 0..9 /POC <-> X {}"},
    {"block_label", "#p: one SG5/NAD[DT] <-> X : party",
     "#p: one 1..1 SG5/NAD[DT] <-> X : party {}"},
    {"block_when", "opt SG3/DOC <-> X when [C1] and not [C2] {}",
     "opt 0..1 SG3/DOC <-> X when (and [C1] (not [C2])) {}"},
    {"block_when_set", "opt DOC <-> X when 1001 in {1 2} {}",
     "opt 0..1 DOC <-> X when (in 1001 {1 2}) {}"},
    {"block_when_fragment", "opt DOC <-> X when [C1] : party",
     "opt 0..1 DOC <-> X when [C1] : party {}"},
    {"blocks_nested", "one A01 <-> X { one B02 <-> Y { 4451 -> Z } 4451 -> Q }", ""},
    {"blocks_in_blocks", "one ABC <-> X { one DEF <-> Y { 4451 -> Z } 4451 -> Q }",
     "one 1..1 ABC <-> X {one 1..1 DEF <-> Y {4451 -> Z}; 4451 -> Q}"},

    // what is not mapped
    {"ignore", "ignore BGM.4343 \"no\"", "ignore BGM.4343 \"no\""},
    {"ignore_list", "ignore **.1131, 4453,\n C107, GEI, SG4/TAX, BGM.*  \n \"no\"",
     "ignore **.1131, 4453, C107, GEI, SG4/TAX, BGM.* \"no\""},
    {"forbid", "forbid /QTY[114|115] \"no\"", "forbid /QTY[114|115] \"no\""},
    {"rest_forbid", "rest forbid \"no\"", "rest forbid \"no\""},
    {"rest_ignore", "rest ignore \"no\"", "rest ignore \"no\""},

    // parts
    {"part_one", "part one NL.MAI", "part one 1..1 NL.MAI"},
    {"part_opt", "part opt MAI", "part opt 0..1 MAI"},
    {"part_each", "part each 1.. NL.NOA | NL.ATA|NL.WAS", "part each 1..* NL.NOA|NL.ATA|NL.WAS"},
    {"part_bounded", "part each 0..3 NL.NOA\npart one B", "part each 0..3 NL.NOA; part one 1..1 B"},

    // rules
    {"rule", "rule N-1 error on BGM.1225 require [C1] say en \"bad {value}\"",
     "rule N-1 error on BGM.1225 require [C1] say en \"bad {value}\""},
    {"rule_warning",
     "rule N-1 warning on BGM when [C2] require [C1] say en \"a\" say nl \"b\" respond ERC = "
     "\"B12\"",
     "rule N-1 warning on BGM when [C2] require [C1] say en \"a\" say nl \"b\" respond "
     "ERC=\"B12\""},
    {"rule_info", "rule X info on . require value = \"1\" say en \"a\" R 4451 <-> A",
     "rule X info on . require (= value \"1\") say en \"a\"; R 4451 <-> A"},
};

class Items : public testing::TestWithParam<Case> {};

TEST_P(Items, Picture) {
  const Parsed got = parsed("mapping A version \"1\"\nmap {\n" + GetParam().text + "\n}");
  if (GetParam().want.empty() && !GetParam().text.empty()) {
    EXPECT_NE(got.faults, "");  // looks right and is not
    return;
  }
  EXPECT_EQ(got.faults, "");
  EXPECT_EQ(got.picture, "mapping A 1\nmap {" + GetParam().want + "}");
}
INSTANTIATE_TEST_SUITE_P(Parser, Items, testing::ValuesIn(kItems), name_of);

// --- expressions: `accept when ...`
// ------------------------------------------------------------------

const Case kExpressions[] = {
    {"condition", "[C1]", "[C1]"},
    {"condition_spaced", "[C-1] ", "[C-1]"},
    {"and", "[A] and [B] and [C]", "(and [A] [B] [C])"},
    {"or", "[A] or [B]", "(or [A] [B])"},
    {"xor", "[A] xor [B] xor [C]", "(xor [A] [B] [C])"},
    {"binding", "[A] xor [B] or [C] and not [D]", "(xor [A] (or [B] (and [C] (not [D]))))"},
    {"signs", "[A] ⊻ [B] ∨ [C] ∧ ¬ [D]", "(xor [A] (or [B] (and [C] (not [D]))))"},
    {"parentheses", "([A] or [B]) and [C]", "(and (or [A] [B]) [C])"},
    {"not_not", "not not [A]", "(not (not [A]))"},
    {"not_parentheses", "not ([A] or [B])", "(not (or [A] [B]))"},
    {"equal", "BGM.C002.1001 = \"NOA\"", "(= BGM.C002.1001 \"NOA\")"},
    {"not_equal", "BGM.1225 != 9", "(!= BGM.1225 9)"},
    {"less", "BGM.1225 < 9", "(< BGM.1225 9)"},
    {"less_equal", "BGM.1225 <= 9", "(<= BGM.1225 9)"},
    {"greater", "BGM.1225 > -9", "(> BGM.1225 -9)"},
    {"greater_equal", "BGM.1225 >= 9.5", "(>= BGM.1225 9.5)"},
    {"four_digits_are_an_element", "BGM.1225 > 1000", "(> BGM.1225 1000)"},
    {"in", "BGM.1225 in {1 4, 5 \"A B\" 00 1A}", "(in BGM.1225 {1 4 5 A B 00 1A})"},
    {"in_table", "BGM.1225 in function-code", "(in BGM.1225 function-code)"},
    {"matches", "C517.3225 matches \"^NL[A-Z]{3}$\"", "(matches C517.3225 \"^NL[A-Z]{3}$\")"},
    {"present", "SG3/DOC[C002.1001=745] is present", "(present SG3/DOC[C002.1001=745])"},
    {"absent", "SG3/DOC is absent or [E1]", "(or (absent SG3/DOC) [E1])"},
    {"value", "value = \"1\"", "(= value \"1\")"},
    {"sum", "1 + 2 - BGM.1225 >= 3", "(>= (- (+ 1 2) BGM.1225) 3)"},
    {"sum_right", "3 = value - 1", "(= 3 (- value 1))"},
    {"any", "any QTY[114] satisfy (C186.6060 > 0)", "(any QTY[114] (> C186.6060 0))"},
    {"all", "all SG8/TDT satisfy (any LOC satisfy ([A] or 3227 = \"9\"))",
     "(all SG8/TDT (any LOC (or [A] (= 3227 \"9\"))))"},
    {"function_of_path", "count(SG36/LOC[153]) > 1", "(> (call count SG36/LOC[153]) 1)"},
    {"function_of_component", "first(UNH.S009.0057) matches \"^MAI\"",
     "(matches (call first UNH.S009.0057) \"^MAI\")"},
    {"functions", "time(DTM[132].C507) >= time(DTM[137].C507)",
     "(>= (call time DTM[132].C507) (call time DTM[137].C507))"},
    {"function_arguments", "f( 1 , \"x\", g(value) ) = 1", "(= (call f 1 \"x\" (call g value)) 1)"},
    {"function_without", "f() = 1", "(= (call f) 1)"},
    {"tuple", "(1131,3055) in codes", "(in (1131,3055) codes)"},
    {"path_alone", "UNB.0035", "UNB.0035"},
    {"word_begins_like_an_operator", "[A] and order = \"1\"", ""},
    {"comments_inside", "[A] // one\n and // two\n [B]", "(and [A] [B])"},
};

class Expressions : public testing::TestWithParam<Case> {};

TEST_P(Expressions, Picture) {
  const Parsed got = parsed("mapping A version \"1\"\naccept when " + GetParam().text + "\n");
  if (GetParam().want.empty()) {
    EXPECT_NE(got.faults, "");
    return;
  }
  EXPECT_EQ(got.faults, "");
  EXPECT_EQ(got.picture, "mapping A 1\naccept " + GetParam().want);
}
INSTANTIATE_TEST_SUITE_P(Parser, Expressions, testing::ValuesIn(kExpressions), name_of);

// --- whole files
// -------------------------------------------------------------------------------------

const Case kFiles[] = {
    {"mapping", "mapping NL.NOA version \"1.0.0\"", "mapping NL.NOA 1.0.0"},
    {"library", "library WCO.common version \"1.2\" { owner \"me\" }",
     "library WCO.common 1.2 owner=me"},
    {"byte_order_mark", "\xEF\xBB\xBFmapping A version \"1\"", "mapping A 1"},
    {"dos_lines", "mapping A version \"1\" {\r\n title \"x\"\r\n}\r\n// end\r\n",
     "mapping A 1 title=x"},
    {"comment_first", "// a\n\n mapping A version \"1\" // b", "mapping A 1"},
    {"extends", "mapping A version \"1.1\" extends B.C version \"1.0.x\"",
     "mapping A 1.1 extends B.C 1.0.x"},
    {"meta",
     "mapping A version \"1\" { status draft level 00 release 1.0 scope NL.NOA valid 2026-01-01 .. "
     "2026-12-31 }",
     "mapping A 1 status=draft level=00 release=1.0 scope=NL.NOA valid=2026-01-01..2026-12-31"},
    {"meta_open_range", "mapping A version \"1\" { valid 2024-02-29 .. owner \"x\" }",
     "mapping A 1 valid=2024-02-29.. owner=x"},
    {"unicode", "mapping A version \"1\" { title \"Schéma ✓\" }", "mapping A 1 title=Schéma ✓"},
    {"unicode_escapes", "mapping A version \"1\" { title \"\\u00e9\\u20AC\\uD83D\\uDEA2\" }",
     "mapping A 1 title=é€🚢"},
    {"imports", "mapping A version \"1\" import \"a.emap\" import \"b.emap\"",
     "mapping A 1\nimport a.emap\nimport b.emap"},
    {"edifact",
     "mapping A version \"1\" edifact CUSREP:D:05B:UN:NOA01A { directory \"d\" charset UNOC }",
     "mapping A 1\nedifact CUSREP:D:05B:UN:NOA01A directory=d charset=UNOC"},
    {"edifact_without_association", "mapping A version \"1\" edifact ORDERS:D:96A:UN {}",
     "mapping A 1\nedifact ORDERS:D:96A:UN"},
    {"interchange", "mapping A version \"1\" interchange { messages GOVCBR:D:15A:UN }",
     "mapping A 1\ninterchange GOVCBR:D:15A:UN"},
    {"interchange_list",
     "mapping A version \"1\" interchange { messages GOVCBR:D:15A:UN:MAI01A, CUSREP:D:05B:UN "
     "CUSCAR:D:95B:UN directory \"d\" charset UNOC }",
     "mapping A 1\ninterchange GOVCBR:D:15A:UN:MAI01A CUSREP:D:05B:UN CUSCAR:D:95B:UN directory=d "
     "charset=UNOC"},
    {"xml",
     "mapping A version \"1\" xml {urn:a//b}Root { schema \"x.xsd\" prefix ds = \"urn:b\" prefix "
     "md= \"urn:c\" }",
     "mapping A 1\nxml {urn:a//b}Root prefix ds=urn:b prefix md=urn:c schema=x.xsd"},
    {"xml_without_namespace", "mapping A version \"1\" xml Root {schema \"x\"}",
     "mapping A 1\nxml {}Root schema=x"},
    {"several_targets",
     "mapping A version \"1\" xml MAI {urn:m}Declaration {} xml NOA Declaration {} map MAI { = 1 "
     "-> A } map NOA {}",
     "mapping A 1\nxml MAI {urn:m}Declaration\nxml NOA {}Declaration\nmap MAI {=1 -> A}\nmap NOA "
     "{}"},
    {"accept", "mapping A version \"1\" accept when BGM.1225 = 9 accept when [C1]",
     "mapping A 1\naccept (= BGM.1225 9)\naccept [C1]"},
    {"zone",
     "mapping A version \"1\" zone site = \"Europe/Amsterdam\" gap later overlap earlier zone b = "
     "\"UTC\"",
     "mapping A 1\nzone site=Europe/Amsterdam gap later overlap earlier\nzone b=UTC gap error "
     "overlap error"},
    {"zone_overlap_alone", "mapping A version \"1\" zone b = \"UTC\" overlap later",
     "mapping A 1\nzone b=UTC gap error overlap later"},
    {"zone_gap_alone", "mapping A version \"1\" zone b = \"UTC\" gap earlier",
     "mapping A 1\nzone b=UTC gap earlier overlap error"},
    {"policies",
     "mapping A version \"1\" policy source error policy target report policy source warn",
     "mapping A 1\npolicy source error\npolicy target report\npolicy source warn"},
    {"table",
     "mapping A version \"1\" table function-code : 1225 {1 4 \"A B\"} <-> ds:Type from \"f.csv\"",
     "mapping A 1\ntable function-code : 1225 {1 4 A B} <-> ds:Type from f.csv"},
    {"table_tuple",
     "mapping A version \"1\" table t : ( 1131, 3055 ,C507) -> token from \"f.csv\" else error",
     "mapping A 1\ntable t : 1131,3055,C507 -> token from f.csv"},
    {"table_else",
     "mapping A version \"1\" table t : 1131 {} <- x:t from \"f\" else pass table u : 1131 <-> t "
     "from \"f\" else \"?\"",
     "mapping A 1\ntable t : 1131 {} <- x:t from f else pass\ntable u : 1131 <-> t from f else "
     "\"?\""},
    {"condition", "mapping A version \"1\" condition [C1] \"in words\" = BGM.1225 in {1 4}",
     "mapping A 1\ncondition [C1] \"in words\" (in BGM.1225 {1 4})"},
    {"external", "mapping A version \"1\" external condition [E1] \"not in the message\"",
     "mapping A 1\nexternal [E1] \"not in the message\""},
    {"fragment", "library A version \"1\" fragment dt304 on C507 { R . <-> X }",
     "library A 1\nfragment dt304 on C507 {R . <-> X}"},
    {"items_outside_of_map",
     "mapping A version \"1\" ignore GEI \"no\" forbid TAX \"no\" rule R1 error on BGM require "
     "[C1] say en \"x\"",
     "mapping A 1\nignore GEI \"no\"\nforbid TAX \"no\"\nrule R1 error on BGM require [C1] say en "
     "\"x\""},
    {"override", "mapping A version \"1\" override #means/eta { R 4451 <-> A }",
     "mapping A 1\noverride #means/eta {R 4451 <-> A}"},
    {"override_block", "mapping A version \"1\" override #m { one DTM <-> A {} }",
     "mapping A 1\noverride #m {one 1..1 DTM <-> A {}}"},
    {"remove", "mapping A version \"1\" remove #means/persons \"moved\"",
     "mapping A 1\nremove #means/persons \"moved\""},
    {"add", "mapping A version \"1\" add in #means { forbid /QTY \"x\" R 4451 <-> A }",
     "mapping A 1\nadd #means {forbid /QTY \"x\"; R 4451 <-> A}"},
    {"example",
     "mapping A version \"1\" example \"t\" {\n edifact\n~~~\nUNH'\nUNT'\n~~~\n xml\n~~~ "
     "\t\n<A/>\n~~~\n laws GetCreate, StreamTree }",
     "mapping A 1\nexample \"t\" edifact \"UNH'\\nUNT'\" xml \"<A/>\" laws GetCreate,StreamTree"},
    {"example_dos", "mapping A version \"1\" example \"t\" { edifact\r\n~~~\r\nUNH'\r\n~~~\r\n}",
     "mapping A 1\nexample \"t\" edifact \"UNH'\" xml \"\""},
    {"example_empty_sample", "mapping A version \"1\" example \"t\" { edifact\n~~~\n~~~\n}",
     "mapping A 1\nexample \"t\" edifact \"\" xml \"\""},
    {"example_blank_sample", "mapping A version \"1\" example \"t\" { edifact\n~~~\n\n~~~\n}",
     "mapping A 1\nexample \"t\" edifact \"\" xml \"\""},
    {"example_with_marks_inside",
     "mapping A version \"1\" example \"t\" { edifact\n~~~\n{ \" // ~~~\n~~~\n}",
     "mapping A 1\nexample \"t\" edifact \"{ \" // ~~~\" xml \"\""},
    {"example_rejects", "mapping A version \"1\" example \"t\" rejects NOA-R02 at \"DTM[132]\" {}",
     "mapping A 1\nexample \"t\" rejects NOA-R02 at \"DTM[132]\" edifact \"\" xml \"\""},
    {"example_rejects_code", "mapping A version \"1\" example \"t\" rejects E5101 {}",
     "mapping A 1\nexample \"t\" rejects E5101 edifact \"\" xml \"\""},
    {"keywords_are_free_elsewhere",
     "mapping map.each version \"1\" { title when } table rule : 1225 <-> map from \"f\" map map { "
     "one MAP <-> each { 4451 -> one/opt : value(map=when) } }",
     "mapping map.each 1 title=when\ntable rule : 1225 <-> map from f\nmap map {one 1..1 MAP <-> "
     "each {4451 -> one/opt : value(map=when)}}"},
};

class Files : public testing::TestWithParam<Case> {};

TEST_P(Files, Picture) {
  const Parsed got = parsed(GetParam().text);
  EXPECT_EQ(got.faults, "");
  EXPECT_EQ(got.picture, GetParam().want);
}
INSTANTIATE_TEST_SUITE_P(Parser, Files, testing::ValuesIn(kFiles), name_of);

// The manual's snippets are whole files, declarations, or rows.
TEST(Manual, SnippetsParseCleanly) {
  Source source = Source::file(SLUIS_SOURCE_DIR "/docs/mapping-language.md");
  const std::string manual(source.all());
  constexpr std::string_view kOpen = "```emap\n";
  std::size_t snippets = 0;
  for (std::size_t at = manual.find(kOpen); at != std::string::npos; at = manual.find(kOpen, at)) {
    at += kOpen.size();
    const std::string snippet = manual.substr(at, manual.find("\n```", at) + 1 - at);
    ++snippets;
    if (snippet.starts_with("mapping ") || snippet.starts_with("library ")) {
      EXPECT_EQ(parsed(snippet).faults, "") << snippet;
    } else if (const Parsed rows = parsed(kHead + "map {\n" + snippet + "}");
               !rows.faults.empty()) {
      EXPECT_EQ(parsed(kHead + snippet).faults, "") << snippet << "\nas rows:\n" << rows.faults;
    }
  }
  EXPECT_GT(snippets, 20U);
}

class Samples : public testing::TestWithParam<const char*> {};

TEST_P(Samples, ParseCleanly) {
  Source source = Source::file(std::string(SLUIS_SOURCE_DIR "/tests/data/emap/") + GetParam());
  Diagnostics faults;
  const File file = parse(source, faults);
  EXPECT_EQ(told(faults), "");
  EXPECT_FALSE(file.name.empty());
}
INSTANTIATE_TEST_SUITE_P(Parser, Samples,
                         testing::Values("noa.emap", "noa-1.1.emap", "response.emap",
                                         "common/wco.emap"));

TEST(Model, CloneIsDeepAndTheSame) {
  Source source = Source::file(SLUIS_SOURCE_DIR "/tests/data/emap/noa.emap");
  Diagnostics faults;
  File file = parse(source, faults);
  const std::string before = Picture(file).text();
  ASSERT_EQ(file.maps.size(), 1U);
  std::vector<Item> copies;
  for (Item& item : file.maps[0].items) {
    item.file = 3;
    copies.push_back(item.clone());
    item = Item();  // what the copy shares with it is gone
  }
  for (const Item& item : copies) EXPECT_EQ(item.file, 3U);
  file.maps[0].items = std::move(copies);
  EXPECT_EQ(Picture(file).text(), before);
}

TEST(Model, SpansAreThoseOfTheSource) {
  const std::string text =
      "mapping A version \"1\\n\"\nmap { #x: R SG8/TDT[20].C222.8213  <-> ds:ID }\n";
  Source source("case", text);
  Diagnostics faults;
  const File file = parse(source, faults);
  const auto at = [&text](Span span) { return text.substr(span.begin, span.end - span.begin); };
  EXPECT_EQ(at(file.version.span), "\"1\\n\"");
  EXPECT_EQ(file.version.value, "1\n");
  EXPECT_EQ(at(file.maps.at(0).span), "map { #x: R SG8/TDT[20].C222.8213  <-> ds:ID }");
  const Item& item = file.maps.at(0).items.at(0);
  EXPECT_EQ(at(item.span), "#x: R SG8/TDT[20].C222.8213  <-> ds:ID");
  EXPECT_EQ(at(item.leaf->source.span), "SG8/TDT[20].C222.8213");
  EXPECT_EQ(at(item.leaf->source.steps[0].group_span), "SG8");
  EXPECT_EQ(at(item.leaf->source.steps[0].predicates[0].span), "20");
  EXPECT_EQ(at(item.leaf->source.elements[0].span), "C222");
  EXPECT_EQ(at(item.leaf->source.elements[1].span), "8213");
  EXPECT_EQ(at(item.leaf->arrow_span), "<->");
  EXPECT_EQ(at(item.leaf->target.span), "ds:ID");
}

// --- what can be missing: exactly where, what was found and what was expected
// ------------------------

const Case kBrokenFiles[] = {
    {"empty_file", "",
     "1:1 E0101 the file ends; expected `mapping` or `library`, a name and a version"},
    {"no_head", "map { 4451 -> A }",
     "1:1 E0101 found `map`; expected `mapping` or `library`, a name and a version"},
    {"head_misspelt", R"(maping A version "1"
map { 4451 -> A })",
     "1:1 E0101 found `maping`; expected `mapping` or `library`, a name and a version; did you "
     "mean `mapping`?"},
    {"head_name", R"(mapping 1 version "1")",
     "1:9 E0101 found `1`; expected the name of a mapping, such as NL.MAI"},
    {"head_version_word", R"(mapping A "1")",
     R"(1:11 E0101 found `"1"`; expected `version` and a version in quotes)"},
    {"head_version_near", R"(mapping A versoin "1")",
     "1:11 E0101 found `versoin`; expected `version` and a version in quotes; did you mean "
     "`version`?"},
    {"head_version_text", "mapping A version 1.0",
     R"(1:19 E0101 found `1`; expected a version in quotes, such as "1.0.0")"},
    {"library_name", R"(library version "1"
)",
     R"(1:17 E0101 found `"1"`; expected `version` and a version in quotes)"},
    {"library_name_digit", R"(library 9 version "1"
)",
     "1:9 E0101 found `9`; expected the name of the library, such as WCO.common"},
    {"extends_name", R"(mapping A version "1" extends "B" version "2")",
     R"(1:31 E0101 found `"B"`; expected the name of a mapping, such as NL.MAI)"},
    {"extends_version_word", R"(mapping A version "1" extends B "2")",
     R"(1:33 E0101 found `"2"`; expected `version` and a version in quotes)"},
    {"extends_version_text", R"(mapping A version "1" extends B version {})",
     R"(1:41 E0101 found `{`; expected a version in quotes, such as "1.0.0")"},
    {"meta_value", R"(mapping A version "1" { title })",
     "1:31 E0101 found `}`; expected a string, a name, a number or dates"},
    {"meta_not_a_name", R"(mapping A version "1" { title "x" 9 })",
     "1:35 E0101 found `9`; expected a name and its value, or `}`"},
    {"meta_range_dots", R"(mapping A version "1" { valid 2026-01-01 owner "x" })",
     "1:42 E0101 found `owner`; expected `..` after the first day"},
    {"meta_not_closed", R"(mapping A version "1" { title "x"
map { 4451 -> A })",
     "1:23 E0105; expected `}`; line 2 begins a new declaration: put `}` before it"},
    {"meta_not_closed_at_end", R"(mapping A version "1" { title "x")",
     "1:23 E0105; expected `}`; the file ends before it"},
    {"meta_twice", R"(mapping A version "1" { title "x" owner "o" title "y" })",
     "1:45 E0107 `title`; remove one of the two"},
    {"meta_no_such_day", R"(mapping A version "1" { valid 2025-02-29 .. })",
     "1:31 E0109 there is no 2025-02-29; expected a day of the calendar, written YYYY-MM-DD"},
    {"meta_no_such_month", R"(mapping A version "1" { valid 2025-13-01 .. })",
     "1:31 E0109 there is no 2025-13-01; expected a day of the calendar, written YYYY-MM-DD"},
    {"meta_day_zero", R"(mapping A version "1" { valid 2100-02-29 .. 2024-01-00 })",
     R"(1:31 E0109 there is no 2100-02-29; expected a day of the calendar, written YYYY-MM-DD
1:45 E0109 there is no 2024-01-00; expected a day of the calendar, written YYYY-MM-DD
1:45 E0109; expected a day that is not before the first one)"},
    {"meta_range_upside_down", R"(mapping A version "1" { valid 2026-02-01 .. 2026-01-31 })",
     "1:45 E0109; expected a day that is not before the first one"},
};

// Behind `mapping A version "1"` and a line end.
const Case kBrokenDeclarations[] = {
    {"declaration", "4451 -> A", "2:1 E0101 found `4451`; expected `extends` or a declaration"},
    {"declaration_near", R"(tabel t : 1225 <-> x from "f")",
     "2:1 E0101 found `tabel`; expected `extends` or a declaration; did you mean `table`?"},
    {"declaration_after_optional", R"(zone z = "UTC" gab error)",
     "2:16 E0101 found `gab`; expected `gap`, `overlap` or a declaration; did you mean `gap`?"},
    {"import_file", "import a.emap", "2:8 E0101 found `a`; expected the name of a file in quotes"},
    {"edifact_message", R"(edifact "x" {})",
     R"(2:9 E0101 found `"x"`; expected a message identifier, such as CUSREP:D:05B:UN)"},
    {"edifact_short_type", "edifact ORDER:D:96A:UN {}",
     "2:9 E0101 found `ORDER`; expected a message identifier, such as CUSREP:D:05B:UN"},
    {"edifact_colon", "edifact ORDERS D:96A:UN {}",
     "2:15 E0101 found a blank; expected `:` and the next part of the message identifier, as in "
     "CUSREP:D:05B:UN"},
    {"edifact_version", "edifact ORDERS::96A:UN {}",
     "2:16 E0101 found `:`; expected the next part of the message identifier, as in "
     "CUSREP:D:05B:UN"},
    {"edifact_release", "edifact ORDERS:D:a {}",
     "2:18 E0101 found `a`; expected the next part of the message identifier, as in "
     "CUSREP:D:05B:UN"},
    {"edifact_agency", "edifact ORDERS:D:96A {}",
     "2:21 E0101 found a blank; expected `:` and the next part of the message identifier, as in "
     "CUSREP:D:05B:UN"},
    {"edifact_association", "edifact ORDERS:D:96A:UN: {}",
     "2:25 E0101 found a blank; expected the next part of the message identifier, as in "
     "CUSREP:D:05B:UN"},
    {"edifact_body", R"(edifact ORDERS:D:96A:UN
map {})",
     "2:24 E0101 the line ends; expected `{`"},
    {"edifact_twice", R"(edifact ORDERS:D:96A:UN {}
edifact ORDERS:D:96A:UN {})",
     "3:1 E0107 `edifact` or `interchange`; remove one of the two"},
    {"interchange_body", "interchange messages",
     "2:13 E0101 found `messages`; expected `{` and `messages`"},
    {"interchange_message", "interchange { messages gov }",
     "2:24 E0101 found `gov`; expected a message identifier, such as CUSREP:D:05B:UN"},
    {"interchange_comma", "interchange { messages ORDERS:D:96A:UN, x }",
     "2:41 E0101 found `x`; expected a message identifier, such as CUSREP:D:05B:UN"},
    {"interchange_and_edifact", R"(edifact ORDERS:D:96A:UN {}
interchange {})",
     "3:1 E0107 `edifact` or `interchange`; remove one of the two"},
    {"xml_name", "xml {urn:a} {}",
     "2:5 E0101 found `{`; expected the root element, such as {urn:example}Declaration"},
    {"xml_namespace_open", R"(xml {urn:a
Root {})",
     "2:5 E0101 found `{`; expected the root element, such as {urn:example}Declaration"},
    {"xml_body", R"(xml {urn:a}Root
map {})",
     "2:16 E0101 the line ends; expected `{`"},
    {"xml_twice", R"(xml A {}
xml B {})",
     "3:1 E0107 `xml`; remove one of the two"},
    {"xml_label_twice", R"(xml MAI A {}
xml MAI B {})",
     "3:1 E0107 `xml MAI`; remove one of the two"},
    {"prefix_name", R"(xml A { prefix = "x" })",
     "2:16 E0101 found `=`; expected a prefix, such as ds"},
    {"prefix_equal", R"(xml A { prefix ds "x" })",
     R"(2:19 E0101 found `"x"`; expected `=` and a namespace in quotes)"},
    {"prefix_uri", "xml A { prefix ds = x }",
     "2:21 E0101 found `x`; expected a namespace in quotes"},
    {"prefix_twice", R"(xml A { prefix ds = "x" prefix ds = "y" })",
     "2:25 E0107 the prefix `ds`; remove one of the two"},
    {"accept_when", "accept BGM.1225 = 9",
     "2:8 E0101 found `BGM`; expected `when` and a condition"},
    {"accept_condition", R"(accept when
map {})",
     "2:12 E0101 the line ends; expected a condition"},
    {"zone_name", R"(zone = "UTC")",
     "2:6 E0101 found `=`; expected a name for the zone, such as site"},
    {"zone_equal", R"(zone site "UTC")",
     R"(2:11 E0101 found `"UTC"`; expected `=` and a time zone in quotes)"},
    {"zone_text", "zone site = UTC",
     R"(2:13 E0101 found `UTC`; expected a time zone in quotes, such as "Europe/Amsterdam")"},
    {"zone_gap", R"(zone site = "UTC" gap earler)",
     "2:23 E0101 found `earler`; expected `error`, `earlier` or `later`; did you mean `earlier`?"},
    {"zone_overlap", R"(zone site = "UTC" overlap "x")",
     R"(2:27 E0101 found `"x"`; expected `error`, `earlier` or `later`)"},
    {"policy_side", "policy sauce error", "2:8 E0101 found `sauce`; expected `source` or `target`"},
    {"policy_action", "policy source report-all", "2:21 E0101 found `-`; expected a declaration"},
    {"policy_nothing", R"(policy
map {})",
     "2:7 E0101 the line ends; expected `source` or `target`"},
    {"table_name", "table : 1225", "2:7 E0101 found `:`; expected a name for the table"},
    {"table_colon", "table t 1225",
     "2:9 E0101 found `1225`; expected `:` and the element numbers of the key"},
    {"table_key", "table t : code",
     "2:11 E0101 found `code`; expected an element number, such as 8025, or several in "
     "parentheses"},
    {"table_second_key", R"(table t : (1131) <-> x from "f")",
     "2:16 E0101 found `)`; expected `,` and another element number"},
    {"table_tuple_key", R"(table t : (1131, x) <-> x from "f")",
     "2:18 E0101 found `x`; expected an element number, such as 8025"},
    {"table_tuple_end", R"(table t : (1131, 3055 <-> x from "f")",
     "2:23 E0101 found `<->`; expected `)`, or `,` and another element number"},
    {"table_domain", R"(table t : 1131 {1 = } <-> x from "f")",
     "2:19 E0101 found `=`; expected `}` or another code"},
    {"table_arrow", R"(table t : 1131 = x from "f")",
     "2:16 E0101 found `=`; expected an arrow: `<->`, `->` or `<-`"},
    {"table_type", R"(table t : 1131 <-> "x" from "f")",
     R"(2:20 E0101 found `"x"`; expected an XML type, such as xs:token)"},
    {"table_from", R"(table t : 1131 <-> x "f")",
     R"(2:22 E0101 found `"f"`; expected `from` and a file in quotes)"},
    {"table_file", "table t : 1131 <-> x from f.csv",
     "2:27 E0101 found `f`; expected the name of a file in quotes"},
    {"table_else", R"(table t : 1131 <-> x from "f" else drop)",
     "2:36 E0101 found `drop`; expected `error`, `pass` or a value in quotes"},
    {"condition_name", R"(condition C1 "x" = [C2])",
     "2:11 E0101 found `C1`; expected the name of the condition in brackets, such as [C1]"},
    {"condition_bracket", R"(condition [C1 "x" = [C2])",
     "2:14 E0101 found a blank; expected `]` after the name of the condition"},
    {"condition_word", R"(condition [1] "x" = [C2])",
     "2:12 E0101 found `1`; expected the name of a condition, such as C1"},
    {"condition_text", "condition [C1] = [C2]",
     "2:16 E0101 found `=`; expected the condition in words, in quotes"},
    {"condition_equal", R"(condition [C1] "x" [C2])",
     "2:20 E0101 found `[`; expected `=` and a condition"},
    {"condition_expression", R"(condition [C1] "x" =)",
     "2:21 E0101 the file ends; expected a condition"},
    {"external_condition", R"(external [C1] "x")", "2:10 E0101 found `[`; expected `condition`"},
    {"external_name", R"(external condition "x")",
     R"(2:20 E0101 found `"x"`; expected the name of the condition in brackets, such as [C1])"},
    {"external_text", R"(external condition [C1]
map {})",
     "2:24 E0101 the line ends; expected the condition in words, in quotes"},
    {"external_expression", R"(external condition [C1] "x" = [C2])",
     "2:29 E0101 found `=`; expected a declaration"},
    {"fragment_name", "fragment on C507 {}",
     "2:13 E0101 found `C507`; expected `on` and a source path"},
    {"fragment_name_digit", "fragment 304 on C507 {}",
     "2:10 E0101 found `304`; expected a name for the fragment"},
    {"fragment_on", "fragment f C507 {}",
     "2:12 E0101 found `C507`; expected `on` and a source path"},
    {"fragment_path", "fragment f on {}",
     "2:15 E0101 found `{`; expected a source path, such as SG8/TDT[20].C222.8213"},
    {"fragment_body", "fragment f on C507", "2:19 E0101 the file ends; expected `{` and rows"},
    {"map_body", "map ! 4451 -> A", "2:5 E0101 found `!`; expected `{` and rows"},
    {"map_twice", R"(map {}
map {})",
     "3:1 E0107 `map`; remove one of the two"},
    {"map_label_twice", R"(map A {}
map A {})",
     "3:1 E0107 `map A`; remove one of the two"},
    {"override_label", "override means { 4451 -> A }",
     "2:10 E0101 found `means`; expected a label, such as #means/eta"},
    {"override_label_word", "override #1 { 4451 -> A }",
     "2:11 E0101 found `1`; expected a label, such as #means:"},
    {"override_label_path", "override #a/ { 4451 -> A }",
     "2:13 E0101 found a blank; expected a label, such as #means:"},
    {"override_body", "override #a 4451 -> A", "2:13 E0101 found `4451`; expected `{` and rows"},
    {"override_two", "override #a { 4451 -> A 4453 -> B }",
     "2:25 E0110; expected one row, block or rule in `override`; `add in` takes more"},
    {"override_ignore", R"(override #a { ignore 4453 "x" })",
     "2:15 E0110; expected one row, block or rule in `override`; `add in` takes more"},
    {"remove_label", R"(remove "x")",
     R"(2:8 E0101 found `"x"`; expected a label, such as #means/eta)"},
    {"remove_reason", R"(remove #a
map {})",
     "2:10 E0101 the line ends; expected the reason in quotes"},
    {"add_in", "add #a {}", "2:5 E0101 found `#`; expected `in` and a label"},
    {"add_label", "add in a {}", "2:8 E0101 found `a`; expected a label, such as #means/eta"},
    {"add_body", R"(add in #a "x")", R"(2:11 E0101 found `"x"`; expected `{` and rows)"},
    {"example_title", "example {}",
     "2:9 E0101 found `{`; expected the title of the example in quotes"},
    {"example_body", R"(example "t")",
     "2:12 E0101 the file ends; expected `{` and samples, or `rejects`"},
    {"example_rejects", R"(example "t" rejects "x" {})",
     R"(2:21 E0101 found `"x"`; expected the name of the rule, or the code of the fault)"},
    {"example_at", R"(example "t" rejects X-1 at DTM {})",
     "2:28 E0101 found `DTM`; expected a source path in quotes"},
    {"example_item", R"(example "t" { json })",
     "2:15 E0101 found `json`; expected `edifact`, `xml`, `laws` or `}`"},
    {"example_near", R"(example "t" {
edifat
~~~
UNH {
~~~
laws A })",
     "3:1 E0101 found `edifat`; expected `edifact`, `xml`, `laws` or `}`; did you mean `edifact`?"},
    {"example_fence", R"(example "t" { edifact "UNH" })",
     R"(2:23 E0101 found `"UNH"`; expected the sample between two lines that begin with `~~~`)"},
    {"example_fence_line", R"(example "t" { edifact
~~~ UNH
~~~
})",
     "3:1 E0101 found `~~~`; expected the sample between two lines that begin with `~~~`"},
    {"example_fence_not_closed", R"(example "t" { edifact
~~~
UNH
 ~~~
}
map {
)",
     "3:1 E0104; expected a line that begins with `~~~`"},
    {"example_law", R"(example "t" { laws 9 })",
     "2:20 E0101 found `9`; expected the name of a law, such as GetCreate"},
    {"example_laws_comma", R"(example "t" { laws A, })",
     "2:23 E0101 found `}`; expected the name of a law, such as GetCreate"},
    {"example_twice", R"(example "t" { edifact
~~~
a
~~~
edifact
~~~
b
~~~
xml
~~~
~~~
xml
~~~
~~~
})",
     R"(6:1 E0107 `edifact`; remove one of the two
13:1 E0107 `xml`; remove one of the two)"},
    {"stray_brace", R"(map {}
}
zone z = "UTC")",
     "3:1 E0106; remove it, or look for a `}` too many before it"},
    {"stray_braces", R"(}}
})",
     "2:1 E0106; remove it, or look for a `}` too many before it"},
};

// On the third line of such a file, in `map { ... }`.
const Case kBrokenItems[] = {
    {"row", "4451", "3:5 E0101 the line ends; expected an arrow: `<->`, `->` or `<-`"},
    {"row_arrow_slip", "4451 => A",
     "3:6 E0101 found `=>`; expected an arrow: `<->`, `->` or `<-`; write `->`"},
    {"row_arrow_equals", "4451 = A", "3:6 E0101 found `=`; expected an arrow: `<->`, `->` or `<-`"},
    {"row_arrow_unicode", "4451 → A",
     "3:6 E0101 found `→`; expected an arrow: `<->`, `->` or `<-`; write `->`"},
    {"row_left", "R <-> A", "3:3 E0101 found `<->`; expected a source path or `=` and a constant"},
    {"row_left_label", R"(#a: R "x" -> B)",
     R"(3:7 E0101 found `"x"`; expected a source path or `=` and a constant)"},
    {"row_right", "4451 <->",
     "3:9 E0101 the line ends; expected a target path or `=` and a constant"},
    {"row_right_text", R"(4451 -> "x")",
     R"(3:9 E0101 found `"x"`; expected a target path or `=` and a constant)"},
    {"row_constant", "= NOA <-> A",
     "3:3 E0101 found `NOA`; expected a string in quotes or a number"},
    {"row_constant_right", "4451 <-> = NOA",
     "3:12 E0101 found `NOA`; expected a string in quotes or a number"},
    {"row_two_constants", "= 1 <-> = 2",
     "3:11 E0110 a second constant; expected a path on one side of the arrow"},
    {"row_semicolon", "4451 -> A;",
     "3:10 E0101 found `;`; expected a clause, a row, a block or `}`"},
    {"row_word_behind", "4451 -> A wehn [C1]",
     "3:11 E0101 found `wehn`; expected a clause, a row, a block or `}`; did you mean `when`?"},
    {"label_word", "#1: 4451 -> A", "3:2 E0101 found `1`; expected a label, such as #means:"},
    {"label_colon", "#a 4451 -> A", "3:3 E0101 found a blank; expected `:` after the label"},
    {"label_of_rule", R"(#a: rule X error on BGM require [C] say en "x")",
     "3:5 E0101 found `rule`; expected a row or a block after the label"},
    {"step", R"(4451 -> A :
4453 -> B)",
     "3:12 E0101 the line ends; expected the name of a conversion or fragment, such as "
     "text(max=35)"},
    {"step_second", R"(4451 -> A : text | "x")",
     R"(3:20 E0101 found `"x"`; expected the name of a conversion or fragment, such as text(max=35))"},
    {"arguments_empty", "4451 -> A : text()",
     "3:18 E0101 found `)`; expected a string, a number or a name"},
    {"arguments_comma", "4451 -> A : text(max=35,)",
     "3:25 E0101 found `)`; expected a string, a number or a name"},
    {"argument_value", "4451 -> A : text(max=)",
     "3:22 E0101 found `)`; expected a string, a number or a name"},
    {"argument_bar", "4451 -> A : text(max=1|)",
     "3:24 E0101 found `)`; expected a string, a number or a name"},
    {"arguments_end", R"(4451 -> A : text(max=35
4453 -> B)",
     "3:24 E0101 the line ends; expected `)`, or `,` and another argument"},
    {"when", R"(4451 -> A when
4453 -> B)",
     "4:6 E0101 found `->`; expected an operator, a clause, a row, a block or `}`"},
    {"default", "4451 -> A default one",
     "3:19 E0101 found `one`; expected a string in quotes or a number"},
    {"back", "4451 -> A back (", "3:16 E0101 found `(`; expected a string, a number or a name"},
    {"doc", "4451 -> A doc why", "3:15 E0101 found `why`; expected the remark in quotes"},
    {"clauses_twice",
     R"(4451 -> A when [A] when [B] default 1 default 2 back 1 back 2 doc "a" doc "")",
     R"(3:20 E0107 `when`; remove one of the two
3:39 E0107 `default`; remove one of the two
3:56 E0107 `back`; remove one of the two
3:71 E0107 `doc`; remove one of the two)"},
    {"string_not_closed", R"(4451 -> A default "x
4453 -> B)",
     R"(3:19 E0102; expected `"` at the end of the string)"},
    {"string_not_closed_escape", R"(4451 -> A default "x\"
4453 -> B)",
     R"(3:19 E0102; expected `"` at the end of the string)"},
    {"escape", R"(4451 -> A default "a\d")",
     R"(3:21 E0103; expected one of the escapes \" \\ \n \r \t \uXXXX)"},
    {"escape_at_line_end", R"(4451 -> A default "a\
4453 -> B)",
     R"(3:21 E0103; expected one of the escapes \" \\ \n \r \t \uXXXX)"},
    {"escape_hex", R"(4451 -> A default "\u12G4")",
     R"(3:20 E0103; expected one of the escapes \" \\ \n \r \t \uXXXX)"},
    {"escape_nul", R"(4451 -> A default "a\u0000")",
     "3:21 E0103; expected a character; U+0000 and half of a surrogate pair are none"},
    {"escape_half_pair", R"(4451 -> A default "\uD83Dx" doc "\uDEA2")",
     R"(3:20 E0103; expected a character; U+0000 and half of a surrogate pair are none
3:34 E0103; expected a character; U+0000 and half of a surrogate pair are none)"},
    {"path_step", "SG8/tdt -> A",
     "3:5 E0101 found `tdt`; expected a segment group or a segment tag, such as SG8/TDT or DTM"},
    {"path_step_root", "/ -> A",
     "3:2 E0101 found a blank; expected a segment group or a segment tag, such as SG8/TDT or DTM"},
    {"path_lower", "bgm.1225 -> A", "3:1 E0101 found `bgm`; expected a row, a block or `}`"},
    {"path_element", "BGM.code -> A",
     "3:5 E0101 found `code`; expected an element number, such as 3225 or C507, or `*`"},
    {"path_element_short", "BGM.122 -> A",
     "3:5 E0101 found `122`; expected an element number, such as 3225 or C507, or `*`"},
    {"path_element_twice_dot", "BGM..1225 -> A",
     "3:5 E0101 found `.`; expected an element number, such as 3225 or C507, or `*`"},
    {"path_ordinal", "BGM.4440#x -> A",
     "3:10 E0101 found `x`; expected the number of the repetition, or `*` for all of them"},
    {"path_ordinal_zero", "BGM.4440#0 -> A", "3:10 E0108; expected a number from 1 to 999999999"},
    {"path_ordinal_large", "BGM.4440#1000000000 -> A",
     "3:10 E0108; expected a number from 1 to 999999999"},
    {"path_group_zero", "SG0/TDT -> A", "3:1 E0108; expected a number from 1 to 999"},
    {"path_group_large", "SG1000/TDT -> A", "3:1 E0108; expected a number from 1 to 999"},
    {"path_group_huge", "SG99999999999999999999/TDT -> A",
     "3:1 E0108; expected a number from 1 to 999"},
    {"path_predicate", "DTM[] -> A",
     "3:5 E0101 found `]`; expected a code, or an element number with `=` and a code"},
    {"path_predicate_code", "DTM[137|] -> A",
     R"(3:9 E0101 found `]`; expected a code, such as 137 or "A B")"},
    {"path_predicate_comma", "DTM[137,] -> A",
     "3:9 E0101 found `]`; expected a code, or an element number with `=` and a code"},
    {"path_predicate_end", "DTM[137 -> A",
     "3:9 E0101 found `->`; expected `]`, or `|` or `,` and more codes"},
    {"path_predicate_value", "DTM[2005=] -> A",
     R"(3:10 E0101 found `]`; expected a code, such as 137 or "A B")"},
    {"path_tuple_comma", "BGM.(1004) -> A",
     "3:10 E0101 found `)`; expected `,` and another element number"},
    {"path_tuple_element", "BGM.(1004,x) -> A",
     "3:11 E0101 found `x`; expected an element number, such as 3225 or C507"},
    {"path_tuple_end", "BGM.(1004,1225 -> A",
     "3:16 E0101 found `->`; expected `)`, or `,` and another element number"},
    {"path_tuple_first", "(x,1004) -> A",
     "3:2 E0101 found `x`; expected an element number, such as 3225 or C507"},
    {"target_step", "4451 -> A/",
     "3:11 E0101 the line ends; expected the name of an XML element or, with `@`, of an attribute"},
    {"target_up", "4451 -> ../",
     "3:12 E0101 the line ends; expected the name of an XML element or, with `@`, of an attribute"},
    {"target_digit", "4451 -> 9",
     "3:9 E0101 found `9`; expected a target path or `=` and a constant"},
    {"block_near", "eech 0..9 FTX <-> A {}",
     "3:1 E0101 found `eech`; expected a row, a block or `}`; did you mean `each`?"},
    {"block_source", "one <-> A {}",
     "3:5 E0101 found `<->`; expected a source path, such as SG8/TDT[20].C222.8213"},
    {"block_range", "each 0 FTX <-> A {}",
     "3:8 E0101 found `FTX`; expected `..` after the least number"},
    {"block_range_upside_down", "each 9..2 FTX <-> A {}",
     "3:1 E0108; expected the lesser number before the greater one"},
    {"block_range_zero", "each 0..0 FTX <-> A {}",
     "3:9 E0108; expected a number from 1 to 999999999"},
    {"block_range_large", "each 0..9999999999 FTX <-> A {}",
     "3:9 E0108; expected a number from 1 to 999999999"},
    {"block_arrow", "one FTX A {}", "3:9 E0101 found `A`; expected an arrow: `<->`, `->` or `<-`"},
    {"block_target", "one FTX <-> {}",
     "3:13 E0101 found `{`; expected a target path, such as BorderTransportMeans/ID"},
    {"block_body", R"(one FTX <-> A
4451 -> B)",
     "3:14 E0101 the line ends; expected `{` and rows, `:` and a fragment, or `when`"},
    {"block_when", "one FTX <-> A when {}", "3:20 E0101 found `{`; expected a condition"},
    {"block_fragment", R"(one FTX <-> A : "x")",
     R"(3:17 E0101 found `"x"`; expected the name of a fragment)"},
    {"block_not_closed", R"(one FTX <-> A {
4451 -> B)",
     "2:5 E0105; expected `}`; the file ends before it"},
    {"part_card", "part NL.MAI", "3:6 E0101 found `NL`; expected `one`, `opt` or `each`"},
    {"part_name", R"(part one "x")",
     R"(3:10 E0101 found `"x"`; expected the name of a mapping, such as NL.MAI)"},
    {"part_second", "part each NL.MAI | 9",
     "3:20 E0101 found `9`; expected the name of a mapping, such as NL.MAI"},
    {"ignore_path", R"(ignore "x")",
     R"(3:8 E0101 found `"x"`; expected a source path or a pattern such as **.1131)"},
    {"ignore_comma", R"(ignore 4451, "x")",
     R"(3:14 E0101 found `"x"`; expected a source path or a pattern such as **.1131)"},
    {"ignore_reason", R"(ignore 4451
4453 -> B)",
     "3:12 E0101 the line ends; expected the reason in quotes"},
    {"ignore_wildcard", R"(ignore **.x "x")",
     "3:8 E0101 found `**`; expected a source path or a pattern such as **.1131"},
    {"forbid_path", R"(forbid all "x")",
     "3:8 E0101 found `all`; expected a source path or a pattern such as **.1131"},
    {"forbid_reason", "forbid 4451 because",
     "3:13 E0101 found `because`; expected the reason in quotes"},
    {"rest_kind", R"(rest "x")", R"(3:6 E0101 found `"x"`; expected `ignore` or `forbid`)"},
    {"rest_reason", R"(rest forbid
4451 -> B)",
     "3:12 E0101 the line ends; expected the reason in quotes"},
    {"rule_name", R"(rule 1 error on BGM require [C] say en "x")",
     "3:6 E0101 found `1`; expected the name of the rule, such as NOA-R01"},
    {"rule_severity", R"(rule X fatal on BGM require [C] say en "x")",
     "3:8 E0101 found `fatal`; expected `error`, `warning` or `info`"},
    {"rule_severity_near", R"(rule X waring on BGM require [C] say en "x")",
     "3:8 E0101 found `waring`; expected `error`, `warning` or `info`; did you mean `warning`?"},
    {"rule_on", R"(rule X error BGM require [C] say en "x")",
     "3:14 E0101 found `BGM`; expected `on` and a source path"},
    {"rule_path", R"(rule X error on require [C] say en "x")",
     "3:17 E0101 found `require`; expected a source path, such as SG8/TDT[20].C222.8213"},
    {"rule_require", R"(rule X error on BGM [C] say en "x")",
     "3:21 E0101 found `[`; expected `require` and a condition"},
    {"rule_require_near", R"(rule X error on BGM when [C] requires [C] say en "x")",
     "3:30 E0101 found `requires`; expected `require` and a condition; did you mean `require`?"},
    {"rule_condition", R"(rule X error on BGM require say en "x")",
     "3:29 E0101 found `say`; expected a condition"},
    {"rule_say", R"(rule X error on BGM require [C]
4451 -> B)",
     "3:32 E0101 the line ends; expected `say`, a language and the message in quotes"},
    {"rule_language", R"(rule X error on BGM require [C] say "x")",
     R"(3:37 E0101 found `"x"`; expected a language, such as en)"},
    {"rule_text", R"(rule X error on BGM require [C] say en
4451 -> B)",
     "3:39 E0101 the line ends; expected the message in quotes"},
    {"rule_respond", R"(rule X error on BGM require [C] say en "x" respond = "B")",
     "3:52 E0101 found `=`; expected the segment of the answer, such as ERC"},
    {"rule_respond_equal", R"(rule X error on BGM require [C] say en "x" respond ERC "B")",
     R"(3:56 E0101 found `"B"`; expected `=` and a code in quotes)"},
    {"rule_respond_code", R"(rule X error on BGM require [C] say en "x" respond ERC = 12)",
     "3:58 E0101 found `12`; expected a code in quotes"},
};

// Behind `accept when`, on the second line.
const Case kBrokenConditions[] = {
    {"expression", "", "2:12 E0101 the file ends; expected a condition"},
    {"expression_and", "[A] and", "2:20 E0101 the file ends; expected a condition"},
    {"expression_or", "[A] or or", "2:20 E0101 found `or`; expected a condition"},
    {"expression_xor", "[A] xor map", "2:21 E0101 found `map`; expected a condition"},
    {"expression_not", "not", "2:16 E0101 the file ends; expected a condition"},
    {"expression_condition", "[A",
     "2:15 E0101 the file ends; expected `]` after the name of the condition"},
    {"expression_condition_name", "[9]",
     "2:14 E0101 found `9`; expected the name of a condition, such as C1"},
    {"expression_condition_compared", "[A] = 1",
     "2:17 E0101 found `=`; expected an operator or a declaration"},
    {"expression_compare", "BGM.1225 = = 9",
     "2:24 E0101 found `=`; expected a value: a source path, a string, a number, `value` or a "
     "function"},
    {"expression_string", "BGM.1225 = \"9\nmap {}",
     "2:24 E0102; expected `\"` at the end of the string"},
    {"expression_escape", "BGM.1225 = \"\\9\"",
     R"(2:25 E0103; expected one of the escapes \" \\ \n \r \t \uXXXX)"},
    {"expression_chain", "BGM.1225 = 9 = 8",
     "2:26 E0101 found `=`; expected an operator or a declaration"},
    {"expression_in", "BGM.1225 in 9",
     "2:25 E0101 found `9`; expected codes in braces, such as {1 4 5}, or the name of a table"},
    {"expression_in_empty", "BGM.1225 in {}",
     R"(2:26 E0101 found `}`; expected a code, such as 9 or "A B")"},
    {"expression_in_end", "BGM.1225 in {1 4",
     "2:29 E0101 the file ends; expected `}` or another code"},
    {"expression_in_item", "BGM.1225 in {1 . 4}",
     "2:28 E0101 found `.`; expected `}` or another code"},
    {"expression_matches", "BGM.1225 matches ^x",
     "2:30 E0101 found `^`; expected a regular expression in quotes"},
    {"expression_is", "BGM.1225 is there",
     "2:25 E0101 found `there`; expected `present` or `absent`"},
    {"expression_is_near", "BGM.1225 is preset",
     "2:25 E0101 found `preset`; expected `present` or `absent`; did you mean `present`?"},
    {"expression_sum", "1 + > 2",
     "2:17 E0101 found `>`; expected a value: a source path, a string, a number, `value` or a "
     "function"},
    {"expression_any_path", "any (1 = 1)",
     "2:18 E0101 found `1`; expected an element number, such as 3225 or C507"},
    {"expression_satisfy", "any QTY (6060 > 0)",
     "2:21 E0101 found `(`; expected `satisfy` and a condition in parentheses"},
    {"expression_satisfy_near", "any QTY satisfies (6060 > 0)",
     "2:21 E0101 found `satisfies`; expected `satisfy` and a condition in parentheses"},
    {"expression_satisfy_open", "any QTY satisfy 6060 > 0",
     "2:29 E0101 found `6060`; expected `(` and the condition to satisfy"},
    {"expression_satisfy_body", "all QTY satisfy ()", "2:30 E0101 found `)`; expected a condition"},
    {"expression_satisfy_close", "all QTY satisfy (6060 > 0",
     "2:38 E0101 the file ends; expected `)`"},
    {"expression_function", "count(LOC",
     "2:22 E0101 the file ends; expected `)`, or `,` and another argument"},
    {"expression_function_comma", "count(LOC,)", "2:23 E0101 found `)`; expected a condition"},
    {"expression_group", "([A] or [B]", "2:24 E0101 the file ends; expected `)`"},
    {"expression_group_empty", "()", "2:14 E0101 found `)`; expected a condition"},
    {"expression_operator_near", "[A] adn [B]",
     "2:17 E0101 found `adn`; expected an operator or a declaration; did you mean `and`?"},
};

class Broken : public testing::TestWithParam<Case> {};

TEST_P(Broken, IsTold) { EXPECT_EQ(parsed(GetParam().text).faults, GetParam().want); }

template <std::size_t N>
std::vector<Case> inside(const std::string& before, const Case (&rows)[N],
                         const std::string& behind) {
  std::vector<Case> out;
  for (const Case& row : rows) out.push_back({row.name, before + row.text + behind, row.want});
  return out;
}
INSTANTIATE_TEST_SUITE_P(Files, Broken, testing::ValuesIn(kBrokenFiles), name_of);
INSTANTIATE_TEST_SUITE_P(Declarations, Broken,
                         testing::ValuesIn(inside(kHead, kBrokenDeclarations, "")), name_of);
INSTANTIATE_TEST_SUITE_P(Items, Broken,
                         testing::ValuesIn(inside(kHead + "map {\n", kBrokenItems, "\n}")),
                         name_of);
INSTANTIATE_TEST_SUITE_P(Conditions, Broken,
                         testing::ValuesIn(inside(kHead + "accept when ", kBrokenConditions, "")),
                         name_of);

// --- going on
// ----------------------------------------------------------------------------------------

TEST(Recovery, ReportsThreeFaultsAndKeepsTheRest) {
  const Parsed got = parsed(R"(mapping A version "1" { title }
zone site "UTC"
map {
  R 4451 => A
  R 4453 <-> B
}
)");
  EXPECT_EQ(got.faults,
            "1:31 E0101 found `}`; expected a string, a name, a number or dates\n"
            "2:11 E0101 found `\"UTC\"`; expected `=` and a time zone in quotes\n"
            "4:10 E0101 found `=>`; expected an arrow: `<->`, `->` or `<-`; write `->`");
  EXPECT_EQ(got.picture, "mapping A 1\nmap {R 4453 <-> B}");
}

TEST(Recovery, GoesOnBehindABrokenHead) {
  const Parsed got = parsed("mapping 1 {\n title \"x\"\n}\nzone z = UTC\nmap { 4451 -> A }\n");
  EXPECT_EQ(got.faults,
            "1:9 E0101 found `1`; expected the name of a mapping, such as NL.MAI\n"
            "4:10 E0101 found `UTC`; expected a time zone in quotes, such as \"Europe/Amsterdam\"");
  EXPECT_EQ(got.picture, "mapping  \nmap {4451 -> A}");
}

TEST(Recovery, ReadsOnInTheBodyOfABrokenBlock) {
  const Parsed got = parsed(kHead + R"(map {
  each 0..9 FTX => Info {    // the arrow
    R 4451 <-> Code : text(max=35
    R 4453 <-> Other
    one C107 <-> X { R 4441 -> }
  }
  R 1225 <-> Function
}
)");
  EXPECT_EQ(got.faults,
            "3:17 E0101 found `=>`; expected an arrow: `<->`, `->` or `<-`; write `->`\n"
            "4:34 E0101 the line ends; expected `)`, or `,` and another argument\n"
            "6:32 E0101 found `}`; expected a target path or `=` and a constant");
  // What stands in a block that is not understood belongs nowhere.
  EXPECT_EQ(got.picture, "mapping A 1\nmap {R 1225 <-> Function}");
}

TEST(Recovery, ReadsOnBehindABraceOnItsOwnLine) {
  const Parsed got =
      parsed(kHead + "map {\n  eech FTX <-> X\n  {\n    R 4451 = A\n  }\n  R 1225 <-> B\n}\n");
  EXPECT_EQ(got.faults,
            "3:3 E0101 found `eech`; expected a row, a block or `}`; did you mean `each`?\n"
            "5:12 E0101 found `=`; expected an arrow: `<->`, `->` or `<-`");
  EXPECT_EQ(got.picture, "mapping A 1\nmap {R 1225 <-> B}");
}

TEST(Recovery, SkipsTheRestOfARuleOverLines) {
  const Parsed got = parsed(kHead + R"(map {
  rule X-1 eror on BGM.1225 when BGM.1225 in {1 4}
    require BGM.1225 = "9"
    say en "an arrow -> in { a string"
    respond ERC = "B1"
  R 4451 <-> A when BGM.1225 in {1 4 ;
  R 4453 <-> B
}
)");
  EXPECT_EQ(
      got.faults,
      "3:12 E0101 found `eror`; expected `error`, `warning` or `info`; did you mean `error`?\n"
      "7:38 E0101 found `;`; expected `}` or another code");
  EXPECT_EQ(got.picture, "mapping A 1\nmap {R 4453 <-> B}");
}

TEST(Recovery, AForgottenBraceEndsAtTheNextDeclaration) {
  const Parsed got = parsed(kHead + R"(map {
  one DTM <-> A {
    R 4451 <-> B
}
fragment f on C507 { R . <-> X }
example "t" {
  laws A
table t : 1131 <-> x from "f"
)");
  EXPECT_EQ(got.faults,
            "2:5 E0105; expected `}`; line 6 begins a new declaration: put `}` before it\n"
            "7:13 E0105; expected `}`; line 9 begins a new declaration: put `}` before it");
  EXPECT_EQ(got.picture,
            "mapping A 1\ntable t : 1131 <-> x from f\nfragment f on C507 {R . <-> X}\n"
            "map {one 1..1 DTM <-> A {R 4451 <-> B}}\nexample \"t\" edifact \"\" xml \"\" laws A");
}

TEST(Recovery, SkipsTheBodyOfAnUnknownDeclaration) {
  const Parsed got = parsed(kHead + "mpa {\n  R 4451 => A\n  R 4453 => B\n}\nzone z \"UTC\"\n");
  EXPECT_EQ(got.faults,
            "2:1 E0101 found `mpa`; expected `extends` or a declaration; did you mean `map`?\n"
            "6:8 E0101 found `\"UTC\"`; expected `=` and a time zone in quotes");
}

TEST(Recovery, ReadsTheBodyOfABrokenMapOrFragment) {
  const Parsed got =
      parsed(kHead + "fragment 3 on C507 {\n  R 4451 => A\n}\nmap 3 {\n  R 4451 => A\n}\n");
  EXPECT_EQ(got.faults,
            "2:10 E0101 found `3`; expected a name for the fragment\n"
            "3:10 E0101 found `=>`; expected an arrow: `<->`, `->` or `<-`; write `->`\n"
            "5:5 E0101 found `3`; expected `{` and rows\n"
            "6:10 E0101 found `=>`; expected an arrow: `<->`, `->` or `<-`; write `->`");
}

TEST(Recovery, ASampleIsNoPlaceToGoOn) {
  const Parsed got = parsed(
      kHead + "example \"t\" {\n  edifat\n~~~\nmap {\nzone\n~~~\n  laws A\n}\nmap { 4451 -> A }\n");
  EXPECT_EQ(got.faults,
            "3:3 E0101 found `edifat`; expected `edifact`, `xml`, `laws` or `}`; did you mean "
            "`edifact`?");
  EXPECT_EQ(got.picture,
            "mapping A 1\nmap {4451 -> A}\nexample \"t\" edifact \"\" xml \"\" laws A");
}

TEST(Recovery, ANamespaceIsNoBrace) {
  const Parsed got =
      parsed(kHead + "xml MAI {http://example.org/a}9 {\n  schema \"x\"\n}\nmap { 4451 -> A }\n");
  EXPECT_EQ(got.faults,
            "2:9 E0101 found `{`; expected the root element, such as {urn:example}Declaration");
  EXPECT_EQ(got.picture, "mapping A 1\nmap {4451 -> A}");
}

TEST(Recovery, AnOverrideKeepsItsFaultsToItself) {
  const Parsed got =
      parsed(kHead + "override #a {\n  R 4451 => A\n}\nadd in #b { R 4451 <-> A\n R 4453 = B }\n");
  EXPECT_EQ(got.faults,
            "3:10 E0101 found `=>`; expected an arrow: `<->`, `->` or `<-`; write `->`\n"
            "6:9 E0101 found `=`; expected an arrow: `<->`, `->` or `<-`");
  EXPECT_EQ(got.picture, "mapping A 1\noverride #a {}\nadd #b {R 4451 <-> A}");
}

TEST(Recovery, GivesUpAfterAHundredFaults) {
  const auto faults_of = [](std::size_t count) {
    Source source("case", kHead + "map {\n" + repeated("R 4451 => A\n", count) + "}\n");
    Diagnostics faults;
    (void)parse(source, faults);
    return faults;
  };
  const Diagnostics hundred = faults_of(100);
  EXPECT_EQ(hundred.all().size(), 100U);
  EXPECT_EQ(hundred.all().back().fault, Fault::emap_syntax);
  const Diagnostics more = faults_of(101);
  EXPECT_EQ(more.all().size(), 101U);
  EXPECT_EQ(more.all().back().fault, Fault::emap_faults);
  EXPECT_EQ(more.all().back().file, "case");
}

// --- limits and the characters of a file
// ---------------------------------------------------------------

TEST(Limits, SixtyFourBlocksNest) {
  // The braces of `map` are the first.
  const auto blocks = [](std::size_t count) {
    return parsed(kHead + "map {" + repeated("one ABC <-> X {\n", count) + " 4451 -> A " +
                  repeated("}", count) + "}\nzone z UTC");
  };
  EXPECT_EQ(blocks(63).faults, "66:8 E0101 found `UTC`; expected `=` and a time zone in quotes");
  EXPECT_EQ(blocks(64).faults,
            "65:15 E0111; expected at most 64 levels of blocks\n"
            "67:8 E0101 found `UTC`; expected `=` and a time zone in quotes");
  EXPECT_EQ(blocks(20000).faults,
            "65:15 E0111; expected at most 64 levels of blocks\n"
            "20003:8 E0101 found `UTC`; expected `=` and a time zone in quotes");
}

TEST(Limits, BracesNobodyCloses) {
  const Parsed got = parsed(kHead + "map " + repeated("{", 100000));
  EXPECT_NE(got.faults, "");
  EXPECT_LT(got.faults.size(), 20000U);
}

TEST(Limits, SixtyFourConditionsNest) {
  const auto nested = [](const char* open, const char* close, std::size_t count) {
    return parsed(kHead + "accept when " + repeated(open, count) + "[A]" + repeated(close, count))
        .faults;
  };
  EXPECT_EQ(nested("(", ")", 64), "");
  EXPECT_EQ(nested("(", ")", 65), "2:78 E0111; expected at most 64 levels of conditions");
  EXPECT_EQ(nested("not ", "", 64), "");
  EXPECT_EQ(nested("not ", "", 65), "2:273 E0111; expected at most 64 levels of conditions");
  EXPECT_EQ(nested("f(", ")", 64), "");
  EXPECT_EQ(nested("f(", ")", 100000), "2:143 E0111; expected at most 64 levels of conditions");
  EXPECT_EQ(nested("any A01 satisfy (", ")", 0), "");
  EXPECT_EQ(nested("any ABC satisfy (", ")", 65),
            "2:1118 E0111; expected at most 64 levels of conditions");
}

TEST(Limits, SixtyFourTermsInASum) {
  EXPECT_EQ(parsed(kHead + "accept when 1" + repeated(" + 1", 63) + " = 64").faults, "");
  EXPECT_EQ(parsed(kHead + "accept when 1" + repeated(" + 1", 64) + " = 65").faults,
            "2:13 E0111; expected at most 64 terms in a sum");
  EXPECT_EQ(parsed(kHead + "accept when [A]" + repeated(" or [A]", 1000)).faults, "");
}

TEST(Limits, OneMebibyteIsRead) {
  const std::string row = "4451 -> A // " + std::string(1000, 'x') + '\n';
  std::string text = kHead + "map {\n" + repeated(row, 1030) + "}\n";
  text += std::string(1024 * 1024 - text.size(), ' ');
  EXPECT_EQ(parsed(text).faults, "");
  const Parsed longer = parsed(text + ' ');
  EXPECT_EQ(longer.faults, "0:0 E0114; expected at most 1048576 bytes");
  EXPECT_EQ(longer.picture, "mapping  ");
}

const Case kCharacters[] = {
    {"latin_1", kHead + "// caf\xE9\nmap { R 4451 => \xE9 }", "2:7 E0112; save the file as UTF-8"},
    {"utf_16", std::string("\xFF\xFEm\0a\0", 6), "1:1 E0112; save the file as UTF-8"},
    {"overlong", kHead + "// \xC0\xAF", "2:4 E0112; save the file as UTF-8"},
    {"surrogate", kHead + "// \xED\xA0\x80", "2:4 E0112; save the file as UTF-8"},
    {"cut_off", kHead + "// \xE2\x82", "2:4 E0112; save the file as UTF-8"},
    {"nul", kHead + std::string("//\0\n\0", 5),
     "2:3 E0113 a NUL byte; remove it\n3:1 E0113 a NUL byte; remove it"},
    {"right_to_left_override", kHead + "ignore GEI \"a\u202Eb\"",
     "2:14 E0113 a mark that changes the direction of the text; remove it"},
    {"isolate_in_a_comment", kHead + "// \u2066",
     "2:4 E0113 a mark that changes the direction of the text; remove it"},
    {"arabic_letter_mark", kHead + "// \u061C",
     "2:4 E0113 a mark that changes the direction of the text; remove it"},
    {"right_to_left_mark", kHead + "// \u200F",
     "2:4 E0113 a mark that changes the direction of the text; remove it"},
    {"letters_are_text_in_strings_and_comments_alone", kHead + "// \u05D0 \u00E9\nmap { é }",
     "3:7 E0101 found `é`; expected a row, a block or `}`"},
    {"control_character", kHead + "map { \x01 }",
     "2:7 E0101 found `\\x01`; expected a row, a block or `}`"},
    {"carriage_return_alone", kHead + "map {\r4451 -> A }", ""},
};
class Characters : public testing::TestWithParam<Case> {};
TEST_P(Characters, AreTold) { EXPECT_EQ(parsed(GetParam().text).faults, GetParam().want); }
INSTANTIATE_TEST_SUITE_P(Parser, Characters, testing::ValuesIn(kCharacters), name_of);

TEST(Characters, AtMostTenAreTold) {
  EXPECT_EQ(parsed(kHead + repeated("// \u202E\n", 11)).faults,
            parsed(kHead + repeated("// \u202E\n", 10)).faults);
}

}  // namespace
}  // namespace sluis::language
