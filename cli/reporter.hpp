// Faults, as text or JSON, to standard error or a file; and the exit status that follows from them.
#pragma once

#include <deque>
#include <optional>
#include <string>

#include "command.hpp"
#include "options.hpp"
#include "sluis/converter.hpp"
#include "sluis/diagnostic.hpp"

namespace sluis::cli {

inline constexpr Option kReport{"report", '\0', "FORM", "faults as text (default) or json",
                                "text|json"};
inline constexpr Option kReportFile{"report-file", '\0', "FILE",
                                    "faults to FILE, not to standard error", ""};

class Reporter {
 public:
  Reporter(const Given& given, Streams& io);

  // What came of one input. Text for standard error is written at once.
  void add(std::string name, std::optional<Result> result, Diagnostics faults);
  // Writes what is still to be written.
  [[nodiscard]] int finish();
  // True when standard error holds the JSON report, and nothing else may go there.
  [[nodiscard]] bool owns_stderr() const noexcept { return json_ && file_.empty(); }

 private:
  struct Input {
    std::string name;
    std::optional<Result> result;
    Diagnostics faults;
  };
  Streams& io_;
  bool json_;
  std::string file_;
  std::deque<Input> inputs_;
  bool faulty_ = false;
};

}  // namespace sluis::cli
