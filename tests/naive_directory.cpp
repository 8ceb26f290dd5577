#include "naive_directory.hpp"

#include <zip.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace sluis::naive {
namespace {

namespace fs = std::filesystem;

using Lines = std::vector<std::string>;

// Boxes of code page 437 become '|' and '-', which is all that is looked at; other bytes beyond
// ASCII are left.
Lines lines_of(const std::string& text) {
  Lines lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    for (char& c : line) {
      if (c == '\t') c = ' ';
      if (c == '\xC4') c = '-';
      if (c == '\xB3' || c == '\xBF' || c == '\xD9' || c == '\xC1' || c == '\xB4') c = '|';
    }
    lines.push_back(line);
  }
  return lines;
}

bool is_rule(const std::string& line) {
  return line.size() > 59 && line.find_first_not_of('-') == std::string::npos;
}

// A row may be written over some lines: joins what follows until `complete` matches.
std::string joined(const Lines& lines, std::size_t at, const std::regex& complete) {
  std::string row = lines[at];
  for (std::size_t more = 1; more < 5 && !std::regex_search(row, complete); ++more)
    if (at + more < lines.size() && !lines[at + more].empty()) row += ' ' + lines[at + more];
  return row;
}

std::string without_blanks(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  return text;
}

std::string file_of(const std::map<std::string, std::string>& files,
                    const std::vector<std::string>& stems) {
  std::string text;
  for (const auto& [name, bytes] : files)
    for (const std::string& stem : stems)
      if (name.size() == stem.size() + 4 && name.starts_with(stem + ".")) text += bytes + "\n";
  return text;
}

void read_elements(const Lines& lines, Release& out) {
  static const std::regex kHead(R"(^[ +*#|X-]{1,9}(\d{4})  ?\S)");
  static const std::regex kForm(R"(Repr: *((an|a|n) ?(\.\.)? ?\d+))");
  std::string number;
  bool begin = false;
  std::smatch found;
  for (const std::string& line : lines) {
    if (is_rule(line)) {
      begin = true;
    } else if (begin && std::regex_search(line, found, kHead)) {
      number = found[1];
      begin = false;
    } else if (std::regex_search(line, found, kForm)) {
      out.elements.emplace(number, without_blanks(found[1]));
    }
  }
}

void read_composites(const Lines& lines, Release& out) {
  static const std::regex kHead(R"(^[ +*#|X-]{1,9}(C\d{3})  ?\S)");
  static const std::regex kRow(R"(^\d{3} )");
  static const std::regex kWhole(
      R"(^\d{3} [ +*#|X-]*(\d{4}) .* ([MC]) +((an|a|n) ?(\.\.)? ?\d+)$)");
  std::string id;
  bool begin = false;
  std::smatch found;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (is_rule(lines[i])) {
      begin = true;
    } else if (begin && std::regex_search(lines[i], found, kHead)) {
      id = found[1];
      begin = false;
    } else if (std::regex_search(lines[i], kRow)) {
      const std::string row = joined(lines, i, kWhole);
      if (std::regex_search(row, found, kWhole))
        out.composites[id].push_back(found[1].str() + ' ' + found[2].str() + ' ' +
                                     without_blanks(found[3]));
    }
  }
}

void read_segments(const Lines& lines, Release& out) {
  static const std::regex kHead(R"(^[ +*#|X-]{1,9}([A-Z]{3})  +\S)");
  static const std::regex kRow(R"(^\d{3} )");
  static const std::regex kWhole(
      R"(^\d{3} [ +*#|X-]*([C\d]\d{3}) .* ([MC])( +(\d+))?( +((an|a|n) ?(\.\.)? ?\d+))?$)");
  std::string tag;
  bool begin = false;
  std::smatch found;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (is_rule(lines[i])) {
      begin = true;
    } else if (begin && std::regex_search(lines[i], found, kHead)) {
      tag = found[1];
      begin = false;
    } else if (std::regex_search(lines[i], kRow)) {
      const std::string row = joined(lines, i, kWhole);
      if (!std::regex_search(row, found, kWhole)) continue;
      std::string text = found[1].str() + ' ' + found[2].str() + ' ';
      text += found[4].matched ? found[4].str() : "1";
      if (found[6].matched) text += ' ' + without_blanks(found[6]);
      out.segments[tag].push_back(text);
    }
  }
}

