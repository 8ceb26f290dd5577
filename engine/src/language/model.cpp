// Copies of the syntax tree, for fragments used again and for versions.
#include "language/model.hpp"

namespace sluis::language {
namespace {

Block clone(const Block& block) {
  Block copy;
  copy.label = block.label;
  copy.cardinality = block.cardinality;
  copy.source = block.source;
  copy.arrow = block.arrow;
  copy.arrow_span = block.arrow_span;
  copy.target = block.target;
  copy.when = block.when;
  copy.fragment = block.fragment;
  copy.items.reserve(block.items.size());
  // As deep as blocks are nested, which the parser limits.
  for (const Item& item : block.items) copy.items.push_back(item.clone());
  return copy;
}

}  // namespace

Item Item::clone() const {
  Item copy;
  copy.kind = kind;
  if (block) copy.block = std::make_unique<Block>(language::clone(*block));
  if (leaf) copy.leaf = std::make_unique<Leaf>(*leaf);
  if (rule) copy.rule = std::make_unique<Rule>(*rule);
  if (cover) copy.cover = std::make_unique<Cover>(*cover);
  if (part) copy.part = std::make_unique<Part>(*part);
  copy.span = span;
  copy.file = file;
  return copy;
}

}  // namespace sluis::language
