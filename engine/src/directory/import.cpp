// Official UN/EDIFACT releases: a zip that holds a zip per kind of directory. Reads what it needs
// of them in memory, builds a release of the drafts and writes its compact form.

#include <zip.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <set>
#include <system_error>
#include <utility>

#include "directory/audit.hpp"
#include "directory/compact.hpp"
#include "directory/layout.hpp"
#include "sluis/directory.hpp"
#include "text/letters.hpp"

namespace sluis {
namespace directory {
namespace {

constexpr std::size_t kMaxMember = std::size_t{64} << 20U;  // bytes of one file, unpacked
constexpr zip_int64_t kMaxMembers = 10'000;                 // files of one archive
constexpr int kMaxArchives = 2;                             // archives within archives

// Segments that every message uses and no release holds: they are ISO 9735's own.
constexpr std::array<std::string_view, 5> kServiceSegments = {"UGH", "UGT", "UNH", "UNS", "UNT"};

// The files of a release by the beginning of their names; both the archives and the files in them
// are called so. TRxD: until D.96B. Interactive messages (IDxD) are left alone.
struct KindRow {
  std::string_view stem;
  Kind kind;
};
constexpr std::array<KindRow, 9> kKinds = {{{"EDED", Kind::elements},
                                            {"TRED", Kind::elements},
                                            {"EDCD", Kind::composites},
                                            {"TRCD", Kind::composites},
                                            {"EDSD", Kind::segments},
                                            {"TRSD", Kind::segments},
                                            {"UNCL", Kind::codes},
                                            {"EDMD", Kind::message},
                                            {"TRMD", Kind::message}}};

std::string_view base_name(std::string_view path) noexcept {
  return path.substr(path.rfind('/') + 1);
}

// ".15A": the release that a file belongs to, or empty.
std::string_view release_of(std::string_view name) noexcept {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (name.size() < 4) return {};
  const std::string_view end = name.substr(name.size() - 4);
  return end[0] == '.' && digit(end[1]) && digit(end[2]) && (end[3] == 'A' || end[3] == 'B')
             ? end.substr(1)
             : std::string_view{};
}

// The kind that a file named so (upper case) is an index of: "EDSDI1.15A"; the others have another
// order only.
Kind index_of(std::string_view name) noexcept {
  constexpr std::string_view kFirst = "I1";
  if (release_of(name).empty()) return Kind::none;
  const std::string_view stem = name.substr(0, name.size() - 4);
  for (const KindRow& row : kKinds)
    if (row.kind != Kind::codes && stem.starts_with(row.stem) &&
        stem.substr(row.stem.size()) == kFirst)
      return row.kind;
  return Kind::none;
}

// What a file named so (upper case) holds: "EDED.15A", "UNCL-1.94A", "ORDERS_D.15A".
Kind kind_of(std::string_view name) noexcept {
  if (release_of(name).empty()) return Kind::none;
  const std::string_view stem = name.substr(0, name.size() - 4);
  if (stem.size() == 8 && stem.ends_with("_D")) return Kind::message;
  for (const KindRow& row : kKinds)
    if (row.kind != Kind::message &&
        (stem == row.stem || (row.kind == Kind::codes && stem.starts_with(row.stem))))
      return row.kind;
  return Kind::none;
}

bool is_wanted_archive(std::string_view name) noexcept {
  return name.ends_with(".ZIP") &&
         std::any_of(kKinds.begin(), kKinds.end(),
                     [&](const KindRow& row) { return name.starts_with(row.stem); });
}

struct ZipCloser {
  void operator()(zip_t* zip) const noexcept { zip_discard(zip); }
};
using Zip = std::unique_ptr<zip_t, ZipCloser>;

struct ZipFileCloser {
  void operator()(zip_file_t* file) const noexcept { zip_fclose(file); }
};

Zip open_memory(const std::string& bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* zip = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (zip == nullptr && source != nullptr) zip_source_free(source);
  zip_error_fini(&error);
  return Zip(zip);
}

struct Member {
  Kind kind;
  bool index;
  std::string type;  // of a message
  DraftFile file;
};

class Importer {
 public:
  Importer(std::string zip, const std::vector<std::string>& only, Diagnostics& faults)
      : zip_(std::move(zip)), only_(only.begin(), only.end()), faults_(faults) {}

