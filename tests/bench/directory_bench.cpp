// Directory: releases loaded per second, segments placed and checked per second.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "directory/checker.hpp"
#include "directory/compact.hpp"
#include "directory/matcher.hpp"
#include "edifact/envelope.hpp"
#include "sluis/source.hpp"

namespace {

using namespace sluis;

std::shared_ptr<const directory::Release> load() {
  Diagnostics faults;
  const std::string schemas = SLUIS_SOURCE_DIR "/schemas/edifact/";
  return directory::load_release(schemas + "d15a", schemas + "service", faults);
}

// A GOVCBR message of a ship with `persons` persons on board, twelve segments each.
std::string make_interchange(std::size_t persons) {
  std::string out =
      "UNB+UNOC:3+S+R+260101:0900+1'UNH+1+GOVCBR:D:15A:UN:PAX01A'BGM+PAX:M50:ZZZ+:1+9'"
      "TDT+11+++1:A27:ZZZ++++9601314:IMO:ZZZ'";
  for (std::size_t i = 0; i < persons; ++i)
    out += "NAD+FL+P" + std::to_string(i) +
           "'SEQ++1'ATT+2++F:GEN:ZZZ'NAT+2+NL'DTM+329:19800131:102'LOC+180+NLRTM'LOC+178+NLRTM'"
           "LOC+179+NLAMS'DOC+39+NXB1234567'NAD+ZZZ'DTM+36:20300131:102'LOC+91+NLRTM'";
  return out + "UNS+D'HYN+3'UNS+S'UNT+" + std::to_string(persons * 12 + 7) + "+1'UNZ+1+1'";
}

// Loads the GOVCBR subset of D.15A with its service segments.
void Load(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(load());
}
BENCHMARK(Load)->Unit(benchmark::kMillisecond);

// Segments per second through the matcher alone.
void Match(benchmark::State& state) {
  const auto release = load();
  directory::Matcher matcher(*release, *release->message("GOVCBR"));
  std::vector<edifact::Tag> tags;
  Source source("bench", make_interchange(static_cast<std::size_t>(state.range(0))));
  Diagnostics faults;
  edifact::Envelope envelope(source, faults);
  for (edifact::Event event; envelope.next(event);)
    if (event.segment != nullptr && event.segment->tag() != edifact::make_tag("UNB") &&
        event.segment->tag() != edifact::make_tag("UNZ"))
      tags.push_back(event.segment->tag());
  std::vector<directory::Matcher::Report> reports;
  for (auto _ : state) {
    matcher.reset();
    for (const edifact::Tag tag : tags) benchmark::DoNotOptimize(matcher.place(tag, reports).node);
    matcher.finish(reports);
  }
  if (!reports.empty()) state.SkipWithError("the message does not match");
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(tags.size()));
}
BENCHMARK(Match)->Arg(1)->Arg(100)->Arg(10'000);

// Bytes per second through reader, envelope and checker (less the first two: the checker).
void Check(benchmark::State& state) {
  const auto release = load();
  directory::SegmentChecker checker(*release);
  const std::string bytes = make_interchange(static_cast<std::size_t>(state.range(0)));
  const bool checks = state.range(1) != 0;
  std::vector<directory::ValueReport> out;
  for (auto _ : state) {
    Source source("bench", bytes);
    Diagnostics faults;
    edifact::Envelope envelope(source, faults);
    for (edifact::Event event; envelope.next(event);)
      if (checks && event.segment != nullptr)
        checker.check(*event.segment, *release->segment(event.segment->tag()), '.', out);
  }
  if (!out.empty()) state.SkipWithError("the message has faults");
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}
BENCHMARK(Check)->ArgNames({"persons", "check"})->ArgsProduct({{1, 100, 10'000}, {0, 1}});

}  // namespace
