#include "xml/xerces.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <optional>
#include <utility>

#include <xercesc/framework/MemBufInputSource.hpp>
#include <xercesc/parsers/SAX2XMLReaderImpl.hpp>
#include <xercesc/sax/ErrorHandler.hpp>
#include <xercesc/sax/SAXParseException.hpp>
#include <xercesc/util/XMLEntityResolver.hpp>
#include <xercesc/util/XMLException.hpp>
#include <xercesc/util/XMLResourceIdentifier.hpp>
#include <xercesc/util/XMLUni.hpp>

namespace sluis::xml {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> read_file(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return std::nullopt;
  const auto size = fs::file_size(path, error);
  if (error || size > kSchemaFileLimit) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  std::string bytes(static_cast<std::size_t>(size), '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!file || file.gcount() != static_cast<std::streamsize>(bytes.size())) return std::nullopt;
  return bytes;
}

// An InputSource that owns its bytes.
class Bytes : public xerces::InputSource {
 public:
  Bytes(std::string bytes, const std::string& name)
      : xerces::InputSource(utf16(name).c_str()), bytes_(std::move(bytes)) {}
  [[nodiscard]] xerces::BinInputStream* makeStream() const override {
    const xerces::MemBufInputSource source(reinterpret_cast<const XMLByte*>(bytes_.data()),
                                           bytes_.size(), getSystemId());
    return source.makeStream();
  }

 private:
  std::string bytes_;
};

// Hands Xerces the files of one schema, and nothing else; keeps what it complains about.
class Loader : public xerces::XMLEntityResolver, public xerces::ErrorHandler {
 public:
  Loader(std::vector<std::string>& files, SchemaTexts& texts, Diagnostics& faults)
      : files_(&files), texts_(&texts), faults_(&faults) {}

  // The schema that was named. Null (and a fault): there is no such file.
  std::unique_ptr<Bytes> open(const std::string& schema) {
    const auto path = canonical(schema);
    auto bytes = path.empty() ? std::nullopt : text(path);
    if (!bytes) {
      unreadable(schema, {});
      return nullptr;
    }
    folder_ = path.parent_path();
    remember(path);
    return std::make_unique<Bytes>(std::move(*bytes), path.string());
  }

  [[nodiscard]] bool known(const std::string& schema) {
    const auto path = canonical(schema);
    return !path.empty() &&
           std::find(files_->begin(), files_->end(), path.string()) != files_->end();
  }
  [[nodiscard]] bool sound() const { return count_ == 0; }

  xerces::InputSource* resolveEntity(xerces::XMLResourceIdentifier* what) override {
    const auto location = utf8(what->getSystemId());
    if (location.empty()) return nullptr;  // an import without a place: there is nothing to read
    const auto base = utf8(what->getBaseURI());
    fs::path wanted = location;
    if (location.starts_with("file://")) {
      wanted = location.substr(7);
    } else if (location.find("://") != std::string::npos) {
      refuse(base, location, "only local files are read");
      return nothing();
    }
    if (wanted.is_relative()) wanted = fs::path(base).parent_path() / wanted;
    std::error_code error;
    const auto path = fs::weakly_canonical(wanted, error);
    const auto inside = path.lexically_relative(folder_);
    if (error || inside.empty() || *inside.begin() == "..") {
      refuse(base, location, "it lies outside " + folder_.string());
      return nothing();
    }
    auto bytes = text(path);
    if (!bytes) {
      unreadable(path.string(), base);
      return nothing();
    }
    if (files_->size() >= kSchemaFilesLimit) {
      refuse(base, location, "more than " + std::to_string(kSchemaFilesLimit) + " files");
      return nothing();
    }
    remember(path);
    return std::make_unique<Bytes>(std::move(*bytes), path.string()).release();
  }

  void warning(const xerces::SAXParseException& fault) override { complain(fault); }
  void error(const xerces::SAXParseException& fault) override { complain(fault); }
  void fatalError(const xerces::SAXParseException& fault) override { complain(fault); }
  void resetErrors() override {}

  void complain(const std::string& file, std::string detail, Position position) {
    if (count_++ >= kSchemaFaultsLimit) return;
    faults_->report(Fault::schema_invalid, file, std::move(detail)).position = position;
  }

 private:
  // Empty when there is no such file.
  fs::path canonical(const std::string& schema) {
    if (const auto known = texts_->names.find(schema); known != texts_->names.end())
      return known->second;
    std::error_code error;
    auto path = fs::canonical(schema, error);
    if (error) return {};
    texts_->names.emplace(schema, path.string());
    return path;
  }
  std::optional<std::string> text(const fs::path& path) {
    const auto known = texts_->bytes.find(path.string());
    if (known != texts_->bytes.end()) return known->second;
    auto bytes = texts_->complete ? std::nullopt : read_file(path);
    if (bytes) texts_->bytes.emplace(path.string(), *bytes);
    return bytes;
  }

  // What stands for a file that was refused. Xerces would go and look for itself if it got null.
  static xerces::InputSource* nothing() { return std::make_unique<Bytes>("", kNothing).release(); }

  void complain(const xerces::SAXParseException& fault) {
    const auto file = utf8(fault.getSystemId());
    if (file == kNothing) return;  // reported when it was refused
    complain(file, utf8(fault.getMessage()), {fault.getLineNumber(), fault.getColumnNumber()});
  }
  void unreadable(const std::string& file, const std::string& base) {
    if (count_++ >= kSchemaFaultsLimit) return;
    auto& fault = faults_->report(Fault::schema_unreadable, file,
                                  base.empty() ? std::string() : "named in " + base);
    fault.hint = "check the path; a schema file may have " +
                 std::to_string(kSchemaFileLimit >> 20U) + " MiB at most";
  }
  void refuse(const std::string& base, const std::string& location, const std::string& why) {
    if (count_++ >= kSchemaFaultsLimit) return;
    auto& fault = faults_->report(Fault::schema_refused, base, location + ": " + why);
    fault.hint = "keep all files of a schema in one folder and name them by relative paths";
  }
  void remember(const fs::path& path) {
    if (std::find(files_->begin(), files_->end(), path.string()) == files_->end())
      files_->push_back(path.string());
  }

  static constexpr const char* kNothing = "nothing";
  std::vector<std::string>* files_;
  SchemaTexts* texts_;
  Diagnostics* faults_;
  fs::path folder_;
  std::size_t count_ = 0;
};

}  // namespace

void initialise_xerces() {
  static std::once_flag once;
  std::call_once(once, [] { xerces::XMLPlatformUtils::Initialize(); });
}

void append_utf8(std::string& out, const XMLCh* text, std::size_t length) {
  for (std::size_t i = 0; i < length; ++i) {
    char32_t c = text[i];
    if (c < 0x80) {
      out.push_back(static_cast<char>(c));
      continue;
    }
    if (c >= 0xD800 && c < 0xE000) {
      const bool pair =
          c < 0xDC00 && i + 1 < length && text[i + 1] >= 0xDC00 && text[i + 1] < 0xE000;
      c = pair ? 0x10000 + ((c - 0xD800) << 10U) + (text[++i] - char32_t{0xDC00})
               : text::kReplacement;
    }
    text::append(out, c);
  }
}

std::string utf8(const XMLCh* text) {
  std::string out;
  if (text != nullptr) append_utf8(out, text, std::char_traits<XMLCh>::length(text));
  return out;
}

std::u16string utf16(std::string_view bytes) {
  std::u16string out;
  for (std::size_t at = 0; at < bytes.size();) {
    char32_t c = text::decode(bytes, at);
    if (c == text::kMalformed) c = text::kReplacement;
    if (c >= 0x10000) {
      c -= 0x10000;
      out.push_back(static_cast<char16_t>(0xD800 + (c >> 10U)));
      c = 0xDC00 + (c & 0x3FFU);
    }
    out.push_back(static_cast<char16_t>(c));
  }
  return out;
}

bool load_grammars(const std::vector<std::string>& schemas, Grammars& grammars,
                   Diagnostics& faults) {
  initialise_xerces();
  grammars.pool = std::make_unique<xerces::XMLGrammarPoolImpl>();
  Loader loader(grammars.files, *grammars.texts, faults);
  {
    const auto reader = std::make_unique<xerces::SAX2XMLReaderImpl>(
        xerces::XMLPlatformUtils::fgMemoryManager, grammars.pool.get());
    reader->setFeature(xerces::XMLUni::fgSAX2CoreNameSpaces, true);
    reader->setFeature(xerces::XMLUni::fgXercesSchema, true);
    reader->setFeature(xerces::XMLUni::fgXercesCacheGrammarFromParse, true);
    reader->setFeature(xerces::XMLUni::fgXercesUseCachedGrammarInParse, true);
    // Full checking would expand the content models, large bounds and all.
    reader->setFeature(xerces::XMLUni::fgXercesSchemaFullChecking, false);
    reader->setFeature(xerces::XMLUni::fgXercesHandleMultipleImports, true);
    reader->setFeature(xerces::XMLUni::fgXercesLoadExternalDTD, false);
    reader->setFeature(xerces::XMLUni::fgXercesDisableDefaultEntityResolution, true);
    reader->setXMLEntityResolver(&loader);
    reader->setErrorHandler(&loader);
    for (const auto& schema : schemas) {
      if (loader.known(schema)) continue;  // another one has imported it
      const auto source = loader.open(schema);
      if (!source) continue;
      try {
        const auto* grammar =
            reader->loadGrammar(*source, xerces::Grammar::SchemaGrammarType, true);
        if (grammar == nullptr && loader.sound())
          loader.complain(grammars.files.back(), "no schema was found in it", {});
      } catch (const xerces::XMLException& fault) {
        loader.complain(utf8(source->getSystemId()), utf8(fault.getMessage()), {});
      } catch (const xerces::SAXException& fault) {
        loader.complain(utf8(source->getSystemId()), utf8(fault.getMessage()), {});
      }
    }
  }
  if (!loader.sound() || schemas.empty()) return false;
  if (!grammars.texts->complete) grammars.texts->complete = true;  // threads may read it later
  grammars.pool->lockPool();
  bool changed = false;
  grammars.model = grammars.pool->getXSModel(changed);
  return grammars.model != nullptr;
}

}  // namespace sluis::xml
