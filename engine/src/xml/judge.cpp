#include "xml/judge.hpp"

#include <algorithm>
#include <mutex>
#include <new>
#include <optional>
#include <utility>

#include <xercesc/framework/XMLAttr.hpp>
#include <xercesc/framework/XMLContentModel.hpp>
#include <xercesc/framework/XMLValidityCodes.hpp>
#include <xercesc/parsers/SAX2XMLReaderImpl.hpp>
#include <xercesc/sax/InputSource.hpp>
#include <xercesc/sax2/DefaultHandler.hpp>
#include <xercesc/util/BinInputStream.hpp>
#include <xercesc/util/SecurityManager.hpp>
#include <xercesc/util/XMLEntityResolver.hpp>
#include <xercesc/util/XMLException.hpp>
#include <xercesc/util/XMLUni.hpp>
#include <xercesc/validators/common/ContentSpecNode.hpp>
#include <xercesc/validators/schema/ComplexTypeInfo.hpp>
#include <xercesc/validators/schema/SchemaElementDecl.hpp>
#include <xercesc/validators/schema/SchemaGrammar.hpp>
#include <xercesc/validators/schema/SchemaSymbols.hpp>

#include "xml/xerces.hpp"

namespace sluis::xml {
namespace {

// --- what all parsers of a judge share ---

struct Shared {
  Grammars grammars;
  std::shared_ptr<const Schema> schema;
  // Row in schema->elements of what Xerces calls an element.
  std::unordered_map<const xerces::XMLElementDecl*, std::uint32_t> rows;
  bool counts_minimum = false;  // some minOccurs is above kCounted
  unsigned int no_space = 0;    // Xerces' number of the empty namespace

  // The type of an element as the schema declares it; null when it does not.
  [[nodiscard]] const ElementType* type(const xerces::XMLElementDecl& declaration) const {
    const auto row = rows.find(&declaration);
    if (row == rows.end()) return nullptr;
    const auto type = schema->elements[row->second].type;
    return type == kNone ? nullptr : &schema->types[type];
  }
};

// Bounds that Xerces would unroll become 0, 1 or unbounded; the tables keep the true ones.
void relax(xerces::ContentSpecNode* top) {
  std::vector<xerces::ContentSpecNode*> waiting{top};
  while (!waiting.empty()) {
    auto* node = waiting.back();
    waiting.pop_back();
    if (node == nullptr) continue;
    constexpr auto kMost = static_cast<int>(Judge::kCounted);
    if (node->getMaxOccurs() > kMost) node->setMaxOccurs(xerces::SchemaSymbols::XSD_UNBOUNDED);
    if (node->getMinOccurs() > kMost) node->setMinOccurs(1);
    waiting.push_back(node->getFirst());
    waiting.push_back(node->getSecond());
  }
}

// Does at once what Xerces would do at the first document: it builds content models and attribute
// lists lazily.
void prepare(Shared& shared) {
  std::unordered_map<const xerces::XSObject*, std::uint32_t> rows;
  shared.schema = lower(shared.grammars, &rows);
  for (const auto& type : shared.schema->types)
    for (const auto& child : type.children)
      shared.counts_minimum = shared.counts_minimum || child.min > Judge::kCounted;
  shared.no_space =
      shared.grammars.pool->getURIStringPool()->addOrFind(xerces::XMLUni::fgZeroLenString);
  auto grammars = shared.grammars.pool->getGrammarEnumerator();
  while (grammars.hasMoreElements()) {
    auto& any = grammars.nextElement();
    if (any.getGrammarType() != xerces::Grammar::SchemaGrammarType) continue;
    auto& grammar = static_cast<xerces::SchemaGrammar&>(any);
    if (auto* types = grammar.getComplexTypeRegistry(); types != nullptr) {
      xerces::RefHashTableOfEnumerator<xerces::ComplexTypeInfo> each(types);
      while (each.hasMoreElements()) relax(each.nextElement().getContentSpec());
      each.Reset();
      while (each.hasMoreElements()) {
        auto& type = each.nextElement();
        static_cast<void>(type.getContentModel());
        static_cast<void>(type.getFormattedContentModel());
        static_cast<void>(type.getAttDefList());
      }
    }
    auto elements = grammar.getElemEnumerator();
    while (elements.hasMoreElements()) {
      auto& declaration = elements.nextElement();
      const auto row = rows.find(shared.grammars.model->getXSObject(&declaration));
      if (row != rows.end()) shared.rows.emplace(&declaration, row->second);
    }
  }
}

// --- input ---

// Thrown through Xerces to leave a document.
struct Stop {};

class Stream : public xerces::BinInputStream {
 public:
  Stream(const Judge::Read& read, std::size_t& pending) : read_(&read), pending_(&pending) {}
  [[nodiscard]] XMLFilePos curPos() const override { return position_; }
  XMLSize_t readBytes(XMLByte* const buffer, const XMLSize_t capacity) override {
    const auto got = (*read_)(reinterpret_cast<char*>(buffer), capacity);
    position_ += got;
    *pending_ += got;
    if (*pending_ > Judge::kLongest) throw Stop{};
    return got;
  }
  [[nodiscard]] const XMLCh* getContentType() const override { return nullptr; }

