// What a fault is to CONTRL: the level it is reported at, and its code in the lists of data element
// 0085.
#pragma once

#include <cstdint>
#include <string_view>

#include "sluis/diagnostic.hpp"

namespace sluis::edifact {

// The reporting segments of CONTRL (ISO 9735-4): UCI, UCF, UCM, UCS, UCD.
enum class Level : std::uint8_t { none, interchange, group, message, segment, element };

// Where the fault belongs by its place and kind; `none` when it is nothing that CONTRL can tell: an
// acknowledgement is about syntax (S-399), not about what mappings and schemas find.
[[nodiscard]] Level level_of(const Diagnostic& diagnostic) noexcept;

// The code in the list of a syntax version, and one that may stand at the level; 0 for what CONTRL
// cannot tell. Codes 19, 31, 34, 38 left the list with version 4; 45 to 48 came with it.
[[nodiscard]] unsigned contrl_code(Fault fault, Level level, bool four) noexcept;

// True when the list has the code, and it may stand at the level (ISO 9735-4, Annex A; S-389).
[[nodiscard]] bool may_report(unsigned code, Level level, bool four) noexcept;

// What a code means, in a few words; those that left the lists before version 3, too.
[[nodiscard]] std::string_view contrl_meaning(unsigned code) noexcept;

// UCS 0096: for a segment that is missing, the one processed last before its place (S-391).
[[nodiscard]] std::uint32_t contrl_segment(const Diagnostic& diagnostic) noexcept;

}  // namespace sluis::edifact
