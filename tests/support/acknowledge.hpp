// Acknowledgements of interchanges in memory, for tests: envelope and directory, and no mapping.
#pragma once

#include <string>
#include <vector>

#include "sluis/acknowledgement.hpp"
#include "sluis/diagnostic.hpp"
#include "sluis/directory.hpp"
#include "sluis/source.hpp"
#include "sluis/tolerance.hpp"

namespace sluis::tests {

// Stamped 2026-01-02 10:00, C1, C2 ...
class MemoryAcknowledgements : public AcknowledgementSink {
 public:
  std::vector<std::string> all;
  Stamp begin(const Info&) override {
    all.emplace_back();
    return {"20260102", "1000", "C" + std::to_string(all.size())};
  }
  void write(std::string_view bytes) override { all.back().append(bytes); }
  void end() override {}
};

// The releases in tests/data and those that are shipped.
[[nodiscard]] const Directories& test_directories();

// The answers to what is in `source`.
[[nodiscard]] std::vector<std::string> acknowledge(Source& source, const Tolerances& tolerances,
                                                   Diagnostics& faults);
[[nodiscard]] std::vector<std::string> acknowledge(const std::string& input, bool strict);

// What the answers to `input` tell: their segments between UNH and UNT, those of several answers
// joined by " | ".
[[nodiscard]] std::string told(const std::string& input, bool strict);
[[nodiscard]] std::string told(const std::vector<std::string>& answers);

// Fails the test when an answer to `input` is not itself a sound interchange.
void expect_sound_answers(const std::string& input, bool strict);

}  // namespace sluis::tests
