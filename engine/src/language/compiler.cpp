#include "language/compiler.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "language/draft.hpp"
#include "language/expressions.hpp"
#include "language/hold_plan.hpp"
#include "language/parser.hpp"
#include "language/source_paths.hpp"
#include "language/target_tree.hpp"
#include "sluis/nearest.hpp"

namespace sluis::language {
namespace {

using mapping::Act;
using mapping::Action;
using mapping::kNone;
using mapping::Op;
using mapping::Program;
using mapping::Row;
using mapping::Scope;
using mapping::Target;
using mapping::TargetKind;

constexpr std::uint32_t kFragmentDepth = 16;
constexpr std::uint32_t kFragmentUses = 10'000;

mapping::Status status_of(Status status) {
  switch (status) {
    case Status::mandatory:
    case Status::required:
      return mapping::Status::required;
    case Status::dependent:
      return mapping::Status::dependent;
    case Status::optional:
      return mapping::Status::optional;
    default:
      return mapping::Status::none;
  }
}

// The least and the most occurrences.
std::pair<std::uint32_t, std::uint32_t> bounds_of(const Cardinality& cardinality) {
  switch (cardinality.kind) {
    case Cardinality::Kind::one:
      return {1, 1};
    case Cardinality::Kind::optional:
      return {0, 1};
    default:
      return {cardinality.min, cardinality.bounded ? cardinality.max : mapping::kUnbounded};
  }
}

// Items -> scopes, rows, rules and actions.
class Compiler {
 public:
  Compiler(const CompileInput& input, Diagnostics& faults)
      : errors_before_(faults.errors()),
        draft_(input, faults),
        targets_(draft_),
        expressions_(draft_) {}

  std::shared_ptr<Program> run();

 private:
  void policies();
  void items(const std::vector<Item>& list, const Context& context);
  bool deeper(Context& context, std::uint32_t file, Span span);
  void block(const Block& block, const Context& context);
  // Expands a fragment; a fault inside it also tells where it was used.
  void use_fragment(const std::pair<const FragmentDecl*, std::uint32_t>& shared, Context context,
                    const Text& name, std::uint32_t used_in);
  void leaf(const Leaf& leaf, const Context& context);
  // The element of a row; its text must be free.
  std::optional<Spot> leaf_target(const Leaf& leaf, const Context& context);
  // True when an element made by an attribute's row, or a second row for the same one, is meant.
  bool shared_leaf(const Leaf& leaf, const Context& context);
  void leaf_fragment(const Leaf& leaf, const Context& context, mapping::Place at);
  std::string shown(const SourcePath& path, const Context& context) const;
  bool conversions(const Leaf& leaf, std::uint32_t file, Row& row);
  void rule(const Rule& rule, const Context& context);
  void cover(const Cover& cover, const Context& context, Span span);
  // `**.1131`: that element wherever it stands below.
  void cover_anywhere(const SourcePath& path, const Context& context, Act act, std::uint32_t reason,
                      mapping::Place at);
  void cover_path(const ResolvedPath& resolved, const SourcePath& path, const Context& context,
                  Act act, std::uint32_t reason, mapping::Place at);
  void part(const Part& part, const Context& context, Span span);

