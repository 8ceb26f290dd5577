// Tables for people, as the official directories print them.
#include <algorithm>
#include <vector>

#include "directory/collisions.hpp"
#include "directory/lookup.hpp"
#include "text/unicode.hpp"

namespace sluis {
namespace directory {
namespace {

constexpr std::size_t kNameMost = 48;  // beyond this, columns are not aligned

const char* status(bool mandatory) { return mandatory ? "M" : "C"; }

std::string right(std::uint32_t number, std::size_t width) {
  const std::string text = std::to_string(number);
  return std::string(width - std::min(width, text.size()), ' ') + text;
}

std::size_t width_of(std::size_t width, std::string_view name) {
  return std::max(width, std::min(text::count_characters(name), kNameMost));
}

class Printer {
 public:
  Printer(const Release& release, const TextSink& write) : release_(release), write_(write) {}

  void print(const MessageType& message) {
    heading(message.id, message.name);
    std::size_t width = std::string_view("-- Segment group 100 --").size();
    std::size_t deepest = 0;
    std::vector<std::uint32_t> ends;  // of the groups around a node
    const auto settle = [&](std::uint32_t node) {
      while (!ends.empty() && ends.back() <= node) ends.pop_back();
    };
    const auto rows = static_cast<std::uint32_t>(message.nodes.size());
    for (std::uint32_t i = 1; i < rows; ++i) {
      const Node& node = message.nodes[i];
      settle(i);
      if (node.group) ends.push_back(node.end);
      deepest = std::max(deepest, ends.size());
      if (!node.group) width = width_of(width, release_.segments[node.segment].name);
    }
    ends.clear();
    std::string line;
    pad(line, "Pos    Tag  Name", width + 14);
    write_(line + "S      R\n\n");
    for (std::uint32_t i = 1; i < rows; ++i) {
      const Node& node = message.nodes[i];
      settle(i);
      if (node.group) ends.push_back(node.end);
      // How many groups end with this row; a group's own line begins one.
      const auto ending = static_cast<std::size_t>(std::count(ends.begin(), ends.end(), i + 1));
      line = position_text(node.position) + "  ";
      if (node.group) {
        std::string name = "-- Segment group " + std::to_string(node.number) + ' ';
        name.append(width - std::min(width, name.size()), '-');
        pad(line.append(5, ' '), name, width + 2);
      } else {
        line += edifact::tag_text(node.tag) + "  ";
        pad(line, release_.segments[node.segment].name, width + 2);
      }
      line += status(node.mandatory) + right(node.max, 7);
      if (deepest != 0) line += brackets(deepest, ends.size(), node.group ? 1 : ending);
      while (line.ends_with(' ')) line.pop_back();
      write_(line + '\n');
    }
  }

  void print_collisions(const MessageType& message) {
    heading(message.id, message.name);
    const std::vector<Collision> found = collisions(release_, message);
    if (found.empty()) write_("No segment may stand in two places.\n");
    for (const Collision& each : found)
      write_(each.tag + "  " + each.name + "\n  " + each.nearest + " or " + each.other + "\n  " +
             each.why + "\n  " + each.how + '\n');
  }

  void print(const SegmentType& segment) {
    heading(edifact::tag_text(segment.tag), segment.name);
    std::size_t width = 0;
    for (const Field& field : segment.fields) {
      width = width_of(width, name(field));
      if (field.composite)
        for (const Component& component : release_.composites[field.index].components)
          width = width_of(width, release_.elements[component.element].name);
    }
    columns(width);
    constexpr std::uint32_t kStep = 10;
    std::uint32_t position = 0;
    for (const Field& field : segment.fields) {
      row(number_text(static_cast<std::uint16_t>(position += kStep)).substr(1), id(field),
          name(field), width, field.mandatory, right(field.repeat, 5),
          field.composite ? std::string() : text(field.representation));
      if (field.composite) components(release_.composites[field.index], width, false);
    }
    notes(segment.notes);
  }

