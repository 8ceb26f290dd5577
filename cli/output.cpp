#include "output.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "fd_stream.hpp"

namespace sluis::cli {
namespace {

[[noreturn]] void fail(const std::string& name) {
  throw std::system_error(errno, std::generic_category(), name);
}

mode_t umask_now() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return mask;
}

}  // namespace

NewFile::NewFile(const std::string& path) {
  namespace fs = std::filesystem;
  // Through symbolic links: it is the file that is replaced, not the link.
  std::error_code ignored;
  target_ = fs::weakly_canonical(path, ignored).string();
  if (target_.empty()) target_ = path;
  struct stat before {};
  const bool exists = ::stat(target_.c_str(), &before) == 0;
  if (exists && !S_ISREG(before.st_mode)) {
    descriptor_ = ::open(target_.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor_ < 0) fail(target_);
    return;
  }
  const fs::path whole(target_);
  temporary_ = (whole.parent_path() / ("." + whole.filename().string() + ".XXXXXX")).string();
  descriptor_ = ::mkostemp(temporary_.data(), O_CLOEXEC);
  if (descriptor_ < 0) {
    temporary_.clear();
    fail(target_);
  }
  const mode_t mode = exists ? before.st_mode & 07777U : 0666U & ~umask_now();
  if (::fchmod(descriptor_, mode) != 0) {
    const int reason = errno;
    ::close(descriptor_);
    ::unlink(temporary_.c_str());
    errno = reason;
    fail(target_);
  }
}

NewFile::~NewFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void NewFile::write(std::string_view bytes) { write_all(descriptor_, bytes, target_); }

void NewFile::publish() {
  if (!temporary_.empty() && ::fsync(descriptor_) != 0) fail(target_);
  const int closing = descriptor_;
  descriptor_ = -1;
  if (::close(closing) != 0) fail(target_);
  if (temporary_.empty()) return;
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) fail(target_);
  temporary_.clear();
  // The name is in the folder, and the folder is on the disk when this returns. A file system that
  // cannot sync a folder has done what it can.
  const std::string folder = std::filesystem::path(target_).parent_path().string();
  const int held =
      ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (held >= 0) {
    (void)::fsync(held);
    ::close(held);
  }
}

}  // namespace sluis::cli
