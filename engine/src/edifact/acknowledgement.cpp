#include "edifact/acknowledgement.hpp"

#include <algorithm>
#include <utility>

#include "edifact/charset.hpp"
#include "text/letters.hpp"
#include "text/unicode.hpp"

namespace sluis::edifact {
namespace {

// ISO 2022 needs the escape character.
bool is_control(char c) noexcept {
  constexpr unsigned char kEscape = 0x1B, kDelete = 0x7F;
  const auto byte = static_cast<unsigned char>(c);
  return (byte < ' ' && byte != kEscape) || byte == kDelete;
}

// The segment table of CONTRL.
constexpr std::size_t kMostUcs = 999, kMostUcd = 99;
constexpr std::uint64_t kMostResponses = 999'999;
// UNT 0074 before version 4; from then on no answer comes near to what it may say.
constexpr std::uint64_t kMostSegments = 999'999;
constexpr std::uint64_t kOwnSegments = 3;        // UNH, UCI, UNT
constexpr std::uint32_t kMostSegment = 999'999;  // UCS 0096
constexpr std::uint32_t kMostPosition = 999;     // S011 0098 and 0104
constexpr std::size_t kMostFindings = kMostUcs * kMostUcd;
constexpr std::size_t kMostPending = 1000;

// Lengths of what is copied.
constexpr std::size_t kReference = 14, kIdentification = 35, kQualifier = 4;
constexpr std::size_t kPackageReference = 35, kReferenceQualifier = 3;
constexpr std::size_t kInternal = 14, kInternalFour = 35;
constexpr std::array<std::size_t, 7> kMessageIdentifier = {6, 3, 3, 3, 6, 6, 6};
constexpr std::size_t kMandatoryIdentifier = 4, kIdentifierThree = 5;

constexpr unsigned kRejected = 4, kAcknowledged = 7, kReceived = 8;  // 0083
constexpr unsigned kComplaintElements = 3;                           // 0085, 0135, S011
constexpr unsigned kServiceCharacter = 20, kOutsideMessages = 33;    // 0085
constexpr std::uint32_t kRequest = 9, kTest = 11;                    // elements of UNB
constexpr std::uint64_t kAdviceReach = 80;  // bytes from UNA to its UNB, at most
constexpr std::uint64_t kNowhere = static_cast<std::uint64_t>(-1);  // behind every header

// What 0135 may name in UCI, UCF and UCM.
constexpr std::string_view kOfInterchange = "UNA UNB UNZ", kOfGroup = "UNG UNE",
                           kOfMessage = "UNH UNT UNO UNP";

bool is_four(char version) noexcept { return version >= '4' && version <= '9'; }

// The separators of the subject, which its sender can read; the usual ones when those would not do.
Separators separators_for(const Interchange& subject, bool four) {
  Separators own = subject.separators;
  if (own.decimal != ',') own.decimal = '.';
  own.repetition = !four ? '\0' : own.repetition == '\0' ? '*' : own.repetition;
  std::string all{own.component, own.element, own.decimal, own.release, own.terminator};
  if (four) all += own.repetition;
  std::sort(all.begin(), all.end());
  constexpr std::string_view kSeparators = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
  const bool usable = all.find_first_not_of(kSeparators) == std::string::npos &&
                      std::adjacent_find(all.begin(), all.end()) == all.end();
  return usable ? own : default_separators("UNOA", four ? '4' : '3');
}

}  // namespace

Acknowledgement::Acknowledgement(AcknowledgementSink& sink, const Envelope& envelope,
                                 const Tolerances& tolerances, const Source& source,
                                 Diagnostics& faults, IsComposite is_composite)
    : sink_(sink),
      envelope_(envelope),
      tolerances_(tolerances),
      source_(source),
      faults_(faults),
      is_composite_(std::move(is_composite)) {
  faults_.watch([this](const Diagnostic& diagnostic) { note(diagnostic); });
}

Acknowledgement::~Acknowledgement() { faults_.watch({}); }

// --- faults

void Acknowledgement::note(const Diagnostic& diagnostic) {
  if (diagnostic.severity != Severity::error) return;
  Complaint complaint;
  complaint.level = level_of(diagnostic);
  if (complaint.level == Level::none) return;
  const Place& place = diagnostic.place;
  complaint.fault = diagnostic.fault;
  complaint.tag = place.tag;
  complaint.segment = std::max<std::uint32_t>(contrl_segment(diagnostic), 1);
  complaint.element = place.element;
  complaint.component = place.component;
  complaint.repetition = place.repetition;
  complaint.offset = diagnostic.where.begin;
  // About the element as a whole.
  if (complaint.fault == Fault::element_overflow ||
      (complaint.component == 1 && !is_composite_(make_tag(place.tag), place.element)))
    complaint.component = 0;
  if (!waits(complaint)) return take(complaint);
  if (pending_.size() == kMostPending) distribute(complaint.offset);
  pending_.push_back(std::move(complaint));
}

// True when it is about a header that has not been announced, or about what should have been in
// front of it.
bool Acknowledgement::waits(const Complaint& complaint) const {
  const auto behind = [&](std::string_view tag, Span header) {
    return complaint.tag == tag && complaint.offset >= header.end;
  };
  switch (complaint.level) {
    case Level::none:
      return false;
    case Level::interchange:
      return !open_ || behind("UNB", header_);
    case Level::group:
      return !group_open_ || behind("UNG", group_header_);
    case Level::message:
    case Level::segment:
    case Level::element:
      break;
  }
  return !message_open_ || behind("UNH", message_header_) || behind("UNO", message_header_);
}

void Acknowledgement::take(const Complaint& complaint) {
  const auto first = [&](std::optional<Complaint>& of) {
    if (!of) of = complaint;
  };
  if (complaint.level == Level::interchange) return first(interchange_);
  if (complaint.level == Level::group) return first(group_);
  first(first_);
  if (complaint.level == Level::message) return first(message_);
  find(complaint);
}

void Acknowledgement::find(const Complaint& complaint) {
  if (findings_.size() == kMostFindings) {
    cut_ = true;
    return;
  }
  // What stands too far behind to be pointed at is told of its segment.
  const bool element = complaint.level == Level::element && complaint.element < kMostPosition;
  Finding finding;
  finding.segment = complaint.segment;
  if (element) {
    finding.element = static_cast<std::uint16_t>(complaint.element);
    finding.component = static_cast<std::uint16_t>(std::min(complaint.component, kMostPosition));
    finding.repetition = four_ ? complaint.repetition : 0;
  }
  finding.code = static_cast<std::uint16_t>(
      contrl_code(complaint.fault, element ? Level::element : Level::segment, four_));
  findings_.push_back(finding);
}

// To the level above the message or group that it is about.
void Acknowledgement::raise(const Complaint& complaint) {
  const bool to_group = group_open_ && complaint.level != Level::group;
  std::optional<Complaint>& to = to_group ? group_ : interchange_;
  if (!to) to = complaint;
}

// What waited is about the group or message that begins at `header`, or about one whose header
// could not be read.
void Acknowledgement::distribute(std::uint64_t header) {
  std::vector<Complaint> waiting;
  waiting.swap(pending_);
  for (Complaint& complaint : waiting) {
    if (complaint.level == Level::interchange)
      pending_.push_back(std::move(complaint));  // of the one that follows
    else if (complaint.offset >= header && !waits(complaint))
      take(complaint);
    else
      raise(complaint);
  }
}

// --- the envelope

void Acknowledgement::event(const Event& event) {
  faults_.settle();
  if (event.kind == EventKind::interchange_begin) {
    open_ = event.segment != nullptr;
    if (open_) begin_interchange(*event.segment);
    return;
  }
  if (!open_) return;
  switch (event.kind) {
    case EventKind::group_begin:
      return begin_group(*event.segment);
    case EventKind::message_begin:
      return begin_message(*event.segment);
    case EventKind::package_begin:
      return begin_package(*event.segment);
    case EventKind::message_end:
    case EventKind::package_end:
      return end_message();
    case EventKind::group_end:
      return end_group();
    case EventKind::interchange_end:
      return end_interchange();
    default:  // nothing begins or ends that an answer speaks of
      return;
  }
}

void Acknowledgement::begin_interchange(const Segment& unb) {
  std::vector<Complaint> waiting;
  waiting.swap(pending_);
  // There is no CONTRL for interactive interchanges (S-319).
  open_ = unb.tag() == make_tag("UNB");
  if (!open_) return;
  const Interchange& subject = envelope_.interchange();
  four_ = is_four(subject.version);
  header_ = unb.span();
  cut_ = grouped_ = false;
  contrls_ = others_ = 0;
  interchange_.reset();
  draft_.clear();
  // What was found between two interchanges is not the fault of the second, and neither is a header
  // that could not be read: nobody can be told of that interchange.
  const auto is_own = [&](const Complaint& complaint) {
    if (fault_row(complaint.fault).contrl == kOutsideMessages) return false;
    if (complaint.tag == "UNA") return complaint.offset + kAdviceReach >= header_.begin;
    return complaint.tag.empty() || complaint.offset >= header_.begin;
  };
  for (const Complaint& complaint : waiting)
    if (complaint.level == Level::interchange && is_own(complaint)) take(complaint);

  const std::string qualifier(unb.text(2, 2, scratch_));
  const Tolerance& tolerance = *tolerances_.for_sender(subject.sender, qualifier);
  whole_ = tolerance.contrl_whole;
  asked_only_ = tolerance.contrl_asked;
  request_ = unb.text(kRequest, 1, scratch_);
  test_ = unb.text(kTest, 1, scratch_);
  const char most = four_ ? '5' : '1';
  if (!test_.empty() && (test_.size() != 1 || test_[0] < '1' || test_[0] > most)) test_ = "1";

  const std::size_t internal = four_ ? kInternalFour : kInternal;
  named_ = copy(unb, 5, 1, kReference, reference_);
  named_ = copy_party(unb, 2, internal, sender_) && named_;
  named_ = copy_party(unb, 3, internal, recipient_) && named_;
  choose_forms();
  named_ = named_ && carry(reference_, sender_, recipient_);
}

// In the repertoire of the subject (S-397); in a wider one when that cannot carry what is copied.
void Acknowledgement::choose_forms() {
  const Interchange& subject = envelope_.interchange();
  char version = subject.version;
  if (four_) version = '4';
  if (version < '1' || version > '4') version = '3';
  forms_.clear();
  for (const std::string& identifier : {text::capitals(subject.syntax), std::string("UNOB"),
                                        std::string("UNOC"), std::string("UNOY")}) {
    // No answer in version 4 to what is read as version 3.
    const char first = Charset::first_version(identifier);
    if (first == '4' && !four_) continue;
    if (identifier == "UNOB" && version >= '3' && subject.syntax != identifier) continue;
    Form form = Form::standard(identifier, std::max(version, first));
    if (form.charset == nullptr) continue;
    form.separators = separators_for(subject, four_);
    forms_.push_back(std::move(form));
  }
}

void Acknowledgement::begin_group(const Segment& ung) {
  // SG1 and SG3 exclude each other (S-390): messages outside of groups can no longer be told of.
  if (!grouped_ && draft_.responses() != 0) raise({Fault::mixed_groups, Level::group});
  group_open_ = grouped_ = true;
  group_header_ = ung.span();
  distribute(group_header_.begin);
  group_named_ = copy(ung, 5, 1, kReference, group_reference_);
  (void)copy_party(ung, 2, 0, group_sender_);
  (void)copy_party(ung, 3, 0, group_recipient_);
}

void Acknowledgement::begin_message(const Segment& unh) {
  message_open_ = true;
  message_header_ = unh.span();
  distribute(message_header_.begin);
  ++(text::capitals(envelope_.message().type) == "CONTRL" ? contrls_ : others_);
  message_named_ = copy(unh, 1, 1, kReference, message_reference_);
  for (std::uint32_t i = 0; i < kIdentifier; ++i) {
    const bool has = i < kIdentifierThree || four_;
    const bool there = copy(unh, 2, i + 1, has ? kMessageIdentifier[i] : 0, message_identifier_[i]);
    message_named_ = message_named_ && (there || i >= kMandatoryIdentifier);
  }
}

void Acknowledgement::begin_package(const Segment& uno) {
  message_open_ = package_ = true;
  message_header_ = uno.span();
  distribute(message_header_.begin);
  ++others_;
  const bool named = copy(uno, 1, 1, kPackageReference, message_reference_);
  const bool described = copy(uno, 2, 1, kReferenceQualifier, package_identifier_[0]) &&
                         copy(uno, 2, 2, kPackageReference, package_identifier_[1]);
  message_named_ = named && described;
}

void Acknowledgement::end_message() {
  // Errors in a CONTRL go to the operator (S-396).
  const bool contrl = !package_ && text::capitals(envelope_.message().type) == "CONTRL";
  if (first_ && !contrl && !reject_message()) raise(*first_);
  message_open_ = package_ = false;
  message_.reset();
  first_.reset();
  findings_.clear();
}

// False when that has to be said at a higher level.
bool Acknowledgement::reject_message() {
  if (grouped_ && !group_open_) first_ = Complaint{Fault::mixed_groups, Level::message};
  if (!message_named_ || (grouped_ && !group_open_)) return false;
  if (!(package_ ? carry(message_reference_, package_identifier_)
                 : carry(message_reference_, message_identifier_)))
    return false;
  ContrlDraft& draft = group_open_ ? in_group_ : draft_;
  draft.begin("UCM");
  if (package_) {
    draft.element();
    draft.element();
  } else {
    draft.element(message_reference_);
    draft.element(message_identifier_[0]);
    for (std::size_t i = 1; i < kIdentifier; ++i) draft.component(message_identifier_[i]);
  }
  draft.element(kRejected);
  unsigned told = message_ ? put_complaint(draft, *message_, Level::message) : 0;
  if (package_) {
    for (; told < kComplaintElements; ++told) draft.element();
    draft.element(message_reference_);
    draft.element(package_identifier_[0]);
    draft.component(package_identifier_[1]);
  }
  draft.end();
  put_findings(draft);
  return true;
}

void Acknowledgement::end_group() {
  distribute(kNowhere);
  if (group_ || in_group_.responses() != 0) {
    const bool told = group_named_ && carry(group_reference_, group_sender_, group_recipient_);
    group_open_ = false;
    if (told) {
      draft_.begin("UCF");
      draft_.element(group_reference_);
      put_party(draft_, group_sender_);
      put_party(draft_, group_recipient_);
      draft_.element(group_ ? kRejected : kAcknowledged);
      if (group_) put_complaint(draft_, *group_, Level::group);
      draft_.end();
      if (!group_) draft_.append(std::move(in_group_));
    } else {
      raise(group_ ? *group_ : Complaint{Fault::envelope_value_missing, Level::group});
    }
  }
  group_open_ = false;
  group_.reset();
  in_group_.clear();
}

void Acknowledgement::end_interchange() {
  distribute(kNowhere);
  answer();
  open_ = false;
  interchange_.reset();
  draft_.clear();
}

// --- what is copied

bool Acknowledgement::copy(const Segment& segment, std::uint32_t element, std::uint32_t component,
                           std::size_t most, std::string& to) {
  std::string_view text = segment.text(element, component, scratch_);
  // A control character that was tolerated is a blank in the text, which is not what was sent.
  if (const Segment::Value* value = segment.find(element, component); value != nullptr)
    for (const char c : segment.raw(*value))
      if (is_control(c)) return false;
  // Blanks at the end of a value mean nothing, and should not be there.
  text = text.substr(0, text.find_last_not_of(' ') + 1);
  to.clear();
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++characters)
    if (const char32_t c = text::decode(text, at);
        c == text::kMalformed || c == text::kReplacement || !text::is_printable(c))
      return false;
  if (characters == 0 || characters > most) return false;
  to = text;
  return true;
}

