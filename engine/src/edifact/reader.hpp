// Segments of an input, one at a time, in memory that does not depend on the input's size.
//
// The reader knows service strings (UNA), separators, character sets and limits; what the segments
// mean is the envelope's. It finds where interchanges begin: at the start of the input, after UNZ,
// and wherever a segment begins as a header. A broken segment costs one fault, and reading goes on
// behind its terminator.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "edifact/charset.hpp"
#include "edifact/index.hpp"
#include "edifact/limits.hpp"
#include "edifact/segment.hpp"
#include "edifact/separators.hpp"
#include "sluis/diagnostic.hpp"
#include "sluis/source.hpp"

namespace sluis::edifact {

// What holds for the interchange being read, from UNA and the first element of UNB (S001).
struct Syntax {
  std::string identifier;  // 0001, as written
  std::string version;     // 0002, as written
  std::string encoding;    // 0133, as written
  bool advice = false;     // there was an UNA
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

  Reader(Source& source, Diagnostics& faults, Limits limits = {}, const Locator* locator = nullptr);
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  // The segment lives until the next call; it is null unless the answer is Read::segment.
  Read next(const Segment*& segment);

  [[nodiscard]] const Syntax& syntax() const noexcept { return syntax_; }
  [[nodiscard]] const Separators& separators() const noexcept { return syntax_.separators; }
  // How many bytes were read over.
  [[nodiscard]] std::uint64_t offset() const noexcept { return at_; }

 private:
  [[nodiscard]] bool begin_interchange();
  bool begin_with_advice();
  bool begin_without_advice();
  bool take_advice(std::uint64_t advice);
  void peek_syntax(std::uint64_t header, char element, char component, char terminator);
  bool skip_lead();
  bool skip_gap();
  bool resync();
  [[nodiscard]] bool is_advice_for_header(std::uint64_t at);
  [[nodiscard]] bool at_header();
  [[nodiscard]] bool complete();
  bool skip_to_terminator();
  Read parse(const Segment*& segment);
  void examine();
  // One warning and one error a segment.
  struct Reported {
    bool warning = false, error = false;
  };
  void check_value(Segment::Value& value, Reported& reported);
  void start_index();

  [[nodiscard]] bool have(std::uint64_t at, std::size_t count);
  [[nodiscard]] std::string_view peek(std::uint64_t at, std::size_t count);
  [[nodiscard]] char byte(std::uint64_t at) const noexcept {
    return window_[static_cast<std::size_t>(at - window_at_)];
  }
  [[nodiscard]] std::uint64_t window_end() const noexcept { return window_at_ + window_.size(); }
  bool more();
  Diagnostic& report(Fault fault, Span where, std::string detail = {});
  Diagnostic& report_in_segment(Fault fault, Span where, std::string detail, std::string_view tag,
                                const Segment::Value* value = nullptr);

  Source& source_;
  Diagnostics& faults_;
  Limits limits_;
  const Locator* locator_;
  Syntax syntax_;
  Index index_;
  Segment segment_;

  std::string_view window_;
  std::uint64_t window_at_ = 0;
  std::uint64_t at_ = 0;  // where reading goes on
  bool inside_ = false;   // between UNB and UNZ: `index_` is in force
  bool fresh_ = false;    // `at_` is at the UNB that began the interchange
  bool done_ = false;
  bool closed_ = false;           // the index ends with the input, at `close_at_`
  std::uint32_t close_at_ = 0;    // from the index's base
  bool seen_ = false;             // there was a header, sound or not
  bool blanks_reported_ = false;  // in this interchange
};

}  // namespace sluis::edifact
