#include "conversion.hpp"

#include <array>
#include <cstdio>
#include <ostream>
#include <utility>

#include "data_folder.hpp"
#include "tolerance.hpp"

namespace sluis::cli {
namespace {

std::string count(std::uint64_t number, std::string_view one) {
  std::string text = std::to_string(number);
  text.append(" ").append(one);
  if (number != 1) text.push_back('s');
  return text;
}

std::string decimal(double value, std::string_view unit) {
  std::array<char, 32> text{};
  const int length = std::snprintf(text.data(), text.size(), "%.1f", value);
  return std::string(text.data(), static_cast<std::size_t>(length)).append(" ").append(unit);
}

}  // namespace

Source open(const std::string& file, Streams& io) {
  return file == "-" ? io.in() : Source::file(file);
}

Conversion::Conversion(const Given& given, Streams& io, Reporter& reporter)
    : given_(given), io_(io), reporter_(reporter) {}

int Conversion::load(const Command& command) {
  Diagnostics faults;
  int exit = Exit::failed;
  auto tolerated = tolerances(command, given_, Tolerance::strict(), io_, faults, exit);
  if (!tolerated) {
    if (faults.has_errors()) reporter_.add("tolerance", std::nullopt, std::move(faults));
    (void)reporter_.finish();
    return exit;
  }
  Mappings::Options options;
  options.data = data_folder(given_.value("data"));
  options.directories = {imported_directories()};
  options.profile = given_.value("profile");
  auto mappings = Mappings::load(options, faults);
  // A faulty mapping might be the very one that an input needs, and another may fit that input too:
  // nothing is converted by what is left.
  if (faults.has_errors()) {
    reporter_.add(options.data, std::nullopt, std::move(faults));
    (void)reporter_.finish();
    return Exit::failed;
  }
  if (mappings == nullptr || mappings->list().empty()) {
    io_.err << "sluis " << command.name << ": no mappings in " << options.data << "/mappings";
    if (!options.profile.empty()) io_.err << " of profile " << options.profile;
    io_.err << "; name the folder with --data\n";
    (void)reporter_.finish();
    return Exit::failed;
  }
  Converter::Options how;
  how.partial = given_.has("partial");
  how.indent = !given_.has("no-indent");
  how.judge = !given_.has("no-judge");
  how.tolerances = std::move(*tolerated);
  if (io_.terminal && !reporter_.owns_stderr())
    how.progress = [this](std::uint64_t bytes, std::uint64_t messages) {
      progress(bytes, messages);
    };
  converter_ = std::make_unique<const Converter>(std::move(mappings), std::move(how));
  return Exit::ok;
}

void Conversion::run(const std::string& file, DocumentSink* documents) {
  started_ = shown_ = Clock::now();
  Source source = open(file, io_);
  size_ = source.size();
  const std::string name = source.name();
  Diagnostics faults;
  Result result = documents == nullptr
                      ? converter_->validate(source, faults, acknowledgements_)
                      : converter_->convert(source, *documents, faults, acknowledgements_);
  clear_progress();
  // On a terminal the document stands before its faults and its summary.
  io_.out.flush();
  const std::string line = summary(name, result, documents != nullptr);
  reporter_.add(name, std::move(result), std::move(faults));
  if (given_.has("summary")) io_.err << line;
}

void Conversion::progress(std::uint64_t bytes, std::uint64_t messages) {
  using std::chrono::duration;
  const auto now = Clock::now();
  if (now - shown_ < std::chrono::milliseconds(500)) return;
  shown_ = now;
  showing_ = true;
  constexpr double kMegabyte = 1e6;
  const double seconds = duration<double>(now - started_).count();
  const double done = static_cast<double>(bytes) / kMegabyte;
  const double rate = done / seconds;
  io_.err << "\r\x1b[K" << decimal(done, "MB");
  if (size_ != 0) io_.err << " of " << decimal(static_cast<double>(size_) / kMegabyte, "MB");
  io_.err << ", " << count(messages, "message") << ", " << decimal(rate, "MB/s");
  if (size_ > bytes && rate > 0)
    io_.err << ", " << decimal(static_cast<double>(size_ - bytes) / kMegabyte / rate, "s left");
  io_.err << std::flush;
}

void Conversion::clear_progress() {
  if (showing_) io_.err << "\r\x1b[K";
  showing_ = false;
}

std::string Conversion::summary(const std::string& name, const Result& result,
                                bool documents) const {
  const double milliseconds =
      std::chrono::duration<double, std::milli>(Clock::now() - started_).count();
  std::string line = name + ": " + count(result.messages, "message") + ", " +
                     count(result.segments, "segment") + ", " + count(result.bytes, "byte");
  if (documents) line += ", " + count(result.documents, "document");
  line += " in " + decimal(milliseconds, "ms");
  if (given_.has("no-judge"))
    line += ", not checked by a schema";
  else if (!result.schema.empty())
    line += ", checked by " + result.schema;
  return line + (result.accepted() ? ": accepted\n" : ": rejected\n");
}

}  // namespace sluis::cli
