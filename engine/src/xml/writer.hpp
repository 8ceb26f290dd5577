// XML out, with its trail: for every element that carries data, the bytes of the input that it came
// from and the mapping row that carried it.
//
// Names are written as they are given ("ds:DateTimeString"): the mapping's compiler has made them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sluis/source.hpp"
#include "text/spool.hpp"
#include "xml/markup.hpp"

namespace sluis::xml {

// Where an element came from. `element` counts start tags from 0 in document order.
struct Step {
  std::uint64_t element = 0;
  Span source;
  std::uint32_t mapping = 0;  // index of the mapping in its set
  std::uint32_t line = 0;     // of the row in the mapping file that `file` names
  std::uint32_t file = 0;     // index of the file among the mapping's files
};

// A piece of a document: its text and its trail. Pieces are joined by Writer::splice, which moves
// the element numbers of the trail along.
class Piece {
 public:
  explicit Piece(std::size_t memory = text::Spool::kMemory) : text(memory), trail(memory / 4) {}
  text::Spool text;
  text::Spool trail;           // Steps, delta-coded, in element order
  std::uint64_t elements = 0;  // start tags in `text`
  Step last;                   // what the next Step of `trail` is coded against
};

// Reads a trail front to back, looking up elements in ascending order.
class TrailReader {
 public:
  explicit TrailReader(const Piece& piece);
  // The step of `element`, or of the nearest element before it that has one; false: none.
  // Elements must be asked for in ascending order.
  bool find(std::uint64_t element, Step& step);

 private:
  bool next(Step& step);
  bool fill();
  std::uint64_t number();
  text::Spool::Reader reader_;
  std::string buffer_;
  std::size_t at_ = 0, size_ = 0;
  Step coded_;  // what the next Step is coded against
  Step current_, pending_;
  bool has_current_ = false, has_pending_ = false, ended_ = false;
};

class Writer {
 public:
  using Options = Markup::Options;
  static constexpr std::size_t kFlush = std::size_t{64} * 1024;

  explicit Writer(Piece& piece) : Writer(piece, Options{}) {}
  Writer(Piece& piece, Options options);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  // Flushes; what the spool throws is lost here, so call `flush` where it must be seen.
  ~Writer();

  void declaration();  // <?xml version="1.0" encoding="UTF-8"?>
  void start(std::string_view name);
  void attribute(std::string_view name, std::string_view value);  // right after start
  void text(std::string_view value);  // empty: as if it had not been called
  void end();                         // the element opened last; none open: nothing
  // Where the element started last came from.
  void trail(Span source, std::uint32_t mapping, std::uint32_t file, std::uint32_t line);
  // Puts a piece, written with the present depth, here. The piece is empty afterwards.
  void splice(Piece&& piece);
  void flush();
  [[nodiscard]] std::uint32_t depth() const noexcept { return markup_.depth(); }

 private:
  void flush_if_full();

  Piece* piece_;
  std::string buffer_, trail_buffer_;
  Markup markup_;
};

}  // namespace sluis::xml
