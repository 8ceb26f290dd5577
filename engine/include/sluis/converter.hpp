// converter.hpp: EDIFACT in; XML documents, results and every fault out.
//
//   sluis::Diagnostics faults;
//   const auto mappings = sluis::Mappings::load({.data = folder}, faults);
//   const sluis::Converter converter(mappings);
//   auto source = sluis::Source::file("noa.edi");
//   const auto result = converter.convert(source, sink, faults);
//
// A Converter never changes after construction; any number of threads may share one. It prints
// nothing, reads no clock and throws only for what the environment does (std::system_error).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sluis/acknowledgement.hpp"
#include "sluis/diagnostic.hpp"
#include "sluis/mapping.hpp"
#include "sluis/source.hpp"
#include "sluis/tolerance.hpp"

namespace sluis {

struct MessageResult {
  std::string reference;  // UNH 0062
  std::string type;       // "GOVCBR:D:15A:UN:NOA01A"
  std::string mapping;    // "NL.NOA 1.0.0"; empty: none was found
  bool accepted = false;
};

struct InterchangeResult {
  std::string reference;  // UNB 0020
  std::string charset;    // that it was read in: "UNOC", "windows-1252"
  std::string tolerance;  // the profile that it was held to: "strict"
  bool accepted = false;
  std::vector<MessageResult> messages;
  std::uint64_t message_count = 0;  // `messages` keeps the first 10,000
};

struct Result {
  std::vector<InterchangeResult> interchanges;
  std::uint64_t documents = 0;  // published
  std::uint64_t messages = 0, segments = 0, bytes = 0;
  std::string schema;  // the schema that the last document was judged by
  [[nodiscard]] bool accepted() const noexcept {
    for (const auto& interchange : interchanges)
      if (!interchange.accepted) return false;
    return !interchanges.empty();
  }
};

// Where published documents go. Only sound, complete documents arrive here.
class DocumentSink {
 public:
  virtual ~DocumentSink() = default;
  struct Info {
    std::uint64_t number = 1;  // of the document, over the whole input
    std::string interchange;   // UNB 0020
    std::string message;       // UNH 0062 when the document is one message's, else empty
  };
  virtual void begin(const Info& info) = 0;
  virtual void write(std::string_view bytes) = 0;
  virtual void end() = 0;
};

class Converter {
 public:
  struct Options {
    bool partial = false;  // publish what is sound of an interchange that has faults
    bool indent = true;
    bool judge = true;      // false: no check by the schema (the mapping's own checks stay)
    Tolerances tolerances;  // by default everybody is held to the standard
    // What XML order forces to wait is kept in memory up to this many bytes for a message; then
    // finished parts move to a temporary file.
    std::size_t held_bytes = std::size_t{4} * 1024 * 1024;
    // Called now and then with the bytes read and the messages done; may be empty.
    std::function<void(std::uint64_t bytes, std::uint64_t messages)> progress;
  };

  explicit Converter(std::shared_ptr<const Mappings> mappings)
      : Converter(std::move(mappings), Options{}) {}
  Converter(std::shared_ptr<const Mappings> mappings, Options options);
  ~Converter();

  // Reads the source to its end. All checks; documents of what passed go to `sink`. With a sink for
  // them, interchanges are acknowledged.
  Result convert(Source& source, DocumentSink& sink, Diagnostics& faults,
                 AcknowledgementSink* acknowledgements = nullptr) const;
  // The same checks, and no document.
  Result validate(Source& source, Diagnostics& faults,
                  AcknowledgementSink* acknowledgements = nullptr) const;

 private:
  std::shared_ptr<const Mappings> mappings_;
  Options options_;
};

}  // namespace sluis