// A code stands in front of its name, which is less indented than what explains it.
void read_codes(const Lines& lines, Release& out) {
  static const std::regex kHead(R"(^[ +*#|X-]{1,9}(\d{4})  ?\S)");
  static const std::regex kOld(R"(^([ +*#|X-]{3}) *(\S{1,6}) +\S)");  // the name in column 11
  static const std::regex kNew(R"(^([ +*#|X-]{5})(\S{1,5}) +\S)");    // the name in column 12
  static const std::regex kText(R"(^[ +*#|X-]{1,9}(Desc|Repr|Notes?):)");
  std::string number;
  bool begin = false, text = false, fresh = true;
  std::smatch found;
  for (const std::string& line : lines) {
    if (is_rule(line)) {
      begin = true;
      continue;
    }
    if (begin && std::regex_search(line, found, kHead)) {
      number = found[1];
      fresh = found.position(1) == 5;
      begin = false;
      text = true;  // a second line of the name
      continue;
    }
    if (line.empty()) {
      text = false;
      continue;
    }
    if (number.empty() || text) continue;
    if (std::regex_search(line, kText)) {
      text = true;
      continue;
    }
    const std::size_t column = fresh ? 11 : 10;
    if (line.size() <= column || line[column] == ' ' || line[column - 1] != ' ') continue;
    if (!std::regex_search(line, found, fresh ? kNew : kOld)) continue;
    if (static_cast<std::size_t>(found.position(2)) >= column) continue;  // the name goes on
    if (found[1].str().find('-') == std::string::npos) out.codes[number].insert(found[2]);
  }
}

// The depth of a row is the number of brackets behind it; a group's own line has one more.
void read_message(const std::string& type, const Lines& lines, Release& out) {
  static const std::regex kWhole(
      R"(^(\d{4,5}) ?([ +*#|XS-]*?) ?(-+ Segment group (\d+) *-+|([A-Z]{3}) .*?) ([MC]) +(\d+)([ -]*)([+|]*)$)");
  static const std::regex kRow(R"(^\d{4,5}[ +*#|X-])");
  std::size_t table = lines.size();
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (std::regex_search(lines[i], std::regex("^ *(Pos|POS) +(Tag|TAG) +Name"))) table = i;
  std::smatch found;
  for (std::size_t i = table; i < lines.size(); ++i) {
    if (!std::regex_search(lines[i], kRow)) continue;
    const std::string row = joined(lines, i, kWhole);
    if (!std::regex_search(row, found, kWhole)) continue;
    if (found[2].str().find('-') != std::string::npos) continue;  // deleted
    const bool group = found[4].matched;
    const std::size_t brackets = found[9].str().size();
    const std::size_t depth = brackets - (group ? 1 : 0);
    out.messages[type].push_back(std::string(2 * depth, ' ') +
                                 std::string(5 - found[1].str().size(), '0') + found[1].str() +
                                 ' ' + (group ? "SG" + found[4].str() : found[5].str()) + ' ' +
                                 found[6].str() + ' ' + found[7].str());
    if (found[5] == "UNT") break;
  }
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void unpack(zip_t* zip, std::map<std::string, std::string>& out) {
  for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); ++i) {
    const auto index = static_cast<zip_uint64_t>(i);
    std::string name = fs::path(zip_get_name(zip, index, ZIP_FL_ENC_RAW)).filename().string();
    std::transform(name.begin(), name.end(), name.begin(), [](char c) {
      return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    if (name.starts_with("ID")) continue;  // interactive messages
    zip_stat_t stat;
    zip_file_t* file = zip_fopen_index(zip, index, 0);
    if (file == nullptr || zip_stat_index(zip, index, 0, &stat) != 0) continue;
    std::string bytes(stat.size, '\0');
    const zip_int64_t got = zip_fread(file, bytes.data(), bytes.size());
    zip_fclose(file);
    if (got != static_cast<zip_int64_t>(bytes.size())) continue;
    if (!name.ends_with(".ZIP")) {
      out[name] = bytes;
      continue;
    }
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
    if (zip_t* inner = zip_open_from_source(source, ZIP_RDONLY, nullptr)) {
      unpack(inner, out);
      zip_discard(inner);
    } else {
      zip_source_free(source);
    }
  }
}

template <typename Value>
std::string shown(const Value& value) {
  if constexpr (std::is_same_v<Value, std::string>) {
    return value;
  } else {
    std::string out;
    for (const std::string& each : value) out += (out.empty() ? "" : ", ") + each;
    return out;
  }
}

template <typename Value>
void compare(const std::string& what, const std::map<std::string, Value>& a,
             const std::map<std::string, Value>& b, std::vector<std::string>& out) {
  std::set<std::string> keys;
  for (const auto& [key, value] : a) keys.insert(key);
  for (const auto& [key, value] : b) keys.insert(key);
  for (const std::string& key : keys) {
    const auto left = a.find(key);
    const auto right = b.find(key);
    if (left == a.end() || right == b.end())
      out.push_back(what + ' ' + key + (left == a.end() ? ": only second" : ": only first"));
    else if (left->second != right->second)
      out.push_back(what + ' ' + key + ": " + shown(left->second) + " | " + shown(right->second));
  }
}

}  // namespace

