#include "contrl.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <system_error>

namespace sluis::cli {
namespace {

namespace fs = std::filesystem;
using std::chrono::microseconds;

// The time that a reproducible run says it is (SOURCE_DATE_EPOCH: seconds since 1970).
std::optional<microseconds> fixed_time() {
  const char* given = std::getenv("SOURCE_DATE_EPOCH");  // NOLINT(concurrency-mt-unsafe)
  if (given == nullptr) return std::nullopt;
  const std::string_view text(given);
  std::int64_t seconds = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return std::chrono::seconds(seconds);
}

microseconds time_now() {
  return std::chrono::duration_cast<microseconds>(
      std::chrono::system_clock::now().time_since_epoch());
}

// At most 13 characters, and in the same order as the numbers for centuries.
std::string in_base_36(std::uint64_t number) {
  std::array<char, 16> digits{};
  constexpr int kBase = 36;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, kBase).ptr;
  std::string text(digits.data(), end);
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

}  // namespace

std::string contrl_objection(const Given& given, bool busy) {
  if (!given.has("contrl")) return {};
  const std::string file = given.value("contrl");
  if (file.empty()) return "--contrl needs a file";
  if (file == "-")
    return busy ? "standard output takes the documents; name a file with --contrl, or with -o" : "";
  if (fs::is_directory(file)) return "'" + file + "' is a folder; --contrl needs a file";
  for (const std::string& input : given.files()) {
    std::error_code absent;
    if (fs::is_regular_file(file, absent) && fs::equivalent(input, file, absent))
      return "'" + file + "' is the input";
  }
  for (const char* other : {"output", "report-file"})
    if (given.value(other) == file) return "'" + file + "' is written by --" + other;
  return {};
}

ContrlSink::ContrlSink(const Given& given, Streams& io) {
  const auto fixed = fixed_time();
  fixed_ = fixed.has_value();
  now_ = fixed ? *fixed : time_now();
  // Later runs have higher numbers: an acknowledgement takes more than a microsecond.
  number_ = static_cast<std::uint64_t>(now_.count());
  if (!given.has("contrl")) return;
  const std::string file = given.value("contrl");
  if (file == "-")
    out_ = &io.out;
  else
    file_.emplace(file);
}

AcknowledgementSink::Stamp ContrlSink::begin(const Info&) {
  const std::time_t seconds =
      std::chrono::duration_cast<std::chrono::seconds>(fixed_ ? now_ : time_now()).count();
  std::tm parts{};
  if (fixed_)
    ::gmtime_r(&seconds, &parts);
  else
    ::localtime_r(&seconds, &parts);
  std::array<char, 16> date{}, time{};
  std::strftime(date.data(), date.size(), "%Y%m%d", &parts);
  std::strftime(time.data(), time.size(), "%H%M", &parts);
  return {date.data(), time.data(), in_base_36(number_++)};
}

void ContrlSink::write(std::string_view bytes) {
  if (file_)
    file_->write(bytes);
  else
    out_->write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

void ContrlSink::publish() {
  if (file_) file_->publish();
}

}  // namespace sluis::cli
