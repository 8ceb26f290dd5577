// The conductor: the only file that knows every room. Envelope events in; each message goes through
// matcher, checker and the forward run of its mapping; what is sound is judged and published.
#include "sluis/converter.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "directory/anti_collision.hpp"
#include "directory/checker.hpp"
#include "directory/matcher.hpp"
#include "edifact/acknowledgement.hpp"
#include "edifact/envelope.hpp"
#include "mapping/forward.hpp"
#include "mapping/set.hpp"
#include "xml/judge.hpp"
#include "xml/writer.hpp"

namespace sluis {
namespace {

using mapping::Forward;
using mapping::MessageGuard;
using mapping::Program;

constexpr std::size_t kMessagesKept = 10'000;
constexpr std::uint64_t kProgressSegments = 4096;
constexpr std::size_t kFindings = 999;
const directory::Release kNoService;  // checks nothing

std::string message_type(const edifact::Message& message) {
  std::string text =
      message.type + ":" + message.version + ":" + message.release + ":" + message.agency;
  if (!message.association.empty()) text += ":" + message.association;
  return text;
}

// How well a guard fits: 0 not at all, 2 by association code, 1 without one.
int fit(const MessageGuard& guard, const edifact::Message& message) {
  if (guard.type != message.type || guard.version != message.version ||
      guard.release != message.release || guard.agency != message.agency)
    return 0;
  if (guard.association.empty()) return 1;
  return guard.association == message.association ? 2 : 0;
}

class Run {
 public:
  Run(const Mappings& mappings, const Converter::Options& options, Source& source,
      DocumentSink* sink, AcknowledgementSink* acknowledgements, Diagnostics& faults)
      : set_(mappings.state()),
        options_(options),
        source_(source),
        sink_(sink),
        faults_(faults),
        envelope_(source, faults, {{}, options.tolerances}),
        service_checker_(set_.service ? *set_.service : kNoService) {
    if (acknowledgements != nullptr)
      acknowledgement_.emplace(
          *acknowledgements, envelope_, options_.tolerances, source_, faults_,
          [this](edifact::Tag tag, std::uint32_t element) { return is_composite(tag, element); });
  }

  Result go() {
    edifact::Event event;
    std::uint64_t next_progress = kProgressSegments;
    while (true) {
      // What is found while a header is read belongs to what it begins.
      errors_before_event_ = faults_.errors();
      if (!envelope_.next(event)) break;
      handle(event);
      if (acknowledgement_ && event.kind != edifact::EventKind::segment)
        acknowledgement_->event(event);
      if (options_.progress && envelope_.segments() >= next_progress) {
        next_progress = envelope_.segments() + kProgressSegments;
        options_.progress(envelope_.bytes(), result_.messages);
      }
    }
    result_.bytes = envelope_.bytes();
    result_.segments = envelope_.segments();
    faults_.order_from(0);
    return std::move(result_);
  }

 private:
  // An interchange mapping at work: one document for the whole interchange.
  struct Frame {
    std::size_t program = 0;
    std::unique_ptr<directory::Matcher> matcher;
    std::unique_ptr<Forward> forward;
    Diagnostics faults;  // until it is chosen
  };

  // What messages of one mapping share.
  struct Machine {
    std::unique_ptr<directory::Matcher> matcher;
    std::unique_ptr<directory::SegmentChecker> checker;
  };

  void handle(const edifact::Event& event) {
    switch (event.kind) {
      case edifact::EventKind::interchange_begin:
        begin_interchange(event.segment);
        break;
      case edifact::EventKind::message_begin:
        begin_message(*event.segment);
        break;
      case edifact::EventKind::segment:
        segment(*event.segment);
        break;
      case edifact::EventKind::message_end:
        end_message(event.segment);
        break;
      case edifact::EventKind::interchange_end:
        end_interchange(event.segment);
        break;
      case edifact::EventKind::package_begin:
        package(*event.segment);
        break;
      case edifact::EventKind::group_begin:
      case edifact::EventKind::group_end:
      case edifact::EventKind::outside:
      case edifact::EventKind::service:
      case edifact::EventKind::encrypted:
      case edifact::EventKind::package_object:
      case edifact::EventKind::package_end:
        break;
    }
  }

