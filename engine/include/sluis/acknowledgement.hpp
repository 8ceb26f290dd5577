// acknowledgement.hpp: where acknowledgements of interchanges (CONTRL) go.
//
// An interchange is answered when it has been read to its end: it is acknowledged, or it is said
// what of it is rejected and why (ISO 9735-4). That is about its syntax only: characters,
// separators, envelope, directory, and whether its message types are known here at all. What
// mappings and schemas find is the application's to answer.
//
// There is no answer to an interchange of CONTRL messages, and none when what the answer must copy
// from the header (sender, recipient, reference) is missing or unusable, which is reported.
#pragma once

#include <string>
#include <string_view>

namespace sluis {

class AcknowledgementSink {
 public:
  virtual ~AcknowledgementSink() = default;
  // The interchange to be answered.
  struct Info {
    std::string interchange;        // UNB 0020
    std::string sender, recipient;  // 0004, 0010
  };
  // What the engine does not know: it has no clock, and keeps no numbers.
  struct Stamp {
    std::string date;       // CCYYMMDD
    std::string time;       // HHMM
    std::string reference;  // 0020 of the acknowledgement: up to 14 characters, never used before
  };
  // Every acknowledgement is an interchange of its own: asked for its stamp, written, ended.
  virtual Stamp begin(const Info& info) = 0;
  virtual void write(std::string_view bytes) = 0;
  virtual void end() = 0;
};

}  // namespace sluis