// What is conditional and cannot be copied is left out.
bool Acknowledgement::copy_party(const Segment& segment, std::uint32_t element,
                                 std::size_t internal, Party& to) {
  to = {};
  if (!copy(segment, element, 1, kIdentification, to[0])) return false;
  (void)copy(segment, element, 2, kQualifier, to[1]);
  (void)copy(segment, element, 3, internal, to[2]);
  (void)copy(segment, element, 4, internal == kInternalFour ? internal : 0, to[3]);
  return true;
}

template <class... Lists>
bool Acknowledgement::carry(const std::string& reference, const Lists&... lists) {
  std::vector<Form> left;
  for (const Form& form : forms_) {
    const auto can = [&](const std::string& text) {
      scratch_.clear();
      return form.charset->encode(text, scratch_) == Charset::npos &&
             form.charset->check(scratch_) == Charset::npos;
    };
    if (can(reference) && (std::all_of(lists.begin(), lists.end(), can) && ...))
      left.push_back(form);
  }
  if (left.empty()) return false;
  forms_ = std::move(left);
  return true;
}

// --- segments of the answer

void Acknowledgement::put_party(ContrlDraft& draft, const Party& party) {
  draft.element(party[0]);
  for (std::size_t i = 1; i < party.size(); ++i) draft.component(party[i]);
}

