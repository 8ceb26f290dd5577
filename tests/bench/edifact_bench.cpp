// Bytes per second over interchanges of N messages of about 1 KB (ASCII, mean value 5 bytes), in
// memory; ratios count, not absolute figures. Memcpy and HandWalk are the measures: the grammar
// must cost no more than a hand-written walk over the same index.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "edifact/envelope.hpp"
#include "edifact/index.hpp"
#include "edifact/reader.hpp"
#include "edifact/rules.hpp"
#include "sluis/source.hpp"

namespace {

using namespace sluis;
using namespace sluis::edifact;

std::string make_interchange(std::int64_t messages) {
  std::string out = "UNA:+.? 'UNB+UNOC:3+SENDER+RECIPIENT+260101:0900+I1'";
  for (std::int64_t i = 1; i <= messages; ++i) {
    const std::string reference = std::to_string(i);
    out += "UNH+" + reference + "+CUSCAR:D:95B:UN'BGM+785+" + reference + "+9'";
    for (int line = 1; line <= 10; ++line)
      out += "CNI+" + std::to_string(line) + "+BL" + reference +
             "'LOC+9+NLRTM:139:6'GID+1+10:CT'FTX+AAA+++MACHINE PARTS'MEA+AAE+G+KGM:1200'";
    out += "UNT+53+" + reference + "'";
  }
  return out + "UNZ+" + std::to_string(messages) + "+I1'";
}

std::string padded(std::string bytes) {
  bytes.append(Source::kPadding, '\0');
  return bytes;
}

void count_bytes(benchmark::State& state, std::size_t size) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(size));
}

void Memcpy(benchmark::State& state) {
  const std::string bytes = make_interchange(state.range(0));
  std::string copy(bytes.size(), '\0');
  for (auto _ : state) {
    std::memcpy(copy.data(), bytes.data(), bytes.size());
    benchmark::DoNotOptimize(copy.data());
    benchmark::ClobberMemory();
  }
  count_bytes(state, bytes.size());
}

// Marks only: nothing looks at them.
void IndexOnly(benchmark::State& state) {
  const std::string bytes = padded(make_interchange(state.range(0)));
  const std::size_t size = bytes.size() - Source::kPadding;
  Index index;
  for (auto _ : state) {
    index.reset({}, Charset::find("UNOC", '3')->ascii(), 0);
    std::uint64_t marks = 0;
    const auto left = [&] {
      return std::string_view(bytes).substr(index.base(), size - index.base());
    };
    while (index.extend(left())) {
      marks += static_cast<std::uint64_t>(index.marks_end() - index.next());
      index.set_next(index.marks_end());
      index.forget(index.base() + index.known());
    }
    benchmark::DoNotOptimize(marks);
  }
  count_bytes(state, size);
  state.SetLabel(Index::target());
}

struct Tables {
  Separators separators;
  Limits limits;
  std::vector<Segment::Value> values;
  std::vector<std::uint32_t> first, nesting;
};

// Fills the same tables as the reader: `walk(base, mark, start, end, tables)` answers the mark
// behind the segment's terminator.
template <typename Walk>
void walk_all(benchmark::State& state, Walk walk) {
  const std::string bytes = padded(make_interchange(state.range(0)));
  const std::size_t size = bytes.size() - Source::kPadding;
  Tables tables;
  Index index;
  for (auto _ : state) {
    std::uint64_t sum = 0;
    std::uint64_t at = 9;
    index.reset(tables.separators, Charset::find("UNOC", '3')->ascii(), at);
    while (index.extend(std::string_view(bytes).substr(index.base(), size - index.base()))) {
      const char* base = bytes.data() + index.base();
      while (index.terminated() != index.next()) {
        tables.values.clear();
        tables.first.clear();
        const std::uint32_t* mark =
            walk(base, index.next(), bytes.data() + at, base + index.known(), tables);
        sum += tables.values.size();
        at = index.base() + mark[-1] + 1;
        index.set_next(mark);
      }
      index.forget(at);
    }
    benchmark::DoNotOptimize(sum);
  }
  count_bytes(state, size);
}

void GrammarWalk(benchmark::State& state) {
  walk_all(state, [](const char* base, const std::uint32_t* mark, const char* start,
                     const char* end, Tables& tables) {
    const rules::Outcome outcome = rules::parse_segment<rules::segment>(
        base, mark, start, end, tables.separators, tables.limits, tables.values, tables.first,
        tables.nesting);
    if (!outcome.whole) std::abort();
    return outcome.mark;
  });
}

// The same work and the same checks without a grammar.
void HandWalk(benchmark::State& state) {
  walk_all(state, [](const char* base, const std::uint32_t* mark, const char* start, const char*,
                     Tables& tables) {
    const Separators& s = tables.separators;
    const Limits& limits = tables.limits;
    std::uint16_t element = 0;
    std::uint16_t repetition = 1;
    std::uint16_t component = 1;
    const char* at = start;
    const char* end = base + *mark++;
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (end - at != 3 || !capital(at[0]) || !capital(at[1]) || !capital(at[2])) std::abort();
    while (*end != s.terminator) {
      if (*end == s.component) {
        if (component >= limits.components) std::abort();
        ++component;
      } else if (*end == s.repetition) {
        if (repetition >= limits.repetitions) std::abort();
        ++repetition;
        component = 1;
      } else {
        if (element >= limits.elements) std::abort();
        ++element;
        component = repetition = 1;
        tables.first.push_back(static_cast<std::uint32_t>(tables.values.size()));
      }
      at = end + 1;
      end = base + *mark++;
      if (static_cast<std::size_t>(end - at) > limits.value_bytes) std::abort();
      tables.values.push_back({static_cast<std::uint32_t>(at - start),
                               static_cast<std::uint32_t>(end - start), element, repetition,
                               component, true});
    }
    return mark;
  });
}

void ReaderAlone(benchmark::State& state) {
  const std::string bytes = make_interchange(state.range(0));
  for (auto _ : state) {
    state.PauseTiming();
    Source source("bench", bytes);
    state.ResumeTiming();
    Diagnostics faults;
    Reader reader(source, faults);
    const Segment* segment = nullptr;
    std::uint64_t sum = 0;
    while (reader.next(segment) == Read::segment) sum += segment->values().size();
    benchmark::DoNotOptimize(sum);
  }
  count_bytes(state, bytes.size());
}

void EnvelopeAndReader(benchmark::State& state) {
  const std::string bytes = make_interchange(state.range(0));
  for (auto _ : state) {
    state.PauseTiming();
    Source source("bench", bytes);
    state.ResumeTiming();
    Diagnostics faults;
    Envelope envelope(source, faults);
    std::uint64_t sum = 0;
    for (Event event; envelope.next(event);) ++sum;
    if (faults.has_errors()) state.SkipWithError("the input must be sound");
    benchmark::DoNotOptimize(sum);
  }
  count_bytes(state, bytes.size());
}

#define SLUIS_SIZES Arg(1)->Arg(100)->Arg(10'000)
BENCHMARK(Memcpy)->SLUIS_SIZES;
BENCHMARK(IndexOnly)->SLUIS_SIZES;
BENCHMARK(HandWalk)->SLUIS_SIZES;
BENCHMARK(GrammarWalk)->SLUIS_SIZES;
BENCHMARK(ReaderAlone)->SLUIS_SIZES;
BENCHMARK(EnvelopeAndReader)->SLUIS_SIZES;

}  // namespace
