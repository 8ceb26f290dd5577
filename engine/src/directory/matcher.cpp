#include "directory/matcher.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "directory/collisions.hpp"

namespace sluis::directory {
namespace {

constexpr std::size_t kNamed = 10;    // tags or groups named in a report, at most
constexpr std::size_t kWeighed = 16;  // places weighed against each other, at most
constexpr std::size_t kChoices = 10;  // choices reported in a message, at most
// What is lost with a segment that has no place outweighs one that is missing.
constexpr std::size_t kLoss = 2;
constexpr Tag kUns = edifact::make_tag("UNS");
constexpr Tag kUnt = edifact::make_tag("UNT");

// A child of a group, in order.
struct Item {
  std::uint32_t node;
  std::uint32_t next_mandatory;  // first mandatory item from this one on, or the group's end
  bool rival;                    // where it can stand, its tag may have a second place
  bool sole;                     // its tag has no other place in the message
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

using Frames = std::vector<Frame>;

// A place for a segment.
struct Choice {
  std::size_t depth = 0;  // frames that stay open; 0: no place
  std::uint32_t item = kNone;
  bool over = false;       // above its maximum
  std::size_t faults = 0;  // this and what is missing in front of it
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
    item_of.assign(nodes.size(), kNone);
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
        item_of[c] = static_cast<std::uint32_t>(items.size());
        items.push_back({c, 0, false, false});
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
    for (const Group& group : groups)
      for (std::uint32_t i = group.first_item; i < group.last_item; ++i) {
        items[i].rival = has_rival(i);
        items[i].sole = homes(node_of(i).tag) == 1;
      }
    noted.assign(items.size(), false);
    frames.reserve(depth);
    after.reserve(depth);
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
    ahead = {};
    if (choices != 0) noted.assign(items.size(), false);
    choices = 0;
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

  // Calls `visit` with each place that `tag` has, from the nearest on, until it returns true: first
  // the places that leave out nothing mandatory, then the others.
  template <typename Visit>
  void each_place(const Frames& open, Tag tag, Visit visit) const {
    std::size_t strict = open.size();  // frames from here on are reached without a fault
    while (strict > 0) {
      const Frame& frame = open[strict - 1];
      const std::uint32_t limit = missing(frame);
      const auto [first, last] = places(frame, tag);
      for (const Entry* at = first; at != last && at->item <= limit; ++at)
        if ((at->item != frame.item || frame.count < node_of(at->item).max) &&
            visit({strict, at->item, false, 0}))
          return;
      --strict;
      if (limit != end_of(frame)) break;
    }
    std::size_t left = 0;  // missing in the frames that are left
    for (std::size_t depth = open.size(); depth > 0; --depth) {
      const Frame& frame = open[depth - 1];
      const bool innermost = depth == open.size();
      const std::uint32_t limit = depth > strict ? missing(frame) : frame.item;
      const auto [first, last] = places(frame, tag);
      bool over = false;
      for (const Entry* at = first; at != last; ++at) {
        if (at->item == frame.item) {
          const bool full = frame.count >= node_of(at->item).max;
          // A trigger that comes again begins a new occurrence, so its group is what stands too
          // often.
          over = full && (frame.node == 0 || at->item != groups[frame.group].first_item);
          if (!full && depth <= strict && visit({depth, at->item, false, left})) return;
        } else if (depth <= strict || at->item > limit) {
          if (!may_jump(frame, at->item, tag, innermost)) break;
          if (visit({depth, at->item, false, left + missing_until(frame, at->item)})) return;
        }
      }
      if (over && visit({depth, frame.item, true, left + 1})) return;
      left += missing_until(frame, end_of(frame));
    }
  }

  // The place in this frame that is reached without leaving out anything mandatory.
  [[nodiscard]] std::uint32_t strict(const Frame& frame, Tag tag) const noexcept {
    const std::uint32_t limit = missing(frame);
    const auto [first, last] = places(frame, tag);
    for (const Entry* at = first; at != last && at->item <= limit; ++at)
      if (at->item != frame.item || frame.count < node_of(at->item).max) return at->item;
    return kNone;
  }

