// datetime: dates and times of EDIFACT (code list 2379) and of XML, with real calendar checks.
//
// Times in XML are instants in UTC (304 ends in Z); a local time becomes one by `zone=`. `from=`
// lists the formats taken, `to=` is the XML form, `back=` the EDIFACT format written back.
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "mapping/lens_maker.hpp"
#include "mapping/zone.hpp"

namespace sluis::mapping {

namespace {

enum class Offset : std::uint8_t { none, short_form, long_form };  // Z or +hh; +hhmm

struct Format {
  std::string_view code;
  std::size_t date = 8, time = 0;  // digits
  Offset offset = Offset::none;
  std::string_view shape;
};

// UN/EDIFACT code list 2379; "0017" is the pair 0017, 0019 of UNB S004.
constexpr Format kFormats[] = {
    {"0017", 6, 4, Offset::none, "a date YYMMDD or CCYYMMDD and a time HHMM"},
    {"101", 6, 0, Offset::none, "YYMMDD (6 digits)"},
    {"102", 8, 0, Offset::none, "CCYYMMDD (8 digits)"},
    {"201", 6, 4, Offset::none, "YYMMDDHHMM (10 digits)"},
    {"203", 8, 4, Offset::none, "CCYYMMDDHHMM (12 digits)"},
    {"204", 8, 6, Offset::none, "CCYYMMDDHHMMSS (14 digits)"},
    {"205", 8, 4, Offset::long_form, "CCYYMMDDHHMM and +hhmm or -hhmm"},
    {"303", 8, 4, Offset::short_form, "CCYYMMDDHHMM and Z, +hh or -hh"},
    {"304", 8, 6, Offset::short_form, "CCYYMMDDHHMMSS and Z, +hh or -hh"},
};
constexpr std::string_view kPair = "0017";

const Format* find_format(std::string_view code) {
  for (const auto& format : kFormats)
    if (format.code == code) return &format;
  return nullptr;
}

// Years of two digits: 70 to 99 are 19xx, the others 20xx.
constexpr int kCenturyWindow = 70;
constexpr std::int64_t kDay = 86'400;

struct Clock {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  std::optional<std::int64_t> offset;  // seconds east of UTC
};

constexpr bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }
constexpr int days_in(int year, int month) {
  constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}
// Days since 1970-01-01 of the proleptic Gregorian calendar, and back; years 1 to 9999.
constexpr std::int64_t days_from(int year, int month, int day) {
  const std::int64_t y = month <= 2 ? year - 1 : year;
  const std::int64_t era_year = y % 400;
  const std::int64_t shifted = (month + 9) % 12;  // March is 0
  const std::int64_t day_of_year = (153 * shifted + 2) / 5 + day - 1;
  return y / 400 * 146'097 + era_year * 365 + era_year / 4 - era_year / 100 + day_of_year - 719'468;
}
static_assert(days_from(1970, 1, 1) == 0 && days_from(2000, 3, 1) == 11'017 &&
              days_from(2026, 11, 20) == 20'777);

std::int64_t seconds_of(const Clock& clock) {
  return days_from(clock.year, clock.month, clock.day) * kDay + std::int64_t{clock.hour} * 3600 +
         std::int64_t{clock.minute} * 60 + clock.second;
}
Clock clock_of(std::int64_t seconds) {
  std::int64_t days = seconds / kDay, rest = seconds % kDay;
  if (rest < 0) {
    rest += kDay;
    --days;
  }
  Clock clock;
  clock.hour = static_cast<int>(rest / 3600);
  clock.minute = static_cast<int>(rest / 60 % 60);
  clock.second = static_cast<int>(rest % 60);
  days += 719'468;  // since 0000-03-01; never negative for the years taken
  const std::int64_t era = days / 146'097, of_era = days % 146'097;
  const std::int64_t year_of_era =
      (of_era - of_era / 1460 + of_era / 36'524 - of_era / 146'096) / 365;
  const std::int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted = (5 * of_year + 2) / 153;
  clock.day = static_cast<int>(of_year - (153 * shifted + 2) / 5 + 1);
  clock.month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
  clock.year = static_cast<int>(era * 400 + year_of_era + (clock.month <= 2 ? 1 : 0));
  return clock;
}

void append(std::string& out, int value, int width) {
  std::array<char, 8> digits{};
  for (int i = width - 1; i >= 0; --i) {
    digits[static_cast<std::size_t>(i)] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  out.append(digits.data(), static_cast<std::size_t>(width));
}

std::string spoken_date(const Clock& clock) {
  constexpr std::array<std::string_view, 12> kNames{
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  return std::to_string(clock.day) + " " +
         std::string(kNames[static_cast<std::size_t>(clock.month - 1)]) + " " +
         std::to_string(clock.year);
}

int take_number(std::string_view& text, std::size_t width) {
  int value = 0;
  std::from_chars(text.data(), text.data() + width, value);
  text.remove_prefix(width);
  return value;
}

bool check_calendar(const Clock& clock, std::string_view shape, LensFault& fault) {
  const std::string expected(shape);
  if (clock.year < 1) return refuse(fault, "the year 0000 does not exist", expected);
  if (clock.month < 1 || clock.month > 12)
    return refuse(fault, "month " + std::to_string(clock.month) + " does not exist", expected,
                  "the month stands before the day");
  if (clock.day < 1 || clock.day > days_in(clock.year, clock.month)) {
    if (clock.day < 1) return refuse(fault, "day 0 does not exist", expected);
    return refuse(fault, spoken_date(clock) + " does not exist", expected,
                  "that month has " + std::to_string(days_in(clock.year, clock.month)) + " days");
  }
  if (clock.hour > 23)
    return refuse(fault, "hour " + std::to_string(clock.hour) + " does not exist", expected,
                  clock.hour == 24 ? "midnight is 0000 of the next day" : "");
  if (clock.minute > 59)
    return refuse(fault, "minute " + std::to_string(clock.minute) + " does not exist", expected);
  if (clock.second > 59)
    return refuse(fault, "second " + std::to_string(clock.second) + " does not exist", expected,
                  clock.second == 60 ? "leap seconds are not written; send second 59" : "");
  return true;
}

// "Z", "+01", "-05", "+0530" or nothing.
bool parse_offset(std::string_view text, Offset form, std::string_view shape, Clock& clock,
                  LensFault& fault) {
  if (text.empty()) return true;
  if (text == "Z" && form == Offset::short_form) {
    clock.offset = 0;
    return true;
  }
  const std::size_t width = form == Offset::long_form ? 5 : 3;
  if (text.size() != width || (text[0] != '+' && text[0] != '-') || !all_digits(text.substr(1)))
    return refuse(fault, "the time zone \"" + std::string(text) + "\" is not understood",
                  std::string(shape),
                  "names of zones are not taken; write the hours from UTC, or Z for UTC itself");
  const std::int64_t sign = text[0] == '-' ? -1 : 1;
  text.remove_prefix(1);
  const int hours = take_number(text, 2);
  const int minutes = form == Offset::long_form ? take_number(text, 2) : 0;
  if (hours > 14 || minutes > 59 || (hours == 14 && minutes > 0))
    return refuse(fault, "no time zone is that far from UTC", "at most 14 hours");
  clock.offset = sign * (hours * 3600 + minutes * 60);
  return true;
}

bool parse_format(const Format& format, std::string_view text, Clock& clock, LensFault& fault) {
  const std::size_t digits = format.date + format.time;
  const auto wrong = [&](std::string detail, std::string hint = {}) {
    return refuse(fault, std::move(detail), std::string(format.shape), std::move(hint));
  };
  const std::size_t found = std::min(text.find_first_not_of("0123456789"), text.size());
  if (found < digits) {
    if (found == text.size())
      return wrong("\"" + std::string(text) + "\" has " + plural(found, "digit") + ", and format " +
                   std::string(format.code) + " has " + std::to_string(digits));
    return wrong("\"" + std::string(text) + "\" has \"" + text[found] + "\" among its digits",
                 "digits only, without spaces and marks");
  }
  auto rest = text.substr(digits);
  if (!rest.empty() && (format.offset == Offset::none || is_digit(rest.front())))
    return wrong("\"" + std::string(text) + "\" is longer than format " + std::string(format.code),
                 "does the format code fit the value?");
  auto value = text.substr(0, digits);
  clock = {};
  clock.year = take_number(value, format.date - 4);
  if (format.date == 6) clock.year += clock.year >= kCenturyWindow ? 1900 : 2000;
  clock.month = take_number(value, 2);
  clock.day = take_number(value, 2);
  if (format.time > 0) {
    clock.hour = take_number(value, 2);
    clock.minute = take_number(value, 2);
    if (format.time == 6) clock.second = take_number(value, 2);
  }
  return check_calendar(clock, format.shape, fault) &&
         parse_offset(rest, format.offset, format.shape, clock, fault);
}

enum class Target : std::uint8_t { date_102, instant_304, xml_date, xml_date_time };

struct Settings {
  std::vector<const Format*> from;
  Target to = Target::instant_304;
  const Format* back = nullptr;
  std::optional<std::int64_t> at;  // second of the day that a date stands for
  std::shared_ptr<const ZoneClock> zone;
  [[nodiscard]] bool to_date() const { return to == Target::date_102 || to == Target::xml_date; }
};

class DateTime final : public Lens {
 public:
  explicit DateTime(Settings settings) : s_(std::move(settings)) {
    invertible_ = s_.to_date()
                      ? s_.back->time == 0 && std::all_of(s_.from.begin(), s_.from.end(),
                                                          [](auto* f) { return f->time == 0; })
                      : true;
  }

  [[nodiscard]] bool get(const std::vector<std::string_view>& in, std::string& out,
                         LensFault& fault) const override {
    if (convert(in, out, fault)) return true;
    // Of C507 it is the value (2380) that is wrong, unless its format (2379) was named.
    if (fault.part == LensFault::kAll && in.size() == 3 && !in[1].empty()) fault.part = 1;
    return false;
  }

  [[nodiscard]] bool convert(const std::vector<std::string_view>& in, std::string& out,
                             LensFault& fault) const {
    Clock clock;
    const Format* format = nullptr;
    if (!read(in, clock, format, fault)) return false;
    if (s_.to_date()) {
      if (s_.zone != nullptr && clock.offset)
        clock = clock_of(s_.zone->to_local(seconds_of(clock) - *clock.offset));
      out.clear();
      write_date(clock, s_.to == Target::xml_date, out);
      return true;
    }
    if (format->time == 0) {
      const auto second = *s_.at;  // the maker saw to it
      clock.hour = static_cast<int>(second / 3600);
      clock.minute = static_cast<int>(second / 60 % 60);
      clock.second = static_cast<int>(second % 60);
    }
    std::int64_t instant = 0;
    if (clock.offset) {
      instant = seconds_of(clock) - *clock.offset;
    } else if (s_.zone == nullptr) {
      return refuse(fault, "the time has no time zone", std::string(format->shape),
                    "end it in Z when it is UTC");
    } else {
      std::string why;
      if (!s_.zone->to_instant(seconds_of(clock), instant, why))
        return refuse(fault, why, "a time that exists once",
                      "send format 303 or 304 with the offset from UTC");
    }
    clock = clock_of(instant);
    if (clock.year < 1 || clock.year > 9999)
      return refuse(fault, "the time leaves the years 0001 to 9999 in UTC", "a year of our era");
    out.clear();
    const bool xml = s_.to == Target::xml_date_time;
    write_date(clock, xml, out);
    write_time(clock, xml, out);
    out += 'Z';
    return true;
  }

  [[nodiscard]] bool create(std::string_view in, std::vector<std::string>& out,
                            LensFault& fault) const override {
    Clock clock;
    if (!read_target(in, clock, fault)) return false;
    if (s_.to_date()) {
      if (s_.back->time != 0)
        return refuse(fault, "a date cannot become a date and time again", "a row with `->`");
      return write_back(clock, 0, out, fault);
    }
    if (!clock.offset) return refuse(fault, "the time has no time zone", "a time that ends in Z");
    return write_back(clock, seconds_of(clock) - *clock.offset, out, fault);
  }

  [[nodiscard]] bool invertible() const noexcept override { return invertible_; }

 private:
  [[nodiscard]] std::string taken() const {
    std::string result = s_.from.size() == 1 ? "format " : "one of the formats ";
    for (std::size_t i = 0; i < s_.from.size(); ++i)
      result += (i == 0 ? "" : ", ") + std::string(s_.from[i]->code);
    return result;
  }

  // The pair of S004, or C507 (2005, 2380, 2379), or a value and its format, or a value alone.
  bool read(const std::vector<std::string_view>& in, Clock& clock, const Format*& format,
            LensFault& fault) const {
    if (s_.from.front()->code == kPair) return read_pair(in, clock, format, fault);
    const std::string_view value = in.empty() ? std::string_view() : in[in.size() == 3 ? 1 : 0];
    if (in.empty() || in.size() > 3 || value.empty())
      return refuse(fault, "there is no date", taken());
    if (in.size() == 1) {
      if (s_.from.size() != 1)
        return refuse(fault, "there is no format code beside the date", taken());
      format = s_.from.front();
    } else {
      const auto code = in.back();
      if (code.empty())
        return refuse(fault, "the date has no format code (2379)", taken(),
                      "add the code behind the value");
      const auto found = std::find_if(s_.from.begin(), s_.from.end(),
                                      [&](auto* known) { return known->code == code; });
      if (found == s_.from.end()) {
        refuse(fault, "dates in format " + std::string(code) + " are not taken here", taken());
        fault.part = in.size() - 1;
        return false;
      }
      format = *found;
    }
    return parse_format(*format, value, clock, fault);
  }

  static bool read_pair(const std::vector<std::string_view>& in, Clock& clock,
                        const Format*& format, LensFault& fault) {
    const auto date = in.empty() ? std::string_view() : in[0];
    const auto time = in.size() < 2 ? std::string_view() : in[1];
    format = find_format(kPair);
    if (date.empty() || time.empty() || in.size() > 2)
      return refuse(fault, time.empty() && !date.empty() ? "there is no time" : "there is no date",
                    std::string(format->shape));
    if ((date.size() != 6 && date.size() != 8) || time.size() != 4)
      return refuse(fault,
                    "the date has " + plural(date.size(), "character") + " and the time " +
                        std::to_string(time.size()),
                    std::string(format->shape));
    // Syntax 3 writes a date of 6 digits, syntax 4 one of 8.
    const Format exact{kPair, date.size(), 4, Offset::none, format->shape};
    std::string both(date);
    both += time;
    return parse_format(exact, both, clock, fault);
  }

  bool read_target(std::string_view in, Clock& clock, LensFault& fault) const {
    if (s_.to == Target::date_102) return parse_format(*find_format("102"), in, clock, fault);
    if (s_.to == Target::instant_304) return parse_format(*find_format("304"), in, clock, fault);
    // CCYY-MM-DD and Thh:mm:ss of XML Schema: the marks are taken out, then it is the same.
    const bool date = s_.to == Target::xml_date;
    const std::string_view shape = date ? "CCYY-MM-DD" : "CCYY-MM-DDThh:mm:ssZ";
    const std::string_view picture = date ? "0000-00-00" : "0000-00-00T00:00:00";
    std::string digits;
    for (std::size_t i = 0; i < picture.size(); ++i) {
      if (i >= in.size() || (picture[i] == '0' ? !is_digit(in[i]) : in[i] != picture[i]))
        return refuse(fault, "\"" + std::string(in) + "\" does not have the right form",
                      std::string(shape));
      if (picture[i] == '0') digits += in[i];
    }
    std::string offset(in.substr(picture.size()));
    if (!date && !offset.empty() && offset != "Z") {
      if (offset.size() != 6 || offset[3] != ':')
        return refuse(fault, "the time zone \"" + offset + "\" is not understood",
                      std::string(shape));
      offset.erase(3, 1);
      digits.erase(14);
      Clock zone;
      if (!parse_offset(offset, Offset::long_form, shape, zone, fault) ||
          !parse_format(*find_format("204"), digits, clock, fault))
        return false;
      clock.offset = zone.offset;
      return true;
    }
    return parse_format(*find_format(date ? "102" : "304"), digits + offset, clock, fault);
  }

  static void write_date(const Clock& clock, bool marks, std::string& out) {
    append(out, clock.year, 4);
    if (marks) out += '-';
    append(out, clock.month, 2);
    if (marks) out += '-';
    append(out, clock.day, 2);
  }
  static void write_time(const Clock& clock, bool marks, std::string& out) {
    if (marks) out += 'T';
    append(out, clock.hour, 2);
    if (marks) out += ':';
    append(out, clock.minute, 2);
    if (marks) out += ':';
    append(out, clock.second, 2);
  }

  // Writes `back`; the clock is a date when the target is one, else `instant` counts.
  bool write_back(Clock clock, std::int64_t instant, std::vector<std::string>& out,
                  LensFault& fault) const {
    const Format& back = *s_.back;
    const std::string code(back.code);
    if (!s_.to_date()) {
      if (back.offset != Offset::none) {
        clock = clock_of(instant);
      } else {
        if (s_.zone == nullptr)
          return refuse(fault, "format " + code + " is local, and no zone is given", "a zone");
        const std::int64_t local = s_.zone->to_local(instant);
        std::int64_t again = 0;
        std::string why;
        if (!s_.zone->to_instant(local, again, why) || again != instant)
          return refuse(
              fault,
              why.empty() ? "the local time exists twice and would be read as the other" : why,
              "a time that format " + code + " can say", "");
        clock = clock_of(local);
      }
      if (clock.year < 1 || clock.year > 9999)
        return refuse(fault, "the time leaves the years 0001 to 9999", "a year of our era");
      const std::int64_t of_day = clock.hour * 3600 + clock.minute * 60 + clock.second;
      if (back.time == 0 && of_day != s_.at.value_or(-1))
        return refuse(fault, "format " + code + " would lose the time of day",
                      "the time that `at` names");
      if (back.time == 4 && clock.second != 0)
        return refuse(fault,
                      "format " + code + " would lose " +
                          plural(static_cast<std::size_t>(clock.second), "second"),
                      "a time of whole minutes");
    }
    if (back.date == 6 &&
        (clock.year < 1900 + kCenturyWindow || clock.year >= 2000 + kCenturyWindow))
      return refuse(fault, "the year " + std::to_string(clock.year) + " does not fit in two digits",
                    "a year from 1970 to 2069");
    std::string date, time;
    if (back.date == 8)
      append(date, clock.year, 4);
    else
      append(date, clock.year % 100, 2);
    append(date, clock.month, 2);
    append(date, clock.day, 2);
    if (back.time > 0) {
      append(time, clock.hour, 2);
      append(time, clock.minute, 2);
    }
    if (back.time == 6) append(time, clock.second, 2);
    if (back.offset == Offset::short_form) time += 'Z';
    if (back.offset == Offset::long_form) time += "+0000";
    if (back.code == kPair) {
      out = {date, time};
      return true;
    }
    const std::size_t size = out.empty() || out.size() > 3 ? 3 : out.size();
    out.assign(size, {});
    out[size == 3 ? 1 : 0] = date + time;
    if (size > 1) out[size - 1] = code;
    return true;
  }

  Settings s_;
  bool invertible_ = false;
};

std::string known_formats() {
  std::string result;
  for (const auto& format : kFormats)
    result += (result.empty() ? "" : ", ") + std::string(format.code);
  return result;
}

const Format* take_format(ArgumentReader& arguments, const std::string& code) {
  const auto* format = find_format(code);
  if (format == nullptr)
    arguments.fail("format " + code + " is not known; known are " + known_formats());
  return format;
}

std::shared_ptr<const ZoneClock> take_zone(ArgumentReader& arguments, const LensNames& names) {
  const auto name = arguments.text("zone");
  if (name.empty()) return nullptr;
  Zone zone;
  zone.name = name;
  std::vector<std::string_view> known{"utc"};
  bool found = name == "utc" || name == "UTC";
  for (const auto& [declared, place] : names.zones) {
    known.push_back(declared);
    if (declared != name) continue;
    zone = place;
    found = true;
  }
  if (!found) {
    arguments.fail("there is no zone `" + name + "`" + did_you_mean(name, known));
    return nullptr;
  }
  std::string error;
  auto clock = ZoneClock::find(zone, error);
  if (clock == nullptr) arguments.fail(error);
  return clock;
}

}  // namespace

std::shared_ptr<const Lens> make_datetime(ArgumentReader& arguments, const LensNames& names) {
  Settings settings;
  if (const auto* from = arguments.take("from"); from != nullptr) {
    for (const auto& code : from->values)
      if (const auto* format = take_format(arguments, code); format != nullptr)
        settings.from.push_back(format);
  } else {
    arguments.fail("needs from=, the formats taken, as in from=304|203");
  }
  const auto to = arguments.text("to", "304");
  constexpr std::pair<std::string_view, Target> kTargets[] = {
      {"102", Target::date_102},
      {"304", Target::instant_304},
      {"date", Target::xml_date},
      {"dateTime", Target::xml_date_time},
  };
  const auto* target = std::find_if(std::begin(kTargets), std::end(kTargets),
                                    [&](const auto& row) { return row.first == to; });
  if (target == std::end(kTargets))
    arguments.fail("to must be 102, 304, date or dateTime (of XML Schema)");
  else
    settings.to = target->second;

  if (const auto at = arguments.text("at"); !at.empty()) {
    std::string_view digits = at;
    if ((at.size() != 4 && at.size() != 6) || !all_digits(at)) {
      arguments.fail("at must be a time HHMM or HHMMSS in quotes, as in at=\"0000\"");
    } else {
      const int hour = take_number(digits, 2), minute = take_number(digits, 2);
      const int second = digits.empty() ? 0 : take_number(digits, 2);
      if (hour > 23 || minute > 59 || second > 59) arguments.fail("at is not a time of day");
      settings.at = hour * 3600 + minute * 60 + second;
    }
  }
  settings.zone = take_zone(arguments, names);
  if (const auto offset = arguments.text("offset", "utc"); offset != "utc")
    arguments.fail("offset must be utc: times in XML end in Z");
  const auto back = arguments.text("back");
  if (arguments.failed()) return nullptr;

  const bool pair = std::any_of(settings.from.begin(), settings.from.end(),
                                [](auto* format) { return format->code == kPair; });
  if (pair && settings.from.size() > 1)
    arguments.fail("0017 (the date and time of UNB) stands alone in from=");
  if (back.empty()) {
    // What loses nothing, of what is taken.
    settings.back = settings.from.front();
    const auto* preferred = find_format(settings.to_date() ? "102" : "304");
    if (std::find(settings.from.begin(), settings.from.end(), preferred) != settings.from.end())
      settings.back = preferred;
  } else {
    settings.back = take_format(arguments, back);
  }
  if (arguments.failed()) return nullptr;
  if (pair != (settings.back->code == kPair)) arguments.fail("from=0017 and back=0017 go together");
  if (!settings.to_date()) {
    for (const auto* format : settings.from) {
      if (format->time == 0 && !settings.at)
        arguments.fail("format " + std::string(format->code) +
                       " has no time of day; say which with at=, as in at=\"0000\"");
      if (format->offset == Offset::none && settings.zone == nullptr)
        arguments.fail("format " + std::string(format->code) +
                       " is a local time; say where with zone=");
    }
  }
  if (arguments.failed()) return nullptr;
  return std::make_shared<DateTime>(std::move(settings));
}

}  // namespace sluis::mapping
