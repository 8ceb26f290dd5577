// Conditions and rules: expressions of a mapping -> expression tables and the actions that gather
// what they read.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "language/draft.hpp"

namespace sluis::language {

class Expressions {
 public:
  explicit Expressions(Draft& draft) : draft_(draft) {}

  // Named conditions read from the message; their order does not matter, cycles are refused.
  void conditions();
  // Compiles an expression whose own values live in instances of `own`. What it reads is remembered
  // under its root for the hold plan.
  std::uint32_t expression(const Expression& expression, const Context& context, std::uint32_t own);
  std::uint32_t binary(mapping::Op op, std::uint32_t left, std::uint32_t right);

 private:
  // Whether an expression leads to the condition `name`. Each condition is looked into once.
  bool reaches(const Expression& e, const std::string& name, std::set<std::string>& seen) const;
  std::uint32_t node(mapping::ExpressionNode node);
  std::uint32_t number_node(const std::string& value);
  static mapping::Op op_of(Expression::Kind kind);
  std::uint32_t lower(const Expression& e, const Context& context, std::uint32_t own,
                      const ResolvedPath* quantified);
  std::uint32_t membership(const Expression& e, const Context& context, std::uint32_t own,
                           const ResolvedPath* quantified);
  std::uint32_t condition(const Text& name, const Context& context);
  void gather_paths(const Expression& e, std::vector<const SourcePath*>& paths,
                    std::set<std::string>& seen) const;
  // Where a path of an expression keeps its value.
  std::uint32_t home_of_path(const SourcePath& path, std::uint32_t own) const;
  std::uint32_t counter(const SourcePath& path, const Context& context, std::uint32_t own);
  std::uint32_t path(const SourcePath& path, const Context& context, std::uint32_t own,
                     const ResolvedPath* quantified, std::shared_ptr<const mapping::Lens> lens,
                     bool last);
  std::uint32_t function(const Expression& e, const Context& context, std::uint32_t own,
                         const ResolvedPath* quantified);
  std::uint32_t quantify(const Expression& e, const Context& context, std::uint32_t own,
                         const ResolvedPath* quantified);

  Draft& draft_;
  std::vector<Feed> feeds_;  // of the expression being compiled
};

}  // namespace sluis::language
