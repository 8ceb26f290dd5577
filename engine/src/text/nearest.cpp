#include "sluis/nearest.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace sluis {
namespace {

// Names longer than this are not compared: nobody mistypes them by hand, and the cost is bounded.
constexpr std::size_t kLongest = 64;

// A letter typed wrong counts 2, one typed in the wrong case 1.
constexpr std::uint32_t kWrong = 2;
constexpr std::uint32_t kWrongCase = 1;

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::uint32_t difference(char a, char b) noexcept {
  if (a == b) return 0;
  return lower(a) == lower(b) ? kWrongCase : kWrong;
}

// Letters put in, left out, changed or swapped with their neighbour (optimal string alignment).
std::uint32_t distance(std::string_view a, std::string_view b) noexcept {
  using Row = std::array<std::uint32_t, kLongest + 1>;
  Row before{};
  Row above{};
  Row row{};
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = static_cast<std::uint32_t>(j) * kWrong;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<std::uint32_t>(i) * kWrong;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min(
          {above[j] + kWrong, row[j - 1] + kWrong, above[j - 1] + difference(a[i - 1], b[j - 1])});
      if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
          lower(a[i - 2]) == lower(b[j - 1]))
        row[j] = std::min(row[j], before[j - 2] + kWrong);
    }
    before = above;
    above = row;
  }
  return above[b.size()];
}

bool equal_but_case(std::string_view a, std::string_view b) noexcept {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

// One slip in a short word, two in a longer one. A slip in one or two letters makes any word of any
// other: there, only the case may differ.
std::uint32_t tolerance(std::size_t letters) noexcept {
  if (letters < 3) return kWrongCase;
  return letters < 6 ? kWrong : kWrong * 2;
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  if (word.empty() || word.size() > kLongest) return {};
  const std::string* best = nullptr;
  std::uint32_t least = tolerance(word.size()) + 1;
  for (const std::string& name : known) {
    if (name.empty() || name.size() > kLongest) continue;
    const std::size_t apart =
        name.size() > word.size() ? name.size() - word.size() : word.size() - name.size();
    if (apart * kWrong >= least) continue;
    if (name == word) return name;
    const std::uint32_t found = equal_but_case(word, name) ? kWrongCase : distance(word, name);
    if (found < least) {
      least = found;
      best = &name;
    }
  }
  return best != nullptr ? *best : std::string();
}

}  // namespace sluis
