#include "sluis/inspect.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace {

using sluis::Diagnostics;

struct Shown {
  std::string tree;
  Diagnostics faults;
};

Shown show(const std::string& bytes, const sluis::InspectOptions& options = {},
           const char* directories = SLUIS_SOURCE_DIR "/schemas/edifact") {
  Shown shown;
  sluis::Source source("case", bytes);
  sluis::inspect(
      source, sluis::Directories({directories}), options,
      [&](std::string_view line) { shown.tree += line; }, shown.faults);
  return shown;
}

// A message in an interchange; the body must have what UNT counts.
std::string wrap(const std::string& body, const char* type = "GOVCBR:D:15A:UN:NOA01A") {
  const auto segments = 2 + std::count(body.begin(), body.end(), '\'');
  return "UNB+UNOC:3+ME+YOU+261120:0930+IC1'UNH+7+" + std::string(type) + "'" + body + "UNT+" +
         std::to_string(segments) + "+7'UNZ+1+IC1'";
}

// What GOVCBR asks for behind any body.
const std::string kRest = "UNS+D'HYN+3'UNS+S'";

struct Case {
  const char* name;
  std::string input;
  std::vector<std::string> lines;        // in this order, each whole
  std::vector<const char*> faults = {};  // parts of the faults, one for each
};
void PrintTo(const Case& row, std::ostream* os) { *os << row.name; }

const Case kCases[] = {
    {"sentence_first_and_last",
     wrap("BGM+NOA:M50:ZZZ+1+9'" + kRest),
     {"Interchange IC1 from ME to YOU, syntax UNOC version 3:", "UNB  Interchange header",
      "    1.1     Syntax identifier                     UNOC  = ISO 8859-1",
      "1 message, 8 segments, 119 bytes; no fault"}},
    {"a_test_is_called_one",
     "UNB+UNOA:2+ME+YOU+261120:0930+IC1++++++1'UNH+1+NO:D:99A:UN'BGM+1'UNT+3+1'UNZ+1+IC1'",
     {"Interchange IC1 from ME to YOU, syntax UNOA version 2, a test:"},
     {"E4108"}},
    {"codes_in_words",
     wrap("BGM+NOA:M50:ZZZ+1+9'" + kRest),
     {"UNH  message 7  GOVCBR:D:15A:UN:NOA01A  Government Cross Border Regulatory message",
      "  BGM[NOA]  Beginning of message", "      1.1     Document name code                 NOA",
      "      3       Message function code              9  = Original"}},
    {"codes_of_another_agency_are_its_own",
     wrap("BGM+380:A27:ZZZ+1+9'BGM+380+1+9'" + kRest),
     {"      1.1     Document name code                 380",
      "      1.3     Code list responsible agency code  ZZZ  = Mutually defined",
      "      1.1     Document name code     380  = Commercial invoice"},
     {"BGM"}},
    {"groups_nest",
     wrap("BGM+NOA:M50:ZZZ+1+9'TDT+11'LOC+125+GBFXT'SEQ++1'DTM+186:20261119214000Z:304'TDT+12'" +
          kRest),
     {"  SG34[1] TDT[11]  Transport information",
      "    SG36[1] LOC[125]  Place/location identification", "      SEQ  Sequence details",
      "      DTM[186]  Date/time/period", "  SG34[2] TDT[12]  Transport information",
      "  HYN[3]  Hierarchy information"}},
    {"no_place_for_a_segment",
     wrap("BGM+NOA:M50:ZZZ+1+9'ADR+1'" + kRest),
     {"  ADR[1]  Address  (has no place here)"},
     {"ADR"}},
    {"values_are_checked",
     wrap("BGM+NOA:M50:ZZZ+1+9'DTM+137:20261120093000Z:3O4'" + kRest),
     {"      1.3     Date or time or period format code              3O4"},
     {"3O4"}},
    {"unknown_release",
     wrap("BGM+220:9+1++X*Y'", "ORDERS:D:01Z:UN"),
     {"UNH  message 7  ORDERS:D:01Z:UN  (no directory D.01Z at hand: shown without groups)",
      "  BGM", "      1.1     220", "      1.2     9", "      2       1", "      4       X*Y",
      "UNT  Message trailer"},
     {"D.01Z"}},
    {"unknown_message",
     wrap("BGM+220+1'", "NOSUCH:D:15A:UN"),
     {"UNH  message 7  NOSUCH:D:15A:UN  (not in the directory at hand: shown without groups)",
      "  BGM[220]  Beginning of message", "      1.1     Document name code   220  = Order"},
     {"NOSUCH is not in the directory d15a"}},
    {"missing_trailers",
     "UNB+UNOC:3+ME+YOU+261120:0930+IC1'UNH+7+NO:D:99A:UN'BGM+1'",
     {"  BGM", "UNT  (missing)", "UNZ  (missing)", "1 message, 3 segments, 58 bytes; 3 warnings"},
     {"E4108", "UNT", "UNZ"}},
    {"functional_groups",
     "UNB+UNOC:3+ME+YOU+261120:0930+IC1'UNG+NO+A+B+261120:0930+G1+UN+D:99A'"
     "UNH+7+NO:D:99A:UN'BGM+1'UNT+3+7'UNE+1+G1'UNZ+1+IC1'",
     {"UNG  Group header",
      "UNH  message 7  NO:D:99A:UN  (no directory D.99A at hand: shown without "
      "groups)",
      "UNE  Group trailer"},
     {"E4108"}},
    {"no_terminal_is_harmed",
     wrap("FTX+AAI+++\x1B[31m'", "NO:D:99A:UN"),
     {"      4        [31m"},
     {"E4108", "\\x1B"}},
    {"a_long_value_is_cut",
     wrap("FTX+" + std::string(500, 'A') + "'", "NO:D:99A:UN"),
     {"      1       " + std::string(200, 'A') + "..."},
     {"E4108"}},
    {"nothing", "", {"No message, 0 segments, 0 bytes; 1 error"}, {"error["}},
    {"no_edifact", "ISA*00*", {}, {"error["}},
};

