// The command line, run in this process with string streams.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <system_error>
#include <vector>

#include "command.hpp"
#include "data_folder.hpp"
#include "fd_stream.hpp"
#include "options.hpp"
#include "output.hpp"
#include "sluis/version.hpp"

namespace {

namespace fs = std::filesystem;

using sluis::Source;
using sluis::cli::Exit;

const std::string kNoa = SLUIS_SOURCE_DIR "/tests/golden/noa/in.edi";

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Ran {
  int status = 0;
  std::string out, err;
};

Ran run(const std::vector<std::string>& words, const std::string& input = {}) {
  std::ostringstream out, err;
  sluis::cli::Streams io{[&] { return Source("<stdin>", input); }, out, err};
  const int status = sluis::cli::run(words, io);
  return {status, out.str(), err.str()};
}

class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "sluis-cli-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
      throw std::system_error(errno, std::generic_category());
    path_ = pattern;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  [[nodiscard]] std::string operator/(const std::string& name) const {
    return (path_ / name).string();
  }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(path_))
      found.push_back(entry.path().filename().string());
    std::sort(found.begin(), found.end());
    return found;
  }

 private:
  fs::path path_;
};

// --- what is said of a command line ---

struct Line {
  const char* name;
  std::vector<std::string> words;
  int status;
  const char* out;  // must be among standard output; "": that is empty
  const char* err;
};
void PrintTo(const Line& row, std::ostream* os) { *os << row.name; }

const Line kLines[] = {
    {"nothing", {}, Exit::usage, "", "Usage: sluis COMMAND"},
    {"help_option", {"--help"}, Exit::ok, "Usage: sluis COMMAND", ""},
    {"help_letter", {"-h"}, Exit::ok, "Usage: sluis COMMAND", ""},
    {"help_word", {"help"}, Exit::ok, "Exit status: 0 clean", ""},
    {"help_of_command", {"help", "convert"}, Exit::ok, "Usage: sluis convert", ""},
    {"help_of_unknown", {"help", "convrt"}, Exit::usage, "", "did you mean 'convert'?"},
    {"command_help", {"validate", "--help"}, Exit::ok, "Usage: sluis validate", ""},
    {"command_help_letter", {"inspect", "-h"}, Exit::ok, "Usage: sluis inspect", ""},
    {"help_before_faults", {"convert", "--help", "nofile"}, Exit::ok, "Example:", ""},
    {"unknown_command",
     {"inspct", "x"},
     Exit::usage,
     "",
     "unknown command 'inspct'; did you mean 'inspect'?"},
    {"unknown_far", {"frobnicate"}, Exit::usage, "", "unknown command 'frobnicate'\n"},
    {"unknown_option",
     {"convert", "--sumary"},
     Exit::usage,
     "",
     "unknown option '--sumary'; did you mean '--summary'?"},
    {"unknown_option_far",
     {"convert", "--frobnicate"},
     Exit::usage,
     "",
     "unknown option '--frobnicate'\nTry 'sluis help convert'."},
    {"unknown_letter", {"convert", "-x"}, Exit::usage, "", "unknown option '-x'"},
    {"no_abbreviation", {"convert", "--sum"}, Exit::usage, "", "unknown option '--sum'"},
    {"inner_name_is_no_option",
     {"convert", "--file", "x"},
     Exit::usage,
     "",
     "unknown option '--file'"},
    {"missing_value", {"convert", "x", "--output"}, Exit::usage, "", "--output"},
    {"word_outside",
     {"convert", "--report", "xml", "x"},
     Exit::usage,
     "",
     "--report is one of text|json, not 'xml'"},
    {"two_inputs_one_file",
     {"convert", "a", "b", "-o", "/nowhere/x.xml"},
     Exit::usage,
     "",
     "several inputs need -o FOLDER"},
    {"same_stem_twice",
     {"convert", "a/x.edi", "b/x.edi", "-o", "/nowhere/"},
     Exit::usage,
     "",
     "two inputs would write x-1.xml"},
    {"output_is_input", {"convert", kNoa, "-o", kNoa}, Exit::usage, "", "is the input"},
    {"empty_output", {"convert", kNoa, "-o", ""}, Exit::usage, "", "--output"},
    {"summary_in_json",
     {"convert", "--summary", "--report", "json", kNoa},
     Exit::usage,
     "",
     "add --report-file"},
    {"summary_in_json_validate",
     {"validate", "--summary", "--report", "json", kNoa},
     Exit::usage,
     "",
     "add --report-file"},
    {"no_mappings",
     {"convert", "--data", "/nowhere", kNoa},
     Exit::failed,
     "",
     "no mappings in /nowhere/mappings"},
    {"no_such_profile",
     {"validate", "--profile", "nobody", kNoa},
     Exit::failed,
     "",
     "of profile nobody"},
};

