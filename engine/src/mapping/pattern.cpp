// The compiler writes states in Thompson's way: a piece of the expression becomes a run of states
// that falls through at its end; a repetition copies that run. The simulation holds each state at
// most once, so its time is states times characters.
#include "mapping/pattern.hpp"

#include <algorithm>
#include <utility>

#include "text/unicode.hpp"

namespace sluis::mapping {

namespace {

// One character of UTF-8; a byte that is none stands for itself.
char32_t next_character(std::string_view text, std::size_t& at) noexcept {
  const std::size_t from = at;
  const char32_t character = text::decode(text, at);
  return character == text::kMalformed ? static_cast<unsigned char>(text[from]) : character;
}

}  // namespace

class PatternCompiler {
 public:
  PatternCompiler(std::string_view expression, Pattern& into, std::string& error)
      : text_(expression), into_(into), error_(error) {}

  bool run() {
    if (!alternatives(0)) return false;
    if (at_ < text_.size()) return fail("a ')' has no '('");
    return add({Pattern::Op::accept, 0, 0});
  }

 private:
  using State = Pattern::State;
  using Op = Pattern::Op;

  bool fail(std::string_view what) {
    if (error_.empty())
      error_ = std::string(what) + " (character " + std::to_string(at_ + 1) + " of the pattern)";
    return false;
  }
  bool add(State state) {
    if (into_.states_.size() >= Pattern::kMaxStates)
      return fail("the pattern is too long: more than " + std::to_string(Pattern::kMaxStates) +
                  " states with its repetitions written out");
    into_.states_.push_back(state);
    return true;
  }
  [[nodiscard]] std::uint32_t here() const {
    return static_cast<std::uint32_t>(into_.states_.size());
  }
  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }

  // Moves the states from `begin` on by `by`, and what they point at behind `begin` with them.
  bool insert_before(std::uint32_t begin, State state) {
    if (!add({})) return false;
    auto& states = into_.states_;
    std::rotate(states.begin() + begin, states.end() - 1, states.end());
    for (std::uint32_t i = begin + 1; i < here(); ++i) {
      if (states[i].op != Op::split && states[i].op != Op::jump) continue;
      if (states[i].a >= begin) ++states[i].a;
      if (states[i].op == Op::split && states[i].b >= begin) ++states[i].b;
    }
    states[begin] = state;
    return true;
  }
  bool copy(const std::vector<State>& piece, std::uint32_t was_at) {
    const std::uint32_t begin = here();
    for (State state : piece) {
      if (state.op == Op::split || state.op == Op::jump) state.a = state.a - was_at + begin;
      if (state.op == Op::split) state.b = state.b - was_at + begin;
      if (!add(state)) return false;
    }
    return true;
  }

  bool alternatives(std::size_t depth) {
    if (depth > Pattern::kMaxDepth)
      return fail("groups are nested deeper than " + std::to_string(Pattern::kMaxDepth));
    std::uint32_t begin = here();
    std::vector<std::uint32_t> jumps;
    if (!sequence(depth)) return false;
    while (!at_end() && text_[at_] == '|') {
      ++at_;
      // split -> this alternative or the next; the end of this one jumps over all that follow.
      if (!insert_before(begin, {Op::split, begin + 1, 0})) return false;
      jumps.push_back(here());
      if (!add({Op::jump, here() + 1, 0})) return false;
      into_.states_[begin].b = here();
      begin = here();
      if (!sequence(depth)) return false;
    }
    for (const auto jump : jumps) into_.states_[jump].a = here();
    return true;
  }

  bool sequence(std::size_t depth) {
    while (!at_end() && text_[at_] != '|' && text_[at_] != ')') {
      const std::uint32_t begin = here();
      if (!atom(depth) || !repetition(begin)) return false;
    }
    return true;
  }

  bool atom(std::size_t depth) {
    const std::size_t start = at_;
    const char32_t c = next_character(text_, at_);
    switch (c) {
      case '(': {
        if (text_.substr(at_, 2) == "?:") at_ += 2;
        if (!alternatives(depth + 1)) return false;
        if (at_end()) {
          at_ = start;
          return fail("this '(' has no ')'");
        }
        ++at_;
        return true;
      }
      case '[':
        return bracket(start);
      case '.':
        return add({Op::any, 0, 0});
      case '^':
        return add({Op::begin, 0, 0});
      case '$':
        return add({Op::end, 0, 0});
      case '\\':
        return escape();
      case '*':
      case '+':
      case '?':
      case '{':
        at_ = start;
        return fail("there is nothing before this repetition");
      case ']':
      case '}':
        at_ = start;
        return fail("this bracket has no beginning; write a backslash before it if it is meant");
      default:
        return add({Op::character, static_cast<std::uint32_t>(c), 0});
    }
  }

