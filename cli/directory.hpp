// The parts of `directory`.
#pragma once

#include "command.hpp"

namespace sluis::cli {

extern const Command kDirectoryImport;
extern const Command kDirectoryList;
extern const Command kDirectoryShow;
extern const Command kDirectoryDiff;

}  // namespace sluis::cli
