// Date and time in headers (S004, S300).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sluis/diagnostic.hpp"

namespace sluis::edifact {

// YYMMDD before syntax version 4, CCYYMMDD from it on; what is of the other length is reported and
// understood. `date` becomes CCYYMMDD, or empty when it is no date.
std::optional<Fault> read_date(std::string_view text, bool four, std::string& date);
// HHMM; `time` becomes that, or empty.
std::optional<Fault> read_time(std::string_view text, std::string& time);

}  // namespace sluis::edifact