  static bool class_of(char letter, Pattern::Set& set) {
    switch (letter) {
      case 'd':
      case 'D':
        set.ranges.emplace_back(U'0', U'9');
        break;
      case 's':
      case 'S':
        for (const char32_t c : {U' ', U'\t', U'\n', U'\r'}) set.ranges.emplace_back(c, c);
        break;
      case 'w':
      case 'W':
        set.ranges.emplace_back(U'0', U'9');
        set.ranges.emplace_back(U'A', U'Z');
        set.ranges.emplace_back(U'a', U'z');
        set.ranges.emplace_back(U'_', U'_');
        break;
      default:
        return false;
    }
    set.negated = letter < 'a';
    return true;
  }
  // The character after a backslash; false when the escape is not known.
  bool escaped(char32_t& c) {
    if (at_end()) return fail("the pattern ends in a backslash");
    c = next_character(text_, at_);
    constexpr std::u32string_view kPlain = U"\\|.?*+(){}[]-^$/\"'#&~:,;=<>@%!_ ";
    if (kPlain.find(c) != std::u32string_view::npos) return true;
    if (c == 'n')
      c = '\n';
    else if (c == 'r')
      c = '\r';
    else if (c == 't')
      c = '\t';
    else {
      --at_;
      return fail("this escape is not known; known are \\d \\s \\w \\n \\r \\t and marks");
    }
    return true;
  }
  bool escape() {
    if (!at_end()) {
      Pattern::Set set;
      if (class_of(text_[at_], set)) {
        ++at_;
        return add_set(std::move(set));
      }
    }
    char32_t c = 0;
    return escaped(c) && add({Op::character, static_cast<std::uint32_t>(c), 0});
  }
  bool add_set(Pattern::Set set) {
    into_.sets_.push_back(std::move(set));
    return add({Op::set, static_cast<std::uint32_t>(into_.sets_.size() - 1), 0});
  }

  bool bracket(std::size_t start) {
    Pattern::Set set;
    if (!at_end() && text_[at_] == '^') {
      set.negated = true;
      ++at_;
    }
    bool first = true;
    while (true) {
      if (at_end()) {
        at_ = start;
        return fail("this '[' has no ']'");
      }
      if (text_[at_] == ']' && !first) break;
      first = false;
      char32_t low = next_character(text_, at_);
      if (low == ']') {
        --at_;
        return fail("there is nothing between '[' and ']'");
      }
      if (low == '[') {
        --at_;
        return fail("sets in sets are not supported; write a backslash before '['");
      }
      if (low == '\\') {
        Pattern::Set inner;
        if (!at_end() && class_of(text_[at_], inner)) {
          if (inner.negated) return fail("\\D, \\S and \\W cannot stand inside a set");
          ++at_;
          set.ranges.insert(set.ranges.end(), inner.ranges.begin(), inner.ranges.end());
          continue;
        }
        if (!escaped(low)) return false;
      }
      char32_t high = low;
      if (at_ + 1 < text_.size() && text_[at_] == '-' && text_[at_ + 1] != ']') {
        ++at_;
        high = next_character(text_, at_);
        if (high == '\\' && !escaped(high)) return false;
        if (high < low) return fail("the range runs backward");
      }
      set.ranges.emplace_back(low, high);
    }
    ++at_;
    return add_set(std::move(set));
  }

  bool number(std::uint32_t& value) {
    if (at_end() || text_[at_] < '0' || text_[at_] > '9') return fail("expected a number");
    value = 0;
    while (!at_end() && text_[at_] >= '0' && text_[at_] <= '9') {
      value = value * 10 + static_cast<std::uint32_t>(text_[at_++] - '0');
      if (value > Pattern::kMaxRepeat)
        return fail("a repetition is above " + std::to_string(Pattern::kMaxRepeat));
    }
    return true;
  }

