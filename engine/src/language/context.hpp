// What resolver and compiler share: the files of one mapping and how to report against them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "language/model.hpp"
#include "sluis/diagnostic.hpp"
#include "sluis/source.hpp"

namespace sluis::language {

// A parsed file. [0] is the mapping itself; then what it imports or extends.
struct Unit {
  std::string name;  // as shown: "mappings/single-window/noa.emap"
  std::shared_ptr<Source> source;
  File model;
};

struct Reporter {
  const std::vector<Unit>* units = nullptr;
  Diagnostics* faults = nullptr;

  Diagnostic& report(Fault fault, std::uint32_t file, Span span, std::string detail) const {
    return faults->report(fault, *(*units)[file].source, span, std::move(detail));
  }
  [[nodiscard]] std::uint32_t line(std::uint32_t file, Span span) const {
    return static_cast<std::uint32_t>((*units)[file].source->position(span.begin).line);
  }
};

}  // namespace sluis::language
