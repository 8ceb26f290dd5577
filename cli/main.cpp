// sluis: the command line. Everything happens in run(); here are the process and its surroundings.
#include <unistd.h>

#include <csignal>
#include <iostream>
#include <string>
#include <system_error>
#include <vector>

#include "command.hpp"
#include "fd_stream.hpp"

int main(int count, char** words) {
  using namespace sluis;
  // A reader that has gone away is an error of write(), not a signal: temporary files are removed.
  std::signal(SIGPIPE, SIG_IGN);
  cli::FdBuffer buffer(STDOUT_FILENO, "standard output");
  std::ostream out(&buffer);
  out.exceptions(std::ios::badbit);  // lets the buffer's own exception through
  cli::Streams io{[] { return Source::standard_input(); }, out, std::cerr,
                  isatty(STDERR_FILENO) == 1};
  try {
    const std::vector<std::string> arguments(words + 1, words + count);
    const int status = cli::run(arguments, io);
    out.flush();
    return status;
  } catch (const std::system_error& error) {
    // `sluis inspect big.edi | head` is no error worth a word.
    if (error.code() != std::errc::broken_pipe) std::cerr << "sluis: " << error.what() << '\n';
  } catch (const std::exception& error) {
    std::cerr << "sluis: " << error.what() << '\n';
  }
  return cli::Exit::failed;
}