unsigned Acknowledgement::put_complaint(ContrlDraft& draft, const Complaint& complaint,
                                        Level level) {
  const unsigned code = contrl_code(complaint.fault, level, four_);
  draft.element(code);
  std::string_view tag = complaint.tag;
  if (tag.empty() && code == kServiceCharacter) tag = "UNA";
  const std::string_view tags = level == Level::interchange ? kOfInterchange
                                : level == Level::group     ? kOfGroup
                                                            : kOfMessage;
  if (tag.size() != 3 || tags.find(tag) == std::string_view::npos) return 1;
  draft.element(tag);
  if (complaint.element == 0 || complaint.element >= kMostPosition || tag == "UNA") return 2;
  put_place(draft, complaint.element, complaint.component, complaint.repetition);
  return kComplaintElements;
}

// S011 counts the tag as position 1 (S-392).
void Acknowledgement::put_place(ContrlDraft& draft, std::uint32_t element, std::uint32_t component,
                                std::uint32_t repetition) const {
  draft.element(std::uint64_t{element} + 1);
  draft.component(component == 0 ? std::string() : std::to_string(component));
  if (four_ && repetition != 0) draft.component(std::to_string(repetition));
}

void Acknowledgement::put_findings(ContrlDraft& draft) {
  std::sort(findings_.begin(), findings_.end());
  findings_.erase(std::unique(findings_.begin(), findings_.end()), findings_.end());
  std::size_t ucs = 0, ucd = 0;
  const auto begin_segment = [&](const Finding& finding) {
    ++ucs;
    ucd = 0;
    draft.begin("UCS");
    draft.element(finding.segment);
    if (finding.element == 0) draft.element(finding.code);
    draft.end();
  };
  std::uint32_t segment = 0;
  for (const Finding& finding : findings_) {
    const bool fresh = finding.segment != segment || finding.element == 0;
    if (finding.segment > kMostSegment || (fresh && ucs == kMostUcs) ||
        (!fresh && ucd == kMostUcd)) {
      cut_ = true;
      if (fresh) break;  // those that follow have no place either
      continue;
    }
    if (fresh) begin_segment(finding);
    segment = finding.segment;
    if (finding.element == 0) continue;
    ++ucd;
    draft.begin("UCD");
    draft.element(finding.code);
    put_place(draft, finding.element, finding.component, finding.repetition);
    draft.end();
  }
}

