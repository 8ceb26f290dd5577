#include "xml/schema.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

namespace sluis::xml {
namespace {

namespace fs = std::filesystem;

// A folder of its own for each test.
class Folder {
 public:
  Folder() {
    static std::atomic<int> number{0};
    path_ = fs::temp_directory_path() /
            ("sluis-schema-" + std::to_string(::getpid()) + "-" + std::to_string(number++));
    fs::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  std::string write(const std::string& name, const std::string& text) const {
    const auto path = path_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
  }
  [[nodiscard]] std::string path(const std::string& name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

std::string xsd(const std::string& body,
                const std::string& attributes = "targetNamespace=\"urn:t\" xmlns=\"urn:t\"") {
  return "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" "
         "elementFormDefault=\"qualified\" " +
         attributes + ">\n" + body + "</xs:schema>\n";
}

std::shared_ptr<const Schema> load(const std::string& text) {
  const Folder folder;
  Diagnostics faults;
  auto schema = load_schema(folder.write("a.xsd", text), faults);
  EXPECT_FALSE(faults.has_errors()) << render_text(faults);
  return schema;
}

std::string bound(std::uint32_t number) {
  return number == kUnbounded ? "n" : std::to_string(number);
}

// "a 1..1 @1 | b 0..n @2 ?1!": name, bounds, rank, choice (! when one is needed), limit together.
std::string picture(const Schema& schema, const ElementType& type) {
  std::string out;
  for (const auto& child : type.children) {
    if (!out.empty()) out += " | ";
    out += schema.elements[child.element].name + " " + bound(child.min) + ".." + bound(child.max) +
           " @" + std::to_string(child.rank);
    if (child.choice != 0) out += " ?" + std::to_string(child.choice);
    if (child.needed) out += "!";
    if (child.together != kUnbounded) out += " +" + std::to_string(child.together);
  }
  return out;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts) out += (out.empty() ? "" : " | ") + text;
  return out;
}

// --- content models ---

struct Model {
  const char* name;
  const char* model;
  const char* want;
  const char* uncovered = "";
};
void PrintTo(const Model& row, std::ostream* os) { *os << row.name; }

#define E(n) "<xs:element name='" n "' type='xs:string'/>"
#define EO(n, min, max) \
  "<xs:element name='" n "' type='xs:string' minOccurs='" min "' maxOccurs='" max "'/>"

const Model kModels[] = {
    {"empty_type", "", ""},
    {"sequence",
     "<xs:sequence>" E("a") EO("b", "0", "1") EO("c", "2", "unbounded") "</xs:sequence>",
     "a 1..1 @1 | b 0..1 @2 | c 2..n @3"},
    {"true_bounds", "<xs:sequence>" EO("a", "0", "9999") EO("b", "100", "99999") "</xs:sequence>",
     "a 0..9999 @1 | b 100..99999 @2"},
    {"no_occurrence_is_no_child", "<xs:sequence>" E("a") EO("b", "0", "0") "</xs:sequence>",
     "a 1..1 @1"},
    {"optional_sequence", "<xs:sequence minOccurs='0'>" E("a") E("b") "</xs:sequence>",
     "a 0..1 @1 | b 0..1 @2"},
    {"sequence_in_sequence",
     "<xs:sequence>" E("a") "<xs:sequence>" E("b") E("c") "</xs:sequence>" E("d") "</xs:sequence>",
     "a 1..1 @1 | b 1..1 @2 | c 1..1 @3 | d 1..1 @4"},
    {"repeated_sequence_of_one",
     "<xs:sequence>" E("a") "<xs:sequence maxOccurs='5'>" EO("b", "1",
                                                             "3") "</xs:sequence></xs:sequence>",
     "a 1..1 @1 | b 1..15 @2"},
    {"repeated_sequence",
     "<xs:sequence>" E("a") "<xs:sequence maxOccurs='5'>" E("b")
         E("c") "</xs:sequence>" E("d") "</xs:sequence>",
     "a 1..1 @1 | b 1..5 @2 | c 1..5 @2 | d 1..1 @3",
     "repeated sequence of several elements: the anonymous type of R"},
    {"choice", "<xs:choice>" E("a") E("b") "</xs:choice>", "a 0..1 @1 ?1! | b 0..1 @2 ?1!"},
    {"choice_that_may_be_empty", "<xs:choice>" EO("a", "0", "1") E("b") "</xs:choice>",
     "a 0..1 @1 ?1 | b 0..1 @2 ?1"},
    {"optional_choice", "<xs:choice minOccurs='0'>" E("a") E("b") "</xs:choice>",
     "a 0..1 @1 ?1 | b 0..1 @2 ?1"},
    {"two_choices",
     "<xs:sequence><xs:choice>" E("a") E("b") "</xs:choice><xs:choice>" E("c")
         E("d") "</xs:choice></xs:sequence>",
     "a 0..1 @1 ?1! | b 0..1 @2 ?1! | c 0..1 @3 ?2! | d 0..1 @4 ?2!"},
    {"choice_in_choice",
     "<xs:choice>" E("a") "<xs:choice>" E("b") E("c") "</xs:choice></xs:choice>",
     "a 0..1 @1 ?1! | b 0..1 @2 ?1! | c 0..1 @3 ?1!"},
    {"choice_of_one_is_none", "<xs:choice>" E("a") "</xs:choice>", "a 1..1 @1"},
    {"repeated_choice",
     "<xs:sequence>" E("a") "<xs:choice maxOccurs='unbounded'>" E("b")
         E("c") "</xs:choice>" E("d") "</xs:sequence>",
     "a 1..1 @1 | b 0..n @2! | c 0..n @2! | d 1..1 @3"},
    {"bounded_choice",
     "<xs:choice minOccurs='0' maxOccurs='500'>" E("a") EO("b", "1", "2") "</xs:choice>",
     "a 0..500 @1 +500 | b 0..1000 @1"},
    {"choice_between_groups",
     "<xs:choice><xs:sequence>" E("a") E("b") "</xs:sequence>" E("c") "</xs:choice>",
     "a 0..1 @1 ?1! | b 0..1 @2 | c 0..1 @3 ?1!",
     "choice between groups of elements: the anonymous type of R"},
    {"repeated_choice_in_choice",
     "<xs:choice>" E("a") "<xs:choice maxOccurs='unbounded'>" E("b")
         E("c") "</xs:choice></xs:choice>",
     "a 0..1 @1 ?1! | b 0..n @2! | c 0..n @2!",
     "choice between groups of elements: the anonymous type of R"},
    {"choice_in_repeated_sequence",
     "<xs:sequence maxOccurs='unbounded'>" E("a") "<xs:choice>" E("b")
         E("c") "</xs:choice></xs:sequence>",
     "a 1..n @1 | b 0..n @1! | c 0..n @1!",
     "repeated sequence of several elements: the anonymous type of R"},
    {"all", "<xs:all>" E("a") EO("b", "0", "1") "</xs:all>", "a 1..1 @1 | b 0..1 @1"},
    {"any",
     "<xs:sequence>" E("a") "<xs:any namespace='##other' processContents='lax'/></xs:sequence>",
     "a 1..1 @1", "xs:any: the anonymous type of R"},
    {"bounds_multiply_without_overflow",
     "<xs:sequence maxOccurs='100000'><xs:sequence maxOccurs='100000'>" E(
         "a") "</xs:sequence></xs:sequence>",
     "a 1..n @1"},
};

class ContentModel : public testing::TestWithParam<Model> {};
TEST_P(ContentModel, IsLowered) {
  const auto schema = load(xsd(std::string("<xs:element name='R'><xs:complexType>") +
                               GetParam().model + "</xs:complexType></xs:element>"));
  ASSERT_NE(schema, nullptr);
  const auto root = schema->global("urn:t", "R");
  ASSERT_NE(root, kNone);
  EXPECT_EQ(picture(*schema, schema->types[schema->elements[root].type]), GetParam().want);
  EXPECT_EQ(joined(schema->uncovered), GetParam().uncovered);
}
INSTANTIATE_TEST_SUITE_P(Rows, ContentModel, testing::ValuesIn(kModels),
                         [](const auto& row) { return std::string(row.param.name); });

// --- simple types ---

struct Facets {
  const char* name;
  const char* type;
  const char* want;
  const char* uncovered = "";
};
void PrintTo(const Facets& row, std::ostream* os) { *os << row.name; }

std::string picture(const SimpleType& type) {
  static constexpr const char* kPrimitive[] = {"string",   "boolean", "decimal",
                                               "dateTime", "date",    "other"};
  static constexpr const char* kSpace[] = {"preserve", "replace", "collapse"};
  std::string out = std::string(kPrimitive[static_cast<int>(type.primitive)]) + " " +
                    kSpace[static_cast<int>(type.whitespace)];
  if (type.min_length != 0 || type.max_length != kUnbounded)
    out += " length " + bound(type.min_length) + ".." + bound(type.max_length);
  if (type.total_digits != kUnbounded) out += " total " + bound(type.total_digits);
  if (type.fraction_digits != kUnbounded) out += " fraction " + bound(type.fraction_digits);
  if (!type.min_inclusive.empty()) out += " >=" + type.min_inclusive;
  if (!type.min_exclusive.empty()) out += " >" + type.min_exclusive;
  if (!type.max_inclusive.empty()) out += " <=" + type.max_inclusive;
  if (!type.max_exclusive.empty()) out += " <" + type.max_exclusive;
  if (!type.enumeration.empty()) out += " one of " + joined(type.enumeration);
  if (!type.patterns.empty()) out += " like " + joined(type.patterns);
  return out;
}

#define R(base, facets) \
  "<xs:simpleType><xs:restriction base='" base "'>" facets "</xs:restriction></xs:simpleType>"
#define RR(base, inner, facets) \
  "<xs:simpleType><xs:restriction>" R(base, inner) facets "</xs:restriction></xs:simpleType>"

const Facets kFacets[] = {
    {"string", R("xs:string", ""), "string preserve"},
    {"normalized", R("xs:normalizedString", ""), "string replace"},
    {"token", R("xs:token", ""), "string collapse"},
    {"boolean", R("xs:boolean", ""), "boolean collapse"},
    {"decimal", R("xs:decimal", ""), "decimal collapse"},
    {"date_time", R("xs:dateTime", ""), "dateTime collapse"},
    {"date", R("xs:date", ""), "date collapse"},
    {"double", R("xs:double", ""), "other collapse"},
    {"lengths", R("xs:string", "<xs:minLength value='1'/><xs:maxLength value='35'/>"),
     "string preserve length 1..35"},
    {"length", R("xs:string", "<xs:length value='3'/>"), "string preserve length 3..3"},
    {"inherited_length",
     RR("xs:token", "<xs:minLength value='1'/><xs:maxLength value='35'/>",
        "<xs:maxLength value='17'/>"),
     "string collapse length 1..17"},
    {"digits", R("xs:decimal", "<xs:totalDigits value='16'/><xs:fractionDigits value='6'/>"),
     "decimal collapse total 16 fraction 6"},
    {"integer_has_no_fraction", R("xs:nonNegativeInteger", "<xs:maxInclusive value='99'/>"),
     "decimal collapse fraction 0 >=0 <=99 like [+\\-]?[0-9]+"},
    {"bounds", R("xs:decimal", "<xs:minExclusive value='0'/><xs:maxExclusive value='100'/>"),
     "decimal collapse >0 <100"},
    {"inherited_bound",
     RR("xs:decimal", "<xs:minInclusive value='-90'/>", "<xs:minExclusive value='0'/>"),
     "decimal collapse >=-90 >0"},
    {"enumeration", R("xs:token", "<xs:enumeration value='KGM'/><xs:enumeration value='TNE'/>"),
     "string collapse one of KGM | TNE"},
    {"narrowed_enumeration",
     RR("xs:token", "<xs:enumeration value='a'/><xs:enumeration value='b'/>",
        "<xs:enumeration value='b'/>"),
     "string collapse one of b"},
    {"pattern_with_alternatives", R("xs:token", "<xs:pattern value='(a|b)c|d'/>"),
     "string collapse like (a|b)c|d"},
    {"pattern", R("xs:token", "<xs:pattern value='[A-Z]{3}'/>"), "string collapse like [A-Z]{3}"},
    {"patterns_of_one_step_are_alternatives",
     R("xs:token", "<xs:pattern value='a+'/><xs:pattern value='b+'/>"),
     "string collapse like a+|b+"},
    {"patterns_of_two_steps_add_up",
     RR("xs:token", "<xs:pattern value='[a-z]+'/>", "<xs:pattern value='.{3}'/>"),
     "string collapse like .{3} | [a-z]+"},
    {"list", "<xs:simpleType><xs:list itemType='xs:token'/></xs:simpleType>", "other collapse",
     "list type: the anonymous type of R"},
    {"union", "<xs:simpleType><xs:union memberTypes='xs:date xs:token'/></xs:simpleType>",
     "other collapse", "union type: the anonymous type of R"},
};

class SimpleTypes : public testing::TestWithParam<Facets> {};
TEST_P(SimpleTypes, AreLowered) {
  const auto schema =
      load(xsd(std::string("<xs:element name='R'>") + GetParam().type + "</xs:element>"));
  ASSERT_NE(schema, nullptr);
  const auto& type = schema->types[schema->elements[schema->global("urn:t", "R")].type];
  ASSERT_NE(type.simple, kNone);
  EXPECT_EQ(picture(schema->simple_types[type.simple]), GetParam().want);
  EXPECT_EQ(joined(schema->uncovered), GetParam().uncovered);
}
INSTANTIATE_TEST_SUITE_P(Rows, SimpleTypes, testing::ValuesIn(kFacets),
                         [](const auto& row) { return std::string(row.param.name); });

// --- the rest of the components ---

TEST(Schema, AttributesOfSimpleContent) {
  const auto schema = load(
      xsd("<xs:element name='R'><xs:complexType><xs:simpleContent><xs:extension base='xs:decimal'>"
          "<xs:attribute name='u' use='required'><xs:simpleType><xs:restriction base='xs:token'>"
          "<xs:enumeration value='KGM'/></xs:restriction></xs:simpleType></xs:attribute>"
          "<xs:attribute name='f' type='xs:string' fixed='304'/>"
          "<xs:attribute name='d' type='xs:string' default='x'/>"
          "<xs:attribute name='p' type='xs:string' use='prohibited'/>"
          "</xs:extension></xs:simpleContent></xs:complexType></xs:element>"));
  ASSERT_NE(schema, nullptr);
  const auto& type = schema->types[schema->elements[0].type];
  EXPECT_EQ(schema->simple_types[type.simple].primitive, Primitive::decimal);
  ASSERT_EQ(type.attributes.size(), 3U);
  EXPECT_EQ(type.attributes[0].name, "d");
  EXPECT_FALSE(type.attributes[0].required);
  EXPECT_EQ(type.attributes[1].name, "f");
  EXPECT_EQ(type.attributes[1].fixed, "304");
  EXPECT_EQ(type.attributes[2].name, "u");
  EXPECT_TRUE(type.attributes[2].required);
  EXPECT_EQ(type.attributes[2].space, "");
  EXPECT_EQ(joined(schema->simple_types[type.attributes[2].type].enumeration), "KGM");
  EXPECT_EQ(joined(schema->uncovered), "default attribute value: R/@d");
}

TEST(Schema, AnnotationsAreText) {
  const auto schema = load(
      xsd("<xs:element name='R' type='xs:string'><xs:annotation><xs:appinfo>not this</xs:appinfo>"
          "<xs:documentation>\n  Gross <b>weight</b>, &lt;kg&gt; &amp; more <!-- > nor this -->\n"
          "</xs:documentation><xs:documentation>second</xs:documentation></xs:annotation></"
          "xs:element>"));
  ASSERT_NE(schema, nullptr);
  EXPECT_EQ(schema->elements[0].annotation, "Gross weight , <kg> & more second");
}

TEST(Schema, TypesThatContainThemselvesEnd) {
  const auto schema = load(
      xsd("<xs:complexType name='T'><xs:sequence><xs:element name='C' type='T' minOccurs='0' "
          "maxOccurs='unbounded'/></xs:sequence></xs:complexType><xs:element name='R' type='T'/>"));
  ASSERT_NE(schema, nullptr);
  EXPECT_EQ(schema->elements.size(), 2U);
  EXPECT_EQ(schema->types.size(), 1U);
  EXPECT_EQ(schema->types[0].name, "T");
  EXPECT_EQ(picture(*schema, schema->types[0]), "C 0..n @1");
}

TEST(Schema, DerivedTypesHaveTheChildrenOfTheirBase) {
  const auto schema = load(xsd("<xs:complexType name='B'><xs:sequence>" E(
      "a") "</xs:sequence></xs:complexType>"
           "<xs:element name='R'><xs:complexType><xs:complexContent><xs:extension base='B'>"
           "<xs:sequence>" E(
               "b") "</xs:sequence></xs:extension></xs:complexContent></xs:complexType>"
                    "</xs:element>"));
  ASSERT_NE(schema, nullptr);
  EXPECT_EQ(picture(*schema, schema->types[schema->elements[0].type]), "a 1..1 @1 | b 1..1 @2");
}

TEST(Schema, WhatTheTablesDoNotCarryIsNamed) {
  const auto schema = load(
      xsd("<xs:element name='R'><xs:complexType mixed='true'><xs:sequence><xs:element ref='H'/>"
          "<xs:element name='n' type='xs:string' nillable='true'/>"
          "<xs:element name='d' type='xs:string' default='1'/></xs:sequence>"
          "<xs:anyAttribute/></xs:complexType>"
          "<xs:key name='k'><xs:selector xpath='*'/><xs:field xpath='.'/></xs:key></xs:element>"
          "<xs:element name='H' type='xs:string' abstract='true'/>"
          "<xs:element name='S' type='xs:string' substitutionGroup='H'/>"
          "<xs:complexType name='A' abstract='true'/><xs:element name='U' type='A'/>"));
  ASSERT_NE(schema, nullptr);
  EXPECT_EQ(joined(schema->uncovered),
            "abstract element: H | abstract type: A | fixed or default element value: d | "
            "identity constraint: R/k | mixed content: the anonymous type of R | "
            "nillable element: n | substitution group: S | "
            "xs:anyAttribute: the anonymous type of R");
  EXPECT_TRUE(schema->types[schema->elements[schema->global("urn:t", "R")].type].mixed);
}

TEST(Schema, GlobalsComeFirstAndSorted) {
  const auto schema = load(xsd("<xs:element name='Z'><xs:complexType><xs:sequence>" E(
      "m") "</xs:sequence></xs:complexType></xs:element>"
           "<xs:element name='B' type='xs:string'/>"));
  ASSERT_NE(schema, nullptr);
  ASSERT_EQ(schema->globals, 2U);
  EXPECT_EQ(schema->elements[0].name, "B");
  EXPECT_EQ(schema->elements[1].name, "Z");
  EXPECT_EQ(schema->elements[2].name, "m");
  EXPECT_EQ(schema->global("urn:t", "m"), kNone);
  EXPECT_EQ(schema->global("urn:u", "B"), kNone);
}

TEST(Schema, ChildByNameAndNamespace) {
  const Folder folder;
  folder.write("b.xsd", xsd("<xs:element name='D' type='xs:string'/>", "targetNamespace='urn:b'"));
  const auto path = folder.write(
      "a.xsd", xsd("<xs:import namespace='urn:b' schemaLocation='b.xsd'/><xs:element name='R'>"
                   "<xs:complexType><xs:sequence>" E("D") "<xs:element ref='b:D'/></xs:sequence>"
                                                          "</xs:complexType></xs:element>",
                   "targetNamespace='urn:t' xmlns:b='urn:b'"));
  Diagnostics faults;
  const auto schema = load_schema(path, faults);
  ASSERT_NE(schema, nullptr) << render_text(faults);
  const auto& type = schema->types[schema->elements[schema->global("urn:t", "R")].type];
  const std::string_view b = "urn:b";
  const std::string_view c = "urn:c";
  ASSERT_NE(schema->child(type, "D"), nullptr);
  EXPECT_EQ(schema->child(type, "D")->rank, 1U);
  ASSERT_NE(schema->child(type, "D", &b), nullptr);
  EXPECT_EQ(schema->child(type, "D", &b)->rank, 2U);
  EXPECT_EQ(schema->child(type, "D", &c), nullptr);
  EXPECT_EQ(schema->child(type, "X"), nullptr);
  EXPECT_EQ(schema->files.size(), 2U);
}

TEST(Schema, AnIncludeWithoutNamespaceTakesThatOfEachIncluder) {
  const Folder folder;
  folder.write(
      "classes.xsd",
      xsd("<xs:complexType name='T'><xs:sequence>" E("a") "</xs:sequence></xs:complexType>", ""));
  folder.write("b.xsd",
               xsd("<xs:include schemaLocation='classes.xsd'/><xs:element name='B' type='T'/>",
                   "targetNamespace='urn:b' xmlns='urn:b'"));
  const auto path =
      folder.write("a.xsd", xsd("<xs:include schemaLocation='classes.xsd'/>"
                                "<xs:import namespace='urn:b' schemaLocation='b.xsd'/>"
                                "<xs:element name='A' type='T'/>"));
  Diagnostics faults;
  const auto schema = load_schema(path, faults);
  ASSERT_NE(schema, nullptr) << render_text(faults);
  for (const auto& [space, name] : {std::pair{"urn:t", "A"}, std::pair{"urn:b", "B"}}) {
    const auto global = schema->global(space, name);
    ASSERT_NE(global, kNone) << name;
    const auto& type = schema->types[schema->elements[global].type];
    ASSERT_EQ(type.children.size(), 1U);
    EXPECT_EQ(schema->elements[type.children[0].element].space, space);
  }
}

// --- what is refused ---

struct Refused {
  const char* name;
  const char* schema;  // null: no such file
  Fault fault;
  const char* detail;  // a part of it
};
void PrintTo(const Refused& row, std::ostream* os) { *os << row.name; }

#define IMPORT(where) "<xs:import namespace='urn:b' schemaLocation='" where "'/>"

const Refused kRefused[] = {
    {"no_file", nullptr, Fault::schema_unreadable, ""},
    {"empty_file", "", Fault::schema_invalid, ""},
    {"not_xml", "UNB+UNOC:3'", Fault::schema_invalid, ""},
    {"not_a_schema", "<a/>", Fault::schema_invalid, "schema"},
    {"unknown_type", "<xs:element name='R' type='xs:strnig'/>", Fault::schema_invalid, "strnig"},
    {"import_of_no_file", IMPORT("b.xsd"), Fault::schema_unreadable, "a.xsd"},
    {"import_from_the_network", IMPORT("http://www.example.com/b.xsd"), Fault::schema_refused,
     "only local files"},
    {"import_from_outside", IMPORT("../b.xsd"), Fault::schema_refused, "outside"},
    {"import_of_an_absolute_path", IMPORT("/etc/passwd"), Fault::schema_refused, "outside"},
    {"import_of_a_file_url", IMPORT("file:///etc/passwd"), Fault::schema_refused, "outside"},
    {"include_from_outside", "<xs:include schemaLocation='../b.xsd'/>", Fault::schema_refused,
     "outside"},
    {"redefine_from_outside", "<xs:redefine schemaLocation='../b.xsd'/>", Fault::schema_refused,
     "outside"},
};

class Refusal : public testing::TestWithParam<Refused> {};
TEST_P(Refusal, IsAFault) {
  const Folder folder;
  Diagnostics faults;
  auto path = folder.path("a.xsd");
  if (const auto* text = GetParam().schema; text != nullptr) {
    const std::string body = text;
    folder.write("a.xsd", body.starts_with("<xs:") ? xsd(body) : body);
  }
  EXPECT_EQ(load_schema(path, faults), nullptr);
  ASSERT_FALSE(faults.all().empty());
  const auto& fault = faults.all().front();
  EXPECT_EQ(fault.fault, GetParam().fault) << render_text(faults);
  EXPECT_NE(fault.detail.find(GetParam().detail), std::string::npos) << fault.detail;
  EXPECT_NE(fault.file.find(".xsd"), std::string::npos) << fault.file;
}
INSTANTIATE_TEST_SUITE_P(Rows, Refusal, testing::ValuesIn(kRefused),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Schema, AFaultHasItsPlace) {
  const Folder folder;
  Diagnostics faults;
  const auto path = folder.write("a.xsd", xsd("<xs:element name='R'\n  type='nothing'/>"));
  EXPECT_EQ(load_schema(path, faults), nullptr);
  ASSERT_EQ(faults.all().size(), 1U) << render_text(faults);
  EXPECT_EQ(faults.all()[0].position.line, 3U);
  EXPECT_NE(faults.all()[0].position.column, 0U);
}

TEST(Schema, FaultsAreLimited) {
  std::string body;
  for (int i = 0; i < 100; ++i)
    body += "<xs:element name='R" + std::to_string(i) + "' type='nothing'/>\n";
  const Folder folder;
  Diagnostics faults;
  EXPECT_EQ(load_schema(folder.write("a.xsd", xsd(body)), faults), nullptr);
  EXPECT_EQ(faults.all().size(), 20U);
}

TEST(Schema, ImportsBelowTheFolderAreRead) {
  const Folder folder;
  folder.write("deep/down/c.xsd",
               xsd("<xs:element name='C' type='xs:string'/>", "targetNamespace='urn:c'"));
  folder.write("deep/b.xsd", xsd("<xs:import namespace='urn:c' schemaLocation='down/c.xsd'/>",
                                 "targetNamespace='urn:b'"));
  const auto path = folder.write(
      "a.xsd",
      xsd(IMPORT(
          "deep/b.xsd") "<xs:import namespace='urn:x'/><xs:element name='A' type='xs:string'/>"));
  Diagnostics faults;
  const auto schema = load_schema(path, faults);
  ASSERT_NE(schema, nullptr) << render_text(faults);
  EXPECT_NE(schema->global("urn:c", "C"), kNone);
  EXPECT_EQ(schema->files.size(), 3U);
}

// --- the schemas that are shipped ---

TEST(ShippedSchema, SingleWindow) {
  Diagnostics faults;
  const auto schema = load_schema(SLUIS_SOURCE_DIR "/schemas/xml/sw-01/B2SW.xsd", faults);
  ASSERT_NE(schema, nullptr) << render_text(faults);
  EXPECT_EQ(joined(schema->uncovered), "");
  const auto root = schema->global("urn:wco:datamodel:SW:B2SW:01", "B2SW");
  ASSERT_NE(root, kNone);
  std::string parts = "MetaData 1..1 @1 | Declaration 1..1 @2";
  constexpr std::size_t kTypes = 23;  // of declaration besides the main part
  for (std::size_t i = 0; i < kTypes; ++i) parts += " | Declaration 0..n @3";
  EXPECT_EQ(picture(*schema, schema->types[schema->elements[root].type]), parts);
  const auto notice = schema->global("B2SW:NOA:01", "Declaration");
  ASSERT_NE(notice, kNone);
  EXPECT_EQ(picture(*schema, schema->types[schema->elements[notice].type]),
            "FunctionCode 1..1 @1 | TypeCode 1..1 @2 | VersionID 0..1 @3 | "
            "AdditionalDocument 0..9 @4 | AdditionalInformation 0..99 @5 | "
            "BorderTransportMeans 1..1 @6 | PreviousDocument 0..n @7");
  for (const auto& element : schema->elements)
    EXPECT_TRUE(schema->types[element.type].simple != kNone ||
                !schema->types[element.type].children.empty())
        << element.name;
}

TEST(ShippedSchema, MainPartOf2015) {
  Diagnostics faults;
  const auto schema = load_schema(SLUIS_SOURCE_DIR "/schemas/xml/2015-01A/MAI.xsd", faults);
  ASSERT_NE(schema, nullptr) << render_text(faults);
  EXPECT_EQ(joined(schema->uncovered), "");
  EXPECT_NE(schema->global("urn:wco:datamodel:WCO:MAI:01A", "Declaration"), kNone);
}

// The schema of 2015 as published and ours have the same elements in the same order.
TEST(ShippedSchema, MainPartOf2015IsThatPublished) {
  const std::string published =
      SLUIS_SOURCE_DIR "/../shared/b2sw/B2SW_MetaData_01A_urn_wco_datamodel_WCO_MAI_01A.xsd";
  if (!fs::exists(published)) GTEST_SKIP() << "the published schema is not at hand";
  Diagnostics faults;
  const auto theirs = load_schema(published, faults);
  const auto ours = load_schema(SLUIS_SOURCE_DIR "/schemas/xml/2015-01A/MAI.xsd", faults);
  ASSERT_NE(theirs, nullptr) << render_text(faults);
  ASSERT_NE(ours, nullptr) << render_text(faults);
  const auto tree = [](const Schema& schema) {
    std::string out;
    std::vector<std::pair<std::string, std::uint32_t>> waiting{{"", 0}};
    while (!waiting.empty()) {
      const auto [path, element] = waiting.back();
      waiting.pop_back();
      const auto& row = schema.elements[element];
      const auto here = path + "/{" + row.space + "}" + row.name;
      const auto& type = schema.types[row.type];
      out += here + " " + picture(schema, type);
      for (const auto& attribute : type.attributes)
        out += " @" + attribute.name + (attribute.required ? "!" : "") +
               joined(schema.simple_types[attribute.type].enumeration);
      out += "\n";
      for (const auto& child : type.children) waiting.emplace_back(here, child.element);
    }
    return out;
  };
  EXPECT_EQ(tree(*ours), tree(*theirs));
}

}  // namespace
}  // namespace sluis::xml
