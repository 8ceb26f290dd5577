#include "xml/schema.hpp"

#include <algorithm>
#include <deque>
#include <set>
#include <tuple>
#include <utility>

#include <xercesc/framework/psvi/XSAnnotation.hpp>
#include <xercesc/framework/psvi/XSAttributeDeclaration.hpp>
#include <xercesc/framework/psvi/XSAttributeUse.hpp>
#include <xercesc/framework/psvi/XSComplexTypeDefinition.hpp>
#include <xercesc/framework/psvi/XSElementDeclaration.hpp>
#include <xercesc/framework/psvi/XSIDCDefinition.hpp>
#include <xercesc/framework/psvi/XSModelGroup.hpp>
#include <xercesc/framework/psvi/XSNamedMap.hpp>
#include <xercesc/framework/psvi/XSParticle.hpp>
#include <xercesc/framework/psvi/XSSimpleTypeDefinition.hpp>
#include <xercesc/util/KVStringPair.hpp>
#include <xercesc/util/RefHashTableOf.hpp>
#include <xercesc/validators/datatype/DatatypeValidator.hpp>
#include <xercesc/validators/schema/SchemaSymbols.hpp>

#include "xml/xerces.hpp"

namespace sluis::xml {
namespace {

using xerces::XSConstants;
using xerces::XSSimpleTypeDefinition;

// Model groups in model groups, and types derived from types: schemas that people write stay far
// below; what is deeper is not looked into and listed as uncovered.
constexpr unsigned kDeepest = 64;

// --- numbers: saturating, kUnbounded absorbs ---

std::uint32_t times(std::uint32_t a, std::uint32_t b) {
  if (a == 0 || b == 0) return 0;
  if (a == kUnbounded || b == kUnbounded) return kUnbounded;
  const auto product = std::uint64_t{a} * b;
  return product < kUnbounded ? static_cast<std::uint32_t>(product) : kUnbounded;
}

std::uint32_t count(std::size_t number) {
  return number < kUnbounded ? static_cast<std::uint32_t>(number) : kUnbounded;
}

// A facet's value: digits; anything else counts as not given.
std::uint32_t number_or(const std::string& digits, std::uint32_t otherwise) {
  std::uint64_t number = 0;
  if (digits.empty()) return otherwise;
  for (const char c : digits) {
    if (c < '0' || c > '9') return otherwise;
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
    if (number >= kUnbounded) return kUnbounded;
  }
  return static_cast<std::uint32_t>(number);
}

// --- annotations ---

void decode_reference(std::string_view name, std::string& out) {
  if (name == "lt")
    out += '<';
  else if (name == "gt")
    out += '>';
  else if (name == "amp")
    out += '&';
  else if (name == "quot")
    out += '"';
  else if (name == "apos")
    out += '\'';
  else
    out += ' ';
}

// The text of the documentation elements of an annotation, as Xerces hands it: XML text.
std::string documentation(const xerces::XSAnnotation* annotation) {
  std::string text;
  if (annotation == nullptr) return text;
  const auto xml = utf8(annotation->getAnnotationString());
  bool inside = false;
  bool blank = false;
  const auto put = [&text, &blank](std::string_view piece) {
    if (blank && !text.empty()) text += ' ';
    blank = false;
    text += piece;
  };
  for (std::size_t at = 0; at < xml.size();) {
    if (xml[at] == '<') {
      auto end = xml.find('>', at);
      if (end == std::string::npos) break;
      if (xml.compare(at, 4, "<!--") == 0) {
        const auto close = xml.find("-->", at);
        end = close == std::string::npos ? xml.size() - 1 : close + 2;
      }
      const std::string_view tag(xml.data() + at, end - at);
      const auto name = tag.substr(0, tag.find_first_of(" \t\r\n"));
      if (name.ends_with("documentation")) inside = name[1] != '/';
      blank = true;
      at = end + 1;
    } else if (!inside) {
      ++at;
    } else if (xml[at] == '&') {
      const auto end = std::min(xml.find(';', at), xml.size());
      std::string character;
      decode_reference(std::string_view(xml).substr(at + 1, end - at - 1), character);
      put(character);
      at = end + 1;
    } else if (xml[at] == ' ' || xml[at] == '\t' || xml[at] == '\r' || xml[at] == '\n') {
      blank = true;
      ++at;
    } else {
      put(std::string_view(xml).substr(at, 1));
      ++at;
    }
  }
  return text;
}

// --- the lowering ---

class Lowering {
 public:
  Lowering(xerces::XSModel& model, Schema& schema) : model_(&model), schema_(&schema) {}

