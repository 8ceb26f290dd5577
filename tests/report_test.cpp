#include "sluis/report.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "sluis/version.hpp"

namespace {

using nlohmann::json;
using sluis::Diagnostic;
using sluis::Diagnostics;
using sluis::Fault;

Diagnostic full() {
  Diagnostic fault;
  fault.fault = Fault::unknown_message;
  fault.severity = sluis::Severity::error;
  fault.detail = "GOVCBR:D:15A:UN:XXX01A";
  fault.file = "noa.edi";
  fault.where = {512, 530};
  fault.position = {14, 9};
  fault.place = {"IC1", "2", 6, "DTM", "SG34[1]", 1, 2, 1};
  fault.value = "20261301";
  fault.expected = "a date";
  fault.hint = "correct the month";
  fault.mapping = {"noa.emap", 21};
  fault.xml = "/B2SW/Declaration[2]";
  fault.rule = "R7";
  fault.respond = "ERC=B12";
  fault.notes.push_back({"declared here", "noa.xsd", {3, 4}, {}});
  return fault;
}

sluis::Result result() {
  sluis::Result result;
  result.documents = 1;
  sluis::InterchangeResult interchange;
  interchange.reference = "IC1";
  interchange.messages.push_back({"1", "GOVCBR:D:15A:UN:MAI01A", "NL.MAI 1.0.0", true});
  interchange.messages.push_back({"2", "ORDERS:D:96A:UN", "", false});
  interchange.message_count = 5;
  result.interchanges.push_back(interchange);
  return result;
}

json parse(const std::string& text) { return json::parse(text); }

TEST(Report, EveryMemberOfAFault) {
  Diagnostics faults;
  faults.add(full());
  const json fault =
      parse(sluis::render_json({{"noa.edi", nullptr, &faults}}))["inputs"][0]["faults"][0];
  const sluis::FaultRow& row = sluis::fault_row(Fault::unknown_message);
  json want = json::parse(R"({
    "severity": "error",
    "where": {"line": 14, "column": 9, "byte_begin": 512, "byte_end": 530, "interchange": "IC1",
              "message": "2", "segment": 6, "tag": "DTM", "group": "SG34[1]", "element": 1,
              "component": 2, "repetition": 1},
    "value": "20261301", "expected": "a date", "hint": "correct the month",
    "mapping": {"file": "noa.emap", "line": 21}, "xml": "/B2SW/Declaration[2]",
    "rule": "R7", "respond": "ERC=B12",
    "notes": [{"text": "declared here", "file": "noa.xsd", "line": 3, "column": 4}]})");
  want["code"] = row.code;
  want["contrl"] = std::to_string(row.contrl);
  want["message"] = std::string(row.sentence) + ": GOVCBR:D:15A:UN:XXX01A";
  EXPECT_EQ(fault, want);
}

TEST(Report, WhatDoesNotApplyIsLeftOut) {
  Diagnostics faults;
  Diagnostic bare;
  bare.fault = Fault::unknown_message;
  bare.file = "noa.edi";
  faults.add(bare);
  const json fault =
      parse(sluis::render_json({{"noa.edi", nullptr, &faults}}))["inputs"][0]["faults"][0];
  for (const char* name :
       {"file", "where", "value", "expected", "hint", "mapping", "xml", "rule", "respond", "notes"})
    EXPECT_FALSE(fault.contains(name)) << name;
  EXPECT_EQ(fault["message"], sluis::fault_row(Fault::unknown_message).sentence);
}

TEST(Report, AFaultOfAnotherFileNamesIt) {
  Diagnostics faults;
  faults.add(full());
  const json fault =
      parse(sluis::render_json({{"other.edi", nullptr, &faults}}))["inputs"][0]["faults"][0];
  EXPECT_EQ(fault["file"], "noa.edi");
}

// The first byte of an input is at line 1, offset 0: an empty span there is a place too.
TEST(Report, TheFirstByteIsAPlace) {
  Diagnostics faults;
  Diagnostic first = full();
  first.where = {0, 0};
  first.position = {1, 1};
  faults.add(first);
  const json where =
      parse(sluis::render_json({{"noa.edi", nullptr, &faults}}))["inputs"][0]["faults"][0]["where"];
  EXPECT_EQ(where["byte_begin"], 0);
  EXPECT_EQ(where["byte_end"], 0);
}

TEST(Report, ForgottenLinesKeepTheirBytes) {
  Diagnostics faults;
  Diagnostic forgotten = full();
  forgotten.position = {};
  faults.add(forgotten);
  const json where =
      parse(sluis::render_json({{"noa.edi", nullptr, &faults}}))["inputs"][0]["faults"][0]["where"];
  EXPECT_FALSE(where.contains("line"));
  EXPECT_EQ(where["byte_begin"], 512);
}