class CommandLine : public testing::TestWithParam<Line> {};

TEST_P(CommandLine, Says) {
  const Line& row = GetParam();
  const Ran ran = run(row.words);
  EXPECT_EQ(ran.status, row.status);
  const auto expect = [](const std::string& got, const std::string& want) {
    if (want.empty())
      EXPECT_EQ(got, "");
    else
      EXPECT_NE(got.find(want), std::string::npos) << got;
  };
  expect(ran.out, row.out);
  expect(ran.err, row.err);
}

INSTANTIATE_TEST_SUITE_P(Rows, CommandLine, testing::ValuesIn(kLines),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Cli, Version) {
  EXPECT_EQ(run({"--version"}).out, "sluis " + std::string(sluis::kVersion) + "\n");
}

// Help, man page and completion know every command and every option.
TEST(Cli, DocumentsAreComplete) {
  const std::string man = read(SLUIS_SOURCE_DIR "/docs/man/sluis.1");
  const std::string completion = read(SLUIS_SOURCE_DIR "/cli/sluis.bash-completion");
  const std::string overview = run({"help"}).out;
  ASSERT_EQ(sluis::cli::commands().size(), 3U);
  for (const auto* command : sluis::cli::commands()) {
    const std::string name(command->name);
    EXPECT_NE(overview.find("  " + name + " "), std::string::npos) << name;
    EXPECT_NE(man.find(".SS " + name + "\n"), std::string::npos) << name;
    EXPECT_NE(completion.find(name), std::string::npos) << name;
    const std::string help = run({"help", name}).out;
    EXPECT_NE(help.find("\nExample:\n  sluis " + name), std::string::npos) << help;
    for (const auto& option : command->options) {
      const std::string spelled = "--" + std::string(option.name);
      EXPECT_NE(help.find(spelled), std::string::npos) << spelled;
      EXPECT_NE(completion.find(spelled), std::string::npos) << spelled;
      std::string in_man = spelled;  // roff writes a hyphen as \-
      for (std::size_t at = 0; (at = in_man.find('-', at)) != std::string::npos; at += 2)
        in_man.replace(at, 1, "\\-");
      EXPECT_NE(man.find(in_man), std::string::npos) << in_man;
    }
  }
  // The lines of help fit a terminal.
  for (const auto* command : sluis::cli::commands()) {
    std::istringstream lines(run({"help", std::string(command->name)}).out);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 96U) << line;
  }
}

// --- convert ---

