// sluis mapping: what an analyst asks of mapping files.
#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <vector>

#include "command.hpp"
#include "conversion.hpp"
#include "data_folder.hpp"
#include "options.hpp"
#include "reporter.hpp"
#include "sluis/examples.hpp"
#include "sluis/mapping.hpp"

namespace sluis::cli {
namespace {

Mappings::Options mapping_options(const Given& given) {
  Mappings::Options options;
  options.data = data_folder(given.value("data"));
  options.directories = {imported_directories()};
  options.profile = given.value("profile");
  options.files = given.words();
  return options;
}

// Where the mappings are, for people.
std::string place_of(const Mappings::Options& options) {
  return options.files.empty() ? options.data + "/mappings" : options.files.front();
}

int no_mappings(const Command& self, const Mappings::Options& options, Streams& io) {
  io.err << "sluis " << self.name << ": no mappings in " << place_of(options)
         << "; name the folder with --data\n";
  return Exit::failed;
}

// --- list ---

using Line = std::array<std::string, 6>;

void print_table(const std::vector<Line>& lines, std::ostream& out) {
  std::array<std::size_t, std::tuple_size_v<Line>> widths{};
  for (const Line& line : lines)
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], line[i].size());
  for (const Line& line : lines) {
    std::string text;
    for (std::size_t i = 0; i < line.size(); ++i) {
      text += line[i];
      text.append(widths[i] - line[i].size() + 2, ' ');
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out << text << '\n';
  }
}

int run_list(const Command& self, std::span<const std::string> arguments, Streams& io) {
  int exit = Exit::ok;
  const auto given = parse(self, arguments, io, exit);
  if (!given) return exit;
  Reporter reporter(*given, io);
  const auto options = mapping_options(*given);
  Diagnostics faults;
  const auto mappings = Mappings::load(options, faults);
  if (mappings == nullptr) return no_mappings(self, options, io);
  std::vector<Line> lines{{"MAPPING", "VERSION", "STATUS", "VALID", "MESSAGE", "DOCUMENT"}};
  for (const Mappings::Info& info : mappings->list())
    lines.push_back({info.name, info.version, info.status, info.valid.empty() ? "-" : info.valid,
                     info.message, info.target});
  print_table(lines, io.out);
  io.out.flush();
  reporter.add(place_of(options), std::nullopt, std::move(faults));
  return reporter.finish();
}

// --- check ---

int run_check(const Command& self, std::span<const std::string> arguments, Streams& io) {
  int exit = Exit::ok;
  const auto given = parse(self, arguments, io, exit);
  if (!given) return exit;
  Reporter reporter(*given, io);
  const auto options = mapping_options(*given);
  Diagnostics faults;
  const auto mappings = Mappings::load(options, faults);
  if (mappings == nullptr && !faults.has_errors()) return no_mappings(self, options, io);
  const std::size_t sound = mappings == nullptr ? 0 : mappings->list().size();
  const std::size_t errors = faults.errors();
  reporter.add(place_of(options), std::nullopt, std::move(faults));
  exit = reporter.finish();
  if (errors == 0) io.out << sound << (sound == 1 ? " mapping, sound\n" : " mappings, all sound\n");
  return exit;
}

// --- test ---

int run_test(const Command& self, std::span<const std::string> arguments, Streams& io) {
  int exit = Exit::ok;
  const auto given = parse(self, arguments, io, exit);
  if (!given) return exit;
  Reporter reporter(*given, io);
  const auto options = mapping_options(*given);
  Diagnostics faults;
  std::size_t examples = 0;
  std::size_t failed = 0;
  const auto tell = [&](const ExampleResult& result) {
    ++examples;
    if (result.failure.empty()) return;
    ++failed;
    const Mappings::Example& example = *result.example;
    io.out << example.file << ':' << example.line << ": example \"" << example.title
           << "\" does not hold\n"
           << result.failure << '\n';
  };
  if (!run_examples(options, tell, faults) && !faults.has_errors())
    return no_mappings(self, options, io);
  io.out << examples << (examples == 1 ? " example" : " examples");
  if (failed == 0)
    io.out << (examples == 0 ? "\n" : ": all hold\n");
  else
    io.out << ": " << failed << (failed == 1 ? " does" : " do") << " not hold\n";
  io.out.flush();
  reporter.add(place_of(options), std::nullopt, std::move(faults));
  exit = reporter.finish();
  return failed != 0 && exit == Exit::ok ? Exit::found_faults : exit;
}

constexpr std::array kMappingOptions{kProfile, kData, kReport, kReportFile};

constexpr Command kList{
    "mapping list",
    "which messages become which documents",
    "sluis mapping list [OPTION...] [MAPPING...]",
    "Lists the mappings of the data folder, or the mapping files given: name, version, status,\n"
    "validity, the message that each takes and the root of the document that it makes.\n",
    kMappingOptions,
    "  sluis mapping list\n",
    run_list,
};

constexpr Command kCheck{
    "mapping check",
    "whether mapping files can be used",
    "sluis mapping check [OPTION...] [MAPPING...]",
    "Reads the mappings of the data folder, or the mapping files given, against the directories\n"
    "and schemas that they name, and reports every fault with its place.\n",
    kMappingOptions,
    "  sluis mapping check mappings/single-window/noa.emap\n",
    run_check,
};

constexpr Command kTest{
    "mapping test",
    "run the examples inside mapping files",
    "sluis mapping test [OPTION...] [MAPPING...]",
    "Runs the examples of the mappings of the data folder, or of the mapping files given: each\n"
    "must give the XML that it shows, valid by its schema, or meet the fault that it names.\n"
    "Of one that does not hold, the first difference is shown.\n",
    kMappingOptions,
    "  sluis mapping test mappings/single-window/noa.emap\n",
    run_test,
};

constexpr std::array<const Command*, 3> kParts{&kList, &kCheck, &kTest};

}  // namespace

constexpr Command kMapping{
    "mapping",
    "list, check and test mappings",
    "sluis mapping list|check|test [OPTION...] [MAPPING...]",
    "Works with mapping files as data.\n",
    {},
    "  sluis mapping test\n",
    nullptr,
    kParts,
};

}  // namespace sluis::cli
