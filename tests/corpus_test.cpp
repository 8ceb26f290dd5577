// Real files of many makers: each is converted, validated and inspected to its end. What comes out
// is not compared; what must hold for any input is. Needs ../shared/corpus beside the checkout.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "sluis/converter.hpp"
#include "sluis/inspect.hpp"

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

}  // namespace