  // True also for what no directory at hand describes.
  bool is_composite(edifact::Tag tag, std::uint32_t element) const {
    for (const directory::Release* release : {release_, set_.service.get()}) {
      const directory::SegmentType* type = release == nullptr ? nullptr : release->segment(tag);
      if (type == nullptr || element == 0 || element > type->fields.size()) continue;
      return type->fields[element - 1].composite;
    }
    return true;
  }

  // --- the interchange

  // `unb` is null for messages without an interchange around them.
  void begin_interchange(const edifact::Segment* unb) {
    errors_before_interchange_ = errors_before_event_;
    header_sound_ = unb == nullptr || unb->sound();
    errors_rejected_ = 0;
    messages_at_.clear();
    frames_.clear();
    frame_.reset();
    InterchangeResult interchange;
    interchange.reference = envelope_.interchange().reference;
    interchange.charset = envelope_.charset();
    interchange.tolerance = envelope_.tolerance().name;
    result_.interchanges.push_back(std::move(interchange));
    if (unb == nullptr) return;
    check_service(*unb);
    for (std::size_t i = 0; i < set_.programs.size(); ++i) {
      const Program& program = *set_.programs[i];
      if (!program.interchange) continue;
      auto frame = std::make_unique<Frame>();
      frame->program = i;
      frame->matcher = std::make_unique<directory::Matcher>(*program.release, *program.message);
      frame->forward = std::make_unique<Forward>(
          program, source_, frame->faults,
          [this](Diagnostic& diagnostic) {
            envelope_.locate(diagnostic);
            diagnostic.place.interchange = result_.interchanges.back().reference;
          },
          Forward::Options{.indent = options_.indent,
                           .declaration = true,
                           .deferred = true,
                           .mapping = static_cast<std::uint32_t>(i)});
      feed(*frame, *unb);
      frame->forward->commit();
      frames_.push_back(std::move(frame));
    }
  }

  // A service segment of the interchange, placed in the interchange's own structure.
  void feed(Frame& frame, const edifact::Segment& segment) {
    reports_.clear();  // the envelope has said what is wrong
    frame.forward->segment(segment, frame.matcher->place(segment.tag(), reports_),
                           std::max<std::uint32_t>(1, envelope_.message().segments));
  }

  // Which interchange mapping takes this message, and with it the interchange. Until one does, each
  // of them is told of every message.
  void choose_frame() {
    for (auto& frame : frames_) {
      const Program& program = *set_.programs[frame->program];
      const bool takes = std::any_of(
          program.guards.begin(), program.guards.end(),
          [&](const MessageGuard& guard) { return fit(guard, envelope_.message()) != 0; });
      if (!takes || frame->forward->accepted() == mapping::Truth::no) continue;
      frame_ = std::move(frame);
      frames_.clear();
      return;
    }
  }

  // What the frame's run has found so far joins the rest.
  void drain(Frame& frame) { faults_.append(std::move(frame.faults)); }

  void end_interchange(const edifact::Segment* unz) {
    InterchangeResult& interchange = result_.interchanges.back();
    frames_.clear();
    if (frame_) {
      if (unz != nullptr) feed(*frame_, *unz);
      frame_->forward->end();
      drain(*frame_);
      // All is sound; or, when the user wants what is, all but the messages that were left out.
      const std::size_t errors = faults_.errors() - errors_before_interchange_;
      const bool sound =
          header_sound_ && (errors == 0 || (options_.partial && errors == errors_rejected_));
      xml::Piece document = frame_->forward->take();
      if (sound && judge(document, *set_.programs[frame_->program])) publish(document, {});
      frame_.reset();
    }
    interchange.accepted = header_sound_ && faults_.errors() == errors_before_interchange_;
  }

  // No mapping takes an object.
  void package(const edifact::Segment& uno) {
    Diagnostic& fault = faults_.report(Fault::package_not_supported, source_, uno.tag_span());
    envelope_.locate(fault);
    fault.hint = "send the objects in messages, or outside EDIFACT";
  }

  // --- messages

