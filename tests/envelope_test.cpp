#include "edifact/envelope.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "sluis/source.hpp"

namespace sluis::edifact {
namespace {

// Events as "(I (G (M segment segment M) G) I)" with the tag of each; a trailer that is missing is
// marked "!". Behind them the codes of the faults with their places.
struct Outcome {
  std::string events;
  std::string faults;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};
void PrintTo(const Outcome& outcome, std::ostream* os) {
  *os << outcome.events << "  " << outcome.faults;
}

std::string picture(const Event& event) {
  const std::string missing = event.segment == nullptr ? "!" : "";
  switch (event.kind) {
    case EventKind::interchange_begin:
      return "(I";
    case EventKind::group_begin:
      return "(G";
    case EventKind::message_begin:
      return "(M";
    case EventKind::segment:
      return tag_text(event.segment->tag());
    case EventKind::outside:
      return "-" + tag_text(event.segment->tag());
    case EventKind::service:
      return "+" + tag_text(event.segment->tag());
    case EventKind::encrypted:
    case EventKind::package_object:
      return "<" + std::string(event.octets) + ">";
    case EventKind::package_begin:
      return "(P";
    case EventKind::package_end:
      return "P" + missing + ")";
    case EventKind::message_end:
      return "M" + missing + ")";
    case EventKind::group_end:
      return "G" + missing + ")";
    case EventKind::interchange_end:
      return "I" + missing + ")";
  }
  return "?";
}

Outcome read(Source& source, Limits limits = {}) {
  Outcome outcome;
  Diagnostics faults;
  Envelope envelope(source, faults, {limits, {}});
  Event event;
  while (envelope.next(event)) {
    if (!outcome.events.empty()) outcome.events += ' ';
    outcome.events += picture(event);
  }
  EXPECT_FALSE(envelope.next(event)) << "the end stays the end";
  for (const Diagnostic& fault : faults.all()) {
    if (!outcome.faults.empty()) outcome.faults += ' ';
    outcome.faults += std::string(fault_row(fault.fault).code) + '@' +
                      std::to_string(fault.where.begin) + '-' + std::to_string(fault.where.end);
  }
  return outcome;
}

struct Case {
  const char* name;
  std::string input;
  std::string events;
  std::string faults = {};
};
void PrintTo(const Case& row, std::ostream* os) { *os << row.name; }

const std::string kUnb3 = "UNB+UNOC:3+S+R+260101:0900+I1'";    // 30 bytes
const std::string kUnb4 = "UNB+UNOC:4+S+R+20260101:0900+I1'";  // 32 bytes
const std::string kNext = "UNB+UNOC:3+S+R+260101:0900+I2'";
const std::string kUnh = "UNH+1+A:D:1:UN'";            // 15 bytes
const std::string kMessage = kUnh + "BGM+1'UNT+3+1'";  // 15 + 6 + 8
const std::string kSecond = "UNH+2+A:D:1:UN'BGM+1'UNT+3+2'";
const std::string kUng = "UNG+A+S+R+260101:0900+G1+UN+D:1'";  // 32 bytes
const std::string kUng2 = "UNG+A+S+R+260101:0900+G2+UN+D:1'";

const Case kCases[] = {
    // Sound ones.
    {"one_message", kUnb3 + kMessage + "UNZ+1+I1'", "(I (M BGM M) I)"},
    {"version_4", kUnb4 + kMessage + "UNZ+1+I1'", "(I (M BGM M) I)"},
    {"two_messages", kUnb3 + kMessage + kSecond + "UNZ+2+I1'", "(I (M BGM M) (M BGM M) I)"},
    {"groups",
     kUnb3 + kUng + kMessage + kSecond + "UNE+2+G1'" + kUng2 + kMessage + "UNE+1+G2'UNZ+2+I1'",
     "(I (G (M BGM M) (M BGM M) G) (G (M BGM M) G) I)"},
    {"two_interchanges", kUnb3 + kMessage + "UNZ+1+I1'\n" + kNext + kMessage + "UNZ+1+I2'",
     "(I (M BGM M) I) (I (M BGM M) I)"},
    {"uns_belongs_to_the_message", kUnb3 + kUnh + "UNS+D'UNS+S'UNT+4+1'UNZ+1+I1'",
     "(I (M UNS UNS M) I)"},
    {"surplus_empty_elements", kUnb3 + kUnh + "BGM+1'UNT+3+1++'UNZ+1+I1'", "(I (M BGM M) I)"},
    {"reference_with_release", "UNB+UNOC:3+S+R+260101:0900+A?+B'" + kMessage + "UNZ+1+A?+B'",
     "(I (M BGM M) I)"},
    {"unterminated_trailer_still_counts", kUnb3 + kMessage + "UNZ+1+I1\r\n", "(I (M BGM M) I)",
     "E2109@59-67"},

    // Counts.
    {"segment_count", kUnb3 + kUnh + "BGM+1'UNT+2+1'UNZ+1+I1'", "(I (M BGM M) I)", "E3107@55-56"},
    {"message_count", kUnb3 + kMessage + "UNZ+2+I1'", "(I (M BGM M) I)", "E3107@63-64"},
    {"group_count", kUnb3 + kUng + kMessage + "UNE+1+G1'UNZ+2+I1'", "(I (G (M BGM M) G) I)",
     "E3107@104-105"},
    {"messages_in_group", kUnb3 + kUng + kMessage + "UNE+2+G1'UNZ+1+I1'", "(I (G (M BGM M) G) I)",
     "E3107@95-96"},
    {"count_letters", kUnb3 + kMessage + "UNZ+ABC+I1'", "(I (M BGM M) I)", "E3108@63-66"},
    {"count_negative", kUnb3 + kMessage + "UNZ+-1+I1'", "(I (M BGM M) I)", "E3127@63-65"},
    {"count_decimal", kUnb3 + kMessage + "UNZ+1.0+I1'", "(I (M BGM M) I)", "E3127@63-66"},
    {"count_blank", kUnb3 + kMessage + "UNZ+ 1+I1'", "(I (M BGM M) I)", "E3108@63-65"},
    {"count_huge", kUnb3 + kMessage + "UNZ+18446744073709551617+I1'", "(I (M BGM M) I)",
     "E3128@63-83"},
    {"count_of_forty_digits", kUnb3 + kMessage + "UNZ+" + std::string(40, '9') + "+I1'",
     "(I (M BGM M) I)", "E3128@63-103"},
    {"count_leading_zeros", kUnb3 + kMessage + "UNZ+000001+I1'", "(I (M BGM M) I)", "E3118@63-69"},
    {"broken_segments_count", kUnb3 + kUnh + "BG'BGM+1'UNT+4+1'UNZ+1+I1'", "(I (M BGM M) I)",
     "E2101@45-47"},
    {"empty_segments_do_not", kUnb3 + kUnh + "'BGM+1'UNT+3+1'UNZ+1+I1'", "(I (M BGM M) I)",
     "E2010@45-46"},

    // References.
    {"message_reference", kUnb3 + kUnh + "BGM+1'UNT+3+01'UNZ+1+I1'", "(I (M BGM M) I)",
     "E3106@57-59"},
    {"interchange_reference", kUnb3 + kMessage + "UNZ+1+I2'", "(I (M BGM M) I)", "E3106@65-67"},
    {"group_reference", kUnb3 + kUng + kMessage + "UNE+1+G2'UNZ+1+I1'", "(I (G (M BGM M) G) I)",
     "E3106@97-99"},
    {"duplicate_message", kUnb3 + kMessage + kMessage + "UNZ+2+I1'", "(I (M BGM M) (M BGM M) I)",
     "E3109@63-64"},
    {"same_reference_other_type", kUnb3 + kMessage + "UNH+1+B:D:1:UN'BGM+1'UNT+3+1'" + "UNZ+2+I1'",
     "(I (M BGM M) (M BGM M) I)"},
    {"same_reference_next_interchange",
     kUnb3 + kMessage + "UNZ+1+I1'" + kNext + kMessage + "UNZ+1+I2'",
     "(I (M BGM M) I) (I (M BGM M) I)"},

    // Missing trailers.
    {"no_unz", kUnb3 + kMessage, "(I (M BGM M) I!)", "E3120@59-59"},
    {"no_unt_at_the_end", kUnb3 + kUnh + "BGM+1'", "(I (M BGM M!) I!)", "E3103@51-51 E3120@51-51"},
    {"no_unt_before_unh", kUnb3 + kUnh + "BGM+1'" + kSecond + "UNZ+2+I1'",
     "(I (M BGM M!) (M BGM M) I)", "E3103@51-54"},
    {"no_unt_before_unz", kUnb3 + kUnh + "BGM+1'UNZ+1+I1'", "(I (M BGM M!) I)", "E3103@51-54"},
    {"no_une_before_unz", kUnb3 + kUng + kMessage + "UNZ+1+I1'", "(I (G (M BGM M) G!) I)",
     "E3121@91-94"},
    {"no_une_before_ung", kUnb3 + kUng + kMessage + kUng2 + kMessage + "UNE+1+G2'UNZ+2+I1'",
     "(I (G (M BGM M) G!) (G (M BGM M) G) I)", "E3121@91-94"},
    {"no_unt_before_une", kUnb3 + kUng + kUnh + "BGM+1'UNE+1+G1'UNZ+1+I1'",
     "(I (G (M BGM M!) G) I)", "E3103@83-86"},
    {"no_unz_before_unb", kUnb3 + kMessage + kNext + kMessage + "UNZ+1+I2'",
     "(I (M BGM M) I!) (I (M BGM M) I)", "E3120@59-62"},
    {"nothing_closed_before_una",
     kUnb3 + kUng + kUnh + "BGM+1'UNA:+.? '" + kNext + kMessage + "UNZ+1+I2'",
     "(I (G (M BGM M!) G!) I!) (I (M BGM M) I)", "E3103@92-95 E3121@92-95 E3120@92-95"},

    // What has no header.
    {"unt_without_unh", kUnb3 + kMessage + "UNT+3+1'UNZ+1+I1'", "(I (M BGM M) -UNT I)",
     "E3104@59-66"},
    {"une_without_ung", kUnb3 + kMessage + "UNE+1+G1'UNZ+1+I1'", "(I (M BGM M) -UNE I)",
     "E3104@59-67"},
    {"segments_before_unh", kUnb3 + "BGM+1'DTM+1'" + kMessage + "UNZ+1+I1'",
     "(I -BGM -DTM (M BGM M) I)", "E3105@30-35"},
    {"segments_between_messages", kUnb3 + kMessage + "BGM+1'" + kSecond + "DTM+1'UNZ+2+I1'",
     "(I (M BGM M) -BGM (M BGM M) -DTM I)", "E3105@59-64 E3105@94-99"},
    {"segment_in_group", kUnb3 + kUng + "BGM+1'" + kMessage + "UNE+1+G1'UNZ+1+I1'",
     "(I (G -BGM (M BGM M) G) I)", "E3133@62-67"},
    {"unz_twice", kUnb3 + kMessage + "UNZ+1+I1'UNZ+1+I1'", "(I (M BGM M) I)", "E3002@68-77"},
    {"no_unb", kUnh + "BGM+1'UNT+3+1'", "(I (M BGM M) I!)", "E3010@0-3"},
    {"empty_input", "", "", "E3001@0-0"},
    {"broken_unh_is_one_fault", kUnb3 + "UNHX+1'BGM+1'UNT+3+1'UNZ+1+I1'", "(I -BGM -UNT I)",
     "E2101@30-34"},
    {"broken_unb_is_one_fault", "UNB+UNOC" + std::string(150, ':') + "'" + kMessage + "UNZ+1+I1'",
     "", "E2106@107-108"},
    {"package", kUnb4 + "UNO+1+AAA:X+B+3'+'?UNP+3+1'" + kMessage + "UNZ+2+I1'",
     "(I (P <+'?> P) (M BGM M) I)"},
    {"package_before_four", kUnb3 + "UNO+1'UNP+1'" + kMessage + "UNZ+2+I1'", "(I -UNP (M BGM M) I)",
     "E3116@30-33"},

    // Nothing inside, or a mixture.
    {"empty_interchange", kUnb3 + "UNZ+0+I1'", "(I I)", "E3110@30-38"},
    {"empty_group", kUnb3 + kUng + "UNE+0+G1'UNZ+1+I1'", "(I (G G) I)", "E3111@62-70"},
    {"empty_message", kUnb3 + kUnh + "UNT+2+1'UNZ+1+I1'", "(I (M M) I)", "E3112@45-52"},
    {"mixed", kUnb3 + kMessage + kUng + kSecond + "UNE+1+G1'UNZ+1+I1'",
     "(I (M BGM M) (G (M BGM M) G) I)", "E3113@59-90"},
    {"mixed_the_other_way", kUnb3 + kUng + kMessage + "UNE+1+G1'" + kSecond + kSecond + "UNZ+3+I1'",
     "(I (G (M BGM M) G) (M BGM M) (M BGM M) I)", "E3113@100-114 E3109@133-134"},

    // Mandatory values.
    {"unb_without_syntax", "UNB++S+R+260101:0900+I1'" + kMessage + "UNZ+1+I1'", "(I (M BGM M) I)",
     "E3101@4-4"},
    {"unb_without_identifier", "UNB+:3+S+R+260101:0900+I1'" + kMessage + "UNZ+1+I1'",
     "(I (M BGM M) I)", "E3101@4-4"},
    {"unb_without_version", "UNB+UNOC+S+R+260101:0900+I1'" + kMessage + "UNZ+1+I1'",
     "(I (M BGM M) I)", "E3101@0-27"},
    {"unb_without_sender", "UNB+UNOC:3++R+260101:0900+I1'" + kMessage + "UNZ+1+I1'",
     "(I (M BGM M) I)", "E3101@11-11"},
    {"unb_without_recipient", "UNB+UNOC:3+S+:ZZZ+260101:0900+I1'" + kMessage + "UNZ+1+I1'",
     "(I (M BGM M) I)", "E3101@13-13"},
    {"unb_without_date", "UNB+UNOC:3+S+R+:0900+I1'" + kMessage + "UNZ+1+I1'", "(I (M BGM M) I)",
     "E3101@15-15"},
    {"unb_without_time", "UNB+UNOC:3+S+R+260101+I1'" + kMessage + "UNZ+1+I1'", "(I (M BGM M) I)",
     "E3101@0-24"},
    {"unb_without_date_and_time_is_one", "UNB+UNOC:3+S+R++I1'" + kMessage + "UNZ+1+I1'",
     "(I (M BGM M) I)", "E3101@15-15"},
    {"unb_without_reference", "UNB+UNOC:3+S+R+260101:0900'" + kMessage + "UNZ+1+'",
     "(I (M BGM M) I)", "E3101@0-26 E3101@62-62"},
    {"unb_ended_early", "UNB+UNOC:3'" + kMessage + "UNZ+1+I1'", "(I (M BGM M) I)",
     "E3101@0-10 E3101@0-10 E3101@0-10 E3101@0-10"},
    {"unh_without_reference", kUnb3 + "UNH++A:D:1:UN'BGM+1'UNT+3+'UNZ+1+I1'", "(I (M BGM M) I)",
     "E3101@34-34 E3101@56-56"},
    {"unh_without_type", kUnb3 + "UNH+1'BGM+1'UNT+3+1'UNZ+1+I1'", "(I (M BGM M) I)", "E3101@30-35"},
    {"unh_without_parts", kUnb3 + "UNH+1+A::1'BGM+1'UNT+3+1'UNZ+1+I1'", "(I (M BGM M) I)",
     "E3101@38-38 E3101@30-40"},
    {"unt_without_count", kUnb3 + kUnh + "BGM+1'UNT++1'UNZ+1+I1'", "(I (M BGM M) I)",
     "E3101@55-55"},
    {"unt_alone", kUnb3 + kUnh + "BGM+1'UNT'UNZ+1+I1'", "(I (M BGM M) I)",
     "E3101@51-54 E3101@51-54"},
    {"unz_alone", kUnb3 + kMessage + "UNZ'", "(I (M BGM M) I)", "E3101@59-62 E3101@59-62"},
    {"ung_before_four", kUnb3 + "UNG+A++R+260101:0900+G1+UN+D:1'" + kMessage + "UNE+1+G1'UNZ+1+I1'",
     "(I (G (M BGM M) G) I)", "E3101@36-36"},
    {"ung_in_four", kUnb4 + "UNG+++++G1'" + kMessage + "UNE+1+G1'UNZ+1+I1'",
     "(I (G (M BGM M) G) I)"},
    {"unt_surplus", kUnb3 + kUnh + "BGM+1'UNT+3+1+X'UNZ+1+I1'", "(I (M BGM M) I)", "E3102@59-60"},
    {"unh_five_elements_before_four", kUnb3 + "UNH+1+A:D:1:UN+C+1+X'BGM+1'UNT+3+1'UNZ+1+I1'",
     "(I (M BGM M) I)", "E3125@49-50"},
    {"unh_five_elements_in_four", kUnb4 + "UNH+1+A:D:1:UN+C+1+X'BGM+1'UNT+3+1'UNZ+1+I1'",
     "(I (M BGM M) I)"},

    // Syntax identifier and version.
    {"unknown_identifier", "UNB+UNOZ:4+S+R+20260101:0900+I1'" + kMessage + "UNZ+1+I1'",
     "(I (M BGM M) I)", "E3003@4-8"},
    {"unsupported_set", "UNB+UNOY:4::8+S+R+20260101:0900+I1'" + kMessage + "UNZ+1+I1'",
     "(I (M BGM M) I)", "E3004@12-13"},
    {"unsupported_encoding", "UNB+UNOY:4::8+S+R+20260101:0900+I1'" + kMessage + "UNZ+1+I1'",
     "(I (M BGM M) I)", "E3004@12-13"},
    {"unknown_version", "UNB+UNOC:5+S+R+20260101:0900+I1'" + kMessage + "UNZ+1+I1'",
     "(I (M BGM M) I)", "E3005@9-10"},
    {"long_version", "UNB+UNOC:03+S+R+260101:0900+I1'" + kMessage + "UNZ+1+I1'", "(I (M BGM M) I)",
     "E3005@9-11"},
    {"version_x", "UNB+UNOC:X+S+R+260101:0900+I1'" + kMessage + "UNZ+1+I1'", "(I (M BGM M) I)",
     "W3003@9-10"},
    {"small_identifier", "UNB+unoc:3+S+R+260101:0900+I1'" + kMessage + "UNZ+1+I1'",
     "(I (M BGM M) I)", "E3007@4-8"},
    {"newer_set", "UNB+UNOY:3+S+R+260101:0900+I1'" + kMessage + "UNZ+1+I1'", "(I (M BGM M) I)",
     "E3008@4-8"},
    {"newer_set_in_two", "UNB+UNOC:2+S+R+260101:0900+I1'" + kMessage + "UNZ+1+I1'",
     "(I (M BGM M) I)", "E3008@4-8"},
    {"test_indicator", "UNB+UNOC:3+S+R+260101:0900+I1++++++2'" + kMessage + "UNZ+1+I1'",
     "(I (M BGM M) I)", "E3119@35-36"},
    {"test_indicator_in_four", "UNB+UNOC:4+S+R+20260101:0900+I1++++++2'" + kMessage + "UNZ+1+I1'",
     "(I (M BGM M) I)"},
};

class Envelopes : public testing::TestWithParam<Case> {};
TEST_P(Envelopes, Picture) {
  const Case& row = GetParam();
  Source whole("case", row.input);
  const Outcome outcome = read(whole);
  EXPECT_EQ(outcome.events, row.events);
  EXPECT_EQ(outcome.faults, row.faults);
  for (const std::size_t piece : std::initializer_list<std::size_t>{1, 5, 64}) {
    Source pieces("case", row.input, piece);
    EXPECT_EQ(read(pieces), outcome) << "in pieces of " << piece;
  }
}
INSTANTIATE_TEST_SUITE_P(Envelope, Envelopes, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Envelope, TellsWhatTheHeadersSay) {
  Source source("case",
                "UNA;*.?#~UNB*UNOC;4*SE?*ND;14*RE\xFC;14*20260101;0900*I1******1~"
                "UNH*M7*GOVCBR;D;15A;UN;NOA01A~BGM*1~UNT*3*M7~UNZ*1*I1~");
  Diagnostics faults;
  Envelope envelope(source, faults);
  Event event;
  ASSERT_TRUE(envelope.next(event));
  const Interchange& interchange = envelope.interchange();
  EXPECT_EQ(interchange.reference, "I1");
  EXPECT_EQ(interchange.sender, "SE*ND");
  EXPECT_EQ(interchange.recipient, "RE\xC3\xBC");
  EXPECT_EQ(interchange.syntax, "UNOC");
  EXPECT_EQ(interchange.version, '4');
  EXPECT_TRUE(interchange.test);
  EXPECT_EQ(interchange.separators, (Separators{';', '*', '.', '?', '#', '~'}));
  EXPECT_EQ(interchange.number, 1U);
  ASSERT_TRUE(envelope.next(event));
  const Message& message = envelope.message();
  EXPECT_EQ(message.reference, "M7");
  EXPECT_EQ(message.type, "GOVCBR");
  EXPECT_EQ(message.version, "D");
  EXPECT_EQ(message.release, "15A");
  EXPECT_EQ(message.agency, "UN");
  EXPECT_EQ(message.association, "NOA01A");
  EXPECT_EQ(message.number, 1U);
  EXPECT_EQ(message.segments, 1U);
  EXPECT_EQ(message.header, event.segment->span());
  ASSERT_TRUE(envelope.next(event));
  EXPECT_EQ(message.segments, 2U);
  ASSERT_TRUE(envelope.next(event));
  EXPECT_EQ(event.kind, EventKind::message_end);
  EXPECT_EQ(message.segments, 3U);
  ASSERT_TRUE(envelope.next(event));
  ASSERT_FALSE(envelope.next(event));
  EXPECT_EQ(envelope.segments(), 5U);
  EXPECT_EQ(envelope.bytes(), source.size());
  EXPECT_TRUE(faults.all().empty());
}

TEST(Envelope, CountsInterchangesAndMessages) {
  Source source("case", kUnb3 + kMessage + kSecond + "UNZ+2+I1'" + kUnb3 + kMessage + "UNZ+1+I1'");
  Diagnostics faults;
  Envelope envelope(source, faults);
  std::string numbers;
  for (Event event; envelope.next(event);)
    if (event.kind == EventKind::message_begin)
      numbers += std::to_string(envelope.interchange().number) + '.' +
                 std::to_string(envelope.message().number) + ' ';
  EXPECT_EQ(numbers, "1.1 1.2 2.1 ");
  EXPECT_FALSE(envelope.interchange().test);
}

TEST(Envelope, LocatesFaults) {
  Source source("case", kUnb4 + kUnh + "BGM+1'RFF+ON:1*AB:2+X'UNT+4+1'UNZ+1+I1'");
  Diagnostics faults;
  Envelope envelope(source, faults);
  Event event;
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(envelope.next(event));
  Diagnostic fault;
  envelope.locate(fault, event.segment->find(1, 2, 2));
  EXPECT_EQ(fault.place.interchange, "I1");
  EXPECT_EQ(fault.place.message, "1");
  EXPECT_EQ(fault.place.segment, 3U);
  EXPECT_EQ(fault.place.tag, "RFF");
  EXPECT_EQ(fault.place.element, 1U);
  EXPECT_EQ(fault.place.component, 2U);
  EXPECT_EQ(fault.place.repetition, 2U);
  Diagnostic first;
  envelope.locate(first, event.segment->find(1, 1, 1));
  EXPECT_EQ(first.place.repetition, 1U) << "the element repeats";
  Diagnostic single;
  envelope.locate(single, event.segment->find(2));
  EXPECT_EQ(single.place.repetition, 0U) << "the element stands once";
}

// What the reader finds is located too: message, segment number, tag and value.
TEST(Envelope, LocatesTheReadersFaults) {
  Source source("case", kUnb3 + kUnh + "BGM+1'FTX+A+B:\x01'bad'UNT+5+1'UNZ+1+I1'");
  Diagnostics faults;
  Envelope envelope(source, faults);
  for (Event event; envelope.next(event);) {
  }
  ASSERT_EQ(faults.all().size(), 2U);
  const Place& control = faults.all()[0].place;
  EXPECT_EQ(control.interchange, "I1");
  EXPECT_EQ(control.message, "1");
  EXPECT_EQ(control.segment, 3U);
  EXPECT_EQ(control.tag, "FTX");
  EXPECT_EQ(control.element, 2U);
  EXPECT_EQ(control.component, 2U);
  EXPECT_EQ(faults.all()[1].place.segment, 4U);
}

TEST(Envelope, SaysWhatWasExpected) {
  Source source("noa.edi", kUnb3 + "\n" + kUnh + "\nBGM+1'\nUNT+7+2'\nUNZ+1+I1'\n");
  Diagnostics faults;
  Envelope envelope(source, faults);
  for (Event event; envelope.next(event);) {
  }
  ASSERT_EQ(faults.all().size(), 2U);
  EXPECT_EQ(render_text(faults.all()[0]),
            "noa.edi:4:5: error[E3107]: control count does not match: UNT says 7, but there are 3\n"
            " 4 | UNT+7+2'\n"
            "   |     ^\n"
            "  = message 1, segment 3 (UNT), element 1, component 1\n"
            "  = value: 7\n"
            "  = expected: 3\n"
            "  = help: UNT counts the segments from UNH to UNT, both included\n"
            "  = note: noa.edi:2:1: UNH is here\n"
            " 2 | UNH+1+A:D:1:UN'\n"
            "   | ^^^^^^^^^^^^^^\n");
  EXPECT_EQ(faults.all()[1].value, "2");
  EXPECT_EQ(faults.all()[1].expected, "1");
}

TEST(Envelope, EveryFaultSaysWhatToDo) {
  for (const Case& row : kCases) {
    Source source("case", row.input);
    Diagnostics faults;
    Envelope envelope(source, faults);
    for (Event event; envelope.next(event);) {
    }
    for (const Diagnostic& fault : faults.all()) {
      EXPECT_FALSE(fault.expected.empty() && fault.hint.empty() && fault.detail.empty() &&
                   fault.severity == Severity::error)
          << row.name << ": " << render_text(fault);
      EXPECT_LE(fault.where.begin, fault.where.end) << row.name;
      EXPECT_LE(fault.where.end, row.input.size()) << row.name;
    }
  }
}

TEST(Envelope, DuplicatesAreLookedForUpToALimit) {
  std::string input = kUnb3;
  for (int i = 0; i < 4; ++i)
    input +=
        "UNH+" + std::to_string(i % 3) + "+A:D:1:UN'BGM+1'UNT+3+" + std::to_string(i % 3) + "'";
  input += "UNZ+4+I1'";
  Source source("case", input);
  EXPECT_EQ(read(source, {.references = 2}).faults, "W3005@88-102");
  Source again("case", input);
  EXPECT_EQ(read(again, {.references = 4}).faults, "E3109@121-122");
}

TEST(Envelope, ManyMessagesHaveTheirOwnReferences) {
  std::string input = kUnb3;
  constexpr int kCount = 20'000;
  for (int i = 0; i < kCount; ++i) {
    const std::string reference = std::to_string(i);
    input += "UNH+" + reference + "+A:D:1:UN'BGM+1'UNT+3+" + reference + "'";
  }
  input += "UNH+777+A:D:1:UN'BGM+1'UNT+3+777'UNZ+20001+I1'";
  Source source("case", input);
  Diagnostics faults;
  Envelope envelope(source, faults);
  for (Event event; envelope.next(event);) {
  }
  ASSERT_EQ(faults.all().size(), 1U);
  EXPECT_EQ(faults.all()[0].fault, Fault::duplicate_message);
  EXPECT_EQ(faults.all()[0].value, "777");
}

// The samples beside the checkout: all sound.
TEST(Envelope, Samples) {
  const std::filesystem::path folder = SLUIS_SOURCE_DIR "/../shared/samples";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no samples here";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".edi") continue;
    Source source = Source::file(entry.path().string());
    Diagnostics faults;
    Envelope envelope(source, faults);
    std::size_t messages = 0;
    for (Event event; envelope.next(event);)
      messages += event.kind == EventKind::message_end ? 1U : 0U;
    EXPECT_GT(messages, 0U) << entry.path();
    EXPECT_EQ(render_text(faults), "") << entry.path();
  }
}

}  // namespace
}  // namespace sluis::edifact
