#include "directory/tables.hpp"

#include <algorithm>
#include <charconv>

namespace sluis::directory {
namespace {

// The row of a sorted vector whose key equals `key`, or null.
template <typename Row, typename Key, typename Of>
const Row* find_sorted(const std::vector<Row>& rows, const Key& key, Of of) noexcept {
  const auto at = std::lower_bound(rows.begin(), rows.end(), key,
                                   [&](const Row& row, const Key& k) { return of(row) < k; });
  return at != rows.end() && of(*at) == key ? &*at : nullptr;
}

constexpr std::string_view kQualifier = "qualifier";

bool names_qualifier(std::string_view name) {
  const auto same = [](char a, char b) { return (a | 0x20) == b; };
  return std::search(name.begin(), name.end(), kQualifier.begin(), kQualifier.end(), same) !=
         name.end();
}

}  // namespace

std::string text(Representation representation) {
  std::string out(representation.kind == 'x' ? "an" : std::string(1, representation.kind));
  if (!representation.fixed) out += "..";
  return out + std::to_string(representation.max);
}

bool parse_representation(std::string_view text, Representation& out) noexcept {
  if (text.starts_with("an")) {
    out.kind = 'x';
    text.remove_prefix(2);
  } else if (text.starts_with('a') || text.starts_with('n')) {
    out.kind = text.front();
    text.remove_prefix(1);
  } else {
    return false;
  }
  out.fixed = !text.starts_with("..");
  if (!out.fixed) text.remove_prefix(2);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out.max);
  return error == std::errc{} && end == text.data() + text.size() && out.max != 0;
}

const Element* Release::element(std::uint16_t number) const noexcept {
  return find_sorted(elements, number, [](const Element& row) { return row.number; });
}

const Composite* Release::composite(std::string_view wanted) const noexcept {
  return find_sorted(composites, wanted,
                     [](const Composite& row) { return std::string_view(row.id); });
}

const SegmentType* Release::segment(Tag tag) const noexcept {
  return find_sorted(segments, tag, [](const SegmentType& row) { return row.tag; });
}

const MessageType* Release::message(std::string_view wanted) const noexcept {
  return find_sorted(messages, wanted,
                     [](const MessageType& row) { return std::string_view(row.id); });
}

const Code* find_code(const Element& element, std::string_view value) noexcept {
  return find_sorted(element.codes, value,
                     [](const Code& row) { return std::string_view(row.value); });
}

void find_qualifier(const Release& release, SegmentType& segment) {
  segment.qualifier_element = segment.qualifier_component = 1;
  const auto settle = [&](std::size_t element, std::size_t component) {
    segment.qualifier_element = static_cast<std::uint16_t>(element + 1);
    segment.qualifier_component = static_cast<std::uint16_t>(component + 1);
  };
  const auto element_of = [&](const Field& field, std::size_t component) -> const Element& {
    return release
        .elements[field.composite ? release.composites[field.index].components[component].element
                                  : field.index];
  };
  const auto components = [&](const Field& field) {
    return field.composite ? release.composites[field.index].components.size() : 1;
  };
  for (std::size_t i = 0; i < segment.fields.size(); ++i)
    if (components(segment.fields[i]) != 0 &&
        names_qualifier(element_of(segment.fields[i], 0).name))
      return settle(i, 0);
  for (std::size_t i = 0; i < segment.fields.size(); ++i)
    for (std::size_t c = 0; c < components(segment.fields[i]); ++c)
      if (!element_of(segment.fields[i], c).codes.empty()) return settle(i, c);
}

std::string group_name(const MessageType& message, const Node& group) {
  return group.number == 0 ? message.id : "SG" + std::to_string(group.number);
}

}  // namespace sluis::directory
