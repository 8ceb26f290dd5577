#include "directory/layout_text.hpp"

#include <array>
#include <utility>

#include "directory/compact.hpp"
#include "text/unicode.hpp"

namespace sluis::directory::layout {
namespace {

constexpr std::string_view kMarks = "+*#|X-";  // change marks in the margin

char drawn_in_ascii(char c) noexcept {
  switch (static_cast<unsigned char>(c)) {
    case 0xC4:
      return '-';
    case 0xB3:
    case 0xB4:
    case 0xC3:
      return '|';
    case 0xBF:
    case 0xC0:
    case 0xC1:
    case 0xC2:
    case 0xC5:
    case 0xD9:
    case 0xDA:
      return '+';
    default:
      return c;
  }
}

// Only runs of drawing are drawing: a lone 0xD9 in a name is a letter.
bool is_drawn(std::string_view bytes) noexcept {
  return bytes.find("\xC4\xC4\xC4\xC4") != std::string_view::npos;
}

std::vector<Line> split(const std::string& bytes) {
  const bool drawn = is_drawn(bytes);
  std::vector<Line> out;
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    Line line{{}, at, end};
    at = end + 1;
    while (line.end > line.begin && static_cast<unsigned char>(bytes[line.end - 1]) <= ' ')
      --line.end;
    line.text = bytes.substr(line.begin, line.end - line.begin);
    if (drawn)
      std::transform(line.text.begin(), line.text.end(), line.text.begin(), drawn_in_ascii);
    for (char& c : line.text)
      if (static_cast<unsigned char>(c) < ' ') c = ' ';
    out.push_back(std::move(line));
  }
  return out;
}

bool capitals(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

std::string utf8(std::string_view text) {
  static constexpr std::array<std::uint16_t, 32> kHigh = {
      0x20AC, 0x20,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
      0x2039, 0x152,  0x20,   0x17D,  0x20,   0x20,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x20,   0x17E,  0x178};
  std::string out;
  for (const char c : text) {
    unsigned code = static_cast<unsigned char>(c);
    if (code >= 0x80 && code < 0xA0) code = kHigh[code - 0x80];
    text::append(out, code);
  }
  return one_line(out);
}

std::string_view trim(std::string_view text) noexcept {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

bool digits(std::string_view text) noexcept {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::size_t indent_of(std::string_view text) noexcept {
  return std::min(text.find_first_not_of(' '), text.size());
}

std::string_view first_word(std::string_view& text) noexcept {
  text = trim(text);
  const std::string_view out = text.substr(0, std::min(text.find(' '), text.size()));
  text.remove_prefix(out.size());
  return out;
}

std::string_view last_word(std::string_view& text) noexcept {
  text = trim(text);
  const std::size_t space = text.rfind(' ');
  const std::string_view out = space == std::string_view::npos ? text : text.substr(space + 1);
  text.remove_suffix(out.size());
  return out;
}

bool is_element(std::string_view id) noexcept { return id.size() == 4 && digits(id); }

bool is_composite(std::string_view id) noexcept {
  return id.size() == 4 && id.front() >= 'A' && id.front() <= 'Z' && digits(id.substr(1));
}

bool is_tag(std::string_view id) noexcept { return id.size() == 3 && capitals(id); }

bool is_type(std::string_view id) noexcept { return id.size() == 6 && capitals(id); }

std::string_view strip_marks(std::string_view text) noexcept {
  for (;;) {
    std::string_view rest = text;
    const std::string_view word = first_word(rest);
    if (word.empty() || word.find_first_not_of(kMarks) != std::string_view::npos ||
        trim(rest).empty())
      break;
    text = rest;
  }
  // "*#|C549": now and then they touch what they mark.
  text = trim(text);
  const std::size_t glued = std::min(text.find_first_not_of("+*#|"), text.size());
  if (glued + 4 <= text.size()) text.remove_prefix(glued);
  return text;
}

std::string_view strip_usage(std::string_view text) noexcept {
  text = trim(text);
  if (text.size() > 3 && text.ends_with(']') && text[text.size() - 3] == '[') text.remove_suffix(3);
  return trim(text);
}
LayoutReader::LayoutReader(const DraftFile& file, Diagnostics& faults)
    : file_(file), faults_(faults), lines_(split(file.bytes)) {}

void LayoutReader::fault(Fault fault, const Line& line, std::string detail) {
  if (++reported_ > kMaxFaults) return;
  if (!source_) source_.emplace(file_.name, file_.bytes);
  faults_.report(fault, *source_, {line.begin, line.end}, std::move(detail));
}

bool LayoutReader::is_continued() const noexcept {
  const auto first = std::find_if(lines_.begin(), lines_.end(),
                                  [](const Line& line) { return !trim(line.text).empty(); });
  if (first == lines_.end()) return false;
  std::string_view text = strip_marks(first->text);
  return is_element(first_word(text)) && !text.empty();
}

std::string LayoutReader::name(std::string_view head, std::size_t& i, std::size_t last) const {
  std::string out(strip_usage(head));
  for (++i; i < last && !trim(lines_[i].text).empty(); ++i) {
    const std::string_view more = strip_marks(lines_[i].text);
    if (is_text(more)) break;
    (out += ' ') += strip_usage(more);
  }
  return utf8(out);
}

bool LayoutReader::is_text(std::string_view line) noexcept {
  return line.starts_with("Desc:") || line.starts_with("Repr:") || line.starts_with("Note:") ||
         line.starts_with("Notes:") || line.starts_with("Function:");
}

bool LayoutReader::is_rule(std::string_view text) noexcept {
  text = trim(text);
  return text.size() >= 60 && text.find_first_not_of('-') == std::string_view::npos;
}

}  // namespace sluis::directory::layout
