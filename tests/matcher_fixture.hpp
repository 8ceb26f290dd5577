// What the tests of the matcher share: tables made of text, pictures of placements, and a matcher
// that tries everything.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "directory/matcher.hpp"
#include "directory/tables.hpp"
#include "sluis/diagnostic.hpp"

namespace sluis::directory {

// "A:M1 [C9 B:M1 C:C5 [C1 D:M1 ] ]": segments and groups, numbered as they come.
inline MessageType table(const std::string& text) {
  MessageType message;
  message.id = "TABLES";
  Node root;
  root.group = root.mandatory = true;
  message.nodes.push_back(root);
  std::vector<std::uint32_t> open{0};
  std::uint16_t groups = 0;
  std::istringstream in(text);
  for (std::string word; in >> word;) {
    if (word == "]") {
      message.nodes[open.back()].end = static_cast<std::uint32_t>(message.nodes.size());
      open.pop_back();
      continue;
    }
    Node node;
    const std::size_t at = word[0] == '[' ? 1 : word.find(':') + 1;
    node.group = word[0] == '[';
    node.mandatory = word[at] == 'M';
    node.max = static_cast<std::uint32_t>(std::stoul(word.substr(at + 1)));
    node.parent = open.back();
    node.end = static_cast<std::uint32_t>(message.nodes.size()) + 1;
    if (node.group)
      node.number = ++groups;
    else
      node.tag = edifact::make_tag(word.substr(0, at - 1));
    if (message.nodes[node.parent].tag == 0) message.nodes[node.parent].tag = node.tag;
    if (node.group) open.push_back(static_cast<std::uint32_t>(message.nodes.size()));
    message.nodes.push_back(node);
  }
  message.nodes[0].end = static_cast<std::uint32_t>(message.nodes.size());
  return message;
}

// "A SG1[1]:B ?X": where each tag went; '?': nowhere. Then what was reported.
struct Outcome {
  std::string places, faults;
  std::vector<Matcher::Report> reports;
  std::vector<std::uint32_t> nodes;
};

// `ahead`: the matcher may ask for the next tag.
inline Outcome run(const Release& release, const MessageType& message, const std::string& tags,
                   bool ahead = false) {
  Outcome out;
  Matcher matcher(release, message);
  std::istringstream in(tags);
  const std::vector<std::string> words{std::istream_iterator<std::string>(in), {}};
  std::size_t at = 0;
  const Matcher::Upcoming next = [&] {
    return at + 1 < words.size() ? edifact::make_tag(words[at + 1]) : Tag{0};
  };
  for (; at < words.size(); ++at) {
    const std::string& tag = words[at];
    const Placement& place =
        matcher.place(edifact::make_tag(tag), out.reports, ahead ? &next : nullptr);
    out.nodes.push_back(place.node);
    if (!out.places.empty()) out.places += ' ';
    if (place.node == kNone) {
      out.places += '?';
    } else {
      EXPECT_EQ(message.nodes[place.node].tag, edifact::make_tag(tag));
      EXPECT_FALSE(message.nodes[place.node].group);
      if (const std::string path = matcher.path(); !path.empty()) out.places += path + ':';
    }
    out.places += tag;
  }
  matcher.finish(out.reports);
  EXPECT_EQ(matcher.path(), "");
  for (const Matcher::Report& report : out.reports) {
    if (!out.faults.empty()) out.faults += "; ";
    out.faults += std::string(fault_row(report.fault).id) + " " + report.detail;
  }
  return out;
}

// Every way in which a sequence of tags fits a table, kept as sets of configurations.
class TryEverything {
 public:
  explicit TryEverything(const MessageType& message) : message_(message) {
    ways_.push_back({{0, 1, 0}});
  }
  struct Frame {
    std::uint32_t group, child, count;
    friend bool operator==(const Frame&, const Frame&) = default;
  };
  using Way = std::vector<Frame>;

  void step(Tag tag) {
    std::vector<Way> next;
    for (const Way& way : ways_) follow(way, tag, next);
    ways_.clear();
    for (Way& way : next)
      if (std::find(ways_.begin(), ways_.end(), way) == ways_.end()) ways_.push_back(way);
  }
  // Goes on with one way: of those that `tag` has the nearest from which `next` (0: none) goes on.
  // Returns how many `tag` had; 0 when there is no such way.
  std::size_t step_nearest(Tag tag, Tag next) {
    std::vector<Way> ways;
    follow(ways_.front(), tag, ways);
    if (ways.empty()) return 0;
    const auto goes_on = [&](const Way& way) {
      std::vector<Way> then;
      follow(way, next, then);
      return !then.empty();
    };
    auto chosen = ways.begin();
    if (next != 0) chosen = std::find_if(ways.begin(), ways.end(), goes_on);
    if (chosen == ways.end()) return 0;
    ways_.assign(1, *chosen);
    return ways.size();
  }
  [[nodiscard]] std::size_t ways() const { return ways_.size(); }
  [[nodiscard]] bool may_end() const {
    return std::any_of(ways_.begin(), ways_.end(), [&](const Way& way) {
      return std::all_of(way.begin(), way.end(), [&](const Frame& frame) { return done(frame); });
    });
  }
  // The segment position of the one way there is.
  [[nodiscard]] std::uint32_t node() const { return ways_[0].back().child; }
  [[nodiscard]] std::vector<Tag> possible() const {
    std::vector<Tag> out;
    for (const Node& node : message_.nodes) {
      TryEverything probe = *this;
      if (node.group) continue;
      probe.step(node.tag);
      if (probe.ways() != 0) out.push_back(node.tag);
    }
    return out;
  }

 private:
  [[nodiscard]] bool done(const Frame& frame) const {
    std::uint32_t child = frame.child;
    const std::uint32_t end = message_.nodes[frame.group].end;
    if (child < end && frame.count == 0 && message_.nodes[child].mandatory) return false;
    while (child < end && (child = message_.nodes[child].end) < end)
      if (message_.nodes[child].mandatory) return false;
    return true;
  }
  void follow(Way way, Tag tag, std::vector<Way>& out) const {
    while (!way.empty()) {
      const Frame frame = way.back();
      const std::uint32_t end = message_.nodes[frame.group].end;
      std::uint32_t count = frame.count;
      for (std::uint32_t child = frame.child; child < end; child = message_.nodes[child].end) {
        const Node& node = message_.nodes[child];
        if (node.tag == tag && count < node.max) {
          Way taken = way;
          taken.back() = {frame.group, child, count + 1};
          if (node.group) taken.push_back({child, child + 1, 1});
          out.push_back(taken);
        }
        if (node.mandatory && count == 0) break;
        count = 0;
      }
      if (!done(frame)) return;
      way.pop_back();
    }
  }

  const MessageType& message_;
  std::vector<Way> ways_;
};

inline std::string random_items(std::mt19937& random, int depth, bool in_group) {
  const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const auto tag = [&] { return std::string(1, static_cast<char>('A' + pick(8))); };
  std::string out;
  if (in_group) out += tag() + ":M1 ";
  for (int i = 1 + pick(4); i > 0; --i) {
    const std::string status = (pick(3) == 0 ? "M" : "C") + std::to_string(1 + pick(3));
    if (depth < 3 && pick(3) == 0)
      out += "[" + status + " " + random_items(random, depth + 1, true) + "] ";
    else
      out += tag() + ":" + status + " ";
  }
  return out;
}

}  // namespace sluis::directory
