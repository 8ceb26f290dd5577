// The model of a mapping file as one line of text, for tests: every field shows. The spans seen on
// the way are collected.
#pragma once

#include <string>
#include <vector>

#include "language/model.hpp"

namespace sluis::language {

class Picture {
 public:
  explicit Picture(const File& file) { draw(file); }

  [[nodiscard]] const std::string& text() const noexcept { return out_; }
  [[nodiscard]] const std::vector<Span>& spans() const noexcept { return spans_; }

 private:
  void put(std::string_view text) { out_ += text; }
  void see(Span span) { spans_.push_back(span); }

  // With line ends made visible.
  void shown(std::string_view text) {
    for (const char c : text) {
      switch (c) {
        case '\n':
          put("\\n");
          break;
        case '\r':
          put("\\r");
          break;
        case '\t':
          put("\\t");
          break;
        default:
          out_ += c;
          break;
      }
    }
  }
  void word(const Text& text) {
    shown(text.value);
    see(text.span);
  }
  void quoted(const Text& text) {
    out_ += '"';
    word(text);
    out_ += '"';
  }
  void words(const std::vector<Text>& texts, char between) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (i > 0) out_ += between;
      word(texts[i]);
    }
  }

  void draw(const ElementId& id) {
    word(id.id);
    if (id.ordinal == ElementId::Ordinal::all) put("#*");
    if (id.ordinal == ElementId::Ordinal::number) put('#' + std::to_string(id.number));
  }
  void draw(const Predicate& predicate) {
    see(predicate.span);
    if (predicate.segment) {
      word(*predicate.segment);
      put(".");
    }
    for (std::size_t i = 0; i < predicate.path.size(); ++i) {
      if (i > 0) put(".");
      draw(predicate.path[i]);
    }
    if (!predicate.path.empty()) put("=");
    words(predicate.codes, '|');
  }
  void draw(const SourceStep& step) {
    see(step.span);
    if (step.group) {
      put("SG" + std::to_string(*step.group));
      see(step.group_span);
      if (!step.tag.empty()) put("/");
    }
    word(step.tag);
    for (std::size_t i = 0; i < step.predicates.size(); ++i) {
      put(i == 0 ? "[" : ",");
      draw(step.predicates[i]);
    }
    if (!step.predicates.empty()) put("]");
  }
  void draw(const SourcePath& path) {
    see(path.span);
    if (path.anywhere) put("**.");
    if (path.root) put("/");
    if (path.self) put(".");
    for (std::size_t i = 0; i < path.steps.size(); ++i) {
      if (i > 0) put("/");
      draw(path.steps[i]);
    }
    for (std::size_t i = 0; i < path.elements.size(); ++i) {
      const ElementStep& step = path.elements[i];
      see(step.span);
      if (i > 0 || !path.steps.empty()) put(".");
      if (step.all) put("*");
      if (step.ids.size() > 1) put("(");
      for (std::size_t j = 0; j < step.ids.size(); ++j) {
        if (j > 0) put(",");
        draw(step.ids[j]);
      }
      if (step.ids.size() > 1) put(")");
    }
  }
  void draw(const TargetPath& path) {
    see(path.span);
    if (path.self) put(".");
    for (std::uint32_t i = 0; i < path.up; ++i) put("../");
    for (std::size_t i = 0; i < path.steps.size(); ++i) {
      if (i > 0) put("/");
      if (path.steps[i].attribute) put("@");
      if (!path.steps[i].prefix.empty()) {
        word(path.steps[i].prefix);
        put(":");
      }
      word(path.steps[i].name);
    }
  }

  void draw(const Expression& expression) {
    see(expression.span);
    using Kind = Expression::Kind;
    switch (expression.kind) {
      case Kind::or_:
        return list("or", expression);
      case Kind::and_:
        return list("and", expression);
      case Kind::xor_:
        return list("xor", expression);
      case Kind::not_:
        return list("not", expression);
      case Kind::any:
        return list("any", expression);
      case Kind::all:
        return list("all", expression);
      case Kind::equal:
        return list("=", expression);
      case Kind::not_equal:
        return list("!=", expression);
      case Kind::less:
        return list("<", expression);
      case Kind::less_equal:
        return list("<=", expression);
      case Kind::greater:
        return list(">", expression);
      case Kind::greater_equal:
        return list(">=", expression);
      case Kind::in:
        return list("in", expression);
      case Kind::matches:
        return list("matches", expression);
      case Kind::present:
        return list("present", expression);
      case Kind::absent:
        return list("absent", expression);
      case Kind::plus:
        return list("+", expression);
      case Kind::minus:
        return list("-", expression);
      case Kind::function:
        return list("call", expression);
      case Kind::condition:
        put("[");
        word(expression.text);
        return put("]");
      case Kind::string:
        return quoted(expression.text);
      case Kind::number:
        return word(expression.text);
      case Kind::value:
        return put("value");
      case Kind::path:
        return draw(expression.path);
    }
  }
  void list(std::string_view head, const Expression& expression) {
    put("(");
    put(head);
    using Kind = Expression::Kind;
    if (expression.kind == Kind::any || expression.kind == Kind::all) {
      put(" ");
      draw(expression.path);
    }
    if (expression.kind == Kind::function) {
      put(" ");
      word(expression.text);
    }
    for (const Expression& child : expression.children) {
      put(" ");
      draw(child);
    }
    if (expression.kind == Kind::in) {
      put(expression.text.empty() ? " {" : " ");
      expression.text.empty() ? words(expression.codes, ' ') : word(expression.text);
      if (expression.text.empty()) put("}");
    }
    if (expression.kind == Kind::matches) {
      put(" ");
      quoted(expression.text);
    }
    put(")");
  }

  void draw(Arrow arrow) {
    put(arrow == Arrow::both ? " <-> " : arrow == Arrow::forward ? " -> " : " <- ");
  }
  void draw(const Constant& constant) {
    constant.number ? word(constant.value) : quoted(constant.value);
  }
  void draw(const Cardinality& cardinality) {
    see(cardinality.span);
    using Kind = Cardinality::Kind;
    put(cardinality.kind == Kind::one        ? "one"
        : cardinality.kind == Kind::optional ? "opt"
                                             : "each");
    put(' ' + std::to_string(cardinality.min) + ".." +
        (cardinality.bounded ? std::to_string(cardinality.max) : std::string("*")));
  }
  void label(const Text& label) {
    if (label.empty()) return;
    put("#");
    word(label);
    put(": ");
  }
  void draw(const Conversion& conversion) {
    see(conversion.span);
    word(conversion.name);
    for (std::size_t i = 0; i < conversion.arguments.size(); ++i) {
      const Argument& argument = conversion.arguments[i];
      put(i == 0 ? "(" : ",");
      if (!argument.name.empty()) {
        word(argument.name);
        put("=");
      }
      if (argument.string) put("'");
      words(argument.values, '|');
      if (argument.string) put("'");
    }
    if (!conversion.arguments.empty()) put(")");
  }
  void when(const std::optional<Expression>& expression) {
    if (!expression) return;
    put(" when ");
    draw(*expression);
  }
  void draw(const Leaf& leaf) {
    label(leaf.label);
    static constexpr std::string_view kStatus[] = {"", "M ", "R ", "D ", "O "};
    put(kStatus[static_cast<std::size_t>(leaf.status)]);
    if (leaf.left_constant) {
      put("=");
      draw(*leaf.left_constant);
    }
    draw(leaf.source);
    draw(leaf.arrow);
    see(leaf.arrow_span);
    if (leaf.right_constant) {
      put("=");
      draw(*leaf.right_constant);
    }
    draw(leaf.target);
    for (std::size_t i = 0; i < leaf.conversions.size(); ++i) {
      put(i == 0 ? " : " : " | ");
      draw(leaf.conversions[i]);
    }
    when(leaf.when);
    if (leaf.default_value) {
      put(" default ");
      draw(*leaf.default_value);
    }
    if (leaf.back) {
      put(" back ");
      quoted(*leaf.back);
    }
    if (!leaf.doc.empty()) {
      put(" doc ");
      quoted(leaf.doc);
    }
  }
  void draw(const Block& block) {
    label(block.label);
    draw(block.cardinality);
    put(" ");
    draw(block.source);
    draw(block.arrow);
    see(block.arrow_span);
    draw(block.target);
    when(block.when);
    if (!block.fragment.empty()) {
      put(" : ");
      word(block.fragment);
    }
    items(block.items);
  }
  void draw(const Rule& rule) {
    put("rule ");
    word(rule.name);
    put(rule.severity == Rule::Severity::error     ? " error on "
        : rule.severity == Rule::Severity::warning ? " warning on "
                                                   : " info on ");
    draw(rule.on);
    when(rule.when);
    put(" require ");
    draw(rule.require);
    for (const Say& say : rule.say) {
      put(" say ");
      word(say.language);
      put(" ");
      quoted(say.text);
    }
    if (rule.respond_name.empty()) return;
    put(" respond ");
    word(rule.respond_name);
    put("=");
    quoted(rule.respond_value);
  }
  void draw(const Cover& cover) {
    static constexpr std::string_view kKinds[] = {"ignore", "forbid", "rest ignore", "rest forbid"};
    put(kKinds[static_cast<std::size_t>(cover.kind)]);
    for (std::size_t i = 0; i < cover.paths.size(); ++i) {
      put(i == 0 ? " " : ", ");
      draw(cover.paths[i]);
    }
    put(" ");
    quoted(cover.reason);
  }
  void draw(const Part& part) {
    put("part ");
    draw(part.cardinality);
    put(" ");
    words(part.mappings, '|');
  }
  void draw(const Item& item) {
    see(item.span);
    if (item.block) draw(*item.block);
    if (item.leaf) draw(*item.leaf);
    if (item.rule) draw(*item.rule);
    if (item.cover) draw(*item.cover);
    if (item.part) draw(*item.part);
  }
  void items(const std::vector<Item>& items) {
    put(" {");
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0) put("; ");
      draw(items[i]);
    }
    put("}");
  }

  void draw(const MessageId& id) {
    see(id.span);
    const Text* const parts[] = {&id.type, &id.version, &id.release, &id.agency, &id.association};
    for (std::size_t i = 0; i < std::size(parts); ++i) {
      if (i > 0 && (i < 4 || !parts[i]->empty())) put(":");
      word(*parts[i]);
    }
  }
  void meta(const std::vector<Meta>& meta) {
    for (const Meta& item : meta) {
      see(item.span);
      put(" ");
      word(item.name);
      put("=");
      for (std::size_t i = 0; i < item.value.size(); ++i) {
        if (i > 0) put("..");
        word(item.value[i]);
      }
    }
  }
  void draw(const File& file) {
    put(file.library ? "library " : "mapping ");
    word(file.name);
    put(" ");
    word(file.version);
    if (!file.extends_name.empty()) {
      put(" extends ");
      word(file.extends_name);
      put(" ");
      word(file.extends_version);
    }
    meta(file.meta);
    for (const Text& name : file.imports) {
      put("\nimport ");
      word(name);
    }
    if (file.edifact) {
      put("\nedifact ");
      draw(file.edifact->message);
      meta(file.edifact->meta);
    }
    if (file.interchange) {
      see(file.interchange->span);
      put("\ninterchange");
      for (const MessageId& id : file.interchange->messages) {
        put(" ");
        draw(id);
      }
      meta(file.interchange->meta);
    }
    for (const XmlDecl& xml : file.xml) {
      see(xml.span);
      put("\nxml ");
      if (!xml.label.empty()) {
        word(xml.label);
        put(" ");
      }
      put("{");
      word(xml.space);
      put("}");
      word(xml.name);
      for (const Prefix& prefix : xml.prefixes) {
        put(" prefix ");
        word(prefix.name);
        put("=");
        word(prefix.uri);
      }
      meta(xml.meta);
    }
    for (const Expression& accept : file.accept) {
      put("\naccept ");
      draw(accept);
    }
    static constexpr std::string_view kPolicies[] = {"error", "earlier", "later"};
    for (const ZoneDecl& zone : file.zones) {
      put("\nzone ");
      word(zone.name);
      put("=");
      word(zone.zone);
      put(" gap ");
      put(kPolicies[static_cast<std::size_t>(zone.gap)]);
      put(" overlap ");
      put(kPolicies[static_cast<std::size_t>(zone.overlap)]);
    }
    for (const PolicyDecl& policy : file.policies) {
      put("\npolicy ");
      word(policy.side);
      put(" ");
      word(policy.action);
    }
    for (const TableDecl& table : file.tables) draw(table);
    for (const ConditionDecl& condition : file.conditions) {
      put(condition.external ? "\nexternal [" : "\ncondition [");
      word(condition.name);
      put("] ");
      quoted(condition.text);
      if (!condition.expression) continue;
      put(" ");
      draw(*condition.expression);
    }
    for (const FragmentDecl& fragment : file.fragments) {
      put("\nfragment ");
      word(fragment.name);
      put(" on ");
      draw(fragment.on);
      items(fragment.items);
    }
    for (const MapDecl& map : file.maps) {
      see(map.span);
      put("\nmap");
      if (!map.label.empty()) put(" ");
      word(map.label);
      items(map.items);
    }
    for (const Item& item : file.items) {
      put("\n");
      draw(item);
    }
    static constexpr std::string_view kChanges[] = {"override #", "remove #", "add #"};
    for (const OverrideDecl& change : file.overrides) {
      see(change.span);
      put("\n");
      put(kChanges[static_cast<std::size_t>(change.kind)]);
      words(change.label, '/');
      if (change.kind == OverrideDecl::Kind::remove) {
        put(" ");
        quoted(change.reason);
      } else {
        items(change.items);
      }
    }
    for (const Example& example : file.examples) {
      see(example.span);
      put("\nexample ");
      quoted(example.title);
      if (!example.rejects.empty()) {
        put(" rejects ");
        word(example.rejects);
      }
      if (!example.at.empty()) {
        put(" at ");
        quoted(example.at);
      }
      put(" edifact ");
      quoted(example.edifact);
      put(" xml ");
      quoted(example.xml);
      if (!example.laws.empty()) put(" laws ");
      words(example.laws, ',');
    }
  }
  void draw(const TableDecl& table) {
    see(table.span);
    put("\ntable ");
    word(table.name);
    put(" : ");
    words(table.keys, ',');
    if (table.has_domain) {
      put(" {");
      words(table.domain, ' ');
      put("}");
    }
    draw(table.arrow);
    word(table.type);
    put(" from ");
    word(table.file);
    if (table.otherwise == TableDecl::Else::pass) put(" else pass");
    if (table.otherwise == TableDecl::Else::value) {
      put(" else ");
      quoted(table.else_value);
    }
  }

  std::string out_;
  std::vector<Span> spans_;
};

}  // namespace sluis::language
