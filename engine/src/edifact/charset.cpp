#include "edifact/charset.hpp"

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <system_error>
#include <utility>

#include "edifact/conversion.hpp"
#include "edifact/iso2022.hpp"
#include "text/letters.hpp"
#include "text/unicode.hpp"

namespace sluis::edifact {
namespace {

constexpr AsciiSet make_set(std::string_view characters) {
  AsciiSet set;
  for (const char c : characters) set.add(static_cast<unsigned char>(c));
  return set;
}

// Level A of versions 1 to 3 is a closed list; version 4 excludes only the national and alternative
// positions of ISO 646, which adds the underscore.
constexpr std::string_view kLevelA = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,-()/='+:?!\"%&*;<>";
constexpr AsciiSet kUnoa = make_set(kLevelA);

constexpr AsciiSet with(AsciiSet set, std::string_view more) {
  for (const char c : more) set.add(static_cast<unsigned char>(c));
  return set;
}
constexpr std::string_view kSmall = "abcdefghijklmnopqrstuvwxyz";
constexpr AsciiSet kUnob = with(kUnoa, kSmall);
constexpr AsciiSet kUnoa4 = with(kUnoa, "_");
constexpr AsciiSet kUnob4 = with(kUnob, "_");

constexpr AsciiSet all_printable() {
  AsciiSet set;
  for (unsigned char c = 0x20; c < 0x7F; ++c) set.add(c);
  return set;
}
constexpr AsciiSet kPrintable = all_printable();

bool is_control(unsigned char c) noexcept { return c < 0x20 || c == 0x7F; }
bool is_kept(unsigned char c) noexcept {
  return kPrintable.has(c) || c == '\t' || c == '\n' || c == '\r';
}

constexpr unsigned kHigh = 0x80;  // above ASCII
constexpr unsigned kC1End = 0xA0;
constexpr unsigned char kFirstLead = 0x81;  // of a pair

// What bytes of a wrong set are mostly meant to be.
char32_t windows_1252(unsigned char c) noexcept {
  constexpr char32_t kNone = text::kReplacement;
  constexpr char32_t kC1[] = {0x20AC, kNone,  0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                              0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, kNone,  0x017D, kNone,
                              kNone,  0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                              0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, kNone,  0x017E, 0x0178};
  if (c >= kC1End) return c;
  return c >= kHigh ? kC1[c - kHigh] : is_kept(c) ? static_cast<char32_t>(c) : U' ';
}

bool is_character(char32_t c) noexcept {
  return c != text::kMalformed && c >= kC1End && (c & 0xFFFEU) != 0xFFFE;  // C1 as in other sets
}

}  // namespace

struct Charset::Row {
  std::string_view identifier;
  char first_version;
  Kind kind;
  const char* iconv_name = nullptr;  // null: ASCII only
  bool latin = true;
  std::string_view later = {};  // bytes that only a later edition of the standard has
};

// All sets, each made when it is first asked for.
struct Charset::Shelf {
  static constexpr Row kRows[] = {
      {"UNOA", '1', Kind::single},
      {"UNOB", '1', Kind::single},
      {"UNOC", '3', Kind::single, "ISO-8859-1"},
      {"UNOD", '3', Kind::single, "ISO-8859-2"},
      {"UNOE", '3', Kind::single, "ISO-8859-5", false},
      {"UNOF", '3', Kind::single, "ISO-8859-7", false, "\xA4\xA5\xAA"},
      {"UNOG", '4', Kind::single, "ISO-8859-3"},
      {"UNOH", '4', Kind::single, "ISO-8859-4"},
      {"UNOI", '4', Kind::single, "ISO-8859-6", false},
      {"UNOJ", '4', Kind::single, "ISO-8859-8", false},
      {"UNOK", '4', Kind::single, "ISO-8859-9"},
      {"UNOL", '4', Kind::single, "ISO-8859-15"},
      {"UNOW", '4', Kind::utf8},
      {"UNOX", '4', Kind::shifting},
      {"UNOY", '4', Kind::utf8},
      {"KECA", '1', Kind::pairs, "CP949"},
  };
  static constexpr std::size_t kCount = std::size(kRows);

  // Other names of these.
  struct Alias {
    std::string_view name, identifier;
  };
  static constexpr Alias kAliases[] = {
      {"UTF-8", "UNOY"},       {"UTF8", "UNOY"},        {"CP949", "KECA"},
      {"UHC", "KECA"},         {"EUC-KR", "KECA"},      {"KS_C_5601-1987", "KECA"},
      {"ISO-2022-JP", "UNOX"}, {"ISO-2022-KR", "UNOX"}, {"ISO-2022", "UNOX"},
  };

  // Behind the rows' own: UNOA and UNOB of version 4.
  std::array<std::once_flag, kCount + 2> made;
  std::array<std::unique_ptr<const Charset>, kCount + 2> sets;
  std::mutex mutex;
  std::map<std::string, std::unique_ptr<const Charset>, std::less<>> named;  // null: no such set

