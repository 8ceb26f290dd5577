#include "data_folder.hpp"

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace sluis::cli {
namespace {

namespace fs = std::filesystem;

// Empty when it is not set.
std::string environment(const char* name) {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): read before any thread starts
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : value;
}

}  // namespace

std::string data_folder(const std::string& given) {
  if (!given.empty()) return given;
  if (std::string named = environment("SLUIS_DATA"); !named.empty()) return named;
  const fs::path program = fs::read_symlink("/proc/self/exe");
  std::error_code absent;
  if (fs::equivalent(program.parent_path(), SLUIS_BUILD_BIN, absent)) return SLUIS_SOURCE_DIR;
  return (program.parent_path().parent_path() / SLUIS_DATADIR / "sluis").string();
}

std::string imported_directories() {
  if (std::string named = environment("SLUIS_DIRECTORIES"); !named.empty()) return named;
  fs::path data = environment("XDG_DATA_HOME");
  if (!data.is_absolute()) data = fs::path(environment("HOME")) / ".local" / "share";
  return (data / "sluis" / "directories").string();
}

std::vector<std::string> directory_folders(const std::string& given) {
  return {imported_directories(), data_folder(given) + "/schemas/edifact"};
}

}  // namespace sluis::cli
