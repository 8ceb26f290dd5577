#include "text/spool.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <string>
#include <system_error>
#include <utility>

namespace sluis::text {
namespace {

std::string contents(const Spool& spool, std::size_t step = 1000) {
  std::string out;
  std::string buffer(step, '\0');
  Spool::Reader reader(spool);
  while (const std::size_t got = reader.read(buffer.data(), buffer.size()))
    out.append(buffer, 0, got);
  return out;
}

std::string pattern(std::size_t size) {
  std::string out(size, '\0');
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<char>('a' + i % 26);
  return out;
}

struct Case {
  const char* name;
  std::size_t memory, bytes, write, read;
};
void PrintTo(const Case& row, std::ostream* os) { *os << row.name; }
const Case kCases[] = {
    {"nothing", 10, 0, 1, 1},
    {"below_the_limit", 10, 9, 3, 2},
    {"at_the_limit", 10, 10, 5, 10},
    {"one_above", 10, 11, 11, 4},
    {"one_byte_at_a_time", 3, 20, 1, 1},
    {"no_memory", 0, 100, 7, 13},
    {"large", 1000, 1 << 20, 4096, 70'000},
    {"unlimited", SIZE_MAX, 1 << 20, 4096, 4096},
};

class Spools : public testing::TestWithParam<Case> {};
TEST_P(Spools, GivesBackWhatWasWritten) {
  const Case& row = GetParam();
  const std::string bytes = pattern(row.bytes);
  Spool spool(row.memory);
  for (std::size_t at = 0; at < bytes.size(); at += row.write)
    spool.append(std::string_view(bytes).substr(at, row.write));
  EXPECT_EQ(spool.size(), bytes.size());
  EXPECT_EQ(contents(spool, row.read), bytes);
  EXPECT_EQ(contents(spool, row.read), bytes) << "any number of readers";
  spool.clear();
  EXPECT_EQ(spool.size(), 0U);
  EXPECT_EQ(contents(spool), "");
  spool.append("again");
  EXPECT_EQ(contents(spool), "again");
}
INSTANTIATE_TEST_SUITE_P(Spool, Spools, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

struct Join {
  const char* name;
  std::size_t left_memory, left, right_memory, right;
};
void PrintTo(const Join& row, std::ostream* os) { *os << row.name; }
const Join kJoins[] = {
    {"both_in_memory", 100, 10, 100, 10},
    {"left_overflows", 15, 10, 100, 10},
    {"right_in_file", 100, 10, 5, 200'000},
    {"both_in_file", 5, 10, 5, 10},
    {"into_empty", 100, 0, 5, 50},
    {"into_empty_with_less_memory", 5, 0, 100, 50},
    {"of_empty", 5, 10, 5, 0},
};
class Joins : public testing::TestWithParam<Join> {};
TEST_P(Joins, MovesBehind) {
  const Join& row = GetParam();
  Spool left(row.left_memory);
  Spool right(row.right_memory);
  left.append(pattern(row.left));
  right.append(pattern(row.right));
  left.append(std::move(right));
  EXPECT_EQ(contents(left), pattern(row.left) + pattern(row.right));
  EXPECT_EQ(right.size(), 0U);  // NOLINT(bugprone-use-after-move): the contract says so
  left.append("end");
  EXPECT_EQ(contents(left), pattern(row.left) + pattern(row.right) + "end");
}
INSTANTIATE_TEST_SUITE_P(Spool, Joins, testing::ValuesIn(kJoins),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Spool, Moves) {
  Spool first(4);
  first.append("abcdefgh");
  Spool second(std::move(first));
  EXPECT_EQ(contents(second), "abcdefgh");
  Spool third;
  third.append("x");
  third = std::move(second);
  EXPECT_EQ(contents(third), "abcdefgh");
  EXPECT_EQ(second.size(), 0U);  // NOLINT(bugprone-use-after-move)
}

TEST(Spool, AFolderThatIsNotThereThrows) {
  const char* before = std::getenv("TMPDIR");
  const std::string saved = before == nullptr ? "" : before;
  ::setenv("TMPDIR", "/nowhere/at/all", 1);
  Spool spool(0);
  EXPECT_THROW(spool.append("x"), std::system_error);
  if (before == nullptr)
    ::unsetenv("TMPDIR");
  else
    ::setenv("TMPDIR", saved.c_str(), 1);
}

}  // namespace
}  // namespace sluis::text
