// Rules about what is written: EDIFACT, and the XML that shows an interchange.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "directory/tables.hpp"
#include "edifact/envelope.hpp"
#include "edifact/writer.hpp"
#include "inspect/picture.hpp"
#include "rules/rule.hpp"
#include "sluis/inspect.hpp"
#include "support/canonical_xml.hpp"
#include "support/round_trip.hpp"
#include "text/unicode.hpp"

namespace sluis::rules {
namespace {

using edifact::Charset;
using edifact::Form;
using edifact::Segment;
using edifact::Separators;
using edifact::Writer;

using Random = std::mt19937;

std::uint32_t below(Random& random, std::uint32_t end) {
  return static_cast<std::uint32_t>(random() % end);
}

// Every syntax identifier in every version that has it.
std::vector<Form> forms() {
  std::vector<Form> all;
  for (const char* identifier : {"UNOA", "UNOB", "UNOC", "UNOD", "UNOE", "UNOF", "UNOG", "UNOH",
                                 "UNOI", "UNOJ", "UNOK", "UNOL", "UNOW", "UNOY"})
    for (const char version : {'1', '2', '3', '4'}) {
      if (version < Charset::first_version(identifier)) continue;
      Form form = Form::standard(identifier, version);
      if (form.charset != nullptr) all.push_back(form);
    }
  return all;
}

// The characters of a set, each as UTF-8.
std::vector<std::string> repertoire(const Charset& charset) {
  std::vector<std::string> all;
  constexpr char32_t kEnd = 0x3000;
  for (char32_t c = 0; c < kEnd; ++c) {
    std::string utf8, encoded;
    text::append(utf8, c);
    if (charset.encode(utf8, encoded) == Charset::npos) all.push_back(utf8);
  }
  return all;
}

struct Value {
  std::uint32_t element, repetition, component;
  std::string text;
  friend bool operator==(const Value&, const Value&) = default;
};
void PrintTo(const Value& value, std::ostream* out) {
  *out << value.element << '*' << value.repetition << ':' << value.component << '=' << value.text;
}

// Values at rising places, with gaps.
std::vector<Value> some_values(Random& random, const std::vector<std::string>& characters,
                               bool repetitions) {
  std::vector<Value> values;
  const auto text = [&] {
    std::string out;
    for (std::uint32_t left = 1 + below(random, 8); left != 0; --left) {
      // Service characters more often than their share.
      const std::string service = "+:'?*";
      const std::string one(1, service[below(random, 5)]);
      const bool known = std::find(characters.begin(), characters.end(), one) != characters.end();
      out += known && below(random, 4) == 0
                 ? one
                 : characters[below(random, static_cast<std::uint32_t>(characters.size()))];
    }
    // Trailing blanks are insignificant, and are not read (S-128).
    out.erase(out.find_last_not_of(' ') + 1);
    return out.empty() ? "A" : out;
  };
  for (std::uint32_t element = 1; element < 6; ++element)
    for (std::uint32_t repetition = 1; repetition < (repetitions ? 4U : 2U); ++repetition)
      for (std::uint32_t component = 1; component < 5; ++component)
        if (below(random, 3) == 0) values.push_back({element, repetition, component, text()});
  return values;
}

void write_values(Writer& writer, std::string_view tag, const std::vector<Value>& values) {
  std::uint32_t element = 0, repetition = 1, component = 1;
  writer.begin_segment(tag);
  for (const Value& value : values) {
    for (; element < value.element; ++element) writer.element(), repetition = component = 1;
    for (; repetition < value.repetition; ++repetition) writer.repetition(), component = 1;
    for (; component < value.component; ++component) writer.component();
    EXPECT_TRUE(writer.value(value.text));
  }
  writer.end_segment();
}

void write_header(Writer& writer) {
  const Form& form = writer.form();
  writer.begin_segment("UNB");
  writer.element(form.identifier), writer.component(std::string_view(&form.version, 1));
  writer.element("S"), writer.element("R");
  writer.element(form.version < '4' ? "260101" : "20260101"), writer.component("0900");
  writer.element("I1");
  writer.end_segment();
  writer.begin_segment("UNH");
  writer.element("M1"), writer.element("NOSUCH"), writer.component("D"), writer.component("96A");
  writer.component("UN");
  writer.end_segment();
}

// The segments between UNH and UNT.
std::vector<std::vector<Value>> read_values(const std::string& bytes) {
  Source source("written", bytes);
  Diagnostics faults;
  edifact::Envelope envelope(source, faults);
  std::vector<std::vector<Value>> segments;
  std::string scratch;
  for (edifact::Event event; envelope.next(event);) {
    if (event.kind != edifact::EventKind::segment) continue;
    segments.emplace_back();
    for (const Segment::Value& value : event.segment->values())
      if (value.begin != value.end)
        segments.back().push_back({value.element, value.repetition, value.component,
                                   std::string(event.segment->text(value, scratch))});
  }
  return segments;
}

TEST(OutputRules, WhatIsWrittenIsReadAsItWas) {
  SCOPED_TRACE("S-071");
  SCOPED_TRACE("S-099");
  Random random(99);  // NOLINT(cert-msc51-cpp): the same values every time
  const std::vector<Separators> own{{';', '^', ',', '\\', '*', '~'},
                                    {':', '+', '.', '?', '\0', '\''}};
  for (const Form& standard : forms()) {
    const auto characters = repertoire(*standard.charset);
    ASSERT_GE(characters.size(), 50U);
    for (std::size_t variant = 0; variant <= own.size(); ++variant) {
      Form form = standard;
      if (variant != 0) form.separators = own[variant - 1];
      if (form.version < '4') form.separators.repetition = '\0';
      std::string written;
      Diagnostics faults;
      Writer writer([&](std::string_view bytes) { written += bytes; }, faults);
      writer.begin_interchange(form);
      write_header(writer);
      std::vector<std::vector<Value>> segments;
      for (int i = 0; i < 200; ++i) {
        segments.push_back(some_values(random, characters, form.separators.repetition != '\0'));
        write_values(writer, "ZZZ", segments.back());
      }
      writer.end_message();
      writer.end_interchange();
      EXPECT_FALSE(faults.has_errors()) << render_text(faults);
      EXPECT_EQ(read_values(written), segments) << form.identifier << form.version << variant;
      // No release character more than needed, no separator either.
      EXPECT_EQ(tests::rewritten(written), written) << form.identifier << form.version << variant;
    }
  }
}

TEST(OutputRules, EveryRunOfReleaseCharacters) {
  SCOPED_TRACE("S-099");
  const Form form = Form::standard("UNOC", '4');
  std::string written;
  Diagnostics faults;
  Writer writer([&](std::string_view bytes) { written += bytes; }, faults);
  writer.begin_interchange(form);
  write_header(writer);
  std::vector<std::vector<Value>> segments;
  for (std::size_t run = 1; run <= 64; ++run)
    for (const char* behind : {"", "+", ":", "*", "'", "A"}) {
      segments.push_back({{1, 1, 1, std::string(run, '?') + behind}, {2, 1, 1, "X"}});
      write_values(writer, "FTX", segments.back());
    }
  writer.end_message();
  writer.end_interchange();
  EXPECT_EQ(read_values(written), segments);
}

// One value in the first element of FTX; what was written of it.
struct Written {
  bool accepted = false;
  std::string bytes;
  std::string fault;
};

Written write_one(const Form& form, std::string_view value) {
  Written result;
  Diagnostics faults;
  Writer writer([&](std::string_view bytes) { result.bytes += bytes; }, faults);
  writer.begin_interchange(form);
  writer.begin_segment("FTX");
  result.accepted = writer.element(value);
  writer.end_segment();
  writer.flush();
  for (const Diagnostic& fault : faults.all())
    result.fault += std::string(fault_row(fault.fault).code) + ' ' + fault.place.tag + '+' +
                    std::to_string(fault.place.element) + " (" +
                    std::to_string(fault_row(fault.fault).contrl) + ") " + fault.detail;
  return result;
}

TEST(OutputRules, CharactersOutsideTheRepertoireAreRefused) {
  SCOPED_TRACE("S-070");
  const Written euro = write_one(Form::standard("UNOC", '3'), "12 \xE2\x82\xAC");
  EXPECT_FALSE(euro.accepted);
  EXPECT_EQ(euro.fault, "E2401 FTX+1 (21) \"\xE2\x82\xAC\" is not in UNOC");
  // Never a question mark in its place, and not the rest of the value either.
  EXPECT_EQ(euro.bytes, "FTX'");
  EXPECT_EQ(write_one(Form::standard("UNOL", '4'), "12 \xE2\x82\xAC").bytes, "FTX+12 \xA4'");
}

TEST(OutputRules, TheIdentifierNamesTheEncoding) {
  SCOPED_TRACE("S-071");
  EXPECT_EQ(write_one(Form::standard("UNOC", '3'), "\xC3\xBC").bytes, "FTX+\xFC'");
  EXPECT_EQ(write_one(Form::standard("UNOD", '3'), "\xC5\xBC").bytes, "FTX+\xBF'");
  EXPECT_EQ(write_one(Form::standard("UNOE", '3'), "\xD0\x96").bytes, "FTX+\xB6'");
  EXPECT_EQ(write_one(Form::standard("UNOY", '4'), "\xC3\xBC").bytes, "FTX+\xC3\xBC'");
}

TEST(OutputRules, SeparatorsWithoutAReleaseCharacterAreRefused) {
  SCOPED_TRACE("S-100");
  Form form = Form::standard("UNOC", '3');
  form.separators.release = '\0';
  for (const char* value : {"A+B", "A:B", "A'B"}) {
    const Written one = write_one(form, value);
    EXPECT_FALSE(one.accepted);
    EXPECT_TRUE(one.fault.starts_with("E2402 FTX+1 (22)")) << one.fault;
    EXPECT_EQ(one.bytes, "UNA:+.  'FTX'");
  }
  EXPECT_EQ(write_one(form, "WHO?").bytes, "UNA:+.  'FTX+WHO?'");
}

// --- counts ---

TEST(OutputRules, CountsMustFitTheirElement) {
  SCOPED_TRACE("S-420");
  constexpr std::uint32_t kMost = 999'999;
  const auto run = [](char version, std::uint32_t segments, std::uint32_t messages) {
    std::string last;
    Diagnostics faults;
    Writer writer([&](std::string_view bytes) { last = bytes; }, faults);
    writer.begin_interchange(Form::standard("UNOC", version));
    for (std::uint32_t m = 0; m < messages; ++m) {
      writer.begin_segment("UNH"), writer.element("1"), writer.end_segment();
      for (std::uint32_t s = 2; s < segments; ++s)
        writer.begin_segment("A"), writer.element("1"), writer.end_segment();
      writer.end_message();
    }
    writer.end_interchange();
    std::string said;
    for (const Diagnostic& fault : faults.all())
      said += std::string(fault_row(fault.fault).code) + ' ' + fault.place.tag + ' ' + fault.value;
    return said + last.substr(last.rfind("UNZ"));
  };
  EXPECT_EQ(run('3', kMost, 1), "UNZ+1'");
  EXPECT_EQ(run('3', kMost + 1, 1), "E2403 UNT 1000000UNZ+1'");
  EXPECT_EQ(run('4', kMost + 1, 1), "UNZ+1'");
  EXPECT_EQ(run('3', 2, kMost), "UNZ+999999'");
  EXPECT_EQ(run('3', 2, kMost + 1), "E2403 UNZ 1000000UNZ'");
  EXPECT_EQ(run('4', 2, kMost + 1), "E2403 UNZ 1000000UNZ+'");
}

// --- objects and originals ---

TEST(OutputRules, AnObjectIsBase64InXml) {
  SCOPED_TRACE("S-305");
  const std::string octets("foobar\xFF\xFB\x00", 9);
  const std::vector<std::string> encoded{"Zg==",         "Zm8=",         "Zm9v",
                                         "Zm9vYg==",     "Zm9vYmE=",     "Zm9vYmFy",
                                         "Zm9vYmFy/w==", "Zm9vYmFy//s=", "Zm9vYmFy//sA"};
  for (std::size_t size = 1; size <= octets.size(); ++size)
    for (std::size_t piece = 1; piece <= size; ++piece) {
      std::string xml;
      const inspection::Write write = [&](std::string_view text) { xml += text; };
      const auto picture = inspection::make_xml(write);
      picture->begin_package({});
      picture->begin_object();
      for (std::size_t at = 0; at < size; at += piece)
        picture->object(std::string_view(octets).substr(at, std::min(piece, size - at)));
      picture->end_object();
      picture->end_package({});
      picture->end({});
      EXPECT_NE(xml.find("<Object encoding=\"base64\">" + encoded[size - 1] + "</Object>"),
                std::string::npos)
          << xml;
    }
}

// A signature is over octets: what is in canonical form is written as the very same, whatever its
// values are; anything else needs the original.
TEST(OutputRules, CanonicalOctetsStayTheSame) {
  SCOPED_TRACE("S-331");
  const std::string canonical =
      in_interchange("UNOC:3", "UNH+M1+NOSUCH:D:96A:UN'FTX+AAI+++M\xFCller \x80?+:a'UNT+3+M1'");
  EXPECT_EQ(tests::rewritten(canonical), canonical);
  EXPECT_NE(tests::rewritten(in_interchange("UNOC:3", "UNH+M1+NOSUCH:D'FTX+A?B'UNT+3+M1'")),
            in_interchange("UNOC:3", "UNH+M1+NOSUCH:D'FTX+A?B'UNT+3+M1'"));
}

// Bytes that are no text of UNOX have no other form.
TEST(OutputRules, RewritingKeepsWhatShiftsLeaveUnread) {
  SCOPED_TRACE("S-429");
  for (const char* value : {"A\xFC", "\xFF?+B", "A\x1B$Z", "\x1B$B%+%\x1B(B", "\x01"}) {
    const std::string bytes = in_interchange(
        "UNOX:4", "UNH+M1+NOSUCH:D:96A:UN'FTX+" + std::string(value) + ":C'UNT+3+M1'");
    EXPECT_EQ(tests::rewritten(bytes), bytes);
    EXPECT_EQ(tests::events(tests::rewritten(bytes)), tests::events(bytes)) << bytes;
  }
}

// --- nothing is lost ---

struct Shown {
  std::string text;
  Diagnostics faults;
};

Shown shown(const std::string& bytes, InspectFormat format) {
  static const Directories kFolders({std::string(SLUIS_SOURCE_DIR) + "/tests/data/directories",
                                     std::string(SLUIS_SOURCE_DIR) + "/schemas/edifact"});
  Shown result;
  Source source("case", bytes);
  InspectOptions options;
  options.format = format;
  options.tolerances = Tolerances(Tolerance::strict());
  inspect(
      source, kFolders, options, [&](std::string_view text) { result.text += text; },
      result.faults);
  return result;
}

// An interchange of ORDERS, damaged behind UNB.
std::string damaged(Random& random) {
  std::string bytes = v3({"FTX+AAI+++A?+B", "RFF+ON:1", "NAD+BY+1::9", "LIN+1++2:EN", "QTY+21:5"});
  const std::string signs = "+:'?AZ1 \n";
  for (std::uint32_t left = below(random, 6); left != 0; --left) {
    const std::size_t first = bytes.find("UNH");
    if (first == std::string::npos) break;
    const std::size_t at =
        first + 3 + below(random, static_cast<std::uint32_t>(bytes.size() - first - 3));
    const char sign = signs[below(random, static_cast<std::uint32_t>(signs.size()))];
    switch (below(random, 3)) {
      case 0:
        bytes[at] = sign;
        break;
      case 1:
        bytes.insert(at, 1, sign);
        break;
      default:
        bytes.erase(at, 1);
    }
  }
  return bytes;
}

// Where the segments of an interchange with default separators are.
std::vector<Span> pieces(const std::string& bytes) {
  std::vector<Span> found;
  std::size_t begin = 0;
  const auto add = [&](std::size_t end) {
    const std::size_t first = bytes.find_first_not_of("\r\n ", begin);
    if (first < end) found.push_back({first, end});
    begin = end + 1;
  };
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (bytes[at] == '?')
      ++at;
    else if (bytes[at] == '\'')
      add(at);
  }
  add(bytes.size());
  return found;
}

bool touches(const std::vector<Span>& spans, Span piece) {
  return std::any_of(spans.begin(), spans.end(),
                     [&](Span span) { return span.begin <= piece.end && piece.begin <= span.end; });
}

TEST(OutputRules, NoSegmentIsLost) {
  SCOPED_TRACE("S-362");
  Random random(362);  // NOLINT(cert-msc51-cpp): the same inputs every time
  for (int i = 0; i < 2000; ++i) {
    const std::string bytes = damaged(random);
    const Shown xml = shown(bytes, InspectFormat::xml);
    Source source("case", bytes);
    Diagnostics ignored;
    edifact::Envelope envelope(source, ignored);
    std::vector<Span> read, told;
    for (edifact::Event event; envelope.next(event);)
      if (event.segment != nullptr) read.push_back(event.segment->span());
    for (const Diagnostic& fault : xml.faults.all()) told.push_back(fault.where);
    // All that was read is in the XML.
    std::size_t elements = 0;
    for (std::size_t at = 0; (at = xml.text.find("<S_", at)) != std::string::npos; ++at) ++elements;
    EXPECT_EQ(elements, read.size()) << bytes << '\n' << xml.text;
    // All else is in the report; of a run of segments that are skipped the first one.
    bool skipping = false;
    for (const Span piece : pieces(bytes)) {
      if (touches(read, piece)) {
        skipping = false;
        continue;
      }
      EXPECT_TRUE(skipping || touches(told, piece))
          << "lost: " << bytes.substr(piece.begin, piece.end - piece.begin) << "\nof: " << bytes
          << '\n'
          << render_text(xml.faults);
      skipping = true;
    }
  }
}

// --- XML ---

TEST(OutputRules, XmlIsWellFormedWhateverTheBytes) {
  SCOPED_TRACE("S-428");
  SCOPED_TRACE("S-064");
  for (const char* syntax : {"UNOA:1", "UNOC:3", "UNOE:3", "UNOY:4"})
    for (int byte = 0; byte < 256; ++byte) {
      if (byte == '?' || byte == '\'') continue;
      const std::string value = std::string("A") + static_cast<char>(byte) + "<&>\"]]>";
      const std::string xml =
          shown(in_interchange(syntax, "UNH+M1+ORDERS:D:96A:UN'FTX+AAI+++" + value + "'UNT+3+M1'"),
                InspectFormat::xml)
              .text;
      const std::string parsed = tests::canonical_xml(xml);
      EXPECT_FALSE(parsed.starts_with('!')) << byte << '\n' << parsed;
      EXPECT_TRUE(std::none_of(xml.begin(), xml.end(), [](char c) {
        return static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\t';
      })) << byte;
    }
  // Names come from the input, too.
  for (const char* type : {"", "1", "A B", "<x>", "\xFC", "xml", "A:B"}) {
    const std::string xml =
        shown(in_interchange("UNOC:3", "UNH+M1+" + std::string(type) + ":D:96A:UN'BGM+1'UNT+3+M1'"),
              InspectFormat::xml)
            .text;
    EXPECT_FALSE(tests::canonical_xml(xml).starts_with('!')) << xml;
  }
}

TEST(OutputRules, XmlEscapes) {
  SCOPED_TRACE("S-428");
  const std::string xml =
      shown(in_interchange("UNOC:3", "UNH+M1+ORDERS:D:96A:UN'FTX+AAI+++<a> & \"b\"'UNT+3+M1'"),
            InspectFormat::xml)
          .text;
  EXPECT_NE(xml.find("&lt;a&gt; &amp; \"b\""), std::string::npos) << xml;
}

// --- round trips ---

// The way back from the XML picture: names give places, by the directory's tables.
class FromXml {
 public:
  FromXml(Writer& writer, const directory::Release& release, const directory::Release& service)
      : writer_(writer), release_(release), service_(service) {}

