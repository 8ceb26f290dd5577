// An XML document as lines of text that do not depend on prefixes, on the order of attributes or on
// blanks between elements: for comparing documents in tests.
#pragma once

#include <string>

namespace sluis::tests {

// "{ns}name @a=b" lines with indents, text as "= text". A line "! ..." when it does not parse.
[[nodiscard]] std::string canonical_xml(const std::string& document);

}  // namespace sluis::tests
