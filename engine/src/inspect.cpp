#include "sluis/inspect.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "directory/checker.hpp"
#include "directory/matcher.hpp"
#include "directory/tables.hpp"
#include "edifact/envelope.hpp"
#include "text/unicode.hpp"

namespace sluis {
namespace {

using directory::Release;
using directory::SegmentType;
using edifact::Segment;

constexpr std::size_t kShown = 200;     // characters of a value
constexpr std::size_t kNameWidth = 60;  // beyond this, names are not aligned
constexpr std::uint16_t kCodeList = 1131, kAgency = 3055;

// An element of a segment as its directory describes it; null: nothing is known of it.
struct Meaning {
  const directory::Element* element = nullptr;
  const directory::Composite* composite = nullptr;
};

Meaning meaning(const Release* release, const SegmentType* type, const Segment::Value& value) {
  if (type == nullptr || value.element > type->fields.size()) return {};
  const directory::Field& field = type->fields[value.element - 1U];
  if (field.index == directory::kNone) return {};
  if (!field.composite) return {value.component == 1 ? &release->elements[field.index] : nullptr};
  const directory::Composite& composite = release->composites[field.index];
  if (value.component > composite.components.size()) return {nullptr, &composite};
  const std::uint32_t element = composite.components[value.component - 1U].element;
  return {element == directory::kNone ? nullptr : &release->elements[element], &composite};
}

std::string count(std::uint64_t number, std::string_view one) {
  std::string text = std::to_string(number);
  text.append(" ").append(one);
  if (number != 1) text.push_back('s');
  return text;
}

// "SG34[1]/SG36[2]" -> its steps.
std::vector<std::string_view> steps(std::string_view path) {
  std::vector<std::string_view> result;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    result.push_back(path.substr(0, slash));
    path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
  }
  return result;
}

class Inspector {
 public:
  Inspector(Source& source, const Directories& directories, const InspectOptions& options,
            const std::function<void(std::string_view)>& write, Diagnostics& faults)
      : source_(source),
        directories_(directories),
        options_(options),
        write_(write),
        faults_(faults),
        envelope_(source, faults) {}

  void run() {
    service_ = directories_.service(faults_);
    edifact::Event event;
    while (envelope_.next(event)) show(event);
    faults_.order_from(0);
    const std::size_t errors = faults_.errors();
    write_((messages_ == 0 ? std::string("No message") : count(messages_, "message")) + ", " +
           count(envelope_.segments(), "segment") + ", " + count(envelope_.bytes(), "byte") + "; " +
           (errors == 0 ? std::string("no fault") : count(errors, "fault")) + "\n");
  }

 private:
  void show(const edifact::Event& event) {
    switch (event.kind) {
      case edifact::EventKind::interchange_begin:
        introduce();
        service_segment(event.segment, "UNB");
        break;
      case edifact::EventKind::group_begin:
        service_segment(event.segment, "UNG");
        break;
      case edifact::EventKind::message_begin:
        begin_message(event.segment);
        break;
      case edifact::EventKind::segment:
        body_segment(*event.segment);
        break;
      case edifact::EventKind::message_end:
        end_message(event.segment);
        break;
      case edifact::EventKind::group_end:
        service_segment(event.segment, "UNE");
        break;
      case edifact::EventKind::interchange_end:
        service_segment(event.segment, "UNZ");
        write_("\n");
        break;
    }
  }

  // The interchange in a sentence.
  void introduce() {
    const edifact::Interchange& unb = envelope_.interchange();
    std::string line = "Interchange " + shown(unb.reference);
    if (!unb.sender.empty()) line += " from " + shown(unb.sender);
    if (!unb.recipient.empty()) line += " to " + shown(unb.recipient);
    line += ", syntax " + shown(unb.syntax) + " version " + unb.version;
    if (unb.test) line += ", a test";
    write_(line + ":\n");
  }

  void service_segment(const Segment* segment, std::string_view tag) {
    if (segment == nullptr) {
      write_(std::string(tag) + "  (missing)\n");
      return;
    }
    segment_lines(*segment, service_.get(), "", 0);
  }

