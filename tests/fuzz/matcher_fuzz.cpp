// Contract: no table and no sequence of tags crashes the matcher. Every segment is placed where its
// tag stands, reported, or counted as skipped; the groups that close and open are those around it;
// what is missing or too often is reported once, and nothing else is. Where a place without a fault
// is there, the nearest is taken. A matcher that was reset matches like a new one.
//
// The first byte says whether the next tag is told and how many bytes describe the table; the rest
// is a tag a byte.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "directory/matcher.hpp"

namespace {

using namespace sluis;
using namespace sluis::directory;

using Bytes = std::basic_string_view<std::uint8_t>;

constexpr std::array<const char*, 8> kTags = {"AAA", "BBB", "CCC", "DDD",
                                              "EEE", "FFF", "UNS", "UNT"};
constexpr std::array<std::uint32_t, 4> kMost = {1, 2, 3, 99};
constexpr std::size_t kDeepest = 8;
constexpr std::size_t kChoices = 10;  // reported in a message, at most

void require(bool holds) {
  if (!holds) std::abort();
}

// Of a byte the lowest two bits say what it is: a group with its trigger, an end of a group, or a
// segment; then come three of a tag, one of a status and two of a maximum.
MessageType table(Bytes bytes) {
  MessageType message;
  message.id = "TABLES";
  message.nodes.push_back({.group = true, .mandatory = true});
  std::vector<std::uint32_t> open{0};
  std::uint16_t groups = 0;
  const auto add = [&](Node node) {
    node.parent = open.back();
    node.end = static_cast<std::uint32_t>(message.nodes.size()) + 1;
    if (message.nodes[open.back()].tag == 0) message.nodes[open.back()].tag = node.tag;
    message.nodes.push_back(node);
  };
  const auto close = [&] {
    message.nodes[open.back()].end = static_cast<std::uint32_t>(message.nodes.size());
    open.pop_back();
  };
  for (const unsigned byte : bytes) {
    const Tag tag = edifact::make_tag(kTags[(byte >> 2U) % kTags.size()]);
    const bool mandatory = (byte & 0x20U) != 0;
    const std::uint32_t max = kMost[byte >> 6U];
    switch (byte % 4) {
      case 0:
        if (open.size() > kDeepest) break;
        add({.group = true, .number = ++groups, .tag = tag, .mandatory = mandatory, .max = max});
        open.push_back(static_cast<std::uint32_t>(message.nodes.size()) - 1);
        add({.tag = tag, .mandatory = true});
        break;
      case 1:
        if (open.size() > 1) close();
        break;
      default:
        add({.tag = tag, .mandatory = mandatory, .max = max});
    }
  }
  while (!open.empty()) close();
  return message;
}

// What the matcher does, watched.
class Watch {
 public:
  Watch(const MessageType& message, bool told) : nodes_(message.nodes), told_(told) {}

  std::string match(Matcher& matcher, const std::vector<Tag>& tags) {
    frames_.assign(1, {0, 1, 0});
    rejected_ = accounted_ = choices_ = 0;
    std::string out;
    std::vector<Matcher::Report> reports;
    for (std::size_t i = 0; i < tags.size(); ++i) {
      std::size_t asked = 0;
      const Matcher::Upcoming next = [&] {
        ++asked;
        return i + 1 < tags.size() ? tags[i + 1] : Tag{0};
      };
      reports.clear();
      placed(matcher.place(tags[i], reports, told_ ? &next : nullptr), tags[i], reports);
      require(asked <= 1);
      require(matcher.path() == path());
      tell(reports, out);
    }
    reports.clear();
    const Placement& last = matcher.finish(reports);
    require(last.node == kNone && last.opened.empty());
    std::size_t missing = leave(last);
    require(frames_.size() == 1);
    // When the last position is UNT, the envelope reports that it is missing.
    std::uint32_t end = 1;
    for (std::uint32_t child = 1; child < nodes_[0].end; child = nodes_[child].end) end = child;
    if (nodes_[0].end == 1 || nodes_[end].tag != edifact::make_tag("UNT")) end = nodes_[0].end;
    missing += missing_until(frames_.back(), end);
    account(reports, missing, 0);
    require(matcher.path().empty());
    require(accounted_ == rejected_ && choices_ <= kChoices);
    tell(reports, out);
    return out;
  }

 private:
  // An open group, the child reached in it and how often that one stood.
  struct Frame {
    std::uint32_t group, child, count;
  };

