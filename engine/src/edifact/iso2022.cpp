#include "edifact/iso2022.hpp"

#include <algorithm>

#include "edifact/pairs.hpp"
#include "text/unicode.hpp"

namespace sluis::edifact::iso2022 {
namespace {

constexpr char kEscape = '\x1B';
constexpr char kShiftOut = '\x0E';
constexpr char kShiftIn = '\x0F';
constexpr unsigned kHigh = 0x80U;
constexpr std::size_t kNone = std::string_view::npos;

struct Designation {
  std::string_view sequence;
  Set set;
  bool g1 = false;
};
// The first one of each set is the one that is written.
constexpr Designation kDesignations[] = {
    {"\x1B(B", Set::ascii},          {"\x1B(J", Set::roman},
    {"\x1B(I", Set::katakana},       {"\x1B$B", Set::jis_x_0208},
    {"\x1B$@", Set::jis_x_0208},     {"\x1B$(B", Set::jis_x_0208},
    {"\x1B$(@", Set::jis_x_0208},    {"\x1B$(D", Set::jis_x_0212},
    {"\x1B$A", Set::gb_2312},        {"\x1B$(A", Set::gb_2312},
    {"\x1B$(C", Set::ks_c_5601},     {"\x1B$)C", Set::ks_c_5601, true},
    {"\x1B$)A", Set::gb_2312, true}, {"\x1B$)B", Set::jis_x_0208, true},
};

// The characters of a set that has two bytes for each; null for the others.
const Pairs* pairs_of(Set set) {
  constexpr char kThird = '\x8F';  // EUC-JP: in front of JIS X 0212
  switch (set) {
    case Set::jis_x_0208: {
      static const Pairs kPairs("EUC-JP");
      return &kPairs;
    }
    case Set::jis_x_0212: {
      static const Pairs kPairs("EUC-JP", kThird);
      return &kPairs;
    }
    case Set::gb_2312: {
      static const Pairs kPairs("EUC-CN");
      return &kPairs;
    }
    case Set::ks_c_5601: {
      static const Pairs kPairs("EUC-KR");
      return &kPairs;
    }
    default:
      return nullptr;
  }
}

constexpr char32_t kFirstKatakana = 0xFF61;  // 0x21
constexpr char32_t kLastKatakana = 0xFF9F;
constexpr char32_t kYen = 0xA5;         // 0x5C of JIS X 0201
constexpr char32_t kOverline = 0x203E;  // 0x7E

bool is_graphic(char byte) noexcept { return byte > ' ' && byte < '\x7F'; }

char32_t single(Set set, char byte) noexcept {
  const auto code = static_cast<unsigned char>(byte);
  if (set == Set::katakana) {
    const char32_t character = kFirstKatakana + (code - 0x21U);
    return character <= kLastKatakana ? character : text::kReplacement;
  }
  if (set == Set::roman && byte == '\\') return kYen;
  if (set == Set::roman && byte == '~') return kOverline;
  const bool kept = is_graphic(byte) || byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
  return kept ? static_cast<char32_t>(code) : text::kReplacement;
}

char32_t pair(const Pairs& pairs, char first, char second) noexcept {
  return pairs.decode(static_cast<unsigned char>(static_cast<unsigned char>(first) | kHigh),
                      static_cast<unsigned char>(static_cast<unsigned char>(second) | kHigh));
}

// Calls `each(offset, character)`, with text::kReplacement for what is none, and `lost(offset)`
// where a sequence began that leads nowhere.
template <typename Each, typename Lost>
void walk(std::string_view bytes, Each each, Lost lost) {
  Shifts shifts;
  std::size_t left = 0;       // where ASCII was left last
  std::size_t first = kNone;  // half a character
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const char byte = bytes[at];
    const bool was_home = shifts.home();
    const Set set = shifts.set();
    const Part part = shifts.take(byte);
    if (was_home && !shifts.home()) left = at;
    if (first != kNone && (part != Part::data || shifts.set() != set)) {
      each(first, text::kReplacement);
      first = kNone;
    }
    if (shifts.lost()) lost(left);
    if (part == Part::sequence) continue;
    const Pairs* pairs = part == Part::data ? pairs_of(shifts.set()) : nullptr;
    if (pairs == nullptr) {
      each(at, single(shifts.set(), byte));
    } else if (first == kNone) {
      first = at;
    } else {
      each(first, pair(*pairs, bytes[first], byte));
      first = kNone;
    }
  }
  if (first != kNone) each(first, text::kReplacement);
  if (!shifts.home()) lost(left);
}

}  // namespace