  void run() {
    globals();
    // Types wait here until they are filled, so that a type may contain itself.
    while (!waiting_.empty()) {
      const auto next = std::move(waiting_.front());
      waiting_.pop_front();
      fill(next);
    }
    schema_->uncovered.assign(uncovered_.begin(), uncovered_.end());
  }
  [[nodiscard]] std::unordered_map<const xerces::XSObject*, std::uint32_t>&& elements() {
    return std::move(elements_);
  }

 private:
  void uncovered(std::string_view what, const std::string& where) {
    uncovered_.insert(std::string(what) + ": " + where);
  }

  // A name for a message: the type's own, or that of the element that it was met at.
  std::string known_as(xerces::XSTypeDefinition& type) {
    return type.getAnonymous() ? "the anonymous type of " + at_ : utf8(type.getName());
  }

  void globals() {
    auto* components = model_->getComponents(XSConstants::ELEMENT_DECLARATION);
    std::vector<std::pair<std::pair<std::string, std::string>, xerces::XSElementDeclaration*>> all;
    for (XMLSize_t i = 0; components != nullptr && i < components->getLength(); ++i) {
      auto* declaration = static_cast<xerces::XSElementDeclaration*>(components->item(i));
      all.push_back(
          {{utf8(declaration->getNamespace()), utf8(declaration->getName())}, declaration});
    }
    // Xerces keeps them in a hash table: sorted, the tables are the same every time.
    std::sort(all.begin(), all.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [name, declaration] : all) element(*declaration);
    schema_->globals = static_cast<std::uint32_t>(schema_->elements.size());
  }

  std::uint32_t element(xerces::XSElementDeclaration& declaration) {
    const auto next = static_cast<std::uint32_t>(schema_->elements.size());
    const auto [entry, is_new] = elements_.try_emplace(&declaration, next);
    if (!is_new) return entry->second;
    schema_->elements.emplace_back();
    auto name = utf8(declaration.getName());
    at_ = name;
    if (auto* keys = declaration.getIdentityConstraints(); keys != nullptr)
      for (XMLSize_t i = 0; i < keys->getLength(); ++i)
        uncovered("identity constraint", name + "/" + utf8(keys->item(i)->getName()));
    if (declaration.getSubstitutionGroupAffiliation() != nullptr)
      uncovered("substitution group", name);
    if (declaration.getAbstract()) uncovered("abstract element", name);
    if (declaration.getNillable()) uncovered("nillable element", name);
    if (declaration.getConstraintType() != XSConstants::VALUE_CONSTRAINT_NONE)
      uncovered("fixed or default element value", name);
    const auto type_row = type(declaration.getTypeDefinition());
    auto& row = schema_->elements[next];
    row.space = utf8(declaration.getNamespace());
    row.name = std::move(name);
    row.type = type_row;
    row.annotation = documentation(declaration.getAnnotation());
    return next;
  }

  // The row of a type that an element has; simple types become an element type with text alone.
  std::uint32_t type(xerces::XSTypeDefinition* definition) {
    if (definition == nullptr) return kNone;
    const auto next = static_cast<std::uint32_t>(schema_->types.size());
    const auto [entry, is_new] = types_.try_emplace(definition, next);
    if (!is_new) return entry->second;
    if (!definition->getAnonymous()) {
      // Xerces makes two objects of a type that contains itself.
      const auto [named, is_first] = named_types_.try_emplace(
          utf8(definition->getNamespace()) + '\n' + utf8(definition->getName()), next);
      entry->second = named->second;
      if (!is_first) return named->second;
    }
    schema_->types.emplace_back();
    if (!definition->getAnonymous()) schema_->types[next].name = utf8(definition->getName());
    if (definition->getTypeCategory() == xerces::XSTypeDefinition::SIMPLE_TYPE) {
      const auto row = simple(*static_cast<XSSimpleTypeDefinition*>(definition));
      schema_->types[next].simple = row;
    } else {
      waiting_.push_back({next, static_cast<xerces::XSComplexTypeDefinition*>(definition), at_});
    }
    return next;
  }

  struct Waiting {
    std::uint32_t row;
    xerces::XSComplexTypeDefinition* definition;
    std::string element;  // that it was met at
  };

