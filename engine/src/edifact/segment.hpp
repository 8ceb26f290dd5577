// One segment as the reader found it: a view into the window on the input and a flat table of its
// values. Valid until the reader is asked for the next one.
//
// Counting (as CONTRL and UNT count): elements from 1 after the tag, components and repetitions
// from 1. What is not there reads as an empty value.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "edifact/separators.hpp"
#include "sluis/source.hpp"
#include "sluis/tolerance.hpp"

namespace sluis::edifact {

class Charset;  // charset.hpp: bytes of the interchange -> UTF-8
class Window;   // window.hpp: where bytes are in the Source

// A tag of three characters as one number, for comparing and switching.
using Tag = std::uint32_t;
[[nodiscard]] constexpr Tag make_tag(std::string_view text) noexcept {
  Tag tag = 0;
  for (const char c : text) tag = (tag << 8U) | static_cast<unsigned char>(c);
  return text.size() > 4 ? 0 : tag;
}
[[nodiscard]] inline std::string tag_text(Tag tag) {
  std::string text;
  for (int shift = 24; shift >= 0; shift -= 8)
    if (const auto c = static_cast<char>((tag >> static_cast<unsigned>(shift)) & 0xFFU); c != 0)
      text.push_back(c);
  return text;
}

class Segment {
 public:
  // Offsets from the first byte of the segment; 32 bits suffice: a segment is at most 1 MiB.
  struct Value {
    std::uint32_t begin = 0, end = 0;
    std::uint16_t element = 0, repetition = 0, component = 0;  // all from 1
    bool plain = true;                                         // no release character inside
  };

  [[nodiscard]] Tag tag() const noexcept { return tag_; }
  // Without terminator; when the input is wrapped, without its line breaks.
  [[nodiscard]] std::string_view bytes() const noexcept { return bytes_; }
  [[nodiscard]] std::uint64_t offset() const noexcept { return span().begin; }
  // False when a fault of its bytes or its form is not tolerated (reported already): a document
  // made from it must not be published.
  [[nodiscard]] bool sound() const noexcept { return sound_; }
  [[nodiscard]] Span span() const noexcept { return place({offset_, offset_ + bytes_.size()}); }
  [[nodiscard]] Span tag_span() const noexcept { return place({offset_, offset_ + tag_length_}); }
  // The counters behind the tag, by which versions 1 to 3 can say where a segment belongs; 0 for
  // one that is no number.
  [[nodiscard]] const std::vector<std::uint32_t>& nesting() const noexcept { return nesting_; }
  // All values in order of appearance; empty ones too.
  [[nodiscard]] const std::vector<Value>& values() const noexcept { return values_; }
  [[nodiscard]] std::uint32_t elements() const noexcept {
    return static_cast<std::uint32_t>(first_.size());
  }
  // The values of one element (all its repetitions and components), [first, last) in values().
  struct Range {
    std::uint32_t first = 0, last = 0;
  };
  [[nodiscard]] Range element(std::uint32_t element) const noexcept {
    if (element == 0 || element > first_.size()) return {};
    return {first_[element - 1],
            element < first_.size() ? first_[element] : static_cast<std::uint32_t>(values_.size())};
  }
  // Null when it is not there.
  [[nodiscard]] const Value* find(std::uint32_t element, std::uint32_t component = 1,
                                  std::uint32_t repetition = 1) const noexcept;
  [[nodiscard]] std::string_view raw(const Value& value) const noexcept {
    return bytes_.substr(value.begin, value.end - value.begin);
  }
  [[nodiscard]] Span span(const Value& value) const noexcept {
    return place({offset_ + value.begin, offset_ + value.end});
  }
  // The value as UTF-8: release characters removed, and what was tolerated made what the profile
  // says. A view into the window when nothing has to be changed, else into `scratch`.
  [[nodiscard]] std::string_view text(const Value& value, std::string& scratch) const;
  [[nodiscard]] std::string_view text(std::uint32_t element, std::uint32_t component,
                                      std::string& scratch) const {
    const Value* value = find(element, component);
    return value == nullptr ? std::string_view{} : text(*value, scratch);
  }

 private:
  friend class Reader;
  [[nodiscard]] Span place(Span where) const noexcept {
    return unwrapped_ == nullptr ? where : original(where);
  }
  [[nodiscard]] Span original(Span where) const noexcept;
  void tidy(std::string& text, bool released) const;

  Tag tag_ = 0;
  std::uint32_t tag_length_ = 0;
  std::string_view bytes_;
  std::uint64_t offset_ = 0;           // in the window
  const Window* unwrapped_ = nullptr;  // null: offsets of the window are those of the Source
  bool ascii_ = true;                  // no byte needs decoding, no line break a decision
  bool clean_ = true;                  // every byte belongs to the character set
  bool sound_ = true;
  char release_ = '?';
  BadCharacter bad_character_ = BadCharacter::substitute;
  LineBreak line_break_ = LineBreak::keep;
  const Charset* charset_ = nullptr;
  std::vector<Value> values_;
  std::vector<std::uint32_t> first_;  // index of each element's first value
  std::vector<std::uint32_t> nesting_;
};

}  // namespace sluis::edifact
