#include "directory/compact.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "sluis/source.hpp"

namespace sluis::directory {
namespace {

namespace fs = std::filesystem;

// One file, line by line; knows the place of a fault.
class Lines {
 public:
  Lines(const std::string& path, Diagnostics& faults)
      : source_(Source::file(path)), text_(source_.all()), faults_(faults) {}

  // False at the end, and when there were too many faults. Skips comments.
  bool next() {
    while (at_ < text_.size() && reported_ < kMaxFaults) {
      begin_ = at_;
      const std::size_t end = std::min(text_.find('\n', at_), text_.size());
      line_ = text_.substr(at_, end - at_);
      at_ = end + 1;
      rest_ = line_;
      if (!line_.empty() && line_.front() != '#') return true;
    }
    return false;
  }
  // Number of leading spaces, taken off.
  std::size_t indent() {
    const std::size_t spaces = std::min(rest_.find_first_not_of(' '), rest_.size());
    rest_.remove_prefix(spaces);
    return spaces;
  }
  // The next word and the one space behind it, taken off.
  std::string_view word() {
    const std::size_t end = std::min(rest_.find(' '), rest_.size());
    const std::string_view out = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return out;
  }
  [[nodiscard]] std::string_view rest() const noexcept { return rest_; }
  [[nodiscard]] bool done() const noexcept { return rest_.empty(); }

  void fault(Fault fault, std::string detail, std::string expected = {}) {
    ++reported_;
    Diagnostic& made =
        faults_.report(fault, source_, {begin_, begin_ + line_.size()}, std::move(detail));
    made.expected = std::move(expected);
  }
  [[nodiscard]] std::size_t reported() const noexcept { return reported_; }

 private:
  Source source_;
  std::string_view text_, line_, rest_;
  Diagnostics& faults_;
  std::size_t at_ = 0, begin_ = 0, reported_ = 0;
};

template <typename Number>
bool number(std::string_view text, Number& out) noexcept {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc{} && end == text.data() + text.size() && !text.empty();
}

bool status(std::string_view text, bool& mandatory) noexcept {
  mandatory = text == "M";
  return mandatory || text == "C";
}

bool is_tag(std::string_view text) noexcept {
  return text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
         });
}

bool element_number(std::string_view text, std::uint16_t& out) noexcept {
  return text.size() == 4 && number(text, out);
}

bool composite_id(std::string_view text) noexcept {
  std::uint16_t digits = 0;
  return text.size() == 4 && text.front() >= 'A' && text.front() <= 'Z' &&
         number(text.substr(1), digits);
}

// Reads the files of one folder into a release. What the release has already (the service folder
// was read before) stays.
class Loader {
 public:
  Loader(Release& release, std::string folder, Diagnostics& faults)
      : release_(release), folder_(std::move(folder)), faults_(faults) {}

