// A mapping being compiled: the program so far and what its parts share while it is made.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "language/compiler.hpp"
#include "language/parser.hpp"
#include "language/source_paths.hpp"
#include "sluis/nearest.hpp"

namespace sluis::language {

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

class Draft {
 public:
  Draft(const CompileInput& all, Diagnostics& reports);
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  // Selectors and actions in the order that the run time wants: by node. Call once, at the end.
  void settle();

  [[nodiscard]] const std::vector<Unit>& units() const;
  std::uint32_t text(std::string value);
  [[nodiscard]] mapping::Place here(std::uint32_t file, Span span) const;
  // One selector for the same tests at the same node.
  std::uint32_t selector(const StepTests& step);
  void account(mapping::Action& action, std::uint32_t node,
               const std::vector<mapping::ValueRef>& refs) const;
  void account_all(mapping::Action& action) const;
  mapping::Range keep(const std::vector<mapping::ValueRef>& refs);
  // An action for `path`, its selectors and account filled in; not yet stored.
  mapping::Action action_for(const ResolvedPath& path, const Context& context, bool rooted,
                             mapping::Act act, mapping::Place place);
  mapping::Range list(const std::vector<std::uint32_t>& selectors);
  void store(std::uint32_t node, const mapping::Action& action);
  std::uint32_t new_cell(std::uint32_t scope);
  // The scope whose instances hold a value written to `target`.
  std::uint32_t home(std::uint32_t target, bool rooted) const;
  template <typename Names>
  void unknown(Fault fault, std::uint32_t file, const Text& name, const std::string& what,
               const Names& names) {
    std::vector<std::string> known;
    known.reserve(names.size());
    for (const auto& entry : names) known.push_back(entry.first);
    Diagnostic& diagnostic =
        reporter.report(fault, file, name.span, "there is no " + what + " `" + name.value + "`");
    for (const std::string& one : known)
      diagnostic.expected += (diagnostic.expected.empty() ? "" : " ") + one;
    if (const std::string near = nearest(name.value, known); !near.empty())
      diagnostic.hint = "did you mean `" + near + "`?";
  }
  const std::pair<const FragmentDecl*, std::uint32_t>* fragment(const std::string& name) const;

  const CompileInput& input;
  Diagnostics& faults;
  Reporter reporter;
  SourcePaths paths;
  std::shared_ptr<mapping::Program> program;
  mapping::LensNames lens_names;

  // Declarations by name, with the file they stand in.
  std::map<std::string, std::pair<const FragmentDecl*, std::uint32_t>> fragments;
  std::map<std::string, std::pair<const ConditionDecl*, std::uint32_t>> conditions;
  std::map<std::string, std::pair<const TableDecl*, std::uint32_t>> tables;

  std::vector<std::uint32_t> elements;  // by target: schema element
  std::vector<std::uint32_t> ranks;     // by target: place in the content model
  std::vector<std::pair<std::uint32_t, mapping::Rest>> rests;  // with their node

  // What feeds what, for the hold plan.
  std::map<std::uint32_t, std::vector<Feed>> expression_feeds, row_feeds, scope_feeds, target_feeds;
  std::vector<std::pair<std::uint32_t, Feed>> block_feeds;

 private:
  // Bit numbers of all positions of each segment type, for the account.
  void number_positions();
  template <typename Decl, typename Into>
  void collect(std::uint32_t file, const std::vector<Decl>& decls, Into& into) {
    for (const Decl& decl : decls) {
      const auto [at, fresh] = into.emplace(decl.name.value, std::make_pair(&decl, file));
      if (!fresh) {
        Diagnostic& fault = reporter.report(Fault::duplicate_name, file, decl.name.span,
                                            "`" + decl.name.value + "` is declared twice");
        fault.hint = "also in " + units()[at->second.second].name + ":" +
                     std::to_string(reporter.line(at->second.second, at->second.first->name.span));
      }
    }
  }
  void collect_names();
  static mapping::Zone::Policy policy(ZoneDecl::Policy policy);
  void table(const TableDecl& decl, std::uint32_t file);
  // Selectors of one node stand together.
  void number_selectors();
  void order_actions();

  std::vector<std::pair<std::uint32_t, mapping::Selector>> selectors_;  // with their node
  std::map<std::string, std::uint32_t> selector_ids_;
  std::vector<std::pair<std::uint32_t, mapping::Action>> actions_;
};

}  // namespace sluis::language
