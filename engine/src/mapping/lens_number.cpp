// decimal, integer: numbers by their digits; nothing is rounded, and no floating point is near.
#include <algorithm>

#include "mapping/lens_maker.hpp"

namespace sluis::mapping {

namespace {

constexpr std::uint32_t kMostDigits = 100;

// Canonical spelling: no leading zeros, '.' before decimals, no trailing zeros behind it, no "-0".
class Number final : public Lens {
 public:
  Number(std::uint32_t digits, std::uint32_t scale) : digits_(digits), scale_(scale) {}

  [[nodiscard]] bool get(const std::vector<std::string_view>& in, std::string& out,
                         LensFault& fault) const override {
    std::string_view value;
    return single(in, value, fault) && convert(value, out, fault);
  }
  [[nodiscard]] bool create(std::string_view in, std::vector<std::string>& out,
                            LensFault& fault) const override {
    out.resize(1);
    if (!in.empty() && in.front() == '+') in.remove_prefix(1);  // XML Schema allows a plus sign
    return convert(in, out.front(), fault);
  }
  [[nodiscard]] bool invertible() const noexcept override { return true; }

 private:
  [[nodiscard]] std::string expected() const {
    if (scale_ == 0) return "a whole number of at most " + plural(digits_, "digit");
    return "a number of at most " + plural(digits_, "digit") + ", " + std::to_string(scale_) +
           " of them decimals";
  }

  bool convert(std::string_view text, std::string& out, LensFault& fault) const {
    const std::string_view all = text;
    const bool negative = !text.empty() && text.front() == '-';
    if (negative) text.remove_prefix(1);
    const std::size_t mark = text.find_first_of(".,");
    std::string_view whole = text.substr(0, mark);
    std::string_view decimals;
    if (mark != std::string_view::npos) decimals = text.substr(mark + 1);
    if (!all_digits(whole) || !all_digits(decimals) || (whole.empty() && decimals.empty()) ||
        (mark != std::string_view::npos && decimals.empty())) {
      std::string hint;
      if (all.find_first_of("eE") != std::string_view::npos) hint = "write the number out";
      if (mark != std::string_view::npos && decimals.find_first_of(".,") != std::string_view::npos)
        hint = "one decimal mark, and nothing between thousands";
      return refuse(fault, "\"" + std::string(all) + "\" is not a number", expected(), hint);
    }
    whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
    const std::size_t last = decimals.find_last_not_of('0');
    decimals = decimals.substr(0, last == std::string_view::npos ? 0 : last + 1);
    if (decimals.size() > scale_)
      return refuse(fault, "\"" + std::string(all) + "\" has " + plural(decimals.size(), "decimal"),
                    expected(), "nothing is rounded; send fewer decimals");
    if (whole.size() + decimals.size() > digits_)
      return refuse(
          fault,
          "\"" + std::string(all) + "\" has " + plural(whole.size() + decimals.size(), "digit"),
          expected());
    out.clear();
    if (negative && !(whole.empty() && decimals.empty())) out += '-';
    out += whole.empty() ? "0" : whole;
    if (!decimals.empty()) {
      out += '.';
      out += decimals;
    }
    return true;
  }

  std::uint32_t digits_, scale_;
};

}  // namespace

std::shared_ptr<const Lens> make_decimal(ArgumentReader& arguments, const LensNames& /*names*/) {
  const auto digits = arguments.number("digits", 1, kMostDigits).value_or(kMostDigits);
  const auto scale = arguments.number("scale", 0, kMostDigits).value_or(kMostDigits);
  return std::make_shared<Number>(digits, std::min(scale, digits));
}

std::shared_ptr<const Lens> make_integer(ArgumentReader& arguments, const LensNames& /*names*/) {
  return std::make_shared<Number>(arguments.number("digits", 1, kMostDigits).value_or(kMostDigits),
                                  0);
}

}  // namespace sluis::mapping
