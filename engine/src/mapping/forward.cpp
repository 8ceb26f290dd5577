#include "mapping/forward.hpp"

#include <utility>

namespace sluis::mapping {

Forward::Forward(const Program& program, const Source& source, Diagnostics& faults, Locate locate,
                 Options options)
    : program_(program),
      source_(source),
      faults_(faults),
      locate_(std::move(locate)),
      options_(options),
      open_(program.scopes.size(), nullptr),
      scopes_at_(program.nodes.size()),
      spare_(program.scopes.size()),
      matched_(program.selectors.size(), 0),
      depth_(program.targets.size(), options.depth) {
  // Innermost first, as they end.
  for (auto i = static_cast<std::uint32_t>(program_.scopes.size()); i-- > 1;)
    scopes_at_[program_.scopes[i].node].push_back(i);
  // Parents stand before their children in the table.
  for (std::size_t i = 1; i < program_.targets.size(); ++i)
    depth_[i] = depth_[program_.targets[i].parent] + 1;
  root_ = std::make_unique<Instance>();
  root_->cells.resize(program_.scopes[0].cells);
  root_->lists.resize(program_.scopes[0].lists);
  open_[0] = root_.get();
  writer_ = std::make_unique<xml::Writer>(
      piece_, xml::Writer::Options{.indent = options_.indent, .depth = options_.depth});
  if (options_.declaration) writer_->declaration();
}

Forward::~Forward() = default;

// --- parts, retracting, ending

std::uint32_t Forward::part_depth(std::uint32_t part) const {
  return depth_[program_.parts[part].target];
}

void Forward::add_part(std::uint32_t index, xml::Piece&& piece, Span where) {
  const Part& part = program_.parts[index];
  List& list = root_->lists[part.list];
  if (++list.count == part.max + 1 && part.max < kUnbounded) {
    Origin origin = here();
    origin.source = where;
    Diagnostic& fault = report(Fault::too_many_parts, origin, part.mappings.front());
    fault.expected = "at most " + std::to_string(part.max);
    fault.hint = "send the messages that are too many in an interchange of their own";
    origin_row(fault, part.place);
  }
  if (!list.prefix) {
    list.prefix = std::make_unique<xml::Piece>(std::move(piece));
    return;
  }
  xml::Writer writer(*list.prefix,
                     xml::Writer::Options{.indent = options_.indent, .depth = depth_[part.target]});
  writer.splice(std::move(piece));
}

void Forward::retract() {
  while (!uncommitted_.empty()) {
    List* list = uncommitted_.back();
    uncommitted_.pop_back();
    if (!list->waiting()) continue;
    std::unique_ptr<Instance> instance = std::move(list->items.back());
    list->items.pop_back();
    if (open_[instance->scope] == instance.get()) open_[instance->scope] = nullptr;
    release(std::move(instance));
  }
}

void Forward::commit() {
  uncommitted_.clear();
  pump();
}

void Forward::end() {
  for (std::uint32_t scope = static_cast<std::uint32_t>(open_.size()); scope-- > 1;) {
    if (open_[scope] != nullptr) open_[scope]->closed = true;
    open_[scope] = nullptr;
  }
  root_->closed = true;
  segment_ = nullptr;
  if (live_.empty()) begin_frame(live_, 0, *root_, *writer_);
  ended_ = true;
  pump();
  writer_->flush();
}

Truth Forward::accepted() const {
  return program_.accept == kNone ? Truth::yes : evaluate(view(root_.get()), program_.accept);
}

// --- looking up and reporting

Instance& Forward::home_of(std::uint32_t scope, Instance& own) const {
  return scope == 0 ? *root_ : own;
}

const Cell* Forward::cell_of(const Row& row, Instance& own) const {
  return row.cell == kNone ? nullptr : &home_of(row.scope, own).cells[row.cell];
}

Truth Forward::when(std::uint32_t expression, Instance& own) const {
  return evaluate(view(&own), expression);
}

View Forward::view(const Instance* own) const {
  View look;
  look.program = &program_;
  look.root = root_.get();
  look.own = own;
  return look;
}

Origin Forward::here(const edifact::Segment::Value* value) const {
  Origin origin;
  if (segment_ == nullptr) return origin;
  origin.source = value == nullptr ? segment_->span() : segment_->span(*value);
  origin.segment = number_;
  origin.node = node_;
  if (value != nullptr) {
    origin.element = value->element;
    origin.component = value->component;
  }
  return origin;
}

Diagnostic& Forward::report(Fault fault, const Origin& origin, std::string detail) {
  Diagnostic& diagnostic = faults_.report(fault, source_, origin.source, std::move(detail));
  if (locate_) locate_(diagnostic);
  const edifact::Tag tag = program_.message->nodes[origin.node].tag;
  diagnostic.place.segment = origin.segment;
  diagnostic.place.tag = edifact::tag_text(tag);
  diagnostic.place.element = origin.element;
  diagnostic.place.component = origin.component;
  diagnostic.place.repetition = 0;
  if (origin.segment != number_ || diagnostic.place.group.empty())
    diagnostic.place.group = static_path(origin.node);
  if (program_.interchange) {  // its groups have no names, and its own segments are in no message
    diagnostic.place.group.clear();
    if (tag != edifact::make_tag("UNH") && tag != edifact::make_tag("UNT")) {
      diagnostic.place.segment = 0;
      diagnostic.place.message.clear();
    }
  }
  return diagnostic;
}

void Forward::origin_row(Diagnostic& diagnostic, Place place) const {
  diagnostic.mapping = {program_.files[place.file], place.line};
}

// "SG34/SG36", without occurrence counts.
std::string Forward::static_path(std::uint32_t node) const {
  const auto& nodes = program_.message->nodes;
  std::string path;
  for (std::uint32_t at = nodes[node].group ? node : nodes[node].parent;
       at != 0 && at != directory::kNone; at = nodes[at].parent) {
    if (nodes[at].number == 0) continue;  // groups of the interchange have no number
    std::string step = "SG";
    step += std::to_string(nodes[at].number);
    if (!path.empty()) step += '/';
    path.insert(0, step);
  }
  return path;
}

}  // namespace sluis::mapping
