// Base64 (RFC 4648) of bytes that come in pieces.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sluis::inspection {

class Base64 {
 public:
  void append(std::string_view bytes, std::string& out) {
    for (const char c : bytes) {
      held_ = (held_ << 8U) | static_cast<unsigned char>(c);
      if (++count_ == kGroup) put(out, kGroup + 1);
    }
  }
  // What is left, padded; the next byte begins anew.
  void finish(std::string& out) {
    if (count_ == 0) return;
    const unsigned given = count_;
    held_ <<= 8U * (kGroup - given);
    put(out, given + 1);
    out.append(kGroup - given, '=');
  }

 private:
  static constexpr unsigned kGroup = 3;  // bytes, which four digits of six bits are
  static constexpr unsigned kBits = 6;

  void put(std::string& out, unsigned digits) {
    static constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (unsigned i = 0; i < digits; ++i) out += kDigits[(held_ >> (kBits * (kGroup - i))) & 0x3FU];
    held_ = 0;
    count_ = 0;
  }

  std::uint32_t held_ = 0;
  unsigned count_ = 0;
};

}  // namespace sluis::inspection
