#include "language/target_tree.hpp"
#include "sluis/nearest.hpp"

#include <algorithm>

namespace sluis::language {

using mapping::kNone;
using mapping::Target;
using mapping::TargetKind;

bool TargetTree::make_root(const XmlDecl& xml) {
  prefixes_ = &xml.prefixes;
  draft_.program->root_space = xml.space.value;
  draft_.program->root_name = xml.name.value;
  const std::uint32_t element = draft_.input.schema->global(xml.space.value, xml.name.value);
  if (element == xml::kNone) {
    Diagnostic& fault = draft_.reporter.report(
        Fault::unknown_root, 0, xml.name.span,
        "the schema has no element {" + xml.space.value + "}" + xml.name.value);
    for (std::uint32_t i = 0; i < draft_.input.schema->globals; ++i)
      fault.expected += (i == 0 ? "{" : ", {") + draft_.input.schema->elements[i].space + "}" +
                        draft_.input.schema->elements[i].name;
    return false;
  }
  Target root;
  root.kind = TargetKind::block;
  root.name = xml.name.value;
  root.place = {0, draft_.reporter.line(0, xml.name.span)};
  if (!xml.space.empty()) root.fixed.emplace_back("xmlns", xml.space.value);
  for (const Prefix& prefix : xml.prefixes)
    root.fixed.emplace_back("xmlns:" + prefix.name.value, prefix.uri.value);
  draft_.program->targets.push_back(std::move(root));
  draft_.program->scopes[0].target = 0;
  draft_.elements.push_back(element);
  draft_.ranks.push_back(0);
  return true;
}

const xml::ElementType* TargetTree::type_of(std::uint32_t target) const {
  const std::uint32_t type = draft_.input.schema->elements[draft_.elements[target]].type;
  return type == xml::kNone ? nullptr : &draft_.input.schema->types[type];
}

std::optional<std::string> TargetTree::written_name(std::uint32_t element, std::uint32_t file,
                                                    Span span) {
  const auto& declared = draft_.input.schema->elements[element];
  if (declared.space == draft_.program->root_space) return declared.name;
  for (const Prefix& prefix : *prefixes_)
    if (prefix.uri.value == declared.space) return prefix.name.value + ":" + declared.name;
  Diagnostic& fault = draft_.reporter.report(
      Fault::no_prefix, file, span,
      declared.name + " is in namespace \"" + declared.space + "\", which has no prefix");
  fault.hint = "add `prefix NAME = \"" + declared.space + "\"` to the `xml` declaration";
  return std::nullopt;
}

const xml::Child* TargetTree::child_of(std::uint32_t target, const TargetStep& step,
                                       std::uint32_t file) {
  const xml::ElementType* type = type_of(target);
  const std::string* space = nullptr;
  if (!step.prefix.empty())
    for (const Prefix& prefix : *prefixes_)
      if (prefix.name.value == step.prefix.value) space = &prefix.uri.value;
  if (!step.prefix.empty() && space == nullptr) {
    draft_.reporter.report(Fault::unknown_root, file, step.prefix.span,
                           "prefix `" + step.prefix.value + "` is not declared");
    return nullptr;
  }
  std::string_view wanted;
  if (space != nullptr) wanted = *space;
  if (type != nullptr)
    if (const xml::Child* child = draft_.input.schema->child(*type, step.name.value,
                                                             space == nullptr ? nullptr : &wanted))
      return child;
  const auto& parent = draft_.input.schema->elements[draft_.elements[target]];
  Diagnostic& fault =
      draft_.reporter.report(Fault::unknown_child, file, step.name.span,
                             parent.name + " has no child `" + step.name.value + "`");
  std::vector<std::string> known;
  if (type != nullptr)
    for (const xml::Child& child : type->children)
      known.push_back(draft_.input.schema->elements[child.element].name);
  std::string list;
  for (const std::string& name : known) list += (list.empty() ? "" : " ") + name;
  fault.expected = list.empty() ? "no child elements" : list;
  if (const std::string near = nearest(step.name.value, known); !near.empty())
    fault.hint = "did you mean `" + near + "`?";
  return nullptr;
}

std::uint32_t TargetTree::add_target(std::uint32_t parent, const xml::Child& child,
                                     std::uint32_t file, Span span) {
  const auto name = written_name(child.element, file, span);
  if (!name) return kNone;
  Target target;
  target.name = *name;
  target.parent = parent;
  target.scope = draft_.program->targets[parent].scope;
  target.min = child.min;
  target.max = child.max;
  target.place = {file, draft_.reporter.line(file, span)};
  draft_.program->targets.push_back(std::move(target));
  draft_.elements.push_back(child.element);
  draft_.ranks.push_back(child.rank);
  const auto index = static_cast<std::uint32_t>(draft_.program->targets.size() - 1);
  draft_.program->targets[parent].children.push_back(index);
  return index;
}

std::uint32_t TargetTree::climb(std::uint32_t target, const TargetPath& path, std::uint32_t file) {
  for (std::uint32_t i = 0; i < path.up; ++i) {
    if (draft_.program->targets[target].parent == kNone) {
      draft_.reporter.report(Fault::unknown_child, file, path.span,
                             "`../` leads above the root element");
      return kNone;
    }
    target = draft_.program->targets[target].parent;
  }
  return target;
}

std::uint32_t TargetTree::wrapper(std::uint32_t target, const TargetStep& step, std::uint32_t file,
                                  bool with_text) {
  const xml::Child* child = child_of(target, step, file);
  if (child == nullptr) return kNone;
  for (const std::uint32_t at : draft_.program->targets[target].children)
    if (draft_.program->targets[at].kind == TargetKind::element &&
        draft_.elements[at] == child->element &&
        (with_text || draft_.program->targets[at].row == kNone))
      return at;
  return add_target(target, *child, file, step.name.span);
}

std::optional<Spot> TargetTree::place(const TargetPath& path, std::uint32_t from,
                                      std::uint32_t file, bool fresh) {
  std::uint32_t target = climb(from, path, file);
  if (target == kNone) return std::nullopt;
  Spot result{target, {}};
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
        draft_.reporter.report(Fault::unknown_child, file, step.name.span,
                               draft_.input.schema->elements[draft_.elements[result.target]].name +
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

}  // namespace sluis::language