  bool repetition(std::uint32_t begin) {
    if (at_end()) return true;
    std::uint32_t low = 0, high = 0;
    bool bounded = false;
    switch (text_[at_]) {
      case '*':
        break;
      case '+':
        low = 1;
        break;
      case '?':
        high = 1;
        bounded = true;
        break;
      case '{':
        ++at_;
        if (!number(low)) return false;
        high = low;
        bounded = true;
        if (!at_end() && text_[at_] == ',') {
          ++at_;
          bounded = !at_end() && text_[at_] != '}';
          if (bounded && !number(high)) return false;
        }
        if (at_end() || text_[at_] != '}') return fail("this repetition has no '}'");
        if (bounded && high < low) return fail("the repetition runs backward");
        break;
      default:
        return true;
    }
    ++at_;
    if (!at_end() &&
        (text_[at_] == '*' || text_[at_] == '+' || text_[at_] == '?' || text_[at_] == '{'))
      return fail("a repetition follows a repetition; use a group");
    auto& states = into_.states_;
    const std::vector<State> piece(states.begin() + begin, states.end());
    states.resize(begin);
    for (std::uint32_t i = 0; i < low; ++i)
      if (!copy(piece, begin)) return false;
    if (!bounded) {  // split into the piece or past it; the piece jumps back
      const std::uint32_t split = here();
      if (!add({Op::split, split + 1, 0}) || !copy(piece, begin) || !add({Op::jump, split, 0}))
        return false;
      states[split].b = here();
      return true;
    }
    std::vector<std::uint32_t> splits;
    for (std::uint32_t i = low; i < high; ++i) {
      splits.push_back(here());
      if (!add({Op::split, here() + 1, 0}) || !copy(piece, begin)) return false;
    }
    for (const auto split : splits) states[split].b = here();
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Pattern& into_;
  std::string& error_;
};

std::shared_ptr<const Pattern> Pattern::compile(std::string_view expression, std::string& error) {
  error.clear();
  auto pattern = std::make_shared<Pattern>();
  if (!PatternCompiler(expression, *pattern, error).run()) return nullptr;
  return pattern;
}

bool Pattern::takes(const State& state, char32_t character) const noexcept {
  switch (state.op) {
    case Op::character:
      return state.a == character;
    case Op::any:
      return character != '\n' && character != '\r';
    case Op::set: {
      const auto& set = sets_[state.a];
      const bool inside = std::any_of(set.ranges.begin(), set.ranges.end(), [&](const auto& range) {
        return range.first <= character && character <= range.second;
      });
      return inside != set.negated;
    }
    default:
      return false;
  }
}

bool Pattern::found_in(std::string_view text) const {
  // The states alive before and after a character; `seen` says at which step a state was reached.
  struct Scratch {
    std::vector<std::uint32_t> now, next, open;
    std::vector<std::size_t> seen;
  };
  thread_local Scratch scratch;
  scratch.now.clear();
  scratch.next.clear();
  scratch.seen.assign(states_.size(), 0);
  std::size_t step = 1, at = 0;
  // Follows all states reachable without a character; true when the end is among them.
  const auto reach = [&](std::uint32_t from, std::vector<std::uint32_t>& into) {
    scratch.open.assign(1, from);
    while (!scratch.open.empty()) {
      const std::uint32_t index = scratch.open.back();
      scratch.open.pop_back();
      if (scratch.seen[index] == step) continue;
      scratch.seen[index] = step;
      const State& state = states_[index];
      switch (state.op) {
        case Op::accept:
          return true;
        case Op::jump:
          scratch.open.push_back(state.a);
          break;
        case Op::split:
          scratch.open.push_back(state.b);
          scratch.open.push_back(state.a);
          break;
        case Op::begin:
          if (at == 0) scratch.open.push_back(index + 1);
          break;
        case Op::end:
          if (at == text.size()) scratch.open.push_back(index + 1);
          break;
        default:
          into.push_back(index);
      }
    }
    return false;
  };
  if (reach(0, scratch.now)) return true;
  while (at < text.size()) {
    const char32_t character = next_character(text, at);
    ++step;
    scratch.next.clear();
    for (const auto index : scratch.now)
      if (takes(states_[index], character) && reach(index + 1, scratch.next)) return true;
    if (reach(0, scratch.next)) return true;  // the pattern may begin here, too
    scratch.now.swap(scratch.next);
  }
  return false;
}

bool pattern_matches(std::string_view expression, std::string_view text) {
  std::string error;
  const auto pattern = Pattern::compile(expression, error);
  return pattern != nullptr && pattern->found_in(text);
}

}  // namespace sluis::mapping
