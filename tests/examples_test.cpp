// The examples inside the shipped mapping files: each is converted by its own mapping; its XML must
// be the one that the file gives (and valid), or its fault the one that it names.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sluis/converter.hpp"
#include "sluis/mapping.hpp"
#include "support/canonical_xml.hpp"
#include "support/convert.hpp"

namespace sluis {
namespace {

const std::vector<std::string> kProfiles = {"", "2015-01A"};

// All mappings of a profile, and one set for each mapping file: a message mapping alone makes a
// document of each message.
struct Sets {
  std::map<std::string, std::shared_ptr<const Mappings>> by_profile;
  std::map<std::string, std::shared_ptr<const Mappings>> by_file;
};

const Sets& sets() {
  static const Sets kSets = [] {
    Sets sets;
    for (const std::string& profile : kProfiles) {
      Diagnostics faults;
      sets.by_profile[profile] =
          Mappings::load({.data = SLUIS_SOURCE_DIR, .profile = profile, .files = {}}, faults);
      EXPECT_EQ(render_text(faults), "") << profile;
      for (const auto& info : sets.by_profile[profile]->list()) {
        Diagnostics own;
        sets.by_file[info.file] =
            info.message.ends_with(":UN")  // an interchange mapping needs its parts
                ? sets.by_profile[profile]
                : Mappings::load({.data = SLUIS_SOURCE_DIR,
                                  .profile = profile,
                                  .files = {std::string(SLUIS_SOURCE_DIR "/") + info.file}},
                                 own);
        EXPECT_EQ(render_text(own), "") << info.file;
      }
    }
    return sets;
  }();
  return kSets;
}

std::vector<Mappings::Example> examples() {
  std::vector<Mappings::Example> all;
  for (const auto& [profile, mappings] : sets().by_profile)
    for (const auto& example : mappings->examples()) all.push_back(example);
  return all;
}

std::string enveloped(const std::string& edifact) {
  if (!edifact.starts_with("UNH")) return edifact;
  return "UNB+UNOC:3+SENDER+RECIPIENT+260101:0900+I1'\n" + edifact + "\nUNZ+1+I1'\n";
}

class Examples : public testing::TestWithParam<Mappings::Example> {};

TEST_P(Examples, Run) {
  const auto& example = GetParam();
  const auto outcome = tests::convert(sets().by_file.at(example.file), enveloped(example.edifact));
  if (!example.rejects.empty()) {
    const auto found = std::find_if(outcome.faults.all().begin(), outcome.faults.all().end(),
                                    [&](const Diagnostic& fault) {
                                      return (fault.rule == example.rejects ||
                                              fault_row(fault.fault).code == example.rejects) &&
                                             fault.place.tag == example.at.substr(0, 3);
                                    });
    EXPECT_TRUE(found != outcome.faults.all().end() ||
                std::any_of(outcome.faults.all().begin(), outcome.faults.all().end(),
                            [&](const Diagnostic& fault) {
                              return example.at.empty() &&
                                     fault_row(fault.fault).code == example.rejects;
                            }))
        << example.file << ':' << example.line << "\nwants " << example.rejects << " at "
        << example.at << ", got\n"
        << render_text(outcome.faults);
    EXPECT_TRUE(outcome.documents.empty());
    return;
  }
  EXPECT_EQ(outcome.faults.errors(), 0U) << example.file << ':' << example.line << '\n'
                                         << render_text(outcome.faults);
  ASSERT_EQ(outcome.documents.size(), 1U);
  EXPECT_EQ(tests::canonical_xml(outcome.documents[0].xml), tests::canonical_xml(example.xml))
      << example.file << ':' << example.line;
}

INSTANTIATE_TEST_SUITE_P(Mappings, Examples, testing::ValuesIn(examples()), [](const auto& row) {
  std::string name = row.param.mapping + "_" + row.param.title;
  for (char& c : name)
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  return name + "_" + std::to_string(row.param.line);
});

// Every shipped mapping shows what it does.
TEST(ShippedMappings, HaveExamples) {
  for (const auto& [profile, mappings] : sets().by_profile)
    for (const auto& info : mappings->list()) {
      const auto count =
          std::count_if(mappings->examples().begin(), mappings->examples().end(),
                        [&](const auto& example) { return example.file == info.file; });
      EXPECT_GE(count, 3) << info.file;
    }
}

}  // namespace
}  // namespace sluis
