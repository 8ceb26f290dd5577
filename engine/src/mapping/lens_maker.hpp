// What the lens files share: reading a lens's arguments, helpers for faults, and one maker a
// family.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mapping/lenses.hpp"
#include "text/unicode.hpp"

namespace sluis::mapping {

// The arguments of one lens. Each is asked for once; what nobody asked for is a mistake, and what
// was asked for is what "did you mean" chooses from. Keeps the first error.
class ArgumentReader {
 public:
  ArgumentReader(std::string_view lens, const std::vector<LensArgument>& arguments)
      : lens_(lens), arguments_(arguments), used_(arguments.size(), false) {}

  // Null when absent.
  [[nodiscard]] const LensArgument* take(std::string_view name);
  // The one argument without a name, as in table(units).
  [[nodiscard]] const LensArgument* take_positional();
  // A text; the default when absent.
  [[nodiscard]] std::string text(std::string_view name, std::string otherwise = {});
  // A whole number from `low` to `high`.
  [[nodiscard]] std::optional<std::uint32_t> number(std::string_view name, std::uint32_t low,
                                                    std::uint32_t high);
  void fail(std::string sentence);
  [[nodiscard]] bool failed() const noexcept { return !error_.empty(); }
  // After all was asked for: false and the sentence when something is wrong.
  [[nodiscard]] bool finish(std::string& error);

  [[nodiscard]] std::string_view lens() const noexcept { return lens_; }

 private:
  std::string_view lens_;
  const std::vector<LensArgument>& arguments_;
  std::vector<bool> used_;
  std::vector<std::string_view> known_;
  std::string error_;
};

// "; did you mean `x`?" or nothing: the known name that is nearest.
[[nodiscard]] std::string did_you_mean(std::string_view word,
                                       const std::vector<std::string_view>& known);
[[nodiscard]] bool is_digit(char c) noexcept;
[[nodiscard]] bool all_digits(std::string_view text) noexcept;
// "1 character", "3 characters"
[[nodiscard]] std::string plural(std::size_t count, std::string_view noun);
// "there is 1 line", "there are 3 lines"
[[nodiscard]] std::string there_are(std::size_t count, std::string_view noun);
// Sets the fault; always false, so that a lens can return it.
bool refuse(LensFault& fault, std::string detail, std::string expected, std::string hint = {});
// The one value of a lens that takes no tuple or list; false and a fault when there are more.
[[nodiscard]] bool single(const std::vector<std::string_view>& in, std::string_view& value,
                          LensFault& fault);

// Each returns null when it noted an error in `arguments`.
std::shared_ptr<const Lens> make_text(ArgumentReader& arguments, const LensNames& names);
std::shared_ptr<const Lens> make_unless(ArgumentReader& arguments, const LensNames& names);
std::shared_ptr<const Lens> make_upper(ArgumentReader& arguments, const LensNames& names);
std::shared_ptr<const Lens> make_equals(ArgumentReader& arguments, const LensNames& names);
std::shared_ptr<const Lens> make_matches(ArgumentReader& arguments, const LensNames& names);
std::shared_ptr<const Lens> make_imo(ArgumentReader& arguments, const LensNames& names);
std::shared_ptr<const Lens> make_locode(ArgumentReader& arguments, const LensNames& names);
std::shared_ptr<const Lens> make_decimal(ArgumentReader& arguments, const LensNames& names);
std::shared_ptr<const Lens> make_integer(ArgumentReader& arguments, const LensNames& names);
std::shared_ptr<const Lens> make_datetime(ArgumentReader& arguments, const LensNames& names);
std::shared_ptr<const Lens> make_lines(ArgumentReader& arguments, const LensNames& names);
std::shared_ptr<const Lens> make_wrap(ArgumentReader& arguments, const LensNames& names);
std::shared_ptr<const Lens> make_join(ArgumentReader& arguments, const LensNames& names);
std::shared_ptr<const Lens> make_pattern(ArgumentReader& arguments, const LensNames& names);
std::shared_ptr<const Lens> make_table(ArgumentReader& arguments, const LensNames& names);

}  // namespace sluis::mapping
