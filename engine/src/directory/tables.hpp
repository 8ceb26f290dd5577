// A UN/EDIFACT release as tables: elements, composites, segments, messages. Immutable after
// loading; shared between threads. Names are the directory's short names, for people only.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "directory/notes.hpp"
#include "edifact/segment.hpp"

namespace sluis::directory {

using edifact::Tag;
constexpr std::uint32_t kNone = 0xFFFFFFFF;

// "an..35": kind x (alphanumeric), a or n; `fixed` for "an3".
struct Representation {
  char kind = 'x';
  bool fixed = false;
  std::uint16_t max = 0;
};
[[nodiscard]] std::string text(Representation representation);  // "an..35"
// The other way: "an..35", "n6", "a..3". False when `text` is not a representation.
[[nodiscard]] bool parse_representation(std::string_view text, Representation& out) noexcept;

struct Code {
  std::string value;
  std::string name;
};

struct Element {
  std::uint16_t number = 0;  // 2005
  std::string name;
  Representation representation;
  std::vector<Code> codes;  // sorted by value; empty: not coded, or the list is not at hand
};

struct Component {
  std::uint32_t element = kNone;  // index in Release::elements
  bool mandatory = false;
  Representation representation;  // as the composite states it
};

struct Composite {
  std::string id;  // "C507", "S009"
  std::string name;
  std::vector<Component> components;
  std::vector<Note> notes = {};
};

// A position in a segment: a composite or a stand-alone element.
struct Field {
  bool composite = false;
  std::uint32_t index = kNone;  // in Release::composites or Release::elements
  bool mandatory = false;
  std::uint16_t repeat = 1;
  Representation representation;  // of a stand-alone element
};

struct SegmentType {
  Tag tag = 0;
  std::string name;
  std::vector<Field> fields;
  std::vector<Note> notes = {};
  // Where `[153]` in a mapping path is compared: element and component (from 1) of the qualifier:
  // the first element or first component whose name contains "qualifier", else the first coded one.
  std::uint16_t qualifier_element = 1, qualifier_component = 1;
};

// One line of the segment table: a segment position or a group. Preorder; node 0 is the message.
struct Node {
  bool group = false;
  std::uint16_t number = 0;       // of a group: SG36 -> 36; the message: 0
  Tag tag = 0;                    // of a segment; of a group its trigger's
  std::uint32_t segment = kNone;  // index in Release::segments (segments only)
  bool mandatory = false;
  std::uint32_t max = 1;
  std::uint32_t parent = kNone;  // the group that holds it
  std::uint32_t end = 0;         // first node behind its subtree
  std::uint32_t position = 0;    // "00120" -> 120
};

struct MessageType {
  std::string id;  // "GOVCBR"
  std::string name;
  std::vector<Node> nodes;
};

struct Release {
  std::string id;                     // "d15a"
  std::vector<Element> elements;      // sorted by number
  std::vector<Composite> composites;  // sorted by id
  std::vector<SegmentType> segments;  // sorted by tag
  std::vector<MessageType> messages;  // sorted by id

  [[nodiscard]] const Element* element(std::uint16_t number) const noexcept;
  [[nodiscard]] const Composite* composite(std::string_view wanted) const noexcept;
  [[nodiscard]] const SegmentType* segment(Tag tag) const noexcept;
  [[nodiscard]] const MessageType* message(std::string_view wanted) const noexcept;
};

[[nodiscard]] const Code* find_code(const Element& element, std::string_view value) noexcept;
// Fills `qualifier_element` and `qualifier_component` of a segment of `release`.
void find_qualifier(const Release& release, SegmentType& segment);
// A group as people write it: "SG36"; the message itself: its type's id.
[[nodiscard]] std::string group_name(const MessageType& message, const Node& group);

}  // namespace sluis::directory
