#include "language/interchange.hpp"

namespace sluis::language {

std::shared_ptr<const directory::MessageType> interchange_type(const directory::Release& service) {
  constexpr std::uint32_t kMessages = 999'999'999;
  auto type = std::make_shared<directory::MessageType>();
  type->id = "interchange";
  type->name = "Interchange";
  const auto add = [&](bool group, const char* tag, std::uint32_t max, std::uint32_t parent,
                       std::uint32_t end) {
    directory::Node node;
    node.group = group;
    node.tag = tag == nullptr ? 0 : edifact::make_tag(tag);
    node.max = max;
    node.parent = parent;
    node.end = end;
    if (!group) {
      const directory::SegmentType* segment = service.segment(node.tag);
      if (segment == nullptr) return false;
      node.segment = static_cast<std::uint32_t>(segment - service.segments.data());
    }
    type->nodes.push_back(node);
    return true;
  };
  const bool complete = add(true, nullptr, 1, directory::kNone, 7) &&  //
                        add(true, "UNB", 1, 0, 7) &&                   //
                        add(false, "UNB", 1, 1, 3) &&                  //
                        add(true, "UNH", kMessages, 1, 6) &&           //
                        add(false, "UNH", 1, 3, 5) &&                  //
                        add(false, "UNT", 1, 3, 6) &&                  //
                        add(false, "UNZ", 1, 1, 7);
  if (!complete) return nullptr;
  return type;
}

}  // namespace sluis::language
