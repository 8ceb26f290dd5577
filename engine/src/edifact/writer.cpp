#include "edifact/writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "edifact/bytes.hpp"
#include "text/unicode.hpp"

namespace sluis::edifact {
namespace {

constexpr std::uint64_t kMessages = 999'999;                // 0036, 0060
constexpr std::uint64_t kSegments = 999'999;                // 0074
constexpr std::uint64_t kSegmentsFour = 9'999'999'999;      // 0074 from version 4 on
constexpr std::uint64_t kOctets = 999'999'999'999'999'999;  // 0810

constexpr std::size_t kDigits = 20;  // of a number of 64 bits

constexpr bool is_four(char version) { return version >= '4' && version <= '9'; }

// Which element of a header holds the reference that its trailer repeats.
constexpr std::uint32_t kOfInterchange = 5, kOfGroup = 5, kOfMessage = 1, kOfDialogue = 2;

class Digits {
 public:
  explicit Digits(std::uint64_t number)
      : end_(std::to_chars(digits_.data(), digits_.data() + digits_.size(), number).ptr) {}
  [[nodiscard]] std::string_view text() const {
    return {digits_.data(), static_cast<std::size_t>(end_ - digits_.data())};
  }

 private:
  std::array<char, kDigits> digits_{};
  const char* end_;
};

void append_unreleased(std::string& out, std::string_view bytes, char release) {
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (bytes[at] == release && ++at == bytes.size()) return;
    out += bytes[at];
  }
}

}  // namespace

Separators default_separators(std::string_view identifier, char version) noexcept {
  if (is_four(version)) {
    Separators four;
    four.repetition = '*';
    return four;
  }
  return identifier == "UNOB" ? kLevelB : Separators{};
}

Form Form::standard(std::string identifier, char version) {
  Form form;
  form.charset = Charset::find(identifier, version);
  form.separators = default_separators(identifier, version);
  form.identifier = std::move(identifier);
  form.version = version;
  return form;
}

Writer::Writer(Sink sink, Diagnostics& faults) : sink_(std::move(sink)), faults_(faults) {}

void Writer::begin_interchange(Form form) {
  form_ = std::move(form);
  if (!is_four(form_.version)) form_.separators.repetition = '\0';
  const Separators& s = form_.separators;
  if (s.terminator == '\r' || s.terminator == '\n') form_.line_end.clear();
  service_.fill(false);
  for (const char c : {s.component, s.element, s.release, s.repetition, s.terminator})
    if (c != '\0') service_[static_cast<unsigned char>(c)] = true;
  interchange_.clear();
  segments_ = messages_ = groups_ = 0;
  advice_.clear();
  if (!form_.advice && s == default_separators(form_.identifier, form_.version)) return;
  const auto or_blank = [](char c) { return c == '\0' ? ' ' : c; };
  advice_ = "UNA";
  for (const char c : {s.component, s.element, s.decimal, or_blank(s.release),
                       or_blank(s.repetition), s.terminator})
    advice_ += c;
}

void Writer::begin_segment(std::string_view tag) {
  buffer_ += advice_;
  advice_.clear();
  tag_ = tag;
  buffer_ += tag;
  element_ = 0;
  repetition_ = component_ = 1;
  elements_due_ = repetitions_due_ = components_due_ = 0;
  empty_ = true;
  reference_ = nullptr;
  const auto header = [&](std::string& reference, std::uint32_t at) {
    reference.clear();
    reference_ = &reference;
    reference_at_ = at;
  };
  if (tag == "UNB") header(interchange_, kOfInterchange);
  if (tag == "UNG") {
    header(group_, kOfGroup);
    ++groups_;
    in_group_ = 0;
  }
  const bool package = tag == "UNO", dialogue = tag == "UIH";
  if (package || dialogue || tag == "UNH") {
    header(package ? package_ : message_, dialogue ? kOfDialogue : kOfMessage);
    ++messages_;
    ++in_group_;
    segments_ = octets_ = 0;
  }
  ++segments_;
}

void Writer::end_segment() {
  // From version 4 on a segment has an element, be it empty; UNB is known by what stands behind it.
  if (empty_ && (is_four(form_.version) || tag_ == "UNB")) buffer_ += form_.separators.element;
  buffer_ += form_.separators.terminator;
  buffer_ += form_.line_end;
  flush_if_full();
}

void Writer::element() noexcept {
  ++element_;
  ++elements_due_;
  repetition_ = component_ = 1;
  repetitions_due_ = components_due_ = 0;
}

void Writer::repetition() noexcept {
  ++repetition_;
  ++repetitions_due_;
  component_ = 1;
  components_due_ = 0;
}

void Writer::component() noexcept {
  ++component_;
  ++components_due_;
}

bool Writer::element(std::uint64_t number) { return element(Digits(number).text()); }

bool Writer::component(std::uint64_t number) { return component(Digits(number).text()); }

