// directory.hpp: UN/EDIFACT directories (releases): shipped, imported, and looked things up in.
//
// A folder of releases holds one folder each ("d15a") in the compact text form that
// `import_release` writes. Immutable after loading; any number of threads may share one.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sluis/diagnostic.hpp"

namespace sluis {

namespace directory {
struct Release;
}

class Directories {
 public:
  Directories() = default;
  // Knows the releases below `folders` (the first folder that holds one wins); each is read when it
  // is asked for first.
  explicit Directories(std::vector<std::string> folders);

  // "D", "15A" -> the release, or null when it is not there. Faults: a file that cannot be read as
  // what it should be. Thread-safe.
  [[nodiscard]] std::shared_ptr<const directory::Release> release(std::string_view version,
                                                                  std::string_view release,
                                                                  Diagnostics& faults) const;
  // The service segments (UNB ... UNZ) of ISO 9735, all syntax versions.
  [[nodiscard]] std::shared_ptr<const directory::Release> service(Diagnostics& faults) const;
  // Identifiers of the releases at hand: "d15a", sorted.
  [[nodiscard]] std::vector<std::string> list() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

// What an import did, for people and tests.
struct ImportSummary {
  std::string release;
  std::size_t messages = 0, segments = 0, composites = 0, elements = 0, codes = 0;
};

// Reads an official UNECE release zip and writes its compact form below `folder`/<release>.
// `only`: message types to keep, with the segments, composites, elements and codes that they use;
// empty: everything. What does not parse is a fault and is left out, never guessed.
[[nodiscard]] ImportSummary import_release(const std::string& zip, const std::string& folder,
                                           const std::vector<std::string>& only,
                                           Diagnostics& faults);

}  // namespace sluis
