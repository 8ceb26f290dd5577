// The matcher against brute force on small random tables: what the table derives is placed as it
// was derived, choices follow the rule, and a single fault stays one.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "directory/collisions.hpp"
#include "matcher_fixture.hpp"

namespace sluis::directory {
namespace {

constexpr int kTables = 4000;
constexpr int kWalks = 3;
constexpr std::size_t kLongest = 40;

struct Step {
  Tag tag;
  std::uint32_t node;  // kNone: not of the table
};
using Sequence = std::vector<Step>;

class Randomly {
 public:
  explicit Randomly(unsigned seed) : engine_(seed) {}
  std::mt19937& engine() { return engine_; }
  std::size_t below(std::size_t n) { return engine_() % n; }

  // A table that ends as messages do, with a trailer that has no other place.
  MessageType table_with_trailer() {
    return table("0:M1 " + random_items(engine_, 0, false) + "9:M1");
  }
  // What the table can begin with, to its end.
  void derive(const MessageType& message, std::uint32_t group, Sequence& out) {
    const std::vector<Node>& nodes = message.nodes;
    for (std::uint32_t node = group + 1; node < nodes[group].end; node = nodes[node].end) {
      std::size_t count = nodes[node].mandatory || below(2) == 0 ? 1 : 0;
      while (count != 0 && count < nodes[node].max && below(2) == 0) ++count;
      for (; count != 0; --count) {
        if (nodes[node].group)
          derive(message, node, out);
        else
          out.push_back({nodes[node].tag, node});
      }
    }
  }

