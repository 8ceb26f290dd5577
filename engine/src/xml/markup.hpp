// XML as text: tags, escapes, indentation.
//
// Values are escaped (& < > in text, also " and white space in attributes, CR as &#13;). Characters
// that XML 1.0 cannot carry are refused by the caller before they get here; nothing is dropped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sluis::xml {

class Markup {
 public:
  struct Options {
    bool indent = true;       // two spaces a level, elements on lines of their own
    std::uint32_t depth = 0;  // of the first element
  };

  // Appends to `out`, which others may empty.
  Markup(std::string& out, Options options) : out_(out), options_(options) {}

  void declaration();  // <?xml version="1.0" encoding="UTF-8"?>
  void start(std::string_view name);
  void attribute(std::string_view name, std::string_view value);  // right after start
  void text(std::string_view value);  // empty: as if it had not been called
  void end();                         // the element opened last; none open: nothing
  // Elements that others have written stand here.
  void insert();
  [[nodiscard]] std::uint32_t depth() const noexcept {
    return options_.depth + static_cast<std::uint32_t>(open_.size());
  }

 private:
  struct Open {
    std::size_t name;  // where it begins in names_
    bool children;     // elements have been written into it
    bool text;         // text has been written into it: no line breaks from then on
  };
  void close_start_tag();
  void new_line();

  std::string& out_;
  Options options_;
  std::string names_;  // of the open elements, one behind the other
  std::vector<Open> open_;
  bool in_start_tag_ = false;
};

}  // namespace sluis::xml
