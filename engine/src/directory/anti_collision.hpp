// UGH and UGT, the brackets of an anti-collision segment group: both give the group's number
// (0087).
#pragma once

#include <cstdint>
#include <vector>

#include "directory/checker.hpp"
#include "directory/tables.hpp"
#include "edifact/segment.hpp"

namespace sluis::directory {

// Appends a report when `segment`, placed at `node`, is UGH or UGT and names another group.
void check_anti_collision(const MessageType& message, std::uint32_t node,
                          const edifact::Segment& segment, std::vector<ValueReport>& out);

}  // namespace sluis::directory