 private:
  const Judge::Read* read_;
  std::size_t* pending_;  // bytes since the last event
  XMLFilePos position_ = 0;
};

class Input : public xerces::InputSource {
 public:
  Input(const Judge::Read& read, std::size_t& pending) : read_(&read), pending_(&pending) {}
  [[nodiscard]] xerces::BinInputStream* makeStream() const override {
    return std::make_unique<Stream>(*read_, *pending_).release();  // Xerces deletes it
  }

 private:
  const Judge::Read* read_;
  std::size_t* pending_;
};

// --- the parser ---

class Parser : public xerces::SAX2XMLReaderImpl, public xerces::XMLEntityResolver {
 public:
  explicit Parser(const Shared& shared);

  bool check(const Judge::Read& read, const Judge::Report& report, std::size_t limit);

  // What Xerces tells; the names are its own.
  void startElement(const xerces::XMLElementDecl& declaration, unsigned int space,
                    const XMLCh* prefix, const xerces::RefVectorOf<xerces::XMLAttr>& attributes,
                    XMLSize_t attribute_count, bool is_empty, bool is_root) override;
  void endElement(const xerces::XMLElementDecl& declaration, unsigned int space, bool is_root,
                  const XMLCh* prefix) override;
  void docCharacters(const XMLCh* text, XMLSize_t length, bool cdata) override;
  void docComment(const XMLCh* /*text*/) override { pending_ = 0; }
  void docPI(const XMLCh* /*target*/, const XMLCh* /*text*/) override { pending_ = 0; }
  void ignorableWhitespace(const XMLCh* text, XMLSize_t length, bool cdata) override {
    docCharacters(text, length, cdata);
  }
  void doctypeDecl(const xerces::DTDElementDecl& root, const XMLCh* public_id,
                   const XMLCh* system_id, bool internal, bool external) override;
  void error(unsigned int code, const XMLCh* domain, xerces::XMLErrorReporter::ErrTypes severity,
             const XMLCh* text, const XMLCh* system_id, const XMLCh* public_id, XMLFileLoc line,
             XMLFileLoc column) override;
  // Of XMLErrorReporter and XMLEntityHandler; both bases of SAX2XMLReaderImpl have a resolveEntity.
  using xerces::SAX2XMLReaderImpl::resolveEntity;
  xerces::InputSource* resolveEntity(xerces::XMLResourceIdentifier* what) override;

 private:
  // Xerces tells its events to a parser only when somebody listens there.
  struct Nobody : xerces::DefaultHandler {
    void setDocumentLocator(const xerces::Locator* const locator) override { where = locator; }
    const xerces::Locator* where = nullptr;
  };
  struct Child {
    const xerces::XMLElementDecl* declaration;
    std::uint64_t element;
  };
  // An open element. Its children stand in children_, from `children` on.
  struct Open {
    const xerces::XMLElementDecl* declaration;
    std::uint64_t element;
    std::size_t children;
    std::size_t text;  // code units of its own text
    // How far preceding() has counted, and whose name.
    const xerces::XMLElementDecl* named;
    std::size_t counted, same;
  };
  static constexpr std::uint64_t kNoElement = ~std::uint64_t{0};