  void fill(const Waiting& waiting) {
    auto& definition = *waiting.definition;
    at_ = waiting.element;
    ElementType row;
    row.name = schema_->types[waiting.row].name;
    if (definition.getAbstract()) uncovered("abstract type", known_as(definition));
    if (definition.getAttributeWildcard() != nullptr)
      uncovered("xs:anyAttribute", known_as(definition));
    const auto content = definition.getContentType();
    row.mixed = content == xerces::XSComplexTypeDefinition::CONTENTTYPE_MIXED;
    if (row.mixed) uncovered("mixed content", known_as(definition));
    if (content == xerces::XSComplexTypeDefinition::CONTENTTYPE_SIMPLE &&
        definition.getSimpleType() != nullptr)
      row.simple = simple(*definition.getSimpleType());
    auto* uses = definition.getAttributeUses();
    for (XMLSize_t i = 0; uses != nullptr && i < uses->size(); ++i)
      row.attributes.push_back(attribute(*uses->elementAt(i)));
    std::sort(row.attributes.begin(), row.attributes.end(), [](const auto& a, const auto& b) {
      return std::tie(a.space, a.name) < std::tie(b.space, b.name);
    });
    type_ = known_as(definition);
    rank_ = 0;
    choice_ = 0;
    if (auto* particle = definition.getParticle(); particle != nullptr)
      flatten(*particle, Flat{}, row, 0);
    schema_->types[waiting.row] = std::move(row);
  }

  Attribute attribute(xerces::XSAttributeUse& use) {
    auto& declaration = *use.getAttrDeclaration();
    Attribute row;
    row.space = utf8(declaration.getNamespace());
    row.name = utf8(declaration.getName());
    row.required = use.getRequired();
    if (use.getConstraintType() == XSConstants::VALUE_CONSTRAINT_FIXED)
      row.fixed = utf8(use.getConstraintValue());
    else if (declaration.getConstraintType() == XSConstants::VALUE_CONSTRAINT_FIXED)
      row.fixed = utf8(declaration.getConstraintValue());
    else if (use.getConstraintType() == XSConstants::VALUE_CONSTRAINT_DEFAULT)
      uncovered("default attribute value", at_ + "/@" + row.name);
    if (declaration.getTypeDefinition() != nullptr)
      row.type = simple(*declaration.getTypeDefinition());
    return row;
  }

  // What the model groups around a particle make of it.
  struct Flat {
    std::uint32_t min = 1, max = 1;
    std::uint32_t rank = 0;  // shared by all within; 0: each has its own
    std::uint32_t choice = 0;
    bool needed = false;
    std::uint32_t together = kUnbounded;
  };

  static bool is_group(xerces::XSParticle& particle) {
    return particle.getTermType() == xerces::XSParticle::TERM_MODELGROUP;
  }

  // May a particle stand for nothing at all? What is too deep to look at: yes.
  static bool emptiable(xerces::XSParticle& particle, unsigned depth) {
    if (particle.getMinOccurs() == 0 || depth >= kDeepest) return true;
    if (!is_group(particle)) return particle.getTermType() != xerces::XSParticle::TERM_ELEMENT;
    auto& model = *particle.getModelGroupTerm();
    const bool is_choice = model.getCompositor() == xerces::XSModelGroup::COMPOSITOR_CHOICE;
    auto* parts = model.getParticles();
    for (XMLSize_t i = 0; parts != nullptr && i < parts->size(); ++i)
      if (emptiable(*parts->elementAt(i), depth + 1) == is_choice) return is_choice;
    return !is_choice || parts == nullptr || parts->size() == 0;
  }

  void flatten(xerces::XSParticle& particle, Flat flat, ElementType& row, unsigned depth) {
    const auto own_max =
        particle.getMaxOccursUnbounded() ? kUnbounded : count(particle.getMaxOccurs());
    switch (particle.getTermType()) {
      case xerces::XSParticle::TERM_ELEMENT: {
        if (own_max == 0) return;
        Child child;
        child.element = element(*particle.getElementTerm());
        child.rank = flat.rank != 0 ? flat.rank : ++rank_;
        child.min = times(flat.min, count(particle.getMinOccurs()));
        child.max = times(flat.max, own_max);
        child.choice = flat.choice;
        child.needed = flat.needed;
        child.together = own_max == 1 ? flat.together : kUnbounded;
        row.children.push_back(child);
        return;
      }
      case xerces::XSParticle::TERM_WILDCARD:
        row.any = true;
        uncovered("xs:any", type_);
        return;
      case xerces::XSParticle::TERM_MODELGROUP:
        if (depth >= kDeepest) {
          uncovered("model groups deeper than " + std::to_string(kDeepest), type_);
          return;
        }
        group(particle, own_max, flat, row, depth + 1);
        return;
      case xerces::XSParticle::TERM_EMPTY:
        return;
    }
  }

