#include "data_folder.hpp"

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace sluis::cli {

std::string data_folder(const std::string& given) {
  namespace fs = std::filesystem;
  if (!given.empty()) return given;
  // NOLINTNEXTLINE(concurrency-mt-unsafe): read before any thread starts
  if (const char* named = std::getenv("SLUIS_DATA"); named != nullptr && *named != '\0')
    return named;
  const fs::path program = fs::read_symlink("/proc/self/exe");
  std::error_code absent;
  if (fs::equivalent(program.parent_path(), SLUIS_BUILD_BIN, absent)) return SLUIS_SOURCE_DIR;
  return (program.parent_path().parent_path() / SLUIS_DATADIR / "sluis").string();
}

}  // namespace sluis::cli
