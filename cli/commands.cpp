#include <array>
#include <ostream>
#include <vector>

#include "command.hpp"
#include "options.hpp"
#include "sluis/version.hpp"

namespace sluis::cli {
namespace {

constexpr std::array<const Command*, 3> kCommands{&kConvert, &kValidate, &kInspect};

const Command* find(std::string_view name) {
  for (const Command* command : kCommands)
    if (command->name == name) return command;
  return nullptr;
}

int unknown_command(std::string_view name, Streams& io) {
  std::vector<std::string> known{"help"};
  for (const Command* command : kCommands) known.emplace_back(command->name);
  io.err << "sluis: unknown command '" << name << "'" << did_you_mean(name, known)
         << "\nTry 'sluis --help'.\n";
  return Exit::usage;
}

void print_overview(std::ostream& out) {
  out << "Usage: sluis COMMAND [OPTION...] [FILE...]\n\n"
         "Converts EDIFACT to Single Window XML by mappings that are data, and checks both.\n\n"
         "Commands:\n";
  for (const Command* command : kCommands)
    out << "  " << command->name << std::string(10 - command->name.size(), ' ') << command->summary
        << '\n';
  out << "  help      show the help of a command: sluis help convert\n\n"
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
  const Command* command = find(arguments.front());
  if (command == nullptr) return unknown_command(arguments.front(), io);
  print_help(*command, io.out);
  return Exit::ok;
}

}  // namespace

std::span<const Command* const> commands() noexcept { return kCommands; }

int run(std::span<const std::string> arguments, Streams& io) {
  if (arguments.empty()) {
    print_overview(io.err);
    return Exit::usage;
  }
  const std::string& first = arguments.front();
  const auto rest = arguments.subspan(1);
  if (first == "--help" || first == "-h" || first == "help") return help(rest, io);
  if (first == "--version") {
    io.out << "sluis " << kVersion << '\n';
    return Exit::ok;
  }
  const Command* command = find(first);
  return command == nullptr ? unknown_command(first, io) : command->run(*command, rest, io);
}

}  // namespace sluis::cli
