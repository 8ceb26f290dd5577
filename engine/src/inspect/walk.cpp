#include "inspect/walk.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "directory/anti_collision.hpp"

namespace sluis::inspection {

using directory::Release;
using edifact::Segment;

Walk::Walk(Source& source, const Directories& directories, const InspectOptions& options,
           Picture& picture, Diagnostics& faults)
    : source_(source),
      directories_(directories),
      picture_(picture),
      faults_(faults),
      envelope_(source, faults, {{}, options.tolerances}) {}

void Walk::run() {
  service_ = directories_.service(faults_);
  edifact::Event event;
  while (envelope_.next(event)) show(event);
  faults_.order_from(0);
  picture_.end(
      {messages_, envelope_.segments(), envelope_.bytes(), faults_.errors(), faults_.warnings()});
}

void Walk::show(const edifact::Event& event) {
  if (in_object_ && event.octets.empty()) {
    in_object_ = false;
    picture_.end_object();
  }
  const bool interactive = envelope_.interchange().interactive;
  switch (event.kind) {
    case edifact::EventKind::interchange_begin:
      unknown_.clear();
      fragment_ = event.segment == nullptr;
      picture_.begin_interchange(envelope_.interchange(), service(event.segment, "UNB"));
      break;
    case edifact::EventKind::group_begin:
      picture_.begin_group(service(event.segment, "UNG"));
      break;
    case edifact::EventKind::message_begin:
      begin_message(event.segment);
      break;
    case edifact::EventKind::segment:
      body_segment(*event.segment);
      break;
    case edifact::EventKind::outside: {
      // Segments that were taken out of their message have no place to be in.
      Line shown = line(event.segment, service_.get());
      shown.misplaced = !fragment_;
      picture_.segment(shown);
      break;
    }
    case edifact::EventKind::service:
      picture_.segment(line(event.segment, service_.get()));
      break;
    case edifact::EventKind::package_begin:
      picture_.begin_package(service(event.segment, "UNO"));
      break;
    case edifact::EventKind::package_end:
      picture_.end_package(service(event.segment, "UNP"));
      break;
    case edifact::EventKind::package_object:
    case edifact::EventKind::encrypted:
      if (!in_object_) picture_.begin_object();
      in_object_ = true;
      picture_.object(event.octets);
      break;
    case edifact::EventKind::message_end:
      end_message(event.segment);
      break;
    case edifact::EventKind::group_end:
      picture_.end_group(service(event.segment, "UNE"));
      break;
    case edifact::EventKind::interchange_end:
      picture_.end_interchange(service(event.segment, interactive ? "UIZ" : "UNZ"));
      break;
  }
}

void Walk::begin_message(const Segment* segment) {
  ++messages_;
  faults_.begin_message();
  const edifact::Message& unh = envelope_.message();
  release_ = directories_.release(unh.version, unh.release, faults_);
  type_ = release_ == nullptr ? nullptr : release_->message(unh.type);
  path_.clear();
  checker_.reset();
  if (release_ != nullptr) {
    checker_.emplace(*release_);
    checker_->set_syntax_four(envelope_.interchange().version >= '4');
  }
  // Most messages are of the same type as the one before.
  if (type_ == nullptr) {
    report_unknown(unh);
  } else if (type_ == matched_) {
    matcher_->reset();
  } else {
    matcher_.emplace(*release_, *type_);
    matched_ = type_;
  }
  picture_.begin_message({unh, release_.get(), type_}, service(segment, "UNH"));
  if (segment != nullptr) place(*segment);
}

void Walk::report_unknown(const edifact::Message& unh) {
  // What is missing in UNH has been said.
  if (unh.type.empty() || unh.version.empty() || unh.release.empty()) return;
  const std::string release = unh.version + "." + unh.release;
  // Once for a run of messages of one kind.
  std::string kind = unh.type + ":" + release;
  if (kind == unknown_) return;
  unknown_ = std::move(kind);
  Diagnostic& fault = faults_.report(
      Fault::directory_not_at_hand, source_, unh.header,
      release_ == nullptr ? release : unh.type + " is not in the directory " + release_->id);
  fault.hint = "the message is read without its groups";
  envelope_.locate(fault);
}

void Walk::end_message(const Segment* segment) {
  if (segment != nullptr) place(*segment);
  if (type_ != nullptr) {
    reports_.clear();
    matcher_->finish(reports_);
    report(segment == nullptr ? envelope_.message().header : segment->tag_span());
  }
  close_groups(0);
  path_.clear();
  picture_.end_message(service(segment, envelope_.interchange().interactive ? "UIT" : "UNT"));
  type_ = nullptr;
}

void Walk::body_segment(const Segment& segment) {
  const directory::Placement* placement = place(segment);
  check(segment, placement);
  // UNS, UGH and their like are described among the service segments.
  const Release* release = release_.get();
  if ((release == nullptr || release->segment(segment.tag()) == nullptr) && service_ != nullptr &&
      service_->segment(segment.tag()) != nullptr)
    release = service_.get();
  Line shown = line(&segment, release);
  shown.misplaced = placement != nullptr && placement->node == directory::kNone;
  picture_.segment(shown);
}

const directory::Placement* Walk::place(const Segment& segment) {
  if (type_ == nullptr) return nullptr;
  reports_.clear();
  const directory::Placement& placement = matcher_->place(segment.tag(), reports_, &upcoming_);
  if (!placement.closed.empty() || !placement.opened.empty()) {
    close_groups(open_.size() - std::min(placement.closed.size(), open_.size()));
    path_ = matcher_->path();
    open_groups();
  }
  report(segment.tag_span());
  return &placement;
}

// Opens what the path has beyond the groups that are open.
void Walk::open_groups() {
  std::string_view rest = path_;
  for (std::size_t depth = 0; !rest.empty(); ++depth) {
    const std::string_view step = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(step.size() + 1, rest.size()));
    if (depth < open_.size()) continue;
    open_.emplace_back(step);
    picture_.open(step);
  }
}

void Walk::close_groups(std::size_t left) {
  for (; open_.size() > left; open_.pop_back()) picture_.close();
}

void Walk::report(Span where) {
  for (directory::Matcher::Report& each : reports_) {
    Diagnostic& fault = faults_.report(each.fault, source_, where, std::move(each.detail));
    fault.expected = std::move(each.expected);
    fault.hint = std::move(each.hint);
    envelope_.locate(fault);
    fault.place.group = path_;
  }
}

// Values against the directory. Service segments are the envelope's to check.
void Walk::check(const Segment& segment, const directory::Placement* placement) {
  const directory::SegmentType* type =
      release_ == nullptr ? nullptr : release_->segment(segment.tag());
  if (type == nullptr) return;
  values_.clear();
  checker_->check(segment, *type, envelope_.interchange().decimal_mark, values_);
  if (placement != nullptr && placement->node != directory::kNone)
    directory::check_anti_collision(*type_, placement->node, segment, values_);
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

Line Walk::service(const Segment* segment, std::string_view tag) {
  if (segment != nullptr) return line(segment, service_.get());
  Line missing;
  missing.tag = tag;
  return missing;
}

Line Walk::line(const Segment* segment, const Release* release) {
  tag_ = edifact::tag_text(segment->tag());
  Line line{tag_, segment, nullptr, nullptr, path_, false, &source_};
  line.type = release == nullptr ? nullptr : release->segment(segment->tag());
  if (line.type != nullptr) line.release = release;
  return line;
}

}  // namespace sluis::inspection
