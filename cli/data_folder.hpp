// The folders of data: the one that holds mappings/ and schemas/, and the one of imported releases.
#pragma once

#include <string>
#include <vector>

namespace sluis::cli {

// `given` (--data) when it is not empty; else the environment variable SLUIS_DATA; else the source
// tree, for a program that lies in its build tree; else <prefix>/share/sluis beside the program.
[[nodiscard]] std::string data_folder(const std::string& given);

// Where imported EDIFACT releases are: the environment variable SLUIS_DIRECTORIES; else
// sluis/directories below XDG_DATA_HOME or ~/.local/share.
[[nodiscard]] std::string imported_directories();
// All folders of releases: imported ones, which are whole, come before the data folder's.
[[nodiscard]] std::vector<std::string> directory_folders(const std::string& given);

}  // namespace sluis::cli
