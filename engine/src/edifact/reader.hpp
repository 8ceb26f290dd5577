// Segments of an input, one at a time, in memory that does not depend on the input's size.
//
// The reader knows service strings (UNA), separators, character sets and limits; what the segments
// mean is the envelope's. It finds where interchanges begin: at the start of the input, after UNZ,
// and wherever a segment begins as a header. A broken segment costs one fault, and reading goes on
// behind its terminator.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "edifact/charset.hpp"
#include "edifact/index.hpp"
#include "edifact/nesting.hpp"
#include "edifact/reading.hpp"
#include "edifact/segment.hpp"
#include "edifact/separators.hpp"
#include "edifact/window.hpp"
#include "sluis/diagnostic.hpp"
#include "sluis/source.hpp"

namespace sluis::edifact {

namespace rules {
struct Outcome;
}

// What holds for the interchange being read, from UNA and the first element of UNB (S001).
struct Syntax {
  std::string identifier;  // 0001, as written
  std::string version;     // 0002, as written
  std::string encoding;    // 0133, as written
  bool advice = false;     // there was an UNA
  bool headless = false;   // there is no UNB: the input begins with another segment
  Separators separators;
  const Charset* charset = nullptr;  // what it is read as; null before the first interchange
  bool supported = false;            // false: `charset` is only a substitute
  // Versions from 4 on differ in separators and character levels.
  [[nodiscard]] bool is_four() const noexcept {
    return version.size() == 1 && version[0] >= '4' && version[0] <= '9';
  }
};

enum class Read : std::uint8_t {
  segment,
  broken,  // a segment that was reported and skipped; it counts all the same
  end,
};

class Reader {
 public:
  // Knows more about the place of a fault than the reader does.
  class Locator {
   public:
    // `value` is null when the fault is the whole segment's; `tag` as far as it is known.
    virtual void locate_next(Diagnostic& diagnostic, std::string_view tag,
                             const Segment::Value* value) const = 0;

   protected:
    ~Locator() = default;
  };

  Reader(Source& source, Diagnostics& faults, Reading reading = {},
         const Locator* locator = nullptr);
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  // The segment lives until the next call; it is null unless the answer is Read::segment.
  Read next(const Segment*& segment);

  // The tag of what comes behind the segment that was read last; 0 when there is none near.
  // The segment lives on.
  [[nodiscard]] Tag upcoming();

  // What stands behind the last segment, up to `count` octets as they are; fewer at the end of the
  // input. Lives until the next call of anything.
  [[nodiscard]] std::string_view ahead(std::size_t count);
  // Passes over octets that `ahead` has shown.
  void pass(std::size_t count);

  [[nodiscard]] const Syntax& syntax() const noexcept { return syntax_; }
  // What is tolerated in the interchange being read.
  [[nodiscard]] const Tolerance& tolerance() const noexcept { return *tolerance_; }
  [[nodiscard]] const std::shared_ptr<const Tolerance>& agreement() const noexcept {
    return tolerance_;
  }
  [[nodiscard]] const Tolerances& tolerances() const noexcept { return tolerances_; }
  [[nodiscard]] const Separators& separators() const noexcept { return syntax_.separators; }
  // How many bytes were read over.
  [[nodiscard]] std::uint64_t offset() const noexcept { return window_.original(at_); }

 private:
  // Between interchanges: lead.cpp.
  [[nodiscard]] bool begin_interchange();
  bool begin_without_advice();
  void begin_fragment();
  void report_headless();
  [[nodiscard]] bool is_segment(std::uint64_t at);
  bool skip_lead();
  bool skip_leading_text();
  bool resync();
  void report_byte_order_mark();
  [[nodiscard]] bool is_header(std::uint64_t at);
  // Service string advice: advice.cpp.
  bool begin_with_advice();
  bool take_advice(std::uint64_t advice);
  [[nodiscard]] bool is_advice_for_header(std::uint64_t at);
  void peek_syntax(std::uint64_t header, const Separators& separators);

  // Inside an interchange: reader.cpp.
  void start_index();
  void conceal(std::uint32_t element);
  void reset_index();
  bool skip_gap();
  [[nodiscard]] bool at_header();
  [[nodiscard]] bool complete();
  bool skip_to_terminator();
  // Nothing when what is at `at_` has to be looked at anew, or is no segment at all.
  std::optional<Read> parse();
  void report_broken(const rules::Outcome& walk, std::string_view bytes);
  void report_unterminated(const rules::Outcome& walk, std::string_view bytes);
  void check_tag(const rules::Outcome& walk);
  void check_form();
  // Wrapped input: lead.cpp. True when the line break at `at` made the reader unwrap it.
  bool unwrap(std::uint64_t at);

  // The slow path, for segments with other than plain characters: examine.cpp.
  enum Seen : std::uint8_t { kRelease = 1, kLevel = 2, kLine = 4, kByte = 8, kBlanks = 16 };
  void examine();
  void check_releases(Segment::Value& value, std::uint8_t& seen);
  void check_characters(const Segment::Value& value, std::uint8_t& seen);
  void check_blanks(Segment::Value& value, std::uint8_t& seen);
  void report_character(const Segment::Value& value, std::size_t at, Fault why);
  void doubt(const Segment::Value& value, std::size_t high);

  [[nodiscard]] bool have(std::uint64_t at, std::size_t count);
  [[nodiscard]] std::string_view peek(std::uint64_t at, std::size_t count);
  [[nodiscard]] char byte(std::uint64_t at) const noexcept {
    return window_.bytes()[static_cast<std::size_t>(at - window_.begin())];
  }
  // Where the index counts from.
  [[nodiscard]] const char* base() const noexcept {
    return window_.bytes().data() + (index_.base() - window_.begin());
  }
  bool more();
  Diagnostic& report(Fault fault, Span where, std::string detail = {});
  Diagnostic& report_in_segment(Fault fault, Span where, std::string detail, std::string_view tag,
                                const Segment::Value* value = nullptr);
  // Of `segment_`, which is not sound when the fault is not tolerated.
  Diagnostic& fault_in_value(Fault fault, Span where, std::string detail,
                             const Segment::Value* value = nullptr);

  Source& source_;
  Diagnostics& faults_;
  Limits limits_;
  Tolerances tolerances_;
  std::shared_ptr<const Tolerance> tolerance_;  // for the interchange being read
  std::size_t first_fault_ = 0;                 // reported since the interchange before
  const Locator* locator_;
  Syntax syntax_;
  Index index_;
  Segment segment_;

  Nesting nesting_;
  std::string masked_;  // a value without what ISO 2022 shifts

  Window window_;
  std::uint64_t at_ = 0;    // where reading goes on
  std::uint64_t line_ = 0;  // where the line begins, as far as gaps between segments tell
  bool inside_ = false;     // between UNB and UNZ: `index_` is in force
  bool fresh_ = false;      // `at_` is at a segment, and it is no header of another interchange
  bool done_ = false;
  bool closed_ = false;                           // the index ends with the input, at `close_at_`
  std::uint32_t close_at_ = 0;                    // from the index's base
  bool seen_ = false;                             // there was a header, sound or not
  std::optional<std::uint64_t> byte_order_mark_;  // in front of this interchange
  // In this interchange:
  bool blanks_reported_ = false;
  bool doubted_ = false;
  bool wrap_judged_ = false;
};

}  // namespace sluis::edifact
