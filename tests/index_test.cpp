#include "edifact/index.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <random>
#include <string>
#include <vector>

#include "sluis/source.hpp"

namespace sluis::edifact {
namespace {

const AsciiSet& plain() { return Charset::find("UNOC", '3')->ascii(); }

std::string padded(std::string bytes) {
  bytes.append(Source::kPadding, '\0');
  return bytes;
}

// What the index must find, byte by byte.
struct Reference {
  std::vector<std::uint32_t> marks;
  std::vector<bool> special;
};
Reference walk(const Separators& s, std::string_view bytes) {
  Reference out;
  bool released = false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    const bool release = s.release != '\0' && c == s.release;
    const bool service = c == s.component || c == s.element || c == s.terminator ||
                         (s.repetition != '\0' && c == s.repetition);
    const bool mark = service && !released;
    if (mark) out.marks.push_back(static_cast<std::uint32_t>(i));
    const bool behind_blank = mark && i > 0 && bytes[i - 1] == ' ';
    out.special.push_back(release || behind_blank ||
                          !(mark || plain().has(static_cast<unsigned char>(c))));
    released = release && !released;
  }
  return out;
}

void expect_same(const Separators& separators, const std::string& bytes, std::size_t step) {
  const Reference want = walk(separators, bytes);
  const std::string buffer = padded(bytes);
  Index index;
  index.reset(separators, plain(), 0);
  for (std::size_t given = std::min(step, bytes.size());;
       given = std::min(given + step, bytes.size())) {
    while (index.extend(std::string_view(buffer).substr(0, given))) {
    }
    ASSERT_EQ(index.known(), given);
    if (given == bytes.size()) break;
  }
  ASSERT_EQ(std::vector<std::uint32_t>(index.next(), index.marks_end()), want.marks);
  for (std::uint32_t i = 0; i < bytes.size(); ++i)
    ASSERT_EQ(index.is_special(i, i + 1), want.special[i]) << "byte " << i;
}

struct Case {
  const char* name;
  Separators separators;
  std::string bytes;
};
void PrintTo(const Case& row, std::ostream* os) { *os << row.name; }

std::string repeat(std::string_view text, std::size_t times) {
  std::string out;
  while (times-- > 0) out += text;
  return out;
}

const Separators kStar{':', '+', '.', '?', '*', '\''};
const Separators kNoRelease{':', '+', '.', '\0', '\0', '\''};
const Separators kLevelB{'\x1F', '\x1D', '.', '\0', '\0', '\x1C'};
const Case kCases[] = {
    {"empty", {}, ""},
    {"one_segment", {}, "DTM+137:20260101:102'"},
    {"all_marks", {}, repeat("+:'", 100)},
    {"no_marks", {}, std::string(1000, 'x')},
    {"release", {}, "FTX+A?+B?:C?'D?\?'"},
    {"even_and_odd_runs", {}, "?'?\?'??\?'???\?'????\?'?????\?'"},
    {"run_over_a_block", {}, std::string(63, 'x') + "?\?'" + std::string(61, 'y') + "?'+"},
    {"odd_run_over_blocks", {}, repeat("?", 129) + "''"},
    {"even_run_over_blocks", {}, repeat("?", 128) + "''"},
    {"release_ends_a_block", {}, std::string(63, 'x') + "?'+"},
    {"release_ends_the_input", {}, "UNZ+1?"},
    {"star_is_data", {}, "A*B"},
    {"star_repeats", kStar, "A*B?*C"},
    {"no_release", kNoRelease, "WHO?'X?+"},
    {"no_release_and_nul", kNoRelease, std::string("a\0b'\0", 5)},
    {"nul_is_no_repetition", {}, std::string("a\0+\0'", 5)},
    {"level_b", kLevelB,
     "UNB\x1DUNOB\x1F"
     "1\x1C+:'?"},
    {"blanks_in_front_of_marks", {}, "A +B: 'C  ?+ '" + std::string(49, 'x') + " +"},
    {"controls_are_special", {}, "a\x01\r\n\x7F\x80\xFF'"},
};

class Marks : public testing::TestWithParam<Case> {};
TEST_P(Marks, AsByteByByte) {
  for (const std::size_t step : std::initializer_list<std::size_t>{1, 2, 63, 64, 65, 100'000})
    ASSERT_NO_FATAL_FAILURE(expect_same(GetParam().separators, GetParam().bytes, step));
}
INSTANTIATE_TEST_SUITE_P(Index, Marks, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Index, RandomBytes) {
  std::mt19937 random(1);
  constexpr std::string_view kAlphabet = "????\?''+:*AB \n\x80";
  for (int round = 0; round < 200; ++round) {
    std::string bytes(random() % 700, ' ');
    for (char& c : bytes) c = kAlphabet[random() % kAlphabet.size()];
    const Separators& separators = round % 2 == 0 ? kStar : kNoRelease;
    ASSERT_NO_FATAL_FAILURE(expect_same(separators, bytes, 1 + random() % 200));
  }
}

// In sets of ISO 2022 the bytes of separators are halves of characters; a line ends in ASCII.
TEST(Index, ShiftedBytesAreNoMarks) {
  const std::string bytes = "A+\x1B$B%+%'\x1B(B+?'\x0E'+\x0F'\x1B$B''\n'\x1B$Z'" +
                            std::string(60, 'x') + "\x1B$B++\x1B(B+";
  const std::string buffer = padded(bytes);
  const std::vector<std::uint32_t> want = {1,  12, 19,
                                           26, 30, static_cast<std::uint32_t>(bytes.size() - 1)};
  for (const std::size_t step : std::initializer_list<std::size_t>{1, 2, 63, 64, 65, 1000}) {
    Index index;
    index.reset({}, plain(), 0, true);
    for (std::size_t given = std::min(step, bytes.size());;
         given = std::min(given + step, bytes.size())) {
      while (index.extend(std::string_view(buffer).substr(0, given))) {
      }
      if (given == bytes.size()) break;
    }
    EXPECT_EQ(std::vector<std::uint32_t>(index.next(), index.marks_end()), want) << step;
    EXPECT_TRUE(index.is_special(6, 7)) << "half a character";
    EXPECT_FALSE(index.is_special(40, 50));
  }
}

TEST(Index, ForgetKeepsWhatIsAhead) {
  std::string bytes;
  while (bytes.size() < 40'000) bytes += "FTX+AAI+++A?'B?\?'";
  const Reference want = walk({}, bytes);
  const std::string buffer = padded(bytes);
  Index index;
  index.reset({}, plain(), 0);
  std::vector<std::uint32_t> seen;
  while (index.extend(std::string_view(buffer).substr(index.base(), bytes.size() - index.base()))) {
    // Takes all but the last two marks, then forgets up to the first of those.
    while (index.marks_end() - index.next() > 2) {
      seen.push_back(static_cast<std::uint32_t>(index.base()) + *index.next());
      index.set_next(index.next() + 1);
    }
    index.forget(index.base() + *index.next());
  }
  for (; index.next() != index.marks_end(); index.set_next(index.next() + 1))
    seen.push_back(static_cast<std::uint32_t>(index.base()) + *index.next());
  EXPECT_EQ(seen, want.marks);
  EXPECT_GT(index.base(), 30'000U) << "what was forgotten is no longer held";
  EXPECT_EQ(index.base() % Index::kBlock, 0U);
}

TEST(Index, KnowsTheLastTerminator) {
  const std::string buffer = padded("BGM+1'DTM+2");
  Index index;
  index.reset({}, plain(), 0);
  ASSERT_TRUE(index.extend(std::string_view(buffer).substr(0, 11)));
  EXPECT_EQ(index.terminated() - index.next(), 2);
  index.set_next(index.next() + 2);
  EXPECT_EQ(index.terminated(), index.next()) << "there is none ahead";
  index.close(11);
  EXPECT_EQ(index.terminated(), index.marks_end()) << "the end of the input is one";
  EXPECT_EQ(index.marks_end()[-1], 11U);
}

TEST(Index, SpecialOverSeveralBlocks) {
  std::string bytes(300, 'x');
  bytes[150] = '?';
  const std::string buffer = padded(bytes);
  Index index;
  index.reset({}, plain(), 0);
  while (index.extend(std::string_view(buffer).substr(0, 300))) {
  }
  EXPECT_TRUE(index.is_special(0, 300));
  EXPECT_TRUE(index.is_special(10, 151));
  EXPECT_FALSE(index.is_special(10, 150));
  EXPECT_FALSE(index.is_special(151, 300));
  EXPECT_FALSE(index.is_special(20, 20));
}

TEST(Index, NamesItsInstructionSet) { EXPECT_STRNE(Index::target(), ""); }

}  // namespace
}  // namespace sluis::edifact
