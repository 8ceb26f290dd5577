// The envelope: nesting, references and counts of interchanges (UNB, UIB), groups (UNG), messages
// (UNH, UIH) and packages (UNO), over the reader's segments.
// A pull reader of events; faults are reported as they are found and reading goes on.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "edifact/reading.hpp"
#include "edifact/segment.hpp"
#include "sluis/diagnostic.hpp"
#include "sluis/source.hpp"

namespace sluis::edifact {

enum class EventKind : std::uint8_t {
  interchange_begin,  // segment: UNB or UIB, or null when there is none in front of a message
  group_begin,        // UNG
  message_begin,      // UNH or UIH
  segment,            // a segment of the message's body
  outside,            // a segment outside a message, which is a fault that was reported
  service,            // a service segment beside the body of what is open: security (USH...), UIR
  encrypted,          // octets: what stands between USD and USU
  message_end,        // UNT or UIT, or null when it is missing
  package_begin,      // UNO
  package_object,     // octets: of the object, in pieces
  package_end,        // UNP, or null
  group_end,          // UNE, or null
  interchange_end,    // UNZ or UIZ, or null
};

struct Event {
  EventKind kind{};
  const Segment* segment = nullptr;
  std::string_view octets{};  // as they are, until the next event
};

// A sender (S002) or recipient (S003), beside its identification.
struct Party {
  std::string qualifier;    // 0007
  std::string internal;     // 0008, 0014
  std::string subordinate;  // 0042, 0046
};

// What UNB says, decoded; or UIB, as far as it is the same.
struct Interchange {
  std::string reference;          // 0020; of an interactive one the dialogue's, 0300
  std::string sender, recipient;  // 0004, 0010
  Party sending, receiving;
  std::string syntax;           // 0001
  char version = '3';           // 0002
  std::string date, time;       // CCYYMMDD, HHMM; empty when they cannot be
  std::string application;      // 0026
  std::string agreement;        // 0032
  char priority = '\0';         // 0029; '\0': none
  char acknowledgement = '\0';  // 0031: '1' wanted, '2' receipt only; '\0': none
  std::string test_indicator;   // 0035, as written
  bool test = false;            // there is one
  bool interactive = false;     // UIB to UIZ
  Separators separators;
  char decimal_mark = '\0';  // that numbers must have; '\0': both may stand (S-145 to S-147)
  bool advice = false;       // there was an UNA
  std::uint32_t number = 0;  // 1 for the first of the input
};

// What UNG says, decoded.
struct Group {
  std::string reference;                       // 0048
  std::string type;                            // 0038
  std::string sender, sender_qualifier;        // 0040, 0007
  std::string recipient, recipient_qualifier;  // 0044, 0007
};

// What UNH says, decoded (S009), or UIH (S306).
struct Message {
  std::string reference;                                    // 0062, 0340
  std::string type, version, release, agency, association;  // 0065 0052 0054 0051 0057
  std::uint32_t number = 0;                                 // 1 for the first of the interchange
  std::uint32_t segments = 0;                               // so far, UNH included
  Span header;                                              // of UNH
};

// What UNO says, decoded.
struct Package {
  std::string reference;       // 0800
  std::uint64_t length = 0;    // 0810
  std::uint64_t octets = 0;    // of the object, so far
  std::uint32_t segments = 0;  // so far, UNO included
};

class Envelope {
 public:
  Envelope(Source& source, Diagnostics& faults, Reading reading = {});
  Envelope(const Envelope&) = delete;
  Envelope& operator=(const Envelope&) = delete;
  ~Envelope();

  // False at the end of the input.
  bool next(Event& event);
  // The tag of what comes behind the segment of the last event; 0 when it is not known. The segment
  // lives on.
  [[nodiscard]] Tag upcoming();
  [[nodiscard]] const Interchange& interchange() const noexcept;
  // What is tolerated in it, and the name of the character set that it is read in.
  [[nodiscard]] const Tolerance& tolerance() const noexcept;
  [[nodiscard]] std::string_view charset() const noexcept;
  // Null when no group is open.
  [[nodiscard]] const Group* group() const noexcept;
  [[nodiscard]] const Message& message() const noexcept;
  [[nodiscard]] const Package& package() const noexcept;
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
