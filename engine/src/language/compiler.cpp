#include "language/compiler.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "language/parser.hpp"
#include "language/source_paths.hpp"

namespace sluis::language {
namespace {

using mapping::Act;
using mapping::Action;
using mapping::kNone;
using mapping::Op;
using mapping::Program;
using mapping::Range;
using mapping::Row;
using mapping::Scope;
using mapping::Target;
using mapping::TargetKind;
using mapping::ValueRef;

constexpr std::uint32_t kFragmentDepth = 16;

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

// Where the items of a body stand.
struct Context {
  std::uint32_t file = 0;
  std::uint32_t scope = 0;  // the block around: must be open for its rows to run
  SourceContext source;
  std::vector<std::uint32_t> selectors;  // from the block to `source`, when it lies deeper
  std::uint32_t target = 0;
  bool fragment_of_leaf = false;  // rows are required only when their wrapper is there
  bool rooted = false;            // the values are kept with the message, whatever block is around
  std::string source_prefix;      // for people
  std::uint32_t fragment_depth = 0;
};

// What feeds a value: the place in the message and whose occurrence it counts in.
struct Feed {
  std::uint32_t home = 0;
  std::uint32_t node = 0;
};

class Compiler {
 public:
  Compiler(const CompileInput& input, Diagnostics& faults)
      : input_(input),
        faults_(faults),
        reporter_{input.units, &faults},
        paths_(*input.release, *input.message, reporter_),
        program_(std::make_shared<Program>()) {}

  std::shared_ptr<Program> run() {
    const std::size_t errors = faults_.errors();
    Program& p = *program_;
    p.release = input_.release;
    p.message = input_.message;
    for (const Unit& unit : *input_.units) p.files.push_back(unit.name);
    const File& own = units()[0].model;
    p.interchange = own.interchange.has_value();
    p.scopes.emplace_back();
    number_positions();
    collect_names();
    if (own.xml.empty() || own.maps.empty()) {
      Diagnostic& fault = reporter_.report(
          Fault::incomplete_mapping, 0, own.name.span,
          own.xml.empty() ? "there is no `xml` declaration" : "there is no `map` block");
      fault.hint = "a mapping needs `edifact` or `interchange`, `xml` and `map`";
      return nullptr;
    }
    if (!make_root(own.xml.front())) return nullptr;
    policies();
    conditions();
    Context root;
    for (const MapDecl& map : own.maps) items(map.items, root);
    items(own.items, root);
    for (const Expression& accept : own.accept)
      p.accept = p.accept == kNone ? expression(accept, root, 0)
                                   : binary(Op::and_, p.accept, expression(accept, root, 0));
    if (faults_.errors() != errors) return nullptr;
    order_targets();
    plan();
    number_selectors();
    order_actions();
    return program_;
  }

 private:
  const std::vector<Unit>& units() const { return *input_.units; }

  // --- declarations ------------------------------------------------------------------------------

  // Bit numbers of all positions of each segment type, for the account.
  void number_positions() {
    for (const auto& segment : input_.release->segments) {
      std::vector<std::uint16_t> bits;
      std::size_t bit = 0;
      for (const auto& field : segment.fields) {
        bits.push_back(static_cast<std::uint16_t>(bit));
        bit += field.composite ? input_.release->composites[field.index].components.size() : 1;
      }
      program_->field_bits.push_back(std::move(bits));
    }
  }

  template <typename Decl, typename Into>
  void collect(std::uint32_t file, const std::vector<Decl>& decls, Into& into) {
    for (const Decl& decl : decls) {
      const auto [at, fresh] = into.emplace(decl.name.value, std::make_pair(&decl, file));
      if (!fresh) {
        Diagnostic& fault = reporter_.report(Fault::duplicate_name, file, decl.name.span,
                                             "`" + decl.name.value + "` is declared twice");
        fault.hint = "also in " + units()[at->second.second].name + ":" +
                     std::to_string(reporter_.line(at->second.second, at->second.first->name.span));
      }
    }
  }

  void collect_names() {
    for (std::uint32_t file = 0; file < units().size(); ++file) {
      const File& model = units()[file].model;
      collect(file, model.fragments, fragments_);
      collect(file, model.conditions, conditions_);
      collect(file, model.tables, tables_);
      for (const ZoneDecl& zone : model.zones)
        names_.zones.push_back(
            {zone.name.value, {zone.zone.value, policy(zone.gap), policy(zone.overlap)}});
    }
    for (const auto& [name, entry] : tables_) table(*entry.first, entry.second);
  }

  static mapping::Zone::Policy policy(ZoneDecl::Policy policy) {
    switch (policy) {
      case ZoneDecl::Policy::earlier:
        return mapping::Zone::Policy::earlier;
      case ZoneDecl::Policy::later:
        return mapping::Zone::Policy::later;
      default:
        return mapping::Zone::Policy::error;
    }
  }

  void table(const TableDecl& decl, std::uint32_t file) {
    for (const auto& [path, list] : input_.code_lists) {
      if (path != decl.file.value || !list) continue;
      auto copy = std::make_shared<mapping::CodeTable>(*list);
      copy->name = decl.name.value;
      copy->file = decl.file.value;
      copy->otherwise = decl.otherwise == TableDecl::Else::error  ? mapping::CodeTable::Else::error
                        : decl.otherwise == TableDecl::Else::pass ? mapping::CodeTable::Else::pass
                                                                  : mapping::CodeTable::Else::value;
      copy->else_value = decl.else_value.value;
      copy->seal();
      names_.tables.push_back({decl.name.value, std::move(copy)});
      return;
    }
    (void)file;  // a list that could not be read is reported by the loader
  }

  void policies() {
    for (const PolicyDecl& policy : units()[0].model.policies)
      if (policy.side.value == "source")
        program_->policy = policy.action.value == "error"  ? mapping::SourcePolicy::error
                           : policy.action.value == "warn" ? mapping::SourcePolicy::warn
                                                           : mapping::SourcePolicy::report;
  }

  // Named conditions read from the message; their order does not matter, cycles are refused.
  void conditions() {
    for (const auto& [name, entry] : conditions_) {
      program_->condition_names.push_back(name);
      program_->conditions.push_back(kNone);
    }
    for (const auto& [name, entry] : conditions_) {
      if (entry.first->external || !entry.first->expression) continue;
      if (cyclic(name, name, 0)) {
        reporter_.report(Fault::condition_cycle, entry.second, entry.first->name.span,
                         "[" + name + "] depends on itself");
        continue;
      }
      Context context;
      context.file = entry.second;
      const auto index = static_cast<std::size_t>(
          std::find(program_->condition_names.begin(), program_->condition_names.end(), name) -
          program_->condition_names.begin());
      program_->conditions[index] = expression(*entry.first->expression, context, 0);
    }
  }

