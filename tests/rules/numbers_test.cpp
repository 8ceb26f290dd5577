// Every rule of the checklist has a row.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

namespace sluis {
namespace {

namespace fs = std::filesystem;

TEST(Rules, EveryNumberHasARow) {
  const fs::path folder = std::string(SLUIS_SOURCE_DIR) + "/tests/rules";
  std::set<std::string> tested;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".cpp") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    static const std::regex kNumber("\"(S-[0-9]{3})\"");
    for (std::sregex_iterator it(text.begin(), text.end(), kNumber), end; it != end; ++it)
      tested.insert((*it)[1]);
  }
  std::ifstream list(folder / "numbers.txt");
  std::set<std::string> known;
  for (std::string number; list >> number;) {
    known.insert(number);
    EXPECT_TRUE(tested.contains(number)) << number << " has no row";
  }
  EXPECT_EQ(known.size(), 324U);
  for (const std::string& number : tested) EXPECT_TRUE(known.contains(number)) << number;
}

}  // namespace
}  // namespace sluis
