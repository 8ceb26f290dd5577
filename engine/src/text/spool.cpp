#include "text/spool.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>
#include <utility>

namespace sluis::text {
namespace {

constexpr std::size_t kCopy = std::size_t{64} * 1024;

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

// A file without a name: gone when it is closed, however the process ends.
int open_unnamed() {
  const char* chosen = std::getenv("TMPDIR");  // NOLINT(concurrency-mt-unsafe): nobody sets it
  const std::string folder = chosen != nullptr && *chosen != '\0' ? chosen : "/tmp";
#ifdef O_TMPFILE
  if (const int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600);
      file >= 0)
    return file;
#endif
  std::string name = folder + "/sluis-XXXXXX";
  const int file = ::mkostemp(name.data(), O_CLOEXEC);
  if (file < 0) fail("cannot create a temporary file");
  ::unlink(name.c_str());
  return file;
}

}  // namespace

Spool::Spool(std::size_t memory) : memory_limit_(memory) {}

Spool::Spool(Spool&& other) noexcept
    : memory_limit_(other.memory_limit_),
      memory_(std::move(other.memory_)),
      file_(std::exchange(other.file_, -1)),
      in_file_(std::exchange(other.in_file_, 0)) {
  other.memory_.clear();
}

Spool& Spool::operator=(Spool&& other) noexcept {
  if (this == &other) return *this;
  clear();
  memory_limit_ = other.memory_limit_;
  memory_ = std::move(other.memory_);
  other.memory_.clear();
  file_ = std::exchange(other.file_, -1);
  in_file_ = std::exchange(other.in_file_, 0);
  return *this;
}

Spool::~Spool() {
  if (file_ >= 0) ::close(file_);
}

void Spool::append(std::string_view bytes) {
  if (in_file_ == 0) {
    const std::size_t room = memory_limit_ - std::min(memory_limit_, memory_.size());
    const std::size_t front = std::min(room, bytes.size());
    memory_.append(bytes.substr(0, front));
    bytes.remove_prefix(front);
  }
  if (bytes.empty()) return;
  if (file_ < 0) file_ = open_unnamed();
  while (!bytes.empty()) {
    const ssize_t put = ::pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(in_file_));
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) fail("cannot write to a temporary file");
    in_file_ += static_cast<std::uint64_t>(put);
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
}

void Spool::append(Spool&& other) {
  if (this == &other) return;
  if (size() == 0 && other.memory_limit_ <= memory_limit_) {
    const std::size_t limit = memory_limit_;
    *this = std::move(other);
    memory_limit_ = limit;
    return;
  }
  append(other.memory_);
  if (other.in_file_ != 0) {
    std::array<char, kCopy> buffer;
    Reader reader(other);
    std::uint64_t skip = other.memory_.size();
    while (const std::size_t got = reader.read(buffer.data(), buffer.size())) {
      const auto dropped = static_cast<std::size_t>(std::min<std::uint64_t>(skip, got));
      skip -= dropped;
      append(std::string_view(buffer.data() + dropped, got - dropped));
    }
  }
  other.clear();
}

std::uint64_t Spool::size() const noexcept { return memory_.size() + in_file_; }

void Spool::clear() noexcept {
  memory_.clear();
  if (file_ >= 0) ::close(file_);
  file_ = -1;
  in_file_ = 0;
}

std::size_t Spool::Reader::read(char* buffer, std::size_t capacity) {
  const std::string& memory = spool_->memory_;
  if (at_ < memory.size()) {
    const auto count =
        std::min<std::size_t>(capacity, memory.size() - static_cast<std::size_t>(at_));
    std::copy_n(memory.data() + at_, count, buffer);
    at_ += count;
    return count;
  }
  const std::uint64_t from = at_ - memory.size();
  const auto count =
      static_cast<std::size_t>(std::min<std::uint64_t>(capacity, spool_->in_file_ - from));
  if (count == 0) return 0;
  for (;;) {
    const ssize_t got = ::pread(spool_->file_, buffer, count, static_cast<off_t>(from));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("cannot read a temporary file");
    at_ += static_cast<std::uint64_t>(got);
    return static_cast<std::size_t>(got);
  }
}

}  // namespace sluis::text
