// Does a release agree with itself? What its files say twice is compared.
#pragma once

#include <string>

#include "directory/layout.hpp"
#include "sluis/diagnostic.hpp"

namespace sluis::directory {

// Reports what does not agree: an index and the entries that it is of, a composite and its
// components as they are printed in a segment, a component and its data element. `archive`: what
// the release was read from, for people. `messages`: all of them were read.
void audit(const Draft& draft, const std::string& archive, bool messages, Diagnostics& faults);

}  // namespace sluis::directory
