#include "directory/lookup.hpp"

#include <algorithm>
#include <vector>

#include "sluis/nearest.hpp"
#include "text/letters.hpp"
#include "text/unicode.hpp"

namespace sluis::directory {
namespace {

constexpr std::size_t kNumberDigits = 4;
constexpr std::size_t kPositionDigits = 5;

std::string zeros(std::uint32_t number, std::size_t width) {
  const std::string text = std::to_string(number);
  return std::string(width - std::min(width, text.size()), '0') + text;
}

bool digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Everything that `what` might have meant.
std::vector<std::string> names(const Release& release) {
  std::vector<std::string> out;
  for (const MessageType& row : release.messages) out.push_back(row.id);
  for (const SegmentType& row : release.segments) out.push_back(edifact::tag_text(row.tag));
  for (const Composite& row : release.composites) out.push_back(row.id);
  for (const Element& row : release.elements) out.push_back(number_text(row.number));
  return out;
}

std::string meant(std::string_view word, const std::vector<std::string>& known) {
  const std::string near = nearest(word, known);
  return near.empty() ? std::string() : "; did you mean '" + near + "'?";
}

}  // namespace

std::string number_text(std::uint16_t number) { return zeros(number, kNumberDigits); }

std::string position_text(std::uint32_t position) { return zeros(position, kPositionDigits); }

void pad(std::string& line, std::string_view text, std::size_t width) {
  line += text;
  const std::size_t length = text::count_characters(text);
  line.append(length < width ? width - length : 1, ' ');
}

Found look_up(const Directories& directories, std::string_view release, std::string_view what,
              Diagnostics& faults) {
  Found found;
  std::string id;
  for (const char c : release)
    if (c != '.') id.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c);
  const std::string wanted = text::capitals(what);
  found.release = directories.release(id, {}, faults);
  if (found.release == nullptr) {
    const std::vector<std::string> known = directories.list();
    found.problem = std::binary_search(known.begin(), known.end(), id)
                        ? "release " + id + " cannot be read"
                        : "release " + id + " is not at hand" + meant(id, known);
    return found;
  }
  const Release& tables = *found.release;
  if (digits(wanted) && wanted.size() == kNumberDigits)
    found.element = tables.element(static_cast<std::uint16_t>(std::stoul(wanted)));
  else if (wanted.size() == 3)
    found.segment = tables.segment(edifact::make_tag(wanted));
  else if ((found.message = tables.message(wanted)) == nullptr)
    found.composite = tables.composite(wanted);
  if (found.element == nullptr && found.segment == nullptr && found.message == nullptr &&
      found.composite == nullptr)
    found.problem = id + " has no " + wanted + meant(wanted, names(tables));
  return found;
}

}  // namespace sluis::directory