class Inspect : public testing::TestWithParam<Case> {};

TEST_P(Inspect, Tree) {
  const Case& row = GetParam();
  const Shown shown = show(row.input);
  const std::string tree = "\n" + shown.tree;
  std::size_t at = 0;
  for (const std::string& line : row.lines) {
    const std::size_t found = tree.find("\n" + line + "\n", at);
    ASSERT_NE(found, std::string::npos) << line << "\n--\n" << shown.tree;
    at = found + line.size();
  }
  const auto& faults = shown.faults.all();
  ASSERT_EQ(faults.size(), row.faults.size()) << sluis::render_text(shown.faults);
  for (std::size_t i = 0; i < faults.size(); ++i)
    EXPECT_NE(sluis::render_text(faults[i]).find(row.faults[i]), std::string::npos)
        << sluis::render_text(faults[i]);
}

INSTANTIATE_TEST_SUITE_P(Rows, Inspect, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(InspectOptions, WithoutValues) {
  const Shown shown = show(wrap("BGM+NOA:M50:ZZZ+1+9'TDT+11'" + kRest), {true, true, false});
  EXPECT_NE(shown.tree.find("\n  BGM[NOA]  Beginning of message\n  SG34[1] TDT[11]"),
            std::string::npos)
      << shown.tree;
  EXPECT_EQ(shown.tree.find("Document name code"), std::string::npos);
}

TEST(InspectOptions, WithoutNames) {
  const Shown shown = show(wrap("BGM+NOA:M50:ZZZ+1+9'" + kRest), {false, true, true});
  EXPECT_NE(shown.tree.find("\n  BGM[NOA]\n      1.1     NOA\n"), std::string::npos) << shown.tree;
  EXPECT_NE(shown.tree.find("9  = Original"), std::string::npos);
}

TEST(InspectOptions, WithoutCodes) {
  const Shown shown = show(wrap("BGM+NOA:M50:ZZZ+1+9'" + kRest), {true, false, true});
  EXPECT_NE(shown.tree.find("Message function code              9\n"), std::string::npos)
      << shown.tree;
}

TEST(InspectOptions, WithoutAnyDirectory) {
  const Shown shown = show(wrap("BGM+NOA:M50:ZZZ+1+9'"), {}, "/nowhere");
  EXPECT_NE(shown.tree.find("\nUNB\n    1.1     UNOC\n"), std::string::npos) << shown.tree;
  EXPECT_NE(shown.tree.find("\n  BGM\n      1.1     NOA\n"), std::string::npos);
  ASSERT_EQ(shown.faults.all().size(), 1U) << sluis::render_text(shown.faults);
  EXPECT_EQ(shown.faults.all().front().fault, sluis::Fault::directory_not_at_hand);
}

// The group and the place that a fault names are those of the segment.
TEST(InspectFaults, HaveTheirPlace) {
  const Shown shown =
      show(wrap("BGM+NOA:M50:ZZZ+1+9'TDT+11'LOC+125+GBFXT'SEQ++1'DTM+186:2026:3O4'" + kRest));
  ASSERT_EQ(shown.faults.all().size(), 1U) << sluis::render_text(shown.faults);
  const sluis::Place& place = shown.faults.all().front().place;
  EXPECT_EQ(place.interchange, "IC1");
  EXPECT_EQ(place.message, "7");
  EXPECT_EQ(place.segment, 6U);
  EXPECT_EQ(place.tag, "DTM");
  EXPECT_EQ(place.group, "SG34[1]/SG36[1]");
  EXPECT_EQ(place.element, 1U);
  EXPECT_EQ(place.component, 3U);
}

// --- JSON ---

nlohmann::json json(const std::string& bytes, sluis::InspectOptions options = {}) {
  options.format = sluis::InspectFormat::json;
  return nlohmann::json::parse(show(bytes, options).tree);
}

TEST(InspectJson, HasEverything) {
  const auto document = json(wrap("BGM+NOA:M50:ZZZ+1+9'TDT+11'LOC+125+GBFXT'" + kRest));
  EXPECT_EQ(document["messages"], 1);
  EXPECT_EQ(document["segments"], 10);
  const auto& interchange = document["interchanges"].at(0);
  EXPECT_EQ(interchange["reference"], "IC1");
  EXPECT_EQ(interchange["header"]["tag"], "UNB");
  EXPECT_EQ(interchange["trailer"]["tag"], "UNZ");
  const auto& message = interchange["content"].at(0);
  EXPECT_EQ(message["kind"], "message");
  EXPECT_EQ(message["type"], "GOVCBR");
  EXPECT_EQ(message["directory"], "d15a");
  const auto& bgm = message["content"].at(0);
  EXPECT_EQ(bgm, nlohmann::json::parse(R"({"kind": "segment", "tag": "BGM",
      "name": "Beginning of message", "elements": [
        {"position": 1, "number": "C002", "name": "DOCUMENT/MESSAGE NAME", "components": [
          {"position": 1, "number": "1001", "name": "Document name code", "value": "NOA"},
          {"position": 2, "number": "1131", "name": "Code list identification code", "value": "M50"},
          {"position": 3, "number": "3055", "name": "Code list responsible agency code",
           "value": "ZZZ", "meaning": "Mutually defined"}]},
        {"position": 2, "number": "C106", "name": "DOCUMENT/MESSAGE IDENTIFICATION", "components": [
          {"position": 1, "number": "1004", "name": "Document identifier", "value": "1"}]},
        {"position": 3, "number": "1225", "name": "Message function code", "value": "9",
         "meaning": "Original"}]})"));
  EXPECT_EQ(message["content"].at(2)["group"], "SG34[1]/SG36[1]");
}

TEST(InspectJson, LeavesOutWhatIsNotWanted) {
  const auto document = json(wrap("BGM+NOA:M50:ZZZ+1+9'" + kRest), {false, false, true});
  EXPECT_EQ(document["interchanges"][0]["content"][0]["content"][0]["elements"][2],
            nlohmann::json::parse(R"({"position": 3, "number": "1225", "value": "9"})"));
  EXPECT_EQ(json(wrap("BGM+NOA'" + kRest),
                 {true, true, false})["interchanges"][0]["content"][0]["content"][0],
            nlohmann::json::parse(
                R"({"kind": "segment", "tag": "BGM", "name": "Beginning of message"})"));
}

TEST(InspectJson, WhatIsMissingIsNull) {
  const auto interchange =
      json("UNB+UNOC:3+ME+YOU+261120:0930+IC1'UNH+7+NO:D:99A:UN'ABC+1'")["interchanges"][0];
  EXPECT_TRUE(interchange["trailer"].is_null());
  EXPECT_TRUE(interchange["content"][0]["trailer"].is_null());
  EXPECT_EQ(interchange["content"][0].count("directory"), 0U);
  EXPECT_EQ(json("nothing")["interchanges"].size(), 0U);
}

TEST(InspectJson, RepetitionsAndOddCharacters) {
  const auto elements = json(
      "UNB+UNOY:4+ME+YOU+20261120:0930+IC1'UNH+7+NO:D:99A:UN'ABC+A*\"\\\n:B**\xC3\xBC'"
      "UNT+3+7'UNZ+1+IC1'")["interchanges"][0]["content"][0]["content"][0]["elements"];
  EXPECT_EQ(elements, nlohmann::json::parse(R"([
      {"position": 1, "repetition": 1, "value": "A"},
      {"position": 1, "repetition": 2, "components": [
        {"position": 1, "value": "\"\\"}, {"position": 2, "value": "B"}]},
      {"position": 1, "repetition": 4, "value": "\u00fc"}])"));
}

TEST(InspectJson, MisplacedSegmentsAndGroups) {
  const auto message =
      json(wrap("BGM+NOA:M50:ZZZ+1+9'ADR+1'" + kRest))["interchanges"][0]["content"][0];
  EXPECT_EQ(message["content"][1]["misplaced"], true);
  EXPECT_EQ(message["content"][0].count("misplaced"), 0U);
  const auto group = json(
      "UNB+UNOC:3+ME+YOU+261120:0930+IC1'UNG+NO+A+B+261120:0930+G1+UN+D:99A'"
      "UNH+7+NO:D:99A:UN'BGM+1'UNT+3+7'UNE+1+G1'UNZ+1+IC1'")["interchanges"][0]["content"][0];
  EXPECT_EQ(group["kind"], "group");
  EXPECT_EQ(group["header"]["tag"], "UNG");
  EXPECT_EQ(group["content"][0]["kind"], "message");
}

// What cannot be read is no segment of the new interchange, and the counts say so.
TEST(InspectEdifact, LeavesOutWhatCannotBeRead) {
  sluis::InspectOptions options;
  options.format = sluis::InspectFormat::edifact;
  const Shown shown =
      show("UNB+UNOC:3+ME+YOU+261120:0930+IC1'UNH+7+NO:D:99A:UN'BGM+1'B?GM+2'UNT+4+7'UNZ+1+IC1'",
           options);
  EXPECT_EQ(shown.tree,
            "UNB+UNOC:3+ME+YOU+261120:0930+IC1'UNH+7+NO:D:99A:UN'BGM+1'UNT+3+7'UNZ+1+IC1'");
  EXPECT_TRUE(shown.faults.has_errors());
}

// A kind of message that no directory at hand describes is told once, not for every message.
TEST(InspectFaults, UnknownMessagesAreToldOnceARun) {
  const auto message = [](const char* reference, const char* type) {
    return "UNH+" + std::string(reference) + "+" + type + ":D:99A:UN'ABC+1'UNT+3+" + reference +
           "'";
  };
  const Shown shown =
      show("UNB+UNOC:3+ME+YOU+261120:0930+IC1'" + message("1", "NO") + message("2", "NO") +
           message("3", "ON") + message("4", "ON") + "UNZ+4+IC1'");
  EXPECT_EQ(shown.faults.warnings(), 2U) << sluis::render_text(shown.faults);
}

}  // namespace
