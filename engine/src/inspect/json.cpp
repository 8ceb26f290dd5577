// The JSON picture: one document for an input, written as it is read. Its shape is that of
// docs/inspect.schema.json.
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>

#include "inspect/base64.hpp"
#include "inspect/parts.hpp"
#include "inspect/picture.hpp"

namespace sluis::inspection {
namespace {

using edifact::Segment;

// JSON text: knows where commas and line breaks go.
class JsonText {
 public:
  explicit JsonText(std::string& out) : out_(out) {}

  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }
  // The next item of an array stands on a line of its own.
  void new_line() {
    separate();
    first_ = true;
    out_ += '\n';
  }
  void key(std::string_view name) {
    separate();
    out_.append(1, '"').append(name).append("\":");
    first_ = true;
  }
  void text(std::string_view value) {
    separate();
    out_ += '"';
    escape(value);
    out_ += '"';
  }
  void number(std::uint64_t value) {
    separate();
    std::array<char, kDigits> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    out_.append(digits.data(), end.ptr);
  }
  void word(std::string_view value) {  // true, false, null
    separate();
    out_ += value;
  }
  // A string that is written in pieces of plain characters.
  void begin_text() {
    separate();
    out_ += '"';
  }
  void end_text() { out_ += '"'; }

  void pair(std::string_view name, std::string_view value) { key(name), text(value); }
  void pair(std::string_view name, std::uint64_t value) { key(name), number(value); }
  void pair_if(std::string_view name, std::string_view value) {
    if (!value.empty()) pair(name, value);
  }

 private:
  static constexpr std::size_t kDigits = 20;

  void separate() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  void begin(char bracket) {
    separate();
    out_ += bracket;
    first_ = true;
  }
  void end(char bracket) {
    out_ += bracket;
    first_ = false;
  }
  void escape(std::string_view value) {
    static constexpr std::string_view kHex = "0123456789abcdef";
    std::size_t kept = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
      const auto c = static_cast<unsigned char>(value[i]);
      if (c >= ' ' && c != '"' && c != '\\') continue;
      out_.append(value, kept, i - kept);
      kept = i + 1;
      if (c >= ' ')
        out_.append(1, '\\').append(1, value[i]);
      else
        out_.append("\\u00").append(1, kHex[c >> 4U]).append(1, kHex[c & 0xFU]);
    }
    out_.append(value, kept);
  }

  std::string& out_;
  bool first_ = true;  // nothing stands before the next item
};

class Json final : public Picture {
 public:
  Json(const InspectOptions& options, const Write& write) : options_(options), out_(write) {
    json_.begin_object();
    json_.key("interchanges");
    json_.begin_array();
  }

  void begin_interchange(const edifact::Interchange& interchange, const Line& unb) override {
    json_.new_line();
    json_.begin_object();
    json_.pair("reference", interchange.reference);
    json_.pair("sender", interchange.sender);
    json_.pair("recipient", interchange.recipient);
    json_.pair("syntax", interchange.syntax);
    json_.pair("version", {&interchange.version, 1});
    json_.key("test");
    json_.word(interchange.test ? "true" : "false");
    begin_content(unb);
  }
  void end_interchange(const Line& unz) override {
    end_content(unz);
    out_.flush();
  }

  void begin_group(const Line& ung) override {
    begin_item("group");
    begin_content(ung);
  }
  void end_group(const Line& une) override { end_content(une); }

  void begin_message(const Heading& message, const Line& unh) override {
    begin_item("message");
    const edifact::Message& header = message.header;
    json_.pair("reference", header.reference);
    json_.pair("type", header.type);
    json_.pair("version", header.version);
    json_.pair("release", header.release);
    json_.pair_if("agency", header.agency);
    json_.pair_if("association", header.association);
    if (message.type != nullptr) {
      json_.pair("directory", message.release->id);
      if (options_.names) json_.pair_if("name", message.type->name);
    }
    begin_content(unh);
  }
  void end_message(const Line& unt) override { end_content(unt); }

