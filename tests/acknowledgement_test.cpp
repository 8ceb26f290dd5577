// How acknowledgements are made: streams of interchanges, faults beyond what is kept, spooled
// rejections, a directory's words.
#include "edifact/acknowledgement.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "directory/tables.hpp"
#include "edifact/contrl_draft.hpp"
#include "edifact/contrl_words.hpp"
#include "edifact/writer.hpp"
#include "sluis/directory.hpp"
#include "support/acknowledge.hpp"

namespace sluis {
namespace {

const std::string kUnb = "UNB+UNOC:3+S+R+260101:0900+I1'";

std::string message(const std::string& reference, const std::string& count = "5") {
  return "UNH+" + reference + "+ORDERS:D:96A:UN'BGM+220+PO1+9'DTM+137:20260101:102'UNS+S'UNT+" +
         count + "+" + reference + "'";
}

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += what.size())
    ++found;
  return found;
}

TEST(Acknowledgement, EachInterchangeHasItsOwn) {
  const auto answers = tests::acknowledge(
      kUnb + message("M1") + "UNZ+1+I1'UNB+UNOC:3+S+R+260101:0900+I2'" + message("M1", "9") +
          "UNZ+1+I2'UNB+UNOC:3+S+R+260101:0900+I3'" + message("M1") + "UNZ+1+I3'",
      true);
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_EQ(tests::told(answers),
            "UCI+I1+S+R+7' | UCI+I2+S+R+7'UCM+M1+ORDERS:D:96A:UN+4+29+UNT+2' | UCI+I3+S+R+7'");
  EXPECT_TRUE(answers[2].ends_with("UNZ+1+C3'")) << answers[2];
}

TEST(Acknowledgement, WhatStandsBetweenIsNobodysFault) {
  EXPECT_EQ(tests::told(kUnb + message("M1") + "UNZ+1+I1'garbage'" +
                            "UNB+UNOC:3+S+R+260101:0900+I2'" + message("M1") + "UNZ+1+I2'",
                        true),
            "UCI+I1+S+R+7' | UCI+I2+S+R+7'");
}

// A fault of the header that follows is not the fault of what was left open in front of it.
TEST(Acknowledgement, FaultsOfTheNextHeader) {
  EXPECT_EQ(tests::told(kUnb + "UNH+M1+ORDERS:D:96A:UN'BGM+220+PO1+9'DTM+137:20260101:102'UNS+S'"
                               "UNH+M2\x01+ORDERS:D:96A:UN'BGM+220+PO1+9'DTM+137:20260101:102'"
                               "UNS+S'UNT+5+M2\x01'UNZ+2+I1'",
                        true),
            "UCI+I1+S+R+4+21'");
}

// More than is kept in a report: every message is answered for all the same.
TEST(Acknowledgement, FaultsBeyondTheReport) {
  constexpr std::size_t kMessages = 12'000;
  std::string input = kUnb;
  for (std::size_t i = 1; i <= kMessages; ++i) input += message("M" + std::to_string(i), "6");
  input += "UNZ+" + std::to_string(kMessages) + "+I1'";
  Source source("in.edi", std::move(input), 4096);
  Diagnostics faults;
  const auto answers = tests::acknowledge(source, Tolerances(), faults);
  EXPECT_GT(faults.dropped(), 0U);
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(count(answers[0], "+4+29+UNT+2'"), kMessages);
  EXPECT_NE(answers[0].find("'UNT+12003+1'"), std::string::npos);
}

TEST(Acknowledgement, PartnersHaveTheirOwnWay) {
  Diagnostics faults;
  Source text("s.tolerance", std::string("sender S\ncontrl whole asked\n"));
  Tolerances tolerances;
  tolerances.add(Tolerance::read(text, faults));
  Source source("in.edi", kUnb + message("M1") + "UNZ+1+I1'UNB+UNOC:3+T+R+260101:0900+I2'" +
                              message("M1") + "UNZ+1+I2'");
  EXPECT_EQ(tests::told(tests::acknowledge(source, tolerances, faults)), "UCI+I2+T+R+7'");
}

TEST(Acknowledgement, TestIndicator) {
  const auto header = [](const std::string& syntax, const std::string& indicator) {
    const std::string date = syntax.ends_with('4') ? "20260101" : "260101";
    const auto answers = tests::acknowledge("UNB+" + syntax + "+S+R+" + date + ":0900+I1++++++" +
                                                indicator + "'" + message("M1") + "UNZ+1+I1'",
                                            false);
    return answers.empty() ? "" : answers[0].substr(0, answers[0].find('\''));
  };
  EXPECT_EQ(header("UNOC:3", "1"), "UNB+UNOC:3+R+S+260102:1000+C1++++++1");
  EXPECT_EQ(header("UNOC:3", "2"), "UNB+UNOC:3+R+S+260102:1000+C1++++++1");
  EXPECT_EQ(header("UNOC:4", "2"), "UNB+UNOC:4+R+S+20260102:1000+C1++++++2");
  EXPECT_EQ(header("UNOC:4", "9"), "UNB+UNOC:4+R+S+20260102:1000+C1++++++1");
}