// --- the answer

void Acknowledgement::answer() {
  if (contrls_ != 0 && others_ == 0) return;  // S-396
  const bool asked = !request_.empty() && request_ != "0";
  if (asked_only_ && !asked) return;
  if (!named_) {
    report(Fault::contrl_impossible,
           "its sender, recipient or reference is missing, or cannot be copied");
    return;
  }
  const std::uint64_t most = four_ ? kNowhere : kMostSegments;
  if (draft_.responses() > std::min(kMostResponses, most - kOwnSegments)) {
    raise({Fault::message_limit, Level::group});
    cut_ = true;
  }
  const bool receipt = four_ && request_ == "2";  // S-398
  const bool sound = !interchange_ && draft_.responses() == 0;
  if (receipt) write(kReceived);
  // One faulty message may reject all by agreement (S-405); what is wrong is told where it is.
  const bool rejected = interchange_ || (whole_ && !sound);
  if (!receipt || !sound) write(rejected ? kRejected : kAcknowledged);
  if (cut_) report(Fault::contrl_cut, {});
}

void Acknowledgement::write(unsigned action) {
  const auto stamp = sink_.begin({reference_, sender_[0], recipient_[0]});
  const Form& form = forms_.front();
  Diagnostics own;
  Writer writer([this](std::string_view bytes) { sink_.write(bytes); }, own);
  writer.begin_interchange(form);
  ContrlDraft head;
  head.begin("UNB");
  head.element(form.identifier);
  head.component(std::string_view(&form.version, 1));
  put_party(head, recipient_);
  put_party(head, sender_);
  constexpr std::size_t kCentury = 2;
  head.element(std::string_view(stamp.date).substr(four_ ? 0 : kCentury));
  head.component(stamp.time);
  head.element(stamp.reference);
  if (!test_.empty()) {
    for (std::uint32_t at = 6; at < kTest; ++at) head.element();
    head.element(test_);
  }
  head.end();
  head.begin("UNH");
  head.element(1);
  head.element("CONTRL");
  for (const std::string_view part : {four_ ? "4" : "D", four_ ? "1" : "3", "UN"})
    head.component(part);
  head.end();
  head.begin("UCI");
  head.element(reference_);
  put_party(head, sender_);
  put_party(head, recipient_);
  head.element(action);
  if (action != kReceived && interchange_) put_complaint(head, *interchange_, Level::interchange);
  head.end();
  head.write(writer, 0);
  if (action != kReceived && !interchange_) {
    const std::uint64_t room =
        four_ ? draft_.details() : kMostSegments - kOwnSegments - draft_.responses();
    cut_ = cut_ || draft_.details() > room;
    draft_.write(writer, room);
  }
  writer.end_message();
  writer.end_interchange();
  sink_.end();
  // A stamp that cannot be written.
  faults_.append(std::move(own));
}

void Acknowledgement::report(Fault fault, std::string detail) {
  Diagnostic& diagnostic = faults_.report(fault, source_, header_, std::move(detail));
  diagnostic.place.interchange = envelope_.interchange().reference;
  diagnostic.place.tag = "UNB";
}

}  // namespace sluis::edifact
