// Packages: UNO, an object, UNP.
#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <vector>

#include "edifact/contrl.hpp"
#include "edifact/envelope.hpp"
#include "rules/envelopes.hpp"
#include "rules/rule.hpp"
#include "support/convert.hpp"

namespace sluis::rules {
namespace {

std::string in_four(const std::string& segments, const std::string& count = "1") {
  return kUnb4 + segments + "UNZ+" + count + "+I1'";
}
std::string package(const std::string& object, const std::string& length,
                    const std::string& trailer) {
  return "UNO+P1+AAA:X+BBB+" + length + "'" + object + trailer;
}
std::string sound(const std::string& object) {
  const std::string length = std::to_string(object.size());
  return package(object, length, "UNP+" + length + "+P1'");
}
const std::string kSigned = "UNO+P1+AAA:X+BBB+5:2'USH+1+R1'USA+1'a'+:?UST+R1+4'USR+1'UNP+5+P1'";

const std::vector<Rule> kRows = {
    {"S-295", "opaque", in_four(sound("a'+:?"))},
    {"S-295", "nothing", in_four(sound(""))},
    {"S-296", "trailers_inside", in_four(sound("UNP+5+P1'UNZ+1+I1'UNB+UNOC:3'"))},
    {"S-296", "every_byte", in_four(sound(std::string("\0\x80\xFF\r\n", 5)))},
    {"S-297", "segments_in_front", in_four(kSigned), "~W3007 0@- USH", "~W3007 0@- USH"},
    {"S-297", "broken_segment_in_front", in_four("UNO+P1+AAA:X+BBB+5:1'US?H+1'a'+:?UNP+5+P1'"),
     "E2101 15@S #2", "E2101 15@S #2"},
    {"S-298", "header_too_long", in_four(package("a'+:?", "6", "UNP+5+P1'")), "E3115 29@M UNP#2+1",
     "E3115 29@M UNP#2+1"},
    {"S-298", "header_too_short", in_four(package("a'+:?", "4", "UNP+5+P1'")), "E3115 29@M UNP#2+1",
     "E3115 29@M UNP#2+1"},
    {"S-298", "trailer", in_four(package("a'+:?", "5", "UNP+6+P1'")), "E3115 29@M UNP#2+1",
     "E3115 29@M UNP#2+1"},
    {"S-298", "reading_goes_on", in_four(package("a'+:?", "50", "UNP+5+P1'") + order4(), "2"),
     "E3115 29@M UNP#2+1", "E3115 29@M UNP#2+1"},
    {"S-298", "no_length", in_four("UNO+P1+AAA:X+BBB'a'+:?UNP+5+P1'"),
     "E3101 13@M UNO#1+4; E3115 29@M UNP#2+1", "~E3101 13@M UNO#1+4; E3115 29@M UNP#2+1"},
    {"S-298", "no_number", in_four(package("a'+:?", "X", "UNP+5+P1'")),
     "E3108 37@M UNO#1+4; E3115 29@M UNP#2+1", "E3108 37@M UNO#1+4; E3115 29@M UNP#2+1"},
    {"S-299", "reference", in_four(package("a'+:?", "5", "UNP+5+P2'")), "E3106 28@M UNP#2+2",
     "~E3106 28@M UNP#2+2"},
    {"S-300", "longer_than_the_input", in_four(package("a'+:?", "999999999999999999", "UNP+5+P1'")),
     "E3115 29@M UNP#2+1", "E3115 29@M UNP#2+1"},
    {"S-300", "no_length_of_an_object",
     in_four(package("a'+:?", "99999999999999999999", "UNP+5+P1'")),
     "E3128 39@M UNO#1+4:1; E3115 29@M UNP#2+1", "E3128 39@M UNO#1+4:1; E3115 29@M UNP#2+1"},
    {"S-301", "counted", in_four(order4() + sound("abc"), "2")},
    {"S-301", "not_counted", in_four(order4() + sound("abc"), "1"), "E3107 29@I UNZ+1",
     "~E3107 29@I UNZ+1"},
    {"S-301", "counted_in_group", in_four("UNG+++++G1'" + order4() + sound("abc") + "UNE+2+G1'")},
    {"S-302", "line_break_is_data", in_four(package("\r\nabc", "5", "UNP+5+P1'"))},
    {"S-304", "before_four", kUnb3 + sound("abc") + order() + "UNZ+2+I1'", "E3116 33@I UNO",
     "E3116 33@I UNO"},
    {"S-304", "bare", kUnb3 + "UNO+1'UNP+1'" + order() + "UNZ+2+I1'", "E3116 33@I UNO",
     "E3116 33@I UNO"},
};
SLUIS_RULES(PackageRules, kRows);

struct Heard {
  std::string object;
  std::string events;
  std::size_t longest = 0;
};
Heard hear(Source& source) {
  Heard heard;
  Diagnostics faults;
  edifact::Envelope envelope(source, faults);
  for (edifact::Event event; envelope.next(event);) {
    if (event.kind == edifact::EventKind::package_object) {
      heard.object += event.octets;
      heard.longest = std::max(heard.longest, event.octets.size());
      continue;
    }
    if (event.segment != nullptr) heard.events += edifact::tag_text(event.segment->tag()) + ' ';
  }
  return heard;
}

TEST(PackageRules, ObjectsAreHandedOnInPieces) {
  SCOPED_TRACE("S-296");
  std::string object;
  for (int i = 0; i < 300'000; ++i) object += static_cast<char>(i % 256);
  const std::string input = in_four(sound(object) + order4(), "2");
  for (const std::size_t piece : std::initializer_list<std::size_t>{1000, 65'536, 1'000'000}) {
    Source source("rule", input, piece);
    const Heard heard = hear(source);
    EXPECT_EQ(heard.object, object) << piece;
    EXPECT_EQ(heard.events, "UNB UNO UNP UNH BGM DTM UNS UNT UNZ ") << piece;
    EXPECT_LE(heard.longest, 65'536U);
  }
}

TEST(PackageRules, SecurityStandsAroundTheObject) {
  SCOPED_TRACE("S-297");
  Source source("rule", in_four(kSigned));
  const Heard heard = hear(source);
  EXPECT_EQ(heard.object, "a'+:?");
  EXPECT_EQ(heard.events, "UNB UNO USH USA UST USR UNP UNZ ");
}

TEST(PackageRules, LineBreaksBelongToTheObject) {
  SCOPED_TRACE("S-302");
  Source source("rule", in_four(package("\r\nabc", "5", "UNP+5+P1'")));
  EXPECT_EQ(hear(source).object, "\r\nabc");
}

// No mapping takes an object: it is refused, and the messages beside it are converted.
TEST(PackageRules, ConversionRefusesThePackageOnly) {
  SCOPED_TRACE("S-303");
  SCOPED_TRACE("S-305");
  Diagnostics loading;
  const auto mappings =
      Mappings::load({.data = SLUIS_SOURCE_DIR, .profile = "", .files = {}}, loading);
  const auto outcome = tests::convert(mappings, in_four(sound("<a&b>")));
  ASSERT_EQ(outcome.faults.all().size(), 1U) << render_text(outcome.faults);
  const Diagnostic& fault = outcome.faults.all()[0];
  EXPECT_EQ(fault.fault, Fault::package_not_supported);
  EXPECT_EQ(fault.place.tag, "UNO");
  EXPECT_EQ(fault.place.message, "P1");
  EXPECT_EQ(edifact::level_of(fault), edifact::Level::message);
  EXPECT_EQ(edifact::contrl_code(fault.fault, edifact::Level::message, true), 47U);
  EXPECT_TRUE(outcome.documents.empty());
}

TEST(PackageRules, EveryTruncationEnds) {
  SCOPED_TRACE("S-300");
  const std::string input = in_four(kSigned);
  for (std::size_t size = 0; size < input.size(); ++size) {
    Source source("rule", input.substr(0, size), 7);
    (void)hear(source);
  }
}

}  // namespace
}  // namespace sluis::rules