  void begin_message(const edifact::Segment& unh) {
    faults_.begin_message();
    const edifact::Message& message = envelope_.message();
    ++result_.messages;
    errors_before_message_ = errors_before_event_;
    message_sound_ = unh.sound();
    InterchangeResult& interchange = result_.interchanges.back();
    ++interchange.message_count;
    check_service(unh);
    if (messages_at_.size() < kMessagesKept) messages_at_.push_back(unh.offset());
    for (auto& frame : frames_) feed(*frame, unh);
    if (frame_) feed(*frame_, unh);
    if (!frame_) choose_frame();
    first_fault_ = faults_.all().size();
    overflows_.clear();

    current_ = MessageResult{};
    current_.reference = message.reference;
    current_.type = message_type(message);
    program_ = choose(message, unh);
    forward_.reset();
    release_ = program_ == nullptr ? nullptr : program_->release.get();
    if (program_ == nullptr) return;
    current_.mapping = program_->name + " " + program_->version;
    Machine& machine = machines_[program_];
    if (!machine.matcher) {
      machine.matcher =
          std::make_unique<directory::Matcher>(*program_->release, *program_->message);
      machine.checker = std::make_unique<directory::SegmentChecker>(*program_->release);
    }
    machine.matcher->reset();
    machine.checker->set_syntax_four(envelope_.interchange().version >= '4');
    machine_ = &machine;
    Forward::Options options{.held_bytes = options_.held_bytes,
                             .indent = options_.indent,
                             .declaration = frame_ == nullptr,
                             .mapping = static_cast<std::uint32_t>(program_index_)};
    if (frame_) options.depth = frame_->forward->part_depth(part_);
    forward_ = std::make_unique<Forward>(
        *program_, source_, faults_, [this](Diagnostic& diagnostic) { locate(diagnostic); },
        options);
    place(unh);
  }

  // The mapping of a message; null and a fault when there is none.
  const Program* choose(const edifact::Message& message, const edifact::Segment& unh) {
    const Program* best = nullptr;
    int best_fit = 0;
    bool type_known = false;
    std::string known;
    for (std::size_t i = 0; i < set_.programs.size(); ++i) {
      const Program& program = *set_.programs[i];
      if (program.interchange) continue;
      const MessageGuard& guard = program.guards.front();
      if (guard.type == message.type && guard.version == message.version &&
          guard.release == message.release && guard.agency == message.agency) {
        type_known = true;
        known += (known.empty() ? "" : " ") + guard.association;
      }
      if (const int fits = fit(guard, message); fits > best_fit) {
        best_fit = fits;
        best = &program;
        program_index_ = i;
      }
    }
    if (best == nullptr) {
      Diagnostic& fault =
          report_header(type_known ? Fault::unknown_association : Fault::unknown_message, unh,
                        type_known ? 5 : 1);
      fault.value = type_known ? message.association : message_type(message);
      fault.expected = type_known ? known : known_types();
      fault.hint = type_known ? "use the code of a declaration type that has a mapping"
                              : "check the message type, version, release and agency in " +
                                    edifact::tag_text(unh.tag());
      return nullptr;
    }
    if (frame_) {
      const Program& frame = *set_.programs[frame_->program];
      for (std::uint32_t part = 0; part < frame.parts.size(); ++part)
        for (const std::string& name : frame.parts[part].mappings)
          if (name == best->name) {
            part_ = part;
            return best;
          }
      Diagnostic& fault = report_header(Fault::foreign_message, unh, 1);
      fault.value = message_type(message);
      for (const auto& part : frame.parts)
        for (const std::string& name : part.mappings)
          fault.expected += (fault.expected.empty() ? "" : " ") + name;
      fault.hint = "send it in an interchange of its own";
      return nullptr;
    }
    return best;
  }

  std::string known_types() const {
    std::vector<std::string> types;
    for (const auto& program : set_.programs) {
      if (program->interchange) continue;
      const MessageGuard& guard = program->guards.front();
      types.push_back(guard.type + ":" + guard.version + ":" + guard.release + ":" + guard.agency);
    }
    std::sort(types.begin(), types.end());
    types.erase(std::unique(types.begin(), types.end()), types.end());
    std::string text;
    for (const std::string& type : types) text += (text.empty() ? "" : " ") + type;
    return text;
  }

