// source.hpp: bytes with a name, read through a window.
//
//   auto source = sluis::Source::file("noa.edi");          // or Source::standard_input()
//   sluis::Source memory("case", "UNB+UNOC:3+...");        // bytes at hand
//
// A Source is read once, front to back, and holds only a window of its bytes, so that a message of
// any size is read in constant memory. Offsets are 64-bit and count bytes from the first one (0).
// What leaves the window is forgotten by a pipe and read again on demand by a file; a Source in
// memory never forgets. Lines are counted as bytes leave the window, never per token.
//
// Ownership: a Source owns its bytes; views into the window live until the next `more`.
// Threads: one Source belongs to one thread at a time.
// Errors: what the environment does (cannot open, cannot read) throws std::system_error.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace sluis {

// Half-open range of byte offsets in one Source. Offsets, not pointers: a Span outlives the window.
struct Span {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  friend bool operator==(Span, Span) = default;
};

// Both count from 1; columns count bytes.
struct Position {
  std::uint64_t line = 0;
  std::uint64_t column = 0;
};

// The line around a place, made printable: at most `kExcerptWidth` characters, the bytes outside
// printable ASCII and valid UTF-8 shown as \xNN (a tab as one blank), and where in it the place
// begins and ends.
struct Excerpt {
  std::string text;
  std::uint32_t mark_begin = 0;  // in characters as printed
  std::uint32_t mark_end = 0;
};

class Source {
 public:
  // Bytes that the reader may read (never interpret) behind the end of a window.
  static constexpr std::size_t kPadding = 64;
  static constexpr std::size_t kChunk = std::size_t{256} * 1024;
  static constexpr std::size_t kExcerptWidth = 100;

  // How much of its past a pipe remembers, for positions and excerpts.
  static constexpr std::size_t kHistory = std::size_t{4} * 1024 * 1024;

  Source(std::string name, std::string bytes);
  // The same, handed out in pieces of `piece` bytes, as a pipe or a file would.
  Source(std::string name, std::string bytes, std::size_t piece);
  [[nodiscard]] static Source file(const std::string& path);
  [[nodiscard]] static Source standard_input();

  Source(Source&&) noexcept;
  Source& operator=(Source&&) noexcept;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  ~Source();

  [[nodiscard]] const std::string& name() const noexcept;
  // The size in bytes when it is known (a file, memory), else 0. For progress only.
  [[nodiscard]] std::uint64_t size() const noexcept;

  // The bytes at hand, from `offset()` on; kPadding zero bytes follow them.
  [[nodiscard]] std::string_view window() const noexcept;
  [[nodiscard]] std::uint64_t offset() const noexcept;
  // Forgets what is before `keep_from` and reads at least one more byte behind the window.
  // False when the input has ended: the window then holds all that is left.
  bool more(std::uint64_t keep_from);
  // The whole input in one view. For mappings, code lists and the like; throws std::length_error
  // above `limit` bytes.
  [[nodiscard]] std::string_view all(std::size_t limit = std::size_t{64} * 1024 * 1024);

  // Where an offset is. Cost: the bytes from the nearest known line count (one chunk).
  // Line 0 when a pipe has forgotten it.
  [[nodiscard]] Position position(std::uint64_t offset) const;
  // Empty when a pipe has forgotten it.
  [[nodiscard]] Excerpt excerpt(Span where) const;

  // A password or the like: excerpts show asterisks instead. Spans are given front to back.
  void conceal(Span secret);
  // True when `where` has a byte of it.
  [[nodiscard]] bool is_concealed(Span where) const noexcept;

 private:
  struct State;
  explicit Source(std::unique_ptr<State> state) noexcept;
  std::unique_ptr<State> state_;
};

}  // namespace sluis
