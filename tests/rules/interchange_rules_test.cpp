// Interchanges: UNB and UNZ, dates, agreements.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "edifact/envelope.hpp"
#include "rules/envelopes.hpp"
#include "rules/rule.hpp"

namespace sluis::rules {
namespace {

// One message behind this UNB.
std::string with_unb(const std::string& unb) { return unb + order() + "UNZ+1+I1'"; }
std::string with_unb4(const std::string& unb) { return unb + order4() + "UNZ+1+I1'"; }
std::string with_date(const std::string& date) {
  return with_unb("UNB+UNOC:3+S+R+" + date + "+I1'");
}
std::string with_date4(const std::string& date) {
  return with_unb4("UNB+UNOC:4+S+R+" + date + "+I1'");
}
// What stands behind 0020.
std::string with_rest(const std::string& rest) {
  return with_unb("UNB+UNOC:3+S+R+260101:0900+I1" + rest + "'");
}
std::string with_rest4(const std::string& rest) {
  return with_unb4("UNB+UNOC:4+S+R+20260101:0900+I1" + rest + "'");
}
std::string with_unz(const std::string& unz) { return kUnb3 + order() + unz; }

const std::vector<Rule> kRows = {
    {"S-169", "six_digits", with_date("260101:0900")},
    {"S-170", "eight_digits", with_date4("20260101:0900")},
    {"S-171", "six_digits_in_four", with_date4("260101:0900"), "E3122 40@I UNB+4:1 @15",
     "~E3122 40@I UNB+4:1"},
    {"S-172", "eight_digits_before_four", with_date("20260101:0900"), "E3123 39@I UNB+4:1 @15",
     "~E3123 39@I UNB+4:1"},
    {"S-173", "no_such_day", with_date("260230:0900"), "E3124 12@I UNB+4:1", "~E3124 12@I UNB+4:1"},
    {"S-173", "no_leap_year", with_date4("21000229:0900"), "E3124 12@I UNB+4:1",
     "~E3124 12@I UNB+4:1"},
    {"S-173", "leap_year", with_date4("20280229:0900")},
    {"S-173", "no_such_month", with_date("261301:0900"), "E3124 12@I UNB+4:1",
     "~E3124 12@I UNB+4:1"},
    {"S-173", "day_zero", with_date("260100:0900"), "E3124 12@I UNB+4:1", "~E3124 12@I UNB+4:1"},
    {"S-173", "letters", with_date("26JAN1:0900"), "E3124 12@I UNB+4:1", "~E3124 12@I UNB+4:1"},
    {"S-173", "no_such_minute", with_date("260101:2460"), "E3124 12@I UNB+4:2 @22",
     "~E3124 12@I UNB+4:2"},
    {"S-173", "twenty_four_hours", with_date("260101:2400"), "E3124 12@I UNB+4:2",
     "~E3124 12@I UNB+4:2"},
    {"S-173", "last_minute", with_date("260101:2359")},
    {"S-174", "seconds", with_date("260101:090000"), "E3123 39@I UNB+4:2", "~E3123 39@I UNB+4:2"},
    {"S-174", "three_digits", with_date("260101:900"), "E3122 40@I UNB+4:2", "~E3122 40@I UNB+4:2"},

    {"S-190", "minimal", with_unb(kUnb3)},
    {"S-191", "full",
     with_unb("UNB+UNOC:3+S:14:RR+R:14:RT+260101:0900+I1+PW:BB+ORDERS+A+1+AGR+1'")},
    {"S-192", "S001", with_unb("UNB++S+R+260101:0900+I1'"), "E3101 13@I UNB+1",
     "~E3101 13@I UNB+1"},
    {"S-192", "0001", with_unb("UNB+:3+S+R+260101:0900+I1'"), "E3101 13@I UNB+1:1",
     "~E3101 13@I UNB+1:1"},
    {"S-192", "0002", with_unb("UNB+UNOC+S+R+260101:0900+I1'"), "E3101 13@I UNB+1:2",
     "~E3101 13@I UNB+1:2"},
    {"S-192", "S002", with_unb("UNB+UNOC:3++R+260101:0900+I1'"), "E3101 13@I UNB+2",
     "~E3101 13@I UNB+2"},
    {"S-192", "0004", with_unb("UNB+UNOC:3+:14+R+260101:0900+I1'"), "E3101 13@I UNB+2:1",
     "~E3101 13@I UNB+2:1"},
    {"S-192", "S003", with_unb("UNB+UNOC:3+S++260101:0900+I1'"), "E3101 13@I UNB+3",
     "~E3101 13@I UNB+3"},
    {"S-192", "0010", with_unb("UNB+UNOC:3+S+:14+260101:0900+I1'"), "E3101 13@I UNB+3:1",
     "~E3101 13@I UNB+3:1"},
    {"S-192", "S004", with_unb("UNB+UNOC:3+S+R++I1'"), "E3101 13@I UNB+4", "~E3101 13@I UNB+4"},
    {"S-192", "0017", with_unb("UNB+UNOC:3+S+R+:0900+I1'"), "E3101 13@I UNB+4:1",
     "~E3101 13@I UNB+4:1"},
    {"S-192", "0019", with_unb("UNB+UNOC:3+S+R+260101+I1'"), "E3101 13@I UNB+4:2",
     "~E3101 13@I UNB+4:2"},
    {"S-192", "0020", with_unb("UNB+UNOC:3+S+R+260101:0900'"), "E3101 13@I UNB+5",
     "~E3101 13@I UNB+5"},
    {"S-193", "no_header", order() + "UNZ+1+I1'", "E3010 0@- @0", "~E3010 0@- @0"},
    {"S-194", "header_ended_early", with_unb("UNB+UNOC:3'"),
     "E3101 13@I UNB+2; E3101 13@I UNB+3; E3101 13@I UNB+4; E3101 13@I UNB+5",
     "~E3101 13@I UNB+2; ~E3101 13@I UNB+3; ~E3101 13@I UNB+4; ~E3101 13@I UNB+5"},
    {"S-195", "no_trailer", kUnb3 + order(), "E3120 13@I UNZ @103", "~E3120 13@I UNZ @103"},
    {"S-196", "header_before_trailer",
     kUnb3 + order() + "UNB+UNOC:3+S+R+260101:0900+I2'" + order() + "UNZ+1+I2'",
     "E3120 13@I UNZ @103", "~E3120 13@I UNZ @103"},
    {"S-197", "trailer_alone", "UNZ+1+I1'", "E3011 0@- @0; E3104 33@I UNZ @0",
     "~E3011 0@- @0; ~E3104 33@I UNZ @0"},
    {"S-198", "another_reference", with_unz("UNZ+1+I2'"), "E3106 28@I UNZ+2", "~E3106 28@I UNZ+2"},
    {"S-198", "as_characters", "UNB+UNOC:3+S+R+260101:0900+1'" + order() + "UNZ+1+01'",
     "E3106 28@I UNZ+2", "~E3106 28@I UNZ+2"},
    {"S-198", "after_release", "UNB+UNOC:3+S+R+260101:0900+A?+1'" + order() + "UNZ+1+A?+1'"},
    {"S-199", "count", with_unz("UNZ+2+I1'"), "E3107 29@I UNZ+1", "~E3107 29@I UNZ+1"},
    {"S-200", "leading_zeros", with_unz("UNZ+000001+I1'"), "E3118 12@I UNZ+1", "~E3118 12@I UNZ+1"},
    {"S-201", "letters", with_unz("UNZ+ABC+I1'"), "E3108 37@I UNZ+1", "E3108 37@I UNZ+1"},
    {"S-201", "negative", with_unz("UNZ+-1+I1'"), "E3127 12@I UNZ+1", "~E3127 12@I UNZ+1"},
    {"S-201", "decimal", with_unz("UNZ+1.0+I1'"), "E3127 12@I UNZ+1", "~E3127 12@I UNZ+1"},
    {"S-201", "seven_digits", with_unz("UNZ+1000000+I1'"), "E3128 39@I UNZ+1", "E3128 39@I UNZ+1"},
    {"S-201", "forty_digits", with_unz("UNZ+" + std::string(40, '9') + "+I1'"), "E3128 39@I UNZ+1",
     "E3128 39@I UNZ+1"},
    {"S-202", "empty", kUnb3 + "UNZ+0+I1'", "E3110 32@I UNZ", "~E3110 32@I UNZ"},

    {"S-207", "twice", with_unb(kUnb3) + with_unb(kUnb3), "E3132 26@I UNB+5 @139",
     "~E3132 26@I UNB+5 @139"},
    {"S-208", "another_sender", with_unb(kUnb3) + with_unb("UNB+UNOC:3+S2+R+260101:0900+I1'")},
    {"S-208", "another_qualifier", with_unb(kUnb3) + with_unb("UNB+UNOC:3+S:14+R+260101:0900+I1'")},
    {"S-209", "test", with_rest("++++++1")},
    {"S-210", "test_two", with_rest4("++++++2")},
    {"S-210", "test_five", with_rest4("++++++5")},
    {"S-210", "test_six", with_rest4("++++++6"), "E3119 12@I UNB+11", "~E3119 12@I UNB+11"},
    {"S-210", "test_two_before_four", with_rest("++++++2"), "E3119 12@I UNB+11",
     "~E3119 12@I UNB+11"},
    {"S-211", "test_zero", with_rest("++++++0"), "E3119 12@I UNB+11", "~E3119 12@I UNB+11"},
    {"S-212", "acknowledgement", with_rest("++++1")},
    {"S-213", "receipt_only", with_rest4("++++2")},
    {"S-213", "receipt_only_before_four", with_rest("++++2"), "E3127 12@I UNB+9",
     "~E3127 12@I UNB+9"},
    {"S-214", "no_acknowledgement", with_rest("++++0")},
    {"S-215", "priority", with_rest("+++B"), "E3127 12@I UNB+8", "~E3127 12@I UNB+8"},
    {"S-216", "kind_of_password", with_rest("+PW:CC"), "E3127 12@I UNB+6:2", "~E3127 12@I UNB+6:2"},
    {"S-217", "long_routing_of_sender",
     with_unb("UNB+UNOC:3+S:14:ABCDEFGHIJKLMNO+R+260101:0900+I1'"), "E3126 39@I UNB+2:3",
     "~E3126 39@I UNB+2:3"},
    {"S-217", "long_routing_of_recipient",
     with_unb("UNB+UNOC:3+S+R:14:ABCDEFGHIJKLMNO+260101:0900+I1'"), "E3126 39@I UNB+3:3",
     "~E3126 39@I UNB+3:3"},
    {"S-217", "longest_routing", with_unb("UNB+UNOC:3+S:14:ABCDEFGHIJKLMN+R+260101:0900+I1'")},
    {"S-217", "long_routing_in_four",
     with_unb4("UNB+UNOC:4+S:14:ABCDEFGHIJKLMNO+R+20260101:0900+I1'")},
    {"S-218", "service_list_before_four", with_unb("UNB+UNOC:3:1+S+R+260101:0900+I1'"),
     "E3125 16@I UNB+1:3", "~E3125 16@I UNB+1:3"},
    {"S-218", "sub_identification_before_four", with_unb("UNB+UNOC:3+S:14:X:Y+R+260101:0900+I1'"),
     "E3125 16@I UNB+2:4", "~E3125 16@I UNB+2:4"},
    {"S-219", "service_list", with_unb4("UNB+UNOC:4:40100+S+R+20260101:0900+I1'")},
    {"S-220", "line_break_behind", with_unz("UNZ+1+I1'\r\n")},
    {"S-220", "padding_behind", with_unz("UNZ+1+I1'\r\n\x1A"), "~W2004 21@I @112",
     "~W2004 21@I @112"},
    {"S-221", "garbage_behind", with_unz("UNZ+1+I1'garbage"), "E3002 33@I @112", "E3002 33@I @112"},
    {"S-222", "second_of_three",
     with_unb(kUnb3) + "\r\nUNA:+.? 'UNB+UNOC:3+S+R+260101:0900+I2'" + order() + "UNZ+9+I2'" +
         "UNB+UNOC:3+S+R+260101:0900+I3'" + order() + "UNZ+1+I3'",
     "E3107 29@I UNZ+1 @230", "~E3107 29@I UNZ+1 @230"},
    {"S-223", "in_front", kUnb3 + "BGM+1'DTM+1'" + order() + "UNZ+1+I1'", "E3105 33@I BGM @30",
     "~E3105 33@I BGM @30"},
    {"S-223", "between", kUnb3 + order() + "BGM+1'" + order("M2") + "UNZ+2+I1'",
     "E3105 33@I BGM @103", "~E3105 33@I BGM @103"},
};
SLUIS_RULES(InterchangeRules, kRows);

edifact::Interchange first_of(const std::string& input, edifact::Reading reading = {}) {
  Source source("rule", input);
  Diagnostics faults;
  edifact::Envelope envelope(source, faults, std::move(reading));
  edifact::Event event;
  EXPECT_TRUE(envelope.next(event));
  return envelope.interchange();
}

TEST(InterchangeRules, HeaderIsUnderstood) {
  SCOPED_TRACE("S-191");
  const edifact::Interchange it =
      first_of(with_unb("UNB+UNOC:3+S:14:RR+R:30:RT+260101:0900+I1+PW:BB+ORDERS+A+1+AGR+1'"));
  EXPECT_EQ(it.reference, "I1");
  EXPECT_EQ(it.sender + it.sending.qualifier + it.sending.internal, "S14RR");
  EXPECT_EQ(it.recipient + it.receiving.qualifier + it.receiving.internal, "R30RT");
  EXPECT_EQ(it.date + it.time, "202601010900");
  EXPECT_EQ(it.application, "ORDERS");
  EXPECT_EQ(it.priority, 'A');
  EXPECT_EQ(it.acknowledgement, '1');
  EXPECT_EQ(it.agreement, "AGR");
  EXPECT_EQ(it.test_indicator, "1");
  EXPECT_TRUE(it.test);
  EXPECT_FALSE(it.interactive);
}

TEST(InterchangeRules, YearsHaveACentury) {
  SCOPED_TRACE("S-169");
  EXPECT_EQ(first_of(with_date("791231:0900")).date, "20791231");
  EXPECT_EQ(first_of(with_date("800101:0900")).date, "19800101");
  EXPECT_EQ(first_of(with_date4("260101:0900")).date, "20260101");
  EXPECT_EQ(first_of(with_date("260230:0900")).date, "");
  EXPECT_EQ(first_of(with_date("260101:090059")).time, "0900");
}

TEST(InterchangeRules, TestsAndAcknowledgements) {
  SCOPED_TRACE("S-211 S-214");
  EXPECT_TRUE(first_of(with_rest("++++++0")).test);
  EXPECT_FALSE(first_of(with_rest("")).test);
  EXPECT_EQ(first_of(with_rest("++++0")).acknowledgement, '\0');
  EXPECT_EQ(first_of(with_rest("")).acknowledgement, '\0');
  EXPECT_EQ(first_of(with_rest4("++++2")).acknowledgement, '2');
}

// Neither the line around a fault nor its value tells a password.
TEST(InterchangeRules, PasswordsAreNotShown) {
  SCOPED_TRACE("S-216");
  const std::string secret = "GEHEIM";
  for (const std::string& input : {with_unb("UNB+UNOA:3+S+R+269901:0900+I1+GEHEIM:CC'"),
                                   with_unb("UNB+UNOA:3+S+R+260101:0900+I1+GEHEIM\x80:AA'"),
                                   kUnb3 + "UNG+ORDERS+S+R+269901:0900+G1+UN+D:96A+GEHEIM'" +
                                       order() + "UNE+1+G1'UNZ+1+I1'"}) {
    Source source("rule", input);
    Diagnostics faults;
    edifact::Envelope envelope(source, faults);
    for (edifact::Event event; envelope.next(event);) {
    }
    EXPECT_NE(faults.all().size(), 0U) << input;
    EXPECT_EQ(render_text(faults).find(secret), std::string::npos) << render_text(faults);
  }
}

// Profiles: what is agreed with the partner.
struct Agreed {
  const char* number;
  const char* name;
  void (*agree)(Tolerance& profile);
  std::string input;
  std::string fault;  // code, tag, element
};
void PrintTo(const Agreed& row, std::ostream* out) { *out << row.number << ' ' << row.name; }

const std::vector<Agreed> kAgreements = {
    {"S-204", "recipient", [](Tolerance& p) { p.recipients = {"R"}; }, with_unb(kUnb3), ""},
    {"S-204", "recipient_with_qualifier",
     [](Tolerance& p) {
       p.recipients = {"X", "R:14"};
     },
     with_unb("UNB+UNOC:3+S+R:14+260101:0900+I1'"), ""},
    {"S-204", "other_recipient",
     [](Tolerance& p) {
       p.recipients = {"X", "R:14"};
     },
     with_unb(kUnb3), "E3401 UNB+3"},
    {"S-205", "message",
     [](Tolerance& p) {
       p.messages = {"INVOIC", "ORDERS:D"};
     },
     with_unb(kUnb3), ""},
    {"S-205", "other_release",
     [](Tolerance& p) {
       p.messages = {"INVOIC", "ORDERS:D:01B"};
     },
     with_unb(kUnb3), "E3403 UNH+2"},
    {"S-205", "part_of_a_name", [](Tolerance& p) { p.messages = {"ORDER"}; }, with_unb(kUnb3),
     "E3403 UNH+2"},
    {"S-206", "young_enough", [](Tolerance& p) { p.not_before = "20260101"; }, with_unb(kUnb3), ""},
    {"S-206", "too_old", [](Tolerance& p) { p.not_before = "20260102"; }, with_unb(kUnb3),
     "E3404 UNB+4"},
    {"S-209", "tests_refused", [](Tolerance& p) { p.tests = false; }, with_rest("++++++1"),
     "E3405 UNB+11"},
    {"S-209", "production_taken", [](Tolerance& p) { p.tests = false; }, with_rest(""), ""},
};
class Agreements : public testing::TestWithParam<Agreed> {};
TEST_P(Agreements, AreKept) {
  const Agreed& row = GetParam();
  auto profile = std::make_shared<Tolerance>(*Tolerance::field());
  row.agree(*profile);
  Source source("rule", row.input);
  Diagnostics faults;
  edifact::Envelope envelope(source, faults, {{}, Tolerances(profile)});
  for (edifact::Event event; envelope.next(event);) {
  }
  std::string said;
  for (const Diagnostic& fault : faults.all())
    said += std::string(fault_row(fault.fault).code) + ' ' + fault.place.tag + '+' +
            std::to_string(fault.place.element);
  EXPECT_EQ(said, row.fault);
}
INSTANTIATE_TEST_SUITE_P(Rules, Agreements, testing::ValuesIn(kAgreements),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(InterchangeRules, Strangers) {
  SCOPED_TRACE("S-203");
  auto partner = std::make_shared<Tolerance>(*Tolerance::field());
  partner->senders = {"S:14"};
  Tolerances profiles(Tolerance::field());
  profiles.add(partner);
  const auto errors = [&](const std::string& unb) {
    Source source("rule", with_unb(unb));
    Diagnostics faults;
    edifact::Envelope envelope(source, faults, {{}, profiles});
    for (edifact::Event event; envelope.next(event);) {
    }
    return faults.all().empty() ? std::string()
                                : std::string(fault_row(faults.all()[0].fault).code);
  };
  EXPECT_EQ(errors(kUnb3), "");
  auto closed = std::make_shared<Tolerance>(*Tolerance::field());
  closed->strangers = false;
  profiles.add(closed);
  EXPECT_EQ(errors(kUnb3), "E3402");
  EXPECT_EQ(errors("UNB+UNOC:3+S:14+R+260101:0900+I1'"), "");
}

// What is beyond the limits is skipped, not read.
TEST(InterchangeRules, Limits) {
  SCOPED_TRACE("S-423");
  edifact::Reading reading;
  reading.limits.messages = 2;
  reading.limits.interchanges = 2;
  std::string input = kUnb3 + order("M1") + order("M2") + order("M3") + order("M4") + "UNZ+4+I1'";
  for (const char* reference : {"I2", "I3", "I4"})
    input += "UNB+UNOC:3+S+R+260101:0900+" + std::string(reference) + "'" + order() + "UNZ+1+" +
             reference + "'";
  Source source("rule", input);
  Diagnostics faults;
  edifact::Envelope envelope(source, faults, reading);
  std::string events;
  for (edifact::Event event; envelope.next(event);) {
    if (event.kind == edifact::EventKind::interchange_begin) events += 'I';
    if (event.kind == edifact::EventKind::message_begin) events += 'M';
  }
  EXPECT_EQ(events, "IMMIM");
  ASSERT_EQ(faults.all().size(), 2U) << render_text(faults);
  EXPECT_EQ(faults.all()[0].fault, Fault::message_limit);
  EXPECT_EQ(faults.all()[0].place.tag, "UNH");
  EXPECT_EQ(faults.all()[1].fault, Fault::message_limit);
  EXPECT_EQ(faults.all()[1].place.tag, "UNB");
}

}  // namespace
}  // namespace sluis::rules
