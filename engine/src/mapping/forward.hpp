// The forward run: segments with their places in, XML out, by the tables of one mapping.
//
// One pass. Each segment is tested, its values captured and converted, and whatever the hold plan
// allows is written at once. What must wait is held as cells; above `held_bytes` finished
// occurrences are written ahead into a piece that can move to a temporary file. Nothing is
// recursive in the data; depth is that of the mapping.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "directory/matcher.hpp"
#include "edifact/segment.hpp"
#include "mapping/evaluate.hpp"
#include "mapping/instance.hpp"
#include "mapping/tables.hpp"
#include "sluis/diagnostic.hpp"
#include "sluis/source.hpp"
#include "xml/writer.hpp"

namespace sluis::mapping {

class Forward {
 public:
  struct Options {
    std::size_t held_bytes = std::size_t{4} * 1024 * 1024;
    bool indent = true;
    std::uint32_t depth = 0;   // of the root element
    bool declaration = false;  // write <?xml ...?> first
    // Write only when `commit` is called (interchange mappings: a message may still be retracted).
    bool deferred = false;
    std::uint32_t mapping = 0;  // index of the program in its set, for the trail
  };
  // What the caller knows of the segment at hand: fills message, interchange and group path.
  using Locate = std::function<void(Diagnostic&)>;

  // All must outlive the run. `source` is where spans point to.
  Forward(const Program& program, const Source& source, Diagnostics& faults, Locate locate,
          Options options);
  Forward(const Forward&) = delete;
  Forward& operator=(const Forward&) = delete;
  ~Forward();

  // `number`: of the segment in its message, from 1.
  void segment(const edifact::Segment& segment, const directory::Placement& placement,
               std::uint32_t number);
  // Closes what ended with a segment that is not to be mapped (one repetition too many).
  void skip(const directory::Placement& placement);
  // That a segment of this tag, or a value in one, is missing has been reported: what rows miss for
  // want of it is no second fault.
  void excuse(edifact::Tag tag) { excused_.push_back(tag); }
  // Values of the segment at hand that were found faulty already.
  void faulty(std::vector<Span> values) { faulty_ = std::move(values); }
  // The XML of a message, written with depth part_depth(), for an interchange mapping.
  void add_part(std::uint32_t part, xml::Piece&& piece, Span where);
  // A message of that part was there and could not be used.
  void skip_part(std::uint32_t part) { ++root_->lists[program_.parts[part].list].count; }
  [[nodiscard]] std::uint32_t part_depth(std::uint32_t part) const;
  // What was opened since the last commit is taken back.
  void retract();
  void commit();
  // The message is complete: the last checks, the rest of the output.
  void end();
  // The guard's `accept when`; call after the first segments have been seen.
  [[nodiscard]] Truth accepted() const;

  [[nodiscard]] xml::Piece take() { return std::move(piece_); }
  // Bytes held in cells at present.
  [[nodiscard]] std::size_t held() const noexcept { return held_; }

 private:
  struct Frame {
    std::uint32_t target = 0;
    Instance* instance = nullptr;
    std::size_t cursor = 0;
  };

  // Capturing.
  bool holds(const Action& action) const;
  bool test(const Selector& selector) const;
  void run(const Action& action);
  bool gather(const Action& action);
  void open(std::uint32_t scope);
  void capture(const Action& action);
  void observe(const Action& action);
  void quantify(const Action& action);
  void compare(const Action& action);
  void close(std::uint32_t scope);
  void account(const Mask& mask);
  void report_unused(const edifact::Segment::Value* value, const Rest* rest);

  // Writing.
  void pump();
  bool step(std::vector<Frame>& frames, xml::Writer& writer, bool all);
  [[nodiscard]] bool ready(const Target& target, const Instance& instance) const;
  void begin_frame(std::vector<Frame>& frames, std::uint32_t target, Instance& instance,
                   xml::Writer& writer);
  void end_frame(std::vector<Frame>& frames, xml::Writer& writer);
  void write_element(std::uint32_t target, Instance& instance, xml::Writer& writer);
  [[nodiscard]] bool may_start(const Scope& scope, const Instance& instance) const;
  std::optional<std::string_view> resolve(const Row& row, Instance& own, bool inside);
  [[nodiscard]] static bool needed(Status status, std::uint32_t condition, Truth truth);
  void write_attributes(const Target& target, Instance& own, xml::Writer& writer);
  [[nodiscard]] bool has_data(std::uint32_t target, Instance& instance);
  void check_absent(std::uint32_t target, Instance& instance, bool inside);
  void render(std::uint32_t target, Instance& instance, xml::Writer& writer);
  void write_ahead(List& list, std::uint32_t target);
  [[nodiscard]] const Row* first_row(std::uint32_t index) const;
  void end_list(std::uint32_t index, List& list, Instance& own);
  void report_orphans(std::uint32_t index, const Scope& scope);
  void judge_rules(const Scope& scope, Instance& instance);
  void release(std::unique_ptr<Instance> instance);

  // Looking up.
  Instance& home_of(std::uint32_t scope, Instance& own) const;
  const Cell* cell_of(const Row& row, Instance& own) const;
  [[nodiscard]] Truth when(std::uint32_t expression, Instance& own) const;
  View view(const Instance* own) const;

  // Reporting.
  Diagnostic& report(Fault fault, const Origin& origin, std::string detail);
  Diagnostic& report_condition(const Origin& origin, const std::string& path, Place place);
  void report_missing(const Row& row, Instance& own);
  void report_missing(const Origin& origin, const std::string& path, Place place);
  [[nodiscard]] bool excused(std::uint32_t node) const;
  Origin here(const edifact::Segment::Value* value = nullptr) const;
  void origin_row(Diagnostic& diagnostic, Place place) const;
  [[nodiscard]] std::string static_path(std::uint32_t node) const;

  const Program& program_;
  const Source& source_;
  Diagnostics& faults_;
  Locate locate_;
  Options options_;

  std::unique_ptr<Instance> root_;
  std::vector<Instance*> open_;                                // by scope
  std::vector<std::vector<std::uint32_t>> scopes_at_;          // by node: scopes that live there
  std::vector<std::vector<std::unique_ptr<Instance>>> spare_;  // by scope
  std::vector<std::uint8_t> matched_;                          // by selector
  std::vector<std::uint32_t> depth_;                           // by target
  std::vector<List*> uncommitted_;
  std::vector<edifact::Tag> excused_;
  std::vector<Span> faulty_;
  std::uint32_t refused_ = kNone;  // a group whose trigger nothing uses: one fault for all of it

  const edifact::Segment* segment_ = nullptr;
  std::uint32_t number_ = 0;
  std::uint32_t node_ = 0;
  Mask mask_;
  std::vector<std::string> scratch_;
  std::vector<std::string_view> in_;
  const edifact::Segment::Value* first_value_ = nullptr;  // of those gathered last
  const edifact::Segment::Value* last_value_ = nullptr;
  std::string out_, between_;

  xml::Piece piece_;
  std::unique_ptr<xml::Writer> writer_;
  std::vector<Frame> live_;
  bool ended_ = false;
  std::size_t held_ = 0;
};

}  // namespace sluis::mapping
