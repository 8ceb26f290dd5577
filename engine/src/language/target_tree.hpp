// The target side of a mapping: elements as they will be written, found by name in the schema.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "language/draft.hpp"

namespace sluis::language {

// What a target path leads to.
struct Spot {
  std::uint32_t target = mapping::kNone;  // the element
  std::string attribute;                  // when the path ends at one
};

class TargetTree {
 public:
  explicit TargetTree(Draft& draft) : draft_(draft) {}

  bool make_root(const XmlDecl& xml);
  const xml::ElementType* type_of(std::uint32_t target) const;
  // The element that `../` leads to: the parent of the block around, and so on.
  std::uint32_t climb(std::uint32_t target, const TargetPath& path, std::uint32_t file);
  // The element a leaf or block writes. `fresh`: it must not have been built before.
  std::optional<Spot> place(const TargetPath& path, std::uint32_t from, std::uint32_t file,
                            bool fresh);

 private:
  // "md:MetaData": the name as written in the document.
  std::optional<std::string> written_name(std::uint32_t element, std::uint32_t file, Span span);
  const xml::Child* child_of(std::uint32_t target, const TargetStep& step, std::uint32_t file);
  std::uint32_t add_target(std::uint32_t parent, const xml::Child& child, std::uint32_t file,
                           Span span);
  // Elements on the way to the last step: they appear when something below them does.
  // `with_text`: also one that has a row of its own.
  std::uint32_t wrapper(std::uint32_t target, const TargetStep& step, std::uint32_t file,
                        bool with_text);

  Draft& draft_;
  const std::vector<Prefix>* prefixes_ = nullptr;
};

}  // namespace sluis::language
