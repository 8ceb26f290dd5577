// Conversions in memory, for tests.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sluis/converter.hpp"
#include "sluis/mapping.hpp"

namespace sluis::tests {

struct Document {
  DocumentSink::Info info;
  std::string xml;
};

class MemorySink : public DocumentSink {
 public:
  std::vector<Document> documents;
  void begin(const Info& info) override { documents.push_back({info, {}}); }
  void write(std::string_view bytes) override { documents.back().xml.append(bytes); }
  void end() override {}
};

struct Outcome {
  Result result;
  std::vector<Document> documents;
  Diagnostics faults;
};

inline Outcome convert(const std::shared_ptr<const Mappings>& mappings, std::string bytes,
                       const Converter::Options& options = {}) {
  Outcome outcome;
  Source source("in.edi", std::move(bytes));
  MemorySink sink;
  outcome.result = Converter(mappings, options).convert(source, sink, outcome.faults);
  outcome.documents = std::move(sink.documents);
  return outcome;
}

// "E5101 3:1 what" for each diagnostic, one a line.
inline std::string brief(const Diagnostics& faults) {
  std::string text;
  for (const Diagnostic& fault : faults.all())
    text += std::string(fault_row(fault.fault).code) + ' ' + std::to_string(fault.position.line) +
            ':' + std::to_string(fault.position.column) + ' ' +
            (fault.rule.empty() ? fault.detail : fault.rule) + '\n';
  return text;
}

}  // namespace sluis::tests
