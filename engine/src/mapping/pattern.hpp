// Patterns for `matches`: the regular expressions of XML Schema as far as code lists and
// identifiers need them, found in linear time (a set of states moves over the text; nothing is
// tried twice).
//
//   characters, '.', [A-Z2-9], [^0-9], \d \D \s \S \w \W, escapes \. \\ \- \n \r \t and so on,
//   groups (...) and (?:...), alternatives |, repetitions * + ? {n} {n,} {n,m},
//   and the anchors ^ and $: without them the pattern may be found anywhere in the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sluis::mapping {

// Immutable: any thread may ask it.
class Pattern {
 public:
  static constexpr std::size_t kMaxStates = 4096;  // after repetitions are written out
  static constexpr std::size_t kMaxDepth = 32;     // groups in groups
  static constexpr std::uint32_t kMaxRepeat = 1000;

  // Null and `error` (a sentence with the place, counted in characters from 1) when it is not one.
  [[nodiscard]] static std::shared_ptr<const Pattern> compile(std::string_view expression,
                                                              std::string& error);
  // Whether `text` (UTF-8) holds the pattern.
  [[nodiscard]] bool found_in(std::string_view text) const;

 private:
  friend class PatternCompiler;
  enum class Op : std::uint8_t { character, any, set, split, jump, begin, end, accept };
  struct State {
    Op op = Op::accept;
    std::uint32_t a = 0;  // character; index of the set; next state
    std::uint32_t b = 0;  // of a split: the other next state
  };
  struct Set {
    bool negated = false;
    std::vector<std::pair<char32_t, char32_t>> ranges;
  };
  [[nodiscard]] bool takes(const State& state, char32_t character) const noexcept;

  std::vector<State> states_;
  std::vector<Set> sets_;
};

// Compiles and asks in one call; false when the pattern is not one.
[[nodiscard]] bool pattern_matches(std::string_view expression, std::string_view text);

}  // namespace sluis::mapping
