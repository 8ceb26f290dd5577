// The forward run, second half: what the hold plan allows is written; what must be there and is not
// is reported; rules are judged.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "mapping/forward.hpp"

namespace sluis::mapping {
namespace {

std::string replace_value(std::string text, std::string_view value) {
  constexpr std::string_view kPlace = "{value}";
  for (std::size_t at = text.find(kPlace); at != std::string::npos; at = text.find(kPlace, at)) {
    text.replace(at, kPlace.size(), value);
    at += value.size();
  }
  return text;
}

Severity severity_of(Rule::Severity severity) {
  switch (severity) {
    case Rule::Severity::error:
      return Severity::error;
    case Rule::Severity::warning:
      return Severity::warning;
    default:
      return Severity::info;
  }
}

}  // namespace

void Forward::pump() {
  if (live_.empty()) {
    if (ended_ || !may_start(program_.scopes[0], *root_)) return;
    begin_frame(live_, 0, *root_, *writer_);
  }
  while (!live_.empty() && step(live_, *writer_, false)) {
  }
}

bool Forward::ready(const Target& target, const Instance& instance) const {
  return (instance.closed || node_ >= target.own_end) &&
         (ended_ || target.root_end == 0 || node_ >= target.root_end);
}

// True when nothing can change an occurrence's start tag any more.
bool Forward::may_start(const Scope& scope, const Instance& instance) const {
  return (instance.closed || node_ >= scope.start_end) &&
         (ended_ || scope.start_root_end == 0 || node_ >= scope.start_root_end);
}

// Writes the next child of the innermost frame; false when it has to wait.
bool Forward::step(std::vector<Frame>& frames, xml::Writer& writer, bool all) {
  Frame& frame = frames.back();
  const Target& block = program_.targets[frame.target];
  Instance& own = *frame.instance;
  if (frame.cursor == block.children.size()) {
    const Scope& scope = program_.scopes[block.scope];
    if (!all && !(own.closed && (ended_ || scope.root_end == 0 || node_ >= scope.root_end)))
      return false;
    end_frame(frames, writer);
    return true;
  }
  const std::uint32_t index = block.children[frame.cursor];
  const Target& child = program_.targets[index];
  if (child.kind == TargetKind::block) {
    const Scope& scope = program_.scopes[child.scope];
    Instance& home = home_of(scope.home, own);
    List& list = home.lists[scope.list];
    if (list.prefix) {
      writer.splice(std::move(*list.prefix));
      list.prefix.reset();
    }
    if (list.waiting()) {
      if (!all && !may_start(scope, *list.items[list.front])) return false;
      begin_frame(frames, index, *list.items[list.front], writer);
      return true;
    }
    if (!all && !ready(child, own)) return false;
    end_list(index, list, own);
  } else {
    if (!all && !ready(child, own)) return false;
    if (child.kind == TargetKind::part) {
      const Part& part = program_.parts[child.part];
      List& list = root_->lists[part.list];
      if (list.count < part.min) {
        std::string names;
        for (const std::string& name : part.mappings) names += (names.empty() ? "" : " or ") + name;
        Diagnostic& fault = report(Fault::missing_part, root_->origin, names);
        fault.expected = "at least " + std::to_string(part.min);
        fault.hint = "add the message";
        origin_row(fault, part.place);
      }
      if (list.prefix) writer.splice(std::move(*list.prefix));
      list.prefix.reset();
    } else {
      write_element(index, own, writer);
    }
  }
  ++frames.back().cursor;
  return true;
}

void Forward::begin_frame(std::vector<Frame>& frames, std::uint32_t index, Instance& instance,
                          xml::Writer& writer) {
  const Target& target = program_.targets[index];
  const Scope& scope = program_.scopes[target.scope];
  if (scope.when != kNone && when(scope.when, instance) == Truth::no)
    report_condition(instance.origin, scope.path, scope.place);
  writer.start(target.name);
  writer.trail(instance.origin.source, options_.mapping, scope.place.file, scope.place.line);
  write_attributes(target, instance, writer);
  if (target.row != kNone)
    if (const auto value = resolve(program_.rows[target.row], instance, true)) writer.text(*value);
  frames.push_back({index, &instance, 0});
}

// What a row gives to an element that is written: what was captured, else its constant or default.
// Reports a value whose condition does not hold, and one that is missing. `inside`: the element
// around it is written.
std::optional<std::string_view> Forward::resolve(const Row& row, Instance& own, bool inside) {
  const Cell* cell = cell_of(row, own);
  if (cell != nullptr && !cell->present) cell = nullptr;
  const Truth truth = row.when == kNone ? Truth::yes : when(row.when, own);
  if (truth == Truth::no) {
    if (cell != nullptr)
      report_condition(cell->origin, row.path, row.place).value =
          home_of(row.scope, own).text(*cell);
    return std::nullopt;
  }
  if (cell != nullptr) return home_of(row.scope, own).text(*cell);
  if (row.has_constant || row.has_default) return row.constant;
  if (needed(row.status, row.when, truth) && (inside || !row.within_wrapper))
    report_missing(row, own);
  return std::nullopt;
}

bool Forward::needed(Status status, std::uint32_t condition, Truth truth) {
  return truth == Truth::yes &&
         (status == Status::required || (status == Status::dependent && condition != kNone));
}

void Forward::write_attributes(const Target& target, Instance& own, xml::Writer& writer) {
  for (const auto& [name, value] : target.fixed) writer.attribute(name, value);
  for (const TargetAttribute& attribute : target.attributes)
    if (const auto value = resolve(program_.rows[attribute.row], own, true))
      writer.attribute(attribute.name, *value);
}

void Forward::end_frame(std::vector<Frame>& frames, xml::Writer& writer) {
  const Frame frame = frames.back();
  frames.pop_back();
  const Target& target = program_.targets[frame.target];
  const Scope& scope = program_.scopes[target.scope];
  judge_rules(scope, *frame.instance);
  writer.end();
  if (target.scope == 0 || frames.empty()) return;  // render() gives its own instance back
  // The instance stands first in its list: give it back.
  Instance& parent = *frames.back().instance;
  List& list = home_of(scope.home, parent).lists[scope.list];
  if (!list.waiting() || list.items[list.front].get() != frame.instance) return;  // render()
  release(std::move(list.items[list.front]));
  if (++list.front == list.items.size()) {
    list.items.clear();
    list.front = 0;
  } else if (list.front >= 64 && list.front * 2 >= list.items.size()) {
    list.items.erase(list.items.begin(),
                     list.items.begin() + static_cast<std::ptrdiff_t>(list.front));
    list.front = 0;
  }
}

// Writes one whole occurrence.
void Forward::render(std::uint32_t target, Instance& instance, xml::Writer& writer) {
  std::vector<Frame> frames;
  begin_frame(frames, target, instance, writer);
  while (!frames.empty()) step(frames, writer, true);
}

// Finished occurrences at the front of a list become text, which may move to a file.
void Forward::write_ahead(List& list, std::uint32_t target) {
  for (const Frame& frame : live_)
    if (list.waiting() && frame.instance == list.items[list.front].get()) return;
  if (!list.prefix) list.prefix = std::make_unique<xml::Piece>();
  xml::Writer writer(*list.prefix,
                     xml::Writer::Options{.indent = options_.indent, .depth = depth_[target]});
  while (list.waiting() && list.items[list.front]->closed) {
    std::unique_ptr<Instance> instance = std::move(list.items[list.front++]);
    render(target, *instance, writer);
    release(std::move(instance));
  }
  if (!list.waiting()) {
    list.items.clear();
    list.front = 0;
  }
}

// Gives an occurrence and all inside it back. The recursion is as deep as the mapping's blocks.
void Forward::release(std::unique_ptr<Instance> instance) {
  held_ -= sizeof(Instance) + instance->cells.size() * sizeof(Cell) + instance->pool.size();
  for (List& list : instance->lists) {
    for (std::size_t i = list.front; i < list.items.size(); ++i) release(std::move(list.items[i]));
    list.items.clear();
    list.front = 0;
    list.count = 0;
    list.prefix.reset();
  }
  constexpr std::size_t kSpare = 16;
  auto& spare = spare_[instance->scope];
  if (spare.size() < kSpare) spare.push_back(std::move(instance));
}

bool Forward::has_data(std::uint32_t index, Instance& own) {
  const Target& target = program_.targets[index];
  if (target.kind == TargetKind::part)
    return root_->lists[program_.parts[target.part].list].count != 0;
  if (target.kind == TargetKind::block) {
    const Scope& scope = program_.scopes[target.scope];
    const List& list = home_of(scope.home, own).lists[scope.list];
    return list.waiting() || list.prefix != nullptr;
  }
  const auto present = [&](std::uint32_t row) {
    if (row == kNone) return false;
    const Cell* cell = cell_of(program_.rows[row], own);
    return cell != nullptr && cell->present;
  };
  if (present(target.row)) return true;
  for (const TargetAttribute& attribute : target.attributes)
    if (present(attribute.row)) return true;
  return std::any_of(target.children.begin(), target.children.end(),
                     [&](std::uint32_t child) { return has_data(child, own); });
}

// An element that is no block: there when data below it are, or, holding only constants and
// defaults, when its parent is. The recursion is as deep as the mapping's target path.
void Forward::write_element(std::uint32_t index, Instance& own, xml::Writer& writer) {
  const Target& target = program_.targets[index];
  if (target.kind == TargetKind::block) {  // below a wrapper
    const Scope& scope = program_.scopes[target.scope];
    List& list = home_of(scope.home, own).lists[scope.list];
    if (list.prefix) writer.splice(std::move(*list.prefix));
    list.prefix.reset();
    while (list.waiting()) {
      std::unique_ptr<Instance> instance = std::move(list.items[list.front++]);
      render(index, *instance, writer);
      release(std::move(instance));
    }
    list.items.clear();
    list.front = 0;
    end_list(index, list, own);
    return;
  }
  const Row* row = target.row == kNone ? nullptr : &program_.rows[target.row];
  const bool leaf = target.children.empty() && row != nullptr;
  if (!has_data(index, own) && !(leaf && (row->has_constant || row->has_default))) {
    check_absent(index, own, false);
    return;
  }
  if (target.when != kNone && when(target.when, own) == Truth::no)
    report_condition(own.origin, target.source, target.place);
  std::optional<std::string_view> text;
  if (row != nullptr) text = resolve(*row, own, true);
  if (leaf && !text) return;
  const Cell* cell = row == nullptr ? nullptr : cell_of(*row, own);
  writer.start(target.name);
  if (cell != nullptr && cell->present)
    writer.trail(cell->origin.source, options_.mapping, row->place.file, row->place.line);
  else
    writer.trail(own.origin.source, options_.mapping, target.place.file, target.place.line);
  write_attributes(target, own, writer);
  if (text) writer.text(*text);
  for (const std::uint32_t child : target.children) {
    const Target& below = program_.targets[child];
    if (below.kind == TargetKind::element && !has_data(child, own)) {
      // A constant fills the wrapper that data made; a missing row is missing now.
      const bool filler =
          below.children.empty() && below.row != kNone &&
          (program_.rows[below.row].has_constant || program_.rows[below.row].has_default);
      if (!filler) {
        check_absent(child, own, true);
        continue;
      }
    }
    write_element(child, own, writer);
  }
  writer.end();
}

// Reports what had to be there. `inside`: the wrapper around it is written.
void Forward::check_absent(std::uint32_t index, Instance& own, bool inside) {
  const Target& target = program_.targets[index];
  if (target.status != Status::none) {  // made by a row with a fragment
    const Truth truth = target.when == kNone ? Truth::yes : when(target.when, own);
    if (needed(target.status, target.when, truth)) {
      const Row* inner = first_row(index);
      if (inner == nullptr || !excused(inner->node))
        report_missing(own.origin, target.source, target.place);
    }
    return;
  }
  if (target.row != kNone) (void)resolve(program_.rows[target.row], own, inside);
  for (const TargetAttribute& attribute : target.attributes)
    (void)resolve(program_.rows[attribute.row], own, inside);
  for (const std::uint32_t child : target.children) {
    const Target& below = program_.targets[child];
    if (below.kind == TargetKind::element) check_absent(child, own, inside);
    if (below.kind == TargetKind::block) {
      const Scope& scope = program_.scopes[below.scope];
      end_list(child, home_of(scope.home, own).lists[scope.list], own);
    }
  }
}

// The first row that reads from the message, at or below a target.
const Row* Forward::first_row(std::uint32_t index) const {
  const Target& target = program_.targets[index];
  if (target.row != kNone && program_.rows[target.row].node != kNone)
    return &program_.rows[target.row];
  for (const std::uint32_t child : target.children)
    if (const Row* row = first_row(child)) return row;
  return nullptr;
}

// A block has had all its occurrences in `own`.
void Forward::end_list(std::uint32_t index, List& list, Instance& own) {
  const Scope& scope = program_.scopes[program_.targets[index].scope];
  if (list.count == 0) report_orphans(index, scope);
  if (list.count < scope.min && !excused(scope.node)) {
    Diagnostic& fault = report(Fault::missing_occurrence, own.origin, scope.path);
    fault.expected = "at least " + std::to_string(scope.min);
    fault.hint = "add " + scope.path;
    origin_row(fault, scope.place);
  }
  list.count = 0;
}

// What rows inside a block read from the message is lost when the block has no occurrence: nothing
// is dropped silently. The recursion is as deep as the mapping's target path.
void Forward::report_orphans(std::uint32_t index, const Scope& scope) {
  const Target& target = program_.targets[index];
  const auto orphan = [&](const Origin& origin, Fault kind, Place place) {
    Diagnostic& fault =
        report(kind, origin, "it belongs to " + scope.path + ", which is not there");
    fault.hint = "add " + scope.path + ", or leave it out";
    origin_row(fault, place);
  };
  const auto check = [&](std::uint32_t index_of_row) {
    if (index_of_row == kNone) return;
    const Row& row = program_.rows[index_of_row];
    if (row.scope != 0 || row.cell == kNone || !root_->cells[row.cell].present) return;
    orphan(root_->cells[row.cell].origin, Fault::unused_value, row.place);
  };
  check(target.row);
  for (const TargetAttribute& attribute : target.attributes) check(attribute.row);
  for (const std::uint32_t child : target.children) {
    const Target& below = program_.targets[child];
    if (below.kind == TargetKind::block && program_.scopes[below.scope].home == 0) {
      const Scope& inner = program_.scopes[below.scope];
      const List& list = root_->lists[inner.list];
      if (list.waiting())
        orphan(list.items[list.front]->origin, Fault::unused_segment, inner.place);
    }
    report_orphans(child, scope);
  }
}

bool Forward::excused(std::uint32_t node) const {
  if (node == kNone) return false;
  const edifact::Tag tag = program_.message->nodes[node].tag;
  return std::find(excused_.begin(), excused_.end(), tag) != excused_.end();
}

void Forward::report_missing(const Row& row, Instance& own) {
  if (!excused(row.node)) report_missing(own.origin, row.path, row.place);
}

void Forward::report_missing(const Origin& origin, const std::string& path, Place place) {
  Diagnostic& fault = report(Fault::missing_value, origin, path);
  fault.expected = path;
  fault.hint = "add it: the mapping requires it here";
  origin_row(fault, place);
}

Diagnostic& Forward::report_condition(const Origin& origin, const std::string& path, Place place) {
  Diagnostic& fault = report(Fault::condition_not_met, origin, path);
  fault.hint = "leave it out, or mend what the condition speaks of";
  origin_row(fault, place);
  return fault;
}

void Forward::judge_rules(const Scope& scope, Instance& instance) {
  for (const std::uint32_t index : scope.rules) {
    const Rule& rule = program_.rules[index];
    View look = view(&instance);
    const Cell* on = nullptr;
    if (rule.on_cell != kNone) {
      Instance& home = rule.on_scope == 0 ? *root_ : instance;
      on = &home.cells[rule.on_cell];
      look.has_value = on->present;
      if (on->present) look.value = home.text(*on);
    }
    if (rule.when != kNone && evaluate(look, rule.when) != Truth::yes) continue;
    if (evaluate(look, rule.require) != Truth::no) continue;
    const auto say = std::find_if(rule.say.begin(), rule.say.end(),
                                  [](const auto& text) { return text.first == "en"; });
    Diagnostic& fault = report(
        Fault::rule_failed, on != nullptr && on->present ? on->origin : instance.origin,
        replace_value(say == rule.say.end() ? rule.say.front().second : say->second, look.value));
    faults_.regrade(fault, severity_of(rule.severity));
    fault.rule = rule.name;
    fault.respond = rule.respond;
    fault.value = look.value;
    origin_row(fault, rule.place);
  }
}

}  // namespace sluis::mapping
