// Rules of ISO 9735 as rows: an input, and what is said of it under `strict` and under `field`.
//
// The numbers are those of docs/edifact.md. A fault is written
//
//   E3107 29@M UNT#3+1 @97      code; 0085 and level as CONTRL tells them; tag, segment, element;
//                               offset of its first byte
//   ~E3107 ...                  a warning ('-': for information)
//
// with ":component" and "*repetition" behind the element where there are any, and faults are joined
// by "; ". What is not said is not checked: "E3107" alone fits any place.
#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace sluis::rules {

struct Rule {
  const char* number;  // "S-114"
  std::string what;    // a name, unique within the number
  std::string input;
  std::string strict = {};
  std::string field = {};
};
void PrintTo(const Rule& rule, std::ostream* out);

// An interchange of syntax version 3 (ORDERS D.96A) or 4 (D.01B) with these segments, without
// terminators, in the place of FTX: UNB, UNH, BGM, DTM in front; UNS+S, UNT with its count, UNZ
// behind.
[[nodiscard]] std::string v3(const std::vector<std::string>& body);
[[nodiscard]] std::string v4(const std::vector<std::string>& body);
// The same with the segments as they are, from UNH to UNT, and the identifier in UNB: "UNOC:3".
[[nodiscard]] std::string in_interchange(const std::string& syntax, const std::string& segments);

// What is said of `input`, in the form above; the input comes in pieces of so many bytes, 0: whole.
[[nodiscard]] std::string said_of(const std::string& input, bool strict, std::size_t piece = 0);

// "S_114_trailing_element"
[[nodiscard]] std::string test_name(const Rule& rule);

// Runs the row under both profiles, and in pieces of several sizes (S-426).
void check(const Rule& rule);

}  // namespace sluis::rules

// The rows of a file, each a test named by its number.
#define SLUIS_RULES(Suite, rows)                                      \
  class Suite : public testing::TestWithParam<sluis::rules::Rule> {}; \
  TEST_P(Suite, Holds) { sluis::rules::check(GetParam()); }           \
  INSTANTIATE_TEST_SUITE_P(                                           \
      Rules, Suite, testing::ValuesIn(rows),                          \
      [](const testing::TestParamInfo<Rule>& row) { return sluis::rules::test_name(row.param); })