  bool cyclic(const std::string& from, const std::string& to, std::size_t depth) {
    const auto at = conditions_.find(from);
    if (at == conditions_.end() || !at->second.first->expression) return false;
    if (depth > conditions_.size()) return true;
    return mentions(*at->second.first->expression, to, depth);
  }
  bool mentions(const Expression& expression, const std::string& name, std::size_t depth) {
    if (expression.kind == Expression::Kind::condition)
      return expression.text.value == name || cyclic(expression.text.value, name, depth + 1);
    return std::any_of(expression.children.begin(), expression.children.end(),
                       [&](const Expression& child) { return mentions(child, name, depth); });
  }

  // --- targets -----------------------------------------------------------------------------------

  bool make_root(const XmlDecl& xml) {
    prefixes_ = &xml.prefixes;
    program_->root_space = xml.space.value;
    program_->root_name = xml.name.value;
    const std::uint32_t element = input_.schema->global(xml.space.value, xml.name.value);
    if (element == xml::kNone) {
      Diagnostic& fault =
          reporter_.report(Fault::unknown_root, 0, xml.name.span,
                           "the schema has no element {" + xml.space.value + "}" + xml.name.value);
      for (std::uint32_t i = 0; i < input_.schema->globals; ++i)
        fault.expected += (i == 0 ? "{" : ", {") + input_.schema->elements[i].space + "}" +
                          input_.schema->elements[i].name;
      return false;
    }
    Target root;
    root.kind = TargetKind::block;
    root.name = xml.name.value;
    root.place = {0, reporter_.line(0, xml.name.span)};
    if (!xml.space.empty()) {
      root.fixed.push_back({"xmlns", kNone});
      root.fixed_values.push_back(xml.space.value);
    }
    for (const Prefix& prefix : xml.prefixes) {
      root.fixed.push_back({"xmlns:" + prefix.name.value, kNone});
      root.fixed_values.push_back(prefix.uri.value);
    }
    program_->targets.push_back(std::move(root));
    program_->scopes[0].target = 0;
    elements_.push_back(element);
    ranks_.push_back(0);
    return true;
  }

  const xml::ElementType* type_of(std::uint32_t target) const {
    const std::uint32_t type = input_.schema->elements[elements_[target]].type;
    return type == xml::kNone ? nullptr : &input_.schema->types[type];
  }

  // "md:MetaData": the name as written in the document.
  std::optional<std::string> written_name(std::uint32_t element, std::uint32_t file, Span span) {
    const auto& declared = input_.schema->elements[element];
    if (declared.space == program_->root_space) return declared.name;
    for (const Prefix& prefix : *prefixes_)
      if (prefix.uri.value == declared.space) return prefix.name.value + ":" + declared.name;
    Diagnostic& fault = reporter_.report(
        Fault::no_prefix, file, span,
        declared.name + " is in namespace \"" + declared.space + "\", which has no prefix");
    fault.hint = "add `prefix NAME = \"" + declared.space + "\"` to the `xml` declaration";
    return std::nullopt;
  }

  const xml::Child* child_of(std::uint32_t target, const TargetStep& step, std::uint32_t file) {
    const xml::ElementType* type = type_of(target);
    const std::string* space = nullptr;
    if (!step.prefix.empty())
      for (const Prefix& prefix : *prefixes_)
        if (prefix.name.value == step.prefix.value) space = &prefix.uri.value;
    if (!step.prefix.empty() && space == nullptr) {
      reporter_.report(Fault::unknown_root, file, step.prefix.span,
                       "prefix `" + step.prefix.value + "` is not declared");
      return nullptr;
    }
    std::string_view wanted;
    if (space != nullptr) wanted = *space;
    if (type != nullptr)
      if (const xml::Child* child =
              input_.schema->child(*type, step.name.value, space == nullptr ? nullptr : &wanted))
        return child;
    const auto& parent = input_.schema->elements[elements_[target]];
    Diagnostic& fault = reporter_.report(Fault::unknown_child, file, step.name.span,
                                         parent.name + " has no child `" + step.name.value + "`");
    std::vector<std::string> known;
    if (type != nullptr)
      for (const xml::Child& child : type->children)
        known.push_back(input_.schema->elements[child.element].name);
    std::string list;
    for (const std::string& name : known) list += (list.empty() ? "" : " ") + name;
    fault.expected = list.empty() ? "no child elements" : list;
    if (const std::string near = nearest(step.name.value, known); !near.empty())
      fault.hint = "did you mean `" + near + "`?";
    return nullptr;
  }

  std::uint32_t add_target(std::uint32_t parent, const xml::Child& child, std::uint32_t file,
                           Span span) {
    const auto name = written_name(child.element, file, span);
    if (!name) return kNone;
    Target target;
    target.name = *name;
    target.parent = parent;
    target.scope = program_->targets[parent].scope;
    target.min = child.min;
    target.max = child.max;
    target.place = {file, reporter_.line(file, span)};
    program_->targets.push_back(std::move(target));
    elements_.push_back(child.element);
    ranks_.push_back(child.rank);
    const auto index = static_cast<std::uint32_t>(program_->targets.size() - 1);
    program_->targets[parent].children.push_back(index);
    return index;
  }

  // The element that `../` leads to: the parent of the block around, and so on.
  std::uint32_t climb(std::uint32_t target, const TargetPath& path, std::uint32_t file) {
    for (std::uint32_t i = 0; i < path.up; ++i) {
      if (program_->targets[target].parent == kNone) {
        reporter_.report(Fault::unknown_child, file, path.span,
                         "`../` leads above the root element");
        return kNone;
      }
      target = program_->targets[target].parent;
    }
    return target;
  }

  // Elements on the way to the last step: they appear when something below them does.
  // `with_text`: also one that has a row of its own.
  std::uint32_t wrapper(std::uint32_t target, const TargetStep& step, std::uint32_t file,
                        bool with_text) {
    const xml::Child* child = child_of(target, step, file);
    if (child == nullptr) return kNone;
    for (const std::uint32_t at : program_->targets[target].children)
      if (program_->targets[at].kind == TargetKind::element && elements_[at] == child->element &&
          (with_text || program_->targets[at].row == kNone))
        return at;
    return add_target(target, *child, file, step.name.span);
  }

  struct Place {
    std::uint32_t target = kNone;  // the element
    std::string attribute;         // when the path ends at one
  };

