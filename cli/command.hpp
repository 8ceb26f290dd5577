// A subcommand is a function of arguments and streams: nothing below `main` touches std::cout or
// ends the process, so that a test runs a whole command line with string streams.
//
// What the environment does (cannot open, disk full) is thrown as std::system_error and caught
// once, in main.
#pragma once

#include <functional>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>

#include "sluis/source.hpp"

namespace sluis::cli {

// The exit status; documented in the man page.
enum Exit : int {
  ok = 0,            // clean
  found_faults = 1,  // the input has faults
  usage = 2,         // the command line is wrong
  failed = 3,        // the work could not be done
};

struct Streams {
  std::function<Source()> in;  // opens standard input
  std::ostream& out;
  std::ostream& err;
  bool terminal = false;  // err is a terminal: progress may be shown
};

// An option of a command.
struct Option {
  std::string_view name;   // "report-file"
  char letter;             // 'o'; '\0': none
  std::string_view value;  // "FILE"; empty: the option is a flag
  std::string_view text;   // a line of help
  std::string_view words;  // "text|json": what the value may be; empty: anything
};

struct Command {
  std::string_view name;     // of a part with its command: "directory import"
  std::string_view summary;  // one line, for the list of commands
  std::string_view synopsis;
  std::string_view manual;  // paragraphs above the options
  std::span<const Option> options;
  std::string_view example;
  // Null when it is a command of parts.
  int (*run)(const Command& self, std::span<const std::string> arguments, Streams& io);
  std::span<const Command* const> parts = {};

  // "import": the word that it is called by.
  [[nodiscard]] constexpr std::string_view word() const { return name.substr(name.rfind(' ') + 1); }
};

extern const Command kConvert;
extern const Command kValidate;
extern const Command kInspect;
extern const Command kMapping;
extern const Command kDirectory;

// All commands, in the order of the help.
[[nodiscard]] std::span<const Command* const> commands() noexcept;

// Runs a command line (without the name of the program).
[[nodiscard]] int run(std::span<const std::string> arguments, Streams& io);

}  // namespace sluis::cli