  // A fault at S009 of UNH, or at S306 of UIH.
  Diagnostic& report_header(Fault fault, const edifact::Segment& unh, std::uint32_t component) {
    const bool interactive = envelope_.interchange().interactive;
    const std::uint32_t element = interactive ? 1 : 2;
    constexpr std::uint32_t kAssociation = 5;  // 0057, behind 0113 and 0051 in S306
    if (interactive && component == kAssociation) ++component;
    const edifact::Segment::Value* value = unh.find(element, component);
    if (value == nullptr) value = unh.find(element);
    Diagnostic& diagnostic =
        faults_.report(fault, source_, value == nullptr ? unh.span() : unh.span(*value),
                       message_type(envelope_.message()));
    envelope_.locate(diagnostic, value);
    return diagnostic;
  }

  void locate(Diagnostic& diagnostic) const {
    envelope_.locate(diagnostic);
    diagnostic.place.group = machine_->matcher->path();
  }

  void segment(const edifact::Segment& segment) {
    if (forward_) place(segment);
  }

  // Checks, places and maps one segment.
  void place(const edifact::Segment& segment) {
    reports_.clear();
    const std::size_t errors = faults_.errors();
    const directory::Placement& placement =
        machine_->matcher->place(segment.tag(), reports_, &upcoming_);
    for (directory::Matcher::Report& report : reports_)
      if (!repeated(report, placement.node)) structure_fault(report, segment.tag_span());
    const bool placed = placement.node != directory::kNone;
    // The directory's word may be tolerated, but no row can carry what has no place.
    if (!placed && !reports_.empty() && faults_.errors() == errors) unplaced(segment);
    if (placed && !service(segment.tag())) {
      values_.clear();
      const auto& node = program_->message->nodes[placement.node];
      machine_->checker->check(segment, program_->release->segments[node.segment],
                               envelope_.interchange().decimal_mark, values_);
      directory::check_anti_collision(*program_->message, placement.node, segment, values_);
      if (!values_.empty()) value_faults(segment);
    }
    // A repetition too many has been reported; to the mapping it would be a second fault.
    const bool surplus = std::any_of(reports_.begin(), reports_.end(), [](const auto& report) {
      return report.fault == Fault::segment_overflow;
    });
    if (surplus)
      forward_->skip(placement);
    else
      forward_->segment(segment, placement, envelope_.message().segments);
  }

  void unplaced(const edifact::Segment& segment) {
    Diagnostic& fault = faults_.report(Fault::unused_segment, source_, segment.span());
    locate(fault);
    fault.hint = "send it where the message has a place for it, or leave it out";
  }

  // Of a run of surplus occurrences the first is reported.
  bool repeated(const directory::Matcher::Report& report, std::uint32_t node) {
    if (report.fault != Fault::segment_overflow && report.fault != Fault::group_overflow)
      return false;
    return !overflows_.insert(node).second;
  }

  // UNH and UNT are the envelope's to check.
  static bool service(edifact::Tag tag) {
    return tag == edifact::make_tag("UNH") || tag == edifact::make_tag("UNT");
  }

  void structure_fault(directory::Matcher::Report& report, Span where) {
    if (report.fault == Fault::segment_missing || report.fault == Fault::group_missing)
      forward_->excuse(edifact::make_tag(std::string_view(report.expected).substr(0, 3)));
    Diagnostic& fault = faults_.report(report.fault, source_, where, std::move(report.detail));
    locate(fault);
    fault.expected = std::move(report.expected);
    fault.hint = std::move(report.hint);
  }

  // What the directory says of the values of a segment; the mapping need not say it again.
  void value_faults(const edifact::Segment& segment) {
    std::vector<Span> faulty;
    for (directory::ValueReport& report : values_) {
      if (report.present) faulty.push_back(segment.span(report.where));
      if (!report.present) forward_->excuse(segment.tag());
      value_fault(report, segment);
      faults_.last().place.group = machine_->matcher->path();
    }
    forward_->faulty(std::move(faulty));
  }

  // Lengths and kinds of the values in UNB and UNH; what is missing or too many elements is the
  // envelope's to say.
  void check_service(const edifact::Segment& segment) {
    if (!set_.service) return;
    const directory::SegmentType* type = set_.service->segment(segment.tag());
    if (type == nullptr) return;
    values_.clear();
    service_checker_.check(segment, *type, '\0', values_);
    for (directory::ValueReport& report : values_)
      if (report.fault == Fault::value_too_long || report.fault == Fault::value_too_short ||
          report.fault == Fault::too_many_components)
        value_fault(report, segment);
  }

