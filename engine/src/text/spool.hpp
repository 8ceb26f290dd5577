// Bytes written once and read back in order: in memory up to a limit, then in an unnamed temporary
// file (in TMPDIR), so that what XML order forces to wait never grows the process.
// Errors: std::system_error when the temporary file cannot be written or read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace sluis::text {

class Spool {
 public:
  static constexpr std::size_t kMemory = std::size_t{1} << 20U;

  explicit Spool(std::size_t memory = kMemory);
  Spool(Spool&&) noexcept;
  Spool& operator=(Spool&&) noexcept;
  ~Spool();

  void append(std::string_view bytes);
  // Moves the contents of `other` behind what is here (bytes are copied in chunks; `other` is left
  // empty).
  void append(Spool&& other);
  [[nodiscard]] std::uint64_t size() const noexcept;
  void clear() noexcept;

  // Reads from the front; any number of readers, none while appending.
  class Reader {
   public:
    explicit Reader(const Spool& spool) noexcept : spool_(&spool) {}
    // The next bytes, at most `capacity`, into `buffer`; 0 at the end.
    std::size_t read(char* buffer, std::size_t capacity);

   private:
    const Spool* spool_;
    std::uint64_t at_ = 0;
  };

 private:
  friend class Reader;
  std::size_t memory_limit_;
  std::string memory_;  // the front, or all of it
  int file_ = -1;       // what follows; -1: none yet
  std::uint64_t in_file_ = 0;
};

}  // namespace sluis::text
