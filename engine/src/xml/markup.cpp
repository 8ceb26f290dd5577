#include "xml/markup.hpp"

#include <array>
#include <cstddef>

namespace sluis::xml {
namespace {

// Which bytes cannot stand for themselves. TAB and LF are kept in text, but would become blanks in
// an attribute (XML 1.0, 3.3.3); CR would become LF in both (2.11).
enum : std::uint8_t { kInText = 1, kInAttribute = 2 };

constexpr std::array<std::uint8_t, 256> kSpecial = [] {
  std::array<std::uint8_t, 256> table{};
  for (const char c : {'&', '<', '>', '\r'})
    table[static_cast<unsigned char>(c)] = kInText | kInAttribute;
  for (const char c : {'"', '\t', '\n'}) table[static_cast<unsigned char>(c)] = kInAttribute;
  return table;
}();

constexpr std::string_view reference(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\t':
      return "&#9;";
    case '\n':
      return "&#10;";
    default:
      return "&#13;";
  }
}

void append_escaped(std::string& out, std::string_view value, std::uint8_t where) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if ((kSpecial[static_cast<unsigned char>(value[i])] & where) == 0) continue;
    out.append(value, kept, i - kept);
    out.append(reference(value[i]));
    kept = i + 1;
  }
  out.append(value, kept);
}

}  // namespace

void Markup::declaration() {
  out_ += R"(<?xml version="1.0" encoding="UTF-8"?>)";
  out_ += '\n';
}

void Markup::new_line() {
  out_ += '\n';
  out_.append(std::size_t{2} * depth(), ' ');
}

void Markup::close_start_tag() {
  if (!in_start_tag_) return;
  out_ += '>';
  in_start_tag_ = false;
}

void Markup::start(std::string_view name) {
  close_start_tag();
  const bool in_text = !open_.empty() && open_.back().text;
  if (options_.indent && depth() != 0 && !in_text) new_line();
  if (!open_.empty()) open_.back().children = true;
  open_.push_back({names_.size(), false, false});
  names_ += name;
  out_ += '<';
  out_ += name;
  in_start_tag_ = true;
}

void Markup::attribute(std::string_view name, std::string_view value) {
  if (!in_start_tag_) return;
  out_ += ' ';
  out_ += name;
  out_ += "=\"";
  append_escaped(out_, value, kInAttribute);
  out_ += '"';
}

void Markup::text(std::string_view value) {
  if (value.empty()) return;
  close_start_tag();
  if (!open_.empty()) open_.back().text = true;
  append_escaped(out_, value, kInText);
}

void Markup::end() {
  if (open_.empty()) return;
  const auto element = open_.back();
  open_.pop_back();
  if (in_start_tag_) {
    out_ += "/>";
    in_start_tag_ = false;
  } else {
    if (options_.indent && element.children && !element.text) new_line();
    out_ += "</";
    out_.append(names_, element.name);
    out_ += '>';
  }
  names_.resize(element.name);
  if (depth() == 0) out_ += '\n';
}

void Markup::insert() {
  close_start_tag();
  if (!open_.empty()) open_.back().children = true;
}

}  // namespace sluis::xml
