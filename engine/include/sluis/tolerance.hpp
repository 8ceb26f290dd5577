// tolerance.hpp: what is done about each fault: reject, report or ignore.
//
// Every fault of `faults.def` is a check with an identifier. A profile says for each what becomes
// of input that fails it; what is tolerated is on record all the same, unless it is ignored. Two
// profiles are built in: `strict` is the standard, `field` what real senders do. A profile for a
// partner is a small text (docs/edifact.md) that extends one of them:
//
//   extends field
//   sender NL123456789 5790000123456:14
//   charset windows-1251
//   characters substitute
//   reject count_mismatch
//   ignore trailing_blanks E2011
//
// Threads: profiles never change once made; any number of threads may share them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sluis/diagnostic.hpp"
#include "sluis/source.hpp"

namespace sluis {

enum class Action : std::uint8_t { ignore, inform, report, reject };

// In the order of the table.
inline constexpr std::array kEveryFault{
#define X(id, code, strict, field, contrl, sentence) Fault::id,
#include "sluis/faults.def"
#undef X
};
inline constexpr std::size_t kFaults = kEveryFault.size();

// What becomes of a byte that the character set does not have, when its fault is tolerated.
enum class BadCharacter : std::uint8_t {
  keep,        // read as windows-1252, which is what it mostly is; controls become blanks
  substitute,  // U+FFFD
};

// What becomes of a line break inside a segment, when it is tolerated.
enum class LineBreak : std::uint8_t { drop, keep, blank };

struct Tolerance {
  std::string name = "strict";
  std::array<Action, kFaults> actions{};

  std::string charset;  // by agreement, whatever UNB says: "UNOC", "windows-1251"; empty: UNB's
  BadCharacter bad_character = BadCharacter::keep;
  LineBreak line_break = LineBreak::drop;
  bool repetition = true;  // false: what would be the repetition separator is data

  // The agreement with the partner; empty: nothing is agreed, everything is taken.
  std::vector<std::string> senders;     // "ID" or "ID:QUALIFIER" (0004, 0007): whom it is for
  std::vector<std::string> recipients;  // likewise (0010, 0007): who we are
  std::vector<std::string> messages;    // "ORDERS:D:96A", or less of it
  std::string not_before;               // CCYYMMDD: older interchanges are too old
  bool tests = true;                    // false: test interchanges are refused
  // Of the profile for everybody; false: senders without a profile of their own are refused.
  bool strangers = true;
  // How interchanges are acknowledged.
  bool contrl_whole = false;  // one faulty message rejects its whole interchange
  bool contrl_asked = false;  // only those whose sender asks for it (0031)

  [[nodiscard]] Action action(Fault fault) const noexcept {
    return actions[static_cast<std::size_t>(fault)];
  }

  // True when it is for us, or when nothing is agreed.
  [[nodiscard]] bool is_recipient(std::string_view id, std::string_view qualifier) const noexcept;
  // Likewise, of a message as "ORDERS:D:96A:UN:EAN008".
  [[nodiscard]] bool is_agreed(std::string_view message) const noexcept;

  [[nodiscard]] static std::shared_ptr<const Tolerance> strict();
  [[nodiscard]] static std::shared_ptr<const Tolerance> field();
  // Reads a profile; its name is the source's file name without folders and ending. Null when
  // there were faults.
  [[nodiscard]] static std::shared_ptr<const Tolerance> read(Source& source, Diagnostics& faults);
  // True for a syntax identifier and for the name of a character set that can be read.
  [[nodiscard]] static bool knows_charset(std::string_view name);
  // True when the check may be relaxed: what cannot be read at all cannot be tolerated.
  [[nodiscard]] static bool may_relax(Fault fault) noexcept;
};

// One profile for everybody, and profiles for certain senders.
class Tolerances {
 public:
  Tolerances() : general_(Tolerance::strict()) {}
  explicit Tolerances(std::shared_ptr<const Tolerance> general) : general_(std::move(general)) {}

  // Takes the profile for its senders; one without senders becomes the profile for everybody.
  void add(std::shared_ptr<const Tolerance> profile);

  [[nodiscard]] const std::shared_ptr<const Tolerance>& general() const noexcept {
    return general_;
  }
  [[nodiscard]] const std::shared_ptr<const Tolerance>& for_sender(
      std::string_view id, std::string_view qualifier) const noexcept;
  [[nodiscard]] bool knows(std::string_view id, std::string_view qualifier) const noexcept;
  [[nodiscard]] bool takes_strangers() const noexcept { return general_->strangers; }

 private:
  std::shared_ptr<const Tolerance> general_;
  std::vector<std::shared_ptr<const Tolerance>> partners_;
};

}  // namespace sluis
