// generate KIND BYTES: an interchange on standard output, for measuring whole processes.
//   calls     a main part and notices of pre-arrival
//   streamed  one message whose output can be written as it comes
//   held      one message whose output has to wait for its last segment
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "interchanges.hpp"

int main(int count, char** arguments) {
  const std::string_view kind = count == 3 ? arguments[1] : "";
  const auto write = [](std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) std::exit(3);
  };
  if (kind == "calls") {
    sluis::bench::write_calls(std::strtoull(arguments[2], nullptr, 10), write);
  } else if (kind == "streamed" || kind == "held") {
    sluis::bench::write_manifest(std::strtoull(arguments[2], nullptr, 10),
                                 kind == "held" ? "BIG01B" : "BIG01A", write);
  } else {
    std::fputs("usage: generate calls|streamed|held BYTES\n", stderr);
    return 2;
  }
  return 0;
}
