// The XML side: bytes per second of the writer, and of the judge beside a plain Xerces parser with
// the same schema. Input is made here: notices of arrival with many documents that went before.
#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <utility>

#include <benchmark/benchmark.h>
#include <xercesc/framework/MemBufInputSource.hpp>
#include <xercesc/framework/XMLGrammarPoolImpl.hpp>
#include <xercesc/sax2/DefaultHandler.hpp>
#include <xercesc/sax2/SAX2XMLReader.hpp>
#include <xercesc/sax2/XMLReaderFactory.hpp>
#include <xercesc/util/PlatformUtils.hpp>
#include <xercesc/util/XMLUni.hpp>

#include "sluis/diagnostic.hpp"
#include "xml/judge.hpp"
#include "xml/writer.hpp"

namespace {

using sluis::xml::Judge;
using sluis::xml::Piece;
using sluis::xml::Writer;

constexpr const char* kSchema = SLUIS_SOURCE_DIR "/schemas/xml/sw-01/NOA.xsd";

// A notice that follows on `count` documents, with the trail of each value.
void write_notice(Writer& writer, std::int64_t count) {
  const auto value = [&writer](const char* name, std::string_view text, std::uint64_t at) {
    writer.start(name);
    writer.trail({at, at + text.size()}, 1, 1, 20);
    writer.text(text);
    writer.end();
  };
  writer.declaration();
  writer.start("Declaration");
  writer.attribute("xmlns", "B2SW:NOA:01");
  value("FunctionCode", "9", 10);
  value("TypeCode", "NOA", 20);
  writer.start("BorderTransportMeans");
  writer.end();
  for (std::int64_t i = 0; i < count; ++i) {
    const auto at = static_cast<std::uint64_t>(30 + 30 * i);
    writer.start("PreviousDocument");
    value("ID", "NL26-" + std::to_string(100000 + i), at);
    value("TypeCode", "355", at + 13);
    writer.end();
  }
  writer.end();
}

std::string notice(std::int64_t count) {
  Piece piece;
  {
    Writer writer(piece);
    write_notice(writer, count);
  }
  std::string out(static_cast<std::size_t>(piece.text.size()), '\0');
  sluis::text::Spool::Reader reader(piece.text);
  for (std::size_t at = 0; at < out.size();) at += reader.read(out.data() + at, out.size() - at);
  return out;
}

void count_bytes(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

// Bytes of XML per second, trail included.
void Write(benchmark::State& state) {
  std::size_t bytes = 0;
  for (auto _ : state) {
    Piece piece(std::size_t{64} << 20U);
    {
      Writer writer(piece);
      write_notice(writer, state.range(0));
    }
    bytes = static_cast<std::size_t>(piece.text.size());
    benchmark::DoNotOptimize(bytes);
  }
  count_bytes(state, bytes);
}
BENCHMARK(Write)->Arg(1)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMicrosecond);

// Bytes of text per second that need no escape, and that need one in twenty.
void Escape(benchmark::State& state) {
  std::string text(100'000, 'x');
  if (state.range(0) != 0)
    for (std::size_t i = 0; i < text.size(); i += static_cast<std::size_t>(state.range(0)))
      text[i] = '&';
  for (auto _ : state) {
    Piece piece;
    Writer writer(piece);
    writer.start("A");
    writer.text(text);
    benchmark::DoNotOptimize(piece.text.size());
  }
  count_bytes(state, text.size());
}
BENCHMARK(Escape)->Arg(0)->Arg(20);

// Bytes of XML per second; one document an iteration.
void JudgeDocument(benchmark::State& state) {
  sluis::Diagnostics faults;
  const auto judge = Judge::load({kSchema}, faults);
  if (!judge) {
    state.SkipWithError("no schema");
    return;
  }
  const auto document = notice(state.range(0));
  for (auto _ : state) {
    std::size_t at = 0;
    const bool valid = judge->check(
        [&](char* buffer, std::size_t capacity) {
          const auto size = std::min(capacity, document.size() - at);
          std::memcpy(buffer, document.data() + at, size);
          at += size;
          return size;
        },
        [](const sluis::xml::Finding&) {});
    if (!valid) state.SkipWithError("not valid");
  }
  count_bytes(state, document.size());
}

// The same by Xerces alone: its parser with the same schema and an empty handler.
void PlainXerces(benchmark::State& state) {
  namespace xerces = xercesc;
  xerces::XMLPlatformUtils::Initialize();
  {
    xerces::XMLGrammarPoolImpl pool;
    const std::unique_ptr<xerces::SAX2XMLReader> reader(xerces::XMLReaderFactory::createXMLReader(
        xerces::XMLPlatformUtils::fgMemoryManager, &pool));
    reader->setFeature(xerces::XMLUni::fgSAX2CoreValidation, true);
    reader->setFeature(xerces::XMLUni::fgXercesDynamic, false);
    reader->setFeature(xerces::XMLUni::fgXercesSchema, true);
    reader->setFeature(xerces::XMLUni::fgXercesUseCachedGrammarInParse, true);
    reader->setFeature(xerces::XMLUni::fgXercesLoadSchema, false);
    reader->loadGrammar(kSchema, xerces::Grammar::SchemaGrammarType, true);
    pool.lockPool();
    xerces::DefaultHandler handler;
    reader->setContentHandler(&handler);
    reader->setErrorHandler(&handler);
    const auto document = notice(state.range(0));
    const xerces::MemBufInputSource source(reinterpret_cast<const XMLByte*>(document.data()),
                                           document.size(), "notice");
    for (auto _ : state) {
      reader->parse(source);
      if (reader->getErrorCount() != 0) state.SkipWithError("not valid");
    }
    count_bytes(state, document.size());
  }
  xerces::XMLPlatformUtils::Terminate();
}
BENCHMARK(PlainXerces)->Arg(1)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMicrosecond);
BENCHMARK(JudgeDocument)->Arg(1)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMicrosecond);

// Schemas loaded, lowered and made ready.
void LoadJudge(benchmark::State& state) {
  for (auto _ : state) {
    sluis::Diagnostics faults;
    benchmark::DoNotOptimize(Judge::load({SLUIS_SOURCE_DIR "/schemas/xml/sw-01/B2SW.xsd"}, faults));
  }
}
BENCHMARK(LoadJudge)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
