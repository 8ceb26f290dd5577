#include "xml/writer.hpp"

#include <functional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace sluis::xml {
namespace {

std::string contents(const text::Spool& spool) {
  std::string out;
  std::string buffer(100, '\0');
  text::Spool::Reader reader(spool);
  while (const auto got = reader.read(buffer.data(), buffer.size())) out.append(buffer, 0, got);
  return out;
}

// --- the text ---

struct Case {
  const char* name;
  void (*write)(Writer&);
  const char* want;
  Writer::Options options = {};
};
void PrintTo(const Case& row, std::ostream* os) { *os << row.name; }

const Case kCases[] = {
    {"nothing", [](Writer&) {}, ""},
    {"declaration", [](Writer& w) { w.declaration(); },
     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"},
    {"empty_element", [](Writer& w) { w.start("A"), w.end(); }, "<A/>\n"},
    {"empty_text_is_no_text", [](Writer& w) { w.start("A"), w.text(""), w.end(); }, "<A/>\n"},
    {"text", [](Writer& w) { w.start("A"), w.text("b"), w.end(); }, "<A>b</A>\n"},
    {"text_in_pieces", [](Writer& w) { w.start("A"), w.text("b"), w.text("c"), w.end(); },
     "<A>bc</A>\n"},
    {"blanks_are_text", [](Writer& w) { w.start("A"), w.text(" "), w.end(); }, "<A> </A>\n"},
    {"after_the_declaration", [](Writer& w) { w.declaration(), w.start("A"), w.end(); },
     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<A/>\n"},
    {"nested",
     [](Writer& w) {
       w.start("A"), w.start("p:B"), w.text("c"), w.end(), w.start("D"), w.end(), w.end();
     },
     "<A>\n  <p:B>c</p:B>\n  <D/>\n</A>\n"},
    {"names_are_kept_apart",
     [](Writer& w) {
       w.start("A"), w.start("AB"), w.start("C"), w.end(), w.end(), w.start("A"), w.text("x");
       w.end(), w.end();
     },
     "<A>\n  <AB>\n    <C/>\n  </AB>\n  <A>x</A>\n</A>\n"},
    {"without_indent",
     [](Writer& w) {
       w.start("A"), w.start("B"), w.text("c"), w.end(), w.start("D"), w.end(), w.end();
     },
     "<A><B>c</B><D/></A>\n",
     {false, 0}},
    {"at_a_depth",
     [](Writer& w) { w.start("B"), w.start("C"), w.end(), w.end(), w.start("D"), w.end(); },
     "\n    <B>\n      <C/>\n    </B>\n    <D/>",
     {true, 2}},
    {"mixed_content_has_no_line_breaks",
     [](Writer& w) { w.start("A"), w.text("b"), w.start("C"), w.end(), w.text("d"), w.end(); },
     "<A>b<C/>d</A>\n"},
    {"escapes_in_text",
     [](Writer& w) { w.start("A"), w.text("a&b<c>d\"e'f\rg\th\ni]]>"), w.end(); },
     "<A>a&amp;b&lt;c&gt;d\"e'f&#13;g\th\ni]]&gt;</A>\n"},
    {"only_escapes", [](Writer& w) { w.start("A"), w.text("<<"), w.end(); }, "<A>&lt;&lt;</A>\n"},
    {"bytes_above_ascii_are_kept",
     [](Writer& w) { w.start("A"), w.text("\xC3\xA9\xE2\x82\xAC"), w.end(); },
     "<A>\xC3\xA9\xE2\x82\xAC</A>\n"},
    {"attributes",
     [](Writer& w) {
       w.start("A"), w.attribute("x", "1"), w.attribute("y:z", ""), w.text("b"), w.end();
     },
     "<A x=\"1\" y:z=\"\">b</A>\n"},
    {"escapes_in_attributes",
     [](Writer& w) { w.start("A"), w.attribute("x", "a&b<c>d\"e'f\rg\th\ni"), w.end(); },
     "<A x=\"a&amp;b&lt;c&gt;d&quot;e'f&#13;g&#9;h&#10;i\"/>\n"},
    {"attribute_too_late_is_not_written",
     [](Writer& w) { w.start("A"), w.text("b"), w.attribute("x", "1"), w.end(); }, "<A>b</A>\n"},
    {"end_without_start", [](Writer& w) { w.end(), w.start("A"), w.end(), w.end(); }, "<A/>\n"},
};

class WriterText : public testing::TestWithParam<Case> {};
TEST_P(WriterText, Is) {
  Piece piece;
  {
    Writer writer(piece, GetParam().options);
    GetParam().write(writer);
  }
  EXPECT_EQ(contents(piece.text), GetParam().want);
}
INSTANTIATE_TEST_SUITE_P(Rows, WriterText, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Writer, TellsItsDepth) {
  Piece piece;
  Writer writer(piece, {true, 3});
  EXPECT_EQ(writer.depth(), 3U);
  writer.start("A");
  writer.start("B");
  EXPECT_EQ(writer.depth(), 5U);
  writer.end();
  EXPECT_EQ(writer.depth(), 4U);
}

TEST(Writer, CountsElements) {
  Piece piece;
  Writer writer(piece);
  writer.start("A");
  for (int i = 0; i < 10; ++i) writer.start("B"), writer.end();
  EXPECT_EQ(piece.elements, 11U);
}

TEST(Writer, FlushesInPiecesAndWhenAsked) {
  Piece piece;
  Writer writer(piece);
  writer.start("A");
  writer.text("b");
  EXPECT_EQ(piece.text.size(), 0U);
  writer.flush();
  EXPECT_EQ(contents(piece.text), "<A>b");
  writer.text(std::string(Writer::kFlush, 'c'));
  EXPECT_EQ(piece.text.size(), Writer::kFlush + 4);
  writer.end();
  writer.flush();
  EXPECT_EQ(piece.text.size(), Writer::kFlush + 9);
}

TEST(Writer, KeepsLargeValuesWhole) {
  std::string value;
  for (int i = 0; i < 300'000; ++i) value += i % 7 == 0 ? '&' : 'x';
  std::string want = "<A>";
  for (const char c : value) want += c == '&' ? std::string("&amp;") : std::string(1, c);
  want += "</A>\n";
  Piece piece(1000);  // so little memory that the file is used
  {
    Writer writer(piece);
    writer.start("A"), writer.text(value), writer.end();
  }
  EXPECT_EQ(contents(piece.text), want);
}

// --- splicing ---

TEST(Splice, StandsWhereItIsPut) {
  Piece held;
  {
    Writer writer(held, {true, 1});
    writer.start("B"), writer.text("held"), writer.end();
  }
  Piece piece;
  {
    Writer writer(piece);
    writer.start("A");
    writer.splice(std::move(held));
    writer.start("C"), writer.end();
    writer.end();
  }
  EXPECT_EQ(contents(piece.text), "<A>\n  <B>held</B>\n  <C/>\n</A>\n");
  EXPECT_EQ(piece.elements, 3U);
  EXPECT_EQ(held.elements, 0U);      // NOLINT(bugprone-use-after-move): it is empty by contract
  EXPECT_EQ(held.text.size(), 0U);   // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(held.trail.size(), 0U);  // NOLINT(bugprone-use-after-move)
}

TEST(Splice, AnEmptyPieceIsNoChild) {
  Piece held;
  Piece piece;
  {
    Writer writer(piece);
    writer.start("A");
    writer.splice(std::move(held));
    writer.end();
  }
  EXPECT_EQ(contents(piece.text), "<A/>\n");
}

// --- the trail ---

using Picture = std::vector<std::string>;

std::string picture(const Step& step) {
  return std::to_string(step.element) + "=" + std::to_string(step.source.begin) + "-" +
         std::to_string(step.source.end) + "/" + std::to_string(step.mapping) + "." +
         std::to_string(step.file) + "." + std::to_string(step.line);
}

// What is found for each element in turn.
Picture trail(const Piece& piece, std::uint64_t elements) {
  Picture out;
  TrailReader reader(piece);
  for (std::uint64_t i = 0; i < elements; ++i) {
    Step step;
    out.push_back(reader.find(i, step) ? picture(step) : "none");
  }
  return out;
}

TEST(Trail, OfNothing) {
  Piece piece;
  {
    Writer writer(piece);
    writer.trail({1, 2}, 0, 0, 1);  // before the first element: of nothing
  }
  Step step;
  EXPECT_FALSE(TrailReader(piece).find(0, step));
}

TEST(Trail, TheNearestElementBeforeAnswers) {
  Piece piece;
  {
    Writer writer(piece);
    writer.start("A");
    writer.start("B"), writer.trail({100, 105}, 1, 2, 30), writer.end();
    writer.start("C"), writer.end();
    writer.start("D"), writer.trail({90, 90}, 1, 2, 29), writer.end();
    writer.end();
  }
  EXPECT_EQ(trail(piece, 5), (Picture{"none", "1=100-105/1.2.30", "1=100-105/1.2.30",
                                      "3=90-90/1.2.29", "3=90-90/1.2.29"}));
}

TEST(Trail, TheLastStepOfAnElementWins) {
  Piece piece;
  {
    Writer writer(piece);
    writer.start("A"), writer.trail({1, 2}, 0, 0, 1), writer.trail({3, 4}, 0, 0, 2);
  }
  EXPECT_EQ(trail(piece, 1), (Picture{"0=3-4/0.0.2"}));
}

TEST(Trail, ElementsMayBeSkippedButNotGoneBackTo) {
  Piece piece;
  {
    Writer writer(piece);
    for (std::uint32_t i = 0; i < 10; ++i) {
      writer.start("A"), writer.trail({i, i + 1U}, 0, 0, i), writer.end();
    }
  }
  TrailReader reader(piece);
  Step step;
  ASSERT_TRUE(reader.find(3, step));
  EXPECT_EQ(step.element, 3U);
  ASSERT_TRUE(reader.find(3, step));
  EXPECT_EQ(step.element, 3U);
  ASSERT_TRUE(reader.find(1'000'000, step));
  EXPECT_EQ(step.element, 9U);
}

TEST(Trail, ExtremesComeThrough) {
  constexpr auto kMost = ~std::uint64_t{0};
  constexpr auto kMost32 = ~std::uint32_t{0};
  Piece piece;
  {
    Writer writer(piece);
    writer.start("A"), writer.trail({kMost - 1, kMost}, kMost32, kMost32, kMost32);
    writer.start("A"), writer.trail({0, kMost}, 0, 0, 0);
    writer.start("A"), writer.trail({kMost / 2, kMost / 2 + 1}, 0, kMost32, 1);
  }
  EXPECT_EQ(trail(piece, 3),
            (Picture{"0=18446744073709551614-18446744073709551615/4294967295.4294967295.4294967295",
                     "1=0-18446744073709551615/0.0.0",
                     "2=9223372036854775807-9223372036854775808/0.4294967295.1"}));
}

TEST(Trail, IsCompact) {
  Piece piece;
  constexpr std::uint64_t kSteps = 100'000;
  {
    Writer writer(piece);
    for (std::uint64_t i = 0; i < kSteps; ++i) {
      writer.start("A");
      writer.trail({i * 20, i * 20 + 6}, 3, 1, 40 + static_cast<std::uint32_t>(i % 10));
      writer.end();
    }
  }
  EXPECT_LE(piece.trail.size(), kSteps * 4 + 10);
  const auto found = trail(piece, kSteps);
  for (std::uint64_t i = 0; i < kSteps; ++i) {
    const Step want{i, {i * 20, i * 20 + 6}, 3, 40 + static_cast<std::uint32_t>(i % 10), 1};
    ASSERT_EQ(found[i], picture(want));
  }
}

// A piece with `count` steps, whose source offsets begin at `from`.
Piece held_piece(std::uint64_t count, std::uint64_t from, std::uint32_t mapping) {
  Piece piece;
  {
    Writer writer(piece, {true, 1});
    for (std::uint64_t i = 0; i < count; ++i) {
      writer.start("B");
      writer.trail({from + i, from + i + 1}, mapping, 0, static_cast<std::uint32_t>(i));
      writer.end();
    }
  }
  return piece;
}

TEST(Trail, MovesAlongWithASplice) {
  Piece piece;
  {
    Writer writer(piece);
    writer.start("A"), writer.trail({5, 6}, 1, 1, 1);
    auto first = held_piece(2, 1000, 7);
    writer.splice(std::move(first));
    writer.start("C"), writer.trail({7, 8}, 1, 1, 2), writer.end();
    auto second = held_piece(1, 0, 0);
    writer.splice(std::move(second));
    writer.start("D"), writer.end();
    writer.start("E"), writer.trail({9, 10}, 0, 0, 0), writer.end();
  }
  EXPECT_EQ(trail(piece, 7),
            (Picture{"0=5-6/1.1.1", "1=1000-1001/7.0.0", "2=1001-1002/7.0.1", "3=7-8/1.1.2",
                     "4=0-1/0.0.0", "4=0-1/0.0.0", "6=9-10/0.0.0"}));
}

TEST(Trail, MovesAlongWithSplicesInSplices) {
  Piece middle;
  {
    Writer writer(middle, {true, 1});
    writer.start("M"), writer.trail({50, 51}, 2, 2, 2);
    auto inner = held_piece(2, 500, 3);
    writer.splice(std::move(inner));
    writer.end();
    writer.start("N"), writer.trail({60, 61}, 2, 2, 3), writer.end();
  }
  Piece piece;
  {
    Writer writer(piece);
    writer.start("A"), writer.start("A2"), writer.end();  // no trail before the splice
    writer.splice(std::move(middle));
    writer.start("Z"), writer.trail({70, 71}, 2, 2, 4), writer.end();
  }
  EXPECT_EQ(trail(piece, 7), (Picture{"none", "none", "2=50-51/2.2.2", "3=500-501/3.0.0",
                                      "4=501-502/3.0.1", "5=60-61/2.2.3", "6=70-71/2.2.4"}));
}

TEST(Trail, OfASpliceWithoutStepsIsNotMoved) {
  Piece held;
  {
    Writer writer(held, {true, 1});
    writer.start("B"), writer.end();
  }
  Piece piece;
  {
    Writer writer(piece);
    writer.start("A"), writer.trail({1, 2}, 0, 0, 1);
    writer.splice(std::move(held));
    writer.start("C"), writer.trail({3, 4}, 0, 0, 2), writer.end();
  }
  EXPECT_EQ(trail(piece, 3), (Picture{"0=1-2/0.0.1", "0=1-2/0.0.1", "2=3-4/0.0.2"}));
}

TEST(Trail, OfManySplicesThroughAFile) {
  Piece piece(4096);
  constexpr std::uint64_t kPieces = 2000;
  {
    Writer writer(piece);
    writer.start("A");
    for (std::uint64_t i = 0; i < kPieces; ++i) {
      auto held = held_piece(3, i * 10, static_cast<std::uint32_t>(i % 5));
      writer.splice(std::move(held));
    }
  }
  TrailReader reader(piece);
  Step step;
  for (std::uint64_t i = 0; i < kPieces; ++i)
    for (std::uint64_t k = 0; k < 3; ++k) {
      ASSERT_TRUE(reader.find(1 + i * 3 + k, step));
      const Step want{1 + i * 3 + k,
                      {i * 10 + k, i * 10 + k + 1},
                      static_cast<std::uint32_t>(i % 5),
                      static_cast<std::uint32_t>(k),
                      0};
      ASSERT_EQ(picture(step), picture(want));
    }
}

}  // namespace
}  // namespace sluis::xml
