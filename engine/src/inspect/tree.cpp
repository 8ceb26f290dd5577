// The tree: a line for each segment and value, for people.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "edifact/contrl_words.hpp"
#include "inspect/parts.hpp"
#include "inspect/picture.hpp"
#include "text/unicode.hpp"

namespace sluis::inspection {
namespace {

using edifact::Segment;

constexpr std::size_t kShown = 200;     // characters of a value
constexpr std::size_t kNameWidth = 60;  // beyond this, names are not aligned
constexpr std::size_t kNumberWidth = 8;
constexpr std::size_t kValueIndent = 4;  // behind that of the segment

std::string count(std::uint64_t number, std::string_view one) {
  std::string text = std::to_string(number);
  text.append(" ").append(one);
  if (number != 1) text.push_back('s');
  return text;
}

std::string shown(std::string_view value) { return text::printable(value, kShown); }

class Tree final : public Picture {
 public:
  Tree(const InspectOptions& options, const Write& write) : options_(options), out_(write) {}

  // The interchange in a sentence.
  void begin_interchange(const edifact::Interchange& unb, const Line& line) override {
    has_header_ = line.segment != nullptr;
    if (line.segment == nullptr) {
      out_.text += "No interchange around what follows:\n";
      return;
    }
    out_.text += "Interchange " + shown(unb.reference);
    if (!unb.sender.empty()) out_.text += " from " + shown(unb.sender);
    if (!unb.recipient.empty()) out_.text += " to " + shown(unb.recipient);
    out_.text += ", syntax " + shown(unb.syntax) + " version " + unb.version;
    if (unb.test) out_.text += ", a test";
    out_.text += ":\n";
    service_segment(line);
  }

  void end_interchange(const Line& unz) override {
    if (has_header_ || unz.segment != nullptr) service_segment(unz);
    out_.text += '\n';
    out_.flush();
  }

  void begin_group(const Line& ung) override { service_segment(ung); }
  void end_group(const Line& une) override { service_segment(une); }

  void begin_message(const Heading& message, const Line& line) override {
    const edifact::Message& unh = message.header;
    out_.text += "UNH  message " + shown(unh.reference) + "  " + shown(unh.type);
    for (const std::string* part : {&unh.version, &unh.release, &unh.agency, &unh.association})
      if (!part->empty()) out_.text += ":" + shown(*part);
    if (message.type != nullptr && options_.names) out_.text += "  " + message.type->name;
    if (message.release == nullptr)
      out_.text += "  (no directory " + shown(unh.version) + "." + shown(unh.release) +
                   " at hand: shown without groups)";
    else if (message.type == nullptr)
      out_.text += "  (not in the directory at hand: shown without groups)";
    out_.text += '\n';
    depth_ = 0;
    if (line.segment != nullptr) values(line);
    depth_ = 1;
  }

  void end_message(const Line& unt) override {
    depth_ = 0;
    service_segment(unt);
    out_.flush_if_full();
  }

  // A group stands on the line of the segment that opens it.
  void open(std::string_view group) override {
    write_lead();
    lead_ = group;
  }

  void close() override {
    write_lead();
    --depth_;
  }

  void segment(const Line& line) override { segment_lines(line); }

  void begin_package(const Line& uno) override { service_segment(uno); }
  void end_package(const Line& unp) override { service_segment(unp); }

  void begin_object() override { octets_ = 0; }
  void object(std::string_view octets) override { octets_ += octets.size(); }
  void end_object() override {
    indent();
    out_.text += "  (" + count(octets_, "byte") + ")\n";
  }

  void end(const Totals& totals) override {
    out_.text +=
        (totals.messages == 0 ? std::string("No message") : count(totals.messages, "message")) +
        ", " + count(totals.segments, "segment") + ", " + count(totals.bytes, "byte") + "; " +
        faults(totals) + "\n";
    out_.flush();
  }

 private:
  static std::string faults(const Totals& totals) {
    if (totals.errors == 0 && totals.warnings == 0) return "no fault";
    std::string text = totals.errors == 0 ? std::string() : count(totals.errors, "error");
    if (totals.errors != 0 && totals.warnings != 0) text += ", ";
    return totals.warnings == 0 ? text : text + count(totals.warnings, "warning");
  }

