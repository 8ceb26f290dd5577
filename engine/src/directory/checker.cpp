#include "directory/checker.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "text/unicode.hpp"

namespace sluis::directory {
namespace {

// Data elements whose codes are not compared with the directory's list.
struct Unchecked {
  std::uint16_t element;
  std::string_view why;
};
constexpr std::array<Unchecked, 1> kUnchecked = {{
    {4215, "customs guides use the letters of their own list without naming it in 1131"},
}};
// A code beside a filled 1131 is of the list that 1131 names.
constexpr std::uint16_t kListElement = 1131;

constexpr std::size_t kSuggestions = 3;
constexpr std::size_t kSuggestedLength = 16;  // longer codes are not compared
constexpr std::size_t kValueShown = 512;      // bytes of a value that a report keeps

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

// Of ISO 646, neither a letter nor a digit.
constexpr bool is_sign(char c) noexcept {
  const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  return static_cast<unsigned char>(c) < 0x80 && !letter && !is_digit(c);
}

std::string number_text(std::uint16_t number) {
  std::string out = std::to_string(number);
  return std::string(4 - std::min<std::size_t>(out.size(), 4), '0') + out;
}

std::string described(const Element& element) {
  return number_text(element.number) + (element.name.empty() ? "" : " (" + element.name + ")");
}

// True when one change, one letter more or less, one swap or case alone is between them.
bool is_near(std::string_view a, std::string_view b) noexcept {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() > kSuggestedLength || b.size() - a.size() > 1) return false;
  const auto low = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
  const auto same = [&](char x, char y) { return low(x) == low(y); };
  std::size_t head = 0, tail = 0;
  while (head < a.size() && same(a[head], b[head])) ++head;
  while (tail < a.size() - head && same(a[a.size() - 1 - tail], b[b.size() - 1 - tail])) ++tail;
  const std::size_t rest_a = a.size() - head - tail, rest_b = b.size() - head - tail;
  if (rest_b <= 1) return a.size() > 1 || rest_a == 0;  // of one letter, every letter is near
  return rest_a == 2 && rest_b == 2 && same(a[head], b[head + 1]) && same(a[head + 1], b[head]);
}

// "did you mean 137 (Document issue date time)?"
std::string suggestion(const Element& element, std::string_view value) {
  std::string out;
  std::size_t count = 0;
  for (const Code& code : element.codes) {
    if (count == kSuggestions) break;
    if (!is_near(code.value, value)) continue;
    out += count++ == 0 ? "did you mean " : " or ";
    out += code.value;
    if (!code.name.empty()) out += " (" + code.name + ")";
  }
  return out.empty() ? out : out + "?";
}

std::string kind_text(Representation representation) {
  const char* unit = representation.kind == 'n' ? " digit" : " character";
  return (representation.fixed ? "exactly " : "at most ") + std::to_string(representation.max) +
         unit + (representation.max == 1 ? "" : "s") + " (" + text(representation) + ")";
}

// The position that breaks a note: the first listed one that is missing, or the second one that is
// there and excluded by the first; 0: the note is met.
template <typename Filled>
std::uint16_t offender(const Note& note, Filled filled) {
  std::uint16_t missing = 0, second = 0;
  std::size_t present = 0;
  for (const std::uint16_t position : note.positions)
    if (!filled(position))
      missing = missing == 0 ? position : missing;
    else if (++present == 2)
      second = position;
  switch (judge(note.rule, filled(note.positions.front()), present, note.positions.size())) {
    case Met::missing:
      return missing;
    case Met::surplus:
      return second;
    case Met::yes:
      break;
  }
  return 0;
}

// "D5(040,030) of C040, C228: if first, then all"
template <typename Name>
std::string described(const Note& note, Name name) {
  std::string out = text(note) + " of ";
  for (const std::uint16_t position : note.positions) {
    if (position != note.positions.front()) out += ", ";
    out += name(position);
  }
  return out.append(": ").append(meaning(note));
}

}  // namespace

// What the checks of one segment share.
struct SegmentChecker::Run {
  const edifact::Segment& segment;
  const SegmentType& type;
  const Field* field;  // that a value belongs to
  char decimal_mark;
  std::vector<ValueReport>& out;

  [[nodiscard]] static bool empty(const Value& value) noexcept { return value.begin == value.end; }

  void report(Fault fault, const Value& value, std::string detail, std::string expected,
              std::string hint = {}) const {
    std::string scratch;
    const std::string_view text = segment.text(value, scratch);
    std::size_t kept = std::min(text.size(), kValueShown);
    while (kept < text.size() && kept > 0 &&
           (static_cast<unsigned char>(text[kept]) & 0xC0U) == 0x80U)
      --kept;
    out.push_back({fault, std::move(detail), std::move(expected), std::move(hint),
                   std::string(text.substr(0, kept)), value, true});
  }

