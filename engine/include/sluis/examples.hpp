// examples.hpp: the examples inside mapping files, run: each is converted by its own mapping and
// must give the XML that it shows, valid by its schema, or meet the fault that it names.
#pragma once

#include <functional>
#include <string>

#include "sluis/diagnostic.hpp"
#include "sluis/mapping.hpp"

namespace sluis {

struct ExampleResult {
  const Mappings::Example* example;
  // Why it does not hold, in lines of text; empty: it holds.
  std::string failure;
};

// Runs all examples of the mappings that `options` names; each result is handed on as it comes.
// Faults: those of loading; mappings that have any are not run. False when there was nothing to
// load.
bool run_examples(const Mappings::Options& options,
                  const std::function<void(const ExampleResult&)>& report, Diagnostics& faults);

}  // namespace sluis
