// directory list, show, diff: the releases at hand, and what they say.
#include "directory.hpp"

#include <array>
#include <ostream>
#include <string>
#include <utility>

#include "conversion.hpp"
#include "data_folder.hpp"
#include "options.hpp"
#include "reporter.hpp"
#include "sluis/directory.hpp"

namespace sluis::cli {
namespace {

// Says why nothing was written: faults of a release's own files, or what is not at hand.
int refuse(const Command& self, Streams& io, const std::string& problem,
           const Diagnostics& faults) {
  io.err << render_text(faults) << "sluis " << self.name << ": " << problem << '\n';
  return Exit::failed;
}

int run_list(const Command& self, std::span<const std::string> arguments, Streams& io) {
  int exit = Exit::ok;
  const auto given = parse(self, arguments, io, exit);
  if (!given) return exit;
  if (!given->words().empty()) return wrong_usage(self, io, "there is nothing to name");
  const Directories directories(directory_folders(given->value("data")));
  for (const Directories::Place& place : directories.places())
    io.out << place.release << "  " << place.messages << " message"
           << (place.messages == 1 ? "" : "s") << "  " << place.folder << '\n';
  return Exit::ok;
}

int run_show(const Command& self, std::span<const std::string> arguments, Streams& io) {
  int exit = Exit::ok;
  const auto given = parse(self, arguments, io, exit);
  if (!given) return exit;
  if (given->words().size() != 1)
    return wrong_usage(self, io, "name one message, segment, composite or data element");
  if (!given->has("release")) return wrong_usage(self, io, "--release is missing, as d96b");
  const Directories directories(directory_folders(given->value("data")));
  Diagnostics faults;
  const auto write = [&io](std::string_view text) { io.out << text; };
  const auto show = given->has("collisions") ? show_collisions : show_directory;
  const std::string problem =
      show(directories, given->value("release"), given->words().front(), write, faults);
  return problem.empty() ? Exit::ok : refuse(self, io, problem, faults);
}

int run_diff(const Command& self, std::span<const std::string> arguments, Streams& io) {
  int exit = Exit::ok;
  const auto given = parse(self, arguments, io, exit);
  if (!given) return exit;
  constexpr std::size_t kWords = 3;
  const std::vector<std::string>& words = given->words();
  if (words.size() != kWords)
    return wrong_usage(self, io, "name two releases and what to compare: d95b d16a BAPLIE");
  const Directories directories(directory_folders(given->value("data")));
  Diagnostics faults;
  const auto write = [&io](std::string_view text) { io.out << text; };
  const DirectoryDifference found =
      diff_directories(directories, words[0], words[1], words[2], write, faults);
  if (!found.problem.empty()) return refuse(self, io, found.problem, faults);
  return found.changes == 0 ? Exit::ok : Exit::found_faults;
}

constexpr std::array kListOptions{kData};
constexpr std::array kShowOptions{
    Option{"release", '\0', "RELEASE", "the release, as d96b", ""},
    Option{"collisions", '\0', "", "of a message: where one segment may stand in two places", ""},
    kData,
};
constexpr std::array kDiffOptions{kData};
constexpr std::array<const Command*, 4> kParts{&kDirectoryImport, &kDirectoryList, &kDirectoryShow,
                                               &kDirectoryDiff};

}  // namespace

constexpr Command kDirectoryList{
    "directory list",
    "the releases at hand",
    "sluis directory list [OPTION...]",
    "Prints the releases at hand, imported ones and those of the data folder, with the number of\n"
    "their messages and their folder.\n",
    kListOptions,
    "  sluis directory list\n",
    run_list,
};

constexpr Command kDirectoryShow{
    "directory show",
    "a message, segment, composite or data element of a release",
    "sluis directory show WHAT --release RELEASE [OPTION...]",
    "Prints what a release says of WHAT: the segment table of a message (CUSCAR), the data "
    "elements\n"
    "of a segment (NAD), the components of a composite (C082), the codes of a data element "
    "(1001).\n",
    kShowOptions,
    "  sluis directory show CUSCAR --release d96b\n",
    run_show,
};

constexpr Command kDirectoryDiff{
    "directory diff",
    "what changed from one release to another",
    "sluis directory diff FROM TO WHAT [OPTION...]",
    "Prints what was added (+), removed (-) and changed (~) in a message, segment, composite or "
    "data\n"
    "element from one release to another, and in all that it uses. Names are not compared.\n"
    "Exit status: 0 nothing changed, 1 something did.\n",
    kDiffOptions,
    "  sluis directory diff d95b d16a BAPLIE\n",
    run_diff,
};

constexpr Command kDirectory{
    "directory",
    "UN/EDIFACT releases: import, show, compare",
    "sluis directory COMMAND [OPTION...]",
    "Imports UN/EDIFACT releases and shows what they say.\n",
    {},
    "  sluis directory import d96b.zip\n",
    nullptr,
    kParts,
};

}  // namespace sluis::cli
