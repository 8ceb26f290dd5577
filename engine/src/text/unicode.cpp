#include "text/unicode.hpp"

#include <cstdint>
#include <cstring>

namespace sluis::text {
namespace {

bool all_ascii(const char* bytes) noexcept {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return (word & 0x8080808080808080U) == 0;
}

}  // namespace

char32_t decode(std::string_view bytes, std::size_t& at) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) {
    ++at;
    return lead;
  }
  std::size_t length = 0;
  char32_t character = 0;
  char32_t least = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2, character = lead & 0x1FU, least = 0x80;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3, character = lead & 0x0FU, least = 0x800;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4, character = lead & 0x07U, least = 0x10000;
  }
  if (length == 0 || bytes.size() - at < length) {
    ++at;
    return kMalformed;
  }
  for (std::size_t i = 1; i < length; ++i) {
    const unsigned char next = byte(at + i);
    if ((next & 0xC0U) != 0x80U) {
      ++at;
      return kMalformed;
    }
    character = (character << 6U) | (next & 0x3FU);
  }
  if (character < least || character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF)) {
    ++at;
    return kMalformed;
  }
  at += length;
  return character;
}

std::size_t find_malformed(std::string_view bytes) noexcept {
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (bytes.size() - at >= 8 && all_ascii(bytes.data() + at)) {
      at += 8;
      continue;
    }
    const std::size_t here = at;
    if (decode(bytes, at) == kMalformed) return here;
  }
  return std::string_view::npos;
}

std::size_t count_characters(std::string_view bytes) noexcept {
  std::size_t count = 0;
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (bytes.size() - at >= 8 && all_ascii(bytes.data() + at)) {
      at += 8, count += 8;
      continue;
    }
    (void)decode(bytes, at);
    ++count;
  }
  return count;
}

void append(std::string& out, char32_t character) {
  const auto put = [&](char32_t value) { out.push_back(static_cast<char>(value)); };
  if (character < 0x80) {
    put(character);
  } else if (character < 0x800) {
    put(0xC0U | (character >> 6U));
    put(0x80U | (character & 0x3FU));
  } else if (character < 0x10000) {
    put(0xE0U | (character >> 12U));
    put(0x80U | ((character >> 6U) & 0x3FU));
    put(0x80U | (character & 0x3FU));
  } else {
    put(0xF0U | (character >> 18U));
    put(0x80U | ((character >> 12U) & 0x3FU));
    put(0x80U | ((character >> 6U) & 0x3FU));
    put(0x80U | (character & 0x3FU));
  }
}

bool is_printable(char32_t character) noexcept {
  if (character < 0x20 || (character >= 0x7F && character < 0xA0)) return false;
  if (character >= 0x200B && character <= 0x200F) return false;  // zero width, direction marks
  if (character >= 0x2028 && character <= 0x202E) return false;  // separators, embeddings
  if (character >= 0x2060 && character <= 0x206F) return false;  // isolates and the like
  return character != 0xFEFF && character <= 0x10FFFF;
}

std::string printable(std::string_view bytes, std::size_t limit) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  std::size_t shown = 0;
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t here = at;
    const char32_t character = decode(bytes, at);
    const bool fine = is_printable(character);
    const std::size_t width = fine ? 1 : 4 * (at - here);
    if (shown + width > limit) {
      out += "...";
      break;
    }
    shown += width;
    if (fine) {
      out.append(bytes.substr(here, at - here));
      continue;
    }
    for (std::size_t i = here; i < at; ++i) {
      const auto byte = static_cast<unsigned char>(bytes[i]);
      out += "\\x";
      out.push_back(kHex[byte >> 4U]);
      out.push_back(kHex[byte & 0x0FU]);
    }
  }
  return out;
}

}  // namespace sluis::text