  Release run() {
    int code = 0;
    const Zip zip(zip_open(zip_.c_str(), ZIP_RDONLY, &code));
    if (!zip) {
      if (code == ZIP_ER_NOENT || code == ZIP_ER_OPEN || code == ZIP_ER_READ)
        throw std::system_error(code == ZIP_ER_NOENT ? ENOENT : errno, std::generic_category(),
                                "cannot open " + zip_);
      archive_fault("it cannot be read as a zip archive");
      return {};
    }
    collect(zip.get(), zip_, 1);
    read();
    Release release = build();
    if (id_.empty()) archive_fault("it holds no file of a release");
    release.id = id_;
    return release;
  }

 private:
  void archive_fault(std::string detail) {
    faults_.report(Fault::directory_archive, zip_, std::move(detail));
  }

  void collect(zip_t* zip, const std::string& path, int depth) {
    const zip_int64_t count = zip_get_num_entries(zip, 0);
    if (count > kMaxMembers) return archive_fault(path + " has too many files");
    for (zip_int64_t i = 0; i < count; ++i) {
      const auto at = static_cast<zip_uint64_t>(i);
      const char* raw_name = zip_get_name(zip, at, ZIP_FL_ENC_RAW);
      if (raw_name == nullptr) continue;
      const std::string name = text::capitals(base_name(raw_name));
      const bool index = kind_of(name) == Kind::none;
      const Kind kind = index ? index_of(name) : kind_of(name);
      const bool archive = depth < kMaxArchives && is_wanted_archive(name);
      std::string type;
      if (kind == Kind::message && !index) {
        type = name.substr(0, 6);
        if (!only_.empty() && !only_.contains(type)) continue;
      }
      if (kind == Kind::none && !archive) continue;
      const std::string where = path + ":" + raw_name;
      std::string bytes;
      if (!unpack(zip, at, bytes)) {
        archive_fault(where + " cannot be unpacked");
        continue;
      }
      if (!archive) {
        settle_release(name, where);
        members_.push_back({kind, index, std::move(type), {where, std::move(bytes)}});
        continue;
      }
      const Zip inner = open_memory(bytes);
      if (inner)
        collect(inner.get(), where, depth + 1);
      else
        archive_fault(where + " cannot be read as a zip archive");
    }
  }

  static bool unpack(zip_t* zip, zip_uint64_t index, std::string& bytes) {
    const std::unique_ptr<zip_file_t, ZipFileCloser> file(zip_fopen_index(zip, index, 0));
    if (!file) return false;
    // The size that an archive states is not trusted: it grows with what is really there.
    std::array<char, std::size_t{64} * 1024> chunk;
    for (;;) {
      const zip_int64_t got = zip_fread(file.get(), chunk.data(), chunk.size());
      if (got < 0 || bytes.size() + static_cast<std::size_t>(got) > kMaxMember) return false;
      if (got == 0) return true;
      bytes.append(chunk.data(), static_cast<std::size_t>(got));
    }
  }

  void settle_release(const std::string& name, const std::string& where) {
    std::string id = "d" + std::string(release_of(name));
    for (char& c : id)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (id_.empty()) id_ = id;
    if (id != id_) archive_fault(where + " is of another release than " + id_);
  }