  void run() {
    read("elements.txt", true, &Loader::elements);
    read("composites.txt", true, &Loader::composites);
    read("codes.txt", false, &Loader::codes);
    read("segments.txt", true, &Loader::segments);
    const fs::path messages = fs::path(folder_) / "messages";
    if (!fs::is_directory(messages)) return;
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(messages))
      if (entry.path().extension() == ".txt") names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
      name_ = name.substr(0, name.size() - 4);
      read("messages/" + name, true, &Loader::message);
    }
    std::sort(release_.messages.begin(), release_.messages.end(),
              [](const MessageType& a, const MessageType& b) { return a.id < b.id; });
  }
  [[nodiscard]] bool clean() const noexcept { return clean_; }

 private:
  void read(const std::string& name, bool required, void (Loader::*what)(Lines&)) {
    const std::string path = folder_ + "/" + name;
    if (!fs::exists(path)) {
      if (!required) return;
      faults_.report(Fault::directory_incomplete, path, "there is no " + name);
      clean_ = false;
      return;
    }
    Lines lines(path, faults_);
    (this->*what)(lines);
    clean_ = clean_ && lines.reported() == 0;
  }

  static void bad(Lines& lines, const char* expected) {
    lines.fault(Fault::directory_line, {}, expected);
  }

  // Entries are appended in file order and must ascend; those that the service folder has brought
  // stand in [0, known) and win. True when the entry is to be taken.
  template <typename Row, typename Key, typename Of>
  static bool fresh(Lines& lines, const std::vector<Row>& rows, std::size_t known, Key& last,
                    const Key& key, const std::string& name, Of of) {
    if (!(last < key)) {
      lines.fault(Fault::directory_duplicate, name);
      return false;
    }
    last = key;
    const auto end = rows.begin() + static_cast<std::ptrdiff_t>(known);
    const auto at = std::lower_bound(rows.begin(), end, key,
                                     [&](const Row& row, const Key& k) { return of(row) < k; });
    return at == end || of(*at) != key;
  }

  // Other tables hold indexes into this one; so sorting moves them along.
  template <typename Row, typename Of>
  static std::vector<std::uint32_t> sort_rows(std::vector<Row>& rows, Of of) {
    std::vector<std::uint32_t> order(rows.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return of(rows[a]) < of(rows[b]); });
    std::vector<Row> sorted;
    sorted.reserve(rows.size());
    std::vector<std::uint32_t> moved(rows.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
      moved[order[i]] = static_cast<std::uint32_t>(i);
      sorted.push_back(std::move(rows[order[i]]));
    }
    rows = std::move(sorted);
    return moved;
  }

  [[nodiscard]] std::uint32_t element_index(std::uint16_t number) const noexcept {
    const Element* element = release_.element(number);
    return element == nullptr ? kNone
                              : static_cast<std::uint32_t>(element - release_.elements.data());
  }

  void elements(Lines& lines) {
    constexpr auto kKey = [](const Element& row) { return static_cast<int>(row.number); };
    const std::size_t known = release_.elements.size();
    int last = -1;
    while (lines.next()) {
      Element element;
      if (lines.indent() != 0 || !element_number(lines.word(), element.number) ||
          !parse_representation(lines.word(), element.representation)) {
        bad(lines, "a data element: 2005 an..3 Name");
        continue;
      }
      element.name = lines.rest();
      const int key = element.number;
      if (fresh(lines, release_.elements, known, last, key, std::to_string(key), kKey))
        release_.elements.push_back(std::move(element));
    }
    const auto moved = sort_rows(release_.elements, kKey);
    for (Composite& composite : release_.composites)
      for (Component& component : composite.components)
        component.element = moved[component.element];
    for (SegmentType& segment : release_.segments)
      for (Field& field : segment.fields)
        if (!field.composite) field.index = moved[field.index];
  }

  static std::size_t width(const Composite& composite) { return composite.components.size(); }
  static std::size_t width(const SegmentType& segment) { return segment.fields.size(); }

  // S-376: a note is about positions that are there. `open` is null when the entry is not taken.
  template <typename Whole>
  static void take_note(Lines& lines, std::size_t indent, bool any, Whole* open) {
    Note note;
    if (indent != 2 || !any || !parse_note(lines.rest(), note)) {
      bad(lines, "a dependency note: two spaces, D5(040,030)");
      return;
    }
    if (open == nullptr) return;
    const std::size_t last = *std::max_element(note.positions.begin(), note.positions.end());
    if (last > width(*open))
      lines.fault(Fault::directory_note, text(note),
                  "positions up to " + std::to_string(width(*open) * 10));
    else
      open->notes.push_back(std::move(note));
  }

  void composites(Lines& lines) {
    constexpr auto kKey = [](const Composite& row) { return std::string_view(row.id); };
    const std::size_t known = release_.composites.size();
    std::string_view last;
    Composite* open = nullptr;  // null: the entry is not taken
    bool any = false;
    while (lines.next()) {
      if (const std::size_t indent = lines.indent(); indent == 0) {
        const std::string_view id = lines.word();
        any = true;
        open = nullptr;
        if (!composite_id(id)) {
          bad(lines, "a composite: C507 NAME");
        } else if (fresh(lines, release_.composites, known, last, id, std::string(id), kKey)) {
          open = &release_.composites.emplace_back();
          open->id = id;
          open->name = lines.rest();
        }
      } else {
        if (lines.rest().starts_with('D')) {
          take_note(lines, indent, any, open);
          continue;
        }
        Component component;
        std::uint16_t number = 0;
        if (indent != 2 || !any || !element_number(lines.word(), number) ||
            !status(lines.word(), component.mandatory) ||
            !parse_representation(lines.word(), component.representation) || !lines.done()) {
          bad(lines, "a component: two spaces, 2005 M an..3");
        } else if (open != nullptr && !open->notes.empty()) {
          bad(lines, "notes stand behind the components");
        } else if ((component.element = element_index(number)) == kNone) {
          lines.fault(Fault::directory_undefined, "data element " + std::to_string(number));
        } else if (open != nullptr) {
          open->components.push_back(component);
        }
      }
    }
    const auto moved = sort_rows(release_.composites, kKey);
    for (SegmentType& segment : release_.segments)
      for (Field& field : segment.fields)
        if (field.composite) field.index = moved[field.index];
  }

  void codes(Lines& lines) {
    std::vector<Code>* open = nullptr;
    bool any = false;
    int last = -1;
    while (lines.next()) {
      if (const std::size_t indent = lines.indent(); indent == 0) {
        std::uint16_t number = 0;
        any = true;
        open = nullptr;
        if (!element_number(lines.word(), number) || !lines.done()) {
          bad(lines, "a data element's number: 2005");
          continue;
        }
        const std::uint32_t index = element_index(number);
        if (number <= last) {
          lines.fault(Fault::directory_duplicate, "codes of " + std::to_string(number));
        } else if (index == kNone) {
          lines.fault(Fault::directory_undefined, "data element " + std::to_string(number));
        } else if (release_.elements[index].codes.empty()) {
          open = &release_.elements[index].codes;
        }
        last = number;
      } else {
        const std::string_view value = lines.word();
        if (indent != 2 || !any || value.empty()) {
          bad(lines, "a code: two spaces, 137 Name");
        } else if (open == nullptr) {
          continue;
        } else if (!open->empty() && !(open->back().value < value)) {
          lines.fault(Fault::directory_duplicate, "code " + std::string(value));
        } else {
          open->push_back({std::string(value), std::string(lines.rest())});
        }
      }
    }
  }

  void segments(Lines& lines) {
    constexpr auto kKey = [](const SegmentType& row) { return row.tag; };
    const std::size_t known = release_.segments.size();
    Tag last = 0;
    SegmentType* open = nullptr;
    bool any = false;
    while (lines.next()) {
      if (const std::size_t indent = lines.indent(); indent == 0) {
        const std::string_view tag = lines.word();
        any = true;
        open = nullptr;
        if (!is_tag(tag)) {
          bad(lines, "a segment: DTM NAME");
        } else if (fresh(lines, release_.segments, known, last, edifact::make_tag(tag),
                         std::string(tag), kKey)) {
          open = &release_.segments.emplace_back();
          open->tag = edifact::make_tag(tag);
          open->name = lines.rest();
        }
      } else {
        if (lines.rest().starts_with('D')) {
          take_note(lines, indent, any, open);
          continue;
        }
        Field field;
        const std::string_view id = lines.word();
        std::uint16_t number_of = 0;
        field.composite = composite_id(id);
        if (indent != 2 || !any || !(field.composite || element_number(id, number_of)) ||
            !status(lines.word(), field.mandatory) || !number(lines.word(), field.repeat) ||
            field.repeat == 0 ||
            !(field.composite || parse_representation(lines.word(), field.representation)) ||
            !lines.done()) {
          bad(lines, "a data element: two spaces, C507 M 1 or 1082 C 1 an..6");
          continue;
        }
        if (open != nullptr && !open->notes.empty()) {
          bad(lines, "notes stand behind the data elements");
          continue;
        }
        if (field.composite) {
          const Composite* composite = release_.composite(id);
          if (composite != nullptr)
            field.index = static_cast<std::uint32_t>(composite - release_.composites.data());
        } else {
          field.index = element_index(number_of);
        }
        if (field.index == kNone)
          lines.fault(Fault::directory_undefined, std::string(id));
        else if (open != nullptr)
          open->fields.push_back(field);
      }
    }
    const auto moved = sort_rows(release_.segments, kKey);
    for (MessageType& message : release_.messages)
      for (Node& node : message.nodes)
        if (!node.group) node.segment = moved[node.segment];
    for (SegmentType& segment : release_.segments) find_qualifier(release_, segment);
  }

  void message(Lines& lines) {
    MessageType message;
    std::vector<std::uint32_t> open{0};  // the groups around the next line
    const auto close = [&](std::size_t depth) {
      for (; open.size() > depth; open.pop_back()) {
        Node& group = message.nodes[open.back()];
        group.end = static_cast<std::uint32_t>(message.nodes.size());
        // Behind a bad line it may only look empty.
        if (group.end == open.back() + 1 && lines.reported() == 0)
          lines.fault(Fault::directory_nesting, group_name(message, group) + " is empty");
      }
    };
    while (lines.next()) {
      const std::size_t indent = lines.indent();
      if (message.nodes.empty()) {
        message.id = lines.word();
        message.name = lines.rest();
        if (indent != 0 || message.id.empty() || message.id != name_) {
          bad(lines, "the message type that the file is named after: GOVCBR Name");
          return;
        }
        Node root;
        root.group = root.mandatory = true;
        message.nodes.push_back(root);
        continue;
      }
      if (!position(lines, message, open, indent, close)) continue;
      if (message.nodes.size() > kMaxPositions) {
        lines.fault(Fault::directory_nesting, "too many positions");
        return;
      }
    }
    if (message.nodes.empty()) return bad(lines, "a message type: GOVCBR Name");
    close(0);
    message.nodes.front().tag = message.nodes.size() > 1 ? message.nodes[1].tag : 0;
    release_.messages.push_back(std::move(message));
  }

  template <typename Close>
  bool position(Lines& lines, MessageType& message, std::vector<std::uint32_t>& open,
                std::size_t indent, Close& close) {
    Node node;
    const std::string_view where = lines.word();
    const std::string_view what = lines.word();
    node.group = what.starts_with("SG") && what.size() > 2 && number(what.substr(2), node.number);
    if (indent % 2 != 0 || where.size() != 5 || !number(where, node.position) ||
        !(node.group ? node.number != 0 : is_tag(what)) || !status(lines.word(), node.mandatory) ||
        !number(lines.word(), node.max) || node.max == 0 || !lines.done()) {
      bad(lines, "a position: 00120 LOC M 1 or 00110 SG1 C 99, indented by two for each group");
      return false;
    }
    const std::size_t depth = indent / 2 + 1;
    if (depth > open.size() || depth > kMaxDepth) {
      lines.fault(Fault::directory_nesting, "indented deeper than its group");
      return false;
    }
    close(depth);
    node.parent = open.back();
    const auto self = static_cast<std::uint32_t>(message.nodes.size());
    node.end = self + 1;
    Node& parent = message.nodes[node.parent];
    if (!node.group) {
      node.tag = edifact::make_tag(what);
      const SegmentType* segment = release_.segment(node.tag);
      if (segment == nullptr) {
        lines.fault(Fault::directory_undefined, "segment " + std::string(what));
        return false;
      }
      node.segment = static_cast<std::uint32_t>(segment - release_.segments.data());
    }
    // ISO 9735-1: a group begins with its trigger, which is mandatory and stands once.
    if (node.parent != 0 && self == node.parent + 1) {
      if (node.group || !node.mandatory || node.max != 1)
        lines.fault(Fault::directory_nesting, "a group begins with a segment M 1, its trigger");
      parent.tag = node.tag;
    }
    message.nodes.push_back(node);
    if (node.group) open.push_back(self);
    return true;
  }

  Release& release_;
  std::string folder_, name_;
  Diagnostics& faults_;
  bool clean_ = true;
};