  void run(std::string_view xml) {
    while (!xml.empty()) {
      const std::size_t open = xml.find('<');
      const std::size_t close = xml.find('>', open);
      if (close == std::string_view::npos) return;
      text_ = xml.substr(0, open);
      std::string_view tag = xml.substr(open + 1, close - open - 1);
      xml.remove_prefix(close + 1);
      if (tag.starts_with('?')) continue;
      const bool alone = tag.ends_with('/');
      if (alone) tag.remove_suffix(1);
      if (!tag.starts_with('/')) start(tag);
      if (alone) text_ = {};
      if (alone || tag.starts_with('/')) end(alone ? tag : tag.substr(1));
    }
  }

 private:
  void start(std::string_view name) {
    leaf_ = true;
    const std::string_view id = name.substr(std::min<std::size_t>(2, name.size()));
    if (name.starts_with("S_")) {
      const edifact::Tag tag = edifact::make_tag(id);
      from_ = release_.segment(tag) != nullptr ? &release_ : &service_;
      type_ = from_->segment(tag);
      writer_.begin_segment(id);
      element_ = 0;
      last_ = {};
    } else if (name.starts_with("C_") || name.starts_with("D_") || name.starts_with("E_")) {
      if (composite_.empty())
        move_to_element(name, id);
      else
        move_to_component(name, id);
    }
  }

