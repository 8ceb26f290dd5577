// Sizes: what is too long is named and left behind, in bounded memory.
#include <algorithm>

#include "edifact/reader.hpp"
#include "rules/rule.hpp"

namespace sluis::rules {
namespace {

const std::string kUnb = "UNB+UNOC:4+S+R+20260101:0900+I1'";
const std::string kHead = kUnb + "UNH+M1+ORDERS:D:01B:UN'";

std::string repeat(std::string_view text, std::size_t times) {
  std::string out;
  while (times-- > 0) out += text;
  return out;
}

const std::vector<Rule> kRows = {
    {"S-427", "empty", "", "E3001 0@- @0", "E3001 0@- @0"},
    {"S-427", "white_space", " \r\n\t\n", "E3001 0@- @0", "E3001 0@- @0"},
    {"S-427", "byte_order_mark_only", "\xEF\xBB\xBF", "E3001 0@- @0", "E3001 0@- @0"},
    {"S-427", "advice_only", "UNA:+.? '", "E2202 0@- @0", "E2202 0@- @0"},
};
SLUIS_RULES(LimitRules, kRows);

struct Outcome {
  std::string kinds;  // "S" for a segment, "#" for a broken one
  std::vector<Fault> faults;
  std::size_t window = 0;  // the largest
};

Outcome read(const std::string& input, std::size_t piece) {
  Source source("rule", input, piece);
  Diagnostics faults;
  edifact::Reader reader(source, faults);
  const edifact::Segment* segment = nullptr;
  Outcome outcome;
  for (edifact::Read read = reader.next(segment); read != edifact::Read::end;
       read = reader.next(segment)) {
    outcome.kinds += read == edifact::Read::segment ? 'S' : '#';
    outcome.window = std::max(outcome.window, source.window().size());
  }
  for (const Diagnostic& fault : faults.all()) outcome.faults.push_back(fault.fault);
  return outcome;
}

TEST(LimitRules, Segment) {
  SCOPED_TRACE("S-421");
  constexpr std::size_t kLimit = std::size_t{1} << 20U;
  const std::string input = kHead + "FTX" + repeat("+123456789", kLimit / 5) + "'BGM+1'";
  const Outcome outcome = read(input, 4096);
  EXPECT_EQ(outcome.kinds, "SS#S");
  EXPECT_EQ(outcome.faults, std::vector<Fault>{Fault::segment_limit});
  EXPECT_LT(outcome.window, 2 * kLimit);
  EXPECT_EQ(fault_row(Fault::segment_limit).contrl, 18);

  const std::string endless = kHead + "FTX+" + std::string(2 * kLimit, 'x');
  EXPECT_EQ(read(endless, 4096).kinds, "SS#");
}

TEST(LimitRules, Parts) {
  SCOPED_TRACE("S-422");
  struct Row {
    std::string segment;
    Fault fault;
    unsigned contrl;
  };
  const std::string long_value(64 * 1024, 'x');
  for (const Row& row : {Row{"FTX+" + long_value + "x", Fault::value_limit, 39},
                         Row{"FTX" + repeat("+A", 1001), Fault::element_limit, 16},
                         Row{"FTX" + std::string(100'000, '+'), Fault::element_limit, 16},
                         Row{"FTX+" + repeat("A:", 100) + "A", Fault::component_limit, 16},
                         Row{"FTX+" + repeat("A*", 10'000) + "A", Fault::repetition_limit, 35}}) {
    const Outcome outcome = read(kHead + row.segment + "'BGM+1'", 4096);
    EXPECT_EQ(outcome.kinds, "SS#S");
    EXPECT_EQ(outcome.faults, std::vector<Fault>{row.fault});
    EXPECT_EQ(fault_row(row.fault).contrl, row.contrl);
    EXPECT_FALSE(Tolerance::may_relax(row.fault));
  }
  for (const std::string& segment :
       {"FTX+" + long_value, "FTX" + repeat("+A", 1000), "FTX+" + repeat("A:", 99) + "A",
        "FTX+" + repeat("A*", 9'999) + "A"})
    EXPECT_EQ(read(kHead + segment + "'BGM+1'", 4096).kinds, "SSSS");
}

TEST(LimitRules, FaultsAreKeptInBounds) {
  SCOPED_TRACE("S-424");
  Source source("rule", kHead + repeat("x'", 100'000));
  Diagnostics faults;
  edifact::Reader reader(source, faults);
  const edifact::Segment* segment = nullptr;
  while (reader.next(segment) != edifact::Read::end) {
  }
  EXPECT_EQ(faults.all().size(), Diagnostics::kPerMessage);
  EXPECT_EQ(faults.errors(), 100'000U);

  // By interchange: what many messages say together.
  Diagnostics all;
  for (int message = 0; message < 20; ++message) {
    all.begin_message();
    for (int i = 0; i < 1000; ++i) all.report(Fault::bad_tag, "rule");
  }
  EXPECT_EQ(all.all().size(), Diagnostics::kInAll);
  EXPECT_EQ(all.errors(), 20'000U);
}

TEST(LimitRules, MemoryStaysConstant) {
  SCOPED_TRACE("S-425");
  const std::string line = "FTX+AAI+++SOME TEXT?'S THAT GOES ON AND ON'\r\n";
  std::string wrapped;
  const std::string text = kHead + repeat("FTX+AAI+++SOME TEXT THAT GOES ON'", 40'000);
  for (std::size_t at = 0; at < text.size(); at += 80) wrapped += text.substr(at, 80) + "\n";
  for (const std::string& input :
       {kHead + repeat(line, 40'000), wrapped, kHead + std::string(2'000'000, '\n') + line,
        kHead + repeat("FTX+\xFC \x01'", 100'000)}) {
    const Outcome outcome = read(input, 4096);
    EXPECT_LT(outcome.window, 64U * 1024);
    EXPECT_EQ(outcome.kinds.find('#'), std::string::npos);
  }
}

// Every row of the rules runs in pieces; here what is longer than any piece.
TEST(LimitRules, PiecesDoNotMatter) {
  SCOPED_TRACE("S-426");
  std::string input = "\r\nUNA:+.?*'\r\n" + kHead;
  for (int i = 0; i < 300; ++i)
    input += "FTX+A?\?\xFC'x'\nRFF+A*B+'LIN:" + std::to_string(i) + "+1'";
  input += "UNZ+1+I1'\x1A";
  const std::string whole = said_of(input, false);
  for (const std::size_t piece : {1U, 2U, 3U, 7U, 9U, 64U, 4096U})
    EXPECT_EQ(said_of(input, false, piece), whole) << piece;
}

}  // namespace
}  // namespace sluis::rules