  void group(xerces::XSParticle& particle, std::uint32_t own_max, Flat flat, ElementType& row,
             unsigned depth) {
    if (own_max == 0) return;
    auto& model = *particle.getModelGroupTerm();
    auto* parts = model.getParticles();
    const auto size = parts == nullptr ? 0 : parts->size();
    if (size == 0) return;
    const bool repeated = own_max > 1;
    const bool is_choice =
        size > 1 && model.getCompositor() == xerces::XSModelGroup::COMPOSITOR_CHOICE;
    const bool is_all = model.getCompositor() == xerces::XSModelGroup::COMPOSITOR_ALL;

    const bool ordered = flat.rank == 0;     // around this group
    const bool excludes = flat.choice != 0;  // it is an alternative itself
    flat.min = times(flat.min, count(particle.getMinOccurs()));
    flat.max = times(flat.max, own_max);
    if (ordered && size > 1 && (repeated || is_all)) flat.rank = ++rank_;
    if (is_choice) {
      flat.needed = excludes ? flat.needed : flat.min != 0 && !emptiable(particle, depth);
      flat.min = 0;
      if (repeated) {
        if (excludes) uncovered("choice between groups of elements", type_);
        flat.choice = 0;
        flat.together = ordered ? flat.max : kUnbounded;
      } else if (ordered && !excludes) {
        flat.choice = ++choice_;
      }
    } else if (size > 1) {
      if (repeated) uncovered("repeated sequence of several elements", type_);
      if (excludes) uncovered("choice between groups of elements", type_);
      flat.together = kUnbounded;
    }
    for (XMLSize_t i = 0; i < size; ++i) {
      flatten(*parts->elementAt(i), flat, row, depth);
      // Of a sequence in a choice, the first element alone excludes the alternatives.
      if (!is_choice) flat.choice = 0, flat.needed = false;
    }
  }

  // --- simple types ---

  std::uint32_t simple(XSSimpleTypeDefinition& definition) {
    const auto next = static_cast<std::uint32_t>(schema_->simple_types.size());
    const auto [entry, is_new] = simples_.try_emplace(&definition, next);
    if (!is_new) return entry->second;
    SimpleType row;
    if (!definition.getAnonymous()) row.name = utf8(definition.getName());
    if (definition.getVariety() == XSSimpleTypeDefinition::VARIETY_LIST)
      uncovered("list type", known_as(definition));
    if (definition.getVariety() == XSSimpleTypeDefinition::VARIETY_UNION)
      uncovered("union type", known_as(definition));
    row.primitive = primitive(definition);
    row.whitespace = whitespace(definition);
    facets(definition, row);
    schema_->simple_types.push_back(std::move(row));
    return next;
  }

  static Primitive primitive(XSSimpleTypeDefinition& definition) {
    if (definition.getVariety() != XSSimpleTypeDefinition::VARIETY_ATOMIC) return Primitive::other;
    auto* type = definition.getPrimitiveType();
    const auto name = utf8(type == nullptr ? definition.getName() : type->getName());
    if (name == "string") return Primitive::string;
    if (name == "boolean") return Primitive::boolean;
    if (name == "decimal") return Primitive::decimal;
    if (name == "dateTime") return Primitive::date_time;
    if (name == "date") return Primitive::date;
    return Primitive::other;
  }

  static Whitespace whitespace(const XSSimpleTypeDefinition& definition) {
    const auto* validator = definition.getDatatypeValidator();
    if (validator == nullptr) return Whitespace::preserve;
    switch (validator->getWSFacet()) {
      case xerces::DatatypeValidator::COLLAPSE:
        return Whitespace::collapse;
      case xerces::DatatypeValidator::REPLACE:
        return Whitespace::replace;
      default:
        return Whitespace::preserve;
    }
  }

