#include "support/acknowledge.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <optional>

#include "directory/checker.hpp"
#include "directory/matcher.hpp"
#include "edifact/acknowledgement.hpp"
#include "edifact/envelope.hpp"
#include "sluis/inspect.hpp"

namespace sluis::tests {
namespace {

class Reading {
 public:
  Reading(Source& source, const Tolerances& tolerances, Diagnostics& faults)
      : source_(source),
        faults_(faults),
        envelope_(source, faults, {{}, tolerances}),
        service_(test_directories().service(faults)),
        acknowledgement_(sink_, envelope_, tolerances, source, faults,
                         [this](edifact::Tag tag, std::uint32_t element) {
                           return is_composite(tag, element);
                         }) {}

  std::vector<std::string> run() {
    edifact::Event event;
    while (envelope_.next(event)) {
      if (event.kind == edifact::EventKind::message_begin) begin();
      if (event.segment != nullptr && matcher_) place(*event.segment);
      if (event.kind == edifact::EventKind::message_end) end();
      if (event.kind == edifact::EventKind::segment)
        check(*event.segment);
      else
        acknowledgement_.event(event);
    }
    return std::move(sink_.all);
  }

 private:
  void begin() {
    faults_.begin_message();
    const edifact::Message& message = envelope_.message();
    release_ = test_directories().release(message.version, message.release, faults_);
    const auto* type = release_ == nullptr ? nullptr : release_->message(message.type);
    matcher_.reset();
    if (type != nullptr) matcher_.emplace(*release_, *type);
  }

  void place(const edifact::Segment& segment) {
    reports_.clear();
    (void)matcher_->place(segment.tag(), reports_);
    report(segment.tag_span());
  }

  void end() {
    if (!matcher_) return;
    reports_.clear();
    (void)matcher_->finish(reports_);
    report(envelope_.message().header);
    matcher_.reset();
  }

  void report(Span where) {
    for (auto& each : reports_) envelope_.locate(faults_.report(each.fault, source_, where));
  }

  void check(const edifact::Segment& segment) {
    const auto* type = release_ == nullptr ? nullptr : release_->segment(segment.tag());
    if (type == nullptr) return;
    std::vector<directory::ValueReport> values;
    directory::SegmentChecker(*release_).check(segment, *type, '\0', values);
    for (auto& each : values) {
      Diagnostic& fault = faults_.report(each.fault, source_, segment.tag_span());
      fault.value = each.value;
      envelope_.locate(fault, &each.where);
    }
  }

  bool is_composite(edifact::Tag tag, std::uint32_t element) const {
    for (const auto* release : {release_.get(), service_.get()}) {
      const auto* type = release == nullptr ? nullptr : release->segment(tag);
      if (type != nullptr && element != 0 && element <= type->fields.size())
        return type->fields[element - 1].composite;
    }
    return true;
  }

  Source& source_;
  Diagnostics& faults_;
  MemoryAcknowledgements sink_;
  edifact::Envelope envelope_;
  std::shared_ptr<const directory::Release> service_, release_;
  std::optional<directory::Matcher> matcher_;
  std::vector<directory::Matcher::Report> reports_;
  edifact::Acknowledgement acknowledgement_;
};

}  // namespace

const Directories& test_directories() {
  static const Directories kFolders({std::string(SLUIS_SOURCE_DIR) + "/tests/data/directories",
                                     std::string(SLUIS_SOURCE_DIR) + "/schemas/edifact"});
  return kFolders;
}

std::vector<std::string> acknowledge(Source& source, const Tolerances& tolerances,
                                     Diagnostics& faults) {
  return Reading(source, tolerances, faults).run();
}

std::vector<std::string> acknowledge(const std::string& input, bool strict) {
  Source source("in.edi", input);
  Diagnostics faults;
  return acknowledge(source, Tolerances(strict ? Tolerance::strict() : Tolerance::field()), faults);
}

std::string told(const std::vector<std::string>& answers) {
  std::string text;
  for (const std::string& answer : answers) {
    if (!text.empty()) text += " | ";
    const std::size_t begin = std::min(answer.find("UCI"), answer.size());
    text += answer.substr(begin, answer.rfind("UNT") - begin);
  }
  return text;
}

std::string told(const std::string& input, bool strict) { return told(acknowledge(input, strict)); }

void expect_sound_answers(const std::string& input, bool strict) {
  for (const std::string& answer : acknowledge(input, strict)) {
    Source source("answer.edi", answer);
    Diagnostics faults;
    InspectOptions options;
    // Qualifiers that are copied are the sender's own.
    auto profile = std::make_shared<Tolerance>(*Tolerance::strict());
    profile->actions[static_cast<std::size_t>(Fault::code_unknown)] = Action::ignore;
    options.tolerances = Tolerances(std::move(profile));
    inspect(
        source, test_directories(), options, [](std::string_view) {}, faults);
    EXPECT_EQ(render_text(faults), "") << "input:  " << input << "\nanswer: " << answer;
    // Nobody answers an answer.
    EXPECT_TRUE(acknowledge(answer, strict).empty()) << answer;
  }
}

}  // namespace sluis::tests
