#include "sluis/report.hpp"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "sluis/version.hpp"

namespace sluis {
namespace {

using Json = nlohmann::ordered_json;

void put(Json& object, const char* name, const std::string& value) {
  if (!value.empty()) object[name] = value;
}

void put(Json& object, const char* name, std::uint64_t value) {
  if (value != 0) object[name] = value;
}

void put(Json& object, const char* name, Json value) {
  if (!value.empty()) object[name] = std::move(value);
}

const char* word(bool accepted) { return accepted ? "accepted" : "rejected"; }

Json where(const Diagnostic& diagnostic) {
  Json object = Json::object();
  put(object, "line", diagnostic.position.line);
  put(object, "column", diagnostic.position.column);
  // A line of 0 with a span is a place that a pipe has forgotten; with none, a fault of the whole.
  if (diagnostic.position.line != 0 || diagnostic.where.end != 0) {
    object["byte_begin"] = diagnostic.where.begin;
    object["byte_end"] = diagnostic.where.end;
  }
  const Place& place = diagnostic.place;
  put(object, "interchange", place.interchange);
  put(object, "message", place.message);
  put(object, "segment", place.segment);
  put(object, "tag", place.tag);
  put(object, "group", place.group);
  put(object, "element", place.element);
  put(object, "component", place.component);
  put(object, "repetition", place.repetition);
  return object;
}

Json notes(const Diagnostic& diagnostic) {
  Json array = Json::array();
  for (const Note& note : diagnostic.notes) {
    Json object = Json::object();
    object["text"] = note.text;
    put(object, "file", note.file);
    put(object, "line", note.position.line);
    put(object, "column", note.position.column);
    array.push_back(std::move(object));
  }
  return array;
}

Json fault(const Diagnostic& diagnostic, const std::string& input) {
  const FaultRow& row = fault_row(diagnostic.fault);
  Json object = Json::object();
  object["code"] = row.code;
  object["severity"] = severity_name(diagnostic.severity);
  std::string message(row.sentence);
  if (!diagnostic.detail.empty()) message += ": " + diagnostic.detail;
  object["message"] = std::move(message);
  if (row.contrl != 0) object["contrl"] = std::to_string(row.contrl);
  if (diagnostic.file != input) put(object, "file", diagnostic.file);
  put(object, "where", where(diagnostic));
  put(object, "value", diagnostic.value);
  put(object, "expected", diagnostic.expected);
  put(object, "hint", diagnostic.hint);
  Json origin = Json::object();
  put(origin, "file", diagnostic.mapping.file);
  put(origin, "line", diagnostic.mapping.line);
  put(object, "mapping", std::move(origin));
  put(object, "xml", diagnostic.xml);
  put(object, "rule", diagnostic.rule);
  put(object, "respond", diagnostic.respond);
  put(object, "notes", notes(diagnostic));
  return object;
}

Json message(const MessageResult& result) {
  Json object = Json::object();
  object["reference"] = result.reference;
  object["type"] = result.type;
  put(object, "mapping", result.mapping);
  object["result"] = word(result.accepted);
  return object;
}

Json interchange(const InterchangeResult& result) {
  Json object = Json::object();
  object["reference"] = result.reference;
  put(object, "charset", result.charset);
  put(object, "tolerance", result.tolerance);
  object["result"] = word(result.accepted);
  object["messages"] = Json::array();
  for (const MessageResult& each : result.messages) object["messages"].push_back(message(each));
  // Only the first messages are kept by name; what is left out is counted.
  if (result.message_count > result.messages.size())
    object["messages_omitted"] = result.message_count - result.messages.size();
  return object;
}

}  // namespace

std::string render_json(const std::vector<ReportInput>& inputs) {
  Json report = Json::object();
  report["tool"] = "sluis";
  report["version"] = kVersion;
  report["inputs"] = Json::array();
  std::uint64_t errors = 0, warnings = 0, ignored = 0, omitted = 0;
  for (const ReportInput& input : inputs) {
    Json object = Json::object();
    object["name"] = input.name;
    if (input.result != nullptr) {
      object["documents"] = input.result->documents;
      object["interchanges"] = Json::array();
      for (const InterchangeResult& each : input.result->interchanges)
        object["interchanges"].push_back(interchange(each));
    }
    object["faults"] = Json::array();
    if (input.faults != nullptr) {
      for (const Diagnostic& each : input.faults->all())
        object["faults"].push_back(fault(each, input.name));
      errors += input.faults->errors();
      warnings += input.faults->warnings();
      ignored += input.faults->ignored();
      omitted += input.faults->dropped();
    }
    report["inputs"].push_back(std::move(object));
  }
  report["summary"] = Json::object({{"errors", errors}, {"warnings", warnings}});
  put(report["summary"], "ignored", ignored);
  put(report["summary"], "faults_omitted", omitted);
  // Values come from the input as they are; what is not UTF-8 must not stop the report.
  return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace sluis
