#include "sluis/examples.hpp"

#include <algorithm>
#include <memory>
#include <vector>

#include "mapping/set.hpp"
#include "sluis/converter.hpp"
#include "xml/compare.hpp"

namespace sluis {
namespace {

class OneDocument : public DocumentSink {
 public:
  std::string xml;
  std::size_t documents = 0;
  void begin(const Info& /*info*/) override { ++documents; }
  void write(std::string_view bytes) override { xml.append(bytes); }
  void end() override {}
};

// A message alone gets an envelope.
std::string enveloped(const std::string& edifact) {
  if (!edifact.starts_with("UNH")) return edifact;
  return "UNB+UNOC:3+SENDER+RECIPIENT+260101:0900+I1'\n" + edifact + "\nUNZ+1+I1'\n";
}

// `at` names a segment, or is empty: anywhere.
bool is_meant(const Diagnostic& fault, const Mappings::Example& example) {
  if (fault.rule != example.rejects && fault_row(fault.fault).code != example.rejects) return false;
  return example.at.empty() || fault.place.tag == example.at.substr(0, 3);
}

std::string judge_refusal(const Mappings::Example& example, std::size_t documents,
                          const Diagnostics& faults) {
  const bool met = std::any_of(faults.all().begin(), faults.all().end(),
                               [&](const Diagnostic& fault) { return is_meant(fault, example); });
  std::string failure;
  if (!met)
    failure = "expected " + example.rejects + (example.at.empty() ? "" : " at " + example.at) +
              "; found " + (faults.all().empty() ? "no fault\n" : "\n" + render_text(faults));
  if (documents != 0) failure += "expected no document, and there was one\n";
  return failure;
}

std::string judge_document(const Mappings::Example& example, const OneDocument& sink,
                           const Diagnostics& faults) {
  if (faults.has_errors()) return render_text(faults);
  if (sink.documents != 1)
    return "expected one document; there were " + std::to_string(sink.documents) + "\n";
  const auto difference = xml::first_difference(example.xml, sink.xml);
  if (!difference) return {};
  return "at " + difference->path + "\n  expected: " + difference->expected +
         "\n  found:    " + difference->found + "\n";
}

std::string run(const Mappings::Example& example, const Converter& converter) {
  OneDocument sink;
  Diagnostics faults;
  Source source(example.file + ":" + std::to_string(example.line), enveloped(example.edifact));
  (void)converter.convert(source, sink, faults);
  return example.rejects.empty() ? judge_document(example, sink, faults)
                                 : judge_refusal(example, sink.documents, faults);
}

}  // namespace

bool run_examples(const Mappings::Options& options,
                  const std::function<void(const ExampleResult&)>& report, Diagnostics& faults) {
  const auto all = Mappings::load(options, faults);
  if (all == nullptr) return false;
  for (std::size_t i = 0; i < all->list().size(); ++i) {
    const Mappings::Info& info = all->list()[i];
    // A mapping alone makes a document of each message; one for interchanges needs its parts.
    auto own = all;
    if (!all->state().programs[i]->interchange) {
      Mappings::Options alone = options;
      alone.files = {info.path};
      Diagnostics known;
      own = Mappings::load(alone, known);
    }
    const Converter converter(own);
    for (const Mappings::Example& example : all->examples())
      if (example.file == info.file) report({&example, run(example, converter)});
  }
  return true;
}

}  // namespace sluis