  // A group that no segment opened the line of.
  void write_lead() {
    if (lead_.empty()) return;
    indent();
    out_.text.append(lead_).push_back('\n');
    lead_.clear();
    ++depth_;
  }

  void service_segment(const Line& line) {
    if (line.segment == nullptr)
      out_.text.append(line.tag).append("  (missing)\n");
    else
      segment_lines(line);
  }

  // "  SG34[1] TDT[11]  Details of transport" and a line for each value.
  void segment_lines(const Line& line) {
    indent();
    if (!lead_.empty()) out_.text.append(lead_).push_back(' ');
    out_.text += text::printable(line.tag);
    for (const std::uint32_t counter : line.segment->nesting())
      out_.text.append(":").append(std::to_string(counter));
    if (line.type != nullptr) {
      const std::string_view qualifier = line.segment->text(
          line.type->qualifier_element, line.type->qualifier_component, scratch_);
      if (depth_ != 0 && !qualifier.empty()) out_.text += "[" + text::printable(qualifier) + "]";
      if (options_.names && !line.type->name.empty()) out_.text += "  " + line.type->name;
    }
    if (line.misplaced) out_.text += "  (has no place here)";
    out_.text += '\n';
    if (options_.codes) contrl_words(*line.segment);
    if (!lead_.empty()) {
      lead_.clear();
      values(line);
      ++depth_;
    } else {
      values(line);
    }
    out_.flush_if_full();
  }

  // What a CONTRL says, in plain words.
  void contrl_words(const Segment& segment) {
    const std::string words = words_.of(segment);
    if (words.empty()) return;
    indent();
    out_.text.append("  = ").append(words).push_back('\n');
  }

  void values(const Line& line) {
    if (!options_.values) return;
    std::size_t width = 0;
    if (options_.names)
      for (const Segment::Value& value : line.segment->values())
        if (const Meaning what = meaning(line, value);
            what.element != nullptr && value.begin != value.end)
          width = std::max(width, std::min(what.element->name.size(), kNameWidth));
    for (const Segment::Value& value : line.segment->values()) {
      if (value.begin == value.end) continue;
      const Meaning what = meaning(line, value);
      indent();
      out_.text.append(kValueIndent, ' ');
      pad(number(*line.segment, value, what), kNumberWidth);
      if (width != 0) pad(what.element == nullptr ? "" : what.element->name, width + 2);
      const std::string_view text = line.segment->text(value, scratch_);
      out_.text += line.is_concealed(value) ? "***" : shown(text);
      if (options_.codes)
        if (const std::string_view word = in_words(line, value, what, text); !word.empty())
          out_.text.append("  = ").append(word);
      out_.text.push_back('\n');
    }
  }

  // "3", "1.2", "1*2.3": element, repetition where it stands more than once, component.
  static std::string number(const Segment& segment, const Segment::Value& value,
                            const Meaning& what) {
    std::string text = std::to_string(value.element);
    const auto range = segment.element(value.element);
    const bool repeats = segment.values()[range.last - 1U].repetition > 1;
    const bool composite = what.composite != nullptr || range.last - range.first > 1;
    if (repeats) text += "*" + std::to_string(value.repetition);
    if (composite && (!repeats || value.component > 1 || what.composite != nullptr))
      text += "." + std::to_string(value.component);
    return text;
  }

  void indent() { out_.text.append(2 * depth_, ' '); }

  void pad(std::string_view text, std::size_t width) {
    out_.text += text;
    out_.text.append(text.size() < width ? width - text.size() : 1, ' ');
  }

  const InspectOptions& options_;
  Out out_;
  bool has_header_ = false;  // UNB or UIB
  std::size_t depth_ = 0;
  std::uint64_t octets_ = 0;  // of the object
  std::string lead_;          // a group that was opened; its line is not written yet
  edifact::ContrlWords words_;
  std::string scratch_;
};

}  // namespace

std::unique_ptr<Picture> make_tree(const InspectOptions& options, const Write& write) {
  return std::make_unique<Tree>(options, write);
}

}  // namespace sluis::inspection
