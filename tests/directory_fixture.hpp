// What the tests of the directory room share: a folder that goes away, and releases made of text.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "directory/compact.hpp"
#include "directory/tables.hpp"
#include "sluis/diagnostic.hpp"

namespace sluis::directory {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "sluis-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] std::string operator/(std::string_view name) const {
    return path_ + "/" + std::string(name);
  }
  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  std::string path_;
};

inline void write_file(const std::string& path, std::string_view text) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// "directory_line@3 directory_undefined@7": what was reported, with its line.
inline std::string picture(const Diagnostics& faults) {
  std::string out;
  for (const Diagnostic& fault : faults.all()) {
    if (!out.empty()) out += ' ';
    out += fault_row(fault.fault).id;
    if (fault.position.line != 0) out += '@' + std::to_string(fault.position.line);
  }
  return out;
}

// The text files of a release; all that is empty is written as a comment.
struct Texts {
  std::string elements, composites, segments, codes;
  std::vector<std::pair<std::string, std::string>> messages;
};

inline void write_release(const std::string& folder, const Texts& texts) {
  write_file(folder + "/elements.txt", texts.elements);
  write_file(folder + "/composites.txt", texts.composites);
  write_file(folder + "/segments.txt", texts.segments);
  if (!texts.codes.empty()) write_file(folder + "/codes.txt", texts.codes);
  for (const auto& [type, text] : texts.messages)
    write_file(folder + "/messages/" + type + ".txt", text);
}

inline std::shared_ptr<const Release> shipped_release(Diagnostics& faults) {
  const std::string schemas = SLUIS_SOURCE_DIR "/schemas/edifact/";
  return load_release(schemas + "d15a", schemas + "service", faults);
}

}  // namespace sluis::directory
