// Reads XML that nobody vouches for: elements, attributes and text, and nothing else. A document
// type is refused before it is read, no entity is expanded, no file and no address is opened; depth
// and the length of a token are limited.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sluis/source.hpp"

namespace sluis::xml {

struct ReadAttribute {
  std::string space, name, value;
};

// What the reader meets. Views live until the call returns.
class ReadHandler {
 public:
  virtual ~ReadHandler() = default;
  // Attributes as they stand, without declarations of namespaces.
  virtual void start(std::string_view space, std::string_view name,
                     const std::vector<ReadAttribute>& attributes, Position where) = 0;
  virtual void text(std::string_view text) = 0;  // may come in pieces
  virtual void end() = 0;
};

// Why a document could not be read to its end.
struct Unreadable {
  std::string message;
  Position where;
};

constexpr std::size_t kDeepest = 256;                         // open elements
constexpr std::size_t kLongestToken = std::size_t{8} << 20U;  // bytes between two events

// Fills a buffer, answers how much it holds; 0: the end.
using ReadBytes = std::function<std::size_t(char* buffer, std::size_t capacity)>;

[[nodiscard]] std::optional<Unreadable> read(const ReadBytes& bytes, ReadHandler& handler);
[[nodiscard]] std::optional<Unreadable> read(std::string_view document, ReadHandler& handler);

}  // namespace sluis::xml
