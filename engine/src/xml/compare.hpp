// Two documents that say the same: equal elements, attributes and text. White space between
// elements, the order of attributes and the choice of prefixes say nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sluis::xml {

struct Difference {
  std::string path;  // "/Declaration/TypeCode"; steps of one name are counted: "Itinerary[2]"
  std::string expected, found;
};

// The first place where they differ, in the order of the document; a document that cannot be read
// differs there.
[[nodiscard]] std::optional<Difference> first_difference(std::string_view expected,
                                                         std::string_view found);

}  // namespace sluis::xml
