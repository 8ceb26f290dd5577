#include <array>
#include <ostream>
#include <vector>

#include "command.hpp"
#include "options.hpp"
#include "sluis/version.hpp"

namespace sluis::cli {
namespace {

constexpr std::array<const Command*, 5> kCommands{&kConvert, &kValidate, &kInspect, &kMapping,
                                                  &kDirectory};

const Command* find(std::span<const Command* const> among, std::string_view word) {
  for (const Command* command : among)
    if (command->word() == word) return command;
  return nullptr;
}

// `of`: the command that has no such part; null: there is no such command.
int unknown_command(const Command* of, std::string_view word, Streams& io) {
  std::vector<std::string> known;
  if (of == nullptr) known.emplace_back("help");
  for (const Command* command : of == nullptr ? commands() : of->parts)
    known.emplace_back(command->word());
  const std::string name = of == nullptr ? "" : " " + std::string(of->name);
  io.err << "sluis" << name << ": unknown command '" << word << "'" << did_you_mean(word, known)
         << "\nTry 'sluis" << name << " --help'.\n";
  return Exit::usage;
}

// A command and its part, when `words` begin with them; takes them off. Null, said to `io`: there
// is none such.
const Command* take(std::span<const std::string>& words, Streams& io, int& exit) {
  const Command* command = nullptr;
  std::span<const Command* const> among = commands();
  while (!among.empty() && !words.empty() && (command == nullptr || !words[0].starts_with('-'))) {
    const Command* next = find(among, words[0]);
    if (next == nullptr) {
      exit = unknown_command(command, words[0], io);
      return nullptr;
    }
    command = next;
    among = command->parts;
    words = words.subspan(1);
  }
  return command;
}

void print_overview(std::ostream& out) {
  out << "Usage: sluis COMMAND [OPTION...] [FILE...]\n\n"
         "Converts EDIFACT to Single Window XML by mappings that are data, and checks both.\n\n"
         "Commands:\n";
  for (const Command* command : kCommands)
    out << "  " << command->name << std::string(11 - command->name.size(), ' ') << command->summary
        << '\n';
  out << "  help       show the help of a command: sluis help convert\n\n"
         "Options:\n"
         "  -h, --help     show this text\n"
         "      --version  show the version\n\n"
         "Exit status: 0 clean, 1 faults found in the input, 2 wrong usage, 3 could not work.\n\n"
         "Example:\n"
         "  sluis convert noa.edi -o noa.xml\n";
}

int help(std::span<const std::string> arguments, Streams& io) {
  if (arguments.empty()) {
    print_overview(io.out);
    return Exit::ok;
  }
  int exit = Exit::ok;
  if (const Command* command = take(arguments, io, exit)) print_help(*command, io.out);
  return exit;
}

// A command of parts, called without one.
int run_whole(const Command& command, std::span<const std::string> arguments, Streams& io) {
  const bool asked = !arguments.empty() && (arguments[0] == "--help" || arguments[0] == "-h");
  if (!asked && !arguments.empty()) return unknown_command(&command, arguments[0], io);
  print_help(command, asked ? io.out : io.err);
  return asked ? Exit::ok : Exit::usage;
}

}  // namespace

std::span<const Command* const> commands() noexcept { return kCommands; }

int run(std::span<const std::string> arguments, Streams& io) {
  if (arguments.empty()) {
    print_overview(io.err);
    return Exit::usage;
  }
  const std::string& first = arguments.front();
  if (first == "--help" || first == "-h" || first == "help") return help(arguments.subspan(1), io);
  if (first == "--version") {
    io.out << "sluis " << kVersion << '\n';
    return Exit::ok;
  }
  int exit = Exit::ok;
  const Command* command = take(arguments, io, exit);
  if (command == nullptr) return exit;
  return command->run == nullptr ? run_whole(*command, arguments, io)
                                 : command->run(*command, arguments, io);
}

}  // namespace sluis::cli
