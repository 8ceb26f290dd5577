// Mappings that name what is not there: each fault with its code, place and help.
#include <gtest/gtest.h>

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "sluis/mapping.hpp"
#include "support/convert.hpp"
#include "support/emap.hpp"

namespace sluis {
namespace {

using tests::load;
using tests::Loaded;

std::string with_head(const std::string& declarations, const std::string& body) {
  return "mapping T.MAI version \"1.0.0\"\n"
         "edifact GOVCBR:D:15A:UN:TST01A { directory \"d15a\" }\n"
         "xml {B2SW:MAI:01}Declaration { schema \"xml/sw-01/MAI.xsd\" prefix ds = \"SW:DS:01\" "
         "}\n" +
         declarations + "\nmap {\n" + body + "\n}\n";
}

struct Case {
  const char* name;
  const char* declarations;
  const char* body;       // line 6 of the file
  const char* want;       // code line:column detail
  const char* help = "";  // part of the hint
};
void PrintTo(const Case& row, std::ostream* os) { *os << row.name; }

const Case kCases[] = {
    {"segment", "", "R BMG.1225 <-> FunctionCode",
     "E0201 6:3 BMG is not a segment at this level of GOVCBR D.15A", "did you mean BGM?"},
    {"segment_that_starts_a_group", "", "R NAD[DT].C082.3039 <-> FunctionCode",
     "E0201 6:3 NAD is not a segment at this level of GOVCBR D.15A", "write SG7/NAD"},
    {"segment_below_a_segment", "", "each 1.. RFF[APG] <-> PreviousDocument { R DTM.2005 <-> ID }",
     "E0201 6:44 there are no segments below RFF; write / first for one of the message"},
    {"element", "", "R BGM.1226 <-> FunctionCode", "E0202 6:7 BGM has no element 1226",
     "did you mean 1225?"},
    {"element_of_a_composite", "", "R BGM.1001 <-> FunctionCode",
     "E0202 6:7 BGM has no element 1001", "did you mean C002.1001?"},
    {"component", "", "R BGM.C002.1002 <-> FunctionCode",
     "E0202 6:12 BGM.C002 has no element 1002"},
    {"component_of_an_element", "", "R BGM.1225.1001 <-> FunctionCode",
     "E0202 6:7 only a composite has components"},
    {"ordinal_too_high", "", "R SG7/NAD[DT].C080.3036#9 <-> FunctionCode",
     "E0202 6:20 NAD.C080 has 3036 only 5 times"},
    {"selector_on_another_segment", "",
     "opt SG9/DOC[RFF.C506.1153=ABO] <-> PreviousDocument { R C503.1004 <-> ID }",
     "E0202 6:13 a selector tests DOC only, not RFF", "`when`"},
    {"segment_without_element", "", "R RFF[APG] <-> FunctionCode",
     "E0202 6:3 RFF[APG] is a segment, not a value"},
    {"group", "", "R SG8/CTA[IC].C056.3412 <-> FunctionCode",
     "E0203 6:3 SG8 is not a group at this level of GOVCBR D.15A", "SG8 (CTA) is inside SG7"},
    {"trigger", "", "R SG7/DOC.C503.1004 <-> FunctionCode",
     "E0204 6:7 the trigger segment of SG7 is NAD in GOVCBR D.15A, not DOC", "write SG7/NAD"},
    {"ordinal", "", "R SG7/NAD[DT].C080.3036 <-> FunctionCode",
     "E0205 6:20 3036 stands 5 times in NAD.C080", "write 3036#1"},
    {"qualifier", "", "R DTM[136X].C507.2380 <-> FunctionCode",
     "E0206 6:7 136X is not a code of 2005"},
    {"fragment", "", "each 1.. SG7/NAD[DT] <-> Declarant : parti",
     "E0207 6:38 there is no fragment `parti`"},
    {"condition", "", "D BGM.1225 <-> FunctionCode when [C9]",
     "E0208 6:35 there is no condition `C9`"},
    {"function", "", "R BGM.1225 <-> FunctionCode when cuont(RFF) > 1",
     "E0209 6:34 there is no function `cuont`", "did you mean `count`?"},
    {"function_argument", "", "R BGM.1225 <-> FunctionCode when count(\"x\") > 1",
     "E0209 6:34 count takes one path, outside any/all"},
    {"composite_in_expression", "", "R BGM.1225 <-> FunctionCode when DTM[137].C507 = \"1\"",
     "E0210 6:34 DTM[137].C507 is several values", "time(...)"},
    {"outside_any", "", "R BGM.1225 <-> FunctionCode when any RFF satisfy (/BGM.1225 = \"9\")",
     "E0210 6:51 the body of any/all may read single values of its own segment only"},
    {"pattern", "", "R BGM.1225 <-> FunctionCode when BGM.1225 matches \"[\"", "E0211 6:51 "},
    {"twice", "condition [C1] \"a\" = BGM.1225 = \"1\" condition [C1] \"b\" = BGM.1225 = \"2\"", "",
     "E0212 4:48 `C1` is declared twice"},
    {"fragments_in_a_circle",
     "fragment a on C507 { R . <-> . : b } fragment b on C507 { R . <-> . : a }",
     "R DTM[137].C507 <-> IssueDateTime : a", "E0213 "},
    {"root", "", "", "E0301 "},
    {"prefix", "", "R BGM.1225 <-> xx:FunctionCode", "E0301 6:16 prefix `xx` is not declared"},
    {"child", "", "R BGM.1225 <-> FunctionCod", "E0302 6:16 Declaration has no child `FunctionCod`",
     "did you mean `FunctionCode`?"},
    {"attribute", "", "R BGM.1225 <-> FunctionCode/@code",
     "E0302 6:30 FunctionCode has no attribute `code`"},
    {"above_the_root", "", "R BGM.1225 <-> ../FunctionCode",
     "E0302 6:16 `../` leads above the root element"},
    {"two_rows", "", "R BGM.1225 <-> FunctionCode\nR BGM.C106.1056 <-> FunctionCode",
     "E0305 7:21 FunctionCode has a row already", ":6"},
    {"two_attribute_rows", "",
     "R DTM[137].C507.2380 <-> IssueDateTime/DateTimeString\n= \"304\" <-> "
     "IssueDateTime/DateTimeString/@formatCode\n= \"304\" <-> "
     "IssueDateTime/DateTimeString/@formatCode",
     "E0305 8:13 attribute formatCode has a row already"},
    {"text_into_elements", "", "R BGM.1225 <-> Declarant",
     "E0501 6:16 Declarant holds elements, not text", "fragment or a block"},
    {"tuple", "", "R DTM[137].C507 <-> FunctionCode", "E0502 6:3 DTM[137].C507 is 3 values"},
    {"block_on_element", "", "each BGM.1225 <-> PreviousDocument { }",
     "E0503 6:6 a block goes over segments or groups, not over values"},
    {"code_list_missing", "table t : 1225 <-> xs:string from \"codes/nothing.csv\"", "",
     "E0150 4:35 codes/nothing.csv"},
    {"import_missing", "import \"common/nothing.emap\"", "", "E0150 4:8 common/nothing.emap"},
    {"table", "", "R BGM.1225 <-> FunctionCode : table(nothing)", "E0606 6:31 "},
    {"table_in_expression", "", "R BGM.1225 <-> FunctionCode when BGM.1225 in nothing",
     "E0605 6:46 there is no table `nothing`"},
    {"conversion", "", "R BGM.1225 <-> FunctionCode : dezimal(digits=3)", "E0606 6:31 "},
    {"condition_cycle", "condition [C1] \"a\" = not [C2] condition [C2] \"b\" = not [C1]", "",
     "E0901 4:12 [C1] depends on itself"},
    {"part", "", "part one NL.MAI",
     "E1003 6:1 `part` stands in the `map` block of an interchange mapping"},
};

class BrokenMapping : public testing::TestWithParam<Case> {};

TEST_P(BrokenMapping, IsReported) {
  const Case& row = GetParam();
  std::string text = with_head(row.declarations, row.body);
  if (std::string(row.name) == "root") text.replace(text.find("}Declaration"), 12, "}Declarations");
  const Loaded loaded = load({text});
  ASSERT_FALSE(loaded.faults.all().empty());
  const std::string found = tests::brief(loaded.faults);
  EXPECT_TRUE(found.starts_with(row.want) ||
              found.find(std::string("\n") + row.want) != std::string::npos)
      << "want " << row.want << "\ngot  " << found;
  bool help = std::string(row.help).empty();
  for (const Diagnostic& fault : loaded.faults.all())
    help = help || fault.hint.find(row.help) != std::string::npos;
  EXPECT_TRUE(help) << render_text(loaded.faults);
  EXPECT_TRUE(loaded.mappings->list().empty()) << "a faulty mapping must not run";
}

INSTANTIATE_TEST_SUITE_P(Compiler, BrokenMapping, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

struct FileCase {
  const char* name;
  std::vector<std::string> files;
  std::vector<std::pair<std::string, std::string>> others;
  const char* want;
};
void PrintTo(const FileCase& row, std::ostream* os) { *os << row.name; }

const std::string kMai =
    "edifact GOVCBR:D:15A:UN:TST01A { directory \"d15a\" }\n"
    "xml {B2SW:MAI:01}Declaration { schema \"xml/sw-01/MAI.xsd\" prefix ds = \"SW:DS:01\" }\n"
    "map { R BGM.1225 <-> FunctionCode rest ignore \"x\" }\n";

std::vector<FileCase> file_cases() {
  return {
      {"release",
       {"mapping A version \"1\"\nedifact GOVCBR:D:99Z:UN:X { }\nxml {B2SW:MAI:01}Declaration "
        "{ schema \"xml/sw-01/MAI.xsd\" }\nmap { }\n"},
       {},
       "E0152 2:9 D.99Z"},
      {"message",
       {"mapping A version \"1\"\nedifact GOVXXX:D:15A:UN:X { }\nxml {B2SW:MAI:01}Declaration "
        "{ schema \"xml/sw-01/MAI.xsd\" }\nmap { }\n"},
       {},
       "E0153 2:9 GOVXXX"},
      {"no_edifact", {"mapping A version \"1\"\nmap { }\n"}, {}, "E0151 1:9 "},
      {"no_map",
       {"mapping A version \"1\"\nedifact GOVCBR:D:15A:UN:X { }\nxml {B2SW:MAI:01}Declaration "
        "{ schema \"xml/sw-01/MAI.xsd\" }\n"},
       {},
       "E0151 1:9 there is no `map` block"},
      {"no_schema",
       {"mapping A version \"1\"\nedifact GOVCBR:D:15A:UN:X { }\nxml {u}R { schema "
        "\"xml/none.xsd\" }\nmap { }\n"},
       {},
       "E0150 3:12 xml/none.xsd"},
      {"no_prefix",
       {"mapping A version \"1\"\nedifact GOVCBR:D:15A:UN:X { }\nxml {B2SW:MAI:01}Declaration "
        "{ schema \"xml/sw-01/MAI.xsd\" }\nmap { R DTM[137].C507.2380 <-> "
        "IssueDateTime/DateTimeString }\n"},
       {},
       "E0304 4:46 "},
      {"guards",
       {"mapping A version \"1\"\n" + kMai, "mapping B version \"1\"\n" + kMai},
       {},
       "E1001 2:9 GOVCBR:D:15A:UN:TST01A"},
      {"parent",
       {"mapping A version \"1\" extends Z version \"1.0.x\"\n"},
       {},
       "E0904 1:31 Z 1.0.x"},
      {"label",
       {"mapping A version \"1.0.0\"\n" + kMai,
        "mapping B version \"1.1.0\" extends A version \"1.0.x\"\n"
        "edifact GOVCBR:D:15A:UN:TST02A { directory \"d15a\" }\nremove #nothing \"no\"\n"},
       {},
       "E0902 3:1 #nothing matches nothing in A 1.0.0"},
      {"part_unknown",
       {"mapping B version \"1\"\ninterchange { messages GOVCBR:D:15A:UN }\n"
        "xml {urn:wco:datamodel:SW:B2SW:01}B2SW { schema \"xml/sw-01/B2SW.xsd\" prefix md = "
        "\"SW:MD:01\" }\nmap { part one NL.MAJ }\n"},
       {},
       "E1002 4:16 there is no mapping `NL.MAJ`"},
      {"bad_csv",
       {"mapping A version \"1\"\n" + kMai + "table t : 1225 <-> xs:string from \"list.csv\"\n"},
       {{"list.csv", "1225,dir,right,label\n9,?,x,y\n"}},
       "E0601 2:1 "},
  };
}

class BrokenFiles : public testing::TestWithParam<FileCase> {};

TEST_P(BrokenFiles, AreReported) {
  const Loaded loaded = load(GetParam().files, GetParam().others);
  const std::string found = tests::brief(loaded.faults);
  EXPECT_TRUE(found.starts_with(GetParam().want) ||
              found.find(std::string("\n") + GetParam().want) != std::string::npos)
      << "want " << GetParam().want << "\ngot  " << found;
}

INSTANTIATE_TEST_SUITE_P(Compiler, BrokenFiles, testing::ValuesIn(file_cases()),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Compiler, NothingToLoad) {
  Diagnostics faults;
  EXPECT_EQ(Mappings::load({.data = "/nonexistent", .profile = "", .files = {}}, faults), nullptr);
}

// A fault inside a fragment names the place of use, too.
TEST(Compiler, FragmentsShowBothPlaces) {
  const Loaded loaded = load({with_head("fragment when on C507 { R 9999 <-> DateTimeString }",
                                        "R DTM[137].C507 <-> IssueDateTime : when")});
  ASSERT_EQ(tests::brief(loaded.faults), "E0202 4:27 DTM.C507 has no element 9999\n");
  ASSERT_EQ(loaded.faults.all()[0].notes.size(), 1U);
  EXPECT_EQ(loaded.faults.all()[0].notes[0].text, "used here as `when`");
  EXPECT_EQ(loaded.faults.all()[0].notes[0].position.line, 6U);
}

// Versions: rows of the parent are replaced, removed and added by label.
TEST(Compiler, Extends) {
  const std::string parent =
      "mapping A version \"1.0.2\"\n"
      "edifact GOVCBR:D:15A:UN:TST01A { directory \"d15a\" }\n"
      "xml {B2SW:MAI:01}Declaration { schema \"xml/sw-01/MAI.xsd\" prefix ds = \"SW:DS:01\" }\n"
      "map { #function: R BGM.1225 <-> FunctionCode\n"
      "      #version:  R BGM.C106.1056 <-> VersionID\n"
      "      #party: one SG7/NAD[DT] <-> Declarant { R C082.3039 <-> ID }\n"
      "      rest ignore \"x\" }\n";
  const std::string child =
      "mapping B version \"1.1.0\" extends A version \"1.0.x\"\n"
      "edifact GOVCBR:D:15A:UN:TST02A { directory \"d15a\" }\n"
      "override #function { R BGM.C002.1001 <-> FunctionCode }\n"
      "remove #version \"gone\"\n"
      "add in #party { R C080.3036#1 <-> Name }\n";
  Loaded loaded = load({parent, child});
  ASSERT_EQ(render_text(loaded.faults), "");
  Converter::Options options;
  options.judge = false;
  options.indent = false;
  const auto outcome = tests::convert(
      loaded.mappings,
      "UNB+UNOC:3+S+R+260101:0900+1'UNH+1+GOVCBR:D:15A:UN:TST02A'BGM+MAI:M50:ZZZ+:1+9'NAD+DT+X++"
      "NAME'UNS+D'HYN+3'UNS+S'UNT+7+1'UNZ+1+1'",
      options);
  ASSERT_EQ(render_text(outcome.faults), "");
  ASSERT_EQ(outcome.documents.size(), 1U);
  EXPECT_NE(outcome.documents[0].xml.find("<FunctionCode>MAI</FunctionCode><Declarant><Name>NAME"
                                          "</Name><ID>X</ID></Declarant>"),
            std::string::npos)
      << outcome.documents[0].xml;
}

}  // namespace
}  // namespace sluis