  std::size_t errors_before_;
  std::uint32_t expansions_ = 0;
  Draft draft_;
  TargetTree targets_;
  Expressions expressions_;
};

std::shared_ptr<Program> Compiler::run() {
  const File& own = draft_.units()[0].model;
  if (own.xml.empty() || own.maps.empty()) {
    Diagnostic& fault = draft_.reporter.report(
        Fault::incomplete_mapping, 0, own.name.span,
        own.xml.empty() ? "there is no `xml` declaration" : "there is no `map` block");
    fault.hint = "a mapping needs `edifact` or `interchange`, `xml` and `map`";
    return nullptr;
  }
  for (const XmlDecl& xml : own.xml)
    if (!xml.label.empty() || own.xml.size() > 1) {
      draft_.reporter.report(Fault::incomplete_mapping, 0, xml.span,
                             "several targets in one mapping are not compiled yet");
      return nullptr;
    }
  if (!targets_.make_root(own.xml.front())) return nullptr;
  policies();
  expressions_.conditions();
  const Context root;
  for (const MapDecl& map : own.maps) items(map.items, root);
  items(own.items, root);
  std::uint32_t& accept = draft_.program->accept;
  for (const Expression& guard : own.accept) {
    const std::uint32_t one = expressions_.expression(guard, root, 0);
    accept = accept == kNone ? one : expressions_.binary(Op::and_, accept, one);
  }
  if (draft_.faults.errors() != errors_before_) return nullptr;
  plan_output(draft_);
  draft_.settle();
  return draft_.program;
}

void Compiler::policies() {
  for (const PolicyDecl& policy : draft_.units()[0].model.policies)
    if (policy.side.value == "source")
      draft_.program->policy = policy.action.value == "error"  ? mapping::SourcePolicy::error
                               : policy.action.value == "warn" ? mapping::SourcePolicy::warn
                                                               : mapping::SourcePolicy::report;
}

void Compiler::items(const std::vector<Item>& list, const Context& context) {
  for (const Item& item : list) {
    Context own = context;
    if (item.file != 0) own.file = item.file - 1;
    switch (item.kind) {
      case Item::Kind::leaf:
        leaf(*item.leaf, own);
        break;
      case Item::Kind::block:
        block(*item.block, own);
        break;
      case Item::Kind::rule:
        rule(*item.rule, own);
        break;
      case Item::Kind::cover:
        cover(*item.cover, own, item.span);
        break;
      case Item::Kind::part:
        part(*item.part, own, item.span);
        break;
    }
  }
}

bool Compiler::deeper(Context& context, std::uint32_t file, Span span) {
  if (++context.fragment_depth <= kFragmentDepth && ++expansions_ <= kFragmentUses) return true;
  draft_.reporter.report(Fault::fragment_recursion, file, span,
                         "fragments use one another without end");
  return false;
}

void Compiler::block(const Block& block, const Context& context) {
  const auto source = draft_.paths.resolve(block.source, context.source, context.file);
  if (block.target.steps.empty() || block.target.steps.back().attribute) {
    draft_.reporter.report(Fault::unknown_child, context.file, block.target.span,
                           "a block writes an element: name it");
    return;
  }
  const auto target = targets_.place(block.target, context.target, context.file, true);
  if (!source || !target) return;
  if (!source->values.empty()) {
    Diagnostic& fault =
        draft_.reporter.report(Fault::block_on_value, context.file, block.source.span,
                               "a block goes over segments or groups, not over values");
    fault.hint = "write a row, or name the segment and read the value inside the block";
    return;
  }
  const bool rooted = block.source.root;
  const std::uint32_t parent = draft_.program->targets[target->target].parent;
  const std::uint32_t parent_scope = draft_.program->targets[parent].scope;
  const std::uint32_t home = rooted ? 0 : parent_scope;
  if (rooted && parent_scope != 0 && draft_.program->scopes[parent_scope].max != 1) {
    Diagnostic& fault = draft_.reporter.report(
        Fault::block_on_value, context.file, block.source.span,
        "a block on segments of the message cannot stand in a block that repeats");
    fault.hint = "move it out, or read single values with rows";
  }
  const auto index = static_cast<std::uint32_t>(draft_.program->scopes.size());
  Scope scope;
  scope.node = source->node;
  scope.segment = !source->group;
  scope.home = home;
  scope.list = draft_.program->scopes[home].lists++;
  std::tie(scope.min, scope.max) = bounds_of(block.cardinality);
  Target& written = draft_.program->targets[target->target];
  if (written.max != xml::kUnbounded) scope.max = std::min(scope.max, written.max);
  written.kind = TargetKind::block;
  written.scope = index;
  scope.target = target->target;
  scope.path = path_text(block.source);
  scope.place = draft_.here(context.file, block.source.span);
  draft_.program->scopes.push_back(std::move(scope));

  Action open = draft_.action_for(*source, context, rooted, Act::open,
                                  draft_.here(context.file, block.source.span));
  open.index = index;
  draft_.store(draft_.paths.trigger(source->node), open);
  draft_.block_feeds.push_back({index, {home, source->node}});

  Context inner = context;
  inner.scope = index;
  inner.source = {source->node, 0};
  inner.selectors.clear();
  inner.target = target->target;
  inner.fragment_of_leaf = false;
  inner.rooted = false;
  inner.source_prefix.clear();
  if (block.when) {
    const std::uint32_t condition = expressions_.expression(*block.when, inner, index);
    draft_.program->scopes[index].when = condition;
  }
  if (block.fragment.empty()) {
    items(block.items, inner);
    return;
  }
  const auto* shared = draft_.fragment(block.fragment.value);
  if (shared == nullptr) {
    draft_.unknown(Fault::unknown_fragment, context.file, block.fragment, "fragment",
                   draft_.fragments);
    return;
  }
  if (!deeper(inner, context.file, block.fragment.span)) return;
  use_fragment(*shared, inner, block.fragment, context.file);
}

void Compiler::use_fragment(const std::pair<const FragmentDecl*, std::uint32_t>& shared,
                            Context context, const Text& name, std::uint32_t used_in) {
  context.file = shared.second;
  const std::size_t before = draft_.faults.all().size();
  items(shared.first->items, context);
  if (draft_.faults.all().size() == before) return;
  Diagnostic& fault = draft_.faults.last();
  Note note;
  note.text = "used here as `" + name.value + "`";
  note.file = draft_.units()[used_in].name;
  note.position = draft_.units()[used_in].source->position(name.span.begin);
  note.excerpt = draft_.units()[used_in].source->excerpt(name.span);
  fault.notes.push_back(std::move(note));
}

void Compiler::leaf(const Leaf& leaf, const Context& context) {
  const mapping::Place at = draft_.here(
      context.file, leaf.left_constant ? leaf.left_constant->value.span : leaf.source.span);
  // S <- ..., S <-> = c: the source side of a constant
  if (leaf.right_constant || leaf.arrow == Arrow::backward) {
    if (leaf.left_constant) return;  // = c <- T: of the way back only
    const auto source = draft_.paths.resolve(leaf.source, context.source, context.file);
    if (!source) return;
    const bool compare = leaf.right_constant && leaf.arrow == Arrow::both;
    Action action = draft_.action_for(*source, context, leaf.source.root,
                                      compare ? Act::compare : Act::cover, at);
    if (compare) {
      Row row;
      row.has_constant = true;
      row.constant = leaf.right_constant->value.value;
      row.path = shown(leaf.source, context);
      row.place = at;
      action.index = static_cast<std::uint32_t>(draft_.program->rows.size());
      draft_.program->rows.push_back(std::move(row));
    }
    draft_.store(draft_.paths.trigger(source->node), action);
    if (!leaf.right_constant)
      (void)targets_.place(leaf.target, context.target, context.file, false);
    return;
  }
  if (!leaf.left_constant && leaf.conversions.size() == 1 &&
      leaf.conversions[0].arguments.empty() && draft_.fragment(leaf.conversions[0].name.value)) {
    leaf_fragment(leaf, context, at);
    return;
  }
  const auto target = leaf_target(leaf, context);
  if (!target) return;
  Row row;
  row.status = status_of(leaf.status);
  row.within_wrapper = context.fragment_of_leaf;
  row.place = at;
  row.scope = draft_.home(target->target, leaf.source.root || context.rooted);
  if (leaf.left_constant) {
    row.has_constant = true;
    row.constant = leaf.left_constant->value.value;
    row.path = "= \"" + row.constant + '"';
  } else {
    if (leaf.default_value) {
      row.has_default = true;
      row.constant = leaf.default_value->value.value;
    }
    row.path = shown(leaf.source, context);
    const auto source = draft_.paths.resolve(leaf.source, context.source, context.file);
    if (!source || !conversions(leaf, context.file, row)) return;
    if (source->values.empty()) {
      Diagnostic& fault =
          draft_.reporter.report(Fault::unknown_element, context.file, leaf.source.span,
                                 path_text(leaf.source) + " is a segment, not a value");
      fault.hint = "name the element, for instance " + path_text(leaf.source) + ".1154";
      return;
    }
    if (source->values.size() > 1 && row.lenses.empty()) {
      Diagnostic& fault = draft_.reporter.report(
          Fault::tuple_without_conversion, context.file, leaf.source.span,
          path_text(leaf.source) + " is " + std::to_string(source->values.size()) + " values");
      fault.hint = "name one component, or add a conversion that joins them";
      return;
    }
    row.cell = draft_.new_cell(row.scope);
    row.node = draft_.paths.trigger(source->node);
    Action action = draft_.action_for(*source, context, leaf.source.root, Act::capture, at);
    action.index = static_cast<std::uint32_t>(draft_.program->rows.size());
    draft_.row_feeds[action.index].push_back({row.scope, source->node});
    draft_.store(draft_.paths.trigger(source->node), action);
  }
  const auto index = static_cast<std::uint32_t>(draft_.program->rows.size());
  draft_.program->rows.push_back(std::move(row));
  if (leaf.when) {
    const std::uint32_t condition =
        expressions_.expression(*leaf.when, context, draft_.program->targets[target->target].scope);
    draft_.program->rows[index].when = condition;
    for (const Feed& feed : draft_.expression_feeds[condition])
      draft_.row_feeds[index].push_back(feed);
  }
  if (!target->attribute.empty())
    draft_.program->targets[target->target].attributes.push_back({target->attribute, index});
  else
    draft_.program->targets[target->target].row = index;
}

std::optional<Spot> Compiler::leaf_target(const Leaf& leaf, const Context& context) {
  const bool attribute = !leaf.target.steps.empty() && leaf.target.steps.back().attribute;
  auto target = targets_.place(leaf.target, context.target, context.file,
                               !attribute && !leaf.target.self && !shared_leaf(leaf, context));
  if (!target) return std::nullopt;
  if (attribute) {
    for (const auto& other : draft_.program->targets[target->target].attributes)
      if (other.name == target->attribute) {
        draft_.reporter.report(Fault::target_built_twice, context.file, leaf.target.span,
                               "attribute " + target->attribute + " has a row already");
        return std::nullopt;
      }
    return target;
  }
  const Target& element = draft_.program->targets[target->target];
  if (element.row != kNone) {
    Diagnostic& fault =
        draft_.reporter.report(Fault::target_built_twice, context.file, leaf.target.span,
                               element.name + " has a row already");
    const mapping::Place other = draft_.program->rows[element.row].place;
    fault.hint =
        "the other row: " + draft_.program->files[other.file] + ":" + std::to_string(other.line);
    return std::nullopt;
  }
  const xml::ElementType* type = targets_.type_of(target->target);
  if (type != nullptr && type->simple == xml::kNone && !type->mixed && !type->children.empty()) {
    Diagnostic& fault =
        draft_.reporter.report(Fault::incompatible_types, context.file, leaf.target.span,
                               draft_.input.schema->elements[draft_.elements[target->target]].name +
                                   " holds elements, not text");
    fault.hint = "name the element inside it, or use a fragment or a block";
    return std::nullopt;
  }
  return target;
}

bool Compiler::shared_leaf(const Leaf& leaf, const Context& context) {
  std::uint32_t target = targets_.climb(context.target, leaf.target, context.file);
  if (target == kNone) return false;
  for (const TargetStep& step : leaf.target.steps) {
    std::uint32_t found = kNone;
    for (const std::uint32_t at : draft_.program->targets[target].children)
      if (draft_.program->targets[at].kind == TargetKind::element &&
          draft_.input.schema->elements[draft_.elements[at]].name == step.name.value)
        found = at;
    if (found == kNone) return false;
    target = found;
  }
  return true;
}

void Compiler::leaf_fragment(const Leaf& leaf, const Context& context, mapping::Place at) {
  const auto source = draft_.paths.resolve(leaf.source, context.source, context.file);
  const auto target = targets_.place(leaf.target, context.target, context.file, true);
  if (!source || !target) return;
  Context inner = context;
  if (!deeper(inner, context.file, leaf.conversions[0].name.span)) return;
  if (leaf.source.root) {
    inner.scope = 0;
    inner.rooted = true;
    inner.selectors.clear();
  }
  for (const StepTests& step : source->steps) inner.selectors.push_back(draft_.selector(step));
  // The qualifiers on the way are accounted for by an action of their own.
  Action cover = draft_.action_for(*source, context, leaf.source.root, Act::cover, at);
  cover.mask = {};
  for (const StepTests& step : source->steps)
    if (step.node == source->node)
      for (const auto& one : step.tests) draft_.account(cover, source->node, {one.ref});
  draft_.store(draft_.paths.trigger(source->node), cover);
  inner.source = {source->node, source->composite ? source->composite_element : std::uint16_t{0}};
  inner.target = target->target;
  inner.fragment_of_leaf = true;
  inner.source_prefix = shown(leaf.source, context);
  Target& wrapper = draft_.program->targets[target->target];
  wrapper.status = status_of(leaf.status);
  wrapper.source = inner.source_prefix;
  wrapper.place = at;
  if (leaf.when) {
    const std::uint32_t condition =
        expressions_.expression(*leaf.when, context, draft_.program->targets[target->target].scope);
    draft_.program->targets[target->target].when = condition;
    draft_.target_feeds[target->target] = draft_.expression_feeds[condition];
  }
  use_fragment(*draft_.fragment(leaf.conversions[0].name.value), inner, leaf.conversions[0].name,
               context.file);
}

std::string Compiler::shown(const SourcePath& path, const Context& context) const {
  if (context.source_prefix.empty()) return path_text(path);
  return path.self ? context.source_prefix : context.source_prefix + "." + path_text(path);
}

bool Compiler::conversions(const Leaf& leaf, std::uint32_t file, Row& row) {
  for (const Conversion& conversion : leaf.conversions) {
    std::vector<mapping::LensArgument> arguments;
    for (const Argument& argument : conversion.arguments) {
      mapping::LensArgument lowered{argument.name.value, {}};
      for (const Text& value : argument.values) lowered.values.push_back(value.value);
      arguments.push_back(std::move(lowered));
    }
    std::string error;
    auto lens = mapping::make_lens(conversion.name.value, arguments, draft_.lens_names, error);
    if (!lens) {
      Diagnostic& fault =
          draft_.reporter.report(Fault::unknown_conversion, file, conversion.name.span, error);
      std::vector<std::string> known;
      for (const auto& [name, entry] : draft_.fragments) known.push_back(name);
      if (const std::string near = nearest(conversion.name.value, known); !near.empty())
        fault.hint = "did you mean the fragment `" + near + "`?";
      return false;
    }
    row.lenses.push_back(std::move(lens));
  }
  return true;
}

void Compiler::rule(const Rule& rule, const Context& context) {
  mapping::Rule lowered;
  lowered.name = rule.name.value;
  lowered.severity = rule.severity == Rule::Severity::error     ? mapping::Rule::Severity::error
                     : rule.severity == Rule::Severity::warning ? mapping::Rule::Severity::warning
                                                                : mapping::Rule::Severity::info;
  lowered.place = draft_.here(context.file, rule.name.span);
  std::vector<Feed> read;
  const auto on = draft_.paths.resolve(rule.on, context.source, context.file);
  if (on) {
    Action action = draft_.action_for(*on, context, rule.on.root, Act::observe,
                                      draft_.here(context.file, rule.on.span));
    action.mask = {};
    action.scope = rule.on.root ? 0 : context.scope;
    action.cell = draft_.new_cell(action.scope);
    if (on->values.size() > 1) action.refs = draft_.keep({on->values.front()});
    read.push_back({action.scope, on->node});
    lowered.on_scope = action.scope;
    lowered.on_cell = action.cell;
    draft_.store(draft_.paths.trigger(on->node), action);
  }
  if (rule.when) {
    lowered.when = expressions_.expression(*rule.when, context, context.scope);
    for (const Feed& feed : draft_.expression_feeds[lowered.when]) read.push_back(feed);
  }
  lowered.require = expressions_.expression(rule.require, context, context.scope);
  for (const Feed& feed : draft_.expression_feeds[lowered.require]) read.push_back(feed);
  for (const Say& say : rule.say) lowered.say.emplace_back(say.language.value, say.text.value);
  if (!rule.respond_name.empty())
    lowered.respond = rule.respond_name.value + "=" + rule.respond_value.value;
  const auto index = static_cast<std::uint32_t>(draft_.program->rules.size());
  draft_.program->rules.push_back(std::move(lowered));
  draft_.program->scopes[context.scope].rules.push_back(index);
  draft_.scope_feeds[context.scope].insert(draft_.scope_feeds[context.scope].end(), read.begin(),
                                           read.end());
}

void Compiler::cover(const Cover& cover, const Context& context, Span span) {
  const std::uint32_t reason = draft_.text(cover.reason.value);
  if (cover.kind == Cover::Kind::rest_ignore || cover.kind == Cover::Kind::rest_forbid) {
    draft_.rests.push_back(
        {context.source.node, {context.scope, cover.kind == Cover::Kind::rest_forbid, reason}});
    return;
  }
  const Act act = cover.kind == Cover::Kind::ignore ? Act::cover : Act::forbid;
  for (const SourcePath& path : cover.paths) {
    const mapping::Place at = draft_.here(context.file, span);
    if (path.anywhere) {
      cover_anywhere(path, context, act, reason, at);
      continue;
    }
    const auto resolved = draft_.paths.resolve(path, context.source, context.file);
    if (!resolved) continue;
    cover_path(*resolved, path, context, act, reason, at);
  }
}

void Compiler::cover_anywhere(const SourcePath& path, const Context& context, Act act,
                              std::uint32_t reason, mapping::Place at) {
  const auto& nodes = draft_.input.message->nodes;
  if (path.elements.size() != 1 || path.elements[0].ids.size() != 1 || !path.steps.empty()) {
    draft_.reporter.report(Fault::unknown_element, context.file, path.span,
                           "`**.` is followed by one element number");
    return;
  }
  const std::uint32_t first = context.source.node;
  const std::uint32_t end = nodes[first].group ? nodes[first].end : first + 1;
  for (std::uint32_t node = first; node < end; ++node) {
    if (nodes[node].group) continue;
    const auto refs = draft_.paths.anywhere(draft_.input.release->segments[nodes[node].segment],
                                            path.elements[0].ids[0].id.value);
    if (refs.empty()) continue;
    ResolvedPath here_path;
    here_path.node = node;
    here_path.values = refs;
    Action action = draft_.action_for(here_path, context, false, act, at);
    action.index = reason;
    draft_.store(node, action);
  }
}

void Compiler::cover_path(const ResolvedPath& resolved, const SourcePath& path,
                          const Context& context, Act act, std::uint32_t reason,
                          mapping::Place at) {
  const auto& nodes = draft_.input.message->nodes;
  if (!resolved.values.empty()) {
    Action action = draft_.action_for(resolved, context, path.root, act, at);
    action.index = reason;
    draft_.store(draft_.paths.trigger(resolved.node), action);
    return;
  }
  if (resolved.group) {
    // The whole group: a fault for its trigger only, an account for everything in it.
    for (std::uint32_t node = resolved.node + 1; node < nodes[resolved.node].end; ++node) {
      if (nodes[node].group) continue;
      ResolvedPath inside = resolved;
      inside.node = node;
      inside.group = false;
      Action action = draft_.action_for(inside, context, path.root,
                                        node == resolved.node + 1 ? act : Act::cover, at);
      action.index = reason;
      draft_.account_all(action);
      draft_.store(node, action);
    }
    return;
  }
  // A segment: at every position of that tag on this level (UNS stands twice in one message).
  const std::uint32_t parent = nodes[resolved.node].parent;
  for (std::uint32_t node = parent + 1; node < nodes[parent].end; node = nodes[node].end) {
    if (nodes[node].group || nodes[node].tag != nodes[resolved.node].tag) continue;
    ResolvedPath same = resolved;
    same.node = node;
    for (StepTests& step : same.steps)
      if (step.node == resolved.node) step.node = node;
    Action action = draft_.action_for(same, context, path.root, act, at);
    action.index = reason;
    draft_.account_all(action);
    draft_.store(node, action);
  }
}

void Compiler::part(const Part& part, const Context& context, Span span) {
  if (!draft_.program->interchange || context.scope != 0) {
    draft_.reporter.report(Fault::misplaced_part, context.file, span,
                           "`part` stands in the `map` block of an interchange mapping");
    return;
  }
  mapping::Part lowered;
  std::tie(lowered.min, lowered.max) = bounds_of(part.cardinality);
  lowered.place = draft_.here(context.file, span);
  lowered.list = draft_.program->scopes[0].lists++;
  const xml::ElementType* type = targets_.type_of(0);
  std::uint32_t target = kNone;
  for (const Text& name : part.mappings) {
    const auto known = std::find_if(draft_.input.mappings.begin(), draft_.input.mappings.end(),
                                    [&](const auto& entry) { return entry.name == name.value; });
    if (known == draft_.input.mappings.end()) {
      std::vector<std::pair<std::string, int>> names;
      for (const auto& entry : draft_.input.mappings) names.emplace_back(entry.name, 0);
      draft_.unknown(Fault::unknown_mapping_name, context.file, name, "mapping", names);
      continue;
    }
    lowered.mappings.push_back(name.value);
    if (target != kNone || type == nullptr) continue;
    for (const xml::Child& child : type->children) {
      const auto& element = draft_.input.schema->elements[child.element];
      if (element.space != known->root_space || element.name != known->root_name) continue;
      Target slot;
      slot.kind = TargetKind::part;
      slot.name = element.name;
      slot.parent = 0;
      slot.scope = 0;
      slot.part = static_cast<std::uint32_t>(draft_.program->parts.size());
      slot.place = lowered.place;
      target = static_cast<std::uint32_t>(draft_.program->targets.size());
      draft_.program->targets.push_back(std::move(slot));
      draft_.elements.push_back(child.element);
      draft_.ranks.push_back(child.rank);
      draft_.program->targets[0].children.push_back(target);
      break;
    }
    if (target == kNone)
      draft_.reporter.report(Fault::unknown_child, context.file, name.span,
                             "the root element has no child {" + known->root_space + "}" +
                                 known->root_name + ", which " + name.value + " writes");
  }
  lowered.target = target;
  draft_.program->parts.push_back(std::move(lowered));
}

}  // namespace

std::shared_ptr<mapping::Program> compile(const CompileInput& input, Diagnostics& faults) {
  return Compiler(input, faults).run();
}

}  // namespace sluis::language