  void reset();
  void add(std::string message, std::uint64_t element, std::string path, Position where,
           bool fatal = false);
  void add_here(std::string message, Position where, bool fatal = false);
  void add_next(std::string message, Position where);
  void place_next();
  void stop(std::string message);
  void invalid(unsigned int code, const XMLCh* text, Position where);
  void wrong_content(const XMLCh* text, Position where);
  void wrong_value(std::string message, Position where);
  void count_children();
  [[nodiscard]] std::optional<std::size_t> failing();
  [[nodiscard]] std::string expected(std::size_t upto) const;
  [[nodiscard]] bool holds_text() const;
  [[nodiscard]] std::size_t preceding(Open& parent, std::size_t child);
  [[nodiscard]] std::string path();
  void append_step(std::string& path, std::size_t parent, std::size_t child);
  [[nodiscard]] bool has_finding(std::uint64_t element, const std::string& message) const;
  [[nodiscard]] std::string not_allowed(const std::string& name, std::size_t upto) const;
  [[nodiscard]] std::size_t children_of_last() const {
    return children_.size() - open_.back().children;
  }
  static bool same_name(const xerces::XMLElementDecl& a, const xerces::XMLElementDecl& b) {
    return &a == &b || xerces::XMLString::equals(a.getBaseName(), b.getBaseName());
  }

