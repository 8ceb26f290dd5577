// What is tolerated: the options --tolerance and --charset.
#pragma once

#include <optional>
#include <string>

#include "command.hpp"
#include "options.hpp"
#include "sluis/diagnostic.hpp"
#include "sluis/tolerance.hpp"

namespace sluis::cli {

inline constexpr Option kTolerance{"tolerance", '\0', "PROFILE",
                                   "'strict', 'field', a profile, or a folder of *.tolerance", ""};
inline constexpr Option kCharset{"charset", '\0', "NAME",
                                 "read the input in this character set, whatever it says", ""};

// `fallback` when --tolerance is not given. Nothing when the profiles have faults (in `faults`) or
// the command line is wrong (said, and `exit` set).
[[nodiscard]] std::optional<Tolerances> tolerances(const Command& command, const Given& given,
                                                   const std::shared_ptr<const Tolerance>& fallback,
                                                   Streams& io, Diagnostics& faults, int& exit);

}  // namespace sluis::cli