  // The nearest place without a fault, with `depth` frames open; none: depth 0.
  [[nodiscard]] Choice strict(std::size_t depth, Tag tag) const noexcept {
    for (; depth > 0; --depth) {
      const Frame& frame = frames[depth - 1];
      if (const std::uint32_t item = strict(frame, tag); item != kNone) return {depth, item};
      if (missing(frame) != end_of(frame)) break;
    }
    return {};
  }

  [[nodiscard]] Choice nearest(Tag tag) const {
    Choice found = strict(frames.size(), tag);
    if (found.depth != 0) return found;
    each_place(frames, tag, [&](const Choice& choice) {
      found = choice;
      return true;
    });
    return found;
  }

  // The place without a fault of the next segment if this one takes `choice`; none: depth 0. A
  // look at the frames as they would be, without making them.
  [[nodiscard]] Choice strict_after(const Choice& choice, Tag next) const noexcept {
    Frame around = frames[choice.depth - 1];
    step(around, choice.item);
    if (const std::uint32_t node = items[choice.item].node; message->nodes[node].group) {
      const Frame inner = opened(node);
      if (const std::uint32_t item = strict(inner, next); item != kNone)
        return {choice.depth + 1, item};
      if (missing(inner) != end_of(inner)) return {};
    }
    if (const std::uint32_t item = strict(around, next); item != kNone) return {choice.depth, item};
    return missing(around) != end_of(around) ? Choice{} : strict(choice.depth - 1, next);
  }

  [[nodiscard]] bool may_jump(const Frame& frame, std::uint32_t to, Tag tag,
                              bool innermost) const noexcept {
    bool crosses = false, crosses_uns = false;
    for (std::uint32_t i = missing(frame); i < to; i = next_mandatory(frame, i + 1)) {
      crosses = true;
      crosses_uns = crosses_uns || node_of(i).tag == kUns;
    }
    return !crosses || (innermost && !crosses_uns) || homes(tag) == 1;
  }

  // How often `tag` stands in the table.
  [[nodiscard]] std::size_t homes(Tag tag) const noexcept {
    const auto [first, last] = std::equal_range(tags.begin(), tags.end(), tag);
    return static_cast<std::size_t>(last - first);
  }

  [[nodiscard]] std::size_t missing_until(const Frame& frame, std::uint32_t to) const noexcept {
    std::size_t count = 0;
    for (std::uint32_t i = missing(frame); i < to; i = next_mandatory(frame, i + 1)) ++count;
    return count;
  }

  // True when, after something else, both `item` and a later place fit its tag.
  [[nodiscard]] bool has_rival(std::uint32_t item) const noexcept {
    const Node& node = node_of(item);
    if (node.mandatory && node.max == 1) return false;
    std::uint32_t at = item;
    for (std::uint32_t up = node.parent;; up = message->nodes[up].parent) {
      const Frame frame{up, group_of[up], at, 1};
      const auto [first, last] = places(frame, node.tag);
      for (const Entry* place = first; place != last && place->item <= missing(frame); ++place)
        if (place->item != at || (at != item && node_of(at).max > 1)) return true;
      if (up == 0 || missing(frame) != end_of(frame)) return false;
      at = item_of[up];
    }
  }

  static void step(Frame& frame, std::uint32_t item) noexcept {
    if (item != frame.item) {
      frame.item = item;
      frame.count = 0;
    }
    ++frame.count;
  }

  // The frame of a group that begins, with its trigger: a segment, as the loading saw to.
  [[nodiscard]] Frame opened(std::uint32_t group) const noexcept {
    return {group, group_of[group], groups[group_of[group]].first_item, 1};
  }

  const Placement& place(Tag tag, std::vector<Report>& reports, const Upcoming* upcoming) {
    placement.node = kNone;
    placement.closed.clear();
    placement.opened.clear();
    Choice choice = ahead.tag == tag ? ahead.choice : nearest(tag);
    ahead = {};
    if (choice.depth == 0) {
      reject(tag, reports);
      return placement;
    }
    Tag next = 0;
    if (upcoming != nullptr && !items[choice.item].sole) next = (*upcoming)();
    if (next != 0) choice = weigh(choice, tag, next);
    const std::uint32_t rival =
        choice.faults == 0 && items[choice.item].rival ? rival_of(choice, tag, next) : kNone;
    take(choice, reports);
    if (rival != kNone) report_thin(tag, choice.item, rival, reports);
    return placement;
  }

