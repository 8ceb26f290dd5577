// What headers say: values, dates, the agreement with the partner, duplicates.
#include <algorithm>

#include "edifact/envelope_state.hpp"
#include "edifact/moment.hpp"
#include "text/letters.hpp"
#include "text/unicode.hpp"

namespace sluis::edifact {
namespace {

// True when `word` is one of those in `list`, which blanks separate.
bool is_one_of(std::string_view word, std::string_view list) noexcept {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    if (list.substr(0, end) == word) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

char first_of(std::string_view text) noexcept { return text.empty() ? '\0' : text[0]; }

// Where S009 or S306 has its parts.
struct Identifier {
  std::uint32_t element, type, version, release, agency, association;
};
constexpr Identifier kBatch = {2, 1, 2, 3, 4, 5};
constexpr Identifier kInteractive = {1, 1, 2, 3, 5, 6};
// Elements of UNB and UIB; 0: there is none.
struct Elements {
  std::uint32_t sender, recipient, test;
};
constexpr Elements kUnb = {2, 3, 11};
constexpr Elements kUib = {6, 7, 10};
constexpr std::uint32_t kDialogue = 3;  // S302 in UIH

}  // namespace

// Forgets the interchange before.
void Envelope::State::renew_interchange() {
  faults.begin_message();
  shown = false;
  counts = {};
  messages_seen.clear();
  groups_seen.clear();
  transfers_seen.clear();
  message.number = 0;
  const std::uint32_t number = interchange.number + 1;
  interchange = {};
  interchange.number = number;
  interchange.separators = reader.separators();
  const Syntax& syntax = reader.syntax();
  interchange.decimal_mark = syntax.advice && !syntax.is_four() ? syntax.separators.decimal : '\0';
  interchange.advice = syntax.advice;
}

void Envelope::State::begin_interchange(const LevelRow& row) {
  const Syntax& syntax = reader.syntax();
  renew_interchange();
  Interchange& it = interchange;
  it.interactive = row.interactive;
  const Elements& at = it.interactive ? kUib : kUnb;
  it.reference = reference[kInterchange];
  assign(it.sender, at.sender, 1);
  assign(it.recipient, at.recipient, 1);
  const auto party = [this](Party& to, std::uint32_t element) {
    assign(to.qualifier, element, 2);
    assign(to.internal, element, 3);
    assign(to.subordinate, element, 4);
  };
  party(it.sending, at.sender);
  party(it.receiving, at.recipient);
  it.syntax = syntax.identifier;
  it.version = syntax.version.size() == 1 ? syntax.version[0] : '3';
  assign(it.test_indicator, at.test, 1);
  // Whatever is not clearly production must not be taken for it.
  it.test = !it.test_indicator.empty();
  if (!it.interactive) {
    assign(it.application, 7, 1);
    it.priority = first_of(segment->text(8, 1, scratch));
    it.acknowledgement = first_of(segment->text(9, 1, scratch));
    if (it.acknowledgement != '1' && it.acknowledgement != '2') it.acknowledgement = '\0';
    assign(it.agreement, 10, 1);
  }
  check_values(row.header);
  check_syntax();
  if (const Segment::Value* version = present(1, 2);
      it.interactive && !four() && version != nullptr)
    report_value(Fault::interactive_version, *version).expected = "4";
  check_date(row);
  check_agreement();
  check_duplicate_interchange();
}

void Envelope::State::begin_group() {
  ++counts.groups;
  counts.in_group = 0;
  counts.group_type = false;
  group.reference = reference[kGroup];
  assign(group.type, 1, 1);
  assign(group.sender, 2, 1);
  assign(group.sender_qualifier, 2, 2);
  assign(group.recipient, 3, 1);
  assign(group.recipient_qualifier, 3, 2);
  const LevelRow& row = row_of(kGroup);
  check_values(row.header);
  check_date(row);
  check_group();
}

void Envelope::State::begin_message() {
  const Identifier& at = interchange.interactive ? kInteractive : kBatch;
  message.reference = reference[kMessage];
  assign(message.type, at.element, at.type);
  assign(message.version, at.element, at.version);
  assign(message.release, at.element, at.release);
  assign(message.agency, at.element, at.agency);
  assign(message.association, at.element, at.association);
  ++message.number;
  message.segments = 1;
  message.header = segment->span();
  section = '\0';
  const LevelRow& row = row_of(kMessage);
  check_values(row.header);
  if (row.date != 0) check_date(row);
  check_message();
  if (interchange.interactive)
    check_dialogue();
  else
    check_transfer();
}

void Envelope::State::begin_package() {
  package.reference = reference[kPackage];
  package.octets = 0;
  package.segments = 1;
  check_values(row_of(kPackage).header);
  expect_octets(EventKind::package_object, make_tag("UNP"), present(kPackageStatus));
  package.length = octets.stated;
  // Segments in front of the object: security.
  std::uint64_t before = 0;
  constexpr std::uint64_t kMostBefore = 999;
  const Segment::Value* value = present(kPackageStatus, 2);
  if (value != nullptr &&
      (!read_count(segment->text(*value, scratch), before) || before > kMostBefore)) {
    Diagnostic& fault = report_value(Fault::envelope_value, *value);
    fault.expected = "the number of segments in front of the object";
    before = 0;
  }
  before_object = static_cast<std::uint32_t>(before);
  octets.active = before == 0;
}

// Values that must stand in a service segment, or may not, or not so.
void Envelope::State::check_values(const ServiceSegment& service) {
  const std::size_t version = four() ? 1 : 0;
  std::uint32_t absent = 0;  // an element that is not there at all is reported once
  std::uint32_t newer = 0;   // likewise
  for (const ServiceValue& row : service) {
    const Segment::Value* value = present(row.element, row.component);
    if (value == nullptr) {
      if (row.use[version] != Use::mandatory || row.element == absent) continue;
      const Segment::Range range = segment->element(row.element);
      bool empty = true;
      for (std::uint32_t at = range.first; at < range.last; ++at) {
        const Segment::Value& other = segment->values()[at];
        empty = empty && other.begin == other.end;
      }
      if (empty) absent = row.element;
      const Segment::Value* place = segment->find(row.element, row.component);
      Diagnostic& fault = report(Fault::envelope_value_missing,
                                 place != nullptr ? segment->span(*place) : segment->span(), place,
                                 std::string(row.name));
      fault.place.element = row.element;
      fault.place.component = row.component;
      fault.expected = row.name;
    } else if (row.use[version] == Use::absent) {
      if (row.element == newer) continue;
      newer = row.element;
      report_value(Fault::newer_component, *value, std::string(row.name)).hint =
          "it is part of syntax version 4";
    } else if (!row.allowed[version].empty()) {
      if (is_one_of(segment->text(*value, scratch), row.allowed[version])) continue;
      Diagnostic& fault = report_value(row.wrong, *value, std::string(row.name));
      fault.expected = row.allowed[version];
      if (row.wrong == Fault::test_indicator_value)
        fault.hint = "the interchange is taken for a test";
    } else if (row.length != 0 && version == 0 &&
               text::count_characters(segment->text(*value, scratch)) > row.length) {
      report_value(Fault::newer_length, *value, std::string(row.name)).expected =
          "at most " + std::to_string(row.length) + " characters";
    }
  }
  if (segment->elements() <= service.elements) return;
  for (std::uint32_t at = segment->element(service.elements + 1U).first;
       at < segment->values().size(); ++at) {
    const Segment::Value& value = segment->values()[at];
    if (value.begin == value.end) continue;
    Diagnostic& fault = report_value(Fault::envelope_value_surplus, value);
    fault.expected = "at most " + std::to_string(service.elements) + " elements";
    fault.hint = "is a terminator missing?";
    return;
  }
}

// S004, or S300 with a time of any form.
void Envelope::State::check_date(const LevelRow& row) {
  std::string date;
  std::string time;
  if (const Segment::Value* value = present(row.date)) {
    const std::string_view text = segment->text(*value, scratch);
    if (const auto fault = read_date(text, four(), date))
      report_value(*fault, *value).expected = four() ? "CCYYMMDD" : "YYMMDD";
  }
  if (const Segment::Value* value = present(row.date, 2)) {
    const std::string_view text = segment->text(*value, scratch);
    const auto fault = read_time(text, time);
    if (fault && row.batch) report_value(*fault, *value).expected = "HHMM";
  }
  if (row.level != kInterchange) return;
  interchange.date = std::move(date);
  interchange.time = std::move(time);
}

void Envelope::State::check_syntax() {
  const Syntax& syntax = reader.syntax();
  const Segment::Value* value = segment->find(1, 1);
  const std::string capitals = text::capitals(syntax.identifier);
  const auto about = [&](Fault why, const Segment::Value* where) -> Diagnostic& {
    Diagnostic& fault =
        report(why, where == nullptr ? segment->span() : segment->span(*where), where);
    if (where != nullptr) fault.value = text::printable(segment->raw(*where));
    return fault;
  };
  constexpr std::string_view kSubstitute = "the interchange is read as UNOC (ISO 8859-1)";
  constexpr std::string_view kSets = "UNOA to UNOL, UNOW to UNOY, or KECA";
  if (!capitals.empty()) {
    if (!Charset::is_known(capitals)) {
      Diagnostic& fault = about(Fault::unknown_syntax_identifier, value);
      fault.expected = kSets;
      if (!syntax.supported) fault.hint = kSubstitute;
    } else {
      if (capitals != syntax.identifier)
        about(Fault::syntax_identifier_case, value).expected = capitals;
      if (!syntax.supported) {
        const bool encoding = !syntax.encoding.empty() && Charset::find(capitals, '4') != nullptr;
        Diagnostic& fault =
            about(Fault::unsupported_charset, encoding ? segment->find(1, 4) : value);
        fault.expected = encoding ? "1, 2, 4, 7 (UTF-8), or nothing" : kSets;
        fault.hint = kSubstitute;
      }
      const char first = Charset::first_version(capitals);
      if (syntax.version.size() == 1 && syntax.version[0] >= '1' && syntax.version[0] < first)
        about(Fault::charset_newer_than_version, value).expected =
            "syntax version " + std::string(1, first);
    }
  }
  const std::string_view version = syntax.version;
  if (version.empty() || (version.size() == 1 && version[0] >= '1' && version[0] <= '4')) return;
  const Segment::Value* where = segment->find(1, 2);
  if (version == "X") {
    about(Fault::version_read_as_three, where);
    return;
  }
  Diagnostic& fault = about(Fault::unknown_syntax_version, where);
  fault.expected = "1, 2, 3 or 4";
  fault.hint = syntax.is_four() ? "it is read as version 4" : "it is read as version 3";
}

// What was agreed with the sender, if anything was.
void Envelope::State::check_agreement() {
  const Tolerance& agreed = reader.tolerance();
  const Tolerances& all = reader.tolerances();
  const Elements& at = interchange.interactive ? kUib : kUnb;
  const auto about = [this](Fault why, std::uint32_t element) -> Diagnostic& {
    const Segment::Value* value = segment->find(element);
    if (value != nullptr) return report_value(why, *value);
    return report(why, segment->span());
  };
  if (!all.takes_strangers() && !all.knows(interchange.sender, interchange.sending.qualifier))
    about(Fault::unknown_sender, at.sender).expected = "a sender with a profile of its own";
  if (!agreed.is_recipient(interchange.recipient, interchange.receiving.qualifier))
    about(Fault::wrong_recipient, at.recipient).expected = "a recipient of the profile";
  if (!interchange.date.empty() && interchange.date < agreed.not_before)
    about(Fault::too_old, row_of(kInterchange).date).expected =
        agreed.not_before + " or a later date";
  if (interchange.test && !agreed.tests)
    about(Fault::test_refused, at.test).expected = "nothing: production only";
}

// The same sender, recipient and reference: the interchange was in the input before.
void Envelope::State::check_duplicate_interchange() {
  if (interchange.interactive || interchange.reference.empty()) return;
  Hasher hasher(seed);
  for (const std::string* part :
       {&interchange.sender, &interchange.sending.qualifier, &interchange.recipient,
        &interchange.receiving.qualifier, &interchange.reference})
    hasher.add(*part);
  if (is_new(interchanges_seen, hasher.value())) return;
  Diagnostic& fault = report_value(Fault::duplicate_interchange, *segment->find(5));
  fault.expected = "a reference that the sender has not used before";
}

void Envelope::State::check_group() {
  if (!group.reference.empty()) {
    Hasher hasher(seed);
    hasher.add(group.reference);
    if (!is_new(groups_seen, hasher.value()))
      report_value(Fault::duplicate_group, *segment->find(5)).expected =
          "a reference that no other group of the interchange has";
  }
  if (!four()) return;
  // Either all or none.
  const bool type = present(1) != nullptr;
  const bool agency = present(6) != nullptr;
  const bool version = present(7) != nullptr;
  if (type == agency && agency == version) return;
  Diagnostic& fault = report(Fault::group_dependency, segment->span());
  fault.expected = "0038, 0051 and S008, or none of them";
}

void Envelope::State::check_message() {
  const std::uint32_t element = interchange.interactive ? kInteractive.element : kBatch.element;
  const Segment::Value* type = present(element);
  if (open[kGroup] && !four() && !group.type.empty() && type != nullptr &&
      message.type != group.type && !counts.group_type) {
    counts.group_type = true;
    Diagnostic& fault = report_value(Fault::group_type, *type);
    fault.expected = text::printable(group.type);
    note_header(fault, "UNG", header[kGroup]);
  }
  if (const Tolerance& agreed = reader.tolerance(); !agreed.messages.empty() && type != nullptr) {
    std::string name = message.type;
    for (const std::string* part :
         {&message.version, &message.release, &message.agency, &message.association})
      name += ':' + *part;
    if (!agreed.is_agreed(name))
      report_value(Fault::no_agreement, *type).expected = "a message of the profile";
  }
  // A message reference with its type is used once in an interchange, or once in a group.
  if (message.reference.empty()) return;
  Hasher hasher(seed);
  hasher.add(open[kGroup] ? counts.groups : 0);
  for (const std::string* part :
       {&message.reference, &message.type, &message.version, &message.release, &message.agency})
    hasher.add(*part);
  if (is_new(messages_seen, hasher.value())) return;
  Diagnostic& fault =
      report_value(Fault::duplicate_message, *present(row_of(kMessage).header_reference));
  fault.expected = "a reference that no other message of this type has";
  fault.hint = "number the messages of an interchange 1, 2, 3 ...";
}

// At most Limits::references are remembered.
bool Envelope::State::is_new(References& seen, std::uint64_t hash) {
  if (seen.size() < limits.references) return seen.insert(hash);
  if (counts.unchecked) return true;
  counts.unchecked = true;
  report(Fault::duplicates_not_checked, segment->span(), nullptr,
         "at most " + std::to_string(limits.references) + " are remembered");
  return true;
}

// S010: parts of one business transaction, which have 0068 in common. They may be spread over
// interchanges, so that the first one to be seen may have any number.
void Envelope::State::check_transfer() {
  constexpr std::uint32_t kAccess = 3;
  constexpr std::uint32_t kStatus = 4;
  const Segment::Value* value = present(kStatus);
  if (value == nullptr) return;
  std::uint64_t sequence = 0;
  if (!read_count(segment->text(*value, scratch), sequence) || sequence == 0) {
    report_value(Fault::envelope_value, *value).expected = "1, 2, 3 ...";
    return;
  }
  std::string expected;
  if (segment->text(kStatus, 2, scratch) == "C" && sequence != 1) expected = "1 with C";
  if (const Segment::Value* access = present(kAccess)) {
    Hasher hasher(seed);
    hasher.add(segment->text(*access, scratch));
    const auto part = [&hasher](std::uint64_t number) {
      Hasher each = hasher;
      each.add(number);
      return each.value();
    };
    const bool known = !is_new(transfers_seen, part(0));
    if (known && sequence != 1 && !transfers_seen.contains(part(sequence - 1)))
      expected = std::to_string(sequence - 1) + " in front of it";
    if (!is_new(transfers_seen, part(sequence))) expected = "a part that was not there before";
  }
  if (expected.empty()) return;
  report_value(Fault::transfer_sequence, *value).expected = std::move(expected);
}

// S302 in UIH, when it is there, is that of UIB.
void Envelope::State::check_dialogue() {
  const Segment::Value* value = present(kDialogue);
  if (value == nullptr || interchange.reference.empty() ||
      segment->text(*value, scratch) == interchange.reference)
    return;
  report_value(Fault::dialogue_mismatch, *value).expected = text::printable(interchange.reference);
}

// UNS: D in front of the detail section, S behind it; a structure only counts them. That S is not
// repeated, and that they are there, it says.
void Envelope::State::check_section() {
  const char now = first_of(segment->text(1, 1, scratch));
  if (now == 'D' && section == 'S') {
    report(Fault::section_order, segment->span()).expected = "UNS+D in front of UNS+S";
  } else if (now == 'D' && section == 'D') {
    report(Fault::segment_overflow, segment->span()).expected = "UNS+D once";
  }
  if (now == 'D' || now == 'S') section = now;
}

}  // namespace sluis::edifact
