// Where the segments of whole messages are placed: every folder tests/placements/<case>/ holds
//
//   in.edi    an interchange of a message in tests/data/directories
//   out.txt   its groups and segments, and what was said of it
//
// SLUIS_ACCEPT=1 writes what came out instead.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "sluis/inspect.hpp"

namespace sluis {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(SLUIS_SOURCE_DIR) / "tests/placements";

std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kFolder))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The tree without names and values, then a line for each fault.
std::string picture(Source source) {
  const Directories directories({std::string(SLUIS_SOURCE_DIR) + "/tests/data/directories",
                                 std::string(SLUIS_SOURCE_DIR) + "/schemas/edifact"});
  InspectOptions options;
  options.names = options.codes = options.values = false;
  Diagnostics faults;
  std::string out;
  inspect(
      source, directories, options, [&out](std::string_view text) { out += text; }, faults);
  for (const Diagnostic& fault : faults.all()) {
    out += std::string(fault_row(fault.fault).code) + ' ' + std::to_string(fault.place.segment) +
           ' ' + fault.place.tag;
    if (fault.place.element != 0) out += '+' + std::to_string(fault.place.element);
    if (!fault.place.group.empty()) out += ' ' + fault.place.group;
    out += ": " + fault.detail + '\n';
  }
  return out;
}

class Placements : public testing::TestWithParam<std::string> {};

TEST_P(Placements, AsTheTableSays) {
  const fs::path folder = kFolder / GetParam();
  const std::string input = read(folder / "in.edi");
  const std::string got = picture(Source("in.edi", input));
  // However the input arrives: what comes next is looked at across the pieces.
  for (const std::size_t piece : {1U, 7U, 64U})
    EXPECT_EQ(picture(Source("in.edi", input, piece)), got) << piece;
  if (std::getenv("SLUIS_ACCEPT") != nullptr) {
    std::ofstream(folder / "out.txt", std::ios::binary) << got;
    return;
  }
  EXPECT_EQ(got, read(folder / "out.txt"));
}

INSTANTIATE_TEST_SUITE_P(Folders, Placements, testing::ValuesIn(cases()), [](const auto& row) {
  std::string name = row.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace sluis
