// The grammar of a segment, as ISO 9735-1 words it, over the structural index. Included by
// reader.cpp and the benchmark only.
//
// Separators are known at run time only, so the leaves ask the Walk; and they jump from mark to
// mark instead of reading characters. Whatever is between two marks is a value: release characters
// hide marks from the index, so they need no rule.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include <tao/pegtl.hpp>

#include "edifact/limits.hpp"
#include "edifact/segment.hpp"
#include "edifact/separators.hpp"
#include "sluis/diagnostic.hpp"

namespace sluis::edifact::rules {

namespace pegtl = tao::pegtl;

using Input = pegtl::memory_input<pegtl::tracking_mode::lazy, pegtl::eol::lf, const char*>;

// Element, repetition and component, 16 bits each.
[[nodiscard]] constexpr std::uint16_t element_of(std::uint64_t place) {
  return static_cast<std::uint16_t>(place);
}
[[nodiscard]] constexpr std::uint16_t repetition_of(std::uint64_t place) {
  return static_cast<std::uint16_t>(place >> 16U);
}
[[nodiscard]] constexpr std::uint16_t component_of(std::uint64_t place) {
  return static_cast<std::uint16_t>(place >> 32U);
}

// What the rules ask and the actions fill. The index holds a mark for the segment's terminator (or
// for the end of the input), so the leaves never run out of marks.
struct Walk {
  static constexpr std::uint64_t kRepetition = std::uint64_t{1} << 16U;
  static constexpr std::uint64_t kComponent = std::uint64_t{1} << 32U;
  static constexpr std::uint64_t kFirstPlace = kRepetition | kComponent;

  const char* base;           // where marks count from
  const std::uint32_t* mark;  // the next live one
  const char* start;          // of the segment
  const char* from;           // what `to_mark` passed over last: [from, to)
  const char* to;
  const Separators* separators;
  const Limits* limits;
  std::vector<Segment::Value>* values;
  std::vector<std::uint32_t>* first;
  std::vector<std::uint32_t>* nesting;
  Tag tag = 0;
  bool small = false;            // the tag is not in capital letters
  bool digits = false;           // the tag has digits behind its first letter
  std::uint32_t behind_tag = 0;  // offset behind its counters; 0: there are none
  // One word: small counters that are written apart and read together stall the processor.
  std::uint64_t place = kFirstPlace;
  bool broken = false;  // `why` says so, and where
  Fault why = Fault::bad_tag;
  std::uint32_t begin = 0, end = 0;

  [[nodiscard]] std::uint16_t element() const { return element_of(place); }
  [[nodiscard]] std::uint16_t repetition() const { return repetition_of(place); }
  [[nodiscard]] std::uint16_t component() const { return component_of(place); }
  void next_element() { place = ((place & 0xFFFFU) + 1) | kFirstPlace; }
  void next_repetition() { place = ((place & 0xFFFFFFFFU) + kRepetition) | kComponent; }
  void next_component() { place += kComponent; }

