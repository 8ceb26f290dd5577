#include "directory/notes.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace sluis::directory {
namespace {

constexpr std::size_t kDigits = 3;       // "040"
constexpr std::uint16_t kStep = 10;      // positions are numbered 010, 020 ...
constexpr std::size_t kMaxListed = 100;  // as many as there are positions of three digits

constexpr std::array<std::string_view, 7> kMeanings = {"one and only one",
                                                       "all or none",
                                                       "one or more",
                                                       "one or none",
                                                       "if first, then all",
                                                       "if first, then at least one more",
                                                       "if first, then none of the others"};

}  // namespace

std::string text(const Note& note) {
  std::string out = "D" + std::to_string(note.rule);
  for (std::size_t i = 0; i < note.positions.size(); ++i) {
    const std::string number = std::to_string(note.positions[i] * kStep);
    out += i == 0 ? '(' : ',';
    out.append(kDigits - std::min(kDigits, number.size()), '0').append(number);
  }
  return out + ")";
}

bool parse_note(std::string_view text, Note& out) {
  if (text.size() < 4 || text[0] != 'D' || text[1] < '1' || text[1] > '7' || text[2] != '(')
    return false;
  out.rule = static_cast<std::uint8_t>(text[1] - '0');
  out.positions.clear();
  text.remove_prefix(3);
  for (;;) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    std::uint16_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const auto size = static_cast<std::size_t>(end - text.data());
    if (error != std::errc{} || size != kDigits || number == 0 || number % kStep != 0 ||
        size == text.size())
      return false;
    number /= kStep;
    if (std::find(out.positions.begin(), out.positions.end(), number) != out.positions.end())
      return false;
    out.positions.push_back(number);
    const char next = text[size];
    text.remove_prefix(size + 1);
    if (next == ')') return text.empty() && out.positions.size() > 1;
    if (next != ',' || out.positions.size() == kMaxListed) return false;
  }
}

std::string_view meaning(const Note& note) noexcept { return kMeanings[note.rule - 1U]; }

Met judge(std::uint8_t rule, bool first, std::size_t present, std::size_t listed) noexcept {
  const auto unless = [](bool met, Met otherwise) { return met ? Met::yes : otherwise; };
  switch (rule) {
    case 1:
      return unless(present == 1, present == 0 ? Met::missing : Met::surplus);
    case 2:
      return unless(present == 0 || present == listed, Met::missing);
    case 3:
      return unless(present >= 1, Met::missing);
    case 4:
      return unless(present <= 1, Met::surplus);
    case 5:
      return unless(!first || present == listed, Met::missing);
    case 6:
      return unless(!first || present >= 2, Met::missing);
    default:
      return unless(!first || present == 1, Met::surplus);
  }
}

}  // namespace sluis::directory
