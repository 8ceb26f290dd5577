// Code lists: the CSV reader, what it refuses and at which line, and look-ups both ways.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <string>
#include <vector>

#include "mapping/lenses.hpp"

namespace {

using sluis::mapping::CodeTable;
using sluis::mapping::parse_code_table;

// "left dir right label;" a row, keys joined by '/'.
std::string picture(const CodeTable& table) {
  std::string text;
  for (auto row : table.rows) {
    for (char& c : row.left)
      if (c == '\x1F') c = '/';
    text += row.left + " " + row.direction + " " + row.right +
            (row.label.empty() ? "" : " " + row.label) + ";";
  }
  return text + (table.complete ? "" : "open");
}

struct Case {
  const char* name;
  std::size_t keys;
  const char* csv;
  const char* want;  // picture, or "!LINE sentence"
};
void PrintTo(const Case& row, std::ostream* os) { *os << row.name; }

class CodeTables : public testing::TestWithParam<Case> {};
TEST_P(CodeTables, Picture) {
  std::string error;
  std::size_t line = 99;
  const auto table = parse_code_table(GetParam().csv, GetParam().keys, error, line);
  EXPECT_EQ(table != nullptr, error.empty());
  EXPECT_EQ(table ? picture(*table) : "!" + std::to_string(line) + " " + error, GetParam().want);
}

const Case kCases[] = {
    {"plain", 1, "1225,dir,right,label\n9,=,9,Original\n1,=,1,Cancellation\n",
     "9 = 9 Original;1 = 1 Cancellation;"},
    {"no_last_line_end", 1, "a,dir,right\nx,=,y", "x = y;"},
    {"no_label", 1, "a,dir,right\nx,=,y\n", "x = y;"},
    {"crlf", 1, "a,dir,right,label\r\nx,=,y,l\r\n", "x = y l;"},
    {"cr_only", 1, "a,dir,right\rx,=,y\r", "x = y;"},
    {"byte_order_mark", 1,
     "\xEF\xBB\xBF"
     "a,dir,right\nx,=,y\n",
     "x = y;"},
    {"blank_lines", 1, "\na,dir,right\n\n\nx,=,y\n\n", "x = y;"},
    {"blanks_around", 1, "a, dir ,right\n x , = ,\ty\n", "x = y;"},
    {"quotes", 1, "a,dir,right,label\nx,=,y,\"a, b\"\n", "x = y a, b;"},
    {"quotes_doubled", 1, "a,dir,right,label\nx,=,y,\"a \"\"b\"\"\"\n", "x = y a \"b\";"},
    {"quotes_keep_blanks", 1, "a,dir,right\n\" x\",=,\"y \"\n", " x = y ;"},
    {"quotes_with_line_end", 1, "a,dir,right,label\nx,=,y,\"1\n2\"\nz,=,w,\n", "x = y 1\n2;z = w;"},
    {"quotes_empty", 1, "a,dir,right,label\nx,=,y,\"\"\n", "x = y;"},
    {"comments", 1, "# Source: a book\na,dir,right\n# more\nx,=,y\n#", "x = y;"},
    {"complete_yes", 1, "# complete: yes\na,dir,right\nx,=,y\n", "x = y;"},
    {"complete_no", 1, "# complete: no\na,dir,right\nx,=,y\n", "x = y;open"},
    {"hash_inside_is_data", 1, "a,dir,right\nx,=,#1\n", "x = #1;"},
    {"two_keys", 2, "1131,3055,dir,right\n146,11,=,IMO\n103,,=,CALL\n",
     "146/11 = IMO;103/ = CALL;"},
    {"three_keys", 3, "a,b,c,dir,right\n1,2,3,=,x\n", "1/2/3 = x;"},
    {"no_rows", 1, "a,dir,right\n", ""},
    {"other_columns", 1, "a,dir,right,note,label\nx,=,y,n,l\n", "x = y l;"},
    {"columns_in_another_order", 1, "a,label,right,dir\nx,l,y,>\n", "x > y l;"},
    {"short_line", 1, "a,dir,right,label\nx,=,y\n", "x = y;"},
    {"one_way", 1, "a,dir,right\nx,=,y\nz,>,y\nw,<,v\n", "x = y;z > y;w < v;"},
    {"same_key_both_ways_apart", 1, "a,dir,right\nx,>,y\nx,<,z\n", "x > y;x < z;"},

    {"empty", 1, "", "!1 the code list is empty; it has no line of columns"},
    {"only_comments", 1, "# a\n# b\n", "!2 the code list is empty; it has no line of columns"},
    {"missing_right", 1, "a,dir,value\n",
     "!1 the column `right` is missing; the first line must name the key, then dir, right and "
     "label"},
    {"missing_dir", 2, "a,b,right\n",
     "!1 the column `dir` is missing; the first line must name 2 keys, then dir, right and label"},
    {"too_few_keys", 2, "a,dir,right\n",
     "!1 the first line must begin with 2 key columns, then dir, right and label"},
    {"column_twice", 1, "a,dir,right,dir\n", "!1 the column `dir` is there twice"},
    {"bad_direction", 1, "# c\na,dir,right\nx,==,y\n",
     "!3 `dir` is \"==\"; it must be = (both ways), > (to XML) or < (back)"},
    {"no_direction", 1, "a,dir,right\nx,,y\n",
     "!2 `dir` is \"\"; it must be = (both ways), > (to XML) or < (back)"},
    {"empty_key", 2, "a,b,dir,right\n,,=,y\n", "!2 the key is empty"},
    {"empty_right", 1, "a,dir,right\nx,=,\n", "!2 `right` is empty"},
    {"too_many_columns", 1, "a,dir,right\nx,=,y,z\n",
     "!2 the line has 4 columns and the first has 3; put a text with commas in quotes"},
    {"key_twice", 1, "a,dir,right\nx,=,y\n\nx,>,z\n", "!4 the key \"x\" is already in line 2"},
    {"pair_twice", 2, "a,b,dir,right\n1,2,=,y\n1,2,=,z\n",
     "!3 the key \"1,2\" is already in line 2"},
    {"value_twice", 1, "a,dir,right\nx,=,y\nz,=,y\n",
     "!3 the XML value \"y\" is already in line 2; use > where the code is only read"},
    {"open_quote", 1, "a,dir,right\nx,=,\"y\nz\n", "!2 a quote is opened and not closed"},
    {"text_after_quote", 1, "a,dir,right\nx,=,\"y\"z\n", "!2 text follows a closing quote"},
    {"quote_inside", 1, "a,dir,right\nx,=,y\"z\n",
     "!2 a quote stands inside a field without quotes; put the whole field in quotes and write the "
     "quote twice"},
    {"line_after_multi_line_field", 1, "a,dir,right,label\nx,=,y,\"1\n2\"\nz,?,w\n",
     "!4 `dir` is \"?\"; it must be = (both ways), > (to XML) or < (back)"},
    {"complete_maybe", 1, "# complete: maybe\na,dir,right\nx,=,y\n",
     "!3 \"# complete:\" must be followed by yes or no, not maybe"},
    {"complete_nothing", 1, "# complete:\na,dir,right\n",
     "!2 \"# complete:\" must be followed by yes or no, not nothing"},
};
INSTANTIATE_TEST_SUITE_P(Csv, CodeTables, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(CodeTable, LooksUpBothWays) {
  std::string error;
  std::size_t line = 0;
  const auto table = parse_code_table("a,dir,right\nx,=,y\nz,>,y\nw,<,v\n", 1, error, line);
  ASSERT_NE(table, nullptr) << error;
  EXPECT_EQ(line, 0U);
  ASSERT_NE(table->get("x"), nullptr);
  EXPECT_EQ(*table->get("x"), "y");
  ASSERT_NE(table->get("z"), nullptr);
  EXPECT_EQ(*table->get("z"), "y");
  EXPECT_EQ(table->get("w"), nullptr);
  EXPECT_EQ(table->get(""), nullptr);
  EXPECT_EQ(table->get("zz"), nullptr);
  ASSERT_NE(table->create("y"), nullptr);
  EXPECT_EQ(*table->create("y"), "x");
  ASSERT_NE(table->create("v"), nullptr);
  EXPECT_EQ(*table->create("v"), "w");
  EXPECT_EQ(table->create("x"), nullptr);
}

TEST(CodeTable, KnowsTheLinesOfItsRows) {
  std::string error;
  std::size_t line = 0;
  const auto table = parse_code_table("# c\na,dir,right\n\nx,=,y\n", 1, error, line);
  ASSERT_NE(table, nullptr) << error;
  ASSERT_EQ(table->rows.size(), 1U);
  EXPECT_EQ(table->rows.front().line, 4U);
}

TEST(CodeTable, ManyColumnsAreRefused) {
  std::string csv = "a,dir,right";
  for (int i = 0; i < 80; ++i) csv += ",c" + std::to_string(i);
  std::string error;
  std::size_t line = 0;
  EXPECT_EQ(parse_code_table(csv, 1, error, line), nullptr);
  EXPECT_EQ(error, "a line has more than 64 columns");
}

TEST(CodeTable, FindsEachOfAThousand) {
  std::string csv = "a,dir,right\n";
  for (int i = 0; i < 1000; ++i)
    csv += "k" + std::to_string(i * 7919 % 1000) + ",=,v" + std::to_string(i) + "\n";
  std::string error;
  std::size_t line = 0;
  const auto table = parse_code_table(csv, 1, error, line);
  ASSERT_NE(table, nullptr) << error;
  for (int i = 0; i < 1000; ++i) {
    const auto key = "k" + std::to_string(i * 7919 % 1000);
    ASSERT_NE(table->get(key), nullptr) << key;
    EXPECT_EQ(*table->get(key), "v" + std::to_string(i));
    EXPECT_EQ(*table->create("v" + std::to_string(i)), key);
  }
}

// The code lists that are shipped: readable, with a source, and each code has a name.
std::vector<std::string> shipped() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(SLUIS_SOURCE_DIR "/mappings/codes"))
    if (entry.path().extension() == ".csv") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

class ShippedCodes : public testing::TestWithParam<std::string> {};
TEST_P(ShippedCodes, AreReadableAndNameTheirSource) {
  std::ifstream file(SLUIS_SOURCE_DIR "/mappings/codes/" + GetParam() + ".csv");
  const std::string csv{std::istreambuf_iterator<char>(file), {}};
  std::string error;
  std::size_t line = 0;
  const auto table = parse_code_table(csv, 1, error, line);
  ASSERT_NE(table, nullptr) << "line " << line << ": " << error;
  EXPECT_NE(csv.find("# complete: "), std::string::npos);
  EXPECT_NE(csv.find("Source: "), std::string::npos);
  EXPECT_FALSE(table->rows.empty());
  for (const auto& row : table->rows) EXPECT_FALSE(row.label.empty()) << row.left;
}
INSTANTIATE_TEST_SUITE_P(Csv, ShippedCodes, testing::ValuesIn(shipped()), [](const auto& row) {
  std::string name = row.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