  // Segments name their group.
  void open(std::string_view /*group*/) override {}
  void close() override {}

  void segment(const Line& line) override {
    begin_item("segment");
    describe(line);
    json_.end_object();
    out_.flush_if_full();
    out_.flush_if_full();
  }

  void begin_package(const Line& uno) override {
    begin_item("package");
    begin_content(uno);
  }
  void end_package(const Line& unp) override { end_content(unp); }

  void begin_object() override {
    begin_item("object");
    json_.key("octets");
    json_.begin_text();
  }
  void object(std::string_view octets) override {
    base64_.append(octets, out_.text);
    out_.flush_if_full();
  }
  void end_object() override {
    base64_.finish(out_.text);
    json_.end_text();
    json_.end_object();
  }

  void end(const Totals& totals) override {
    json_.end_array();
    json_.pair("messages", totals.messages);
    json_.pair("segments", totals.segments);
    json_.pair("bytes", totals.bytes);
    json_.pair("errors", totals.errors);
    json_.pair("warnings", totals.warnings);
    json_.end_object();
    out_.text += '\n';
    out_.flush();
  }

 private:
  void begin_item(std::string_view kind) {
    json_.new_line();
    json_.begin_object();
    json_.pair("kind", kind);
  }
  void begin_content(const Line& header) {
    json_.key("header");
    write(header);
    json_.key("content");
    json_.begin_array();
  }
  void end_content(const Line& trailer) {
    json_.end_array();
    json_.key("trailer");
    write(trailer);
    json_.end_object();
  }

  void write(const Line& line) {
    if (line.segment == nullptr) {
      json_.word("null");
      return;
    }
    json_.begin_object();
    describe(line);
    json_.end_object();
  }

  void describe(const Line& line) {
    json_.pair("tag", line.tag);
    if (line.segment != nullptr && !line.segment->nesting().empty()) {
      json_.key("nesting");
      json_.begin_array();
      for (const std::uint32_t counter : line.segment->nesting()) json_.number(counter);
      json_.end_array();
    }
    json_.pair_if("group", line.group);
    if (options_.names && line.type != nullptr) json_.pair_if("name", line.type->name);
    if (line.misplaced) {
      json_.key("misplaced");
      json_.word("true");
    }
    if (options_.values) elements(line);
  }

  void elements(const Line& line) {
    json_.key("elements");
    json_.begin_array();
    Parts parts(line);
    for (Part part; parts.next(part);) {
      if (part.empty) continue;
      json_.begin_object();
      json_.pair("position", part.element);
      if (part.repeats) json_.pair("repetition", part.repetition);
      if (part.compound)
        components(line, part);
      else
        value(line, part.values.front());
      json_.end_object();
    }
    json_.end_array();
  }

  void components(const Line& line, const Part& part) {
    if (part.field != nullptr && part.field->composite) {
      const directory::Composite& composite = line.release->composites[part.field->index];
      json_.pair("number", composite.id);
      if (options_.names) json_.pair_if("name", composite.name);
    }
    json_.key("components");
    json_.begin_array();
    for (const Segment::Value& each : part.values) {
      if (each.begin == each.end) continue;
      json_.begin_object();
      json_.pair("position", each.component);
      value(line, each);
      json_.end_object();
    }
    json_.end_array();
  }

  void value(const Line& line, const Segment::Value& value) {
    const Meaning what = meaning(line, value);
    if (what.element != nullptr) {
      json_.pair("number", number_text(*what.element));
      if (options_.names) json_.pair_if("name", what.element->name);
    }
    const std::string_view text = line.segment->text(value, scratch_);
    json_.pair("value", text);
    if (options_.codes) json_.pair_if("meaning", in_words(line, value, what, text));
  }

  const InspectOptions& options_;
  Out out_;
  JsonText json_{out_.text};
  Base64 base64_;
  std::string scratch_;
};

}  // namespace

std::unique_ptr<Picture> make_json(const InspectOptions& options, const Write& write) {
  return std::make_unique<Json>(options, write);
}

}  // namespace sluis::inspection
