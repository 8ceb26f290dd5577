// The matcher: where in the message a segment stands. One automaton per message type, no
// back-tracking, linear in segments times the depth of the table.
//
// Rule (ISO 9735-1; UNECE CRP.15 on collisions): the nearest place that fits: the same position
// again while below its maximum; then later positions of the open group, not past a mandatory one
// that is missing; then a new occurrence of the open group; then the same one level up. Only when
// nothing fits so, a place is taken although something mandatory is missing or the maximum is
// exceeded, and that is reported. A segment that fits nowhere is reported and skipped; the state
// stays. Of a run of misplaced segments the first is reported, the rest is counted.
//
// What is missing is not believed too easily, since a wrong jump loses all that follows: an UNS,
// and a mandatory position around the open group, is jumped over only by a tag that the message has
// in one place.
#pragma once

#include <cstdint>
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

  void reset();
  // Places a segment; UNH and UNT are placed like any other. The reference lives until the next
  // call. `report` is called for each fault with what to say; the caller knows the place.
  struct Report {
    Fault fault;
    std::string detail, expected, hint;
  };
  const Placement& place(Tag tag, std::vector<Report>& reports);
  // Ends the message: closes what is open, reports what is missing (but for UNT: the envelope
  // reports that).
  const Placement& finish(std::vector<Report>& reports);
  // "SG34[1]/SG36[2]": the open groups with their occurrence counts.
  [[nodiscard]] std::string path() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sluis::directory
