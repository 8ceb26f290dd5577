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
#include "tolerance.hpp"

namespace sluis::cli {
namespace {

InspectFormat format(const std::string& word) {
  if (word == "json") return InspectFormat::json;
  if (word == "xml") return InspectFormat::xml;
  if (word == "edifact") return InspectFormat::edifact;
  return InspectFormat::tree;
}

int run_inspect(const Command& self, std::span<const std::string> arguments, Streams& io) {
  int exit = Exit::ok;
  const auto given = parse(self, arguments, io, exit);
  if (!given) return exit;
  InspectOptions options;
  options.names = !given->has("no-names");
  options.codes = !given->has("no-codes");
  options.values = !given->has("no-values");
  options.format = format(given->value("format"));
  options.line_breaks = given->has("line-breaks");
  Reporter reporter(*given, io);
  Diagnostics profiles;
  auto tolerated = tolerances(self, *given, Tolerance::field(), io, profiles, exit);
  if (!tolerated) {
    if (!profiles.has_errors()) return exit;
    reporter.add("tolerance", std::nullopt, std::move(profiles));
    (void)reporter.finish();
    return Exit::failed;
  }
  options.tolerances = std::move(*tolerated);
  const Directories directories(directory_folders(given->value("data")));
  const auto write = [&io](std::string_view text) { io.out << text; };
  for (const std::string& file : given->files()) {
    Source source = open(file, io);
    Diagnostics faults;
    inspect(source, directories, options, write, faults);
    // What is shown stands before its faults when both go to a terminal.
    io.out.flush();
    reporter.add(source.name(), std::nullopt, std::move(faults));
  }
  return reporter.finish();
}

constexpr std::array kOptions{
    Option{"format", '\0', "FORMAT", "tree (the default), json, xml or edifact",
           "tree|json|xml|edifact"},
    Option{"no-names", '\0', "", "without the names of segments and elements", ""},
    Option{"no-codes", '\0', "", "without the meaning of code values", ""},
    Option{"no-values", '\0', "", "groups and segments only", ""},
    Option{"line-breaks", '\0', "", "edifact: a line break behind every segment", ""},
    kTolerance,
    kCharset,
    kData,
    kReport,
    kReportFile,
};

}  // namespace

constexpr Command kInspect{
    "inspect",
    "what is in an interchange, in words",
    "sluis inspect [OPTION...] [FILE...]",
    "Prints what is in an interchange: messages, groups, segments and elements with their names,\n"
    "codes in words; as a tree, JSON, XML (named as in ISO/TS 20625), or EDIFACT in canonical "
    "form.\n"
    "Messages that no mapping knows are shown too; groups and names need the directory of the\n"
    "message at hand. FILE '-' or none is standard input.\n",
    kOptions,
    "  sluis inspect noa.edi | less\n"
    "  sluis inspect --format edifact --line-breaks noa.edi\n",
    run_inspect,
};

}  // namespace sluis::cli
