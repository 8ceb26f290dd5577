#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "data_folder.hpp"
#include "directory.hpp"
#include "options.hpp"
#include "reporter.hpp"
#include "sluis/directory.hpp"

namespace sluis::cli {
namespace {

// "ORDERS,INVOIC" -> its words.
std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find(',', at), list.size());
    if (end != at) words.push_back(list.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

int run_import(const Command& self, std::span<const std::string> arguments, Streams& io) {
  int exit = Exit::ok;
  const auto given = parse(self, arguments, io, exit);
  if (!given) return exit;
  if (given->words().empty()) return wrong_usage(self, io, "name the archives to import");
  const std::string folder = given->has("output") ? given->value("output") : imported_directories();
  if (folder.empty()) return wrong_usage(self, io, "--output needs a folder");
  Reporter reporter(*given, io);
  const std::vector<std::string> only = split(given->value("only"));
  for (const std::string& zip : given->words()) {
    Diagnostics faults;
    const ImportSummary done = import_release(zip, folder, only, faults);
    if (!done.release.empty())
      io.out << done.release << ": " << done.messages << " messages, " << done.segments
             << " segments, " << done.composites << " composites, " << done.elements
             << " data elements, " << done.codes << " codes, in " << folder << '/' << done.release
             << '\n';
    io.out.flush();
    reporter.add(zip, std::nullopt, std::move(faults));
  }
  return reporter.finish();
}

constexpr std::array kOptions{
    Option{"output", 'o', "FOLDER", "import into this folder", ""},
    Option{"only", '\0', "TYPES", "only these messages and what they use: ORDERS,INVOIC", ""},
    kReport,
    kReportFile,
};

}  // namespace

constexpr Command kDirectoryImport{
    "directory import",
    "read official releases",
    "sluis directory import [OPTION...] ZIP...",
    "Reads releases as the UNECE publishes them (from D.93A on), checks them and writes them in a\n"
    "compact form, a folder for each. What is wrong in a release is reported and left out, never\n"
    "guessed. Imported releases are used by all commands; without -o they go to the folder that "
    "the\n"
    "environment variable SLUIS_DIRECTORIES names, or ~/.local/share/sluis/directories.\n",
    kOptions,
    "  sluis directory import d96b.zip d16a.zip\n",
    run_import,
};

}  // namespace sluis::cli
