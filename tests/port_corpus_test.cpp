// Real port messages of many makers against the official releases. Needs ../shared beside the
// checkout, with its corpus and its directories.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "directory_fixture.hpp"
#include "sluis/directory.hpp"
#include "sluis/inspect.hpp"

namespace sluis::directory {
namespace {

namespace fs = std::filesystem;

const fs::path kShared = fs::path(SLUIS_SOURCE_DIR).parent_path() / "shared";

const std::vector<std::string> kTypes = {"APERAK", "BAPLIE", "COARRI", "CODECO", "COPRAR",
                                         "CUSCAR", "CUSREP", "IFTMBC", "IFTMBF", "IFTMCS",
                                         "IFTMIN", "IFTSAI", "IFTSTA", "MOVINS"};

// These are cut off, or not written after the table of the release that they name.
constexpr std::array<std::string_view, 4> kNotAsTheTable = {
    "EDI.Net/test/indice.Edi.Tests/Samples/edifact.Issue188.edi",
    "tests_EDITest_InterpreterTest.php__005.edi", "Pistology-3DBaplie/sample_baplie.txt",
    "SegmentParserSpec.scala__000.edi"};

bool is_structural(Fault fault) {
  return fault == Fault::segment_unknown || fault == Fault::segment_misplaced ||
         fault == Fault::segment_missing || fault == Fault::group_missing ||
         fault == Fault::segment_overflow || fault == Fault::group_overflow;
}

TEST(PortCorpus, IsPlacedAsItsTablesSay) {
  if (!fs::is_directory(kShared / "corpus") || !fs::is_directory(kShared / "directories"))
    GTEST_SKIP() << "no ../shared with corpus and directories beside the checkout";
  const TemporaryFolder folder;
  Diagnostics importing;
  for (const char* release :
       {"d95b", "d96a", "d99b", "d00b", "d03a", "d04a", "d04b", "d07b", "d15a"})
    static_cast<void>(import_release((kShared / "directories" / release).string() + ".zip",
                                     folder.path(), kTypes, importing));
  const Directories directories({folder.path(), SLUIS_SOURCE_DIR "/schemas/edifact"});
  InspectOptions options;
  options.names = options.codes = options.values = false;

  std::size_t messages = 0, stowed = 0;
  for (const auto& entry : fs::recursive_directory_iterator(kShared / "corpus")) {
    if (!entry.is_regular_file()) continue;
    const std::string path = entry.path().string();
    SCOPED_TRACE(path);
    Source source = Source::file(path);
    Diagnostics faults;
    std::string tree;
    inspect(
        source, directories, options, [&tree](std::string_view text) { tree += text; }, faults);
    const bool as_the_table =
        std::none_of(kNotAsTheTable.begin(), kNotAsTheTable.end(),
                     [&](std::string_view name) { return path.ends_with(name); });

    // Messages of other types or releases are shown without groups, and have no structure.
    std::istringstream lines(tree);
    bool plan = false;
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("UNH  ")) {
        const bool known = line.find("(no") == std::string::npos;
        messages += known ? 1 : 0;
        plan = known && as_the_table && line.find("  BAPLIE:D:95B") != std::string::npos;
      }
      if (!plan) continue;
      // A stowage location opens its group; the other places of a container belong to it.
      if (const std::size_t at = line.find("LOC[147]"); at != std::string::npos) {
        EXPECT_EQ(line.substr(at - 2, 2), "] ") << line;
        ++stowed;
      }
      for (const char* inner : {"] LOC[9]", "] LOC[11]", "] LOC[83]"})
        EXPECT_EQ(line.find(inner), std::string::npos) << line;
    }
    if (!as_the_table) continue;
    for (const Diagnostic& fault : faults.all())
      if (is_structural(fault.fault)) ADD_FAILURE() << render_text(fault);
  }
  EXPECT_GT(messages, 30U);
  EXPECT_GT(stowed, 20U);
}

}  // namespace
}  // namespace sluis::directory