void write(const fs::path& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (!out)
    throw std::system_error(errno, std::generic_category(), "cannot write " + path.string());
}

// "2005", "0081"
std::string digits(std::uint32_t number, std::size_t width) {
  std::string out = std::to_string(number);
  return out.size() < width ? std::string(width - out.size(), '0') + out : out;
}

void entry(std::string& out, std::string_view id, std::string_view name) {
  out += id;
  if (const std::string line = one_line(name); !line.empty()) (out += ' ') += line;
  out += '\n';
}

const char* status_text(bool mandatory) noexcept { return mandatory ? " M " : " C "; }

std::string message_text(const MessageType& message) {
  std::string out;
  entry(out, message.id, message.name);
  std::vector<std::uint32_t> ends;
  for (std::size_t i = 1; i < message.nodes.size(); ++i) {
    const Node& node = message.nodes[i];
    while (!ends.empty() && ends.back() <= i) ends.pop_back();
    out.append(ends.size() * 2, ' ');
    out += digits(node.position, 5) + ' ';
    out += node.group ? group_name(message, node) : edifact::tag_text(node.tag);
    out += status_text(node.mandatory) + std::to_string(node.max) + '\n';
    if (node.group) ends.push_back(node.end);
  }
  return out;
}

}  // namespace

std::string one_line(std::string_view name) {
  std::string out;
  for (const char c : name) {
    const bool space = static_cast<unsigned char>(c) <= ' ';
    if (!space)
      out.push_back(c);
    else if (!out.empty() && out.back() != ' ')
      out.push_back(' ');
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

std::shared_ptr<const Release> load_release(const std::string& folder, const std::string& service,
                                            Diagnostics& faults) {
  auto release = std::make_shared<Release>();
  release->id = fs::path(folder).filename().string();
  if (release->id.empty()) release->id = fs::path(folder).parent_path().filename().string();
  bool clean = true;
  if (!service.empty()) {
    Loader loader(*release, service, faults);
    loader.run();
    clean = loader.clean();
  }
  Loader loader(*release, folder, faults);
  loader.run();
  return clean && loader.clean() ? std::move(release) : nullptr;
}

void save_release(const Release& release, const std::string& folder) {
  const fs::path messages = fs::path(folder) / "messages";
  fs::create_directories(messages);
  // Messages of an earlier import that this one does not have would be read with it.
  std::vector<fs::path> stale;
  for (const auto& entry : fs::directory_iterator(messages))
    if (entry.path().extension() == ".txt" &&
        release.message(entry.path().stem().string()) == nullptr)
      stale.push_back(entry.path());
  for (const fs::path& path : stale) fs::remove(path);
  std::string elements, composites, segments, codes;
  for (const Element& element : release.elements) {
    entry(elements, digits(element.number, 4) + ' ' + text(element.representation), element.name);
    if (element.codes.empty()) continue;
    entry(codes, digits(element.number, 4), {});
    for (const Code& code : element.codes) entry(codes, "  " + code.value, code.name);
  }
  const auto number_of = [&](std::uint32_t element) {
    return digits(release.elements[element].number, 4);
  };
  for (const Composite& composite : release.composites) {
    entry(composites, composite.id, composite.name);
    for (const Component& component : composite.components)
      composites += "  " + number_of(component.element) + status_text(component.mandatory) +
                    text(component.representation) + '\n';
    for (const Note& note : composite.notes) composites += "  " + text(note) + '\n';
  }
  for (const SegmentType& segment : release.segments) {
    entry(segments, edifact::tag_text(segment.tag), segment.name);
    for (const Field& field : segment.fields) {
      segments +=
          "  " + (field.composite ? release.composites[field.index].id : number_of(field.index));
      segments += status_text(field.mandatory) + std::to_string(field.repeat);
      if (!field.composite) segments += ' ' + text(field.representation);
      segments += '\n';
    }
    for (const Note& note : segment.notes) segments += "  " + text(note) + '\n';
  }
  write(fs::path(folder) / "elements.txt", elements);
  write(fs::path(folder) / "composites.txt", composites);
  write(fs::path(folder) / "segments.txt", segments);
  write(fs::path(folder) / "codes.txt", codes);
  for (const MessageType& message : release.messages)
    write(messages / (message.id + ".txt"), message_text(message));
}

}  // namespace sluis::directory
