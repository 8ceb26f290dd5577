// The whole conversion, in bytes of EDIFACT a second, with and without the judge, and what loading
// costs. Inputs are made here; three sizes so that fixed cost shows.
#include <benchmark/benchmark.h>

#include <memory>
#include <string>

#include "interchanges.hpp"
#include "sluis/converter.hpp"

namespace {

class NullSink : public sluis::DocumentSink {
 public:
  void begin(const Info&) override {}
  void write(std::string_view bytes) override { benchmark::DoNotOptimize(bytes.data()); }
  void end() override {}
};

std::shared_ptr<const sluis::Mappings> load(std::vector<std::string> files) {
  sluis::Diagnostics faults;
  return sluis::Mappings::load({.data = SLUIS_SOURCE_DIR, .profile = "", .files = std::move(files)},
                               faults);
}

void run(benchmark::State& state, const std::shared_ptr<const sluis::Mappings>& mappings,
         const std::string& input, bool judge) {
  sluis::Converter::Options options;
  options.judge = judge;
  const sluis::Converter converter(mappings, options);
  NullSink sink;
  for (auto _ : state) {
    sluis::Diagnostics faults;
    sluis::Source source("bench", input);
    const auto result = converter.convert(source, sink, faults);
    if (!result.accepted()) state.SkipWithError("not accepted");
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(input.size()));
}

// A main part and notices of pre-arrival: one document.
void ConvertCalls(benchmark::State& state) {
  static const auto mappings = load({});
  run(state, mappings, sluis::bench::calls(static_cast<std::size_t>(state.range(0))),
      state.range(1) != 0);
}
BENCHMARK(ConvertCalls)
    ->ArgNames({"bytes", "judge"})
    ->ArgsProduct({{1'000, 100'000, 10'000'000}, {0, 1}})
    ->Unit(benchmark::kMillisecond);

// One large message whose output is written as it comes (0) or has to wait for its end (1).
void ConvertManifest(benchmark::State& state) {
  static const auto mappings = load({SLUIS_SOURCE_DIR "/tests/data/large/streamed.emap",
                                     SLUIS_SOURCE_DIR "/tests/data/large/held.emap"});
  run(state, mappings,
      sluis::bench::manifest(static_cast<std::size_t>(state.range(0)),
                             state.range(1) != 0 ? "BIG01B" : "BIG01A"),
      state.range(2) != 0);
}
BENCHMARK(ConvertManifest)
    ->ArgNames({"bytes", "held", "judge"})
    ->ArgsProduct({{10'000'000}, {0, 1}, {0, 1}})
    ->Unit(benchmark::kMillisecond);

// Reading, resolving and compiling all shipped mappings with their directory and schemas.
void LoadMappings(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(load({}));
}
BENCHMARK(LoadMappings)->Unit(benchmark::kMillisecond);

}  // namespace