bool begins_sequence(char byte) noexcept {
  return byte == kEscape || byte == kShiftOut || byte == kShiftIn;
}

void Shifts::go_home() noexcept {
  g0_ = Set::ascii;
  out_ = false;
  lost_ = true;
}

Part Shifts::take(char byte) noexcept {
  lost_ = false;
  if (byte == kEscape && length_ == 0) {
    sequence_[length_++] = byte;
    return Part::sequence;
  }
  if (length_ != 0) {
    sequence_[length_++] = byte;
    const std::string_view begun(sequence_.data(), length_);
    for (const Designation& each : kDesignations) {
      if (each.sequence == begun) {
        (each.g1 ? g1_ : g0_) = each.set;
        length_ = 0;
        return Part::sequence;
      }
    }
    for (const Designation& each : kDesignations)
      if (each.sequence.substr(0, length_) == begun) return Part::sequence;
    length_ = 0;
    go_home();
    return Part::plain;
  }
  if (begins_sequence(byte)) {
    out_ = byte == kShiftOut;
    return Part::sequence;
  }
  if (!hides()) return Part::plain;
  if (is_graphic(byte)) return Part::data;
  // A line must end in ASCII; so does whatever else such a set cannot have.
  go_home();
  return Part::plain;
}

std::size_t check(std::string_view bytes) noexcept {
  std::size_t bad = kNone;
  walk(
      bytes,
      [&](std::size_t at, char32_t character) {
        const bool fine = character != text::kReplacement && character >= ' ';
        if (!fine) bad = std::min(bad, at);
      },
      [&](std::size_t at) { bad = std::min(bad, at); });
  return bad;
}

void decode(std::string_view bytes, std::string& out) {
  walk(
      bytes, [&](std::size_t, char32_t character) { text::append(out, character); },
      [](std::size_t) {});
}

std::size_t encode(std::string_view utf8, std::string& out) {
  constexpr Set kSets[] = {Set::jis_x_0208, Set::ks_c_5601, Set::gb_2312, Set::jis_x_0212};
  Set now = Set::ascii;
  const auto go = [&](Set set) {
    if (set == now) return;
    now = set;
    out += std::find_if(std::begin(kDesignations), std::end(kDesignations),
                        [&](const Designation& each) { return each.set == set; })
               ->sequence;
  };
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t here = at;
    const char32_t character = text::decode(utf8, at);
    if (character < kHigh) {
      const auto byte = static_cast<char>(character);
      if (!is_graphic(byte) && byte != ' ') return here;
      go(Set::ascii);
      out += byte;
      continue;
    }
    if (character >= kFirstKatakana && character <= kLastKatakana) {
      go(Set::katakana);
      out += static_cast<char>(0x21U + (character - kFirstKatakana));
      continue;
    }
    if (character == kYen || character == kOverline) {
      go(Set::roman);
      out += character == kYen ? '\\' : '~';
      continue;
    }
    // The set in force, when it has the character: fewer sequences.
    std::uint16_t code = pairs_of(now) == nullptr ? 0 : pairs_of(now)->encode(character);
    for (const Set set : kSets) {
      if (code != 0) break;
      code = pairs_of(set)->encode(character);
      if (code != 0) go(set);
    }
    if (code == 0) return here;
    out += static_cast<char>((code >> 8U) & ~kHigh);
    out += static_cast<char>((code & 0xFFU) & ~kHigh);
  }
  go(Set::ascii);
  return kNone;
}

}  // namespace sluis::edifact::iso2022
