#include "directory/matcher.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace sluis::directory {
namespace {

constexpr std::size_t kNamed = 10;  // tags or groups named in a report, at most
constexpr Tag kUns = edifact::make_tag("UNS");
constexpr Tag kUnt = edifact::make_tag("UNT");

// A child of a group, in order.
struct Item {
  std::uint32_t node;
  std::uint32_t next_mandatory;  // first mandatory item from this one on, or the group's end
};

// Where a tag stands among the items of a group; sorted by group, tag, item.
struct Entry {
  Tag tag;
  std::uint32_t item;
};

struct Group {
  std::uint32_t first_item = 0, last_item = 0;
  std::uint32_t first_entry = 0, last_entry = 0;
};

// An open group: the item reached in it and how often that one stood.
struct Frame {
  std::uint32_t node, group;
  std::uint32_t item;
  std::uint32_t count;
};

struct Choice {
  std::uint32_t item = kNone;
  bool over = false;  // above its maximum
};

// "NAD, LOC, 3 more"
class List {
 public:
  void add(const std::string& name) {
    if (++count_ > kNamed) return;
    if (!text_.empty()) text_ += ", ";
    text_ += name;
  }
  [[nodiscard]] std::string text() const {
    return count_ <= kNamed ? text_ : text_ + ", " + std::to_string(count_ - kNamed) + " more";
  }

 private:
  std::string text_;
  std::size_t count_ = 0;
};

}  // namespace

struct Matcher::State {
  State(const Release& release_of, const MessageType& message_of)
      : release(&release_of), message(&message_of) {
    compile();
    reset();
  }

  // --- the tables ---

  void compile() {
    const std::vector<Node>& nodes = message->nodes;
    group_of.assign(nodes.size(), kNone);
    std::size_t depth = 1;
    for (std::uint32_t n = 0; n < nodes.size(); ++n) {
      if (!nodes[n].group) {
        tags.push_back(nodes[n].tag);
        continue;
      }
      Group group;
      group.first_item = static_cast<std::uint32_t>(items.size());
      group.first_entry = static_cast<std::uint32_t>(entries.size());
      for (std::uint32_t c = n + 1; c < nodes[n].end; c = nodes[c].end) {
        entries.push_back({nodes[c].tag, static_cast<std::uint32_t>(items.size())});
        items.push_back({c, 0});
      }
      group.last_item = static_cast<std::uint32_t>(items.size());
      group.last_entry = static_cast<std::uint32_t>(entries.size());
      std::uint32_t next = group.last_item;
      for (std::uint32_t i = group.last_item; i-- > group.first_item;) {
        if (nodes[items[i].node].mandatory) next = i;
        items[i].next_mandatory = next;
      }
      const auto begin = entries.begin();
      std::sort(begin + group.first_entry, begin + group.last_entry,
                [](const Entry& a, const Entry& b) {
                  return a.tag != b.tag ? a.tag < b.tag : a.item < b.item;
                });
      group_of[n] = static_cast<std::uint32_t>(groups.size());
      groups.push_back(group);
      std::size_t level = 1;
      for (std::uint32_t up = n; up != 0; up = nodes[up].parent) ++level;
      depth = std::max(depth, level);
    }
    std::sort(tags.begin(), tags.end());
    frames.reserve(depth);
    placement.closed.reserve(depth);
    placement.opened.reserve(depth);
  }

  void reset() {
    frames.clear();
    if (!groups.empty()) frames.push_back({0, 0, groups.front().first_item, 0});
    placement.node = kNone;
    placement.closed.clear();
    placement.opened.clear();
    run = 0;
    skipped.clear();
  }

  [[nodiscard]] const Node& node_of(std::uint32_t item) const noexcept {
    return message->nodes[items[item].node];
  }
  [[nodiscard]] std::uint32_t end_of(const Frame& frame) const noexcept {
    return groups[frame.group].last_item;
  }
  [[nodiscard]] std::uint32_t next_mandatory(const Frame& frame,
                                             std::uint32_t item) const noexcept {
    return item < end_of(frame) ? items[item].next_mandatory : end_of(frame);
  }
  // The first item, from the one reached on, that is mandatory and has not stood; or the end.
  [[nodiscard]] std::uint32_t missing(const Frame& frame) const noexcept {
    if (frame.item >= end_of(frame)) return end_of(frame);
    return next_mandatory(frame, frame.count == 0 ? frame.item : frame.item + 1);
  }
  // Where `tag` stands in the frame's group, from the item reached on.
  [[nodiscard]] std::pair<const Entry*, const Entry*> places(const Frame& frame,
                                                             Tag tag) const noexcept {
    const Entry* const first = entries.data() + groups[frame.group].first_entry;
    const Entry* const last = entries.data() + groups[frame.group].last_entry;
    const auto before = [](const Entry& a, const Entry& b) {
      return a.tag != b.tag ? a.tag < b.tag : a.item < b.item;
    };
    const Entry* const at = std::lower_bound(first, last, Entry{tag, frame.item}, before);
    const Entry* end = at;
    while (end != last && end->tag == tag) ++end;
    return {at, end};
  }