TEST(Acknowledgement, DirectoriesDescribeTheMessage) {
  Diagnostics faults;
  for (const auto& [version, release] : {std::pair{"D", "3"}, std::pair{"4", "1"}}) {
    const auto found = tests::test_directories().release(version, release, faults);
    ASSERT_NE(found, nullptr) << version << release << render_text(faults);
    EXPECT_NE(found->message("CONTRL"), nullptr);
  }
}

// --- the draft ---

std::string written(const edifact::ContrlDraft& draft, std::uint64_t details) {
  std::string bytes;
  Diagnostics faults;
  edifact::Writer writer([&](std::string_view piece) { bytes += piece; }, faults);
  writer.begin_interchange(edifact::Form::standard("UNOC", '3'));
  draft.write(writer, details);
  writer.flush();
  EXPECT_EQ(render_text(faults), "");
  return bytes;
}

void put(edifact::ContrlDraft& draft, std::string_view tag, std::string_view value) {
  draft.begin(tag);
  draft.element(value);
  draft.end();
}

TEST(ContrlDraft, DetailsGiveWay) {
  edifact::ContrlDraft draft;
  for (const char* message : {"1", "2"}) {
    put(draft, "UCM", message);
    put(draft, "UCS", "3");
    put(draft, "UCD", "4");
    put(draft, "UCD", "5");
  }
  EXPECT_EQ(draft.responses(), 2U);
  EXPECT_EQ(draft.details(), 6U);
  EXPECT_EQ(written(draft, 6), "UCM+1'UCS+3'UCD+4'UCD+5'UCM+2'UCS+3'UCD+4'UCD+5'");
  EXPECT_EQ(written(draft, 5), "UCM+1'UCS+3'UCD+4'UCD+5'UCM+2'UCS+3'UCD+4'");
  EXPECT_EQ(written(draft, 4), "UCM+1'UCS+3'UCD+4'UCD+5'UCM+2'");
  EXPECT_EQ(written(draft, 0), "UCM+1'UCM+2'");
}

TEST(ContrlDraft, JoinsAnother) {
  edifact::ContrlDraft draft, other;
  put(draft, "UCF", "1");
  put(other, "UCM", "a+b");
  draft.append(std::move(other));
  EXPECT_EQ(draft.responses(), 2U);
  EXPECT_EQ(other.responses(), 0U);  // NOLINT(bugprone-use-after-move): it is empty
  EXPECT_EQ(written(draft, 0), "UCF+1'UCM+a?+b'");
  draft.clear();
  EXPECT_EQ(written(draft, 0), "");
}

// --- in words ---

std::string in_words(const std::string& segments) {
  Source source("in.edi", kUnb + "UNH+1+CONTRL:D:3:UN'" + segments + "UNT+9+1'UNZ+1+I1'");
  Diagnostics faults;
  edifact::Envelope envelope(source, faults);
  edifact::Event event;
  edifact::ContrlWords words;
  std::string text;
  while (envelope.next(event))
    if (event.kind == edifact::EventKind::segment) text += words.of(*event.segment) + "\n";
  return text;
}

TEST(ContrlWords, SayWhatHappened) {
  EXPECT_EQ(in_words("UCI+I9+A+B+7'UCM+M1+ORDERS:D:96A:UN+4'UCS+5'UCD+39+3:1'UCS+6+13'"),
            "interchange I9 from A to B acknowledged\n"
            "message M1 (ORDERS:D:96A:UN) rejected\n"
            "segment 5\n"
            "segment 5, element 2, component 1: data element too long (39)\n"
            "segment 6: missing (13)\n");
  EXPECT_EQ(in_words("UCI+I9+A+B+4+28+UNZ+3'"),
            "interchange I9 from A to B rejected: references do not match (28), in UNZ, element "
            "2\n");
  EXPECT_EQ(in_words("UCI+I9+A+B+8'"), "interchange I9 from A to B received\n");
  EXPECT_EQ(in_words("UCF+G1+A+B+4+29+UNE+2'UCM+++4+47+UNO++P1+AAA:X'UCS+1'UCD+35+4::2'"),
            "group G1 rejected: control count or length does not match (29), in UNE, element 1\n"
            "package P1 rejected: envelope functionality not supported (47), in UNO\n"
            "segment 1\n"
            "segment 1, element 3, occurrence 2: too many repetitions (35)\n");
}

TEST(ContrlWords, WhatIsNotUnderstood) {
  EXPECT_EQ(in_words("UCI+I9+A+B+5+99+UNB+1'UCD+XX+x'BGM+1'"),
            "interchange I9 from A to B (action 5): error 99, in UNB, position 1\n"
            "segment , position x: error XX\n"
            "\n");
}

}  // namespace
}  // namespace sluis