  // The element a leaf or block writes. `fresh`: it must not have been built before.
  std::optional<Place> place(const TargetPath& path, std::uint32_t from, std::uint32_t file,
                             bool fresh) {
    std::uint32_t target = climb(from, path, file);
    if (target == kNone) return std::nullopt;
    Place result{target, {}};
    for (std::size_t i = 0; i < path.steps.size(); ++i) {
      const TargetStep& step = path.steps[i];
      const bool last = i + 1 == path.steps.size();
      if (step.attribute) {
        const xml::ElementType* type = type_of(result.target);
        const bool known =
            type != nullptr && std::any_of(type->attributes.begin(), type->attributes.end(),
                                           [&](const xml::Attribute& attribute) {
                                             return attribute.name == step.name.value;
                                           });
        if (!known) {
          reporter_.report(Fault::unknown_child, file, step.name.span,
                           input_.schema->elements[elements_[result.target]].name +
                               " has no attribute `" + step.name.value + "`");
          return std::nullopt;
        }
        result.attribute = step.name.value;
        return result;
      }
      if (last && fresh) {
        const xml::Child* child = child_of(result.target, step, file);
        if (child == nullptr) return std::nullopt;
        result.target = add_target(result.target, *child, file, step.name.span);
      } else {
        const bool with_text = last || path.steps[i + 1].attribute;
        result.target = wrapper(result.target, step, file, with_text);
      }
      if (result.target == kNone) return std::nullopt;
    }
    return result;
  }

  // --- source side -------------------------------------------------------------------------------

  std::uint32_t text(std::string value) {
    program_->texts.push_back(std::move(value));
    return static_cast<std::uint32_t>(program_->texts.size() - 1);
  }

  mapping::Place here(std::uint32_t file, Span span) const {
    return {file, reporter_.line(file, span)};
  }

  // One selector for the same tests at the same node.
  std::uint32_t selector(const StepTests& step) {
    std::string key = std::to_string(step.node);
    for (const auto& one : step.tests) {
      key += ';' + std::to_string(one.ref.element) + ':' + std::to_string(one.ref.component);
      for (const std::string& code : one.codes) key += '|' + code;
    }
    const auto [at, fresh] =
        selector_ids_.emplace(key, static_cast<std::uint32_t>(selectors_.size()));
    if (fresh) {
      mapping::Selector selector;
      selector.tests = {static_cast<std::uint32_t>(program_->tests.size()),
                        static_cast<std::uint32_t>(step.tests.size())};
      for (const auto& one : step.tests) {
        mapping::Test test;
        test.ref = one.ref;
        test.codes = {static_cast<std::uint32_t>(program_->texts.size()),
                      static_cast<std::uint32_t>(one.codes.size())};
        for (const std::string& code : one.codes) text(code);
        program_->tests.push_back(test);
      }
      selectors_.push_back({step.node, selector});
    }
    return at->second;
  }

  void account(Action& action, std::uint32_t node, const std::vector<ValueRef>& refs) const {
    const auto& bits = program_->field_bits[input_.message->nodes[node].segment];
    for (const ValueRef ref : refs)
      if (ref.element != 0 && ref.element <= bits.size()) {
        const std::size_t bit = bits[ref.element - 1U] + ref.component - 1U;
        if (bit < mapping::kMaskBits) action.mask.set(bit);
      }
  }

  void account_all(Action& action) const { action.mask.words.fill(~std::uint64_t{0}); }

  Range keep(const std::vector<ValueRef>& refs) {
    const Range range{static_cast<std::uint32_t>(program_->refs.size()),
                      static_cast<std::uint32_t>(refs.size())};
    program_->refs.insert(program_->refs.end(), refs.begin(), refs.end());
    return range;
  }

  // An action for `path`, its selectors and account filled in; not yet stored.
  Action action_for(const ResolvedPath& path, const Context& context, bool rooted, Act act,
                    mapping::Place place) {
    Action action;
    action.act = act;
    action.within = rooted ? 0 : context.scope;
    action.place = place;
    std::vector<std::uint32_t> selectors;
    if (!rooted) selectors = context.selectors;
    const std::uint32_t node = paths_.trigger(path.node);
    for (const StepTests& step : path.steps) {
      const std::uint32_t id = selector(step);
      selectors.push_back(id);
      std::vector<ValueRef> refs;
      for (const auto& one : step.tests) refs.push_back(one.ref);
      if (step.node == node) {
        account(action, node, refs);
      } else {
        // The qualifier of a group on the way is used, too.
        Action cover;
        cover.act = Act::cover;
        cover.within = action.within;
        cover.place = place;
        cover.selectors = list(selectors);
        account(cover, step.node, refs);
        store(step.node, cover);
      }
    }
    action.selectors = list(selectors);
    account(action, node, path.values);
    action.refs = keep(path.values);
    return action;
  }

  Range list(const std::vector<std::uint32_t>& selectors) {
    const Range range{static_cast<std::uint32_t>(program_->selector_lists.size()),
                      static_cast<std::uint32_t>(selectors.size())};
    program_->selector_lists.insert(program_->selector_lists.end(), selectors.begin(),
                                    selectors.end());
    return range;
  }

  void store(std::uint32_t node, const Action& action) { actions_.push_back({node, action}); }

  std::uint32_t new_cell(std::uint32_t scope) { return program_->scopes[scope].cells++; }

  // The scope whose instances hold a value written to `target`.
  std::uint32_t home(std::uint32_t target, bool rooted) const {
    return rooted ? 0 : program_->targets[target].scope;
  }

  // --- expressions -------------------------------------------------------------------------------

  std::uint32_t node(mapping::ExpressionNode node) {
    program_->expressions.push_back(node);
    return static_cast<std::uint32_t>(program_->expressions.size() - 1);
  }
  std::uint32_t binary(Op op, std::uint32_t left, std::uint32_t right) {
    return node({.op = op, .left = left, .right = right});
  }
  std::uint32_t number_node(const std::string& value) {
    return node({.op = Op::number, .index = text(value)});
  }

  // Compiles an expression whose own values live in instances of `own`. What it reads is remembered
  // under its root for the hold plan.
  std::uint32_t expression(const Expression& expression, const Context& context,
                           std::uint32_t own) {
    const std::size_t before = feeds_.size();
    const std::uint32_t root = lower(expression, context, own, nullptr);
    std::vector<Feed> read(feeds_.begin() + static_cast<std::ptrdiff_t>(before), feeds_.end());
    feeds_.resize(before);
    expression_feeds_[root] = std::move(read);
    return root;
  }

  static Op op_of(Expression::Kind kind) {
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

  std::uint32_t lower(const Expression& e, const Context& context, std::uint32_t own,
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
          reporter_.report(Fault::bad_pattern, context.file, e.text.span, error);
          return node({});
        }
        program_->patterns.push_back(std::move(pattern));
        return node({.op = Op::matches,
                     .left = lower(e.children[0], context, own, quantified),
                     .index = static_cast<std::uint32_t>(program_->patterns.size() - 1)});
      }
      case Kind::condition:
        return condition(e.text, context);
      case Kind::string:
        return node({.op = Op::string, .index = text(e.text.value)});
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

