// text, upper, unless, equals, matches, imo, locode: the value stays as it is, or nearly, and is
// checked.
#include <algorithm>
#include <utility>

#include "mapping/lens_maker.hpp"
#include "mapping/pattern.hpp"
#include "text/letters.hpp"

namespace sluis::mapping {

namespace {

constexpr std::uint32_t kLongestText = 1'000'000;

// A lens that passes or refuses a value, the same in both directions.
class Check : public Lens {
 public:
  [[nodiscard]] bool get(const std::vector<std::string_view>& in, std::string& out,
                         LensFault& fault) const final {
    std::string_view value;
    if (!single(in, value, fault) || !passes(value, fault)) return false;
    out.assign(value);
    return true;
  }
  [[nodiscard]] bool create(std::string_view in, std::vector<std::string>& out,
                            LensFault& fault) const final {
    if (!passes(in, fault)) return false;
    out.resize(1);
    out.front().assign(in);
    return true;
  }
  [[nodiscard]] bool invertible() const noexcept final { return true; }

 private:
  [[nodiscard]] virtual bool passes(std::string_view value, LensFault& fault) const = 0;
};

bool check_length(std::string_view value, std::uint32_t min, std::uint32_t max, LensFault& fault) {
  if (value.size() >= min && value.size() <= max && min == 0) return true;
  const std::size_t length = text::count_characters(value);
  if (length > max)
    return refuse(fault, "the text has " + plural(length, "character"),
                  "at most " + plural(max, "character"), "shorten the text");
  if (length < min)
    return refuse(fault, "the text has " + plural(length, "character"),
                  "at least " + plural(min, "character"));
  return true;
}

class Text final : public Check {
 public:
  Text(std::uint32_t min, std::uint32_t max) : min_(min), max_(max) {}

 private:
  [[nodiscard]] bool passes(std::string_view value, LensFault& fault) const override {
    return check_length(value, min_, max_, fault);
  }
  std::uint32_t min_, max_;
};

// text(cut=35): what is longer is cut between characters; one-way.
class Cut final : public Lens {
 public:
  Cut(std::uint32_t min, std::uint32_t cut) : min_(min), cut_(cut) {}

  [[nodiscard]] bool get(const std::vector<std::string_view>& in, std::string& out,
                         LensFault& fault) const override {
    std::string_view value;
    if (!single(in, value, fault)) return false;
    value = shortened(value);
    if (!check_length(value, min_, cut_, fault)) return false;
    out.assign(value);
    return true;
  }
  [[nodiscard]] bool create(std::string_view in, std::vector<std::string>& out,
                            LensFault& fault) const override {
    const auto value = shortened(in);
    if (!check_length(value, min_, cut_, fault)) return false;
    out.resize(1);
    out.front().assign(value);
    return true;
  }
  [[nodiscard]] bool invertible() const noexcept override { return false; }

 private:
  [[nodiscard]] std::string_view shortened(std::string_view text) const {
    std::size_t characters = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if ((static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U) continue;
      if (characters++ == cut_) return text.substr(0, i);
    }
    return text;
  }
  std::uint32_t min_, cut_;
};

// Letters A to Z only: what other letters become depends on the language.
class Upper final : public Lens {
 public:
  [[nodiscard]] bool get(const std::vector<std::string_view>& in, std::string& out,
                         LensFault& fault) const override {
    std::string_view value;
    if (!single(in, value, fault)) return false;
    raise(value, out);
    return true;
  }
  [[nodiscard]] bool create(std::string_view in, std::vector<std::string>& out,
                            LensFault& /*fault*/) const override {
    out.resize(1);
    raise(in, out.front());
    return true;
  }
  [[nodiscard]] bool invertible() const noexcept override { return false; }

 private:
  static void raise(std::string_view from, std::string& to) {
    to.assign(from);
    for (char& c : to) c = text::capital(c);
  }
};

// unless("X"): a value that only fills a place which must not be empty; in XML it is absent.
class Unless final : public Lens {
 public:
  explicit Unless(std::vector<std::string> fillers) : fillers_(std::move(fillers)) {}

  [[nodiscard]] bool get(const std::vector<std::string_view>& in, std::string& out,
                         LensFault& fault) const override {
    std::string_view value;
    if (!single(in, value, fault)) return false;
    out.assign(filler(value) ? std::string_view() : value);
    return true;
  }
  [[nodiscard]] bool create(std::string_view in, std::vector<std::string>& out,
                            LensFault& fault) const override {
    if (filler(in))
      return refuse(fault, "\"" + std::string(in) + "\" stands for an absent value in EDIFACT",
                    "another value");
    out.resize(1);
    out.front().assign(in.empty() ? std::string_view(fillers_.front()) : in);
    return true;
  }
  [[nodiscard]] bool invertible() const noexcept override { return true; }

 private:
  [[nodiscard]] bool filler(std::string_view value) const {
    return std::find(fillers_.begin(), fillers_.end(), value) != fillers_.end();
  }
  std::vector<std::string> fillers_;
};

class Equals final : public Check {
 public:
  explicit Equals(std::vector<std::string> values) : values_(std::move(values)) {}