TEST(Convert, OneDocumentToStandardOutput) {
  const Ran ran = run({"convert", kNoa});
  EXPECT_EQ(ran.status, Exit::ok) << ran.err;
  EXPECT_TRUE(ran.out.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")) << ran.out;
  EXPECT_EQ(ran.err, "");
}

TEST(Convert, StandardInputByNameOrByDefault) {
  const std::string want = run({"convert", kNoa}).out;
  ASSERT_NE(want, "");
  EXPECT_EQ(run({"convert", "-"}, read(kNoa)).out, want);
  EXPECT_EQ(run({"convert"}, read(kNoa)).out, want);
}

TEST(Convert, WithoutIndentIsOneLine) {
  const Ran ran = run({"convert", "--no-indent", kNoa});
  EXPECT_EQ(ran.status, Exit::ok) << ran.err;
  EXPECT_LE(std::count(ran.out.begin(), ran.out.end(), '\n'), 2);
}

TEST(Convert, SummaryIsOneTrueLine) {
  const Ran ran = run({"convert", "--summary", kNoa});
  EXPECT_EQ(ran.status, Exit::ok);
  EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
  const std::string bytes = std::to_string(fs::file_size(kNoa)) + " bytes";
  for (const std::string& part : {std::string("2 messages"), std::string("1 document in "),
                                  std::string(".xsd: accepted"), bytes})
    EXPECT_NE(ran.err.find(part), std::string::npos) << part << ": " << ran.err;
}

TEST(Convert, SummaryOwnsUpToNoSchema) {
  const Ran ran = run({"convert", "--summary", "--no-judge", kNoa});
  EXPECT_NE(ran.err.find("not checked by a schema"), std::string::npos) << ran.err;
}

TEST(Convert, SeveralDocumentsFollowEachOther) {
  const std::string one = run({"convert", kNoa}).out;
  const Ran ran = run({"convert", kNoa, kNoa});
  EXPECT_EQ(ran.out, one + one);
  EXPECT_NE(ran.err.find("2 documents stand one after the other"), std::string::npos) << ran.err;
}

TEST(Convert, ToAFile) {
  const Folder folder;
  const Ran ran = run({"convert", kNoa, "-o", folder / "noa.xml"});
  EXPECT_EQ(ran.status, Exit::ok) << ran.err;
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(folder.names(), std::vector<std::string>{"noa.xml"});
  EXPECT_EQ(read(folder / "noa.xml"), run({"convert", kNoa}).out);
}

TEST(Convert, AFileHoldsOneDocument) {
  const Folder folder;
  const Ran ran = run({"convert", "-o", folder / "noa.xml"}, read(kNoa) + read(kNoa));
  EXPECT_EQ(ran.status, Exit::usage);
  EXPECT_NE(ran.err.find("more than one document"), std::string::npos) << ran.err;
  EXPECT_TRUE(folder.names().empty());
}

TEST(Convert, ToAFolderThatIsMade) {
  const Folder folder;
  std::ofstream(folder / "port.call.edi") << read(kNoa) << read(kNoa);
  const std::string target = folder / "out";
  const Ran ran = run({"convert", folder / "port.call.edi", kNoa, "-o", target + "/"});
  EXPECT_EQ(ran.status, Exit::ok) << ran.err;
  const std::string one = run({"convert", kNoa}).out;
  for (const char* name : {"port.call-1.xml", "port.call-2.xml", "in-1.xml"})
    EXPECT_EQ(read(fs::path(target) / name), one) << name;
  EXPECT_EQ(std::distance(fs::directory_iterator(target), fs::directory_iterator()), 3);
}

TEST(Convert, FaultsGiveNoDocument) {
  const Folder folder;
  std::ofstream(folder / "old.xml") << "old";
  const Ran ran = run({"convert", "-o", folder / "old.xml"}, "UNB+UNOC:3+A+B+261120:0930+1'");
  EXPECT_EQ(ran.status, Exit::found_faults);
  EXPECT_NE(ran.err.find("error["), std::string::npos) << ran.err;
  EXPECT_EQ(folder.names(), std::vector<std::string>{"old.xml"});
  EXPECT_EQ(read(folder / "old.xml"), "old");
}

TEST(Convert, EmptyInputIsNotClean) {
  const Ran ran = run({"convert"}, "");
  EXPECT_EQ(ran.status, Exit::found_faults);
  EXPECT_EQ(ran.out, "");
}

TEST(Convert, WhatCannotBeOpenedIsThrown) {
  EXPECT_THROW(run({"convert", "/nowhere/in.edi"}), std::system_error);
  EXPECT_THROW(run({"convert", kNoa, "-o", "/nowhere/out.xml"}), std::system_error);
}

// --- validate ---

TEST(Validate, CleanInputSaysNothing) {
  const Ran ran = run({"validate", kNoa});
  EXPECT_EQ(ran.status, Exit::ok);
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(ran.err, "");
}

TEST(Validate, SaysWhatConvertSays) {
  std::string faulty = read(kNoa);
  faulty.replace(faulty.find("UNT+34"), 6, "UNT+33");
  const Ran checked = run({"validate"}, faulty), converted = run({"convert"}, faulty);
  EXPECT_EQ(checked.status, Exit::found_faults);
  EXPECT_NE(checked.err, "");
  EXPECT_EQ(checked.err, converted.err);
  EXPECT_EQ(converted.out, "");
}

// --- reports ---

TEST(Reports, JsonOnStandardErrorIsNothingButJson) {
  const Ran ran = run({"validate", "--report", "json", kNoa});
  const auto report = nlohmann::json::parse(ran.err);
  EXPECT_EQ(report["inputs"][0]["name"], kNoa);
  EXPECT_EQ(report["inputs"][0]["interchanges"][0]["result"], "accepted");
  EXPECT_EQ(report["inputs"][0]["interchanges"][0]["messages"].size(), 2U);
  EXPECT_EQ(report["summary"]["errors"], 0);
}

TEST(Reports, JsonToAFileLeavesStandardErrorFree) {
  const Folder folder;
  const Ran ran =
      run({"validate", "--report", "json", "--report-file", folder / "r.json"}, "no header");
  EXPECT_EQ(ran.status, Exit::found_faults);
  EXPECT_EQ(ran.err, "");
  EXPECT_GE(nlohmann::json::parse(read(folder / "r.json"))["summary"]["errors"], 1);
}

TEST(Reports, TextToAFile) {
  const Folder folder;
  const Ran ran = run({"inspect", "--report-file", folder / "r.txt"}, "no header");
  EXPECT_EQ(ran.status, Exit::found_faults);
  EXPECT_EQ(ran.err, "");
  EXPECT_NE(read(folder / "r.txt").find("error["), std::string::npos);
}

TEST(Reports, ACleanRunLeavesAnEmptyFile) {
  const Folder folder;
  EXPECT_EQ(run({"validate", kNoa, "--report-file", folder / "r.txt"}).status, Exit::ok);
  EXPECT_TRUE(fs::exists(folder / "r.txt"));
  EXPECT_EQ(read(folder / "r.txt"), "");
}

// --- inspect ---

TEST(Inspect, TreeToStandardOutput) {
  const Ran ran = run({"inspect", kNoa});
  EXPECT_EQ(ran.status, Exit::ok) << ran.err;
  EXPECT_NE(ran.out.find("Interchange IC2611200001"), std::string::npos) << ran.out;
  EXPECT_EQ(ran.err, "");
}

TEST(Inspect, WorksWithoutData) {
  const Ran ran = run({"inspect", "--data", "/nowhere", kNoa});
  EXPECT_NE(ran.out.find("UNH  message 2  GOVCBR:D:15A:UN:NOA01A"), std::string::npos) << ran.out;
}

// --- files ---

TEST(NewFile, AppearsWholeAndOnlyWhenPublished) {
  const Folder folder;
  {
    sluis::cli::NewFile file(folder / "a.xml");
    file.write("half");
    EXPECT_FALSE(fs::exists(folder / "a.xml"));
    file.write(" whole");
    file.publish();
  }
  EXPECT_EQ(read(folder / "a.xml"), "half whole");
  EXPECT_EQ(folder.names(), std::vector<std::string>{"a.xml"});
}

TEST(NewFile, UnpublishedLeavesNoTrace) {
  const Folder folder;
  std::ofstream(folder / "a.xml") << "old";
  { sluis::cli::NewFile(folder / "a.xml").write("new"); }
  EXPECT_EQ(read(folder / "a.xml"), "old");
  EXPECT_EQ(folder.names(), std::vector<std::string>{"a.xml"});
}

TEST(NewFile, KeepsThePermissionsOfWhatItReplaces) {
  const Folder folder;
  const std::string path = folder / "a.xml";
  std::ofstream(path) << "old";
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
  sluis::cli::NewFile file(path);
  file.publish();
  EXPECT_EQ(fs::status(path).permissions(),
            fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
}

TEST(NewFile, NewOnesObeyTheUmask) {
  const Folder folder;
  const mode_t before = ::umask(027);
  sluis::cli::NewFile file(folder / "a.xml");
  file.publish();
  ::umask(before);
  EXPECT_EQ(fs::status(folder / "a.xml").permissions(),
            fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
}

TEST(NewFile, ALinkStaysALink) {
  const Folder folder;
  std::ofstream(folder / "real.xml") << "old";
  fs::create_symlink("real.xml", folder / "link.xml");
  sluis::cli::NewFile file(folder / "link.xml");
  file.write("new");
  file.publish();
  EXPECT_TRUE(fs::is_symlink(folder / "link.xml"));
  EXPECT_EQ(read(folder / "real.xml"), "new");
}

TEST(NewFile, ADeviceIsWrittenToAndStays) {
  {
    sluis::cli::NewFile file("/dev/null");
    file.write("gone");
    file.publish();
  }
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST(NewFile, AFullDiskIsThrown) {
  sluis::cli::NewFile file("/dev/full");
  try {
    file.write("x");
    FAIL();
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code(), std::errc::no_space_on_device);
  }
}

TEST(FdStream, SaysWhyItFailed) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  ::close(ends[0]);
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  sluis::cli::FdBuffer buffer(ends[1], "a pipe");
  std::ostream out(&buffer);
  out.exceptions(std::ios::badbit);
  try {
    out << "nobody reads this" << std::flush;
    FAIL();
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code(), std::errc::broken_pipe);
  }
  (void)std::signal(SIGPIPE, before);
  ::close(ends[1]);
}

TEST(FdStream, LargeAndSmallWritesKeepTheirOrder) {
  const Folder folder;
  std::string want;
  {
    const int file = ::open((folder / "x").c_str(), O_CREAT | O_WRONLY, 0600);
    sluis::cli::FdBuffer buffer(file, "x");
    std::ostream out(&buffer);
    for (const std::size_t size : {1U, 70'000U, 3U, 65'536U, 65'535U, 1U, 200'000U, 5U}) {
      const std::string piece(size, static_cast<char>('a' + size % 26));
      want += piece;
      out << piece;
      out.put('|');
      want += '|';
    }
    out.flush();
    ::close(file);
  }
  EXPECT_EQ(read(folder / "x"), want);
}

// --- where the data is ---

TEST(DataFolder, GivenThenEnvironmentThenSourceTree) {
  ::unsetenv("SLUIS_DATA");
  EXPECT_EQ(sluis::cli::data_folder(""), SLUIS_SOURCE_DIR);
  ::setenv("SLUIS_DATA", "/somewhere", 1);
  EXPECT_EQ(sluis::cli::data_folder(""), "/somewhere");
  EXPECT_EQ(sluis::cli::data_folder("/given"), "/given");
  ::setenv("SLUIS_DATA", "", 1);
  EXPECT_EQ(sluis::cli::data_folder(""), SLUIS_SOURCE_DIR);
  ::unsetenv("SLUIS_DATA");
}

}  // namespace
