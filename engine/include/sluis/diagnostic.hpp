// diagnostic.hpp: what went wrong, where, and what to do.
//
// A fault is a row of the one table `faults.def` (identifier, stable code, severity, the CONTRL
// code of data element 0085, a sentence) with a place in a Source. Bad input is data: every stage
// reports and goes on; what is an error and what is tolerated is the profile's to say
// (tolerance.hpp). Exceptions are kept for what the environment does.
//
// Threads: a Diagnostics belongs to one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sluis/source.hpp"

namespace sluis {

struct Tolerance;

enum class Severity : std::uint8_t { info, warning, error };
[[nodiscard]] std::string_view severity_name(Severity severity) noexcept;  // "warning"

enum class Fault : std::uint16_t {
#define X(id, code, strict, field, contrl, sentence) id,
#include "sluis/faults.def"
#undef X
};

struct FaultRow {
  std::string_view id;        // snake_case, as in the table
  std::string_view code;      // stable, documented: "E2101"
  Severity severity;          // in the profile `strict`
  std::uint8_t contrl;        // data element 0085; 0: not a fault of the interchange's syntax
  std::string_view sentence;  // one sentence without full stop
};

[[nodiscard]] const FaultRow& fault_row(Fault fault) noexcept;
// All rows, in the order of the enumeration.
[[nodiscard]] const std::vector<FaultRow>& fault_table();

// The place in the message; what does not apply is empty or 0.
struct Place {
  std::string interchange;       // UNB 0020
  std::string message;           // UNH 0062
  std::uint32_t segment = 0;     // counts from 1 at UNH, as UNT does
  std::string tag;               // of the segment
  std::string group;             // "SG34[1]/SG36[2]": occurrence counts
  std::uint32_t element = 0;     // counts from 1 after the tag
  std::uint32_t component = 0;   // counts from 1
  std::uint32_t repetition = 0;  // counts from 1; 0 when the element stands once
};

// The mapping row that carried the value.
struct Origin {
  std::string file;
  std::uint64_t line = 0;
};

struct Note {
  std::string text;  // a fact from a schema, or a help or fix
  std::string file;  // a second place, when there is one
  Position position;
  Excerpt excerpt;
};

struct Diagnostic {
  Fault fault{};
  Severity severity = Severity::error;
  std::string detail;  // what exactly, in words: completes the row's sentence after ": "
  std::string file;    // name of the Source
  Span where;
  Position position;  // line 0: not known
  Excerpt excerpt;
  Place place;
  std::string value;  // as found, UTF-8
  std::string expected;
  std::string hint;  // what to do
  Origin mapping;
  std::string xml;      // path of the output node
  std::string rule;     // identifier of the business rule that failed
  std::string respond;  // "ERC=B12": for the acknowledgement
  std::vector<Note> notes;
};

class Diagnostics {
 public:
  static constexpr std::size_t kPerMessage = 999;
  static constexpr std::size_t kInAll = 10'000;

  // What is reported from here on is as severe as `profile` says; null: as in `strict`. So is what
  // was reported from index `from` on.
  void tolerate(std::shared_ptr<const Tolerance> profile, std::size_t from = kNothing);
  static constexpr std::size_t kNothing = static_cast<std::size_t>(-1);

  // Takes a diagnostic over; above the limits it is only counted.
  void add(Diagnostic diagnostic);
  // A diagnostic of `fault` with its place in `source` looked up, added, and returned for more
  // detail. The reference lives until the next call.
  Diagnostic& report(Fault fault, const Source& source, Span where, std::string detail = {});
  // A diagnostic without a place: `file` only.
  Diagnostic& report(Fault fault, std::string file, std::string detail = {});

  // The diagnostic added last, for more detail.
  [[nodiscard]] Diagnostic& last() noexcept {
    return last_spilled_ || all_.empty() ? spill_ : all_.back();
  }

  // True when a limit is reached: what is reported now is counted, not kept.
  [[nodiscard]] bool counting_only() const noexcept {
    return in_message_ >= kPerMessage || all_.size() >= kInAll;
  }
  // Changes the severity of the diagnostic that was just reported, and the counts with it.
  void regrade(Diagnostic& diagnostic, Severity severity) noexcept {
    if (diagnostic.severity == Severity::error) --errors_;
    if (diagnostic.severity == Severity::warning) --warnings_;
    diagnostic.severity = severity;
    if (severity == Severity::error) ++errors_;
    if (severity == Severity::warning) ++warnings_;
  }

  // Each diagnostic that the profile wants to hear of, kept or only counted, is shown to `watcher`
  // once, and whole: `settle` says that nothing is added any more to those before. A watcher
  // reports nothing.
  using Watcher = std::function<void(const Diagnostic&)>;
  void watch(Watcher watcher);
  void settle();

  // The limit `kPerMessage` counts from here on anew.
  void begin_message() noexcept;

  [[nodiscard]] const std::vector<Diagnostic>& all() const noexcept { return all_; }
  [[nodiscard]] std::size_t errors() const noexcept { return errors_; }
  [[nodiscard]] std::size_t warnings() const noexcept { return warnings_; }
  // How many the profile ignores.
  [[nodiscard]] std::size_t ignored() const noexcept { return ignored_; }
  // How many were counted but not kept.
  [[nodiscard]] std::size_t dropped() const noexcept { return dropped_; }
  [[nodiscard]] bool has_errors() const noexcept { return errors_ != 0; }
  // Puts what was reported from index `first` on in the order of its place in the source; what has
  // no place stays where it is.
  void order_from(std::size_t first);
  // Moves all of `other` behind what is here.
  void append(Diagnostics&& other);

 private:
  // True when the profile wants to hear of it.
  bool grade(Diagnostic& diagnostic) const noexcept;
  Diagnostic& keep(Diagnostic&& diagnostic);
  void count(const Diagnostic& diagnostic) noexcept;

  std::vector<Diagnostic> all_;
  Diagnostic spill_;
  std::shared_ptr<const Tolerance> profile_;
  bool last_spilled_ = false;
  Watcher watcher_;
  std::size_t watched_ = 0;  // of `all_`
  bool spill_unwatched_ = false;
  std::size_t errors_ = 0, warnings_ = 0, ignored_ = 0, dropped_ = 0, in_message_ = 0;
};

// "noa.edi:14:5: error[E4201]: ..." with excerpt, caret, notes and hint, as a compiler prints it.
[[nodiscard]] std::string render_text(const Diagnostic& diagnostic);
[[nodiscard]] std::string render_text(const Diagnostics& diagnostics);

}  // namespace sluis
