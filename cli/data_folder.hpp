// The folder that holds mappings/ and schemas/.
#pragma once

#include <string>

namespace sluis::cli {

// `given` (--data) when it is not empty; else the environment variable SLUIS_DATA; else the source
// tree, for a program that lies in its build tree; else <prefix>/share/sluis beside the program.
[[nodiscard]] std::string data_folder(const std::string& given);

}  // namespace sluis::cli
