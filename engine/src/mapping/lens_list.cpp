// lines, wrap, join, pattern: several source values and one text.
#include <algorithm>
#include <utility>

#include "mapping/lens_maker.hpp"

namespace sluis::mapping {

namespace {

constexpr std::uint32_t kMostLines = 9999;
constexpr std::uint32_t kWidest = 10'000;

struct Fold {
  std::string separator;
  std::uint32_t max = kMostLines;  // lines
  std::uint32_t width = kWidest;   // characters of one
};

bool take_lines(const Fold& fold, const std::vector<std::string_view>& in, std::string& out,
                LensFault& fault) {
  std::size_t count = in.size();
  while (count > 0 && in[count - 1].empty()) --count;
  if (count > fold.max)
    return refuse(fault, there_are(count, "line"), "at most " + plural(fold.max, "line"));
  out.clear();
  for (std::size_t i = 0; i < count; ++i) {
    if (text::count_characters(in[i]) > fold.width)
      return refuse(fault,
                    "line " + std::to_string(i + 1) + " has " +
                        plural(text::count_characters(in[i]), "character"),
                    "at most " + plural(fold.width, "character") + " a line");
    if (i > 0) out += fold.separator;
    out += in[i];
  }
  return true;
}

// One line a component. Exact when the separator cannot occur in EDIFACT data (a line feed).
class Lines final : public Lens {
 public:
  explicit Lines(Fold fold) : fold_(std::move(fold)) {}

  [[nodiscard]] bool get(const std::vector<std::string_view>& in, std::string& out,
                         LensFault& fault) const override {
    for (const auto line : in)
      if (line.find(fold_.separator) != std::string_view::npos)
        return refuse(fault, "the text holds what separates the lines in XML",
                      "lines without \"" + shown() + "\"");
    return take_lines(fold_, in, out, fault);
  }
  [[nodiscard]] bool create(std::string_view in, std::vector<std::string>& out,
                            LensFault& fault) const override {
    std::size_t count = 0;
    out.clear();
    while (true) {
      const std::size_t end = in.find(fold_.separator);
      const auto line = in.substr(0, end);
      ++count;
      if (text::count_characters(line) > fold_.width)
        return refuse(fault,
                      "line " + std::to_string(count) + " has " +
                          plural(text::count_characters(line), "character"),
                      "at most " + plural(fold_.width, "character") + " a line");
      // Empty lines at the end have no place in EDIFACT.
      if (!line.empty()) {
        if (count > fold_.max)
          return refuse(fault, "there are more than " + plural(fold_.max, "line"),
                        "at most " + plural(fold_.max, "line"));
        out.resize(count);
        out.back().assign(line);
      }
      if (end == std::string_view::npos) return true;
      in.remove_prefix(end + fold_.separator.size());
    }
  }
  [[nodiscard]] bool invertible() const noexcept override {
    return std::any_of(fold_.separator.begin(), fold_.separator.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  }

 private:
  [[nodiscard]] std::string shown() const {
    return fold_.separator == "\n" ? "a line feed" : fold_.separator;
  }
  Fold fold_;
};

// A text folded at its separators; going back the lines may fall otherwise.
class Wrap final : public Lens {
 public:
  explicit Wrap(Fold fold) : fold_(std::move(fold)) {}

  [[nodiscard]] bool get(const std::vector<std::string_view>& in, std::string& out,
                         LensFault& fault) const override {
    return take_lines(fold_, in, out, fault);
  }
  [[nodiscard]] bool create(std::string_view in, std::vector<std::string>& out,
                            LensFault& fault) const override {
    out.clear();
    if (text::count_characters(in) <= fold_.width) {
      out.emplace_back(in);
      return true;
    }
    std::size_t length = 0;  // of the last line, in characters
    while (true) {
      const std::size_t end = in.find(fold_.separator);
      const auto word = in.substr(0, end);
      const std::size_t size = text::count_characters(word);
      if (word.empty())
        return refuse(fault,
                      "the text is folded over lines and has two separators together, or "
                      "one at an end",
                      "single separators between words", "a line that ends so would lose one");
      if (size > fold_.width)
        return refuse(fault, "a word of " + plural(size, "character") + " fits on no line",
                      "words of at most " + plural(fold_.width, "character"));
      const std::size_t gap = text::count_characters(fold_.separator);
      if (!out.empty() && length + gap + size <= fold_.width) {
        out.back() += fold_.separator;
        out.back() += word;
        length += gap + size;
      } else {
        if (out.size() == fold_.max)
          return refuse(fault,
                        "the text needs more than " + plural(fold_.max, "line") + " of " +
                            plural(fold_.width, "character"),
                        "at most " + plural(fold_.max, "line"), "shorten the text");
        out.emplace_back(word);
        length = size;
      }
      if (end == std::string_view::npos) return true;
      in.remove_prefix(end + fold_.separator.size());
    }
  }
  // create(get(x)) is x up to where the lines end.
  [[nodiscard]] bool invertible() const noexcept override { return true; }

