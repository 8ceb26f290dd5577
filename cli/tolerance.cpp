#include "tolerance.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

namespace sluis::cli {
namespace {

namespace fs = std::filesystem;

using Profile = std::shared_ptr<const Tolerance>;

// The files of a folder, in an order that does not depend on the file system.
std::vector<std::string> profiles_in(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".tolerance") files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

Profile in_charset(const Profile& profile, const std::string& charset) {
  if (charset.empty()) return profile;
  auto changed = std::make_shared<Tolerance>(*profile);
  changed->charset = charset;
  return changed;
}

}  // namespace

std::optional<Tolerances> tolerances(const Command& command, const Given& given,
                                     const Profile& fallback, Streams& io, Diagnostics& faults,
                                     int& exit) {
  const std::string charset = given.value("charset");
  if (!charset.empty() && !Tolerance::knows_charset(charset)) {
    exit = wrong_usage(command, io,
                       "unknown character set '" + charset +
                           "'; name a syntax identifier (UNOC) or a set (windows-1252)");
    return std::nullopt;
  }
  Tolerances result(in_charset(fallback, charset));
  const auto read = [&](const std::string& file) {
    Source source = Source::file(file);
    if (const Profile profile = Tolerance::read(source, faults); profile != nullptr)
      result.add(in_charset(profile, charset));
  };
  for (const std::string& name : given.values("tolerance")) {
    if (name == "strict") {
      result.add(in_charset(Tolerance::strict(), charset));
    } else if (name == "field") {
      result.add(in_charset(Tolerance::field(), charset));
    } else if (fs::is_directory(name)) {
      for (const std::string& file : profiles_in(name)) read(file);
    } else if (fs::exists(name)) {
      read(name);
    } else {
      exit = wrong_usage(command, io,
                         "--tolerance is 'strict', 'field', a file or a folder, not '" + name +
                             "'" + did_you_mean(name, {"strict", "field"}));
      return std::nullopt;
    }
  }
  if (faults.has_errors()) return std::nullopt;
  return result;
}

}  // namespace sluis::cli
