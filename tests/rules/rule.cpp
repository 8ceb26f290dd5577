#include "rules/rule.hpp"

#include <initializer_list>
#include <memory>
#include <ostream>
#include <utility>

#include "edifact/contrl.hpp"
#include "sluis/inspect.hpp"
#include "support/acknowledge.hpp"

namespace sluis::rules {
namespace {

char level_letter(edifact::Level level) { return "-IGMSD"[static_cast<std::size_t>(level)]; }

// The version of the first interchange, for the list of codes.
bool is_four(const std::string& input) {
  for (const char* header : {"UNB+UNO", "UIB+UNO"})
    if (const std::size_t at = input.find(header); at != std::string::npos)
      return input.substr(at + 8, 2) == ":4";
  return false;
}

std::string picture(const Diagnostic& fault, bool four) {
  const edifact::Level level = edifact::level_of(fault);
  std::string out;
  if (fault.severity == Severity::warning) out += '~';
  if (fault.severity == Severity::info) out += '-';
  out += fault_row(fault.fault).code;
  out += ' ' + std::to_string(edifact::contrl_code(fault.fault, level, four)) + '@' +
         level_letter(level);
  out += ' ' + fault.place.tag;
  if (fault.place.segment != 0) out += '#' + std::to_string(edifact::contrl_segment(fault));
  if (fault.place.element != 0) out += '+' + std::to_string(fault.place.element);
  if (fault.place.component != 0) out += ':' + std::to_string(fault.place.component);
  if (fault.place.repetition != 0) out += '*' + std::to_string(fault.place.repetition);
  out += " @" + std::to_string(fault.where.begin);
  return out;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find("; ", at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + 2;
  }
  return parts;
}

// Every word of `expected` must be there, in order, as a word or the beginning of one that goes on
// with a more exact place.
bool fits(const std::string& expected, const std::string& found) {
  std::size_t at = 0;
  for (std::size_t word = 0; word < expected.size();) {
    const std::size_t end = std::min(expected.find(' ', word), expected.size());
    const std::string text = expected.substr(word, end - word);
    for (;; ++at) {
      if (at >= found.size()) return false;
      const bool begins = at == 0 || found[at - 1] == ' ';
      if (!begins || found.compare(at, text.size(), text) != 0) continue;
      const char next = at + text.size() < found.size() ? found[at + text.size()] : ' ';
      if (next == ' ' || next == '#' || next == '+' || next == ':' || next == '*') break;
    }
    at += text.size();
    word = end + 1;
  }
  return true;
}

void compare(const Rule& rule, const std::string& expected, bool strict) {
  const std::string found = said_of(rule.input, strict);
  const auto wanted = split(expected);
  const auto got = split(found);
  bool same = wanted.size() == got.size();
  for (std::size_t i = 0; same && i < wanted.size(); ++i) same = fits(wanted[i], got[i]);
  EXPECT_TRUE(same) << rule.number << ' ' << rule.what << (strict ? " (strict)" : " (field)")
                    << "\ninput:    " << rule.input << "\nexpected: " << expected
                    << "\nfound:    " << found;
  for (const std::size_t piece : std::initializer_list<std::size_t>{1, 2, 3, 7, 9, 4096})
    EXPECT_EQ(said_of(rule.input, strict, piece), found) << "in pieces of " << piece;
}

}  // namespace

void PrintTo(const Rule& rule, std::ostream* out) { *out << rule.number << ' ' << rule.what; }

std::string in_interchange(const std::string& syntax, const std::string& segments) {
  const std::size_t colon = syntax.find(':');
  const bool four =
      colon != std::string::npos && syntax[colon + 1] >= '4' && syntax[colon + 1] <= '9';
  return "UNB+" + syntax + "+S+R+" + (four ? "20260101" : "260101") + ":0900+I1'" + segments +
         "UNZ+1+I1'";
}

namespace {

std::string message(const std::string& type, const std::vector<std::string>& body) {
  std::string out = "UNH+M1+ORDERS:D:" + type + ":UN'BGM+220+PO1+9'DTM+137:20260101:102'";
  for (const std::string& segment : body) out += segment + "'";
  return out + "UNS+S'UNT+" + std::to_string(body.size() + 5) + "+M1'";
}

}  // namespace

std::string v3(const std::vector<std::string>& body) {
  return in_interchange("UNOC:3", message("96A", body));
}

std::string v4(const std::vector<std::string>& body) {
  return in_interchange("UNOC:4", message("01B", body));
}

std::string test_name(const Rule& rule) {
  std::string name = rule.number + ("_" + rule.what);
  for (char& c : name)
    if (!(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z')) c = '_';
  return name;
}

std::string said_of(const std::string& input, bool strict, std::size_t piece) {
  Source source = piece == 0 ? Source("rule", input) : Source("rule", input, piece);
  Diagnostics faults;
  InspectOptions options;
  auto profile = std::make_shared<Tolerance>(strict ? *Tolerance::strict() : *Tolerance::field());
  profile->actions[static_cast<std::size_t>(Fault::directory_not_at_hand)] = Action::ignore;
  options.tolerances = Tolerances(std::move(profile));
  inspect(
      source, tests::test_directories(), options, [](std::string_view) {}, faults);
  std::string out;
  const bool four = is_four(input);
  for (const Diagnostic& fault : faults.all()) {
    if (!out.empty()) out += "; ";
    out += picture(fault, four);
  }
  return out;
}

void check(const Rule& rule) {
  compare(rule, rule.strict, true);
  compare(rule, rule.field, false);
  // Whatever the input, what is answered is sound (S-402).
  for (const bool strict : {true, false}) tests::expect_sound_answers(rule.input, strict);
}

}  // namespace sluis::rules