  // --- the rule ---

  // The place in this frame that is reached without leaving out anything mandatory.
  [[nodiscard]] std::uint32_t strict(const Frame& frame, Tag tag) const noexcept {
    const std::uint32_t limit = missing(frame);
    const auto [first, last] = places(frame, tag);
    for (const Entry* at = first; at != last && at->item <= limit; ++at)
      if (at->item != frame.item || frame.count < node_of(at->item).max) return at->item;
    return kNone;
  }

  // The place in this frame when the rest of the message has none.
  [[nodiscard]] Choice lenient(const Frame& frame, Tag tag, bool innermost) const noexcept {
    Choice over;
    const auto [first, last] = places(frame, tag);
    for (const Entry* at = first; at != last; ++at) {
      if (at->item != frame.item) {
        if (may_jump(frame, at->item, tag, innermost)) return {at->item, false};
        break;
      }
      if (frame.count < node_of(at->item).max) return {at->item, false};
      // A trigger that comes again begins a new occurrence, so its group is what stands too often.
      if (frame.node == 0 || at->item != groups[frame.group].first_item) over = {at->item, true};
    }
    return over;
  }

  [[nodiscard]] bool may_jump(const Frame& frame, std::uint32_t to, Tag tag,
                              bool innermost) const noexcept {
    bool crosses = false, crosses_uns = false;
    for (std::uint32_t i = missing(frame); i < to; i = next_mandatory(frame, i + 1)) {
      crosses = true;
      crosses_uns = crosses_uns || node_of(i).tag == kUns;
    }
    if (!crosses || (innermost && !crosses_uns)) return true;
    const auto [first, last] = std::equal_range(tags.begin(), tags.end(), tag);
    return last - first == 1;
  }

  const Placement& place(Tag tag, std::vector<Report>& reports) {
    placement.node = kNone;
    placement.closed.clear();
    placement.opened.clear();
    // The nearest place; `depth` frames stay open.
    for (std::size_t depth = frames.size(); depth > 0; --depth) {
      const Frame& frame = frames[depth - 1];
      if (const std::uint32_t item = strict(frame, tag); item != kNone)
        return take(depth, {item, false}, reports);
      if (missing(frame) != end_of(frame)) break;
    }
    for (std::size_t depth = frames.size(); depth > 0; --depth)
      if (const Choice choice = lenient(frames[depth - 1], tag, depth == frames.size());
          choice.item != kNone)
        return take(depth, choice, reports);
    reject(tag, reports);
    return placement;
  }

  const Placement& take(std::size_t depth, Choice choice, std::vector<Report>& reports) {
    end_run(reports);
    leave(depth, reports);
    Frame& frame = frames.back();
    if (choice.item != frame.item) {
      report_missing(frame, choice.item, reports);
      frame.item = choice.item;
      frame.count = 0;
    }
    ++frame.count;
    const Node& node = node_of(choice.item);
    placement.node = items[choice.item].node;
    if (choice.over) report_over(node, frame.count, reports);
    // A group begins with its trigger.
    while (message->nodes[placement.node].group) {
      const std::uint32_t group = group_of[placement.node];
      placement.opened.push_back(placement.node);
      frames.push_back({placement.node, group, groups[group].first_item, 1});
      if (groups[group].first_item == groups[group].last_item) break;
      placement.node = items[groups[group].first_item].node;
    }
    return placement;
  }

  // Closes frames until `depth` are open.
  void leave(std::size_t depth, std::vector<Report>& reports) {
    while (frames.size() > depth) {
      report_missing(frames.back(), end_of(frames.back()), reports);
      placement.closed.push_back(frames.back().node);
      frames.pop_back();
    }
  }

  // --- what is said ---

  void report_missing(const Frame& frame, std::uint32_t to, std::vector<Report>& reports) const {
    for (std::uint32_t i = missing(frame); i < to; i = next_mandatory(frame, i + 1)) {
      const Node& node = node_of(i);
      const std::string in = frame.node == 0 ? "the message" : name(frame.node);
      if (node.group)
        reports.push_back({Fault::group_missing,
                           group_name(*message, node) + " of " + in + ", begins with " +
                               edifact::tag_text(node.tag),
                           edifact::tag_text(node.tag),
                           {}});
      else
        reports.push_back({Fault::segment_missing,
                           edifact::tag_text(node.tag) + " of " + in,
                           edifact::tag_text(node.tag),
                           {}});
    }
  }

