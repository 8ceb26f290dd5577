#include "options.hpp"

#include <algorithm>
#include <boost/program_options.hpp>
#include <iomanip>

#include "sluis/nearest.hpp"

namespace sluis::cli {
namespace {

namespace po = boost::program_options;

// "text|json" has the word "json".
bool among(std::string_view words, std::string_view word) {
  while (true) {
    const std::size_t bar = words.find('|');
    if (words.substr(0, bar) == word) return true;
    if (bar == std::string_view::npos) return false;
    words.remove_prefix(bar + 1);
  }
}

std::string spelled(const Option& option) {
  std::string text = option.letter == '\0' ? "    " : std::string("-") + option.letter + ", ";
  text.append("--").append(option.name);
  if (!option.value.empty()) text.append(" ").append(option.value);
  return text;
}

std::string unknown_option(const Command& command, const std::string& name) {
  std::vector<std::string> known{"--help"};
  for (const Option& option : command.options) known.push_back("--" + std::string(option.name));
  return "unknown option '" + name + "'" + did_you_mean(name, known);
}

}  // namespace

std::string Given::value(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::string() : found->second.back();
}

std::vector<std::string> Given::values(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string>() : found->second;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& known) {
  const std::string near = nearest(word, known);
  return near.empty() ? std::string() : "; did you mean '" + near + "'?";
}

void print_help(const Command& command, std::ostream& out) {
  out << "Usage: " << command.synopsis << "\n\n" << command.manual;
  if (!command.parts.empty()) {
    out << "\nCommands:\n";
    std::size_t longest = 0;
    for (const Command* part : command.parts) longest = std::max(longest, part->word().size());
    for (const Command* part : command.parts)
      out << "  " << std::left << std::setw(static_cast<int>(longest)) << part->word() << "  "
          << part->summary << '\n';
  }
  out << "\nOptions:\n";
  constexpr Option kHelp{"help", 'h', "", "show this text", ""};
  std::size_t width = spelled(kHelp).size();
  for (const Option& option : command.options) width = std::max(width, spelled(option).size());
  const auto line = [&](const Option& option) {
    out << "  " << std::left << std::setw(static_cast<int>(width)) << spelled(option) << "  "
        << option.text << '\n';
  };
  for (const Option& option : command.options) line(option);
  line(kHelp);
  out << "\nExample:\n" << command.example;
}

int wrong_usage(const Command& command, Streams& io, std::string_view what) {
  io.err << "sluis " << command.name << ": " << what << "\nTry 'sluis help " << command.name
         << "'.\n";
  return Exit::usage;
}

std::optional<Given> parse(const Command& command, std::span<const std::string> arguments,
                           Streams& io, int& exit) {
  po::options_description known;
  known.add_options()("help,h", "");
  for (const Option& option : command.options) {
    std::string name(option.name);
    if (option.letter != '\0') name.append(",").push_back(option.letter);
    if (option.value.empty())
      known.add_options()(name.c_str(), "");
    else
      known.add_options()(name.c_str(), po::value<std::vector<std::string>>(), "");
  }
  known.add_options()("file", po::value<std::vector<std::string>>(), "");
  po::positional_options_description rest;
  rest.add("file", -1);

  Given given;
  try {
    // No abbreviations: an option added later would change what they mean.
    constexpr int kStyle =
        po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    const auto parsed =
        po::command_line_parser(std::vector<std::string>(arguments.begin(), arguments.end()))
            .options(known)
            .positional(rest)
            .style(kStyle)
            .run();
    for (const auto& each : parsed.options) {
      if (each.position_key >= 0) {
        given.words_.push_back(each.value.front());
      } else if (each.string_key == "file") {  // a name for the parser only
        exit = wrong_usage(command, io, unknown_option(command, "--file"));
        return std::nullopt;
      } else {
        given.values_[each.string_key].push_back(each.value.empty() ? std::string()
                                                                    : each.value.front());
      }
    }
  } catch (const po::unknown_option& error) {
    exit = wrong_usage(command, io, unknown_option(command, error.get_option_name()));
    return std::nullopt;
  } catch (const po::error& error) {
    exit = wrong_usage(command, io, error.what());
    return std::nullopt;
  }
  if (given.has("help")) {
    print_help(command, io.out);
    exit = Exit::ok;
    return std::nullopt;
  }
  for (const Option& option : command.options) {
    const auto value = given.values_.find(option.name);
    if (value == given.values_.end() || option.words.empty()) continue;
    const std::string& word = value->second.back();
    if (among(option.words, word)) continue;
    exit = wrong_usage(command, io,
                       "--" + std::string(option.name) + " is one of " + std::string(option.words) +
                           ", not '" + word + "'");
    return std::nullopt;
  }
  given.files_ = given.words_;
  if (given.files_.empty()) given.files_.emplace_back("-");
  return given;
}

}  // namespace sluis::cli
