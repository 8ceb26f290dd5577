#include "edifact/contrl_words.hpp"

#include <charconv>
#include <cstdint>
#include <string_view>

#include "edifact/contrl.hpp"
#include "text/unicode.hpp"

namespace sluis::edifact {
namespace {

std::string shown(const Segment& segment, std::uint32_t element, std::uint32_t component = 1) {
  std::string scratch;
  return text::printable(segment.text(element, component, scratch));
}

// 0 for what is no number.
unsigned number(std::string_view text) {
  unsigned value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc() && read.ptr == text.data() + text.size() ? value : 0;
}

std::string action(const Segment& segment, std::uint32_t element) {
  const std::string code = shown(segment, element);
  if (code == "4") return " rejected";
  if (code == "7") return " acknowledged";
  if (code == "8") return " received";
  return " (action " + code + ")";
}

std::string error(const std::string& code) {
  const std::string_view meaning = contrl_meaning(number(code));
  if (meaning.empty()) return "error " + code;
  return std::string(meaning).append(" (").append(code).append(")");
}

// S011: positions count the tag.
std::string place(const Segment& segment, std::uint32_t element) {
  std::string text;
  const std::string position = shown(segment, element);
  if (const unsigned at = number(position); at > 1)
    text += "element " + std::to_string(at - 1);
  else if (!position.empty())
    text += "position " + position;
  if (const std::string component = shown(segment, element, 2); !component.empty())
    text += ", component " + component;
  if (const std::string occurrence = shown(segment, element, 3); !occurrence.empty())
    text += ", occurrence " + occurrence;
  return text;
}

// 0083, 0085, 0135 and S011, which follow each other.
std::string response(const Segment& segment, std::uint32_t first) {
  std::string text = action(segment, first);
  const std::string code = shown(segment, first + 1);
  if (code.empty()) return text;
  text += ": " + error(code);
  const std::string tag = shown(segment, first + 2);
  if (!tag.empty()) text += ", in " + tag;
  if (const std::string where = place(segment, first + 3); !where.empty()) text += ", " + where;
  return text;
}

std::string message_type(const Segment& segment) {
  std::string text;
  for (std::uint32_t part = 1; part <= 5; ++part)
    if (const std::string value = shown(segment, 2, part); !value.empty())
      text += (text.empty() ? "" : ":") + value;
  return text;
}

}  // namespace

std::string ContrlWords::of(const Segment& segment) {
  switch (segment.tag()) {
    case make_tag("UCI"):
      return "interchange " + shown(segment, 1) + " from " + shown(segment, 2) + " to " +
             shown(segment, 3) + response(segment, 4);
    case make_tag("UCF"):
      return "group " + shown(segment, 1) + response(segment, 4);
    case make_tag("UCM"): {
      const bool package = shown(segment, 1).empty();
      return package ? "package " + shown(segment, 7) + response(segment, 3)
                     : "message " + shown(segment, 1) + " (" + message_type(segment) + ")" +
                           response(segment, 3);
    }
    case make_tag("UCS"): {
      segment_ = shown(segment, 1);
      const std::string code = shown(segment, 2);
      return "segment " + segment_ + (code.empty() ? "" : ": " + error(code));
    }
    case make_tag("UCD"): {
      const std::string where = place(segment, 2);
      return "segment " + segment_ + (where.empty() ? "" : ", " + where) + ": " +
             error(shown(segment, 1));
    }
    default:
      return {};
  }
}

}  // namespace sluis::edifact
