#include "sluis/diagnostic.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>

namespace sluis {
namespace {

TEST(FaultTable, IsSound) {
  std::set<std::string_view> codes;
  std::set<std::string_view> ids;
  for (const FaultRow& row : fault_table()) {
    EXPECT_TRUE(codes.insert(row.code).second) << row.code << " is used twice";
    EXPECT_TRUE(ids.insert(row.id).second) << row.id;
    ASSERT_EQ(row.code.size(), 5U) << row.code;
    EXPECT_TRUE(row.code[0] == 'E' || row.code[0] == 'W' || row.code[0] == 'I') << row.code;
    EXPECT_FALSE(row.sentence.empty()) << row.code;
    EXPECT_NE(row.sentence.back(), '.') << row.code;
    EXPECT_LE(row.contrl, 48) << row.code;
  }
  const FaultRow& row = fault_row(Fault::count_mismatch);
  EXPECT_EQ(row.id, "count_mismatch");
  EXPECT_EQ(row.code, "E3107");
  EXPECT_EQ(row.severity, Severity::error);
  EXPECT_EQ(row.contrl, 29);
}

TEST(Render, EverythingInItsLine) {
  const Source source("noa.edi", "UNH+1'\nDTM+137:20261301:102'\n");
  Diagnostics faults;
  Diagnostic& fault = faults.report(Fault::count_mismatch, source, {15, 23}, "no such day");
  fault.place.interchange = "IC1";
  fault.place.message = "2";
  fault.place.segment = 6;
  fault.place.tag = "DTM";
  fault.place.group = "SG34[1]";
  fault.place.element = 1;
  fault.place.component = 2;
  fault.value = "20261301";
  fault.expected = "a date";
  fault.hint = "write CCYYMMDD";
  fault.mapping = {"noa.emap", 21};
  fault.xml = "/B2SW/Declaration[2]";
  fault.rule = "R1";
  Note note;
  note.text = "UNH is here";
  note.file = "noa.edi";
  note.position = {1, 1};
  note.excerpt = {"UNH+1'", 0, 5};
  fault.notes = {note, {"a fact", {}, {}, {}}};
  EXPECT_EQ(render_text(faults.all().front()),
            "noa.edi:2:9: error[E3107]: control count does not match: no such day\n"
            " 2 | DTM+137:20261301:102'\n"
            "   |         ^^^^^^^^\n"
            "  = message 2, segment 6 (DTM), group SG34[1], element 1, component 2\n"
            "  = value: 20261301\n"
            "  = expected: a date\n"
            "  = help: write CCYYMMDD\n"
            "  = mapping: noa.emap:21\n"
            "  = xml: /B2SW/Declaration[2]\n"
            "  = rule: R1\n"
            "  = note: noa.edi:1:1: UNH is here\n"
            " 1 | UNH+1'\n"
            "   | ^^^^^\n"
            "  = note: a fact\n");
}

TEST(Render, WhatIsNotKnownIsLeftOut) {
  Diagnostics faults;
  faults.report(Fault::padding_after_interchange, "a.edi", "at the start");
  EXPECT_EQ(render_text(faults.all().front()),
            "a.edi: warning[W2004]: padding after the interchange: at the start\n");

  Diagnostic forgotten;
  forgotten.fault = Fault::bad_tag;
  forgotten.file = "<stdin>";
  forgotten.where = {123, 126};
  forgotten.place.interchange = "I1";
  forgotten.place.tag = "ABC";
  forgotten.place.element = 3;
  forgotten.place.repetition = 2;
  EXPECT_EQ(render_text(forgotten),
            "<stdin>:byte 123: error[E2101]: segment does not begin with a tag of three capital "
            "letters\n"
            "  = interchange I1, segment ABC, element 3, repetition 2\n");
}

TEST(Render, AnEmptySpanHasOneCaret) {
  const Source source("a", "abc");
  Diagnostics faults;
  faults.report(Fault::bad_tag, source, {3, 3});
  EXPECT_NE(render_text(faults).find(" 1 | abc\n   |    ^\n"), std::string::npos);
}

TEST(Render, ControlCharactersStayOutOfTheTerminal) {
  Diagnostic fault;
  fault.value = "\x1B[2J";
  fault.place.message = "\x1B]0;x\x07";
  const std::string text = render_text(fault);
  EXPECT_EQ(text.find('\x1B'), std::string::npos);
  EXPECT_NE(text.find("\\x1B[2J"), std::string::npos);
}

TEST(Diagnostics, CountsBySeverity) {
  const Source source("a", "abc");
  Diagnostics faults;
  EXPECT_FALSE(faults.has_errors());
  faults.report(Fault::padding_after_interchange, source, {0, 1});
  EXPECT_FALSE(faults.has_errors());
  faults.report(Fault::bad_tag, source, {0, 1});
  Diagnostic info;
  info.severity = Severity::info;
  faults.add(info);
  EXPECT_TRUE(faults.has_errors());
  EXPECT_EQ(faults.errors(), 1U);
  EXPECT_EQ(faults.warnings(), 1U);
  EXPECT_EQ(faults.all().size(), 3U);
}

TEST(Diagnostics, LimitPerMessage) {
  const Source source("a", "abc");
  Diagnostics faults;
  for (std::size_t i = 0; i < Diagnostics::kPerMessage + 5; ++i)
    faults.report(Fault::bad_tag, source, {0, 1}, "x").hint = "still may be written to";
  EXPECT_EQ(faults.all().size(), Diagnostics::kPerMessage);
  EXPECT_EQ(faults.dropped(), 5U);
  EXPECT_EQ(faults.errors(), Diagnostics::kPerMessage + 5);
  faults.begin_message();
  faults.report(Fault::bad_tag, source, {0, 1}, "the next message has its own");
  EXPECT_EQ(faults.all().size(), Diagnostics::kPerMessage + 1);
  EXPECT_NE(render_text(faults).find("and 5 more faults that are counted"), std::string::npos);
}

TEST(Diagnostics, LimitInAll) {
  Diagnostics faults;
  for (std::size_t i = 0; i < Diagnostics::kInAll + 1; ++i) {
    faults.begin_message();
    faults.report(Fault::bad_tag, "a");
  }
  EXPECT_EQ(faults.all().size(), Diagnostics::kInAll);
  EXPECT_EQ(faults.dropped(), 1U);
  EXPECT_NE(render_text(faults).find("and 1 more fault that"), std::string::npos);
}

TEST(Diagnostics, AppendMovesAndCounts) {
  Diagnostics first;
  Diagnostics second;
  first.report(Fault::bad_tag, "a");
  second.report(Fault::padding_after_interchange, "b");
  second.report(Fault::bad_tag, "c");
  first.append(std::move(second));
  ASSERT_EQ(first.all().size(), 3U);
  EXPECT_EQ(first.all()[2].file, "c");
  EXPECT_EQ(first.errors(), 2U);
  EXPECT_EQ(first.warnings(), 1U);

  Diagnostics full;
  for (std::size_t i = 0; i < Diagnostics::kInAll; ++i) {
    full.begin_message();
    full.report(Fault::bad_tag, "a");
  }
  Diagnostics more;
  more.report(Fault::bad_tag, "z");
  full.append(std::move(more));
  EXPECT_EQ(full.all().size(), Diagnostics::kInAll);
  EXPECT_EQ(full.dropped(), 1U);
  EXPECT_EQ(full.errors(), Diagnostics::kInAll + 1);
}

}  // namespace
}  // namespace sluis