  // The place after which the fewest faults have come up to and with the next segment; of equal
  // ones the nearest.
  [[nodiscard]] Choice weigh(const Choice& first, Tag tag, Tag next) {
    if (first.faults == 0) {
      const Choice then = strict_after(first, next);
      if (then.depth != 0) {
        ahead = {next, then};
        return first;
      }
    }
    Choice best = first;
    std::size_t fewest = kNone;
    std::size_t weighed = 0;
    each_place(frames, tag, [&](const Choice& choice) {
      if (choice.faults >= fewest) return false;
      const Choice behind = follow(choice, next);
      const std::size_t faults = choice.faults + (behind.depth == 0 ? kLoss : behind.faults);
      if (faults < fewest) {
        fewest = faults;
        best = choice;
      }
      return fewest == 0 || ++weighed == kWeighed;
    });
    return best;
  }

  // The place of the next segment if this one takes `choice`.
  [[nodiscard]] Choice follow(const Choice& choice, Tag next) {
    after.assign(frames.begin(), frames.begin() + static_cast<std::ptrdiff_t>(choice.depth));
    step(after.back(), choice.item);
    if (const std::uint32_t node = items[choice.item].node; message->nodes[node].group)
      after.push_back(opened(node));
    Choice best;
    each_place(after, next, [&](const Choice& then) {
      if (best.depth == 0 || then.faults < best.faults) best = then;
      return best.faults == 0;
    });
    return best;
  }

  // Another place that would do as well, when that has not been said before.
  [[nodiscard]] std::uint32_t rival_of(const Choice& choice, Tag tag, Tag next) {
    if (noted[choice.item] || choices == kChoices) return kNone;
    const auto fits = [&](const Choice& place) {
      return next == 0 || strict_after(place, next).depth != 0;
    };
    if (!fits(choice)) return kNone;
    std::uint32_t rival = kNone;
    each_place(frames, tag, [&](const Choice& other) {
      if (other.faults != 0) return true;
      if (other.item == choice.item || !fits(other)) return false;
      rival = other.item;
      return true;
    });
    if (rival != kNone) {
      noted[choice.item] = true;
      ++choices;
    }
    return rival;
  }

  void take(const Choice& choice, std::vector<Report>& reports) {
    end_run(reports);
    leave(choice.depth, reports);
    Frame& frame = frames.back();
    if (choice.item != frame.item) report_missing(frame, choice.item, reports);
    step(frame, choice.item);
    if (choice.over) report_over(node_of(choice.item), frame.count, reports);
    placement.node = items[choice.item].node;
    if (message->nodes[placement.node].group) {
      placement.opened.push_back(placement.node);
      frames.push_back(opened(placement.node));
      placement.node = items[frames.back().item].node;
    }
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

  void report_thin(Tag tag, std::uint32_t item, std::uint32_t rival,
                   std::vector<Report>& reports) const {
    reports.push_back({Fault::thin_choice,
                       edifact::tag_text(tag) + " was taken as " +
                           position_name(*message, items[item].node) + "; " +
                           position_name(*message, items[rival].node) + " fits as well",
                       {},
                       "the nearest place is taken until it is full"});
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
  std::vector<std::uint32_t> item_of;   // node -> items; not of the message
  std::vector<Tag> tags;                // of all segment positions, sorted
  Frames frames;                        // the message first, the innermost open group last
  Frames after;                         // the same, if a place were taken
  // The place of the segment that comes next, when it was looked for already.
  struct Ahead {
    Tag tag = 0;
    Choice choice;
  } ahead;
  std::vector<bool> noted;  // items of which it was said that they were a choice
  std::size_t choices = 0;  // how many of them
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

const Placement& Matcher::place(Tag tag, std::vector<Report>& reports, const Upcoming* upcoming) {
  return state_->place(tag, reports, upcoming);
}

const Placement& Matcher::finish(std::vector<Report>& reports) {
  State& state = *state_;
  state.ahead = {};
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

const MessageType& Matcher::message() const noexcept { return *state_->message; }

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
