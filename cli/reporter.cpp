#include "reporter.hpp"

#include <ostream>
#include <utility>
#include <vector>

#include "output.hpp"
#include "sluis/report.hpp"

namespace sluis::cli {

Reporter::Reporter(const Given& given, Streams& io)
    : io_(io), json_(given.value("report") == "json"), file_(given.value("report-file")) {}

void Reporter::add(std::string name, std::optional<Result> result, Diagnostics faults) {
  faulty_ = faulty_ || faults.has_errors() || (result && !result->accepted());
  if (!json_ && file_.empty()) {
    io_.err << render_text(faults);
    return;
  }
  inputs_.push_back({std::move(name), std::move(result), std::move(faults)});
}

int Reporter::finish() {
  std::string report;
  if (json_) {
    std::vector<ReportInput> inputs;
    for (const Input& input : inputs_)
      inputs.push_back({input.name, input.result ? &*input.result : nullptr, &input.faults});
    report = render_json(inputs);
  } else {
    for (const Input& input : inputs_) report += render_text(input.faults);
  }
  if (file_.empty()) {
    io_.err << report;
  } else {
    NewFile file(file_);
    file.write(report);
    file.publish();
  }
  return faulty_ ? Exit::found_faults : Exit::ok;
}

}  // namespace sluis::cli