 private:
  [[nodiscard]] bool passes(std::string_view value, LensFault& fault) const override {
    if (std::find(values_.begin(), values_.end(), value) != values_.end()) return true;
    std::string expected = values_.front();
    for (std::size_t i = 1; i < values_.size(); ++i)
      expected += (i + 1 == values_.size() ? " or " : ", ") + values_[i];
    return refuse(fault, "\"" + std::string(value) + "\" is not what stands here", expected);
  }
  std::vector<std::string> values_;
};

class Matches final : public Check {
 public:
  Matches(std::string expression, std::shared_ptr<const Pattern> pattern)
      : expression_(std::move(expression)), pattern_(std::move(pattern)) {}

 private:
  [[nodiscard]] bool passes(std::string_view value, LensFault& fault) const override {
    return pattern_->found_in(value) ||
           refuse(fault, "the text does not have the right form", "the form " + expression_);
  }
  std::string expression_;
  std::shared_ptr<const Pattern> pattern_;
};

// IMO ship number: six digits, weighted 7 to 2, and the last digit of their sum
// (IMO resolution A.1117(30)).
class Imo final : public Check {
 private:
  [[nodiscard]] bool passes(std::string_view value, LensFault& fault) const override {
    const auto expected = "an IMO ship number: 7 digits, the last of which is the check digit";
    if (value.size() != 7 || !all_digits(value)) {
      const bool prefixed = value.substr(0, 3) == "IMO";
      return refuse(fault, "\"" + std::string(value) + "\" is not 7 digits", expected,
                    prefixed ? "leave out the letters IMO" : "");
    }
    int sum = 0;
    for (std::size_t i = 0; i < 6; ++i) sum += (value[i] - '0') * static_cast<int>(7 - i);
    const char check = static_cast<char>('0' + sum % 10);
    if (value[6] == check) return true;
    return refuse(fault,
                  "the check digit does not fit: " + std::string(value.substr(0, 6)) +
                      " would have " + check + ", not " + value[6],
                  expected, "look the number up; two digits may have changed places");
  }
};

// UN/LOCODE (UNECE recommendation 16): country, then three letters or digits 2 to 9.
class Locode final : public Check {
 private:
  [[nodiscard]] bool passes(std::string_view value, LensFault& fault) const override {
    const auto letter = [](char c) { return c >= 'A' && c <= 'Z'; };
    bool good = value.size() == 5;
    for (std::size_t i = 0; good && i < 5; ++i)
      good = letter(value[i]) || (i >= 2 && value[i] >= '2' && value[i] <= '9');
    if (good) return true;
    const bool small =
        std::any_of(value.begin(), value.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    return refuse(fault, "\"" + std::string(value) + "\" is not a UN/LOCODE",
                  "2 letters for the country and 3 of A-Z, 2-9 for the place, such as NLRTM",
                  small ? "write capital letters" : "");
  }
};

}  // namespace

std::shared_ptr<const Lens> make_text(ArgumentReader& arguments, const LensNames& /*names*/) {
  const auto max = arguments.number("max", 1, kLongestText);
  const auto min = arguments.number("min", 0, kLongestText);
  const auto cut = arguments.number("cut", 1, kLongestText);
  if (max && cut) arguments.fail("max refuses a longer text and cut shortens it; give one of them");
  if (min && *min > cut.value_or(max.value_or(kLongestText)))
    arguments.fail("min is above the greatest length");
  if (arguments.failed()) return nullptr;
  if (cut) return std::make_shared<Cut>(min.value_or(0), *cut);
  return std::make_shared<Text>(min.value_or(0), max.value_or(kLongestText));
}

std::shared_ptr<const Lens> make_upper(ArgumentReader& /*arguments*/, const LensNames& /*names*/) {
  return std::make_shared<Upper>();
}

std::shared_ptr<const Lens> make_unless(ArgumentReader& arguments, const LensNames& /*names*/) {
  const auto* fillers = arguments.take_positional();
  if (fillers == nullptr || fillers->values.empty()) {
    arguments.fail("needs the value that stands for none, as in unless(\"X\")");
    return nullptr;
  }
  return std::make_shared<Unless>(fillers->values);
}

std::shared_ptr<const Lens> make_equals(ArgumentReader& arguments, const LensNames& /*names*/) {
  const auto* values = arguments.take_positional();
  if (values == nullptr || values->values.empty()) {
    arguments.fail("needs the values that may stand here, as in equals(\"A\"|\"B\")");
    return nullptr;
  }
  return std::make_shared<Equals>(values->values);
}

std::shared_ptr<const Lens> make_matches(ArgumentReader& arguments, const LensNames& /*names*/) {
  const auto* expression = arguments.take_positional();
  if (expression == nullptr || expression->values.size() != 1) {
    arguments.fail("needs one pattern, as in matches(\"^NL[0-9]{9}$\")");
    return nullptr;
  }
  std::string error;
  auto pattern = Pattern::compile(expression->values.front(), error);
  if (pattern == nullptr) {
    arguments.fail(error);
    return nullptr;
  }
  return std::make_shared<Matches>(expression->values.front(), std::move(pattern));
}

std::shared_ptr<const Lens> make_imo(ArgumentReader& /*arguments*/, const LensNames& /*names*/) {
  return std::make_shared<Imo>();
}

std::shared_ptr<const Lens> make_locode(ArgumentReader& /*arguments*/, const LensNames& /*names*/) {
  return std::make_shared<Locode>();
}

}  // namespace sluis::mapping
