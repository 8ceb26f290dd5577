// Segments of a CONTRL that wait until the interchange has ended: what was rejected may be more
// than memory should hold.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "edifact/writer.hpp"
#include "text/spool.hpp"

namespace sluis::edifact {

class ContrlDraft {
 public:
  void clear() noexcept;

  // One segment after the other: elements and components as the writer takes them, values that hold
  // no control characters.
  void begin(std::string_view tag);
  void element(std::string_view value = {});
  void component(std::string_view value = {});
  void element(std::uint64_t number) { element(std::to_string(number)); }
  void component(std::uint64_t number) { component(std::to_string(number)); }
  void end();

  // Moves the segments of `other` behind what is here.
  void append(ContrlDraft&& other);

  // Responses to groups and messages (UCF, UCM), and segments that tell their errors (UCS, UCD).
  [[nodiscard]] std::uint64_t responses() const noexcept { return responses_; }
  [[nodiscard]] std::uint64_t details() const noexcept { return details_; }

  // Writes all responses and at most `details` of the rest.
  void write(Writer& writer, std::uint64_t details) const;

 private:
  text::Spool spool_;
  std::string segment_;  // being made
  std::uint64_t responses_ = 0, details_ = 0;
};

}  // namespace sluis::edifact
