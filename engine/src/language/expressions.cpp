#include "language/expressions.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace sluis::language {

using mapping::Act;
using mapping::Action;
using mapping::kNone;
using mapping::Op;
using mapping::Range;

void Expressions::conditions() {
  for (const auto& [name, entry] : draft_.conditions) {
    draft_.program->condition_names.push_back(name);
    draft_.program->conditions.push_back(kNone);
  }
  for (const auto& [name, entry] : draft_.conditions) {
    if (entry.first->external || !entry.first->expression) continue;
    std::set<std::string> seen;
    if (reaches(*entry.first->expression, name, seen)) {
      draft_.reporter.report(Fault::condition_cycle, entry.second, entry.first->name.span,
                             "[" + name + "] depends on itself");
      continue;
    }
    Context context;
    context.file = entry.second;
    const auto index =
        static_cast<std::size_t>(std::find(draft_.program->condition_names.begin(),
                                           draft_.program->condition_names.end(), name) -
                                 draft_.program->condition_names.begin());
    draft_.program->conditions[index] = expression(*entry.first->expression, context, 0);
  }
}

std::uint32_t Expressions::expression(const Expression& expression, const Context& context,
                                      std::uint32_t own) {
  const std::size_t before = feeds_.size();
  const std::uint32_t root = lower(expression, context, own, nullptr);
  std::vector<Feed> read(feeds_.begin() + static_cast<std::ptrdiff_t>(before), feeds_.end());
  feeds_.resize(before);
  draft_.expression_feeds[root] = std::move(read);
  return root;
}

std::uint32_t Expressions::binary(Op op, std::uint32_t left, std::uint32_t right) {
  return node({.op = op, .left = left, .right = right});
}

bool Expressions::reaches(const Expression& e, const std::string& name,
                          std::set<std::string>& seen) const {
  if (e.kind == Expression::Kind::condition) {
    if (e.text.value == name) return true;
    const auto at = draft_.conditions.find(e.text.value);
    return at != draft_.conditions.end() && at->second.first->expression &&
           seen.insert(e.text.value).second && reaches(*at->second.first->expression, name, seen);
  }
  return std::any_of(e.children.begin(), e.children.end(),
                     [&](const Expression& child) { return reaches(child, name, seen); });
}

std::uint32_t Expressions::node(mapping::ExpressionNode node) {
  draft_.program->expressions.push_back(node);
  return static_cast<std::uint32_t>(draft_.program->expressions.size() - 1);
}

std::uint32_t Expressions::number_node(const std::string& value) {
  return node({.op = Op::number, .index = draft_.text(value)});
}

Op Expressions::op_of(Expression::Kind kind) {
  using Kind = Expression::Kind;
  switch (kind) {
    case Kind::or_:
      return Op::or_;
    case Kind::and_:
      return Op::and_;
    case Kind::xor_:
      return Op::xor_;
    case Kind::equal:
      return Op::equal;
    case Kind::not_equal:
      return Op::not_equal;
    case Kind::less:
      return Op::less;
    case Kind::less_equal:
      return Op::less_equal;
    case Kind::greater:
      return Op::greater;
    case Kind::greater_equal:
      return Op::greater_equal;
    case Kind::plus:
      return Op::plus;
    default:
      return Op::minus;
  }
}

std::uint32_t Expressions::lower(const Expression& e, const Context& context, std::uint32_t own,
                                 const ResolvedPath* quantified) {
  using Kind = Expression::Kind;
  switch (e.kind) {
    case Kind::or_:
    case Kind::and_:
    case Kind::xor_:
    case Kind::equal:
    case Kind::not_equal:
    case Kind::less:
    case Kind::less_equal:
    case Kind::greater:
    case Kind::greater_equal:
    case Kind::plus:
    case Kind::minus: {
      std::uint32_t left = lower(e.children[0], context, own, quantified);
      for (std::size_t i = 1; i < e.children.size(); ++i)
        left = binary(op_of(e.kind), left, lower(e.children[i], context, own, quantified));
      return left;
    }
    case Kind::not_:
      return node({.op = Op::not_, .left = lower(e.children[0], context, own, quantified)});
    case Kind::present:
    case Kind::absent: {
      const Expression& what = e.children[0];
      if (what.kind == Kind::path && what.path.elements.empty() && !what.path.self &&
          quantified == nullptr) {  // that a segment or group is there
        const std::uint32_t count = counter(what.path, context, own);
        return count == kNone ? node({})
                              : binary(e.kind == Kind::present ? Op::greater : Op::equal, count,
                                       number_node("0"));
      }
      return node({.op = e.kind == Kind::present ? Op::present : Op::absent,
                   .left = lower(what, context, own, quantified)});
    }
    case Kind::in:
      return membership(e, context, own, quantified);
    case Kind::matches: {
      std::string error;
      auto pattern = mapping::Pattern::compile(e.text.value, error);
      if (!pattern) {
        draft_.reporter.report(Fault::bad_pattern, context.file, e.text.span, error);
        return node({});
      }
      draft_.program->patterns.push_back(std::move(pattern));
      return node({.op = Op::matches,
                   .left = lower(e.children[0], context, own, quantified),
                   .index = static_cast<std::uint32_t>(draft_.program->patterns.size() - 1)});
    }
    case Kind::condition:
      return condition(e.text, context);
    case Kind::string:
      return node({.op = Op::string, .index = draft_.text(e.text.value)});
    case Kind::number:
      return number_node(e.text.value);
    case Kind::value:
      return node({.op = Op::value});
    case Kind::function:
      return function(e, context, own, quantified);
    case Kind::any:
    case Kind::all:
      return quantify(e, context, own, quantified);
    case Kind::path:
      return path(e.path, context, own, quantified, nullptr, false);
  }
  return node({});
}

