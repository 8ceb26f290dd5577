// The import of release archives: both families of layouts in small, each way in which a file can
// be wrong, and the official archives when they stand beside the checkout.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <system_error>

#include "directory_fixture.hpp"
#include "release_text.hpp"
#include "sluis/directory.hpp"

namespace sluis::directory {
namespace {

struct Imported {
  ImportSummary summary;
  Diagnostics faults;
  std::map<std::string, std::string> files;
};

Imported import(const std::string& archive, const std::vector<std::string>& only = {}) {
  const TemporaryFolder folder;
  write_file(folder / "in.zip", archive);
  Imported out;
  out.summary = import_release(folder / "in.zip", folder / "out", only, out.faults);
  const std::string base = folder / ("out/" + out.summary.release + "/");
  if (out.summary.release.empty()) return out;
  for (const char* name : {"elements", "composites", "segments", "codes", "messages/TESTED"})
    out.files[name] = read_file(base + name + ".txt");
  // What was written loads.
  Diagnostics faults;
  EXPECT_NE(load_release(base, SLUIS_SOURCE_DIR "/schemas/edifact/service", faults), nullptr)
      << render_text(faults);
  return out;
}

constexpr const char* kMessage =
    "TESTED Test message of a name on two lines\n"
    "00010 UNH M 1\n00020 BGM M 1\n"
    "00030 SG1 C 99\n  00040 DTM M 1\n  00050 BGM C 9\n"
    "  00060 SG2 C 9\n    00070 DTM M 1\n"
    "  00080 SG3 M 99999\n    00090 DTM M 1\n"
    "    00100 SG4 C 1\n      00110 BGM M 1\n      00120 DTM C 1\n"
    "00130 UNS M 1\n00140 UNT M 1\n";

void expect_new(const Imported& made) {
  EXPECT_EQ(render_text(made.faults), "");
  EXPECT_EQ(made.summary.release, "d15a");
  EXPECT_EQ(made.summary.messages, 1U);
  EXPECT_EQ(made.files.at("elements"),
            "1000 an..35 Document name\n1001 an..3 Document name code\n"
            "2005 an..3 Date or time or period function code qualifier\n2380 an..35 Value\n"
            "6060 n..35 Unused\n");
  EXPECT_EQ(made.files.at("composites"),
            "C002 DOCUMENT/MESSAGE NAME\n  1001 C an..3\n  1000 C an..35\n"
            "C507 DATE/TIME/PERIOD\n  2005 M an..3\n  2380 C an..35\n"
            "C999 UNUSED\n  6060 M n..35\n");
  // Names as segment tables write them, where they agree.
  EXPECT_EQ(made.files.at("segments"),
            "BGM Beginning of message\n  C002 C 1\n  1000 C 5 an..35\n"
            "DTM Date/time/period\n  C507 M 99\n"
            "MOA UNUSED\n  C999 M 1\n");
  EXPECT_EQ(made.files.at("codes"),
            "1001\n  1 Certificate of analysis\n"
            "  10 Name that is long and goes on in the line below it\n"
            "  9 \xE2\x80\x9CQuoted\xE2\x80\x9D \xC3\xA9\n"
            "2005\n  137 Document issue date time\n"
            "  ABC 123456789 123456789 123456789 123456789 123456789 123456789\n");
  EXPECT_EQ(made.files.at("messages/TESTED"), kMessage);
}

TEST(Import, NewLayout) {
  const Imported made = import(NewRelease().archive());
  expect_new(made);
  EXPECT_EQ(made.summary.elements, 5U);
  EXPECT_EQ(made.summary.composites, 3U);
  EXPECT_EQ(made.summary.segments, 3U);
  EXPECT_EQ(made.summary.codes, 5U);
}

TEST(Import, FilesWithoutInnerArchives) { expect_new(import(zipped(NewRelease().inner()))); }

TEST(Import, OnlyWhatAMessageUses) {
  const Imported made = import(NewRelease().archive(), {"TESTED"});
  EXPECT_EQ(render_text(made.faults), "");
  EXPECT_EQ(made.summary.elements, 4U);
  EXPECT_EQ(made.summary.composites, 2U);
  EXPECT_EQ(made.summary.segments, 2U);
  EXPECT_EQ(made.files.at("messages/TESTED"), kMessage);
  EXPECT_EQ(made.files.at("elements").find("6060"), std::string::npos);
}

// "Until D.98B": drawn in code page 850, no repetition, codes aligned right, two code lists.
TEST(Import, OldLayout) {
  const std::string rule(70, '\xC4');
  const auto drawn = [](std::string text) {
    // '=' horizontal, '^' begins, '!' goes on, '&' ends with more, '$' ends last.
    for (char& c : text) {
      if (c == '=') c = '\xC4';
      if (c == '^') c = '\xBF';
      if (c == '!') c = '\xB3';
      if (c == '&') c = '\xC1';
      if (c == '$') c = '\xD9';
    }
    return text;
  };
  const std::string elements = "  * Change\r\n" + rule +
                               "\r\n\r\n  1001  Document/message name, coded\r\n\r\n  Desc: W.\r\n"
                               "\r\n  Repr: an..3\r\n\r\n" +
                               rule +
                               "\r\n\r\n* 1004  Document/message number\r\n\r\n  Desc: W.\r\n"
                               "\r\n  Repr: an..35\r\n";
  const std::string composites = "text\r\n" + rule +
                                 "\r\n\r\n      C002  DOCUMENT NAME\r\n\r\n      Desc: W.\r\n\r\n"
                                 "010   1001   Document/message name, coded      C an..3\r\n";
  const std::string segments = "text\r\n" + rule +
                               "\r\n\r\n      BGM    BEGINNING OF MESSAGE\r\n\r\n"
                               "      Function: W.\r\n\r\n"
                               "010   C002  DOCUMENT NAME                        C\r\n"
                               "      1001   Document/message name, coded        C an..3\r\n\r\n"
                               "020 * 1004  DOCUMENT NUMBER                      C an..35\r\n";
  const std::string codes =
      "text\r\n\r\n----------------------------------------------------------------------\r\n"
      "  1001  Document/message name, coded\r\n\r\n  Desc: W.\r\n\r\n  Repr: an..3\r\n\r\n"
      "  Note: If national code needed, use 1131\r\n        a 3055.\r\n\r\n"
      "        1 Certificate of analysis\r\n             Self explanatory.\r\n"
      "       10 Party information\r\n             Words.\r\n"
      "-  AE     Deleted code\r\n             Words.\r\n"
      "+  AB     Name over two lines and\r\n          more\r\n             Words.\r\n";
  const std::string message = drawn(
      "                             UN/EDIFACT\r\n\r\n                     DRAFT\r\n\r\n"
      "                    Tested message\r\n\r\n------\r\nwords\r\n------\r\n\r\n"
      "                                            Message Type : TESTED\r\n\r\n"
      "4.3.1  Segment table\r\n\r\n"
      "POS    TAG NAME                                      S   R\r\n\r\n"
      "0010 S UNH Message header                            M   1\r\n"
      "0020   BGM Beginning of message                      M   1\r\n\r\n"
      "0030       ====== Segment group 1  ================= C   99    ======^\r\n"
      "0040   BGM Beginning of message                      M   1           !\r\n"
      "     - TAX Deleted                                   C   9           !\r\n"
      "                                                                     !\r\n"
      "0050 -     ====== Segment group 2  ================= C   9     =====^!\r\n"
      "0060 * BGM Stays                                     C   8          !!\r\n"
      "0070 - TAX Deleted                                   C   1     =====$!\r\n"
      "                                                                     !\r\n"
      "0080       ====== Segment group 2  ================= C   10    =====^!\r\n"
      "0090   BGM Beginning of message                      M   1     =====&$\r\n"
      "0100   UNT Message trailer                           M   1\r\n"
      "\r\n00110 words behind the table\r\n");
  const Imported made = import(zipped({{"TRED.ZIP", zipped({{"TRED.94A", elements}})},
                                       {"TRCD.ZIP", zipped({{"TRCD.94A", composites}})},
                                       {"TRSD.ZIP", zipped({{"TRSD.94A", segments}})},
                                       {"UNCL.ZIP", zipped({{"UNCL-1.94A", codes}})},
                                       {"TRMD.ZIP", zipped({{"TESTED_D.94A", message}})}}));
  EXPECT_EQ(render_text(made.faults), "");
  EXPECT_EQ(made.summary.release, "d94a");
  EXPECT_EQ(made.files.at("elements"),
            "1001 an..3 Document/message name, coded\n1004 an..35 Document/message number\n");
  EXPECT_EQ(made.files.at("composites"), "C002 DOCUMENT NAME\n  1001 C an..3\n");
  EXPECT_EQ(made.files.at("segments"), "BGM Beginning of message\n  C002 C 1\n  1004 C 1 an..35\n");
  EXPECT_EQ(made.files.at("codes"),
            "1001\n  1 Certificate of analysis\n  10 Party information\n"
            "  AB Name over two lines and more\n");
  EXPECT_EQ(made.files.at("messages/TESTED"),
            "TESTED Tested message\n00010 UNH M 1\n00020 BGM M 1\n00030 SG1 C 99\n  00040 BGM M 1\n"
            "  00060 BGM C 8\n  00080 SG2 C 10\n    00090 BGM M 1\n00100 UNT M 1\n");
}

// --- what is wrong is reported and left out ---

struct BadRow {
  const char* name;
  std::string NewRelease::*file;
  const char* from;  // empty: the whole file
  const char* to;
  const char* faults;
  std::size_t messages = 0;
};
void PrintTo(const BadRow& row, std::ostream* os) { *os << row.name; }

const BadRow kBad[] = {
    {"element_without_number", &NewRelease::elements, "     6060  Unused", "     606A  Unused",
     "directory_line@44 directory_undefined directory_undefined", 1},
    {"element_without_representation", &NewRelease::elements, "Repr: n..35", "Repr: x..35",
     "directory_incomplete@44 directory_undefined directory_undefined", 1},
    {"element_twice", &NewRelease::elements, "     6060  Unused", "     2380  Unused",
     "directory_duplicate@44 directory_undefined directory_undefined", 1},
    {"composite_without_identifier", &NewRelease::composites, "C999 UNUSED", "Z99 UNUSED",
     "directory_line@24 directory_undefined", 1},
    {"composite_twice", &NewRelease::composites, "C999 UNUSED", "C507 UNUSED",
     "directory_duplicate@24 directory_undefined", 1},
    {"composite_without_components", &NewRelease::composites, "010    6060  Unused    M      n..35",
     "", "directory_incomplete@24 directory_undefined", 1},
    {"component_without_status", &NewRelease::composites, "Unused    M      n..35",
     "Unused           n..35", "directory_line@28 directory_undefined", 1},
    {"component_without_representation", &NewRelease::composites, "Unused    M      n..35",
     "Unused    M", "directory_line@28 directory_undefined", 1},
    {"position_unreadable", &NewRelease::composites, "010    6060", "0100X  6060",
     "directory_line@28 directory_undefined", 1},
    {"component_undefined", &NewRelease::composites, "010    6060", "010    6061",
     "directory_undefined directory_undefined", 1},
    {"segment_without_tag", &NewRelease::segments, "MOA  UNUSED", "MO   UNUSED",
     "directory_line@27", 1},
    {"segment_field_without_representation", &NewRelease::segments, "C    5 an..35", "C    5",
     "directory_line@12 directory_undefined", 0},
    {"segment_uses_undefined", &NewRelease::segments, "010    C999", "010    C998",
     "directory_undefined", 1},
    {"codes_of_undefined", &NewRelease::codes, "     2005  Date", "     2006  Date",
     "directory_undefined@27", 1},
    {"codes_without_number", &NewRelease::codes, "     2005  Date", "     Date",
     "directory_line@27", 1},
    {"code_twice", &NewRelease::codes, "     9     ", "     10    ", "directory_duplicate@21", 1},
    {"segment_undefined", &NewRelease::message, "00050   BGM", "00050   XYZ",
     "directory_undefined"},
    {"row_without_status", &NewRelease::message, "BGM Beginning of message                     M",
     "BGM Beginning of message                     .", "directory_line@22"},
    {"row_without_tag", &NewRelease::message, "00130   UNS", "00130   unS", "directory_line@38"},
    {"group_without_number", &NewRelease::message, "Segment group 2  ", "Segment group    ",
     "directory_line@29"},
    {"bracket_missing", &NewRelease::message, "C   9                |\r\n", "C   9\r\n",
     "directory_nesting@27"},
    {"bracket_in_another_column", &NewRelease::message, "C   9                |\r\n",
     "C   9               |\r\n", "directory_nesting@27"},
    {"group_does_not_begin", &NewRelease::message, "C   9---------------+|\r\n",
     "C   9---------------||\r\n", "directory_nesting@29"},
    {"group_does_not_end", &NewRelease::message, "C   1--------------+++\r\n",
     "C   1--------------++|\r\n", "directory_nesting@38"},
    {"group_ends_before_its_group", &NewRelease::message, "C   1--------------+++\r\n",
     "C   1--------------|++\r\n", "directory_nesting@37"},
    {"trigger_repeats", &NewRelease::message,
     "00070   DTM Date/time/period                         M   1-",
     "00070   DTM Date/time/period                         M   9-", "directory_nesting@30"},
    {"groups_out_of_order", &NewRelease::message, "Segment group 2 ", "Segment group 5 ",
     "directory_nesting@29"},
    {"positions_out_of_order", &NewRelease::message, "00050   BGM", "00035   BGM",
     "directory_nesting@27"},
    {"no_table", &NewRelease::message, "", "text\r\n", "directory_incomplete@1"},
    {"note_of_no_position", &NewRelease::segments, "C    5 an..35\r\n",
     "C    5 an..35\r\n\r\n       Dependency note:\r\n       020  D5(030,010) If first\r\n",
     "directory_note@15", 1},
    {"note_unreadable", &NewRelease::segments, "C    5 an..35\r\n",
     "C    5 an..35\r\n\r\n       Dependency notes:\r\n       020  D9(020,010) If first\r\n",
     "directory_note@15", 1},
    {"codes_of_another_representation", &NewRelease::codes, "Repr: an..3", "Repr: an..4",
     "directory_count@9", 1},
    {"component_of_another_representation", &NewRelease::composites,
     "qualifier                                 M      an..3",
     "qualifier                                 M      an..4", "directory_count directory_count",
     1},
    {"component_printed_otherwise", &NewRelease::segments,
     "Document name                             C      an..35",
     "Document name                             M      an..35", "directory_count", 1},
    {"printed_component_unreadable", &NewRelease::segments,
     "Document name                             C      an..35", "Document name",
     "directory_line@10 directory_count", 1},
    {"no_end", &NewRelease::message, "00140   UNT", "00140   BGM", "directory_incomplete@1"},
};

class ImportBad : public testing::TestWithParam<BadRow> {};
TEST_P(ImportBad, IsReportedAndLeftOut) {
  NewRelease release;
  std::string& text = release.*GetParam().file;
  const std::string from = GetParam().from;
  if (from.empty()) {
    text = GetParam().to;
  } else {
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos);
    text.replace(at, from.size(), GetParam().to);
  }
  const Imported made = import(release.archive());
  EXPECT_EQ(picture(made.faults), GetParam().faults) << render_text(made.faults);
  EXPECT_EQ(made.summary.messages, GetParam().messages);
}
INSTANTIATE_TEST_SUITE_P(Import, ImportBad, testing::ValuesIn(kBad),
                         [](const auto& row) { return std::string(row.param.name); });

// Of two files of code lists the second goes on without a heading.
TEST(Import, SecondFileOfCodesBeginsWithAnEntry) {
  const NewRelease release;
  Files files = release.inner();
  const std::size_t second = release.codes.rfind(kRule);
  files["UNCL-1.15A"] = release.codes.substr(0, second);
  files["UNCL-2.15A"] = release.codes.substr(second + std::string(kRule).size());
  files.erase("UNCL.15A");
  expect_new(import(zipped(files)));
}

// --- what a release says twice ---

TEST(Import, DependencyNotes) {
  NewRelease release;
  const std::string from = "C    5 an..35\r\n";
  release.segments.insert(release.segments.find(from) + from.size(),
                          "\r\n       Dependency note:\r\n"
                          "   +  020  D5(020, 010) If first, then all\r\n"
                          "       010  D2(010,020) All or none\r\n");
  const Imported made = import(release.archive());
  EXPECT_EQ(render_text(made.faults), "");
  EXPECT_EQ(made.files.at("segments"),
            "BGM Beginning of message\n  C002 C 1\n  1000 C 5 an..35\n  D5(020,010)\n"
            "  D2(010,020)\n"
            "DTM Date/time/period\n  C507 M 99\n"
            "MOA UNUSED\n  C999 M 1\n");
}

TEST(Import, IndexesAgree) {
  const NewRelease release;
  Files files = release.inner();
  files["EDEDI1.15A"] =
      "Data elements EDED\r\n\r\n     Tag   Name\r\n\r\n     1000  Document name   [B]\r\n"
      "+    1001  Document name code\r\n*|   2005  Date or time or period function\r\n"
      "           code qualifier\r\n     2380  Value\r\n     6060  Unused\r\n";
  files["EDCDI1.15A"] =
      "  Tag   Name\r\n\r\n  C002  Document\r\n  C507  Date\r\n  C999  Unused\r\n";
  files["EDSDI1.15A"] = "  Tag    Name\r\n\r\n  BGM    A\r\nX DTM    B\r\n  MOA    C\r\n";
  files["EDMDI1.15A"] = "   Code   Name\r\n\r\n   TESTED Test message of a name    4\r\n";
  files["EDSDI2.15A"] = "  Tag    Name\r\n\r\n  XYZ    by name, which is not looked at\r\n";
  EXPECT_EQ(render_text(import(zipped(files)).faults), "");
}

TEST(Import, IndexesThatDoNotAgree) {
  const NewRelease release;
  Files files = release.inner();
  files["EDSDI1.15A"] = "  Tag    Name\r\n\r\n  BGM    A\r\n  DTM    B\r\n  NAD    C\r\n";
  files["EDMDI1.15A"] = "   Code   Name\r\n\r\n   ORDERS Purchase order message\r\n";
  const Imported made = import(zipped(files));
  EXPECT_EQ(picture(made.faults),
            "directory_count directory_count directory_count directory_count");
  EXPECT_NE(render_text(made.faults).find("the index lists segment NAD, which is not there"),
            std::string::npos);
  EXPECT_EQ(made.summary.segments, 3U);
  // Of a part of the messages their index says nothing.
  EXPECT_EQ(picture(import(zipped(files), {"TESTED"}).faults), "directory_count directory_count");
}

// --- archives ---

TEST(Import, NoArchive) {
  for (const char* bytes : {"", "PK", "this is no archive at all"}) {
    const Imported made = import(bytes);
    EXPECT_EQ(picture(made.faults), "directory_archive") << bytes;
    EXPECT_EQ(made.summary.release, "");
  }
}

TEST(Import, AbsentFileThrows) {
  const TemporaryFolder folder;
  Diagnostics faults;
  EXPECT_THROW(static_cast<void>(import_release(folder / "none.zip", folder / "out", {}, faults)),
               std::system_error);
}

TEST(Import, ArchiveOfSomethingElse) {
  const Imported made = import(zipped({{"readme.txt", "text"}, {"EDED.TXT", "text"}}));
  EXPECT_EQ(picture(made.faults), "directory_archive");
}

TEST(Import, BrokenInnerArchive) {
  const Imported made = import(zipped({{"EDED.ZIP", "no archive"}}));
  EXPECT_EQ(picture(made.faults), "directory_archive directory_archive");
}

TEST(Import, ArchivesAreOpenedTwoDeepOnly) {
  const NewRelease release;
  const std::string inner = zipped({{"EDED.15A", release.elements}});
  const Imported made = import(zipped({{"EDED.ZIP", zipped({{"EDED.ZIP", inner}})}}));
  EXPECT_EQ(picture(made.faults), "directory_archive");
}

TEST(Import, PartsThatAreNotThere) {
  const NewRelease release;
  const Imported made = import(zipped({{"EDED.15A", release.elements}}));
  EXPECT_EQ(picture(made.faults),
            "directory_incomplete directory_incomplete directory_incomplete directory_incomplete");
  EXPECT_EQ(made.summary.elements, 5U);
}

TEST(Import, MessageThatIsNotThere) {
  const Imported made = import(NewRelease().archive(), {"TESTED", "ORDERS"});
  EXPECT_EQ(picture(made.faults), "directory_incomplete");
  EXPECT_EQ(made.summary.messages, 1U);
}

TEST(Import, FilesOfTwoReleases) {
  const NewRelease release;
  Files files = release.inner();
  files["UNCL.16A"] = release.codes;
  files.erase("UNCL.15A");
  const Imported made = import(zipped(files));
  EXPECT_EQ(picture(made.faults), "directory_archive");
}

TEST(Import, FaultsOfAFileAreBounded) {
  NewRelease release;
  release.segments = "text\r\n";
  for (int i = 0; i < 1000; ++i) release.segments += std::string(kRule) + "nonsense\r\n";
  const Imported made = import(release.archive());
  // Those of the file, and the two segments that the message misses.
  EXPECT_EQ(made.faults.all().size(), kMaxFaults + 2U);
}

// --- the official archives ---

struct Official {
  const char* release;
  std::size_t messages, faults;
};
void PrintTo(const Official& row, std::ostream* os) { *os << row.release; }

class ImportOfficial : public testing::TestWithParam<Official> {};
TEST_P(ImportOfficial, IsReadWhole) {
  const std::string zip =
      SLUIS_SOURCE_DIR "/../shared/directories/" + std::string(GetParam().release) + ".zip";
  if (!std::filesystem::exists(zip)) GTEST_SKIP() << "no archives beside the checkout";
  const TemporaryFolder folder;
  Diagnostics faults;
  const ImportSummary summary = import_release(zip, folder.path(), {}, faults);
  EXPECT_EQ(summary.release, GetParam().release);
  EXPECT_EQ(summary.messages, GetParam().messages);
  EXPECT_EQ(faults.all().size(), GetParam().faults) << render_text(faults);
  const Directories directories({folder.path(), SLUIS_SOURCE_DIR "/schemas/edifact"});
  Diagnostics none;
  EXPECT_NE(directories.release("D", std::string(GetParam().release).substr(1), none), nullptr)
      << render_text(none);
}
// The faults are the archives' own: in D.94A a trigger M 9 (SANCRT) and two lengths of 3039; in
// D.96B and D.97A a trigger M 9 (DESTIM), in D.96B the code lists of eight data elements of
// interactive messages, which it does not define; in D.99B a bracket in the wrong column (BOPBNK).
INSTANTIATE_TEST_SUITE_P(
    Import, ImportOfficial,
    testing::Values(Official{"d94a", 67, 2}, Official{"d95b", 115, 0}, Official{"d96a", 125, 0},
                    Official{"d96b", 135, 9}, Official{"d97a", 142, 1}, Official{"d98b", 165, 0},
                    Official{"d99a", 169, 0}, Official{"d99b", 179, 1}, Official{"d00a", 187, 0},
                    Official{"d00b", 191, 0}, Official{"d01b", 194, 0}, Official{"d02b", 194, 0},
                    Official{"d03a", 192, 0}, Official{"d03b", 192, 0}, Official{"d04a", 192, 0},
                    Official{"d04b", 192, 0}, Official{"d05b", 193, 0}, Official{"d07b", 193, 0},
                    Official{"d08a", 193, 0}, Official{"d09b", 194, 0}, Official{"d10b", 194, 0},
                    Official{"d11a", 194, 0}, Official{"d11b", 194, 0}, Official{"d12a", 194, 0},
                    Official{"d13a", 194, 0}, Official{"d14a", 194, 0}, Official{"d14b", 194, 0},
                    Official{"d15a", 194, 0}, Official{"d16a", 195, 0}, Official{"d16b", 195, 0},
                    Official{"d18a", 195, 0}, Official{"d20b", 195, 0}, Official{"d21b", 195, 0},
                    Official{"d22a", 195, 0}),
    [](const auto& row) { return std::string(row.param.release); });

TEST(ImportOfficialGovcbr, IsWhatIsShipped) {
  const std::string zip = SLUIS_SOURCE_DIR "/../shared/directories/d15a.zip";
  if (!std::filesystem::exists(zip)) GTEST_SKIP() << "no archives beside the checkout";
  const TemporaryFolder folder;
  Diagnostics faults;
  static_cast<void>(import_release(zip, folder.path(), {"GOVCBR"}, faults));
  EXPECT_EQ(render_text(faults), "");
  for (const char* name :
       {"elements.txt", "composites.txt", "segments.txt", "codes.txt", "messages/GOVCBR.txt"})
    EXPECT_EQ(read_file(folder / ("d15a/" + std::string(name))),
              read_file(SLUIS_SOURCE_DIR "/schemas/edifact/d15a/" + std::string(name)))
        << name;
}

}  // namespace
}  // namespace sluis::directory
