// Real files of many makers: each is converted, validated and inspected to its end. What comes out
// is not compared; what must hold for any input is. Needs ../shared/corpus beside the checkout.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <system_error>
#include <vector>

#include "sluis/converter.hpp"
#include "sluis/inspect.hpp"
#include "support/round_trip.hpp"

namespace {

namespace fs = std::filesystem;

using sluis::Diagnostics;
using sluis::Source;

std::vector<std::string> files() {
  std::vector<std::string> found;
  const fs::path folder = fs::path(SLUIS_SOURCE_DIR).parent_path() / "shared/corpus";
  if (!fs::is_directory(folder)) return found;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) found.push_back(entry.path().string());
  std::sort(found.begin(), found.end());
  return found;
}

// Takes documents, and that they are begun and ended in turn.
class Checked : public sluis::DocumentSink {
 public:
  void begin(const Info& about) override {
    EXPECT_FALSE(open_);
    EXPECT_EQ(about.number, ++begun_);
    open_ = true;
    bytes_ = 0;
  }
  void write(std::string_view bytes) override {
    EXPECT_TRUE(open_);
    bytes_ += bytes.size();
  }
  void end() override {
    EXPECT_TRUE(open_);
    EXPECT_GT(bytes_, 0U);
    open_ = false;
    ++ended_;
  }
  std::uint64_t begun_ = 0, ended_ = 0, bytes_ = 0;
  bool open_ = false;
};

void expect_places(const Diagnostics& faults, const std::string& file) {
  const std::uint64_t size = fs::file_size(file);
  for (const auto& fault : faults.all()) {
    if (fault.file != file) continue;
    EXPECT_LE(fault.where.begin, fault.where.end) << sluis::render_text(fault);
    EXPECT_LE(fault.where.end, size) << sluis::render_text(fault);
  }
}

class Corpus : public testing::Test {
 protected:
  void SetUp() override {
    files_ = files();
    if (files_.empty()) GTEST_SKIP() << "no ../shared/corpus beside the checkout";
  }
  std::vector<std::string> files_;
};

TEST_F(Corpus, ConvertsAndValidatesAlike) {
  Diagnostics loading;
  const auto mappings = sluis::Mappings::load({SLUIS_SOURCE_DIR, {}, {}}, loading);
  ASSERT_NE(mappings, nullptr);
  const sluis::Converter converter(mappings);
  for (const std::string& file : files_) {
    SCOPED_TRACE(file);
    std::cout << file << std::endl;  // should it crash, this is the one
    Checked sink;
    Diagnostics faults, again;
    auto source = Source::file(file);
    const auto result = converter.convert(source, sink, faults);
    EXPECT_FALSE(sink.open_);
    EXPECT_EQ(sink.ended_, result.documents);
    EXPECT_LE(result.bytes, fs::file_size(file));
    expect_places(faults, file);
    EXPECT_TRUE(result.accepted() || faults.has_errors()) << "rejected without a reason";

    auto second = Source::file(file);
    const auto validated = converter.validate(second, again);
    EXPECT_EQ(validated.documents, 0U);
    EXPECT_EQ(validated.accepted(), result.accepted());
    EXPECT_EQ(sluis::render_text(again), sluis::render_text(faults));
  }
}

TEST_F(Corpus, Inspects) {
  const sluis::Directories directories({SLUIS_SOURCE_DIR "/schemas/edifact"});
  for (const std::string& file : files_) {
    SCOPED_TRACE(file);
    std::cout << file << std::endl;
    std::string tree;
    Diagnostics faults;
    auto source = Source::file(file);
    sluis::inspect(
        source, directories, {}, [&](std::string_view line) { tree += line; }, faults);
    EXPECT_TRUE(tree.ends_with('\n'));
    // A terminal gets nothing but text.
    EXPECT_TRUE(std::none_of(tree.begin(), tree.end(), [](char c) {
      return (static_cast<unsigned char>(c) < ' ' && c != '\n') || c == '\x7f';
    }));
    expect_places(faults, file);
  }
}

