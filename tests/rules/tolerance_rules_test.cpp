// Profiles: how their texts are read, whom they hold for, and what they change.
#include <string>
#include <utility>

#include "edifact/envelope.hpp"
#include "rules/rule.hpp"
#include "sluis/tolerance.hpp"
#include "support/segments.hpp"

namespace sluis::rules {
namespace {

std::shared_ptr<const Tolerance> read(const std::string& text, Diagnostics& faults) {
  Source source("partners/acme.tolerance", text);
  return Tolerance::read(source, faults);
}

std::shared_ptr<const Tolerance> profile(const std::string& text) {
  Diagnostics faults;
  auto made = read(text, faults);
  EXPECT_NE(made, nullptr) << render_text(faults);
  return made;
}

TEST(Profile, SaysAllThatItCan) {
  const auto made = profile(
      "# what ACME sends\n"
      "extends field   # most of it\n"
      "\n"
      "sender NL123456789 5790000123456:14\r\n"
      "recipient US\n"
      "messages ORDERS:D:96A INVOIC\n"
      "charset Windows-1251\n"
      "characters substitute\n"
      "line-breaks blank\n"
      "not-before 20200101\n"
      "no-repetition\n"
      "no-tests\n"
      "no-strangers\n"
      "reject count_mismatch E3106\n"
      "report segment_overflow\n"
      "\tignore trailing_blanks E2011\n");
  ASSERT_NE(made, nullptr);
  EXPECT_EQ(made->name, "acme");
  EXPECT_EQ(made->senders, (std::vector<std::string>{"NL123456789", "5790000123456:14"}));
  EXPECT_EQ(made->recipients, std::vector<std::string>{"US"});
  EXPECT_EQ(made->messages, (std::vector<std::string>{"ORDERS:D:96A", "INVOIC"}));
  EXPECT_EQ(made->charset, "Windows-1251");
  EXPECT_EQ(made->bad_character, BadCharacter::substitute);
  EXPECT_EQ(made->line_break, LineBreak::blank);
  EXPECT_EQ(made->not_before, "20200101");
  EXPECT_FALSE(made->repetition);
  EXPECT_FALSE(made->tests);
  EXPECT_FALSE(made->strangers);
  EXPECT_EQ(made->action(Fault::count_mismatch), Action::reject);
  EXPECT_EQ(made->action(Fault::reference_mismatch), Action::reject);
  EXPECT_EQ(made->action(Fault::segment_overflow), Action::report);
  EXPECT_EQ(made->action(Fault::trailing_blanks), Action::ignore);
  EXPECT_EQ(made->action(Fault::trailing_separator), Action::ignore);
  EXPECT_EQ(made->action(Fault::empty_segment), Tolerance::field()->action(Fault::empty_segment));
}

TEST(Profile, WithoutParentIsStrict) {
  const auto made = profile("sender ACME\n");
  ASSERT_NE(made, nullptr);
  EXPECT_EQ(made->actions, Tolerance::strict()->actions);
  EXPECT_EQ(profile("extends strict")->actions, Tolerance::strict()->actions);
  EXPECT_EQ(profile("extends field")->actions, Tolerance::field()->actions);
  EXPECT_NE(profile(""), nullptr) << "an empty one is the standard";
}

TEST(Profile, Characters) {
  for (const Fault fault : {Fault::byte_outside_charset, Fault::control_character,
                            Fault::malformed_utf8, Fault::character_outside_level}) {
    EXPECT_EQ(profile("characters reject")->action(fault), Action::reject);
    EXPECT_EQ(profile("characters warn")->action(fault), Action::report);
    EXPECT_EQ(profile("characters substitute")->action(fault), Action::report);
  }
  EXPECT_EQ(profile("characters warn")->bad_character, BadCharacter::keep);
  EXPECT_EQ(profile("line-breaks drop")->line_break, LineBreak::drop);
  EXPECT_EQ(profile("line-breaks keep")->line_break, LineBreak::keep);
}

struct Wrong {
  const char* name;
  const char* text;
  Fault fault;
  std::size_t line = 1;
};
void PrintTo(const Wrong& row, std::ostream* os) { *os << row.name; }
const Wrong kWrongs[] = {
    {"directive", "extends field\nallow E2011\n", Fault::tolerance_line, 2},
    {"no_parent_named", "extends\n", Fault::tolerance_line},
    {"two_parents", "extends field strict\n", Fault::tolerance_line},
    {"parent_comes_late", "sender A\nextends field\n", Fault::tolerance_line, 2},
    {"parent", "extends acme\n", Fault::tolerance_parent},
    {"check", "ignore trailing_blank\n", Fault::tolerance_check},
    {"code", "# x\n\nreport E9999\n", Fault::tolerance_check, 3},
    {"fixed", "ignore segment_limit\n", Fault::tolerance_fixed},
    {"fixed_by_code", "report E2203\n", Fault::tolerance_fixed},
    {"mapping", "ignore emap_syntax\n", Fault::tolerance_fixed},
    {"nothing_to_reject", "reject\n", Fault::tolerance_line},
    {"no_sender", "sender\n", Fault::tolerance_line},
    {"no_recipient", "recipient\n", Fault::tolerance_line},
    {"no_message", "messages\n", Fault::tolerance_line},
    {"charset", "charset klingon\n", Fault::unsupported_charset},
    {"charset_of_two_bytes", "charset utf-16\n", Fault::unsupported_charset},
    {"no_charset", "charset\n", Fault::tolerance_line},
    {"characters", "characters replace\n", Fault::tolerance_line},
    {"line_breaks", "line-breaks remove\n", Fault::tolerance_line},
    {"date", "not-before 2020-01-01\n", Fault::tolerance_line},
    {"short_date", "not-before 202001\n", Fault::tolerance_line},
    {"flag", "no-tests yes\n", Fault::tolerance_line},
    {"repetition_flag", "no-repetition no\n", Fault::tolerance_line},
};
class Wrongs : public testing::TestWithParam<Wrong> {};
TEST_P(Wrongs, AreSaid) {
  Diagnostics faults;
  // What is read later under a lenient profile must not make a wrong one right.
  faults.tolerate(Tolerance::field());
  EXPECT_EQ(read(GetParam().text, faults), nullptr);
  ASSERT_EQ(faults.all().size(), 1U);
  EXPECT_EQ(fault_row(faults.all()[0].fault).id, fault_row(GetParam().fault).id);
  EXPECT_EQ(faults.all()[0].position.line, GetParam().line);
}
INSTANTIATE_TEST_SUITE_P(Profile, Wrongs, testing::ValuesIn(kWrongs),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Profile, HintsAtTheCheckThatIsMeant) {
  Diagnostics faults;
  EXPECT_EQ(read("ignore trailing_blank\n", faults), nullptr);
  EXPECT_NE(faults.all().front().hint.find("trailing_blanks"), std::string::npos);
}

TEST(Profile, EveryFaultIsSaid) {
  Diagnostics faults;
  EXPECT_EQ(read("x\ny\nignore z\n", faults), nullptr);
  EXPECT_EQ(faults.errors(), 3U);
}

// Every check that may be relaxed can be rejected, reported and ignored, by name and by code.
TEST(Profile, EveryCheck) {
  std::size_t relaxable = 0;
  for (std::size_t i = 0; i < kFaults; ++i) {
    const auto fault = static_cast<Fault>(i);
    const FaultRow& row = fault_row(fault);
    EXPECT_EQ(profile("reject " + std::string(row.id))->action(fault), Action::reject) << row.id;
    if (!Tolerance::may_relax(fault)) {
      Diagnostics faults;
      EXPECT_EQ(read("ignore " + std::string(row.code), faults), nullptr) << row.id;
      continue;
    }
    ++relaxable;
    EXPECT_EQ(profile("report " + std::string(row.id))->action(fault), Action::report) << row.id;
    EXPECT_EQ(profile("ignore " + std::string(row.code))->action(fault), Action::ignore) << row.id;
  }
  EXPECT_GT(relaxable, 80U);
}

// --- whom a profile holds for ---

TEST(Profile, OfASender) {
  Tolerances tolerances(profile("extends field"));
  tolerances.add(profile("sender ACME"));
  tolerances.add(profile("sender 5790000123456:14\nignore trailing_blanks"));
  tolerances.add(profile("sender 5790000123456"));
  const auto blanks = [&](std::string_view id, std::string_view qualifier) {
    return tolerances.for_sender(id, qualifier)->action(Fault::trailing_blanks);
  };
  EXPECT_EQ(blanks("ACME", ""), Action::reject);
  EXPECT_EQ(blanks("ACME", "ZZZ"), Action::reject) << "without qualifier it holds for all";
  EXPECT_EQ(blanks("ACME2", ""), Action::report);
  EXPECT_EQ(blanks("ACM", ""), Action::report);
  EXPECT_EQ(blanks("", ""), Action::report);
  EXPECT_EQ(blanks("5790000123456", "14"), Action::ignore);
  EXPECT_EQ(blanks("5790000123456", "9"), Action::reject) << "the next one that fits";
  EXPECT_TRUE(tolerances.knows("ACME", "1"));
  EXPECT_FALSE(tolerances.knows("OTHER", ""));
  tolerances.add(profile("extends strict"));
  EXPECT_EQ(blanks("OTHER", ""), Action::reject) << "one without senders is for everybody";
}

// Each interchange is read by the profile of its sender, from UNA on.
TEST(Profile, OfEachInterchange) {
  Tolerances tolerances(profile("extends strict"));
  tolerances.add(profile("extends field\nsender A?B:14\nignore una_reserved_position"));
  tolerances.add(profile("extends field\nsender C"));
  const auto severities = [&](const std::string& input) {
    Source source("rule", input);
    Diagnostics faults;
    edifact::Reader reader(source, faults, {{}, tolerances});
    const edifact::Segment* segment = nullptr;
    while (reader.next(segment) != edifact::Read::end) {
    }
    std::string out;
    for (const Diagnostic& fault : faults.all())
      out += std::string(severity_name(fault.severity)).substr(0, 1);
    return out + std::to_string(faults.ignored());
  };
  const auto interchange = [](const std::string& sender) {
    return "UNA:+.?*'UNB+UNOC:3+" + sender + "+R'FTX+A 'UNZ+0'";
  };
  EXPECT_EQ(severities(interchange("X")), "ee0");
  EXPECT_EQ(severities(interchange("A?\?B:14")), "w1") << "the sender is looked at as a value";
  EXPECT_EQ(severities(interchange("A?\?B:9")), "ee0");
  EXPECT_EQ(severities(interchange("C:9:X")), "ww0");
  EXPECT_EQ(severities(interchange("C") + interchange("X") + interchange("C")), "wweeww0");
}

// --- what it changes ---

std::string values(const std::string& input, const std::string& text) {
  return edifact::segments_of(input, Tolerances(profile(text)));
}

TEST(Profile, BadCharacters) {
  const std::string input = "UNB+UNOC:3'FTX+A\x80\x01'";
  EXPECT_EQ(values(input, "extends field"), "UNB|UNOC,3 FTX|A\xE2\x82\xAC ");
  EXPECT_EQ(values(input, "extends field\ncharacters substitute"),
            "UNB|UNOC,3 FTX|A\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(values("UNB+UNOY:4'FTX+A\xFC\xC2\x85'", "extends field"), "UNB|UNOY,4 FTX|A\xC3\xBC ");
}

TEST(Profile, LineBreaks) {
  SCOPED_TRACE("S-104");
  const std::string input = "UNB+UNOC:3'FTX+A\r\n?+B\nC'";
  EXPECT_EQ(values(input, "extends field"), "UNB|UNOC,3 FTX|A+BC");
  EXPECT_EQ(values(input, "extends field\nline-breaks keep"), "UNB|UNOC,3 FTX|A\r\n+B\nC");
  EXPECT_EQ(values(input, "extends field\nline-breaks blank"), "UNB|UNOC,3 FTX|A +B C");
}

TEST(Profile, NoRepetition) {
  EXPECT_EQ(values("UNB+UNOC:4'FTX+A*B'", "extends field\nno-repetition"), "UNB|UNOC,4 FTX|A*B");
  EXPECT_EQ(values("UNA:+.?#'UNB+UNOC:4'FTX+A#B'", "extends field\nno-repetition"),
            "UNB|UNOC,4 FTX|A#B");
}

TEST(Profile, CharsetByAgreement) {
  EXPECT_EQ(values("UNB+UNOA:3'FTX+\xCF'", "charset windows-1251"), "UNB|UNOA,3 FTX|\xD0\x9F");
  EXPECT_EQ(values("UNB+UNOC:3'FTX+\xC3\xBC'", "charset utf-8"), "UNB|UNOC,3 FTX|\xC3\xBC");
  EXPECT_EQ(values("UNB+NONE:3'FTX+\x81'", "charset CP850"), "UNB|NONE,3 FTX|\xC3\xBC");
  EXPECT_EQ(values("UNB+UNOA:3'FTX+\x1B$B''\x1B(B'", "charset iso-2022-jp"),
            "UNB|UNOA,3 FTX|\xD0\x81");
  EXPECT_EQ(values("UNH+1'FTX+\xC3\xBC'", "extends field\ncharset utf-8"), "UNH|1 FTX|\xC3\xBC");
}

// A segment is sound unless one of its faults is not tolerated.
TEST(Profile, Soundness) {
  const auto sound = [](const std::string& segment, const std::string& text) {
    Source source("rule", "UNB+UNOC:4'" + segment);
    Diagnostics faults;
    edifact::Reader reader(source, faults, {{}, Tolerances(profile(text))});
    const edifact::Segment* read = nullptr;
    EXPECT_EQ(reader.next(read), edifact::Read::segment);
    EXPECT_EQ(reader.next(read), edifact::Read::segment);
    return read->sound();
  };
  for (const char* segment : {"FTX+\x80'", "FTX+\x01'", "FTX+A\nB'", "FTX+A '", "FTX+ '", "FTX+A+'",
                              "ftx+A'", "FTX'", "FTX:1+A'", "F1X+A'"}) {
    EXPECT_FALSE(sound(segment, "extends strict")) << segment;
    EXPECT_TRUE(sound(segment, "extends field")) << segment;
  }
  EXPECT_TRUE(sound("FTX:1+A'", "ignore explicit_nesting"));
  EXPECT_TRUE(sound("FTX+?A'", "extends strict"));
}

// What is missing at the end of an interchange is found at the header of the next one.
TEST(Profile, HoldsToTheEndOfItsInterchange) {
  SCOPED_TRACE("S-196");
  const auto severity = [](const std::string& first, const std::string& second) {
    Tolerances profiles;
    profiles.add(profile("extends strict\nsender STRICT"));
    profiles.add(profile("extends field\nsender FIELD"));
    const auto interchange = [](const std::string& sender, const std::string& trailer) {
      return "UNB+UNOC:3+" + sender + "+R+260101:0900+" + sender +
             "'UNH+1+ORDERS:D:96A:UN'BGM+220'UNT+3+1'" + trailer;
    };
    Source source("rule", interchange(first, "") + interchange(second, "UNZ+2+" + second + "'"));
    Diagnostics faults;
    edifact::Envelope envelope(source, faults, {{}, std::move(profiles)});
    for (edifact::Event event; envelope.next(event);) {
    }
    std::string said;
    for (const Diagnostic& fault : faults.all())
      said += std::string(fault_row(fault.fault).code) + ' ' +
              std::string(severity_name(fault.severity)) + ' ';
    return said;
  };
  EXPECT_EQ(severity("STRICT", "FIELD"), "E3120 error E3107 warning ");
  EXPECT_EQ(severity("FIELD", "STRICT"), "E3120 warning E3107 error ");
}

}  // namespace
}  // namespace sluis::rules