  void placed(const Placement& place, Tag tag, const std::vector<Matcher::Report>& reports) {
    const Frame nearest = without_fault(tag);
    if (place.node == kNone) {
      require(nearest.child == kNone && place.closed.empty() && place.opened.empty());
      ++rejected_;
      account(reports, 0, 0);
      return;
    }
    require(place.node < nodes_.size());
    require(nodes_[place.node].tag == tag && !nodes_[place.node].group);
    std::size_t missing = leave(place);
    require(place.opened.size() <= 1);
    const std::uint32_t child = place.opened.empty() ? place.node : place.opened.front();
    Frame& frame = frames_.back();
    require(nodes_[child].parent == frame.group && child >= frame.child);
    if (child != frame.child) {
      missing += missing_until(frame, child);
      frame = {frame.group, child, 0};
    }
    const std::size_t over = ++frame.count > nodes_[child].max ? 1 : 0;
    if (nearest.child != kNone) {
      require(missing + over == 0 || told_);
      require((frame.group == nearest.group && child == nearest.child) || told_);
    }
    require(nodes_[child].group == !place.opened.empty());
    if (nodes_[child].group) {
      require(place.node == child + 1);
      frames_.push_back({child, place.node, 1});
    }
    account(reports, missing, over);
  }

  // Closes the groups that ended; returns how much is missing in them.
  std::size_t leave(const Placement& place) {
    std::size_t missing = 0;
    for (const std::uint32_t group : place.closed) {
      require(frames_.size() > 1 && frames_.back().group == group);
      missing += missing_until(frames_.back(), nodes_[group].end);
      frames_.pop_back();
    }
    return missing;
  }

  [[nodiscard]] std::size_t missing_until(const Frame& frame, std::uint32_t to) const {
    std::size_t missing = 0;
    std::uint32_t count = frame.count;
    for (std::uint32_t child = frame.child; child < to; child = nodes_[child].end, count = 0)
      missing += nodes_[child].mandatory && count == 0 ? 1 : 0;
    return missing;
  }

  // The nearest place in front of which nothing is missing; none: child kNone.
  [[nodiscard]] Frame without_fault(Tag tag) const {
    for (std::size_t depth = frames_.size(); depth > 0; --depth) {
      const Frame& frame = frames_[depth - 1];
      std::uint32_t count = frame.count;
      for (std::uint32_t child = frame.child; child < nodes_[frame.group].end;
           child = nodes_[child].end, count = 0) {
        const Node& node = nodes_[child];
        if (node.tag == tag && count < node.max) return {frame.group, child, count};
        if (node.mandatory && count == 0) return {0, kNone, 0};
      }
    }
    return {0, kNone, 0};
  }

  [[nodiscard]] std::string path() const {
    std::string out;
    for (std::size_t i = 1; i < frames_.size(); ++i)
      out += (i > 1 ? "/SG" : "SG") + std::to_string(nodes_[frames_[i].group].number) + '[' +
             std::to_string(frames_[i - 1].count) + ']';
    return out;
  }

  void account(const std::vector<Matcher::Report>& reports, std::size_t missing, std::size_t over) {
    for (const Matcher::Report& report : reports) {
      switch (report.fault) {
        case Fault::segment_missing:
        case Fault::group_missing:
          require(missing-- > 0);
          break;
        case Fault::segment_overflow:
        case Fault::group_overflow:
          require(over-- > 0);
          break;
        case Fault::segment_unknown:
        case Fault::segment_misplaced:
          ++accounted_;
          break;
        case Fault::segments_skipped:
          accounted_ += std::stoul(report.detail);
          break;
        default:
          require(report.fault == Fault::thin_choice);
          ++choices_;
      }
    }
    require(missing == 0 && over == 0);
  }

  static void tell(const std::vector<Matcher::Report>& reports, std::string& out) {
    for (const Matcher::Report& report : reports)
      out += std::string(fault_row(report.fault).id) + ' ' + report.detail + '|' + report.expected +
             '|' + report.hint + '\n';
    out += '\n';
  }

  const std::vector<Node>& nodes_;
  bool told_;
  std::vector<Frame> frames_;
  std::size_t rejected_ = 0, accounted_ = 0, choices_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const Release kRelease;
  const bool told = *data % 2 != 0;
  const std::size_t described = std::min<std::size_t>(*data / 2, size - 1);
  const MessageType message = table({data + 1, described});
  std::vector<Tag> tags;
  for (const std::uint8_t byte : Bytes(data + 1 + described, size - 1 - described))
    tags.push_back(edifact::make_tag(byte < 0xF8 ? kTags[byte % kTags.size()] : "ZZZ"));
  Matcher matcher(kRelease, message);
  Watch watch(message, told);
  const std::string said = watch.match(matcher, tags);
  matcher.reset();
  require(watch.match(matcher, tags) == said);
  return 0;
}
