// Walks over an input: envelope, places in the message, checks against the directory; every fault
// is reported with its place, and a picture is told what was found.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "directory/checker.hpp"
#include "directory/matcher.hpp"
#include "edifact/envelope.hpp"
#include "inspect/picture.hpp"

namespace sluis::inspection {

class Walk {
 public:
  Walk(Source& source, const Directories& directories, const InspectOptions& options,
       Picture& picture, Diagnostics& faults);
  void run();

 private:
  void show(const edifact::Event& event);
  void begin_message(const edifact::Segment* segment);
  void end_message(const edifact::Segment* segment);
  void body_segment(const edifact::Segment& segment);
  void report_unknown(const edifact::Message& unh);
  // Null when the message is not known.
  const directory::Placement* place(const edifact::Segment& segment);
  void report(Span where);
  void open_groups();
  void close_groups(std::size_t left);
  void check(const edifact::Segment& segment, const directory::Placement* placement);
  [[nodiscard]] Line service(const edifact::Segment* segment, std::string_view tag);
  [[nodiscard]] Line line(const edifact::Segment* segment, const directory::Release* release);

  Source& source_;
  const Directories& directories_;
  Picture& picture_;
  Diagnostics& faults_;
  edifact::Envelope envelope_;
  std::shared_ptr<const directory::Release> service_, release_;
  const directory::MessageType* type_ = nullptr;  // of the message; null: not known
  std::optional<directory::Matcher> matcher_;
  const directory::MessageType* matched_ = nullptr;  // that the matcher is for
  std::optional<directory::SegmentChecker> checker_;
  std::string path_;
  std::vector<std::string> open_;  // groups: "SG34[1]", "SG36[2]"
  const directory::Matcher::Upcoming upcoming_ = [this] { return envelope_.upcoming(); };
  std::vector<directory::Matcher::Report> reports_;
  std::vector<directory::ValueReport> values_;
  std::string tag_;
  std::string unknown_;  // the kind of message last reported as not known: "ORDERS:D.96A"
  bool in_object_ = false;
  bool fragment_ = false;  // the interchange has no header
  std::uint64_t messages_ = 0;
};

}  // namespace sluis::inspection