  const Shared* shared_;
  Nobody nobody_;
  xerces::SecurityManager security_;
  std::vector<Open> open_;
  std::vector<Child> children_;
  std::vector<Finding> findings_;
  std::vector<xerces::QName*> names_;
  std::uint64_t elements_ = 0;
  std::uint64_t unknown_ = kNoElement;  // the element last met that its parent does not know
  std::size_t unplaced_ = 0;            // findings at the end that wait for their element's start
  std::size_t pending_ = 0;             // bytes read since the last event
  std::size_t limit_ = 0;
  std::size_t skip_ = 0;  // while so many elements are open, findings follow from one told; 0: none
};

Parser::Parser(const Shared& shared)
    : xerces::SAX2XMLReaderImpl(xerces::XMLPlatformUtils::fgMemoryManager,
                                shared.grammars.pool.get()),
      shared_(&shared) {
  using xerces::XMLUni;
  setFeature(XMLUni::fgSAX2CoreNameSpaces, true);
  setFeature(XMLUni::fgSAX2CoreValidation, true);
  setFeature(XMLUni::fgXercesDynamic, false);
  setFeature(XMLUni::fgXercesSchema, true);
  setFeature(XMLUni::fgXercesSchemaFullChecking, false);
  setFeature(XMLUni::fgXercesIdentityConstraintChecking, true);
  setFeature(XMLUni::fgXercesUseCachedGrammarInParse, true);
  setFeature(XMLUni::fgXercesCacheGrammarFromParse, false);
  setFeature(XMLUni::fgXercesLoadSchema, false);
  setFeature(XMLUni::fgXercesLoadExternalDTD, false);
  setFeature(XMLUni::fgXercesSkipDTDValidation, true);
  setFeature(XMLUni::fgXercesDisableDefaultEntityResolution, true);
  setFeature(XMLUni::fgXercesHandleMultipleImports, false);
  security_.setEntityExpansionLimit(1);
  setProperty(XMLUni::fgXercesSecurityManager, &security_);
  setContentHandler(&nobody_);
  setErrorHandler(&nobody_);
  setLexicalHandler(&nobody_);  // for the document type
  setXMLEntityResolver(this);
}

void Parser::reset() {
  open_.clear();
  children_.clear();
  findings_.clear();
  elements_ = 0;
  unknown_ = kNoElement;
  unplaced_ = 0;
  pending_ = 0;
  skip_ = 0;
}

bool Parser::check(const Judge::Read& read, const Judge::Report& report, std::size_t limit) {
  reset();
  limit_ = std::max<std::size_t>(limit, 1);
  const Input input(read, pending_);
  try {
    parse(input);
  } catch (const Stop&) {
    if (pending_ > Judge::kLongest)
      add_here("a tag or comment is longer than " + std::to_string(Judge::kLongest >> 20U) + " MiB",
               {}, true);
  } catch (const xerces::XMLException& fault) {
    add_here(utf8(fault.getMessage()), {}, true);
  } catch (const xerces::SAXException& fault) {
    add_here(utf8(fault.getMessage()), {}, true);
  }
  if (elements_ == 0 && findings_.empty()) add_here("there is no element", {}, true);
  place_next();
  const bool valid = findings_.empty();
  std::stable_sort(findings_.begin(), findings_.end(),
                   [](const Finding& a, const Finding& b) { return a.element < b.element; });
  if (findings_.size() > limit) findings_.resize(limit);
  for (auto& finding : findings_) report(std::move(finding));
  findings_.clear();
  return valid;
}

// --- events ---

void Parser::startElement(const xerces::XMLElementDecl& declaration, unsigned int /*space*/,
                          const XMLCh* /*prefix*/,
                          const xerces::RefVectorOf<xerces::XMLAttr>& /*attributes*/,
                          XMLSize_t /*attribute_count*/, bool /*is_empty*/, bool /*is_root*/) {
  pending_ = 0;
  const auto element = elements_++;
  if (!open_.empty()) children_.push_back({&declaration, element});
  open_.push_back({&declaration, element, children_.size(), 0, nullptr, 0, 0});
  if (unplaced_ != 0) place_next();
  if (element == unknown_) {
    if (element == 0) throw Stop{};  // another kind of document: all else would be wrong as well
    if (skip_ == 0) skip_ = open_.size();
  }
  if (open_.size() > Judge::kDeepest)
    stop("elements are nested deeper than " + std::to_string(Judge::kDeepest));
}

void Parser::endElement(const xerces::XMLElementDecl& /*declaration*/, unsigned int /*space*/,
                        bool /*is_root*/, const XMLCh* /*prefix*/) {
  pending_ = 0;
  if (open_.empty()) return;
  const auto children = children_of_last();
  if (skip_ == 0 && (children > Judge::kCounted || shared_->counts_minimum)) count_children();
  children_.resize(open_.back().children);
  open_.pop_back();
  if (open_.size() < skip_) skip_ = 0;
}

void Parser::docCharacters(const XMLCh* /*text*/, XMLSize_t length, bool /*cdata*/) {
  pending_ = 0;
  if (open_.empty()) return;
  open_.back().text += length;
  if (open_.back().text > Judge::kLongest)
    stop("the text is longer than " + std::to_string(Judge::kLongest >> 20U) + " Mi characters");
}

void Parser::doctypeDecl(const xerces::DTDElementDecl& /*root*/, const XMLCh* /*public_id*/,
                         const XMLCh* /*system_id*/, bool /*internal*/, bool /*external*/) {
  stop("a document type declaration is not allowed");
}

xerces::InputSource* Parser::resolveEntity(xerces::XMLResourceIdentifier* /*what*/) {
  stop("a reference to another file is not allowed");
  return nullptr;
}

void Parser::error(unsigned int code, const XMLCh* domain,
                   xerces::XMLErrorReporter::ErrTypes severity, const XMLCh* text,
                   const XMLCh* /*system_id*/, const XMLCh* /*public_id*/, XMLFileLoc line,
                   XMLFileLoc column) {
  if (severity == xerces::XMLErrorReporter::ErrType_Warning) return;
  const Position where{line, column};
  if (xerces::XMLString::equals(domain, xerces::XMLUni::fgValidityDomain))
    invalid(code, text, where);
  else if (severity == xerces::XMLErrorReporter::ErrType_Fatal)
    add_here(utf8(text), where, true);
  else  // what the check of a value has thrown: Xerces files it under another domain
    wrong_value(utf8(text), where);
  if (findings_.size() >= limit_) throw Stop{};
}

// --- findings ---

void Parser::add(std::string message, std::uint64_t element, std::string path, Position where,
                 bool fatal) {
  if (skip_ != 0 && !fatal) return;
  Finding finding;
  finding.message = std::move(message);
  finding.element = element;
  finding.path = std::move(path);
  finding.line = where.line;
  finding.column = where.column;
  finding.fatal = fatal;
  findings_.push_back(std::move(finding));
}

// About the element opened last.
void Parser::add_here(std::string message, Position where, bool fatal) {
  place_next();
  add(std::move(message), open_.empty() ? 0 : open_.back().element, path(), where, fatal);
}

// About the element whose start tag has been read but not been told; its name comes with that.
void Parser::add_next(std::string message, Position where) {
  if (elements_ == unknown_) return;
  const auto before = findings_.size();
  add(std::move(message), elements_, {}, where);
  unplaced_ += findings_.size() - before;
}

void Parser::place_next() {
  for (; unplaced_ != 0; --unplaced_) findings_[findings_.size() - unplaced_].path = path();
}

bool Parser::has_finding(std::uint64_t element, const std::string& message) const {
  return std::any_of(findings_.begin(), findings_.end(), [&](const Finding& finding) {
    return finding.element == element && finding.message == message;
  });
}

// Leaves the document, with a finding about the element opened last.
void Parser::stop(std::string message) {
  Position where;
  if (nobody_.where != nullptr)
    where = {nobody_.where->getLineNumber(), nobody_.where->getColumnNumber()};
  add_here(std::move(message), where, true);
  throw Stop{};
}

// What stands between the first quotes of a message; a name without its prefix.
std::string quoted_name(const std::string& text) {
  const auto begin = text.find('\'');
  const auto end = text.find('\'', begin + 1);
  if (begin == std::string::npos || end == std::string::npos) return {};
  auto name = text.substr(begin + 1, end - begin - 1);
  return name.substr(name.find(':') + 1);
}

// Xerces says of an error what, but not whether it is at a start tag that it has not told yet.
void Parser::invalid(unsigned int code, const XMLCh* text, Position where) {
  using xerces::XMLValid;
  switch (code) {
    case XMLValid::EmptyNotValidForContent:
    case XMLValid::NotEnoughElemsForCM:
    case XMLValid::ElementNotValidForContent:
      wrong_content(text, where);
      return;
    case XMLValid::ElementNotDefined: {
      const auto name = quoted_name(utf8(text));
      // That its namespace has no schema has been told already, in poorer words.
      findings_.resize(findings_.size() - unplaced_);
      unplaced_ = 0;
      if (open_.empty())
        add_next("the schema has no root element '" + name + "'", where);
      else
        add_next(not_allowed(name, children_.size()), where);
      unknown_ = elements_;
      return;
    }
    case XMLValid::AttNotDefined:
    case XMLValid::AttNotDefinedForElement:
    case XMLValid::RequiredAttrNotProvided:
    case XMLValid::ProhibitedAttributePresent:
    case XMLValid::NotSameAsFixedValue:
    case XMLValid::AttributeNotQualified:
    case XMLValid::AttributeNotUnQualified:
    case XMLValid::ElementNotQualified:
    case XMLValid::ElementNotUnQualified:
    case XMLValid::NillNotAllowed:
    case XMLValid::BadXsiType:
    case XMLValid::NonDerivedXsiType:
    case XMLValid::NoAbstractInXsiType:
    case XMLValid::NoDirectUseAbstractElement:
    case XMLValid::NoUseAbstractType:
    case XMLValid::ElemNoSubforBlock:
    case XMLValid::TypeNoSubforBlock:
    case XMLValid::GrammarNotFound:
    case XMLValid::NoDatatypeValidatorForAttribute:
      add_next(utf8(text), where);
      return;
    case XMLValid::DatatypeError:
    case XMLValid::DatatypeValidationFailure:
    case XMLValid::DoesNotMatchEnumList:
      wrong_value(utf8(text), where);
      return;
    default:
      add_here(utf8(text), where);
      return;
  }
}

// Of an element's text, or of an attribute: only where children may stand can it be an attribute of
// an element to come.
void Parser::wrong_value(std::string message, Position where) {
  if (message.starts_with("invalid character")) message = "value is not of its type: " + message;
  const std::size_t before = findings_.size();
  if (open_.empty() || !holds_text())
    add_next("attribute: " + message, where);
  else
    add_here(std::move(message), where);
  if (findings_.size() > before) findings_.back().value = true;
}

bool Parser::holds_text() const {
  if (open_.back().declaration->getObjectType() != xerces::XMLElementDecl::Schema) return false;
  const auto* declaration = static_cast<const xerces::SchemaElementDecl*>(open_.back().declaration);
  return declaration->getModelType() == xerces::SchemaElementDecl::Simple;
}

// The children of the element that ends do not fit its content model.
void Parser::wrong_content(const XMLCh* text, Position where) {
  if (open_.empty()) return;
  const auto parent = open_.size() - 1;
  const auto child = failing();
  if (!child) {
    const auto what = expected(children_.size());
    add_here(what.empty() ? utf8(text)
                          : "element '" + utf8(open_[parent].declaration->getBaseName()) +
                                "' is incomplete" + what,
             where);
    return;
  }
  const auto& at = children_[*child];
  auto message = not_allowed(utf8(at.declaration->getBaseName()), *child);
  if (has_finding(at.element, message)) return;  // it was told at its start tag
  auto place = path();
  append_step(place, parent, *child);
  add(std::move(message), at.element, std::move(place), where);
}

// Which child of the element opened last does not fit; none: children are missing at the end.
// Xerces knows, but tells the child's name only: its content model is asked again.
std::optional<std::size_t> Parser::failing() {
  const auto& open = open_.back();
  const auto count = children_of_last();
  if (count == 0 || open.declaration->getObjectType() != xerces::XMLElementDecl::Schema)
    return std::nullopt;
  names_.clear();
  for (auto i = open.children; i < children_.size(); ++i)
    names_.push_back(const_cast<xerces::XMLElementDecl*>(children_[i].declaration)
                         ->getElementName());  // NOLINT: Xerces' interface takes what is not const
  auto* declaration = const_cast<xerces::SchemaElementDecl*>(
      static_cast<const xerces::SchemaElementDecl*>(open.declaration));
  auto* model = declaration->getContentModel();
  XMLSize_t at = count;
  if (model == nullptr || model->validateContent(names_.data(), count, shared_->no_space, &at) ||
      at >= count)
    return std::nullopt;
  return open.children + at;
}

// ": expected 'a', 'b' or 'c'": what may follow on the first `upto` children of the element opened
// last. Empty when it is not known.
std::string Parser::expected(std::size_t upto) const {
  constexpr std::size_t kNamed = 6;
  const auto& open = open_.back();
  const auto* type = shared_->type(*open.declaration);
  if (type == nullptr || type->any) return {};
  const auto& rows = type->children;
  std::vector<std::uint32_t> counts(rows.size());
  std::uint32_t rank = 0;
  std::uint32_t choice = 0;
  for (auto i = open.children; i < upto; ++i) {
    const auto row = shared_->rows.find(children_[i].declaration);
    if (row == shared_->rows.end()) continue;
    for (std::size_t k = 0; k < rows.size(); ++k) {
      if (rows[k].element != row->second || rows[k].rank < rank) continue;
      rank = rows[k].rank;
      choice = rows[k].choice;
      ++counts[k];
      break;
    }
  }
  std::vector<std::string> names;
  std::uint32_t until =
      kNone;  // rank, or choice, that must be there: nothing behind it is expected
  std::uint32_t until_choice = 0;
  for (std::size_t k = 0; k < rows.size(); ++k) {
    const auto& row = rows[k];
    if (row.rank < rank || counts[k] >= row.max) continue;
    if (row.choice != 0 && row.choice == choice && row.rank != rank) continue;
    if (row.rank > until && (until_choice == 0 || row.choice != until_choice)) break;
    names.push_back(shared_->schema->elements[row.element].name);
    if (until == kNone && counts[k] == 0 && (row.min != 0 || row.needed)) {
      until = row.rank;
      until_choice = row.choice;
    }
  }
  if (names.empty()) return ": nothing more is expected";
  std::string out = ": expected ";
  for (std::size_t i = 0; i < std::min(names.size(), kNamed); ++i) {
    if (i != 0) out += i + 1 == names.size() ? " or " : ", ";
    out += "'" + names[i] + "'";
  }
  if (names.size() > kNamed) out += " ...";
  return out;
}

std::string Parser::not_allowed(const std::string& name, std::size_t upto) const {
  const auto instead = expected(upto);
  // The same name may be expected, of another namespace.
  const bool same = instead.find("'" + name + "'") != std::string::npos;
  return "element '" + name + (same ? "' of this namespace" : "'") + " is not allowed here" +
         instead;
}

// Bounds above kCounted, which the content models of Xerces do not hold any more.
void Parser::count_children() {
  const auto& open = open_.back();
  const auto* type = shared_->type(*open.declaration);
  if (type == nullptr) return;
  const auto parent = open_.size() - 1;
  for (const auto& row : type->children) {
    const bool most = row.max > Judge::kCounted && row.max < kUnbounded;
    const bool least = row.min > Judge::kCounted;
    const bool together = row.together > Judge::kCounted && row.together < kUnbounded;
    if (!most && !least && !together) continue;
    std::uint64_t count = 0;
    const xerces::XMLElementDecl* known = nullptr;  // the lookup is for a run of children
    bool counts = false;
    std::size_t first_above = 0;
    for (auto i = open.children; i < children_.size(); ++i) {
      if (children_[i].declaration != known) {
        known = children_[i].declaration;
        const auto found = shared_->rows.find(known);
        counts = found != shared_->rows.end() &&
                 std::any_of(type->children.begin(), type->children.end(), [&](const auto& other) {
                   return other.element == found->second &&
                          (&other == &row ||
                           (together && other.rank == row.rank && other.together == row.together));
                 });
      }
      if (counts && ++count == std::uint64_t{together ? row.together : row.max} + 1)
        first_above = i;
    }
    Position where;
    if (nobody_.where != nullptr)
      where = {nobody_.where->getLineNumber(), nobody_.where->getColumnNumber()};
    const auto name = shared_->schema->elements[row.element].name;
    const auto allowed = together ? row.together : row.max;
    if ((most || together) && count > allowed) {
      auto message = "element '" + utf8(children_[first_above].declaration->getBaseName()) +
                     "' is one of " + std::to_string(count) + ", but at most " +
                     std::to_string(allowed) + " are allowed";
      const auto element = children_[first_above].element;
      if (has_finding(element, message)) continue;  // told for another of this rank
      auto place = path();
      append_step(place, parent, first_above);
      add(std::move(message), element, std::move(place), where);
    }
    if (least && count < row.min)
      add_here("element '" + name + "' is there " + std::to_string(count) +
                   " times, but at least " + std::to_string(row.min) + " are needed",
               where);
  }
  if (findings_.size() >= limit_) throw Stop{};
}

// --- paths ---

// How many siblings of the same name stand before a child. Counts on from where it was asked last,
// so that all the paths into one element cost one walk over its children.
std::size_t Parser::preceding(Open& parent, std::size_t child) {
  const auto& declaration = *children_[child].declaration;
  if (parent.named == nullptr || !same_name(*parent.named, declaration) || parent.counted > child) {
    parent.named = &declaration;
    parent.counted = parent.children;
    parent.same = 0;
  }
  for (; parent.counted < child; ++parent.counted)
    if (same_name(*children_[parent.counted].declaration, declaration)) ++parent.same;
  return parent.same;
}

void Parser::append_step(std::string& path, std::size_t parent, std::size_t child) {
  path += '/';
  path += utf8(children_[child].declaration->getBaseName());
  if (const auto before = preceding(open_[parent], child); before != 0)
    path += '[' + std::to_string(before + 1) + ']';
}

// Of the element opened last.
std::string Parser::path() {
  std::string out;
  for (std::size_t i = 0; i < open_.size(); ++i) {
    if (i == 0)
      out += '/' + utf8(open_[i].declaration->getBaseName());
    else
      append_step(out, i - 1, open_[i].children - 1);
  }
  return out;
}

// --- the judge ---

// Xerces compiles the patterns of simple types when a document first needs them, without a lock and
// deep inside a grammar that threads share. So each parser has a pool of its own, filled once from
// the same text; there are as many as threads have judged at a time.
class XercesJudge : public Judge {
 public:
  XercesJudge(std::vector<std::string> schemas, Grammars grammars)
      : schemas_(std::move(schemas)), texts_(grammars.texts) {
    idle_.push_back(make(std::move(grammars)));
  }