  std::uint32_t membership(const Expression& e, const Context& context, std::uint32_t own,
                           const ResolvedPath* quantified) {
    const std::uint32_t left = lower(e.children[0], context, own, quantified);
    Range codes{static_cast<std::uint32_t>(program_->texts.size()), 0};
    if (e.codes.empty() && !e.text.empty()) {  // the keys of a table
      const auto table =
          std::find_if(names_.tables.begin(), names_.tables.end(),
                       [&](const auto& entry) { return entry.first == e.text.value; });
      if (table == names_.tables.end()) {
        unknown(Fault::unknown_table, context.file, e.text, "table", names_.tables);
        return node({});
      }
      for (const auto& row : table->second->rows) {
        text(row.left);
        ++codes.count;
      }
    }
    for (const Text& code : e.codes) {
      text(code.value);
      ++codes.count;
    }
    return node({.op = Op::in, .left = left, .texts = codes});
  }

  template <typename Names>
  void unknown(Fault fault, std::uint32_t file, const Text& name, const std::string& what,
               const Names& names) {
    std::vector<std::string> known;
    for (const auto& entry : names) known.push_back(entry.first);
    Diagnostic& diagnostic =
        reporter_.report(fault, file, name.span, "there is no " + what + " `" + name.value + "`");
    for (const std::string& one : known)
      diagnostic.expected += (diagnostic.expected.empty() ? "" : " ") + one;
    if (const std::string near = nearest(name.value, known); !near.empty())
      diagnostic.hint = "did you mean `" + near + "`?";
  }

  std::uint32_t condition(const Text& name, const Context& context) {
    const auto at = conditions_.find(name.value);
    if (at == conditions_.end()) {
      unknown(Fault::unknown_condition, context.file, name, "condition", conditions_);
      return node({});
    }
    const auto index = static_cast<std::uint32_t>(
        std::find(program_->condition_names.begin(), program_->condition_names.end(), name.value) -
        program_->condition_names.begin());
    if (at->second.first->expression) {
      // What it reads, it reads from the message.
      std::vector<const SourcePath*> paths;
      gather_paths(*at->second.first->expression, paths, 0);
      Diagnostics quiet;
      const Reporter silent{input_.units, &quiet};
      const SourcePaths resolver(*input_.release, *input_.message, silent);
      for (const SourcePath* path : paths)
        if (const auto resolved = resolver.resolve(*path, {}, at->second.second))
          feeds_.push_back({0, resolved->node});
    }
    return node({.op = Op::condition, .index = index});
  }

  void gather_paths(const Expression& e, std::vector<const SourcePath*>& paths, std::size_t depth) {
    if (e.kind == Expression::Kind::path || e.kind == Expression::Kind::any ||
        e.kind == Expression::Kind::all)
      paths.push_back(&e.path);
    if (e.kind == Expression::Kind::condition && depth < conditions_.size()) {
      const auto at = conditions_.find(e.text.value);
      if (at != conditions_.end() && at->second.first->expression)
        gather_paths(*at->second.first->expression, paths, depth + 1);
    }
    for (const Expression& child : e.children) gather_paths(child, paths, depth);
  }

  // Where a path of an expression keeps its value.
  std::uint32_t home_of_path(const SourcePath& path, std::uint32_t own) const {
    return path.root ? 0 : own;
  }

  std::uint32_t counter(const SourcePath& path, const Context& context, std::uint32_t own) {
    const auto resolved = paths_.resolve(path, context.source, context.file);
    if (!resolved) return kNone;
    Action action =
        action_for(*resolved, context, path.root, Act::tally, here(context.file, path.span));
    action.mask = {};  // looking does not use
    action.scope = home_of_path(path, own);
    action.cell = new_cell(action.scope);
    feeds_.push_back({action.scope, resolved->node});
    store(paths_.trigger(resolved->node), action);
    return node({.op = Op::counter, .scope = action.scope, .index = action.cell});
  }

  std::uint32_t path(const SourcePath& path, const Context& context, std::uint32_t own,
                     const ResolvedPath* quantified, std::shared_ptr<const mapping::Lens> lens,
                     bool last) {
    if (quantified != nullptr) {  // a value of the segment that is looked at
      const auto value = paths_.resolve(path, {quantified->node, 0}, context.file);
      if (!value) return node({});
      if (!path.steps.empty() || path.root || value->values.size() != 1) {
        reporter_.report(Fault::bad_quantifier, context.file, path.span,
                         "the body of any/all may read single values of its own segment only");
        return node({});
      }
      const Range range = keep(value->values);
      return node({.op = Op::segment, .index = range.first});
    }
    const auto resolved = paths_.resolve(path, context.source, context.file);
    if (!resolved) return node({});
    if (!lens && resolved->values.size() > 1) {
      Diagnostic& fault = reporter_.report(Fault::bad_quantifier, context.file, path.span,
                                           path_text(path) + " is several values");
      fault.hint = "name one component, or use time(...) for a date";
      return node({});
    }
    Action action =
        action_for(*resolved, context, path.root, Act::observe, here(context.file, path.span));
    action.mask = {};
    action.scope = home_of_path(path, own);
    action.cell = new_cell(action.scope);
    action.lens = std::move(lens);
    action.last = last;
    feeds_.push_back({action.scope, resolved->node});
    store(paths_.trigger(resolved->node), action);
    return node({.op = Op::cell, .scope = action.scope, .index = action.cell});
  }

  std::uint32_t function(const Expression& e, const Context& context, std::uint32_t own,
                         const ResolvedPath* quantified) {
    static const std::vector<std::pair<std::string, int>> kFunctions = {
        {"count", 0}, {"first", 1}, {"last", 2}, {"time", 3}};
    const auto known = std::find_if(kFunctions.begin(), kFunctions.end(),
                                    [&](const auto& entry) { return entry.first == e.text.value; });
    if (known == kFunctions.end()) {
      unknown(Fault::unknown_function, context.file, e.text, "function", kFunctions);
      return node({});
    }
    if (e.children.size() != 1 || e.children[0].kind != Expression::Kind::path ||
        quantified != nullptr) {
      reporter_.report(Fault::unknown_function, context.file, e.text.span,
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
        arguments.push_back({"zone", {names_.zones.empty() ? "utc" : names_.zones.front().first}});
        std::string error;
        auto lens = mapping::make_lens("datetime", arguments, names_, error);
        if (!lens) {
          reporter_.report(Fault::unknown_conversion, context.file, e.text.span, error);
          return node({});
        }
        return path(of, context, own, nullptr, std::move(lens), false);
      }
    }
  }

