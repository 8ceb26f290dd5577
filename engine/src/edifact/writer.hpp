// EDIFACT out: segments with no more separators and release characters than they need, trailers
// with the counts and references of what was written.
//
// One writer makes any number of interchanges, one after the other:
//
//   writer.begin_interchange({"UNOC", '3', Charset::find("UNOC", '3')});
//   writer.begin_segment("UNB");
//   writer.element("UNOC"), writer.component("3");
//   ...
//   writer.end_segment();
//   writer.begin_segment("UNH"), writer.element("1"), writer.element("CONTRL"), ...
//   writer.end_message();      // UNT: segments since UNH, its reference
//   writer.end_interchange();  // UNZ: messages, groups or packages; the reference of UNB
//
// `element`, `repetition` and `component` move to the next place, `value` puts something there. An
// empty value, or none, leaves the place empty; separators are written when something follows, so
// trailing ones never are.
//
// What cannot be written is reported and left out: the interchange must not be sent then.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "edifact/charset.hpp"
#include "edifact/separators.hpp"
#include "sluis/diagnostic.hpp"

namespace sluis::edifact {

// The service characters that hold without an UNA; UNOB before version 4 has control characters and
// no release character.
[[nodiscard]] Separators default_separators(std::string_view identifier, char version) noexcept;

// How an interchange is written.
struct Form {
  std::string identifier = "UNOC";   // 0001
  char version = '3';                // 0002
  const Charset* charset = nullptr;  // of 0001, or of 0133; never null when writing begins
  Separators separators{};           // before version 4 there is no repetition separator
  bool advice = false;               // UNA also where the separators are the default ones
  std::string line_end;  // behind a terminator that is no line break itself: nothing, "\n", "\r\n"

  // The default separators of `identifier`; the charset is null when it is not supported.
  [[nodiscard]] static Form standard(std::string identifier, char version);
};

class Writer {
 public:
  using Sink = std::function<void(std::string_view)>;
  static constexpr std::size_t kFlush = std::size_t{64} * 1024;

  // The sink gets the bytes in pieces; the last ones with `flush` or `end_interchange`.
  // Faults carry the place in what is written; they have no place in a source.
  Writer(Sink sink, Diagnostics& faults);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Writes UNA when it is needed; UNB is the caller's. All counts begin anew.
  void begin_interchange(Form form);

  // Headers are segments like others: the writer notes the references in UNB, UNG, UNH and UNO (and
  // begins to count) when they are written.
  void begin_segment(std::string_view tag);
  void end_segment();
  // To the next element, from 1 on; the next repetition of it; the next component.
  // A component before the first element is a nesting counter of the tag ("LIN:1:2+").
  void element() noexcept;
  void repetition() noexcept;
  void component() noexcept;
  // The value of the present place, given once: UTF-8 without release characters. False when it
  // could not be written; the fault is the one reported last.
  bool value(std::string_view utf8);
  // The same with what was read from an interchange of the same character set: bytes, in which
  // `release` hides the character behind it ('\0': nothing does). Line breaks are left out.
  bool value_as_read(std::string_view bytes, char release);
  // The same when the separators are the same too: the bytes as they are.
  bool value_unchanged(std::string_view bytes) { return write(bytes); }
  // Both at once.
  bool element(std::string_view utf8) { return element(), value(utf8); }
  bool repetition(std::string_view utf8) { return repetition(), value(utf8); }
  bool component(std::string_view utf8) { return component(), value(utf8); }
  bool element(std::uint64_t number);
  bool component(std::uint64_t number);

  // Bytes of an object, between the segments UNO and UNP: as they are.
  void object(std::string_view bytes);

  // Trailers: UNP, UNT, UNE, UNZ.
  void end_package();
  void end_message();
  void end_group();
  void end_interchange();
  void flush();

  // What trailers other than those (UIT, UIZ) have to count: segments since the header of the
  // message, the header included; messages (packages, too) and groups of the interchange.
  [[nodiscard]] std::uint64_t segments() const noexcept { return segments_; }
  [[nodiscard]] std::uint64_t messages() const noexcept { return messages_; }
  [[nodiscard]] std::uint64_t groups() const noexcept { return groups_; }
  [[nodiscard]] const Form& form() const noexcept { return form_; }

 private:
  bool separate();
  [[nodiscard]] bool is_service(char c) const noexcept {
    return service_[static_cast<unsigned char>(c)];
  }
  bool write(std::string_view bytes);
  bool refuse_service(std::string_view value, char c);
  bool refuse(Fault fault, std::string_view value, std::string detail);
  void trailer(std::string_view tag, std::uint64_t count, std::uint64_t most,
               const std::string& reference);
  void flush_if_full();

  Sink sink_;
  Diagnostics& faults_;
  Form form_;
  std::array<bool, 256> service_{};  // the service characters in force
  std::string advice_;               // UNA, until there is a segment to stand in front of
  std::string buffer_;
  std::string scratch_;  // a value in the character set, released
  std::string tag_;
  std::string* reference_ = nullptr;  // where that of the segment belongs, when it is a header
  std::uint32_t reference_at_ = 0;    // the element that holds it
  bool empty_ = true;                 // nothing stands behind the tag
  // The present place, and the separators between the last value and it.
  std::uint32_t element_ = 0, repetition_ = 1, component_ = 1;
  std::uint32_t elements_due_ = 0, repetitions_due_ = 0, components_due_ = 0;
  std::string interchange_, group_, message_, package_;  // references, as written
  std::uint64_t segments_ = 0, in_group_ = 0, messages_ = 0, groups_ = 0, octets_ = 0;
};

}  // namespace sluis::edifact
