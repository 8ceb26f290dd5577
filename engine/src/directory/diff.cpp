// What changed from one release to another. Rows are matched by what they are (a segment's tag, a
// group's trigger, a data element's number) in the order that leaves the most of them in place;
// positions and group numbers are not compared, since every release counts them anew.
#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "directory/lookup.hpp"

namespace sluis {
namespace directory {
namespace {

// Indexes of two lists, in order: both, or one of them alone (the other is empty).
using Pairs = std::vector<std::pair<std::optional<std::size_t>, std::optional<std::size_t>>>;

// The longest common subsequence; what is only in `a` stands before what is only in `b`.
template <typename Key>
Pairs align(const std::vector<Key>& a, const std::vector<Key>& b) {
  std::vector<std::vector<std::uint32_t>> longest(a.size() + 1,
                                                  std::vector<std::uint32_t>(b.size() + 1));
  for (std::size_t i = a.size(); i-- > 0;)
    for (std::size_t j = b.size(); j-- > 0;)
      longest[i][j] =
          a[i] == b[j] ? longest[i + 1][j + 1] + 1 : std::max(longest[i + 1][j], longest[i][j + 1]);
  Pairs out;
  std::size_t i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j])
      out.emplace_back(i++, j++);
    else if (j == b.size() || (i < a.size() && longest[i + 1][j] >= longest[i][j + 1]))
      out.emplace_back(i++, std::nullopt);
    else
      out.emplace_back(std::nullopt, j++);
  }
  return out;
}

std::string times(bool mandatory, std::uint32_t max) {
  return std::string(mandatory ? "M " : "C ") + std::to_string(max);
}

class Comparison {
 public:
  Comparison(const Release& from, const Release& to, const TextSink& write)
      : from_(from), to_(to), write_(write) {}

  void run(const Found& from, const Found& to) {
    if (to.message != nullptr) compare(*from.message, *to.message);
    if (to.segment != nullptr) compare(*from.segment, *to.segment);
    if (to.composite != nullptr) use(to.composite->id);
    if (to.element != nullptr) elements_.insert(to.element->number);
    for (const std::string& id : composites_) compare(*from_.composite(id), *to_.composite(id));
    for (const std::uint16_t number : elements_)
      compare(*from_.element(number), *to_.element(number));
  }

  [[nodiscard]] std::size_t changes() const noexcept { return changes_; }

 private:
  void compare(const MessageType& from, const MessageType& to) {
    title(to.id);
    level(from, 0, to, 0, {});
    std::set<Tag> old;
    for (const Node& node : from.nodes)
      if (!node.group) old.insert(node.tag);
    std::set<Tag> both;
    for (const Node& node : to.nodes)
      if (!node.group && old.contains(node.tag)) both.insert(node.tag);
    for (const Tag tag : both) compare(*from_.segment(tag), *to_.segment(tag));
  }

  void compare(const Element& from, const Element& to) {
    title(number_text(to.number) + ' ' + to.name);
    changed("representation", text(from.representation), text(to.representation));
    const auto less = [](const Code& a, const Code& b) { return a.value < b.value; };
    std::vector<Code> gone, added;
    std::set_difference(from.codes.begin(), from.codes.end(), to.codes.begin(), to.codes.end(),
                        std::back_inserter(gone), less);
    std::set_difference(to.codes.begin(), to.codes.end(), from.codes.begin(), from.codes.end(),
                        std::back_inserter(added), less);
    codes('-', gone);
    codes('+', added);
  }

  // The heading of the changes that follow, written when there is one.
  void title(std::string text) { title_ = std::move(text); }

  void line(char sign, const std::string& text) {
    if (!title_.empty()) write_((changes_ == 0 ? "" : "\n") + title_ + '\n');
    title_.clear();
    ++changes_;
    write_(std::string("  ") + sign + ' ' + text + '\n');
  }

  void changed(const std::string& what, const std::string& from, const std::string& to) {
    if (from != to) line('~', what + ": " + from + " -> " + to);
  }

  // --- messages ---

  static std::vector<std::uint32_t> children(const MessageType& message, std::uint32_t group) {
    std::vector<std::uint32_t> out;
    const std::uint32_t end =
        group == 0 ? static_cast<std::uint32_t>(message.nodes.size()) : message.nodes[group].end;
    for (std::uint32_t i = group + 1; i < end;
         i = message.nodes[i].group ? message.nodes[i].end : i + 1)
      out.push_back(i);
    return out;
  }

  // "LOC", "SG4 (TDT)"
  static std::string label(const Node& node) {
    const std::string tag = edifact::tag_text(node.tag);
    return node.group ? "SG" + std::to_string(node.number) + " (" + tag + ")" : tag;
  }

  // Groups nest to a bounded depth (kMaxDepth).
  void level(const MessageType& from, std::uint32_t from_group, const MessageType& to,
             std::uint32_t to_group, const std::string& path) {
    const auto a = children(from, from_group), b = children(to, to_group);
    using Key = std::pair<bool, Tag>;
    const auto keys = [](const MessageType& message, const std::vector<std::uint32_t>& nodes) {
      std::vector<Key> out;
      out.reserve(nodes.size());
      for (const std::uint32_t i : nodes)
        out.emplace_back(message.nodes[i].group, message.nodes[i].tag);
      return out;
    };
    for (const auto& [i, j] : align(keys(from, a), keys(to, b))) {
      if (!j) {
        whole('-', from, a[*i], path);
      } else if (!i) {
        whole('+', to, b[*j], path);
      } else {
        const Node &old = from.nodes[a[*i]], &now = to.nodes[b[*j]];
        if (old.mandatory != now.mandatory || old.max != now.max)
          line('~', position_text(now.position) + ' ' + path + label(now) + ": " +
                        times(old.mandatory, old.max) + " -> " + times(now.mandatory, now.max));
        if (now.group) level(from, a[*i], to, b[*j], path + label(now) + " / ");
      }
    }
  }