  // Elements come first: code lists belong to them.
  void read() {
    std::stable_sort(members_.begin(), members_.end(),
                     [](const Member& a, const Member& b) { return a.kind < b.kind; });
    std::set<Kind> seen;
    for (const Member& member : members_) {
      if (member.index) {
        read_index(member.file, member.kind, draft_, faults_);
        continue;
      }
      seen.insert(member.kind);
      switch (member.kind) {
        case Kind::elements:
          read_elements(member.file, draft_, faults_);
          break;
        case Kind::composites:
          read_composites(member.file, draft_, faults_);
          break;
        case Kind::segments:
          read_segments(member.file, draft_, faults_);
          break;
        case Kind::codes:
          read_codes(member.file, draft_, faults_);
          break;
        case Kind::message:
          read_message(member.file, member.type, draft_, faults_);
          break;
        case Kind::none:
          break;
      }
    }
    if (id_.empty()) return;
    audit(draft_, zip_, only_.empty(), faults_);
    constexpr std::array<std::pair<Kind, std::string_view>, 5> kParts = {
        {{Kind::elements, "data elements (EDED)"},
         {Kind::composites, "composites (EDCD)"},
         {Kind::segments, "segments (EDSD)"},
         {Kind::codes, "code lists (UNCL)"},
         {Kind::message, "messages (EDMD)"}}};
    for (const auto& [kind, what] : kParts)
      if (!seen.contains(kind) && (kind != Kind::message || only_.empty()))
        faults_.report(Fault::directory_incomplete, zip_, "it has no " + std::string(what));
    for (const std::string& type : only_)
      if (!draft_.messages.contains(type))
        faults_.report(Fault::directory_incomplete, zip_, "it has no message " + type);
  }

  // --- drafts to tables: each step leaves out what uses something that is not there ---

  void undefined(const std::string& user, const std::string& what) {
    faults_.report(Fault::directory_undefined, zip_, user + " uses " + what);
  }

  static bool is_service(std::string_view tag) noexcept {
    return std::find(kServiceSegments.begin(), kServiceSegments.end(), tag) !=
           kServiceSegments.end();
  }

  void prune() {
    std::erase_if(draft_.composites,
                  [&](const auto& row) { return misses(row.first, row.second.parts); });
    std::erase_if(draft_.segments,
                  [&](const auto& row) { return misses(row.first, row.second.parts); });
    std::erase_if(draft_.messages, [&](const auto& message) {
      bool missing = false;
      std::set<std::string> told;
      for (const Draft::Row& row : message.second.rows)
        if (row.group == 0 && !is_service(row.tag) && !draft_.segments.contains(row.tag)) {
          missing = true;
          if (told.insert(row.tag).second) undefined(message.first, "segment " + row.tag);
        }
      return missing;
    });
  }

  bool misses(const std::string& user, const std::vector<Draft::Part>& parts) {
    bool missing = false;
    for (const Draft::Part& part : parts) {
      const bool there = part.representation.empty() ? draft_.composites.contains(part.id)
                                                     : draft_.elements.contains(part.id);
      if (!there) undefined(user, part.id);
      missing = missing || !there;
    }
    return missing;
  }

  // With `only`: keeps what the messages use.
  void keep_used() {
    if (only_.empty()) return;
    std::set<std::string, std::less<>> segments, parts;
    for (const auto& [type, table] : draft_.messages)
      for (const Draft::Row& row : table.rows)
        if (row.group == 0) segments.insert(row.tag);
    std::erase_if(draft_.segments, [&](const auto& row) { return !segments.contains(row.first); });
    const auto use = [&](const Draft::Whole& whole) {
      for (const Draft::Part& part : whole.parts) parts.insert(part.id);
    };
    for (const auto& [tag, segment] : draft_.segments) use(segment);
    std::erase_if(draft_.composites, [&](const auto& row) { return !parts.contains(row.first); });
    for (const auto& [id, composite] : draft_.composites) use(composite);
    std::erase_if(draft_.elements, [&](const auto& row) { return !parts.contains(row.first); });
  }

  // The directory of segments writes their names in capitals, segment tables do not.
  void name_segments() {
    for (const auto& [type, table] : draft_.messages)
      for (const Draft::Row& row : table.rows) {
        const auto segment = draft_.segments.find(row.tag);
        if (segment != draft_.segments.end() && text::capitals(row.name) == segment->second.name)
          segment->second.name = row.name;
      }
  }

