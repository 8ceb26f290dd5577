// Security segments (ISO 9735-5 and -7): a header group from USH, a trailer group from UST for
// each, and what is encrypted between USD and USU. They are passed on; what they secure is not
// verified.
#include <algorithm>
#include <utility>

#include "edifact/envelope_state.hpp"
#include "text/unicode.hpp"

namespace sluis::edifact {
namespace {

constexpr std::size_t kMostPairs = 99;  // ISO 9735-5, of one level
constexpr std::uint32_t kUshReference = 2, kUstReference = 1, kUstCount = 2;
constexpr std::uint32_t kUsdLength = 1, kUsdReference = 2;

constexpr Tag kUsh = make_tag("USH"), kUst = make_tag("UST");
constexpr Tag kUsd = make_tag("USD"), kUsu = make_tag("USU");
constexpr Tag kOthers[] = {make_tag("USA"), make_tag("USC"), make_tag("USR")};

bool is_security(Tag tag) noexcept {
  return tag == kUsh || tag == kUst || tag == kUsd || tag == kUsu ||
         std::find(std::begin(kOthers), std::end(kOthers), tag) != std::end(kOthers);
}

// Messages whose body is security segments: their directory says how they stand.
bool is_made_of_security(std::string_view type) noexcept {
  return type == "AUTACK" || type == "KEYMAN";
}

}  // namespace

bool Envelope::State::take_security(Event& event) {
  const Tag tag = segment->tag();
  if (!open[kInterchange] || !is_security(tag) ||
      (open[kMessage] && is_made_of_security(message.type)))
    return take_body(event);
  (void)take_beside(event);
  const Level level = innermost();
  if (!four()) {
    if (!std::exchange(counts.early_security, true))
      report(Fault::security_before_four, segment->tag_span()).hint =
          "security segments stand in messages of their own, or in syntax version 4";
    return true;
  }
  if (!std::exchange(counts.security, true)) report(Fault::security_unchecked, segment->tag_span());
  std::vector<SecurityPair>& pairs = security[level];
  if (tag == kUsh)
    begin_pair(pairs);
  else if (tag == kUst)
    end_pair(pairs);
  else if (pair != nullptr)
    ++pair->segments;
  if (tag == kUsd) begin_encryption();
  if (tag == kUsu) end_encryption();
  return true;
}

void Envelope::State::begin_pair(std::vector<SecurityPair>& pairs) {
  pair = nullptr;
  if (pairs.size() >= kMostPairs) {
    report(Fault::segment_overflow, segment->tag_span()).expected =
        "at most " + std::to_string(kMostPairs) + " security headers";
    return;
  }
  SecurityPair made;
  made.segments = 1;
  made.header = segment->span();
  assign(made.reference, kUshReference, 1);
  const Segment::Value* value = present(kUshReference);
  if (value == nullptr) {
    report(Fault::envelope_value_missing, segment->span(), nullptr, "0534 security reference")
        .place.element = kUshReference;
  } else if (std::any_of(pairs.begin(), pairs.end(), [&](const SecurityPair& each) {
               return each.reference == made.reference;
             })) {
    report_value(Fault::security_duplicate, *value).expected =
        "a reference that no other security header here has";
  }
  pairs.push_back(std::move(made));
  pair = &pairs.back();
}

void Envelope::State::end_pair(std::vector<SecurityPair>& pairs) {
  const Segment::Value* value = present(kUstReference);
  const std::string_view text = segment->text(kUstReference, 1, scratch);
  SecurityPair* last = nullptr;
  SecurityPair* right = nullptr;
  for (SecurityPair& each : pairs) {
    if (each.ended) continue;
    last = &each;
    if (each.reference == text) right = &each;
  }
  pair = right != nullptr ? right : last;
  if (pair == nullptr) {
    report(Fault::security_unpaired, segment->tag_span()).expected = "USH in front of it";
    return;
  }
  if (right == nullptr && value != nullptr) {
    Diagnostic& fault = report_value(Fault::reference_mismatch, *value);
    fault.expected = text::printable(pair->reference);
    fault.hint = "the reference of UST repeats that of USH";
    note_header(fault, "USH", pair->header);
  } else if (value == nullptr) {
    report(Fault::envelope_value_missing, segment->span(), nullptr, "0534 security reference")
        .place.element = kUstReference;
  }
  pair->ended = true;
  ++pair->segments;
  if (const Segment::Value* count = present(kUstCount)) {
    pair->stated = segment->text(*count, scratch);
    pair->stated_at = segment->span(*count);
    Diagnostic here;
    locate(here, count);
    pair->place = std::move(here.place);
  } else {
    report(Fault::envelope_value_missing, segment->span(), nullptr,
           "0588 number of security segments")
        .place.element = kUstCount;
  }
}

void Envelope::State::begin_encryption() {
  const Segment::Value* length = present(kUsdLength);
  if (length == nullptr)
    report(Fault::envelope_value_missing, segment->span(), nullptr, "0556 length of the data")
        .place.element = kUsdLength;
  expect_octets(EventKind::encrypted, kUsu, length);
  assign(octets.reference, kUsdReference, 1);
}

// USU repeats what USD says.
void Envelope::State::end_encryption() {
  if (octets.kind != EventKind::encrypted) {
    report(Fault::security_unpaired, segment->tag_span()).expected = "USD in front of it";
    return;
  }
  std::uint64_t length = 0;
  if (const Segment::Value* value = present(kUsdLength)) {
    const bool number = read_count(segment->text(*value, scratch), length);
    if (!number || length != octets.read || octets.stated != octets.read) {
      Diagnostic& fault = report_value(Fault::count_mismatch, *value,
                                       "USD says " + std::to_string(octets.stated) +
                                           ", but there are " + std::to_string(octets.read));
      fault.expected = std::to_string(octets.read);
    }
  }
  if (const Segment::Value* value = present(kUsdReference);
      value != nullptr && segment->text(*value, scratch) != octets.reference)
    report_value(Fault::reference_mismatch, *value).expected = text::printable(octets.reference);
  octets = {};
}

// At the end of a level: every header has its trailer, and that counts both groups.
void Envelope::State::settle_security(Level level) {
  for (const SecurityPair& each : security[level]) {
    if (!each.ended) {
      Diagnostic& fault = report(Fault::security_unpaired, each.header, nullptr,
                                 "UST expected for reference " + text::printable(each.reference));
      fault.place.tag = "UST";
      fault.expected = "UST";
      continue;
    }
    std::uint64_t count = 0;
    if (each.stated.empty() || (read_count(each.stated, count) && count == each.segments)) continue;
    Diagnostic& fault = report(Fault::count_mismatch, each.stated_at, nullptr,
                               "UST says " + text::printable(each.stated) + ", but there are " +
                                   std::to_string(each.segments));
    fault.place = each.place;
    fault.value = text::printable(each.stated);
    fault.expected = std::to_string(each.segments);
    fault.hint = "UST counts the security segments from USH on, and those from UST on";
  }
  security[level].clear();
  pair = nullptr;
}

}  // namespace sluis::edifact
