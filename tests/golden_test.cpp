// Whole runs: every folder tests/golden/<case>/ holds in.edi and any of
//
//   args.txt    the command line, one word a line; default: convert in.edi
//   out.xml     standard output (out.txt when it is no XML)
//   faults.txt  standard error
//   exit.txt    the exit status; default: 0
//
// What is there is compared byte for byte. SLUIS_ACCEPT=1 writes what came out instead: what is
// there already and, for a new case, all that is not empty.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "command.hpp"

namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(SLUIS_SOURCE_DIR) / "tests/golden";

std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kFolder))
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> arguments(const fs::path& folder) {
  if (!fs::exists(folder / "args.txt")) return {"convert", "in.edi"};
  std::vector<std::string> words;
  std::istringstream lines(read(folder / "args.txt"));
  for (std::string line; std::getline(lines, line);) words.push_back(line);
  return words;
}

class Golden : public testing::TestWithParam<std::string> {};

TEST_P(Golden, Run) {
  const fs::path folder = kFolder / GetParam();
  ASSERT_TRUE(fs::exists(folder / "in.edi"));

  std::ostringstream out, err;
  sluis::cli::Streams io{[] { return sluis::Source("<stdin>", ""); }, out, err};
  // Faults name their input as it was given: inputs are given from their own folder.
  const fs::path before = fs::current_path();
  fs::current_path(folder);
  ::setenv("SOURCE_DATE_EPOCH", "1767258000", 1);  // 2026-01-01 09:00
  const auto words = arguments(folder);
  const int status = sluis::cli::run(words, io);
  fs::current_path(before);

  struct Part {
    std::string file, got;
  };
  const std::string output =
      fs::exists(folder / "out.txt") || words.front() == "inspect" ? "out.txt" : "out.xml";
  const std::vector<Part> parts{
      {output, out.str()},
      {"faults.txt", err.str()},
      {"exit.txt", std::to_string(status) + "\n"},
  };
  const bool fresh = std::none_of(parts.begin(), parts.end(),
                                  [&](const Part& part) { return fs::exists(folder / part.file); });
  if (std::getenv("SLUIS_ACCEPT") != nullptr) {
    for (const Part& part : parts)
      if (fs::exists(folder / part.file) || (fresh && !part.got.empty()))
        std::ofstream(folder / part.file, std::ios::binary) << part.got;
    return;
  }
  ASSERT_FALSE(fresh) << "nothing to compare with; look at the output and run with SLUIS_ACCEPT=1";
  for (const Part& part : parts) {
    if (fs::exists(folder / part.file)) {
      EXPECT_EQ(part.got, read(folder / part.file)) << part.file;
    } else if (part.file == "exit.txt") {
      EXPECT_EQ(part.got, "0\n") << part.file << "\n" << err.str();
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Folders, Golden, testing::ValuesIn(cases()), [](const auto& row) {
  std::string name = row.param;
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
});

}  // namespace
