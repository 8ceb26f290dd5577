// The envelope's insides: nesting is envelope.cpp's, what headers and trailers say is looked at in
// headers.cpp and trailers.cpp, octets that are no segments in objects.cpp, security segments in
// security.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "edifact/envelope.hpp"
#include "edifact/reader.hpp"
#include "edifact/references.hpp"
#include "edifact/service.hpp"

namespace sluis::edifact {

// Digits only; a number too large for 64 bits stays at the greatest. False for anything else.
[[nodiscard]] bool read_count(std::string_view text, std::uint64_t& count) noexcept;

inline constexpr std::uint32_t kPackageStatus = 4;  // S022 in UNO

// A security header (USH) and the trailer (UST) that belongs to it.
struct SecurityPair {
  std::string reference;       // 0534
  Span header;                 // of USH
  std::uint64_t segments = 0;  // of both groups, so far
  bool ended = false;          // there was an UST
  std::string stated;          // 0588 in it
  Span stated_at;
  Place place;
};

struct Envelope::State final : Reader::Locator {
  State(Source& input, Diagnostics& sink, Reading reading);

  Source& source;
  Diagnostics& faults;
  Limits limits;
  Reader reader;
  Interchange interchange;
  Group group;
  Message message;
  Package package;
  const Segment* segment = nullptr;  // the one being looked at
  bool pending = false;              // `segment` was read, but something must be closed first
  std::shared_ptr<const Tolerance> agreement;  // of the interchange that is open
  bool ended = false;                          // nothing more to read
  bool shown = false;                          // `message` or `package` is what faults are about
  bool packed = false;                         // `package` is
  bool adrift = false;                         // outside of all, and reported already
  std::array<bool, kLevels> open{};
  std::array<Span, kLevels> header{};
  std::array<std::string, kLevels> reference;
  std::array<std::vector<SecurityPair>, kLevels> security;
  SecurityPair* pair = nullptr;  // the one that security segments belong to
  std::uint64_t segments = 0;

  // Of the interchange.
  struct Counts {
    std::uint64_t messages = 0;  // and packages
    std::uint64_t loose = 0;     // outside of groups
    std::uint64_t groups = 0;
    std::uint64_t in_group = 0;                      // of the group
    bool mixed_groups = false, mixed_modes = false;  // reported
    bool capped = false, unchecked = false;          // likewise
    bool fragment = false;                           // without a header
    bool full = false;                               // likewise
    bool security = false, early_security = false;   // likewise
    bool group_type = false;                         // in this group
  } counts;
  char section = '\0';  // of the message, from UNS

  std::uint64_t seed = 0;
  References messages_seen, groups_seen, transfers_seen;  // in the interchange
  References interchanges_seen;                           // in the input
  std::string scratch;

  // Octets to be handed on before the next segment.
  struct Octets {
    bool active = false;
    bool skipped = false;    // nobody is told of them
    bool searching = false;  // the length is of no use: up to the trailer
    EventKind kind{};
    Tag trailer = 0;
    std::uint64_t left = 0;
    std::uint64_t read = 0;
    std::uint64_t stated = 0;
    std::string reference{};  // 0518
  } octets;
  std::uint32_t before_object = 0;  // segments still to come between UNO and its object

  // envelope.cpp
  bool next(Event& event);
  bool take(Event& event);
  bool take_service(Event& event);
  bool begin_fragment(Event& event);
  bool take_body(Event& event);
  bool take_beside(Event& event);
  void count_in_package() noexcept;
  bool begin(const LevelRow& row, Event& event);
  bool end(const LevelRow& row, Event& event);
  bool close(const LevelRow& row, Event& event);
  void refuse_package();
  void skip_package();
  void stray(bool header_of_level);
  void outside();
  void count_one() noexcept;
  [[nodiscard]] const LevelRow& row_of(Level level) const noexcept {
    return level_row(level, interchange.interactive);
  }
  // The innermost level that is open; kInterchange also when none is.
  [[nodiscard]] Level innermost() const noexcept;
  [[nodiscard]] bool four() const noexcept { return reader.syntax().is_four(); }

  // headers.cpp
  void renew_interchange();
  void begin_interchange(const LevelRow& row);
  void begin_group();
  void begin_message();
  void begin_package();
  void check_values(const ServiceSegment& service);
  void check_date(const LevelRow& row);
  void check_syntax();
  void check_agreement();
  void check_group();
  void check_message();
  void check_transfer();
  void check_dialogue();
  void check_duplicate_interchange();
  void check_section();
  bool is_new(References& seen, std::uint64_t hash);

  // trailers.cpp
  void check_contents(Level level);
  void check_trailer(const LevelRow& row);
  void check_count(const LevelRow& row);
  [[nodiscard]] std::uint64_t counted(Level level) const noexcept;

  // objects.cpp
  void expect_octets(EventKind kind, Tag trailer, const Segment::Value* length);
  bool hand_on(Event& event);
  [[nodiscard]] bool is_at_trailer(std::string_view bytes) const;

  // security.cpp
  bool take_security(Event& event);
  void begin_pair(std::vector<SecurityPair>& pairs);
  void end_pair(std::vector<SecurityPair>& pairs);
  void begin_encryption();
  void end_encryption();
  void settle_security(Level level);

  Diagnostic& report(Fault fault, Span where, const Segment::Value* value = nullptr,
                     std::string detail = {});
  // About a value of `segment`, with what it says.
  Diagnostic& report_value(Fault fault, const Segment::Value& value, std::string detail = {});
  void note_header(Diagnostic& diagnostic, std::string_view tag, Span where) const;
  void assign(std::string& to, std::uint32_t element, std::uint32_t component) {
    to = segment->text(element, component, scratch);
  }
  // Null when it is empty, too.
  [[nodiscard]] const Segment::Value* present(std::uint32_t element,
                                              std::uint32_t component = 1) const noexcept {
    const Segment::Value* found = segment->find(element, component);
    return found == nullptr || found->begin == found->end ? nullptr : found;
  }
  void locate(Diagnostic& diagnostic, const Segment::Value* value) const;
  void locate_next(Diagnostic& diagnostic, std::string_view tag,
                   const Segment::Value* value) const override;
};

}  // namespace sluis::edifact
