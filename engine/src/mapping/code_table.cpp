// Code lists: the CSV reader (RFC 4180) and the two sorted indexes.
#include <algorithm>
#include <map>
#include <utility>

#include "mapping/lenses.hpp"

namespace sluis::mapping {

namespace {

constexpr std::size_t kMostRows = 1'000'000;
constexpr std::size_t kMostColumns = 64;
constexpr char kBetweenKeys = '\x1F';

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// Reads one record at a time; fields in quotes may hold commas, quotes ("") and line ends.
class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : text_(text) {
    if (text_.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;
  }
  // False at the end, or with `error`.
  bool next(std::vector<std::string>& fields, std::string& error) {
    while (at_ < text_.size()) {
      record_line_ = line_;
      if (text_[at_] == '#') {
        comment();
        continue;
      }
      if (text_[at_] == '\n' || text_[at_] == '\r') {
        line_end();
        continue;
      }
      return record(fields, error);
    }
    return false;
  }
  [[nodiscard]] std::size_t line() const { return record_line_; }
  [[nodiscard]] bool complete() const { return complete_; }
  [[nodiscard]] std::string_view bad_comment() const { return bad_comment_; }

 private:
  void line_end() {
    if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
    ++at_;
    ++line_;
  }
  void comment() {
    const std::size_t end = std::min(text_.find_first_of("\r\n", at_), text_.size());
    auto words = trimmed(text_.substr(at_ + 1, end - at_ - 1));
    at_ = end;
    constexpr std::string_view kComplete = "complete:";
    if (words.substr(0, kComplete.size()) != kComplete) return;
    words = trimmed(words.substr(kComplete.size()));
    if (words == "yes")
      complete_ = true;
    else if (words == "no")
      complete_ = false;
    else
      bad_comment_ = words.empty() ? "nothing" : words;
  }
  bool record(std::vector<std::string>& fields, std::string& error) {
    fields.clear();
    while (true) {
      if (fields.size() == kMostColumns) {
        error = "a line has more than " + std::to_string(kMostColumns) + " columns";
        return false;
      }
      auto& field = fields.emplace_back();
      if (at_ < text_.size() && text_[at_] == '"') {
        if (!quoted(field, error)) return false;
      } else {
        const std::size_t end = std::min(text_.find_first_of(",\r\n", at_), text_.size());
        const auto plain = text_.substr(at_, end - at_);
        if (plain.find('"') != std::string_view::npos) {
          error =
              "a quote stands inside a field without quotes; put the whole field in quotes and "
              "write the quote twice";
          return false;
        }
        field.assign(trimmed(plain));
        at_ = end;
      }
      if (at_ >= text_.size()) return true;
      if (text_[at_] != ',') {
        line_end();
        return true;
      }
      ++at_;
    }
  }
  bool quoted(std::string& field, std::string& error) {
    ++at_;
    while (true) {
      if (at_ >= text_.size()) {
        error = "a quote is opened and not closed";
        return false;
      }
      const char c = text_[at_];
      if (c == '"') {
        if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') break;
        ++at_;
      } else if (c == '\n') {
        ++line_;
      }
      field += c;
      ++at_;
    }
    ++at_;
    if (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r') {
      error = "text follows a closing quote";
      return false;
    }
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0, line_ = 1, record_line_ = 1;
  bool complete_ = true;
  std::string_view bad_comment_;
};

struct Columns {
  std::size_t direction = 0, right = 0, label = 0, count = 0;
};

bool read_header(const std::vector<std::string>& header, std::size_t keys, Columns& columns,
                 std::string& error) {
  columns.count = header.size();
  columns.direction = columns.right = columns.label = header.size();
  for (std::size_t i = 0; i < header.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (header[i] != header[j]) continue;
      error = "the column `" + header[i] + "` is there twice";
      return false;
    }
    if (header[i] == "dir") columns.direction = i;
    if (header[i] == "right") columns.right = i;
    if (header[i] == "label") columns.label = i;
  }
  for (const auto& [index, name] :
       {std::pair{columns.direction, "dir"}, {columns.right, "right"}}) {
    if (index != header.size()) continue;
    error = "the column `" + std::string(name) + "` is missing; the first line must name " +
            (keys == 1 ? std::string("the key") : std::to_string(keys) + " keys") +
            ", then dir, right and label";
    return false;
  }
  if (std::min({columns.direction, columns.right, columns.label}) < keys) {
    error = "the first line must begin with " + std::to_string(keys) +
            (keys == 1 ? " key column" : " key columns") + ", then dir, right and label";
    return false;
  }
  return true;
}

}  // namespace

void CodeTable::seal() {
  by_left_.clear();
  by_right_.clear();
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    if (rows[i].direction != '<') by_left_.push_back(i);
    if (rows[i].direction != '>') by_right_.push_back(i);
  }
  std::stable_sort(by_left_.begin(), by_left_.end(),
                   [&](auto a, auto b) { return rows[a].left < rows[b].left; });
  std::stable_sort(by_right_.begin(), by_right_.end(),
                   [&](auto a, auto b) { return rows[a].right < rows[b].right; });
}