  std::uint32_t quantify(const Expression& e, const Context& context, std::uint32_t own,
                         const ResolvedPath* quantified) {
    const auto resolved =
        quantified != nullptr ? std::nullopt : paths_.resolve(e.path, context.source, context.file);
    if (quantified != nullptr)
      reporter_.report(Fault::bad_quantifier, context.file, e.span, "any/all inside any/all");
    if (!resolved) return node({});
    ResolvedPath at = *resolved;
    at.node = paths_.trigger(at.node);
    const std::uint32_t body = lower(e.children[0], context, own, &at);
    Action action = action_for(at, context, e.path.root, Act::quantify, here(context.file, e.span));
    action.mask = {};
    action.scope = home_of_path(e.path, own);
    action.cell = new_cell(action.scope);
    action.expression = body;
    action.last = e.kind == Expression::Kind::all;
    feeds_.push_back({action.scope, at.node});
    store(at.node, action);
    const std::uint32_t verdict =
        node({.op = Op::verdict, .scope = action.scope, .index = action.cell});
    if (e.kind == Expression::Kind::any) return verdict;
    // all: true when nothing is there to contradict it
    const std::uint32_t count = counter(e.path, context, own);
    if (count == kNone) return node({});
    return binary(Op::or_, binary(Op::equal, count, number_node("0")), verdict);
  }

  // --- items -------------------------------------------------------------------------------------

  void items(const std::vector<Item>& list, const Context& context) {
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

  const std::pair<const FragmentDecl*, std::uint32_t>* fragment(const std::string& name) const {
    const auto at = fragments_.find(name);
    return at == fragments_.end() ? nullptr : &at->second;
  }

  bool deeper(Context& context, std::uint32_t file, Span span) {
    if (++context.fragment_depth <= kFragmentDepth) return true;
    reporter_.report(Fault::fragment_recursion, file, span,
                     "fragments use one another without end");
    return false;
  }

  void block(const Block& block, const Context& context) {
    const auto source = paths_.resolve(block.source, context.source, context.file);
    if (block.target.steps.empty() || block.target.steps.back().attribute) {
      reporter_.report(Fault::unknown_child, context.file, block.target.span,
                       "a block writes an element: name it");
      return;
    }
    const auto target = place(block.target, context.target, context.file, true);
    if (!source || !target) return;
    if (!source->values.empty()) {
      Diagnostic& fault = reporter_.report(Fault::block_on_value, context.file, block.source.span,
                                           "a block goes over segments or groups, not over values");
      fault.hint = "write a row, or name the segment and read the value inside the block";
      return;
    }
    const bool rooted = block.source.root;
    const std::uint32_t parent = program_->targets[target->target].parent;
    const std::uint32_t parent_scope = program_->targets[parent].scope;
    const std::uint32_t home = rooted ? 0 : parent_scope;
    if (rooted && parent_scope != 0 && program_->scopes[parent_scope].max != 1) {
      Diagnostic& fault = reporter_.report(
          Fault::block_on_value, context.file, block.source.span,
          "a block on segments of the message cannot stand in a block that repeats");
      fault.hint = "move it out, or read single values with rows";
    }
    const auto index = static_cast<std::uint32_t>(program_->scopes.size());
    Scope scope;
    scope.node = source->node;
    scope.segment = !source->group;
    scope.home = home;
    scope.list = program_->scopes[home].lists++;
    scope.min = block.cardinality.min;
    scope.max = block.cardinality.bounded ? block.cardinality.max : mapping::kUnbounded;
    if (block.cardinality.kind == Cardinality::Kind::one) scope.min = scope.max = 1;
    if (block.cardinality.kind == Cardinality::Kind::optional) {
      scope.min = 0;
      scope.max = 1;
    }
    Target& written = program_->targets[target->target];
    if (written.max != xml::kUnbounded) scope.max = std::min(scope.max, written.max);
    written.kind = TargetKind::block;
    written.scope = index;
    scope.target = target->target;
    scope.path = path_text(block.source);
    scope.place = here(context.file, block.source.span);
    program_->scopes.push_back(std::move(scope));

    Action open =
        action_for(*source, context, rooted, Act::open, here(context.file, block.source.span));
    open.index = index;
    store(paths_.trigger(source->node), open);
    block_feeds_.push_back({index, {home, source->node}});

    Context inner = context;
    inner.scope = index;
    inner.source = {source->node, 0};
    inner.selectors.clear();
    inner.target = target->target;
    inner.fragment_of_leaf = false;
    inner.rooted = false;
    inner.source_prefix.clear();
    if (block.when) {
      const std::uint32_t condition = expression(*block.when, inner, index);
      program_->scopes[index].when = condition;
    }
    if (block.fragment.empty()) {
      items(block.items, inner);
      return;
    }
    const auto* shared = fragment(block.fragment.value);
    if (shared == nullptr) {
      unknown(Fault::unknown_fragment, context.file, block.fragment, "fragment", fragments_);
      return;
    }
    if (!deeper(inner, context.file, block.fragment.span)) return;
    use_fragment(*shared, inner, block.fragment, context.file);
  }

  // Expands a fragment; a fault inside it also tells where it was used.
  void use_fragment(const std::pair<const FragmentDecl*, std::uint32_t>& shared, Context context,
                    const Text& name, std::uint32_t used_in) {
    context.file = shared.second;
    const std::size_t before = faults_.all().size();
    items(shared.first->items, context);
    if (faults_.all().size() == before) return;
    Diagnostic& fault = faults_.last();
    Note note;
    note.text = "used here as `" + name.value + "`";
    note.file = units()[used_in].name;
    note.position = units()[used_in].source->position(name.span.begin);
    note.excerpt = units()[used_in].source->excerpt(name.span);
    fault.notes.push_back(std::move(note));
  }

  void leaf(const Leaf& leaf, const Context& context) {
    const mapping::Place at =
        here(context.file, leaf.left_constant ? leaf.left_constant->value.span : leaf.source.span);
    // S <- ..., S <-> = c: the source side of a constant
    if (leaf.right_constant || leaf.arrow == Arrow::backward) {
      if (leaf.left_constant) return;  // = c <- T: of the way back only
      const auto source = paths_.resolve(leaf.source, context.source, context.file);
      if (!source) return;
      const bool compare = leaf.right_constant && leaf.arrow == Arrow::both;
      Action action =
          action_for(*source, context, leaf.source.root, compare ? Act::compare : Act::cover, at);
      if (compare) {
        Row row;
        row.has_constant = true;
        row.constant = leaf.right_constant->value.value;
        row.path = shown(leaf.source, context);
        row.place = at;
        action.index = static_cast<std::uint32_t>(program_->rows.size());
        program_->rows.push_back(std::move(row));
      }
      store(paths_.trigger(source->node), action);
      if (!leaf.right_constant) (void)place(leaf.target, context.target, context.file, false);
      return;
    }
    if (!leaf.left_constant && leaf.conversions.size() == 1 &&
        leaf.conversions[0].arguments.empty() && fragment(leaf.conversions[0].name.value)) {
      leaf_fragment(leaf, context, at);
      return;
    }
    const auto target = leaf_target(leaf, context);
    if (!target) return;
    Row row;
    row.status = status_of(leaf.status);
    row.within_wrapper = context.fragment_of_leaf;
    row.place = at;
    row.scope = home(target->target, leaf.source.root || context.rooted);
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
      const auto source = paths_.resolve(leaf.source, context.source, context.file);
      if (!source || !conversions(leaf, context.file, row)) return;
      if (source->values.empty()) {
        Diagnostic& fault = reporter_.report(Fault::unknown_element, context.file, leaf.source.span,
                                             path_text(leaf.source) + " is a segment, not a value");
        fault.hint = "name the element, for instance " + path_text(leaf.source) + ".1154";
        return;
      }
      if (source->values.size() > 1 && row.lenses.empty()) {
        Diagnostic& fault = reporter_.report(
            Fault::tuple_without_conversion, context.file, leaf.source.span,
            path_text(leaf.source) + " is " + std::to_string(source->values.size()) + " values");
        fault.hint = "name one component, or add a conversion that joins them";
        return;
      }
      row.cell = new_cell(row.scope);
      Action action = action_for(*source, context, leaf.source.root, Act::capture, at);
      action.index = static_cast<std::uint32_t>(program_->rows.size());
      row_feeds_[action.index].push_back({row.scope, source->node});
      store(paths_.trigger(source->node), action);
    }
    const auto index = static_cast<std::uint32_t>(program_->rows.size());
    program_->rows.push_back(std::move(row));
    if (leaf.when) {
      const std::uint32_t condition =
          expression(*leaf.when, context, program_->targets[target->target].scope);
      program_->rows[index].when = condition;
      for (const Feed& feed : expression_feeds_[condition]) row_feeds_[index].push_back(feed);
    }
    if (!target->attribute.empty())
      program_->targets[target->target].attributes.push_back({target->attribute, index});
    else
      program_->targets[target->target].row = index;
  }

