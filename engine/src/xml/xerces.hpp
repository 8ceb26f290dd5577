// Xerces-C++, tamed: initialisation, strings, and the loading of schema files into a grammar pool.
// Private to schema.cpp and judge.cpp; nothing else may include this.
//
// Threads: all functions may be called from any thread; a Grammars may be shared once loaded.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <xercesc/framework/XMLGrammarPoolImpl.hpp>
#include <xercesc/framework/psvi/XSModel.hpp>
#include <xercesc/util/PlatformUtils.hpp>
#include <xercesc/util/XercesDefs.hpp>

#include "sluis/diagnostic.hpp"
#include "xml/schema.hpp"

namespace sluis::xml {

namespace xerces = xercesc;

// Initialises Xerces, once in the life of the process; it is never terminated, since other users of
// Xerces in the same process could still need it.
void initialise_xerces();

// Strings. A lone surrogate becomes U+FFFD.
void append_utf8(std::string& out, const XMLCh* text, std::size_t length);
[[nodiscard]] std::string utf8(const XMLCh* text);  // null: ""
[[nodiscard]] std::u16string utf16(std::string_view text);

// The files of a schema as they were read first, so that a further pool is filled from the same
// text.
struct SchemaTexts {
  std::map<std::string, std::string> names;  // as given -> canonical path
  std::map<std::string, std::string> bytes;  // by canonical path
  bool complete = false;                     // nothing more is read from disk
};

// Schemas as Xerces holds them: a locked pool, and the files that it was filled from.
struct Grammars {
  std::unique_ptr<xerces::XMLGrammarPoolImpl> pool;
  std::vector<std::string> files;
  std::shared_ptr<SchemaTexts> texts = std::make_shared<SchemaTexts>();
  xerces::XSModel* model = nullptr;  // the pool's
};

constexpr std::size_t kSchemaFileLimit = std::size_t{64} << 20U;  // bytes
constexpr std::size_t kSchemaFilesLimit = 10'000;                 // files read for one schema
constexpr std::size_t kSchemaFaultsLimit = 20;                    // reported for one schema

// Loads schema files with all that they import, include or redefine. Such a file must lie in the
// folder of the schema that was named, or below it. False and faults when one is no schema.
[[nodiscard]] bool load_grammars(const std::vector<std::string>& schemas, Grammars& grammars,
                                 Diagnostics& faults);

// Lowers Xerces' component model to tables. `elements`, when asked for, tells which row an element
// declaration has become.
[[nodiscard]] std::shared_ptr<Schema> lower(
    const Grammars& grammars,
    std::unordered_map<const xerces::XSObject*, std::uint32_t>* elements = nullptr);

}  // namespace sluis::xml