  void value_fault(directory::ValueReport& report, const edifact::Segment& segment) {
    Span where = segment.span(report.where);
    if (!report.present && where.begin == where.end) where = segment.tag_span();
    Diagnostic& fault = faults_.report(report.fault, source_, where, std::move(report.detail));
    envelope_.locate(fault, &report.where);
    if (!source_.is_concealed(where)) fault.value = std::move(report.value);
    fault.expected = std::move(report.expected);
    fault.hint = std::move(report.hint);
  }

  void end_message(const edifact::Segment* unt) {
    if (forward_ && unt != nullptr) {
      place(*unt);
      reports_.clear();
      (void)machine_->matcher->finish(reports_);
      for (directory::Matcher::Report& report : reports_) structure_fault(report, unt->tag_span());
      if (forward_->accepted() == mapping::Truth::no) {
        Diagnostic& fault = faults_.report(Fault::message_not_accepted, source_,
                                           envelope_.message().header, current_.mapping);
        envelope_.locate(fault);
        fault.place.segment = 1;
        fault.place.tag = "UNH";
        fault.hint = "see `accept when` in the mapping";
        fault.mapping = {program_->files.front(), 0};
      }
      forward_->end();
    }
    // A message that was cut off is not looked at further: all that follows would be missing.
    finish_message(unt, unt != nullptr && forward_ != nullptr);
  }

  void finish_message(const edifact::Segment* unt, bool complete) {
    xml::Piece piece;
    if (complete) piece = forward_->take();
    forward_.reset();
    bool sound = complete && message_sound_ && faults_.errors() == errors_before_message_;
    // A part of a document that may be published without its fellows is judged by itself; of a
    // faulty message at least the values are.
    if (sound && (!frame_ || options_.partial)) sound = judge(piece, *program_);
    if (complete && !sound) judge_values(piece, *program_);
    if (!sound) errors_rejected_ += faults_.errors() - errors_before_message_;
    if (!frame_ && sound) publish(piece, current_.reference);
    for (auto& frame : frames_) frame->forward->retract();
    if (frame_) {
      const std::size_t errors = faults_.errors();
      if (sound)
        frame_->forward->commit();
      else
        frame_->forward->retract();
      drain(*frame_);
      sound = sound && faults_.errors() == errors;
      // A faulty message was there: that the document lacks it is no second fault, unless the rest
      // is to be published without it.
      if (sound)
        frame_->forward->add_part(part_, std::move(piece), envelope_.message().header);
      else if (program_ != nullptr && !options_.partial)
        frame_->forward->skip_part(part_);
      if (unt != nullptr) feed(*frame_, *unt);
      drain(*frame_);
    }
    current_.accepted = sound;
    InterchangeResult& interchange = result_.interchanges.back();
    if (interchange.messages.size() < kMessagesKept) interchange.messages.push_back(current_);
    program_ = nullptr;
  }

  // --- documents

  // True when the document is valid. Faults are shown at the input that they came from.
  bool judge(const xml::Piece& piece, const Program& program) {
    std::vector<xml::Finding> findings;
    const bool valid = findings_of(piece, program, findings);
    xml::TrailReader trail(piece);
    for (xml::Finding& finding : findings) {
      xml::Step step;
      const bool known = trail.find(finding.element, step);
      report_finding(finding, known ? &step : nullptr);
    }
    return valid;
  }

  // Of a message that has faults already: values that the schema refuses, where nothing was said
  // of them yet. What is missing or out of place may follow from the other faults.
  void judge_values(const xml::Piece& piece, const Program& program) {
    std::vector<xml::Finding> findings;
    (void)findings_of(piece, program, findings);
    xml::TrailReader trail(piece);
    const std::size_t told = faults_.all().size();
    for (xml::Finding& finding : findings) {
      xml::Step step;
      if (!finding.value || !trail.find(finding.element, step)) continue;
      bool said = false;
      for (std::size_t i = first_fault_; i < told && !said; ++i) {
        const Span where = faults_.all()[i].where;
        said = where.begin <= step.source.end && step.source.begin <= where.end;
      }
      if (!said) report_finding(finding, &step);
    }
  }