  void print(const Composite& composite) {
    heading(composite.id, composite.name);
    std::size_t width = 0;
    for (const Component& component : composite.components)
      width = width_of(width, release_.elements[component.element].name);
    columns(width);
    components(composite, width, true);
    notes(composite.notes);
  }

  void print(const Element& element) {
    heading(number_text(element.number), element.name);
    write_("Representation: " + text(element.representation) + '\n');
    if (element.codes.empty()) return;
    write_("\n");
    std::size_t width = 0;
    for (const Code& code : element.codes) width = std::max(width, code.value.size());
    for (const Code& code : element.codes) {
      std::string line;
      pad(line, code.value, width + 2);
      write_(line + code.name + '\n');
    }
  }

 private:
  void heading(const std::string& id, const std::string& name) {
    write_(id + "  " + name + "  (" + release_.id + ")\n\n");
  }

  // Right of a row: a column for each level of groups, the outermost at the right.
  static std::string brackets(std::size_t deepest, std::size_t open, std::size_t corners) {
    std::string out = "  ";
    out.append(deepest - open, corners == 0 ? ' ' : '-');
    out.append(corners, '+').append(open - corners, '|');
    return out;
  }

  [[nodiscard]] std::string id(const Field& field) const {
    return field.composite ? release_.composites[field.index].id
                           : number_text(release_.elements[field.index].number);
  }
  [[nodiscard]] const std::string& name(const Field& field) const {
    return field.composite ? release_.composites[field.index].name
                           : release_.elements[field.index].name;
  }

  void columns(std::size_t width) {
    std::string line;
    pad(line, "Pos  Tag   Name", width + 13);
    write_(line + "S    R  Repr.\n\n");
  }

  void row(const std::string& position, const std::string& id, const std::string& name,
           std::size_t width, bool mandatory, const std::string& repeat,
           const std::string& representation) {
    std::string line;
    pad(line, position, 5);
    pad(line, id, 6);
    pad(line, name, width + 2);
    line += status(mandatory) + repeat + "  " + representation;
    while (line.ends_with(' ')) line.pop_back();
    write_(line + '\n');
  }

  void components(const Composite& composite, std::size_t width, bool positions) {
    constexpr std::uint32_t kStep = 10;
    std::uint32_t position = 0;
    for (const Component& component : composite.components) {
      const Element& element = release_.elements[component.element];
      position += kStep;
      row(positions ? number_text(static_cast<std::uint16_t>(position)).substr(1) : std::string(),
          number_text(element.number), element.name, width, component.mandatory,
          std::string(5, ' '), text(component.representation));
    }
  }

  void notes(const std::vector<Note>& notes) {
    if (notes.empty()) return;
    write_("\nDependency notes:\n");
    for (const Note& note : notes)
      write_("  " + text(note) + "  " + std::string(meaning(note)) + '\n');
  }

  const Release& release_;
  const TextSink& write_;
};

}  // namespace
}  // namespace directory

std::string show_directory(const Directories& directories, std::string_view release,
                           std::string_view what, const TextSink& write, Diagnostics& faults) {
  const directory::Found found = directory::look_up(directories, release, what, faults);
  if (!found.problem.empty()) return found.problem;
  directory::Printer printer(*found.release, write);
  if (found.message != nullptr) printer.print(*found.message);
  if (found.segment != nullptr) printer.print(*found.segment);
  if (found.composite != nullptr) printer.print(*found.composite);
  if (found.element != nullptr) printer.print(*found.element);
  return {};
}

std::string show_collisions(const Directories& directories, std::string_view release,
                            std::string_view message, const TextSink& write, Diagnostics& faults) {
  const directory::Found found = directory::look_up(directories, release, message, faults);
  if (!found.problem.empty()) return found.problem;
  if (found.message == nullptr)
    return std::string(message) + " is not a message: only messages have collisions";
  directory::Printer(*found.release, write).print_collisions(*found.message);
  return {};
}

}  // namespace sluis