  Release build() {
    prune();
    keep_used();
    name_segments();
    Release release;
    for (auto& [id, draft] : draft_.elements) {
      Element element;
      element.number = static_cast<std::uint16_t>(std::stoul(id));
      element.name = std::move(draft.name);
      element.representation = representation(draft.representation);
      for (auto& [value, name] : draft.codes) element.codes.push_back({value, std::move(name)});
      release.elements.push_back(std::move(element));
    }
    const auto element_index = [&](const std::string& id) {
      return static_cast<std::uint32_t>(
          release.element(static_cast<std::uint16_t>(std::stoul(id))) - release.elements.data());
    };
    for (auto& [id, draft] : draft_.composites) {
      Composite composite{id, std::move(draft.name), {}, std::move(draft.notes)};
      for (const Draft::Part& part : draft.parts) {
        composite.components.push_back(
            {element_index(part.id), part.mandatory, representation(part.representation)});
      }
      release.composites.push_back(std::move(composite));
    }
    for (auto& [tag, draft] : draft_.segments) {
      SegmentType segment;
      segment.tag = edifact::make_tag(tag);
      segment.name = std::move(draft.name);
      for (const Draft::Part& part : draft.parts) {
        Field field;
        field.composite = part.representation.empty();
        field.mandatory = part.mandatory;
        field.repeat = part.repeat;
        if (field.composite) {
          field.index =
              static_cast<std::uint32_t>(release.composite(part.id) - release.composites.data());
        } else {
          field.index = element_index(part.id);
          field.representation = representation(part.representation);
        }
        segment.fields.push_back(field);
      }
      segment.notes = std::move(draft.notes);
      release.segments.push_back(std::move(segment));
    }
    for (auto& [type, table] : draft_.messages) release.messages.push_back(message(type, table));
    return release;
  }

  // The readers let only representations through.
  static Representation representation(const std::string& text) {
    Representation out;
    static_cast<void>(parse_representation(text, out));
    return out;
  }

  // Rows to nodes, for writing: segment indexes are left out, the loader makes them.
  static MessageType message(const std::string& type, Draft::Table& table) {
    MessageType made;
    made.id = type;
    made.name = std::move(table.name);
    made.nodes.emplace_back();
    made.nodes.front().group = true;
    std::vector<std::uint32_t> open{0};
    const auto close = [&](std::size_t depth) {
      for (; open.size() > depth; open.pop_back())
        made.nodes[open.back()].end = static_cast<std::uint32_t>(made.nodes.size());
    };
    for (const Draft::Row& row : table.rows) {
      close(row.depth + 1);
      Node node;
      node.group = row.group != 0;
      node.number = row.group;
      node.tag = edifact::make_tag(row.tag);
      node.mandatory = row.mandatory;
      node.max = row.max;
      node.position = row.position;
      node.parent = open.back();
      if (node.group) open.push_back(static_cast<std::uint32_t>(made.nodes.size()));
      made.nodes.push_back(node);
    }
    close(0);
    return made;
  }

  std::string zip_;
  std::set<std::string> only_;
  Diagnostics& faults_;
  std::string id_;
  std::vector<Member> members_;
  Draft draft_;
};

}  // namespace
}  // namespace directory

ImportSummary import_release(const std::string& zip, const std::string& folder,
                             const std::vector<std::string>& only, Diagnostics& faults) {
  const directory::Release release = directory::Importer(zip, only, faults).run();
  ImportSummary summary;
  summary.release = release.id;
  summary.messages = release.messages.size();
  summary.segments = release.segments.size();
  summary.composites = release.composites.size();
  summary.elements = release.elements.size();
  for (const directory::Element& element : release.elements) summary.codes += element.codes.size();
  if (!release.id.empty())
    directory::save_release(release, (std::filesystem::path(folder) / release.id).string());
  return summary;
}

}  // namespace sluis
