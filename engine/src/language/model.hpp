// A mapping file as parsed: the syntax tree of docs/mapping-language.md, with a span on each node.
// Nothing is resolved here: names are texts. Every field is read by resolver, compiler, checker or
// formatter; what none of them reads does not belong in the grammar.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sluis/source.hpp"

namespace sluis::language {

struct Text {  // a name, string or number with its place
  std::string value;
  Span span;
  [[nodiscard]] bool empty() const noexcept { return value.empty(); }
};

// --- paths ---------------------------------------------------------------------------------------

// C222, 8213, 4440#2, 4440#*
struct ElementId {
  Text id;
  enum class Ordinal : std::uint8_t { none, number, all } ordinal = Ordinal::none;
  std::uint32_t number = 0;
};

// [20], [AAI|ACB], [C502.6313=AAM]: `path` empty for the qualifier itself.
struct Predicate {
  std::vector<ElementId> path;
  std::optional<Text> segment;  // PredPath's SegTag
  std::vector<Text> codes;
  Span span;
};

struct SourceStep {
  std::optional<std::uint16_t> group;  // SG8 (written before the trigger tag, "SG8/TDT")
  Span group_span;
  Text tag;  // TDT; empty when only a group was written
  std::vector<Predicate> predicates;
  Span span;
};

struct ElementStep {
  std::vector<ElementId> ids;  // one, or the members of a tuple (1131,3055)
  bool all = false;            // ".*"
  Span span;
};

struct SourcePath {
  bool root = false;      // leading '/'
  bool self = false;      // "."
  bool anywhere = false;  // "**." (patterns only)
  std::vector<SourceStep> steps;
  std::vector<ElementStep> elements;
  Span span;
};

struct TargetStep {
  bool attribute = false;
  Text prefix, name;
};

struct TargetPath {
  std::uint32_t up = 0;  // number of "../"
  bool self = false;     // "."
  std::vector<TargetStep> steps;
  Span span;
};

// --- expressions
// -----------------------------------------------------------------------------------

struct Expression {
  enum class Kind : std::uint8_t {
    or_,
    and_,
    xor_,
    not_,  // children
    any,
    all,  // path, children[0] = body
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,  // children[0], [1]
    in,             // children[0], codes; or name of a table/set
    matches,        // children[0], text
    present,
    absent,  // children[0]
    plus,
    minus,      // children[0], [1]
    condition,  // text: C1
    function,   // text: name; children
    string,
    number,  // text
    value,   // the value of the row or rule
    path,    // path
  } kind = Kind::value;
  Text text;
  SourcePath path;
  std::vector<Text> codes;
  std::vector<Expression> children;
  Span span;
};

// --- the mapping body
// ------------------------------------------------------------------------------

enum class Arrow : std::uint8_t { both, forward, backward };
enum class Status : std::uint8_t { none, mandatory, required, dependent, optional };  // M R D O

struct Constant {
  Text value;
  bool number = false;
};

struct Argument {
  Text name;                 // empty: positional
  std::vector<Text> values;  // a|b|c
  bool string = false;       // written in quotes
};

struct Conversion {  // one step of ": a | b(c=1)"
  Text name;
  std::vector<Argument> arguments;
  Span span;
};

struct Item;

struct Cardinality {
  enum class Kind : std::uint8_t { one, optional, each } kind = Kind::one;
  std::uint32_t min = 1;
  std::uint32_t max = 1;
  bool bounded = true;  // false: "each 1.."
  Span span;
};

struct Block {
  Text label;
  Cardinality cardinality;
  SourcePath source;
  Arrow arrow = Arrow::both;
  Span arrow_span;
  TargetPath target;
  std::optional<Expression> when;
  Text fragment;  // ": name", else items
  std::vector<Item> items;
};

struct Leaf {
  Text label;
  Status status = Status::none;
  std::optional<Constant> left_constant;
  SourcePath source;
  Arrow arrow = Arrow::both;
  Span arrow_span;
  std::optional<Constant> right_constant;
  TargetPath target;
  std::vector<Conversion> conversions;
  std::optional<Expression> when;
  std::optional<Constant> default_value;
  std::optional<Text> back;
  Text doc;
};

struct Say {
  Text language, text;
};

struct Rule {
  Text name;
  enum class Severity : std::uint8_t { error, warning, info } severity = Severity::error;
  SourcePath on;
  std::optional<Expression> when;
  Expression require;
  std::vector<Say> say;
  Text respond_name, respond_value;
};

struct Cover {  // ignore, forbid, rest
  enum class Kind : std::uint8_t { ignore, forbid, rest_ignore, rest_forbid } kind = Kind::ignore;
  std::vector<SourcePath> paths;
  Text reason;
};

// Interchange mappings: where the XML of whole messages goes.
struct Part {
  Cardinality cardinality;
  std::vector<Text> mappings;  // names of mappings; any of them
};

struct Item {
  enum class Kind : std::uint8_t { block, leaf, rule, cover, part } kind = Kind::leaf;
  std::unique_ptr<Block> block;
  std::unique_ptr<Leaf> leaf;
  std::unique_ptr<Rule> rule;
  std::unique_ptr<Cover> cover;
  std::unique_ptr<Part> part;
  Span span;
  // The file the item was written in, when it is not that of the items around it: its index in the
  // mapping's list of units plus one. Set when versions are merged.
  std::uint32_t file = 0;
  [[nodiscard]] Item clone() const;
};

// --- declarations
// ----------------------------------------------------------------------------------

struct Meta {
  Text name;
  std::vector<Text> value;  // a string or name; "2026-01-01 .." is two, the second possibly empty
  bool range = false;
  Span span;
};

struct MessageId {  // GOVCBR:D:15A:UN:MAI01A
  Text type, version, release, agency, association;
  Span span;
};

struct EdifactDecl {  // edifact CUSREP:D:05B:UN:NOA01A { ... }
  MessageId message;
  std::vector<Meta> meta;
};

struct InterchangeDecl {  // interchange { messages GOVCBR:D:15A:UN }
  std::vector<MessageId> messages;
  std::vector<Meta> meta;
  Span span;
};

struct Prefix {
  Text name, uri;
};

struct XmlDecl {  // xml [NAME] {uri}Declaration { ... }
  Text label;     // of one of several targets
  Text space, name;
  std::vector<Prefix> prefixes;
  std::vector<Meta> meta;
  Span span;
};

struct ZoneDecl {
  Text name, zone;
  enum class Policy : std::uint8_t { error, earlier, later } gap = Policy::error,
                                                             overlap = Policy::error;
};

struct PolicyDecl {
  Text side, action;
};

struct TableDecl {
  Text name;
  std::vector<Text> keys;    // element numbers
  std::vector<Text> domain;  // codes, when given
  bool has_domain = false;
  Arrow arrow = Arrow::both;
  Text type;  // "ds:X"
  Text file;
  enum class Else : std::uint8_t { error, pass, value } otherwise = Else::error;
  Text else_value;
  Span span;
};

struct ConditionDecl {
  bool external = false;
  Text name, text;
  std::optional<Expression> expression;
};

struct FragmentDecl {
  Text name;
  SourcePath on;
  std::vector<Item> items;
  std::uint32_t file = 0;
};

struct MapDecl {
  Text label;  // of one of several targets
  std::vector<Item> items;
  Span span;
};

struct OverrideDecl {
  enum class Kind : std::uint8_t { replace, remove, add } kind = Kind::replace;
  std::vector<Text> label;  // #a/b
  std::vector<Item> items;
  Text reason;
  Span span;
};

struct Example {
  Text title;
  Text rejects;  // rule or fault code
  Text at;
  Text edifact, xml;  // fences; empty: none
  std::vector<Text> laws;
  Span span;
};

struct File {
  bool library = false;
  Text name, version;
  Text extends_name, extends_version;
  std::vector<Meta> meta;
  std::vector<Text> imports;
  std::optional<EdifactDecl> edifact;
  std::optional<InterchangeDecl> interchange;
  std::vector<XmlDecl> xml;
  std::vector<Expression> accept;
  std::vector<ZoneDecl> zones;
  std::vector<PolicyDecl> policies;
  std::vector<TableDecl> tables;
  std::vector<ConditionDecl> conditions;
  std::vector<FragmentDecl> fragments;
  std::vector<MapDecl> maps;
  std::vector<Item> items;  // rule, ignore and forbid written outside of a map: they hold for all
  std::vector<OverrideDecl> overrides;
  std::vector<Example> examples;
};

}  // namespace sluis::language
