#include "xml/judge.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

namespace sluis::xml {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSingleWindow = SLUIS_SOURCE_DIR "/schemas/xml/sw-01/B2SW.xsd";
constexpr const char* kMainPart = SLUIS_SOURCE_DIR "/schemas/xml/2015-01A/MAI.xsd";
constexpr const char* kSample = SLUIS_SOURCE_DIR "/tests/data/judge/noa.xml";

std::string file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::shared_ptr<const Judge> load(const std::string& schema) {
  Diagnostics faults;
  auto judge = Judge::load({schema}, faults);
  EXPECT_NE(judge, nullptr) << render_text(faults);
  return judge;
}

// Xerces takes long to build its automata: one judge serves all rows.
const Judge& single_window() {
  static const auto judge = load(kSingleWindow);
  return *judge;
}

// A judge of one schema text.
std::shared_ptr<const Judge> judge_of(const std::string& body) {
  static std::atomic<int> number{0};
  const auto folder = fs::temp_directory_path() / ("sluis-judge-" + std::to_string(::getpid()) +
                                                   "-" + std::to_string(number++));
  fs::create_directories(folder);
  const auto path = (folder / "a.xsd").string();
  std::ofstream(path) << "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>" << body
                      << "</xs:schema>";
  auto judge = load(path);
  fs::remove_all(folder);
  return judge;
}

struct Verdict {
  bool valid = false;
  std::vector<Finding> findings;
};

// `step`: how many bytes a read gives at most.
Verdict check(const Judge& judge, const std::string& document, std::size_t limit = 999,
              std::size_t step = ~std::size_t{0}) {
  Verdict verdict;
  std::size_t at = 0;
  verdict.valid = judge.check(
      [&](char* buffer, std::size_t capacity) {
        const auto size = std::min({capacity, document.size() - at, step});
        std::copy_n(document.data() + at, size, buffer);
        at += size;
        return size;
      },
      [&](Finding finding) { verdict.findings.push_back(std::move(finding)); }, limit);
  return verdict;
}

// "3 /A/B[2] the message", a line each; "!" before what is fatal.
std::string picture(const Verdict& verdict) {
  std::string out;
  for (const auto& finding : verdict.findings) {
    if (!out.empty()) out += '\n';
    out += (finding.fatal ? "!" : "") + std::to_string(finding.element) + " " + finding.path + " " +
           finding.message;
  }
  return out;
}

// --- one change to the sample ---

struct Case {
  const char* name;
  const char* from;  // the first occurrence of this becomes `to`
  const char* to;
  const char* want;  // empty: valid
};
void PrintTo(const Case& row, std::ostream* os) { *os << row.name; }

#define SHIP "/B2SW/Declaration[2]/BorderTransportMeans"

const Case kCases[] = {
    {"as_it_is", "", "", ""},
    // values
    {"not_in_enumeration", "<noa:FunctionCode>9<", "<noa:FunctionCode>7<",
     "46 /B2SW/Declaration[2]/FunctionCode value '7' not in enumeration"},
    {"too_long", "<mai:VersionID>1<", "<mai:VersionID>1234567890<",
     "26 /B2SW/Declaration/VersionID value '1234567890' has length '10' which exceeds maxLength "
     "facet value '9'"},
    {"too_short", "<mai:VersionID>1<", "<mai:VersionID><",
     "26 /B2SW/Declaration/VersionID value '' has length '0' which is less than minLength facet "
     "value '1'"},
    {"empty_where_it_may_be", "<mai:Name>WATERKLERK</mai:Name>", "<mai:Name/>", ""},
    {"wrong_pattern", "<md:SyntaxVersionCode>3<", "<md:SyntaxVersionCode>33<",
     "7 /B2SW/MetaData/CommunicationMetaData/SyntaxVersionCode value '33' does not match regular "
     "expression facet '[0-9]'"},
    {"month_13", "formatCode=\"102\">20261124<", "formatCode=\"102\">20261324<",
     "81 " SHIP "/Itinerary[3]/ArrivalDateTime/DateTimeString value '20261324' does not match "
     "regular expression facet '[0-9]{4}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])'"},
    {"zone_in_hours", "20261121180000Z", "20261121180000+01", ""},
    {"no_number", "Measure>41000<", "Measure>4,1<",
     "55 " SHIP "/GrossWeightMeasure value is not of its type: invalid character encountered"},
    {"negative_number", "Measure>41000<", "Measure>-1<",
     "55 " SHIP "/GrossWeightMeasure value '-1' must be greater than or equal to minInclusive "
     "facet value '0'"},
    {"too_many_digits", "Measure>41000<", "Measure>123456789012345<",
     "55 " SHIP "/GrossWeightMeasure value '123456789012345' has '15' total digits which exceeds "
     "totalDigits facet value '14'"},
    {"no_boolean", "<ds:Indicator>true<", "<ds:Indicator>yes<",
     "54 " SHIP "/DPGListIndicator/Indicator value 'yes' is invalid boolean"},
    {"text_for_an_indicator", "<ds:Indicator>true</ds:Indicator>",
     "<ds:IndicatorString>yes</ds:IndicatorString>", ""},
    // attributes
    {"wrong_attribute_value", "DateTimeString formatCode=\"304\"",
     "DateTimeString formatCode=\"102\"",
     "24 /B2SW/Declaration/IssueDateTime/DateTimeString attribute: value '102' not in "
     "enumeration"},
    {"missing_attribute", "DateTimeString formatCode=\"304\"", "DateTimeString",
     "24 /B2SW/Declaration/IssueDateTime/DateTimeString missing required attribute 'formatCode'"},
    {"unknown_attribute", "<noa:ID>DEHAM", "<noa:ID x=\"1\">DEHAM",
     "82 " SHIP "/Itinerary[3]/ID attribute 'x' is not declared for element 'ID'"},
    {"place_of_a_schema_is_no_attribute", "<B2SW ",
     "<B2SW xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
     "xsi:schemaLocation=\"urn:x http://www.example.com/x.xsd\" ",
     ""},
    {"unknown_type", "<noa:Master>",
     "<noa:Master xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"foo\">",
     "83 " SHIP "/Master type 'foo' specified in 'xsi:type' cannot be resolved"},
    // structure
    {"missing_element", "<mai:VersionID>1</mai:VersionID>", "",
     "26 /B2SW/Declaration/BorderTransportMeans element 'BorderTransportMeans' is not allowed "
     "here: expected 'VersionID'"},
    {"missing_element_at_the_end", "<noa:TypeCode>463</noa:TypeCode>", "",
     "91 " SHIP "/TotalPersons[3] element 'TotalPersons' is incomplete: expected 'TypeCode'"},
    {"nothing_in_an_element", "<noa:Master>", "<noa:Master/><noa:Itinerary/><noa:Master>",
     "83 " SHIP "/Master element 'Master' is incomplete: expected 'Name'\n"
     "84 " SHIP "/Itinerary[4] element 'Itinerary' is not allowed here: expected "
     "'ShipToShipActivity', 'TotalPersons' or 'TransportMeansOperator'"},
    {"missing_choice", "<ds:Indicator>true</ds:Indicator>", "",
     "53 " SHIP "/DPGListIndicator element 'DPGListIndicator' is incomplete: expected "
     "'IndicatorString' or 'Indicator'"},
    {"both_of_a_choice", "<ds:Indicator>true</ds:Indicator>",
     "<ds:Indicator>true</ds:Indicator><ds:IndicatorString>yes</ds:IndicatorString>",
     "55 " SHIP "/DPGListIndicator/IndicatorString element 'IndicatorString' is not allowed here: "
     "nothing more is expected"},
    {"unknown_element_and_what_is_in_it", "<noa:TotalPersons>",
     "<noa:Foo a=\"b\"><noa:Bar/>text</noa:Foo><noa:TotalPersons>",
     "85 " SHIP "/Foo element 'Foo' is not allowed here: expected 'ShipToShipActivity', "
     "'TotalPersons' or 'TransportMeansOperator'"},
    {"element_of_another_namespace", "<noa:Name>DE VRIES</noa:Name>",
     "<mai:Name>DE VRIES</mai:Name>",
     "84 " SHIP
     "/Master/Name element 'Name' of this namespace is not allowed here: expected 'Name'"},
    {"wrong_order", "<noa:SequenceNumeric>3</noa:SequenceNumeric>",
     "<noa:RoutingCountryCode>DE</noa:RoutingCountryCode>",
     "80 " SHIP "/Itinerary[3]/ArrivalDateTime element 'ArrivalDateTime' is not allowed here: "
     "expected 'SecurityLevelCode' or 'AdditionalInformation'"},
    {"too_many", "<noa:TotalPersons>",
     "<noa:TotalPersons><noa:QuantityQuantity>1</noa:QuantityQuantity><noa:TypeCode>1</"
     "noa:TypeCode>"
     "</noa:TotalPersons><noa:TotalPersons><noa:QuantityQuantity>1</noa:QuantityQuantity>"
     "<noa:TypeCode>1</noa:TypeCode></noa:TotalPersons><noa:TotalPersons>",
     "97 " SHIP "/TotalPersons[5] element 'TotalPersons' is not allowed here: expected "
     "'TransportMeansOperator'"},
    {"text_among_elements", "<noa:Master>", "<noa:Master>hello",
     "83 " SHIP "/Master no character data is allowed by content model"},
    {"element_in_a_text", "<noa:ID>DEHAM", "<noa:ID><noa:X/>DEHAM",
     "82 " SHIP "/Itinerary[3]/ID element 'ID' is of simple type and cannot have elements in its "
     "content"},
    {"main_part_twice", "<noa:Declaration>", "<mai:Declaration/><noa:Declaration>",
     "45 /B2SW/Declaration[2] element 'Declaration' is incomplete: expected 'FunctionCode'\n"
     "45 /B2SW/Declaration[2] element 'Declaration' of this namespace is not allowed here: "
     "expected "
     "'Declaration'"},
    // the order of the findings is that of the elements, not of their discovery
    {"in_document_order", "<noa:VersionID>1</noa:VersionID>",
     "<noa:Bad/><noa:VersionID>1234567890</noa:VersionID>",
     "48 /B2SW/Declaration[2]/Bad element 'Bad' is not allowed here: expected 'VersionID', "
     "'AdditionalDocument', 'AdditionalInformation' or 'BorderTransportMeans'\n"
     "49 /B2SW/Declaration[2]/VersionID value '1234567890' has length '10' which exceeds "
     "maxLength facet value '9'"},
    // not well-formed
    {"wrong_end_tag", "</noa:Master>", "</noa:Boss>",
     "!83 " SHIP "/Master expected end of tag 'noa:Master'"},
    {"unknown_entity", "DE VRIES", "&foo;", "!84 " SHIP "/Master/Name entity 'foo' not found"},
    {"known_entities", "DE VRIES", "&lt;&amp;&#65;&#x42;&quot;", ""},
    {"forbidden_character", "DE VRIES", "DE\x01VRIES",
     "!84 " SHIP "/Master/Name invalid character 0x1"},
    {"broken_utf8", "DE VRIES", "DE\xFFVRIES", "!0  invalid byte"},
    {"undeclared_prefix", "<noa:Master>", "<x:Master>",
     "!49 " SHIP " prefix 'x' can not be resolved to namespace URI"},
    // what attackers send
    {"document_type", "<B2SW ", "<!DOCTYPE B2SW><B2SW ",
     "!0  a document type declaration is not allowed"},
    {"document_type_from_a_file", "<B2SW ", "<!DOCTYPE B2SW SYSTEM \"file:///etc/passwd\"><B2SW ",
     "!0  a document type declaration is not allowed"},
    {"external_entity", "<B2SW ",
     "<!DOCTYPE B2SW [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><B2SW ",
     "!0  a document type declaration is not allowed"},
    {"entity_bomb", "<B2SW ",
     "<!DOCTYPE B2SW [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><B2SW ",
     "!0  a document type declaration is not allowed"},
    {"style_sheet_and_comments_are_nothing", "<B2SW ",
     "<?xml-stylesheet href=\"http://www.example.com/x\"?><!-- --><B2SW ", ""},
};

std::string changed(const Case& row) {
  auto document = file(kSample);
  const auto at = document.find(row.from);
  EXPECT_NE(at, std::string::npos) << row.from;
  return document.replace(at, std::strlen(row.from), row.to);
}

class SingleWindow : public testing::TestWithParam<Case> {};
TEST_P(SingleWindow, IsJudged) {
  const auto verdict = check(single_window(), changed(GetParam()));
  const std::string want = GetParam().want;
  EXPECT_EQ(verdict.valid, want.empty());
  const auto got = picture(verdict);
  // Some messages of Xerces depend on its build: their beginning is enough.
  EXPECT_EQ(got.substr(0, want.empty() ? got.size() : want.size()), want) << got;
}
INSTANTIATE_TEST_SUITE_P(Rows, SingleWindow, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

// The document that the converter makes of the sample is compared with this file elsewhere.
TEST(Judge, TheDocumentOfTheSampleIsValid) {
  const auto verdict = check(single_window(), file(SLUIS_SOURCE_DIR "/tests/data/b2sw-noa.xml"));
  EXPECT_TRUE(verdict.valid) << picture(verdict);
}

TEST(Judge, AMainPartAloneIsValid) {
  auto document = file(kSample);
  const auto from = document.find("  <noa:Declaration>");
  const auto to = document.find("</B2SW>");
  document.erase(from, to - from);
  const auto verdict = check(single_window(), document);
  EXPECT_TRUE(verdict.valid) << picture(verdict);
}

TEST(Judge, AnotherRootIsOneFinding) {
  auto document = file(kSample);
  for (auto at = document.find("B2SW"); at != std::string::npos; at = document.find("B2SW", at + 4))
    document.replace(at, 4, "B2SX");
  const auto verdict = check(single_window(), document);
  EXPECT_EQ(picture(verdict), "0 /B2SX the schema has no root element 'B2SX'");
  EXPECT_EQ(fault_of(verdict.findings.at(0)), Fault::xml_invalid);
  EXPECT_EQ(picture(check(single_window(), "<a/>")), "0 /a the schema has no root element 'a'");
}

TEST(Judge, NothingIsNotWellFormed) {
  for (const char* document :
       {"", " \n", "<?xml version=\"1.0\"?>", "<!-- -->", "text", "\xEF\xBB\xBF"}) {
    const auto verdict = check(single_window(), document);
    EXPECT_FALSE(verdict.valid) << document;
    ASSERT_EQ(verdict.findings.size(), 1U) << document;
    EXPECT_TRUE(verdict.findings[0].fatal) << document;
    EXPECT_EQ(fault_of(verdict.findings[0]), Fault::xml_malformed);
  }
}

TEST(Judge, CutAnywhereIsNotValid) {
  const auto document = file(kSample);
  for (std::size_t size = 0; size < document.rfind('>'); size += 97)
    EXPECT_FALSE(check(single_window(), document.substr(0, size)).valid) << size;
}

TEST(Judge, ReadsInAnyPieces) {
  const auto document = file(kSample);
  EXPECT_TRUE(check(single_window(), document, 999, 1).valid);
  EXPECT_TRUE(check(single_window(), document, 999, 7).valid);
  auto broken = document;
  broken.replace(broken.find("<noa:FunctionCode>9"), 19, "<noa:FunctionCode>7");
  EXPECT_EQ(picture(check(single_window(), broken, 999, 1)),
            picture(check(single_window(), broken)));
}

TEST(Judge, TellsWhere) {
  auto document = file(kSample);
  document.replace(document.find("<noa:FunctionCode>9"), 19, "<noa:FunctionCode>7");
  const auto verdict = check(single_window(), document);
  ASSERT_EQ(verdict.findings.size(), 1U);
  const auto before = document.substr(0, document.find("</noa:FunctionCode>"));
  EXPECT_EQ(verdict.findings[0].line,
            static_cast<std::uint64_t>(1 + std::count(before.begin(), before.end(), '\n')));
  EXPECT_GT(verdict.findings[0].column, 1U);
}

TEST(Judge, IsTheSameAfterAnyDocument) {
  const auto good = file(kSample);
  for (const auto& row : kCases) {
    static_cast<void>(check(single_window(), changed(row)));
    const auto verdict = check(single_window(), good);
    ASSERT_TRUE(verdict.valid) << row.name << ": " << picture(verdict);
  }
}

TEST(Judge, FindingsAreLimited) {
  const auto judge = judge_of(
      "<xs:element name='R'><xs:complexType><xs:sequence><xs:element name='a' type='xs:int' "
      "maxOccurs='unbounded'/></xs:sequence></xs:complexType></xs:element>");
  std::string document = "<R>";
  for (int i = 0; i < 5000; ++i) document += "<a>x</a>";
  document += "</R>";
  EXPECT_EQ(check(*judge, document).findings.size(), 999U);
  EXPECT_EQ(check(*judge, document, 3).findings.size(), 3U);
  EXPECT_EQ(check(*judge, document, 1).findings.size(), 1U);
  const auto none = check(*judge, document, 0);
  EXPECT_FALSE(none.valid);
  EXPECT_TRUE(none.findings.empty());
}

TEST(Judge, PathsCountSiblingsOfTheirName) {
  const auto judge = judge_of(
      "<xs:element name='R'><xs:complexType><xs:choice maxOccurs='unbounded'>"
      "<xs:element name='a' type='xs:int'/><xs:element name='b' type='xs:int'/>"
      "</xs:choice></xs:complexType></xs:element>");
  const auto verdict = check(*judge, "<R><a>x</a><b>x</b><a>1</a><a>x</a><b>x</b><a>x</a></R>");
  std::string paths;
  for (const auto& finding : verdict.findings) paths += finding.path + " ";
  EXPECT_EQ(paths, "/R/a /R/b /R/a[3] /R/b[2] /R/a[4] ");
}

// --- bounds that Xerces does not see ---

struct Bounds {
  const char* name;
  const char* model;
  const char* document;  // "300a 2b" is 300 times <a/>, then twice <b/>
  const char* want;
};
void PrintTo(const Bounds& row, std::ostream* os) { *os << row.name; }

#define EL(n, min, max) "<xs:element name='" n "' minOccurs='" min "' maxOccurs='" max "'/>"

const Bounds kBounds[] = {
    {"at_the_bound", "<xs:sequence>" EL("a", "0", "9999") "</xs:sequence>", "9999a", ""},
    {"above_the_bound", "<xs:sequence>" EL("a", "0", "9999") "</xs:sequence>", "10001a",
     "10000 /R/a[10000] element 'a' is one of 10001, but at most 9999 are allowed"},
    {"bound_of_99_is_of_xerces", "<xs:sequence>" EL("a", "0", "99") "</xs:sequence>", "100a",
     "100 /R/a[100] element 'a' is not allowed here: nothing more is expected"},
    {"bound_of_100_is_ours", "<xs:sequence>" EL("a", "0", "100") "</xs:sequence>", "101a",
     "101 /R/a[101] element 'a' is one of 101, but at most 100 are allowed"},
    {"each_has_its_own", "<xs:sequence>" EL("a", "0", "200") EL("b", "0", "300") "</xs:sequence>",
     "201a 301b",
     "201 /R/a[201] element 'a' is one of 201, but at most 200 are allowed\n"
     "502 /R/b[301] element 'b' is one of 301, but at most 300 are allowed"},
    {"in_a_choice_together",
     "<xs:choice minOccurs='0' maxOccurs='150'>" EL("a", "1", "1") EL("b", "1", "1") "</xs:choice>",
     "100a 50b", ""},
    {"in_a_choice_too_many_together",
     "<xs:choice minOccurs='0' maxOccurs='150'>" EL("a", "1", "1") EL("b", "1", "1") "</xs:choice>",
     "100a 51b", "151 /R/b[51] element 'b' is one of 151, but at most 150 are allowed"},
    {"at_the_least", "<xs:sequence>" EL("a", "120", "unbounded") "</xs:sequence>", "120a", ""},
    {"below_the_least", "<xs:sequence>" EL("a", "120", "unbounded") "</xs:sequence>", "5a",
     "0 /R element 'a' is there 5 times, but at least 120 are needed"},
    {"none_at_all", "<xs:sequence>" EL("a", "120", "unbounded") "</xs:sequence>", "",
     "0 /R element 'R' is incomplete: expected 'a'\n"
     "0 /R element 'a' is there 0 times, but at least 120 are needed"},
    {"large_in_large",
     "<xs:sequence maxOccurs='9999'>" EL("a", "0", "9999") EL("b", "0", "9999") "</xs:sequence>",
     "200a 200b 200a", ""},
};

class Counted : public testing::TestWithParam<Bounds> {};
TEST_P(Counted, ByUs) {
  const auto judge = judge_of(std::string("<xs:element name='R'><xs:complexType>") +
                              GetParam().model + "</xs:complexType></xs:element>");
  std::string document = "<R>";
  std::size_t count = 0;
  for (const char* c = GetParam().document; *c != '\0'; ++c) {
    if (*c >= '0' && *c <= '9') {
      count = count * 10 + static_cast<std::size_t>(*c - '0');
    } else if (*c != ' ') {
      for (; count != 0; --count) document += std::string("<") + *c + "/>";
    }
  }
  document += "</R>";
  const auto verdict = check(*judge, document);
  EXPECT_EQ(picture(verdict), GetParam().want);
  EXPECT_EQ(verdict.valid, verdict.findings.empty());
}
INSTANTIATE_TEST_SUITE_P(Rows, Counted, testing::ValuesIn(kBounds),
                         [](const auto& row) { return std::string(row.param.name); });

// --- limits ---

std::shared_ptr<const Judge> nesting() {
  return judge_of(
      "<xs:complexType name='T' mixed='true'><xs:sequence><xs:element name='a' type='T' "
      "minOccurs='0'/></xs:sequence></xs:complexType><xs:element name='a' type='T'/>");
}

std::string nested(std::size_t depth) {
  std::string document;
  for (std::size_t i = 0; i < depth; ++i) document += "<a>";
  for (std::size_t i = 0; i < depth; ++i) document += "</a>";
  return document;
}

TEST(JudgeLimits, Depth) {
  const auto judge = nesting();
  EXPECT_TRUE(check(*judge, nested(Judge::kDeepest)).valid);
  const auto verdict = check(*judge, nested(Judge::kDeepest + 1));
  ASSERT_EQ(verdict.findings.size(), 1U);
  EXPECT_TRUE(verdict.findings[0].fatal);
  EXPECT_EQ(verdict.findings[0].message, "elements are nested deeper than 1000");
}

TEST(JudgeLimits, LongTextAndLongTag) {
  const auto judge = nesting();
  const std::string most(Judge::kLongest, 'x');
  EXPECT_TRUE(check(*judge, "<a>" + most + "</a>").valid);
  const std::vector<std::string> documents{"<a>" + most + "x</a>", "<a b='" + most + most + "'/>",
                                           "<a><!--" + most + most + "--></a>",
                                           "<" + most + most + "/>"};
  for (const auto& document : documents) {
    const auto verdict = check(*judge, document);
    ASSERT_EQ(verdict.findings.size(), 1U) << document.substr(0, 10);
    EXPECT_TRUE(verdict.findings[0].fatal);
    EXPECT_NE(verdict.findings[0].message.find("longer than 4 Mi"), std::string::npos)
        << verdict.findings[0].message;
  }
}

TEST(JudgeLimits, ManySmallCommentsAreNoLongOne) {
  std::string document = "<a>";
  while (document.size() < 3 * Judge::kLongest) document += "<!-- and so on and so on --><?pi pi?>";
  EXPECT_TRUE(check(*nesting(), document + "</a>").valid);
}

TEST(Judge, WhatTheReaderThrowsComesThrough) {
  const auto read = [](char*, std::size_t) -> std::size_t { throw std::runtime_error("disk"); };
  EXPECT_THROW(static_cast<void>(single_window().check(read, [](const Finding&) {})),
               std::runtime_error);
  EXPECT_TRUE(check(single_window(), file(kSample)).valid);
}

// --- sharing ---

TEST(Judge, ServesThreads) {
  const auto judge = load(kSingleWindow);
  std::vector<std::pair<std::string, std::string>> rows;  // document, what one thread finds in it
  for (const auto& row : kCases) {
    auto document = changed(row);
    auto want = picture(check(single_window(), document));
    rows.emplace_back(std::move(document), std::move(want));
  }
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (std::size_t i = 0; i < 3 * rows.size(); ++i) {
        const auto& [document, want] = rows[(i * 7 + t * 5) % rows.size()];
        if (picture(check(*judge, document)) != want) ++wrong;
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

// --- loading ---

TEST(JudgeLoad, FaultsAreThoseOfTheSchema) {
  Diagnostics faults;
  EXPECT_EQ(Judge::load({"/no/such/file.xsd"}, faults), nullptr);
  ASSERT_EQ(faults.all().size(), 1U);
  EXPECT_EQ(faults.all()[0].fault, Fault::schema_unreadable);
  EXPECT_EQ(Judge::load({}, faults), nullptr);
}

TEST(JudgeLoad, SeveralSchemas) {
  Diagnostics faults;
  const auto judge = Judge::load(
      {kSingleWindow, SLUIS_SOURCE_DIR "/schemas/xml/sw-01/MAI.xsd", kMainPart}, faults);
  ASSERT_NE(judge, nullptr) << render_text(faults);
  EXPECT_TRUE(check(*judge, file(kSample)).valid);
}

constexpr const char* kMainDocument = R"(<Declaration xmlns="urn:wco:datamodel:WCO:MAI:01A"
  xmlns:ds="urn:wco:datamodel:WCO:B2SW_DS:01A">
  <FunctionCode>9</FunctionCode>
  <FunctionalReferenceID>REF_1</FunctionalReferenceID>
  <IssueDateTime>
    <ds:DateTimeString formatCode="304">20260115083000Z</ds:DateTimeString>
  </IssueDateTime>
  <TypeCode>MAI</TypeCode>
  <VersionID>1</VersionID>
  <Declarant>
    <Name/>
    <ID>NL1</ID>
    <RoleCode>DT</RoleCode>
    <Contact><Name/></Contact>
    <Communication><ID>1</ID><TypeCode>TE</TypeCode></Communication>
  </Declarant>
</Declaration>
)";

TEST(MainPartOf2015, IsJudged) {
  const auto judge = load(kMainPart);
  EXPECT_EQ(picture(check(*judge, kMainDocument)), "");
  std::string bare = kMainDocument;  // the date without its wrapper, as public samples have it
  const auto from = bare.find("<ds:");
  bare.replace(from, bare.find("</IssueDateTime>") - from, "20260115083000Z");
  EXPECT_EQ(picture(check(*judge, bare)),
            "3 /Declaration/IssueDateTime no character data is allowed by content model\n"
            "3 /Declaration/IssueDateTime element 'IssueDateTime' is incomplete: expected "
            "'DateTimeString'");
}

TEST(MainPartOf2015, ThePublishedSchemaAgrees) {
  const std::string published =
      SLUIS_SOURCE_DIR "/../shared/b2sw/B2SW_MetaData_01A_urn_wco_datamodel_WCO_MAI_01A.xsd";
  if (!fs::exists(published)) GTEST_SKIP() << "the published schema is not at hand";
  EXPECT_EQ(picture(check(*load(published), kMainDocument)), "");
}

}  // namespace
}  // namespace sluis::xml
