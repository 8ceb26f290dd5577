// What the run time holds while a message is read: instances of scopes with their cells.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mapping/tables.hpp"
#include "sluis/source.hpp"
#include "xml/writer.hpp"

namespace sluis::mapping {

// Where a captured value stood.
struct Origin {
  Span source;
  std::uint32_t segment = 0;  // counts from 1 at UNH
  std::uint32_t node = 0;
  std::uint16_t element = 0, component = 0;
};

// A value, or a count, or a verdict. The text lies in its instance's pool.
struct Cell {
  std::uint32_t begin = 0, size = 0;
  bool present = false;
  std::int64_t number = 0;
  Origin origin;
};

struct Instance;

// Occurrences of one block inside one occurrence of its home, oldest first.
struct List {
  std::vector<std::unique_ptr<Instance>> items;
  std::size_t front = 0;               // those before it are written
  std::uint32_t count = 0;             // of all there ever were
  std::unique_ptr<xml::Piece> prefix;  // written ahead, to free memory, or the parts of a document
  [[nodiscard]] bool waiting() const noexcept { return front < items.size(); }
};

struct Instance {
  std::uint32_t scope = 0;
  bool closed = false;
  Origin origin;  // the segment that opened it
  std::vector<Cell> cells;
  std::vector<List> lists;
  std::string pool;

  [[nodiscard]] std::string_view text(const Cell& cell) const noexcept {
    return std::string_view(pool).substr(cell.begin, cell.size);
  }
  void keep(Cell& cell, std::string_view value) {
    cell.begin = static_cast<std::uint32_t>(pool.size());
    cell.size = static_cast<std::uint32_t>(value.size());
    pool.append(value);
  }
};

}  // namespace sluis::mapping
