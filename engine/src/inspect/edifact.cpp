// The EDIFACT picture: the interchange once more, with no more separators and release characters
// than it needs, and trailers that count what was written. Values stay the bytes they were. A
// header that is missing is not made up, and then neither is its trailer.
#include <string>

#include "edifact/charset.hpp"
#include "edifact/writer.hpp"
#include "inspect/picture.hpp"

namespace sluis::inspection {
namespace {

using edifact::Segment;

class Edifact final : public Picture {
 public:
  Edifact(const InspectOptions& options, const Write& write, Diagnostics& faults)
      : line_breaks_(options.line_breaks), writer_(write, faults) {}

  void begin_interchange(const edifact::Interchange& interchange, const Line& unb) override {
    edifact::Form form;
    form.identifier = interchange.syntax;
    form.version = interchange.version;
    form.separators = interchange.separators;
    form.advice = interchange.advice;
    if (line_breaks_) form.line_end = "\n";
    release_ = interchange.separators.release;
    has_unb_ = unb.segment != nullptr;
    charset_ = edifact::Charset::find(interchange.syntax, interchange.version);
    shifts_ = charset_ != nullptr && charset_->shifts();
    if (shifts_) form.charset = charset_;
    writer_.begin_interchange(std::move(form));
    write(unb);
  }
  void end_interchange(const Line& unz) override {
    if (has_unb_ && unz.tag == "UNZ")
      writer_.end_interchange();
    else
      write(unz);
    writer_.flush();
  }

  void begin_group(const Line& ung) override { write(ung); }
  void end_group(const Line& une) override {
    if (une.tag == "UNE")
      writer_.end_group();
    else
      write(une);
  }

  void begin_message(const Heading& /*message*/, const Line& unh) override { write(unh); }
  void end_message(const Line& unt) override {
    if (unt.tag == "UNT")
      writer_.end_message();
    else
      write(unt);
  }

  void open(std::string_view /*group*/) override {}
  void close() override {}

  void segment(const Line& line) override { write(line); }

  void begin_package(const Line& uno) override { write(uno); }
  void end_package(const Line& /*unp*/) override { writer_.end_package(); }

  void begin_object() override {}
  void object(std::string_view octets) override { writer_.object(octets); }
  void end_object() override {}

  void end(const Totals& /*totals*/) override { writer_.flush(); }

 private:
  void write(const Line& line) {
    if (line.segment == nullptr) return;
    writer_.begin_segment(line.tag);
    for (const std::uint32_t counter : line.segment->nesting())
      writer_.component(), writer_.value_as_read(std::to_string(counter), release_);
    std::uint32_t element = 0, repetition = 1, component = 1;
    for (const Segment::Value& value : line.segment->values()) {
      for (; element < value.element; ++element) {
        writer_.element();
        repetition = component = 1;
      }
      for (; repetition < value.repetition; ++repetition) {
        writer_.repetition();
        component = 1;
      }
      for (; component < value.component; ++component) writer_.component();
      // What ISO 2022 shifts must not be taken apart as bytes; what is no text of it stays whole.
      const std::string_view raw = line.segment->raw(value);
      if (!shifts_)
        writer_.value_as_read(raw, release_);
      else if (charset_->check(raw) == edifact::Charset::npos)
        writer_.value(line.segment->text(value, scratch_));
      else
        writer_.value_unchanged(raw);
    }
    writer_.end_segment();
  }

  bool line_breaks_;
  edifact::Writer writer_;
  char release_ = '\0';
  const edifact::Charset* charset_ = nullptr;
  bool shifts_ = false;  // the character set does
  std::string scratch_;
  bool has_unb_ = false;
};

}  // namespace

std::unique_ptr<Picture> make_edifact(const InspectOptions& options, const Write& write,
                                      Diagnostics& faults) {
  return std::make_unique<Edifact>(options, write, faults);
}

}  // namespace sluis::inspection
