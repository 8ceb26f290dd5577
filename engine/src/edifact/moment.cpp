#include "edifact/moment.hpp"

#include <algorithm>

namespace sluis::edifact {
namespace {

constexpr std::size_t kShortDate = 6, kDate = 8, kTime = 4, kTimeWithSeconds = 6;
// A year of two digits is one of 1980 to 2079: EDIFACT is not older.
constexpr int kCenturyTurns = 80;

bool all_digits(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int number(std::string_view digits) noexcept {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

bool is_day(int year, int month, int day) noexcept {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1) return false;
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return day <= kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

bool is_time(std::string_view digits) noexcept {
  constexpr int kHours = 24, kSixty = 60;
  return number(digits.substr(0, 2)) < kHours && number(digits.substr(2, 2)) < kSixty &&
         (digits.size() == kTime || number(digits.substr(kTime)) < kSixty);
}

}  // namespace

std::optional<Fault> read_date(std::string_view text, bool four, std::string& date) {
  date.clear();
  const std::size_t right = four ? kDate : kShortDate;
  std::optional<Fault> fault;
  if (text.size() != right) fault = text.size() < right ? Fault::short_date : Fault::long_date;
  if (!all_digits(text)) return Fault::impossible_date;
  if (text.size() != kDate && text.size() != kShortDate) return fault;
  if (text.size() == kShortDate) date = number(text.substr(0, 2)) < kCenturyTurns ? "20" : "19";
  date += text;
  const std::string_view whole = date;
  if (is_day(number(whole.substr(0, 4)), number(whole.substr(4, 2)), number(whole.substr(6))))
    return fault;
  date.clear();
  return Fault::impossible_date;
}

std::optional<Fault> read_time(std::string_view text, std::string& time) {
  time.clear();
  if (!all_digits(text)) return Fault::impossible_date;
  if (text.size() < kTime) return Fault::short_date;
  if (text.size() != kTime && text.size() != kTimeWithSeconds) return Fault::long_date;
  if (!is_time(text)) return Fault::impossible_date;
  time = text.substr(0, kTime);
  return text.size() == kTime ? std::nullopt : std::optional(Fault::long_date);
}

}  // namespace sluis::edifact