 private:
  Fold fold_;
};

// What is present, with a separator between; one-way.
class Join final : public Lens {
 public:
  explicit Join(std::string separator) : separator_(std::move(separator)) {}

  [[nodiscard]] bool get(const std::vector<std::string_view>& in, std::string& out,
                         LensFault& /*fault*/) const override {
    out.clear();
    bool first = true;
    for (const auto value : in) {
      if (value.empty()) continue;
      if (!first) out += separator_;
      out += value;
      first = false;
    }
    return true;
  }
  [[nodiscard]] bool create(std::string_view /*in*/, std::vector<std::string>& /*out*/,
                            LensFault& fault) const override {
    return refuse(fault, "a joined text cannot be taken apart", "a row with `->`",
                  "use lines or pattern where the way back is wanted");
  }
  [[nodiscard]] bool invertible() const noexcept override { return false; }

 private:
  std::string separator_;
};

// "{cc:a2}{port:an3}": the k-th hole is the k-th source value.
class Template final : public Lens {
 public:
  struct Hole {
    std::string name, before;  // the literal before it
    char kind = 'x';           // a letters, n digits, w letters and digits (an), x any
    std::size_t min = 0, max = 0;
  };
  Template(std::vector<Hole> holes, std::string after)
      : holes_(std::move(holes)), after_(std::move(after)) {}

  static bool fits(char kind, char c) noexcept {
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    switch (kind) {
      case 'a':
        return letter;
      case 'n':
        return is_digit(c);
      case 'w':
        return letter || is_digit(c);
      default:
        return true;
    }
  }

  [[nodiscard]] bool get(const std::vector<std::string_view>& in, std::string& out,
                         LensFault& fault) const override {
    if (in.size() != holes_.size())
      return refuse(fault, there_are(in.size(), "value"), plural(holes_.size(), "value"));
    out.clear();
    for (std::size_t i = 0; i < in.size(); ++i) {
      out += holes_[i].before;
      if (!good(holes_[i], in[i], fault)) return false;
      out += in[i];
    }
    out += after_;
    return true;
  }

  [[nodiscard]] bool create(std::string_view in, std::vector<std::string>& out,
                            LensFault& fault) const override {
    const std::string_view all = in;
    out.resize(holes_.size());
    for (std::size_t i = 0; i < holes_.size(); ++i) {
      const auto& hole = holes_[i];
      if (!strip(in, hole.before)) return misfit(all, hole.before, fault);
      std::size_t end = 0, characters = 0;
      while (end < in.size() && characters < hole.max && fits(hole.kind, in[end]) &&
             !(hole.min != hole.max && ends_here(i, in.substr(end)))) {
        ++end;
        while (end < in.size() && (static_cast<unsigned char>(in[end]) & 0xC0U) == 0x80U) ++end;
        ++characters;
      }
      if (!good(hole, in.substr(0, end), fault)) return false;
      out[i].assign(in.substr(0, end));
      in.remove_prefix(end);
    }
    if (in != after_) return misfit(all, after_.empty() ? "nothing more" : after_, fault);
    return true;
  }

  // Each hole has a fixed width, or the first character behind it cannot be its own, or it is last.
  [[nodiscard]] bool invertible() const noexcept override {
    for (std::size_t i = 0; i < holes_.size(); ++i) {
      const auto& hole = holes_[i];
      if (hole.min == hole.max) continue;
      const std::string& next = i + 1 < holes_.size() ? holes_[i + 1].before : after_;
      if (next.empty() ? i + 1 < holes_.size() : fits(hole.kind, next.front())) return false;
    }
    return true;
  }