  void report_over(const Node& node, std::uint32_t count, std::vector<Report>& reports) const {
    const std::string what = node.group ? group_name(*message, node) : edifact::tag_text(node.tag);
    reports.push_back({node.group ? Fault::group_overflow : Fault::segment_overflow,
                       what + " stands here for time " + std::to_string(count),
                       "at most " + std::to_string(node.max),
                       {}});
  }

  void reject(Tag tag, std::vector<Report>& reports) {
    if (!std::binary_search(tags.begin(), tags.end(), tag)) {
      const SegmentType* known = release->segment(tag);
      reports.push_back(
          {Fault::segment_unknown,
           edifact::tag_text(tag) + (known != nullptr ? " is not in " + message->id
                                                      : " is not in the directory " + release->id),
           expected_here(), "it was skipped"});
      return;
    }
    if (++run == 1)
      reports.push_back(
          {Fault::segment_misplaced, edifact::tag_text(tag), expected_here(), homes_of(tag)});
    else if (skipped.size() < kNamed)
      skipped.push_back(tag);
  }

  void end_run(std::vector<Report>& reports) {
    if (run > 1) {
      List list;
      for (const Tag tag : skipped) list.add(edifact::tag_text(tag));
      std::string detail = std::to_string(run - 1) + ": " + list.text();
      if (run - 1 > skipped.size()) detail += " ...";
      reports.push_back({Fault::segments_skipped, std::move(detail), {}, {}});
    }
    run = 0;
    skipped.clear();
  }

  // The tags that would have been placed without fault.
  [[nodiscard]] std::string expected_here() const {
    List list;
    std::vector<Tag> seen;
    for (std::size_t depth = frames.size(); depth > 0; --depth) {
      const Frame& frame = frames[depth - 1];
      const std::uint32_t limit = missing(frame);
      for (std::uint32_t i = frame.item; i < end_of(frame) && i <= limit; ++i) {
        const Node& node = node_of(i);
        if ((i == frame.item && frame.count >= node.max) ||
            std::find(seen.begin(), seen.end(), node.tag) != seen.end())
          continue;
        seen.push_back(node.tag);
        list.add(edifact::tag_text(node.tag));
      }
      if (limit != end_of(frame)) break;
    }
    return list.text();
  }

  // "NAD is in SG7, SG10, SG20"
  [[nodiscard]] std::string homes_of(Tag tag) const {
    List list;
    std::uint32_t last = kNone;
    for (const Node& node : message->nodes)
      if (!node.group && node.tag == tag && node.parent != last) {
        last = node.parent;
        list.add(last == 0 ? "the message itself" : name(last));
      }
    return edifact::tag_text(tag) + " is in " + list.text();
  }

  [[nodiscard]] std::string name(std::uint32_t node) const {
    return group_name(*message, message->nodes[node]);
  }

  const Release* release;
  const MessageType* message;
  std::vector<Item> items;
  std::vector<Entry> entries;
  std::vector<Group> groups;
  std::vector<std::uint32_t> group_of;  // node -> groups
  std::vector<Tag> tags;                // of all segment positions, sorted
  std::vector<Frame> frames;            // the message first, the innermost open group last
  Placement placement;
  std::size_t run = 0;  // misplaced segments since the last one placed
  std::vector<Tag> skipped;
};

Matcher::Matcher(const Release& release, const MessageType& message)
    : state_(std::make_unique<State>(release, message)) {}
Matcher::Matcher(Matcher&&) noexcept = default;
Matcher& Matcher::operator=(Matcher&&) noexcept = default;
Matcher::~Matcher() = default;

void Matcher::reset() { state_->reset(); }

const Placement& Matcher::place(Tag tag, std::vector<Report>& reports) {
  return state_->place(tag, reports);
}

const Placement& Matcher::finish(std::vector<Report>& reports) {
  State& state = *state_;
  state.placement.node = kNone;
  state.placement.closed.clear();
  state.placement.opened.clear();
  state.end_run(reports);
  if (state.frames.empty()) return state.placement;
  state.leave(1, reports);
  Frame& root = state.frames.front();
  std::uint32_t end = state.end_of(root);
  if (end != 0 && state.node_of(end - 1).tag == kUnt) --end;
  state.report_missing(root, end, reports);
  root.item = state.end_of(root);
  root.count = 0;
  return state.placement;
}

std::string Matcher::path() const {
  std::string out;
  const auto& frames = state_->frames;
  for (std::size_t i = 1; i < frames.size(); ++i) {
    if (!out.empty()) out += '/';
    out += state_->name(frames[i].node) + '[' + std::to_string(frames[i - 1].count) + ']';
  }
  return out;
}

}  // namespace sluis::directory
