// report.hpp: results and faults as one JSON document, the contract of docs/report.schema.json.
#pragma once

#include <string>
#include <vector>

#include "sluis/converter.hpp"
#include "sluis/diagnostic.hpp"

namespace sluis {

// What came of one input. Both must outlive the call; no result: the input was not converted or
// validated, only looked at (or could not be worked on).
struct ReportInput {
  std::string name;
  const Result* result = nullptr;
  const Diagnostics* faults = nullptr;
};

// UTF-8, indented by two spaces, a line feed at the end. A member that does not apply is left out.
[[nodiscard]] std::string render_json(const std::vector<ReportInput>& inputs);

}  // namespace sluis
