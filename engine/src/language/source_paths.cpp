#include "language/source_paths.hpp"

#include <algorithm>

#include "language/parser.hpp"
#include "sluis/nearest.hpp"

namespace sluis::language {
namespace {

using directory::Field;
using directory::Node;
using directory::SegmentType;
using mapping::ValueRef;

std::string element_text(const ElementId& id) {
  std::string text = id.id.value;
  if (id.ordinal == ElementId::Ordinal::all) text += "#*";
  if (id.ordinal == ElementId::Ordinal::number) text += '#' + std::to_string(id.number);
  return text;
}

// "8213" or "E8213" -> 8213; 0 for composites.
std::uint16_t element_number(const std::string& id) {
  const std::size_t from = id.size() == 5 ? 1 : 0;
  if (id.size() - from != 4) return 0;
  unsigned number = 0;
  for (std::size_t i = from; i < id.size(); ++i) {
    if (id[i] < '0' || id[i] > '9') return 0;
    number = number * 10 + static_cast<unsigned>(id[i] - '0');
  }
  return static_cast<std::uint16_t>(number);
}

std::string number_text(std::uint16_t number) {
  std::string text = std::to_string(number);
  return std::string(text.size() < 4 ? 4 - text.size() : 0, '0') + text;
}

// Picks by ordinal among the positions that carry one name. False when none was picked.
bool pick(const ElementId& id, const std::vector<std::uint16_t>& found,
          std::vector<std::uint16_t>& picked) {
  switch (id.ordinal) {
    case ElementId::Ordinal::all:
      picked = found;
      return !found.empty();
    case ElementId::Ordinal::number:
      if (id.number == 0 || id.number > found.size()) return false;
      picked.assign(1, found[id.number - 1]);
      return true;
    default:
      if (found.empty()) return false;
      picked.assign(1, found.front());
      return true;
  }
}

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

}  // namespace

std::string path_text(const SourcePath& path) {
  std::string text = path.root ? "/" : path.anywhere ? "**" : "";
  if (path.self) text = ".";
  bool first = true;
  for (const SourceStep& step : path.steps) {
    if (!first) text += '/';
    first = false;
    if (step.group) text += "SG" + std::to_string(*step.group);
    if (step.group && !step.tag.empty()) text += '/';
    text += step.tag.value;
    if (!step.predicates.empty()) {
      text += '[';
      for (std::size_t i = 0; i < step.predicates.size(); ++i) {
        if (i != 0) text += ", ";
        std::string left;
        for (const ElementId& id : step.predicates[i].path)
          left += (left.empty() ? "" : ".") + element_text(id);
        if (!left.empty()) text += left + '=';
        for (std::size_t k = 0; k < step.predicates[i].codes.size(); ++k)
          text += (k == 0 ? "" : "|") + step.predicates[i].codes[k].value;
      }
      text += ']';
    }
  }
  for (const ElementStep& step : path.elements) {
    if (!text.empty() && text != "/") text += '.';
    if (step.all) text += '*';
    if (step.ids.size() > 1) text += '(';
    for (std::size_t i = 0; i < step.ids.size(); ++i)
      text += (i == 0 ? "" : ",") + element_text(step.ids[i]);
    if (step.ids.size() > 1) text += ')';
  }
  return text;
}

std::string SourcePaths::title() const {
  if (release_.id.empty()) return message_.id;
  std::string release = release_.id;
  std::transform(release.begin(), release.end(), release.begin(), [](unsigned char c) {
    return static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
  });
  return message_.id + " " + release.substr(0, 1) + "." + release.substr(1);
}

const SegmentType* SourcePaths::segment_at(std::uint32_t node) const {
  const Node& at = message_.nodes[trigger(node)];
  return at.segment == directory::kNone ? nullptr : &release_.segments[at.segment];
}

std::vector<ValueRef> SourcePaths::anywhere(const SegmentType& segment,
                                            const std::string& number) const {
  std::vector<ValueRef> refs;
  const std::uint16_t wanted = element_number(number);
  for (std::size_t e = 0; e < segment.fields.size(); ++e) {
    const Field& field = segment.fields[e];
    const auto position = static_cast<std::uint16_t>(e + 1);
    if (!field.composite) {
      if (release_.elements[field.index].number == wanted) refs.push_back({position, 1});
      continue;
    }
    const auto& components = release_.composites[field.index].components;
    for (std::size_t c = 0; c < components.size(); ++c)
      if (release_.elements[components[c].element].number == wanted ||
          release_.composites[field.index].id == number)
        refs.push_back({position, static_cast<std::uint16_t>(c + 1)});
  }
  return refs;
}

// The child of `group` that a step names.
std::optional<std::uint32_t> SourcePaths::step(const SourceStep& step, std::uint32_t group,
                                               std::uint32_t file) const {
  const auto& nodes = message_.nodes;
  const edifact::Tag tag = edifact::make_tag(step.tag.value);
  std::vector<std::string> groups, tags;
  for (std::uint32_t i = group + 1; i < nodes[group].end; i = nodes[i].end) {
    const Node& node = nodes[i];
    if (node.group) {
      if (step.group ? node.number == *step.group : node.number == 0 && node.tag == tag) {
        if (!step.tag.empty() && node.tag != tag) {
          Diagnostic& fault = reporter_.report(
              Fault::wrong_trigger, file, step.tag.span,
              "the trigger segment of SG" + std::to_string(node.number) + " is " +
                  edifact::tag_text(node.tag) + " in " + title() + ", not " + step.tag.value);
          fault.hint = "write SG" + std::to_string(node.number) + "/" + edifact::tag_text(node.tag);
          return std::nullopt;
        }
        return i;
      }
      groups.push_back("SG" + std::to_string(node.number));
    } else {
      if (!step.group && node.tag == tag) return i;
      tags.push_back(edifact::tag_text(node.tag));
    }
  }
  if (step.group) {
    Diagnostic& fault = reporter_.report(
        Fault::unknown_group, file, step.group_span,
        "SG" + std::to_string(*step.group) + " is not a group at this level of " + title());
    fault.expected = groups.empty() ? "no group stands here" : join(groups);
    for (const Node& node : nodes)
      if (node.group && node.number == *step.group && node.parent != directory::kNone)
        fault.hint = "SG" + std::to_string(node.number) + " (" + edifact::tag_text(node.tag) +
                     ") is inside " +
                     (node.parent == 0 ? "the message: write /SG" + std::to_string(node.number)
                                       : "SG" + std::to_string(nodes[node.parent].number));
    return std::nullopt;
  }
  Diagnostic& fault =
      reporter_.report(Fault::unknown_segment_name, file, step.tag.span,
                       step.tag.value + " is not a segment at this level of " + title());
  fault.expected = join(tags);
  for (std::uint32_t i = group + 1; i < nodes[group].end; i = nodes[i].end)
    if (nodes[i].group && nodes[i].tag == tag)
      fault.hint = "write SG" + std::to_string(nodes[i].number) + "/" + step.tag.value +
                   ": it starts a group";
  if (fault.hint.empty())
    if (const std::string near = nearest(step.tag.value, tags); !near.empty())
      fault.hint = "did you mean " + near + "?";
  return std::nullopt;
}

bool SourcePaths::element(const ElementId& id, const SegmentType& segment, std::uint16_t composite,
                          std::uint32_t file, ResolvedPath& into) const {
  std::vector<std::uint16_t> found, picked;
  std::vector<std::string> known;
  const std::uint16_t number = element_number(id.id.value);
  if (composite != 0) {
    const auto& type = release_.composites[segment.fields[composite - 1U].index];
    for (std::size_t c = 0; c < type.components.size(); ++c) {
      const std::uint16_t at = release_.elements[type.components[c].element].number;
      if (at == number) found.push_back(static_cast<std::uint16_t>(c + 1));
      known.push_back(number_text(at));
    }
  } else {
    for (std::size_t e = 0; e < segment.fields.size(); ++e) {
      const Field& field = segment.fields[e];
      const bool same = field.composite
                            ? release_.composites[field.index].id == id.id.value
                            : number != 0 && release_.elements[field.index].number == number;
      if (same) found.push_back(static_cast<std::uint16_t>(e + 1));
      known.push_back(field.composite ? release_.composites[field.index].id
                                      : number_text(release_.elements[field.index].number));
    }
  }
  const std::string where =
      edifact::tag_text(segment.tag) +
      (composite == 0 ? std::string()
                      : "." + release_.composites[segment.fields[composite - 1U].index].id);
  if (!pick(id, found, picked)) {
    Diagnostic& fault = reporter_.report(
        Fault::unknown_element, file, id.id.span,
        found.empty()
            ? where + " has no element " + id.id.value
            : where + " has " + id.id.value + " only " + std::to_string(found.size()) + " times");
    fault.expected = join(known);
    if (found.empty() && composite == 0 && number != 0)
      for (const Field& field : segment.fields)
        if (field.composite)
          for (const auto& component : release_.composites[field.index].components)
            if (release_.elements[component.element].number == number && fault.hint.empty())
              fault.hint =
                  "did you mean " + release_.composites[field.index].id + "." + id.id.value + "?";
    if (fault.hint.empty())
      if (const std::string near = nearest(id.id.value, known); !near.empty())
        fault.hint = "did you mean " + near + "?";
    return false;
  }
  if (id.ordinal == ElementId::Ordinal::none && found.size() > 1) {
    // A composite or element that merely repeats at the end of a segment is read from its first
    // place only when the author says so.
    Diagnostic& fault = reporter_.report(
        Fault::ambiguous_element, file, id.id.span,
        id.id.value + " stands " + std::to_string(found.size()) + " times in " + where);
    fault.hint = "write " + id.id.value + "#1 for the first, or " + id.id.value + "#* for all";
    return false;
  }
  for (const std::uint16_t at : picked) {
    if (composite != 0) {
      into.values.push_back({composite, at});
    } else if (segment.fields[at - 1U].composite) {
      into.composite = true;
      into.composite_element = at;
      const auto& type = release_.composites[segment.fields[at - 1U].index];
      for (std::size_t c = 0; c < type.components.size(); ++c)
        into.values.push_back({at, static_cast<std::uint16_t>(c + 1)});
    } else {
      into.values.push_back({at, 1});
    }
  }
  return true;
}

bool SourcePaths::elements(const std::vector<ElementStep>& steps, const SegmentType& segment,
                           std::uint16_t composite, std::uint32_t file, ResolvedPath& into) const {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const bool last = i + 1 == steps.size();
    if (steps[i].all) {
      into.values.clear();
      into.composite = false;
      if (composite == 0)
        for (std::size_t e = 0; e < segment.fields.size(); ++e)
          for (std::size_t c = 0;
               c < (segment.fields[e].composite
                        ? release_.composites[segment.fields[e].index].components.size()
                        : 1);
               ++c)
            into.values.push_back(
                {static_cast<std::uint16_t>(e + 1), static_cast<std::uint16_t>(c + 1)});
      else
        for (std::size_t c = 0;
             c < release_.composites[segment.fields[composite - 1U].index].components.size(); ++c)
          into.values.push_back({composite, static_cast<std::uint16_t>(c + 1)});
      return true;
    }
    into.values.clear();
    into.composite = false;
    for (const ElementId& id : steps[i].ids)
      if (!element(id, segment, composite, file, into)) return false;
    if (!last) {
      if (!into.composite || steps[i].ids.size() != 1) {
        reporter_.report(Fault::unknown_element, file, steps[i].span,
                         "only a composite has components");
        return false;
      }
      composite = into.composite_element;
    }
  }
  if (into.composite && steps.back().ids.size() != 1) into.composite = false;
  return true;
}

