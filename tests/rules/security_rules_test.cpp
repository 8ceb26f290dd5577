// Security segments: USH to UST, USD to USU.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "edifact/envelope.hpp"
#include "rules/envelopes.hpp"
#include "rules/rule.hpp"

namespace sluis::rules {
namespace {

std::string message(const std::string& front, const std::string& behind, int count) {
  return "UNH+M1+ORDERS:D:01B:UN'" + front + "BGM+220+PO1+9'DTM+137:20260101:102'UNS+S'" + behind +
         "UNT+" + std::to_string(count) + "+M1'";
}
std::string in_four(const std::string& segments) { return kUnb4 + segments + "UNZ+1+I1'"; }
const std::string kHeader = "USH+1+R1'USA+1'";
const std::string kEncrypted = "USD+5+E1'a'+:?USU+5+E1'";

const std::vector<Rule> kRows = {
    {"S-325", "message", in_four(message(kHeader, "UST+R1+4'USR+1'", 9)), "~W3007 0@- USH",
     "~W3007 0@- USH"},
    {"S-325", "interchange", in_four(kHeader + order4() + "UST+R1+4'USR+1'"), "~W3007 0@- USH",
     "~W3007 0@- USH"},
    {"S-325", "group", in_four("UNG+++++G1'" + kHeader + order4() + "UST+R1+4'USR+1'UNE+1+G1'"),
     "~W3007 0@- USH", "~W3007 0@- USH"},
    {"S-325", "once_an_interchange",
     in_four(kHeader + message(kHeader, "UST+R1+4'USR+1'", 9) + "UST+R1+4'USR+1'"),
     "~W3007 0@- USH @32", "~W3007 0@- USH @32"},
    {"S-326", "reference", in_four(message(kHeader, "UST+R2+4'USR+1'", 9)),
     "~W3007; E3106 28@M UST#7+1", "~W3007; ~E3106 28@M UST#7+1"},
    {"S-326", "reference_of_the_interchange", in_four(kHeader + order4() + "UST+R2+4'USR+1'"),
     "~W3007; E3106 28@I UST+1", "~W3007; ~E3106 28@I UST+1"},
    {"S-326", "no_trailer", in_four(message(kHeader, "", 7)), "~W3007; E3303 13@S UST",
     "~W3007; E3303 13@S UST"},
    {"S-326", "no_header", in_four(message("", "UST+R1+2'USR+1'", 7)), "~W3007; E3303 13@S UST",
     "~W3007; E3303 13@S UST"},
    {"S-327", "count", in_four(message(kHeader, "UST+R1+9'USR+1'", 9)),
     "~W3007; E3107 29@M UST#7+2", "~W3007; ~E3107 29@M UST#7+2"},
    {"S-327", "two_pairs",
     in_four(message("USH+1+R1'USH+2+R2'USA+1'", "UST+R2+3'UST+R1+3'USR+1'", 11)), "~W3007",
     "~W3007"},
    {"S-327", "with_encryption",
     in_four("UNH+M1+ORDERS:D:01B:UN'" + kHeader + kEncrypted + "UST+R1+6'USR+1'UNT+8+M1'"),
     "~W3007; E4104; E4104; E4104", "~W3007; ~E4104; ~E4104; ~E4104"},
    {"S-328", "count_in_the_message", in_four(message(kHeader, "UST+R1+4'USR+1'", 5)),
     "~W3007; E3107 29@M UNT#9+1", "~W3007; ~E3107 29@M UNT#9+1"},
    {"S-329", "twice", in_four(message("USH+1+R1'USH+2+R1'", "UST+R1+2'UST+R1+2'", 9)),
     "~W3007; E3302 26@M USH#3+2", "~W3007; E3302 26@M USH#3+2"},
    {"S-330", "length", in_four("UNH+M1+ORDERS:D:01B:UN'USD+6+E1'a'+:?USU+6+E1'UNT+4+M1'"),
     "~W3007; E3107 29@M USU#3+1; E4104; E4104; E4104",
     "~W3007; ~E3107 29@M USU#3+1; ~E4104; ~E4104; ~E4104"},
    {"S-330", "reference", in_four("UNH+M1+ORDERS:D:01B:UN'USD+5+E1'a'+:?USU+5+E2'UNT+4+M1'"),
     "~W3007; E3106 28@M USU#3+2; E4104; E4104; E4104",
     "~W3007; ~E3106 28@M USU#3+2; ~E4104; ~E4104; ~E4104"},
    {"S-330", "whole_interchange", in_four(kEncrypted + order4()), "~W3007", "~W3007"},
    {"S-332", "before_four",
     kUnb3 + "UNH+M1+ORDERS:D:96A:UN'USH+1+R1'BGM+220+PO1+9'DTM+137:20260101:102'UNS+S'"
             "UNT+6+M1'UNZ+1+I1'",
     "E3301 15@S USH#2", "E3301 15@S USH#2"},
    {"S-332", "autack_before_four",
     kUnb3 + "UNH+M1+AUTACK:2:1:UN'USH+1+R1'USB+1'UST+R1+2'UNT+5+M1'UNZ+1+I1'"},
    {"S-333", "passed_through", in_four(message(kHeader, "UST+R1+4'USR+1'", 9)), "~W3007 0@- USH",
     "~W3007 0@- USH"},
};
SLUIS_RULES(SecurityRules, kRows);

// They are events of their own, and so is what is encrypted: original octets, none lost.
TEST(SecurityRules, NothingIsLost) {
  SCOPED_TRACE("S-331");
  Source source("rule", in_four(message(kHeader, kEncrypted + "UST+R1+6'USR+1'", 11)));
  Diagnostics faults;
  edifact::Envelope envelope(source, faults);
  std::string beside;
  std::string body;
  std::string octets;
  for (edifact::Event event; envelope.next(event);) {
    if (event.kind == edifact::EventKind::service)
      beside += edifact::tag_text(event.segment->tag()) + ' ';
    if (event.kind == edifact::EventKind::segment)
      body += edifact::tag_text(event.segment->tag()) + ' ';
    octets += event.octets;
  }
  EXPECT_EQ(beside, "USH USA USD USU UST USR ");
  EXPECT_EQ(body, "BGM DTM UNS ");
  EXPECT_EQ(octets, "a'+:?");
  EXPECT_EQ(faults.errors(), 0U) << render_text(faults);
}

TEST(SecurityRules, PairsAreBounded) {
  SCOPED_TRACE("S-329");
  std::string headers;
  for (int i = 0; i < 150; ++i) headers += "USH+1+R" + std::to_string(i) + "'";
  const std::string said = said_of(in_four(message(headers, "", 155)), true);
  EXPECT_NE(said.find("E4106 35@S USH#101"), std::string::npos) << said;
}

}  // namespace
}  // namespace sluis::rules
