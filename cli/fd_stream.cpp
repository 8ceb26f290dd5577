#include "fd_stream.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <system_error>
#include <utility>

namespace sluis::cli {

void write_all(int descriptor, std::string_view bytes, const std::string& name) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      throw std::system_error(errno, std::generic_category(), name);
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

FdBuffer::FdBuffer(int descriptor, std::string name)
    : descriptor_(descriptor), name_(std::move(name)), bytes_(std::size_t{64} * 1024) {
  setp(bytes_.data(), bytes_.data() + bytes_.size());
}

void FdBuffer::drain() {
  const std::string_view pending(pbase(), static_cast<std::size_t>(pptr() - pbase()));
  // Emptied first: what could not be written is not tried again.
  setp(bytes_.data(), bytes_.data() + bytes_.size());
  write_all(descriptor_, pending, name_);
}

FdBuffer::int_type FdBuffer::overflow(int_type character) {
  drain();
  if (traits_type::eq_int_type(character, traits_type::eof()))
    return traits_type::not_eof(character);
  return sputc(traits_type::to_char_type(character));
}

std::streamsize FdBuffer::xsputn(const char* bytes, std::streamsize count) {
  if (count < epptr() - pptr()) return std::streambuf::xsputn(bytes, count);
  drain();
  write_all(descriptor_, {bytes, static_cast<std::size_t>(count)}, name_);
  return count;
}

int FdBuffer::sync() {
  drain();
  return 0;
}

}  // namespace sluis::cli
