#include <array>
#include <filesystem>
#include <ostream>
#include <set>
#include <string>
#include <system_error>

#include "command.hpp"
#include "contrl.hpp"
#include "conversion.hpp"
#include "options.hpp"
#include "output.hpp"
#include "reporter.hpp"
#include "tolerance.hpp"

namespace sluis::cli {
namespace {

namespace fs = std::filesystem;

// The name of an input's documents in a folder.
std::string stem(const std::string& file) {
  return file == "-" ? "stdin" : fs::path(file).stem().string();
}

// What is wrong with writing the documents of these inputs to `output`; empty: nothing.
std::string objection(const std::vector<std::string>& files, const std::string& output,
                      bool folder) {
  if (!folder) {
    if (files.size() > 1) return "several inputs need -o FOLDER (an existing one, or 'FOLDER/')";
    std::error_code absent;
    if (fs::is_regular_file(output, absent) && fs::equivalent(files.front(), output, absent))
      return "'" + output + "' is the input";
    return {};
  }
  std::set<std::string> stems;
  for (const std::string& file : files)
    if (!stems.insert(stem(file)).second)
      return "two inputs would write " + stem(file) + "-1.xml; convert them into folders apart";
  return {};
}

int to_stdout(const Given& given, Streams& io, Conversion& conversion, Reporter& reporter) {
  StreamSink sink(io.out);
  for (const std::string& file : given.files()) conversion.run(file, &sink);
  if (sink.documents() > 1 && !reporter.owns_stderr())
    io.err << "sluis convert: " << sink.documents()
           << " documents stand one after the other; with -o FOLDER each gets a file\n";
  return reporter.finish();
}

int to_file(const Command& self, const Given& given, Streams& io, Conversion& conversion,
            Reporter& reporter) {
  const std::string output = given.value("output");
  FileSink sink(output);
  conversion.run(given.files().front(), &sink);
  const bool published = sink.finish();
  const int status = reporter.finish();
  if (published) return status;
  return wrong_usage(self, io,
                     "the input gives more than one document and '" + output +
                         "' is a file; nothing was written: name a folder, as 'FOLDER/'");
}

int to_folder(const Given& given, Conversion& conversion, Reporter& reporter) {
  const fs::path folder = given.value("output");
  fs::create_directories(folder);
  for (const std::string& file : given.files()) {
    FolderSink sink(folder.string(), stem(file));
    conversion.run(file, &sink);
  }
  return reporter.finish();
}

int run_convert(const Command& self, std::span<const std::string> arguments, Streams& io) {
  int exit = Exit::ok;
  const auto given = parse(self, arguments, io, exit);
  if (!given) return exit;
  const std::string output = given->value("output");
  const bool folder = output.ends_with('/') || fs::is_directory(output);
  if (given->has("output")) {
    if (output.empty()) return wrong_usage(self, io, "--output needs a file or a folder");
    if (const std::string what = objection(given->files(), output, folder); !what.empty())
      return wrong_usage(self, io, what);
  }
  if (const std::string what = contrl_objection(*given, !given->has("output")); !what.empty())
    return wrong_usage(self, io, what);
  Reporter reporter(*given, io);
  if (given->has("summary") && reporter.owns_stderr())
    return wrong_usage(self, io, "--summary would stand in the JSON report; add --report-file");
  Conversion conversion(*given, io, reporter);
  if (const int loaded = conversion.load(self); loaded != Exit::ok) return loaded;
  ContrlSink contrl(*given, io);
  conversion.acknowledge(contrl.sink());
  const int status = !given->has("output") ? to_stdout(*given, io, conversion, reporter)
                     : folder              ? to_folder(*given, conversion, reporter)
                                           : to_file(self, *given, io, conversion, reporter);
  if (status != Exit::usage) contrl.publish();
  return status;
}

constexpr std::array kOptions{
    Option{"output", 'o', "PATH", "write to a file, or to a folder (existing, or 'PATH/')", ""},
    Option{"partial", '\0', "", "publish what is sound of an interchange that has faults", ""},
    kContrl,
    Option{"no-indent", '\0', "", "one line, no white space between elements", ""},
    kTolerance,
    kCharset,
    kNoJudge,
    kSummary,
    kProfile,
    kData,
    kReport,
    kReportFile,
};

}  // namespace

constexpr Command kConvert{
    "convert",
    "EDIFACT to XML",
    "sluis convert [OPTION...] [FILE...]",
    "Converts interchanges to XML documents, by the mapping that fits each message, and checks\n"
    "the documents by their schema. FILE '-' or none is standard input.\n\n"
    "Documents go to standard output, one after the other. With -o a file takes the one document\n"
    "of one input; a folder takes them all, as <input's name>-<number>.xml. A file appears whole\n"
    "or not at all. An interchange with a fault gives no document, unless --partial is given.\n\n"
    "--contrl answers each interchange with a CONTRL message: its syntax is acknowledged, or it\n"
    "is said what is rejected, where and why. The file appears when all inputs are done.\n",
    kOptions,
    "  sluis convert noa.edi -o noa.xml\n",
    run_convert,
};

}  // namespace sluis::cli