  // The element of a row; its text must be free.
  std::optional<Place> leaf_target(const Leaf& leaf, const Context& context) {
    const bool attribute = !leaf.target.steps.empty() && leaf.target.steps.back().attribute;
    auto target = place(leaf.target, context.target, context.file,
                        !attribute && !leaf.target.self && !shared_leaf(leaf, context));
    if (!target) return std::nullopt;
    if (attribute) {
      for (const auto& other : program_->targets[target->target].attributes)
        if (other.name == target->attribute) {
          reporter_.report(Fault::target_built_twice, context.file, leaf.target.span,
                           "attribute " + target->attribute + " has a row already");
          return std::nullopt;
        }
      return target;
    }
    const Target& element = program_.get()->targets[target->target];
    if (element.row != kNone) {
      Diagnostic& fault = reporter_.report(Fault::target_built_twice, context.file,
                                           leaf.target.span, element.name + " has a row already");
      const mapping::Place other = program_->rows[element.row].place;
      fault.hint =
          "the other row: " + program_->files[other.file] + ":" + std::to_string(other.line);
      return std::nullopt;
    }
    const xml::ElementType* type = type_of(target->target);
    if (type != nullptr && type->simple == xml::kNone && !type->mixed && !type->children.empty()) {
      Diagnostic& fault = reporter_.report(
          Fault::incompatible_types, context.file, leaf.target.span,
          input_.schema->elements[elements_[target->target]].name + " holds elements, not text");
      fault.hint = "name the element inside it, or use a fragment or a block";
      return std::nullopt;
    }
    return target;
  }

  // True when an element made by an attribute's row, or a second row for the same one, is meant.
  bool shared_leaf(const Leaf& leaf, const Context& context) {
    std::uint32_t target = climb(context.target, leaf.target, context.file);
    if (target == kNone) return false;
    for (const TargetStep& step : leaf.target.steps) {
      std::uint32_t found = kNone;
      for (const std::uint32_t at : program_->targets[target].children)
        if (program_->targets[at].kind == TargetKind::element &&
            input_.schema->elements[elements_[at]].name == step.name.value)
          found = at;
      if (found == kNone) return false;
      target = found;
    }
    return true;
  }

  void leaf_fragment(const Leaf& leaf, const Context& context, mapping::Place at) {
    const auto source = paths_.resolve(leaf.source, context.source, context.file);
    const auto target = place(leaf.target, context.target, context.file, true);
    if (!source || !target) return;
    Context inner = context;
    if (!deeper(inner, context.file, leaf.conversions[0].name.span)) return;
    if (leaf.source.root) {
      inner.scope = 0;
      inner.rooted = true;
      inner.selectors.clear();
    }
    for (const StepTests& step : source->steps) inner.selectors.push_back(selector(step));
    // The qualifiers on the way are accounted for by an action of their own.
    Action cover = action_for(*source, context, leaf.source.root, Act::cover, at);
    cover.mask = {};
    for (const StepTests& step : source->steps)
      if (step.node == source->node)
        for (const auto& one : step.tests) account(cover, source->node, {one.ref});
    store(paths_.trigger(source->node), cover);
    inner.source = {source->node, source->composite ? source->composite_element : std::uint16_t{0}};
    inner.target = target->target;
    inner.fragment_of_leaf = true;
    inner.source_prefix = shown(leaf.source, context);
    Target& wrapper = program_->targets[target->target];
    wrapper.status = status_of(leaf.status);
    wrapper.source = inner.source_prefix;
    wrapper.place = at;
    if (leaf.when) {
      const std::uint32_t condition =
          expression(*leaf.when, context, program_->targets[target->target].scope);
      program_->targets[target->target].when = condition;
      target_feeds_[target->target] = expression_feeds_[condition];
    }
    use_fragment(*fragment(leaf.conversions[0].name.value), inner, leaf.conversions[0].name,
                 context.file);
  }

  std::string shown(const SourcePath& path, const Context& context) const {
    if (context.source_prefix.empty()) return path_text(path);
    return path.self ? context.source_prefix : context.source_prefix + "." + path_text(path);
  }

  bool conversions(const Leaf& leaf, std::uint32_t file, Row& row) {
    for (const Conversion& conversion : leaf.conversions) {
      std::vector<mapping::LensArgument> arguments;
      for (const Argument& argument : conversion.arguments) {
        mapping::LensArgument lowered{argument.name.value, {}};
        for (const Text& value : argument.values) lowered.values.push_back(value.value);
        arguments.push_back(std::move(lowered));
      }
      std::string error;
      auto lens = mapping::make_lens(conversion.name.value, arguments, names_, error);
      if (!lens) {
        Diagnostic& fault =
            reporter_.report(Fault::unknown_conversion, file, conversion.name.span, error);
        std::vector<std::string> known;
        for (const auto& [name, entry] : fragments_) known.push_back(name);
        if (const std::string near = nearest(conversion.name.value, known); !near.empty())
          fault.hint = "did you mean the fragment `" + near + "`?";
        return false;
      }
      row.lenses.push_back(std::move(lens));
    }
    return true;
  }

