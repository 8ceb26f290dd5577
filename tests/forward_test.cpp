// The forward run under pressure: what is held, what is written ahead, and that neither shows.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <ostream>
#include <string>

#include "bench/interchanges.hpp"
#include "sluis/converter.hpp"
#include "support/convert.hpp"

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

}  // namespace
}  // namespace sluis
