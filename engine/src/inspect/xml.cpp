// The XML picture, named as ISO/TS 20625 names things: M_ORDERS, G_SG1, S_BGM, C_C002, D_1001.
//
// Where an identifier stands a second time in its segment or composite, it is numbered: D_3036,
// D_3036_2. What no directory describes is named by its position: E_4 an element, E_4_2 its second
// component. So every value has its place, and empty ones need none; only an empty repetition in
// front of others is written, since repetitions are counted.
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>

#include "inspect/base64.hpp"
#include "inspect/parts.hpp"
#include "inspect/picture.hpp"
#include "xml/markup.hpp"

namespace sluis::inspection {
namespace {

using edifact::Segment;

class Xml final : public Picture {
 public:
  explicit Xml(const Write& write) : out_(write) {
    xml_.declaration();
    xml_.start("Interchanges");
  }

  void begin_interchange(const edifact::Interchange& /*interchange*/, const Line& unb) override {
    xml_.start("Interchange");
    write(unb);
  }
  void end_interchange(const Line& unz) override {
    write(unz);
    xml_.end();
    out_.flush();
  }

  void begin_group(const Line& ung) override {
    xml_.start("Group");
    write(ung);
  }
  void end_group(const Line& une) override {
    write(une);
    xml_.end();
  }

  void begin_message(const Heading& message, const Line& unh) override {
    name_ = "M_";
    append_name(message.header.type);
    xml_.start(name_);
    write(unh);
  }
  void end_message(const Line& unt) override {
    write(unt);
    xml_.end();
    out_.flush_if_full();
  }

  // "SG34[1]": which occurrence it is, the document shows.
  void open(std::string_view group) override {
    name_ = "G_";
    append_name(group.substr(0, group.find('[')));
    xml_.start(name_);
  }
  void close() override { xml_.end(); }

  void segment(const Line& line) override {
    write(line);
    out_.flush_if_full();
  }

  void begin_package(const Line& uno) override {
    xml_.start("Package");
    write(uno);
  }
  void end_package(const Line& unp) override {
    write(unp);
    xml_.end();
  }

  void begin_object() override {
    xml_.start("Object");
    xml_.attribute("encoding", "base64");
  }
  void object(std::string_view octets) override {
    base64_.append(octets, digits_);
    put_digits();
  }
  void end_object() override {
    base64_.finish(digits_);
    put_digits();
    xml_.end();
  }

  void end(const Totals& /*totals*/) override {
    xml_.end();
    out_.flush();
  }

 private:
  // Letters and digits of `text`, and '_' for all else: it comes from the input.
  void append_name(std::string_view text) {
    for (const char c : text) {
      const bool fine = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      name_ += fine ? c : '_';
    }
  }

  void put_digits() {
    xml_.text(digits_);
    digits_.clear();
    out_.flush_if_full();
  }

  void append_number(std::size_t number) {
    constexpr std::size_t kDigits = 20;
    std::array<char, kDigits> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    name_.append(1, '_').append(digits.data(), end.ptr);
  }

  void write(const Line& line) {
    if (line.segment == nullptr) return;
    name_ = "S_";
    append_name(line.tag);
    xml_.start(name_);
    write_nesting(line.segment->nesting());
    Parts parts(line);
    for (Part part; parts.next(part);) write(line, part);
    xml_.end();
  }

  // Counters behind the tag: nesting="1:2".
  void write_nesting(const std::vector<std::uint32_t>& nesting) {
    if (nesting.empty()) return;
    name_.clear();
    for (const std::uint32_t counter : nesting) {
      if (!name_.empty()) name_ += ':';
      append_number(counter);
    }
    xml_.attribute("nesting", name_);
  }

  void write(const Line& line, const Part& part) {
    const bool known = part.field != nullptr;
    if (!part.empty && known && !part.field->composite) {
      simple(line, part);
      return;
    }
    if (known)
      name_field(line, *part.field);
    else
      name_position(part);
    xml_.start(name_);
    if (!part.compound)
      xml_.text(line.segment->text(part.values.front(), scratch_));
    else
      for (const Segment::Value& value : part.values)
        if (value.begin != value.end) component(line, part, value);
    xml_.end();
  }

  // A stand-alone element; components that it should not have stand behind it.
  void simple(const Line& line, const Part& part) {
    for (const Segment::Value& value : part.values) {
      if (value.begin == value.end && part.values.size() > 1) continue;
      if (value.component == 1)
        name_field(line, *part.field);
      else
        name_position(part, value.component);
      xml_.start(name_);
      xml_.text(line.segment->text(value, scratch_));
      xml_.end();
    }
  }

  void component(const Line& line, const Part& part, const Segment::Value& value) {
    const Meaning what = meaning(line, value);
    if (what.element != nullptr) {
      const auto& components = what.composite->components;
      const std::size_t at = value.component - 1U;
      name_ = "D_";
      name_ += number_text(*what.element);
      std::size_t nth = 1;
      for (std::size_t i = 0; i < at; ++i) nth += components[i].element == components[at].element;
      if (nth > 1) append_number(nth);
    } else {
      name_position(part, value.component);
    }
    xml_.start(name_);
    xml_.text(line.segment->text(value, scratch_));
    xml_.end();
  }

  void name_field(const Line& line, const directory::Field& field) {
    if (field.composite) {
      name_ = "C_";
      name_ += line.release->composites[field.index].id;
    } else {
      name_ = "D_";
      name_ += number_text(line.release->elements[field.index]);
    }
    std::size_t nth = 1;
    for (const directory::Field* each = line.type->fields.data(); each != &field; ++each)
      nth += each->composite == field.composite && each->index == field.index;
    if (nth > 1) append_number(nth);
  }

  void name_position(const Part& part, std::size_t component = 0) {
    name_ = "E";
    append_number(part.element);
    if (component != 0) append_number(component);
  }

  Out out_;
  xml::Markup xml_{out_.text, {}};
  Base64 base64_;
  std::string name_, scratch_, digits_;
};

}  // namespace

std::unique_ptr<Picture> make_xml(const Write& write) { return std::make_unique<Xml>(write); }

}  // namespace sluis::inspection
