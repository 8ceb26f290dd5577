#include "inspect/parts.hpp"

#include <algorithm>

namespace sluis::inspection {
namespace {

using edifact::Segment;

constexpr std::uint16_t kCodeList = 1131, kAgency = 3055;

const directory::Field* field(const Line& line, std::uint16_t element) noexcept {
  if (line.type == nullptr || element > line.type->fields.size()) return nullptr;
  const directory::Field& found = line.type->fields[element - 1U];
  return found.index == directory::kNone ? nullptr : &found;
}

// True when what follows the value in its composite names another code list or agency for it.
bool other_list(const Line& line, const Segment::Value& value,
                const directory::Composite& composite) {
  std::string scratch;
  for (std::size_t at = value.component; at < composite.components.size(); ++at) {
    const std::uint32_t index = composite.components[at].element;
    if (index == directory::kNone) continue;
    const std::uint16_t number = line.release->elements[index].number;
    if (number != kCodeList && number != kAgency) {
      if (at > value.component + 1U) break;
      continue;
    }
    const Segment::Value* named =
        line.segment->find(value.element, static_cast<std::uint32_t>(at + 1), value.repetition);
    if (named == nullptr) continue;
    const std::string_view name = line.segment->text(*named, scratch);
    if (!name.empty() && !(number == kAgency && name == "6")) return true;
  }
  return false;
}

}  // namespace

Meaning meaning(const Line& line, const Segment::Value& value) noexcept {
  const directory::Field* const known = field(line, value.element);
  if (known == nullptr) return {};
  const directory::Release& release = *line.release;
  if (!known->composite) return {value.component == 1 ? &release.elements[known->index] : nullptr};
  const directory::Composite& composite = release.composites[known->index];
  if (value.component > composite.components.size()) return {nullptr, &composite};
  const std::uint32_t element = composite.components[value.component - 1U].element;
  return {element == directory::kNone ? nullptr : &release.elements[element], &composite};
}

std::string number_text(const directory::Element& element) {
  constexpr std::size_t kDigits = 4;
  const std::string digits = std::to_string(element.number);
  return std::string(kDigits - std::min(kDigits, digits.size()), '0') + digits;
}

std::string_view in_words(const Line& line, const Segment::Value& value, const Meaning& what,
                          std::string_view text) {
  if (what.element == nullptr || what.element->codes.empty()) return {};
  // A code list or an agency named beside the value: it is not the directory's list.
  if (what.composite != nullptr && what.element->number != kCodeList &&
      what.element->number != kAgency && other_list(line, value, *what.composite))
    return {};
  const directory::Code* code = directory::find_code(*what.element, text);
  return code == nullptr ? std::string_view() : std::string_view(code->name);
}

Part Parts::take(std::size_t first) const {
  const auto& values = line_.segment->values();
  Part part;
  part.element = values[first].element;
  part.repetition = values[first].repetition;
  part.field = field(line_, part.element);
  part.compound = part.field != nullptr && part.field->composite;
  std::size_t last = first;
  for (; last < values.size() && values[last].element == part.element &&
         values[last].repetition == part.repetition;
       ++last) {
    if (values[last].begin == values[last].end) continue;
    part.empty = false;
    if (values[last].component > 1) part.compound = true;
  }
  part.repeats =
      part.repetition > 1 || (last < values.size() && values[last].element == part.element);
  part.values = {values.data() + first, last - first};
  return part;
}

bool Parts::next(Part& part) {
  const auto& values = line_.segment->values();
  while (at_ < values.size()) {
    part = take(at_);
    at_ += part.values.size();
    if (!part.empty) return true;
    if (!part.repeats) continue;
    if (filled_ < at_) {
      filled_ = line_.segment->element(part.element).last;
      while (filled_ > at_ && values[filled_ - 1].begin == values[filled_ - 1].end) --filled_;
    }
    if (filled_ > at_) return true;
  }
  return false;
}

}  // namespace sluis::inspection
