// The importer against a second reading of the same files: every table of releases of four layouts,
// and the same on a small release that is always there.
#include "naive_directory.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "directory_fixture.hpp"
#include "release_text.hpp"
#include "sluis/directory.hpp"

namespace sluis::directory {
namespace {

std::string listed(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += line + '\n';
  return out;
}

TEST(NaiveDirectory, SmallRelease) {
  const NewRelease release;
  const TemporaryFolder folder;
  write_file(folder / "in.zip", release.archive());
  Diagnostics faults;
  static_cast<void>(import_release(folder / "in.zip", folder / "out", {}, faults));
  const auto naive = naive::read_official(naive::unpack(folder / "in.zip"));
  EXPECT_EQ(listed(naive::differences(naive, naive::read_compact(folder / "out/d15a"))), "");
  EXPECT_EQ(naive.elements.size(), 5U);
  EXPECT_EQ(naive.composites.size(), 3U);
  EXPECT_EQ(naive.segments.size(), 3U);
  EXPECT_EQ(naive.messages.at("TESTED").size(), 14U);
  EXPECT_EQ(naive.codes.at("1001").size(), 3U);
}

TEST(NaiveDirectory, DifferencesAreFound) {
  const NewRelease release;
  naive::Release a = naive::read_official(release.inner());
  naive::Release b = a;
  b.elements["2005"] = "an..4";
  b.messages["TESTED"].pop_back();
  b.codes["1001"].insert("X");
  b.segments.erase("MOA");
  EXPECT_EQ(naive::differences(a, b).size(), 4U);
}

// --- the official archives ---

struct Official {
  const char* release;
  std::vector<std::string> differences;  // that are known, with the reason
};
void PrintTo(const Official& row, std::ostream* os) { *os << row.release; }

class NaiveOfficial : public testing::TestWithParam<Official> {};
TEST_P(NaiveOfficial, Agrees) {
  const std::string release = GetParam().release;
  const std::string zip = SLUIS_SOURCE_DIR "/../shared/directories/" + release + ".zip";
  if (!std::filesystem::exists(zip)) GTEST_SKIP() << "no archives beside the checkout";
  const TemporaryFolder folder;
  Diagnostics faults;
  static_cast<void>(import_release(zip, folder.path(), {}, faults));
  const auto naive = naive::read_official(naive::unpack(zip));
  const auto found = naive::differences(naive, naive::read_compact(folder / release));
  EXPECT_EQ(listed(found), listed(GetParam().differences));
  EXPECT_GT(naive.messages.size(), 100U);
  EXPECT_GT(naive.codes.size(), 100U);
}

const Official kOfficial[] = {
    {"d95b", {}},
    // The brackets of its table do not fit: the importer leaves the message out.
    {"d99b", {"message BOPBNK: only first"}},
    {"d05b", {}},
    {"d16a", {}},
};
INSTANTIATE_TEST_SUITE_P(Import, NaiveOfficial, testing::ValuesIn(kOfficial),
                         [](const auto& row) { return std::string(row.param.release); });

}  // namespace
}  // namespace sluis::directory
