#include "sluis/source.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "text/unicode.hpp"

namespace sluis {
namespace {

class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view bytes) {
    std::string name = testing::TempDir() + "/sluis-source-XXXXXX";
    const int file = ::mkstemp(name.data());
    path_ = name;
    ::close(file);
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~TemporaryFile() { ::unlink(path_.c_str()); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// Standard input, for as long as it lives.
class Redirect {
 public:
  explicit Redirect(int from) : saved_(::dup(STDIN_FILENO)) {
    ::dup2(from, STDIN_FILENO);
    ::close(from);
  }
  ~Redirect() {
    ::dup2(saved_, STDIN_FILENO);
    ::close(saved_);
  }
  Redirect(const Redirect&) = delete;
  Redirect& operator=(const Redirect&) = delete;

 private:
  int saved_;
};

std::string lines(std::size_t count) {
  std::string out;
  for (std::size_t i = 1; i <= count; ++i) out += "line " + std::to_string(i) + "\n";
  return out;
}

struct Where {
  const char* name;
  const char* input;
  std::uint64_t offset, line, column;
};
void PrintTo(const Where& row, std::ostream* os) { *os << row.name; }

const Where kPositions[] = {
    {"start", "abc", 0, 1, 1},
    {"empty_input", "", 0, 1, 1},
    {"same_line", "abc", 2, 1, 3},
    {"behind_the_end", "abc", 3, 1, 4},
    {"line_break_is_on_its_line", "a\nb", 1, 1, 2},
    {"second_line", "a\nb", 2, 2, 1},
    {"crlf", "a\r\nb", 3, 2, 1},
    {"empty_lines", "\n\n\nx", 3, 4, 1},
    {"behind_last_line_break", "a\n", 2, 2, 1},
    {"columns_count_bytes", "\xC3\xBC!", 2, 1, 3},
};

class Positions : public testing::TestWithParam<Where> {};
TEST_P(Positions, LineAndColumn) {
  const Where& row = GetParam();
  const Source whole("case", row.input);
  Source pieces("case", row.input, 1);
  while (pieces.more(pieces.offset() + pieces.window().size())) {
  }
  for (const Source* source : {&whole, static_cast<const Source*>(&pieces)}) {
    const Position position = source->position(row.offset);
    EXPECT_EQ(position.line, row.line);
    EXPECT_EQ(position.column, row.column);
  }
}
INSTANTIATE_TEST_SUITE_P(Source, Positions, testing::ValuesIn(kPositions),
                         [](const auto& row) { return std::string(row.param.name); });

struct Shown {
  const char* name;
  std::string input;
  Span where;
  std::string text;
  std::uint32_t begin, end;
};
void PrintTo(const Shown& row, std::ostream* os) { *os << row.name; }

const Shown kExcerpts[] = {
    {"whole_line", "one\ntwo three\nfour", {8, 13}, "two three", 4, 9},
    {"crlf_is_no_part", "abc\r\ndef", {0, 3}, "abc", 0, 3},
    {"mark_ends_with_the_line", "abc\ndef", {1, 6}, "abc", 1, 3},
    {"empty_span", "abc", {1, 1}, "abc", 1, 1},
    {"end_of_input", "abc", {3, 3}, "abc", 3, 3},
    {"empty_input", "", {0, 0}, "", 0, 0},
    {"bad_byte_as_hex", "a\xFF!", {1, 2}, "a\\xFF!", 1, 5},
    {"nul_as_hex", std::string("a\0b", 3), {1, 2}, "a\\x00b", 1, 5},
    {"utf8_as_it_is", "a\xC3\xBC!", {1, 3}, "a\xC3\xBC!", 1, 2},
    {"direction_marks_as_hex", "\xE2\x80\xAE!", {3, 4}, "\\xE2\\x80\\xAE!", 12, 13},
    {"tab_as_blank", "a\tb", {2, 3}, "a b", 2, 3},
    {"lone_cr_as_hex", "a\rb", {1, 2}, "a\\x0Db", 1, 5},
    {"cut_behind", std::string(120, 'x'), {0, 2}, std::string(97, 'x') + "...", 0, 2},
    {"cut_in_front",
     std::string(200, 'a') + "here",
     {200, 204},
     "..." + std::string(30, 'a') + "here",
     33,
     37},
    {"far_on_the_second_line",
     "x\n" + std::string(200, 'a') + "here\nx",
     {202, 206},
     "..." + std::string(30, 'a') + "here",
     33,
     37},
    {"not_into_a_character",
     std::string(69, 'a') + "\xE2\x82\xAC" + std::string(28, 'b') + "!",
     {100, 101},
     "..." + std::string(28, 'b') + "!",
     31,
     32},
};

class Excerpts : public testing::TestWithParam<Shown> {};
TEST_P(Excerpts, Line) {
  const Shown& row = GetParam();
  const Source whole("case", row.input);
  Source pieces("case", row.input, 7);
  while (pieces.more(pieces.offset() + pieces.window().size())) {
  }
  for (const Source* source : {&whole, static_cast<const Source*>(&pieces)}) {
    const Excerpt excerpt = source->excerpt(row.where);
    EXPECT_EQ(excerpt.text, row.text);
    EXPECT_EQ(excerpt.mark_begin, row.begin);
    EXPECT_EQ(excerpt.mark_end, row.end);
    EXPECT_LE(text::count_characters(excerpt.text), Source::kExcerptWidth);
  }
}
INSTANTIATE_TEST_SUITE_P(Source, Excerpts, testing::ValuesIn(kExcerpts),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Source, MemoryIsOneWindowWithPadding) {
  Source source("case", "abc");
  EXPECT_EQ(source.name(), "case");
  EXPECT_EQ(source.size(), 3U);
  EXPECT_EQ(source.window(), "abc");
  for (std::size_t i = 0; i < Source::kPadding; ++i) EXPECT_EQ(source.window().data()[3 + i], '\0');
  EXPECT_FALSE(source.more(2));
  EXPECT_EQ(source.window(), "c");
  EXPECT_EQ(source.offset(), 2U);
}

TEST(Source, PiecesSlideTheWindow) {
  Source source("case", "abcdefgh", 3);
  EXPECT_EQ(source.window(), "");
  ASSERT_TRUE(source.more(0));
  EXPECT_EQ(source.window(), "abc");
  ASSERT_TRUE(source.more(2));
  EXPECT_EQ(source.window(), "cdef");
  EXPECT_EQ(source.offset(), 2U);
  for (std::size_t i = 0; i < Source::kPadding; ++i) EXPECT_EQ(source.window().data()[4 + i], '\0');
  ASSERT_TRUE(source.more(6));
  EXPECT_EQ(source.window(), "gh");
  EXPECT_FALSE(source.more(7));
  EXPECT_EQ(source.window(), "h");
  EXPECT_FALSE(source.more(100)) << "what is not there cannot be skipped";
  EXPECT_EQ(source.offset(), 8U);
}

TEST(Source, FileOfSeveralChunks) {
  const std::string bytes = lines(100'000);
  ASSERT_GT(bytes.size(), 2 * Source::kChunk);
  const TemporaryFile file(bytes);
  Source source = Source::file(file.path());
  EXPECT_EQ(source.size(), bytes.size());
  std::string read;
  while (source.more(source.offset() + source.window().size())) read += source.window();
  EXPECT_EQ(read, bytes);
  // Long gone from the window, and read again.
  EXPECT_EQ(source.position(bytes.find("line 3\n")).line, 3U);
  const std::uint64_t at = bytes.find("line 65432");
  EXPECT_EQ(source.position(at + 5).line, 65'432U);
  EXPECT_EQ(source.position(at + 5).column, 6U);
  EXPECT_EQ(source.excerpt({at, at + 4}).text, "line 65432");
}

TEST(Source, FileThatGrowsShowsOnlyWhatWasRead) {
  const TemporaryFile file("abc");
  Source source = Source::file(file.path());
  while (source.more(0)) {
  }
  std::ofstream(file.path(), std::ios::app) << "def";
  EXPECT_EQ(source.excerpt({0, 1}).text, "abc");
}

TEST(Source, StandardInputFromAFileIsReadAgain) {
  const TemporaryFile file("skipped\none\ntwo\n");
  const int descriptor = ::open(file.path().c_str(), O_RDONLY);
  ASSERT_EQ(::lseek(descriptor, 8, SEEK_SET), 8);
  const Redirect redirect(descriptor);
  Source source = Source::standard_input();
  EXPECT_EQ(source.size(), 8U);
  while (source.more(source.offset() + source.window().size())) {
  }
  EXPECT_EQ(source.excerpt({4, 7}).text, "two");
  EXPECT_EQ(source.position(4).line, 2U);
}

TEST(Source, PipeRemembersAndForgets) {
  const std::string bytes = lines(900'000);
  ASSERT_GT(bytes.size(), 2 * Source::kHistory);
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  std::thread writer([&] {
    for (std::size_t at = 0; at < bytes.size();)
      at += static_cast<std::size_t>(
          std::max<ssize_t>(::write(ends[1], bytes.data() + at, bytes.size() - at), 0));
    ::close(ends[1]);
  });
  {
    const Redirect redirect(ends[0]);
    Source source = Source::standard_input();
    EXPECT_EQ(source.size(), 0U);
    std::uint64_t sum = 0;
    while (source.more(source.offset() + source.window().size())) sum += source.window().size();
    EXPECT_EQ(sum, bytes.size());
    const std::uint64_t late = bytes.find("line 899000");
    EXPECT_EQ(source.position(late).line, 899'000U);
    EXPECT_EQ(source.excerpt({late, late + 4}).text, "line 899000");
    EXPECT_EQ(source.position(10).line, 0U);
    EXPECT_EQ(source.excerpt({10, 12}).text, "");
    const std::uint64_t recent = bytes.size() - Source::kHistory / 2;
    EXPECT_NE(source.position(recent).line, 0U) << "half of the history is always there";
  }
  writer.join();
}

TEST(Source, AllIsTheWholeInput) {
  Source source("case", "abcdefgh", 3);
  EXPECT_EQ(source.all(), "abcdefgh");
  Source exact("case", "abcd", 1);
  EXPECT_EQ(exact.all(4), "abcd");
  Source large("case", "abcde", 1);
  EXPECT_THROW((void)large.all(4), std::length_error);
  Source memory("case", "abcde");
  EXPECT_THROW((void)memory.all(4), std::length_error);
}

TEST(Source, EnvironmentThrows) {
  EXPECT_THROW((void)Source::file("/nowhere/at/all"), std::system_error);
  EXPECT_THROW((void)Source::file("/"), std::system_error);
}

TEST(Source, MovesWithItsWindow) {
  Source first("case", "abcdef", 2);
  ASSERT_TRUE(first.more(0));
  Source second = std::move(first);
  ASSERT_TRUE(second.more(0));
  EXPECT_EQ(second.window(), "abcd");
}

struct Utf8 {
  const char* name;
  std::string bytes;
  std::size_t malformed;  // npos: none
  std::size_t characters;
};
void PrintTo(const Utf8& row, std::ostream* os) { *os << row.name; }
constexpr std::size_t kNone = std::string::npos;
const Utf8 kUtf8[] = {
    {"empty", "", kNone, 0},
    {"ascii", "abcdefghij", kNone, 10},
    {"two_three_four", "\xC3\xBC\xE2\x82\xAC\xF0\x9F\x9A\xA2", kNone, 3},
    {"first_and_last_of_each_length",
     "\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF", kNone, 6},
    {"stray_continuation", "a\x80", 1, 2},
    {"overlong_two", "\xC0\xAF", 0, 2},
    {"overlong_three", "\xE0\x80\xAF", 0, 3},
    {"overlong_four", "\xF0\x80\x80\xAF", 0, 4},
    {"surrogate", "12345678\xED\xA0\x80", 8, 11},
    {"above_the_last", "\xF4\x90\x80\x80", 0, 4},
    {"cut_off", "abc\xE2\x82", 3, 5},
    {"broken_inside", "\xE2\x28\xA1", 0, 3},
    {"no_lead", "\xFE\xFF", 0, 2},
};
class Unicode : public testing::TestWithParam<Utf8> {};
TEST_P(Unicode, CheckedAndCounted) {
  EXPECT_EQ(text::find_malformed(GetParam().bytes), GetParam().malformed);
  EXPECT_EQ(text::count_characters(GetParam().bytes), GetParam().characters);
}
INSTANTIATE_TEST_SUITE_P(Text, Unicode, testing::ValuesIn(kUtf8),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Source, SecretsAreNotShown) {
  Source source("case", "USER+ONE+SECRET+TWO\nLAST+HIDDEN");
  source.conceal({9, 15});
  source.conceal({25, 31});
  EXPECT_EQ(source.excerpt({5, 8}).text, "USER+ONE+******+TWO");
  EXPECT_EQ(source.excerpt({20, 24}).text, "LAST+******");
  EXPECT_TRUE(source.is_concealed({14, 18}));
  EXPECT_FALSE(source.is_concealed({15, 25}));
  EXPECT_FALSE(source.is_concealed({31, 31}));
}

TEST(Text, AppendAndDecodeAreInverse) {
  for (char32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 251) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string bytes;
    text::append(bytes, c);
    std::size_t at = 0;
    ASSERT_EQ(text::decode(bytes, at), c);
    ASSERT_EQ(at, bytes.size());
  }
}

TEST(Text, PrintableCutsAndEscapes) {
  EXPECT_EQ(text::printable("a\x01\xC3\xBC", 10), "a\\x01\xC3\xBC");
  EXPECT_EQ(text::printable("abcdef", 3), "abc...");
  EXPECT_EQ(text::printable("abc", 3), "abc");
}

}  // namespace
}  // namespace sluis
