// A second reading of the official release files, which shares nothing with the importer: line by
// line with regular expressions, the nesting of groups by counting brackets. Slow and short; it
// exists to be compared with.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace sluis::naive {

// The facts of a release as lines of text, as the compact form writes them (without names).
struct Release {
  std::map<std::string, std::string> elements;                 // "2005" -> "an..3"
  std::map<std::string, std::vector<std::string>> composites;  // "C507" -> "2005 M an..3" ...
  std::map<std::string, std::vector<std::string>> segments;    // "DTM" -> "C507 M 1" ...
  std::map<std::string, std::vector<std::string>> messages;    // "ORDERS" -> "00080 SG1 C 99" ...
  std::map<std::string, std::set<std::string>> codes;          // "1001" -> "220" ...
};

// All files of an archive and of the archives in it, by name in capitals.
[[nodiscard]] std::map<std::string, std::string> unpack(const std::string& zip);

// Reads the files of a release: "EDED.15A" or "TRED.94A", and so on.
[[nodiscard]] Release read_official(const std::map<std::string, std::string>& files);

// Reads the compact form.
[[nodiscard]] Release read_compact(const std::string& folder);

// "segments DTM: C507 M 1 | C507 M 2": what differs, each as a line; `a` and `b` in turn.
[[nodiscard]] std::vector<std::string> differences(const Release& a, const Release& b);

}  // namespace sluis::naive
