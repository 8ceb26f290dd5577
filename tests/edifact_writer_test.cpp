#include "edifact/writer.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace sluis::edifact {
namespace {

Form with(std::string identifier, char version, Separators separators) {
  Form form = Form::standard(std::move(identifier), version);
  form.separators = separators;
  return form;
}

struct Case {
  const char* name;
  Form form;
  std::function<void(Writer&)> write;
  std::string written;
  std::vector<const char*> faults = {};  // code, tag and place of each
};
void PrintTo(const Case& row, std::ostream* os) { *os << row.name; }

void unb(Writer& writer, const char* reference = "I1") {
  writer.begin_segment("UNB");
  writer.element("UNOC");
  for (int i = 0; i < 3; ++i) writer.element();
  writer.element(reference);
  writer.end_segment();
}

void header(Writer& writer, const char* tag, const char* reference) {
  writer.begin_segment(tag);
  writer.element(reference);
  writer.end_segment();
}

// A segment of elements.
void segment(Writer& writer, const char* tag, const std::vector<const char*>& elements) {
  writer.begin_segment(tag);
  for (const char* element : elements) writer.element(element);
  writer.end_segment();
}

const Form kThree = Form::standard("UNOC", '3'), kFour = Form::standard("UNOC", '4');
constexpr Separators kOwn{';', '^', ',', '\\', '*', '~'};
constexpr Separators kOwnThree{';', '^', ',', '\\', '\0', '~'};
constexpr Separators kNoRelease{':', '+', '.', '\0', '\0', '\''};

const std::vector<Case> kCases = {
    {"one_segment", kThree,
     [](Writer& w) {
       segment(w, "BGM", {"220", "PO1", "9"});
     },
     "BGM+220+PO1+9'"},
    {"empty_elements_keep_their_separators", kThree,
     [](Writer& w) {
       segment(w, "BGM", {"220", "", "9"});
     },
     "BGM+220++9'"},
    {"trailing_ones_are_cut", kThree,
     [](Writer& w) {
       segment(w, "BGM", {"220", "", ""});
     },
     "BGM+220'"},
    {"components", kThree,
     [](Writer& w) {
       w.begin_segment("NAD");
       w.element("BY"), w.element("123"), w.component(), w.component("9"), w.component();
       w.element(), w.component(), w.component("X");
       w.end_segment();
     },
     "NAD+BY+123::9+::X'"},
    {"trailing_components_are_cut", kThree,
     [](Writer& w) {
       w.begin_segment("DTM");
       w.element("137"), w.component(), w.component(), w.element("X");
       w.end_segment();
     },
     "DTM+137+X'"},
    {"repetitions", kFour,
     [](Writer& w) {
       w.begin_segment("RFF");
       w.element("ON"), w.component("1"), w.repetition(), w.repetition("AB"), w.component("2");
       w.repetition(), w.element("X");
       w.end_segment();
     },
     "RFF+ON:1**AB:2+X'"},
    {"repetitions_without_a_separator",
     kThree,
     [](Writer& w) {
       w.begin_segment("RFF");
       w.element("ON"), w.repetition("AB"), w.element("X");
       w.end_segment();
     },
     "RFF+ON+X'",
     {"E2402 RFF+1:1*2"}},
    {"nesting_counters", kThree,
     [](Writer& w) {
       w.begin_segment("LIN");
       w.component("1"), w.component("2"), w.element("X");
       w.end_segment();
     },
     "LIN:1:2+X'"},
    {"tag_alone", kThree, [](Writer& w) { segment(w, "HYN", {}); }, "HYN'"},
    {"tag_alone_in_version_four", kFour, [](Writer& w) { segment(w, "HYN", {}); }, "HYN+'"},
    {"empty_element_in_version_four", kFour, [](Writer& w) { segment(w, "BGM", {""}); }, "BGM+'"},
    {"releases", kThree, [](Writer& w) { segment(w, "FTX", {"A+B:C'D?E*F"}); },
     "FTX+A?+B?:C?'D??E*F'"},
    {"releases_in_version_four", kFour, [](Writer& w) { segment(w, "FTX", {"A*B,;"}); },
     "FTX+A?*B,;'"},
    {"own_separators", with("UNOC", '4', kOwn),
     [](Writer& w) {
       segment(w, "FTX", {"A+B:C'D?E", ";^\\*~"});
     },
     "UNA;^,\\*~FTX^A+B:C'D?E^\\;\\^\\\\\\*\\~~"},
    {"own_separators_of_version_three", with("UNOC", '3', kOwnThree),
     [](Writer& w) {
       segment(w, "FTX", {"*", ","});
     },
     "UNA;^,\\ ~FTX^*^,~"},
    {"no_release_character",
     with("UNOC", '3', kNoRelease),
     [](Writer& w) {
       segment(w, "FTX", {"WHO?", "A+B", "C"});
     },
     "UNA:+.  'FTX+WHO?++C'",
     {"E2402 FTX+2:1"}},
    {"level_b", Form::standard("UNOB", '1'),
     [](Writer& w) {
       w.begin_segment("FTX");
       w.element("A+B'"), w.component("?");
       w.end_segment();
     },
     "FTX\x1D"
     "A+B'\x1F?\x1C"},
    {"level_b_with_printable_separators", with("UNOB", '1', {}),
     [](Writer& w) { segment(w, "FTX", {"A"}); }, "UNA:+.? 'FTX+A'"},
    {"level_b_of_version_four", Form::standard("UNOB", '4'),
     [](Writer& w) { segment(w, "FTX", {"A"}); }, "FTX+A'"},
    {"advice_that_was_there",
     [] {
       Form form = kFour;
       form.advice = true;
       return form;
     }(),
     [](Writer& w) { segment(w, "FTX", {"A"}); }, "UNA:+.?*'FTX+A'"},
    {"line_breaks",
     [] {
       Form form = kThree;
       form.advice = true;
       form.line_end = "\r\n";
       return form;
     }(),
     [](Writer& w) { segment(w, "A", {"B"}), segment(w, "C", {"D"}); },
     "UNA:+.? 'A+B'\r\nC+D'\r\n"},
    {"line_breaks_where_they_end_segments",
     [] {
       Form form = with("UNOC", '3', {':', '+', '.', '?', '\0', '\n'});
       form.line_end = "\n";
       return form;
     }(),
     [](Writer& w) { segment(w, "A", {"B"}), segment(w, "C", {"D"}); }, "UNA:+.? \nA+B\nC+D\n"},
    {"characters", kThree, [](Writer& w) { segment(w, "FTX", {"M\xC3\xBCller"}); },
     "FTX+M\xFCller'"},
    {"characters_that_the_set_lacks",
     kThree,
     [](Writer& w) {
       w.begin_segment("FTX");
       EXPECT_TRUE(w.element("A"));
       EXPECT_FALSE(w.component("12 \xE2\x82\xAC"));
       EXPECT_TRUE(w.component("C"));
       w.end_segment();
     },
     "FTX+A::C'",
     {"E2401 FTX+1:2"}},
    {"characters_below_the_level",
     Form::standard("UNOA", '3'),
     [](Writer& w) {
       segment(w, "FTX", {"abc", "ABC"});
     },
     "FTX++ABC'",
     {"E2401 FTX+1:1"}},
    {"control_characters",
     kThree,
     [](Writer& w) {
       segment(w, "FTX", {"A\nB", "A\x01"});
     },
     "FTX'",
     {"E2401 FTX+1:1", "E2401 FTX+2:1"}},
    {"malformed",
     Form::standard("UNOY", '4'),
     [](Writer& w) { segment(w, "FTX", {"\xC3"}); },
     "FTX+'",
     {"E2401 FTX+1:1"}},
    {"bytes_as_they_were_read", kThree,
     [](Writer& w) {
       w.begin_segment("FTX");
       w.element(), w.value_as_read("\xFC\x80 a", '?');
       w.element(), w.value_as_read("A?+B??C?D", '?');
       w.element(), w.value_as_read("A\\+B?", '\\');
       w.element(), w.value_as_read("A+B?", '\0');
       w.end_segment();
     },
     "FTX+\xFC\x80 a+A?+B??CD+A?+B??+A?+B?\?'"},
    {"numbers", kThree,
     [](Writer& w) {
       w.begin_segment("UCI");
       w.element(std::uint64_t{0}), w.component(std::uint64_t{18'446'744'073'709'551'615U});
       w.end_segment();
     },
     "UCI+0:18446744073709551615'"},
    {"interchange", kThree,
     [](Writer& w) {
       unb(w, "I+1");
       header(w, "UNH", "M?1");
       segment(w, "BGM", {"220"});
       w.end_message();
       header(w, "UNH", "M2");
       w.end_message();
       w.end_interchange();
     },
     "UNB+UNOC++++I?+1'UNH+M??1'BGM+220'UNT+3+M??1'UNH+M2'UNT+2+M2'UNZ+2+I?+1'"},
    {"groups", kThree,
     [](Writer& w) {
       unb(w);
       for (const char* reference : {"G1", "G2"}) {
         segment(w, "UNG", {"ORDERS", "", "", "", reference});
         header(w, "UNH", "1");
         w.end_message();
         w.end_group();
       }
       segment(w, "UNG", {"ORDERS", "", "", "", "G3"});
       w.end_group();
       w.end_interchange();
     },
     "UNB+UNOC++++I1'UNG+ORDERS++++G1'UNH+1'UNT+2+1'UNE+1+G1'UNG+ORDERS++++G2'UNH+1'UNT+2+1'UNE+1+"
     "G2'UNG+ORDERS++++G3'UNE+0+G3'UNZ+3+I1'"},
    {"packages_count_as_messages", kFour,
     [](Writer& w) {
       unb(w);
       header(w, "UNH", "1");
       w.end_message();
       header(w, "UNO", "P1");
       w.object("it's ");
       w.object("raw+?");
       w.end_package();
       w.end_interchange();
     },
     "UNB+UNOC++++I1'UNH+1'UNT+2+1'UNO+P1'it's raw+?UNP+10+P1'UNZ+2+I1'"},
    {"a_reference_that_is_missing", kThree,
     [](Writer& w) {
       header(w, "UNH", "1");
       w.end_message();
       header(w, "UNH", "");
       w.end_message();
     },
     "UNH+1'UNT+2+1'UNH'UNT+2'"},
    {"interchanges_one_after_the_other", kThree,
     [](Writer& w) {
       unb(w);
       header(w, "UNH", "1");
       w.end_message();
       w.end_interchange();
       w.begin_interchange(with("UNOC", '4', kOwn));
       unb(w, "I2");
       w.end_interchange();
     },
     "UNB+UNOC++++I1'UNH+1'UNT+2+1'UNZ+1+I1'UNA;^,\\*~UNB^UNOC^^^^I2~UNZ^0^I2~"},
};

class EdifactWriter : public testing::TestWithParam<Case> {};

TEST_P(EdifactWriter, Writes) {
  const Case& row = GetParam();
  std::string written;
  Diagnostics faults;
  Writer writer([&](std::string_view bytes) { written += bytes; }, faults);
  writer.begin_interchange(row.form);
  row.write(writer);
  writer.flush();
  EXPECT_EQ(written, row.written);
  ASSERT_EQ(faults.all().size(), row.faults.size()) << render_text(faults);
  for (std::size_t i = 0; i < row.faults.size(); ++i) {
    const Diagnostic& fault = faults.all()[i];
    std::string picture(fault_row(fault.fault).code);
    picture += ' ' + fault.place.tag + '+' + std::to_string(fault.place.element) + ':' +
               std::to_string(fault.place.component);
    if (fault.place.repetition != 0) picture += '*' + std::to_string(fault.place.repetition);
    EXPECT_EQ(picture, row.faults[i]);
  }
}

INSTANTIATE_TEST_SUITE_P(Rows, EdifactWriter, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(EdifactWriterFaults, SayWhereAndWhat) {
  Diagnostics faults;
  Writer writer([](std::string_view) {}, faults);
  writer.begin_interchange(kThree);
  unb(writer);
  header(writer, "UNH", "M1");
  segment(writer, "FTX", {"AAI", "12 \xE2\x82\xAC"});
  ASSERT_EQ(faults.all().size(), 1U);
  const Diagnostic& fault = faults.all().front();
  EXPECT_EQ(fault.place.interchange, "I1");
  EXPECT_EQ(fault.place.message, "M1");
  EXPECT_EQ(fault.place.segment, 2U);
  EXPECT_EQ(fault.value, "12 \xE2\x82\xAC");
  EXPECT_EQ(fault.detail, "\"\xE2\x82\xAC\" is not in UNOC");
}

// Whoever takes the bytes gets them in pieces, not at the end.
TEST(EdifactWriterMemory, IsBounded) {
  std::size_t most = 0, all = 0;
  Diagnostics faults;
  Writer writer(
      [&](std::string_view bytes) {
        most = std::max(most, bytes.size());
        all += bytes.size();
      },
      faults);
  writer.begin_interchange(kThree);
  constexpr int kSegments = 100'000;
  for (int i = 0; i < kSegments; ++i) segment(writer, "FTX", {"AAI", "1234567890"});
  writer.flush();
  EXPECT_EQ(all, std::size_t{kSegments} * 19);
  EXPECT_LT(most, 2 * Writer::kFlush);
}

}  // namespace
}  // namespace sluis::edifact