  // Facets as they hold for the type: those of its own, and of the types that it restricts. A value
  // nearer to the type is the narrower one, but patterns add up.
  void facets(XSSimpleTypeDefinition& definition, SimpleType& row) {
    using Type = XSSimpleTypeDefinition;
    auto* type = &definition;
    for (unsigned depth = 0; type != nullptr; ++depth) {
      if (depth >= kDeepest) {
        uncovered("types derived more than " + std::to_string(kDeepest) + " times",
                  known_as(definition));
        return;
      }
      const auto value = [type](Type::FACET facet) {
        return type->isDefinedFacet(facet) ? utf8(type->getLexicalFacetValue(facet))
                                           : std::string();
      };
      const auto length = number_or(value(Type::FACET_LENGTH), kUnbounded);
      if (length != kUnbounded) row.min_length = row.max_length = length;
      row.min_length = std::max(row.min_length, number_or(value(Type::FACET_MINLENGTH), 0));
      row.max_length =
          std::min(row.max_length, number_or(value(Type::FACET_MAXLENGTH), kUnbounded));
      row.total_digits =
          std::min(row.total_digits, number_or(value(Type::FACET_TOTALDIGITS), kUnbounded));
      row.fraction_digits =
          std::min(row.fraction_digits, number_or(value(Type::FACET_FRACTIONDIGITS), kUnbounded));
      const auto keep = [](std::string& to, std::string from) {
        if (to.empty()) to = std::move(from);
      };
      keep(row.min_inclusive, value(Type::FACET_MININCLUSIVE));
      keep(row.min_exclusive, value(Type::FACET_MINEXCLUSIVE));
      keep(row.max_inclusive, value(Type::FACET_MAXINCLUSIVE));
      keep(row.max_exclusive, value(Type::FACET_MAXEXCLUSIVE));
      if (row.enumeration.empty()) texts(type->getLexicalEnumeration(), row.enumeration);
      pattern(*type, row.patterns);
      auto* base = type->getBaseType();
      type = base != nullptr && base != type &&
                     base->getTypeCategory() == xerces::XSTypeDefinition::SIMPLE_TYPE
                 ? static_cast<XSSimpleTypeDefinition*>(base)
                 : nullptr;
    }
  }

  // The pattern of one step of derivation; several in one step are alternatives, which Xerces has
  // joined by '|' already. Its getLexicalPattern() cuts at every '|', and so is of no use.
  static void pattern(const XSSimpleTypeDefinition& type, std::vector<std::string>& out) {
    const auto* validator = type.getDatatypeValidator();
    const auto* facets = validator == nullptr ? nullptr : validator->getFacets();
    if (facets == nullptr) return;
    const auto* facet = facets->get(xerces::SchemaSymbols::fgELT_PATTERN);
    if (facet == nullptr) return;
    auto text = utf8(facet->getValue());
    if (std::find(out.begin(), out.end(), text) == out.end()) out.push_back(std::move(text));
  }

  static void texts(const xerces::StringList* list, std::vector<std::string>& out) {
    for (XMLSize_t i = 0; list != nullptr && i < list->size(); ++i) {
      auto text = utf8(list->elementAt(i));
      if (std::find(out.begin(), out.end(), text) == out.end()) out.push_back(std::move(text));
    }
  }

  xerces::XSModel* model_;
  Schema* schema_;
  std::unordered_map<const xerces::XSObject*, std::uint32_t> elements_, types_, simples_;
  std::unordered_map<std::string, std::uint32_t> named_types_;
  std::deque<Waiting> waiting_;
  std::set<std::string> uncovered_;
  std::string at_, type_;  // the element and the type in work, for messages
  std::uint32_t rank_ = 0, choice_ = 0;
};

}  // namespace

std::shared_ptr<Schema> lower(
    const Grammars& grammars,
    std::unordered_map<const xerces::XSObject*, std::uint32_t>* elements) {
  auto schema = std::make_shared<Schema>();
  schema->files = grammars.files;
  Lowering lowering(*grammars.model, *schema);
  lowering.run();
  if (elements != nullptr) *elements = lowering.elements();
  return schema;
}

std::uint32_t Schema::global(std::string_view space, std::string_view name) const noexcept {
  for (std::uint32_t i = 0; i < globals; ++i)
    if (elements[i].name == name && elements[i].space == space) return i;
  return kNone;
}

const Child* Schema::child(const ElementType& type, std::string_view name,
                           const std::string_view* space) const noexcept {
  for (const auto& child : type.children) {
    const auto& element = elements[child.element];
    if (element.name == name && (space == nullptr || element.space == *space)) return &child;
  }
  return nullptr;
}

std::shared_ptr<const Schema> load_schema(const std::string& path, Diagnostics& faults) {
  Grammars grammars;
  if (!load_grammars({path}, grammars, faults)) return nullptr;
  return lower(grammars);
}

}  // namespace sluis::xml