  void rule(const Rule& rule, const Context& context) {
    mapping::Rule lowered;
    lowered.name = rule.name.value;
    lowered.severity = rule.severity == Rule::Severity::error     ? mapping::Rule::Severity::error
                       : rule.severity == Rule::Severity::warning ? mapping::Rule::Severity::warning
                                                                  : mapping::Rule::Severity::info;
    lowered.place = here(context.file, rule.name.span);
    const std::size_t before = feeds_.size();
    const auto on = paths_.resolve(rule.on, context.source, context.file);
    if (on) {
      Action action =
          action_for(*on, context, rule.on.root, Act::observe, here(context.file, rule.on.span));
      action.mask = {};
      action.scope = home_of_path(rule.on, context.scope);
      action.cell = new_cell(action.scope);
      if (on->values.size() > 1) action.refs = keep({on->values.front()});
      feeds_.push_back({action.scope, on->node});
      lowered.on_scope = action.scope;
      lowered.on_cell = action.cell;
      store(paths_.trigger(on->node), action);
    }
    std::vector<Feed> read(feeds_.begin() + static_cast<std::ptrdiff_t>(before), feeds_.end());
    feeds_.resize(before);
    if (rule.when) {
      lowered.when = expression(*rule.when, context, context.scope);
      for (const Feed& feed : expression_feeds_[lowered.when]) read.push_back(feed);
    }
    lowered.require = expression(rule.require, context, context.scope);
    for (const Feed& feed : expression_feeds_[lowered.require]) read.push_back(feed);
    for (const Say& say : rule.say) lowered.say.push_back({say.language.value, say.text.value});
    if (!rule.respond_name.empty())
      lowered.respond = rule.respond_name.value + "=" + rule.respond_value.value;
    const auto index = static_cast<std::uint32_t>(program_->rules.size());
    program_->rules.push_back(std::move(lowered));
    program_->scopes[context.scope].rules.push_back(index);
    scope_feeds_[context.scope].insert(scope_feeds_[context.scope].end(), read.begin(), read.end());
  }

  void cover(const Cover& cover, const Context& context, Span span) {
    const std::uint32_t reason = text(cover.reason.value);
    if (cover.kind == Cover::Kind::rest_ignore || cover.kind == Cover::Kind::rest_forbid) {
      rests_.push_back(
          {context.source.node, {context.scope, cover.kind == Cover::Kind::rest_forbid, reason}});
      return;
    }
    const Act act = cover.kind == Cover::Kind::ignore ? Act::cover : Act::forbid;
    for (const SourcePath& path : cover.paths) {
      const mapping::Place at = here(context.file, span);
      if (path.anywhere) {
        cover_anywhere(path, context, act, reason, at);
        continue;
      }
      const auto resolved = paths_.resolve(path, context.source, context.file);
      if (!resolved) continue;
      cover_path(*resolved, path, context, act, reason, at);
    }
  }

  // `**.1131`: that element wherever it stands below.
  void cover_anywhere(const SourcePath& path, const Context& context, Act act, std::uint32_t reason,
                      mapping::Place at) {
    const auto& nodes = input_.message->nodes;
    if (path.elements.size() != 1 || path.elements[0].ids.size() != 1 || !path.steps.empty()) {
      reporter_.report(Fault::unknown_element, context.file, path.span,
                       "`**.` is followed by one element number");
      return;
    }
    const std::uint32_t first = context.source.node;
    const std::uint32_t end = nodes[first].group ? nodes[first].end : first + 1;
    for (std::uint32_t node = first; node < end; ++node) {
      if (nodes[node].group) continue;
      const auto refs = paths_.anywhere(input_.release->segments[nodes[node].segment],
                                        path.elements[0].ids[0].id.value);
      if (refs.empty()) continue;
      ResolvedPath here_path;
      here_path.node = node;
      here_path.values = refs;
      Action action = action_for(here_path, context, false, act, at);
      action.index = reason;
      store(node, action);
    }
  }