std::string content(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string without_line_breaks(std::string text) {
  std::erase_if(text, [](char c) { return c == '\r' || c == '\n'; });
  return text;
}

// Reading, writing and reading again is the identity.
TEST_F(Corpus, IsRewritten) {
  std::size_t identical = 0, but_for_line_breaks = 0;
  for (const std::string& file : files_) {
    SCOPED_TRACE(file);
    const std::string bytes = content(file);
    const std::string canonical = sluis::tests::rewritten(bytes);
    EXPECT_EQ(sluis::tests::events(canonical), sluis::tests::events(bytes));
    EXPECT_EQ(sluis::tests::rewritten(canonical), canonical);
    if (canonical == bytes)
      ++identical;
    else if (without_line_breaks(canonical) == without_line_breaks(bytes))
      ++but_for_line_breaks;
  }
  std::cout << files_.size() << " files: " << identical << " are canonical, " << but_for_line_breaks
            << " but for their line breaks" << std::endl;
}

// --- what is said of each file ---

struct Expected {
  std::string path, verdict;  // "accept", "reject", ...
};

std::vector<Expected> index_of_corpus() {
  constexpr std::size_t kVerdict = 7;  // column
  std::ifstream index(fs::path(SLUIS_SOURCE_DIR).parent_path() / "shared/corpus/INDEX.tsv");
  std::vector<Expected> rows;
  for (std::string line; std::getline(index, line);) {
    std::vector<std::string> columns;
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, '\t');) columns.push_back(cell);
    if (columns.size() > kVerdict) rows.push_back({columns[0], columns[kVerdict]});
  }
  return rows;
}

// Files of which we say something else than their makers; docs/edifact.md has the reasons.
std::set<std::string> disagreements() {
  std::ifstream manual(SLUIS_SOURCE_DIR "/docs/edifact.md");
  std::set<std::string> files;
  bool inside = false;
  for (std::string line; std::getline(manual, line);) {
    if (line == "<!-- disagreements -->") inside = true;
    if (line == "<!-- end of disagreements -->") inside = false;
    const std::size_t begin = line.find('`');
    const std::size_t end = line.find('`', begin + 1);
    if (inside && end != std::string::npos) files.insert(line.substr(begin + 1, end - begin - 1));
  }
  return files;
}

// All official releases, imported.
class Releases {
 public:
  Releases() {
    std::string pattern = (fs::temp_directory_path() / "sluis-corpus-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
      throw std::system_error(errno, std::generic_category());
    folder_ = pattern;
    const fs::path zips = fs::path(SLUIS_SOURCE_DIR).parent_path() / "shared/directories";
    for (const auto& entry : fs::directory_iterator(zips)) {
      Diagnostics faults;  // of the releases; import_test looks at them
      if (entry.path().extension() == ".zip")
        (void)sluis::import_release(entry.path().string(), folder_, {}, faults);
    }
  }
  Releases(const Releases&) = delete;
  Releases& operator=(const Releases&) = delete;
  ~Releases() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  [[nodiscard]] const std::string& folder() const { return folder_; }

 private:
  std::string folder_;
};

std::string errors_of(const Diagnostics& faults) {
  std::string text;
  for (const auto& fault : faults.all())
    if (fault.severity == sluis::Severity::error) text += sluis::render_text(fault);
  return text;
}

// Every file that its makers call good can be read under `field`; every one that they call bad has
// a located fault under `strict`; the others are listed with the reason.
TEST_F(Corpus, VerdictsAreThoseOfTheMakersOrExplained) {
  const Releases releases;
  const sluis::Directories directories({releases.folder(), SLUIS_SOURCE_DIR "/schemas/edifact"});
  const std::set<std::string> listed = disagreements();
  const fs::path corpus = fs::path(SLUIS_SOURCE_DIR).parent_path() / "shared/corpus";
  std::set<std::string> found;
  std::size_t accepted = 0;
  std::size_t rejected = 0;
  for (const auto& [path, verdict] : index_of_corpus()) {
    if (verdict != "accept" && verdict != "reject") continue;
    const bool good = verdict == "accept";
    sluis::InspectOptions options;
    options.format = sluis::InspectFormat::xml;
    options.tolerances =
        sluis::Tolerances(good ? sluis::Tolerance::field() : sluis::Tolerance::strict());
    Diagnostics faults;
    auto source = Source::file((corpus / path).string());
    sluis::inspect(
        source, directories, options, [](std::string_view) {}, faults);
    const bool agreed =
        good ? !faults.has_errors()
             : std::any_of(faults.all().begin(), faults.all().end(), [](const auto& fault) {
                 return fault.severity == sluis::Severity::error && fault.position.line != 0;
               });
    ++(good ? accepted : rejected);
    if (agreed) continue;
    found.insert(path);
    EXPECT_TRUE(listed.contains(path)) << path << " should be " << verdict << "ed:\n"
                                       << errors_of(faults);
  }
  for (const std::string& path : listed)
    EXPECT_TRUE(found.contains(path)) << path << " is listed as a disagreement, and is none";
  EXPECT_GT(accepted, 150U);
  EXPECT_GT(rejected, 25U);
}

}  // namespace
