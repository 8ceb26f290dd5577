#include "sluis/inspect.hpp"

#include <array>
#include <ostream>
#include <string>
#include <utility>

#include "command.hpp"
#include "conversion.hpp"
#include "data_folder.hpp"
#include "options.hpp"
#include "reporter.hpp"

namespace sluis::cli {
namespace {

int run_inspect(const Command& self, std::span<const std::string> arguments, Streams& io) {
  int exit = Exit::ok;
  const auto given = parse(self, arguments, io, exit);
  if (!given) return exit;
  InspectOptions options;
  options.names = !given->has("no-names");
  options.codes = !given->has("no-codes");
  options.values = !given->has("no-values");
  Reporter reporter(*given, io);
  const Directories directories({data_folder(given->value("data")) + "/schemas/edifact"});
  const auto write = [&io](std::string_view line) { io.out << line; };
  for (const std::string& file : given->files()) {
    Source source = open(file, io);
    Diagnostics faults;
    inspect(source, directories, options, write, faults);
    // The tree stands before its faults when both go to a terminal.
    io.out.flush();
    reporter.add(source.name(), std::nullopt, std::move(faults));
  }
  return reporter.finish();
}

constexpr std::array kOptions{
    Option{"no-names", '\0', "", "without the names of segments and elements", ""},
    Option{"no-codes", '\0', "", "without the meaning of code values", ""},
    Option{"no-values", '\0', "", "groups and segments only", ""},
    kData,
    kReport,
    kReportFile,
};

}  // namespace

constexpr Command kInspect{
    "inspect",
    "what is in an interchange, in words",
    "sluis inspect [OPTION...] [FILE...]",
    "Prints what is in an interchange as a tree: messages, groups, segments and elements with\n"
    "their names, codes in words. Messages that no mapping knows are shown too; groups and names\n"
    "need the directory of the message at hand. FILE '-' or none is standard input.\n",
    kOptions,
    "  sluis inspect noa.edi | less\n",
    run_inspect,
};

}  // namespace sluis::cli