const std::string* CodeTable::get(std::string_view left) const noexcept {
  const auto found = std::lower_bound(by_left_.begin(), by_left_.end(), left,
                                      [&](auto i, auto value) { return rows[i].left < value; });
  if (found == by_left_.end() || rows[*found].left != left) return nullptr;
  return &rows[*found].right;
}

const std::string* CodeTable::create(std::string_view right) const noexcept {
  const auto found = std::lower_bound(by_right_.begin(), by_right_.end(), right,
                                      [&](auto i, auto value) { return rows[i].right < value; });
  if (found == by_right_.end() || rows[*found].right != right) return nullptr;
  return &rows[*found].left;
}

std::shared_ptr<CodeTable> parse_code_table(std::string_view csv, std::size_t key_columns,
                                            std::string& error, std::size_t& line) {
  error.clear();
  line = 1;
  auto table = std::make_shared<CodeTable>();
  table->key_columns = std::max<std::size_t>(key_columns, 1);
  CsvReader reader(csv);
  std::vector<std::string> fields;
  const auto fail = [&](std::string sentence) -> std::shared_ptr<CodeTable> {
    if (error.empty()) error = std::move(sentence);
    line = reader.line();
    return nullptr;
  };
  if (!reader.next(fields, error)) return fail("the code list is empty; it has no line of columns");
  Columns columns;
  if (!read_header(fields, table->key_columns, columns, error)) return fail({});

  std::map<std::string, std::size_t, std::less<>> lefts, rights;  // key -> line
  while (reader.next(fields, error)) {
    if (fields.size() < columns.count) fields.resize(columns.count);
    if (fields.size() > columns.count)
      return fail("the line has " + std::to_string(fields.size()) + " columns and the first has " +
                  std::to_string(columns.count) + "; put a text with commas in quotes");
    CodeTable::Row row;
    row.line = static_cast<std::uint32_t>(reader.line());
    for (std::size_t i = 0; i < table->key_columns; ++i) {
      if (i > 0) row.left += kBetweenKeys;
      row.left += fields[i];
    }
    row.right = std::move(fields[columns.right]);
    if (columns.label < fields.size()) row.label = std::move(fields[columns.label]);
    const auto& direction = fields[columns.direction];
    if (direction != "=" && direction != ">" && direction != "<")
      return fail("`dir` is \"" + direction +
                  "\"; it must be = (both ways), > (to XML) or < (back)");
    row.direction = direction.front();
    if (row.left.find_first_not_of(kBetweenKeys) == std::string::npos)
      return fail("the key is empty");
    if (row.right.empty()) return fail("`right` is empty");
    const auto twice = [&](auto& known, const std::string& key, std::string_view what) {
      const auto [place, fresh] = known.emplace(key, reader.line());
      if (fresh) return false;
      std::string shown = key;
      std::replace(shown.begin(), shown.end(), kBetweenKeys, ',');
      error = std::string(what) + " \"" + shown + "\" is already in line " +
              std::to_string(place->second);
      return true;
    };
    if (row.direction != '<' && twice(lefts, row.left, "the key")) return fail({});
    if (row.direction != '>' && twice(rights, row.right, "the XML value")) {
      error += "; use > where the code is only read";
      return fail({});
    }
    if (table->rows.size() == kMostRows)
      return fail("the code list has more than " + std::to_string(kMostRows) + " lines");
    table->rows.push_back(std::move(row));
  }
  if (!error.empty()) return fail({});
  if (!reader.bad_comment().empty())
    return fail("\"# complete:\" must be followed by yes or no, not " +
                std::string(reader.bad_comment()));
  table->complete = reader.complete();
  table->seal();
  line = 0;
  return table;
}

}  // namespace sluis::mapping
