// The table of faults: codes are unique and ordered by room, and every fault that can be reported
// is expected by some test, golden file or example.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "sluis/diagnostic.hpp"

namespace sluis {
namespace {

namespace fs = std::filesystem;

std::string all_expectations() {
  std::string text;
  for (const char* folder : {"/tests", "/mappings"})
    for (const auto& entry :
         fs::recursive_directory_iterator(std::string(SLUIS_SOURCE_DIR) + folder)) {
      const std::string kind = entry.path().extension().string();
      if (kind != ".cpp" && kind != ".hpp" && kind != ".emap" && kind != ".txt") continue;
      std::ifstream file(entry.path(), std::ios::binary);
      text.append(std::istreambuf_iterator<char>(file), {});
      text += '\n';
    }
  return text;
}

TEST(FaultTable, CodesAreUnique) {
  std::set<std::string_view> codes, ids;
  for (const FaultRow& row : fault_table()) {
    EXPECT_TRUE(codes.insert(row.code).second) << row.code;
    EXPECT_TRUE(ids.insert(row.id).second) << row.id;
    EXPECT_EQ(row.code.size(), 5U) << row.code;
    EXPECT_EQ(row.code[0], row.severity == Severity::error     ? 'E'
                           : row.severity == Severity::warning ? 'W'
                                                               : 'I')
        << row.code;
    EXPECT_FALSE(row.sentence.ends_with('.')) << row.code;
  }
}

TEST(FaultTable, EveryFaultIsExpectedSomewhere) {
  const std::string expectations = all_expectations();
  for (const FaultRow& row : fault_table())
    EXPECT_TRUE(expectations.find(row.code) != std::string::npos ||
                expectations.find(row.id) != std::string::npos)
        << row.code << ' ' << row.id;
}

}  // namespace
}  // namespace sluis
