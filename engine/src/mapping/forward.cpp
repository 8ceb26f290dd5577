#include "mapping/forward.hpp"

#include <algorithm>
#include <utility>

namespace sluis::mapping {
namespace {

using edifact::Segment;

// The envelope's own segments are accounted for by the envelope.
bool service_tag(edifact::Tag tag) {
  switch (tag) {
    case edifact::make_tag("UNB"):
    case edifact::make_tag("UNG"):
    case edifact::make_tag("UNH"):
    case edifact::make_tag("UNT"):
    case edifact::make_tag("UNE"):
    case edifact::make_tag("UNZ"):
      return true;
    default:
      return false;
  }
}

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

Forward::Forward(const Program& program, const Source& source, Diagnostics& faults, Locate locate,
                 Options options)
    : program_(program),
      source_(source),
      faults_(faults),
      locate_(std::move(locate)),
      options_(options),
      open_(program.scopes.size(), nullptr),
      scopes_at_(program.nodes.size()),
      spare_(program.scopes.size()),
      matched_(program.selectors.size(), 0),
      depth_(program.targets.size(), options.depth) {
  for (std::uint32_t i = 1; i < program_.scopes.size(); ++i)
    scopes_at_[program_.scopes[i].node].push_back(i);
  // Parents stand before their children in the table.
  for (std::size_t i = 1; i < program_.targets.size(); ++i)
    depth_[i] = depth_[program_.targets[i].parent] + 1;
  root_ = std::make_unique<Instance>();
  root_->cells.resize(program_.scopes[0].cells);
  root_->lists.resize(program_.scopes[0].lists);
  open_[0] = root_.get();
  writer_ = std::make_unique<xml::Writer>(
      piece_, xml::Writer::Options{.indent = options_.indent, .depth = options_.depth});
  if (options_.declaration) writer_->declaration();
}

Forward::~Forward() = default;

// --- capturing
// -------------------------------------------------------------------------------------

void Forward::segment(const Segment& segment, const directory::Placement& placement,
                      std::uint32_t number) {
  segment_ = &segment;
  number_ = number;
  for (const std::uint32_t group : placement.closed)
    for (auto scope = scopes_at_[group].rbegin(); scope != scopes_at_[group].rend(); ++scope)
      close(*scope);
  if (placement.node == directory::kNone) return;
  node_ = placement.node;
  if (root_->origin.segment == 0) root_->origin = here();

  const NodePlan& plan = program_.nodes[node_];
  for (std::uint32_t i = 0; i < plan.selectors.count; ++i)
    matched_[plan.selectors.first + i] = test(program_.selectors[plan.selectors.first + i]) ? 1 : 0;
  mask_ = {};
  for (std::uint32_t i = 0; i < plan.actions.count; ++i) {
    const Action& action = program_.actions[plan.actions.first + i];
    if (holds(action)) run(action);
  }
  account(mask_);
  for (const std::uint32_t scope : scopes_at_[node_]) close(scope);
  if (!options_.deferred) pump();
}

bool Forward::holds(const Action& action) const {
  if (open_[action.within] == nullptr) return false;
  for (std::uint32_t i = 0; i < action.selectors.count; ++i)
    if (matched_[program_.selector_lists[action.selectors.first + i]] == 0) return false;
  return true;
}

bool Forward::test(const Selector& selector) const {
  std::string scratch;  // stays empty unless a code holds a release character
  for (std::uint32_t i = 0; i < selector.tests.count; ++i) {
    const Test& test = program_.tests[selector.tests.first + i];
    const std::string_view value = segment_->text(test.ref.element, test.ref.component, scratch);
    bool found = false;
    for (std::uint32_t k = 0; k < test.codes.count && !found; ++k)
      found = program_.texts[test.codes.first + k] == value;
    if (!found) return false;
  }
  return true;
}

void Forward::run(const Action& action) {
  mask_ |= action.mask;
  switch (action.act) {
    case Act::open:
      open(action.index);
      break;
    case Act::capture:
      capture(action);
      break;
    case Act::observe:
      observe(action);
      break;
    case Act::tally:
      if (action.refs.count == 0 || gather(action))
        ++open_[action.scope]->cells[action.cell].number;
      break;
    case Act::quantify:
      quantify(action);
      break;
    case Act::compare:
      compare(action);
      break;
    case Act::forbid:
      first_value_ = nullptr;
      if (action.refs.count == 0 || gather(action)) {
        Diagnostic& fault =
            report(Fault::forbidden_value, here(first_value_), program_.texts[action.index]);
        if (action.refs.count != 0) fault.value = in_.front();
        fault.hint = "leave it out";
        origin_row(fault, action.place);
      }
      break;
    case Act::cover:
      break;
  }
}

// Fills in_ with the values that the action reads; false when all are absent.
bool Forward::gather(const Action& action) {
  in_.clear();
  first_value_ = nullptr;
  if (scratch_.size() < action.refs.count) scratch_.resize(action.refs.count);
  bool any = false;
  for (std::uint32_t i = 0; i < action.refs.count; ++i) {
    const ValueRef ref = program_.refs[action.refs.first + i];
    const Segment::Value* value = segment_->find(ref.element, ref.component);
    in_.push_back(value == nullptr ? std::string_view{} : segment_->text(*value, scratch_[i]));
    if (!in_.back().empty()) {
      any = true;
      if (first_value_ == nullptr) first_value_ = value;
    }
  }
  return any;
}

void Forward::open(std::uint32_t index) {
  const Scope& scope = program_.scopes[index];
  Instance* home = open_[scope.home];
  if (home == nullptr) return;
  std::unique_ptr<Instance> instance;
  if (auto& spare = spare_[index]; !spare.empty()) {
    instance = std::move(spare.back());
    spare.pop_back();
    std::fill(instance->cells.begin(), instance->cells.end(), Cell{});
    instance->pool.clear();
  } else {
    instance = std::make_unique<Instance>();
    instance->cells.resize(scope.cells);
    instance->lists.resize(scope.lists);
  }
  instance->scope = index;
  instance->closed = false;
  instance->origin = here();
  held_ += sizeof(Instance) + instance->cells.size() * sizeof(Cell);
  open_[index] = instance.get();
  List& list = home->lists[scope.list];
  ++list.count;
  if (list.count == scope.max + 1 && scope.max < kUnbounded) {
    Diagnostic& fault = report(Fault::too_many_occurrences, here(), scope.path);
    fault.expected = "at most " + std::to_string(scope.max);
    fault.hint = "leave out the occurrences that are too many";
    origin_row(fault, scope.place);
  }
  list.items.push_back(std::move(instance));
  if (options_.deferred) uncommitted_.push_back(&list);
}

void Forward::capture(const Action& action) {
  const Row& row = program_.rows[action.index];
  Instance* home = open_[row.scope];
  if (home == nullptr || !gather(action)) return;
  Cell& cell = home->cells[row.cell];
  if (cell.present) {
    Diagnostic& fault = report(Fault::repeated_value, here(first_value_), row.path);
    fault.value = in_.front();
    fault.expected = "one occurrence";
    fault.hint = "leave out what is too many";
    origin_row(fault, row.place);
    return;
  }
  cell.present = true;
  cell.origin = here(first_value_);
  LensFault why;
  std::string_view value = in_.front();
  const auto say = [&](Fault kind) {
    Diagnostic& fault = report(kind, cell.origin, std::move(why.detail));
    std::string scratch;
    fault.value = segment_->text(*first_value_, scratch);
    fault.expected = std::move(why.expected);
    fault.hint = std::move(why.hint);
    origin_row(fault, row.place);
    why = {};
  };
  for (std::size_t i = 0; i < row.lenses.size(); ++i) {
    if (i != 0) {
      std::swap(out_, between_);
      in_.assign(1, between_);
    }
    if (!row.lenses[i]->get(in_, out_, why)) {
      say(Fault::bad_value);
      return;  // the cell stays, empty: its absence is not a second fault
    }
    if (!why.detail.empty()) say(Fault::doubtful_value);  // it passes, with a warning
    value = out_;
    if (value.empty()) {  // a conversion may say that nothing is meant ("X" for "no number")
      cell.present = false;
      return;
    }
  }
  home->keep(cell, value);
  held_ += value.size();
}

void Forward::observe(const Action& action) {
  Cell& cell = open_[action.scope]->cells[action.cell];
  if (cell.present && !action.last) return;
  if (action.refs.count == 0) {  // that the segment is there
    in_.assign(1, std::string_view{});
    first_value_ = nullptr;
  } else if (!gather(action)) {
    return;
  }
  std::string_view value = in_.front();
  if (action.lens) {
    LensFault unused;  // the row that carries the value reports it
    if (!action.lens->get(in_, out_, unused)) return;
    value = out_;
  }
  cell.present = true;
  cell.origin = here(first_value_);
  open_[action.scope]->keep(cell, value);
  held_ += value.size();
}

void Forward::quantify(const Action& action) {
  Instance* home = open_[action.scope];
  Cell& cell = home->cells[action.cell];
  View look = view(home);
  look.segment = segment_;
  const bool yes = evaluate(look, action.expression) == Truth::yes;
  if (!cell.present) {
    cell.present = true;
    cell.number = yes ? 1 : 0;
    cell.origin = here();
  } else if (action.last ? !yes : yes) {
    cell.number = yes ? 1 : 0;
  }
}

void Forward::compare(const Action& action) {
  const Row& row = program_.rows[action.index];
  if (!gather(action) || in_.front() == row.constant) return;
  Diagnostic& fault = report(Fault::unexpected_value, here(first_value_), row.path);
  fault.value = in_.front();
  fault.expected = '"' + row.constant + '"';
  fault.hint = "write " + row.constant + " here";
  origin_row(fault, row.place);
}

void Forward::close(std::uint32_t index) {
  Instance* instance = open_[index];
  if (instance == nullptr) return;
  instance->closed = true;
  open_[index] = nullptr;
  if (held_ <= options_.held_bytes || options_.deferred) return;
  const Scope& scope = program_.scopes[index];
  Instance* home = open_[scope.home];
  if (home == nullptr || (scope.root_end != 0 && node_ < scope.root_end)) return;
  write_ahead(home->lists[scope.list], scope.target);
}

// Every value must be mapped, ignored, forbidden, or covered by `rest`.
void Forward::account(const Mask& mask) {
  const auto& node = program_.message->nodes[node_];
  if (service_tag(node.tag)) return;
  const auto& bits = program_.field_bits[node.segment];
  const Rest* rest = nullptr;
  bool rest_known = false, any = false;
  for (const Segment::Value& value : segment_->values()) {
    if (value.begin == value.end || value.element > bits.size()) continue;
    const std::size_t bit = bits[value.element - 1U] + value.component - 1U;
    if (bit < kMaskBits && mask.test(bit)) {
      any = true;
      continue;
    }
    if (!rest_known) {
      rest_known = true;
      const NodePlan& plan = program_.nodes[node_];
      for (std::uint32_t i = 0; i < plan.rests.count && rest == nullptr; ++i)
        if (const Rest& entry = program_.rests[plan.rests.first + i]; open_[entry.scope] != nullptr)
          rest = &entry;
    }
    if (rest != nullptr && !rest->forbid) return;
    if (!any && mask.words == Mask{}.words) {  // nothing of the segment is used: one fault
      report_unused(nullptr, rest);
      return;
    }
    report_unused(&value, rest);
  }
}

void Forward::report_unused(const Segment::Value* value, const Rest* rest) {
  if (rest == nullptr && program_.policy == SourcePolicy::report) return;
  const auto& node = program_.message->nodes[node_];
  std::string detail;
  if (rest != nullptr) detail = program_.texts[rest->text];
  Diagnostic& fault =
      report(value == nullptr ? Fault::unused_segment : Fault::unused_value, here(value), detail);
  if (rest == nullptr && program_.policy == SourcePolicy::warn)
    faults_.regrade(fault, Severity::warning);
  if (value != nullptr) {
    std::string scratch;
    fault.value = segment_->text(*value, scratch);
  }
  fault.hint = value == nullptr ? "leave the segment " + edifact::tag_text(node.tag) + " out"
                                : "leave the value out";
  fault.mapping = {program_.files.front(), 0};
}

// --- writing
// ---------------------------------------------------------------------------------------

void Forward::pump() {
  if (live_.empty()) {
    if (ended_) return;
    begin_frame(live_, 0, *root_, *writer_);
  }
  while (!live_.empty() && step(live_, *writer_, false)) {
  }
}

bool Forward::ready(const Target& target, const Instance& instance) const {
  return (instance.closed || node_ >= target.own_end) &&
         (ended_ || target.root_end == 0 || node_ >= target.root_end);
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
      if (!all && scope.when != kNone && !ended_ && node_ < scope.root_end) return false;
      begin_frame(frames, index, *list.items[list.front], writer);
      return true;
    }
    if (!all && !ready(child, own)) return false;
    check_count(list, scope, own);
    list.count = 0;
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
  if (scope.when != kNone && when(scope.when, instance) == Truth::no) {
    Diagnostic& fault = report(Fault::condition_not_met, instance.origin, scope.path);
    fault.hint = "leave it out, or mend what the condition speaks of";
    origin_row(fault, scope.place);
  }
  writer.start(target.name);
  writer.trail(instance.origin.source, options_.mapping, scope.place.file, scope.place.line);
  for (std::size_t i = 0; i < target.fixed.size(); ++i)
    writer.attribute(target.fixed[i].name, target.fixed_values[i]);
  for (const TargetAttribute& attribute : target.attributes) {
    const Row& row = program_.rows[attribute.row];
    const Cell* cell = cell_of(row, instance);
    if (cell != nullptr && cell->present)
      writer.attribute(attribute.name, home_of(row.scope, instance).text(*cell));
    else if (row.has_constant || row.has_default)
      writer.attribute(attribute.name, row.constant);
  }
  if (target.row != kNone) {
    const Row& row = program_.rows[target.row];
    const Cell* cell = cell_of(row, instance);
    if (cell != nullptr && cell->present)
      writer.text(home_of(row.scope, instance).text(*cell));
    else if (row.has_constant || row.has_default)
      writer.text(row.constant);
  }
  frames.push_back({index, &instance, 0});
}

void Forward::end_frame(std::vector<Frame>& frames, xml::Writer& writer) {
  const Frame frame = frames.back();
  frames.pop_back();
  const Target& target = program_.targets[frame.target];
  const Scope& scope = program_.scopes[target.scope];
  judge_rules(scope, *frame.instance);
  writer.end();
  if (target.scope == 0) return;
  // The instance stands first in its list: give it back.
  Instance& parent = frames.empty() ? *root_ : *frames.back().instance;
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

void Forward::release(std::unique_ptr<Instance> instance) {
  held_ -= sizeof(Instance) + instance->cells.size() * sizeof(Cell) + instance->pool.size();
  for (List& list : instance->lists) {
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
    check_count(list, scope, own);
    list.count = 0;
    return;
  }
  const Row* row = target.row == kNone ? nullptr : &program_.rows[target.row];
  const bool constant =
      target.children.empty() && row != nullptr && (row->has_constant || row->has_default);
  if (!has_data(index, own) && !constant) {
    check_absent(index, own, false);
    return;
  }
  if (target.when != kNone && when(target.when, own) == Truth::no) {
    Diagnostic& fault = report(Fault::condition_not_met, own.origin, target.source);
    fault.hint = "leave it out, or mend what the condition speaks of";
    origin_row(fault, target.place);
  }
  const Cell* cell = row == nullptr ? nullptr : cell_of(*row, own);
  if (cell != nullptr && !cell->present) cell = nullptr;
  if (row != nullptr && row->when != kNone) {
    const Truth truth = when(row->when, own);
    if (truth == Truth::no) {
      if (cell != nullptr) {
        Diagnostic& fault = report(Fault::condition_not_met, cell->origin, row->path);
        fault.value = home_of(row->scope, own).text(*cell);
        fault.hint = "leave it out, or mend what the condition speaks of";
        origin_row(fault, row->place);
      }
      return;
    }
    if (cell == nullptr && !constant) check_absent(index, own, true);
  }
  writer.start(target.name);
  if (cell != nullptr)
    writer.trail(cell->origin.source, options_.mapping, row->place.file, row->place.line);
  else
    writer.trail(own.origin.source, options_.mapping, target.place.file, target.place.line);
  for (std::size_t i = 0; i < target.fixed.size(); ++i)
    writer.attribute(target.fixed[i].name, target.fixed_values[i]);
  for (const TargetAttribute& attribute : target.attributes) {
    const Row& from = program_.rows[attribute.row];
    const Cell* value = cell_of(from, own);
    if (value != nullptr && value->present)
      writer.attribute(attribute.name, home_of(from.scope, own).text(*value));
    else if (from.has_constant || from.has_default)
      writer.attribute(attribute.name, from.constant);
  }
  if (cell != nullptr)
    writer.text(home_of(row->scope, own).text(*cell));
  else if (row != nullptr && (row->has_constant || row->has_default))
    writer.text(row->constant);
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
  const auto needed = [&](Status status, std::uint32_t condition) {
    if (status == Status::required) return condition == kNone || when(condition, own) == Truth::yes;
    return status == Status::dependent && condition != kNone && when(condition, own) == Truth::yes;
  };
  const auto missing = [&](const std::string& path, Place place) {
    Diagnostic& fault = report(Fault::missing_value, own.origin, path);
    fault.expected = path;
    fault.hint = "add it: the mapping requires it here";
    fault.xml = target.name;
    origin_row(fault, place);
  };
  if (target.status != Status::none) {
    if (needed(target.status, target.when)) missing(target.source, target.place);
    return;
  }
  if (target.row != kNone) {
    const Row& row = program_.rows[target.row];
    if (!row.has_constant && !row.has_default && (inside || !row.within_wrapper) &&
        needed(row.status, row.when))
      missing(row.path, row.place);
  }
  for (const std::uint32_t child : target.children)
    if (program_.targets[child].kind == TargetKind::element)
      check_absent(child, own, inside);
    else if (program_.targets[child].kind == TargetKind::block) {
      const Scope& scope = program_.scopes[program_.targets[child].scope];
      check_count(home_of(scope.home, own).lists[scope.list], scope, own);
    }
}

void Forward::check_count(const List& list, const Scope& scope, const Instance& home) {
  if (list.count >= scope.min) return;
  Diagnostic& fault = report(Fault::missing_occurrence, home.origin, scope.path);
  fault.expected = "at least " + std::to_string(scope.min);
  fault.hint = "add " + scope.path;
  origin_row(fault, scope.place);
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

// --- parts, retracting, ending
// -----------------------------------------------------------------------

std::uint32_t Forward::part_depth(std::uint32_t part) const {
  return depth_[program_.parts[part].target];
}

void Forward::add_part(std::uint32_t index, xml::Piece&& piece, Span where) {
  const Part& part = program_.parts[index];
  List& list = root_->lists[part.list];
  if (++list.count == part.max + 1 && part.max < kUnbounded) {
    Origin origin = here();
    origin.source = where;
    Diagnostic& fault = report(Fault::too_many_parts, origin, part.mappings.front());
    fault.expected = "at most " + std::to_string(part.max);
    fault.hint = "send the messages that are too many in an interchange of their own";
    origin_row(fault, part.place);
  }
  if (!list.prefix) {
    list.prefix = std::make_unique<xml::Piece>(std::move(piece));
    return;
  }
  xml::Writer writer(*list.prefix,
                     xml::Writer::Options{.indent = options_.indent, .depth = depth_[part.target]});
  writer.splice(std::move(piece));
}

void Forward::retract() {
  while (!uncommitted_.empty()) {
    List* list = uncommitted_.back();
    uncommitted_.pop_back();
    if (!list->waiting()) continue;
    std::unique_ptr<Instance> instance = std::move(list->items.back());
    list->items.pop_back();
    --list->count;
    if (open_[instance->scope] == instance.get()) open_[instance->scope] = nullptr;
    release(std::move(instance));
  }
}

void Forward::commit() {
  uncommitted_.clear();
  pump();
}

void Forward::end() {
  for (std::uint32_t scope = static_cast<std::uint32_t>(open_.size()); scope-- > 1;) {
    if (open_[scope] != nullptr) open_[scope]->closed = true;
    open_[scope] = nullptr;
  }
  root_->closed = true;
  segment_ = nullptr;
  if (live_.empty()) begin_frame(live_, 0, *root_, *writer_);
  ended_ = true;
  pump();
  writer_->flush();
}

Truth Forward::accepted() const {
  return program_.accept == kNone ? Truth::yes : evaluate(view(root_.get()), program_.accept);
}

// --- looking up and reporting
// ------------------------------------------------------------------------

Instance& Forward::home_of(std::uint32_t scope, Instance& own) const {
  return scope == 0 ? *root_ : own;
}

const Cell* Forward::cell_of(const Row& row, Instance& own) const {
  return row.cell == kNone ? nullptr : &home_of(row.scope, own).cells[row.cell];
}

Truth Forward::when(std::uint32_t expression, Instance& own) const {
  return evaluate(view(&own), expression);
}

View Forward::view(const Instance* own) const {
  View look;
  look.program = &program_;
  look.root = root_.get();
  look.own = own;
  return look;
}

Origin Forward::here(const Segment::Value* value) const {
  Origin origin;
  if (segment_ == nullptr) return origin;
  origin.source = value == nullptr ? segment_->span() : segment_->span(*value);
  origin.segment = number_;
  origin.node = node_;
  if (value != nullptr) {
    origin.element = value->element;
    origin.component = value->component;
  }
  return origin;
}

Diagnostic& Forward::report(Fault fault, const Origin& origin, std::string detail) {
  Diagnostic& diagnostic = faults_.report(fault, source_, origin.source, std::move(detail));
  if (locate_) locate_(diagnostic);
  diagnostic.place.segment = origin.segment;
  diagnostic.place.tag = edifact::tag_text(program_.message->nodes[origin.node].tag);
  diagnostic.place.element = origin.element;
  diagnostic.place.component = origin.component;
  diagnostic.place.repetition = 0;
  if (origin.segment != number_ || diagnostic.place.group.empty())
    diagnostic.place.group = static_path(origin.node);
  return diagnostic;
}

void Forward::origin_row(Diagnostic& diagnostic, Place place) const {
  diagnostic.mapping = {program_.files[place.file], place.line};
}

// "SG34/SG36", without occurrence counts.
std::string Forward::static_path(std::uint32_t node) const {
  const auto& nodes = program_.message->nodes;
  std::string path;
  for (std::uint32_t at = nodes[node].group ? node : nodes[node].parent;
       at != 0 && at != directory::kNone; at = nodes[at].parent) {
    if (nodes[at].number == 0) continue;  // groups of the interchange have no number
    std::string step = "SG";
    step += std::to_string(nodes[at].number);
    if (!path.empty()) step += '/';
    path.insert(0, step);
  }
  return path;
}

}  // namespace sluis::mapping
