#include "sluis/diagnostic.hpp"

#include <algorithm>
#include <utility>

#include "sluis/tolerance.hpp"
#include "text/unicode.hpp"

namespace sluis {
namespace {

constexpr FaultRow kRows[] = {
#define X(id, code, strict, field, contrl, sentence) \
  {#id, code, Severity::strict, contrl, sentence},
#include "sluis/faults.def"
#undef X
};

// "noa.edi:14:5", as far as it is known.
std::string place_of(const std::string& file, Position position, Span where) {
  std::string out = file;
  if (position.line != 0)
    out += ':' + std::to_string(position.line) + ':' + std::to_string(position.column);
  else if (where.begin != 0 || where.end != 0)
    out += ":byte " + std::to_string(where.begin);
  return out;
}

// The line and the marks below it. `gutter` is the width of the line number.
void put_excerpt(std::string& out, const Excerpt& excerpt, std::uint64_t line) {
  if (excerpt.text.empty()) return;
  const std::string number = line != 0 ? std::to_string(line) : std::string();
  const std::string margin(number.size() + 1, ' ');
  out += ' ' + number + " | " + excerpt.text + '\n';
  out += margin + " | " + std::string(excerpt.mark_begin, ' ');
  out += std::string(std::max<std::size_t>(excerpt.mark_end - excerpt.mark_begin, 1), '^') + '\n';
}

void put_fact(std::string& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  out += "  = ";
  out += name;
  out += value;
  out += '\n';
}

std::string describe(const Place& place) {
  std::string out;
  const auto put = [&out](std::string_view name, const std::string& value) {
    if (value.empty()) return;
    if (!out.empty()) out += ", ";
    out += name;
    out += value;
  };
  const auto put_number = [&put](std::string_view name, std::uint32_t value) {
    if (value != 0) put(name, std::to_string(value));
  };
  if (place.message.empty()) put("interchange ", text::printable(place.interchange));
  put("message ", text::printable(place.message));
  const std::string tag = text::printable(place.tag);
  if (place.segment != 0)
    put("segment ", std::to_string(place.segment) + (tag.empty() ? "" : " (" + tag + ')'));
  else
    put("segment ", tag);
  put("group ", place.group);
  put_number("element ", place.element);
  put_number("repetition ", place.repetition);
  put_number("component ", place.component);
  return out;
}

}  // namespace

std::string_view severity_name(Severity severity) noexcept {
  switch (severity) {
    case Severity::info:
      return "info";
    case Severity::warning:
      return "warning";
    case Severity::error:
      break;
  }
  return "error";
}

const FaultRow& fault_row(Fault fault) noexcept { return kRows[static_cast<std::size_t>(fault)]; }

const std::vector<FaultRow>& fault_table() {
  static const std::vector<FaultRow> table(std::begin(kRows), std::end(kRows));
  return table;
}

bool Diagnostics::grade(Diagnostic& diagnostic) const noexcept {
  diagnostic.severity = fault_row(diagnostic.fault).severity;
  if (profile_ == nullptr) return true;
  switch (profile_->action(diagnostic.fault)) {
    case Action::ignore:
      return false;
    case Action::inform:
      diagnostic.severity = Severity::info;
      break;
    case Action::report:
      diagnostic.severity = Severity::warning;
      break;
    case Action::reject:
      diagnostic.severity = Severity::error;
      break;
  }
  return true;
}

void Diagnostics::count(const Diagnostic& diagnostic) noexcept {
  if (diagnostic.severity == Severity::error) ++errors_;
  if (diagnostic.severity == Severity::warning) ++warnings_;
}

void Diagnostics::tolerate(std::shared_ptr<const Tolerance> profile, std::size_t from) {
  profile_ = std::move(profile);
  if (from >= all_.size()) return;
  std::size_t kept = from;
  for (std::size_t i = from; i < all_.size(); ++i) {
    Diagnostic& each = all_[i];
    if (each.severity == Severity::error) --errors_;
    if (each.severity == Severity::warning) --warnings_;
    if (!grade(each)) {
      ++ignored_;
      continue;
    }
    count(each);
    if (kept != i) all_[kept] = std::move(each);
    ++kept;
  }
  all_.resize(kept);
  watched_ = std::min(watched_, kept);
}

void Diagnostics::watch(Watcher watcher) {
  watcher_ = std::move(watcher);
  watched_ = all_.size();
  spill_unwatched_ = false;
}

void Diagnostics::settle() {
  if (!watcher_) return;
  while (watched_ < all_.size()) watcher_(all_[watched_++]);
  if (!spill_unwatched_) return;
  spill_unwatched_ = false;
  watcher_(spill_);
}

void Diagnostics::add(Diagnostic diagnostic) { keep(std::move(diagnostic)); }

Diagnostic& Diagnostics::keep(Diagnostic&& diagnostic) {
  count(diagnostic);
  // What was not kept is shown before the next one takes its place.
  if (spill_unwatched_) settle();
  last_spilled_ = counting_only();
  if (last_spilled_) {
    ++dropped_;
    spill_ = std::move(diagnostic);
    spill_unwatched_ = watcher_ != nullptr;
    return spill_;
  }
  ++in_message_;
  return all_.emplace_back(std::move(diagnostic));
}

Diagnostic& Diagnostics::report(Fault fault, const Source& source, Span where, std::string detail) {
  Diagnostic diagnostic;
  diagnostic.fault = fault;
  diagnostic.detail = std::move(detail);
  diagnostic.where = where;
  if (!grade(diagnostic)) {
    ++ignored_;
    if (spill_unwatched_) settle();
    last_spilled_ = true;
    spill_ = std::move(diagnostic);
    return spill_;
  }
  Diagnostic& kept = keep(std::move(diagnostic));
  if (last_spilled_) return kept;  // nobody will see it: no look-up
  kept.file = source.name();
  kept.position = source.position(where.begin);
  kept.excerpt = source.excerpt(where);
  return kept;
}

Diagnostic& Diagnostics::report(Fault fault, std::string file, std::string detail) {
  Diagnostic diagnostic;
  diagnostic.fault = fault;
  diagnostic.severity = fault_row(fault).severity;
  diagnostic.detail = std::move(detail);
  diagnostic.file = std::move(file);
  return keep(std::move(diagnostic));
}

void Diagnostics::begin_message() noexcept { in_message_ = 0; }

void Diagnostics::order_from(std::size_t first) {
  if (first >= all_.size()) return;
  std::stable_sort(
      all_.begin() + static_cast<std::ptrdiff_t>(first), all_.end(),
      [](const Diagnostic& a, const Diagnostic& b) { return a.where.begin < b.where.begin; });
}

void Diagnostics::append(Diagnostics&& other) {
  const std::size_t room = kInAll - std::min(kInAll, all_.size());
  const std::size_t taken = std::min(room, other.all_.size());
  all_.insert(all_.end(), std::make_move_iterator(other.all_.begin()),
              std::make_move_iterator(other.all_.begin() + static_cast<std::ptrdiff_t>(taken)));
  dropped_ += other.dropped_ + (other.all_.size() - taken);
  errors_ += other.errors_;
  warnings_ += other.warnings_;
  in_message_ += taken;
  other = Diagnostics();
}

std::string render_text(const Diagnostic& diagnostic) {
  const FaultRow& row = fault_row(diagnostic.fault);
  std::string out = place_of(diagnostic.file, diagnostic.position, diagnostic.where);
  if (!out.empty()) out += ": ";
  out += severity_name(diagnostic.severity);
  out += '[';
  out += row.code;
  out += "]: ";
  out += row.sentence;
  if (!diagnostic.detail.empty()) out += ": " + text::printable(diagnostic.detail, 400);
  out += '\n';
  put_excerpt(out, diagnostic.excerpt, diagnostic.position.line);
  put_fact(out, "", describe(diagnostic.place));
  put_fact(out, "value: ", text::printable(diagnostic.value, 200));
  put_fact(out, "expected: ", diagnostic.expected);
  put_fact(out, "help: ", diagnostic.hint);
  if (!diagnostic.mapping.file.empty())
    put_fact(out, "mapping: ",
             place_of(diagnostic.mapping.file, {}, {}) +
                 (diagnostic.mapping.line != 0 ? ':' + std::to_string(diagnostic.mapping.line)
                                               : std::string()));
  put_fact(out, "xml: ", diagnostic.xml);
  put_fact(out, "rule: ", diagnostic.rule);
  for (const Note& note : diagnostic.notes) {
    const std::string where = place_of(note.file, note.position, {});
    put_fact(out, "note: ", where.empty() ? note.text : where + ": " + note.text);
    put_excerpt(out, note.excerpt, note.position.line);
  }
  return out;
}

std::string render_text(const Diagnostics& diagnostics) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics.all()) out += render_text(diagnostic);
  if (const std::size_t dropped = diagnostics.dropped(); dropped != 0)
    out += "and " + std::to_string(dropped) + (dropped == 1 ? " more fault" : " more faults") +
           " that are counted but not shown (at most " + std::to_string(Diagnostics::kPerMessage) +
           " in a message and " + std::to_string(Diagnostics::kInAll) + " in all)\n";
  return out;
}

}  // namespace sluis
