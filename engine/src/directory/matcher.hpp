// The matcher: where in the message a segment stands. One automaton per message type, no
// back-tracking, linear in segments times the depth of the table.
//
// The rule (ISO 9735-1; UNECE CRP.15 on collisions): the nearest place that fits: the same position
// again while below its maximum; then later positions of the open group, not past a mandatory one
// that is missing; then a new occurrence of the open group; then the same one level up. Only when
// nothing fits so, a place is taken although something mandatory is missing or the maximum is
// exceeded, and that is reported. A segment that fits nowhere is reported and skipped; the state
// stays. Of a run of misplaced segments the first is reported, the rest is counted.
//
// Where a tag has several places in the table, the caller may tell which segment comes next: then
// the place is taken after which the two of them have the fewest faults, and of equal ones the
// nearest. So `MEA C9, [M9 MEA]` gives its last MEA to the group that must be there, and a trigger
// is known by what follows it although something in front of it is missing. Nothing is looked for
// twice: the place found for the next segment is kept for it. When several places do without a
// fault, that is reported once for each position, for information, ten times in a message at most.
//
// What is missing is not believed too easily, since a wrong jump loses all that follows: an UNS,
// and a mandatory position around the open group, is jumped over only by a tag that the message has
// in one place.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "directory/tables.hpp"
#include "edifact/segment.hpp"
#include "sluis/diagnostic.hpp"

namespace sluis::directory {

struct Placement {
  std::uint32_t node = kNone;  // kNone: fits nowhere
  // Nodes of the groups that ended, innermost first, and that began, outermost first. A new
  // occurrence of an open group is in both. The message itself (node 0) is in neither.
  std::vector<std::uint32_t> closed;
  std::vector<std::uint32_t> opened;
};

class Matcher {
 public:
  // Both must outlive the matcher.
  Matcher(const Release& release, const MessageType& message);
  Matcher(Matcher&&) noexcept;
  Matcher& operator=(Matcher&&) noexcept;
  ~Matcher();

  // The tag of the segment behind the one that is placed; 0 when it is not known. Asked for only
  // when it may matter.
  using Upcoming = std::function<Tag()>;

  void reset();
  // Places a segment; UNH and UNT are placed like any other. The reference lives until the next
  // call. `report` is called for each fault with what to say; the caller knows the place.
  struct Report {
    Fault fault;
    std::string detail, expected, hint;
  };
  const Placement& place(Tag tag, std::vector<Report>& reports, const Upcoming* upcoming = nullptr);
  // Ends the message: closes what is open, reports what is missing (but for UNT: the envelope
  // reports that).
  const Placement& finish(std::vector<Report>& reports);
  [[nodiscard]] const MessageType& message() const noexcept;
  // "SG34[1]/SG36[2]": the open groups with their occurrence counts.
  [[nodiscard]] std::string path() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sluis::directory
