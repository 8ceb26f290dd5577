// Mappings from texts, for tests.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sluis/mapping.hpp"

namespace sluis::tests {

inline std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Loads mapping texts as files of one set; the data folder is the repository.
struct Loaded {
  std::shared_ptr<const Mappings> mappings;
  Diagnostics faults;
};

inline Loaded load(const std::vector<std::string>& texts,
                   const std::vector<std::pair<std::string, std::string>>& others = {}) {
  static int number = 0;
  const std::filesystem::path folder =
      std::filesystem::path(testing::TempDir()) /
      ("emap-" + std::to_string(getpid()) + "-" + std::to_string(number++));
  std::filesystem::create_directories(folder);
  Mappings::Options options{.data = SLUIS_SOURCE_DIR, .profile = "", .files = {}};
  for (const auto& [name, text] : others) std::ofstream(folder / name) << text;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    options.files.push_back((folder / ("m" + std::to_string(i) + ".emap")).string());
    std::ofstream(options.files.back()) << texts[i];
  }
  Loaded loaded;
  loaded.mappings = Mappings::load(options, loaded.faults);
  std::filesystem::remove_all(folder);
  return loaded;
}

}  // namespace sluis::tests
