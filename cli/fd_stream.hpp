// A stream buffer over a file descriptor that says what went wrong: a failed write throws
// std::system_error with the reason, which std::filebuf does not keep. With exceptions(badbit) the
// stream hands that exception on.
#pragma once

#include <streambuf>
#include <string>
#include <string_view>
#include <vector>

namespace sluis::cli {

// Writes all of `bytes`; `name` is for the error.
void write_all(int descriptor, std::string_view bytes, const std::string& name);

class FdBuffer : public std::streambuf {
 public:
  // Does not own the descriptor.
  FdBuffer(int descriptor, std::string name);

 protected:
  int_type overflow(int_type character) override;
  std::streamsize xsputn(const char* bytes, std::streamsize count) override;
  int sync() override;

 private:
  void drain();
  int descriptor_;
  std::string name_;
  std::vector<char> bytes_;
};

}  // namespace sluis::cli
