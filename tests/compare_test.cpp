#include "xml/compare.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "xml/reader.hpp"

namespace sluis::xml {
namespace {

struct Case {
  const char* name;
  std::string expected, found;
  std::string difference = {};  // "path: expected / found"; empty: none
};
void PrintTo(const Case& row, std::ostream* out) { *out << row.name; }

const Case kCases[] = {
    {"same", "<a><b>1</b></a>", "<a><b>1</b></a>"},
    {"white_space_between", "<a>\n  <b>1</b>\n</a>", "<a><b>1</b></a>"},
    {"prefixes", "<p:a xmlns:p='n'/>", "<a xmlns='n'/>"},
    {"order_of_attributes", "<a x='1' y='2'/>", "<a y='2' x='1'/>"},
    {"character_references", "<a>&#65;&amp;</a>", "<a>A&amp;</a>"},
    {"cdata", "<a><![CDATA[x<y]]></a>", "<a>x&lt;y</a>"},
    {"text", "<a><b>1</b></a>", "<a><b>2</b></a>", "/a/b: \"1\" / \"2\""},
    {"white_space_in_text", "<a>1</a>", "<a> 1</a>", "/a: \"1\" / \" 1\""},
    {"namespace", "<a xmlns='n'/>", "<a/>", "/a: {n}a / {}a"},
    {"attribute", "<a x='1'/>", "<a x='2'/>", "/a/@x: {}1 / {}2"},
    {"second_of_a_name", "<a><b>1</b><b>2</b></a>", "<a><b>1</b><b>3</b></a>",
     "/a/b[2]: \"2\" / \"3\""},
    {"missing", "<a><b/><c/></a>", "<a><b/></a>", "/a/c: {}c / the end of the element"},
    {"surplus", "<a><b/></a>", "<a><b/><c/></a>", "/a: the end of the element / {}c"},
    {"nothing", "<a/>", "", "/a: {}a / unreadable: "},
    {"not_well_formed", "<a/>", "<a>", "/a: the end of the element / unreadable: "},
};

class Compare : public testing::TestWithParam<Case> {};

TEST_P(Compare, Documents) {
  const Case& row = GetParam();
  const auto difference = first_difference(row.expected, row.found);
  const std::string found =
      !difference ? std::string()
                  : difference->path + ": " + difference->expected + " / " + difference->found;
  if (row.difference.ends_with(": ") && difference)
    EXPECT_TRUE(found.starts_with(row.difference)) << found;
  else
    EXPECT_EQ(found, row.difference);
}

INSTANTIATE_TEST_SUITE_P(Rows, Compare, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

// --- what the reader refuses ---

class Silent : public ReadHandler {
 public:
  std::size_t elements = 0;
  void start(std::string_view, std::string_view, const std::vector<ReadAttribute>&,
             Position) override {
    ++elements;
  }
  void text(std::string_view) override {}
  void end() override {}
};

struct Hostile {
  const char* name;
  std::string document;
  std::string message;
};
void PrintTo(const Hostile& row, std::ostream* out) { *out << row.name; }

std::string nested(std::size_t depth) {
  std::string text;
  for (std::size_t i = 0; i < depth; ++i) text += "<a>";
  for (std::size_t i = 0; i < depth; ++i) text += "</a>";
  return text;
}

const Hostile kHostile[] = {
    {"doctype", "<!DOCTYPE a><a/>", "document type"},
    {"external_dtd", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", "document type"},
    {"entity", "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>",
     "document type"},
    {"laughs", "<!DOCTYPE a [<!ENTITY e \"ha\"><!ENTITY f \"&e;&e;&e;\">]><a>&f;</a>",
     "document type"},
    {"too_deep", nested(kDeepest + 1), "nested deeper"},
    {"long_comment", "<a><!--" + std::string(kLongestToken + 100'000, 'x') + "--></a>",
     "longer than"},
    {"unknown_entity", "<a>&e;</a>", ""},
    {"control_character", "<a>\x01</a>", ""},
    {"two_roots", "<a/><b/>", ""},
    {"empty", "", ""},
};

class Reader : public testing::TestWithParam<Hostile> {};

TEST_P(Reader, Refuses) {
  Silent handler;
  const auto fault = read(GetParam().document, handler);
  ASSERT_TRUE(fault.has_value());
  EXPECT_NE(fault->message.find(GetParam().message), std::string::npos) << fault->message;
}

INSTANTIATE_TEST_SUITE_P(Hostile, Reader, testing::ValuesIn(kHostile),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Reader, TakesWhatIsDeepEnough) {
  Silent handler;
  EXPECT_FALSE(read(nested(kDeepest), handler).has_value());
  EXPECT_EQ(handler.elements, kDeepest);
}

}  // namespace
}  // namespace sluis::xml