  // A row, and of a group all that is in it.
  void whole(char sign, const MessageType& message, std::uint32_t node, const std::string& path) {
    const std::uint32_t end = message.nodes[node].group ? message.nodes[node].end : node + 1;
    std::vector<std::uint32_t> ends;
    for (std::uint32_t i = node; i < end; ++i) {
      while (!ends.empty() && ends.back() <= i) ends.pop_back();
      const Node& row = message.nodes[i];
      line(sign, position_text(row.position) + ' ' + std::string(2 * ends.size(), ' ') +
                     (i == node ? path : std::string()) + label(row) + "  " +
                     times(row.mandatory, row.max));
      if (row.group) ends.push_back(row.end);
    }
  }

  // --- segments and composites ---

  struct Row {
    std::string id;
    std::string text;  // "C 5 an..3"
  };

  // Positions of the same data elements are matched, whatever their status.
  void rows(const std::vector<Row>& from, const std::vector<Row>& to) {
    const auto ids = [](const std::vector<Row>& list) {
      std::vector<std::string> out;
      out.reserve(list.size());
      for (const Row& row : list) out.push_back(row.id);
      return out;
    };
    for (const auto& [i, j] : align(ids(from), ids(to))) {
      if (!j)
        line('-', from[*i].id + ' ' + from[*i].text);
      else if (!i)
        line('+', to[*j].id + ' ' + to[*j].text);
      else
        changed(to[*j].id, from[*i].text, to[*j].text);
    }
  }

  static std::vector<Row> list(const Release& release, const SegmentType& segment) {
    std::vector<Row> out;
    for (const Field& field : segment.fields) {
      std::string text = times(field.mandatory, field.repeat);
      if (!field.composite) text += ' ' + directory::text(field.representation);
      out.push_back({field.composite ? release.composites[field.index].id
                                     : number_text(release.elements[field.index].number),
                     std::move(text)});
    }
    return out;
  }

  static std::vector<Row> list(const Release& release, const Composite& composite) {
    std::vector<Row> out;
    for (const Component& component : composite.components)
      out.push_back(
          {number_text(release.elements[component.element].number),
           std::string(component.mandatory ? "M " : "C ") + text(component.representation)});
    return out;
  }

  static std::string list(const std::vector<Note>& notes) {
    std::string out;
    for (const Note& note : notes) out += (out.empty() ? "" : " ") + text(note);
    return out.empty() ? "none" : out;
  }

  void compare(const SegmentType& from, const SegmentType& to) {
    title(edifact::tag_text(to.tag) + ' ' + to.name);
    const auto a = list(from_, from), b = list(to_, to);
    rows(a, b);
    changed("dependency notes", list(from.notes), list(to.notes));
    for (const Row& row : a)
      if (std::any_of(b.begin(), b.end(), [&](const Row& other) { return other.id == row.id; }))
        use(row.id);
  }

  void compare(const Composite& from, const Composite& to) {
    title(to.id + ' ' + to.name);
    rows(list(from_, from), list(to_, to));
    changed("dependency notes", list(from.notes), list(to.notes));
  }

  // What both releases use is compared too, once.
  void use(const std::string& id) {
    const Composite *old = from_.composite(id), *now = to_.composite(id);
    if (old == nullptr || now == nullptr) {
      elements_.insert(static_cast<std::uint16_t>(std::stoul(id)));
      return;
    }
    if (composites_.insert(id).second) use_components(*old, *now);
  }

  void use_components(const Composite& from, const Composite& to) {
    std::set<std::uint16_t> old;
    for (const Component& component : from.components)
      old.insert(from_.elements[component.element].number);
    for (const Component& component : to.components)
      if (const std::uint16_t number = to_.elements[component.element].number; old.contains(number))
        elements_.insert(number);
  }

  // --- codes ---

  void codes(char sign, const std::vector<Code>& list) {
    if (list.empty()) return;
    constexpr std::size_t kWidth = 96;
    std::string text = list.size() == 1 ? "code" : std::to_string(list.size()) + " codes:";
    std::size_t begin = 0;
    for (const Code& code : list) {
      if (text.size() - begin + 1 + code.value.size() > kWidth) {
        text += "\n   ";
        begin = text.size();
      }
      text += ' ' + code.value;
    }
    line(sign, text);
  }

  const Release& from_;
  const Release& to_;
  const TextSink& write_;
  std::string title_;
  std::size_t changes_ = 0;
  std::set<std::string> composites_;
  std::set<std::uint16_t> elements_;
};

}  // namespace
}  // namespace directory

DirectoryDifference diff_directories(const Directories& directories, std::string_view from,
                                     std::string_view to, std::string_view what,
                                     const TextSink& write, Diagnostics& faults) {
  const directory::Found old = directory::look_up(directories, from, what, faults);
  if (!old.problem.empty()) return {old.problem, 0};
  const directory::Found now = directory::look_up(directories, to, what, faults);
  if (!now.problem.empty()) return {now.problem, 0};
  directory::Comparison comparison(*old.release, *now.release, write);
  comparison.run(old, now);
  return {{}, comparison.changes()};
}

}  // namespace sluis
