#include "language/draft.hpp"

namespace sluis::language {

using mapping::Act;
using mapping::Action;
using mapping::Program;
using mapping::Range;
using mapping::ValueRef;

Draft::Draft(const CompileInput& all, Diagnostics& reports)
    : input(all),
      faults(reports),
      reporter{all.units, &reports},
      paths(*all.release, *all.message, reporter),
      program(std::make_shared<Program>()) {
  program->release = input.release;
  program->message = input.message;
  for (const Unit& unit : units()) program->files.push_back(unit.name);
  program->interchange = units()[0].model.interchange.has_value();
  program->scopes.emplace_back();
  number_positions();
  collect_names();
}

void Draft::settle() {
  number_selectors();
  order_actions();
}

void Draft::number_positions() {
  for (const auto& segment : input.release->segments) {
    std::vector<std::uint16_t> bits;
    std::size_t bit = 0;
    for (const auto& field : segment.fields) {
      bits.push_back(static_cast<std::uint16_t>(bit));
      bit += field.composite ? input.release->composites[field.index].components.size() : 1;
    }
    program->field_bits.push_back(std::move(bits));
  }
}

void Draft::collect_names() {
  for (std::uint32_t file = 0; file < units().size(); ++file) {
    const File& model = units()[file].model;
    collect(file, model.fragments, fragments);
    collect(file, model.conditions, conditions);
    collect(file, model.tables, tables);
    for (const ZoneDecl& zone : model.zones)
      lens_names.zones.push_back(
          {zone.name.value, {zone.zone.value, policy(zone.gap), policy(zone.overlap)}});
  }
  for (const auto& [name, entry] : tables) table(*entry.first, entry.second);
}

mapping::Zone::Policy Draft::policy(ZoneDecl::Policy policy) {
  switch (policy) {
    case ZoneDecl::Policy::earlier:
      return mapping::Zone::Policy::earlier;
    case ZoneDecl::Policy::later:
      return mapping::Zone::Policy::later;
    default:
      return mapping::Zone::Policy::error;
  }
}

void Draft::table(const TableDecl& decl, std::uint32_t file) {
  for (const auto& [path, list] : input.code_lists) {
    if (path != decl.file.value || !list) continue;
    auto copy = std::make_shared<mapping::CodeTable>(*list);
    copy->name = decl.name.value;
    copy->file = decl.file.value;
    copy->otherwise = decl.otherwise == TableDecl::Else::error  ? mapping::CodeTable::Else::error
                      : decl.otherwise == TableDecl::Else::pass ? mapping::CodeTable::Else::pass
                                                                : mapping::CodeTable::Else::value;
    copy->else_value = decl.else_value.value;
    copy->seal();
    lens_names.tables.emplace_back(decl.name.value, std::move(copy));
    return;
  }
  (void)file;  // a list that could not be read is reported by the loader
}

const std::vector<Unit>& Draft::units() const { return *input.units; }

std::uint32_t Draft::text(std::string value) {
  program->texts.push_back(std::move(value));
  return static_cast<std::uint32_t>(program->texts.size() - 1);
}

mapping::Place Draft::here(std::uint32_t file, Span span) const {
  return {file, reporter.line(file, span)};
}

std::uint32_t Draft::selector(const StepTests& step) {
  std::string key = std::to_string(step.node);
  for (const auto& one : step.tests) {
    key += ';' + std::to_string(one.ref.element) + ':' + std::to_string(one.ref.component);
    for (const std::string& code : one.codes) key += '|' + code;
  }
  const auto [at, fresh] =
      selector_ids_.emplace(key, static_cast<std::uint32_t>(selectors_.size()));
  if (fresh) {
    mapping::Selector selector;
    selector.tests = {static_cast<std::uint32_t>(program->tests.size()),
                      static_cast<std::uint32_t>(step.tests.size())};
    for (const auto& one : step.tests) {
      mapping::Test test;
      test.ref = one.ref;
      test.codes = {static_cast<std::uint32_t>(program->texts.size()),
                    static_cast<std::uint32_t>(one.codes.size())};
      for (const std::string& code : one.codes) text(code);
      program->tests.push_back(test);
    }
    selectors_.emplace_back(step.node, selector);
  }
  return at->second;
}

void Draft::account(Action& action, std::uint32_t node, const std::vector<ValueRef>& refs) const {
  const auto& bits = program->field_bits[input.message->nodes[node].segment];
  for (const ValueRef ref : refs)
    if (ref.element != 0 && ref.element <= bits.size()) {
      const std::size_t bit = bits[ref.element - 1U] + ref.component - 1U;
      if (bit + 1 < mapping::kMaskBits) action.mask.set(bit);
    }
}

void Draft::account_all(Action& action) const { action.mask.set_all(); }

Range Draft::keep(const std::vector<ValueRef>& refs) {
  const Range range{static_cast<std::uint32_t>(program->refs.size()),
                    static_cast<std::uint32_t>(refs.size())};
  program->refs.insert(program->refs.end(), refs.begin(), refs.end());
  return range;
}

Action Draft::action_for(const ResolvedPath& path, const Context& context, bool rooted, Act act,
                         mapping::Place place) {
  Action action;
  action.act = act;
  action.within = rooted ? 0 : context.scope;
  action.place = place;
  std::vector<std::uint32_t> selectors;
  if (!rooted) selectors = context.selectors;
  const std::uint32_t node = paths.trigger(path.node);
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

Range Draft::list(const std::vector<std::uint32_t>& selectors) {
  const Range range{static_cast<std::uint32_t>(program->selector_lists.size()),
                    static_cast<std::uint32_t>(selectors.size())};
  program->selector_lists.insert(program->selector_lists.end(), selectors.begin(), selectors.end());
  return range;
}

void Draft::store(std::uint32_t node, const Action& action) { actions_.emplace_back(node, action); }

std::uint32_t Draft::new_cell(std::uint32_t scope) { return program->scopes[scope].cells++; }

std::uint32_t Draft::home(std::uint32_t target, bool rooted) const {
  return rooted ? 0 : program->targets[target].scope;
}

const std::pair<const FragmentDecl*, std::uint32_t>* Draft::fragment(
    const std::string& name) const {
  const auto at = fragments.find(name);
  return at == fragments.end() ? nullptr : &at->second;
}

void Draft::number_selectors() {
  std::vector<std::uint32_t> order(selectors_.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return selectors_[a].first < selectors_[b].first;
  });
  program->nodes.resize(input.message->nodes.size());
  std::vector<std::uint32_t> renamed(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    renamed[order[i]] = i;
    program->selectors.push_back(selectors_[order[i]].second);
    Range& range = program->nodes[selectors_[order[i]].first].selectors;
    if (range.count++ == 0) range.first = i;
  }
  for (std::uint32_t& id : program->selector_lists) id = renamed[id];
}

void Draft::order_actions() {
  std::stable_sort(actions_.begin(), actions_.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [node, action] : actions_) {
    Range& range = program->nodes[node].actions;
    if (range.count++ == 0) range.first = static_cast<std::uint32_t>(program->actions.size());
    program->actions.push_back(std::move(action));
  }
  // What a block says of the rest goes before what is said around it; blocks inside were met later.
  std::stable_sort(rests.begin(), rests.end(),
                   [](const auto& a, const auto& b) { return a.second.scope > b.second.scope; });
  const auto& nodes = input.message->nodes;
  for (std::uint32_t node = 0; node < nodes.size(); ++node) {
    Range& range = program->nodes[node].rests;
    range.first = static_cast<std::uint32_t>(program->rests.size());
    for (const auto& [at, rest] : rests) {
      const bool inside = nodes[at].group ? node >= at && node < nodes[at].end : node == at;
      if (!inside) continue;
      program->rests.push_back(rest);
      ++range.count;
    }
  }
}

}  // namespace sluis::language