  void begin_message(const Segment* segment) {
    ++messages_;
    faults_.begin_message();
    const edifact::Message& unh = envelope_.message();
    release_ = directories_.release(unh.version, unh.release, faults_);
    const directory::MessageType* type =
        release_ == nullptr ? nullptr : release_->message(unh.type);
    matcher_.reset();
    path_.clear();
    checker_.reset();
    if (release_ != nullptr) {
      checker_ = std::make_unique<directory::SegmentChecker>(*release_);
      checker_->set_syntax_four(envelope_.interchange().version >= '4');
    }
    if (type != nullptr) matcher_.emplace(*release_, *type);

    std::string line = "UNH  message " + shown(unh.reference) + "  " + shown(unh.type);
    for (const std::string* part : {&unh.version, &unh.release, &unh.agency, &unh.association})
      if (!part->empty()) line += ":" + shown(*part);
    if (type != nullptr && options_.names) line += "  " + type->name;
    if (release_ == nullptr)
      line += "  (no directory " + shown(unh.version) + "." + shown(unh.release) +
              " at hand: shown without groups)";
    else if (type == nullptr)
      line += "  (not in the directory at hand: shown without groups)";
    write_(line + "\n");
    if (segment == nullptr) return;
    place(*segment);
    values(*segment, service_.get(), service_type(*segment), 0);
  }

  void body_segment(const Segment& segment) {
    const directory::Placement* placement = place(segment);
    check(segment);
    // UNS, UGH and their like are described among the service segments.
    const Release* release = release_.get();
    if ((release == nullptr || release->segment(segment.tag()) == nullptr) &&
        service_type(segment) != nullptr)
      release = service_.get();
    if (placement == nullptr) {
      segment_lines(segment, release, "", 1);
      return;
    }
    const auto groups = steps(path_);
    std::size_t depth = 1 + groups.size();
    std::string lead;
    if (const std::size_t opened = placement->opened.size(); opened != 0) {
      // A group stands on the line of the segment that opens it.
      for (std::size_t at = groups.size() - std::min(opened, groups.size()); at + 1 < groups.size();
           ++at)
        write_(std::string(2 * (1 + at), ' ').append(groups[at]) + "\n");
      if (!groups.empty()) {
        lead.assign(groups.back()).push_back(' ');
        --depth;
      }
    }
    segment_lines(segment, release, lead, depth,
                  placement->node == directory::kNone ? "  (has no place here)" : "");
  }

  void end_message(const Segment* segment) {
    if (segment != nullptr) place(*segment);
    if (matcher_) {
      reports_.clear();
      matcher_->finish(reports_);
      report(segment == nullptr ? envelope_.message().header : segment->tag_span());
      matcher_.reset();
    }
    service_segment(segment, "UNT");
    checker_.reset();
    release_.reset();
  }

  // Null when the message is not known.
  const directory::Placement* place(const Segment& segment) {
    if (!matcher_) return nullptr;
    reports_.clear();
    const directory::Placement& placement = matcher_->place(segment.tag(), reports_);
    path_ = matcher_->path();
    report(segment.tag_span());
    return &placement;
  }

  void report(Span where) {
    for (directory::Matcher::Report& each : reports_) {
      Diagnostic& fault = faults_.report(each.fault, source_, where, std::move(each.detail));
      fault.expected = std::move(each.expected);
      fault.hint = std::move(each.hint);
      envelope_.locate(fault);
      fault.place.group = path_;
    }
  }

  // Values against the directory. Service segments are the envelope's to check.
  void check(const Segment& segment) {
    const SegmentType* type = release_ == nullptr ? nullptr : release_->segment(segment.tag());
    if (type == nullptr) return;
    values_.clear();
    checker_->check(segment, *type, '\0', values_);
    for (directory::ValueReport& each : values_) {
      const bool absent = !each.present && each.where.begin == each.where.end;
      const Span where = absent ? segment.tag_span() : segment.span(each.where);
      Diagnostic& fault = faults_.report(each.fault, source_, where, std::move(each.detail));
      fault.value = std::move(each.value);
      fault.expected = std::move(each.expected);
      fault.hint = std::move(each.hint);
      envelope_.locate(fault, &each.where);
      fault.place.group = path_;
    }
  }

  const SegmentType* service_type(const Segment& segment) const {
    return service_ == nullptr ? nullptr : service_->segment(segment.tag());
  }

