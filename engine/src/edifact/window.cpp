#include "edifact/window.hpp"

#include <algorithm>

#include "edifact/bytes.hpp"

namespace sluis::edifact {

Window::Window(Source& source) : source_(source) { look(); }

void Window::look() {
  bytes_ = source_.window();
  begin_ = source_.offset();
}

bool Window::more(std::uint64_t keep_from) {
  if (!unwrapped_) {
    const bool got = source_.more(keep_from);
    look();
    return got;
  }
  buffer_.erase(0, static_cast<std::size_t>(keep_from - begin_));
  begin_ = keep_from;
  // The last seam at or in front of the beginning still counts.
  const auto ahead =
      std::upper_bound(seams_.begin(), seams_.end(), begin_,
                       [](std::uint64_t at, const Seam& seam) { return at < seam.at; });
  if (ahead != seams_.begin()) seams_.erase(seams_.begin(), ahead - 1);
  const std::size_t before = buffer_.size();
  bool got = true;
  while (buffer_.size() == before && (got = source_.more(original(begin_))))
    take(source_.window().substr(static_cast<std::size_t>(taken_ - source_.offset())));
  bytes_ = std::string_view(buffer_).substr(0, buffer_.size() - Source::kPadding);
  return got;
}

// Appends bytes of the Source without their line breaks.
void Window::take(std::string_view bytes) {
  buffer_.resize(buffer_.size() - Source::kPadding);
  while (!bytes.empty()) {
    const auto end = std::find_if(bytes.begin(), bytes.end(), is_line_break);
    const auto length = static_cast<std::size_t>(end - bytes.begin());
    buffer_.append(bytes.substr(0, length));
    taken_ += length;
    bytes.remove_prefix(length);
    const std::uint64_t at = begin_ + buffer_.size();
    while (!bytes.empty() && is_line_break(bytes.front())) {
      if (seams_.empty() || seams_.back().at != at)
        seams_.push_back({at, seams_.empty() ? 0 : seams_.back().removed});
      ++seams_.back().removed;
      ++taken_;
      bytes.remove_prefix(1);
    }
  }
  buffer_.append(Source::kPadding, '\0');
}

void Window::unwrap(std::uint64_t at) {
  const std::string_view bytes = bytes_.substr(static_cast<std::size_t>(at - begin_));
  unwrapped_ = true;
  begin_ = taken_ = at;
  seams_.clear();
  buffer_.assign(Source::kPadding, '\0');
  take(bytes);
  bytes_ = std::string_view(buffer_).substr(0, buffer_.size() - Source::kPadding);
}

std::uint64_t Window::wrap(std::uint64_t at) {
  at = original(at);
  unwrapped_ = false;
  look();
  return at;
}

std::uint64_t Window::original(std::uint64_t at) const noexcept {
  if (!unwrapped_) return at;
  const auto ahead =
      std::upper_bound(seams_.begin(), seams_.end(), at,
                       [](std::uint64_t offset, const Seam& seam) { return offset < seam.at; });
  return ahead == seams_.begin() ? at : at + (ahead - 1)->removed;
}

// The line break behind what a span ends with is not part of it.
Span Window::original(Span where) const noexcept {
  if (!unwrapped_) return where;
  const std::uint64_t begin = original(where.begin);
  return {begin, where.end == where.begin ? begin : original(where.end - 1) + 1};
}

}  // namespace sluis::edifact
