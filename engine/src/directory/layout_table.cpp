// The segment table of a message file.
#include <algorithm>
#include <utility>

#include "directory/layout.hpp"
#include "directory/layout_text.hpp"

namespace sluis::directory {
namespace {

using namespace layout;

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
  TableReader(LayoutReader& reader, Draft::Table& table) : reader_(reader), table_(table) {}

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

  LayoutReader& reader_;
  Draft::Table& table_;
  std::vector<bool> open_;  // the groups around the next row; true: it was deleted
  std::size_t columns_ = 0;
  std::uint32_t position_ = 0;
  std::uint32_t group_ = 0;
  bool begun_ = false, done_ = false;
};

}  // namespace

void read_message(const DraftFile& file, const std::string& type, Draft& draft,
                  Diagnostics& faults) {
  LayoutReader reader(file, faults);
  draft.seen[Kind::message].insert(type);
  Draft::Table table;
  table.name = message_name(reader.lines());
  TableReader(reader, table).run();
  if (reader.faults() == 0 && !draft.messages.emplace(type, std::move(table)).second)
    reader.fault(Fault::directory_duplicate, Line{}, type);
}

}  // namespace sluis::directory