std::uint32_t Expressions::membership(const Expression& e, const Context& context,
                                      std::uint32_t own, const ResolvedPath* quantified) {
  const std::uint32_t left = lower(e.children[0], context, own, quantified);
  Range codes{static_cast<std::uint32_t>(draft_.program->texts.size()), 0};
  if (e.codes.empty() && !e.text.empty()) {  // the keys of a table
    const auto table =
        std::find_if(draft_.lens_names.tables.begin(), draft_.lens_names.tables.end(),
                     [&](const auto& entry) { return entry.first == e.text.value; });
    if (table == draft_.lens_names.tables.end()) {
      draft_.unknown(Fault::unknown_table, context.file, e.text, "table", draft_.lens_names.tables);
      return node({});
    }
    for (const auto& row : table->second->rows) {
      draft_.text(row.left);
      ++codes.count;
    }
  }
  for (const Text& code : e.codes) {
    draft_.text(code.value);
    ++codes.count;
  }
  return node({.op = Op::in, .left = left, .texts = codes});
}

std::uint32_t Expressions::condition(const Text& name, const Context& context) {
  const auto at = draft_.conditions.find(name.value);
  if (at == draft_.conditions.end()) {
    draft_.unknown(Fault::unknown_condition, context.file, name, "condition", draft_.conditions);
    return node({});
  }
  const auto index =
      static_cast<std::uint32_t>(std::find(draft_.program->condition_names.begin(),
                                           draft_.program->condition_names.end(), name.value) -
                                 draft_.program->condition_names.begin());
  if (at->second.first->expression) {
    // What it reads, it reads from the message.
    std::vector<const SourcePath*> paths;
    std::set<std::string> seen{name.value};
    gather_paths(*at->second.first->expression, paths, seen);
    Diagnostics quiet;
    const Reporter silent{draft_.input.units, &quiet};
    const SourcePaths resolver(*draft_.input.release, *draft_.input.message, silent);
    for (const SourcePath* path : paths)
      if (const auto resolved = resolver.resolve(*path, {}, at->second.second))
        feeds_.push_back({0, resolved->node});
  }
  return node({.op = Op::condition, .index = index});
}

void Expressions::gather_paths(const Expression& e, std::vector<const SourcePath*>& paths,
                               std::set<std::string>& seen) const {
  if (e.kind == Expression::Kind::path || e.kind == Expression::Kind::any ||
      e.kind == Expression::Kind::all)
    paths.push_back(&e.path);
  if (e.kind == Expression::Kind::condition && seen.insert(e.text.value).second) {
    const auto at = draft_.conditions.find(e.text.value);
    if (at != draft_.conditions.end() && at->second.first->expression)
      gather_paths(*at->second.first->expression, paths, seen);
  }
  for (const Expression& child : e.children) gather_paths(child, paths, seen);
}

std::uint32_t Expressions::home_of_path(const SourcePath& path, std::uint32_t own) const {
  return path.root ? 0 : own;
}

std::uint32_t Expressions::counter(const SourcePath& path, const Context& context,
                                   std::uint32_t own) {
  const auto resolved = draft_.paths.resolve(path, context.source, context.file);
  if (!resolved) return kNone;
  Action action = draft_.action_for(*resolved, context, path.root, Act::tally,
                                    draft_.here(context.file, path.span));
  action.mask = {};  // looking does not use
  action.scope = home_of_path(path, own);
  action.cell = draft_.new_cell(action.scope);
  feeds_.push_back({action.scope, resolved->node});
  draft_.store(draft_.paths.trigger(resolved->node), action);
  return node({.op = Op::counter, .scope = action.scope, .index = action.cell});
}

