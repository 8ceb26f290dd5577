// The forward run, first half: a segment that was placed is tested, its values are captured, and
// what no row accounts for is reported.
#include <algorithm>
#include <string>
#include <utility>

#include "mapping/forward.hpp"
#include "text/unicode.hpp"

namespace sluis::mapping {

using edifact::Segment;
using Value = Segment::Value;

namespace {

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

}  // namespace

void Forward::skip(const directory::Placement& placement) {
  for (const std::uint32_t group : placement.closed)
    for (const std::uint32_t scope : scopes_at_[group]) close(scope);
}

void Forward::segment(const Segment& segment, const directory::Placement& placement,
                      std::uint32_t number) {
  segment_ = &segment;
  number_ = number;
  skip(placement);
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
  faulty_.clear();
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
  first_value_ = last_value_ = nullptr;
  if (scratch_.size() < action.refs.count) scratch_.resize(action.refs.count);
  bool any = false;
  for (std::uint32_t i = 0; i < action.refs.count; ++i) {
    const ValueRef ref = program_.refs[action.refs.first + i];
    const Segment::Value* value = segment_->find(ref.element, ref.component);
    in_.push_back(value == nullptr ? std::string_view{} : segment_->text(*value, scratch_[i]));
    if (!in_.back().empty()) {
      any = true;
      if (first_value_ == nullptr) first_value_ = value;
      last_value_ = value;
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
  cell.origin.source.end = segment_->span(*last_value_).end;
  LensFault why;
  std::string_view value = in_.front();
  const auto say = [&](Fault kind) {
    // The directory's check has spoken of this value already.
    const Span all{segment_->span(*first_value_).begin, segment_->span(*last_value_).end};
    if (std::any_of(faulty_.begin(), faulty_.end(),
                    [&](Span span) { return span.begin < all.end && all.begin < span.end; }))
      return;
    const Value* at = first_value_;
    if (why.part < action.refs.count) {
      const ValueRef ref = program_.refs[action.refs.first + why.part];
      if (const Value* part = segment_->find(ref.element, ref.component)) at = part;
    }
    Origin origin = here(at);
    if (why.part == LensFault::kAll) origin.source.end = segment_->span(*last_value_).end;
    Diagnostic& fault = report(kind, origin, std::move(why.detail));
    std::string scratch;
    fault.value =
        why.part != LensFault::kAll
            ? std::string(segment_->text(*at, scratch))
            : text::printable(segment_->bytes().substr(at->begin, last_value_->end - at->begin));
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
  cell.origin = here(first_value_);
  Instance& home = *open_[action.scope];
  if (cell.present && value.size() <= cell.size) {  // the last one: in the place of the one before
    home.pool.replace(cell.begin, value.size(), value);
    cell.size = static_cast<std::uint32_t>(value.size());
    return;
  }
  cell.present = true;
  home.keep(cell, value);
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
  const bool there = gather(action);
  if (there && in_.front() == row.constant) return;
  Diagnostic& fault = report(Fault::unexpected_value, here(first_value_), row.path);
  if (there) fault.value = in_.front();
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
  if (refused_ != kNone) {
    const auto& group = program_.message->nodes[refused_];
    if (node_ > refused_ + 1 && node_ < group.end) return;
    refused_ = kNone;
  }
  const auto& bits = program_.field_bits[node.segment];
  const Rest* rest = nullptr;
  bool rest_known = false, any = false;
  for (const Segment::Value& value : segment_->values()) {
    if (value.begin == value.end || value.element > bits.size()) continue;
    const std::size_t bit = bits[value.element - 1U] + value.component - 1U;
    if (mask.all() || (value.repetition <= 1 && bit < kMaskBits && mask.test(bit))) {
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
      if (faulty_.empty()) report_unused(nullptr, rest);  // else something was said of it
      if (node_ == node.parent + 1 && node.parent != 0) refused_ = node.parent;
      return;
    }
    report_unused(&value, rest);
  }
}

void Forward::report_unused(const Segment::Value* value, const Rest* rest) {
  const auto& node = program_.message->nodes[node_];
  std::string detail;
  if (rest != nullptr) detail = program_.texts[rest->text];
  Diagnostic& fault =
      report(value == nullptr ? Fault::unused_segment : Fault::unused_value, here(value), detail);
  if (rest == nullptr && program_.policy == SourcePolicy::warn)
    faults_.regrade(fault, Severity::warning);
  if (rest == nullptr && program_.policy == SourcePolicy::report)
    faults_.regrade(fault, Severity::info);
  if (value != nullptr) {
    std::string scratch;
    fault.value = segment_->text(*value, scratch);
  }
  fault.hint = value == nullptr ? "leave the segment " + edifact::tag_text(node.tag) + " out"
                                : "leave the value out";
  fault.mapping = {program_.files.front(), 0};
}

}  // namespace sluis::mapping