  // Where an element is that holds nothing.
  [[nodiscard]] std::uint32_t place(edifact::Segment::Range range) const noexcept {
    return range.first == range.last ? static_cast<std::uint32_t>(segment.bytes().size())
                                     : segment.values()[range.first].begin;
  }

  // Something is missing: the place is behind what there is of the element, or of the segment.
  void report_missing(Fault fault, std::uint32_t element, std::uint32_t component,
                      std::uint32_t repetition, std::uint32_t at, std::string detail,
                      std::string expected) const {
    Value where;
    where.begin = where.end = at;
    where.element = static_cast<std::uint16_t>(element);
    where.component = static_cast<std::uint16_t>(component);
    where.repetition = static_cast<std::uint16_t>(repetition);
    out.push_back({fault, std::move(detail), std::move(expected), {}, {}, where, false});
  }
};

void SegmentChecker::check(const edifact::Segment& segment, const SegmentType& type,
                           char decimal_mark, std::vector<ValueReport>& out) {
  Run run{segment, type, nullptr, decimal_mark, out};
  std::uint32_t element = 1;
  for (const Field& field : type.fields) {
    run.field = &field;
    const std::uint32_t behind = element + positions(field);
    check_field(run, element, field.mandatory);
    for (++element; element < behind && element <= segment.elements(); ++element)
      check_field(run, element, false);
    element = behind;
  }
  if (segment.elements() >= element) check_surplus(run, element - 1);
  if (syntax_four_ && !type.notes.empty()) check_notes(run);
}

// S-126: how many positions of the segment belong to a field.
std::uint32_t SegmentChecker::positions(const Field& field) const noexcept {
  return syntax_four_ ? 1 : field.repeat;
}

// The first position of the field at `index`.
std::uint32_t SegmentChecker::position(const SegmentType& type, std::size_t index) const noexcept {
  std::uint32_t position = 1;
  for (std::size_t i = 0; i < index; ++i) position += positions(type.fields[i]);
  return position;
}

// S-116, S-117: what stands behind the last element that the definition has.
void SegmentChecker::check_surplus(const Run& run, std::uint32_t defined) const {
  const std::vector<Value>& values = run.segment.values();
  const auto begin = values.begin() + run.segment.element(defined + 1).first;
  const auto filled = std::find_if_not(begin, values.end(), Run::empty);
  if (filled == values.end() && syntax_four_) return;
  const std::string expected =
      "at most " + std::to_string(defined) + " data element" + (defined == 1 ? "" : "s");
  const std::string detail =
      edifact::tag_text(run.type.tag) + " has " + std::to_string(run.segment.elements());
  if (filled == values.end())
    run.report(Fault::surplus_separators, *begin, detail, expected);
  else
    run.report(Fault::too_many_elements, *filled, detail, expected);
}

void SegmentChecker::check_field(const Run& run, std::uint32_t element, bool mandatory) {
  const Field& field = *run.field;
  const edifact::Segment::Range range = run.segment.element(element);
  const std::vector<Value>& values = run.segment.values();
  const auto begin = values.begin() + range.first, end = values.begin() + range.last;
  if (std::all_of(begin, end, Run::empty)) {
    // A tag alone is reported as that where it is read (S-087).
    if (mandatory && (run.segment.elements() != 0 || !syntax_four_)) {
      const std::string what = field.composite ? release_->composites[field.index].id + " (" +
                                                     release_->composites[field.index].name + ")"
                                               : described(release_->elements[field.index]);
      run.report_missing(Fault::element_missing, element, 0, 0, run.place(range), what, what);
    }
    // S-113: separators of components may be sent as long as the composite has the components.
    const std::size_t width =
        field.composite ? release_->composites[field.index].components.size() : 1;
    const auto beyond =
        std::find_if(begin, end, [&](const Value& value) { return value.component > width; });
    if (beyond != end && !syntax_four_)
      run.report(Fault::surplus_separators, *beyond,
                 "component " + std::to_string(beyond->component),
                 "at most " + std::to_string(width));
    return;
  }

  // One repetition after the other. S-124: the first one too many is reported.
  bool told = false;
  for (std::uint32_t first = range.first; first != range.last;) {
    std::uint32_t last = first;
    while (last != range.last && values[last].repetition == values[first].repetition) ++last;
    if (values[first].repetition > field.repeat && !told) {
      told = true;
      run.report(Fault::element_overflow, values[first],
                 "repetition " + std::to_string(values[first].repetition),
                 "at most " + std::to_string(field.repeat));
    }
    if (field.composite) {
      check_composite(run, release_->composites[field.index], first, last);
    } else {
      check_value(run, values[first], release_->elements[field.index], field.representation);
      // S-119: a stand-alone element has no components.
      for (std::uint32_t i = first + 1; i != last; ++i)
        if (!Run::empty(values[i])) {
          run.report(Fault::too_many_components, values[i],
                     described(release_->elements[field.index]), "no components");
          break;
        }
    }
    first = last;
  }
}

