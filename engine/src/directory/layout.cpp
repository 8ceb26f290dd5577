// The files of data elements, composites, segments and codes, and the indexes to them.
#include "directory/layout.hpp"

#include <algorithm>
#include <utility>

#include "directory/compact.hpp"
#include "directory/layout_text.hpp"

namespace sluis::directory {
namespace {

using namespace layout;

// At most `kNameLimit` characters.
std::string cut(std::string name) {
  std::size_t count = 0, at = 0;
  for (; at < name.size(); ++at)
    if ((static_cast<unsigned char>(name[at]) & 0xC0U) != 0x80U && ++count > kNameLimit) break;
  name.resize(at);
  while (name.ends_with(' ')) name.pop_back();
  return name;
}

// "Repr: an..35" -> "an..35", or empty.
std::string representation_of(std::string_view line) {
  line = strip_marks(line);
  if (!line.starts_with("Repr:")) return {};
  line.remove_prefix(5);
  Representation ignored;
  std::string out;
  for (const char c : line)
    if (c != ' ') out.push_back(c);
  return parse_representation(out, ignored) ? out : std::string{};
}

// The end of a data element's line: "C", "C  an..3", "C  5", "M  1 an..3". Takes it off `text`.
bool part_end(std::string_view& text, Draft::Part& part) {
  std::string_view rest = trim(text);
  std::string_view word = last_word(rest);
  Representation representation;
  // "n ..6", seen now and then: the two halves are one word.
  std::string joined;
  if (word.starts_with("..") || (digits(word) && (rest.ends_with("..")))) {
    joined = std::string(last_word(rest)) + std::string(word);
    word = joined;
  }
  part.representation.clear();
  part.repeat = 1;
  if (parse_representation(word, representation)) {
    part.representation = word;
    word = last_word(rest);
  }
  if (digits(word)) {
    if (!number(word, part.repeat) || part.repeat == 0) return false;
    word = last_word(rest);
  }
  if (word != "M" && word != "C") return false;
  part.mandatory = word == "M";
  // The status stands behind the name, with space between; a name may itself end in a letter.
  if (!rest.empty() && !rest.ends_with(' ') && rest.data() + rest.size() == word.data())
    return false;
  text = trim(rest);
  return true;
}

// A line of a composite's or segment's table, over more than one line when the name is long.
// `i` moves behind what was read.
bool part_line(const LayoutReader& reader, std::size_t& i, std::size_t last, std::string_view text,
               Draft::Part& part) {
  text = strip_marks(text);
  part.id = first_word(text);
  ++i;
  if (!is_element(part.id) && !is_composite(part.id)) return false;
  if (part_end(text, part)) return true;
  for (int more = 0; more < 3 && i < last; ++more, ++i) {
    std::string_view next = reader.lines()[i].text;
    if (trim(next).empty() || digits(next.substr(0, 1))) return false;
    if (part_end(next, part)) {
      ++i;
      return true;
    }
  }
  return false;
}

// True when the line begins a position: "010   C507 ...".
bool is_position(std::string_view line) noexcept {
  return line.size() > 4 && digits(line.substr(0, 3)) &&
         (line[3] == ' ' || digits(line.substr(3, 1)));
}

// "040  D5(040,030) If first, then all": a dependency note, which tells positions as printed.
void read_note(LayoutReader& reader, const Line& line, Draft::Whole& whole) {
  const std::string_view text = line.text;
  const std::size_t begin = text.find(" D") + 1;
  const std::size_t end = text.find(')', begin);
  Note note;
  if (begin == 0 || end == std::string_view::npos ||
      !parse_note(text.substr(begin, end + 1 - begin), note)) {
    reader.fault(Fault::directory_note, line, "a dependency note: 040  D5(040,030)");
    return;
  }
  constexpr unsigned kStep = 10;
  for (std::uint16_t& position : note.positions) {
    const auto at =
        std::find_if(whole.parts.begin(), whole.parts.end(),
                     [&](const Draft::Part& part) { return part.position == position * kStep; });
    if (at == whole.parts.end()) {
      reader.fault(Fault::directory_note, line, "there is no such position");
      return;
    }
    position = static_cast<std::uint16_t>(at - whole.parts.begin() + 1);
  }
  whole.notes.push_back(std::move(note));
}

// What stands below the positions of an entry: the components of a composite, which are not a
// position of their own, and the dependency notes.
void read_below(LayoutReader& reader, std::size_t& i, std::size_t last, bool& notes,
                Draft::Whole& whole) {
  const Line& line = reader.lines()[i];
  std::string_view text = strip_marks(line.text);
  if (text.starts_with("Dependency note")) {
    notes = true;
  } else if (notes && !text.empty()) {
    read_note(reader, line, whole);
  } else if (!whole.parts.empty() && whole.parts.back().representation.empty() &&
             is_element(first_word(text))) {
    Draft::Part inner;
    if (part_line(reader, i, last, line.text, inner) && !inner.representation.empty())
      whole.parts.back().inner.push_back(std::move(inner));
    else
      reader.fault(Fault::directory_line, line, "a component of " + whole.parts.back().id);
    return;  // `i` is behind it
  }
  ++i;
}

void read_wholes(LayoutReader& reader, bool composites, Draft::Identifiers& seen,
                 std::map<std::string, Draft::Whole, std::less<>>& into) {
  reader.blocks([&](std::size_t first, std::size_t last) {
    const Line& head = reader.lines()[first];
    std::string_view text = strip_marks(head.text);
    const std::string id(first_word(text));
    if (composites ? !is_composite(id) : !is_tag(id)) {
      reader.fault(Fault::directory_line, head, "an entry begins with its identifier");
      return;
    }
    seen.insert(id);
    Draft::Whole whole;
    std::size_t i = first;
    whole.name = reader.name(text, i, last);
    bool good = true, notes = false;
    while (i < last) {
      const Line& line = reader.lines()[i];
      if (!is_position(line.text)) {
        read_below(reader, i, last, notes, whole);
        continue;
      }
      std::string_view rest = line.text;
      Draft::Part part;
      const bool numbered = number(first_word(rest), part.position);
      if (!part_line(reader, i, last, rest, part) || !numbered ||
          is_composite(part.id) != part.representation.empty() ||
          (composites && is_composite(part.id))) {
        reader.fault(Fault::directory_line, line, "a position of " + id);
        good = false;
        continue;
      }
      whole.parts.push_back(std::move(part));
    }
    if (whole.parts.empty() && good) {
      reader.fault(Fault::directory_incomplete, head, id + " has no data elements");
      good = false;
    }
    if (good && !into.emplace(id, std::move(whole)).second)
      reader.fault(Fault::directory_duplicate, head, id);
  });
}

// The columns of the code lists. A code stands in [code, name - 1), its name at `name`.
struct CodeColumns {
  std::size_t code, name;
};
constexpr CodeColumns kOldCodes{3, 10};  // until D.99A; the data element's number in column 2
constexpr CodeColumns kNewCodes{5, 11};  // from D.99B on; the data element's number in column 5

bool is_mark_column(std::string_view text) noexcept {
  return text.find_first_not_of("+*#|X- ") == std::string_view::npos;
}

// The code and name of a line of a code list; false when it is something else.
bool code_line(std::string_view line, CodeColumns columns, std::string_view& code,
               std::string_view& name) noexcept {
  if (line.size() <= columns.name || line[columns.name] == ' ' || line[columns.name - 1] != ' ' ||
      !is_mark_column(line.substr(0, columns.code)))
    return false;
  code = trim(line.substr(columns.code, columns.name - columns.code));
  name = line.substr(columns.name);
  return !code.empty() && code.find(' ') == std::string_view::npos && !code.ends_with(':');
}

}  // namespace

void read_elements(const DraftFile& file, Draft& draft, Diagnostics& faults) {
  LayoutReader reader(file, faults);
  reader.blocks([&](std::size_t first, std::size_t last) {
    const Line& head = reader.lines()[first];
    std::string_view text = strip_marks(head.text);
    const std::string id(first_word(text));
    if (!is_element(id)) {
      reader.fault(Fault::directory_line, head, "an entry begins with the data element's number");
      return;
    }
    draft.seen[Kind::elements].insert(id);
    Draft::ElementDraft element;
    std::size_t i = first;
    element.name = reader.name(text, i, last);
    for (; i < last && element.representation.empty(); ++i)
      element.representation = representation_of(reader.lines()[i].text);
    if (element.representation.empty())
      reader.fault(Fault::directory_incomplete, head, id + " has no representation");
    else if (!draft.elements.emplace(id, std::move(element)).second)
      reader.fault(Fault::directory_duplicate, head, id);
  });
}

void read_composites(const DraftFile& file, Draft& draft, Diagnostics& faults) {
  LayoutReader reader(file, faults);
  read_wholes(reader, true, draft.seen[Kind::composites], draft.composites);
}

void read_segments(const DraftFile& file, Draft& draft, Diagnostics& faults) {
  LayoutReader reader(file, faults);
  read_wholes(reader, false, draft.seen[Kind::segments], draft.segments);
}

void read_codes(const DraftFile& file, Draft& draft, Diagnostics& faults) {
  LayoutReader reader(file, faults);
  reader.blocks([&](std::size_t first, std::size_t last) {
    const Line& head = reader.lines()[first];
    std::string_view text = strip_marks(head.text);
    const std::string id(first_word(text));
    if (!is_element(id)) {
      reader.fault(Fault::directory_line, head, "a list begins with the data element's number");
      return;
    }
    const auto element = draft.elements.find(id);
    if (element == draft.elements.end()) {
      reader.fault(Fault::directory_undefined, head, "data element " + id);
      return;
    }
    const CodeColumns columns = head.text.find(id) < 5 ? kOldCodes : kNewCodes;
    std::size_t i = first;
    static_cast<void>(reader.name(text, i, last));
    bool prose = false;           // inside Desc:, Repr: or Note:, up to an empty line
    std::string* name = nullptr;  // of the code in the line before
    for (; i < last; ++i) {
      const Line& line = reader.lines()[i];
      if (const std::string stated = representation_of(line.text);
          !stated.empty() && stated != element->second.representation)
        reader.fault(Fault::directory_count, line,
                     "data element " + id + " is " + element->second.representation);
      if (trim(line.text).empty()) {
        prose = false;
        name = nullptr;
        continue;
      }
      if (LayoutReader::is_text(strip_marks(line.text)) && indent_of(line.text) < columns.name)
        prose = true;
      if (prose) continue;
      std::string_view code, rest;
      if (code_line(line.text, columns, code, rest)) {
        name = nullptr;
        if (line.text.substr(0, columns.code).find('-') != std::string::npos) continue;  // deleted
        const auto [at, made] = element->second.codes.emplace(code, rest);
        if (made)
          name = &at->second;
        else
          reader.fault(Fault::directory_duplicate, line, "code " + at->first + " of " + id);
      } else if (indent_of(line.text) == columns.name && name != nullptr) {
        (*name += ' ') += line.text;
      } else {
        name = nullptr;
      }
    }
    for (auto& [value, kept] : element->second.codes) kept = cut(utf8(kept));
  });
}

void read_index(const DraftFile& file, Kind kind, Draft& draft, Diagnostics& faults) {
  const LayoutReader reader(file, faults);
  const auto is_identifier = [kind](std::string_view word) {
    switch (kind) {
      case Kind::elements:
        return is_element(word);
      case Kind::composites:
        return is_composite(word);
      case Kind::segments:
        return is_tag(word);
      default:
        return is_type(word);
    }
  };
  bool listing = false;
  for (const Line& line : reader.lines()) {
    std::string_view text = strip_marks(line.text);
    const std::string_view word = first_word(text);
    if (word == "Tag" || word == "TAG" || word == "Code" || word == "CODE")
      listing = true;
    else if (listing && is_identifier(word) && !trim(text).empty())
      draft.indexed[kind].emplace(word);
  }
}

}  // namespace sluis::directory
