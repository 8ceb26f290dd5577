#include "xml/reader.hpp"

#include <algorithm>
#include <memory>

#include <xercesc/parsers/SAX2XMLReaderImpl.hpp>
#include <xercesc/sax/InputSource.hpp>
#include <xercesc/sax/Locator.hpp>
#include <xercesc/sax2/Attributes.hpp>
#include <xercesc/sax2/DefaultHandler.hpp>
#include <xercesc/util/BinInputStream.hpp>
#include <xercesc/util/SecurityManager.hpp>
#include <xercesc/util/XMLUni.hpp>

#include "xml/xerces.hpp"

namespace sluis::xml {
namespace {

// Thrown through Xerces to leave a document.
struct Stop {
  std::string why;
  Position where = {};  // when it is known
};

class Stream : public xerces::BinInputStream {
 public:
  Stream(const ReadBytes& bytes, std::size_t& pending) : bytes_(&bytes), pending_(&pending) {}
  [[nodiscard]] XMLFilePos curPos() const override { return position_; }
  XMLSize_t readBytes(XMLByte* const buffer, const XMLSize_t capacity) override {
    const std::size_t got = (*bytes_)(reinterpret_cast<char*>(buffer), capacity);
    position_ += got;
    *pending_ += got;
    if (*pending_ > kLongestToken)
      throw Stop{"a tag or comment is longer than " + std::to_string(kLongestToken >> 20U) +
                 " MiB"};
    return got;
  }
  [[nodiscard]] const XMLCh* getContentType() const override { return nullptr; }

 private:
  const ReadBytes* bytes_;
  std::size_t* pending_;
  XMLFilePos position_ = 0;
};

class Input : public xerces::InputSource {
 public:
  Input(const ReadBytes& bytes, std::size_t& pending) : bytes_(&bytes), pending_(&pending) {}
  [[nodiscard]] xerces::BinInputStream* makeStream() const override {
    return std::make_unique<Stream>(*bytes_, *pending_).release();  // Xerces deletes it
  }

 private:
  const ReadBytes* bytes_;
  std::size_t* pending_;
};

class Events : public xerces::DefaultHandler {
 public:
  Events(ReadHandler& handler, std::size_t& pending) : handler_(&handler), pending_(&pending) {}

  void setDocumentLocator(const xerces::Locator* const locator) override { locator_ = locator; }
  void startElement(const XMLCh* const space, const XMLCh* const name, const XMLCh* const /*qname*/,
                    const xerces::Attributes& attributes) override {
    *pending_ = 0;
    if (locator_ != nullptr) where_ = {locator_->getLineNumber(), locator_->getColumnNumber()};
    if (++depth_ > kDeepest)
      throw Stop{"elements are nested deeper than " + std::to_string(kDeepest)};
    attributes_.clear();
    for (XMLSize_t i = 0; i < attributes.getLength(); ++i)
      attributes_.push_back({utf8(attributes.getURI(i)), utf8(attributes.getLocalName(i)),
                             utf8(attributes.getValue(i))});
    handler_->start(utf8(space), utf8(name), attributes_, where_);
  }
  void endElement(const XMLCh* const /*space*/, const XMLCh* const /*name*/,
                  const XMLCh* const /*qname*/) override {
    *pending_ = 0;
    --depth_;
    handler_->end();
  }
  void characters(const XMLCh* const text, const XMLSize_t length) override {
    *pending_ = 0;
    text_.clear();
    append_utf8(text_, text, length);
    handler_->text(text_);
  }
  void comment(const XMLCh* const /*text*/, const XMLSize_t /*length*/) override { *pending_ = 0; }
  void processingInstruction(const XMLCh* const /*target*/, const XMLCh* const /*data*/) override {
    *pending_ = 0;
  }
  void error(const xerces::SAXParseException& fault) override { fatalError(fault); }
  void fatalError(const xerces::SAXParseException& fault) override {
    throw Stop{utf8(fault.getMessage()), {fault.getLineNumber(), fault.getColumnNumber()}};
  }
  void resetErrors() override {}

  // Where the last element began. The locator is good for nothing outside an event.
  [[nodiscard]] Position where() const { return where_; }

 private:
  ReadHandler* handler_;
  std::size_t* pending_;
  const xerces::Locator* locator_ = nullptr;
  Position where_{1, 1};
  std::size_t depth_ = 0;
  std::vector<ReadAttribute> attributes_;
  std::string text_;
};

// Xerces tells its handlers of a document type only when it declares something.
class Parser : public xerces::SAX2XMLReaderImpl {
 public:
  void doctypeDecl(const xerces::DTDElementDecl& /*root*/, const XMLCh* /*public_id*/,
                   const XMLCh* /*system_id*/, bool /*internal*/, bool /*external*/) override {
    throw Stop{"a document type declaration is not allowed"};
  }
};

}  // namespace

std::optional<Unreadable> read(const ReadBytes& bytes, ReadHandler& handler) {
  using xerces::XMLUni;
  initialise_xerces();
  std::size_t pending = 0;
  Events events(handler, pending);
  xerces::SecurityManager security;
  security.setEntityExpansionLimit(1);
  Parser reader;
  reader.setFeature(XMLUni::fgSAX2CoreNameSpaces, true);
  reader.setFeature(XMLUni::fgSAX2CoreNameSpacePrefixes, false);
  reader.setFeature(XMLUni::fgSAX2CoreValidation, false);
  reader.setFeature(XMLUni::fgXercesSchema, false);
  reader.setFeature(XMLUni::fgXercesLoadSchema, false);
  reader.setFeature(XMLUni::fgXercesLoadExternalDTD, false);
  reader.setFeature(XMLUni::fgXercesSkipDTDValidation, true);
  reader.setFeature(XMLUni::fgXercesDisableDefaultEntityResolution, true);
  reader.setProperty(XMLUni::fgXercesSecurityManager, &security);
  reader.setContentHandler(&events);
  reader.setErrorHandler(&events);
  reader.setLexicalHandler(&events);
  const Input input(bytes, pending);
  try {
    reader.parse(input);
  } catch (const Stop& stop) {
    return Unreadable{stop.why, stop.where.line != 0 ? stop.where : events.where()};
  } catch (const xerces::XMLException& fault) {
    return Unreadable{utf8(fault.getMessage()), events.where()};
  } catch (const xerces::SAXException& fault) {
    return Unreadable{utf8(fault.getMessage()), events.where()};
  }
  return std::nullopt;
}

std::optional<Unreadable> read(std::string_view document, ReadHandler& handler) {
  return read(
      [&](char* buffer, std::size_t capacity) {
        const std::size_t size = std::min(capacity, document.size());
        document.copy(buffer, size);
        document.remove_prefix(size);
        return size;
      },
      handler);
}

}  // namespace sluis::xml