TEST(Report, ResultsOfInterchangesAndMessages) {
  const auto converted = result();
  const Diagnostics faults;
  const json input = parse(sluis::render_json({{"a.edi", &converted, &faults}}))["inputs"][0];
  EXPECT_EQ(input, json::parse(R"({"name": "a.edi", "documents": 1, "faults": [], "interchanges": [
    {"reference": "IC1", "result": "rejected", "messages_omitted": 3, "messages": [
      {"reference": "1", "type": "GOVCBR:D:15A:UN:MAI01A", "mapping": "NL.MAI 1.0.0",
       "result": "accepted"},
      {"reference": "2", "type": "ORDERS:D:96A:UN", "result": "rejected"}]}]})"));
}

TEST(Report, SummaryCountsAllInputs) {
  Diagnostics first, second;
  first.add(full());
  Diagnostic warning = full();
  warning.severity = sluis::Severity::warning;
  second.add(full());
  second.add(warning);
  const json report = parse(sluis::render_json({{"a", nullptr, &first}, {"b", nullptr, &second}}));
  EXPECT_EQ(report["tool"], "sluis");
  EXPECT_EQ(report["version"], sluis::kVersion);
  EXPECT_EQ(report["inputs"].size(), 2U);
  EXPECT_EQ(report["summary"], json::parse(R"({"errors": 2, "warnings": 1})"));
}

TEST(Report, FaultsAboveTheLimitAreCounted) {
  Diagnostics faults;
  for (std::size_t at = 0; at < Diagnostics::kPerMessage + 3; ++at) faults.add(full());
  const json report = parse(sluis::render_json({{"a", nullptr, &faults}}));
  EXPECT_EQ(report["inputs"][0]["faults"].size(), Diagnostics::kPerMessage);
  EXPECT_EQ(report["summary"]["errors"], Diagnostics::kPerMessage + 3);
  EXPECT_EQ(report["summary"]["faults_omitted"], 3);
}

TEST(Report, NothingIsAReportToo) {
  EXPECT_EQ(parse(sluis::render_json({}))["inputs"], json::array());
}

TEST(Report, BytesThatAreNotUtf8DoNotStopIt) {
  Diagnostics faults;
  Diagnostic odd = full();
  odd.value = "a\xFF\x01\"z";
  faults.add(odd);
  const json fault = parse(sluis::render_json({{"a", nullptr, &faults}}))["inputs"][0]["faults"][0];
  EXPECT_EQ(fault["value"], "a\xEF\xBF\xBD\x01\"z");
}

// What a schema says of a value: members, their kinds, required ones. As much of JSON Schema as
// docs/report.schema.json uses; a keyword it does not know is a failure.
void expect_conforms(const json& schema, const json& whole, const json& value,
                     const std::string& path) {
  SCOPED_TRACE(path);
  if (schema.contains("$ref")) {
    const std::string name = schema["$ref"];
    return expect_conforms(whole.at(json::json_pointer(name.substr(1))), whole, value, path);
  }
  for (const auto& [keyword, said] : schema.items()) {
    if (keyword == "type") {
      const std::string type = said;
      EXPECT_TRUE(type == "object"    ? value.is_object()
                  : type == "array"   ? value.is_array()
                  : type == "string"  ? value.is_string()
                  : type == "integer" ? value.is_number_integer()
                                      : false)
          << type;
    } else if (keyword == "const") {
      EXPECT_EQ(value, said);
    } else if (keyword == "enum") {
      EXPECT_NE(std::find(said.begin(), said.end(), value), said.end()) << value;
    } else if (keyword == "minimum") {
      EXPECT_GE(value.get<double>(), said.get<double>());
    } else if (keyword == "required") {
      for (const auto& name : said) EXPECT_TRUE(value.contains(name.get<std::string>())) << name;
    } else if (keyword == "items") {
      for (const json& item : value) expect_conforms(said, whole, item, path + "[]");
    } else if (keyword == "properties") {
      for (const auto& [name, member] : value.items()) {
        ASSERT_TRUE(said.contains(name)) << name << " is not described";
        std::string below = path;
        below.append("/").append(name);
        expect_conforms(said[name], whole, member, below);
      }
    } else {
      EXPECT_TRUE(keyword == "$schema" || keyword == "title" || keyword == "description" ||
                  keyword == "$defs")
          << keyword;
    }
  }
}

TEST(Report, ConformsToItsSchema) {
  std::ifstream file(SLUIS_SOURCE_DIR "/docs/report.schema.json");
  const json schema = json::parse(file);
  const auto converted = result();
  Diagnostics faults;
  for (std::size_t at = 0; at < Diagnostics::kPerMessage + 1; ++at) faults.add(full());
  const json report = parse(
      sluis::render_json({{"other.edi", &converted, &faults}, {"noa.edi", nullptr, nullptr}}));
  expect_conforms(schema, schema, report, "");
}

}  // namespace
