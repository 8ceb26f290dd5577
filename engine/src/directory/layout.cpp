#include "directory/layout.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "directory/compact.hpp"
#include "sluis/source.hpp"
#include "text/unicode.hpp"

namespace sluis::directory {
namespace {

constexpr std::string_view kMarks = "+*#|X-";  // change marks in the margin

// The files were written with box drawing of code page 437/850 until D.01, later with ASCII; their
// text is Windows-1252. One byte stands for one column, so lines are drawn in ASCII here and what
// else is beyond ASCII becomes UTF-8 only when a name is kept (`utf8`).
struct Line {
  std::string text;
  std::size_t begin = 0, end = 0;  // in the file, without the line end
};

char drawn_in_ascii(char c) noexcept {
  switch (static_cast<unsigned char>(c)) {
    case 0xC4:
      return '-';
    case 0xB3:
    case 0xB4:
    case 0xC3:
      return '|';
    case 0xBF:
    case 0xC0:
    case 0xC1:
    case 0xC2:
    case 0xC5:
    case 0xD9:
    case 0xDA:
      return '+';
    default:
      return c;
  }
}

// Only runs of drawing are drawing: a lone 0xD9 in a name is a letter.
bool is_drawn(std::string_view bytes) noexcept {
  return bytes.find("\xC4\xC4\xC4\xC4") != std::string_view::npos;
}

std::vector<Line> split(const std::string& bytes) {
  const bool drawn = is_drawn(bytes);
  std::vector<Line> out;
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    Line line{{}, at, end};
    at = end + 1;
    while (line.end > line.begin && static_cast<unsigned char>(bytes[line.end - 1]) <= ' ')
      --line.end;
    line.text = bytes.substr(line.begin, line.end - line.begin);
    if (drawn)
      std::transform(line.text.begin(), line.text.end(), line.text.begin(), drawn_in_ascii);
    for (char& c : line.text)
      if (static_cast<unsigned char>(c) < ' ') c = ' ';
    out.push_back(std::move(line));
  }
  return out;
}

// Windows-1252 to UTF-8, one line, no space twice.
std::string utf8(std::string_view text) {
  static constexpr std::array<std::uint16_t, 32> kHigh = {
      0x20AC, 0x20,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
      0x2039, 0x152,  0x20,   0x17D,  0x20,   0x20,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x20,   0x17E,  0x178};
  std::string out;
  for (const char c : text) {
    unsigned code = static_cast<unsigned char>(c);
    if (code >= 0x80 && code < 0xA0) code = kHigh[code - 0x80];
    text::append(out, code);
  }
  return one_line(out);
}

// At most `kNameLimit` characters.
std::string cut(std::string name) {
  std::size_t count = 0, at = 0;
  for (; at < name.size(); ++at)
    if ((static_cast<unsigned char>(name[at]) & 0xC0U) != 0x80U && ++count > kNameLimit) break;
  name.resize(at);
  while (name.ends_with(' ')) name.pop_back();
  return name;
}

std::string_view trim(std::string_view text) noexcept {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

bool digits(std::string_view text) noexcept {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

template <typename Number>
bool number(std::string_view text, Number& out) noexcept {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return digits(text) && error == std::errc{} && end == text.data() + text.size();
}

std::string_view first_word(std::string_view& text) noexcept {
  text = trim(text);
  const std::string_view out = text.substr(0, std::min(text.find(' '), text.size()));
  text.remove_prefix(out.size());
  return out;
}

std::string_view last_word(std::string_view& text) noexcept {
  text = trim(text);
  const std::size_t space = text.rfind(' ');
  const std::string_view out = space == std::string_view::npos ? text : text.substr(space + 1);
  text.remove_suffix(out.size());
  return out;
}

bool is_rule(std::string_view text) noexcept {
  text = trim(text);
  return text.size() >= 60 && text.find_first_not_of('-') == std::string_view::npos;
}

bool is_element(std::string_view id) noexcept { return id.size() == 4 && digits(id); }

bool is_composite(std::string_view id) noexcept {
  return id.size() == 4 && id.front() >= 'A' && id.front() <= 'Z' && digits(id.substr(1));
}

bool is_tag(std::string_view id) noexcept {
  return id.size() == 3 &&
         std::all_of(id.begin(), id.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Takes change marks off the front: "+", "*|", "X". A lone X is a mark only before more words.
std::string_view strip_marks(std::string_view text) noexcept {
  for (;;) {
    std::string_view rest = text;
    const std::string_view word = first_word(rest);
    if (word.empty() || word.find_first_not_of(kMarks) != std::string_view::npos ||
        trim(rest).empty())
      break;
    text = rest;
  }
  // "*#|C549": now and then they touch what they mark.
  text = trim(text);
  const std::size_t glued = std::min(text.find_first_not_of("+*#|"), text.size());
  if (glued + 4 <= text.size()) text.remove_prefix(glued);
  return text;
}

// Takes the usage indicator off the back: "[B]", "[C]", "[I]".
std::string_view strip_usage(std::string_view text) noexcept {
  text = trim(text);
  if (text.size() > 3 && text.ends_with(']') && text[text.size() - 3] == '[') text.remove_suffix(3);
  return trim(text);
}

class Reader {
 public:
  Reader(const DraftFile& file, Diagnostics& faults)
      : file_(file), faults_(faults), lines_(split(file.bytes)) {}

  [[nodiscard]] const std::vector<Line>& lines() const noexcept { return lines_; }
  [[nodiscard]] std::size_t faults() const noexcept { return reported_; }

  void fault(Fault fault, const Line& line, std::string detail) {
    if (++reported_ > kMaxFaults) return;
    if (!source_) source_.emplace(file_.name, file_.bytes);
    faults_.report(fault, *source_, {line.begin, line.end}, std::move(detail));
  }

  // [first, last) of the lines between two rules, from the first rule on.
  template <typename Block>
  void blocks(Block block) {
    std::size_t begin = lines_.size();
    for (std::size_t i = 0; i <= lines_.size(); ++i) {
      if (i != lines_.size() && !is_rule(lines_[i].text)) continue;
      std::size_t first = begin;
      while (first < i && trim(lines_[first].text).empty()) ++first;
      if (first < i) block(first, i);
      begin = i + 1;
    }
  }

  // A name over several lines: what follows line `i` up to an empty one. `i` moves behind it.
  std::string name(std::string_view head, std::size_t& i, std::size_t last) const {
    std::string out(strip_usage(head));
    for (++i; i < last && !trim(lines_[i].text).empty(); ++i) {
      const std::string_view more = strip_marks(lines_[i].text);
      if (is_text(more)) break;
      (out += ' ') += strip_usage(more);
    }
    return utf8(out);
  }

  static bool is_text(std::string_view line) noexcept {
    return line.starts_with("Desc:") || line.starts_with("Repr:") || line.starts_with("Note:") ||
           line.starts_with("Notes:") || line.starts_with("Function:");
  }

 private:
  const DraftFile& file_;
  Diagnostics& faults_;
  std::vector<Line> lines_;
  std::optional<Source> source_;
  std::size_t reported_ = 0;
};

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
bool part_line(const Reader& reader, std::size_t& i, std::size_t last, std::string_view text,
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

void read_wholes(Reader& reader, bool composites,
                 std::map<std::string, Draft::Whole, std::less<>>& into) {
  reader.blocks([&](std::size_t first, std::size_t last) {
    const Line& head = reader.lines()[first];
    std::string_view text = strip_marks(head.text);
    const std::string id(first_word(text));
    if (composites ? !is_composite(id) : !is_tag(id)) {
      reader.fault(Fault::directory_line, head, "an entry begins with its identifier");
      return;
    }
    Draft::Whole whole;
    std::size_t i = first;
    whole.name = reader.name(text, i, last);
    bool good = true;
    while (i < last) {
      const Line& line = reader.lines()[i];
      if (!is_position(line.text)) {
        ++i;
        continue;
      }
      std::string_view rest = line.text;
      first_word(rest);
      Draft::Part part;
      if (!part_line(reader, i, last, rest, part) ||
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

std::size_t indent_of(std::string_view text) noexcept {
  return std::min(text.find_first_not_of(' '), text.size());
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

// The third paragraph of a message file is the message's name, after "UN/EDIFACT" and its standing.
std::string message_name(const std::vector<Line>& lines) {
  std::string out;
  std::size_t paragraph = 0;
  bool inside = false;
  for (const Line& line : lines) {
    const std::string_view text = trim(line.text);
    if (text.starts_with("Message Type") || (text.empty() && paragraph == 3)) break;
    if (!text.empty() && !inside) ++paragraph;
    inside = !text.empty();
    if (inside && paragraph == 3) (out += text) += ' ';
  }
  return utf8(out);
}

// Reads one segment table. The brackets right of it draw the nesting, one column a level, the
// outermost at the right: '+' where a group begins and ends, '|' between. Each row must agree.
class TableReader {
 public:
  TableReader(Reader& reader, Draft::Table& table) : reader_(reader), table_(table) {}

  void run() {
    const std::vector<Line>& lines = reader_.lines();
    std::size_t i = lines.size();
    for (std::size_t k = 0; k < lines.size(); ++k)  // the last one: the contents page has it too
      if (is_heading(lines[k].text)) i = k + 1;
    if (i == lines.size()) {
      reader_.fault(Fault::directory_incomplete, Line{}, "there is no segment table");
      return;
    }
    // After a fault the rest cannot be trusted.
    for (; i < lines.size() && !done_ && reader_.faults() == 0; ++i) row(i);
    if (reader_.faults() != 0) return;
    if (!done_) reader_.fault(Fault::directory_incomplete, Line{}, "the table does not end in UNT");
    if (!open_.empty() && done_)
      reader_.fault(Fault::directory_nesting, lines[i - 1], "a group does not end");
  }

 private:
  static bool is_heading(std::string_view text) noexcept {
    text = trim(text);
    std::string_view rest = text;
    const std::string_view first = first_word(rest);
    return (first == "Pos" || first == "POS") &&
           (trim(rest).starts_with("Tag") || trim(rest).starts_with("TAG"));
  }

  // Splits the drawing off the right of a row: brackets from the innermost (left) outwards.
  // True when there is a line drawn in it, so that something begins or ends here.
  static std::string_view drawing(std::string_view& text) noexcept {
    std::size_t at = text.size();
    while (at > 0 && (text[at - 1] == '|' || text[at - 1] == '+')) --at;
    const std::string_view out = text.substr(at);
    while (at > 0 && (text[at - 1] == '-' || text[at - 1] == ' ')) --at;
    text = text.substr(0, at);
    return out;
  }

  void row(std::size_t& i) {
    const Line& line = reader_.lines()[i];
    std::string_view text = line.text;
    const bool positioned = text.size() > 4 && digits(text.substr(0, 4));
    bool deleted = !positioned && is_deleted(text);
    if (!positioned && !deleted) return;
    std::size_t columns = text.size();
    std::string_view brackets = drawing(text);
    Draft::Row made;
    if (positioned && !number(first_word(text), made.position)) return bad(line);
    text = strip_row_marks(text, deleted);
    const bool group = text.starts_with("---");
    if (group) {
      text.remove_prefix(std::min(text.find_first_not_of('-'), text.size()));
      if (first_word(text) != "Segment" || first_word(text) != "group") return bad(line);
      std::string_view digits_of = first_word(text);
      digits_of = digits_of.substr(0, std::min(digits_of.find('-'), digits_of.size()));
      if (!number(digits_of, made.group) || made.group == 0) return bad(line);
    } else {
      made.tag = first_word(text);
      if (!is_tag(made.tag)) return bad(line);
    }
    if (!row_end(text, made)) {
      // The name goes on in the next line, and with it status, repetition and brackets.
      if (group || i + 1 >= reader_.lines().size()) return bad(line);
      std::string_view more = reader_.lines()[i + 1].text;
      columns = more.size();
      brackets = drawing(more);
      if (!row_end(more, made)) return bad(line);
      ++i;
      made.name = utf8(std::string(text) + ' ' + std::string(more));
    } else if (!group) {
      made.name = utf8(text);
    }
    place(line, std::move(made), brackets, columns, deleted);
  }

  // "     - TPL Transport placement    C   1   |": no position, a minus sign in the margin.
  static bool is_deleted(std::string_view text) noexcept {
    const std::size_t at = indent_of(text);
    return at >= 4 && at <= 7 && text[at] == '-' && at + 2 < text.size() && text[at + 1] == ' ';
  }

  // A minus sign marks what is deleted; its neighbours stay.
  static std::string_view strip_row_marks(std::string_view text, bool& deleted) noexcept {
    text = trim(text);
    while (!text.empty() && !text.starts_with("---")) {
      const std::size_t space = std::min(text.find(' '), text.size());
      const std::string_view word = text.substr(0, space);
      // D.94A also marks service segments with an S.
      if (word.find_first_not_of("+*#|X-S") != std::string_view::npos) break;
      deleted = deleted || word.find('-') != std::string_view::npos;
      text = trim(text.substr(space));
    }
    return text;
  }

  // "... C   99": status and repetition behind a name; takes them off when they are there.
  static bool row_end(std::string_view& text, Draft::Row& row) noexcept {
    std::string_view rest = text;
    const std::string_view max = last_word(rest);
    const std::string_view status = last_word(rest);
    if ((status != "M" && status != "C") || !number(max, row.max) || row.max == 0) return false;
    row.mandatory = status == "M";
    text = rest;
    return true;
  }

  void bad(const Line& line) { reader_.fault(Fault::directory_line, line, "a row of the table"); }

  void nesting(const Line& line, const char* what) {
    reader_.fault(Fault::directory_nesting, line, what);
  }

  void place(const Line& line, Draft::Row made, std::string_view brackets, std::size_t columns,
             bool deleted) {
    const bool group = made.group != 0;
    if (brackets.size() != open_.size() + (group ? 1 : 0))
      return nesting(line, "more or fewer brackets than groups are open");
    // The outermost bracket stands in one column for the whole table.
    if (!brackets.empty()) {
      if (columns_ == 0) columns_ = columns;
      if (columns != columns_) return nesting(line, "bracket in another column");
    }
    if (group) {
      if (brackets.front() != '+' || brackets.find_first_not_of('|', 1) != std::string_view::npos)
        return nesting(line, "a group begins with its bracket, inside open ones");
      if (!deleted) keep(line, std::move(made));
      open_.push_back(deleted);
      begun_ = !deleted;
      return;
    }
    if (begun_ && !deleted && (!made.mandatory || made.max != 1))
      return nesting(line, "a group begins with a segment M 1, its trigger");
    begun_ = begun_ && deleted;
    const std::size_t ends = std::min(brackets.find('|'), brackets.size());
    if (brackets.find('+', ends) != std::string_view::npos)
      return nesting(line, "a group ends before a group inside it");
    done_ = made.tag == "UNT";
    if (!deleted) keep(line, std::move(made));
    open_.resize(open_.size() - ends);
  }

  // Positions ascend; so do group numbers, by one.
  void keep(const Line& line, Draft::Row row) {
    if (row.position <= position_) nesting(line, "positions do not ascend");
    position_ = row.position;
    if (row.group != 0 && row.group != group_ + 1)
      nesting(line, "segment groups are not numbered in order");
    if (row.group != 0) group_ = row.group;
    row.depth = static_cast<std::size_t>(std::count(open_.begin(), open_.end(), false));
    table_.rows.push_back(std::move(row));
  }

  Reader& reader_;
  Draft::Table& table_;
  std::vector<bool> open_;  // the groups around the next row; true: it was deleted
  std::size_t columns_ = 0;
  std::uint32_t position_ = 0;
  std::uint32_t group_ = 0;
  bool begun_ = false, done_ = false;
};

}  // namespace

void read_elements(const DraftFile& file, Draft& draft, Diagnostics& faults) {
  Reader reader(file, faults);
  reader.blocks([&](std::size_t first, std::size_t last) {
    const Line& head = reader.lines()[first];
    std::string_view text = strip_marks(head.text);
    const std::string id(first_word(text));
    if (!is_element(id)) {
      reader.fault(Fault::directory_line, head, "an entry begins with the data element's number");
      return;
    }
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
  Reader reader(file, faults);
  read_wholes(reader, true, draft.composites);
}

void read_segments(const DraftFile& file, Draft& draft, Diagnostics& faults) {
  Reader reader(file, faults);
  read_wholes(reader, false, draft.segments);
}

void read_codes(const DraftFile& file, Draft& draft, Diagnostics& faults) {
  Reader reader(file, faults);
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
      if (trim(line.text).empty()) {
        prose = false;
        name = nullptr;
        continue;
      }
      if (Reader::is_text(strip_marks(line.text)) && indent_of(line.text) < columns.name)
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

void read_message(const DraftFile& file, const std::string& type, Draft& draft,
                  Diagnostics& faults) {
  Reader reader(file, faults);
  Draft::Table table;
  table.name = message_name(reader.lines());
  TableReader(reader, table).run();
  if (reader.faults() == 0 && !draft.messages.emplace(type, std::move(table)).second)
    reader.fault(Fault::directory_duplicate, Line{}, type);
}

}  // namespace sluis::directory
