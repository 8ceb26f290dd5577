// mapping.hpp: the mappings of a data folder, loaded, checked and compiled.
//
//   sluis::Diagnostics faults;
//   auto mappings = sluis::Mappings::load({.data = "share/sluis"}, faults);
//
// Immutable after loading; any number of threads may share one.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sluis/diagnostic.hpp"
#include "sluis/directory.hpp"

namespace sluis {

class Mappings {
 public:
  struct Options {
    // Holds mappings/ and schemas/.
    std::string data;
    // Only mappings whose header says `profile NAME`; empty: those that name no profile.
    std::string profile = {};
    // When not empty: these mapping files instead of data/mappings/**.emap.
    std::vector<std::string> files = {};
    // More folders of EDIFACT releases, behind the data's own.
    std::vector<std::string> directories = {};
  };
  struct Info {
    std::string name, version, title;
    std::string message;     // "GOVCBR:D:15A:UN:NOA01A"
    std::string file, path;  // as shown: "mappings/single-window/noa.emap"; as it is opened
    std::string schema;      // the XSD of the target
    std::string target;      // its root: "{B2SW:NOA:01}Declaration"
    std::string status;      // as its header says: "draft"
    std::string valid;       // likewise: "2026-01-01 .."; empty: always
    std::string profile;
  };

  // Loads all mapping files of the folder; what is faulty is left out and reported (errors name the
  // mapping file). Null when the folder has no mappings at all.
  [[nodiscard]] static std::shared_ptr<const Mappings> load(const Options& options,
                                                            Diagnostics& faults);
  ~Mappings();
  Mappings(const Mappings&) = delete;
  Mappings& operator=(const Mappings&) = delete;

  [[nodiscard]] const std::vector<Info>& list() const noexcept;
  [[nodiscard]] const Directories& directories() const noexcept;

  // An example inside a mapping file: EDIFACT in, and the XML it must give or the fault it must
  // meet.
  struct Example {
    std::string mapping, file, title, edifact, xml, rejects, at;
    std::uint64_t line = 0;
  };
  [[nodiscard]] const std::vector<Example>& examples() const noexcept;

  struct State;  // for the engine's own rooms
  [[nodiscard]] const State& state() const noexcept { return *state_; }

 private:
  Mappings();
  std::unique_ptr<State> state_;
};

}  // namespace sluis
