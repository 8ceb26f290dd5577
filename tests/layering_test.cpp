// Who may include whom: the rooms of engine/README.md, read off the sources.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

using Rooms = std::set<std::string>;

// A room may include itself and these.
const std::map<std::string, Rooms> kAllowed{
    {"sluis", {}},
    {"text", {"sluis"}},
    {"edifact", {"sluis", "text"}},
    {"xml", {"sluis", "text"}},
    {"carrier", {"sluis", "text"}},
    {"directory", {"sluis", "text", "edifact"}},
    {"inspect", {"sluis", "text", "edifact", "directory", "xml"}},
    {"mapping", {"sluis", "text", "edifact", "directory", "xml"}},
    {"language", {"sluis", "text", "edifact", "directory", "xml", "mapping"}},
    // The files that stand in engine/src itself conduct.
    {"",
     {"sluis", "text", "edifact", "directory", "xml", "inspect", "mapping", "language", "carrier"}},
    {"cli", {"sluis"}},
};

// Libraries that the public headers must not show.
const std::vector<std::string> kHidden{"tao/",  "xercesc/",  "boost/", "hwy/",
                                       "date/", "nlohmann/", "zip.h",  "gtest/"};

struct Include {
  std::string file, name;
  bool quoted = false;
};

std::vector<Include> includes(const fs::path& folder) {
  std::vector<Include> found;
  const fs::path top(SLUIS_SOURCE_DIR);
  for (const auto& entry : fs::recursive_directory_iterator(top / folder)) {
    const std::string kind = entry.path().extension().string();
    if (kind != ".hpp" && kind != ".cpp" && kind != ".def") continue;
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) {
      const std::size_t hash = line.find_first_not_of(" \t");
      if (hash == std::string::npos || line.compare(hash, 8, "#include") != 0) continue;
      const std::size_t open = line.find_first_of("\"<", hash);
      if (open == std::string::npos) continue;
      const std::size_t close = line.find_first_of("\">", open + 1);
      if (close == std::string::npos) continue;
      found.push_back({fs::relative(entry.path(), top / folder).generic_string(),
                       line.substr(open + 1, close - open - 1), line[open] == '"'});
    }
  }
  return found;
}

// "edifact/reader.cpp" -> "edifact"; "converter.cpp" -> "".
std::string room(const std::string& path) {
  const std::size_t slash = path.find('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

void expect_allowed(const std::string& from, const Include& include) {
  const auto allowed = kAllowed.find(from);
  ASSERT_NE(allowed, kAllowed.end()) << include.file << " lies in a room that nobody planned";
  const std::string to = room(include.name);
  EXPECT_TRUE(to == from || allowed->second.contains(to))
      << include.file << " must not include \"" << include.name << '"';
}

TEST(Layering, RoomsIncludeOnlyWhatIsLeftOfThem) {
  std::size_t looked_at = 0;
  for (const Include& include : includes("engine/src")) {
    if (!include.quoted) continue;
    ++looked_at;
    expect_allowed(room(include.file), include);
  }
  EXPECT_GT(looked_at, 50U);
}

TEST(Layering, PublicHeadersIncludeOnlyThemselves) {
  std::size_t looked_at = 0;
  for (const Include& include : includes("engine/include")) {
    ++looked_at;
    if (include.quoted) expect_allowed("sluis", include);
    for (const std::string& library : kHidden)
      EXPECT_FALSE(include.name.starts_with(library)) << include.file << " shows " << include.name;
  }
  EXPECT_GT(looked_at, 10U);
}

TEST(Layering, CommandLineIncludesOnlyPublicHeaders) {
  std::size_t looked_at = 0;
  for (const Include& include : includes("cli")) {
    if (!include.quoted) continue;
    ++looked_at;
    if (room(include.name).empty())
      EXPECT_TRUE(fs::exists(fs::path(SLUIS_SOURCE_DIR) / "cli" / include.name)) << include.name;
    else
      expect_allowed("cli", include);
  }
  EXPECT_GT(looked_at, 10U);
}

// A library is a matter of the few files that name it.
struct Owner {
  std::string library;
  std::vector<std::string> files;
};

TEST(Layering, LibrariesStayInTheirFiles) {
  const std::vector<Owner> owners{
      {"xercesc/",
       {"xml/xerces.hpp", "xml/xerces.cpp", "xml/schema.cpp", "xml/judge.cpp", "xml/reader.cpp"}},
      {"nlohmann/", {"report.cpp"}},
      {"zip.h", {"directory/import.cpp"}},
  };
  const auto all = includes("engine/src");
  for (const Owner& owner : owners) {
    std::size_t used = 0;
    for (const Include& include : all) {
      if (!include.name.starts_with(owner.library)) continue;
      ++used;
      EXPECT_TRUE(std::find(owner.files.begin(), owner.files.end(), include.file) !=
                  owner.files.end())
          << include.file << " includes " << include.name;
    }
    EXPECT_GT(used, 0U) << owner.library << " is used by nobody: take it out of this list";
  }
}

}  // namespace
