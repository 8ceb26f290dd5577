// Whole conversions: one sound interchange, and everything that can be wrong with it.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <ostream>
#include <string>
#include <thread>
#include <vector>

#include "sluis/converter.hpp"
#include "support/acknowledge.hpp"
#include "support/canonical_xml.hpp"
#include "support/convert.hpp"
#include "xml/judge.hpp"

namespace sluis {
namespace {

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

const std::string& sound() {
  static const std::string kSound = read(SLUIS_SOURCE_DIR "/tests/golden/noa/in.edi");
  return kSound;
}

std::shared_ptr<const Mappings> mappings() {
  static const auto kMappings = [] {
    Diagnostics faults;
    auto loaded = Mappings::load({.data = SLUIS_SOURCE_DIR, .profile = "", .files = {}}, faults);
    EXPECT_EQ(render_text(faults), "");
    return loaded;
  }();
  return kMappings;
}

// Replaces the first `from`; the test is void when it is not there.
std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

// The interchange with another reference in UNB and UNZ.
std::string renamed(const std::string& text, const std::string& from, const std::string& to) {
  return replaced(replaced(text, from, to), from, to);
}

TEST(Converter, Sound) {
  const auto outcome = tests::convert(mappings(), sound());
  EXPECT_EQ(render_text(outcome.faults), "");
  ASSERT_EQ(outcome.documents.size(), 1U);
  EXPECT_EQ(tests::canonical_xml(outcome.documents[0].xml),
            tests::canonical_xml(read(SLUIS_SOURCE_DIR "/tests/data/b2sw-noa.xml")));
  EXPECT_EQ(outcome.documents[0].info.interchange, "IC2611200001");
  EXPECT_TRUE(outcome.result.accepted());
  EXPECT_EQ(outcome.result.messages, 2U);
  EXPECT_EQ(outcome.result.bytes, sound().size());
  EXPECT_EQ(outcome.result.schema, "xml/sw-01/B2SW.xsd");
  ASSERT_EQ(outcome.result.interchanges.size(), 1U);
  ASSERT_EQ(outcome.result.interchanges[0].messages.size(), 2U);
  EXPECT_EQ(outcome.result.interchanges[0].messages[1].mapping, "NL.NOA 1.0.0");
  EXPECT_EQ(outcome.result.interchanges[0].messages[1].type, "GOVCBR:D:15A:UN:NOA01A");
}

// What the directory forbids may be tolerated; what no row can carry is never lost.
TEST(Converter, ToleranceDoesNotLoseASegment) {
  Converter::Options options;
  options.tolerances = Tolerances(Tolerance::field());
  const std::string input =
      replaced(replaced(sound(), "POC+1'\n", "XYZ+1'\nPOC+1'\n"), "UNT+34+2", "UNT+35+2");
  const auto outcome = tests::convert(mappings(), input, options);
  EXPECT_EQ(tests::brief(outcome.faults),
            "E4101 28:1 XYZ is not in the directory d15a\nE5109 28:1 \n");
  EXPECT_FALSE(outcome.result.accepted());
  EXPECT_TRUE(outcome.documents.empty());
}

// What is held moves to a file as soon as it can; the documents stay the same.
TEST(Converter, HoldingNothingInMemoryChangesNothing) {
  Converter::Options options;
  options.held_bytes = 1;
  std::size_t documents = 0;
  for (const auto& entry : std::filesystem::directory_iterator(SLUIS_SOURCE_DIR "/tests/golden")) {
    const std::string input = read((entry.path() / "in.edi").string());
    if (input.empty()) continue;
    SCOPED_TRACE(entry.path().string());
    const auto held = tests::convert(mappings(), input);
    const auto spilled = tests::convert(mappings(), input, options);
    EXPECT_EQ(tests::brief(spilled.faults), tests::brief(held.faults));
    ASSERT_EQ(spilled.documents.size(), held.documents.size());
    for (std::size_t i = 0; i < held.documents.size(); ++i)
      EXPECT_EQ(spilled.documents[i].xml, held.documents[i].xml);
    documents += held.documents.size();
  }
  EXPECT_GT(documents, 3U);
}

TEST(Converter, ValidateGivesTheSameVerdictAndNoDocument) {
  Diagnostics faults;
  Source source("in.edi", sound());
  const Result result = Converter(mappings()).validate(source, faults);
  EXPECT_TRUE(result.accepted());
  EXPECT_EQ(result.documents, 1U);
}

TEST(Converter, AcknowledgesSyntaxOnly) {
  tests::MemoryAcknowledgements answers;
  const auto validate = [&](const std::string& input) {
    answers.all.clear();
    Diagnostics faults;
    Source source("in.edi", input);
    (void)Converter(mappings()).validate(source, faults, &answers);
    return tests::told(answers.all);
  };
  const std::string accepted = "UCI+IC2611200001+NL123456789+NLSW+7'";
  EXPECT_EQ(validate(sound()), accepted);
  // A business rule, and a value that the mapping refuses.
  EXPECT_EQ(validate(replaced(sound(), "BGM+MAI:M50:ZZZ+:1+9'", "BGM+MAI:M50:ZZZ+:2+9'")),
            accepted);
  EXPECT_EQ(validate(replaced(sound(), "20261121153000Z", "20261301153000Z")), accepted);
  // What no mapping takes is not supported here.
  EXPECT_EQ(validate(replaced(sound(), "UNH+2+GOVCBR:D:15A:UN:NOA01A", "UNH+2+GOVCBR:D:16A:UN")),
            accepted + "UCM+2+GOVCBR:D:16A:UN+4+14+UNH+3:1'");
  EXPECT_EQ(validate(replaced(sound(), "UNT+34+2'", "UNT+35+2'")),
            accepted + "UCM+2+GOVCBR:D:15A:UN:NOA01A+4+29+UNT+2'");
}

struct Case {
  const char* name;
  const char* from;  // in the sound interchange
  const char* to;
  std::vector<const char*> want;  // "code line:column", in order; all errors must be named
};
void PrintTo(const Case& row, std::ostream* os) { *os << row.name; }

const std::vector<Case>& cases() {
  static const std::vector<Case> kCases = {
      // characters and segments
      {"foreign_byte",
       "UNOC:3+NL123456789",
       "UNOB:3+NL\xE9"
       "123456789",
       {"E2001 2:14"}},
      {"control_character", "DE VRIES", "DE\x80VRIES", {"E2002 44:13"}},
      {"bad_tag", "POC+1'", "P+1'", {"E2101 28:1"}},
      // envelope
      {"wrong_unt_count", "UNT+34+2'", "UNT+35+2'", {"E3107 52:5"}},
      {"wrong_unt_reference", "UNT+34+2'", "UNT+34+3'", {"E3106 52:8"}},
      {"wrong_unz_count", "UNZ+2+", "UNZ+3+", {"E3107 53:5"}},
      {"wrong_unz_reference", "UNZ+2+IC2611200001", "UNZ+2+IC2611200002", {"E3106 53:7"}},
      // which message
      {"unknown_message", "UNH+2+GOVCBR:D:15A", "UNH+2+GOVCBR:D:16A", {"E5001 19:7"}},
      {"unknown_association", "UN:NOA01A", "UN:XYZ01A", {"E5002 19:23"}},
      {"main_part_twice", "UNH+2+GOVCBR:D:15A:UN:NOA01A", "UNH+2+GOVCBR:D:15A:UN:MAI01A", {}},
      // structure
      {"missing_segment", "SEQ++1'\n", "", {"E4104 35:1", "E3107 51:5"}},
      {"misplaced_segment", "POC+1'", "GIS+1'", {"E4101 28:1"}},
      {"repeated_segment", "STS+11+139'", "STS+11+139'STS+11+139'", {"E4106 29:12", "E3107 52:5"}},
      // values
      {"missing_element",
       "LOC+153+NLRTM:N21:ZZZ'\nSEQ++X'\nDTM+133",
       "LOC++NLRTM:N21:ZZZ'\nSEQ++X'\nDTM+133",
       {"E4204 30:1"}},
      {"too_long", "QTY+115:22'", "QTY+115:1234567890123456789012345678901234567'", {"E4207 23:9"}},
      {"code_outside_its_list", "QTY+115:22'", "QTY+X15:22'", {"E4214 23:5"}},
      {"code_outside_its_table",
       "BGM+NOA:M50:ZZZ+:1+9'",
       "BGM+NOA:M50:ZZZ+:1+29'",
       {"E5105 20:20"}},
      {"no_date", "20261121153000Z", "20261301153000Z", {"E5105 22:9"}},
      {"not_used",
       "RFF+APG:NOA2026110001'",
       "RFF+APG:NOA2026110001'RFF+ABO:X'",
       {"E5109 6:23", "E3107 18:5"}},
      // business rules
      {"rule", "BGM+MAI:M50:ZZZ+:1+9'", "BGM+MAI:M50:ZZZ+:2+9'", {"E5201 4:18"}},
  };
  return kCases;
}

class BadInput : public testing::TestWithParam<Case> {};

TEST_P(BadInput, IsLocatedAndNothingIsPublished) {
  const Case& row = GetParam();
  const auto outcome = tests::convert(mappings(), replaced(sound(), row.from, row.to));
  EXPECT_TRUE(outcome.documents.empty());
  EXPECT_FALSE(outcome.result.accepted());
  std::string found;
  for (const Diagnostic& fault : outcome.faults.all())
    if (fault.severity == Severity::error)
      found += std::string(fault_row(fault.fault).code) + ' ' +
               std::to_string(fault.position.line) + ':' + std::to_string(fault.position.column) +
               '\n';
  for (const char* want : row.want)
    EXPECT_NE(("\n" + found).find(std::string("\n") + want + "\n"), std::string::npos)
        << "want " << want << ", got\n"
        << render_text(outcome.faults);
  // What is named is all there is, but for consequences in the same message (E51.., E50..).
  EXPECT_GE(outcome.faults.errors(), std::max<std::size_t>(1, row.want.size()));
  for (const Diagnostic& fault : outcome.faults.all()) {
    EXPECT_NE(fault.position.line, 0U) << render_text(fault);
    EXPECT_FALSE(fault.excerpt.text.empty()) << render_text(fault);
    // What to do: a rule says it in its own words.
    EXPECT_FALSE(fault.severity == Severity::error && fault.rule.empty() && fault.hint.empty() &&
                 fault.expected.empty())
        << render_text(fault);
  }
}

INSTANTIATE_TEST_SUITE_P(Converter, BadInput, testing::ValuesIn(cases()),
                         [](const auto& row) { return std::string(row.param.name); });

std::string part(const std::string& from, const std::string& to) {
  const std::size_t begin = sound().find(from);
  const std::size_t end = sound().find(to, begin);
  return sound().substr(begin, end - begin);
}

const std::string& main_part() {
  static const std::string kPart = part("UNH+1+", "UNH+2+");
  return kPart;
}
const std::string& notice() {
  static const std::string kPart = part("UNH+2+", "UNZ+");
  return kPart;
}
std::string interchange(const std::string& messages, int count) {
  return "UNB+UNOC:3+NL123456789+NLSW+261120:0930+IC1++B2SW'\n" + messages + "UNZ+" +
         std::to_string(count) + "+IC1'\n";
}
std::string renumbered(std::string message, const std::string& from, const std::string& to) {
  message = replaced(message, "UNH+" + from + "+", "UNH+" + to + "+");
  const std::size_t at = message.rfind("+" + from + "'");
  return message.replace(at, from.size() + 2, "+" + to + "'");
}

bool has(const Diagnostics& faults, std::string_view code, std::string_view rule = {}) {
  return std::any_of(faults.all().begin(), faults.all().end(), [&](const Diagnostic& fault) {
    return fault_row(fault.fault).code == code && (rule.empty() || fault.rule == rule);
  });
}

TEST(Parts, MainPartMissing) {
  const auto outcome = tests::convert(mappings(), interchange(notice(), 1));
  EXPECT_TRUE(has(outcome.faults, "E5010")) << render_text(outcome.faults);
  EXPECT_TRUE(outcome.documents.empty());
}

TEST(Parts, MainPartTwice) {
  const auto outcome = tests::convert(
      mappings(), interchange(main_part() + renumbered(main_part(), "1", "7") + notice(), 3));
  ASSERT_TRUE(has(outcome.faults, "E5011")) << render_text(outcome.faults);
  for (const Diagnostic& fault : outcome.faults.all())
    if (fault_row(fault.fault).code == "E5011") {
      EXPECT_EQ(fault.place.message, "7");
    }
  EXPECT_TRUE(outcome.documents.empty());
}

TEST(Parts, MainPartNotFirst) {
  const auto outcome = tests::convert(mappings(), interchange(notice() + main_part(), 2));
  EXPECT_TRUE(has(outcome.faults, "E5201", "SW-01")) << render_text(outcome.faults);
  EXPECT_TRUE(outcome.documents.empty());
}

TEST(Parts, SeveralNoticesKeepTheirOrder) {
  std::string messages = main_part();
  for (const char* reference : {"2", "3", "4"})
    messages += renumbered(replaced(notice(), "DE VRIES", std::string("MASTER ") + reference), "2",
                           reference);
  const auto outcome = tests::convert(mappings(), interchange(messages, 4));
  EXPECT_EQ(render_text(outcome.faults), "");
  ASSERT_EQ(outcome.documents.size(), 1U);
  const std::string& xml = outcome.documents[0].xml;
  EXPECT_LT(xml.find("MASTER 2"), xml.find("MASTER 3"));
  EXPECT_LT(xml.find("MASTER 3"), xml.find("MASTER 4"));
}

// One bad message: nothing of the interchange is published, unless the user asks for what is sound.
TEST(Partial, PublishesWhatIsSound) {
  const std::string bad =
      replaced(renumbered(notice(), "2", "3"), "20261121153000Z", "20261301153000Z");
  const std::string input = interchange(main_part() + notice() + bad, 3);
  EXPECT_TRUE(tests::convert(mappings(), input).documents.empty());

  Converter::Options options;
  options.partial = true;
  const auto outcome = tests::convert(mappings(), input, options);
  ASSERT_EQ(outcome.documents.size(), 1U) << render_text(outcome.faults);
  EXPECT_FALSE(outcome.result.accepted());
  // The metadata speaks of the parts that are there, and of no other.
  std::size_t entries = 0;
  for (std::size_t at = outcome.documents[0].xml.find("<md:AgencyAssigned");
       at != std::string::npos; at = outcome.documents[0].xml.find("<md:AgencyAssigned", at + 1))
    ++entries;
  EXPECT_EQ(entries, 2U);
  ASSERT_EQ(outcome.result.interchanges[0].messages.size(), 3U);
  EXPECT_TRUE(outcome.result.interchanges[0].messages[1].accepted);
  EXPECT_FALSE(outcome.result.interchanges[0].messages[2].accepted);
}

TEST(Partial, NothingSoundNothingPublished) {
  Converter::Options options;
  options.partial = true;
  const auto outcome = tests::convert(
      mappings(), interchange(replaced(notice(), "20261121153000Z", "20261301153000Z"), 1),
      options);
  EXPECT_TRUE(outcome.documents.empty());
}

// A main part that is there but faulty is not also missing.
TEST(Parts, OneFaultForOneMistake) {
  const auto outcome = tests::convert(
      mappings(),
      interchange(replaced(main_part(), "BGM+MAI:M50:ZZZ+:1+9", "BGM+MAI:M50:ZZZ+:2+9") + notice(),
                  2));
  EXPECT_EQ(outcome.faults.errors(), 1U) << render_text(outcome.faults);
  EXPECT_TRUE(has(outcome.faults, "E5201", "MAI-R01"));
}

// A first message that fits nothing does not turn the rest into documents of their own.
TEST(Interchanges, AreNeverPublishedInPieces) {
  for (const char* header : {"UNH+1+ORDERS:D:15A:UN:MAI01A", "UNH+1+GOVCBR:D:16A:UN:MAI01A",
                             "UNH+1+govcbr:D:15A:UN:MAI01A", "UNH"}) {
    const auto outcome =
        tests::convert(mappings(), replaced(sound(), "UNH+1+GOVCBR:D:15A:UN:MAI01A", header));
    EXPECT_TRUE(outcome.documents.empty()) << header;
    EXPECT_TRUE(outcome.faults.has_errors());
  }
}

// What is not in a message is wrong with the interchange: then nothing of it is sound.
TEST(Partial, NeedsASoundInterchange) {
  Converter::Options options;
  options.partial = true;
  for (const std::string& input :
       {interchange(notice() + main_part(), 2),  // the main part is not first
        interchange(main_part() + notice(), 3),  // a wrong count in UNZ
        interchange(replaced(main_part(), "RFF+APG:", "RFF+APX:") + notice(), 2)}) {
    const auto outcome = tests::convert(mappings(), input, options);
    EXPECT_TRUE(outcome.documents.empty()) << render_text(outcome.faults);
    EXPECT_TRUE(outcome.faults.has_errors());
  }
}

// A message whose only fault is one that the schema finds is not an accepted one.
TEST(Results, SchemaFaultsReachTheirMessage) {
  const auto outcome = tests::convert(mappings(), replaced(sound(), "GRT:41000", "GRT:-41000"));
  ASSERT_EQ(outcome.faults.errors(), 1U) << render_text(outcome.faults);
  EXPECT_EQ(outcome.faults.all()[0].place.message, "2");
  EXPECT_TRUE(outcome.result.interchanges[0].messages[0].accepted);
  EXPECT_FALSE(outcome.result.interchanges[0].messages[1].accepted);
}

// Values that only the schema refuses are told together with the other faults.
TEST(BadInputs, SchemaFaultsDoNotWait) {
  const auto outcome = tests::convert(
      mappings(), replaced(replaced(sound(), "GRT:41000", "GRT:-41000"), "POC+1'", "POC+77'"));
  EXPECT_TRUE(has(outcome.faults, "E6102")) << render_text(outcome.faults);
  EXPECT_EQ(outcome.faults.errors(), 2U) << render_text(outcome.faults);
}

// One mistake, one fault.
TEST(BadInputs, OneMistakeOneFault) {
  const struct {
    const char* from;
    const char* to;
  } kMistakes[] = {
      {"NAD+CPE+++DE VRIES",
       "NAD+CPE+++0123456789012345678901234567890123456789012345678901234567890123456789X"},
      {"STS+11+139", "STS+11+149"},
      {"POC+1'", "POC+77'"},
      {"UNH+1+GOVCBR", "UNH+1+ORDERS"},
      {"NAD+DT+NL123456789", "NAD+XX+NL123456789"},
  };
  for (const auto& mistake : kMistakes) {
    const auto outcome = tests::convert(mappings(), replaced(sound(), mistake.from, mistake.to));
    EXPECT_LE(outcome.faults.errors(), 2U) << mistake.to << '\n' << render_text(outcome.faults);
    EXPECT_GE(outcome.faults.errors(), 1U);
  }
}

// Of a message that is cut off only that is told.
TEST(BadInputs, CutOff) {
  const auto outcome = tests::convert(mappings(), sound().substr(0, sound().find("QTY+114") + 6));
  for (const Diagnostic& fault : outcome.faults.all())
    EXPECT_NE(fault_row(fault.fault).code.substr(0, 3), "E41") << render_text(fault);
}

TEST(Headers, LengthsAreChecked) {
  for (const auto& [from, to] :
       std::vector<std::pair<std::string, std::string>>{{"UNH+1+", "UNH+1234567890123456+"},
                                                        {"UN:NOA01A'", "UN:NOA01A:a:b:c:d'"},
                                                        {"++B2SW'", "++B2SW567890123456'"}}) {
    std::string input = replaced(sound(), from, to);
    if (from == "UNH+1+") input = replaced(input, "+1'\nUNH+2", "+1234567890123456'\nUNH+2");
    const auto outcome = tests::convert(mappings(), input);
    EXPECT_TRUE(outcome.documents.empty()) << to;
    EXPECT_TRUE(has(outcome.faults, "E4207") || has(outcome.faults, "E4202") ||
                has(outcome.faults, "E4201"))
        << to << render_text(outcome.faults);
  }
}

// A fault in one interchange leaves the others alone.
TEST(Interchanges, AreIndependent) {
  const std::string good = interchange(main_part() + notice(), 2);
  const std::string bad = replaced(good, "UNT+34+2'", "UNT+33+2'");
  const auto outcome = tests::convert(mappings(), good + renamed(bad, "IC1", "ID2") + sound());
  EXPECT_EQ(outcome.documents.size(), 2U) << render_text(outcome.faults);
  ASSERT_EQ(outcome.result.interchanges.size(), 3U);
  EXPECT_TRUE(outcome.result.interchanges[0].accepted);
  EXPECT_FALSE(outcome.result.interchanges[1].accepted);
  EXPECT_TRUE(outcome.result.interchanges[2].accepted);
}

TEST(Interchanges, OwnServiceCharacters) {
  std::string own = interchange(main_part() + notice(), 2);
  for (char& c : own) c = c == '+' ? '*' : c == ':' ? ';' : c == '\'' ? '~' : c;
  const std::string next = renamed(sound(), "IC2611200001", "ID3");
  const auto outcome = tests::convert(mappings(), sound() + "UNA;*.? ~\n" + own + next);
  EXPECT_EQ(outcome.documents.size(), 3U) << render_text(outcome.faults);
  const auto alone = tests::convert(mappings(), next);
  EXPECT_EQ(tests::canonical_xml(outcome.documents[2].xml),
            tests::canonical_xml(alone.documents[0].xml));
}

TEST(BadInputs, EveryTruncationIsAFault) {
  for (std::size_t size = 0; size + 2 < sound().size(); ++size) {
    const auto outcome = tests::convert(mappings(), sound().substr(0, size));
    ASSERT_TRUE(outcome.faults.has_errors()) << size;
    ASSERT_TRUE(outcome.documents.empty()) << size;
  }
}

TEST(BadInputs, NoHeader) {
  for (const char* input : {"", "hello", "<xml/>", "UNH+1+GOVCBR:D:15A:UN:MAI01A'UNT+2+1'"}) {
    const auto outcome = tests::convert(mappings(), input);
    EXPECT_TRUE(outcome.faults.has_errors()) << input;
    EXPECT_FALSE(outcome.result.accepted());
  }
}

// All faults of a message are reported, in the order of their place.
TEST(BadInputs, AllFaultsInOrder) {
  std::string input = sound();
  input = replaced(input, "20261121153000Z", "20261301153000Z");
  input = replaced(input, "QTY+115:22'", "QTY+X15:22'");
  input = replaced(input, "20261124040000Z", "20261131040000Z");
  const auto outcome = tests::convert(mappings(), input);
  EXPECT_GE(outcome.faults.errors(), 3U);
  std::uint64_t last = 0;
  for (const Diagnostic& fault : outcome.faults.all()) {
    EXPECT_GE(fault.where.begin, last);
    last = fault.where.begin;
  }
}

// A value that only the schema refuses is shown where it came from.
TEST(ChainOfCustody, SchemaFaultsAreShownAtTheirSource) {
  Diagnostics faults;
  const auto lax = Mappings::load(
      {.data = SLUIS_SOURCE_DIR, .profile = "", .files = {SLUIS_SOURCE_DIR "/tests/data/lax.emap"}},
      faults);
  ASSERT_EQ(render_text(faults), "");
  const auto outcome = tests::convert(
      lax, replaced(interchange(main_part(), 1), "20261120093000Z", "20261320093000Z"));
  ASSERT_EQ(outcome.faults.all().size(), 1U) << render_text(outcome.faults);
  const Diagnostic& fault = outcome.faults.all()[0];
  EXPECT_EQ(fault_row(fault.fault).code, "E6102");
  EXPECT_EQ(fault.position.line, 4U);
  EXPECT_EQ(fault.position.column, 9U);
  EXPECT_EQ(fault.excerpt.text, "DTM+137:20261320093000Z:304'");
  EXPECT_EQ(fault.mapping.file, "tests/data/lax.emap");
  EXPECT_EQ(fault.mapping.line, 15U);
  EXPECT_EQ(fault.xml, "/Declaration/IssueDateTime/DateTimeString");
  EXPECT_TRUE(outcome.documents.empty());
}

TEST(Converter, IsSharedByThreads) {
  const Converter converter(mappings());
  std::vector<std::thread> threads;
  std::vector<std::string> documents(4);
  for (std::string& document : documents)
    threads.emplace_back([&] {
      for (int i = 0; i < 5; ++i) {
        Source source("in.edi", sound());
        tests::MemorySink sink;
        Diagnostics faults;
        (void)converter.convert(source, sink, faults);
        document = sink.documents.empty() ? render_text(faults) : sink.documents[0].xml;
      }
    });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& document : documents) EXPECT_EQ(document, documents[0]);
  EXPECT_NE(documents[0].find("</B2SW>"), std::string::npos);
}

// Without an interchange mapping each message is a document of its own.
TEST(Profiles, OneDocumentForAMessage) {
  Diagnostics faults;
  const auto profile =
      Mappings::load({.data = SLUIS_SOURCE_DIR, .profile = "2015-01A", .files = {}}, faults);
  ASSERT_EQ(render_text(faults), "");
  const auto outcome = tests::convert(profile, interchange(main_part(), 1));
  EXPECT_EQ(render_text(outcome.faults), "");
  ASSERT_EQ(outcome.documents.size(), 1U);
  EXPECT_EQ(outcome.documents[0].info.message, "1");
  EXPECT_NE(outcome.documents[0].xml.find("xmlns=\"urn:wco:datamodel:WCO:MAI:01A\""),
            std::string::npos);
}

// The profile of 2015 against schemas that others wrote.
TEST(Profiles, PublicSchemasAccept) {
  const std::string folder = SLUIS_SOURCE_DIR "/../shared/b2sw/";
  if (read(folder + "B2SW_MetaData_01A_urn_wco_datamodel_WCO_MAI_01A.xsd").empty())
    GTEST_SKIP() << "the public schemas are not here; ours are checked by Profiles.OneDocument...";
  Diagnostics faults;
  const auto judge =
      xml::Judge::load({folder + "B2SW_MetaData_01A_urn_wco_datamodel_WCO_MAI_01A.xsd"}, faults);
  const auto profile =
      Mappings::load({.data = SLUIS_SOURCE_DIR, .profile = "2015-01A", .files = {}}, faults);
  ASSERT_EQ(render_text(faults), "");
  for (const auto& example : profile->examples()) {
    if (!example.rejects.empty()) continue;
    const auto outcome = tests::convert(profile, interchange(example.edifact + "\n", 1));
    ASSERT_EQ(outcome.documents.size(), 1U) << render_text(outcome.faults);
    const std::string& xml = outcome.documents[0].xml;
    std::size_t at = 0;
    std::string findings;
    EXPECT_TRUE(judge->check(
        [&](char* buffer, std::size_t capacity) {
          const std::size_t size = xml.copy(buffer, capacity, at);
          at += size;
          return size;
        },
        [&](const xml::Finding& finding) { findings += finding.path + ": " + finding.message; }))
        << example.title << findings;
  }
}

}  // namespace
}  // namespace sluis
