// Where documents go: a stream, a file, a folder. Files appear whole or not at all: written beside
// their place, synced, renamed.
//
// Errors: std::system_error.
#pragma once

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "sluis/converter.hpp"

namespace sluis::cli {

// A file in the making. What is not published leaves no trace.
class NewFile {
 public:
  // A target that exists and is no regular file (a pipe, /dev/null) is written to as it is.
  explicit NewFile(const std::string& path);
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile();

  void write(std::string_view bytes);
  void publish();

 private:
  std::string target_;
  std::string temporary_;  // empty: written to directly
  int descriptor_ = -1;
};

// One after the other.
class StreamSink : public DocumentSink {
 public:
  explicit StreamSink(std::ostream& out) : out_(out) {}
  void begin(const Info&) override { ++documents_; }
  void write(std::string_view bytes) override {
    out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }
  void end() override {}
  [[nodiscard]] std::uint64_t documents() const noexcept { return documents_; }

 private:
  std::ostream& out_;
  std::uint64_t documents_ = 0;
};

// A file holds one document. With more, none is published.
class FileSink : public DocumentSink {
 public:
  explicit FileSink(std::string path) : path_(std::move(path)) {}
  void begin(const Info&) override {
    if (++documents_ == 1) file_.emplace(path_);
  }
  void write(std::string_view bytes) override {
    if (documents_ == 1) file_->write(bytes);
  }
  void end() override {}
  // Publishes; false when there was more than one document.
  [[nodiscard]] bool finish() {
    if (documents_ == 1) file_->publish();
    return documents_ <= 1;
  }

 private:
  std::string path_;
  std::optional<NewFile> file_;
  std::uint64_t documents_ = 0;
};

// <folder>/<stem>-<number>.xml, each published when it is complete.
class FolderSink : public DocumentSink {
 public:
  FolderSink(std::string folder, std::string stem)
      : folder_(std::move(folder)), stem_(std::move(stem)) {}
  void begin(const Info& info) override {
    file_.emplace(folder_ + "/" + stem_ + "-" + std::to_string(info.number) + ".xml");
  }
  void write(std::string_view bytes) override { file_->write(bytes); }
  void end() override {
    file_->publish();
    file_.reset();
  }

 private:
  std::string folder_, stem_;
  std::optional<NewFile> file_;
};

}  // namespace sluis::cli