  static Shelf& instance() {
    static Shelf shelf;
    return shelf;
  }
  static std::size_t row(std::string_view identifier) noexcept {
    std::size_t i = 0;
    while (i < kCount && kRows[i].identifier != identifier) ++i;
    return i;
  }
  const Charset* get(std::size_t slot, const Row& row, const AsciiSet& ascii) {
    std::call_once(made[slot], [&] { sets[slot].reset(new Charset(row.identifier, row, ascii)); });
    return sets[slot].get();
  }
  const Charset* get(const std::string& name) {
    const std::lock_guard lock(mutex);
    const auto [at, fresh] = named.try_emplace(name);
    if (fresh && is_single(name.c_str())) {
      const Row row{name, '1', Kind::single, name.c_str()};
      at->second.reset(new Charset(name, row, kPrintable));
    }
    return at->second.get();
  }
  // True when iconv has the set, its lower half is ASCII and its upper half is not halves.
  static bool is_single(const char* name) {
    Conversion conversion(name);
    if (!conversion.known()) return false;
    const auto decoded = [&](unsigned i) {
      const char c = static_cast<char>(i);
      return conversion({&c, 1});
    };
    for (unsigned i = 0x20; i < 0x7F; ++i)
      if (decoded(i) != i) return false;
    unsigned known = 0;
    for (unsigned i = kHigh; i < 0x100; ++i)
      if (decoded(i) != text::kMalformed) ++known;
    return known >= 0x100 / 4;  // half of the upper half
  }
};

Charset::Charset(std::string_view name, const Row& row, const AsciiSet& ascii)
    : name_(name), kind_(row.kind), latin_(row.latin), ascii_(ascii) {
  for (unsigned i = 0; i < 256; ++i) {
    const auto c = static_cast<unsigned char>(i);
    allowed_[i] = ascii.has(c);
    decoded_[i] = is_kept(c) ? i : text::kReplacement;
    kept_[i] = windows_1252(c);
  }
  if (kind_ == Kind::single && row.iconv_name != nullptr) fill(row);
  if (kind_ == Kind::pairs) pairs_ = std::make_unique<const Pairs>(row.iconv_name);
}

// The upper half of a set of one byte a character. C1 controls are no graphic characters of any.
void Charset::fill(const Row& row) {
  Conversion conversion(row.iconv_name);
  if (!conversion.known())
    throw std::system_error(errno, std::generic_category(),
                            std::string("no conversion from ") + row.iconv_name);
  for (unsigned i = kHigh; i < 256; ++i) {
    const char byte = static_cast<char>(i);
    const char32_t character = conversion({&byte, 1});
    if (!is_character(character)) continue;
    kept_[i] = character;
    if (row.later.find(byte) != std::string_view::npos) continue;
    allowed_[i] = true;
    decoded_[i] = character;
    encoded_.emplace_back(character, static_cast<unsigned char>(i));
  }
  std::sort(encoded_.begin(), encoded_.end());
}

const Charset* Charset::find(std::string_view identifier, char version) {
  const std::size_t slot = Shelf::row(identifier);
  if (slot == Shelf::kCount) return nullptr;
  const Row& row = Shelf::kRows[slot];
  Shelf& shelf = Shelf::instance();
  const bool closed = version >= '1' && version <= '3';
  if (slot == 0) return closed ? shelf.get(0, row, kUnoa) : shelf.get(Shelf::kCount, row, kUnoa4);
  if (slot == 1)
    return closed ? shelf.get(1, row, kUnob) : shelf.get(Shelf::kCount + 1, row, kUnob4);
  return shelf.get(slot, row, kPrintable);
}

const Charset* Charset::find_encoding(std::string_view code, std::string_view identifier,
                                      char version) {
  if (code.empty() || code == "1" || code == "2") return find(identifier, version);
  if (code == "4") return agreed("CP850");
  if (code == "7") return find("UNOY", version);
  return nullptr;
}

std::string_view Charset::encoding_name(std::string_view code) noexcept {
  constexpr std::string_view kNames[] = {
      "ASCII of 7 bits", "ASCII of 8 bits", "code page 500 (EBCDIC)",
      "code page 850",   "UCS-2",           "UCS-4",
      "UTF-8",           "UTF-16"};
  if (code.size() != 1 || code[0] < '1' || code[0] > '8') return {};
  return kNames[static_cast<std::size_t>(code[0] - '1')];
}

const Charset* Charset::agreed(std::string_view name) {
  const std::string upper = text::capitals(name);
  if (is_known(upper)) return find(upper, '4');
  for (const Shelf::Alias& alias : Shelf::kAliases)
    if (alias.name == upper) return find(alias.identifier, '4');
  // iconv takes more than names: "ASCII//TRANSLIT".
  const bool plain = upper.find('/') == std::string::npos;
  return plain && !upper.empty() ? Shelf::instance().get(upper) : nullptr;
}

bool Charset::is_known(std::string_view identifier) noexcept {
  return Shelf::row(identifier) != Shelf::kCount;
}

char Charset::first_version(std::string_view identifier) noexcept {
  const std::size_t slot = Shelf::row(identifier);
  return slot == Shelf::kCount ? '\0' : Shelf::kRows[slot].first_version;
}

std::size_t Charset::check(std::string_view bytes) const noexcept {
  if (kind_ == Kind::shifting) return iso2022::check(bytes);
  std::size_t at = 0;
  while (at < bytes.size()) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if (byte < kHigh || kind_ == Kind::single) {
      if (!allowed_[byte]) return at;
      ++at;
    } else if (kind_ == Kind::utf8) {
      const std::size_t here = at;
      if (!is_character(text::decode(bytes, at))) return here;
    } else {
      if (byte < kFirstLead || at + 1 == bytes.size() ||
          pairs_->decode(byte, static_cast<unsigned char>(bytes[at + 1])) == text::kReplacement)
        return at;
      at += 2;
    }
  }
  return npos;
}

