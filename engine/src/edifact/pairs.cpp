#include "edifact/pairs.hpp"

#include <algorithm>
#include <cerrno>
#include <string>
#include <system_error>

#include "edifact/conversion.hpp"
#include "text/unicode.hpp"

namespace sluis::edifact {
namespace {

constexpr unsigned kFirst = 0x80;  // of the first bytes
constexpr unsigned kSeconds = 256;
constexpr char32_t kHighest = 0xFFFF;

constexpr std::size_t place(unsigned first, unsigned second) {
  return static_cast<std::size_t>(first - kFirst) * kSeconds + second;
}

}  // namespace

Pairs::Pairs(const char* iconv_name, char before)
    : decoded_(place(0x100, 0), static_cast<char16_t>(text::kReplacement)) {
  Conversion conversion(iconv_name);
  if (!conversion.known())
    throw std::system_error(errno, std::generic_category(),
                            std::string("no conversion from ") + iconv_name);
  for (unsigned first = kFirst; first < 0x100; ++first) {
    for (unsigned second = 0x40; second < kSeconds; ++second) {
      std::string bytes;
      if (before != '\0') bytes += before;
      bytes += static_cast<char>(first);
      bytes += static_cast<char>(second);
      const char32_t character = conversion(bytes);
      if (character > kHighest) continue;
      decoded_[place(first, second)] = static_cast<char16_t>(character);
      encoded_.emplace_back(static_cast<char16_t>(character),
                            static_cast<std::uint16_t>(first << 8U | second));
    }
  }
  std::sort(encoded_.begin(), encoded_.end());
}

char32_t Pairs::decode(unsigned char first, unsigned char second) const noexcept {
  return decoded_[place(first, second)];
}

std::uint16_t Pairs::encode(char32_t character) const noexcept {
  if (character > kHighest) return 0;
  const auto wanted = static_cast<char16_t>(character);
  const auto found = std::lower_bound(encoded_.begin(), encoded_.end(),
                                      std::pair<char16_t, std::uint16_t>(wanted, 0));
  return found == encoded_.end() || found->first != wanted ? 0 : found->second;
}

}  // namespace sluis::edifact
