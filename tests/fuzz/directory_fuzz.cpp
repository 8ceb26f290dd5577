// Contract: no text crashes the readers of directories, in the compact form or in that of the
// official releases; every span lies inside the text; and what was loaded can be written and loads
// again as the same.
//
// The first byte says which file the rest is; the other files are a small sound release.
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "directory/audit.hpp"
#include "directory/compact.hpp"
#include "directory/layout.hpp"
#include "directory_fixture.hpp"

namespace {

using namespace sluis;
using namespace sluis::directory;

void require(bool holds) {
  if (!holds) std::abort();
}

void inside(const Diagnostics& faults, std::size_t size) {
  for (const Diagnostic& fault : faults.all())
    require(fault.where.begin <= fault.where.end && fault.where.end <= size);
}

const std::array<std::pair<const char*, const char*>, 5> kFiles = {{
    {"elements.txt", "0001 a4 Syntax\n1001 an..3 Coded\n1131 an..17 List\n2000 n..6 Number\n"},
    {"composites.txt", "C001 ONE\n  1001 C an..3\n  1131 C an..17\n  D5(020,010)\n"},
    {"segments.txt", "AAA One\n  C001 M 9\n  2000 C 1 n..6\nBBB Two\n  1001 M 1 an..3\n"},
    {"codes.txt", "1001\n  1 One\n  2 Two\n"},
    {"messages/TESTED.txt", "TESTED Name\n00010 AAA M 1\n00020 SG1 C 9\n  00030 BBB M 1\n"},
}};

std::string saved(const Release& release, const std::string& folder) {
  save_release(release, folder);
  std::string out;
  for (const auto& [name, text] : kFiles)
    if (std::filesystem::exists(folder + "/" + name)) out += read_file(folder + "/" + name);
  return out;
}

void compact(std::size_t which, const std::string& text) {
  static const TemporaryFolder kFolder;
  for (std::size_t i = 0; i < kFiles.size(); ++i)
    write_file(kFolder / (std::string("d99x/") + kFiles[i].first),
               i == which ? text : kFiles[i].second);
  Diagnostics faults;
  const auto release = load_release(kFolder / "d99x", {}, faults);
  require((release == nullptr) == faults.has_errors());
  inside(faults, std::max<std::size_t>(text.size(), 256));
  if (release == nullptr) return;
  const std::string once = saved(*release, kFolder / "out/d99x");
  Diagnostics again;
  const auto reloaded = load_release(kFolder / "out/d99x", {}, again);
  require(reloaded != nullptr && saved(*reloaded, kFolder / "out/d99x") == once);
}

void layout(std::size_t which, const std::string& text) {
  Draft draft;
  draft.elements["1001"] = {"Coded", "an..3", {}};
  Diagnostics faults;
  const DraftFile file{"file", text};
  switch (which) {
    case 0:
      read_elements(file, draft, faults);
      break;
    case 1:
      read_composites(file, draft, faults);
      break;
    case 2:
      read_segments(file, draft, faults);
      break;
    case 3:
      read_codes(file, draft, faults);
      break;
    case 4:
      read_message(file, "TESTED", draft, faults);
      break;
    default:
      read_index(file, Kind::segments, draft, faults);
  }
  inside(faults, text.size());
  audit(draft, "archive", true, faults);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  constexpr std::size_t kLayouts = 6;
  const std::size_t which = *data % (kFiles.size() + kLayouts);
  if (which < kFiles.size())
    compact(which, text);
  else
    layout(which - kFiles.size(), text);
  return 0;
}