  bool fail(Fault fault, const char* first_byte, const char* behind) {
    broken = true;
    why = fault;
    begin = static_cast<std::uint32_t>(first_byte - start);
    end = static_cast<std::uint32_t>(behind - start);
    return false;
  }
};

// clang-format off

// Everything up to the next live mark; it may be nothing.
struct to_mark {
  using rule_t = to_mark;
  using subs_t = pegtl::empty_list;
  template <pegtl::apply_mode, pegtl::rewind_mode, template <typename...> class,
            template <typename...> class, typename In>
  [[nodiscard]] static bool match(In& in, Walk& walk) {
    walk.from = in.current();
    walk.to = walk.base + *walk.mark++;
    in.bump_in_this_line(static_cast<std::size_t>(walk.to - walk.from));
    return true;
  }
};

// The one byte that `Field` of the separators in force names.
template <char Separators::*Field>
struct mark {
  using rule_t = mark;
  using subs_t = pegtl::empty_list;
  template <pegtl::apply_mode, pegtl::rewind_mode, template <typename...> class,
            template <typename...> class, typename In>
  [[nodiscard]] static bool match(In& in, Walk& walk) {
    if (in.empty() || in.peek_char() != walk.separators->*Field) return false;
    in.bump_in_this_line(1);
    return true;
  }
};

struct component_separator  : mark<&Separators::component> {};
struct repetition_separator : mark<&Separators::repetition> {};
struct element_separator    : mark<&Separators::element> {};
struct terminator           : pegtl::sor<mark<&Separators::terminator>, pegtl::eof> {};

struct tag       : to_mark {};
struct counter   : to_mark {};
struct nesting   : pegtl::star<mark<&Separators::component>, counter> {};
struct value     : to_mark {};
struct composite : pegtl::list<value, component_separator> {};
struct element   : pegtl::list<composite, repetition_separator> {};
struct elements  : pegtl::star<element_separator, element> {};
struct segment   : pegtl::seq<tag, elements, terminator> {};

// What else is read, though it is a fault: small letters and digits in the tag, counters behind it.
struct odd_tag     : to_mark {};
struct odd_segment : pegtl::seq<odd_tag, nesting, elements, terminator> {};

// clang-format on

// Actions take no input (`apply0`): the rules need not remember where they began.
template <typename Rule>
struct action : pegtl::nothing<Rule> {};

template <>
struct action<tag> {
  static bool apply0(Walk& walk) {
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    const char* at = walk.from;
    if (walk.to - at != 3 || !capital(at[0]) || !capital(at[1]) || !capital(at[2]))
      return walk.fail(Fault::bad_tag, at, walk.to);
    walk.tag = make_tag({at, 3});
    return true;
  }
};

template <>
struct action<odd_tag> {
  static bool apply0(Walk& walk) {
    constexpr std::size_t kLength = 3;
    std::array<char, kLength> tag{};
    const char* at = walk.from;
    if (static_cast<std::size_t>(walk.to - at) != kLength)
      return walk.fail(Fault::bad_tag, at, walk.to);
    for (std::size_t i = 0; i < kLength; ++i) {
      const char c = at[i];
      const bool small = c >= 'a' && c <= 'z', digit = c >= '0' && c <= '9';
      if (!small && !(c >= 'A' && c <= 'Z') && !(digit && i != 0))
        return walk.fail(Fault::bad_tag, at, walk.to);
      walk.small = walk.small || small;
      walk.digits = walk.digits || digit;
      tag[i] = small ? static_cast<char>(c - 'a' + 'A') : c;
    }
    walk.tag = make_tag({tag.data(), kLength});
    return true;
  }
};

// Counters behind the tag (versions 1 to 3): digits; 0 for anything else.
template <>
struct action<counter> {
  static bool apply0(Walk& walk) {
    constexpr std::size_t kDeepest = 9;
    if (walk.nesting->size() == kDeepest)
      return walk.fail(Fault::component_limit, walk.from, walk.to);
    constexpr std::uint32_t kMost = 100'000'000;
    std::uint32_t count = 0;
    for (const char* at = walk.from; at != walk.to; ++at) {
      if (*at < '0' || *at > '9' || count >= kMost) {
        count = 0;
        break;
      }
      count = count * 10 + static_cast<std::uint32_t>(*at - '0');
    }
    walk.nesting->push_back(count);
    walk.behind_tag = static_cast<std::uint32_t>(walk.to - walk.start);
    return true;
  }
};

template <>
struct action<value> {
  static bool apply0(Walk& walk) {
    if (static_cast<std::size_t>(walk.to - walk.from) > walk.limits->value_bytes)
      return walk.fail(Fault::value_limit, walk.from, walk.to);
    walk.values->push_back({static_cast<std::uint32_t>(walk.from - walk.start),
                            static_cast<std::uint32_t>(walk.to - walk.start), walk.element(),
                            walk.repetition(), walk.component(), true});
    return true;
  }
};

// The separator stands where the value before it ended.
template <>
struct action<component_separator> {
  static bool apply0(Walk& walk) {
    if (walk.component() >= walk.limits->components)
      return walk.fail(Fault::component_limit, walk.to, walk.to + 1);
    walk.next_component();
    return true;
  }
};

template <>
struct action<repetition_separator> {
  static bool apply0(Walk& walk) {
    if (walk.repetition() >= walk.limits->repetitions)
      return walk.fail(Fault::repetition_limit, walk.to, walk.to + 1);
    walk.next_repetition();
    return true;
  }
};

template <>
struct action<element_separator> {
  static bool apply0(Walk& walk) {
    if (walk.element() >= walk.limits->elements)
      return walk.fail(Fault::element_limit, walk.to, walk.to + 1);
    walk.next_element();
    walk.first->push_back(static_cast<std::uint32_t>(walk.values->size()));
    return true;
  }
};

// What is left of a Walk.
struct Outcome {
  bool whole = false;         // all of it is a segment
  const std::uint32_t* mark;  // behind the last one that was taken
  Tag tag;
  bool small, digits;
  std::uint32_t behind_tag;
  std::uint64_t place;
  bool broken;
  Fault why;
  std::uint32_t begin, end;
  // The tag is not as most are.
  [[nodiscard]] bool odd() const noexcept { return small || digits || behind_tag != 0; }
};

// Walks over one segment; `end` is where the input ends. Flattened, and the Walk made inside, so
// that the compiler keeps the cursors in registers: a call and a trip through memory for each value
// would take twice as long. `Rule` is `segment`, or `odd_segment` for what that does not take.
template <typename Rule>
[[nodiscard, gnu::flatten]] inline Outcome parse_segment(
    const char* base, const std::uint32_t* mark, const char* start, const char* end,
    const Separators& separators, const Limits& limits, std::vector<Segment::Value>& values,
    std::vector<std::uint32_t>& first, std::vector<std::uint32_t>& nesting) {
  Walk walk{base, mark, start, start, start, &separators, &limits, &values, &first, &nesting};
  Input in(start, end, "");
  const bool whole = pegtl::parse<Rule, action>(in, walk);
  return {whole,      walk.mark,   walk.tag, walk.small, walk.digits, walk.behind_tag,
          walk.place, walk.broken, walk.why, walk.begin, walk.end};
}

}  // namespace sluis::edifact::rules
