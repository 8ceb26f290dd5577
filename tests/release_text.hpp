// A small release in the layout of the official ones, and archives of it.
#pragma once

#include <zip.h>

#include <map>
#include <stdexcept>
#include <string>

#include "directory_fixture.hpp"

namespace sluis::directory {

using Files = std::map<std::string, std::string>;

// An archive with these files, as bytes.
inline std::string zipped(const Files& files) {
  const TemporaryFolder folder;
  const std::string path = folder / "made.zip";
  int error = 0;
  zip_t* zip = zip_open(path.c_str(), ZIP_CREATE | ZIP_EXCL, &error);
  if (zip == nullptr) throw std::runtime_error("cannot make an archive");
  for (const auto& [name, text] : files)
    zip_file_add(zip, name.c_str(), zip_source_buffer(zip, text.data(), text.size(), 0),
                 ZIP_FL_ENC_GUESS);
  if (zip_close(zip) != 0) throw std::runtime_error("cannot write an archive");
  return read_file(path);
}

constexpr const char* kRule =
    "----------------------------------------------------------------------\r\n";

// "From D.99B": ASCII drawing, repetition in segments, code names in column 11.
struct NewRelease {
  std::string elements =
      std::string("Preamble\r\n\r\n     Change indicators\r\n\r\n") + kRule +
      "\r\n     1000  Document name                                           "
      "[B]\r\n\r\n     Desc: Words.\r\n\r\n     Repr: an..35\r\n\r\n" +
      kRule +
      "\r\n+    1001  Document name code                                      "
      "[C]\r\n\r\n     Desc: Words that go\r\n           on.\r\n\r\n     Repr: "
      "an..3\r\n\r\n     Note: \r\n           1 More words.\r\n\r\n" +
      kRule +
      "\r\n*|   2005  Date or time or period function\r\n           code qualifier  "
      "        [C]\r\n\r\n|    Desc: Words.\r\n\r\n     Repr: an..3\r\n\r\n" +
      kRule +
      "\r\n     2380  Value [C]\r\n\r\n     Desc: W.\r\n\r\n     Repr: "
      "an..35\r\n\r\n" +
      kRule +
      "\r\n     6060  Unused [C]\r\n\r\n     Desc: W.\r\n\r\n     Repr: "
      "n..35\r\n";
  std::string composites =
      std::string("Preamble\r\n") + kRule +
      "\r\n       C002 DOCUMENT/MESSAGE NAME\r\n\r\n       Desc: 010 words.\r\n\r\n"
      "010    1001  Document name code                        C      an..3\r\n"
      "020 *  1000  Document name of a length that needs a\r\n"
      "             second line                               C      an..35\r\n\r\n" +
      kRule +
      "\r\n    *#|C507 DATE/TIME/PERIOD\r\n\r\n       Desc: Words.\r\n\r\n"
      "010    2005  Date or time or period function code\r\n"
      "             qualifier                                 M      an..3\r\n"
      "020    2380  Value                                     C      an..35\r\n\r\n" +
      kRule +
      "\r\n       C999 UNUSED\r\n\r\n       Desc: W.\r\n\r\n010    6060  Unused    M      "
      "n..35\r\n";
  std::string segments =
      std::string("Preamble\r\n") + kRule +
      "\r\n       BGM  BEGINNING OF MESSAGE\r\n\r\n       Function: Words.\r\n\r\n"
      "010    C002 DOCUMENT/MESSAGE NAME                      C    1\r\n"
      "       1001  Document name code                        C      an..3\r\n"
      "       1000  Document name                             C      an..35\r\n\r\n"
      "020 X  1000 DOCUMENT NAME                              C    5 an..35\r\n\r\n" +
      kRule +
      "\r\n       DTM  DATE/TIME/PERIOD\r\n\r\n       Function: Words.\r\n\r\n"
      "010    C507 DATE/TIME/PERIOD                           M   99\r\n"
      "       2005  Date or time or period function code\r\n             qualifier   M      "
      "an..3\r\n"
      "       2380  Value                                     C      an..35\r\n\r\n" +
      kRule +
      "\r\n       MOA  UNUSED\r\n\r\n       Function: W.\r\n\r\n010    C999 UNUSED   M    1\r\n";
  std::string codes =
      std::string("Preamble\r\n\r\n") + kRule +
      "\r\n     1001  Document name code                                      [C]\r\n\r\n"
      "     Desc: Code words.\r\n\r\n     Repr: an..3\r\n\r\n"
      "     Note:\r\n           2 is not a code.\r\n\r\n"
      "     1     Certificate of analysis\r\n              Words with a 7 in them.\r\n\r\n"
      "+    10    Name that is long and goes on in the\r\n           line below it\r\n"
      "              Words.\r\n\r\n"
      "     9     \x93Quoted\x94 \xE9\r\n              Words.\r\n              Note: 1 "
      "words.\r\n\r\n" +
      kRule +
      "\r\n     2005  Date or time or period function code qualifier      [C]\r\n\r\n"
      "     Desc: Words.\r\n\r\n     Repr: an..3\r\n\r\n     137   Document issue date time\r\n"
      "              Words.\r\n\r\n"
      "     ABC   123456789 123456789 123456789 123456789 123456789 123456789\r\n"
      "           more\r\n              Words.\r\n";
  std::string message =
      "                                UN/EDIFACT\r\n\r\n"
      "                  UNITED NATIONS STANDARD MESSAGE (UNSM)\r\n\r\n"
      "                Test message of a name\r\n                on two lines\r\n\r\n\r\n"
      "                                           Message Type : TESTED\r\n\r\n"
      "             4.3.1 Segment table\r\n\r\n00010 in the text\r\n\r\n"
      "4.3.1  Segment table\r\n\r\n"
      "Pos     Tag Name                                     S   R\r\n\r\n"
      "            HEADER SECTION\r\n\r\n"
      "00010   UNH Message header                           M   1     \r\n"
      "00020 * BGM Beginning of message                     M   1     \r\n\r\n"
      "00030 +     ---- Segment group 1  ------------------ C   99---------------+\r\n"
      "00040   DTM Date/time/period of a name that is\r\n"
      "            too long for its line                    M   1                |\r\n"
      "00050   BGM Beginning of message                     C   9                |\r\n"
      "                                                                          |\r\n"
      "00060       ---- Segment group 2  ------------------ C   9---------------+|\r\n"
      "00070   DTM Date/time/period                         M   1---------------+|\r\n"
      "                                                                          |\r\n"
      "00080       ---- Segment group 3  ------------------ M   99999-----------+|\r\n"
      "00090   DTM Date/time/period                         M   1               ||\r\n"
      "                                                                         ||\r\n"
      "00100       ---- Segment group 4  ------------------ C   1--------------+||\r\n"
      "00110   BGM Beginning of message                     M   1              |||\r\n"
      "00120   DTM Date/time/period                         C   1--------------+++\r\n"
      "00130   UNS Section control                          M   1     \r\n"
      "00140   UNT Message trailer                          M   1     \r\n";

  [[nodiscard]] Files inner() const {
    return {{"EDED.15A", elements},
            {"EDCD.15A", composites},
            {"EDSD.15A", segments},
            {"UNCL.15A", codes},
            {"TESTED_D.15A", message}};
  }
  // As the official archives are: an archive a directory, names in any case, in folders.
  [[nodiscard]] std::string archive() const {
    return zipped({{"d15a/eded.zip", zipped({{"EDED.15A", elements}, {"EDEDI1.15A", "index"}})},
                   {"d15a/EDCD.ZIP", zipped({{"Edcd.15a", composites}})},
                   {"d15a/edsd.zip", zipped({{"x/EDSD.15A", segments}})},
                   {"d15a/Uncl.zip", zipped({{"UNCL.15A", codes}})},
                   {"d15a/edmd.zip", zipped({{"TESTED_D.15A", message}, {"EDMDI1.15A", "index"}})},
                   {"d15a/idmd.zip", "not even an archive"},
                   {"__MACOSX/d15a/._eded.zip", "nor this"},
                   {"d15a/readme.txt", "text"}});
  }
};

}  // namespace sluis::directory
