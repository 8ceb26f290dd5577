// The envelope: UNB/UNG/UNH nesting, references and counts, over the reader's segments.
// A pull reader of events; faults are reported as they are found and reading goes on.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "edifact/limits.hpp"
#include "edifact/segment.hpp"
#include "sluis/diagnostic.hpp"
#include "sluis/source.hpp"

namespace sluis::edifact {

enum class EventKind : std::uint8_t {
  interchange_begin,  // segment: UNB
  group_begin,        // UNG
  message_begin,      // UNH
  segment,            // a segment of the message's body
  message_end,        // UNT, or null when it is missing
  group_end,          // UNE, or null
  interchange_end,    // UNZ, or null
};

struct Event {
  EventKind kind{};
  const Segment* segment = nullptr;
};

// What UNB says, decoded.
struct Interchange {
  std::string reference;  // 0020
  std::string sender, recipient;
  std::string syntax;  // 0001
  char version = '3';  // 0002
  bool test = false;   // 0035
  Separators separators;
  std::uint32_t number = 0;  // 1 for the first of the input
};

// What UNH says, decoded (S009 for batch messages).
struct Message {
  std::string reference;                                    // 0062
  std::string type, version, release, agency, association;  // 0065 0052 0054 0051 0057
  std::uint32_t number = 0;                                 // 1 for the first of the interchange
  std::uint32_t segments = 0;                               // so far, UNH included
  Span header;                                              // of UNH
};

class Envelope {
 public:
  Envelope(Source& source, Diagnostics& faults, Limits limits = {});
  Envelope(const Envelope&) = delete;
  Envelope& operator=(const Envelope&) = delete;
  ~Envelope();

  // False at the end of the input.
  bool next(Event& event);
  [[nodiscard]] const Interchange& interchange() const noexcept;
  [[nodiscard]] const Message& message() const noexcept;
  // Fills the place of a diagnostic with the envelope's part of it (interchange, message, segment
  // number, tag); element, component and repetition from `value` when it is given.
  void locate(Diagnostic& diagnostic, const Segment::Value* value = nullptr) const;
  // Bytes and segments so far.
  [[nodiscard]] std::uint64_t bytes() const noexcept;
  [[nodiscard]] std::uint64_t segments() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sluis::edifact