// S-118, S-121, S-122: one occurrence of a composite.
void SegmentChecker::check_composite(const Run& run, const Composite& composite,
                                     std::uint32_t first, std::uint32_t last) {
  const std::vector<Value>& values = run.segment.values();
  if (std::all_of(values.begin() + first, values.begin() + last, Run::empty)) return;
  const auto width = static_cast<std::uint32_t>(composite.components.size());
  for (std::uint32_t c = 0; c < width; ++c) {
    const Component& component = composite.components[c];
    const Element& element = release_->elements[component.element];
    if (first + c < last && !Run::empty(values[first + c])) {
      check_value(run, values[first + c], element, component.representation);
    } else if (component.mandatory) {
      const Value& near = values[std::min(first + c, last - 1)];
      run.report_missing(Fault::component_missing, near.element, c + 1, near.repetition, near.end,
                         described(element) + " of " + composite.id, described(element));
    }
  }
  if (syntax_four_) check_notes(run, composite, first, last);
  for (std::uint32_t i = first + width; i < last; ++i)
    if (!Run::empty(values[i])) {
      run.report(Fault::too_many_components, values[i], composite.id,
                 "at most " + std::to_string(width));
      return;
    }
  if (last - first > width && !syntax_four_)
    run.report(Fault::surplus_separators, values[first + width],
               composite.id + ", component " + std::to_string(width + 1),
               "at most " + std::to_string(width));
}

// S-374: the notes of a composite that is there.
void SegmentChecker::check_notes(const Run& run, const Composite& composite, std::uint32_t first,
                                 std::uint32_t last) const {
  const std::vector<Value>& values = run.segment.values();
  for (const Note& note : composite.notes) {
    const auto filled = [&](std::uint16_t component) {
      return first + component <= last && !Run::empty(values[first + component - 1U]);
    };
    const std::uint16_t at = offender(note, filled);
    if (at == 0) continue;
    const auto name = [&](std::uint16_t component) {
      return number_text(release_->elements[composite.components[component - 1U].element].number);
    };
    const Value& near = values[std::min(first + at, last) - 1U];
    if (filled(at))
      run.report(Fault::dependency_surplus, near, described(note, name), "no " + name(at));
    else
      run.report_missing(Fault::dependency, near.element, at, near.repetition, near.end,
                         described(note, name), name(at));
  }
}

// S-370, S-373: all notes of a segment must hold. S-375: versions 1 to 3 know no notes.
void SegmentChecker::check_notes(const Run& run) const {
  const std::vector<Value>& values = run.segment.values();
  // The first value of a field that is not empty; null: the field is not there.
  const auto found = [&](std::uint16_t field) -> const Value* {
    const std::uint32_t first = position(run.type, field - 1U);
    const std::uint32_t behind =
        std::min(first + positions(run.type.fields[field - 1U]), run.segment.elements() + 1);
    for (std::uint32_t element = first; element < behind; ++element) {
      const edifact::Segment::Range range = run.segment.element(element);
      const auto end = values.begin() + range.last;
      const auto at = std::find_if_not(values.begin() + range.first, end, Run::empty);
      if (at != end) return &*at;
    }
    return nullptr;
  };
  const auto name = [&](std::uint16_t field) {
    const Field& row = run.type.fields[field - 1U];
    return row.composite ? release_->composites[row.index].id
                         : number_text(release_->elements[row.index].number);
  };
  for (const Note& note : run.type.notes) {
    const std::uint16_t field = offender(note, found);
    if (field == 0) continue;
    if (const Value* value = found(field)) {
      run.report(Fault::dependency_surplus, *value, described(note, name), "no " + name(field));
      continue;
    }
    const std::uint32_t element = position(run.type, field - 1U);
    const edifact::Segment::Range range = run.segment.element(element);
    run.report_missing(Fault::dependency, element, 0, 0, run.place(range), described(note, name),
                       name(field));
  }
}

