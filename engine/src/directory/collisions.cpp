#include "directory/collisions.hpp"

#include <algorithm>
#include <functional>
#include <iterator>

namespace sluis::directory {
namespace {

using Nodes = std::vector<Node>;

// Calls `visit` with each position that can follow one that stood, from the nearest on, until it
// returns true: itself, what stands behind it, and so on in the groups around it, up to the first
// mandatory position.
void each_following(const Nodes& nodes, std::uint32_t node,
                    const std::function<bool(std::uint32_t)>& visit) {
  for (; node != 0; node = nodes[node].parent) {
    if (nodes[node].max > 1 && visit(node)) return;
    const std::uint32_t end = nodes[nodes[node].parent].end;
    for (std::uint32_t next = nodes[node].end; next < end; next = nodes[next].end)
      if (visit(next) || nodes[next].mandatory) return;
  }
}

// The tags that can follow a segment in this position.
std::vector<Tag> followers(const Nodes& nodes, std::uint32_t node) {
  while (nodes[node].group && node + 1 < nodes[node].end) ++node;  // its trigger
  std::vector<Tag> tags;
  each_following(nodes, node, [&](std::uint32_t next) {
    tags.push_back(nodes[next].tag);
    return false;
  });
  std::sort(tags.begin(), tags.end());
  tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
  return tags;
}

std::string list(const std::vector<Tag>& tags) {
  constexpr std::size_t kNamed = 5;
  std::string text;
  for (std::size_t i = 0; i < tags.size() && i < kNamed; ++i)
    text += (text.empty() ? "" : ", ") + edifact::tag_text(tags[i]);
  return tags.size() > kNamed ? text + " ..." : text;
}

std::string name(const Release& release, Tag tag) {
  const SegmentType* segment = release.segment(tag);
  return segment == nullptr ? std::string() : segment->name;
}

std::string reason(const Nodes& nodes, std::uint32_t nearest, std::uint32_t other) {
  const Node& near = nodes[nearest];
  if (nodes[other].group && other < nearest && nearest < nodes[other].end)
    return "nothing mandatory stands between it and the next occurrence of the group around it";
  if (near.parent == nodes[other].parent && nodes[nearest].end == other)
    return "one stands right behind the other";
  return "nothing mandatory stands between them";
}

std::string resolution(const Nodes& nodes, std::uint32_t nearest, std::uint32_t other) {
  const Node& near = nodes[nearest];
  std::string text = near.max > 1
                         ? "the nearest is taken, up to " + std::to_string(near.max) + " times"
                         : "the nearest is taken once";
  const std::vector<Tag> here = followers(nodes, nearest), there = followers(nodes, other);
  std::vector<Tag> only;
  std::set_difference(there.begin(), there.end(), here.begin(), here.end(),
                      std::back_inserter(only));
  if (!only.empty()) text += "; the other when it is followed by " + list(only);
  return text;
}

}  // namespace

std::vector<Collision> collisions(const Release& release, const MessageType& message) {
  const Nodes& nodes = message.nodes;
  std::vector<Collision> found;
  for (std::uint32_t node = 1; node < nodes.size(); ++node) {
    // A mandatory position that stands once is always the one that is meant.
    if (nodes[node].mandatory && nodes[node].max == 1) continue;
    each_following(nodes, node, [&](std::uint32_t other) {
      if (other != node && nodes[other].tag == nodes[node].tag)
        found.push_back({edifact::tag_text(nodes[node].tag), name(release, nodes[node].tag),
                         position_name(message, node), position_name(message, other),
                         reason(nodes, node, other), resolution(nodes, node, other)});
      return false;
    });
  }
  return found;
}

std::string position_name(const MessageType& message, std::uint32_t node) {
  const Node& position = message.nodes[node];
  const std::string tag = edifact::tag_text(position.tag);
  std::string text =
      position.group ? group_name(message, position) + " (trigger " + tag + ")" : tag;
  for (std::uint32_t up = position.parent; up != 0 && up != kNone; up = message.nodes[up].parent)
    text.insert(0, group_name(message, message.nodes[up]) + "/");
  return text;
}

}  // namespace sluis::directory
