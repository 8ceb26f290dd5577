// What an interchange is shown as. The walk reads it and tells a picture what comes; each format is
// one picture.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "directory/tables.hpp"
#include "edifact/envelope.hpp"
#include "edifact/segment.hpp"
#include "sluis/inspect.hpp"
#include "sluis/source.hpp"

namespace sluis::inspection {

// A segment and what is known of it.
struct Line {
  std::string_view tag;                          // also of a trailer that is missing
  const edifact::Segment* segment = nullptr;     // null: it is missing
  const directory::Release* release = nullptr;   // that describes it; null: none does
  const directory::SegmentType* type = nullptr;  // likewise
  std::string_view group;                        // "SG34[1]/SG36[2]"
  bool misplaced = false;                        // it has no place in its message
  const Source* source = nullptr;                // that it was read from; with `segment` only

  // A password, which is not for people to read.
  [[nodiscard]] bool is_concealed(const edifact::Segment::Value& value) const {
    return source != nullptr && source->is_concealed(segment->span(value));
  }
};

// A message; `type` is null when no directory at hand describes it: it comes without groups then.
struct Heading {
  const edifact::Message& header;
  const directory::Release* release = nullptr;
  const directory::MessageType* type = nullptr;
};

struct Totals {
  std::uint64_t messages = 0, segments = 0, bytes = 0, errors = 0, warnings = 0;
};

class Picture {
 public:
  Picture() = default;
  Picture(const Picture&) = delete;
  Picture& operator=(const Picture&) = delete;
  virtual ~Picture() = default;

  virtual void begin_interchange(const edifact::Interchange& interchange, const Line& unb) = 0;
  virtual void end_interchange(const Line& unz) = 0;
  virtual void begin_group(const Line& ung) = 0;
  virtual void end_group(const Line& une) = 0;
  virtual void begin_message(const Heading& message, const Line& unh) = 0;
  virtual void end_message(const Line& unt) = 0;
  // A segment group of the message: "SG36[2]".
  virtual void open(std::string_view group) = 0;
  virtual void close() = 0;
  // A segment of the message's body, or a service segment beside a message.
  virtual void segment(const Line& line) = 0;
  virtual void begin_package(const Line& uno) = 0;
  virtual void end_package(const Line& unp) = 0;
  // Octets that are no segments: the object of a package, or what is encrypted. In pieces.
  virtual void begin_object() = 0;
  virtual void object(std::string_view octets) = 0;
  virtual void end_object() = 0;
  // Of the input.
  virtual void end(const Totals& totals) = 0;
};

// Takes what is drawn, in pieces.
using Write = std::function<void(std::string_view)>;

[[nodiscard]] std::unique_ptr<Picture> make_tree(const InspectOptions& options, const Write& write);
[[nodiscard]] std::unique_ptr<Picture> make_json(const InspectOptions& options, const Write& write);
[[nodiscard]] std::unique_ptr<Picture> make_xml(const Write& write);
[[nodiscard]] std::unique_ptr<Picture> make_edifact(const InspectOptions& options,
                                                    const Write& write, Diagnostics& faults);

// Text on its way to `Write`, in pieces of a good size.
class Out {
 public:
  static constexpr std::size_t kFlush = std::size_t{64} * 1024;
  explicit Out(const Write& write) : write_(write) {}
  std::string text;
  void flush_if_full() {
    if (text.size() >= kFlush) flush();
  }
  void flush() {
    if (!text.empty()) write_(text);
    text.clear();
  }

 private:
  const Write& write_;
};

}  // namespace sluis::inspection
