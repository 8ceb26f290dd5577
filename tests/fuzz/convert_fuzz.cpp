// Contract: no input crashes the conversion; every fault lies inside the input; a document is only
// published when no error was found in its interchange; the same input gives the same result twice.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "sluis/converter.hpp"
#include "support/convert.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sluis;
  static const auto mappings = [] {
    Diagnostics faults;
    return Mappings::load({.data = SLUIS_SOURCE_DIR, .profile = "", .files = {}}, faults);
  }();
  const std::string input(reinterpret_cast<const char*>(data), size);
  const auto first = tests::convert(mappings, input);
  for (const Diagnostic& fault : first.faults.all())
    if (fault.where.begin > fault.where.end || fault.where.end > size) std::abort();
  std::size_t accepted = 0;
  for (const auto& interchange : first.result.interchanges)
    accepted += interchange.accepted ? 1 : 0;
  if (first.documents.size() > accepted) std::abort();
  const auto second = tests::convert(mappings, input);
  if (second.documents.size() != first.documents.size()) std::abort();
  if (render_text(second.faults) != render_text(first.faults)) std::abort();
  return 0;
}
