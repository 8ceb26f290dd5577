// Parts of interchanges for the rules of the envelope.
#pragma once

#include <string>

namespace sluis::rules {

// A sound ORDERS message of syntax version 3 or 4; its type and its version may be another's.
[[nodiscard]] inline std::string order(const std::string& reference = "M1",
                                       const std::string& type = "ORDERS:D:96A:UN") {
  return "UNH+" + reference + "+" + type + "'BGM+220+PO1+9'DTM+137:20260101:102'UNS+S'UNT+5+" +
         reference + "'";
}
[[nodiscard]] inline std::string order4(const std::string& reference = "M1") {
  return order(reference, "ORDERS:D:01B:UN");
}

inline const std::string kUnb3 = "UNB+UNOC:3+S+R+260101:0900+I1'";
inline const std::string kUnb4 = "UNB+UNOC:4+S+R+20260101:0900+I1'";

}  // namespace sluis::rules
