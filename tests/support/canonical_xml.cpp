#include "support/canonical_xml.hpp"

#include <algorithm>
#include <memory>
#include <vector>
#include <xercesc/framework/MemBufInputSource.hpp>
#include <xercesc/sax2/Attributes.hpp>
#include <xercesc/sax2/DefaultHandler.hpp>
#include <xercesc/sax2/SAX2XMLReader.hpp>
#include <xercesc/sax2/XMLReaderFactory.hpp>
#include <xercesc/util/PlatformUtils.hpp>
#include <xercesc/util/TransService.hpp>

namespace sluis::tests {
namespace {

namespace xc = xercesc;

std::string utf8(const XMLCh* text) {
  const xc::TranscodeToStr converted(text, "UTF-8");
  return reinterpret_cast<const char*>(converted.str());
}

class Lines : public xc::DefaultHandler {
 public:
  std::string text;

  void startElement(const XMLCh* uri, const XMLCh* name, const XMLCh*,
                    const xc::Attributes& attributes) override {
    flush();
    text += std::string(depth_++ * 2, ' ') + "{" + utf8(uri) + "}" + utf8(name);
    std::vector<std::string> sorted;
    for (XMLSize_t i = 0; i < attributes.getLength(); ++i)
      sorted.push_back(" @" + utf8(attributes.getLocalName(i)) + "=" +
                       utf8(attributes.getValue(i)));
    std::sort(sorted.begin(), sorted.end());
    for (const std::string& attribute : sorted) text += attribute;
    text += '\n';
  }
  void endElement(const XMLCh*, const XMLCh*, const XMLCh*) override {
    flush();
    --depth_;
  }
  void characters(const XMLCh* chars, XMLSize_t length) override {
    const xc::TranscodeToStr converted(chars, length, "UTF-8");
    pending_.append(reinterpret_cast<const char*>(converted.str()), converted.length());
  }
  void fatalError(const xc::SAXParseException& error) override {
    text += "! " + utf8(error.getMessage()) + '\n';
  }

 private:
  void flush() {
    if (pending_.find_first_not_of(" \t\r\n") != std::string::npos)
      text += std::string(depth_ * 2, ' ') + "= " + pending_ + '\n';
    pending_.clear();
  }
  std::size_t depth_ = 0;
  std::string pending_;
};

}  // namespace

std::string canonical_xml(const std::string& document) {
  xc::XMLPlatformUtils::Initialize();
  Lines lines;
  {
    const std::unique_ptr<xc::SAX2XMLReader> reader(xc::XMLReaderFactory::createXMLReader());
    reader->setFeature(xc::XMLUni::fgSAX2CoreValidation, false);
    reader->setContentHandler(&lines);
    reader->setErrorHandler(&lines);
    const xc::MemBufInputSource source(reinterpret_cast<const XMLByte*>(document.data()),
                                       document.size(), "document");
    reader->parse(source);
  }
  return lines.text;
}

}  // namespace sluis::tests