  // "  SG34[1] TDT[11]  Details of transport" and a line for each value.
  void segment_lines(const Segment& segment, const Release* release, std::string_view lead,
                     std::size_t depth, std::string_view remark = {}) {
    const SegmentType* type = release == nullptr ? nullptr : release->segment(segment.tag());
    std::string line(2 * depth, ' ');
    line.append(lead).append(text::printable(edifact::tag_text(segment.tag())));
    if (type != nullptr) {
      std::string scratch;
      const std::string_view qualifier =
          segment.text(type->qualifier_element, type->qualifier_component, scratch);
      if (depth != 0 && !qualifier.empty()) line += "[" + text::printable(qualifier) + "]";
      if (options_.names && !type->name.empty()) line += "  " + type->name;
    }
    line.append(remark).push_back('\n');
    write_(line);
    values(segment, release, type, depth);
  }

  void values(const Segment& segment, const Release* release, const SegmentType* type,
              std::size_t depth) {
    if (!options_.values) return;
    std::size_t width = 0;
    if (options_.names)
      for (const Segment::Value& value : segment.values())
        if (const Meaning what = meaning(release, type, value);
            what.element != nullptr && value.begin != value.end)
          width = std::max(width, std::min(what.element->name.size(), kNameWidth));
    std::string scratch;
    for (const Segment::Value& value : segment.values()) {
      if (value.begin == value.end) continue;
      const Meaning what = meaning(release, type, value);
      std::string line(2 * depth + 4, ' ');
      pad(line, number(segment, value, what), 8);
      if (width != 0) {
        const std::string name = what.element == nullptr ? "" : what.element->name;
        pad(line, name, width + 2);
      }
      const std::string_view text = segment.text(value, scratch);
      line += shown(text);
      if (const std::string_view word = in_words(release, segment, value, what, text);
          !word.empty())
        line.append("  = ").append(word);
      line.push_back('\n');
      write_(line);
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

  std::string_view in_words(const Release* release, const Segment& segment,
                            const Segment::Value& value, const Meaning& what,
                            std::string_view text) const {
    if (!options_.codes || what.element == nullptr) return {};
    // A code list or an agency named beside the value: it is not the directory's list.
    if (what.composite != nullptr && what.element->number != kCodeList &&
        what.element->number != kAgency && other_list(*release, segment, value, *what.composite))
      return {};
    const directory::Code* code = directory::find_code(*what.element, text);
    return code == nullptr ? std::string_view() : std::string_view(code->name);
  }

  // True when what follows the value in its composite names another code list or agency for it.
  static bool other_list(const Release& release, const Segment& segment,
                         const Segment::Value& value, const directory::Composite& composite) {
    std::string scratch;
    for (std::size_t at = value.component; at < composite.components.size(); ++at) {
      const std::uint32_t index = composite.components[at].element;
      if (index == directory::kNone) continue;
      const std::uint16_t number = release.elements[index].number;
      if (number != kCodeList && number != kAgency) {
        if (at > value.component + 1U) break;
        continue;
      }
      const Segment::Value* named =
          segment.find(value.element, static_cast<std::uint32_t>(at + 1), value.repetition);
      if (named == nullptr) continue;
      const std::string_view name = segment.text(*named, scratch);
      if (!name.empty() && !(number == kAgency && name == "6")) return true;
    }
    return false;
  }

  static void pad(std::string& line, const std::string& text, std::size_t width) {
    line += text;
    line.append(text.size() < width ? width - text.size() : 1, ' ');
  }

  static std::string shown(std::string_view value) { return text::printable(value, kShown); }

  Source& source_;
  const Directories& directories_;
  const InspectOptions& options_;
  const std::function<void(std::string_view)>& write_;
  Diagnostics& faults_;
  edifact::Envelope envelope_;
  std::shared_ptr<const Release> service_, release_;
  std::optional<directory::Matcher> matcher_;
  std::string path_;
  std::unique_ptr<directory::SegmentChecker> checker_;
  std::vector<directory::Matcher::Report> reports_;
  std::vector<directory::ValueReport> values_;
  std::uint64_t messages_ = 0;
};

}  // namespace

void inspect(Source& source, const Directories& directories, const InspectOptions& options,
             const std::function<void(std::string_view)>& write, Diagnostics& faults) {
  Inspector(source, directories, options, write, faults).run();
}

}  // namespace sluis
