#include "edifact/segment.hpp"

#include "edifact/bytes.hpp"
#include "edifact/charset.hpp"
#include "edifact/window.hpp"

namespace sluis::edifact {

const Segment::Value* Segment::find(std::uint32_t element, std::uint32_t component,
                                    std::uint32_t repetition) const noexcept {
  const Range range = this->element(element);
  const auto is = [&](const Value& value) {
    return value.component == component && value.repetition == repetition;
  };
  // Without repetitions a component stands where its number says.
  if (component == 0) return nullptr;
  if (component <= range.last - range.first)
    if (const Value& value = values_[range.first + component - 1]; is(value)) return &value;
  for (std::uint32_t i = range.first; i < range.last; ++i)
    if (is(values_[i])) return &values_[i];
  return nullptr;
}

Span Segment::original(Span where) const noexcept { return unwrapped_->original(where); }

std::string_view Segment::text(const Value& value, std::string& scratch) const {
  const std::string_view bytes = raw(value);
  const bool as_is = ascii_ || charset_ == nullptr || (clean_ && charset_->is_utf8());
  if (value.plain && as_is) return bytes;

  scratch.clear();
  if (as_is)
    scratch.append(bytes);
  else
    charset_->decode(bytes, scratch, bad_character_);
  // Release characters are looked for in the text: in UNOX a byte like theirs may be half another.
  if (!value.plain || !ascii_) tidy(scratch, !value.plain);
  return scratch;
}

// Removes release characters (what they release stays, also when it is one), and makes of line
// breaks what the profile says.
void Segment::tidy(std::string& text, bool released) const {
  std::size_t to = 0;
  char before = '\0';
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (released && text[at] == release_ && ++at == text.size()) break;
    const char c = text[at];
    const bool second = before == '\r' && c == '\n';  // CR LF is one line break
    before = c;
    if (!is_line_break(c) || line_break_ == LineBreak::keep)
      text[to++] = c;
    else if (line_break_ == LineBreak::blank && !second)
      text[to++] = ' ';
  }
  text.resize(to);
}

}  // namespace sluis::edifact