Fault Charset::fault(std::string_view bytes, std::size_t at) const noexcept {
  const auto byte = static_cast<unsigned char>(bytes[at]);
  if (byte == '\r' || byte == '\n') return Fault::line_break_in_value;
  if (kind_ == Kind::shifting && iso2022::begins_sequence(bytes[at])) return Fault::charset_shift;
  if (is_control(byte)) return Fault::control_character;
  if (byte < kHigh && kind_ != Kind::shifting) return Fault::character_outside_level;
  if (kind_ == Kind::single)
    return byte < kC1End && !encoded_.empty() ? Fault::control_character
                                              : Fault::byte_outside_charset;
  if (kind_ != Kind::utf8) return Fault::byte_outside_charset;
  std::size_t end = at;
  const char32_t character = text::decode(bytes, end);
  if (character == text::kMalformed) return Fault::malformed_utf8;
  return character < kC1End ? Fault::control_character : Fault::byte_outside_charset;
}

// All bytes above ASCII are sequences of UTF-8. In a script of its own a few letters can be that by
// chance.
bool Charset::looks_like_utf8(std::string_view bytes) const noexcept {
  if (kind_ != Kind::single) return false;
  unsigned sequences = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    if (static_cast<unsigned char>(bytes[at]) < kHigh) {
      ++at;
      continue;
    }
    if (!is_character(text::decode(bytes, at))) return false;
    ++sequences;
  }
  return sequences >= (latin_ ? 1U : 3U);
}

void Charset::decode_pairs(std::string_view bytes, std::string& out,
                           const std::array<char32_t, 256>& table) const {
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    char32_t character = text::kReplacement;
    if (byte >= kFirstLead && at + 1 < bytes.size())
      character = pairs_->decode(byte, static_cast<unsigned char>(bytes[at + 1]));
    if (character == text::kReplacement)
      character = table[byte];
    else
      ++at;
    text::append(out, character);
  }
}

void Charset::decode(std::string_view bytes, std::string& out, BadCharacter bad) const {
  if (kind_ == Kind::shifting) return iso2022::decode(bytes, out);
  const auto& table = bad == BadCharacter::keep ? kept_ : decoded_;
  if (kind_ == Kind::pairs) return decode_pairs(bytes, out, table);
  for (std::size_t at = 0; at < bytes.size();) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    char32_t character = table[byte];
    if (byte >= kHigh && kind_ == Kind::utf8) {
      character = text::decode(bytes, at);
      if (character == text::kMalformed)
        character = table[byte];
      else if (!is_character(character))
        character = bad == BadCharacter::keep && character < kC1End ? U' ' : text::kReplacement;
    } else {
      ++at;
    }
    if (character < kHigh)
      out.push_back(static_cast<char>(character));
    else
      text::append(out, character);
  }
}

std::size_t Charset::encode(std::string_view utf8, std::string& out) const {
  if (kind_ == Kind::shifting) return iso2022::encode(utf8, out);
  std::size_t at = 0;
  while (at < utf8.size()) {
    const std::size_t here = at;
    const char32_t character = text::decode(utf8, at);
    if (character < kHigh) {
      if (!allowed_[character]) return here;
      out.push_back(static_cast<char>(character));
      continue;
    }
    if (!is_character(character)) return here;
    if (kind_ == Kind::utf8) {
      out.append(utf8.substr(here, at - here));
      continue;
    }
    if (kind_ == Kind::pairs) {
      const std::uint16_t code = pairs_->encode(character);
      if (code == 0) return here;
      out.push_back(static_cast<char>(code >> 8U));
      out.push_back(static_cast<char>(code & 0xFFU));
      continue;
    }
    const auto found = std::lower_bound(encoded_.begin(), encoded_.end(),
                                        std::pair<char32_t, unsigned char>(character, 0));
    if (found == encoded_.end() || found->first != character) return here;
    out.push_back(static_cast<char>(found->second));
  }
  return npos;
}

}  // namespace sluis::edifact