  // What the judge finds, in document order; true when that is nothing.
  bool findings_of(const xml::Piece& piece, const Program& program,
                   std::vector<xml::Finding>& findings) {
    if (!options_.judge) return true;
    const auto judge = set_.judge(program, faults_);
    if (!judge) return false;
    const std::size_t at = program.schema.rfind("schemas/");
    result_.schema = at == std::string::npos ? program.schema : program.schema.substr(at + 8);
    text::Spool::Reader reader(piece.text);
    return judge->check(
        [&](char* buffer, std::size_t capacity) { return reader.read(buffer, capacity); },
        [&](xml::Finding finding) { findings.push_back(std::move(finding)); }, kFindings);
  }

  void report_finding(xml::Finding& finding, const xml::Step* step) {
    Diagnostic& fault =
        faults_.report(xml::fault_of(finding), source_, step == nullptr ? Span{} : step->source,
                       std::move(finding.message));
    InterchangeResult& interchange = result_.interchanges.back();
    fault.place.interchange = interchange.reference;
    fault.xml = std::move(finding.path);
    fault.hint = "mend the value; a limit in the mapping's row would tell it sooner";
    if (step == nullptr) return;
    if (step->mapping < set_.programs.size()) {
      const Program& row = *set_.programs[step->mapping];
      fault.mapping = {row.files[std::min<std::size_t>(step->file, row.files.size() - 1)],
                       step->line};
    }
    // The message that it came from.
    const auto behind =
        std::upper_bound(messages_at_.begin(), messages_at_.end(), step->source.begin);
    if (behind == messages_at_.begin()) return;
    const auto index = static_cast<std::size_t>(behind - messages_at_.begin()) - 1;
    if (index < interchange.messages.size()) {
      interchange.messages[index].accepted = false;
      fault.place.message = interchange.messages[index].reference;
    } else {
      fault.place.message = current_.reference;
    }
  }

  void publish(const xml::Piece& piece, const std::string& message) {
    ++result_.documents;
    if (sink_ == nullptr) return;
    sink_->begin({result_.documents, envelope_.interchange().reference, message});
    text::Spool::Reader reader(piece.text);
    std::string buffer(std::size_t{64} * 1024, '\0');
    while (const std::size_t size = reader.read(buffer.data(), buffer.size()))
      sink_->write(std::string_view(buffer).substr(0, size));
    sink_->end();
  }

  const Mappings::State& set_;
  const Converter::Options& options_;
  Source& source_;
  DocumentSink* sink_;
  Diagnostics& faults_;
  edifact::Envelope envelope_;
  Result result_;

  std::vector<std::unique_ptr<Frame>> frames_;  // candidates until the first message
  std::unique_ptr<Frame> frame_;
  std::size_t errors_before_event_ = 0, errors_before_interchange_ = 0, errors_before_message_ = 0;
  std::size_t errors_rejected_ = 0;  // of messages that were left out
  bool header_sound_ = true, message_sound_ = true;
  std::size_t first_fault_ = 0;             // of the message at hand, in faults_.all()
  std::vector<std::uint64_t> messages_at_;  // offsets of the interchange's UNH
  std::set<std::uint32_t> overflows_;       // positions whose surplus was reported

  MessageResult current_;
  const Program* program_ = nullptr;
  const directory::Release* release_ = nullptr;  // of the message read last
  std::size_t program_index_ = 0;
  std::uint32_t part_ = 0;
  Machine* machine_ = nullptr;
  std::map<const Program*, Machine> machines_;
  std::unique_ptr<Forward> forward_;
  const directory::Matcher::Upcoming upcoming_ = [this] { return envelope_.upcoming(); };
  std::vector<directory::Matcher::Report> reports_;
  std::vector<directory::ValueReport> values_;
  directory::SegmentChecker service_checker_;
  std::optional<edifact::Acknowledgement> acknowledgement_;
};

}  // namespace

Converter::Converter(std::shared_ptr<const Mappings> mappings, Options options)
    : mappings_(std::move(mappings)), options_(std::move(options)) {}

Converter::~Converter() = default;

Result Converter::convert(Source& source, DocumentSink& sink, Diagnostics& faults,
                          AcknowledgementSink* acknowledgements) const {
  return Run(*mappings_, options_, source, &sink, acknowledgements, faults).go();
}

Result Converter::validate(Source& source, Diagnostics& faults,
                           AcknowledgementSink* acknowledgements) const {
  return Run(*mappings_, options_, source, nullptr, acknowledgements, faults).go();
}

}  // namespace sluis
