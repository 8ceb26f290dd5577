#include "language/merge.hpp"

#include <algorithm>

#include "language/parser.hpp"

namespace sluis::language {
namespace {

const Text& label_of(const Item& item) {
  static const Text kNoLabel;
  if (item.block) return item.block->label;
  if (item.leaf) return item.leaf->label;
  return kNoLabel;
}

// The list that holds the labelled item, and its index there.
struct Found {
  std::vector<Item>* list = nullptr;
  std::size_t index = 0;
};

Found find(std::vector<Item>& items, const std::vector<Text>& label, std::size_t step) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (label_of(items[i]).value != label[step].value) continue;
    if (step + 1 == label.size()) return {&items, i};
    if (items[i].block) return find(items[i].block->items, label, step + 1);
  }
  return {};
}

std::string joined(const std::vector<Text>& label) {
  std::string text = "#";
  for (std::size_t i = 0; i < label.size(); ++i) text += (i == 0 ? "" : "/") + label[i].value;
  return text;
}

void gather(const std::vector<Item>& items, const std::string& above,
            std::vector<std::string>& labels) {
  for (const Item& item : items) {
    const Text& label = label_of(item);
    const std::string path =
        label.empty() ? above : above + (above == "#" ? "" : "/") + label.value;
    if (!label.empty()) labels.push_back(path);
    if (item.block) gather(item.block->items, path, labels);
  }
}

}  // namespace

bool version_matches(std::string_view pattern, std::string_view version) {
  while (!pattern.empty() || !version.empty()) {
    const std::string_view left = pattern.substr(0, pattern.find('.'));
    const std::string_view right = version.substr(0, version.find('.'));
    if (left != right && (left != "x" || right.empty())) return false;
    pattern.remove_prefix(std::min(pattern.size(), left.size() + 1));
    version.remove_prefix(std::min(version.size(), right.size() + 1));
  }
  return true;
}

void merge(std::vector<Unit>& units, std::uint32_t child, std::uint32_t parent,
           Diagnostics& faults) {
  File& own = units[child].model;
  const File& base = units[parent].model;
  const Reporter reporter{&units, &faults};
  if (!own.edifact && !own.interchange) {
    own.edifact = base.edifact;
    own.interchange = base.interchange;
  }
  if (own.xml.empty()) own.xml = base.xml;
  if (own.policies.empty()) own.policies = base.policies;
  own.accept.insert(own.accept.begin(), base.accept.begin(), base.accept.end());
  std::vector<MapDecl> maps;
  for (const MapDecl& map : base.maps) {
    MapDecl copy;
    copy.label = map.label;
    copy.span = map.span;
    for (const Item& item : map.items) {
      copy.items.push_back(item.clone());
      if (copy.items.back().file == 0) copy.items.back().file = parent + 1;
    }
    maps.push_back(std::move(copy));
  }
  for (MapDecl& map : own.maps) maps.push_back(std::move(map));
  own.maps = std::move(maps);

  for (OverrideDecl& change : own.overrides) {
    Found found;
    for (MapDecl& map : own.maps)
      if (found.list == nullptr) found = find(map.items, change.label, 0);
    if (found.list == nullptr) {
      std::vector<std::string> labels;
      for (const MapDecl& map : own.maps) gather(map.items, "#", labels);
      Diagnostic& fault = reporter.report(Fault::unknown_label, child, change.span,
                                          joined(change.label) + " matches nothing in " +
                                              base.name.value + " " + base.version.value);
      for (const std::string& label : labels) {
        if (label.ends_with(change.label.back().value)) fault.hint = "did you mean " + label + "?";
        fault.expected += (fault.expected.empty() ? "" : " ") + label;
      }
      continue;
    }
    Item& at = (*found.list)[found.index];
    switch (change.kind) {
      case OverrideDecl::Kind::remove:
        found.list->erase(found.list->begin() + static_cast<std::ptrdiff_t>(found.index));
        break;
      case OverrideDecl::Kind::replace:
        if (change.items.empty()) break;
        at = std::move(change.items.front());
        at.file = child + 1;
        break;
      case OverrideDecl::Kind::add:
        if (!at.block) {
          reporter.report(Fault::unknown_label, child, change.span,
                          joined(change.label) + " is a row, not a block");
          break;
        }
        for (Item& item : change.items) {
          item.file = child + 1;
          at.block->items.push_back(std::move(item));
        }
        break;
    }
  }
  own.overrides.clear();
}

}  // namespace sluis::language
