#include <array>
#include <ostream>
#include <string>

#include "command.hpp"
#include "contrl.hpp"
#include "conversion.hpp"
#include "options.hpp"
#include "reporter.hpp"
#include "tolerance.hpp"

namespace sluis::cli {
namespace {

int run_validate(const Command& self, std::span<const std::string> arguments, Streams& io) {
  int exit = Exit::ok;
  const auto given = parse(self, arguments, io, exit);
  if (!given) return exit;
  if (const std::string what = contrl_objection(*given, false); !what.empty())
    return wrong_usage(self, io, what);
  Reporter reporter(*given, io);
  if (given->has("summary") && reporter.owns_stderr())
    return wrong_usage(self, io, "--summary would stand in the JSON report; add --report-file");
  Conversion conversion(*given, io, reporter);
  if (const int loaded = conversion.load(self); loaded != Exit::ok) return loaded;
  ContrlSink contrl(*given, io);
  conversion.acknowledge(contrl.sink());
  for (const std::string& file : given->files()) conversion.run(file, nullptr);
  contrl.publish();
  return reporter.finish();
}

constexpr std::array kOptions{kContrl,  kTolerance, kCharset, kNoJudge,   kSummary,
                              kProfile, kData,      kReport,  kReportFile};

}  // namespace

constexpr Command kValidate{
    "validate",
    "all checks of convert, and no document",
    "sluis validate [OPTION...] [FILE...]",
    "Makes every check that 'convert' makes, the schema's included, and writes no document.\n"
    "FILE '-' or none is standard input.\n",
    kOptions,
    "  sluis validate noa.edi && echo sound\n",
    run_validate,
};

}  // namespace sluis::cli
