// What `convert` and `validate` share: options, the mappings, inputs, progress, the summary.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "command.hpp"
#include "options.hpp"
#include "reporter.hpp"
#include "sluis/converter.hpp"

namespace sluis::cli {

inline constexpr Option kData{"data", '\0', "DIR", "the folder that holds mappings/ and schemas/",
                              ""};
inline constexpr Option kProfile{"profile", '\0', "NAME", "use the mappings of this profile", ""};
inline constexpr Option kNoJudge{"no-judge", '\0', "", "do not check the XML by its schema", ""};
inline constexpr Option kSummary{"summary", '\0', "", "say in one line what was done", ""};

// Opens a FILE argument: "-" is standard input.
[[nodiscard]] Source open(const std::string& file, Streams& io);

class Conversion {
 public:
  Conversion(const Given& given, Streams& io, Reporter& reporter);

  // Loads the mappings and what is tolerated. Anything but Exit::ok: that cannot be worked with,
  // and it has been said.
  [[nodiscard]] int load(const Command& command);
  // Interchanges are acknowledged there; null: they are not.
  void acknowledge(AcknowledgementSink* acknowledgements) { acknowledgements_ = acknowledgements; }
  // One input to its end, reported. With a sink `documents` go there, else it is only validated.
  void run(const std::string& file, DocumentSink* documents);

 private:
  void progress(std::uint64_t bytes, std::uint64_t messages);
  void clear_progress();
  [[nodiscard]] std::string summary(const std::string& name, const Result& result,
                                    bool documents) const;

  using Clock = std::chrono::steady_clock;
  const Given& given_;
  Streams& io_;
  Reporter& reporter_;
  std::unique_ptr<const Converter> converter_;
  AcknowledgementSink* acknowledgements_ = nullptr;
  Clock::time_point started_, shown_;
  std::uint64_t size_ = 0;
  bool showing_ = false;
};

}  // namespace sluis::cli
