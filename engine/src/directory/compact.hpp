// The compact text form of a release: a folder with a few files that read and differ line by line.
//
//   elements.txt        2005 an..3 Date or time or period function code qualifier
//   composites.txt      C507 DATE/TIME/PERIOD          then its components, indented by two:
//                         2005 M an..3
//   segments.txt        DTM Date/time/period           then its data elements:
//                         C507 M 1                     a composite: status, repetition
//                         1082 C 1 an..6               a stand-alone element
//                         D5(020,010)                  behind them: a dependency note; so too in
//                                                      composites.txt
//   codes.txt           2005                           then its codes:
//                         137 Document issue date time
//   messages/GOVCBR.txt GOVCBR Name                    then a line per position, nested by two:
//                       00010 UNH M 1
//                       00110 SG1 C 99
//                         00120 LOC M 1
//
// UTF-8; ends of line are LF; a line that is empty or begins with '#' is a comment. Entries stand
// in ascending order. codes.txt and messages/ may be absent. A line that is not so is a fault.
#pragma once

#include <memory>
#include <string>

#include "directory/tables.hpp"
#include "sluis/diagnostic.hpp"

namespace sluis::directory {

// Bounds of what is loaded; a table beyond them is a fault.
constexpr std::size_t kMaxDepth = 32;          // groups within groups
constexpr std::size_t kMaxPositions = 60'000;  // lines of one segment table
constexpr std::size_t kMaxFaults = 100;        // reported per file, then it is given up

// Reads the release in `folder`; its id is the folder's name. `service`: the folder of the service
// segments, which every release uses (UNH, UNS, UNT ...); empty: there is none. What both define is
// taken from `service`. Null, with faults, when anything is wrong.
[[nodiscard]] std::shared_ptr<const Release> load_release(const std::string& folder,
                                                          const std::string& service,
                                                          Diagnostics& faults);

// Writes `release` as `folder`/elements.txt and so on, replacing what is there. Throws
// std::system_error when it cannot.
void save_release(const Release& release, const std::string& folder);

// "DTM Date/time/period": the name in a line may not hold a line end; this makes any text fit.
[[nodiscard]] std::string one_line(std::string_view name);

}  // namespace sluis::directory