bool SourcePaths::predicates(const SourceStep& step, std::uint32_t node, std::uint32_t file,
                             ResolvedPath& into) const {
  if (step.predicates.empty()) return true;
  const std::uint32_t at = trigger(node);
  const SegmentType* segment = segment_at(node);
  if (segment == nullptr) return true;
  StepTests tests;
  tests.node = at;
  for (const Predicate& predicate : step.predicates) {
    if (predicate.segment && edifact::make_tag(predicate.segment->value) != segment->tag) {
      reporter_
          .report(Fault::unknown_element, file, predicate.segment->span,
                  "a selector tests " + edifact::tag_text(segment->tag) + " only, not " +
                      predicate.segment->value)
          .hint = "test the other segment with `when` on the block or row";
      return false;
    }
    StepTests::One one;
    if (predicate.path.empty()) {
      one.ref = {segment->qualifier_element, segment->qualifier_component};
    } else {
      std::vector<ElementStep> steps;
      for (const ElementId& id : predicate.path) steps.push_back({{id}, false, predicate.span});
      ResolvedPath value;
      if (!elements(steps, *segment, 0, file, value)) return false;
      if (value.values.size() != 1) {
        reporter_.report(Fault::unknown_element, file, predicate.span,
                         "a selector tests one value, not a whole composite");
        return false;
      }
      one.ref = value.values.front();
    }
    // Codes must be in the directory's list, unless a list of the user's own may stand beside.
    const Field& field = segment->fields[one.ref.element - 1U];
    const directory::Element* type = nullptr;
    bool own_list = false;
    if (field.composite) {
      const auto& components = release_.composites[field.index].components;
      if (one.ref.component <= components.size())
        type = &release_.elements[components[one.ref.component - 1U].element];
      for (const auto& component : components)
        own_list = own_list || release_.elements[component.element].number == 1131;
    } else {
      type = &release_.elements[field.index];
    }
    for (const Text& code : predicate.codes) {
      one.codes.push_back(code.value);
      if (type == nullptr || own_list || type->codes.empty() ||
          directory::find_code(*type, code.value) != nullptr)
        continue;
      Diagnostic& fault = reporter_.report(
          Fault::unknown_qualifier, file, code.span,
          code.value + " is not a code of " + number_text(type->number) + " (" + type->name + ")");
      std::vector<std::string> known;
      for (const auto& entry : type->codes) known.push_back(entry.value);
      if (const std::string near = nearest(code.value, known); !near.empty())
        fault.hint = "did you mean " + near + "?";
    }
    tests.tests.push_back(std::move(one));
  }
  into.steps.push_back(std::move(tests));
  return true;
}

