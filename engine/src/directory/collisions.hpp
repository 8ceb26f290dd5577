// Collisions of a message's table: two positions with the same tag that one segment may fill, since
// nothing mandatory stands between them (UNECE CRP.15). Not needed for matching; it is what people
// want to know before they trust a message's groups.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "directory/tables.hpp"

namespace sluis::directory {

// In words, as the table names things.
struct Collision {
  std::string tag, name;       // of the segment: "LOC", "Place/location identification"
  std::string nearest, other;  // "SG1/LOC", "SG2 (trigger LOC)"; which one is tried first
  std::string why;             // "nothing mandatory stands between them"
  std::string how;             // "the nearest is taken, up to 9 times"
};

// Every pair of the message, in the order of its table.
[[nodiscard]] std::vector<Collision> collisions(const Release& release, const MessageType& message);

// A position as the table names it: "SG1/LOC", "SG1/SG2 (trigger LOC)".
[[nodiscard]] std::string position_name(const MessageType& message, std::uint32_t node);

}  // namespace sluis::directory
