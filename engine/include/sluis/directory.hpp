// directory.hpp: UN/EDIFACT directories (releases): shipped, imported, and looked things up in.
//
// A folder of releases holds one folder each ("d15a") in the compact text form that
// `import_release` writes. Immutable after loading; any number of threads may share one.
#pragma once

#include <cstddef>
#include <functional>
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
  // The same with the folder of each and how many messages it holds; nothing is read.
  struct Place {
    std::string release, folder;
    std::size_t messages = 0;
  };
  [[nodiscard]] std::vector<Place> places() const;

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

// --- what a release says, for people. `release` is "d96b" or "D.96B"; `what` is a message
// (CUSCAR), a segment (NAD), a composite (C082) or a data element (1001). ---

using TextSink = std::function<void(std::string_view)>;

// Writes the segment table of a message, the data elements of a segment, the components of a
// composite, the codes of a data element. Returns what is not at hand and what was perhaps meant;
// empty: it was written.
[[nodiscard]] std::string show_directory(const Directories& directories, std::string_view release,
                                         std::string_view what, const TextSink& write,
                                         Diagnostics& faults);

// Writes the collisions of a message: where one segment may stand in two places, which of them is
// tried first, and why. Nothing else has any. Returns as `show_directory`.
[[nodiscard]] std::string show_collisions(const Directories& directories, std::string_view release,
                                          std::string_view message, const TextSink& write,
                                          Diagnostics& faults);

struct DirectoryDifference {
  std::string problem;      // as `show_directory` returns it
  std::size_t changes = 0;  // written
};
// Writes what is added, removed and changed from one release to another: positions, and of the
// segments, composites and data elements that are used in both, structure, representation and
// codes. Names are for people and are not compared.
[[nodiscard]] DirectoryDifference diff_directories(const Directories& directories,
                                                   std::string_view from, std::string_view to,
                                                   std::string_view what, const TextSink& write,
                                                   Diagnostics& faults);

}  // namespace sluis