std::uint32_t Expressions::path(const SourcePath& path, const Context& context, std::uint32_t own,
                                const ResolvedPath* quantified,
                                std::shared_ptr<const mapping::Lens> lens, bool last) {
  if (quantified != nullptr) {  // a value of the segment that is looked at
    const auto value = draft_.paths.resolve(path, {quantified->node, 0}, context.file);
    if (!value) return node({});
    if (!path.steps.empty() || path.root || value->values.size() != 1) {
      draft_.reporter.report(Fault::bad_quantifier, context.file, path.span,
                             "the body of any/all may read single values of its own segment only");
      return node({});
    }
    const Range range = draft_.keep(value->values);
    return node({.op = Op::segment, .index = range.first});
  }
  const auto resolved = draft_.paths.resolve(path, context.source, context.file);
  if (!resolved) return node({});
  if (!lens && resolved->values.size() > 1) {
    Diagnostic& fault = draft_.reporter.report(Fault::bad_quantifier, context.file, path.span,
                                               path_text(path) + " is several values");
    fault.hint = "name one component, or use time(...) for a date";
    return node({});
  }
  Action action = draft_.action_for(*resolved, context, path.root, Act::observe,
                                    draft_.here(context.file, path.span));
  action.mask = {};
  action.scope = home_of_path(path, own);
  action.cell = draft_.new_cell(action.scope);
  action.lens = std::move(lens);
  action.last = last;
  feeds_.push_back({action.scope, resolved->node});
  draft_.store(draft_.paths.trigger(resolved->node), action);
  return node({.op = Op::cell, .scope = action.scope, .index = action.cell});
}

std::uint32_t Expressions::function(const Expression& e, const Context& context, std::uint32_t own,
                                    const ResolvedPath* quantified) {
  static const std::vector<std::pair<std::string, int>> kFunctions = {
      {"count", 0}, {"first", 1}, {"last", 2}, {"time", 3}};
  const auto known = std::find_if(kFunctions.begin(), kFunctions.end(),
                                  [&](const auto& entry) { return entry.first == e.text.value; });
  if (known == kFunctions.end()) {
    draft_.unknown(Fault::unknown_function, context.file, e.text, "function", kFunctions);
    return node({});
  }
  if (e.children.size() != 1 || e.children[0].kind != Expression::Kind::path ||
      quantified != nullptr) {
    draft_.reporter.report(Fault::unknown_function, context.file, e.text.span,
                           e.text.value + " takes one path, outside any/all");
    return node({});
  }
  const SourcePath& of = e.children[0].path;
  switch (known->second) {
    case 0: {
      const std::uint32_t count = counter(of, context, own);
      return count == kNone ? node({}) : count;
    }
    case 1:
      return path(of, context, own, nullptr, nullptr, false);
    case 2:
      return path(of, context, own, nullptr, nullptr, true);
    default: {
      std::vector<mapping::LensArgument> arguments = {
          {"from", {"102", "203", "204", "303", "304"}}, {"to", {"304"}}, {"at", {"0000"}}};
      // Local times are those of the mapping's first zone.
      arguments.push_back(
          {"zone",
           {draft_.lens_names.zones.empty() ? "utc" : draft_.lens_names.zones.front().first}});
      std::string error;
      auto lens = mapping::make_lens("datetime", arguments, draft_.lens_names, error);
      if (!lens) {
        draft_.reporter.report(Fault::unknown_conversion, context.file, e.text.span, error);
        return node({});
      }
      return path(of, context, own, nullptr, std::move(lens), false);
    }
  }
}

std::uint32_t Expressions::quantify(const Expression& e, const Context& context, std::uint32_t own,
                                    const ResolvedPath* quantified) {
  const auto resolved = quantified != nullptr
                            ? std::nullopt
                            : draft_.paths.resolve(e.path, context.source, context.file);
  if (quantified != nullptr)
    draft_.reporter.report(Fault::bad_quantifier, context.file, e.span, "any/all inside any/all");
  if (!resolved) return node({});
  ResolvedPath at = *resolved;
  at.node = draft_.paths.trigger(at.node);
  const std::uint32_t body = lower(e.children[0], context, own, &at);
  Action action =
      draft_.action_for(at, context, e.path.root, Act::quantify, draft_.here(context.file, e.span));
  action.mask = {};
  action.scope = home_of_path(e.path, own);
  action.cell = draft_.new_cell(action.scope);
  action.expression = body;
  action.last = e.kind == Expression::Kind::all;
  feeds_.push_back({action.scope, at.node});
  draft_.store(at.node, action);
  const std::uint32_t verdict =
      node({.op = Op::verdict, .scope = action.scope, .index = action.cell});
  if (e.kind == Expression::Kind::any) return verdict;
  // all: true when nothing is there to contradict it
  const std::uint32_t count = counter(e.path, context, own);
  if (count == kNone) return node({});
  return binary(Op::or_, binary(Op::equal, count, number_node("0")), verdict);
}

}  // namespace sluis::language