  bool check(const Read& read, const Report& report, std::size_t limit) const override {
    auto parser = take();
    // A parser that an exception has left is not used again.
    const bool valid = parser->parser->check(read, report, limit);
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(parser));
    return valid;
  }

 private:
  struct Bench {
    Shared shared;
    std::unique_ptr<Parser> parser;
  };

  static std::unique_ptr<Bench> make(Grammars grammars) {
    auto bench = std::make_unique<Bench>();
    bench->shared.grammars = std::move(grammars);
    prepare(bench->shared);
    bench->parser = std::make_unique<Parser>(bench->shared);
    return bench;
  }

  std::unique_ptr<Bench> take() const {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        auto bench = std::move(idle_.back());
        idle_.pop_back();
        return bench;
      }
    }
    Grammars grammars;
    grammars.texts = texts_;
    Diagnostics none;  // the same text has been a schema before
    if (!load_grammars(schemas_, grammars, none)) throw std::bad_alloc();
    return make(std::move(grammars));
  }

  std::vector<std::string> schemas_;
  std::shared_ptr<SchemaTexts> texts_;
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<Bench>> idle_;
};

}  // namespace

std::shared_ptr<const Judge> Judge::load(const std::vector<std::string>& schemas,
                                         Diagnostics& faults) {
  Grammars grammars;
  if (!load_grammars(schemas, grammars, faults)) return nullptr;
  return std::make_shared<XercesJudge>(schemas, std::move(grammars));
}

}  // namespace sluis::xml