  void cover_path(const ResolvedPath& resolved, const SourcePath& path, const Context& context,
                  Act act, std::uint32_t reason, mapping::Place at) {
    const auto& nodes = input_.message->nodes;
    if (!resolved.values.empty()) {
      Action action = action_for(resolved, context, path.root, act, at);
      action.index = reason;
      store(paths_.trigger(resolved.node), action);
      return;
    }
    if (resolved.group) {
      // The whole group: a fault for its trigger only, an account for everything in it.
      for (std::uint32_t node = resolved.node + 1; node < nodes[resolved.node].end; ++node) {
        if (nodes[node].group) continue;
        ResolvedPath inside = resolved;
        inside.node = node;
        inside.group = false;
        Action action = action_for(inside, context, path.root,
                                   node == resolved.node + 1 ? act : Act::cover, at);
        action.index = reason;
        account_all(action);
        store(node, action);
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
      Action action = action_for(same, context, path.root, act, at);
      action.index = reason;
      account_all(action);
      store(node, action);
    }
  }

  void part(const Part& part, const Context& context, Span span) {
    if (!program_->interchange || context.scope != 0) {
      reporter_.report(Fault::misplaced_part, context.file, span,
                       "`part` stands in the `map` block of an interchange mapping");
      return;
    }
    mapping::Part lowered;
    lowered.min = part.cardinality.min;
    lowered.max = part.cardinality.bounded ? part.cardinality.max : mapping::kUnbounded;
    if (part.cardinality.kind == Cardinality::Kind::one) lowered.min = lowered.max = 1;
    if (part.cardinality.kind == Cardinality::Kind::optional) {
      lowered.min = 0;
      lowered.max = 1;
    }
    lowered.place = here(context.file, span);
    lowered.list = program_->scopes[0].lists++;
    const xml::ElementType* type = type_of(0);
    std::uint32_t target = kNone;
    for (const Text& name : part.mappings) {
      const auto known = std::find_if(input_.mappings.begin(), input_.mappings.end(),
                                      [&](const auto& entry) { return entry.name == name.value; });
      if (known == input_.mappings.end()) {
        std::vector<std::pair<std::string, int>> names;
        for (const auto& entry : input_.mappings) names.push_back({entry.name, 0});
        unknown(Fault::unknown_mapping_name, context.file, name, "mapping", names);
        continue;
      }
      lowered.mappings.push_back(name.value);
      if (target != kNone || type == nullptr) continue;
      for (const xml::Child& child : type->children) {
        const auto& element = input_.schema->elements[child.element];
        if (element.space != known->root_space || element.name != known->root_name) continue;
        Target slot;
        slot.kind = TargetKind::part;
        slot.name = element.name;
        slot.parent = 0;
        slot.scope = 0;
        slot.part = static_cast<std::uint32_t>(program_->parts.size());
        slot.place = lowered.place;
        target = static_cast<std::uint32_t>(program_->targets.size());
        program_->targets.push_back(std::move(slot));
        elements_.push_back(child.element);
        ranks_.push_back(child.rank);
        program_->targets[0].children.push_back(target);
        break;
      }
      if (target == kNone)
        reporter_.report(Fault::unknown_child, context.file, name.span,
                         "the root element has no child {" + known->root_space + "}" +
                             known->root_name + ", which " + name.value + " writes");
    }
    lowered.target = target;
    program_->parts.push_back(std::move(lowered));
  }

  // --- finishing ---------------------------------------------------------------------------------

  // Children in the order of the content model; rows of one rank in the order of the file.
  void order_targets() {
    for (Target& target : program_->targets)
      std::stable_sort(target.children.begin(), target.children.end(),
                       [&](std::uint32_t a, std::uint32_t b) { return ranks_[a] < ranks_[b]; });
  }

  // First position in the message behind the part of `group` that holds `node`.
  std::uint32_t behind(std::uint32_t node, std::uint32_t group) const {
    const auto& nodes = input_.message->nodes;
    std::uint32_t at = node;
    while (nodes[at].parent != group && nodes[at].parent != directory::kNone) at = nodes[at].parent;
    return nodes[at].end;
  }

  void feed(Target& into, const Feed& from, std::uint32_t scope) const {
    if (from.home != 0 || scope == 0) {
      if (!program_->scopes[scope].segment)
        into.own_end = std::max(into.own_end, behind(from.node, program_->scopes[scope].node));
    } else {
      into.root_end = std::max(into.root_end, behind(from.node, 0));
    }
  }

  void plan() {
    std::vector<Feed> opened(program_->scopes.size());
    for (const auto& [scope, from] : block_feeds_) opened[scope] = from;
    // Children stand behind their parents: upwards in one sweep.
    for (std::size_t i = program_->targets.size(); i-- > 1;) {
      Target& target = program_->targets[i];
      const std::uint32_t frame = program_->targets[target.parent].scope;
      if (target.kind == TargetKind::part) continue;
      if (target.kind == TargetKind::block) {
        Scope& scope = program_->scopes[target.scope];
        Target own;  // what lies inside the block and reads from the message
        for (const std::uint32_t row : rows_of(target))
          for (const Feed& from : row_feeds_[row]) feed(own, from, target.scope);
        for (const Feed& from : scope_feeds_[target.scope]) feed(own, from, target.scope);
        if (scope.when != kNone)
          for (const Feed& from : expression_feeds_[scope.when]) feed(own, from, target.scope);
        for (const std::uint32_t child : target.children)
          own.root_end = std::max(
              own.root_end, std::max(program_->targets[child].root_end,
                                     program_->targets[child].kind == TargetKind::block
                                         ? program_->scopes[program_->targets[child].scope].root_end
                                         : 0));
        scope.root_end = std::max(scope.root_end, own.root_end);
        feed(target, opened[target.scope], frame);
        continue;
      }
      for (const std::uint32_t row : rows_of(target))
        for (const Feed& from : row_feeds_[row]) feed(target, from, frame);
      if (const auto at = target_feeds_.find(static_cast<std::uint32_t>(i));
          at != target_feeds_.end())
        for (const Feed& from : at->second) feed(target, from, frame);
      for (const std::uint32_t child : target.children) {
        const Target& below = program_->targets[child];
        target.own_end = std::max(target.own_end, below.own_end);
        target.root_end = std::max(target.root_end, below.root_end);
        if (below.kind == TargetKind::block)
          target.root_end = std::max(target.root_end, program_->scopes[below.scope].root_end);
      }
    }
    // Parts come when the interchange is complete.
    for (Target& target : program_->targets)
      if (target.kind == TargetKind::part) target.own_end = mapping::kNone;
  }

  static std::vector<std::uint32_t> rows_of(const Target& target) {
    std::vector<std::uint32_t> rows;
    if (target.row != kNone) rows.push_back(target.row);
    for (const auto& attribute : target.attributes) rows.push_back(attribute.row);
    return rows;
  }

  // Selectors of one node stand together.
  void number_selectors() {
    std::vector<std::uint32_t> order(selectors_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return selectors_[a].first < selectors_[b].first;
    });
    program_->nodes.resize(input_.message->nodes.size());
    std::vector<std::uint32_t> renamed(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      renamed[order[i]] = i;
      program_->selectors.push_back(selectors_[order[i]].second);
      Range& range = program_->nodes[selectors_[order[i]].first].selectors;
      if (range.count++ == 0) range.first = i;
    }
    for (std::uint32_t& id : program_->selector_lists) id = renamed[id];
  }

  void order_actions() {
    std::stable_sort(actions_.begin(), actions_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [node, action] : actions_) {
      Range& range = program_->nodes[node].actions;
      if (range.count++ == 0) range.first = static_cast<std::uint32_t>(program_->actions.size());
      program_->actions.push_back(std::move(action));
    }
    const auto& nodes = input_.message->nodes;
    for (std::uint32_t node = 0; node < nodes.size(); ++node) {
      Range& range = program_->nodes[node].rests;
      range.first = static_cast<std::uint32_t>(program_->rests.size());
      // Blocks inside blocks were met later: innermost first is last first.
      for (auto rest = rests_.rbegin(); rest != rests_.rend(); ++rest) {
        const bool inside = nodes[rest->first].group
                                ? node >= rest->first && node < nodes[rest->first].end
                                : node == rest->first;
        if (!inside) continue;
        program_->rests.push_back(rest->second);
        ++range.count;
      }
    }
  }

  const CompileInput& input_;
  Diagnostics& faults_;
  Reporter reporter_;
  SourcePaths paths_;
  std::shared_ptr<Program> program_;
  const std::vector<Prefix>* prefixes_ = nullptr;
  mapping::LensNames names_;

  std::map<std::string, std::pair<const FragmentDecl*, std::uint32_t>> fragments_;
  std::map<std::string, std::pair<const ConditionDecl*, std::uint32_t>> conditions_;
  std::map<std::string, std::pair<const TableDecl*, std::uint32_t>> tables_;

  std::vector<std::uint32_t> elements_;  // by target: schema element
  std::vector<std::uint32_t> ranks_;     // by target: place in the content model
  std::vector<std::pair<std::uint32_t, mapping::Selector>> selectors_;  // with their node
  std::map<std::string, std::uint32_t> selector_ids_;
  std::vector<std::pair<std::uint32_t, Action>> actions_;
  std::vector<std::pair<std::uint32_t, mapping::Rest>> rests_;

  std::vector<Feed> feeds_;  // of the expression being compiled
  std::map<std::uint32_t, std::vector<Feed>> expression_feeds_, row_feeds_, scope_feeds_,
      target_feeds_;
  std::vector<std::pair<std::uint32_t, Feed>> block_feeds_;
};

}  // namespace

std::shared_ptr<mapping::Program> compile(const CompileInput& input, Diagnostics& faults) {
  return Compiler(input, faults).run();
}

}  // namespace sluis::language
