#include "edifact/charset.hpp"

#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <mutex>
#include <system_error>
#include <utility>

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

}  // namespace

struct Charset::Row {
  std::string_view identifier;
  char first_version;
  const char* iconv_name;  // null: ASCII only; "": UTF-8; "-": not supported
};

namespace {

constexpr std::string_view kUtf8 = "UTF-8";

}  // namespace

// All sets, each made when it is first asked for.
struct Charset::Shelf {
  static constexpr Row kRows[] = {
      {"UNOA", '1', nullptr},      {"UNOB", '1', nullptr},      {"UNOC", '3', "ISO-8859-1"},
      {"UNOD", '3', "ISO-8859-2"}, {"UNOE", '3', "ISO-8859-5"}, {"UNOF", '3', "ISO-8859-7"},
      {"UNOG", '4', "ISO-8859-3"}, {"UNOH", '4', "ISO-8859-4"}, {"UNOI", '4', "ISO-8859-6"},
      {"UNOJ", '4', "ISO-8859-8"}, {"UNOK", '4', "ISO-8859-9"}, {"UNOL", '4', "ISO-8859-15"},
      {"UNOW", '4', "UTF-8"},      {"UNOY", '4', "UTF-8"},      {"UNOX", '4', "-"},
      {"KECA", '1', "-"},
  };
  static constexpr std::size_t kCount = std::size(kRows);

  // Behind the rows' own: UNOA and UNOB of version 4.
  std::array<std::once_flag, kCount + 2> made;
  std::array<std::unique_ptr<const Charset>, kCount + 2> sets;

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
    std::call_once(made[slot],
                   [&] { sets[slot].reset(new Charset(row.identifier, row.iconv_name, ascii)); });
    return sets[slot].get();
  }
};

Charset::Charset(std::string_view name, const char* iconv_name, const AsciiSet& ascii)
    : name_(name), ascii_(ascii) {
  for (unsigned i = 0; i < 256; ++i) {
    const auto c = static_cast<unsigned char>(i);
    allowed_[i] = ascii.has(c);
    const bool kept = kPrintable.has(c) || c == '\t' || c == '\n' || c == '\r';
    decoded_[i] = kept ? i : text::kReplacement;
  }
  if (iconv_name == nullptr) return;
  if (iconv_name == kUtf8) {
    utf8_ = true;
    return;
  }
  const ::iconv_t converter = ::iconv_open("UTF-8", iconv_name);
  if (converter == reinterpret_cast<::iconv_t>(-1))  // NOLINT(performance-no-int-to-ptr): POSIX
    throw std::system_error(errno, std::generic_category(),
                            std::string("no conversion from ") + iconv_name);
  // C1 controls (0x80 to 0x9F) are no graphic characters of any of the sets.
  for (unsigned i = 0xA0; i < 256; ++i) {
    char in = static_cast<char>(i);
    std::array<char, 8> buffer{};
    char* from = &in;
    char* to = buffer.data();
    std::size_t left = 1;
    std::size_t room = buffer.size();
    if (::iconv(converter, &from, &left, &to, &room) == static_cast<std::size_t>(-1)) {
      ::iconv(converter, nullptr, nullptr, nullptr, nullptr);
      continue;
    }
    std::size_t at = 0;
    const char32_t character = text::decode({buffer.data(), buffer.size() - room}, at);
    allowed_[i] = true;
    decoded_[i] = character;
    encoded_.emplace_back(character, static_cast<unsigned char>(i));
  }
  ::iconv_close(converter);
  std::sort(encoded_.begin(), encoded_.end());
}

const Charset* Charset::find(std::string_view identifier, char version) {
  const std::size_t slot = Shelf::row(identifier);
  if (slot == Shelf::kCount) return nullptr;
  const Row& row = Shelf::kRows[slot];
  if (row.iconv_name != nullptr && *row.iconv_name == '-') return nullptr;
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
  if (code == "7") return find("UNOY", version);
  return nullptr;
}

bool Charset::is_known(std::string_view identifier) noexcept {
  return Shelf::row(identifier) != Shelf::kCount;
}

char Charset::first_version(std::string_view identifier) noexcept {
  const std::size_t slot = Shelf::row(identifier);
  return slot == Shelf::kCount ? '\0' : Shelf::kRows[slot].first_version;
}

std::size_t Charset::check(std::string_view bytes) const noexcept {
  if (!utf8_) {
    for (std::size_t i = 0; i < bytes.size(); ++i)
      if (!allowed_[static_cast<unsigned char>(bytes[i])]) return i;
    return npos;
  }
  std::size_t at = 0;
  while (at < bytes.size()) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if (byte < 0x80) {
      if (!allowed_[byte]) return at;
      ++at;
      continue;
    }
    const std::size_t here = at;
    const char32_t character = text::decode(bytes, at);
    if (character == text::kMalformed || character < 0xA0) return here;  // C1 as in the other sets
    if ((character & 0xFFFEU) == 0xFFFE) return here;                    // not a character
  }
  return npos;
}

Fault Charset::fault(std::string_view bytes, std::size_t at) const noexcept {
  const auto byte = static_cast<unsigned char>(bytes[at]);
  if (byte == '\r' || byte == '\n') return Fault::line_break_in_value;
  if (is_control(byte)) return Fault::control_character;
  if (byte < 0x80) return Fault::character_outside_level;
  if (!utf8_)
    return byte < 0xA0 && !encoded_.empty() ? Fault::control_character
                                            : Fault::byte_outside_charset;
  std::size_t end = at;
  const char32_t character = text::decode(bytes, end);
  if (character == text::kMalformed) return Fault::malformed_utf8;
  return character < 0xA0 ? Fault::control_character : Fault::byte_outside_charset;
}

void Charset::decode(std::string_view bytes, std::string& out) const {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if (byte < 0x80 || !utf8_) {
      ++at;
      const char32_t character = decoded_[byte];
      if (character < 0x80)
        out.push_back(static_cast<char>(character));
      else
        text::append(out, character);
      continue;
    }
    const char32_t character = text::decode(bytes, at);
    const bool fine =
        character != text::kMalformed && character >= 0xA0 && (character & 0xFFFEU) != 0xFFFE;
    text::append(out, fine ? character : text::kReplacement);
  }
}

std::size_t Charset::encode(std::string_view utf8, std::string& out) const {
  std::size_t at = 0;
  while (at < utf8.size()) {
    const std::size_t here = at;
    const char32_t character = text::decode(utf8, at);
    if (character < 0x80) {
      if (!allowed_[character]) return here;
      out.push_back(static_cast<char>(character));
      continue;
    }
    if (utf8_) {
      if (character == text::kMalformed || character < 0xA0 || (character & 0xFFFEU) == 0xFFFE)
        return here;
      out.append(utf8.substr(here, at - here));
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
