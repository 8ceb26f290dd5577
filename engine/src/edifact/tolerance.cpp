#include "sluis/tolerance.hpp"

#include <algorithm>
#include <utility>

#include "edifact/bytes.hpp"
#include "edifact/charset.hpp"
#include "sluis/nearest.hpp"

namespace sluis {
namespace {

constexpr std::size_t kLongest = std::size_t{1} << 20U;  // bytes of a profile

constexpr Action action_of(Severity severity) noexcept {
  switch (severity) {
    case Severity::info:
      return Action::inform;
    case Severity::warning:
      return Action::report;
    case Severity::error:
      break;
  }
  return Action::reject;
}

constexpr Severity kField[] = {
#define X(id, code, strict, field, contrl, sentence) Severity::field,
#include "sluis/faults.def"
#undef X
};

std::shared_ptr<const Tolerance> make(std::string name, bool field) {
  auto made = std::make_shared<Tolerance>();
  made->name = std::move(name);
  for (std::size_t i = 0; i < kFaults; ++i)
    made->actions[i] = action_of(field ? kField[i] : fault_table()[i].severity);
  return made;
}

bool matches(const std::vector<std::string>& list, std::string_view id,
             std::string_view qualifier) noexcept {
  return std::any_of(list.begin(), list.end(), [&](std::string_view each) {
    if (each.substr(0, id.size()) != id) return false;
    each.remove_prefix(id.size());
    return each.empty() || (each.front() == ':' && each.substr(1) == qualifier);
  });
}

// "partners/acme.tolerance" -> "acme"
std::string stem(std::string_view path) {
  if (const auto slash = path.rfind('/'); slash != std::string_view::npos)
    path.remove_prefix(slash + 1);
  return std::string(path.substr(0, path.rfind('.')));
}

class ProfileReader {
 public:
  ProfileReader(Source& source, Diagnostics& faults) : source_(source), faults_(faults) {}

  std::shared_ptr<const Tolerance> run() {
    const std::string_view text = source_.all(kLongest);
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      line(text.substr(at, end - at), at);
      at = end + 1;
    }
    if (faulty_) return nullptr;
    profile_.name = stem(source_.name());
    return std::make_shared<const Tolerance>(std::move(profile_));
  }

 private:
  struct Word {
    std::string_view text;
    Span where;
  };

  void line(std::string_view text, std::size_t offset) {
    text = text.substr(0, text.find('#'));
    words_.clear();
    for (std::size_t at = 0;;) {
      at = text.find_first_not_of(" \t\r", at);
      if (at == std::string_view::npos) break;
      const std::size_t end = std::min(text.find_first_of(" \t\r", at), text.size());
      words_.push_back({text.substr(at, end - at), {offset + at, offset + end}});
      at = end;
    }
    if (!words_.empty()) directive();
    first_ = first_ && words_.empty();
  }

  void directive() {
    const std::string_view name = words_.front().text;
    if (name == "extends") return extend();
    if (name == "reject") return act(Action::reject);
    if (name == "report") return act(Action::report);
    if (name == "ignore") return act(Action::ignore);
    if (name == "sender") return list(profile_.senders);
    if (name == "recipient") return list(profile_.recipients);
    if (name == "messages") return list(profile_.messages);
    if (name == "charset") return charset();
    if (name == "characters") return characters();
    if (name == "line-breaks") return line_breaks();
    if (name == "not-before") return not_before();
    if (name == "contrl") return contrl();
    if (name == "no-repetition") return flag(profile_.repetition);
    if (name == "no-tests") return flag(profile_.tests);
    if (name == "no-strangers") return flag(profile_.strangers);
    Diagnostic& fault = report(Fault::tolerance_line, words_.front());
    fault.expected =
        "extends, reject, report, ignore, sender, recipient, messages, charset, characters, "
        "line-breaks, not-before, contrl, no-repetition, no-tests or no-strangers";
  }

  void extend() {
    if (!count(1)) return;
    const std::string_view parent = words_[1].text;
    if (!first_) {
      report(Fault::tolerance_line, words_.front()).hint = "`extends` is the first line";
    } else if (parent == "field" || parent == "strict") {
      profile_ = parent == "field" ? *Tolerance::field() : *Tolerance::strict();
    } else {
      report(Fault::tolerance_parent, words_[1]).expected = "strict or field";
    }
  }

  void act(Action action) {
    if (words_.size() < 2) {
      report(Fault::tolerance_line, words_.front()).expected = "checks, by name or code";
      return;
    }
    for (auto word = words_.begin() + 1; word != words_.end(); ++word) {
      const auto& rows = fault_table();
      const auto row = std::find_if(rows.begin(), rows.end(), [&](const FaultRow& each) {
        return each.id == word->text || each.code == word->text;
      });
      if (row == rows.end()) {
        unknown(*word);
        continue;
      }
      const auto fault = static_cast<Fault>(row - rows.begin());
      if (action != Action::reject && !Tolerance::may_relax(fault)) {
        report(Fault::tolerance_fixed, *word).hint = "nothing can be read where it is broken";
        continue;
      }
      profile_.actions[static_cast<std::size_t>(fault)] = action;
    }
  }

  void unknown(const Word& word) {
    Diagnostic& fault = report(Fault::tolerance_check, word);
    std::vector<std::string> known;
    for (const FaultRow& row : fault_table()) known.emplace_back(row.id);
    if (const std::string near = nearest(word.text, known); !near.empty())
      fault.hint = "did you mean " + near + "?";
  }

