// An XML schema as tables, lowered once from Xerces-C++'s component model (XSModel): what a mapping
// resolves its names against, and what the writer's order and counts come from. Only
// xerces.cpp, schema.cpp and judge.cpp know Xerces.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sluis/diagnostic.hpp"

namespace sluis::xml {

constexpr std::uint32_t kNone = 0xFFFFFFFF;
constexpr std::uint32_t kUnbounded = 0xFFFFFFFE;

enum class Primitive : std::uint8_t { string, boolean, decimal, date_time, date, other };
enum class Whitespace : std::uint8_t { preserve, replace, collapse };

struct SimpleType {
  std::string name;  // "ds:DeclarationIDContentType" without prefix; empty: anonymous
  Primitive primitive = Primitive::string;
  Whitespace whitespace = Whitespace::preserve;
  std::uint32_t min_length = 0, max_length = kUnbounded;  // in characters
  std::uint32_t total_digits = kUnbounded, fraction_digits = kUnbounded;
  // Lexical; empty: none. Those that are given must all hold.
  std::string min_inclusive, max_inclusive, min_exclusive, max_exclusive;
  std::vector<std::string> enumeration;
  std::vector<std::string> patterns;  // all must hold, as XSD regular expressions
};

struct Attribute {
  std::string space, name;
  std::uint32_t type = kNone;  // in Schema::simple_types
  bool required = false;
  std::string fixed;  // the fixed value, if any
};

// One element particle of a content model, flattened: `rank` is its place in document order, and
// rises along `children`; alternatives inside a repeated choice (and the members of a repeated
// sequence or of xs:all) share one rank (they may stand in any order).
//
// In a choice `min` is 0, for another alternative may stand instead; `needed` says that one of them
// must. A choice whose alternatives are groups of several elements numbers the first element of
// each, and is listed in Schema::uncovered.
struct Child {
  std::uint32_t element = kNone;  // in Schema::elements
  std::uint32_t rank = 0;
  std::uint32_t min = 1, max = 1;       // effective: products along the model groups; kUnbounded
  std::uint32_t choice = 0;             // 0: none; else children with one number exclude each other
  bool needed = false;                  // one of the children with this `choice` (this rank, in a
                                        // repeated choice) must be there
  std::uint32_t together = kUnbounded;  // at most so many of all children with this rank
};

struct ElementType {             // the content of an element
  std::string name;              // empty: anonymous
  std::uint32_t simple = kNone;  // text content
  std::vector<Attribute> attributes;
  std::vector<Child> children;
  bool any = false;  // the model has xs:any
  bool mixed = false;
};

struct Element {
  std::string space, name;
  std::uint32_t type = kNone;  // in Schema::types
  std::string annotation;      // text of xs:documentation, blanks collapsed
};

struct Schema {
  std::vector<SimpleType> simple_types;
  std::vector<ElementType> types;
  std::vector<Element> elements;  // global ones first
  std::uint32_t globals = 0;
  std::vector<std::string> files;  // all that was read
  std::vector<std::string>
      uncovered;  // features these tables do not carry (identity constraints, ...)

  // A global element; kNone when there is none.
  [[nodiscard]] std::uint32_t global(std::string_view space, std::string_view name) const noexcept;
  // The child of a type by local name (and namespace unless `space` is null); null: none.
  [[nodiscard]] const Child* child(const ElementType& type, std::string_view name,
                                   const std::string_view* space = nullptr) const noexcept;
};

// Loads a schema file and all it imports (local files only). Null and a fault when it is not one.
[[nodiscard]] std::shared_ptr<const Schema> load_schema(const std::string& path,
                                                        Diagnostics& faults);

}  // namespace sluis::xml