// The text is encoded from one service character to the next: not every byte that looks like one is
// one in every set, and a release character need not belong to the set.
bool Writer::value(std::string_view utf8) {
  scratch_.clear();
  for (std::size_t from = 0, to = 0; to < utf8.size(); from = to) {
    if (is_service(utf8[from])) {
      if (form_.separators.release == '\0') return refuse_service(utf8, utf8[from]);
      scratch_ += form_.separators.release;
    }
    for (to = from + 1; to < utf8.size() && !is_service(utf8[to]);) ++to;
    const std::string_view piece = utf8.substr(from, to - from);
    if (const std::size_t at = form_.charset->encode(piece, scratch_); at != Charset::npos) {
      std::size_t end = at;
      static_cast<void>(text::decode(piece, end));
      return refuse(Fault::unwritable_character, utf8,
                    "\"" + text::printable(piece.substr(at, end - at)) + "\" is not in " +
                        std::string(form_.charset->name()));
    }
  }
  return write(scratch_);
}

bool Writer::value_as_read(std::string_view bytes, char release) {
  const bool plain = std::none_of(bytes.begin(), bytes.end(), [&](char c) {
    return is_service(c) || is_line_break(c) || (c == release && release != '\0');
  });
  if (plain) return write(bytes);
  scratch_.clear();
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const bool released = release != '\0' && bytes[at] == release;
    if (released && ++at == bytes.size()) break;
    const bool service = is_service(bytes[at]);
    if (!service && is_line_break(bytes[at])) continue;
    // At the end a blank is data only when it is released.
    const bool kept = released && bytes[at] == ' ' && at + 1 == bytes.size();
    if (service && form_.separators.release == '\0') return refuse_service(bytes, bytes[at]);
    if ((service || kept) && form_.separators.release != '\0') scratch_ += form_.separators.release;
    scratch_ += bytes[at];
  }
  return write(scratch_);
}

// A value as it stands in the interchange.
bool Writer::write(std::string_view bytes) {
  if (bytes.empty()) return true;
  if (!separate()) return false;
  buffer_ += bytes;
  if (reference_ != nullptr && element_ == reference_at_ && component_ == 1) *reference_ = bytes;
  return true;
}

// What stands between the last value and this one. False when it could not be written.
bool Writer::separate() {
  const Separators& s = form_.separators;
  if (repetitions_due_ != 0 && s.repetition == '\0')
    return refuse(Fault::unwritable_separator, {},
                  "it is a repetition, and there is no repetition separator");
  buffer_.append(elements_due_, s.element);
  buffer_.append(repetitions_due_, s.repetition);
  buffer_.append(components_due_, s.component);
  elements_due_ = repetitions_due_ = components_due_ = 0;
  empty_ = false;
  return true;
}

bool Writer::refuse_service(std::string_view value, char c) {
  return refuse(Fault::unwritable_separator, value,
                "it holds \"" + text::printable({&c, 1}) + "\", and there is no release character");
}

bool Writer::refuse(Fault fault, std::string_view value, std::string detail) {
  const auto plain = [&](const std::string& reference) {
    std::string text;
    append_unreleased(text, reference, form_.separators.release);
    return text::printable(text);
  };
  Diagnostic& reported = faults_.report(fault, std::string(), std::move(detail));
  reported.value = text::printable(value);
  reported.place = {plain(interchange_),
                    plain(message_),
                    static_cast<std::uint32_t>(segments_),
                    tag_,
                    {},
                    element_,
                    component_,
                    repetition_ > 1 ? repetition_ : 0};
  return false;
}

void Writer::object(std::string_view bytes) {
  octets_ += bytes.size();
  flush();
  sink_(bytes);
}

void Writer::trailer(std::string_view tag, std::uint64_t count, std::uint64_t most,
                     const std::string& reference) {
  begin_segment(tag);
  element();
  const Digits digits(count);
  if (count <= most)
    write(digits.text());
  else
    refuse(Fault::unwritable_count, digits.text(), "at most " + std::string(Digits(most).text()));
  element();
  write(reference);
  end_segment();
}

void Writer::end_package() {
  trailer("UNP", octets_, kOctets, package_);
  package_.clear();
}

void Writer::end_message() {
  // UNT counts itself.
  trailer("UNT", segments_ + 1, is_four(form_.version) ? kSegmentsFour : kSegments, message_);
  message_.clear();
  segments_ = 0;
}

void Writer::end_group() {
  trailer("UNE", in_group_, kMessages, group_);
  group_.clear();
}

void Writer::end_interchange() {
  trailer("UNZ", groups_ != 0 ? groups_ : messages_, kMessages, interchange_);
  interchange_.clear();
  flush();
}

void Writer::flush_if_full() {
  if (buffer_.size() >= kFlush) flush();
}

void Writer::flush() {
  if (!buffer_.empty()) sink_(buffer_);
  buffer_.clear();
}

}  // namespace sluis::edifact