 private:
  std::mt19937 engine_;
};

std::string text(const Sequence& sequence) {
  std::string out;
  for (const Step& step : sequence) out += edifact::tag_text(step.tag) + " ";
  return out;
}

struct Result {
  std::vector<std::uint32_t> nodes;
  std::size_t faults = 0;
  std::string said;
};

Result match(const MessageType& message, const Sequence& sequence, bool ahead) {
  const Release release;
  Matcher matcher(release, message);
  std::vector<Matcher::Report> reports;
  Result result;
  std::size_t at = 0;
  const Matcher::Upcoming next = [&] {
    return at + 1 < sequence.size() ? sequence[at + 1].tag : Tag{0};
  };
  for (; at < sequence.size(); ++at)
    result.nodes.push_back(matcher.place(sequence[at].tag, reports, ahead ? &next : nullptr).node);
  static_cast<void>(matcher.finish(reports));
  for (const Matcher::Report& report : reports) {
    result.said += std::string(fault_row(report.fault).id) + " " + report.detail + "; ";
    if (report.fault != Fault::thin_choice && report.fault != Fault::segments_skipped)
      ++result.faults;
  }
  return result;
}

bool derivable(const MessageType& message, const Sequence& sequence) {
  TryEverything all(message);
  for (const Step& step : sequence) {
    all.step(step.tag);
    if (all.ways() == 0) return false;
  }
  return all.may_end();
}

// Calls `check` with each random table and each of some sequences that it derives.
template <typename Check>
void each_sequence(unsigned seed, Check check) {
  Randomly random(seed);
  for (int round = 0; round < kTables && !testing::Test::HasFailure(); ++round) {
    const MessageType message = random.table_with_trailer();
    for (int walk = 0; walk < kWalks; ++walk) {
      Sequence sequence;
      random.derive(message, 0, sequence);
      if (sequence.size() <= kLongest) check(random, message, sequence);
    }
  }
}

std::string shown(const MessageType& message, const Sequence& sequence, const Result& got) {
  std::string out = "table:";
  for (const Node& node : message.nodes)
    if (&node != &message.nodes.front())
      out += " " + position_name(message, static_cast<std::uint32_t>(&node - &message.nodes[0])) +
             (node.mandatory ? ":M" : ":C") + std::to_string(node.max);
  return out + "\ntags: " + text(sequence) + "\nsaid: " + got.said;
}

std::vector<std::uint32_t> nodes_of(const Sequence& sequence) {
  std::vector<std::uint32_t> nodes;
  for (const Step& step : sequence) nodes.push_back(step.node);
  return nodes;
}

// Without a collision there is one derivation, and no choice.
TEST(MatcherOracle, TablesWithoutCollisionsAreExact) {
  std::size_t seen = 0;
  each_sequence(1, [&](Randomly&, const MessageType& message, const Sequence& sequence) {
    if (!collisions(Release(), message).empty()) return;
    ++seen;
    for (const bool ahead : {false, true}) {
      const Result got = match(message, sequence, ahead);
      EXPECT_EQ(got.nodes, nodes_of(sequence)) << shown(message, sequence, got);
      EXPECT_EQ(got.said, "") << shown(message, sequence, got);
    }
  });
  EXPECT_GT(seen, 3000U);
}

// With collisions: of the places that fit, the nearest behind which the next segment fits.
TEST(MatcherOracle, ChoicesFollowTheRule) {
  std::size_t choices = 0, faultless = 0, faultless_alone = 0, sequences = 0;
  each_sequence(2, [&](Randomly&, const MessageType& message, const Sequence& sequence) {
    if (collisions(Release(), message).empty()) return;
    ++sequences;
    const Result got = match(message, sequence, true);
    faultless += got.faults == 0 ? 1 : 0;
    faultless_alone += match(message, sequence, false).faults == 0 ? 1 : 0;
    TryEverything rule(message);
    for (std::size_t i = 0; i < sequence.size(); ++i) {
      const std::size_t taken =
          rule.step_nearest(sequence[i].tag, i + 1 < sequence.size() ? sequence[i + 1].tag : 0);
      if (taken == 0) break;  // a wrong turn was taken earlier; from here on it is about faults
      choices += taken > 1 ? 1 : 0;
      ASSERT_EQ(got.nodes[i], rule.node()) << i << ' ' << shown(message, sequence, got);
    }
  });
  EXPECT_GT(choices, 2000U);
  EXPECT_GT(faultless, faultless_alone);
  // One tag of look-ahead settles all but few.
  EXPECT_GT(faultless * 100, sequences * 94);
}

// What the table does not derive is not taken without a fault.
TEST(MatcherOracle, EveryFaultIsFound) {
  std::size_t faulty = 0;
  each_sequence(3, [&](Randomly& random, const MessageType& message, Sequence sequence) {
    if (sequence.size() < 3) return;
    const std::size_t at = 1 + random.below(sequence.size() - 2);
    const auto place = sequence.begin() + static_cast<std::ptrdiff_t>(at);
    switch (random.below(3)) {
      case 0:
        sequence.erase(place);
        break;
      case 1:
        sequence.insert(place, sequence[random.below(sequence.size() - 1)]);
        break;
      default:
        std::iter_swap(place, place - 1);
        break;
    }
    if (derivable(message, sequence)) return;
    ++faulty;
    for (const bool ahead : {false, true}) {
      const Result got = match(message, sequence, ahead);
      EXPECT_GT(got.faults, 0U) << shown(message, sequence, got);
    }
  });
  EXPECT_GT(faulty, 3000U);
}

// S-360: an unknown segment costs one fault; what stands around it is placed as without it.
TEST(MatcherOracle, AnUnknownSegmentCostsOneFault) {
  each_sequence(4, [&](Randomly& random, const MessageType& message, Sequence sequence) {
    if (!collisions(Release(), message).empty()) return;
    const std::size_t at = 1 + random.below(sequence.size());
    sequence.insert(sequence.begin() + static_cast<std::ptrdiff_t>(at),
                    {edifact::make_tag("XYZ"), kNone});
    for (const bool ahead : {false, true}) {
      const Result got = match(message, sequence, ahead);
      EXPECT_EQ(got.nodes, nodes_of(sequence)) << shown(message, sequence, got);
      EXPECT_EQ(got.faults, 1U) << shown(message, sequence, got);
    }
  });
}

// A mandatory segment that is missing costs one fault, and seldom more than its neighbours.
TEST(MatcherOracle, AMissingSegmentCostsLittle) {
  std::size_t sequences = 0, one = 0, segments = 0, astray = 0;
  each_sequence(5, [&](Randomly& random, const MessageType& message, Sequence sequence) {
    if (!collisions(Release(), message).empty()) return;
    std::vector<std::size_t> members;
    for (std::size_t i = 1; i + 1 < sequence.size(); ++i) {
      const Node& node = message.nodes[sequence[i].node];
      // Without its trigger a group's members have no place.
      const bool trigger = sequence[i].node == node.parent + 1;
      if (node.mandatory && node.max == 1 && !trigger) members.push_back(i);
    }
    if (members.empty()) return;
    sequence.erase(sequence.begin() +
                   static_cast<std::ptrdiff_t>(members[random.below(members.size())]));
    if (derivable(message, sequence)) return;
    const Result got = match(message, sequence, true);
    EXPECT_GT(got.faults, 0U) << shown(message, sequence, got);
    ++sequences;
    one += got.faults == 1 ? 1 : 0;
    segments += sequence.size();
    for (std::size_t i = 0; i < sequence.size(); ++i)
      astray += got.nodes[i] != sequence[i].node ? 1 : 0;
  });
  EXPECT_GT(sequences, 500U);
  EXPECT_GT(one * 100, sequences * 80);
  EXPECT_LT(astray * 100, segments * 6);
}

}  // namespace
}  // namespace sluis::directory
