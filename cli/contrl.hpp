// Where --contrl writes acknowledgements: one after the other into a file, which appears when all
// is done, or to standard output.
#pragma once

#include <chrono>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

#include "command.hpp"
#include "options.hpp"
#include "output.hpp"
#include "sluis/acknowledgement.hpp"

namespace sluis::cli {

inline constexpr Option kContrl{"contrl", '\0', "FILE",
                                "acknowledge the interchanges (CONTRL); '-': standard output", ""};

// What is wrong with --contrl; empty: nothing. `busy`: standard output is taken.
[[nodiscard]] std::string contrl_objection(const Given& given, bool busy);

class ContrlSink : public AcknowledgementSink {
 public:
  ContrlSink(const Given& given, Streams& io);

  Stamp begin(const Info& info) override;
  void write(std::string_view bytes) override;
  void end() override {}
  // Nothing when --contrl was not given.
  [[nodiscard]] AcknowledgementSink* sink() noexcept { return file_ || out_ ? this : nullptr; }
  void publish();

 private:
  std::optional<NewFile> file_;
  std::ostream* out_ = nullptr;
  std::chrono::microseconds now_;  // since 1970
  bool fixed_;                     // by SOURCE_DATE_EPOCH
  std::uint64_t number_;           // of the next acknowledgement
};

}  // namespace sluis::cli
