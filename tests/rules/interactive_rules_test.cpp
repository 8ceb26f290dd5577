// Interactive interchanges: UIB, UIH, UIT, UIZ, UIR.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "edifact/envelope.hpp"
#include "rules/envelopes.hpp"
#include "rules/rule.hpp"

namespace sluis::rules {
namespace {

const std::string kUib = "UIB+UNOA:4+D1'";
const std::string kUih = "UIH+SKDUPD:D:04A::UN+1+D1'";
std::string dialogue(const std::string& segments, const std::string& uiz = "UIZ+D1+1'") {
  return kUib + segments + uiz;
}
const std::string kMessage = kUih + "MSD+1'UIT+1+3'";

const std::vector<Rule> kRows = {
    {"S-310", "minimal", dialogue(kMessage)},
    {"S-311", "version", "UIB+UNOA:3+D1'" + kMessage + "UIZ+D1+1'", "E3201 2@I UIB+1:2",
     "E3201 2@I UIB+1:2"},
    {"S-312", "reference", dialogue(kUih + "MSD+1'UIT+2+3'"), "E3106 28@M UIT#3+1",
     "~E3106 28@M UIT#3+1"},
    {"S-312", "count", dialogue(kUih + "MSD+1'UIT+1+4'"), "E3107 29@M UIT#3+2",
     "~E3107 29@M UIT#3+2"},
    {"S-313", "nothing_in_trailers", dialogue(kUih + "MSD+1'UIT+'", "UIZ+'")},
    {"S-314", "dialogue", dialogue("UIH+SKDUPD:D:04A::UN+1+D2'MSD+1'UIT+1+3'"),
     "E3203 28@M UIH#1+3", "E3203 28@M UIH#1+3"},
    {"S-314", "dialogue_in_trailer", dialogue(kMessage, "UIZ+D2+1'"), "E3106 28@I UIZ+1",
     "~E3106 28@I UIZ+1"},
    {"S-314", "dialogue_left_out", dialogue("UIH+SKDUPD:D:04A::UN+1'MSD+1'UIT+1+3'")},
    {"S-315", "count", dialogue(kMessage, "UIZ+D1+2'"), "E3107 29@I UIZ+2", "~E3107 29@I UIZ+2"},
    {"S-315", "packages_count",
     dialogue(kMessage + "UNO+P1+AAA:X+BBB+3'abcUNP+3+P1'", "UIZ+D1+2'")},
    {"S-316", "interactive_in_batch",
     kUnb4 + order4() + "UIH+SKDUPD:D:04A::UN+1'MSD+1'UIT+1+3'UNZ+1+I1'", "E3202 33@I UIH",
     "E3202 33@I UIH"},
    {"S-316", "batch_in_interactive", dialogue(kMessage + order4()), "E3202 33@I UNH",
     "E3202 33@I UNH"},
    {"S-317", "group", dialogue("UNG+++++G1'" + kMessage + "UNE+1+G1'"), "E3202 33@I UNG",
     "E3202 33@I UNG"},
    {"S-318", "advice", "UNA:+.?*'" + dialogue(kMessage)},
    {"S-319", "status", dialogue(kMessage + "UIR+1++D1++1'")},
    {"S-320", "no_trailer", kUib + kMessage, "E3120 13@I UIZ", "~E3120 13@I UIZ"},
    {"S-320", "no_message_trailer", dialogue(kUih + "MSD+1'"), "E3103 13@M UIT", "~E3103 13@M UIT"},
};
SLUIS_RULES(InteractiveRules, kRows);

TEST(InteractiveRules, HeadersAreUnderstood) {
  SCOPED_TRACE("S-310");
  Source source(
      "rule", "UIB+UNOA:4+D1++++S:14+R:30+20260101:0900++1'" + kMessage + "UIR+1++D1++1'UIZ+D1+1'");
  Diagnostics faults;
  edifact::Envelope envelope(source, faults);
  edifact::Event event;
  ASSERT_TRUE(envelope.next(event));
  EXPECT_TRUE(envelope.interchange().interactive);
  EXPECT_EQ(envelope.interchange().reference, "D1");
  EXPECT_EQ(envelope.interchange().sender, "S");
  EXPECT_EQ(envelope.interchange().receiving.qualifier, "30");
  EXPECT_EQ(envelope.interchange().date, "20260101");
  EXPECT_TRUE(envelope.interchange().test);
  ASSERT_TRUE(envelope.next(event));
  EXPECT_EQ(event.kind, edifact::EventKind::message_begin);
  EXPECT_EQ(envelope.message().reference, "1");
  EXPECT_EQ(envelope.message().type, "SKDUPD");
  EXPECT_EQ(envelope.message().release, "04A");
  EXPECT_EQ(envelope.message().agency, "UN");
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(envelope.next(event));
  EXPECT_EQ(event.kind, edifact::EventKind::service) << "UIR";
  EXPECT_TRUE(faults.all().empty()) << render_text(faults);
}

}  // namespace
}  // namespace sluis::rules