  void charset() {
    if (!count(1)) return;
    if (!Tolerance::knows_charset(words_[1].text))
      report(Fault::unsupported_charset, words_[1]).expected =
          "a syntax identifier (UNOA) or a character set's name (windows-1252)";
    profile_.charset = words_[1].text;
  }

  void characters() {
    if (!count(1)) return;
    const std::string_view how = words_[1].text;
    if (how != "reject" && how != "warn" && how != "substitute") {
      report(Fault::tolerance_line, words_[1]).expected = "reject, warn or substitute";
      return;
    }
    profile_.bad_character = how == "substitute" ? BadCharacter::substitute : BadCharacter::keep;
    for (const Fault fault : {Fault::byte_outside_charset, Fault::control_character,
                              Fault::malformed_utf8, Fault::character_outside_level})
      profile_.actions[static_cast<std::size_t>(fault)] =
          how == "reject" ? Action::reject : Action::report;
  }

  void line_breaks() {
    if (!count(1)) return;
    const std::string_view how = words_[1].text;
    if (how == "drop")
      profile_.line_break = LineBreak::drop;
    else if (how == "keep")
      profile_.line_break = LineBreak::keep;
    else if (how == "blank")
      profile_.line_break = LineBreak::blank;
    else
      report(Fault::tolerance_line, words_[1]).expected = "drop, keep or blank";
  }

  void not_before() {
    if (!count(1)) return;
    const std::string_view date = words_[1].text;
    const bool digits = std::all_of(date.begin(), date.end(), edifact::is_digit);
    if (date.size() != 8 || !digits)
      report(Fault::tolerance_line, words_[1]).expected = "a date CCYYMMDD";
    profile_.not_before = date;
  }

  void list(std::vector<std::string>& to) {
    if (words_.size() < 2) report(Fault::tolerance_line, words_.front()).expected = "one or more";
    for (auto word = words_.begin() + 1; word != words_.end(); ++word) to.emplace_back(word->text);
  }

  void contrl() {
    if (words_.size() < 2)
      report(Fault::tolerance_line, words_.front()).expected = "whole or asked";
    for (auto word = words_.begin() + 1; word != words_.end(); ++word) {
      if (word->text == "whole")
        profile_.contrl_whole = true;
      else if (word->text == "asked")
        profile_.contrl_asked = true;
      else
        report(Fault::tolerance_line, *word).expected = "whole or asked";
    }
  }

  void flag(bool& value) {
    if (count(0)) value = false;
  }

  bool count(std::size_t values) {
    if (words_.size() == values + 1) return true;
    report(Fault::tolerance_line, words_.front()).expected =
        values == 0 ? "nothing behind it" : "one word behind it";
    return false;
  }

  Diagnostic& report(Fault fault, const Word& word) {
    faulty_ = true;
    return faults_.report(fault, source_, word.where, '"' + std::string(word.text) + '"');
  }

  Source& source_;
  Diagnostics& faults_;
  Tolerance profile_ = *Tolerance::strict();
  std::vector<Word> words_;
  bool first_ = true;
  bool faulty_ = false;
};

}  // namespace

bool Tolerance::is_recipient(std::string_view id, std::string_view qualifier) const noexcept {
  return recipients.empty() || matches(recipients, id, qualifier);
}

bool Tolerance::is_agreed(std::string_view message) const noexcept {
  return messages.empty() ||
         std::any_of(messages.begin(), messages.end(), [&](std::string_view each) {
           return message.substr(0, each.size()) == each &&
                  (message.size() == each.size() || message[each.size()] == ':');
         });
}

std::shared_ptr<const Tolerance> Tolerance::strict() {
  static const std::shared_ptr<const Tolerance> kProfile = make("strict", false);
  return kProfile;
}

std::shared_ptr<const Tolerance> Tolerance::field() {
  static const std::shared_ptr<const Tolerance> kProfile = make("field", true);
  return kProfile;
}

bool Tolerance::knows_charset(std::string_view name) {
  return edifact::Charset::agreed(name) != nullptr;
}

bool Tolerance::may_relax(Fault fault) noexcept {
  switch (fault) {
    case Fault::truncated_una:
    case Fault::una_without_unb:
    case Fault::bad_service_character:
    case Fault::no_interchange_header:
    case Fault::segment_limit:
    case Fault::value_limit:
    case Fault::element_limit:
    case Fault::component_limit:
    case Fault::repetition_limit:
    case Fault::message_limit:
      return false;
    default:
      break;
  }
  // Faults of the interchange: those of mapping files, schemas and XML are not the sender's.
  const char room = fault_row(fault).code[1];
  return room >= '2' && room <= '5';
}

std::shared_ptr<const Tolerance> Tolerance::read(Source& source, Diagnostics& faults) {
  return ProfileReader(source, faults).run();
}

void Tolerances::add(std::shared_ptr<const Tolerance> profile) {
  if (profile->senders.empty())
    general_ = std::move(profile);
  else
    partners_.push_back(std::move(profile));
}

const std::shared_ptr<const Tolerance>& Tolerances::for_sender(
    std::string_view id, std::string_view qualifier) const noexcept {
  for (const auto& each : partners_)
    if (matches(each->senders, id, qualifier)) return each;
  return general_;
}

bool Tolerances::knows(std::string_view id, std::string_view qualifier) const noexcept {
  return std::any_of(partners_.begin(), partners_.end(),
                     [&](const auto& each) { return matches(each->senders, id, qualifier); });
}

}  // namespace sluis
