#include "directory/anti_collision.hpp"

#include <string>

#include "text/unicode.hpp"

namespace sluis::directory {

// S-356, S-357. What is missing is the segment checker's to say.
void check_anti_collision(const MessageType& message, std::uint32_t node,
                          const edifact::Segment& segment, std::vector<ValueReport>& out) {
  constexpr Tag kUgh = edifact::make_tag("UGH");
  constexpr Tag kUgt = edifact::make_tag("UGT");
  if (segment.tag() != kUgh && segment.tag() != kUgt) return;
  const edifact::Segment::Value* value = segment.find(1);
  if (value == nullptr || value->begin == value->end) return;
  const Node& group = message.nodes[message.nodes[node].parent];
  const std::string number = std::to_string(group.number);
  std::string scratch;
  const std::string_view found = segment.text(*value, scratch);
  if (found == number) return;
  out.push_back({Fault::group_number, "stands in " + group_name(message, group), number,
                 "UGH and UGT both give the number that the group has in the message",
                 text::printable(found), *value});
}

}  // namespace sluis::directory
