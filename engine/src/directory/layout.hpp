// How the official release archives write their directories: one reader per kind of file, for all
// layouts from D.93A on. The layouts differ in columns, in change marks, in how lines are drawn and
// in what a line may leave out; so the readers go by words where they can, and by the few columns
// that matter, taken from the file itself. What does not read is reported and left out.
//
// Only short facts are kept: identifiers, names, status, repetition, representation, nesting.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "directory/tables.hpp"
#include "sluis/diagnostic.hpp"

namespace sluis::directory {

// What a file of a release holds.
enum class Kind : std::uint8_t { none, elements, composites, segments, codes, message };

constexpr std::size_t kNameLimit = 60;  // characters of a code's name that are kept

// A release by names instead of indexes, as the files tell it.
struct Draft {
  struct ElementDraft {
    std::string name, representation;
    std::map<std::string, std::string, std::less<>> codes;
  };
  struct Part {
    std::string id;  // of an element or a composite
    bool mandatory = false;
    std::uint16_t repeat = 1;
    std::string representation;  // empty: a composite
    std::uint16_t position = 0;  // as printed: 040
    std::vector<Part> inner;  // of a composite in a segment: its components, which are printed too
  };
  struct Whole {  // a composite or a segment
    std::string name;
    std::vector<Part> parts;
    std::vector<Note> notes;
  };
  struct Row {
    std::uint16_t group = 0;  // SGn; 0: a segment
    std::string tag, name;    // of a segment
    bool mandatory = false;
    std::uint32_t max = 1, position = 0;
    std::size_t depth = 0;
  };
  struct Table {
    std::string name;
    std::vector<Row> rows;
  };
  std::map<std::string, ElementDraft, std::less<>> elements;  // "2005"
  std::map<std::string, Whole, std::less<>> composites;       // "C507"
  std::map<std::string, Whole, std::less<>> segments;         // "DTM"
  std::map<std::string, Table, std::less<>> messages;         // "GOVCBR"

  // The identifiers that the files of a kind hold, sound or not, and those that its index lists.
  using Identifiers = std::set<std::string, std::less<>>;
  std::map<Kind, Identifiers> seen, indexed;
};

// One file of a release: its name for people and its bytes as they are.
struct DraftFile {
  std::string name;
  std::string bytes;
};

void read_elements(const DraftFile& file, Draft& draft, Diagnostics& faults);
void read_composites(const DraftFile& file, Draft& draft, Diagnostics& faults);
void read_segments(const DraftFile& file, Draft& draft, Diagnostics& faults);
void read_codes(const DraftFile& file, Draft& draft, Diagnostics& faults);
// An index of what the files of `kind` hold.
void read_index(const DraftFile& file, Kind kind, Draft& draft, Diagnostics& faults);
// `type`: the message type that the file is named after. A message with any fault is left out.
void read_message(const DraftFile& file, const std::string& type, Draft& draft,
                  Diagnostics& faults);

}  // namespace sluis::directory
