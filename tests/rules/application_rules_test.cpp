// What is the application's to answer: APERAK and CUSRES are messages like others here.
#include <gtest/gtest.h>

#include <string>

#include "edifact/contrl.hpp"
#include "rules/rule.hpp"
#include "support/acknowledge.hpp"

namespace sluis::rules {
namespace {

std::string interchange(const std::string& message) { return in_interchange("UNOC:3", message); }

const std::string kAperak = interchange(
    "UNH+1+APERAK:D:96A:UN'BGM+313+A1+11'RFF+ACW:M1'DTM+171:20260101:102'ERC+Z10'UNT+6+1'");
const std::string kCusres =
    interchange("UNH+1+CUSRES:D:96B:UN'BGM+962+C1+11'ERP+2:15'ERC+12'UNT+5+1'");

TEST(ApplicationRule, SyntaxIsAcknowledgedAndNothingElse) {
  SCOPED_TRACE("S-410");
  for (const FaultRow& row : fault_table()) {
    if (row.code[1] < '5') continue;
    Diagnostic diagnostic;
    diagnostic.fault = static_cast<Fault>(&row - fault_table().data());
    diagnostic.place.tag = "BGM";
    diagnostic.place.segment = 2;
    const bool type = diagnostic.fault == Fault::unknown_message ||
                      diagnostic.fault == Fault::unknown_association;
    EXPECT_EQ(edifact::level_of(diagnostic) == edifact::Level::none, !type) << row.id;
  }
}

// They are read, and acknowledged, as any message is.
TEST(ApplicationRule, AperakIsAMessage) {
  SCOPED_TRACE("S-411");
  SCOPED_TRACE("S-412");
  EXPECT_EQ(said_of(kAperak, false).find("E2"), std::string::npos);
  EXPECT_EQ(tests::told(kAperak, false), "UCI+I1+S+R+7'");
}

TEST(ApplicationRule, CusresIsAMessage) {
  SCOPED_TRACE("S-414");
  EXPECT_EQ(said_of(kCusres, false).find("E2"), std::string::npos);
  EXPECT_EQ(tests::told(kCusres, false), "UCI+I1+S+R+7'");
}

// No APERAK is ever made here; the acknowledgement of one is not answered either.
TEST(ApplicationRule, NoAnswerToAnAnswer) {
  SCOPED_TRACE("S-413");
  const auto answers = tests::acknowledge(kAperak, false);
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(answers[0].find("APERAK"), std::string::npos);
  EXPECT_TRUE(tests::acknowledge(answers[0], true).empty());
}

// ERP counts as the administration says: it becomes no UCS.
TEST(ApplicationRule, ErrorPointsAreNotPositions) {
  SCOPED_TRACE("S-415");
  EXPECT_EQ(tests::told(kCusres, false).find("UCS"), std::string::npos);
}

}  // namespace
}  // namespace sluis::rules