  void end(std::string_view name) {
    if (name.starts_with("S_")) writer_.end_segment();
    if (name == composite_) composite_ = {};
    if (leaf_ && (name.starts_with("D_") || name.starts_with("E_"))) {
      std::string value(text_);
      for (const auto& [escape, character] :
           {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}})
        for (std::size_t at = 0; (at = value.find(escape, at)) != std::string::npos; ++at)
          value.replace(at, std::string_view(escape).size(), character);
      writer_.value(value);
    }
    leaf_ = false;
  }

  // "3036_2" -> "3036", 2
  static std::pair<std::string_view, std::uint32_t> numbered(std::string_view id) {
    const std::size_t bar = id.find('_');
    if (bar == std::string_view::npos) return {id, 1};
    return {id.substr(0, bar),
            static_cast<std::uint32_t>(std::stoul(std::string(id.substr(bar + 1))))};
  }

  void move_to_element(std::string_view name, std::string_view id) {
    auto [what, nth] = numbered(id);
    std::uint32_t element = 0;
    if (name.starts_with("E_")) {
      element = static_cast<std::uint32_t>(std::stoul(std::string(what)));
    } else {
      for (const directory::Field& field : type_->fields) {
        ++element;
        const bool same = field.composite == name.starts_with("C_") &&
                          (field.composite ? from_->composites[field.index].id == what
                                           : from_->elements[field.index].number ==
                                                 std::stoul(std::string(what)));
        if (same && --nth == 0) break;
      }
      nth = 1;
    }
    const bool behind = name.starts_with("E_") && id.find('_') != std::string_view::npos;
    if (name == last_)
      writer_.repetition();
    else
      for (; element_ < element; ++element_) writer_.element();
    component_ = name == last_ || !behind ? 1 : component_;
    if (behind)
      for (; component_ < nth; ++component_) writer_.component();
    last_ = name;
    if (name.starts_with("C_") || (name.starts_with("E_") && !behind)) composite_ = name;
  }

