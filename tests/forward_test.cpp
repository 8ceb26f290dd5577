// The forward run under pressure: what is held, what is written ahead, and that neither shows.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <ostream>
#include <string>

#include "bench/interchanges.hpp"
#include "sluis/converter.hpp"
#include "support/convert.hpp"
#include "support/emap.hpp"

namespace sluis {
namespace {

std::shared_ptr<const Mappings> manifests() {
  static const auto kMappings = [] {
    Diagnostics faults;
    auto loaded = Mappings::load({.data = SLUIS_SOURCE_DIR,
                                  .profile = "",
                                  .files = {SLUIS_SOURCE_DIR "/tests/data/large/streamed.emap",
                                            SLUIS_SOURCE_DIR "/tests/data/large/held.emap"}},
                                 faults);
    EXPECT_EQ(render_text(faults), "");
    return loaded;
  }();
  return kMappings;
}

constexpr std::size_t kBytes = 300'000;

tests::Outcome run(const std::string& input, std::size_t held_bytes) {
  Converter::Options options;
  options.held_bytes = held_bytes;
  return tests::convert(manifests(), input, options);
}

// Written as it comes, or held whole, or written ahead: the same document but for the total's
// place.
TEST(Hold, GivesTheSameDocument) {
  const std::string streamed = bench::manifest(kBytes, "BIG01A");
  const std::string held = bench::manifest(kBytes, "BIG01B");
  const auto whole = run(held, std::size_t{1} << 30U);
  ASSERT_EQ(render_text(whole.faults), "");
  ASSERT_EQ(whole.documents.size(), 1U);
  const std::string& document = whole.documents[0].xml;
  EXPECT_GT(document.size(), kBytes);
  EXPECT_LT(document.find("<TotalBefore>123456.5</TotalBefore>"), document.find("<Consignment>"));

  for (const std::size_t limit : {std::size_t{0}, std::size_t{1000}, std::size_t{100'000}}) {
    const auto ahead = run(held, limit);
    ASSERT_EQ(render_text(ahead.faults), "") << limit;
    EXPECT_TRUE(ahead.documents[0].xml == document) << limit;
    const auto flowing = run(streamed, limit);
    ASSERT_EQ(render_text(flowing.faults), "") << limit;
    const std::string& other = flowing.documents[0].xml;
    const std::size_t from = document.find("  <Consignment>");
    const std::size_t to = document.rfind("</Consignment>");
    EXPECT_EQ(document.substr(from, to - from),
              other.substr(other.find("  <Consignment>"), to - from))
        << limit;
    EXPECT_GT(other.find("<TotalAfter>"), other.rfind("</Consignment>"));
  }
}

// The trail survives being written ahead: a fault that only the schema finds is shown at its
// source.
TEST(Hold, KeepsTheTrail) {
  std::string input = bench::manifest(kBytes, "BIG01B");
  const std::size_t at = input.find("FTX+AAA+++", kBytes / 2) + 10;
  input.insert(at, std::string(101, 'X'));
  const std::uint64_t line =
      1 + static_cast<std::uint64_t>(
              std::count(input.begin(), input.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  for (const std::size_t limit : {std::size_t{0}, std::size_t{1} << 30U}) {
    const auto outcome = run(input, limit);
    ASSERT_EQ(outcome.faults.all().size(), 1U) << render_text(outcome.faults);
    const Diagnostic& fault = outcome.faults.all()[0];
    EXPECT_EQ(fault_row(fault.fault).code, "E6102");
    EXPECT_EQ(fault.where.begin, at);
    EXPECT_EQ(fault.position.line, line);
    EXPECT_EQ(fault.mapping.file, "tests/data/large/body.emap");
    EXPECT_NE(fault.xml.find("/Description"), std::string::npos) << fault.xml;
  }
}

// Bounds of the schema are counted though Xerces does not see them.
TEST(Bounds, AreCounted) {
  std::string input =
      "UNB+UNOC:3+S+R+260101:0900+1'UNH+1+GOVCBR:D:15A:UN:BIG01A'BGM+BIG:M50:ZZZ+:1+9'UNS+D'HYN+3'";
  for (int i = 1; i <= 10'000; ++i) input += "CNI+" + std::to_string(i) + "'";
  input += "UNS+S'UNT+10006+1'UNZ+1+1'";
  const auto outcome = run(input, 0);
  EXPECT_TRUE(outcome.documents.empty());
  bool found = false;
  for (const Diagnostic& fault : outcome.faults.all())
    found = found || fault_row(fault.fault).code == "E4107";  // the directory's own bound is 9999
  EXPECT_TRUE(found) << render_text(outcome.faults);
}

struct Case {
  const char* name;
  const char* segments;  // behind BGM
  const char* want;      // brief faults
};
void PrintTo(const Case& row, std::ostream* os) { *os << row.name; }

class Faults : public testing::TestWithParam<Case> {};

TEST_P(Faults, AreReported) {
  const std::string input =
      std::string("UNB+UNOC:3+S+R+260101:0900+1'\nUNH+1+GOVCBR:D:15A:UN:BIG01A'\n") +
      "BGM+BIG:M50:ZZZ+:1+9'" + GetParam().segments + "UNT+" +
      std::to_string(3 + std::count(GetParam().segments,
                                    GetParam().segments + std::string(GetParam().segments).size(),
                                    '\'')) +
      "+1'UNZ+1+1'";
  const auto outcome = run(input, 0);
  EXPECT_EQ(tests::brief(outcome.faults), GetParam().want) << render_text(outcome.faults);
}

constexpr Case kCases[] = {
    {"no_consignment", "UNS+D'HYN+3'UNS+S'", "E5102 2:1 SG150/CNI\n"},
    {"value_missing_in_a_block", "UNS+D'HYN+3'CNI+1'SEQ++1'UNS+S'",
     "E5101 3:40 SG205/MEA[AAE, C502.6313=AAB].C174.6314\n"},
    {"value_twice", "UNS+D'HYN+3'CNI+1'NAD+CN+++A'NAD+CN+++B'UNS+S'",
     "E5104 3:60 SG151/NAD[CN].C080.3036#1\n"},
    {"segment_not_used", "DTM+137:20260101:102'UNS+D'HYN+3'CNI+1'UNS+S'",
     "E5109 3:22 not used in a test\n"},
    {"value_not_used", "UNS+D'HYN+3'CNI+1'NAD+CN+X++A'UNS+S'", "E5110 3:47 not used in a test\n"},
    {"value_out_of_its_domain", "UNS+D'HYN+3'CNI+1'SEQ++1'MEA+AAE+AAB+KGM:1E3'UNS+S'",
     "E5105 3:63 \"1E3\" is not a number\n"},
};

INSTANTIATE_TEST_SUITE_P(Forward, Faults, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

const std::string kHead =
    "xml {B2SW:MAI:01}Declaration { schema \"xml/sw-01/MAI.xsd\" prefix ds = \"SW:DS:01\" }\n";

std::string message(const std::string& association, const std::string& segments) {
  const auto count = std::count(segments.begin(), segments.end(), '\'') + 2;
  return "UNH+1+GOVCBR:D:15A:UN:" + association + "'" + segments + "UNT+" + std::to_string(count) +
         "+1'";
}

struct MappingCase {
  const char* name;
  const char* declarations;
  const char* rows;
  const char* segments;
  const char* want;
};
void PrintTo(const MappingCase& row, std::ostream* os) { *os << row.name; }

// One message TST01A of these segments, on one line of XML, without a judge.
tests::Outcome run_unjudged(const std::shared_ptr<const Mappings>& mappings,
                            const std::string& segments) {
  Converter::Options options;
  options.judge = false;
  options.indent = false;
  return tests::convert(
      mappings, "UNB+UNOC:3+S+R+260101:0900+1'\n" + message("TST01A", segments) + "UNZ+1+1'",
      options);
}

class Rows : public testing::TestWithParam<MappingCase> {};

// Small mappings, run without a judge.
TEST_P(Rows, Run) {
  const MappingCase& row = GetParam();
  const auto loaded = tests::load(
      {"mapping T version \"1\"\nedifact GOVCBR:D:15A:UN:TST01A { directory \"d15a\" }\n" + kHead +
       row.declarations + "\nmap {\n" + row.rows + "\nignore UNS, HYN \"fixed\"\n}\n"},
      {{"codes.csv", "# complete: no\n1225,dir,right,label\n9,=,NEW,new\n"}});
  ASSERT_EQ(render_text(loaded.faults), "");
  const auto outcome = run_unjudged(loaded.mappings, row.segments);
  std::string got = tests::brief(outcome.faults);
  if (!outcome.documents.empty()) {
    std::string xml = outcome.documents[0].xml;
    xml.erase(0, xml.find("<Declaration"));
    xml.erase(0, xml.find('>') + 1);
    got += xml;
  }
  EXPECT_EQ(got, row.want) << render_text(outcome.faults);
}

#define TAIL "UNS+D'HYN+3'UNS+S'"
constexpr MappingCase kRows[] = {
    {"accepts_only", "accept when BGM.1225 = \"9\"",
     "R BGM.1225 <-> FunctionCode ignore BGM.C002 \"x\"", "BGM+220+:1+5'" TAIL,
     "E5003 2:1 T 1\nE5110 2:39 \n"},
    {"forbidden_value", "", "R BGM.1225 <-> FunctionCode forbid BGM.C106.1056 \"no versions\"",
     "BGM++:1+9'" TAIL, "E5108 2:36 no versions\n"},
    {"forbidden_segment", "", "R BGM.1225 <-> FunctionCode forbid RFF[ABO] \"no references\"",
     "BGM+++9'RFF+ABO:X'" TAIL, "E5108 2:38 no references\n"},
    {"incomplete_list", "table f : 1225 <-> xs:token from \"codes.csv\"",
     "R BGM.1225 <-> FunctionCode : table(f)", "BGM+++5'" TAIL,
     "W5101 2:36 \"5\" is not in the code list f, which is not complete; it is passed on as it is\n"
     "<FunctionCode>5</FunctionCode></Declaration>\n"},
    {"known_code", "table f : 1225 <-> xs:token from \"codes.csv\"",
     "R BGM.1225 <-> FunctionCode : table(f)", "BGM+++9'" TAIL,
     "<FunctionCode>NEW</FunctionCode></Declaration>\n"},
    {"default_for_what_is_absent", "",
     "R BGM.1225 <-> FunctionCode\nBGM.C106.1056 <-> VersionID default \"1\"", "BGM+++9'" TAIL,
     "<FunctionCode>9</FunctionCode><VersionID>1</VersionID></Declaration>\n"},
    {"constants_make_no_wrapper", "",
     "R BGM.1225 <-> FunctionCode\nDTM[137].C507.2380 <-> IssueDateTime/DateTimeString\n"
     "= \"304\" <-> IssueDateTime/DateTimeString/@formatCode",
     "BGM+++9'" TAIL, "<FunctionCode>9</FunctionCode></Declaration>\n"},
    {"schema_order_not_row_order", "",
     "R BGM.C106.1056 <-> VersionID\nR BGM.C002.1001 <-> TypeCode\nR BGM.1225 <-> FunctionCode",
     "BGM+220+:1+9'" TAIL,
     "<FunctionCode>9</FunctionCode><TypeCode>220</TypeCode><VersionID>1</VersionID></"
     "Declaration>\n"},
    {"dependent_present_without_its_condition", "condition [C1] \"change\" = BGM.1225 in {4 5}",
     "R BGM.1225 <-> FunctionCode\nD RFF[APG].C506.1154 <-> FunctionalReferenceID when [C1]",
     "BGM+++9'RFF+APG:X'" TAIL, "E5107 2:46 RFF[APG].C506.1154\n"},
    {"dependent_absent_with_its_condition", "condition [C1] \"change\" = BGM.1225 in {4 5}",
     "R BGM.1225 <-> FunctionCode\nD RFF[APG].C506.1154 <-> FunctionalReferenceID when [C1]",
     "BGM+++5'" TAIL, "E5101 2:1 RFF[APG].C506.1154\n"},
    {"external_condition_decides_nothing", "external condition [E1] \"not in the message\"",
     "R BGM.1225 <-> FunctionCode\nD RFF[APG].C506.1154 <-> FunctionalReferenceID when [E1]",
     "BGM+++5'" TAIL, "<FunctionCode>5</FunctionCode></Declaration>\n"},
    {"any", "",
     "R BGM.1225 <-> FunctionCode ignore RFF \"x\"\nrule R1 error on BGM.1225 require any RFF[APG] "
     "satisfy (C506.1154 = \"B\") say en \"no B, but {value}\"",
     "BGM+++9'RFF+APG:A'RFF+APG:C'" TAIL, "E5201 2:36 R1\n"},
    {"all_of_none", "",
     "R BGM.1225 <-> FunctionCode\nrule R1 error on BGM.1225 require all RFF[APG] "
     "satisfy (C506.1154 = \"B\") say en \"x\"",
     "BGM+++9'" TAIL, "<FunctionCode>9</FunctionCode></Declaration>\n"},
    {"all", "",
     "R BGM.1225 <-> FunctionCode ignore RFF \"x\"\nrule R1 warning on BGM.1225 require all "
     "RFF[APG] "
     "satisfy (C506.1154 = \"B\") say en \"x\"",
     "BGM+++9'RFF+APG:B'RFF+APG:C'" TAIL,
     "E5201 2:36 R1\n<FunctionCode>9</FunctionCode></Declaration>\n"},
    {"first_last_count", "",
     "R BGM.1225 <-> FunctionCode ignore RFF \"x\"\nrule R1 error on RFF[APG].C506.1154 "
     "require first(RFF[APG].C506.1154) = \"A\" and last(RFF[APG].C506.1154) = \"C\" and "
     "count(RFF) = 3 say en \"x\"\nrule R2 error on BGM.1225 require count(RFF) + 1 < 4 say en "
     "\"x\"",
     "BGM+++9'RFF+APG:A'RFF+APG:B'RFF+APG:C'" TAIL, "E5201 2:36 R2\n"},
    {"rest_of_a_block_before_rest_of_the_message", "",
     "R BGM.1225 <-> FunctionCode\nopt SG9/DOC[C002.1001=998] <-> PreviousDocument { R C503.1004 "
     "<-> "
     "ID rest ignore \"x\" }\nrest forbid \"no more\"",
     "BGM+++9'DOC+998+X:1'" TAIL,
     "<FunctionCode>9</FunctionCode><PreviousDocument><ID>X</ID></PreviousDocument></"
     "Declaration>\n"},
    {"rest_of_the_message", "",
     "R BGM.1225 <-> FunctionCode\nopt SG9/DOC[C002.1001=998] <-> PreviousDocument { R C503.1004 "
     "<-> "
     "ID rest ignore \"x\" }\nrest forbid \"no more\"",
     "BGM+++9'DOC+355+X:1'" TAIL, "E5109 2:38 no more\n"},
    {"xor_not_is", "",
     "R BGM.1225 <-> FunctionCode\nrule R1 error on BGM.1225 require not (RFF is present) xor "
     "BGM.1225 is absent say en \"x\"",
     "BGM+++9'" TAIL, "<FunctionCode>9</FunctionCode></Declaration>\n"},
};
#undef TAIL

INSTANTIATE_TEST_SUITE_P(Forward, Rows, testing::ValuesIn(kRows),
                         [](const auto& row) { return std::string(row.param.name); });

// Blocks and rows on a target with attributes.
class Blocks : public testing::TestWithParam<MappingCase> {};

TEST_P(Blocks, Run) {
  const MappingCase& row = GetParam();
  const auto loaded = tests::load(
      {std::string(
           "mapping T version \"1\"\nedifact GOVCBR:D:15A:UN:TST01A { directory \"d15a\" }\n"
           "xml {urn:sluis:tests:rows}D { schema \"rows.xsd\" }\n") +
       row.declarations + "\nmap {\n" + row.rows + "\nignore UNS, HYN \"fixed\"\n}\n"},
      {{"rows.xsd", tests::read(SLUIS_SOURCE_DIR "/tests/data/rows.xsd")}});
  ASSERT_EQ(render_text(loaded.faults), "");
  const auto outcome = run_unjudged(loaded.mappings, row.segments);
  std::string got = tests::brief(outcome.faults);
  if (!outcome.documents.empty()) {
    std::string xml = outcome.documents[0].xml;
    xml.erase(0, xml.find("<D "));
    got += xml.erase(3, std::string("xmlns=\"urn:sluis:tests:rows\"").size());
  }
  EXPECT_EQ(got, row.want) << render_text(outcome.faults);
}

#define PORTS \
  "BGM+++9'TDT+11'LOC+94+AAAAA'SEQ++1'DTM+178:20260101:102'LOC+94+BBBBB'SEQ++2'UNS+D'HYN+3'UNS+S'"
constexpr MappingCase kBlocks[] = {
    {"attributes_that_come_after_the_trigger", "",
     "ignore BGM, SG34/TDT.8051 \"x\" each SG34/TDT/SG36/LOC[94] -> L { R C517.3225 -> ID  R "
     "SEQ.C286.1050 -> @s "
     "O DTM[178].C507.2380 -> @t ignore DTM.C507.2379 \"x\" }",
     PORTS, "<D ><L s=\"1\" t=\"20260101\"><ID>AAAAA</ID></L><L s=\"2\"><ID>BBBBB</ID></L></D>\n"},
    {"an_attribute_of_the_root", "", "R BGM.1225 -> @v", "BGM+++9'UNS+D'HYN+3'UNS+S'",
     "<D  v=\"9\"/>\n"},
    {"text_of_the_block_itself", "",
     "ignore BGM, SG34/TDT.8051 \"x\" each SG34/TDT/SG36/LOC[94] -> U { R SEQ.C286.1050 -> . rest "
     "ignore \"x\" }",
     PORTS, "<D ><U>1</U><U>2</U></D>\n"},
    {"a_condition_on_the_block_itself", "",
     "ignore BGM, SG34/TDT.8051 \"x\" each SG34/TDT/SG36/LOC[94] -> L when DTM[178].C507.2380 is "
     "present "
     "{ R C517.3225 -> ID rest ignore \"x\" }",
     PORTS, "E5107 2:86 SG34/TDT/SG36/LOC[94]\n"},
    {"an_attribute_that_is_missing", "", "R BGM.1225 -> W/X R RFF[APG].C506.1154 -> W/@k",
     "BGM+++9'UNS+D'HYN+3'UNS+S'", "E5101 2:1 RFF[APG].C506.1154\n"},
    {"an_attribute_without_its_condition", "",
     "R BGM.1225 -> W/X D RFF[APG].C506.1154 -> W/@k when BGM.1225 = \"1\"",
     "BGM+++9'RFF+APG:A'UNS+D'HYN+3'UNS+S'", "E5107 2:46 RFF[APG].C506.1154\n"},
    {"a_row_of_a_block_that_is_not_there", "",
     "ignore BGM \"x\" opt SG34/TDT[11] -> W { R 8051 -> X  O /RFF[APG].C506.1154 -> Y }",
     "BGM+++9'RFF+APG:A'UNS+D'HYN+3'UNS+S'",
     "E5110 2:46 it belongs to SG34/TDT[11], which is not there\n"},
    {"a_block_in_a_block_that_is_not_there", "",
     "ignore BGM \"x\" opt SG34/TDT[11] -> W { R 8051 -> X  each /RFF[APG] -> L { R C506.1154 -> "
     "ID } }",
     "BGM+++9'RFF+APG:A'UNS+D'HYN+3'UNS+S'",
     "E5109 2:38 it belongs to SG34/TDT[11], which is not there\n"},
    {"a_row_of_the_message_in_a_block", "",
     "ignore BGM \"x\" opt SG34/TDT[11] -> W { R 8051 -> X  O /RFF[APG].C506.1154 -> Y }",
     "BGM+++9'RFF+APG:A'TDT+11'UNS+D'HYN+3'UNS+S'", "<D ><W><X>11</X><Y>A</Y></W></D>\n"},
    {"up_to_the_element_around", "",
     "ignore BGM \"x\" opt SG34/TDT[11] -> W { R 8051 -> X  each SG36/LOC[94] -> L { R C517.3225 "
     "-> ID "
     "R SEQ.C286.1050 -> ../@k ignore DTM \"x\" } }",
     "BGM+++9'TDT+11'LOC+94+AAAAA'SEQ++1'UNS+D'HYN+3'UNS+S'",
     "<D ><W k=\"1\"><X>11</X><L><ID>AAAAA</ID></L></W></D>\n"},
    {"an_unused_group_is_one_fault", "", "ignore BGM \"x\" rest forbid \"no ships\"", PORTS,
     "E5109 2:38 no ships\n"},
    {"a_constant_that_is_absent", "", "BGM.C106.1056 <-> = \"1\" R BGM.1225 -> X",
     "BGM+++9'UNS+D'HYN+3'UNS+S'", "E5106 2:30 BGM.C106.1056\n"},
    {"policy_report", "policy source report", "R BGM.1225 -> X", "BGM++:1+9'UNS+D'HYN+3'UNS+S'",
     "E5110 2:36 \n<D ><X>9</X></D>\n"},
};
#undef PORTS

INSTANTIATE_TEST_SUITE_P(Forward, Blocks, testing::ValuesIn(kBlocks),
                         [](const auto& row) { return std::string(row.param.name); });

// An interchange mapping may ask for the recipient; the interchange of another goes message by
// message.
TEST(Accept, OfAnInterchange) {
  const auto loaded = tests::load(
      {"mapping A version \"1\"\nedifact GOVCBR:D:15A:UN:MAI01A { directory \"d15a\" }\n" + kHead +
           "map { R BGM.1225 <-> FunctionCode rest ignore \"x\" }\n",
       "mapping I version \"1\"\ninterchange { messages GOVCBR:D:15A:UN }\n"
       "accept when UNB.S003.0010 in {\"R\" \"S\"}\n"
       "xml {urn:wco:datamodel:SW:B2SW:01}B2SW { schema \"xml/sw-01/B2SW.xsd\" prefix md = "
       "\"SW:MD:01\" }\nmap { part opt A rest ignore \"x\" }\n"});
  ASSERT_EQ(render_text(loaded.faults), "");
  Converter::Options options;
  options.judge = false;
  for (const char* recipient : {"R", "X"}) {
    const auto outcome =
        tests::convert(loaded.mappings,
                       std::string("UNB+UNOC:3+S+") + recipient + "+260101:0900+1'\n" +
                           message("MAI01A", "BGM+++9'UNS+D'HYN+3'UNS+S'") + "UNZ+1+1'",
                       options);
    ASSERT_EQ(outcome.documents.size(), 1U) << render_text(outcome.faults);
    EXPECT_EQ(outcome.documents[0].xml.find("<B2SW") != std::string::npos,
              std::string_view(recipient) == "R");
  }
}

// Further repetitions of an element (syntax 4) are no part of a row that reads the first.
TEST(Account, Repetitions) {
  const auto loaded = tests::load(
      {"mapping T version \"1\"\nedifact GOVCBR:D:15A:UN:TST01A { directory \"d15a\" }\n" + kHead +
       "map { R BGM.1225 <-> FunctionCode one SG7/NAD[DT] <-> Declarant { R C082.3039 <-> ID each "
       "1..9 "
       "SG8/CTA[AH]/COM <-> Communication { R C076.3148 <-> ID R C076.3155 <-> TypeCode } } "
       "ignore UNS, HYN \"x\" }\n"});
  ASSERT_EQ(render_text(loaded.faults), "");
  Converter::Options options;
  options.judge = false;
  const auto outcome = tests::convert(
      loaded.mappings,
      "UNB+UNOY:4+S+R+20260101:0900+1'\n" +
          message("TST01A", "BGM+++9'NAD+DT+X'CTA+AH'COM+1:TE*2:EM'UNS+D'HYN+3'UNS+S'") +
          "UNZ+1+1'",
      options);
  EXPECT_EQ(tests::brief(outcome.faults), "E5110 2:63 \nE5110 2:65 \n")
      << render_text(outcome.faults);
  EXPECT_TRUE(outcome.documents.empty());
}

// Conditions that name conditions are judged once each.
TEST(Conditions, DoNotMultiply) {
  std::string declarations = "condition [C0] \"a\" = BGM.1225 = \"1\"\n";
  for (int i = 1; i < 60; ++i)
    declarations += "condition [C" + std::to_string(i) + "] \"a\" = [C" + std::to_string(i - 1) +
                    "] or [C" + std::to_string(i - 1) + "]\n";
  const auto loaded = tests::load(
      {"mapping T version \"1\"\nedifact GOVCBR:D:15A:UN:TST01A { directory \"d15a\" }\n" + kHead +
       declarations + "map { D BGM.1225 <-> FunctionCode when [C59] ignore UNS, HYN \"x\" }\n"});
  ASSERT_EQ(render_text(loaded.faults), "");
  const auto outcome = tests::convert(
      loaded.mappings, "UNB+UNOC:3+S+R+260101:0900+1'\n" +
                           message("TST01A", "BGM+++9'UNS+D'HYN+3'UNS+S'") + "UNZ+1+1'");
  EXPECT_EQ(tests::brief(outcome.faults).substr(0, 5), "E5107");
}

// A message with a mapping of its own that the interchange's document has no place for.
TEST(Parts, ForeignMessage) {
  const auto loaded = tests::load(
      {"mapping A version \"1\"\nedifact GOVCBR:D:15A:UN:MAI01A { directory \"d15a\" }\n" + kHead +
           "map { R BGM.1225 <-> FunctionCode rest ignore \"x\" }\n",
       "mapping B version \"1\"\nedifact GOVCBR:D:15A:UN:TST01A { directory \"d15a\" }\n" + kHead +
           "map { R BGM.1225 <-> FunctionCode rest ignore \"x\" }\n",
       "mapping I version \"1\"\ninterchange { messages GOVCBR:D:15A:UN }\n"
       "xml {urn:wco:datamodel:SW:B2SW:01}B2SW { schema \"xml/sw-01/B2SW.xsd\" prefix md = "
       "\"SW:MD:01\" }\nmap { part opt A rest ignore \"x\" }\n"});
  ASSERT_EQ(render_text(loaded.faults), "");
  const auto outcome = tests::convert(
      loaded.mappings, "UNB+UNOC:3+S+R+260101:0900+1'\n" +
                           message("TST01A", "BGM+++9'UNS+D'HYN+3'UNS+S'") + "UNZ+1+1'");
  EXPECT_EQ(tests::brief(outcome.faults), "E5004 2:7 GOVCBR:D:15A:UN:TST01A\n");
  EXPECT_TRUE(outcome.documents.empty());
}

}  // namespace
}  // namespace sluis