std::optional<ResolvedPath> SourcePaths::resolve(const SourcePath& path, SourceContext context,
                                                 std::uint32_t file) const {
  ResolvedPath result;
  std::uint32_t node = path.root ? 0 : context.node;
  std::uint16_t composite = path.root ? std::uint16_t{0} : context.composite;
  for (const SourceStep& named : path.steps) {
    if (!message_.nodes[node].group) {
      reporter_.report(Fault::unknown_segment_name, file, named.span,
                       "there are no segments below " +
                           edifact::tag_text(message_.nodes[node].tag) +
                           "; write / first for one of the message");
      return std::nullopt;
    }
    const auto next = step(named, node, file);
    if (!next) return std::nullopt;
    node = *next;
    composite = 0;
    if (!predicates(named, node, file, result)) return std::nullopt;
  }
  result.node = node;
  result.group = message_.nodes[node].group;
  const SegmentType* segment = segment_at(node);
  if (path.self && composite != 0) {
    result.composite = true;
    result.composite_element = composite;
    const auto& type = release_.composites[segment->fields[composite - 1U].index];
    for (std::size_t c = 0; c < type.components.size(); ++c)
      result.values.push_back({composite, static_cast<std::uint16_t>(c + 1)});
    return result;
  }
  if (path.elements.empty()) return result;
  if (segment == nullptr) {
    reporter_.report(Fault::unknown_element, file, path.span,
                     "the message itself has no elements; name a segment first");
    return std::nullopt;
  }
  if (!elements(path.elements, *segment, composite, file, result)) return std::nullopt;
  result.node = trigger(node);
  result.group = false;
  return result;
}

}  // namespace sluis::language
