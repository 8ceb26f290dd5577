// Source paths: names of the directory -> positions in the message and values in a segment.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "directory/tables.hpp"
#include "language/context.hpp"
#include "language/model.hpp"
#include "mapping/tables.hpp"

namespace sluis::language {

// Where a path starts: a group (0: the message) or a segment, or a composite inside a segment.
struct SourceContext {
  std::uint32_t node = 0;
  std::uint16_t composite = 0;  // element position of the composite; 0: none
};

// The tests of one step, on the segment at `node`.
struct StepTests {
  std::uint32_t node = 0;
  struct One {
    mapping::ValueRef ref;
    std::vector<std::string> codes;
  };
  std::vector<One> tests;
};

struct ResolvedPath {
  std::uint32_t node = 0;                 // the segment position, or the group's
  bool group = false;                     // the path ends at a group
  std::vector<StepTests> steps;           // with tests only, outermost first
  std::vector<mapping::ValueRef> values;  // empty: the segment as a whole
  bool composite = false;                 // the values are one whole composite
  std::uint16_t composite_element = 0;
};

class SourcePaths {
 public:
  SourcePaths(const directory::Release& release, const directory::MessageType& message,
              const Reporter& reporter)
      : release_(release), message_(message), reporter_(reporter) {}

  // Nothing and a fault when a name is not there.
  [[nodiscard]] std::optional<ResolvedPath> resolve(const SourcePath& path, SourceContext context,
                                                    std::uint32_t file) const;
  // The segment type whose values a path at `node` names: the trigger's for a group.
  [[nodiscard]] const directory::SegmentType* segment_at(std::uint32_t node) const;
  [[nodiscard]] std::uint32_t trigger(std::uint32_t node) const {
    return message_.nodes[node].group && node != 0 ? node + 1 : node;
  }
  // Every position of data element `number` in a segment.
  [[nodiscard]] std::vector<mapping::ValueRef> anywhere(const directory::SegmentType& segment,
                                                        const std::string& number) const;
  // "GOVCBR D.15A", for people.
  [[nodiscard]] std::string title() const;

 private:
  [[nodiscard]] std::optional<std::uint32_t> step(const SourceStep& step, std::uint32_t group,
                                                  std::uint32_t file) const;
  bool predicates(const SourceStep& step, std::uint32_t node, std::uint32_t file,
                  ResolvedPath& into) const;
  bool elements(const std::vector<ElementStep>& steps, const directory::SegmentType& segment,
                std::uint16_t composite, std::uint32_t file, ResolvedPath& into) const;
  bool element(const ElementId& id, const directory::SegmentType& segment, std::uint16_t composite,
               std::uint32_t file, ResolvedPath& into) const;

  const directory::Release& release_;
  const directory::MessageType& message_;
  const Reporter& reporter_;
};

// The path as written in a mapping, on one line.
[[nodiscard]] std::string path_text(const SourcePath& path);

}  // namespace sluis::language
