#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <mutex>
#include <utility>

#include "directory/compact.hpp"
#include "sluis/directory.hpp"

namespace sluis {
namespace {

namespace fs = std::filesystem;

constexpr const char* kService = "service";
constexpr std::size_t kMaxId = 8;  // "d15a"; what a message says becomes part of a path

// "D", "15A" -> "d15a"; empty when it cannot be the name of a release.
std::string identifier(std::string_view version, std::string_view release) {
  std::string out;
  for (const std::string_view part : {version, release})
    for (const char c : part) {
      const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      if ((!letter && (c < '0' || c > '9')) || out.size() == kMaxId) return {};
      out.push_back(letter ? static_cast<char>(c | 0x20) : c);
    }
  return out == kService ? std::string{} : out;
}

}  // namespace

struct Directories::State {
  std::vector<std::string> folders;
  std::mutex mutex;
  std::map<std::string, std::shared_ptr<const directory::Release>, std::less<>> loaded;

  // The folder of a release, or empty.
  [[nodiscard]] std::string find(const std::string& id) const {
    for (const std::string& folder : folders) {
      const fs::path path = fs::path(folder) / id;
      if (fs::is_directory(path)) return path.string();
    }
    return {};
  }

  std::shared_ptr<const directory::Release> get(const std::string& id, Diagnostics& faults) {
    if (id.empty()) return nullptr;
    const std::scoped_lock lock(mutex);
    if (const auto at = loaded.find(id); at != loaded.end()) return at->second;
    const std::string path = find(id);
    if (path.empty()) return nullptr;
    auto made =
        directory::load_release(path, id == kService ? std::string{} : find(kService), faults);
    if (made) loaded.emplace(id, made);  // a bad one is read and reported again
    return made;
  }
};

Directories::Directories(std::vector<std::string> folders) : state_(std::make_shared<State>()) {
  state_->folders = std::move(folders);
}

std::shared_ptr<const directory::Release> Directories::release(std::string_view version,
                                                               std::string_view release,
                                                               Diagnostics& faults) const {
  return state_ ? state_->get(identifier(version, release), faults) : nullptr;
}

std::shared_ptr<const directory::Release> Directories::service(Diagnostics& faults) const {
  return state_ ? state_->get(kService, faults) : nullptr;
}

std::vector<Directories::Place> Directories::places() const {
  std::vector<Place> out;
  if (!state_) return out;
  for (const std::string& folder : state_->folders) {
    if (!fs::is_directory(folder)) continue;
    const std::size_t earlier = out.size();
    for (const auto& entry : fs::directory_iterator(folder)) {
      Place place{entry.path().filename().string(), entry.path().string(), 0};
      if (!entry.is_directory() || place.release == kService ||
          !fs::exists(entry.path() / "elements.txt"))
        continue;
      const auto known = out.begin() + static_cast<std::ptrdiff_t>(earlier);
      if (std::any_of(out.begin(), known,
                      [&](const Place& other) { return other.release == place.release; }))
        continue;
      if (const fs::path messages = entry.path() / "messages"; fs::is_directory(messages))
        place.messages = static_cast<std::size_t>(
            std::distance(fs::directory_iterator(messages), fs::directory_iterator()));
      out.push_back(std::move(place));
    }
  }
  std::sort(out.begin(), out.end(),
            [](const Place& a, const Place& b) { return a.release < b.release; });
  return out;
}

std::vector<std::string> Directories::list() const {
  std::vector<std::string> out;
  for (Place& place : places()) out.push_back(std::move(place.release));
  return out;
}

}  // namespace sluis