  void move_to_component(std::string_view name, std::string_view id) {
    auto [what, nth] = numbered(id);
    std::uint32_t component = 0;
    if (name.starts_with("E_")) {
      component = nth;
    } else {
      for (const auto& each : from_->composite(numbered(composite_.substr(2)).first)->components) {
        ++component;
        if (from_->elements[each.element].number == std::stoul(std::string(what)) && --nth == 0)
          break;
      }
    }
    for (; component_ < component; ++component_) writer_.component();
  }

  Writer& writer_;
  const directory::Release& release_;
  const directory::Release& service_;
  const directory::Release* from_ = nullptr;
  const directory::SegmentType* type_ = nullptr;
  std::string_view text_, composite_, last_;
  std::uint32_t element_ = 0, component_ = 1;
  bool leaf_ = false;
};

TEST(OutputRules, XmlHasEveryValueAtItsPlace) {
  SCOPED_TRACE("S-429");
  const Directories folders({std::string(SLUIS_SOURCE_DIR) + "/tests/data/directories",
                             std::string(SLUIS_SOURCE_DIR) + "/schemas/edifact"});
  const std::vector<std::string> body{
      "FTX+AAI+++<A>:?+& \"B\"::?'C",  // a value that stands for several of one number
      "NAD+BY+1::9++:LINE 2::LINE 4+STREET:::4+X",
      "PIA+5+A:SA++C:SA:::Z",  // composites that stand several times; one component too many
      "QTY+21:5++SURPLUS:X",   // elements that nobody planned
      "BGM+220+PO1+9:X:Y",     // components of an element that has none
      "LIN+1++2:EN",
      "CTA",
      "TDT+20++3:4+++++:::SHIP"};
  for (const bool four : {false, true}) {
    std::vector<std::string> segments = body;
    if (four) segments.insert(segments.end(), {"RFF+ON:1*AB:2**AC:3", "ZZZ+A", "CTA+"});
    if (four) std::erase(segments, "CTA");
    const std::string bytes = four ? v4(segments) : v3(segments);
    const std::string xml = shown(bytes, InspectFormat::xml).text;
    std::string back;
    Diagnostics faults;
    const auto release = folders.release("D", four ? "01B" : "96A", faults);
    const auto service = folders.service(faults);
    ASSERT_TRUE(release && service);
    Writer writer([&](std::string_view text) { back += text; }, faults);
    writer.begin_interchange(Form::standard("UNOC", four ? '4' : '3'));
    FromXml(writer, *release, *service).run(xml);
    writer.flush();
    EXPECT_EQ(back, bytes) << xml;
    EXPECT_EQ(back, tests::rewritten(bytes));
    EXPECT_TRUE(faults.all().empty()) << render_text(faults);
  }
}

TEST(OutputRules, RewritingIsTheIdentity) {
  SCOPED_TRACE("S-429");
  Random random(429);  // NOLINT(cert-msc51-cpp): the same inputs every time
  for (int i = 0; i < 2000; ++i) {
    const std::string bytes = damaged(random);
    const std::string canonical = tests::rewritten(bytes);
    EXPECT_EQ(tests::events(canonical), tests::events(bytes)) << bytes << '\n' << canonical;
    EXPECT_EQ(tests::rewritten(canonical), canonical) << bytes;
    EXPECT_EQ(tests::rewritten(bytes, 1), canonical) << bytes;
  }
}

}  // namespace
}  // namespace sluis::rules
