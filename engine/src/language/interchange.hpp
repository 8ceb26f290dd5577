// The interchange as a message type, so that one language and one run time serve both: the group
// UNB holds UNZ and, for each message, the group UNH with UNT (ISO 9735-1: interchange structure).
#pragma once

#include <memory>

#include "directory/tables.hpp"

namespace sluis::language {

// Null when the service directory lacks one of the segments.
[[nodiscard]] std::shared_ptr<const directory::MessageType> interchange_type(
    const directory::Release& service);

}  // namespace sluis::language
