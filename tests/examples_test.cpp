// The examples inside the shipped mapping files hold: each gives the XML that it shows, or meets
// the fault that it names.
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "sluis/examples.hpp"

namespace sluis {
namespace {

class Examples : public testing::TestWithParam<std::string> {};  // a profile

TEST_P(Examples, Hold) {
  std::map<std::string, std::size_t> counts;  // by mapping file
  Diagnostics faults;
  const Mappings::Options options{.data = SLUIS_SOURCE_DIR, .profile = GetParam()};
  const bool loaded = run_examples(
      options,
      [&](const ExampleResult& result) {
        ++counts[result.example->file];
        if (!result.failure.empty())
          ADD_FAILURE() << result.example->file << ':' << result.example->line << " \""
                        << result.example->title << "\"\n"
                        << result.failure;
      },
      faults);
  EXPECT_TRUE(loaded);
  EXPECT_EQ(render_text(faults), "");
  // Every shipped mapping shows what it does.
  const auto mappings = Mappings::load(options, faults);
  ASSERT_NE(mappings, nullptr);
  EXPECT_FALSE(mappings->list().empty());
  for (const Mappings::Info& info : mappings->list()) EXPECT_GE(counts[info.file], 3U) << info.file;
}

INSTANTIATE_TEST_SUITE_P(Profiles, Examples, testing::Values("", "2015-01A"), [](const auto& row) {
  return row.param.empty() ? std::string("default") : "of_2015";
});

}  // namespace
}  // namespace sluis
