// The treaty between the mapping language and the run time: one mapping, compiled. Indices instead
// of pointers; immutable after the compiler has filled it; shared between threads.
//
// Source side. Every segment position of the message (node) has *selectors*, which test qualifiers
// once when a segment lands there, and *actions*, which run when their selectors hold. What an
// action captures goes to a *cell* of an instance of its home *scope*. A scope is a block of the
// mapping (scope 0: the message); an instance is one occurrence of the block's group or segment.
//
// Target side. *Targets* are the elements as they are written, children in the order of the content
// model. A block's target is written once for each instance of its scope; the others appear when
// data below them is there.
//
// Hold plan. A child of a block's target can be written once the message has passed the last
// position that feeds it: `own_end` counts inside the block's own occurrence, `root_end` in the
// message. Until then, and until all earlier children are written, it is held.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "directory/tables.hpp"
#include "mapping/lenses.hpp"
#include "mapping/pattern.hpp"

namespace sluis::mapping {

constexpr std::uint32_t kNone = 0xFFFFFFFF;
constexpr std::uint32_t kUnbounded = 0xFFFFFFFE;

struct Range {
  std::uint32_t first = 0, count = 0;
};

// Where in the mapping's files something was written.
struct Place {
  std::uint32_t file = 0;  // in Program::files
  std::uint32_t line = 0;
};

// A value of the segment at hand: element and component from 1.
struct ValueRef {
  std::uint16_t element = 0, component = 0;
};

// Positions of one segment type, as bits: the mapping's account of what it uses.
constexpr std::size_t kMaskBits = 256;
struct Mask {
  std::array<std::uint64_t, kMaskBits / 64> words{};
  // The whole segment, repetitions of elements included; else only first ones are accounted for.
  void set_all() noexcept { words.fill(~std::uint64_t{0}); }
  [[nodiscard]] bool all() const noexcept { return test(kMaskBits - 1); }
  void set(std::size_t bit) noexcept { words[bit / 64] |= std::uint64_t{1} << (bit % 64); }
  [[nodiscard]] bool test(std::size_t bit) const noexcept {
    return ((words[bit / 64] >> (bit % 64)) & 1U) != 0;
  }
  Mask& operator|=(const Mask& other) noexcept {
    for (std::size_t i = 0; i < words.size(); ++i) words[i] |= other.words[i];
    return *this;
  }
};

// One of `codes` (a range of Program::texts) stands at `ref`.
struct Test {
  ValueRef ref;
  Range codes;
};
struct Selector {
  Range tests;  // all must hold
};

// --- expressions
// -----------------------------------------------------------------------------------

enum class Op : std::uint8_t {
  or_,
  and_,
  xor_,
  not_,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  in,       // left; texts
  matches,  // left; index: pattern
  present,
  absent,
  plus,
  minus,
  cell,     // scope, index: what was captured
  counter,  // scope, index: a count
  verdict,  // scope, index: of any/all
  segment,  // index: a ValueRef of the segment at hand (bodies of any/all)
  string,
  number,     // index: text
  value,      // the value of the row or rule at hand
  condition,  // index in conditions
  unknown,    // an external condition
};

struct ExpressionNode {
  Op op = Op::value;
  std::uint32_t left = kNone, right = kNone;  // in Program::expressions
  std::uint32_t scope = kNone, index = kNone;
  Range texts{};
};

// --- source side
// -------------------------------------------------------------------------------------

enum class Act : std::uint8_t {
  open,      // index: scope
  capture,   // index: row; the value, converted, into the row's cell
  observe,   // scope, cell: the raw value, for expressions (first occurrence wins unless `last`)
  tally,     // scope, cell: counts occurrences
  quantify,  // scope, cell: expression over the segment; any or all
  compare,   // index: row; the value must be the row's constant
  forbid,    // index: text; the reason
  cover,     // nothing but the account
};

struct Action {
  Act act = Act::cover;
  bool last = false;            // observe: the last occurrence wins; quantify: all, not any
  std::uint32_t scope = kNone;  // home of the cell
  std::uint32_t within = 0;     // the block whose occurrence must be open
  std::uint32_t index = kNone;
  std::uint32_t cell = kNone;
  std::uint32_t expression = kNone;
  std::shared_ptr<const Lens> lens;  // observe: applied before the value is kept; may be null
  Range selectors;                   // in Program::selector_lists; all must hold
  Range refs;                        // in Program::refs
  Mask mask;                         // the positions it accounts for
  Place place;
};

// What `rest` says for a node while a scope is open.
struct Rest {
  std::uint32_t scope = 0;
  bool forbid = true;
  std::uint32_t text = kNone;
};

enum class SourcePolicy : std::uint8_t { error, warn, report };

// What happens at one node of the message.
struct NodePlan {
  Range selectors;  // in Program::selectors, evaluated when a segment lands here
  Range actions;    // in Program::actions
  Range rests;      // in Program::rests, innermost first
};

// A block: one instance for each occurrence.
struct Scope {
  std::uint32_t node = 0;      // group, or segment; 0: the message
  bool segment = false;        // lives for one segment
  std::uint32_t home = 0;      // the scope whose instances list this one's
  std::uint32_t list = kNone;  // index of the list in the home's instances
  std::uint32_t cells = 0, lists = 0;
  std::uint32_t min = 0, max = kUnbounded;  // occurrences in an instance of `home`
  std::uint32_t target = kNone;
  std::uint32_t when = kNone;        // expression
  std::vector<std::uint32_t> rules;  // in Program::rules: judged when an instance is complete
  // The position in the message that must be passed before an instance can be written to its end:
  // what its rows and rules read outside their own occurrence.
  std::uint32_t root_end = 0;
  // The same for the start of an instance's element: what its attributes, its own text and its
  // condition read, inside its own occurrence and in the message.
  std::uint32_t start_end = 0, start_root_end = 0;
  std::string path;  // as written, for people: "SG7/NAD[DT]"
  Place place;
  std::uint32_t label = kNone;
};

// --- rows
// ------------------------------------------------------------------------------------------

enum class Status : std::uint8_t { none, required, dependent, optional };

struct Row {
  std::uint32_t scope = 0, cell = kNone;  // home of the value
  std::uint32_t node = kNone;             // the segment position that it is read from
  std::vector<std::shared_ptr<const Lens>> lenses;
  Status status = Status::none;
  bool within_wrapper = false;  // required only when its wrapper holds data
  std::uint32_t when = kNone;
  bool has_constant = false, has_default = false;
  std::string constant;  // or the default
  std::string path;      // source as written: "BGM.1225"
  Place place;
};

// --- target side
// -----------------------------------------------------------------------------------

struct TargetAttribute {
  std::string name;
  std::uint32_t row = kNone;  // a row with a cell or a constant
};

enum class TargetKind : std::uint8_t { block, element, part };

struct Target {
  TargetKind kind = TargetKind::element;
  std::string name;                                        // as written: "ds:DateTimeString"
  std::vector<std::pair<std::string, std::string>> fixed;  // namespace declarations of the root
  std::uint32_t parent = kNone;
  std::uint32_t scope = 0;    // block: its scope; else the scope of the enclosing block
  std::uint32_t row = kNone;  // the text
  std::vector<TargetAttribute> attributes;
  std::vector<std::uint32_t> children;  // in document order
  std::uint32_t max = kUnbounded;       // from the content model; for counting
  std::uint32_t min = 0;
  Status status = Status::none;  // of a wrapper made by a row with a fragment
  std::uint32_t when = kNone;
  std::string source;          // path of that row
  std::uint32_t part = kNone;  // in Program::parts
  // hold plan, for children of a block's target
  std::uint32_t own_end = 0, root_end = 0;
  Place place;
};

struct Rule {
  std::string name;
  enum class Severity : std::uint8_t { error, warning, info } severity = Severity::error;
  std::uint32_t on_scope = kNone, on_cell = kNone;       // the value it speaks of
  std::uint32_t when = kNone, require = kNone;           // expressions
  std::vector<std::pair<std::string, std::string>> say;  // language, text
  std::string respond;
  Place place;
};

// Of an interchange mapping: where the XML of messages goes.
struct Part {
  std::vector<std::string> mappings;
  std::uint32_t min = 0, max = kUnbounded;
  std::uint32_t list = kNone;  // of the root instance
  std::uint32_t target = kNone;
  Place place;
};

struct MessageGuard {
  std::string type, version, release, agency, association;
};

struct Program {
  std::string name, version, title, profile;
  std::vector<std::string> files;  // [0]: the mapping's own
  bool interchange = false;
  std::vector<MessageGuard> guards;  // one; an interchange mapping: what it takes
  std::uint32_t accept = kNone;      // expression over root cells
  std::string schema;                // path of the XSD
  std::string root_space, root_name;

  std::shared_ptr<const directory::Release> release;
  std::shared_ptr<const directory::MessageType> message;

  std::vector<std::string> texts;
  std::vector<std::shared_ptr<const Pattern>> patterns;
  std::vector<ExpressionNode> expressions;
  std::vector<std::uint32_t> conditions;  // roots of named conditions; kNone: external
  std::vector<std::string> condition_names;
  std::vector<ValueRef> refs;
  std::vector<Test> tests;
  std::vector<Selector> selectors;
  std::vector<std::uint32_t> selector_lists;
  std::vector<NodePlan> nodes;  // one for each node of the message
  std::vector<Action> actions;
  std::vector<Rest> rests;
  SourcePolicy policy = SourcePolicy::error;
  std::vector<Scope> scopes;
  std::vector<Row> rows;
  std::vector<Target> targets;  // [0]: the root element
  std::vector<Rule> rules;
  std::vector<Part> parts;
  // For the account of segments: number of the first position of each field, by segment type.
  std::vector<std::vector<std::uint16_t>> field_bits;
};

// All mappings of a data folder.
struct MappingSet {
  std::vector<std::shared_ptr<const Program>> programs;
};

}  // namespace sluis::mapping