std::map<std::string, std::string> unpack(const std::string& zip) {
  std::map<std::string, std::string> out;
  int error = 0;
  zip_t* archive = zip_open(zip.c_str(), ZIP_RDONLY, &error);
  if (archive == nullptr) throw std::runtime_error("cannot open " + zip);
  unpack(archive, out);
  zip_discard(archive);
  return out;
}

Release read_official(const std::map<std::string, std::string>& files) {
  Release out;
  read_elements(lines_of(file_of(files, {"EDED", "TRED"})), out);
  read_composites(lines_of(file_of(files, {"EDCD", "TRCD"})), out);
  read_segments(lines_of(file_of(files, {"EDSD", "TRSD"})), out);
  read_codes(lines_of(file_of(files, {"UNCL", "UNCL-1", "UNCL-2"})), out);
  for (const auto& [name, bytes] : files)
    if (std::regex_match(name, std::regex(R"([A-Z]{6}_D\.\d\d[AB])")))
      read_message(name.substr(0, 6), lines_of(bytes), out);
  return out;
}

Release read_compact(const std::string& folder) {
  Release out;
  std::string key;
  for (const std::string& line : lines_of(read_file(fs::path(folder) / "elements.txt")))
    out.elements[line.substr(0, 4)] = line.substr(5, line.find(' ', 5) - 5);
  for (const std::string& line : lines_of(read_file(fs::path(folder) / "composites.txt")))
    if (line[0] != ' ')
      key = line.substr(0, 4);
    else if (line[2] != 'D')
      out.composites[key].push_back(line.substr(2));
  for (const std::string& line : lines_of(read_file(fs::path(folder) / "segments.txt")))
    if (line[0] != ' ')
      key = line.substr(0, 3);
    else if (line[2] != 'D')
      out.segments[key].push_back(line.substr(2));
  for (const std::string& line : lines_of(read_file(fs::path(folder) / "codes.txt")))
    if (line[0] != ' ')
      key = line;
    else
      out.codes[key].insert(line.substr(2, line.find(' ', 2) - 2));
  for (const auto& entry : fs::directory_iterator(fs::path(folder) / "messages")) {
    Lines lines = lines_of(read_file(entry.path()));
    lines.erase(lines.begin());
    out.messages[entry.path().stem().string()] = lines;
  }
  return out;
}

std::vector<std::string> differences(const Release& a, const Release& b) {
  std::vector<std::string> out;
  compare("element", a.elements, b.elements, out);
  compare("composite", a.composites, b.composites, out);
  compare("segment", a.segments, b.segments, out);
  compare("message", a.messages, b.messages, out);
  compare("codes", a.codes, b.codes, out);
  return out;
}

}  // namespace sluis::naive
