// Conversions between a source value and a target value: typed lenses with a get side (EDIFACT to
// XML) and a create side (XML to EDIFACT). A missing conversion is added here, with its laws
// tested, never as a script in a mapping.
//
// A Lens is made once, when a mapping is loaded, and never changes: any thread may run it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluis::mapping {

// A code list in both directions (CSV; docs/mapping-language.md). Keys of several elements are
// joined by '\x1F'.
struct CodeTable {
  std::string name, file;
  struct Row {
    std::string left, right, label;
    char direction = '=';    // '=', '>', '<'
    std::uint32_t line = 0;  // in the file, from 1
  };
  std::vector<Row> rows;
  enum class Else : std::uint8_t { error, pass, value } otherwise = Else::error;
  std::string else_value;
  std::size_t key_columns = 1;
  bool complete = true;  // false ("# complete: no"): unknown codes are passed with a warning

  // Builds the sorted indexes; call once after filling `rows`.
  void seal();
  [[nodiscard]] const std::string* get(std::string_view left) const noexcept;
  [[nodiscard]] const std::string* create(std::string_view right) const noexcept;

 private:
  std::vector<std::uint32_t> by_left_, by_right_;
};

// A time zone with the policies for local times that do not exist or exist twice.
struct Zone {
  std::string name;  // "Europe/Amsterdam"
  enum class Policy : std::uint8_t { error, earlier, later } gap = Policy::error,
                                                             overlap = Policy::error;
};

struct LensArgument {
  std::string name;                 // empty: positional
  std::vector<std::string> values;  // a|b|c
};

// Why a value could not be converted; in words.
struct LensFault {
  static constexpr std::size_t kAll = static_cast<std::size_t>(-1);
  std::string detail, expected, hint;
  std::size_t part = kAll;  // which of the source values it is about
};

class Lens {
 public:
  virtual ~Lens() = default;
  // `in` holds the source values: one, or a tuple's, or all of a list's; absent ones are empty.
  // False and a fault when the value is outside the domain. `out` is overwritten. `fault` comes in
  // empty; true with a `fault.detail` is a warning (a code that an incomplete list does not know).
  // An empty `out` made of a value is an absent value: no further lens sees it, no element is
  // written.
  [[nodiscard]] virtual bool get(const std::vector<std::string_view>& in, std::string& out,
                                 LensFault& fault) const = 0;
  // The way back. False and a fault when the value has no source value. The size of `out` as it
  // comes in says how many source values the row has (a `datetime` on C507 has 3, on a value and
  // its format 2); 0 leaves the choice to the lens. `out` is overwritten.
  [[nodiscard]] virtual bool create(std::string_view in, std::vector<std::string>& out,
                                    LensFault& fault) const = 0;
  // True when create(get(x)) is defined to give x back up to canonical spelling.
  [[nodiscard]] virtual bool invertible() const noexcept = 0;
};

// What a lens may look up by name while it is made.
struct LensNames {
  std::vector<std::pair<std::string, std::shared_ptr<const CodeTable>>> tables;
  std::vector<std::pair<std::string, Zone>> zones;
};

// Makes the lens `name(arguments)`. Null and `error` (a sentence; with "did you mean" where a known
// name is near) when there is no such lens or an argument is wrong.
[[nodiscard]] std::shared_ptr<const Lens> make_lens(std::string_view name,
                                                    const std::vector<LensArgument>& arguments,
                                                    const LensNames& names, std::string& error);
// Names of all lenses, sorted.
[[nodiscard]] const std::vector<std::string>& lens_names();

// A CSV code list (RFC 4180, UTF-8): header row "KEY...,dir,right,label", the keys first; columns
// of other names are for people. Lines that start with '#' are comments; "# complete: yes|no" says
// whether all codes are listed. The result is sealed. Null and `error` with `line` (from 1) when
// the text is not one.
[[nodiscard]] std::shared_ptr<CodeTable> parse_code_table(std::string_view csv,
                                                          std::size_t key_columns,
                                                          std::string& error, std::size_t& line);

}  // namespace sluis::mapping
