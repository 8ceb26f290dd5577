// The judge: Xerces-C++ behind one file. Schemas are read once and shared by threads, each of which
// gets a locked grammar pool (judge.cpp says why); documents are read by a SAX2 parser that knows
// no DTD, no entity, no schema location from the document and no network (reference: CVE classes
// XXE, entity expansion).
//
// Bounds: Xerces unrolls minOccurs and maxOccurs into automata at the first document (measured: 24
// s for two 9999s). Bounds above 99 are therefore `unbounded` in the grammar it validates with, and
// counted here against the true ones.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sluis/diagnostic.hpp"

namespace sluis::xml {

struct Finding {
  std::string message;                 // in words, from Xerces or from the counting; no full stop
  std::uint64_t element = 0;           // start tags from 0: the element at fault
  std::string path;                    // "/B2SW/Declaration[2]/FunctionCode"
  std::uint64_t line = 0, column = 0;  // in the XML
  bool value = false;                  // a text or attribute that its type does not allow
  bool fatal = false;                  // not well-formed: nothing after it was looked at
};

// The row of the fault table that a finding is reported as.
[[nodiscard]] constexpr Fault fault_of(const Finding& finding) noexcept {
  return finding.fatal ? Fault::xml_malformed : Fault::xml_invalid;
}

class Judge {
 public:
  static constexpr std::uint32_t kCounted = 99;                   // bounds above are counted by us
  static constexpr std::size_t kDeepest = 1000;                   // elements open at a time
  static constexpr std::size_t kLongest = std::size_t{4} << 20U;  // bytes of one tag or text

  // Reads schema files (and what they import, local files only).
  // Null and faults when one is no schema.
  [[nodiscard]] static std::shared_ptr<const Judge> load(const std::vector<std::string>& schemas,
                                                         Diagnostics& faults);
  virtual ~Judge() = default;
  // Judges one document. `read` fills a buffer and returns how much (0: end); what it throws comes
  // through. Findings come in the order of their elements, when the document has been read, at most
  // `limit`. True when the document is valid. Any number of threads may judge at a time.
  using Read = std::function<std::size_t(char* buffer, std::size_t capacity)>;
  using Report = std::function<void(Finding)>;
  [[nodiscard]] virtual bool check(const Read& read, const Report& report,
                                   std::size_t limit = 999) const = 0;
};

}  // namespace sluis::xml
