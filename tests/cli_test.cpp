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

void write(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
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
    {"parts", {"directory"}, Exit::usage, "", "Usage: sluis directory COMMAND"},
    {"parts_help", {"directory", "--help"}, Exit::ok, "Usage: sluis directory COMMAND", ""},
    {"help_of_part",
     {"help", "directory", "import"},
     Exit::ok,
     "Usage: sluis directory import",
     ""},
    {"part_help", {"directory", "show", "-h"}, Exit::ok, "Usage: sluis directory show", ""},
    {"unknown_part",
     {"directory", "imprt"},
     Exit::usage,
     "",
     "sluis directory: unknown command 'imprt'; did you mean 'import'?"},
    {"unknown_option_of_parts",
     {"directory", "--data"},
     Exit::usage,
     "",
     "sluis directory: unknown command '--data'"},
    {"import_of_nothing", {"directory", "import"}, Exit::usage, "", "name the archives to import"},
    {"import_to_nowhere",
     {"directory", "import", "x.zip", "-o", ""},
     Exit::usage,
     "",
     "--output needs a folder"},
    {"list_of_something", {"directory", "list", "d15a"}, Exit::usage, "", "nothing to name"},
    {"show_nothing",
     {"directory", "show", "--release", "d15a"},
     Exit::usage,
     "",
     "name one message, segment, composite or data element"},
    {"show_without_release", {"directory", "show", "NAD"}, Exit::usage, "", "--release is missing"},
    {"show_unknown_release",
     {"directory", "show", "NAD", "--release", "d15b"},
     Exit::failed,
     "",
     "release d15b is not at hand; did you mean 'd15a'?"},
    {"show_unknown",
     {"directory", "show", "GOVCBX", "--release", "d15a"},
     Exit::failed,
     "",
     "d15a has no GOVCBX; did you mean 'GOVCBR'?"},
    {"collisions_of_a_segment",
     {"directory", "show", "nad", "--release", "d15a", "--collisions"},
     Exit::failed,
     "",
     "nad is not a message: only messages have collisions"},
    {"collisions_of_nothing",
     {"directory", "show", "GOVCBX", "--release", "d15a", "--collisions"},
     Exit::failed,
     "",
     "d15a has no GOVCBX; did you mean 'GOVCBR'?"},
    {"no_collisions",
     {"directory", "show", "GOVCBR", "--release", "d15a", "--collisions"},
     Exit::ok,
     "No segment may stand in two places.\n",
     ""},
    {"diff_of_two", {"directory", "diff", "d15a", "NAD"}, Exit::usage, "", "name two releases"},
    {"diff_unknown",
     {"directory", "diff", "d15a", "d99x", "NAD"},
     Exit::failed,
     "",
     "release d99x is not at hand"},
    {"diff_of_the_same", {"directory", "diff", "d15a", "D.15A", "govcbr"}, Exit::ok, "", ""},
    {"unknown_far", {"frobnicate"}, Exit::usage, "", "unknown command 'frobnicate'\n"},
    {"tolerance_unknown",
     {"convert", "--tolerance", "feild"},
     Exit::usage,
     "",
     "not 'feild'; did you mean 'field'?"},
    {"charset_unknown",
     {"validate", "--charset", "klingon"},
     Exit::usage,
     "",
     "unknown character set 'klingon'"},
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
    {"contrl_among_documents", {"convert", kNoa, "--contrl", "-"}, Exit::usage, "", "--contrl"},
    {"contrl_is_input", {"validate", kNoa, "--contrl", kNoa}, Exit::usage, "", "is the input"},
    {"contrl_is_output",
     {"convert", "a", "-o", "/nowhere/x", "--contrl", "/nowhere/x"},
     Exit::usage,
     "",
     "is written by --output"},
    {"contrl_is_folder", {"validate", kNoa, "--contrl", "/"}, Exit::usage, "", "is a folder"},
    {"empty_contrl", {"validate", kNoa, "--contrl", ""}, Exit::usage, "", "--contrl needs a file"},
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

TEST(Cli, AcknowledgementsAppearWhenAllIsDone) {
  Folder folder;
  const std::string contrl = folder / "contrl.edi";
  const Ran ran = run({"convert", kNoa, kNoa, "-o", folder / "out/", "--contrl", contrl});
  EXPECT_EQ(ran.status, Exit::usage) << "two inputs of one name";
  EXPECT_FALSE(fs::exists(contrl));
  EXPECT_EQ(run({"validate", kNoa, kNoa, "--contrl", contrl}).status, Exit::ok);
  const std::string text = read(contrl);
  const std::size_t second = text.find("UNB+", 1);
  ASSERT_NE(second, std::string::npos) << text;
  EXPECT_NE(text.find("+7'UNT+3+1'"), std::string::npos) << text;
  // Each has a reference of its own.
  const auto reference = [&](std::size_t at) {
    const std::size_t end = text.find('\'', at);
    const std::size_t begin = text.rfind('+', end) + 1;
    return text.substr(begin, end - begin);
  };
  EXPECT_NE(reference(0), reference(second));
  EXPECT_LE(reference(0).size(), 14U);
}

TEST(Cli, NothingToAcknowledgeIsAnEmptyFile) {
  Folder folder;
  const std::string contrl = folder / "contrl.edi";
  std::ofstream(contrl) << "of yesterday";
  const Ran ran = run({"validate", "--contrl", contrl},
                      "UNB+UNOC:3+S+R+260101:0900+I1'UNH+1+CONTRL:D:3:UN'UCI+I9+R+S+7'UNT+3+1'"
                      "UNZ+1+I1'");
  EXPECT_EQ(read(contrl), "") << ran.err;
}

// Help, man page and completion know every command and every option.
TEST(Cli, DocumentsAreComplete) {
  const std::string man = read(SLUIS_SOURCE_DIR "/docs/man/sluis.1");
  const std::string completion = read(SLUIS_SOURCE_DIR "/cli/sluis.bash-completion");
  const std::string overview = run({"help"}).out;
  ASSERT_GE(sluis::cli::commands().size(), 4U);
  std::vector<const sluis::cli::Command*> commands;
  for (const auto* command : sluis::cli::commands()) {
    EXPECT_NE(overview.find("  " + std::string(command->name) + " "), std::string::npos);
    commands.push_back(command);
    commands.insert(commands.end(), command->parts.begin(), command->parts.end());
  }
  for (const auto* command : commands) {
    const std::string name(command->name);
    EXPECT_NE(man.find(".SS " + name + "\n"), std::string::npos) << name;
    EXPECT_NE(completion.find(command->word()), std::string::npos) << name;
    std::vector<std::string> words{"help"};
    std::istringstream in(name);
    for (std::string word; in >> word;) words.push_back(word);
    const std::string help = run(words).out;
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
    // The lines of help fit a terminal.
    std::istringstream lines(help);
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

// With a reference each.
std::string two_interchanges() {
  const std::string one = read(kNoa);
  const std::string reference = "IC2611200001";
  std::string two = one;
  for (std::size_t at = two.find(reference); at != std::string::npos; at = two.find(reference))
    two.replace(at, reference.size(), "IC2");
  return one + two;
}

TEST(Convert, AFileHoldsOneDocument) {
  const Folder folder;
  const Ran ran = run({"convert", "-o", folder / "noa.xml"}, two_interchanges());
  EXPECT_EQ(ran.status, Exit::usage);
  EXPECT_NE(ran.err.find("more than one document"), std::string::npos) << ran.err;
  EXPECT_TRUE(folder.names().empty());
}

TEST(Convert, ToAFolderThatIsMade) {
  const Folder folder;
  std::ofstream(folder / "port.call.edi") << two_interchanges();
  const std::string target = folder / "out";
  const Ran ran = run({"convert", folder / "port.call.edi", kNoa, "-o", target + "/"});
  EXPECT_EQ(ran.status, Exit::ok) << ran.err;
  const std::string one = run({"convert", kNoa}).out;
  for (const char* name : {"port.call-1.xml", "in-1.xml"})
    EXPECT_EQ(read(fs::path(target) / name), one) << name;
  EXPECT_NE(read(fs::path(target) / "port.call-2.xml").find("IC2<"), std::string::npos);
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

// --- mappings ---

const std::string kNoaMapping = SLUIS_SOURCE_DIR "/mappings/single-window/noa.emap";

TEST(Mapping, ListSaysWhichMessageBecomesWhichDocument) {
  const Ran ran = run({"mapping", "list"});
  EXPECT_EQ(ran.status, Exit::ok) << ran.err;
  EXPECT_EQ(ran.out.find("MAPPING"), 0U);
  EXPECT_NE(ran.out.find("\nNL.NOA   1.0.0    draft   -      GOVCBR:D:15A:UN:NOA01A  "
                         "{B2SW:NOA:01}Declaration\n"),
            std::string::npos)
      << ran.out;
}

TEST(Mapping, CheckTakesTheFilesThatAreNamed) {
  const Ran ran = run({"mapping", "check", kNoaMapping});
  EXPECT_EQ(ran.status, Exit::ok) << ran.err;
  EXPECT_EQ(ran.out, "1 mapping, sound\n");
  EXPECT_EQ(run({"mapping", "check", "--profile", "2015-01A"}).out, "1 mapping, sound\n");
}

TEST(Mapping, CheckShowsEveryFaultWithItsPlace) {
  Folder folder;
  std::string text = read(kNoaMapping);
  text.replace(text.find("BGM.1225"), 8, "BGM.1226");
  write(folder / "noa.emap", text);
  const Ran ran = run({"mapping", "check", folder / "noa.emap"});
  EXPECT_EQ(ran.status, Exit::found_faults);
  EXPECT_EQ(ran.out, "");
  EXPECT_NE(ran.err.find("error[E0202]"), std::string::npos) << ran.err;
}

TEST(Mapping, TestRunsTheExamples) {
  const Ran ran = run({"mapping", "test", kNoaMapping});
  EXPECT_EQ(ran.status, Exit::ok) << ran.out << ran.err;
  EXPECT_NE(ran.out.find(": all hold\n"), std::string::npos) << ran.out;
}

TEST(Mapping, TestShowsTheFirstDifference) {
  Folder folder;
  std::string text = read(kNoaMapping);
  const std::string right = "<GrossWeightMeasure>41000<";
  text.replace(text.find(right), right.size(), "<GrossWeightMeasure>41001<");
  write(folder / "noa.emap", text);
  const Ran ran = run({"mapping", "test", folder / "noa.emap"});
  EXPECT_EQ(ran.status, Exit::found_faults);
  EXPECT_NE(ran.out.find("does not hold\nat /Declaration/BorderTransportMeans/GrossWeightMeasure\n"
                         "  expected: \"41001\"\n  found:    \"41000\"\n"),
            std::string::npos)
      << ran.out;
  EXPECT_NE(ran.out.find(": 1 does not hold\n"), std::string::npos) << ran.out;
}

TEST(Mapping, NoMappingsIsSaid) {
  Folder folder;
  const Ran ran = run({"mapping", "list", "--data", folder / ""});
  EXPECT_EQ(ran.status, Exit::failed);
  EXPECT_NE(ran.err.find("no mappings in "), std::string::npos) << ran.err;
}

// --- what is tolerated ---

// The sound interchange with a wrong count in UNZ.
std::string miscounted() {
  std::string bytes = read(kNoa);
  const std::size_t at = bytes.rfind("UNZ+2");
  bytes.replace(at, 5, "UNZ+9");
  return bytes;
}

TEST(Tolerance, ConvertIsStrictUnlessToldOtherwise) {
  const Ran strict = run({"convert"}, miscounted());
  EXPECT_EQ(strict.status, Exit::found_faults);
  EXPECT_EQ(strict.out, "");
  EXPECT_NE(strict.err.find("error[E3107]"), std::string::npos) << strict.err;
  const Ran field = run({"convert", "--tolerance", "field"}, miscounted());
  EXPECT_EQ(field.status, Exit::ok);
  EXPECT_NE(field.out.find("<B2SW"), std::string::npos);
  EXPECT_NE(field.err.find("warning[E3107]"), std::string::npos) << field.err;
}

TEST(Tolerance, AProfileSaysWhatBecomesOfACheck) {
  Folder folder;
  write(folder / "lax.tolerance", "ignore count_mismatch  # they never count\n");
  const Ran ran = run({"validate", "--tolerance", folder / "lax.tolerance"}, miscounted());
  EXPECT_EQ(ran.status, Exit::ok);
  EXPECT_EQ(ran.err, "");
}

TEST(Tolerance, AFolderHoldsAProfileForEachSender) {
  Folder folder;
  write(folder / "agent.tolerance", "sender NL123456789\nreport E3107\n");
  write(folder / "notes.txt", "not a profile\n");
  EXPECT_EQ(run({"validate", "--tolerance", folder / ""}, miscounted()).status, Exit::ok);
  std::string stranger = miscounted();
  stranger.replace(stranger.find("NL123456789"), 11, "NL999999999");
  EXPECT_EQ(run({"validate", "--tolerance", folder / ""}, stranger).status, Exit::found_faults);
}

TEST(Tolerance, AFaultyProfileIsNotWorkedWith) {
  Folder folder;
  write(folder / "odd.tolerance", "report cuont_mismatch\n");
  const Ran ran = run({"convert", "--tolerance", folder / "odd.tolerance"}, miscounted());
  EXPECT_EQ(ran.status, Exit::failed);
  EXPECT_EQ(ran.out, "");
  EXPECT_NE(ran.err.find("odd.tolerance:1:8: error[E7002]"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("did you mean count_mismatch?"), std::string::npos) << ran.err;
}

TEST(Tolerance, TheCharacterSetIsByAgreement) {
  std::string bytes = read(kNoa);
  bytes.replace(bytes.find("KUSTLIJN"), 8, "KUSTL\xCF\xE0N");
  const Ran declared = run({"convert"}, bytes);
  EXPECT_NE(declared.out.find("KUSTL\xC3\x8F\xC3\xA0N"), std::string::npos) << declared.err;
  const Ran agreed = run({"convert", "--charset", "UNOE"}, bytes);
  EXPECT_NE(agreed.out.find("KUSTL\xD0\xAF\xD1\x80N"), std::string::npos) << agreed.err;
}

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

TEST(Inspect, Formats) {
  EXPECT_TRUE(run({"inspect", kNoa, "--format", "tree"}).out.starts_with("Interchange "));
  EXPECT_TRUE(run({"inspect", kNoa, "--format", "json"}).out.starts_with("{\"interchanges\":["));
  EXPECT_TRUE(run({"inspect", kNoa, "--format", "xml"}).out.starts_with("<?xml "));
  EXPECT_TRUE(run({"inspect", kNoa, "--format", "edifact"}).out.starts_with("UNA:+.? 'UNB+"));
  EXPECT_NE(run({"inspect", kNoa, "--format", "edifact", "--line-breaks"}).out.find("'\nUNH+"),
            std::string::npos);
  const Ran wrong = run({"inspect", kNoa, "--format", "yaml"});
  EXPECT_EQ(wrong.status, Exit::usage);
  EXPECT_NE(wrong.err.find("--format is one of tree|json|xml|edifact, not 'yaml'"),
            std::string::npos)
      << wrong.err;
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

// --- directory ---

// What is imported stands in a folder of the test's own.
class Directory : public testing::Test {
 protected:
  void SetUp() override { ::setenv("SLUIS_DIRECTORIES", (folder_ / "imported").c_str(), 1); }
  void TearDown() override { ::unsetenv("SLUIS_DIRECTORIES"); }

  // A release of the tests under another name, with a line of it changed.
  void make(const std::string& release, const std::string& file, const std::string& from,
            const std::string& to) const {
    const fs::path made = fs::path(folder_ / "imported") / release;
    fs::create_directories(made.parent_path());
    fs::copy(SLUIS_SOURCE_DIR "/tests/data/directories/d96a", made, fs::copy_options::recursive);
    std::string text = read(made / file);
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    std::ofstream(made / file, std::ios::binary) << text;
  }

  const Folder folder_;
};

TEST_F(Directory, ImportedReleasesAreListedBeforeTheDatas) {
  make("d96a", "elements.txt", "Name", "Name");
  const Ran ran = run({"directory", "list"});
  EXPECT_EQ(ran.status, Exit::ok);
  const std::string shipped = SLUIS_SOURCE_DIR "/schemas/edifact/";
  EXPECT_EQ(ran.out, "41  1 message  " + shipped + "41\nd15a  1 message  " + shipped +
                         "d15a\nd3  1 message  " + shipped + "d3\nd96a  3 messages  " +
                         (folder_ / "imported/d96a\n"));
}

TEST_F(Directory, ShowsAMessageAsATable) {
  const Ran ran = run({"directory", "show", "GOVCBR", "--release", "d15a"});
  EXPECT_EQ(ran.status, Exit::ok) << ran.err;
  EXPECT_TRUE(
      ran.out.starts_with("GOVCBR  Government Cross Border Regulatory message  (d15a)\n\n"
                          "Pos    Tag  Name"))
      << ran.out.substr(0, 200);
  std::istringstream lines(ran.out);
  std::size_t rows = 0;
  for (std::string line; std::getline(lines, line);)
    rows += !line.empty() && line[0] >= '0' && line[0] <= '9' ? 1 : 0;
  std::istringstream positions(read(SLUIS_SOURCE_DIR "/schemas/edifact/d15a/messages/GOVCBR.txt"));
  std::size_t wanted = 0;
  for (std::string line; std::getline(positions, line);) ++wanted;
  EXPECT_EQ(rows + 1, wanted);
}

TEST_F(Directory, ShowsTheBracketsOfGroups) {
  make("d96a", "elements.txt", "Name", "Name");
  const std::string out = run({"directory", "show", "ORDERS", "--release", "d96a"}).out;
  for (const char* row : {"\n00080       -- Segment group 1 --", "\n00090  RFF  Reference "})
    EXPECT_NE(out.find(row), std::string::npos) << row;
  // SG2 holds SG3: the inner bracket stands left of the outer one.
  const auto row = [&](const std::string& position) {
    const std::size_t at = out.find("\n" + position) + 1;
    return out.substr(at, out.find('\n', at) - at);
  };
  EXPECT_TRUE(row("00090").ends_with("   |")) << row("00090");
  EXPECT_TRUE(row("00100").ends_with("--+")) << row("00100");
  EXPECT_TRUE(row("00150").ends_with("-+|")) << row("00150");
  EXPECT_TRUE(row("00160").ends_with(" ||")) << row("00160");
  EXPECT_TRUE(row("00170").ends_with("-+|")) << row("00170");
  EXPECT_TRUE(row("00230").ends_with("-++")) << row("00230");
}

TEST_F(Directory, ShowsSegmentsCompositesAndElements) {
  EXPECT_EQ(run({"directory", "show", "cux", "--release", "D.96A"}).status, Exit::failed);
  make("d96a", "elements.txt", "Name", "Name");
  EXPECT_EQ(run({"directory", "show", "qty", "--release", "D.96A"}).out,
            "QTY  Quantity  (d96a)\n\n"
            "Pos  Tag   Name                    S    R  Repr.\n\n"
            "010  C186  QUANTITY DETAILS        M    1\n"
            "     6063  Quantity qualifier      M       an..3\n"
            "     6060  Quantity                M       n..15\n"
            "     6411  Measure unit qualifier  C       an..3\n");
  EXPECT_TRUE(run({"directory", "show", "C186", "--release", "d96a"})
                  .out.ends_with("030  6411  Measure unit qualifier  C       an..3\n"));
  EXPECT_TRUE(run({"directory", "show", "TDT", "--release", "d15a"})
                  .out.ends_with("\nDependency notes:\n  D5(040,030)  if first, then all\n"));
  EXPECT_TRUE(run({"directory", "show", "1225", "--release", "d96a"})
                  .out.starts_with("1225  Message function, coded  (d96a)\n\n"
                                   "Representation: an..3\n\n1   Cancellation\n"));
}

TEST_F(Directory, ShowsTheCollisionsOfAMessage) {
  make("d96a", "messages/ORDERS.txt", "00080 SG1 C 10\n", "00075 RFF C 1\n00080 SG1 C 10\n");
  EXPECT_EQ(run({"directory", "show", "ORDERS", "--release", "d96a", "--collisions"}).out,
            "ORDERS  Purchase order message  (d96a)\n\n"
            "RFF  Reference\n"
            "  RFF or SG1 (trigger RFF)\n"
            "  one stands right behind the other\n"
            "  the nearest is taken once; the other when it is followed by DTM\n");
}

TEST_F(Directory, DiffOfMessages) {
  make("d96a", "elements.txt", "Name", "Name");
  make("d96b", "messages/ORDERS.txt", "  00090 RFF M 1\n  00100 DTM C 5\n",
       "  00090 RFF M 1\n  00095 QTY C 2\n  00100 DTM C 6\n");
  const Ran ran = run({"directory", "diff", "d96a", "d96b", "ORDERS"});
  EXPECT_EQ(ran.status, Exit::found_faults);
  EXPECT_EQ(ran.out,
            "ORDERS\n  + 00095 SG1 (RFF) / QTY  C 2\n  ~ 00100 SG1 (RFF) / DTM: C 5 -> C 6\n");
}

TEST_F(Directory, DiffOfAWholeGroup) {
  make("d96a", "elements.txt", "Name", "Name");
  make("d96b", "messages/ORDERS.txt", "00080 SG1 C 10\n  00090 RFF M 1\n  00100 DTM C 5\n", "");
  EXPECT_EQ(run({"directory", "diff", "d96a", "d96b", "ORDERS"}).out,
            "ORDERS\n  - 00080 SG1 (RFF)  C 10\n  - 00090   RFF  M 1\n  - 00100   DTM  C 5\n");
  EXPECT_EQ(run({"directory", "diff", "d96b", "d96a", "ORDERS"}).out,
            "ORDERS\n  + 00080 SG1 (RFF)  C 10\n  + 00090   RFF  M 1\n  + 00100   DTM  C 5\n");
}

TEST_F(Directory, DiffOfWhatAMessageUses) {
  make("d96a", "elements.txt", "Name", "Name");
  make("d96b", "composites.txt", "  6060 M n..15\n  6411 C an..3\n",
       "  6060 C an..35\n  D2(010,020)\n");
  make("d97a", "codes.txt", "1225\n  1 Cancellation\n", "1225\n  0 New\n  00 Newer\n");
  const std::string quantity =
      "C186 QUANTITY DETAILS\n  ~ 6060: M n..15 -> C an..35\n  - 6411 C an..3\n"
      "  ~ dependency notes: none -> D2(010,020)\n";
  for (const char* what : {"ORDERS", "QTY", "C186"})
    EXPECT_EQ(run({"directory", "diff", "d96a", "d96b", what}).out, quantity) << what;
  const std::string function = "1225 Message function, coded\n  - code 1\n  + 2 codes: 0 00\n";
  for (const char* what : {"ORDERS", "BGM", "1225"})
    EXPECT_EQ(run({"directory", "diff", "d96a", "d97a", what}).out, function) << what;
}

TEST_F(Directory, ImportTellsWhatItRead) {
  std::ofstream(folder_ / "no.zip") << "no archive";
  const Ran ran = run({"directory", "import", folder_ / "no.zip"});
  EXPECT_EQ(ran.status, Exit::found_faults);
  EXPECT_EQ(ran.out, "");
  EXPECT_NE(ran.err.find("E4006"), std::string::npos) << ran.err;
  const std::string zip = SLUIS_SOURCE_DIR "/../shared/directories/d96a.zip";
  if (!fs::exists(zip)) GTEST_SKIP() << "no archives beside the checkout";
  EXPECT_EQ(run({"directory", "import", zip, "--only", "ORDERS,INVOIC"}).out,
            "d96a: 2 messages, 44 segments, 66 composites, 206 data elements, 5228 codes, in " +
                (folder_ / "imported/d96a\n"));
  EXPECT_EQ(run({"inspect", "--no-values"},
                "UNB+UNOC:3+S+R+260101:0900+I1'UNH+M1+ORDERS:D:96A:UN'BGM+220+PO1+9'"
                "DTM+137:20260101:102'UNS+S'UNT+5+M1'UNZ+1+I1'")
                .err,
            "");
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

TEST(DataFolder, ImportedReleasesGoWhereTheUsersDataIs) {
  const char* home = std::getenv("HOME");
  const std::string before = home == nullptr ? "" : home;
  ::setenv("HOME", "/home/x", 1);
  ::unsetenv("SLUIS_DIRECTORIES");
  ::unsetenv("XDG_DATA_HOME");
  EXPECT_EQ(sluis::cli::imported_directories(), "/home/x/.local/share/sluis/directories");
  ::setenv("XDG_DATA_HOME", "relative", 1);  // not to be used, says the specification
  EXPECT_EQ(sluis::cli::imported_directories(), "/home/x/.local/share/sluis/directories");
  ::setenv("XDG_DATA_HOME", "/data", 1);
  EXPECT_EQ(sluis::cli::imported_directories(), "/data/sluis/directories");
  ::setenv("SLUIS_DIRECTORIES", "/releases", 1);
  EXPECT_EQ(sluis::cli::imported_directories(), "/releases");
  EXPECT_EQ(sluis::cli::directory_folders("/given"),
            (std::vector<std::string>{"/releases", "/given/schemas/edifact"}));
  ::unsetenv("SLUIS_DIRECTORIES");
  ::unsetenv("XDG_DATA_HOME");
  ::setenv("HOME", before.c_str(), 1);
}

}  // namespace
