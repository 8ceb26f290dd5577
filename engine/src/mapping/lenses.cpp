// The list of lenses, and what their makers share. A new lens is a class in a lens_*.cpp, a row
// here and rows in tests/lenses_test.cpp that prove its laws.
#include "mapping/lenses.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "mapping/lens_maker.hpp"
#include "sluis/nearest.hpp"

namespace sluis::mapping {

namespace {

struct Row {
  std::string_view name;
  std::shared_ptr<const Lens> (*make)(ArgumentReader& arguments, const LensNames& names);
};

constexpr Row kLenses[] = {
    {"datetime", make_datetime}, {"decimal", make_decimal}, {"equals", make_equals},
    {"imo", make_imo},           {"integer", make_integer}, {"join", make_join},
    {"lines", make_lines},       {"locode", make_locode},   {"matches", make_matches},
    {"pattern", make_pattern},   {"table", make_table},     {"text", make_text},
    {"unless", make_unless},     {"upper", make_upper},     {"wrap", make_wrap},
};

}  // namespace

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& known) {
  const std::string near = nearest(word, {known.begin(), known.end()});
  return near.empty() ? near : "; did you mean `" + near + "`?";
}

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), is_digit);
}

std::string plural(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string there_are(std::size_t count, std::string_view noun) {
  return (count == 1 ? "there is " : "there are ") + plural(count, noun);
}

bool refuse(LensFault& fault, std::string detail, std::string expected, std::string hint) {
  fault = {std::move(detail), std::move(expected), std::move(hint), LensFault::kAll};
  return false;
}

bool single(const std::vector<std::string_view>& in, std::string_view& value, LensFault& fault) {
  if (in.size() != 1)
    return refuse(fault, there_are(in.size(), "value"), "one value",
                  "choose one with #1, or join them");
  value = in.front();
  return true;
}

const LensArgument* ArgumentReader::take(std::string_view name) {
  known_.push_back(name);
  const LensArgument* found = nullptr;
  for (std::size_t i = 0; i < arguments_.size(); ++i) {
    if (arguments_[i].name != name) continue;
    if (found != nullptr) fail("`" + std::string(name) + "` is given twice");
    found = &arguments_[i];
    used_[i] = true;
  }
  return found;
}

const LensArgument* ArgumentReader::take_positional() {
  for (std::size_t i = 0; i < arguments_.size(); ++i) {
    if (!arguments_[i].name.empty() || used_[i]) continue;
    used_[i] = true;
    return &arguments_[i];
  }
  return nullptr;
}

std::string ArgumentReader::text(std::string_view name, std::string otherwise) {
  const auto* argument = take(name);
  if (argument == nullptr) return otherwise;
  if (argument->values.size() != 1) {
    fail("`" + std::string(name) + "` takes one value, not a choice");
    return otherwise;
  }
  return argument->values.front();
}

std::optional<std::uint32_t> ArgumentReader::number(std::string_view name, std::uint32_t low,
                                                    std::uint32_t high) {
  const auto* argument = take(name);
  if (argument == nullptr) return std::nullopt;
  if (argument->values.size() == 1) {
    const auto& text = argument->values.front();
    std::uint32_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem == std::errc() && end == text.data() + text.size() && value >= low && value <= high)
      return value;
  }
  fail("`" + std::string(name) + "` must be a whole number from " + std::to_string(low) + " to " +
       std::to_string(high));
  return std::nullopt;
}

void ArgumentReader::fail(std::string sentence) {
  if (error_.empty()) error_ = "`" + std::string(lens_) + "`: " + std::move(sentence);
}

bool ArgumentReader::finish(std::string& error) {
  for (std::size_t i = 0; i < arguments_.size(); ++i) {
    if (used_[i]) continue;
    const auto& argument = arguments_[i];
    error = "`" + std::string(lens_) + "` ";
    if (argument.name.empty()) {
      error += "takes no value without a name here";
      if (argument.values.size() == 1 && !known_.empty())
        error += "; write " + std::string(known_.front()) + "=" + argument.values.front();
    } else {
      error += "has no argument `" + argument.name + "`";
      if (const auto guess = did_you_mean(argument.name, known_); !guess.empty()) {
        error += guess;
      } else if (!known_.empty()) {
        error += "; it has ";
        for (std::size_t k = 0; k < known_.size(); ++k)
          error += (k == 0 ? "" : ", ") + std::string(known_[k]);
      }
    }
    return false;
  }
  error = error_;
  return error_.empty();
}

const std::vector<std::string>& lens_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> result;
    for (const auto& row : kLenses) result.emplace_back(row.name);
    return result;
  }();
  return names;
}

std::shared_ptr<const Lens> make_lens(std::string_view name,
                                      const std::vector<LensArgument>& arguments,
                                      const LensNames& names, std::string& error) {
  error.clear();
  for (const auto& row : kLenses) {
    if (row.name != name) continue;
    ArgumentReader reader(name, arguments);
    auto lens = row.make(reader, names);
    if (!reader.finish(error)) return nullptr;
    return lens;
  }
  std::vector<std::string_view> known;
  for (const auto& row : kLenses) known.push_back(row.name);
  error = "there is no conversion `" + std::string(name) + "`" + did_you_mean(name, known);
  return nullptr;
}

}  // namespace sluis::mapping
