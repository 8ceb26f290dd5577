// iconv to UTF-8, one character at a time: for filling tables.
#pragma once

#include <iconv.h>

#include <array>
#include <string_view>

#include "text/unicode.hpp"

namespace sluis::edifact {

class Conversion {
 public:
  explicit Conversion(const char* from) noexcept : descriptor_(::iconv_open("UTF-8", from)) {}
  Conversion(const Conversion&) = delete;
  Conversion& operator=(const Conversion&) = delete;
  ~Conversion() {
    if (known()) ::iconv_close(descriptor_);
  }

  // False when iconv lacks the set.
  [[nodiscard]] bool known() const noexcept {
    return descriptor_ != reinterpret_cast<::iconv_t>(-1);  // NOLINT(performance-no-int-to-ptr)
  }
  // The one character that `bytes` are, or text::kMalformed.
  [[nodiscard]] char32_t operator()(std::string_view bytes) noexcept {
    std::array<char, 4> in{};
    std::array<char, 8> out{};
    bytes.copy(in.data(), in.size());
    char* from = in.data();
    char* to = out.data();
    std::size_t left = bytes.size();
    std::size_t room = out.size();
    const std::size_t done = ::iconv(descriptor_, &from, &left, &to, &room);
    ::iconv(descriptor_, nullptr, nullptr, nullptr, nullptr);
    if (done == static_cast<std::size_t>(-1) || room == out.size()) return text::kMalformed;
    std::size_t at = 0;
    const std::string_view utf8(out.data(), out.size() - room);
    const char32_t character = text::decode(utf8, at);
    return at == utf8.size() ? character : text::kMalformed;
  }

 private:
  ::iconv_t descriptor_;
};

}  // namespace sluis::edifact