 private:
  [[nodiscard]] bool ends_here(std::size_t i, std::string_view rest) const {
    if (i + 1 < holes_.size())
      return !holes_[i + 1].before.empty() &&
             rest.substr(0, holes_[i + 1].before.size()) == holes_[i + 1].before;
    return !after_.empty() && rest == after_;
  }
  static bool strip(std::string_view& text, std::string_view prefix) {
    if (text.substr(0, prefix.size()) != prefix) return false;
    text.remove_prefix(prefix.size());
    return true;
  }
  static bool misfit(std::string_view text, std::string_view wanted, LensFault& fault) {
    return refuse(fault, "\"" + std::string(text) + "\" does not have the agreed form",
                  "\"" + std::string(wanted) + "\" at this place");
  }
  static bool good(const Hole& hole, std::string_view value, LensFault& fault) {
    const std::size_t length = text::count_characters(value);
    if (length >= hole.min && length <= hole.max &&
        std::all_of(value.begin(), value.end(), [&](char c) { return fits(hole.kind, c); }))
      return true;
    const std::string kind = hole.kind == 'a'   ? "letter"
                             : hole.kind == 'n' ? "digit"
                             : hole.kind == 'w' ? "letter or digit"
                                                : "character";
    const auto many = kind == "letter or digit" ? "letters or digits" : kind + "s";
    return refuse(fault, "\"" + std::string(value) + "\" does not fit `" + hole.name + "`",
                  (hole.min == hole.max ? "" : "at most ") + std::to_string(hole.max) + " " +
                      (hole.max == 1 ? kind : many));
  }

  std::vector<Hole> holes_;
  std::string after_;
};

bool read_fold(ArgumentReader& arguments, std::string_view separator, Fold& fold) {
  fold.separator = arguments.text("sep", std::string(separator));
  fold.max = arguments.number("max", 1, kMostLines).value_or(kMostLines);
  fold.width = arguments.number("width", 1, kWidest).value_or(kWidest);
  if (fold.separator.empty()) arguments.fail("sep must not be empty");
  return !arguments.failed();
}

// "cc:a2", "rest:an..35": name, kind, width.
bool read_hole(std::string_view text, Template::Hole& hole) {
  const std::size_t colon = text.find(':');
  if (colon == 0 || colon == std::string_view::npos) return false;
  hole.name = text.substr(0, colon);
  auto form = text.substr(colon + 1);
  if (form.substr(0, 2) == "an") {
    hole.kind = 'w';
    form.remove_prefix(2);
  } else if (!form.empty() && (form[0] == 'a' || form[0] == 'n' || form[0] == 'x')) {
    hole.kind = form[0];
    form.remove_prefix(1);
  } else {
    return false;
  }
  const bool upto = form.substr(0, 2) == "..";
  if (upto) form.remove_prefix(2);
  if (form.empty() || form.size() > 4 || !all_digits(form)) return false;
  for (const char c : form) hole.max = hole.max * 10 + static_cast<std::size_t>(c - '0');
  hole.min = upto ? 0 : hole.max;
  return hole.max > 0;
}

}  // namespace

std::shared_ptr<const Lens> make_lines(ArgumentReader& arguments, const LensNames& /*names*/) {
  Fold fold;
  if (!read_fold(arguments, "\n", fold)) return nullptr;
  return std::make_shared<Lines>(std::move(fold));
}

std::shared_ptr<const Lens> make_wrap(ArgumentReader& arguments, const LensNames& /*names*/) {
  Fold fold;
  if (!read_fold(arguments, " ", fold)) return nullptr;
  return std::make_shared<Wrap>(std::move(fold));
}

std::shared_ptr<const Lens> make_join(ArgumentReader& arguments, const LensNames& /*names*/) {
  return std::make_shared<Join>(arguments.text("sep", " "));
}

std::shared_ptr<const Lens> make_pattern(ArgumentReader& arguments, const LensNames& /*names*/) {
  const auto* given = arguments.take_positional();
  if (given == nullptr || given->values.size() != 1) {
    arguments.fail("needs one template, as in pattern(\"{cc:a2}{port:an3}\")");
    return nullptr;
  }
  std::string_view text = given->values.front();
  std::vector<Template::Hole> holes;
  std::string literal;
  while (!text.empty()) {
    if (text.front() != '{') {
      literal += text.front();
      text.remove_prefix(1);
      continue;
    }
    const std::size_t end = text.find('}');
    Template::Hole hole;
    if (end == std::string_view::npos || !read_hole(text.substr(1, end - 1), hole)) {
      arguments.fail("\"" + std::string(text.substr(0, end)) +
                     "\" is not a hole; write {name:a2}, {name:n..6}, {name:an3} or {name:x..35}");
      return nullptr;
    }
    hole.before = std::exchange(literal, {});
    holes.push_back(std::move(hole));
    text.remove_prefix(end + 1);
  }
  if (holes.empty()) {
    arguments.fail("a template without holes takes no value");
    return nullptr;
  }
  return std::make_shared<Template>(std::move(holes), std::move(literal));
}

}  // namespace sluis::mapping