void SegmentChecker::check_value(const Run& run, const Value& value, const Element& element,
                                 Representation representation) {
  if (Run::empty(value)) return;
  // Blanks behind a value do not belong to it; the reader reports them (S-128, S-129, S-150).
  std::string_view text = run.segment.text(value, scratch_);
  while (text.ends_with(' ')) text.remove_suffix(1);
  if (text.empty()) return;
  switch (representation.kind) {
    case 'n':
      check_number(run, value, text, element, representation);
      break;
    case 'a':
      if (std::any_of(text.begin(), text.end(), is_digit))  // S-141
        run.report(Fault::value_not_alphabetic, value, described(element), "letters");
      else if (std::any_of(text.begin(), text.end(), is_sign))  // S-142
        run.report(Fault::alphabetic_sign, value, described(element), "letters");
      [[fallthrough]];
    default:
      // Bytes are at least as many as characters, so most values need no counting.
      if (text.size() > representation.max || representation.fixed)
        check_length(run, value, text::count_characters(text), element, representation);
  }
  if (!element.codes.empty() && find_code(element, text) == nullptr)
    check_code(run, value, text, element);
}

// S-140 to S-165: [-] digits [mark digits] [E [-] digits].
void SegmentChecker::check_number(const Run& run, const Value& value, std::string_view text,
                                  const Element& element, Representation representation) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t from = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at - from;
  };
  const auto tell = [&](Fault fault, std::string expected) {
    run.report(fault, value, described(element), std::move(expected));
  };
  const bool negative = text.starts_with('-');
  at = negative ? 1 : 0;
  const std::size_t start = at;
  const std::size_t whole = digits();
  const bool marked = at < text.size() && (text[at] == '.' || text[at] == ',');
  const char mark = marked ? text[at++] : '\0';
  const std::size_t fraction = marked ? digits() : 0;
  const std::size_t end = at;  // of what counts
  bool good = whole + fraction != 0;
  const bool exponent =
      good && syntax_four_ && at < text.size() && (text[at] == 'E' || text[at] == 'e');
  if (exponent) {
    ++at;
    if (at < text.size() && text[at] == '-') ++at;
    good = digits() != 0;
  }
  if (!good || at != text.size())
    return tell(Fault::value_not_numeric,
                "digits, with a minus sign before or a decimal mark inside when needed");
  if (marked && run.decimal_mark != '\0' && mark != run.decimal_mark)  // S-145
    tell(Fault::wrong_decimal_mark, std::string("decimal mark ") + run.decimal_mark);
  if (marked && whole == 0 && !syntax_four_)  // S-152
    tell(Fault::bare_decimal_mark, "0 before the mark");
  if (marked && fraction == 0)  // S-154
    tell(Fault::open_decimal_mark, "a digit behind the mark, or no mark");
  if (exponent) tell(Fault::exponent, "a number without exponent");  // S-156
  if (!representation.fixed && whole > 1 && text[start] == '0')      // S-159
    tell(Fault::leading_zeros, "no leading zeros");
  if (negative &&
      text.substr(start, end - start).find_first_not_of("0.,") == std::string_view::npos)
    tell(Fault::negative_zero, "0");                                    // S-162
  check_length(run, value, whole + fraction, element, representation);  // S-157
}

// S-096: release characters do not count; S-157, S-158, S-161, S-166, S-167.
void SegmentChecker::check_length(const Run& run, const Value& value, std::size_t length,
                                  const Element& element, Representation representation) {
  const bool too_long = length > representation.max;
  if (!too_long && !(representation.fixed && length < representation.max)) return;
  run.report(too_long ? Fault::value_too_long : Fault::value_too_short, value,
             described(element) + " has " + std::to_string(length), kind_text(representation));
}

// S-168. The code is not in the list; is it to be?
void SegmentChecker::check_code(const Run& run, const Value& value, std::string_view text,
                                const Element& element) {
  if (std::any_of(kUnchecked.begin(), kUnchecked.end(),
                  [&](const Unchecked& row) { return row.element == element.number; }))
    return;
  // Is 1131 filled: in the same occurrence of the composite, or, of a stand-alone element, in a
  // stand-alone element of the segment?
  const Field& own = *run.field;
  const auto is_list = [&](std::uint32_t index) {
    return release_->elements[index].number == kListElement;
  };
  const auto filled = [&](std::uint32_t at, std::uint32_t component) {
    const Value* list = run.segment.find(at, component, own.composite ? value.repetition : 1);
    return list != nullptr && !Run::empty(*list);
  };
  if (own.composite) {
    const std::vector<Component>& components = release_->composites[own.index].components;
    for (std::uint32_t c = 0; c < components.size(); ++c)
      if (is_list(components[c].element) && filled(value.element, c + 1)) return;
  } else {
    for (std::uint32_t e = 0; e < run.type.fields.size(); ++e)
      if (!run.type.fields[e].composite && is_list(run.type.fields[e].index) &&
          filled(position(run.type, e), 1))
        return;
  }
  run.report(Fault::code_unknown, value, described(element),
             "one of the " + std::to_string(element.codes.size()) + " codes of " +
                 number_text(element.number),
             suggestion(element, text));
}

}  // namespace sluis::directory
