// The command line of one command, read against its table of options.
#pragma once

#include <map>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "command.hpp"

namespace sluis::cli {

class Given {
 public:
  [[nodiscard]] bool has(std::string_view name) const { return values_.contains(name); }
  // The value given last; empty: none.
  [[nodiscard]] std::string value(std::string_view name) const;
  // All values given, in order.
  [[nodiscard]] std::vector<std::string> values(std::string_view name) const;
  // What is no option, as it was given.
  [[nodiscard]] const std::vector<std::string>& words() const noexcept { return words_; }
  // FILE arguments; "-" alone when there were none.
  [[nodiscard]] const std::vector<std::string>& files() const noexcept { return files_; }

 private:
  friend std::optional<Given> parse(const Command&, std::span<const std::string>, Streams&, int&);
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  std::vector<std::string> words_, files_;
};

// Nothing when the command has nothing more to do: help was asked for, or the line is wrong and
// that has been said. `exit` is the status then.
[[nodiscard]] std::optional<Given> parse(const Command& command,
                                         std::span<const std::string> arguments, Streams& io,
                                         int& exit);

void print_help(const Command& command, std::ostream& out);

// Says what is wrong with the command line; returns Exit::usage.
int wrong_usage(const Command& command, Streams& io, std::string_view what);

// The known word nearest to `word`, as "; did you mean 'x'?"; empty when none is near.
[[nodiscard]] std::string did_you_mean(std::string_view word,
                                       const std::vector<std::string>& known);

}  // namespace sluis::cli
