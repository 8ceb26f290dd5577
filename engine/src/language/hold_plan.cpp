#include "language/hold_plan.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "language/draft.hpp"

namespace sluis::language {
namespace {

using mapping::kNone;
using mapping::Program;
using mapping::Scope;
using mapping::Target;
using mapping::TargetKind;

class HoldPlan {
 public:
  explicit HoldPlan(Draft& draft) : draft_(draft) {}
  // Children in the order of the content model; rows of one rank in the order of the file.
  void order_targets();
  void plan();

 private:
  void plan_block(const Target& target);
  // First position in the message behind the part of `group` that holds `node`.
  std::uint32_t behind(std::uint32_t node, std::uint32_t group) const;
  void feed(Target& into, const Feed& from, std::uint32_t scope) const;
  static std::vector<std::uint32_t> rows_of(const Target& target);

  Draft& draft_;
};

void HoldPlan::order_targets() {
  for (Target& target : draft_.program->targets)
    std::stable_sort(
        target.children.begin(), target.children.end(),
        [&](std::uint32_t a, std::uint32_t b) { return draft_.ranks[a] < draft_.ranks[b]; });
}

void HoldPlan::plan() {
  std::vector<Feed> opened(draft_.program->scopes.size());
  for (const auto& [scope, from] : draft_.block_feeds) opened[scope] = from;
  // Children stand behind their parents: upwards in one sweep.
  for (std::size_t i = draft_.program->targets.size(); i-- > 0;) {
    Target& target = draft_.program->targets[i];
    if (target.kind == TargetKind::part) continue;
    if (target.kind == TargetKind::block) {
      plan_block(target);
      if (i != 0) feed(target, opened[target.scope], draft_.program->targets[target.parent].scope);
      continue;
    }
    const std::uint32_t frame = draft_.program->targets[target.parent].scope;
    for (const std::uint32_t row : rows_of(target))
      for (const Feed& from : draft_.row_feeds[row]) feed(target, from, frame);
    if (const auto at = draft_.target_feeds.find(static_cast<std::uint32_t>(i));
        at != draft_.target_feeds.end())
      for (const Feed& from : at->second) feed(target, from, frame);
    for (const std::uint32_t child : target.children) {
      const Target& below = draft_.program->targets[child];
      target.own_end = std::max(target.own_end, below.own_end);
      target.root_end = std::max(target.root_end, below.root_end);
      if (below.kind == TargetKind::block)
        target.root_end = std::max(target.root_end, draft_.program->scopes[below.scope].root_end);
    }
  }
  // Parts come when the interchange is complete.
  for (Target& target : draft_.program->targets)
    if (target.kind == TargetKind::part) target.own_end = mapping::kNone;
}

void HoldPlan::plan_block(const Target& target) {
  Program& program = *draft_.program;
  Scope& scope = program.scopes[target.scope];
  Target start;  // a place to add up what feeds the start of the element
  for (const std::uint32_t row : rows_of(target))
    for (const Feed& from : draft_.row_feeds[row]) feed(start, from, target.scope);
  if (scope.when != kNone)
    for (const Feed& from : draft_.expression_feeds[scope.when]) feed(start, from, target.scope);
  scope.start_end = start.own_end;
  scope.start_root_end = start.root_end;
  // What lies inside the block and reads from the message holds its end.
  for (const Feed& from : draft_.scope_feeds[target.scope]) feed(start, from, target.scope);
  scope.root_end = std::max(scope.root_end, start.root_end);
  for (const std::uint32_t child : target.children) {
    const Target& below = program.targets[child];
    scope.root_end = std::max(scope.root_end, below.root_end);
    if (below.kind == TargetKind::block)
      scope.root_end = std::max(scope.root_end, program.scopes[below.scope].root_end);
  }
}

std::uint32_t HoldPlan::behind(std::uint32_t node, std::uint32_t group) const {
  const auto& nodes = draft_.input.message->nodes;
  std::uint32_t at = node;
  while (nodes[at].parent != group && nodes[at].parent != directory::kNone) at = nodes[at].parent;
  return nodes[at].end;
}

void HoldPlan::feed(Target& into, const Feed& from, std::uint32_t scope) const {
  if (from.home != 0 || scope == 0) {
    if (!draft_.program->scopes[scope].segment)
      into.own_end = std::max(into.own_end, behind(from.node, draft_.program->scopes[scope].node));
  } else {
    into.root_end = std::max(into.root_end, behind(from.node, 0));
  }
}

std::vector<std::uint32_t> HoldPlan::rows_of(const Target& target) {
  std::vector<std::uint32_t> rows;
  if (target.row != kNone) rows.push_back(target.row);
  for (const auto& attribute : target.attributes) rows.push_back(attribute.row);
  return rows;
}

}  // namespace

void plan_output(Draft& draft) {
  HoldPlan plan(draft);
  plan.order_targets();
  plan.plan();
}

}  // namespace sluis::language
