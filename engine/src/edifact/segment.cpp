#include "edifact/segment.hpp"

#include "edifact/charset.hpp"

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

std::string_view Segment::text(const Value& value, std::string& scratch) const {
  const std::string_view bytes = raw(value);
  const bool as_is = ascii_ || charset_ == nullptr || (sound_ && charset_->is_utf8());
  if (value.plain && as_is) return bytes;

  scratch.clear();
  const auto put = [&](std::string_view piece) {
    if (as_is)
      scratch.append(piece);
    else
      charset_->decode(piece, scratch);
  };
  std::size_t from = 0;
  if (!value.plain) {
    for (std::size_t at = bytes.find(release_); at != std::string_view::npos;) {
      put(bytes.substr(from, at - from));
      from = at + 1;  // the character that was released stays, also when it is a release character
      at = from + 1 > bytes.size() ? std::string_view::npos : bytes.find(release_, from + 1);
    }
  }
  put(bytes.substr(from));
  return scratch;
}

}  // namespace sluis::edifact
